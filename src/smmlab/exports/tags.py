"""Campaign tags as Google compares them: trimmed, composed, in small letters, without people."""

from typing import Final
from urllib.parse import unquote_plus

import pandas as pd

from smmlab.exports.numbers import is_missing

PERSONAL: Final = "(personal data)"
_LONGEST = 500


def plain_tags(values: pd.Series) -> pd.Series:
    """Return tags ready to be compared; ``(not set)`` is missing, ``(direct)`` is a value.

    A tag that holds an e-mail address becomes `PERSONAL`.

    Examples
    --------
    >>> plain_tags(pd.Series([" Facebook ", "(not set)", "(direct)", "mari@kohvik.ee"])).tolist()
    ['facebook', nan, '(direct)', '(personal data)']
    """
    plain = values.astype("str").str.slice(0, _LONGEST).str.strip()
    plain = plain.str.normalize("NFC").str.lower()
    plain = plain.mask(is_missing(plain.fillna("")) & (plain != "(none)"))
    return plain.mask(plain.str.contains(r"[^\s@]+@[^\s@]+\.").fillna(False), PERSONAL)


def find_tag(texts: pd.Series, name: str) -> pd.Series:
    r"""Find a tag in lines such as ``utm_source: facebook`` or in the address of a page.

    The first of repeated tags counts, percent signs are decoded once.

    Examples
    --------
    >>> find_tag(pd.Series(["UTM_Source: Face%20book\nx: y", "/?utm_source=vk&a=b"]),
    ...          "utm_source").tolist()
    ['face book', 'vk']
    """
    found = texts.astype("str").str.extract(rf"(?i)\b{name}\s*[:=]\s*([^\r\n&]+)", expand=False)
    return plain_tags(found.map(unquote_plus, na_action="ignore"))
