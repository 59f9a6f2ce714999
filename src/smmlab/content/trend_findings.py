"""Trends of terms and the mix of languages, as findings for the strategy."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.texts import message

COMMONEST = 8
"""Terms of each side and kind that are told even when nothing about them changes."""
LISTED = 12
"""Terms of each side that are shown, in a table and in its chart alike."""

_SHARE = message(
    "Texts with the term among all texts of that side that have words; Wilson interval. Forms of a "
    "word count as one, each text once."
)
_RATIO = message(
    "How often the term came in the recent weeks against the time before, within pages. The more "
    "the words of these texts come in clumps, the less their counts weigh (quasi-Poisson test). Of "
    "comments each person counts once a week."
)
_TREND = message(
    "Whether the change stands when all terms are judged at once (Benjamini-Hochberg), and even "
    "without any two weeks in a row: one campaign or one thread is no trend. The last day of the "
    "data counts as now."
)
_LIFT = message(
    "Median response to posts with the term over that to posts without it, each against the median "
    "post of its page; bootstrap interval. An association, not an effect."
)
_RESPONSE = message(
    "Whether posts with the term ranked higher or lower on their page (Mann-Whitney test, "
    "corrected for all terms). An association, not an effect."
)
_NONE = message(
    "No hashtag or topic is common enough to follow. Export posts with their texts, and comments, "
    "over a longer period."
)
_LANGUAGE = message(
    "Texts in the language among all texts of that side that have words, as a program detects it; "
    "Wilson interval."
)
_DIFFERS = message(
    "Whether the share of the language differs from that in own posts: the intervals are apart."
)
_NO_LANGUAGE = message(
    "There are no texts in these files. Export posts with their texts, and comments."
)
# The words of other comparisons in the document.
_WORDS: Mapping[str, str] = MappingProxyType(
    {"rising": "up", "fading": "down", "steady": "not_distinguishable", "more": "better",
     "less": "worse"}
)  # fmt: skip


def order_terms(trends: pd.DataFrame) -> pd.DataFrame:
    """Return the terms in the order to show them: what stands out, what was compared, the rest.

    Parameters
    ----------
    trends
        Results of `smmlab.content.trends.find_trends`, one or several kinds together.

    Returns
    -------
    DataFrame
        The same rows, a side after the other, with ``rank``: 0 what stands out, 1 what was
        compared, 2 what was compared and has no numbers to show (eight of these together), 3 the
        rest. Within a rank the commonest come first.
    """
    stands = trends["verdict"].isin(["rising", "fading"])
    stands |= trends["lift_verdict"].isin(["more", "less"])
    compared = trends["verdict"].ne("too_few")
    rank = np.select([stands, compared & trends["rate_ratio"].notna(), compared], [0, 1, 2], 3)
    side = trends["whose"].map({"own": 0, "rivals": 1, "comments": 2})
    keys, upward = ["side", "rank", "texts", "term"], [True, True, False, True]
    ordered = trends.assign(rank=rank, side=side).sort_values(keys, ascending=upward, kind="stable")
    # The commonest terms keep some places, although nothing about them could be compared.
    beside = ordered[ordered["rank"].isin([1, 2])].groupby("whose").cumcount() >= COMMONEST
    ordered.loc[beside[beside].index, "rank"] = 3
    return ordered.sort_values(keys, ascending=upward, kind="stable").drop(columns="side")


def trend_findings(trends: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what stands out among the terms, and the commonest of each side.

    Keys: ``content.trends.<whose>.<kind>.<term>.share`` (``times_before``, ``trend``, ``lift``,
    ``response``).

    Parameters
    ----------
    trends
        Results of `smmlab.content.trends.find_trends`, one or several kinds together.
    sources
        The rows behind it.
    """
    rows = tuple(sources)
    if trends.empty:
        return [
            Finding("content.trends", None, "label", 0, status="unknown", method=_NONE,
                    sources=rows)
        ]  # fmt: skip
    # What stands out is told before what is merely common.
    told = order_terms(trends.reset_index(drop=True))
    common = told.groupby(["whose", "kind"])["texts"].rank(method="first", ascending=False)
    is_listed = told.groupby("whose").cumcount() < LISTED
    told = told[told["rank"].eq(0) | is_listed | (common <= COMMONEST)]
    return [found for row in told.to_dict("records") for found in _of(row, rows)]


def language_findings(mix: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the share of each language on each side, and whether it differs from own posts.

    Keys: ``content.language_mix.<whose>.<language>.share`` (``verdict``).

    Parameters
    ----------
    mix
        Result of `smmlab.content.languages_mix.compare_languages`.
    sources
        The rows behind it.
    """
    rows, found = tuple(sources), list[Finding]()
    if mix.empty:
        return [
            Finding("content.language_mix", None, "share", 0, status="unknown",
                    method=_NO_LANGUAGE, sources=rows)
        ]  # fmt: skip
    for row in mix.to_dict("records"):
        key, of = f"content.language_mix.{row['whose']}.{row['language']}", int(row["of"])
        found.append(_share(f"{key}.share", row, _LANGUAGE, rows))
        if row["whose"] != "own":
            found.append(
                Finding(f"{key}.verdict", str(row["verdict"]), "label", of, status="estimated",
                        method=_DIFFERS, sources=rows)
            )  # fmt: skip
    return found


def _of(row: Mapping[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    # Dots divide a key; a term has none, and a hashtag with the name of a number is no number.
    key = f"content.trends.{row['whose']}.{row['kind']}.{row['term']}"
    texts = int(row["texts"])
    found = [_share(f"{key}.share", row, _SHARE, sources)]
    ratio, low, high = (float(row[name]) for name in ("rate_ratio", "ratio_low", "ratio_high"))
    if np.isfinite([ratio, high]).all() and row["verdict"] != "too_few":
        found.append(
            Finding(f"{key}.times_before", ratio, "ratio", texts, low=low, high=high,
                    status="estimated", method=_RATIO, sources=sources)
        )  # fmt: skip
    verdict = str(row["verdict"])
    found.append(
        Finding(f"{key}.trend", _WORDS.get(verdict, verdict), "label", texts, status="estimated",
                method=_TREND, sources=sources)
    )  # fmt: skip
    if row["whose"] == "comments":
        return found
    if np.isfinite(float(row["lift"])):
        found.append(
            Finding(f"{key}.lift", float(row["lift"]), "ratio", int(row["counted"]),
                    low=float(row["lift_low"]), high=float(row["lift_high"]), status="estimated",
                    method=_LIFT, sources=sources)
        )  # fmt: skip
    response = str(row["lift_verdict"])
    found.append(
        Finding(f"{key}.response", _WORDS.get(response, response), "label", int(row["counted"]),
                status="estimated", method=_RESPONSE, sources=sources)
    )  # fmt: skip
    return found


def _share(key: str, row: Mapping[str, Any], method: str, sources: tuple[Source, ...]) -> Finding:
    texts, of = int(row["texts"]), int(row["of"])
    return Finding(
        key, float(row["share"]), "share", of, low=float(row["low"]), high=float(row["high"]),
        method=method, sources=sources, numerator=texts, denominator=of,
    )  # fmt: skip
