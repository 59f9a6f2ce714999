"""Phrases with a mood of their own, joined to one word before the rules are applied."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from smmlab.dialogue.mood_rules import Tokens
from smmlab.dialogue.mood_words import Lexicon

_AFTER_ALL = "\U0010ffff"  # stands after every letter that a word can go on with


def join_phrases(
    tokens: Tokens, pieces: Sequence[str], lexicon: Lexicon
) -> tuple[Tokens, list[str]]:
    """Make one word of every phrase of the lexicon.

    Parameters
    ----------
    tokens
        Words of texts; a phrase takes the place of its first word.
    pieces
        The different words, from place one on.
    lexicon
        With its phrases; of two that overlap the longer holds, of two as long the first written.

    Returns
    -------
    tuple
        The tokens and the words, with the phrases, as the lexicon has them, at the end.
    """
    fitting = _fitting_words(pieces, lexicon)
    openings = {phrase[0] for phrase in lexicon.phrases}
    starts = {part: np.flatnonzero(fitting[part][tokens.word]) for part in openings}
    word, joined = tokens.word.copy(), list(pieces)
    taken, gone = np.zeros(len(word), dtype=bool), np.zeros(len(word), dtype=bool)
    for phrase in sorted(lexicon.phrases, key=len, reverse=True):
        at = starts[phrase[0]]
        if not len(at):
            continue
        at = at[tokens.ahead[at] >= len(phrase) - 1]
        for far, part in enumerate(phrase[1:], start=1):
            at = at[fitting[part][tokens.word[at + far]]]
        for far in range(len(phrase) if len(at) else 0):
            at = at[~taken[at + far]]
        if not len(at):
            continue
        joined.append(" ".join(phrase))
        word[at] = len(joined)
        for far in range(len(phrase)):
            taken[at + far] = True
            gone[at + far] = far > 0
    if not gone.any():
        return tokens, list(pieces)
    return _without(replace(tokens, word=word), gone), joined


def _fitting_words(pieces: Sequence[str], lexicon: Lexicon) -> dict[str, np.ndarray]:
    """Tell for each part of a phrase which words fit: itself, or all that begin with it."""
    small = [piece.lower() for piece in pieces]
    order = sorted(range(len(small)), key=small.__getitem__)
    in_order = [small[place] for place in order]
    places = np.array(order, dtype=np.int64) + 1
    fitting = {}
    for part in {part for phrase in lexicon.phrases for part in phrase}:
        stem = part.removesuffix("*")
        first = bisect_left(in_order, stem)
        last = bisect_left(in_order, stem + (_AFTER_ALL if stem != part else "\0"), lo=first)
        fits = np.zeros(len(small) + 1, dtype=bool)
        fits[places[first:last]] = True
        fitting[part] = fits
    return fitting


def _without(tokens: Tokens, gone: np.ndarray) -> Tokens:
    """Leave the further words of phrases out, and count the ways back and ahead again."""
    lost = np.concatenate([[0], np.cumsum(gone)])
    place = np.arange(len(gone))
    reach = tokens.reach - (lost[place] - lost[place - tokens.reach])
    ahead = tokens.ahead - (lost[place + tokens.ahead + 1] - lost[place + 1])
    kept = ~gone
    return Tokens(tokens.word[kept], tokens.row[kept], reach[kept], ahead[kept], tokens.texts)
