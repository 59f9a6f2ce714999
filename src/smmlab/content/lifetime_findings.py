"""The findings of how long posts live."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmlab.content.lifetime import Lifetime
from smmlab.findings import Finding, Source, Status
from smmlab.texts import message

_UNKNOWN = message(
    "How long a post lives cannot be known from these files: each shows only totals. Export the "
    "same posts again one, two and three days after they go out; the reminder file sets the "
    "dates."
)
_OPEN_CLAIM = message(
    "There are too few settled posts with most engagements to ask how long these live, or these "
    "files do not show it."
)
_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "exports": message(
            "Counts of the same posts in repeated exports, straight in the logarithm of the age "
            "between two of them; interval over resamples of the posts."
        ),
        "comments": message(
            "Times of the comments under posts that were watched for ten days or more, a stand-in "
            "for all engagement; interval over resamples of the posts."
        ),
        "reposts": message(
            "Times of the reposts of posts that were watched for ten days or more, a stand-in for "
            "all engagement; interval over resamples of the posts."
        ),
    }
)
_LATE = message(
    "Less than half of it came within ten days, so these posts have no half-life to name."
)
_CHECKED = message(
    "The half-life again by Kaplan-Meier with time turned round, which allows for what came after "
    "an export."
)
_CLAIM = message(
    "Verdict on “a viral post works two to three days” by the tenth of posts with most "
    "engagements: it stands when surely nearly all came within three days, fails when surely one "
    "in ten or more came later, and is open between these."
)
_REPLIES = message(
    "The part of the comments of people that answer another comment: so many further ones a "
    "comment brings on average. It describes the page and foretells no single post."
)
_REPOSTS = message(
    "Reposts that a repost brings on average, by a Hawkes process with exponential waits that "
    "begins at each post; interval over posts. It foretells no single post."
)
_DECAY = message(
    "Which law of decay foretells posts better that it was not fitted to; open when neither does "
    "beyond chance."
)


def lifetime_findings(lifetime: Lifetime, *, sources: Sequence[Source]) -> list[Finding]:
    """Return half-life, shares by horizon and the verdict of the claim for each page.

    Keys: ``content.lifetime.<network>.half_life_hours``, ``.share_24h``, ``.share_48h``,
    ``.share_72h``, ``.reproduction``, ``.checked_half_life_hours``, ``.decay``, ``.verdict``,
    ``.top_share_72h``; with several own pages on a network, the page comes after the network.
    """
    rows = tuple(sources)
    if lifetime.summary.empty:
        return [
            Finding("content.lifetime", None, "hours", 0, status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    found: list[Finding] = []
    several = lifetime.summary["network"].duplicated(keep=False)
    for is_one_of_many, page in zip(several, lifetime.summary.to_dict("records"), strict=True):
        key = lifetime_key(page, several=bool(is_one_of_many))
        if not isinstance(page["source"], str):
            found += [
                Finding(f"{key}.half_life_hours", None, "hours", 0, status="unknown",
                        method=_UNKNOWN, sources=rows),
                Finding(f"{key}.verdict", None, "label", 0, status="unknown", method=_UNKNOWN,
                        sources=rows),
            ]  # fmt: skip
            continue
        found += _of_page(key, page, lifetime.shares, rows)
        found += _brought(key, page, lifetime, rows)
    return found


def lifetime_key(page: Mapping[Any, Any], *, several: bool) -> str:
    """Return the key under which the findings of one page stand."""
    name = f".{page['page']}" if several and page["page"] else ""
    return f"content.lifetime.{page['network']}{name}"


def _of_page(
    key: str, page: Mapping[Any, Any], shares: pd.DataFrame, rows: tuple[Source, ...]
) -> list[Finding]:
    posts, method = int(page["posts"]), _SOURCES[page["source"]]
    # Exports count everything; comments and reposts stand in for it.
    status: Status = "measured" if page["source"] == "exports" else "estimated"
    half = _known(page["half_life_hours"])
    found = [
        Finding(
            f"{key}.half_life_hours", half, "hours", posts, _known(page["low"]),
            _known(page["high"]), "unknown" if half is None else status,
            _LATE if half is None else method, rows,
        )
    ]  # fmt: skip
    checked = _known(page["checked_half_life"])
    if checked is not None:
        found.append(
            Finding(f"{key}.checked_half_life_hours", checked, "hours", posts, status="estimated",
                    method=_CHECKED, sources=rows)
        )  # fmt: skip
    mine = shares[shares["network"].eq(page["network"]) & shares["page"].eq(page["page"])]
    found += [
        Finding(
            f"{key}.share_{int(row['hours'])}h", row["share"], "share", posts, row["low"],
            row["high"], status, method, rows, row["events_by"], row["events"],
        )
        for row in mine.to_dict("records")
    ]  # fmt: skip
    found.append(
        Finding(f"{key}.decay", page["decay"], "label", posts, status="estimated", method=_DECAY,
                sources=rows)
    )  # fmt: skip
    top = int(page["top_posts"])
    if not top:
        found.append(
            Finding(f"{key}.verdict", None, "label", 0, status="unknown", method=_OPEN_CLAIM,
                    sources=rows)
        )  # fmt: skip
        return found
    return [
        *found,
        Finding(f"{key}.verdict", page["verdict"], "label", top, status="estimated", method=_CLAIM,
                sources=rows),
        Finding(f"{key}.top_share_72h", page["top_share"], "share", top, page["top_low"],
                page["top_high"], status, method, rows),
    ]  # fmt: skip


def _brought(
    key: str, page: Mapping[Any, Any], lifetime: Lifetime, rows: tuple[Source, ...]
) -> list[Finding]:
    found = lifetime.reproductions.get((page["network"], page["page"]))
    if found is None or np.isnan(found.number):
        return []
    is_talk = page["source"] == "comments"
    return [
        Finding(
            f"{key}.reproduction", found.number,
            "replies per comment" if is_talk else "reposts per repost", found.events, found.low,
            found.high, "estimated", _REPLIES if is_talk else _REPOSTS, rows,
        )
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
