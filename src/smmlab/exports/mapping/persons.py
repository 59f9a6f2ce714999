"""Who somebody in a mapped column is: one spelling each, and nobody where the file names nobody."""

from typing import Final

import pandas as pd

from smmlab.exports.distinct import distinct_texts, spread

# What networks, shops and tools write where they name nobody; ё is written е.
_NOBODY: Final = frozenset(
    ("deleted", "deleted account", "deleted user", "удаленный пользователь", "удаленный аккаунт",
     "kustutatud konto", "kustutatud kasutaja", "instagram user", "facebook user",
     "пользователь instagram", "пользователь facebook", "instagrami kasutaja",
     "facebooki kasutaja", "anonymous", "аноним", "anonüümne", "unknown", "неизвестно", "teadmata",
     "guest", "гость", "külaline", "pos", "0", "@", "")
)  # fmt: skip
_LINK = r"^(?:https?://)?[^/\s]+\.[A-Za-z]{2,}/(?:.*/)?([^/?#\s]+)/?(?:[?#].*)?$"
_NUMBERED = r"/profile\.php\?(?:.*&)?id=([0-9]+)"
_ADDRESS = r"^(?:.*<|mailto:)?([^\s@<>]+@[^\s@<>]+?)>?$"
_BLANK = " \u00a0\u202f\u2009"
# Digits alone, or with dashes between them, may be any id.
_PHONE = (
    rf"^(?:\+|00(?=[1-9][0-9]{{9}})|(?=[^{_BLANK}(]*[{_BLANK}(]))[0-9({_BLANK}]"
    rf"[0-9{_BLANK}().\-/]{{6,30}}$"
)


def persons_of(texts: pd.Series) -> pd.Series:
    """Return who: an id, the end of a link, an address in small letters, digits of a telephone.

    Examples
    --------
    >>> persons_of(pd.Series(["https://vk.com/anna", "@anna", "Anna@X.ee", "[deleted]"])).tolist()
    ['anna', 'anna', 'anna@x.ee', nan]
    >>> persons_of(pd.Series(["+372 555 1234", "3725551234"])).tolist()
    ['3725551234', '3725551234']
    """
    distinct, places = distinct_texts(texts)
    other = ~distinct.str.fullmatch("[1-9][0-9]*").fillna(True).astype(bool)
    who = distinct.mask(other, _persons(distinct[other]))
    return spread(who, places, texts.index).astype("str")


def _persons(texts: pd.Series) -> pd.Series:
    plain = texts.str.strip().str.casefold().str.replace("ё", "е", regex=False)
    plain = plain.str.replace(r"^[\[(<]+|[\])>]+$", "", regex=True)
    plain = plain.str.replace(r"\s+", " ", regex=True)
    named = texts.mask(plain.isin(_NOBODY))
    tail = named.str.extract(_NUMBERED, expand=False)
    tail = tail.fillna(named.str.extract(_LINK, expand=False))
    names = tail.fillna(named).str.removeprefix("@")
    address = names.str.extract(_ADDRESS, expand=False).str.casefold()
    digits = names.str.replace(r"\(0\)|[^0-9]", "", regex=True).str.removeprefix("00")
    is_phone = names.str.contains(_PHONE).fillna(False).astype(bool) & digits.str.len().ge(7)
    who = address.fillna(names).mask(is_phone, digits)
    # Parts of an id are told apart by a stroke.
    return who.mask(who == "").str.replace("/", "_", regex=False)
