"""Lifetimes from exports, comments and reposts: found again, bracketed, or said to be unknown."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from lifetime_cases import EXPORTED, HOUR, acts_at, exports_of, none_of, posts_of
from smmlab.content.ageing import SETTLED_HOURS
from smmlab.content.lifetime import CLAIM_HOURS, judge_claim, measure_lifetime
from smmlab.content.lifetime_findings import lifetime_findings
from smmlab.errors import DataError


def _comments(posts: pd.DataFrame, mean: float, each: int = 40, seed: int = 1) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    post = np.repeat(np.arange(len(posts)), each)
    return acts_at(posts, post, dice.exponential(mean, len(post)))


def test_comments_give_the_half_life_and_the_shares_of_their_law() -> None:
    posts = posts_of(60)
    found = measure_lifetime(posts, none_of("snapshots"), _comments(posts, 20.0))
    row = found.summary.iloc[0]
    assert (row["source"], row["posts"], row["events"]) == ("comments", 60, 2400)
    assert row["low"] < 20 * np.log(2) < row["high"]
    assert row["checked_half_life"] == pytest.approx(row["half_life_hours"], rel=0.02)
    expected = 1 - np.exp(-np.array([24, 48, 72]) / 20)
    assert found.shares["share"].to_numpy() == pytest.approx(expected, abs=0.02)
    assert (found.shares["low"] <= expected).all()
    assert (found.shares["high"] >= expected).all()
    assert found.decays["telegram", "Kaja"].law == "exponential"
    assert found.unknown == ()


def test_shares_are_counts_over_counts() -> None:
    posts = posts_of(12)
    hours = np.tile([1.0, 30.0, 60.0, 100.0, 2000.0], 12)
    acts = acts_at(posts, np.repeat(np.arange(12), 5), hours)
    shares = measure_lifetime(posts, none_of("snapshots"), acts).shares
    assert shares["events_by"].tolist() == [12, 24, 36]
    assert shares["events"].tolist() == [60, 60, 60]
    assert shares["share"].tolist() == pytest.approx([0.2, 0.4, 0.6])


def test_young_posts_and_rough_clocks_do_not_count() -> None:
    posts = posts_of(30)
    young = EXPORTED - SETTLED_HOURS * HOUR
    posts.loc[:4, "at"] = young + 60
    posts.loc[5:7, "at"] = young
    posts.loc[8:10, "precision"] = "day"
    post = np.repeat(np.arange(30), 5)
    found = measure_lifetime(
        posts, none_of("snapshots"), acts_at(posts, post, np.tile([1.0, 2, 3, 4, 5], 30))
    )
    assert found.summary["posts"].tolist() == [22]
    rough = _comments(posts, 5.0).assign(precision="day")
    assert measure_lifetime(posts, none_of("snapshots"), rough).unknown == ("telegram",)


def test_repeated_exports_come_first_and_say_what_lies_between() -> None:
    posts = posts_of(12)
    exports = exports_of(posts, [24, 48, 72, 300], [50, 70, 90, 100])
    found = measure_lifetime(posts, exports, _comments(posts, 500.0))
    assert found.summary["source"].tolist() == ["exports"]
    assert found.shares["share"].tolist() == pytest.approx([0.5, 0.7, 0.9])
    assert found.shares["between_exports"].tolist() == [0, 0, 0]
    assert found.summary["half_life_hours"].tolist() == pytest.approx([24])
    near = exports_of(posts, [20, 30, 60, 80, 300], [45, 60, 75, 90, 100])
    told = measure_lifetime(posts, near, none_of("interactions")).shares
    straight = 45 + 15 * np.log(25 / 21) / np.log(31 / 21)
    assert told["share"].iloc[0] == pytest.approx(straight / 100)
    assert told["between_exports"].tolist() == pytest.approx([0.15, 0.15, 0.15])


@pytest.mark.parametrize(
    ("ages", "counts"),
    [([300], [100]), ([96, 300], [60, 100]), ([24, 48, 72, 200], [50, 70, 90, 100])],
)
def test_exports_that_leave_the_age_open_do_not_tell(ages: list[float], counts: list[int]) -> None:
    posts = posts_of(12)
    found = measure_lifetime(posts, exports_of(posts, ages, counts), none_of("interactions"))
    assert found.unknown == ("telegram",)
    assert found.shares.empty


def test_likes_that_are_taken_back_do_not_turn_the_share_round() -> None:
    posts = posts_of(12)
    exports = exports_of(posts, [24, 48, 72, 300], [50, 100, 90, 95])
    assert measure_lifetime(posts, exports, none_of("interactions")).shares[
        "share"
    ].tolist() == pytest.approx([0.5, 1, 1])


def test_reposts_stand_in_where_there_are_no_comments() -> None:
    posts = posts_of(12)
    post = np.repeat(np.arange(12), 10)
    acts = acts_at(posts, post, np.tile(np.arange(10.0) + 1, 12), kind="share")
    assert measure_lifetime(posts, none_of("snapshots"), acts).summary["source"].iloc[0] == (
        "reposts"
    )
    assert measure_lifetime(posts, none_of("snapshots"), acts.assign(kind="reaction")).unknown == (
        "telegram",
    )


@pytest.mark.parametrize(
    ("mean", "verdict"), [(12.0, "supports"), (60.0, "contradicts"), (27.0, "cannot_tell")]
)
def test_the_claim_of_three_days_is_judged_on_the_best_posts(mean: float, verdict: str) -> None:
    posts = posts_of(100)
    found = measure_lifetime(posts, none_of("snapshots"), _comments(posts, mean, 60))
    row = found.summary.iloc[0]
    assert row["top_posts"] == 10
    assert row["verdict"] == verdict
    assert row["top_low"] <= row["top_share"] <= row["top_high"]


def test_the_best_posts_decide_and_not_the_others() -> None:
    posts = posts_of(100, step_hours=12)
    post = np.repeat(np.arange(100), 50)
    hours = np.where(post >= 90, 5.0, 200.0)
    found = measure_lifetime(posts, none_of("snapshots"), acts_at(posts, post, hours))
    assert found.summary["verdict"].tolist() == ["supports"]
    assert found.shares["share"].iloc[-1] == pytest.approx(0.1)


def test_too_few_best_posts_leave_the_claim_open() -> None:
    posts = posts_of(99 - 10)
    found = measure_lifetime(posts, none_of("snapshots"), _comments(posts, 3.0))
    assert found.summary["verdict"].tolist() == ["cannot_tell"]
    assert found.summary["top_posts"].tolist() == [0]


def test_verdicts_have_sharp_ends() -> None:
    assert CLAIM_HOURS == 72
    assert judge_claim(0.95, 1.0) == "supports"
    assert judge_claim(0.949, 1.0) == "cannot_tell"
    assert judge_claim(0.2, 0.8999) == "contradicts"
    assert judge_claim(0.2, 0.9) == "cannot_tell"


def test_types_are_told_apart_where_there_are_enough() -> None:
    posts = posts_of(40)
    types = posts[["network", "post_id"]].assign(
        type=["laugh"] * 15 + ["medal"] * 20 + ["none"] * 5
    )
    post = np.repeat(np.arange(40), 10)
    hours = np.where(post < 15, 4.0, 50.0)
    found = measure_lifetime(
        posts, none_of("snapshots"), acts_at(posts, post, hours), types=types
    ).types.set_index("type")
    assert found.index.tolist() == ["laugh", "medal"]
    assert found["posts"].tolist() == [15, 20]
    assert found.loc["laugh", "half_life_hours"] < 6 < found.loc["medal", "half_life_hours"]


def test_nothing_is_mutated_order_does_not_matter_and_engines_agree() -> None:
    posts = posts_of(30)
    acts, kept = _comments(posts, 30.0), _comments(posts, 30.0)
    one = measure_lifetime(posts, none_of("snapshots"), acts, seed=4)
    pd.testing.assert_frame_equal(acts, kept)
    other = measure_lifetime(
        posts, none_of("snapshots"), acts.sample(frac=1, random_state=1), seed=4
    )
    pd.testing.assert_frame_equal(one.curve, other.curve)
    with duckdb.connect() as connection:
        third = measure_lifetime(posts, none_of("snapshots"), connection.from_df(acts), seed=4)
    pd.testing.assert_frame_equal(one.shares, third.shares)
    pd.testing.assert_frame_equal(one.summary, third.summary)


def test_findings_carry_counts_or_say_what_to_do() -> None:
    posts = pd.concat([posts_of(100), posts_of(5, network="facebook")])
    acts = _comments(posts_of(100), 20.0)
    found = measure_lifetime(posts, none_of("snapshots"), acts)
    told = {item.key: item for item in lifetime_findings(found, sources=())}
    share = told["content.lifetime.telegram.share_24h"]
    assert share.value == pytest.approx(share.numerator / share.denominator)  # type: ignore[operator]
    assert share.status == "estimated"
    assert told["content.lifetime.telegram.verdict"].value in ("supports", "cannot_tell")
    unknown = told["content.lifetime.facebook.half_life_hours"]
    assert unknown.status == "unknown"
    assert "Export the same posts again" in unknown.method
    nothing = measure_lifetime(none_of("posts"), none_of("snapshots"), none_of("interactions"))
    assert [item.key for item in lifetime_findings(nothing, sources=())] == ["content.lifetime"]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="precision"):
        measure_lifetime(
            posts_of(3).drop(columns="precision"), none_of("snapshots"), none_of("interactions")
        )


def test_replies_and_reposts_give_the_reproduction_number() -> None:
    posts = posts_of(20)
    post = np.repeat(np.arange(20), 8)
    acts = acts_at(posts, post, np.tile(np.arange(8.0) + 1, 20))
    acts["kind"] = pd.array(["comment", "comment", "comment", "reply"] * 40, dtype="str")
    found = measure_lifetime(posts, none_of("snapshots"), acts)
    talk = found.reproductions["telegram", "Kaja"]
    assert (talk.number, talk.low, talk.high) == pytest.approx((0.25, 0.25, 0.25))
    told = {item.key: item for item in lifetime_findings(found, sources=())}
    assert told["content.lifetime.telegram.reproduction"].unit == "replies per comment"

    reposts = measure_lifetime(posts, none_of("snapshots"), acts.assign(kind="share"))
    passed_on = reposts.reproductions["telegram", "Kaja"]
    # Twenty posts and 160 reposts: finished cascades of nine.
    assert passed_on.number == pytest.approx(1 - 1 / 9, abs=0.01)
    assert (passed_on.cascades, passed_on.events) == (20, 180)
    again = measure_lifetime(posts, exports_of(posts, [24, 48, 72, 300], [5, 7, 9, 10]), acts)
    assert again.reproductions == {}
