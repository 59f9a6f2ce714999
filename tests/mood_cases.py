"""Hand-made scored comments: so many people a day, so many of them unhappy."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

DAY = 86_400
START = 1_767_225_600  # Thursday, 1 January 2026, 00:00 UTC
COLUMNS = (
    "network", "interaction_id", "post_id", "person", "kind", "at", "text", "reply_to", "language",
    "mood", "negative", "hits",
)  # fmt: skip


def scored_days(
    per_day: Sequence[tuple[int, int]], *, who: str = "", seconds: int = 60
) -> pd.DataFrame:
    """Return comments of each day: (people, unhappy among them), each person writes once."""
    people = np.array([n for n, _ in per_day], dtype=int)
    unhappy = np.array([bad for _, bad in per_day], dtype=int)
    day = np.repeat(np.arange(len(people)), people)
    place = np.arange(people.sum()) - np.repeat(np.cumsum(people) - people, people)
    names = pd.Series([f"{d}/{n}" for d, n in zip(day, place, strict=True)], dtype="str")
    bad = place < np.repeat(unhappy, people)
    frame = pd.DataFrame(
        {
            "network": "telegram", "interaction_id": names, "post_id": "p",
            "person": who or names, "kind": "comment",
            "at": START + day * DAY + place * seconds,
            "text": np.where(bad, "terrible", "hello"), "reply_to": None, "language": "en",
            "mood": np.where(bad, -0.5, 0.2), "negative": bad, "hits": 1,
        }
    )  # fmt: skip
    return frame.reindex(columns=list(COLUMNS)).astype(
        {"at": "Int64", "negative": "boolean", "text": "str", "person": "str", "network": "str"}
    )
