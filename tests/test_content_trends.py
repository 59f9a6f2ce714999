"""Trends of terms: nothing where nothing changes, what changes, and nobody pointed at."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, mannwhitneyu, norm, t

from smmlab.content.languages_mix import compare_languages
from smmlab.content.rate_change import compare_rates
from smmlab.content.trend_findings import language_findings, trend_findings
from smmlab.content.trends import find_trends
from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.intervals import wilson_interval
from smmlab.schema import conform

DAY = 86_400
ROWS = (Source("posts.csv", 2, 60, 41),)


def draw(seed: int = 0, *, size: int = 200, **columns: object) -> pd.DataFrame:
    """Draw posts of three pages whose twenty tags never change, nor matter."""
    dice = np.random.default_rng(seed)
    has = dice.random((size, 20)) < dice.uniform(0.03, 0.4, 20)
    page = dice.choice(["a", "b", "c"], size)
    frame = {
        "network": "instagram", "page": page, "is_own": page != "b", "precision": "day",
        "post_id": [str(n) for n in range(size)],
        "at": np.sort(dice.integers(0, 200, size)) * DAY,
        "text": ["x " + " ".join(f"#t{chr(97 + n)}" for n in np.flatnonzero(row)) for row in has],
        "reactions": dice.poisson(dice.gamma(1.2, 20, size)), **columns,
    }  # fmt: skip
    return conform(pd.DataFrame(frame), "posts")


def talk(texts: list[str], people: list[int], days: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {"network": "x", "person": [f"p{n}" for n in people], "text": texts, "language": "en",
         "at": pd.array([day * DAY for day in days], dtype="Int64")}
    )  # fmt: skip


def test_at_most_one_data_set_in_twenty_shows_a_change_that_is_none() -> None:
    changes = responses = 0
    for seed in range(40):
        trends = find_trends(draw(seed), timezone="UTC", kind="hashtag")
        changes += bool(trends["verdict"].isin(["rising", "fading"]).any())
        responses += bool(trends["lift_verdict"].isin(["more", "less"]).any())
    assert changes <= 2
    assert responses <= 2


def test_the_rate_ratio_is_that_of_a_published_example() -> None:
    # poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)) in the manual of R.
    ratio, low, high, _ = compare_rates([11], [21], [800 / (800 + 3011)])
    found = [*ratio, *low, *high]
    assert found == pytest.approx([1.971488, 0.8584264, 4.2772659], rel=1e-6)


@pytest.mark.parametrize(("recent", "earlier", "part"), [(3, 9, 0.4), (0, 12, 0.2), (8, 0, 0.5)])
def test_the_p_value_is_twice_the_smaller_tail(recent: int, earlier: int, part: float) -> None:
    total = recent + earlier
    tails = binom.cdf(recent, total, part), binom.sf(recent - 1, total, part)
    ratio, low, high, p = compare_rates([recent], [earlier], [part])
    assert p[0] == pytest.approx(min(1, 2 * min(tails)))
    assert low[0] <= ratio[0] <= high[0]
    assert (low[0] > 1 or high[0] < 1) == (p[0] < 0.05)
    assert np.isnan(compare_rates([0], [0], [part])).all()


def test_a_dispersion_of_few_weeks_makes_the_interval_wider_and_the_p_value_larger() -> None:
    _, low, high, p = compare_rates([30], [40], [0.3])
    free = np.array([3, 30])
    _, wide_low, wide_high, wide_p = compare_rates([30], [40], [0.3], free=free)
    assert wide_p == pytest.approx(2 * t.cdf(norm.ppf(p[0] / 2), free))
    assert wide_low[0] < wide_low[1] < low[0] < high[0] < wide_high[1] < wide_high[0]
    _, told_low, told_high, _ = compare_rates(
        [30], [40], [0.3], confidence=1 - 2 * norm.cdf(t.ppf(0.025, 3))
    )
    assert (wide_low[0], wide_high[0]) == pytest.approx((told_low[0], told_high[0]))


def test_a_term_that_comes_and_one_that_goes() -> None:
    days = [n // 2 for n in range(280)]
    texts = [f"x {'#new' if day >= 112 else ''} {'#old' if day < 112 else ''}" for day in days]
    posts = conform(
        pd.DataFrame({"network": "telegram", "page": "Kaja", "is_own": True, "precision": "day",
                      "post_id": [str(n) for n in range(280)], "at": [d * DAY for d in days],
                      "text": texts}), "posts")  # fmt: skip
    before = posts.copy()
    trends = find_trends(posts, timezone="UTC", kind="hashtag").set_index("term")
    assert trends["verdict"].to_dict() == {"old": "fading", "new": "rising"}
    new = trends.loc["new"]
    assert (new["recent"], new["recent_of"], new["earlier"], new["earlier_of"]) == (56, 56, 0, 224)
    assert new["since"] == "1970-04-23"
    assert np.isinf(new["rate_ratio"])
    assert new["low"] == wilson_interval([56], [280])[0][0]
    pd.testing.assert_frame_equal(posts, before)
    # Half of the weeks of the new term are not recent now.
    shorter = find_trends(posts, timezone="UTC", kind="hashtag", weeks=2).set_index("term")
    assert (shorter.loc["new", "recent"], shorter.loc["new", "earlier"]) == (28, 28)


def test_a_page_that_arrives_is_no_trend() -> None:
    posts = draw(1, size=300)
    late = posts["at"] > 172 * DAY
    posts["page"] = posts["page"].mask(late & (posts["page"] == "c"), "new")
    posts["text"] = posts["text"].where(posts["page"] != "new", posts["text"] + " #arrived")
    trends = find_trends(posts, timezone="UTC", kind="hashtag").set_index("term")
    assert trends.loc["arrived", "texts"] >= 10
    assert trends.loc["arrived", "verdict"] == "too_few"


def test_posts_with_a_term_that_earn_more() -> None:
    posts = draw(2, size=400, reactions=None)
    with_term = posts["text"].str.contains("#ta")
    dice = np.random.default_rng(0)
    # Pages differ tenfold; the term doubles the response on each.
    usual = posts["page"].map({"a": 20, "b": 200, "c": 2000}).to_numpy() * np.where(with_term, 2, 1)
    posts["reactions"] = pd.array(dice.poisson(usual * dice.gamma(9, 1 / 9, 400)), dtype="Int64")
    trends = find_trends(posts, timezone="UTC", kind="hashtag", seed=3)
    row = trends[(trends["whose"] == "own") & (trends["term"] == "ta")].iloc[0]
    assert row["lift_verdict"] == "more"
    assert row["lift_low"] < 2 < row["lift_high"]
    assert row["lift_low"] < row["lift"] < row["lift_high"]
    assert (trends["lift_verdict"] == "more").sum() <= 2
    own = posts[posts["page"] != "b"]
    rank = own.groupby("page")["reactions"].rank()
    rank = (rank - 0.5) / own.groupby("page")["reactions"].transform("size")
    has = own["text"].str.contains("#ta")
    expected = mannwhitneyu(rank[has], rank[~has], method="asymptotic").pvalue
    assert row["lift_p"] == pytest.approx(expected)


def test_no_term_of_fewer_than_ten_people_is_shown() -> None:
    texts = ["cake"] * 10 + ["tea"] * 30
    said = talk(texts, [*range(10), *([0, 1, 2] * 10)], [39, *range(1, 40)])
    trends = find_trends(draw().iloc[:0], said, timezone="UTC", kind="topic")
    assert trends["term"].tolist() == ["cake"]
    assert trends["people"].tolist() == [10]
    # Not even their part of it: nine of the ten wrote in the earlier weeks.
    assert trends[["recent", "earlier", "rate_ratio", "p_value"]].isna().all(axis=None)


def test_a_person_counts_once_a_week() -> None:
    people = list(range(20)) * 8
    days = [0] * 80 + [60] * 80
    trends = find_trends(
        draw().iloc[:0], talk(["cake"] * 160, people, days), timezone="UTC", kind="topic"
    )
    row = trends.iloc[0]
    assert (row["texts"], row["recent"], row["earlier"]) == (160, 20, 20)
    assert row["verdict"] == "steady"
    assert row["lift_verdict"] != row["lift_verdict"]


def test_few_texts_get_no_verdict_and_rare_terms_no_row() -> None:
    posts = draw(size=60)
    posts["text"] = ["#rare"] * 4 + ["#some"] * 9 + ["x"] * 47
    posts["is_own"] = True
    trends = find_trends(posts, timezone="UTC", kind="hashtag")
    assert trends["term"].tolist() == ["some"]
    assert trends["verdict"].tolist() == trends["lift_verdict"].tolist() == ["too_few"]


def test_nothing_gives_nothing_and_wrong_words_are_named() -> None:
    none = draw().iloc[:0]
    trends = find_trends(none, talk([], [], []), timezone="UTC", kind="topic")
    assert trends.empty
    (finding,) = trend_findings(trends, sources=())
    assert finding.status == "unknown"
    assert language_findings(compare_languages(none), sources=())[0].status == "unknown"
    with pytest.raises(DataError):
        find_trends(none, timezone="UTC", kind="word")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        find_trends(none, timezone="UTC", kind="topic", weeks=0)
    with pytest.raises(DataError):
        find_trends(draw(), timezone="Mars/Base", kind="topic")


def test_findings_name_each_number_once_and_never_more_people_than_allowed() -> None:
    trends = find_trends(draw(3), timezone="UTC", kind="hashtag")
    found = trend_findings(trends, sources=ROWS)
    keys = [finding.key for finding in found]
    assert len(set(keys)) == len(keys)
    assert all(key.count(".") == 5 for key in keys)
    first = trends.iloc[0]
    told = {finding.key: finding for finding in found}
    share = told[f"content.trends.own.hashtag.{first['term']}.share"]
    assert (share.numerator, share.denominator) == (first["texts"], first["of"])
    assert told[share.key.replace("share", "trend")].value in ("not_distinguishable", "too_few")


def test_the_language_of_comments_differs_from_that_of_posts() -> None:
    posts = pd.DataFrame(
        {"is_own": [True] * 40 + [False], "text": ["Kas sa tead, kus see on?"] * 41}
    )
    said = pd.DataFrame(
        {"network": "x", "person": [f"p{n}" for n in range(49)],
         "language": ["ru"] * 30 + ["et"] * 10 + ["en"] * 9}
    )  # fmt: skip
    mix = compare_languages(posts, said).set_index(["whose", "language"])
    assert mix.loc[("comments", "ru"), "verdict"] == "more"
    assert mix.loc[("comments", "et"), "verdict"] == "less"
    assert mix.loc[("rivals", "et"), "verdict"] == "too_few"
    # Nine people are shown nowhere, not even in the total.
    assert ("comments", "en") not in mix.index
    assert mix.loc[("comments", "ru"), "of"] == 40
    assert mix.loc[("comments", "ru"), "share"] == 0.75
    found = {item.key: item for item in language_findings(mix.reset_index(), sources=ROWS)}
    assert found["content.language_mix.comments.ru.verdict"].value == "more"
    assert "content.language_mix.own.et.verdict" not in found


def test_what_stands_out_is_told_first() -> None:
    trends = find_trends(draw(4), timezone="UTC", kind="hashtag")
    last = trends.index[trends["whose"] == "own"][-1]
    trends.loc[last, "verdict"] = "fading"
    first = trend_findings(trends, sources=ROWS)[0]
    assert first.key == f"content.trends.own.hashtag.{trends.loc[last, 'term']}.share"
