"""What the exports of Sprout Social share: its networks and its clock."""

import re
from typing import Final

import pandas as pd

NETWORKS: Final = (
    "facebook", "instagram", "tiktok", "youtube", "linkedin", "x", "pinterest", "reddit", "threads",
    "bluesky",
)  # fmt: skip
# Sprout Social writes 03/29/2026 7:05 pm, and in another version 03-29-2026.
DATES: Final = (
    r"[0-9]{1,2}([/-])[0-9]{1,2}\1[0-9]{4}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?)?"
)
# Hours from 13 up stand with "pm" all the same, and the hour after midnight is 00.
_WHOLE_DAY = re.compile(
    r"\b(?:(1[3-9]|2[0-3])(:[0-9]{2}(?::[0-9]{2})?) ?pm|(00?)(:[0-9]{2}(?::[0-9]{2})?) ?am)$",
    re.IGNORECASE,
)


def plain_clock(texts: pd.Series) -> pd.Series:
    """Return times of which those of 24 hours have lost the half of the day.

    Examples
    --------
    >>> plain_clock(pd.Series(["03/29/2026 19:05 pm", "03/29/2026 7:05 pm"])).tolist()
    ['03/29/2026 19:05', '03/29/2026 7:05 pm']
    """
    return texts.astype("str").str.strip().str.replace(_WHOLE_DAY, r"\1\2\3\4", regex=True)
