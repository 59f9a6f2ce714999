"""Coordination: a ring is found, a crowd is not, and the filter runs until it changes nothing."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from smmlab.audience import coordination
from smmlab.audience.coordination import (
    coordinated_people,
    coordination_findings,
    find_coordination,
)
from smmlab.audience.meetings import expected_meetings, take_part
from smmlab.findings import Source
from smmlab.reduce.clock import DAY

ROWS = (Source("group.json", 1, 900, 900),)
COLUMNS = ["person", "post_id", "at"]


def acts_of(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"post_id": "str", "at": "int64"})
    return frame.assign(network="vkontakte", by_page=False)


def crowd(seed: int = 0, people: int = 120, posts: int = 20) -> list[tuple[str, int, int]]:
    """Half of the acts come at once after a post, as when a network shows it to everybody."""
    rng = np.random.default_rng(seed)
    who, post = np.nonzero(rng.random((people, posts)) < 0.4)
    quick, slow = rng.exponential(30, len(who)), rng.exponential(15_000, len(who))
    delay = np.where(rng.random(len(who)) < 0.5, quick, slow).astype(int)
    rows = zip(who.tolist(), post.tolist(), np.minimum(delay, DAY - 1).tolist(), strict=True)
    return [(f"p{w}", p, p * DAY + d) for w, p, d in rows]


def ring(people: int, posts: int = 6, name: str = "b") -> list[tuple[str, int, int]]:
    return [(f"{name}{n}", p, p * DAY + 3_000 + n % 5) for p in range(posts) for n in range(people)]


def met_brute(acts: pd.DataFrame, window: int, least: int) -> set[tuple[str, str, int]]:
    """Apply the filter to a fixed point with sets: acts of people who met enough others."""
    here = set(zip(acts["person"], acts["post_id"], acts["at"], strict=True))
    while True:
        met = {
            act
            for pair in combinations(sorted(here), 2)
            for act in pair
            if pair[0][1] == pair[1][1] and pair[0][0] != pair[1][0]
            and abs(pair[0][2] - pair[1][2]) <= window
        }  # fmt: skip
        posts = {name: len({p for n, p, _ in met if n == name}) for name, _, _ in met}
        left = {act for act in met if posts[act[0]] >= least}
        if left == here:
            return here
        here = left


def test_one_pass_keeps_what_the_fixed_point_takes_away() -> None:
    # c met others on two posts, but those met nobody else, so they go, and then c has to go too.
    rows = [("a", 1, 0), ("b", 1, 5), ("a", 2, 0), ("b", 2, 5),
            ("c", 3, 0), ("d", 3, 5), ("c", 4, 0), ("e", 4, 5)]  # fmt: skip
    acts = acts_of(rows).sort_values(["network", "post_id", "at"], ignore_index=True)
    kept, crowded = take_part(acts, 10, 2)
    assert set(kept["person"]) == {"a", "b"}
    assert crowded.empty
    once = {name for name in "abcde" if sum(row[0] == name for row in rows) >= 2}
    assert once == {"a", "b", "c"}, "one pass would leave c, whose partners have gone"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(1, 4), st.integers(0, 40)), max_size=25
    ),
    st.integers(1, 12), st.integers(1, 3),
)  # fmt: skip
def test_the_filter_is_that_of_sets(
    rows: list[tuple[str, int, int]], window: int, least: int
) -> None:
    acts = acts_of(rows).drop_duplicates()
    acts = acts.sort_values(["network", "post_id", "at", "person"], ignore_index=True)
    kept, _ = take_part(acts, window, least)
    found = set(zip(kept["person"], kept["post_id"], kept["at"], strict=True))
    assert found == met_brute(acts, window, least)


def test_expected_meetings_are_those_of_shuffled_times() -> None:
    acts = acts_of(crowd(people=12, posts=6)).drop_duplicates(["person", "post_id"])
    acts = acts.sort_values(["network", "post_id", "at"], ignore_index=True)
    moments = acts.groupby(["network", "post_id", "at"]).size().reset_index(name="acts")
    pairs = pd.DataFrame(combinations(sorted(acts["person"].unique()), 2))
    pairs = pairs.set_axis(["person", "partner"], axis=1).assign(network="vkontakte")
    expected = expected_meetings(pairs, acts, moments, 60)
    rng = np.random.default_rng(3)
    days = [group.to_numpy() for _, group in acts.groupby("post_id")["at"]]
    who = [group.to_numpy() for _, group in acts.groupby("post_id")["person"]]
    total = pd.Series(0.0, index=pd.MultiIndex.from_frame(pairs[["person", "partner"]]))
    for _ in range(400):
        for at, names in zip(days, who, strict=True):
            times = dict(zip(names, rng.permutation(at), strict=True))
            for pair in combinations(sorted(times), 2):
                total[pair] += abs(times[pair[0]] - times[pair[1]]) <= 60
    assert np.abs(total.to_numpy() / 400 - expected).max() < 0.25
    assert total.sum() / 400 == pytest.approx(expected.sum(), rel=0.02)


def test_a_ring_is_found_with_its_share() -> None:
    acts = acts_of([*crowd(), *ring(15)])
    before = acts.copy()
    (row,) = find_coordination(acts).to_dict("records")
    assert row["active_people"] == acts["person"].nunique()
    assert row["people"] == 15
    expected = binomtest(15, row["active_people"]).proportion_ci(method="wilson")
    assert row["share"] == 15 / row["active_people"]
    assert row["share_low"] == pytest.approx(expected.low)
    assert row["share_high"] == pytest.approx(expected.high)
    assert row["clusters"] == 1
    assert row["posts"] == 6
    # Everybody of the ring met everybody on each post.
    assert row["meetings"] == 6 * 15 * 14 / 2
    assert row["meetings_expected"] < row["meetings"] / 3
    assert set(coordinated_people(acts)["person"]) == {f"b{n}" for n in range(15)}
    pd.testing.assert_frame_equal(acts, before)


def test_a_crowd_at_once_is_no_coordination() -> None:
    found = [len(coordinated_people(acts_of(crowd(seed)))) for seed in range(8)]
    assert found == [0] * 8
    (row,) = find_coordination(acts_of(crowd())).to_dict("records")
    assert row["people"] == 0
    assert row["share_low"] == 0 < row["share_high"] < 0.05
    # A thousand reactions within a minute, on two posts.
    viral = [(f"v{n}", p, p * DAY + n % 60) for p in range(2) for n in range(1000)]
    assert coordinated_people(acts_of(viral)).empty


def test_two_people_are_no_group_and_few_are_not_shown() -> None:
    couple = acts_of([*crowd(), *ring(2, posts=12)])
    assert coordinated_people(couple).empty
    assert len(coordinated_people(couple, min_people=2)) == 2
    (row,) = find_coordination(acts_of([*crowd(), *ring(6, posts=12)])).to_dict("records")
    assert row["suppressed"]
    hidden = ["people", "share", "share_low", "share_high", "clusters", "posts", "meetings"]
    assert all(pd.isna(row[name]) for name in hidden)
    # Two groups of six are twelve accounts, but no group that may be counted.
    two = [*crowd(), *ring(6, posts=12), *[(n, p, at + 9_000) for n, p, at in ring(6, 12, "c")]]
    (row,) = find_coordination(acts_of(two)).to_dict("records")
    assert (row["people"], row["clusters"], row["suppressed"]) == (12, 0, False)


def test_so_few_others_that_they_would_be_told_are_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acts = acts_of([*crowd(), *ring(15)])
    found = coordination._search(acts, 10, 2, 3)

    def of_active(active: int) -> dict[str, object]:
        known = replace(found, active=found.active.assign(active_people=active))
        monkeypatch.setattr(coordination, "_search", lambda *_given: known)
        (row,) = find_coordination(acts).to_dict("records")
        return row

    few, many = of_active(15 + 9), of_active(15 + 10)
    assert few["suppressed"]
    assert pd.isna(few["people"])
    assert pd.isna(few["share"])
    assert (many["suppressed"], many["people"]) == (False, 15)
    assert not of_active(15)["suppressed"]


def test_networks_days_and_pages_are_kept_apart() -> None:
    acts = acts_of([*crowd(), *ring(15)])
    other = acts_of(crowd(4)).assign(network="telegram")
    page = acts_of(ring(15, name="own")).assign(by_page=True)
    whole = find_coordination(pd.concat([acts, other, page])).set_index("network")
    assert whole["people"].to_dict() == {"telegram": 0, "vkontakte": 15}
    minutes = acts.assign(precision="minute")
    assert find_coordination(minutes).empty


def test_posts_with_too_dense_crowds_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = [(f"v{n}", p, p * DAY + n % 20) for p in (98, 99) for n in range(80)]
    acts = acts_of([*crowd(), *ring(15), *dense])
    monkeypatch.setattr("smmlab.audience.meetings._MOST_MEETINGS", 2_500)
    (row,) = find_coordination(acts).to_dict("records")
    assert row["crowded_posts"] == 2
    assert row["people"] == 15


def test_engines_agree() -> None:
    import duckdb
    import polars as pl

    acts = acts_of([*crowd(), *ring(15)])
    expected = find_coordination(acts)
    for frame in (pl.from_pandas(acts), duckdb.from_df(acts)):
        pd.testing.assert_frame_equal(find_coordination(frame), expected)
    shuffled = acts.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(find_coordination(shuffled), expected)


def test_findings_say_what_is_known() -> None:
    found = find_coordination(acts_of([*crowd(), *ring(15)]))
    share, meetings, expected = coordination_findings(found, sources=ROWS)
    assert (share.key, share.status) == ("audience.coordination.vkontakte.share", "estimated")
    assert (share.numerator, share.denominator) == (15, found["active_people"].iloc[0])
    assert meetings.value == 630
    assert expected.value == found["meetings_expected"].iloc[0]
    few = find_coordination(acts_of([*crowd(), *ring(6, posts=12)]))
    (hidden,) = coordination_findings(few, sources=ROWS)
    assert (hidden.value, hidden.status) == (None, "unknown")
    (nobody,) = coordination_findings(found.head(0), sources=ROWS)
    assert nobody.status == "unknown"
    (none,) = coordination_findings(find_coordination(acts_of(crowd())), sources=ROWS)
    assert none.value == 0
