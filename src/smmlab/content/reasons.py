"""Why a text got its type: the words and phrases that spoke most for it."""

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import Batch
from smmlab.content.cues import cue_groups
from smmlab.content.scoring import TYPES, Scores, Weights

MOST_CUES = 5
_MOST_LEARNT = 2
_SHORTEST_WORD = 4
_LONGEST = 120  # letters of a phrase


def spoken_for(
    batch: Batch, place: npt.NDArray[np.intp], scores: Scores, weights: Weights
) -> list[str]:
    """Return, for each text, the words that spoke most for its type, best first, by commas.

    Parameters
    ----------
    batch
        The texts.
    place
        The type of each text: its place in `TYPES`, or ``len(TYPES)`` for none.
    scores, weights
        What `score` said of the batch, and with which weights.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cue_rows, cue_texts, cue_worth, is_covered = _cues(batch, place, scores, weights)
    word_rows, word_texts, word_worth = _words(batch, place, scores, is_covered)
    rows = np.concatenate([cue_rows, word_rows])
    texts = np.concatenate([cue_texts, word_texts])
    # Cues are easier to understand than words the model picked up: those only fill the line.
    is_learnt = np.repeat([False, True], [len(cue_rows), len(word_rows)])
    order = np.lexsort((texts, -np.concatenate([cue_worth, word_worth]), is_learnt, rows))
    rows, texts = rows[order], texts[order]
    fits = _rank(rows) < MOST_CUES
    many = np.bincount(rows[fits], minlength=len(batch))
    lists = pa.ListArray.from_arrays(
        np.concatenate([[0], np.cumsum(many)]).astype(np.int32),
        pa.array(texts[fits].tolist(), type=pa.string()),
    )
    spoken: list[str] = pc.binary_join(lists, ", ").to_pylist()
    return spoken


def _cues(
    batch: Batch, place: npt.NDArray[np.intp], scores: Scores, weights: Weights
) -> tuple[
    npt.NDArray[np.intp], npt.NDArray[np.str_], npt.NDArray[np.float64], npt.NDArray[np.bool_]
]:
    hits = scores.hits
    kinds = place[hits.rows]
    # "None" has no weights of its own: what is typical of sales and notices is named.
    leans_none = np.array([cue.leans == "none" for cue in cue_groups()], dtype=np.float64)
    table = np.column_stack([weights.cues[: len(leans_none), : len(TYPES)], leans_none])
    worth = table[hits.groups, kinds]
    helps = worth > 0
    rows, starts, lengths = hits.rows[helps], hits.starts[helps], hits.lengths[helps]
    covers = np.zeros(len(batch.codes) + 1, dtype=np.intp)
    is_phrase = (lengths > 1).astype(np.intp)
    np.add.at(covers, starts, is_phrase)
    np.subtract.at(covers, starts + lengths, is_phrase)
    within = np.cumsum(covers)[:-1] > 0
    # A word within a phrase already named says nothing new.
    alone = (lengths > 1) | ~within[starts]
    rows, starts, lengths, worth = rows[alone], starts[alone], lengths[alone], worth[helps][alone]
    texts = batch.words[batch.codes[starts]].astype(f"<U{_LONGEST}")
    for step in range(1, int(lengths.max(initial=1))):
        longer = np.flatnonzero(lengths > step)
        following = batch.words[batch.codes[starts[longer] + step]]
        texts[longer] = np.strings.add(np.strings.add(texts[longer], " "), following)
    named, number = np.unique(texts, return_inverse=True)
    key, which = np.unique(rows * max(len(named), 1) + number, return_inverse=True)
    added: npt.NDArray[np.float64] = np.zeros(len(key))
    np.add.at(added, which, worth)
    is_covered = within
    is_covered[starts] = True
    return key // max(len(named), 1), named[key % max(len(named), 1)], added, is_covered


def _words(
    batch: Batch, place: npt.NDArray[np.intp], scores: Scores, is_covered: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.str_], npt.NDArray[np.float64]]:
    kinds = place[batch.rows]
    is_long = np.strings.str_len(batch.words) >= _SHORTEST_WORD
    open_ones = (kinds < len(TYPES)) & is_long[batch.codes] & ~is_covered
    key = np.unique(batch.rows[open_ones] * max(len(batch.words), 1) + batch.codes[open_ones])
    rows, codes = key // max(len(batch.words), 1), key % max(len(batch.words), 1)
    worth = scores.word_worth[codes, place[rows]].astype(np.float64)
    helps = worth > 0
    rows, texts, worth = rows[helps], batch.words[codes[helps]], worth[helps]
    order = np.lexsort((texts, -worth, rows))
    rows, texts, worth = rows[order], texts[order], worth[order]
    best = _rank(rows) < _MOST_LEARNT
    return rows[best], texts[best], worth[best]


def _rank(rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the place of each entry among those of its row, where rows stand in order."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    return np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
