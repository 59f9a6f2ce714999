"""How a text sounds: one number from -1 to 1, by the words of its language."""

import re
from collections.abc import Sequence
from functools import cache
from string import punctuation
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from smmlab.dialogue.mood_phrases import join_phrases
from smmlab.dialogue.mood_rules import Tokens, compound, sum_valences
from smmlab.dialogue.mood_words import Lexicon, MoodLanguage, describe_words, mood_lexicon
from smmlab.errors import DataError
from smmlab.languages import detect_languages
from smmlab.text_array import text_array
from smmlab.texts import message

if TYPE_CHECKING:
    import pyarrow as pa

_READ: tuple[MoodLanguage, ...] = get_args(MoodLanguage)
_BREAK = "\n"  # between clauses; no token of a text split at white space can be it
NEGATIVE = -0.05
"""At or below this mood a text is negative; no other limit was better in any of the languages."""

_UNEVEN = message(
    "Each text needs its language. Found: texts {texts}, languages {languages}. Give one for each, "
    "or none to have them found out."
)
_LINK = re.compile(r"https?://|www\.|t\.me/|^@\w")
_SMILEY = r"[:;=][-'’^]?[)(\]\[DPp3*/\\|]+"
_CLAUSE = frozenset(".,!?;:…—")
_ALIKE = re.compile(r"(.)\1{2,}")


def score_mood(
    texts: Sequence[str] | pd.Series,
    languages: Sequence[str] | pd.Series | None = None,
    *,
    service: bool = True,
) -> pd.DataFrame:
    """Score how each text sounds.

    Parameters
    ----------
    texts
        Comments; missing ones stay missing.
    languages
        Of each: ``en``, ``et``, ``ru`` or another, which is not read; told from the texts when
        left out.
    service
        English only: VADER with our list of what people complain of to a business ("still
        waiting", "money back"), with our emoji, and with curled apostrophes. Without it the
        score is VADER's.

    Returns
    -------
    DataFrame
        One row a text, with its index: ``mood`` (-1 to 1; zero without a word that has a mood;
        missing where the language is not read), ``language``, ``negative`` (boolean; missing where
        the mood is), ``hits`` (words, phrases and signs with a mood). For ranking and for change
        over time, never as a share of negative comments.

    Raises
    ------
    DataError
        When there are more or fewer languages than texts.

    References
    ----------
    Hutto and Gilbert (2014), VADER. The Estonian and Russian lexicons are ours; how often each
    language is right is in ``docs/mood.md``.

    Examples
    --------
    >>> found = score_mood(
    ...     ["Great cake, thank you!", "Keegi ei vasta!", "Не работает 😡", "Hallo Welt"],
    ...     ["en", "et", "ru", "other"])
    >>> found["negative"].tolist()
    [False, True, True, <NA>]
    """
    given = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="object")
    codes, distinct = pd.factorize(given)
    written = [str(text) for text in distinct]
    if languages is None:
        spoken = np.array(detect_languages(written), dtype=object)
    else:
        if len(languages) != len(given):
            raise DataError(_UNEVEN, {"texts": len(given), "languages": len(languages)})
        told = pd.Series(list(languages), dtype="str").to_numpy(dtype=object)
        codes, written, spoken = _apart_by_language(codes, written, told)
    mood, hits = _moods(written, spoken, service=service)
    # The place after the last text is that of missing ones.
    places = np.where(codes < 0, len(written), codes)
    moods = np.append(mood, np.nan)[places]
    negative = pd.array(moods <= NEGATIVE, dtype="boolean")
    negative[np.isnan(moods)] = pd.NA
    return pd.DataFrame(
        {
            "mood": moods,
            "language": pd.array(np.array([*spoken, None], dtype=object)[places], dtype="str"),
            "negative": negative,
            "hits": np.append(hits, 0)[places],
        },
        index=given.index,
    )


def _apart_by_language(
    codes: np.ndarray, written: list[str], languages: np.ndarray
) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Give texts new numbers, so that one said to be of two languages is two."""
    numbers, known = pd.factorize(languages)
    many = len(known) + 1
    present = codes >= 0
    both, pairs = pd.factorize(codes[present] * many + numbers[present] + 1)
    texts = [written[pair // many] for pair in pairs]
    places = np.full(len(codes), -1)
    places[present] = both
    return places, texts, np.array([None, *known], dtype=object)[pairs % many]


def _moods(written: list[str], spoken: np.ndarray, *, service: bool) -> tuple[np.ndarray, ...]:
    """Return the mood and the hits of different texts."""
    mood, hits = np.full(len(written), np.nan), np.zeros(len(written), dtype=np.int64)
    for language in (language for language in _READ if (spoken == language).any()):
        chosen = np.flatnonzero(spoken == language)
        lexicon = mood_lexicon(language, service=service)
        mood[chosen], hits[chosen] = _read([written[place] for place in chosen], language, lexicon)
    # A text without a letter is of no language; its signs are the same in all.
    others = np.flatnonzero(~np.isin(spoken.astype("str"), _READ))
    signs = [place for place in others if not any(letter.isalpha() for letter in written[place])]
    if not signs:
        return mood, hits
    found, count = _read([written[place] for place in signs], "et", mood_lexicon("et"))
    heard = np.array(signs, dtype=np.int64)[count > 0]
    mood[heard], hits[heard] = found[count > 0], count[count > 0]
    return mood, hits


def _read(
    texts: list[str], language: MoodLanguage, lexicon: Lexicon
) -> tuple[np.ndarray, np.ndarray]:
    import pyarrow.compute as pc

    written = text_array(texts)
    if lexicon.signs:
        written = pc.replace_substring(written, "\ufe0f", "")
        written = pc.replace_substring(written, "’", "'")
    tokens, pieces = _tokens(written, language, lexicon)
    tokens, pieces = join_phrases(tokens, pieces, lexicon)
    total, hits = sum_valences(tokens, describe_words(pieces, lexicon))
    marks = [pc.count_substring(written, mark).to_numpy().astype(np.int64) for mark in "!?"]
    for sign in (sign for sign, name in lexicon.spoken.items() if "!" in name):
        marks[0] += pc.count_substring(written, sign).to_numpy().astype(np.int64)
    return compound(total, *marks).round(4), hits


def _tokens(
    written: "pa.StringArray", language: MoodLanguage, lexicon: Lexicon
) -> tuple[Tokens, list[str]]:
    """Split texts into words, each different one read once."""
    import pyarrow.compute as pc

    split = pc.utf8_split_whitespace(written)
    lengths = np.diff(split.offsets.to_numpy())
    rows = np.repeat(np.arange(len(written)), lengths)
    encoded = pc.dictionary_encode(split.flatten())
    raw, codes = encoded.dictionary.to_pylist(), encoded.indices.to_numpy()
    if language == "en":
        emoji = {ord(sign): f" {name}" for sign, name in lexicon.spoken.items()}
        emoji |= {ord(sign): f" {sign} " for sign in lexicon.signs if not sign.isascii()}
        parts = [_as_vader(token, emoji) for token in raw]
    else:
        pattern = _pattern(tuple(lexicon.signs))
        parts = [_as_plain(token, pattern) for token in raw]
    places: dict[str, int] = {_BREAK: 0}
    flat = np.array(
        [places.setdefault(piece, len(places)) for found in parts for piece in found],
        dtype=np.int64,
    )
    many = np.array([len(found) for found in parts], dtype=np.int64)
    starts = np.cumsum(many) - many
    times = many[codes]
    rows = np.repeat(rows, times)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    word = flat[np.repeat(starts[codes], times) + inside]
    # A closing bracket smiles only where none was opened.
    opened = np.bincount(rows[word == places.get("(", -1)], minlength=len(written)) > 0
    word[(word == places.get(")", -1)) & opened[rows]] = 0
    return _clauses(word, rows, len(written)), list(places)[1:]


def _clauses(word: np.ndarray, rows: np.ndarray, texts: int) -> Tokens:
    """Count how far a word can look back and ahead: never beyond its text or its clause."""
    clause = np.cumsum(word == 0)
    kept = word != 0
    word, rows, clause = word[kept], rows[kept], clause[kept]
    begins = np.ones(len(word), dtype=bool)
    begins[1:] = (rows[1:] != rows[:-1]) | (clause[1:] != clause[:-1])
    first = np.flatnonzero(begins)
    long = np.diff(np.append(first, len(word)))
    reach = np.arange(len(word)) - np.repeat(first, long)
    return Tokens(word, rows, reach, np.repeat(long, long) - reach - 1, texts)


def _as_vader(token: str, emoji: dict[int, str]) -> list[str]:
    words = token.translate(emoji).split() if not token.isascii() else [token]
    return [_stripped(word) for word in words]


def _stripped(word: str) -> str:
    # What is short when bare was a smiley.
    bare = word.strip(punctuation)
    return bare if len(bare) > 2 else word


@cache
def _pattern(signs: tuple[str, ...]) -> re.Pattern[str]:
    single = "".join(re.escape(sign) for sign in signs if len(sign) == 1 and sign not in "()")
    return re.compile(rf"{_SMILEY}|[{single}]|[^\W_]+(?:['\-][^\W_]+)*|\)+|\(+|[.,!?;:…—]")


def _as_plain(token: str, pattern: re.Pattern[str]) -> list[str]:
    if _LINK.search(token):
        return [_BREAK]
    found = pattern.findall(_ALIKE.sub(r"\1\1", token.replace("ё", "е").replace("Ё", "Е")))
    # "жаль(" is sad, "(не я)" is an aside, and "1)" counts.
    if found and found[-1] == "(" and len(found) > 1:
        found[-1] = "(("
    return [
        _BREAK if piece in _CLAUSE or (piece == ")" and place and before[-1].isdecimal()) else piece
        for place, (before, piece) in enumerate(zip(["", *found], found, strict=False))
    ]
