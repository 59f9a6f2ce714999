"""What the comparison of pages says, in numbers that know how sure they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.rivals.keys import page_key
from smmlab.texts import message

_NO_RIVALS = message(
    "No page of a rival is in these files. Import the posts of three to five rivals' pages, marked "
    "as rivals', for the same months as ours."
)
_OTHER_PERIOD = message(
    "The files of this page do not cover the days that are compared. Export it for the same months "
    "as ours."
)
_NO_COUNTS = message(
    "The files of this page have no counts of responses that the other pages have too."
)
_TOO_SHORT = message("The files have less than two weeks in common, too little to name a rhythm.")
_TOO_FEW = message("Fewer than ten posts with counts on this page in the period compared.")
_NO_FOLLOWERS = message(
    "How many followers the page had at its posts is not in these files. Daily followers of the "
    "page, exported or typed into a table, would tell."
)
_UNLIKE_BASE = message(
    "Not every page of the network tells its reach or its views, or they are counted in different "
    "ways, so responses for each view cannot be compared."
)
_POSTS = message("Posts of the page in the period that the files of this network have in common.")
_RATE = message(
    "Posts divided by weeks, in the period the files have in common; Poisson interval (Garwood), "
    "widened where posts come in bursts."
)
_GAP = message("Longest run of calendar days without a post, in the period compared.")
_MEDIAN = message(
    "Median of responses per post; bootstrap interval, or of order statistics for very many posts; "
    "only kinds of response that every page's file counts."
)
_PER_THOUSAND = message(
    "Responses per thousand followers and post: sums over the posts whose followers are known "
    "within a month; posts drawn again and again for the interval."
)
_BASE = {
    "reach": message("Responses of all posts / people they reached; posts drawn again and again."),
    "views": message("Responses of all posts / views they had; posts drawn again and again."),
}
_VERDICT = message(
    "The page's responses per post against those of our posts (Mann-Whitney test, corrected for "
    "the number of pages). An association: pages differ in size and subject too."
)
_SIDES = message(
    "Rivals whose responses per post are clearly more, or clearly less, than ours, of all rivals "
    "that could be compared (Mann-Whitney test, corrected for the number of pages)."
)
_LACKS: Mapping[str, str] = {
    "other_period": _OTHER_PERIOD, "no_counts": _NO_COUNTS, "too_few": _TOO_FEW,
}  # fmt: skip


def benchmark_findings(pages: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return rhythm, response and verdict of every page that was compared.

    Parameters
    ----------
    pages
        Result of `smmlab.rivals.benchmarks.compare_pages`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Returns
    -------
    list of Finding
        Keys: ``rivals.<network>.page.<page>.posts``, ``posts_per_week``, ``longest_gap_days``,
        ``median``, ``per_thousand``, ``engagement_rate`` and ``verdict``; for our own pages
        ``own`` instead of ``page``, and no verdict. ``rivals.<network>.earn_more`` and
        ``earn_less`` count the rivals; ``rivals.pages`` is unknown without any.

    Examples
    --------
    >>> from smmlab.rivals.benchmarks import compare_pages
    >>> posts = pd.DataFrame(columns=["network", "page", "is_own", "at", "reactions", "comments",
    ...     "shares", "saves", "metrics_name", "reach", "views"])
    >>> [found.status for found in benchmark_findings(compare_pages(posts), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if pages.empty:
        return [Finding("rivals.pages", None, "pages", 0, status="unknown", method=_NO_RIVALS,
                        sources=rows)]  # fmt: skip
    found: list[Finding] = []
    for row in pages.to_dict("records"):
        key = page_key(row)
        # A second page of ours may have been silent in the days that are compared.
        if pd.isna(row["posts"]):
            found.append(_unknown(f"{key}.posts", "posts", 0, _OTHER_PERIOD, rows))
        else:
            found += [*_rhythm(key, row, rows), *_response(key, row, rows)]
        if row["verdict"] != "own":
            n = int(row["measured"])
            found.append(
                Finding(f"{key}.verdict", str(row["verdict"]), "label", n, status="estimated",
                        method=_LACKS.get(row["verdict"], _VERDICT), sources=rows)
            )  # fmt: skip
    return [*found, *_sides(pages, rows)]


def _sides(pages: pd.DataFrame, sources: tuple[Source, ...]) -> list[Finding]:
    found: list[Finding] = []
    for network, mine in pages.groupby("network", sort=True):
        tested = int(mine["verdict"].isin(["better", "worse", "not_distinguishable"]).sum())
        if not tested:
            continue
        for name, verdict in (("earn_more", "better"), ("earn_less", "worse")):
            count = int(mine["verdict"].eq(verdict).sum())
            found.append(
                Finding(f"rivals.{network}.{name}", count, "rivals", tested, status="estimated",
                        method=_SIDES, sources=sources, numerator=count, denominator=tested)
            )  # fmt: skip
    return found


def _rhythm(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    posts = int(row["posts"])
    found = [Finding(f"{key}.posts", posts, "posts", posts, method=_POSTS, sources=sources)]
    if pd.isna(row["posts_per_week"]):
        found.append(_unknown(f"{key}.posts_per_week", "posts per week", posts, _TOO_SHORT,
                              sources))  # fmt: skip
    else:
        found.append(
            Finding(
                f"{key}.posts_per_week", float(row["posts_per_week"]), "posts per week", posts,
                **_limits(row, "posts_per_week"), method=_RATE, sources=sources, numerator=posts,
                denominator=float(row["weeks"]),
            )
        )  # fmt: skip
    if pd.notna(row["longest_gap_days"]):
        found.append(Finding(f"{key}.longest_gap_days", int(row["longest_gap_days"]), "days",
                             posts, method=_GAP, sources=sources))  # fmt: skip
    return found


def _response(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    measured = int(row["measured"])
    lack = _NO_COUNTS if not row["counted"] else _TOO_FEW
    if pd.isna(row["median_low"]):
        return [_unknown(f"{key}.median", "engagements", measured, lack, sources)]
    found = [
        Finding(f"{key}.median", float(row["median"]), "engagements", measured,
                **_limits(row, "median"), method=_MEDIAN, sources=sources)
    ]  # fmt: skip
    if pd.isna(row["per_thousand"]):
        found.append(_unknown(f"{key}.per_thousand", "engagements per thousand followers",
                              int(row["followed_posts"]), _NO_FOLLOWERS, sources))  # fmt: skip
    else:
        found.append(
            Finding(
                f"{key}.per_thousand", float(row["per_thousand"]),
                "engagements per thousand followers", int(row["followed_posts"]),
                **_limits(row, "per_thousand"), method=_PER_THOUSAND, sources=sources,
                numerator=float(row["followed_engagements"]),
                denominator=float(row["followed_base"]) / 1000,
            )
        )  # fmt: skip
    if pd.isna(row["engagement_rate"]):
        found.append(_unknown(f"{key}.engagement_rate", "share", measured, _UNLIKE_BASE, sources))
    else:
        found.append(
            Finding(
                f"{key}.engagement_rate", float(row["engagement_rate"]), "share",
                int(row["base_posts"]), **_limits(row, "engagement_rate"),
                method=_BASE[row["base_name"]], sources=sources,
                numerator=float(row["base_engagements"]), denominator=float(row["base"]),
            )
        )  # fmt: skip
    return found


def _limits(row: dict[str, Any], measure: str) -> dict[str, Any]:
    low, high = row[f"{measure}_low"], row[f"{measure}_high"]
    return {} if pd.isna(low) else {"low": float(low), "high": float(high)}


def _unknown(key: str, unit: str, n: int, method: str, sources: tuple[Source, ...]) -> Finding:
    return Finding(key, None, unit, n, status="unknown", method=method, sources=sources)
