"""The trained weights: from prepared posts to four independent probabilities."""

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from smmlab.content.features import (
    LETTER_BITS,
    WORD_BITS,
    Post,
    Terms,
    count_terms,
    cue_groups,
    cue_matrix,
    sign_names,
)

TYPES = ("provocation", "instruction", "medal", "laugh")
Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """One column of weights a type; a post's logit is the sum of what is found in it.

    Parameters
    ----------
    cues
        Cue groups, signs and shapes by types.
    hashed
        Hashed words and letter groups by types.
    intercept
        One number a type.
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
    """Logits and probabilities (posts by types), and what every term of the batch is worth."""

    logits: Array
    probabilities: Array
    terms: Terms
    term_worth: Array


def score(posts: list[Post], weights: Weights) -> Scores:
    """Return the four probabilities of each post, each type judged on its own."""
    terms = count_terms(posts)
    words, letters = np.split(weights.hashed, [1 << WORD_BITS])
    of_words, of_letters = terms.words @ words, terms.letters @ letters
    logits: Array = (
        weights.intercept
        + cue_matrix(posts) @ weights.cues
        + terms.word_scale[:, None] * (terms.counts @ of_words)
        + terms.letter_scale[:, None] * (terms.counts @ of_letters)
    )
    logits = np.clip(logits, -30, 30).astype(np.float32)
    probabilities = (1 / (1 + np.exp(-logits))).astype(np.float32)
    # A letter group is one of many in a word: halved, it compares with the word itself.
    return Scores(logits, probabilities, terms, of_words + 0.5 * of_letters)


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
