"""Rhythm and slots: planted differences are found, absent ones are not, seasons cancel out."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.slots import compare_slots, slot_findings
from smmlab.errors import DataError
from smmlab.schema import conform

DAY, HOUR = 86_400, 3600
MONDAY = 4 * DAY  # 5 January 1970


def _posts(day: np.ndarray, hour: np.ndarray, log: np.ndarray, **more: object) -> pd.DataFrame:
    table = {
        "network": "telegram", "page": "Kaja", "is_own": True, "precision": "minute",
        "post_id": [str(n) for n in range(len(day))], "at": MONDAY + day * DAY + hour * HOUR,
        "reactions": np.round(np.exp(log)).astype(int),
    }  # fmt: skip
    return conform(pd.DataFrame(table | more), "posts")


def _null(seed: int) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    day = np.sort(dice.integers(0, 90, 180))
    hour = dice.choice([8, 10, 13, 15, 18, 20], 180)
    # A season and a heavy tail, and nothing else.
    return _posts(day, hour, dice.normal(4, 0.8, 180) + day / 40)


def _row(posts: pd.DataFrame, contrast: str) -> pd.Series:
    table = compare_slots(posts, timezone="UTC").table
    return table[table["contrast"] == contrast].iloc[0]


def test_posts_without_effects_give_few_false_findings() -> None:
    found = [
        compare_slots(_null(seed), timezone="UTC", seed=seed).table["verdict"].ne("cannot_tell")
        for seed in range(100)
    ]
    # At most five in a hundred are promised; nine would be seen once in forty times then.
    assert sum(one.any() for one in found) <= 9


def test_a_planted_time_is_found_with_its_ratio() -> None:
    dice = np.random.default_rng(3)
    day = np.repeat(np.arange(100), 2)
    hour = np.tile([9, 14], 100)
    posts = _posts(day, hour, dice.normal(5, 0.4, 200) + 0.5 * (hour == 9))
    row = _row(posts, "morning_evening")
    assert row["verdict"] == "supports"
    assert row["low"] < np.exp(0.5) < row["high"]
    assert (row["inside"], row["outside"]) == (100, 100)


def test_the_ratio_is_that_of_the_means_within_weeks() -> None:
    # Each week has two mornings and one evening; the evening has twice as many, in every week.
    day = np.concatenate([np.array([0, 2, 4]) + 7 * week for week in range(12)])
    hour = np.tile([8, 9, 19], 12)
    size = np.repeat(np.arange(12) % 4, 3) * 1.0 + 5
    posts = _posts(day, hour, size + np.log(2) * (hour == 19))
    row = _row(posts, "morning")
    assert row["ratio"] == pytest.approx(0.5, rel=0.01)
    assert row["weeks"] == 12
    assert row["verdict"] == "contradicts"


def test_a_season_that_moves_with_the_slot_is_no_effect() -> None:
    # All mornings come in good months: no week has both, so nothing can be told.
    day = np.arange(120)
    hour = np.where(day < 63, 9, 14)
    posts = _posts(day, hour, np.where(day < 63, 6.0, 4.0))
    row = _row(posts, "morning_evening")
    assert np.isnan(row["p_value"])
    assert row["verdict"] == "cannot_tell"


def test_calm_days_are_compared_with_busy_ones_by_day() -> None:
    dice = np.random.default_rng(5)
    many = np.tile([1, 2, 4, 1, 3, 2, 5], 12)
    day = np.repeat(np.arange(84), many)
    busy = np.repeat(many > 2, many)
    hour = np.concatenate([8 + np.arange(n) * 3 for n in many])
    posts = _posts(day, hour, dice.normal(5, 0.3, len(day)) - 0.6 * busy)
    row = _row(posts, "few_a_day")
    assert (row["inside"], row["outside"]) == (48, 36)
    assert row["verdict"] == "supports"
    assert row["low"] < np.exp(0.6) < row["high"]
    days = compare_slots(posts, timezone="UTC").days.set_index("posts_a_day")
    assert days["days"].to_dict() == {1: 24, 2: 24, 3: 12, 4: 12, 5: 12}
    assert (days["per_day"] >= days["per_post"]).all()


def test_parts_of_the_day_follow_the_local_clock() -> None:
    day, hour = np.repeat(np.arange(60), 2), np.tile([4, 9], 60)
    posts = _posts(day, hour, np.full(120, 4.0))
    assert _row(posts, "morning_evening")["inside"] == 60
    table = compare_slots(posts, timezone="Asia/Tokyo").table.set_index("contrast")
    # 13 and 18 o'clock there.
    assert table.loc["morning_evening", "inside"] == 60
    assert table.loc["morning", "inside"] == 0


def test_the_spread_is_that_within_weeks() -> None:
    found = compare_slots(_null(1), timezone="UTC")
    assert found.spread["telegram", "Kaja"] == pytest.approx(0.8, abs=0.12)


def test_posts_of_rivals_rough_clocks_and_missing_counts_do_not_count() -> None:
    posts = _null(2)
    posts.loc[:9, "is_own"] = False
    posts.loc[10:19, "precision"] = "day"
    posts.loc[20:29, "reactions"] = pd.NA
    found = compare_slots(posts, timezone="UTC").days
    assert (found["days"] * found["posts_a_day"]).sum() == 150


def test_few_posts_and_none_are_unknown() -> None:
    few = slot_findings(compare_slots(_null(1).head(12), timezone="UTC"), sources=())
    assert {item.status for item in few} == {"unknown"}
    none = compare_slots(conform(pd.DataFrame(), "posts"), timezone="UTC")
    assert none.table.empty
    assert slot_findings(none, sources=()) == []
    with pytest.raises(DataError, match="precision"):
        compare_slots(_null(1).drop(columns="precision"), timezone="UTC")


def test_findings_are_called_associations() -> None:
    found = slot_findings(compare_slots(_null(4), timezone="UTC"), sources=())
    known = [item for item in found if item.status != "unknown"]
    assert known
    assert all("association" in item.method for item in known)
