"""The cue lexicon: words and phrases in three languages that speak for a type, found in texts."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import LONGEST_WORD, Batch, read_batch

Places = npt.NDArray[np.intp]
_EXACT = 0  # length of the beginning that must match; zero asks for the whole word


@dataclass(frozen=True)
class Cue:
    """A group of words and phrases that speak for a type."""

    name: str
    leans: str


@dataclass(frozen=True)
class Hits:
    """Cues found in a batch: the group, the text it stands in, its first word and how many."""

    groups: Places
    rows: Places
    starts: Places
    lengths: Places


@dataclass(frozen=True)
class _Entry:
    words: tuple[str, ...]
    last_letters: int
    group: int


@dataclass(frozen=True)
class _Lexicon:
    cues: tuple[Cue, ...]
    entries: tuple[_Entry, ...]


def cue_groups() -> tuple[Cue, ...]:
    """Return the groups of the cue lexicon in their order."""
    return _lexicon().cues


def find_cues(batch: Batch) -> Hits:
    """Return every place of a batch where a word or phrase of the lexicon stands.

    Examples
    --------
    >>> hits = find_cues(read_batch(["What do you think of tax?"]))
    >>> [(cue_groups()[group].name, start, length) for group, start, length in
    ...  zip(hits.groups.tolist(), hits.starts.tolist(), hits.lengths.tolist())]
    [('asks_opinion', 0, 4), ('society', 5, 1)]
    """
    found = [_find(batch, size, letters) for size, letters in _kinds()]
    groups, starts, lengths = (
        np.concatenate([part[number] for part in found]) if found else np.zeros(0, np.intp)
        for number in range(3)
    )
    # One word may match two entries of a group, and a word within a longer phrase counts once.
    order = np.lexsort((-lengths, groups, starts))
    order = order[_is_new(groups[order], starts[order])]
    return Hits(groups[order], batch.rows[starts[order]], starts[order], lengths[order])


def _find(batch: Batch, size: int, letters: int) -> tuple[Places, Places, Places]:
    """Find entries of so many words, the last of which must agree in so many letters."""
    keys, groups, vocabulary, endings = _table(size, letters)
    of_words = _numbered(batch.words, vocabulary)
    shortened = batch.words.astype(f"<U{letters}") if letters else batch.words
    of_endings = _numbered(shortened, endings)
    starts = np.arange(max(len(batch.codes) - size + 1, 0))
    last = starts + size - 1
    starts = starts[(batch.rows[starts] == batch.rows[last]) & (of_endings[batch.codes[last]] >= 0)]
    for step in range(size - 1):
        starts = starts[of_words[batch.codes[starts + step]] >= 0]
    key = np.zeros(len(starts), dtype=np.int64)
    for step in range(size - 1):
        key = key * (len(vocabulary) + 1) + of_words[batch.codes[starts + step]]
    key = key * (len(endings) + 1) + of_endings[batch.codes[starts + size - 1]]
    low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
    many = high - low
    place = np.repeat(low, many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return groups[place], np.repeat(starts, many), np.full(len(place), size, dtype=np.intp)


def _is_new(groups: Places, starts: Places) -> npt.NDArray[np.bool_]:
    is_new: npt.NDArray[np.bool_] = np.diff(groups, prepend=-1) != 0
    is_new |= np.diff(starts, prepend=-1) != 0
    return is_new


def _numbered(words: npt.NDArray[np.str_], known: npt.NDArray[np.str_]) -> Places:
    """Return the number of each word in a sorted list, or -1."""
    if not len(known) or not len(words):
        return np.full(len(words), -1, dtype=np.intp)
    place = np.minimum(np.searchsorted(known, words), len(known) - 1)
    return np.where(known[place] == words, place, -1)


@cache
def _kinds() -> tuple[tuple[int, int], ...]:
    kinds = {(len(entry.words), entry.last_letters) for entry in _lexicon().entries}
    return tuple(sorted(kinds))


@cache
def _table(
    size: int, letters: int
) -> tuple[npt.NDArray[np.int64], Places, npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    entries = [
        entry
        for entry in _lexicon().entries
        if (len(entry.words), entry.last_letters) == (size, letters)
    ]
    vocabulary = np.unique([word for entry in entries for word in entry.words[:-1]] or [""])
    endings = np.unique([entry.words[-1] for entry in entries])
    keys = np.zeros(len(entries), dtype=np.int64)
    for step in range(size - 1):
        column = np.array([entry.words[step] for entry in entries])
        keys = keys * (len(vocabulary) + 1) + np.searchsorted(vocabulary, column)
    last = np.searchsorted(endings, np.array([entry.words[-1] for entry in entries]))
    keys = keys * (len(endings) + 1) + last
    order = np.argsort(keys, kind="stable")
    groups = np.array([entry.group for entry in entries], dtype=np.intp)
    return keys[order], groups[order], vocabulary, endings


@cache
def _lexicon() -> _Lexicon:
    content = (files("smmlab.content") / "cues.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(content)["cue"]
    typed = [
        (number, entry)
        for number, group in enumerate(groups)
        for entry in dict.fromkeys((*group["en"], *group["et"], *group["ru"]))
    ]
    # The lexicon is split into words in the same way as every text.
    batch = read_batch([entry for _, entry in typed])
    words = np.split(batch.words[batch.codes], np.searchsorted(batch.rows, range(1, len(typed))))
    entries = dict.fromkeys(
        _Entry(
            tuple(parts.tolist()),
            min(len(parts[-1]), LONGEST_WORD) if entry.endswith("*") else _EXACT,
            number,
        )
        for (number, entry), parts in zip(typed, words, strict=True)
    )
    return _Lexicon(
        tuple(Cue(group["name"], group["leans"]) for group in groups),
        tuple(entries),
    )
