"""What people are compared by when groups are looked for: features on a logarithmic scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.audience.separation import count_noise
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.reduce.clock import DAY
from smmlab.reduce.people import KIND_COLUMNS
from smmlab.schema import require
from smmlab.texts import Phrase, message

Floats = npt.NDArray[np.float64]

FEATURE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "recency_days": message("days since the last act"),
        "active_days": message("days active"),
        "posts": message("posts acted on"),
        "comments": message("comments written"),
        "replies": message("replies written"),
        "reactions": message("reactions given"),
        "shares": message("shares made"),
        "views": message("views counted"),
        "clicks": message("clicks counted"),
        "follows": message("follows counted"),
        "purchases": message("purchases made"),
        "interactions": message("acts in all"),
    }
)
"""How features are called in a sentence or on an axis."""

FEATURES = ("recency_days", "active_days", "posts", *KIND_COLUMNS.values())
"""What people are compared by when nothing else is asked for. The number of acts is the sum of
those of each kind, so it is not among them."""

_LEAST_DIFFERENT = 0.02
_MOST_MISSING = 0.5
_EXACT = 1e-6

_ALIKE = message("Not used, because nearly everyone is alike in it: {feature}.")
_REPEATED = message("Not used, because other features already say the same: {feature}.")
_MISSING = message("Not used, because it is missing for most people: {feature}.")
_LEFT_OUT = message("People without a group, because a feature of theirs is missing: {people}.")
_FEW_LEFT_OUT = message("A few people have no group, because a feature of theirs is missing.")


@dataclass(frozen=True)
class Features:
    """People and what they are compared by.

    Parameters
    ----------
    people
        ``network`` and ``person``, in order; ``complete`` tells who has every feature.
    raw
        The features of the complete people as they are.
    values
        The same, logarithms standardised to mean zero and variance one.
    noise
        Variance of each value that is chance alone, zero for what is no count.
    names
        The features used.
    notes
        What was left out and why.
    """

    people: pd.DataFrame
    raw: pd.DataFrame
    values: Floats
    noise: Floats
    names: tuple[str, ...]
    notes: tuple[Phrase, ...]


def prepare_features(
    people: pd.DataFrame, *, features: Sequence[str] | None = None, as_of: int | None = None
) -> Features:
    """Take logarithms, standardise, and leave out what says nothing.

    Parameters
    ----------
    people
        ``network``, ``person`` and numbers that are not negative: the result of
        `smmlab.reduce.people.person_features`, or any frame with the ``features``. With ``last``
        (epoch seconds) the recency in days is worked out.
    features
        Columns to compare people by; by default those of `FEATURES` that are there.
    as_of
        The moment to look back from, epoch seconds UTC; by default the newest ``last``.

    Returns
    -------
    Features
        A feature is left out when it is missing for most people, when fewer than ten people or two
        in a hundred differ from the rest in it, or when it is an exact sum of others.

    Raises
    ------
    DataError
        When a column is absent or a number is negative.

    Examples
    --------
    >>> people = pd.DataFrame({
    ...     "network": "telegram", "person": [f"p{n}" for n in range(40)],
    ...     "comments": range(40), "shares": 0})
    >>> prepared = prepare_features(people)
    >>> prepared.names, [str(note) for note in prepared.notes]
    (('comments',), ['Not used, because nearly everyone is alike in it: shares made.'])
    """
    require(people, ("network", "person"), table="people")
    ordered = people.sort_values(["network", "person"], kind="stable", ignore_index=True)
    ordered = _with_recency(ordered, as_of)
    names = list(features) if features is not None else [n for n in FEATURES if n in ordered]
    require(ordered, names, table="people")
    numbers = pd.DataFrame(
        {name: ordered[name].to_numpy(dtype="float64", na_value=np.nan) for name in names},
        index=ordered.index,
    )
    numbers = numbers.where(np.isfinite(numbers))
    if (numbers < 0).to_numpy().any():
        wrong = ", ".join(numbers.columns[(numbers < 0).any()])
        raise DataError(
            message(
                "Expected counts and other numbers of zero or more; these columns have negative "
                "ones: {columns}. Leave them out or count from zero."
            ),
            {"columns": wrong},
        )
    notes = []
    for name in names:
        if numbers[name].isna().mean() > _MOST_MISSING:
            notes.append(_note(_MISSING, name))
            numbers = numbers.drop(columns=name)
    complete = numbers.notna().all(axis=1)
    numbers = numbers[complete]
    if not complete.all():
        left = int((~complete).sum())
        few = left < SMALLEST_GROUP
        notes.append(Phrase(_FEW_LEFT_OUT) if few else Phrase(_LEFT_OUT, {"people": left}))
    kept, more = _telling(numbers)
    raw = numbers[kept].reset_index(drop=True)
    logs = np.log1p(raw.to_numpy())
    if not logs.size:
        return Features(
            ordered[["network", "person"]].assign(complete=complete), raw, logs, logs,
            tuple(kept), (*notes, *more),
        )  # fmt: skip
    spread = logs.std(axis=0)
    noise = np.zeros_like(logs)
    for number, name in enumerate(kept):
        counts = raw[name].to_numpy()
        if np.array_equal(counts, np.rint(counts)):
            noise[:, number] = count_noise(counts)
    return Features(
        people=ordered[["network", "person"]].assign(complete=complete),
        raw=raw,
        values=(logs - logs.mean(axis=0)) / spread,
        noise=noise / spread**2,
        names=tuple(kept),
        notes=(*notes, *more),
    )


def _with_recency(people: pd.DataFrame, as_of: int | None) -> pd.DataFrame:
    if "last" not in people or "recency_days" in people:
        return people
    last = people["last"].astype("Float64")
    moment = last.max() if as_of is None else as_of
    return people.assign(recency_days=((moment - last) // DAY).clip(lower=0))


def _telling(numbers: pd.DataFrame) -> tuple[list[str], list[Phrase]]:
    """Return the features that tell people apart, and notes on the others."""
    kept: list[str] = []
    notes: list[Phrase] = []
    # In either scale a feature must add a direction of its own.
    bases = [np.ones((len(numbers), 1)), np.ones((len(numbers), 1))]
    for name in numbers:
        column = numbers[name].to_numpy()
        commonest = pd.Series(column).value_counts().max() if len(column) else 0
        if len(column) - commonest < max(SMALLEST_GROUP, _LEAST_DIFFERENT * len(column)):
            notes.append(_note(_ALIKE, name))
            continue
        scales = [column, np.log1p(column)]
        if any(map(_is_known, bases, scales)):
            notes.append(_note(_REPEATED, name))
            continue
        kept.append(name)
        bases = [np.column_stack([base, scale]) for base, scale in zip(bases, scales, strict=True)]
    return kept, notes


def _is_known(base: Floats, column: Floats) -> bool:
    known = base / np.linalg.norm(base, axis=0)
    weights = np.linalg.lstsq(known, column, rcond=None)[0]
    # For every person: one enormous value would make any two columns look alike on the whole.
    least = _EXACT * np.log1p(column).std()
    return bool(np.allclose(known @ weights, column, rtol=_EXACT, atol=least))


def _note(template: str, name: str) -> Phrase:
    label = Phrase(FEATURE_LABELS[name]) if name in FEATURE_LABELS else name
    return Phrase(template, {"feature": label})
