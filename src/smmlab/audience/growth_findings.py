"""What the growth of followers means for a strategy, in numbers that know how sure they are."""

from collections.abc import Sequence

import pandas as pd

from smmlab.audience.growth import Growth
from smmlab.audience.growth_rates import MONTH
from smmlab.findings import Finding, Source, Status
from smmlab.texts import message

_UNKNOWN = message(
    "No followers by day are in these files. TikTok Studio, a VK community, LinkedIn, YouTube "
    "Studio and OK give them; Meta gives new follows only."
)
_FOLLOWERS = message("Followers on the last day that the files tell of.")
_NET = message("Followers on the last day less those on the first day that the files tell of.")
_NET_FLOWS = message("Follows less unfollows on the days that the files tell of.")
_RATE = message("Net change of followers, divided by the followers at the start of the files.")
_GAINED = message("Follows on the days that the files tell of; one person may follow twice.")
_LOST = message("Unfollows on the days that the files tell of.")
_LOST_ESTIMATED = message(
    "Follows that did not stay: follows less the change of followers. The file counts no unfollows."
)
_CHURN = message(
    "Unfollows per follower in thirty days, for each day with the followers it had; Poisson "
    "interval, widened because unfollows of one week come together."
)
_NO_CHURN = message(
    "The files do not tell both how many followers there were and how many left, or too few left "
    "to give a rate. A longer export of followers and unfollows by day would tell."
)
_WEEK = message(
    "Followers won less followers lost in the median whole week; distribution-free interval, which "
    "a single week that went round does not move."
)
_PACE = message(
    "How much the weekly net changes from one week to the next (Theil-Sen slope of the whole weeks "
    "with its interval)."
)
_JUMPS = message(
    "Days on which far more people came or left than in the weeks around. A campaign, a post that "
    "went round or bought followers look alike here: ask what happened on them."
)
_UNEXPLAINED = message(
    "Change of followers that follows and unfollows of the same days do not explain. The network "
    "may have removed accounts, or it counts the two in different ways: do not add them up."
)
_MISSING = message(
    "Days inside the period for which the files give no number; they are missing, not zero."
)
_MOST_DAYS = 5


def growth_findings(growth: Growth, *, sources: Sequence[Source]) -> list[Finding]:
    """Return followers, net change, churn, weekly pace and jumps of each page.

    Parameters
    ----------
    growth
        Result of `smmlab.audience.growth.measure_growth`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Returns
    -------
    list of Finding
        Keys are ``audience.growth.<network>.<what>``, with the page after the network where it has
        several; the network is ``unknown`` where the file does not say.

    Examples
    --------
    >>> from smmlab.audience.growth import measure_growth
    >>> nothing = measure_growth(
    ...     pd.DataFrame(columns=["network", "page", "metric", "day", "value"]))
    >>> [finding.status for finding in growth_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    pages = growth.pages
    if pages.empty:
        return [
            Finding("audience.growth", None, "label", status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    several = pages["network"].fillna("").duplicated(keep=False)
    found = []
    for place, row in enumerate(pages.to_dict("records")):
        parts = [_part(row["network"]), *([_part(row["page"])] if several[place] else [])]
        key = ".".join(["audience.growth", *parts])
        days = growth.of_page(place).days
        found += [
            *_stock(key, row, rows),
            *_flows(key, row, rows),
            *_pace(key, row, rows),
            *_warnings(key, row, days.loc[days["is_jump"], "day"], rows),
        ]
    return found


def _stock(key: str, row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    days, found = int(row["days"]), []
    has_stock = pd.notna(row["followers_end"])
    if has_stock:
        found.append(
            Finding(f"{key}.followers", int(row["followers_end"]), "followers", days,
                    method=_FOLLOWERS, sources=sources)
        )  # fmt: skip
    if pd.notna(row["net_change"]):
        found.append(
            Finding(f"{key}.net_change", int(row["net_change"]), "followers", days,
                    method=_NET if has_stock else _NET_FLOWS, sources=sources)
        )  # fmt: skip
    if pd.notna(row["growth_rate"]):
        found.append(
            Finding(f"{key}.growth_rate", float(row["growth_rate"]), "share", days, method=_RATE,
                    sources=sources, numerator=float(row["net_change"]),
                    denominator=float(row["followers_start"]))
        )  # fmt: skip
    return found


def _flows(key: str, row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    days, found = int(row["days"] - row["missing_days"]), []
    if pd.notna(row["gained"]):
        found.append(
            Finding(f"{key}.gained", int(row["gained"]), "follows", days, method=_GAINED,
                    sources=sources)
        )  # fmt: skip
    if pd.notna(row["lost"]):
        status: Status = "estimated" if row["is_lost_estimated"] else "measured"
        found.append(
            Finding(f"{key}.lost", int(row["lost"]), "unfollows", days, status=status,
                    method=_LOST_ESTIMATED if row["is_lost_estimated"] else _LOST, sources=sources)
        )  # fmt: skip
    if pd.isna(row["churn_rate"]):
        return [
            *found,
            Finding(f"{key}.churn_rate", None, "share", days, status="unknown", method=_NO_CHURN,
                    sources=sources),
        ]  # fmt: skip
    low, high = _known(row["churn_low"]), _known(row["churn_high"])
    return [
        *found,
        Finding(f"{key}.churn_rate", float(row["churn_rate"]), "share", days, low, high,
                method=_CHURN, sources=sources, numerator=float(row["churn_lost"]),
                denominator=float(row["follower_days"]) / MONTH),
    ]  # fmt: skip


def _pace(key: str, row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    weeks, found = int(row["weeks"]), []
    if pd.notna(row["weekly_net_low"]):
        found.append(
            Finding(f"{key}.weekly_net", float(row["weekly_net"]), "followers", weeks,
                    float(row["weekly_net_low"]), float(row["weekly_net_high"]), method=_WEEK,
                    sources=sources)
        )  # fmt: skip
    if pd.notna(row["pace_change"]):
        found.append(
            Finding(f"{key}.pace_change", float(row["pace_change"]), "followers", weeks,
                    float(row["pace_change_low"]), float(row["pace_change_high"]),
                    status="estimated", method=_PACE, sources=sources)
        )  # fmt: skip
    return found


def _warnings(
    key: str, row: dict[str, float], jumps: pd.Series, sources: tuple[Source, ...]
) -> list[Finding]:
    days, found = int(row["days"]), []
    if len(jumps):
        named = ", ".join(jumps.head(_MOST_DAYS)) + ("…" if len(jumps) > _MOST_DAYS else "")
        found += [
            Finding(f"{key}.jumps", len(jumps), "days", days, method=_JUMPS, sources=sources),
            Finding(f"{key}.jump_days", named, "label", days, method=_JUMPS, sources=sources),
        ]
    if row["is_disagreement"]:
        found.append(
            Finding(f"{key}.unexplained", int(row["unexplained"]), "followers", days,
                    method=_UNEXPLAINED, sources=sources)
        )  # fmt: skip
    if row["missing_days"]:
        found.append(
            Finding(f"{key}.missing_days", int(row["missing_days"]), "days", days,
                    method=_MISSING, sources=sources)
        )  # fmt: skip
    return found


def _known(number: float) -> float | None:
    return None if pd.isna(number) else float(number)


def _part(text: object) -> str:
    # Dots divide a key: inside a name a one-dot leader stands for them and looks the same.
    return "unknown" if pd.isna(text) else str(text).replace(".", "\u2024")
