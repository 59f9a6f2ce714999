"""Advertising as findings: costs, how often it is seen, paid beside unpaid, buying or waiting."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from smmlab.content.ads import AdComparison
from smmlab.findings import Finding, Source, Status
from smmlab.texts import message

_NONE = message(
    "There are no advertisements with costs in these files. Export the report of the ad account, "
    "by advertisement and by week, with spend, results, impressions and reach."
)
_COST = message(
    "Amount spent over results of one kind, in one network and currency. The interval is the wider "
    "of two: from the count of results, and from how the advertisements differ."
)
_SPEND = message("Amount spent, added over the advertisements of one kind of result.")
_RESULTS = message("Results of one kind, as the network counts them, added.")
_SHOWN = message(
    "Impressions over people reached; at least that, because several advertisements may reach the "
    "same people."
)
_CLICKS = message("Clicks over impressions; Wilson interval.")
_CONVERSION = message("Results over clicks; Wilson interval.")
_VERDICT = message(
    "Cost of a result against that of the other advertisements (shuffled advertisements, corrected "
    "for all comparisons). An association: only a split test shows which is better."
)
_JOINED = message(
    "Advertisements whose name holds the id or the first words of an own post. The report of the "
    "ad account gives neither texts nor addresses."
)
_MEDIAN = message(
    "Median response of own posts, by whether a part of it was paid for; bootstrap interval. "
    "Better posts are promoted more often, so this is no effect."
)
_BUYING = message(
    "What as many results as the advertisements have brought cost at the price so far; the "
    "interval is that of the price."
)
_WAITING = message(
    "Weeks of own unpaid posts that bring as many, at the rate of the weeks in which the pages "
    "published; interval over weeks."
)
_WORK = message("Posts in these weeks, at one hour of work each.")


def ad_key(row: Mapping[Any, Any]) -> str:
    """Return the key under which one row of the comparison stands.

    Examples
    --------
    >>> ad_key({"network": "", "result_kind": "clicks", "currency": "EUR", "by": "ad",
    ...         "group": "v1.2"})
    'content.ads.all.clicks.EUR.ad.v1․2'
    """
    # A one-dot leader stands for a dot inside a name, because dots divide a key.
    parts = (row["network"] or "all", row["result_kind"] or "results", row["currency"], row["by"],
             row["group"])  # fmt: skip
    kept = [str(part).replace(".", "\u2024") for part in parts if part]
    return ".".join(("content.ads", *kept))


def ad_findings(comparison: AdComparison, *, sources: Sequence[Source]) -> list[Finding]:
    """Return costs, frequency and verdicts of advertisements, and paid posts beside unpaid ones.

    Keys: ``content.ads.<network or all>.<kind>.<currency>.<by>[.<group>].cost_per_result``
    (``spend``, ``results``, ``frequency``, ``click_rate``, ``conversion``, ``verdict``),
    ``content.ads_joined`` and ``content.paid.<network>.<paid or organic>.median``
    (``verdict``).
    """
    rows = tuple(sources)
    found = [
        one for row in comparison.organic.to_dict("records") for one in _of_posts(row, rows)
    ]  # fmt: skip
    if comparison.table.empty:
        nothing = Finding("content.ads", None, "EUR", 0, status="unknown", method=_NONE,
                          sources=rows)  # fmt: skip
        return [nothing, *found]
    of = len(comparison.joined)
    found.append(
        Finding("content.ads_joined", comparison.told, "ads", of, method=_JOINED, sources=rows)
    )
    for row in comparison.table.to_dict("records"):
        found += _of_group(row, rows)
    return found


def trade_findings(trade: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what buying costs and what waiting takes.

    Keys: ``content.ads_trade.<network or all>.<kind>.<currency>.wanted`` (``money``, ``weeks``,
    ``work_hours``).
    """
    rows, found = tuple(sources), list[Finding]()
    for row in trade.to_dict("records"):
        key = ad_key(row | {"by": "", "group": ""}).replace("content.ads", "content.ads_trade", 1)
        wanted = round(float(row["wanted"]))
        found += [
            Finding(f"{key}.wanted", wanted, "results", method=_RESULTS, sources=rows),
            Finding(f"{key}.money", row["money"], str(row["currency"]), wanted,
                    _known(row["money_low"]), _known(row["money_high"]), "measured", _BUYING, rows),
        ]  # fmt: skip
        if np.isfinite(row["weeks"]):
            found += [
                Finding(f"{key}.weeks", row["weeks"], "weeks", wanted, _known(row["weeks_low"]),
                        _known(row["weeks_high"]), "estimated", _WAITING, rows),
                Finding(f"{key}.work_hours", row["hours"], "hours", wanted, status="estimated",
                        method=_WORK, sources=rows),
            ]  # fmt: skip
        else:
            found.append(Finding(f"{key}.weeks", None, "weeks", 0, status="unknown",
                                 method=row["reason"], sources=rows))  # fmt: skip
    return found


def _of_group(row: Mapping[Any, Any], sources: tuple[Source, ...]) -> list[Finding]:
    key, results = ad_key(row), round(float(row["results"]))
    money = str(row["currency"])
    found = [
        Finding(f"{key}.spend", float(row["spend"]), money, int(row["ads"]), method=_SPEND,
                sources=sources),
        Finding(f"{key}.results", results, "results", int(row["ads"]), method=_RESULTS,
                sources=sources),
    ]  # fmt: skip
    rates = (
        ("cost_per_result", money, "low", "high", _COST, results),
        ("frequency", "times", "", "", _SHOWN, row["impressions"]),
        ("click_rate", "share", "click_low", "click_high", _CLICKS, row["impressions"]),
        ("conversion", "share", "conversion_low", "conversion_high", _CONVERSION, row["clicks"]),
    )
    status: Status = "measured"
    found += [
        Finding(
            f"{key}.{name}", float(row[name]), unit, int(n) if np.isfinite(n) else None,
            _known(row[low]) if low else None, _known(row[high]) if high else None, status, method,
            sources,
        )
        for name, unit, low, high, method, n in rates
        if np.isfinite(row[name])
    ]  # fmt: skip
    if row["by"] != "all":
        found.append(
            Finding(f"{key}.verdict", row["verdict"], "label", results, status="estimated",
                    method=_VERDICT, sources=sources)
        )  # fmt: skip
    return found


def _of_posts(row: Mapping[Any, Any], sources: tuple[Source, ...]) -> list[Finding]:
    key, posts = f"content.paid.{row['network']}.{row['group']}", int(row["counted"])
    unit = "share" if str(row["metric"]).startswith("engagements_by") else "engagements"
    found = [Finding(f"{key}.posts", int(row["posts"]), "posts", posts, method=_MEDIAN,
                     sources=sources)]  # fmt: skip
    if np.isfinite(row["median"]):
        found.append(
            Finding(f"{key}.median", float(row["median"]), unit, posts, _known(row["low"]),
                    _known(row["high"]), "measured", _MEDIAN, sources)
        )  # fmt: skip
    found.append(
        Finding(f"{key}.verdict", row["verdict"], "label", posts, status="estimated",
                method=_MEDIAN, sources=sources)
    )  # fmt: skip
    return found


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
