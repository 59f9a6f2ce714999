"""What Mastodon and Bluesky share: moments with their offset, and people named in texts."""

import re

import pandas as pd

from smmlab.exports.moments import parse_moments

_STAMP = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]+(?:\.[0-9]+)?(?:Z|[+\-][0-9]{2}:?[0-9]{2})$"
_FRACTION = re.compile(r"\.[0-9]+")
# As a mention, as the address of a profile, or in the address of something that a person wrote.
_HANDLE = re.compile(
    r"(?<![\w@.+\-])@[A-Za-z0-9_](?:[\w.\-]*\w)?(?:@[\w\-]+(?:\.[\w\-]+)+)?"
    r"|(?<=bsky\.app/profile/)[\w:.\-]*\w"
)


def read_stamps(texts: pd.Series, *, not_after: int) -> tuple[pd.Series, pd.Series]:
    """Read moments such as ``2026-02-26T20:45:05.123Z``; one without an offset is none.

    Parameters
    ----------
    texts
        Missing where there is none.
    not_after
        When the file was made, epoch seconds: later moments are bad, with two days of leeway.

    Returns
    -------
    tuple of Series
        Epoch seconds UTC as Int64, and a mask of the texts that are no moment.

    Examples
    --------
    >>> texts = pd.Series(["2026-02-26T20:45:05.123456789Z", "2026-02-26 20:45"])
    >>> at, bad = read_stamps(texts, not_after=1_800_000_000)
    >>> at.tolist(), bad.tolist()
    ([1772138705, <NA>], [False, True])
    """
    whole = texts.str.match(_STAMP).fillna(False).astype(bool)
    plain = texts.where(whole).str.replace(_FRACTION, "", regex=True).fillna("")
    at = parse_moments(plain, zone="UTC", not_after=not_after).at
    return at, (texts.notna() & at.isna()).astype(bool)


def mask_handles(texts: pd.Series) -> pd.Series:
    """Replace the people whom a text names with an at sign, or by their profile.

    Examples
    --------
    >>> mask_handles(pd.Series(["Aitäh @mari@ruum.ee, vaata https://ruum.ee/@jaan!"])).tolist()
    ['Aitäh [person], vaata https://ruum.ee/[person]!']
    """
    return texts.astype("str").str.replace(_HANDLE, "[person]", regex=True).astype("str")
