"""Segments of the active audience: who they are, how many, what to do for them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.people import SEGMENTS, Segment, score_people
from smmlab.disclosure import can_show_part, merge_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import median_interval, wilson_interval
from smmlab.texts import message

LEAST_PEOPLE = 50
"""Fifths of fewer people are chance (methods, segmentation: RFE from fifty)."""

SEGMENT_LABELS: Mapping[Segment, str] = MappingProxyType(
    {
        "core": message("Core"),
        "regular": message("Regulars"),
        "new": message("Newcomers"),
        "fading": message("Fading"),
        "one_time": message("One-time visitors"),
        "other": message("Other"),
    }
)
SEGMENT_ADVICE: Mapping[Segment, str] = MappingProxyType(
    {
        "core": message(
            "They were here lately, on more days than most others, and did more than most. Thank "
            "them by name, ask for their opinion before you decide, and give them news first."
        ),
        "regular": message(
            "They come back and still do, without being among the busiest. Give them a reason to "
            "take part on one more day: a series, a question, an answer to what they wrote."
        ),
        "new": message(
            "They were seen for the first time in the last weeks. Welcome them, answer their first "
            "comment quickly and show them where to begin."
        ),
        "fading": message(
            "They used to come back and have been silent longer than most others. Ask what they "
            "miss, remind them of what they liked, and accept that some have moved on."
        ),
        "one_time": message(
            "They took part on a single day and did not return. Look at what brought them, and "
            "offer a clear next step under such posts."
        ),
        "other": message(
            "These groups are too small to be shown one by one without pointing at people. Do not "
            "plan for them."
        ),
    }
)

_COLUMNS = (
    "segment", "people", "share", "share_low", "share_high", "active_people", "acts_share",
    "recency_days_median", "recency_days_low", "recency_days_high",
    "frequency_median", "frequency_low", "frequency_high",
    "engagement_median", "engagement_low", "engagement_high", "tied_people",
)  # fmt: skip
_MEASURES = MappingProxyType(
    {"recency_days": "days", "frequency": "days", "engagement": "interactions"}
)

_TOO_FEW = message(
    "There are too few active people in these files to tell segments apart. Comments and reactions "
    "with their authors would tell."
)
_PEOPLE = message(
    "People in the segment, counted. Segments follow fixed rules on fifths of recency, days active "
    "and acts."
)
_SHARE = message(
    "People in the segment among all active people; Wilson interval. The fifths are those of this "
    "audience, so segments compare its members with each other, not with other audiences."
)
_ACTIVE = message("Different people who acted at least once, without the page itself.")
_TIES = message(
    "People who share the most common number of active days. Equal people get equal scores, so "
    "fifths are not of equal size."
)
_MEDIANS: Mapping[str, str] = MappingProxyType(
    {
        "recency_days": message(
            "Median of the whole days since a person's last act; distribution-free interval."
        ),
        "frequency": message(
            "Median of the days on which a person acted; distribution-free interval."
        ),
        "engagement": message("Median of a person's acts; distribution-free interval."),
    }
)


def segment_audience(
    interactions: IntoFrame,
    *,
    timezone: str = "UTC",
    as_of: int | None = None,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Sort the active people into segments by fixed, explainable rules.

    The rules are those of `smmlab.audience.people.score_people`.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``post_id``, ``kind``,
        ``at``, ``by_page``. The page's own acts are never people.
    timezone
        IANA zone whose calendar days are counted.
    as_of
        The moment to look back from, epoch seconds UTC; by default the newest ``at``.
    smallest
        Segments of fewer people are merged into ``other``; never below ten. If those together
        are still fewer, the next smallest segment joins them, the core last.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        One row a segment, the one with most acts first, ``other`` last: ``segment``, ``people``,
        ``share`` of ``active_people`` (0-1, Wilson ``share_low``, ``share_high``),
        ``acts_share`` (0-1, its part of all acts); medians with their ``_low`` and ``_high``:
        ``recency_days_median`` (days), ``frequency_median`` (days active), ``engagement_median``
        (acts); ``tied_people`` (people with the most common number of active days, missing when
        they or the rest are from one to nine). Empty when
        fewer than fifty people were active: then no segment can be recommended.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": [f"p{n % 60}" for n in range(90)], "post_id": "1",
    ...     "kind": "comment", "at": [n * 86_400 for n in range(90)], "by_page": False})
    >>> segment_audience(acts)[["segment", "people", "share"]]
        segment  people  share
    0   regular      30    0.5
    1  one_time      30    0.5
    """
    people = score_people(interactions, as_of=as_of, timezone=timezone)
    if len(people) < LEAST_PEOPLE:
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in _COLUMNS}).astype(
            {"segment": "str", "people": "int64", "active_people": "int64", "tied_people": "Int64"}
        )
    sizes = people["segment"].value_counts().reindex(SEGMENTS, fill_value=0)
    # The core, which a strategist can least do without, is the last to be given up.
    merged = merge_small(sizes, smallest=smallest, last=["core"])
    shown = people["segment"].replace(merged)
    rows = []
    for name, members in people.groupby(shown):
        row: dict[str, object] = {
            "segment": name,
            "people": len(members),
            "acts_share": members["engagement"].sum() / people["engagement"].sum(),
        }
        for measure in _MEASURES:
            row[f"{measure}_median"] = float(members[measure].median())
            row[f"{measure}_low"], row[f"{measure}_high"] = median_interval(
                members[measure], confidence=confidence
            )
        rows.append(row)
    table = pd.DataFrame(rows)
    low, high = wilson_interval(table["people"], [len(people)] * len(table), confidence=confidence)
    tied = int(people["frequency"].value_counts().iloc[0])
    table = table.assign(
        share=table["people"] / len(people),
        share_low=low,
        share_high=high,
        active_people=len(people),
        tied_people=tied if can_show_part(tied, len(people)) else pd.NA,
        is_other=table["segment"] == "other",
    ).sort_values(["is_other", "acts_share", "segment"], ascending=[True, False, True])
    types = {"segment": "str", "tied_people": "Int64"}
    return table[list(_COLUMNS)].astype(types).reset_index(drop=True)


def segment_findings(segments: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return size, share and medians of every segment; unknown when there are too few people.

    Parameters
    ----------
    segments
        Result of `segment_audience`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nobody = pd.DataFrame(columns=["network", "person", "post_id", "kind", "at", "by_page"])
    >>> [finding.status for finding in segment_findings(segment_audience(nobody), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if segments.empty:
        return [
            Finding("audience.segment", None, "label", status="unknown", method=_TOO_FEW,
                    sources=rows)
        ]  # fmt: skip
    active = int(segments["active_people"].iloc[0])
    tied = segments["tied_people"].iloc[0]
    findings = [
        Finding("audience.active_people", active, "people", active, method=_ACTIVE, sources=rows),
    ]  # fmt: skip
    if pd.notna(tied):
        findings.append(
            Finding("audience.tied_share", int(tied) / active, "share", active, method=_TIES,
                    sources=rows, numerator=int(tied), denominator=active)
        )  # fmt: skip
    for row in segments.to_dict("records"):
        findings += _of_segment(row, rows)
    return findings


def _of_segment(row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    key, people, active = f"audience.segment.{row['segment']}", row["people"], row["active_people"]
    return [
        Finding(f"{key}.people", int(people), "people", int(people), method=_PEOPLE,
                sources=sources),
        Finding(f"{key}.share", float(row["share"]), "share", int(active), row["share_low"],
                row["share_high"], method=_SHARE, sources=sources, numerator=people,
                denominator=active),
        *(
            Finding(f"{key}.{measure}_median", row[f"{measure}_median"], unit, int(people),
                    row[f"{measure}_low"], row[f"{measure}_high"], method=_MEDIANS[measure],
                    sources=sources)
            for measure, unit in _MEASURES.items()
        ),
    ]  # fmt: skip
