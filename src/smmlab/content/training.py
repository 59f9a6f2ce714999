"""Train the model of content types anew: ``python -m smmlab.content.training --labelled FILE…``.

Only rows marked ``may_ship``, posts of real pages labelled by hand and texts of our own are learnt
from; every other row is used to measure. The same files give the same bytes.
"""

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import read_batch
from smmlab.content.corpus import OWN, Row, is_page, own_rows, page_rows, read_rows
from smmlab.content.cues import cue_groups, find_cues
from smmlab.content.evaluation import card, measure
from smmlab.content.hashing import WORD_BITS, hashed_matrix
from smmlab.content.meaning import letter_meanings
from smmlab.content.scoring import (
    TRAITS,
    TYPES,
    Thresholds,
    Weights,
    cue_counts,
    pack,
    score,
    unpack,
)
from smmlab.content.signs import sign_names

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEED = 2026
_MOST_OF_A_SOURCE = 1500
_MOST_MEASURED = 300
_FOLDS = 5
_SHARES = MappingProxyType({"own": 0.45, "page": 0.25, "public": 0.3})  # of the weight of a type
_COPIES = 2  # of our own texts, each with other words dropped
_DROPPED = 0.3  # chance that a text loses its emoji, its digits or its trigger words
_STRENGTH = 1.0  # inverse of the penalty
RARER = 1.0  # logits: on real pages each type is rarer than among the texts learnt from
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
_ADDED = (
    " 😂", " ❤️", " 🙌", " 👇", " ✨", "!", "…", " #kohv", " #сегодня", " #weekend", " https://x.ee/a",
)  # fmt: skip
_ADDING = 0.25  # chance that a text gets one of these, whatever its type
_TRIGGER = re.compile(r"^\s*(?:how to|как|kuidas)\b", re.IGNORECASE)


def learnable(rows: Sequence[Row], *, seed: int) -> list[Row]:
    """Return what may be learnt from: shippable rows, at most so many of one source."""
    dice = random.Random(seed)
    sources: dict[str, list[Row]] = {}
    for row in rows:
        if row.may_ship and not row.is_held_out:
            sources.setdefault(row.source, []).append(row)
    return [
        row
        for source in sorted(sources)
        for row in dice.sample(sources[source], min(_MOST_OF_A_SOURCE, len(sources[source])))
    ]


def unseen(rows: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """Return rows of sources that gave nothing to training, some of each, to measure with."""
    seen, dice = {row.source for row in known}, random.Random(SEED)
    sources: dict[str, list[Row]] = {}
    for row in rows:
        if row.source not in seen:
            sources.setdefault(row.source, []).append(row)
    return [
        row
        for source in sorted(sources)
        for row in dice.sample(sources[source], min(_MOST_MEASURED, len(sources[source])))
    ]


@dataclass(frozen=True)
class Trained:
    """Weights, and the rows that models without their source judged, with those probabilities."""

    weights: Weights
    judged: list[Row]
    probabilities: npt.NDArray[np.float32]


def train(rows: Sequence[Row], *, seed: int = SEED) -> Trained:
    """Learn weights from rows; calibrated on sources that the judging model had not seen.

    Parameters
    ----------
    rows
        Labelled texts; ours and others'.
    seed
        Of the order and of what is dropped from texts.

    Returns
    -------
    Trained
        Weights of cues and of hashed words and letter groups, scaled (Platt 1999).
    """
    from sklearn.linear_model import LogisticRegression

    logits = np.zeros((0, len(TYPES)), np.float32)
    judged: list[Row] = []
    for fold in range(_FOLDS):
        held = [row for row in rows if fold_of(row) == fold]
        rest = [row for row in rows if fold_of(row) != fold]
        if held and all(any(kind in row.types for row in rest) for kind in TYPES):
            weights = _learn(augment(rest, seed=seed))
            logits = np.vstack([logits, logits_of(weights, held)[:, : len(TYPES)]])
            judged += held
    weights = _learn(augment(rows, seed=seed))
    slopes, shifts = [], []
    for column, kind in enumerate(TYPES):
        is_kind = np.array([kind in row.types for row in judged])
        if not 0 < is_kind.sum() < len(is_kind):
            slopes.append(1.0)
            shifts.append(-RARER)
            continue
        line = LogisticRegression(C=1e3, class_weight="balanced")
        line.fit(logits[:, [column]].astype(np.float64), is_kind, sample_weight=balance(judged))
        # Rounded: the last digits must not hang on the machine.
        slopes.append(round(float(np.clip(line.coef_[0, 0], 0.5, 2.0)), 3))
        shifts.append(round(float(np.clip(line.intercept_[0], -1.0, 1.0)) - RARER, 3))
    slope, shift = np.array(slopes, np.float32), np.array(shifts, np.float32)
    # Traits come from our own posts alone and are taken as they are.
    wide = np.append(slope, np.ones(len(TRAITS), np.float32))
    moved = np.append(shift, np.zeros(len(TRAITS), np.float32))
    scaled = Weights(weights.cues * wide, weights.hashed * wide, weights.intercept * wide + moved)
    return Trained(scaled, judged, _probability(logits * slope + shift))


def logits_of(weights: Weights, rows: Sequence[Row]) -> npt.NDArray[np.float32]:
    """Return the logits a set of weights gives rows."""
    return score(read_batch([row.text for row in rows]), weights).logits


def augment(rows: Sequence[Row], *, seed: int) -> list[Row]:
    """Return rows with emoji, digits and trigger words dropped at random; our own several times."""
    dice = random.Random(seed)
    return [
        replace(row, text=_dropped(row.text, dice))
        for row in rows
        for _ in range(_COPIES if row.source == OWN else 1)
    ]


def balance(rows: Sequence[Row]) -> npt.NDArray[np.float64]:
    """Return weights by which every type of every language counts the same, whoever wrote it."""
    cells = [(row.language, row.type, _pool(row)) for row in rows]
    sizes = Counter(cells)
    given: dict[tuple[str, str], float] = {}
    for language, kind, pool in sizes:
        given[language, kind] = given.get((language, kind), 0.0) + _SHARES[pool]
    weights = np.array(
        [_SHARES[cell[2]] / given[cell[:2]] / sizes[cell] for cell in cells], dtype=np.float64
    )
    return weights / float(weights.mean())


def fit(
    matrix: "csr_matrix", rows: Sequence[Row], *, strength: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Fit one logistic regression a type; return weights (features by types) and intercepts."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    columns, intercepts = [], []
    for kind in (*TYPES, *TRAITS):
        is_type = kind in TYPES
        known = np.array([is_type or row.traits is not None for row in rows])
        is_kind = np.array([kind in (row.types if is_type else row.traits or ()) for row in rows])
        if not is_kind.any():
            columns.append(np.zeros(matrix.shape[1]))
            intercepts.append(np.zeros(1))
            continue
        weights = balance(rows)
        weights[is_kind] *= 0.5 * weights[known & ~is_kind].sum() / weights[is_kind].sum()
        # Threads would add numbers in another order on another machine.
        with threadpool_limits(1):
            line = LogisticRegression(C=strength, solver="liblinear", random_state=SEED)
            line.fit(matrix[known], is_kind[known], sample_weight=weights[known])
        columns.append(line.coef_[0])
        intercepts.append(line.intercept_)
    return (
        np.stack(columns, axis=1).astype(np.float32),
        np.concatenate(intercepts).astype(np.float32),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, and write weights.npz, model.json, metrics.json and card.md."""
    parser = argparse.ArgumentParser(prog="smmlab.content.training", description=__doc__)
    parser.add_argument("--labelled", nargs="+", type=Path, required=True)
    parser.add_argument("--probe", nargs="*", type=Path, default=[], help="only to measure")
    parser.add_argument("--pages", nargs="*", type=Path, default=[], help="posts of real pages")
    parser.add_argument("--into", type=Path, default=Path(str(files("smmlab.content") / "model")))
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    rows = [row for path in given.labelled for row in read_rows(path)]
    probes = [row for path in given.probe for row in read_rows(path)]
    pages, real = (page_rows(given.pages, use=use) for use in ("learn", "measure"))
    # What people said of a post stands above what its source says of it.
    by_hand = {row.text for row in (*pages, *real)}
    rows = [row for row in rows if row.text not in by_hand]
    known = [*learnable(rows, seed=given.seed), *pages, *own_rows()]
    trained, thresholds = train(known, seed=given.seed), Thresholds()
    weights = unpack(pack(trained.weights))
    metrics = {
        name: measure(
            measured, _probability(logits_of(weights, measured)[:, : len(TYPES)]), thresholds
        )
        for name, measured in (("real", real), ("unseen", unseen(rows, known)), ("probe", probes))
    }
    is_own = np.array([row.source == OWN for row in trained.judged])
    is_new_page = np.array([is_page(row) for row in trained.judged])
    # The first short examples have no business of their own: they teach and are not measured.
    is_post = np.array([row.traits is not None for row in trained.judged])
    for name, mine in (
        ("in_turn", ~is_own & ~is_new_page), ("page_in_turn", is_new_page), ("own", is_post),
    ):  # fmt: skip
        judged = [row for row, wanted in zip(trained.judged, mine, strict=True) if wanted]
        metrics[name] = measure(judged, trained.probabilities[mine], thresholds)
    about = {
        "types": list(TYPES),
        "thresholds": asdict(thresholds),
        "seed": given.seed,
        "cue_groups": [cue.name for cue in cue_groups()],
        "signs": list(sign_names()),
        "learnt_from": _tally(known),
        "texts_sha256": _digest(known),
    }
    given.into.mkdir(parents=True, exist_ok=True)
    packed = pack(trained.weights)
    (given.into / "weights.npz").write_bytes(packed)
    _write(given.into / "model.json", json.dumps(about, indent=1, ensure_ascii=False) + "\n")
    _write(given.into / "metrics.json", json.dumps(metrics, indent=1, ensure_ascii=False) + "\n")
    _write(given.into / "card.md", card(about["learnt_from"], metrics, megabytes=len(packed) / 1e6))
    sys.stdout.write((given.into / "card.md").read_text(encoding="utf-8"))
    return 0


def _probability(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def _learn(rows: Sequence[Row]) -> Weights:
    from scipy.sparse import csr_matrix, hstack

    batch = read_batch([row.text for row in rows])
    cues, hashed, meanings = (
        cue_counts(batch, find_cues(batch)),
        hashed_matrix(batch),
        letter_meanings(),
    )
    letters = hashed[:, 1 << WORD_BITS :]
    # What a text means is a plain sum over its letters, so its weights fold into theirs.
    seen = [csr_matrix(cues), hashed, csr_matrix(letters @ meanings)]
    fitted, start = fit(csr_matrix(hstack(seen, format="csr")), rows, strength=_STRENGTH)
    of_cues, of_hashed, of_meanings = np.split(fitted, np.cumsum([cues.shape[1], hashed.shape[1]]))
    of_hashed[1 << WORD_BITS :] += meanings @ of_meanings
    # Half precision is what is shipped, so it is what is measured.
    return Weights(of_cues, of_hashed.astype(np.float16).astype(np.float32), start)


def fold_of(row: Row) -> int:
    """Return the fold a row is held out with: its business, its page, or its source and sisters."""
    name = row.group if _pool(row) != "public" else row.source.split("-")[0]
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % _FOLDS


def _pool(row: Row) -> str:
    return "own" if row.source == OWN else "page" if is_page(row) else "public"


def _dropped(text: str, dice: random.Random) -> str:
    for pattern in (_EMOJI, re.compile(r"\d+"), _TRIGGER):
        if dice.random() < _DROPPED:
            text = pattern.sub("", text)
    # Decoration must not speak for a type, so that every type gets some.
    return text + dice.choice(_ADDED) if dice.random() < _ADDING else text


def _tally(rows: Sequence[Row]) -> list[dict[str, object]]:
    counted = sorted(Counter((row.language, row.type, row.source) for row in rows).items())
    return [
        {"language": language, "type": kind, "source": source, "texts": texts}
        for (language, kind, source), texts in counted
    ]


def _digest(rows: Sequence[Row]) -> str:
    return hashlib.sha256("\n".join(f"{row.type}\t{row.text}" for row in rows).encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
