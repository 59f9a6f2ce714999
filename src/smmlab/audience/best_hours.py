"""When the people of each segment act, and whether an hour or a day truly stands out for them."""

from collections.abc import Iterable

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.shares import acts_table
from smmlab.audience.week_shares import Clusters, share_of_weeks
from smmlab.disclosure import can_show_part, suppress_crossed
from smmlab.findings import SMALLEST_GROUP
from smmlab.reduce.frames import beside, to_pandas
from smmlab.reduce.people import person_hours, person_week_hours
from smmlab.reduce.selection import PERSON
from smmlab.texts import clock

_CELLS = {"weekday": 7, "hour": 24}
_COLUMNS = (
    "segment", "dimension", "value", "people", "interactions", "share", "share_low", "share_high",
    "is_busy", "is_peak", "active_people", "suppressed",
)  # fmt: skip
_TYPES = {
    "segment": "str", "dimension": "str", "value": "int64", "people": "Int64",
    "interactions": "Int64", "is_busy": "bool", "is_peak": "bool", "active_people": "Int64",
    "suppressed": "bool",
}  # fmt: skip


def hour_spans(hours: Iterable[int]) -> list[str]:
    """Write hours of the day as spans from the start to the end, also over midnight.

    Examples
    --------
    >>> hour_spans([23, 0, 9, 10, 18])
    ['09:00–11:00', '18:00–19:00', '23:00–01:00']
    """
    chosen = {int(hour) % 24 for hour in hours}
    if len(chosen) == 24:
        return [f"{clock(0)}–{clock(24)}"]
    starts = sorted(hour for hour in chosen if (hour - 1) % 24 not in chosen)
    spans = []
    for start in starts:
        end = start
        while end % 24 in chosen:
            end += 1
        spans.append(f"{clock(start)}–{clock(end % 24)}")
    return spans


def find_best_hours(
    members: pd.DataFrame,
    interactions: IntoFrame,
    *,
    timezone: str,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the acts of each segment by weekday and by hour, with intervals that know who acted.

    The rule is that of `smmlab.audience.week_shares.share_of_weeks`, made stricter by the number of
    segments that are judged together: neither one busy person nor one busy week makes an hour.

    Parameters
    ----------
    members
        ``network``, ``person``, ``segment``: all active people, a row a person.
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``at``, ``by_page``.
    timezone
        IANA zone of the clock.
    smallest
        Fewest people of a segment or cell shown; never below ten.
    confidence
        Of the intervals and of the comparison, 0-1.

    Returns
    -------
    DataFrame
        For each segment with enough people who have timed acts seven rows of ``dimension``
        ``weekday`` and twenty-four of ``hour``: ``segment``, ``dimension``, ``value`` (Monday is
        zero), ``people`` and ``interactions`` in the cell, ``share`` of the segment's timed acts
        (0-1, ``share_low``, ``share_high``; limits missing and flags false with acts of fewer than
        four weeks), ``is_busy`` (more than an even share), ``is_peak`` (differs from every other
        cell), ``active_people`` (of the segment, with timed acts;
        missing when from one to nine of its people have none),
        ``suppressed`` (too few people in the cell, or needed to hide such a cell: figures missing,
        flags false).

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> names = [f"p{n}" for n in range(30)]
    >>> members = pd.DataFrame({"network": "telegram", "person": names, "segment": "core"})
    >>> weeks = [64_800 + 604_800 * (n % 10) for n in range(90)]
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": names * 3, "at": weeks, "by_page": False})
    >>> best = find_best_hours(members, acts, timezone="UTC")
    >>> best.loc[best["is_peak"], ["segment", "dimension", "value", "people"]]
       segment dimension  value  people
    3     core   weekday      3      30
    25    core      hour     18      30
    """
    smallest = max(smallest, SMALLEST_GROUP)
    counts = to_pandas(person_hours(interactions, timezone=timezone))
    known = members[["network", "person", "segment"]]
    counts = counts.merge(known, on=["network", "person"], how="inner")
    person = counts.groupby(["network", "person"], sort=False).ngroup().to_numpy()
    acts = counts["interactions"].to_numpy()
    people = int(person.max(initial=-1)) + 1
    segment_of = pd.Series(counts["segment"].to_numpy(), person).groupby(level=0).first()
    sizes = segment_of.value_counts()
    shown = sorted(sizes.index[sizes >= smallest])
    in_all = known["segment"].value_counts()
    weeks = _weeks(known[known["segment"].isin(shown)], interactions, timezone)
    together = 1 - (1 - confidence) / max(len(shown), 1)
    parts: list[pd.DataFrame] = []
    for dimension, cells in _CELLS.items():
        place: npt.NDArray[np.int64] = counts[dimension].to_numpy(dtype=np.int64)
        table = acts_table(person, place, acts, people=people, cells=cells)
        for segment in shown:
            size = int(sizes[segment])
            by_person = _clusters(table[(segment_of == segment).to_numpy()])
            by_week = _clusters(_by_week(weeks[weeks["segment"] == segment], dimension))
            found, strict = (
                share_of_weeks(by_person, by_week, smallest=smallest, confidence=level)
                for level in (confidence, together)
            )
            parts.append(
                found.assign(is_busy=strict["is_busy"], is_peak=strict["is_peak"], segment=segment,
                             dimension=dimension, value=range(cells),
                             active_people=size if can_show_part(size, in_all[segment]) else pd.NA)
            )  # fmt: skip
    if not parts:
        types = dict.fromkeys(_COLUMNS, "float64") | _TYPES
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    whole = pd.concat(parts, ignore_index=True)
    figures = ("interactions", "share", "share_low", "share_high", "is_busy", "is_peak")
    hidden = suppress_crossed(
        whole, count="people", hide=figures, rows=["segment", "dimension"],
        columns=["dimension", "value"], smallest=smallest,
    ).fillna({"is_busy": False, "is_peak": False})  # fmt: skip
    return hidden[list(_COLUMNS)].astype(_TYPES)


def _weeks(members: pd.DataFrame, interactions: IntoFrame, timezone: str) -> pd.DataFrame:
    """Return the acts of each segment and week by weekday and hour, added up where the acts are."""
    fine: IntoFrame = person_week_hours(interactions, timezone=timezone)
    of_segment = (
        nw.from_native(fine)
        .lazy()
        .join(beside(members, interactions), on=list(PERSON), how="inner")
        .group_by("segment", "week", *_CELLS)
        .agg(nw.col("interactions").sum())
    )
    return to_pandas(of_segment.to_native())


def _by_week(weeks: pd.DataFrame, dimension: str) -> npt.NDArray[np.float64]:
    number, names = pd.factorize(weeks["week"])
    place = weeks[dimension].to_numpy(dtype=np.int64)
    return acts_table(
        number, place, weeks["interactions"], people=len(names), cells=_CELLS[dimension]
    )


def _clusters(table: npt.NDArray[np.float64]) -> Clusters:
    row, cell = np.nonzero(table)
    return Clusters(row, cell, table[row, cell], np.zeros(table.shape[1]))
