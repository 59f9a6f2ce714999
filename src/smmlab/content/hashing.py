"""Words, pairs of neighbouring words and groups of letters, each sent to one of many buckets."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import LONGEST_WORD, Batch

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORD_BITS, LETTER_BITS = 17, 17
_LONGEST_GROUP, _SHORTEST_GROUP = 5, 2
_PRIME, _OTHER_PRIME = np.uint32(16777619), np.uint32(2654435761)
Buckets = npt.NDArray[np.intp]


def word_buckets(batch: Batch) -> Buckets:
    """Return the bucket of each word of ``batch.words``."""
    return _bucket(_whole(batch.words), WORD_BITS)


def pair_buckets(batch: Batch) -> tuple[Buckets, Buckets]:
    """Return the bucket of each pair of neighbouring words, and the text it stands in."""
    whole = _whole(batch.words)[batch.codes]
    together = batch.rows[1:] == batch.rows[:-1]
    mixed = (whole[:-1] * _OTHER_PRIME) ^ whole[1:]
    return _bucket(mixed[together], WORD_BITS), batch.rows[1:][together]


def letter_buckets(words: npt.NDArray[np.str_]) -> tuple[Buckets, Buckets]:
    """Return the buckets of the groups of two to five letters of each word, and whose they are.

    A word begins and ends with a blank, so that its ends are told from its middle.
    """
    letters = np.zeros((len(words), LONGEST_WORD + 2), dtype=np.uint32)
    letters[:, 0] = 32
    letters[:, 1:-1] = _letters(words)
    size = (letters != 0).sum(axis=1)
    letters[np.arange(len(words)), size] = 32
    size = size + 1
    buckets, owners = [], []
    mixed = letters.copy()
    for length in range(1, _LONGEST_GROUP + 1):
        width = letters.shape[1] - length + 1
        if length > 1:
            mixed = mixed[:, :width] * _PRIME ^ letters[:, length - 1 :]
        if length >= _SHORTEST_GROUP:
            inside = np.arange(width) <= (size - length)[:, None]
            owners.append(np.nonzero(inside)[0])
            buckets.append(_bucket(mixed[inside] + np.uint32(length), LETTER_BITS))
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return np.concatenate(buckets)[order], owner[order]


def hashed_matrix(batch: Batch) -> "csr_matrix":
    """Return hashed words and word pairs, then hashed letter groups; one row a text.

    Counts are divided by the root of how many there are, so that a text is the plain sum of what
    its words are worth.
    """
    from scipy.sparse import csr_matrix, diags, hstack

    pairs, pair_rows = pair_buckets(batch)
    columns = np.concatenate([word_buckets(batch)[batch.codes], pairs])
    rows = np.concatenate([batch.rows, pair_rows])
    words = csr_matrix(
        (np.ones(len(rows), np.float32), (rows, columns)), shape=(len(batch), 1 << WORD_BITS)
    )
    buckets, owners = letter_buckets(batch.words)
    of_words = csr_matrix(
        (np.ones(len(owners), np.float32), (owners, buckets)),
        shape=(len(batch.words), 1 << LETTER_BITS),
    )
    counts = csr_matrix(
        (np.ones(len(batch.rows), np.float32), (batch.rows, batch.codes)),
        shape=(len(batch), len(batch.words)),
    )
    word_scale, letter_scale = scales(batch, np.bincount(owners, minlength=len(batch.words)))
    parts = [diags(word_scale) @ words, diags(letter_scale) @ (counts @ of_words)]
    return csr_matrix(hstack(parts, format="csr"), dtype=np.float32)


def scales(
    batch: Batch, groups: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return what the words and the letter groups of each text are divided by.

    ``groups`` counts the letter groups of each word of ``batch.words``.
    """
    words = np.bincount(batch.rows, minlength=len(batch))
    letters = np.bincount(batch.rows, weights=groups[batch.codes], minlength=len(batch))
    # A text of n words has n words and n - 1 pairs.
    return _root(2 * words - 1), _root(letters)


def _root(many: npt.NDArray[np.floating] | npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    return (1 / np.sqrt(np.maximum(many, 1))).astype(np.float32)


def _letters(words: npt.NDArray[np.str_]) -> npt.NDArray[np.uint32]:
    wide = words.astype(f"<U{LONGEST_WORD}")
    return np.ascontiguousarray(wide).view(np.uint32).reshape(len(words), LONGEST_WORD)


def _whole(words: npt.NDArray[np.str_]) -> npt.NDArray[np.uint32]:
    letters = _letters(words)
    mixed = np.full(len(words), 2166136261, dtype=np.uint32)
    for column in range(LONGEST_WORD):
        stepped = (mixed ^ letters[:, column]) * _PRIME
        mixed = np.where(letters[:, column] != 0, stepped, mixed)
    return mixed


def _bucket(mixed: npt.NDArray[np.uint32], bits: int) -> Buckets:
    # The low bits of a product hang on few letters: the high ones are folded in.
    folded = mixed ^ (mixed >> np.uint32(15))
    folded = folded * _OTHER_PRIME
    return (folded >> np.uint32(32 - bits)).astype(np.intp)
