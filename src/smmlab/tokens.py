"""Words of comments: split, brought to their base form, counted once for each person."""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import regex

from smmlab.lemmas import lemma
from smmlab.schema import require

if TYPE_CHECKING:
    from nltk.tokenize import TweetTokenizer

LANGUAGES = ("en", "et", "ru")
"""Languages whose base forms and stop words are known."""

_LONGEST = 2_000  # letters of a comment that are looked at
_LONGEST_WORD = 40
_BREAK = "."
_TERM = ["language", "kind", "term"]
# Links, @names, links to members, what the import wrote in place of contacts, and pseudonyms.
_MARKS = re.compile(
    r"https?://\S+|www\.\S+|t\.me/\S+|@\w+|\[(?:id|club|public)\d+\|[^\]]*\]"
    r"|\[(?:phone|e-?mail|[a-z ]{2,20})\]|\bp_[0-9a-f]{16}\b"
)
# A picture, with what is joined to it, or the two letters of a flag; punctuation, trade marks,
# arrows and bullets are pictures by Unicode, and not by what people mean.
_IS_EMOJI = regex.compile(
    r"(?V1)[\p{Extended_Pictographic}--[\u00a9\u00ae\u2000-\u21ff\u25a0-\u25ff]]"
    r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Cf}]*|\p{Regional_Indicator}{2}"
)
_IS_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_CYRILLIC = re.compile("[а-я]")
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff]")


def split_words(text: str) -> list[str]:
    """Split a comment into words and emoji, in small letters.

    Links, @names, pseudonyms, numbers and what stands for masked contacts are left out; of a tag
    its word is kept. An emoji of several signs (a family, a flag, a skin tone) is one.

    References
    ----------
    Bird, Klein and Loper, NLTK: the tokenizer for tweets, which knows tags and joined emoji.

    Examples
    --------
    >>> split_words("Sooooooo hea kohv, @kaja! 👍🏽 https://kaja.ee #hommik")
    ['sooo', 'hea', 'kohv', '👍🏽', 'hommik']
    """
    (pieces,) = _pieces([text])
    return [piece for piece in pieces if piece != _BREAK]


@dataclass(frozen=True)
class TextTerms:
    """The terms of comments, each different text split once.

    Parameters
    ----------
    texts
        One row a different text of a language: ``language``, ``text``, ``number``.
    terms
        One row a text and term: ``number``, ``language``, ``kind``, ``term``, ``written``, as in
        `person_terms`.
    """

    texts: pd.DataFrame
    terms: pd.DataFrame


def text_terms(comments: pd.DataFrame) -> TextTerms:
    """Split comments into terms, for several counts of the same comments.

    Parameters
    ----------
    comments
        ``text`` and ``language``, as from `smmlab.comments.written_comments`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> said = pd.DataFrame({"language": "en", "text": ["fresh rolls", "fresh rolls", None]})
    >>> text_terms(said).terms["term"].tolist()
    ['fresh', 'roll', 'fresh roll']
    """
    require(comments, ("text", "language"), table="interactions")
    texts = comments[["language", "text"]].astype("str")
    texts = texts[texts["text"].notna()].drop_duplicates(ignore_index=True)
    texts["number"] = np.arange(len(texts))
    terms = _terms_of_texts(texts["text"].tolist(), texts["language"].to_numpy(dtype=object))
    return TextTerms(texts, terms)


def person_terms(comments: pd.DataFrame, *, split: TextTerms | None = None) -> pd.DataFrame:
    """Count each word, emoji and phrase once for each person who used it.

    Parameters
    ----------
    comments
        ``network``, ``person``, ``text``, ``language``, as from
        `smmlab.comments.written_comments`; further columns named ``group`` are kept apart:
        a person is counted once in each group. Texts of other languages have only emoji.
    split
        Result of `text_terms` for these comments or more; by default they are split here.

    Returns
    -------
    DataFrame
        One row a person, group and term: ``network``, ``person``, ``group`` (if given),
        ``language``, ``kind`` (``word``, ``emoji`` or ``phrase``), ``term`` (base forms without
        stop words; two neighbours for a phrase; emoji without skin tone, which could tell of the
        origin of people), ``written`` (how most people write the term: base forms of a dictionary
        read oddly alone), ``share`` (0-1, of the person's different comments that have it).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": ["a", "a"], "language": "en",
    ...                      "text": ["Two fresh rolls ❤️", "fresh rolls"]})
    >>> person_terms(said)[["term", "written", "share"]]
             term      written  share
    0       fresh        fresh    1.0
    1        roll        rolls    1.0
    2           ❤            ❤    0.5
    3  fresh roll  fresh rolls    1.0
    """
    require(comments, ("network", "person", "text", "language"), table="interactions")
    who = [name for name in ("network", "person", "group") if name in comments]
    said = comments[[*who, "text", "language"]].astype({"text": "str", "language": "str"})
    known = text_terms(said) if split is None else split
    said = said[said["text"].notna()].merge(known.texts, on=["language", "text"])
    spoken = said[[*who, "language", "number"]].drop_duplicates()
    spoken["share"] = 1 / spoken.groupby([*who, "language"])["number"].transform("size")
    uses = spoken.merge(known.terms.drop(columns="language"), on="number")
    terms = uses.groupby([*who, *_TERM], sort=False)["share"].sum().reset_index()
    written = _commonest_form(uses.drop_duplicates(["network", "person", *_TERM, "written"]))
    return terms.merge(written, on=_TERM)[[*who, *_TERM, "written", "share"]]


def base_forms(words: Sequence[str], language: str) -> list[str]:
    """Return the base form of each word; an unknown word stays as it is.

    Parameters
    ----------
    words
        Different words in small letters: nothing is remembered between calls.
    language
        ``en``, ``et`` or ``ru``.

    Examples
    --------
    >>> base_forms(["rolls", "bought"], "en")
    ['roll', 'buy']
    """
    return [lemma(word, language).lower().replace("ё", "е") for word in words]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words of a language that say nothing by themselves, as shipped.

    Examples
    --------
    >>> "the" in stop_words("en"), "kohv" in stop_words("et")
    (True, False)
    """
    lists = tomllib.loads((files("smmlab") / "stopwords.toml").read_text("utf-8"))
    return frozenset(word.replace("ё", "е") for word in lists[language]["words"])


def is_emoji(term: str) -> bool:
    """Tell whether a term is an emoji.

    Examples
    --------
    >>> is_emoji("👍"), is_emoji("kohv")
    (True, False)
    """
    return _IS_EMOJI.fullmatch(term) is not None


def plain_text(text: str) -> str:
    """Bring a comment to one spelling: small letters, no marks of the import, е for ё.

    Examples
    --------
    >>> plain_text("Ещё @kaja [phone] 𝐇𝐢")
    'еще . . hi'
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower().replace("ё", "е")
    return _MARKS.sub(_BREAK, plain)


def _pieces(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return words, emoji and breaks; neighbours with a break between them make no phrase."""
    return [_split(text) for text in texts]


# The same comments are counted by several forms.
@lru_cache(maxsize=1 << 18)
def _split(text: str) -> tuple[str, ...]:
    return tuple(sys.intern(_piece(token)) for token in _tokenizer().tokenize(_spaced(text)))


@cache
def _tokenizer() -> "TweetTokenizer":
    from nltk.tokenize import TweetTokenizer

    # The letters are small already, and looking for capitals again takes a quarter of the time.
    return TweetTokenizer(preserve_case=True, reduce_len=True, match_phone_numbers=False)


def _spaced(text: str) -> str:
    # NLTK takes "ok.Super" for a link and tears an emoji at the sign that asks for a coloured one.
    plain = plain_text(text).replace("’", "'").replace("\ufe0f", "").replace("_", " ")
    return plain.replace(_BREAK, f" {_BREAK} ").replace("#", " ")


def _piece(token: str) -> str:
    is_word = _IS_WORD.fullmatch(token) and not token.isdecimal() and len(token) <= _LONGEST_WORD
    return token if is_word or is_emoji(token) else _BREAK


def _commonest_form(uses: pd.DataFrame) -> pd.DataFrame:
    """Return how most people write each term; of equals the first by the alphabet."""
    forms = uses.groupby([*_TERM, "written"]).size().rename("people").reset_index()
    forms = forms.sort_values(
        [*_TERM, "people"], ascending=[True] * len(_TERM) + [False], kind="stable"
    )
    return forms.drop_duplicates(_TERM)[[*_TERM, "written"]]


def _terms_of_texts(texts: list[str], languages: np.ndarray) -> pd.DataFrame:
    pieces = _pieces(texts)
    lengths = np.array([len(found) for found in pieces], dtype=np.int64)
    number = np.repeat(np.arange(len(texts)), lengths)
    flat = pd.Series([piece for found in pieces for piece in found], dtype=object)
    tokens = pd.DataFrame({"number": number, "piece": flat, "language": languages[number]})
    # A word in Cyrillic letters is Russian whatever the text around it seemed to be.
    written = {piece: "ru" if _CYRILLIC.match(piece) else None for piece in flat.unique()}
    tokens["spoken"] = flat.map(written).fillna(tokens["language"])
    tokens = tokens.merge(_known_words(tokens), on=["spoken", "piece"], how="left")
    following = tokens.shift(-1)
    is_pair = (
        (tokens["kind"] == "word")
        & (following["kind"] == "word")
        & (following["number"] == tokens["number"])
    )
    pairs = tokens[is_pair].assign(
        kind="phrase",
        term=_joined(tokens["term"], following["term"], is_pair),
        piece=_joined(tokens["piece"], following["piece"], is_pair),
    )
    terms = pd.concat([tokens[tokens["kind"].notna()], pairs], ignore_index=True)
    # Emoji are written as they are counted, for their shade could tell of the origin of people.
    terms["written"] = terms["piece"].where(terms["kind"] != "emoji", terms["term"])
    return terms[["number", *_TERM, "written"]].drop_duplicates(["number", *_TERM])


def _joined(first: pd.Series, second: pd.Series, rows: pd.Series) -> pd.Series:
    return first[rows].astype("str") + " " + second[rows].astype("str")


def _known_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return language (spoken), piece, kind and term of all but breaks and stop words."""
    pieces = tokens[["spoken", "piece"]].drop_duplicates()
    pieces = pieces[pieces["piece"] != _BREAK]
    emoji = np.array([is_emoji(piece) for piece in pieces["piece"]], dtype=bool)
    signs = pieces[emoji]
    found = [signs.assign(kind="emoji", term=[_SHADES.sub("", sign) for sign in signs["piece"]])]
    for language in LANGUAGES:
        stops = stop_words(language)
        words = pieces[~emoji & (pieces["spoken"] == language).to_numpy(dtype=bool)]
        terms = base_forms(words["piece"].tolist(), language) if len(words) else []
        says = [
            piece not in stops and term not in stops and len(term) > 1
            for piece, term in zip(words["piece"], terms, strict=True)
        ]
        found.append(words.assign(kind="word", term=terms)[np.array(says, dtype=bool)])
    return pd.concat(found, ignore_index=True)
