"""The rules by which words make a mood: VADER's, applied to all words of all texts at once.

Only words with a valence are rated, and each looks at most three words back and two ahead, so the
rules are a handful of steps over arrays. The order of the steps, and what is odd in them, is
VADER's own: the score of an English text is the published one to the last digit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

_FLIP = -0.74
_CAPITALS = 0.733
_EXCLAMATION, _MOST_EXCLAMATIONS = 0.292, 4
_QUESTION, _MOST_QUESTIONS, _MANY_QUESTIONS = 0.18, 3, 0.96
_SPREAD = 15.0
_FADING = (1.0, 0.95, 0.9)  # how much a booster counts one, two and three words before
_NEVER_SO = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5

ROLES: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "no", "or nor", "never", "so this", "without", "doubt", "least", "at very", "but",
                "kind", "of", "just", "enough", "sort", "the", "shit", "bomb", "bad", "ass", "bus",
                "stop", "yeah", "right", "kiss", "death", "to", "die", "for", "beating", "heart",
            ),
            start=1,
        )
        for word in words.split()
    }
)  # fmt: skip
"""The part a word plays in a rule, beyond its valence; zero is none."""

_BASE = 64  # more than there are roles: phrases of up to three words are numbers of this base


@dataclass(frozen=True)
class Words:
    """What the rules know of each different word; the first stands for no word at all.

    Parameters
    ----------
    valence, known
        -4 to 4, and whether the lexicon has the word.
    boost
        What the word adds to a valence after it; negative when it weakens.
    negates, shouted
        Whether it turns what follows, and whether it is written in capitals.
    settled
        Whether no negation turns it: it holds its own ("no reply"), or is a face.
    role
        One of `ROLES`, or zero.
    phrases, softeners
        Valences of phrases, and what a weakening phrase adds, by `phrase_key`.
    concord
        Whether several negators are one, as in Estonian and Russian.
    """

    valence: np.ndarray
    known: np.ndarray
    boost: np.ndarray
    negates: np.ndarray
    shouted: np.ndarray
    settled: np.ndarray
    role: np.ndarray
    phrases: Mapping[int, float]
    softeners: Mapping[int, float]
    concord: bool


@dataclass(frozen=True)
class Tokens:
    """The words of some texts, one after another.

    Parameters
    ----------
    word
        Places in `Words`.
    row
        The text of each, ascending.
    reach, ahead
        How many words before, up to three, and after, up to two, belong to the same sentence.
    texts
        Number of texts.
    """

    word: np.ndarray
    row: np.ndarray
    reach: np.ndarray
    ahead: np.ndarray
    texts: int


def phrase_key(words: tuple[str, ...]) -> int:
    """Return the number of a phrase whose words all have a role.

    Examples
    --------
    >>> phrase_key(("bus", "stop")) == ROLES["bus"] * 64 + ROLES["stop"]
    True
    """
    key = 0
    for word in words:
        key = key * _BASE + ROLES[word]
    return key


def sum_valences(tokens: Tokens, words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Rate every word with a valence by the rules, and add them up.

    Returns
    -------
    tuple
        Of each text: the sum, and how many words have a valence.
    """
    at, value = _rated(tokens, words)
    row = tokens.row[at]
    value = _weigh_contrast(tokens, words, at, value)
    total = np.bincount(row, weights=value, minlength=tokens.texts)
    return total, np.bincount(row[value != 0], minlength=tokens.texts)


def compound(total: np.ndarray, exclamations: np.ndarray, questions: np.ndarray) -> np.ndarray:
    """Bring sums of valences to -1..1, the signs of a text adding weight to either side.

    Examples
    --------
    >>> compound(np.array([0.0, 1.9, -1.9]), np.array([3, 0, 0]), np.array([0, 0, 2])).round(2)
    array([ 0.  ,  0.44, -0.5 ])
    """
    weight = np.minimum(exclamations, _MOST_EXCLAMATIONS) * _EXCLAMATION
    asked = np.where(questions <= _MOST_QUESTIONS, questions * _QUESTION, _MANY_QUESTIONS)
    weight = weight + np.where(questions > 1, asked, 0)
    heavier = total + np.sign(total) * weight
    moods: np.ndarray = heavier / np.sqrt(heavier * heavier + _SPREAD)
    return moods


def _rated(tokens: Tokens, words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of words with a valence and what each is worth where it stands."""
    word, role = tokens.word, words.role
    skipped = words.boost[word] != 0
    at = np.flatnonzero(words.known[word] & ~skipped)
    before = [
        np.where(tokens.reach[at] >= far, word[np.maximum(at - far, 0)], 0) for far in (1, 2, 3)
    ]
    last = len(word) - 1
    after = [
        np.where(tokens.ahead[at] >= far, word[np.minimum(at + far, last)], 0) for far in (1, 2)
    ]
    own, roles_before = word[at], [role[other] for other in before]
    is_kind_of = (role[own] == ROLES["kind"]) & (role[after[0]] == ROLES["of"])

    base = words.valence[own]
    is_no = role[own] == ROLES["no"]
    value = np.where(is_no & words.known[after[0]], 0.0, base)
    first, second, third = roles_before
    after_no = (
        (first == ROLES["no"])
        | (second == ROLES["no"])
        | ((third == ROLES["no"]) & (first == ROLES["or"]))
    )
    value = np.where(after_no, base * _FLIP, value)
    some_shout = _some_shout(tokens, words)[tokens.row[at]]
    loud = words.shouted[own] & some_shout
    value = value + np.where(loud, np.where(value > 0, _CAPITALS, -_CAPITALS), 0.0)

    turned = words.settled[own]
    for far, other in enumerate(before):
        heard = (tokens.reach[at] > far) & ~words.known[other]
        boost = np.where(value < 0, -words.boost[other], words.boost[other])
        loud = words.shouted[other] & some_shout & (words.boost[other] != 0)
        boost = boost + np.where(loud, np.where(value > 0, _CAPITALS, -_CAPITALS), 0.0)
        negates = words.negates[other] & ~turned
        raised = (value + boost * _FADING[far]) * _turn(far, roles_before, negates)
        value = np.where(heard, raised, value)
        if words.concord:
            turned = turned | (negates & heard)
        if far == 2 and words.phrases:
            around = (third, second, first, role[own], role[after[0]], role[after[1]])
            value = np.where(heard, _as_phrases(value, around, words), value)

    is_least = (first == ROLES["least"]) & ~words.known[before[0]]
    spared = (tokens.reach[at] > 1) & (second == ROLES["at"])
    value = np.where(is_least & ~spared, value * _FLIP, value)
    return at[~is_kind_of], value[~is_kind_of]


def _some_shout(tokens: Tokens, words: Words) -> np.ndarray:
    """Tell of each text whether some of its words are in capitals, but not all."""
    shouted = np.bincount(tokens.row, weights=words.shouted[tokens.word], minlength=tokens.texts)
    total = np.bincount(tokens.row, minlength=tokens.texts)
    mixed: np.ndarray = (shouted > 0) & (shouted < total)
    return mixed


def _turn(far: int, roles: list[np.ndarray], negates: np.ndarray) -> np.ndarray:
    """Return the factor of a word ``far`` places before the one before the rated word."""
    first, second, third = roles
    factor = np.where(negates, _FLIP, 1.0)
    so, never, without, doubt = (ROLES[name] for name in ("so", "never", "without", "doubt"))
    if far == 1:
        factor = np.where((second == without) & (first == doubt), 1.0, factor)
        factor = np.where((second == never) & (first == so), _NEVER_SO, factor)
    if far == 2:
        is_sure = (third == without) & ((second == doubt) | (first == doubt))
        factor = np.where(is_sure, 1.0, factor)
        # The "so" right before counts with and without a "never": so it was published.
        is_never_so = ((third == never) & (second == so)) | (first == so)
        factor = np.where(is_never_so, _NEVER_SO, factor)
    return factor


def _as_phrases(value: np.ndarray, roles: tuple[np.ndarray, ...], words: Words) -> np.ndarray:
    """Replace the value of a word by that of the phrase it stands in, and soften what is hedged."""
    third, second, first, own, next_one, next_two = roles
    # The first that fits holds, so they are tried from the last.
    for phrase in (
        (third, second), (third, second, first), (second, first), (second, first, own),
        (first, own), (own, next_one), (own, next_one, next_two),
    ):  # fmt: skip
        found = _of_phrase(phrase, words.phrases)
        value = np.where(np.isnan(found), value, found)
    for phrase in ((third, second), (second, first)):
        value = value + np.nan_to_num(_of_phrase(phrase, words.softeners))
    return value


def _of_phrase(phrase: tuple[np.ndarray, ...], values: Mapping[int, float]) -> np.ndarray:
    key = np.zeros(len(phrase[0]), dtype=np.int64)
    whole = np.ones(len(key), dtype=bool)
    for role in phrase:
        key = key * _BASE + role
        whole &= role > 0
    found = np.full(len(key), np.nan)
    for number, value in values.items():
        found[whole & (key == number)] = value
    return found


def _weigh_contrast(tokens: Tokens, words: Words, at: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Halve what stands before the first "but" of a text, and strengthen what stands after it."""
    turns = np.flatnonzero(words.role[tokens.word] == ROLES["but"])
    nowhere = len(tokens.word)
    turn = np.full(tokens.texts, nowhere)
    np.minimum.at(turn, tokens.row[turns], turns)
    turn = turn[tokens.row[at]]
    before, after = (at < turn) & (turn < nowhere), at > turn
    weighed = np.where(before, value * _BEFORE_BUT, np.where(after, value * _AFTER_BUT, value))
    if not len(turns):
        return weighed
    # VADER looks a value up to find its place, and so takes the second of two equals for the first.
    # It shows where half of a value before equals one after; those few texts go its way.
    both = _rows_with_both(tokens.row[at], before & (value != 0), after & (value != 0))
    starts = np.searchsorted(tokens.row[at], both, side="left")
    ends = np.searchsorted(tokens.row[at], both, side="right")
    for start, end in zip(starts, ends, strict=True):
        weighed[start:end] = _looked_up(value[start:end], at[start:end] - turn[start])
    return weighed


def _rows_with_both(row: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return np.intersect1d(row[before], row[after])


def _looked_up(value: np.ndarray, side: np.ndarray) -> list[float]:
    values: list[float] = value.tolist()
    for place in range(len(values)):
        first = values.index(values[place])
        if side[first] < 0:
            values[first] *= _BEFORE_BUT
        elif side[first] > 0:
            values[first] *= _AFTER_BUT
    return values
