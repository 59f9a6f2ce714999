"""The mix as whole posts: shares add up, follow the mix, and unknown is not zero."""

from fractions import Fraction
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from smmlab.content.mix import compare_mix, mix_findings, share_out
from smmlab.defaults import MIX
from smmlab.errors import DataError

POSTED = pd.DataFrame(
    {
        "network": ["x", "x", "x", "telegram", "telegram"],
        "type": ["none", "laugh", "offer", "none", "medal"],
        "posts": [30, 10, 5, 7, 3],
    }
)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 40))
@settings(max_examples=80, deadline=None)
def test_whole_posts_are_as_near_the_mix_as_whole_posts_can_be(parts: list[int], n: int) -> None:
    if not sum(parts):
        return
    mix = {str(place): float(part) for place, part in enumerate(parts)}
    counts = share_out(mix, n)
    assert sum(counts.values()) == n
    exact = {kind: Fraction(n) * Fraction(part) / sum(parts) for kind, part in
             zip(mix, parts, strict=True)}  # fmt: skip
    assert all(abs(counts[kind] - exact[kind]) < 1 for kind in mix)
    # Of all ways to round up or down that keep the sum, none is nearer.
    off = sum((counts[kind] - exact[kind]) ** 2 for kind in mix)
    ways = product(*((int(part), int(part) + 1) for part in exact.values()))
    best = min(
        sum((a - b) ** 2 for a, b in zip(way, exact.values(), strict=True))
        for way in ways
        if sum(way) == n
    )
    assert off == best


def test_shares_that_do_not_add_up_count_by_their_proportion() -> None:
    assert share_out({"a": 2.0, "b": 1.0}, 9) == {"a": 6, "b": 3}
    assert share_out({"a": 0.0, "b": 0.0}, 0) == {"a": 0, "b": 0}
    assert share_out({}, 0) == {}


def test_a_level_remainder_goes_by_name_so_that_the_plan_stays_the_same() -> None:
    assert share_out({"b": 0.5, "a": 0.5}, 3) == {"b": 1, "a": 2}


def test_the_plan_stands_beside_the_posts_so_far() -> None:
    found = compare_mix(MIX, POSTED, posts_per_week=5, weeks=4, network="x").set_index("type")
    assert list(found.index) == [*sorted(MIX, key=lambda k: (-MIX[k], k)), "none", "offer"]
    assert found["planned"].sum() == 20
    assert found["of"].eq(45).all()
    for kind, posts in {"laugh": 10, "none": 30, "offer": 5, "medal": 0}.items():
        row = found.loc[kind]
        low, high = proportion_confint(posts, 45, method="wilson")
        assert row["posts"] == posts
        assert row["share"] == pytest.approx(posts / 45)
        assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-9)
    assert found.loc["none", ["target", "planned", "least", "most"]].tolist() == [0, 0, 0, 0]


def test_posts_a_week_are_the_whole_numbers_around_the_plan() -> None:
    for per_week, weeks in product(range(1, 9), (2, 4)):
        found = compare_mix(MIX, posts_per_week=per_week, weeks=weeks)
        assert (found["least"] * weeks <= found["planned"]).all()
        assert (found["planned"] <= found["most"] * weeks).all()
        assert (found["most"] - found["least"]).le(1).all()
        assert found["planned"].sum() == per_week * weeks


def test_a_network_without_posts_looks_at_all_of_them() -> None:
    for name in ("", "tiktok"):
        found = compare_mix(MIX, POSTED, posts_per_week=3, network=name).set_index("type")
        assert found["of"].eq(55).all()
        assert found.loc["none", "posts"] == 37
    assert compare_mix(MIX, POSTED, posts_per_week=3, network="telegram")["of"].eq(10).all()


@pytest.mark.parametrize("posted", [None, POSTED[:0], POSTED.assign(posts=0)])
def test_without_posts_the_share_is_unknown_and_not_zero(posted: pd.DataFrame | None) -> None:
    found = compare_mix(MIX, posted, posts_per_week=3)
    assert found[["posts", "of", "share", "low", "high"]].isna().all(axis=None)
    assert found["planned"].sum() == 12
    assert mix_findings(found, sources=()) == []


def test_findings_carry_the_count_behind_each_share() -> None:
    found = mix_findings(compare_mix(MIX, POSTED, posts_per_week=3, network="x"), sources=())
    shares = {one.key: (one.numerator, one.denominator, one.n, one.status) for one in found}
    assert shares["content.mix.laugh.share"] == (10, 45, 45, "estimated")
    assert shares["content.mix.medal.share"] == (0, 45, 45, "estimated")
    assert len(shares) == 6
    assert all(one.low <= one.value <= one.high for one in found)  # type: ignore[operator]


def test_a_summary_without_its_columns_is_refused() -> None:
    with pytest.raises(DataError):
        compare_mix(MIX, POSTED.drop(columns="posts"), posts_per_week=3)
