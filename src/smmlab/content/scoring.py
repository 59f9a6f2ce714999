"""The trained weights: from texts made ready to independent probabilities."""

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import Batch
from smmlab.content.cues import Hits, cue_groups, find_cues
from smmlab.content.hashing import (
    LETTER_BITS,
    WORD_BITS,
    letter_buckets,
    pair_buckets,
    scales,
    word_buckets,
)
from smmlab.content.signs import count_signs, sign_names
from smmlab.own_labels import LABEL_TYPES

TYPES = LABEL_TYPES
TRAITS = (
    "entertains", "invites_talk", "asks", "calls_to_act", "sells", "face",
    "friendly", "businesslike", "informal",
)  # fmt: skip
"""What else is judged of every text, each on its own; the last three are tones."""
Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """One column of weights a type or trait; a logit is the sum of what is found in the text.

    Parameters
    ----------
    cues
        Cue groups, then signs and shapes, by types and traits.
    hashed
        Hashed words and pairs, then hashed letter groups, by types and traits.
    intercept
        One number a type or trait.
    """

    cues: Array
    hashed: Array
    intercept: Array


@dataclass(frozen=True)
class Thresholds:
    """When a probability names a type, and when it is sure of it."""

    named: float = 0.5
    sure: float = 0.65
    sure_none: float = 0.35


@dataclass(frozen=True)
class Scores:
    """Logits and probabilities (texts by types and traits), the cues found, what words are worth.

    ``word_worth`` has a row for each word of the batch and a column for each type and trait.
    """

    logits: Array
    probabilities: Array
    hits: Hits
    word_worth: Array


def cue_counts(batch: Batch, hits: Hits) -> Array:
    """Return cue groups, signs and shapes of each text, damped: one row a text, 0 to about 2."""
    groups = len(cue_groups())
    found = np.bincount(hits.rows * groups + hits.groups, minlength=len(batch) * groups)
    counts = np.hstack([found.reshape(len(batch), groups), count_signs(batch, hits)])
    damped: Array = np.minimum(np.log1p(counts), 2.0).astype(np.float32)
    return damped


def score(batch: Batch, weights: Weights) -> Scores:
    """Return the probabilities of each text, each type and trait judged on its own."""
    hits = find_cues(batch)
    words, letters = np.split(weights.hashed, [1 << WORD_BITS])
    buckets, owners = letter_buckets(batch.words)
    groups = np.bincount(owners, minlength=len(batch.words))
    of_letters = _sum_rows(letters[buckets], owners, len(batch.words))
    of_words = words[word_buckets(batch)]
    pairs, pair_rows = pair_buckets(batch)
    word_scale, letter_scale = scales(batch, groups)
    in_words = _sum_rows(of_words[batch.codes], batch.rows, len(batch))
    in_words += _sum_rows(words[pairs], pair_rows, len(batch))
    in_letters = _sum_rows(of_letters[batch.codes], batch.rows, len(batch))
    logits: Array = (
        weights.intercept
        + cue_counts(batch, hits) @ weights.cues
        + word_scale[:, None] * in_words
        + letter_scale[:, None] * in_letters
    )
    logits = np.clip(logits, -30, 30).astype(np.float32)
    probabilities = (1 / (1 + np.exp(-logits))).astype(np.float32)
    # A letter group is one of many in a word: halved, it compares with the word itself.
    return Scores(logits, probabilities, hits, of_words + 0.5 * of_letters)


def pack(weights: Weights) -> bytes:
    """Return the bytes of an .npz file: numbers only, the same for the same weights."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        cues=weights.cues.astype(np.float32),
        hashed=weights.hashed.astype(np.float16),
        intercept=weights.intercept.astype(np.float32),
    )
    return buffer.getvalue()


def unpack(content: bytes) -> Weights:
    """Read packed weights; nothing but arrays of numbers is ever loaded."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        weights = Weights(
            *(stored[name].astype(np.float32) for name in ("cues", "hashed", "intercept"))
        )
    wanted = (len(cue_groups()) + len(sign_names()), (1 << WORD_BITS) + (1 << LETTER_BITS))
    if (len(weights.cues), len(weights.hashed)) != wanted:
        raise ValueError("the cues changed after training: run python -m smmlab.content.training")
    return weights


@cache
def shipped_model() -> tuple[Weights, Thresholds]:
    """Return the weights and thresholds that travel in the package."""
    folder = files("smmlab.content") / "model"
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return unpack((folder / "weights.npz").read_bytes()), Thresholds(**about["thresholds"])


def _sum_rows(values: Array, rows: npt.NDArray[np.intp], size: int) -> Array:
    """Add up values that stand row by row, in order of the rows."""
    total = np.zeros((size, values.shape[1]), dtype=np.float32)
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        total[rows[starts]] = np.add.reduceat(values, starts, axis=0)
    return total
