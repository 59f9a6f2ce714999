"""The engagement rate of a network: sums with their interval, unknown below ten posts."""

import pandas as pd
import pytest

from smmlab.content.totals import engagement_findings, summarise_engagement
from smmlab.findings import Source
from smmlab.schema import conform

ROWS = (Source("a.csv", 2, 13, 12),)


def posts(network: str, engagements: list[float], reach: list[float]) -> pd.DataFrame:
    return conform(
        pd.DataFrame({"network": network, "post_id": [str(i) for i in range(len(reach))],
                      "is_own": True, "reactions": engagements, "reach": reach}),
        "posts",
    )  # fmt: skip


def test_the_rate_is_the_sum_over_the_sum_not_a_mean_of_rates() -> None:
    frame = posts("instagram", [10, *[1] * 11], [1000, *[10] * 11])
    row = summarise_engagement(frame, seed=1).iloc[0]
    assert row["engagement_rate"] == pytest.approx(21 / 1110)
    assert row["low"] < row["engagement_rate"] < row["high"]
    assert row["reach_median"] == 10


def test_below_ten_posts_the_rate_is_unknown_not_zero() -> None:
    frame = posts("instagram", [1] * 9, [10] * 9)
    found = engagement_findings(summarise_engagement(frame), sources=ROWS)
    assert [(f.status, f.value) for f in found] == [("unknown", None)]


def test_a_finding_carries_numerator_denominator_and_rows() -> None:
    frame = posts("instagram", [2] * 12, [50] * 12)
    rate, reach = engagement_findings(summarise_engagement(frame), sources=ROWS)
    assert (rate.numerator, rate.denominator, rate.n) == (24, 600, 12)
    assert rate.sources == ROWS
    assert (reach.key, reach.value) == ("content.engagement.instagram.reach_median", 50)


def test_the_seed_decides_and_rivals_do_not_count() -> None:
    own = posts("facebook", list(range(12)), [40] * 12)
    rival = own.assign(is_own=False, post_id="r" + own["post_id"], reach=1)
    both = pd.concat([own, rival], ignore_index=True)
    once, again = summarise_engagement(both, seed=3), summarise_engagement(own, seed=3)
    pd.testing.assert_frame_equal(once, again)
