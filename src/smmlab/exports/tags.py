"""Campaign tags as Google compares them: trimmed, composed, in small letters."""

import re
from urllib.parse import unquote, unquote_plus

import pandas as pd

from smmlab.exports.numbers import is_missing

_LONGEST = 500


def plain_tags(values: pd.Series) -> pd.Series:
    """Return tags ready to be compared; ``(not set)`` is missing, ``(direct)`` is a value.

    Contacts in tags become pseudonyms later, when the file is imported.

    Examples
    --------
    >>> plain_tags(pd.Series([" Facebook ", "(not set)", "(direct)"])).tolist()
    ['facebook', nan, '(direct)']
    """
    plain = values.astype("str").str.slice(0, _LONGEST).str.strip()
    plain = plain.str.normalize("NFC").str.lower()
    return plain.mask(is_missing(plain.fillna("")) & (plain != "(none)"))


def find_tag(texts: pd.Series, name: str) -> pd.Series:
    r"""Find a tag in lines such as ``utm_source: facebook`` or in the address of a page.

    The first of repeated tags counts, percent signs are decoded once. A + is a blank in addresses
    only: in a line it is what somebody wrote.

    Examples
    --------
    >>> find_tag(pd.Series(["UTM_Source: kevad+suvi\nx: y", "/?utm_source=kevad+suvi&a=b"]),
    ...          "utm_source").tolist()
    ['kevad+suvi', 'kevad suvi']
    """
    found = texts.astype("str").str.extract(
        rf"(?i)[?&]{name}=(?P<link>[^&#\s]+)|\b{name}\s*[:=]\s*(?P<line>[^\r\n]+)"
    )
    links = found["link"].map(_of_link, na_action="ignore").astype("str")
    return plain_tags(links.fillna(found["line"].map(unquote, na_action="ignore").astype("str")))


def _of_link(value: str) -> str:
    # No tag begins with a blank: a + there is that of a telephone.
    return re.sub("^ (?=[0-9])", "+", unquote_plus(value))
