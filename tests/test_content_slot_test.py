"""The drawn calendar: balanced, exact under chance, and strong enough for what it promises."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.slot_test import SlotTest, SlotTestResult, design_slot_test, read_slot_test
from smmlab.errors import DataError
from smmlab.schema import conform

START = date(2026, 11, 26)


def _design(posts: int = 5, *, weeks: int = 4, seed: int = 0, spread: float = 0.6) -> SlotTest:
    return design_slot_test(
        slots=(9, 19), weeks=weeks, posts_per_week=posts, start=START, spread=spread, seed=seed
    )


def _read(test: SlotTest, effect: float, seed: int, *, off: int = 0) -> SlotTestResult:
    plan, dice = test.calendar, np.random.default_rng(seed)
    log = dice.normal(4, 0.6, len(plan)) + effect * (plan["hour"] == 9)
    # Weeks and weekdays differ, which the design must cancel.
    log = log + plan["week"] * 0.4 + (plan["weekday"] == 0) * 0.7
    when = pd.to_datetime(plan["day"]) + pd.to_timedelta(plan["hour"], unit="h")
    at = when.dt.tz_localize("Europe/Tallinn").dt.tz_convert("UTC").dt.tz_localize(None)
    posts = conform(
        pd.DataFrame(
            {
                "network": "telegram", "is_own": True, "precision": "minute",
                "post_id": [str(n) for n in range(len(plan))],
                "at": at.astype("datetime64[s]").astype("int64") + off,
                "reactions": np.round(np.exp(log)).astype(int),
            }
        ),
        "posts",
    )  # fmt: skip
    return read_slot_test(test, posts, timezone="Europe/Tallinn")


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 7), st.sampled_from([2, 4, 6, 8]), st.integers(0, 99))
def test_each_weekday_has_both_hours_equally_often_and_each_week_half(
    posts: int, weeks: int, seed: int
) -> None:
    plan = _design(posts, weeks=weeks, seed=seed).calendar
    is_first = plan["hour"].eq(9)
    assert len(plan) == posts * weeks
    assert is_first.groupby(plan["weekday"]).sum().eq(weeks // 2).all()
    assert is_first.groupby(plan["week"]).sum().isin([posts // 2, (posts + 1) // 2]).all()
    assert plan["day"].is_unique
    assert plan["day"].iloc[0] == date(2026, 11, 30)
    assert [day.weekday() for day in plan["day"]] == plan["weekday"].tolist()


def test_the_seed_decides_the_draw() -> None:
    pd.testing.assert_frame_equal(_design(seed=1).calendar, _design(seed=1).calendar)
    draws = {tuple(_design(seed=seed).calendar["hour"]) for seed in range(8)}
    assert len(draws) > 4


def test_chance_is_found_as_rarely_as_promised() -> None:
    found = [_read(_design(seed=seed), 0.0, seed) for seed in range(150)]
    assert sum(one.verdict != "not_distinguishable" for one in found) <= 13
    assert sum(one.low <= 1 <= one.high for one in found) >= 135


def test_the_smallest_ratio_is_found_in_four_of_five_tests() -> None:
    effect = np.log(_design().minimum_ratio)
    found = [_read(_design(seed=seed), effect, seed) for seed in range(80)]
    assert sum(one.verdict == "first_better" for one in found) >= 56
    assert all(one.verdict != "second_better" for one in found)
    assert _read(_design(7), -1.5, 3).verdict == "second_better"


def test_only_posts_near_the_plan_count() -> None:
    test = _design()
    assert _read(test, 1.0, 1, off=50 * 60).missed == 0
    late = _read(test, 1.0, 1, off=61 * 60)
    assert (late.verdict, late.first, late.missed) == ("too_few", 0, 20)


def test_a_ratio_is_promised_only_when_the_spread_is_known_and_posts_are_many() -> None:
    known = _design().minimum_ratio
    assert _design(7).minimum_ratio < known < _design(spread=0.9).minimum_ratio
    assert np.isnan(_design(3).minimum_ratio)
    bare = design_slot_test(slots=(9, 19), posts_per_week=5, start=START)
    assert np.isnan(bare.minimum_ratio)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slots": (9,)}, "two different hours"),
        ({"slots": (9, 9)}, "two different hours"),
        ({"slots": (9, 24)}, "two different hours"),
        ({"weeks": 3}, "even number"),
        ({"weeks": 0}, "even number"),
        ({"posts_per_week": 2}, "three to seven"),
        ({"posts_per_week": 8}, "three to seven"),
    ],
)
def test_a_plan_that_cannot_be_balanced_is_refused(change: dict[str, object], said: str) -> None:
    given_ = {"slots": (9, 19), "weeks": 4, "posts_per_week": 5, "start": START} | change
    with pytest.raises(DataError, match=said):
        design_slot_test(**given_)  # type: ignore[arg-type]
