"""The names of a brand in running text: endings of three languages, @names, parts of a name."""

import re
from collections.abc import Sequence

import pandas as pd

_SHORTEST = 4  # letters of a word that may take endings or stand alone
_CYRILLIC = re.compile("[а-яё]")
_VOWEL_END = re.compile("[аеёиоуыэюяйь]$")
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
# What a business is: such a word alone names nobody.
_GENERIC = frozenset(
    [
        "kohvik",
        "kohvikud",
        "pood",
        "poed",
        "salong",
        "stuudio",
        "restoran",
        "baar",
        "ait",
        "talu",
        "apteek",
        "keskus",
        "kool",
        "maja",
        "cafe",
        "café",
        "coffee",
        "shop",
        "store",
        "salon",
        "studio",
        "restaurant",
        "bar",
        "bakery",
        "house",
        "group",
        "company",
        "club",
        "center",
        "centre",
        "school",
        "market",
        "online",
        "official",
        "кафе",
        "кофейня",
        "магазин",
        "салон",
        "студия",
        "ресторан",
        "бар",
        "пекарня",
        "аптека",
        "центр",
        "школа",
        "дом",
        "клуб",
    ]
)


def find_names(
    texts: Sequence[str] | pd.Series, names: Sequence[str], *, handles: Sequence[str] = ()
) -> pd.Series:
    """Find which name of a brand each text holds.

    Parameters
    ----------
    texts
        Posts and comments.
    names
        Names as people write them. Each word may take an ending (``Kajas``, ``Кофейни``). A part
        of a name of several words counts where it is written with a capital letter inside a
        sentence and is no general word such as ``café``.
    handles
        Names of pages: found after ``@``, after the ``/`` of an address, or, from six letters, as a
        word.

    Returns
    -------
    Series
        The name found first in the order given, missing where there is none; the index is that of
        the texts.

    Notes
    -----
    A name that is a common word too (``kaja`` is an echo) finds what is not meant; a name whose
    stem changes with its ending, or a nickname, is missed: give it as a name of its own.

    Examples
    --------
    >>> find_names(["Käisime Kohvik Kajas", "Eile Kajas oli tore", "kaja metsas", "@kohvikkaja"],
    ...            ["Kohvik Kaja"], handles=["kohvikkaja"]).tolist()
    ['Kohvik Kaja', 'Kaja', nan, '@kohvikkaja']
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="str")
    given = series.astype("str")
    found = pd.Series(None, index=series.index, dtype="str")
    for shown, pattern in _patterns(names, handles):
        # Python's re: the regular expressions of Arrow know the letters of English only.
        holds = [isinstance(text, str) and pattern.search(text) is not None for text in given]
        found = found.where(found.notna() | ~pd.Series(holds, index=series.index), shown)
    return found


def _patterns(names: Sequence[str], handles: Sequence[str]) -> list[tuple[str, re.Pattern[str]]]:
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for name in names:
        pieces = _WORD.findall(name)
        if not pieces:
            continue
        with_endings = r"[\s«»\"'„“”\-]+".join(map(_with_ending, pieces))
        whole[name.strip()] = rf"(?i)(?<![\w@])[«\"„“]?{with_endings}(?!\w)"
        if len(pieces) > 1:
            parts |= {piece: _alone(piece) for piece in pieces if _tells(piece)}
    pages: dict[str, str] = {}
    for handle in handles:
        plain = handle.strip().removeprefix("@")
        if len(plain) < 3:
            continue
        before = r"(?<!\w)@?" if len(plain) > 5 and _WORD.fullmatch(plain) else r"(?:@|(?<=\w)/)"
        pages[f"@{plain}"] = rf"(?i){before}{re.escape(plain)}(?![\w.]*\w)"
    return [(name, re.compile(pattern)) for name, pattern in (whole | pages | parts).items()]


def _with_ending(word: str) -> str:
    if len(word) < _SHORTEST:
        return re.escape(word)
    if _CYRILLIC.search(word.casefold()):
        return re.escape(_VOWEL_END.sub("", word)) + r"\w{0,3}"
    return re.escape(word) + r"(?:'?\w{0,4})"


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word.casefold() not in _GENERIC


def _alone(word: str) -> str:
    capital = word[0].upper()
    rest = _with_ending(word)[len(re.escape(word[0])) :]
    # Inside a sentence: after a small letter, a digit or a comma; or in quotation marks.
    before = r"(?:(?<=[^\W\dA-ZÕÄÖÜŠŽА-ЯЁ_]\s)|(?<=[,\d]\s)|(?<=[«„“\"]))"
    return rf"{before}{re.escape(capital)}{rest}(?!\w)"
