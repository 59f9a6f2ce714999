"""Names that look alike: what is left of a name when letters that look the same become one."""

import unicodedata
from types import MappingProxyType

import pandas as pd

SHORTEST = 3
"""Shorter skeletons are left out: too many names have them."""

# By what a reader sees, in small and capital letters together: Cyrillic and Greek letters, digits
# and signs that stand in for Latin ones. Accents, spaces and signs are dropped before.
_LOOKS = MappingProxyType(
    {
        "a": "аαɑλ@", "b": "вβьƅ8ѣҍƀ", "c": "сϲ¢ҫ", "d": "ԁđðɖ", "e": "еεєҽ€ɛԑəә", "f": "ƒ",
        "g": "ɡԍ9ǥ", "h": "нһηћħңҥӈӊ", "j": "јϳȷ", "k": "кκĸқҟҡƙ", "l": "i1|ıіιӏłƚɨɩ",
        "m": "мμӎ", "n": "νпոŋɲ", "o": "0оοσөօøɵѳθ", "p": "рρҏþ", "q": "ԛ", "r": "гғ", "s": "5$ѕ",
        "t": "тτҭŧ", "u": "υս", "v": "ѵ", "w": "ѡԝωш", "x": "хχ×ҳ", "y": "уγүұ", "z": "2ζƶ",
        "3": "зэ", "4": "ч", "6": "б", "ae": "æ", "ss": "ß", "oe": "œ",
    }
)  # fmt: skip
_FOLD = str.maketrans({sign: look for look, signs in _LOOKS.items() for sign in signs})
_TWINS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(name: str) -> str:
    """Return the skeleton of a name: names that look alike have the same one.

    Only for comparing names with a few known ones: different names may share a skeleton.

    References
    ----------
    The idea is that of Unicode Technical Standard 39, section 4. Its own table tells capital from
    small letters and keeps accents, digits and signs apart, which readers of a comment do not.

    Examples
    --------
    >>> skeleton("Kohvik") == skeleton("К0НVIК") == skeleton("Ко\u200bhvík ☕")
    True
    >>> skeleton("Kohvik"), skeleton("Pood")
    ('kohvlk', 'pood')
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_FOLD)
    apart = unicodedata.normalize("NFD", folded)
    plain = "".join(sign for sign in apart.translate(_FOLD) if sign.isalnum())
    for pair, look in _TWINS:
        plain = plain.replace(pair, look)
    return plain


def skeletons(names: pd.Series) -> pd.Series:
    """Return the skeletons of many names; missing where the name or its skeleton is too short.

    Examples
    --------
    >>> skeletons(pd.Series(["Kohvik", "Кohvik", "☕", None])).tolist()
    ['kohvlk', 'kohvlk', nan, nan]
    """
    texts = names.astype("str")
    distinct = {name: skeleton(name) for name in texts.dropna().unique()}
    found = texts.map(distinct).astype("str")
    return found.where(found.str.len().ge(SHORTEST).fillna(False).astype(bool))
