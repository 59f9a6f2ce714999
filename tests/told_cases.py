"""One small row for every table that notebooks show."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

_SHARE = {"share": 0.75, "share_low": 0.47, "share_high": 0.91}
_SOURCE = {"market": "EE", "year": 2025, "grade": "B", "title": "Assumption of the scoring method"}

ROWS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "posts": {"time": pd.Timestamp("2026-03-04 09:30"), "network": "facebook", "form": "photo",
                  "text": "Kringel", "reach": 1200, "reactions": 7},
        "habits": {"network": "facebook", "habit": "lifetime_order", "segment": "all", "value": 3,
                   "unit": "rank", **_SOURCE},
        "conditions": {"network": "facebook", "condition": "p_best", "value": 0.9, "limit": 0.8,
                       "holds": True},
        "break_even": {"challenger": "x", "changed": "facebook", "input": "sellers", "times": 2.5,
                       "times_low": 2, "times_high": 3},
        "figures": {"for_network": "facebook", "topic": "reach", "segment": "all", "value": 0.5,
                    "unit": "share", "address": "", **_SOURCE},
        "topics": {"topic": "price", "questions": 12, "people": 11, "answered": 9, **_SHARE},
        "returns": {"answer": "asks back", "people": 20, "came_back": 15, **_SHARE},
        "politeness": {"marker": "thanks", "answers": 20, "found": 15, "wanted": True, **_SHARE},
        "mood": {"text": "Kringel", "language": "et", "mood": 0.25, "negative": False},
        "mentions": {"network": "telegram", "page": "Kringel", "mentions": 4, "posts": 1,
                     "people": 3, "mood": 0.5, "first": "2026-03-04", "is_new": True},
        "first_words": {"language": "ru", "text": "Kringel"},
        "best_posts": {"network": "telegram", "page": "Kringel", "form": "video",
                       "type": "instruction", "ratio": 3.5, "text": "Kringel"},
        "waiting": {"network": "telegram", "page": "Kringel", "is_own": False, "comments": 30,
                    "answers": 20, "median_hours": 3, "median_low": 2, "median_high": 5,
                    "unanswered_share": 0.3, "unanswered_low": 0.2, "unanswered_high": 0.5},
        "returned": {"source": "fb", "medium": "social", "campaign": "may", "content": "a",
                     "sessions": 9, "orders": 1, "verdict": "near", "meant_source": "facebook",
                     "meant_medium": None, "meant_campaign": None},
        "holdout": {"held_out": 100, "reached": 900, "orders": 12, "weeks": 4},
        "geo_test": {"weeks": 4, "smallest_lift": 0.2},
        "findings": {"key": "audience.size", "value": None, "unit": "people", "n": 12, "low": None,
                     "high": None, "status": "unknown", "method": "Kringel"},
    }
)  # fmt: skip


def told_frame(table: str, **changes: Any) -> pd.DataFrame:
    """Return the row of a table, with what a test changes in it."""
    return pd.DataFrame([{**ROWS[table], **changes}])
