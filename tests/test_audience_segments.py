"""Segments: shares with their base, small groups hidden, no advice from few people."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from smmlab.audience.people import SEGMENTS, score_people
from smmlab.audience.segments import (
    SEGMENT_ADVICE,
    SEGMENT_LABELS,
    segment_audience,
    segment_findings,
)
from smmlab.findings import Source
from smmlab.plots.audience import plot_segments
from smmlab.reduce.clock import DAY

NOW = 1_790_000_000
ROWS = (Source("group.json", 1, 900, 900),)


def acts_of(days_ago: dict[str, list[int]]) -> pd.DataFrame:
    rows = [
        {"network": "telegram", "person": person, "post_id": "1", "kind": "comment",
         "at": NOW - day * DAY, "by_page": False}
        for person, days in days_ago.items() for day in days
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"at": "Int64"})


@pytest.fixture(scope="module")
def acts() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    days = {f"once{n}": [int(rng.integers(60, 300))] for n in range(60)}
    days |= {f"ring{n}": sorted(rng.integers(20, 300, 6).tolist()) for n in range(40)}
    days |= {f"core{n}": sorted(rng.integers(0, 300, 60).tolist()) for n in range(15)}
    days |= {f"new{n}": [int(rng.integers(0, 30))] for n in range(4)}
    return acts_of(days)


def test_numbers_are_those_of_the_people(acts: pd.DataFrame) -> None:
    segments = segment_audience(acts).set_index("segment")
    people = score_people(acts)
    assert segments["people"].sum() == len(people) == segments["active_people"].iloc[0]
    assert segments["acts_share"].sum() == pytest.approx(1)
    core = people[people["segment"] == "core"]
    assert segments.loc["core", "people"] == len(core)
    assert segments.loc["core", "frequency_median"] == core["frequency"].median()
    expected = binomtest(len(core), len(people)).proportion_ci(method="wilson")
    assert segments.loc["core", "share_low"] == pytest.approx(expected.low)
    assert segments.loc["core", "share_high"] == pytest.approx(expected.high)
    assert segments["tied_people"].iloc[0] == people["frequency"].value_counts().max()
    assert segments.index[0] == "core"


def test_small_groups_are_merged_and_never_found_by_subtraction(acts: pd.DataFrame) -> None:
    people = score_people(acts)["segment"].value_counts()
    assert people["new"] == 4
    segments = segment_audience(acts).set_index("segment")
    assert "new" not in segments.index
    assert segments.index[-1] == "other"
    assert segments["people"].min() >= 10
    wide = segment_audience(acts, smallest=30)
    assert wide["people"].min() >= 30
    assert segment_audience(acts, smallest=1)["people"].min() >= 10


def test_the_smallest_groups_join_until_the_rest_is_large_enough() -> None:
    days = {f"once{n}": [100 + n % 50] for n in range(60)} | {"new1": [1], "new2": [2]}
    alone = segment_audience(acts_of(days))
    assert alone["segment"].tolist() == ["other"]
    assert alone["people"].tolist() == [62]


def test_too_few_people_give_no_recommendation() -> None:
    few = acts_of({f"p{n}": [n, n + 9] for n in range(49)})
    segments = segment_audience(few)
    assert segments.empty
    finding = segment_findings(segments, sources=ROWS)[0]
    assert (finding.status, finding.value, finding.sources) == ("unknown", None, ROWS)
    assert len(segment_audience(acts_of({f"p{n}": [n, n + 9] for n in range(50)})))
    text = plot_segments(segments).texts[0].get_text()
    assert "Telegram" in text


def test_a_wider_confidence_gives_wider_intervals(acts: pd.DataFrame) -> None:
    narrow, wide = (segment_audience(acts, confidence=level) for level in (0.8, 0.99))
    assert (wide["share_low"] < narrow["share_low"]).all()
    assert (wide["share_high"] > narrow["share_high"]).all()


def test_findings_carry_both_counts(acts: pd.DataFrame) -> None:
    segments = segment_audience(acts)
    findings = {finding.key: finding for finding in segment_findings(segments, sources=ROWS)}
    share = findings["audience.segment.core.share"]
    core = segments.set_index("segment").loc["core"]
    assert share.numerator == core["people"]
    assert share.denominator == core["active_people"]
    assert share.value == pytest.approx(share.numerator / share.denominator)
    assert share.low is not None
    assert share.high is not None
    assert share.low < share.numerator / share.denominator < share.high
    assert findings["audience.active_people"].value == core["active_people"]
    assert findings["audience.tied_share"].n == core["active_people"]
    names = ("people", "share", "recency_days_median", "frequency_median", "engagement_median")
    assert all(f"audience.segment.other.{name}" in findings for name in names)


def test_ties_of_few_people_are_not_shown() -> None:
    # Nine people share the most common number of days, everybody else has one of their own.
    days = {f"own{n}": list(range(n + 2)) for n in range(51)}
    shown = [
        segment_audience(acts_of(days | {f"tie{n}": [0] for n in range(ties)})) for ties in (9, 10)
    ]
    assert shown[0]["tied_people"].isna().all()
    assert shown[1]["tied_people"].tolist() == [10] * len(shown[1])
    keys = [{f.key for f in segment_findings(table, sources=ROWS)} for table in shown]
    assert ["audience.tied_share" in found for found in keys] == [False, True]


def test_every_segment_has_a_label_and_advice_without_digits() -> None:
    assert set(SEGMENT_LABELS) == set(SEGMENT_ADVICE) == set(SEGMENTS)
    for text in SEGMENT_ADVICE.values():
        assert not re.search(r"\d", text)
        assert text.count(".") >= 2


def test_the_chart_shows_the_same_numbers(acts: pd.DataFrame) -> None:
    segments = segment_audience(acts)
    axes = plot_segments(segments)
    widths = [bar.get_width() for bar in axes.patches][::-1]
    assert widths == pytest.approx((segments["share"] * 100).tolist())
    assert "Core" in axes.get_title(loc="left")
    assert axes.get_xlabel() == "share of active people, %"


def test_times_beyond_the_moment_asked_about_do_not_count(acts: pd.DataFrame) -> None:
    early = segment_audience(acts, as_of=NOW - 60 * DAY)
    assert early["active_people"].iloc[0] < segment_audience(acts)["active_people"].iloc[0]
