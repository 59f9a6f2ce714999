"""Engagement, forms, times and rhythm: recomputed another way, and honest when data are thin."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.engagement import measure_engagement, measure_response
from smmlab.content.forms import compare_forms, form_findings
from smmlab.content.rhythm import measure_rhythm, rhythm_findings
from smmlab.content.timing import _drawn_medians, find_best_times, timing_findings
from smmlab.errors import DataError
from smmlab.schema import FORMS, conform
from smmlab.texts.labels import LABELS

DAY = 86_400


def posts_of(many: int, **columns: object) -> pd.DataFrame:
    base = {
        "network": "instagram", "page": "Kaja", "is_own": True, "precision": "minute",
        "post_id": [str(n) for n in range(many)], "form": "photo", "at": range(many),
    }  # fmt: skip
    return conform(pd.DataFrame({**base, **columns}, index=range(many)), "posts")


def moro(shared: Path) -> pd.DataFrame:
    raw = pd.read_csv(shared / "checks" / "moro2016" / "dataset_Facebook_en.csv", sep=";")
    # Only the hour is published; any day serves.
    return posts_of(
        len(raw), network="facebook", at=raw["Hour"] % 24 * 3600 + DAY * np.arange(len(raw)),
        reactions=raw["like"], comments=raw["comment"], shares=raw["share"], reach=raw["T_Reach"],
        form=raw["Type"].str.casefold().replace({"status": "text"}),
    )  # fmt: skip


def test_engagements_are_the_counts_present_and_missing_is_not_zero() -> None:
    posts = posts_of(3, reactions=[5, None, None], comments=[1, 2, None], reach=[100, 0, 50])
    found = measure_engagement(posts)
    assert found["engagements"].tolist()[:2] == [6, 2]
    assert np.isnan(found["engagements"][2])
    assert found["engagement_rate"][0] == pytest.approx(0.06)
    assert np.isnan(found["engagement_rate"][1]), "nobody reached: no rate"


def test_the_denominator_is_reach_else_views_and_the_same_for_a_network() -> None:
    posts = posts_of(
        6, network=["instagram"] * 3 + ["tiktok"] * 3, reactions=2,
        reach=[10, 10, None, None, None, 10], views=[50] * 6,
    )  # fmt: skip
    found = measure_engagement(posts)
    assert found["base_name"].tolist() == ["reach"] * 3 + ["views"] * 3
    assert np.isnan(found["engagement_rate"][2]), "views never stand in for reach within a network"
    assert found["engagement_rate"][5] == pytest.approx(2 / 50)


def test_posts_gathered_from_two_frames_may_share_an_index() -> None:
    one, other = posts_of(20, reactions=5), posts_of(20, network="telegram", reactions=9)
    both = pd.concat([one, other])
    tidy = both.reset_index(drop=True)
    pd.testing.assert_frame_equal(compare_forms(both), compare_forms(tidy))
    one_way, another = (find_best_times(rows, timezone="UTC", draws=20) for rows in (both, tidy))
    pd.testing.assert_frame_equal(one_way.table, another.table)
    assert measure_rhythm(both, timezone="UTC")["posts"].tolist() == [20, 20]


def test_rivals_posts_are_left_out_and_input_is_unchanged() -> None:
    posts = posts_of(3, is_own=[True, False, True], reactions=1)
    before = posts.copy()
    assert measure_engagement(posts).index.tolist() == [0, 2]
    pd.testing.assert_frame_equal(posts, before)


def test_within_a_network_only_the_metrics_of_most_posts_are_compared() -> None:
    posts = posts_of(5, metrics_name=["new"] * 3 + ["old"] * 2, reactions=[1, 2, 3, 900, 900])
    found = measure_response(posts, "engagements")
    assert found["value"].tolist()[:3] == [1, 2, 3]
    assert found["value"][3:].isna().all()


def test_forms_are_compared_within_a_network_and_an_interval_needs_ten_posts() -> None:
    forms = ["photo"] * 20 + ["video"] * 20 + ["poll"] * 4
    posts = posts_of(44, form=forms, reactions=[*range(20), *range(50, 70), 1, 2, 3, 4])
    table = compare_forms(posts).set_index("form")
    assert table["verdict"].to_dict() == {"photo": "worse", "video": "better", "poll": "too_few"}
    assert table.loc["video", "median"] == np.median(range(50, 70))
    assert table.loc["video", "low"] <= table.loc["video", "median"] <= table.loc["video", "high"]
    assert table["low"].isna().to_dict()["poll"]
    pd.testing.assert_frame_equal(compare_forms(posts, seed=3), compare_forms(posts, seed=3))


def test_a_form_that_is_nearly_all_posts_has_nothing_to_be_compared_with() -> None:
    posts = posts_of(44, form=["photo"] * 40 + ["poll"] * 4, reactions=[*range(44)])
    verdict = compare_forms(posts).set_index("form")["verdict"]
    assert verdict.to_dict() == {"photo": "alone", "poll": "too_few"}


def test_one_excellent_form_does_not_make_the_others_poor() -> None:
    dice = np.random.default_rng(1)
    forms = np.repeat(["photo", "link", "text", "video"], 40)
    reactions = dice.poisson(20, 160) + np.where(forms == "video", 60, 0)
    verdicts = compare_forms(posts_of(160, form=forms, reactions=reactions)).set_index("form")[
        "verdict"
    ]
    assert verdicts["video"] == "better"
    assert set(verdicts.drop("video")) == {"not_distinguishable"}


def test_alike_forms_are_seldom_told_apart() -> None:
    wrong = 0
    for seed in range(20):
        dice = np.random.default_rng(seed)
        forms = dice.choice(["photo", "video", "link"], 90)
        posts = posts_of(90, form=forms, reactions=dice.lognormal(3, 1, 90).round())
        wrong += compare_forms(posts)["verdict"].isin(["better", "worse"]).any()
    assert wrong <= 4


def test_form_findings_name_the_denominator_and_the_reach_apart() -> None:
    posts = posts_of(24, form=["photo", "video"] * 12, reactions=5, reach=100)
    found = {f.key: f for f in form_findings(compare_forms(posts), sources=())}
    assert found["content.forms.instagram.photo.median"].unit == "share"
    assert found["content.forms.instagram.photo.median"].value == pytest.approx(0.05)
    assert found["content.forms_reach.instagram.photo.median"].value == 100
    assert [f.status for f in form_findings(compare_forms(posts[:0]), sources=())] == ["unknown"]
    blank = {f.key: f for f in form_findings(compare_forms(posts_of(3)), sources=())}
    assert blank["content.forms.instagram.photo.median"].status == "unknown"


def test_every_form_has_a_label() -> None:
    assert set(FORMS) <= set(LABELS)


def test_the_public_posts_of_moro_name_no_best_hour(shared: Path) -> None:
    times = find_best_times(moro(shared), timezone="UTC", draws=2000)
    hours = times.tests.set_index("kind").loc["hour"]
    assert times.hour is None
    assert times.p_value == pytest.approx(0.1046, abs=0.0005)
    assert hours["leader"] == 13
    assert hours["stability"] == pytest.approx(0.26, abs=0.04)
    five = times.table.query("kind == 'hour' and start == 5").iloc[0]
    assert five["posts"] == 13
    keys = {f.key: f for f in timing_findings(times, sources=())}
    assert keys["content.timing.hour"].status == "unknown"


def test_a_strong_hour_stands_and_is_told_on_the_local_clock() -> None:
    dice = np.random.default_rng(0)
    hour = dice.integers(8, 14, 300)
    reactions = dice.poisson(20, 300) * np.where(hour == 10, 4, 1)
    posts = posts_of(300, at=hour * 3600 + DAY * np.arange(300), reactions=reactions)
    assert find_best_times(posts, timezone="UTC").hour == 10
    # July: three hours ahead of UTC; the page never published elsewhere in the year.
    summer = posts.assign(at=(posts["at"] % DAY + 200 * DAY).astype("Int64"))
    assert find_best_times(summer, timezone="Europe/Tallinn").hour == 13
    found = {f.key: f for f in timing_findings(find_best_times(posts, timezone="UTC"), sources=())}
    assert found["content.timing.hour"].value == 10


def test_chance_alone_seldom_names_an_hour() -> None:
    named = 0
    for seed in range(12):
        dice = np.random.default_rng(seed)
        at = dice.integers(0, 24, 200) * 3600 + DAY * np.arange(200)
        posts = posts_of(200, at=at, reactions=dice.lognormal(3, 1.5, 200).round())
        times = find_best_times(posts, timezone="UTC", draws=100)
        named += times.hour is not None or times.weekday is not None
    assert named <= 1


def test_only_times_known_to_the_minute_count_and_networks_are_ranked_apart() -> None:
    posts = posts_of(40, precision=["day", "second"] * 20, reactions=1, at=[0, 3600] * 20)
    assert find_best_times(posts, timezone="UTC").posts == 20
    # One network is a thousand times larger and publishes at noon: no reason to prefer noon.
    two = posts_of(
        80, network=["instagram", "telegram"] * 40, at=[6 * 3600, 12 * 3600] * 40,
        reactions=[n % 20 * (1000 if n % 2 else 1) for n in range(80)],
    )  # fmt: skip
    assert find_best_times(two, timezone="UTC").hour is None


def test_times_of_nothing_teach() -> None:
    times = find_best_times(posts_of(0), timezone="UTC")
    assert (times.hour, times.weekday, times.posts) == (None, None, 0)
    assert {f.status for f in timing_findings(times, sources=())} == {"unknown"}
    with pytest.raises(DataError, match="Mars"):
        find_best_times(posts_of(1, reactions=1), timezone="Mars/Base")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=30))
def test_medians_of_draws_equal_those_of_the_drawn_values(drawn: list[tuple[int, int]]) -> None:
    ordered = np.sort(np.array([float(value) for value, _ in drawn]))
    counts = np.array([[count for _, count in drawn]])
    many = counts.sum()
    expected = np.median(np.repeat(ordered, counts[0])) if many >= 10 else -1.0
    assert _drawn_medians(counts, ordered)[0] == expected


def test_rhythm_counts_days_on_the_local_clock() -> None:
    # 22:30 UTC on two neighbouring days is the next day in Tallinn, and still neighbours.
    start = 20_000 * DAY + 22 * 3600 + 1800
    posts = posts_of(4, at=[start, start + DAY, start + 2 * DAY, start + 20 * DAY])
    row = measure_rhythm(posts, timezone="Europe/Tallinn").iloc[0]
    assert row["weeks"] == 3
    assert row["posts_per_week"] == pytest.approx(4 / 3)
    assert row["longest_gap_days"] == 17


def test_a_short_span_has_no_weekly_number() -> None:
    table = measure_rhythm(posts_of(3, at=[0, 1, DAY]), timezone="UTC")
    assert table["posts_per_week"].isna().all()
    found = {f.key: f for f in rhythm_findings(table, sources=())}
    assert found["content.rhythm.instagram.Kaja.posts_per_week"].status == "unknown"
    assert found["content.rhythm.instagram.Kaja.longest_gap_days"].value == 0


def test_pages_are_measured_apart_and_rivals_not_at_all() -> None:
    posts = posts_of(
        6, page=["A", "B", None, "A", "B", "C"], is_own=[True] * 5 + [False],
        at=[0, 0, 0, 30 * DAY, 15 * DAY, 0],
    )  # fmt: skip
    table = measure_rhythm(posts, timezone="UTC")
    assert table["posts"].tolist() == [2, 2, 1]
    assert table["longest_gap_days"].tolist() == [29, 14, 0]
    keys = {f.key for f in rhythm_findings(table, sources=())}
    assert "content.rhythm.instagram.posts" in keys
    assert [f.status for f in rhythm_findings(table[:0], sources=())] == ["unknown"]


@pytest.mark.parametrize("analysis", [measure_rhythm, find_best_times])
def test_a_missing_column_is_named(analysis) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match="absent"):
        analysis(pd.DataFrame({"network": ["x"]}), timezone="UTC")
