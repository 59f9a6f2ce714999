"""Best hours of segments: the rule of the whole audience, judged together, nobody pointed at."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.best_hours import find_best_hours, hour_spans
from smmlab.audience.week import weekly_activity
from smmlab.errors import DataError

MONDAY = 1_767_571_200  # 2026-01-05 00:00 UTC
WEEK = 24 * 7


def acts_at(people: "list[str]", hours: "list[int] | np.ndarray") -> pd.DataFrame:
    at = pd.array(MONDAY + np.asarray(hours) * 3600, dtype="Int64")
    return pd.DataFrame({"network": "telegram", "person": people, "at": at, "by_page": False})


def members_of(people: list[str], segments: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"network": "telegram", "person": people, "segment": segments})


def everywhere(people: list[str], acts: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return acts_at(list(rng.choice(people, acts)), rng.integers(0, WEEK * 20, acts))


def weekly(people: list[str], hour: int) -> pd.DataFrame:
    """Let each person act once at that hour of the week, in one of twenty weeks."""
    return acts_at(people, hour + WEEK * (np.arange(len(people)) % 20))


OWLS, LARKS = [f"owl{n}" for n in range(150)], [f"lark{n}" for n in range(150)]
BOTH = members_of(OWLS + LARKS, ["owls"] * 150 + ["larks"] * 150)


def test_each_segment_has_its_own_hour_and_day() -> None:
    acts = pd.concat(
        [everywhere(OWLS, 900, 1), everywhere(LARKS, 900, 2),
         weekly(OWLS, 24 * 4 + 23), weekly(LARKS, 24 * 1 + 6)]
    )  # fmt: skip
    best = find_best_hours(BOTH, acts, timezone="UTC")
    peaks = best[best["is_peak"]].set_index(["segment", "dimension"])["value"]
    assert peaks.to_dict() == {
        ("owls", "hour"): 23, ("owls", "weekday"): 4,
        ("larks", "hour"): 6, ("larks", "weekday"): 1,
    }  # fmt: skip
    local = find_best_hours(BOTH, acts, timezone="Asia/Tbilisi")
    assert local.loc[local["is_peak"] & (local["dimension"] == "hour"), "value"].tolist() == [10, 3]


def test_one_segment_gives_the_hours_of_the_whole_audience() -> None:
    acts = everywhere(OWLS, 3000, 3)
    best = find_best_hours(members_of(OWLS, ["all"] * 150), acts, timezone="UTC")
    mine = best[best["dimension"] == "hour"].reset_index(drop=True)
    whole = weekly_activity(acts, timezone="UTC").hours
    assert not mine["suppressed"].any()
    for column in ("people", "interactions", "share", "share_low", "share_high", "is_busy"):
        assert mine[column].to_numpy(dtype=float) == pytest.approx(whole[column].to_numpy(float))


def test_hours_of_few_people_are_hidden_also_from_subtraction() -> None:
    acts = pd.concat([weekly(OWLS, 20), weekly(LARKS, 20), weekly(OWLS[:4], 3),
                      weekly(LARKS[:40], 3)])  # fmt: skip
    best = find_best_hours(BOTH, acts, timezone="UTC")
    hours = best[best["dimension"] == "hour"].set_index(["segment", "value"])
    assert pd.isna(hours.loc[("owls", 3), "people"])
    assert pd.isna(hours.loc[("owls", 3), "share"])
    # The larks at three would tell: both together are in the hours of the whole audience.
    assert hours.loc[("larks", 3), "suppressed"]
    assert hours.loc[("owls", 20), "suppressed"]
    shown = best.loc[~best["suppressed"], "people"]
    assert ((shown == 0) | (shown >= 10)).all()


@pytest.mark.parametrize(("timeless", "told"), [(0, 150), (9, None), (10, 140)])
def test_how_many_have_timed_acts_does_not_tell_how_few_have_none(
    timeless: int, told: int | None
) -> None:
    acts = weekly(OWLS[timeless:], 20)
    best = find_best_hours(members_of(OWLS, ["all"] * 150), acts, timezone="UTC")
    active = best["active_people"]
    assert active.isna().all() if told is None else (active == told).all()


def test_chance_rarely_names_an_hour() -> None:
    named = [
        find_best_hours(BOTH, everywhere(OWLS + LARKS, 1500, seed), timezone="UTC")
        for seed in range(25)
    ]
    assert np.mean([best["is_peak"].any() for best in named]) <= 0.08
    assert np.mean([best["is_busy"].any() for best in named]) <= 0.16


def test_one_busy_week_and_few_weeks_make_no_best_hour() -> None:
    spread = everywhere(OWLS, 900, 4)
    # Below one post that went round a hundred people wrote within an hour.
    viral = acts_at(OWLS[:100], [24 * 2 + 9] * 100)
    members = members_of(OWLS, ["owls"] * 150)
    best = find_best_hours(members, pd.concat([spread, viral]), timezone="UTC")
    assert not best["is_peak"].any()
    assert not best["is_busy"].any()
    short = spread[spread["at"] < MONDAY + 3 * WEEK * 3600]
    few = find_best_hours(members, pd.concat([short, weekly(OWLS[:60], 9)]).query(
        f"at < {MONDAY + 3 * WEEK * 3600}"), timezone="UTC")  # fmt: skip
    assert few["share_low"].isna().all()
    assert not few["is_busy"].any()


def test_a_segment_without_ten_timed_people_has_no_hours() -> None:
    members = members_of(OWLS, ["few"] * 9 + ["many"] * 141)
    best = find_best_hours(members, acts_at(OWLS, [20] * 150), timezone="UTC")
    assert set(best["segment"]) == {"many"}
    nobody = find_best_hours(members, acts_at(LARKS, [20] * 150), timezone="UTC")
    assert nobody.empty
    assert nobody.columns.tolist() == best.columns.tolist()
    with pytest.raises(DataError):
        find_best_hours(members, acts_at(OWLS, [20] * 150), timezone="Nowhere/At_all")


def test_spans_join_neighbouring_hours_over_midnight() -> None:
    assert hour_spans([]) == []
    assert hour_spans([22, 23, 0, 1]) == ["22:00–02:00"]
    assert hour_spans([5, 7, 8]) == ["05:00–06:00", "07:00–09:00"]
    assert hour_spans([23]) == ["23:00–00:00"]
    assert hour_spans(range(24)) == ["00:00–24:00"]
