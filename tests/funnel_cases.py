"""Orders and visits made by hand for the funnel: one line of tags a row."""

import pandas as pd

from smmlab.schema import conform

DAY = 86_400
Tags = tuple[str | None, str | None, str | None, str | None]
NONE: Tags = (None, None, None, None)
ORGANIC: Tags = ("ig", "social", "launch", "laugh-0104")
PAID: Tags = ("instagram", "cpc", "launch", "medal-0105")
LETTER: Tags = ("newsletter", "email", "news", None)


def orders_of(*rows: tuple[Tags, int], **columns: object) -> pd.DataFrame:
    """Make so many orders of each tags, on the days from 1 January 1970 on, one a day."""
    tags = [tag for tag, many in rows for _ in range(many)]
    frame = pd.DataFrame(
        tags, columns=["utm_source", "utm_medium", "utm_campaign", "utm_content"]
    ).assign(amount=10.0, currency="EUR", refunded=0.0, status="paid")
    frame["at"] = [(n % 28) * DAY + DAY // 2 for n in range(len(frame))]
    frame["order_id"] = [f"#{n}" for n in range(len(frame))]
    return conform(frame.assign(**columns), "orders")


def visits_of(*rows: tuple[Tags, int], **columns: object) -> pd.DataFrame:
    """Make a report of January 1970 with so many visits of each tags."""
    frame = pd.DataFrame(
        [{"source": tags[0], "medium": tags[1], "campaign": tags[2], "content": tags[3],
          "sessions": many} for tags, many in rows]
    ).assign(day="1970-01-01", to_day="1970-01-31")  # fmt: skip
    return conform(frame.assign(**columns), "visits")
