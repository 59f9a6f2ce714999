"""Pages side by side: like with like, honest about small numbers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from rival_cases import DAY, START, page_posts, together
from smmlab.errors import DataError
from smmlab.rivals.benchmark_findings import benchmark_findings
from smmlab.rivals.benchmarks import compare_pages

RNG = np.random.default_rng(11)


def counts(middle: float, n: int = 40) -> list[int]:
    return list(RNG.poisson(RNG.gamma(4, middle / 4, size=n)))


def rows(posts: pd.DataFrame, daily: pd.DataFrame | None = None, **more: object) -> pd.DataFrame:
    return compare_pages(posts, daily, **more).set_index("page")  # type: ignore[arg-type]


def test_every_page_is_measured_over_the_same_days_with_the_same_counts() -> None:
    ours = page_posts("Kaja", list(range(40)), own=True, comments=9)
    theirs = page_posts("Rival", list(range(100, 140)), start=30)
    table = rows(together(ours, theirs))
    start, end = START + 30 * DAY, START + 117 * DAY
    assert set(table["from_at"]) == {start}
    assert set(table["to_at"]) == {end}
    inside = {"Kaja": np.arange(10, 40), "Rival": np.arange(100, 130)}
    for page, reactions in inside.items():
        assert table.loc[page, "posts"] == len(reactions) == 30
        assert table.loc[page, "median"] == np.median(reactions)
        assert table.loc[page, "posts_per_week"] == pytest.approx(30 / (87 / 7))
        assert table.loc[page, "longest_gap_days"] == 2
    assert set(table["counted"]) == {"reactions"}
    test = mannwhitneyu(inside["Rival"], inside["Kaja"])
    assert table.loc["Rival", "p_value"] == pytest.approx(test.pvalue)
    assert table["verdict"].to_dict() == {"Kaja": "own", "Rival": "better"}


def test_verdicts_name_both_directions_and_admit_what_cannot_be_told() -> None:
    posts = together(
        page_posts("Kaja", counts(30), own=True), page_posts("High", counts(120)),
        page_posts("Low", counts(5)), page_posts("Same", counts(30)),
        page_posts("Few", counts(300, 7), every=18), page_posts("Mute", [np.nan] * 40),
        page_posts("Old", counts(300), start=-900),
    )  # fmt: skip
    table = rows(posts)
    assert table["verdict"].to_dict() == {
        "Kaja": "own", "High": "better", "Same": "not_distinguishable", "Low": "worse",
        "Few": "too_few", "Mute": "no_counts", "Old": "other_period",
    }  # fmt: skip
    assert table.loc["Few", "posts"] == 7
    assert np.isnan(table.loc["Few", "median_low"])
    found = {f.key: f for f in benchmark_findings(compare_pages(posts), sources=())}
    for page in ("Few", "Mute"):
        assert found[f"rivals.telegram.page.{page}.median"].status == "unknown"
    assert found["rivals.telegram.page.Old.posts"].status == "unknown"
    assert "same months" in found["rivals.telegram.page.Old.posts"].method
    assert "rivals.telegram.own.Kaja.verdict" not in found
    high = found["rivals.telegram.page.High.median"]
    assert high.low <= high.value <= high.high


def test_many_equal_rivals_rarely_get_a_verdict() -> None:
    rng, named, tested = np.random.default_rng(2), 0, 0
    for _ in range(30):
        frames = [page_posts(f"P{n}", list(rng.poisson(rng.gamma(2, 10, 25))), own=n == 0)
                  for n in range(11)]  # fmt: skip
        table = compare_pages(together(*frames))
        named += table["verdict"].isin(["better", "worse"]).any()
        tested += 1
    # The chance that anything at all is named wrongly is held at one in twenty.
    assert named / tested <= 0.2


def daily(page: str, days: list[int], value: float, network: str = "telegram") -> pd.DataFrame:
    written = [pd.Timestamp(START + day * DAY, unit="s").date().isoformat() for day in days]
    return pd.DataFrame({"network": network, "page": page, "metric": "followers", "day": written,
                         "value": float(value)})  # fmt: skip


def test_followers_count_only_where_they_are_known_at_that_time() -> None:
    posts = together(page_posts("Kaja", [10] * 40, own=True), page_posts("Rival", [30] * 40))
    known = pd.concat([daily("Kaja", [0, 60, 117], 500), daily("Rival", [0], 3000)])
    table = rows(posts, known)
    assert table.loc["Kaja", "followed_posts"] == 40
    assert table.loc["Kaja", "per_thousand"] == pytest.approx(20)
    # A month after the only known number nothing is known of the rival's followers.
    assert table.loc["Rival", "followed_posts"] == 11
    assert table.loc["Rival", "per_thousand"] == pytest.approx(10)
    rate = next(f for f in benchmark_findings(compare_pages(posts, known), sources=())
                if f.key == "rivals.telegram.page.Rival.per_thousand")  # fmt: skip
    assert rate.value == pytest.approx(rate.numerator / rate.denominator)
    alone = rows(posts, daily("Rival", [0], 3000, network="vkontakte"))
    assert alone["per_thousand"].isna().all()
    with pytest.raises(DataError, match="metric"):
        compare_pages(posts, pd.DataFrame({"network": ["x"]}))


def test_rates_by_views_need_the_views_of_both_in_the_same_metrics() -> None:
    ours = page_posts("Kaja", [10] * 20, own=True, views=200, metrics_name="telegram")
    theirs = page_posts("Rival", [30] * 20, views=1500, metrics_name="telegram")
    table = rows(together(ours, theirs))
    assert table["engagement_rate"].to_dict() == pytest.approx({"Kaja": 0.05, "Rival": 0.02})
    assert set(table["base_name"]) == {"views"}
    other = rows(together(ours, theirs.assign(metrics_name="a tool")))
    blind = rows(together(ours, theirs.assign(views=pd.NA).astype({"views": "Int64"})))
    assert other["engagement_rate"].isna().all()
    assert blind["engagement_rate"].isna().all()


def test_networks_without_a_rival_are_left_out_and_none_says_what_to_fetch() -> None:
    alone = page_posts("Kaja", [1] * 20, own=True)
    assert compare_pages(alone).empty
    (finding,) = benchmark_findings(compare_pages(alone), sources=())
    assert finding.status == "unknown"
    assert "rivals' pages" in finding.method
    rival = page_posts("Rival", [1] * 20, network="vkontakte")
    table = compare_pages(together(alone, rival))
    assert table["network"].tolist() == ["vkontakte"]
    assert table["verdict"].tolist() == ["too_few"]
    with pytest.raises(DataError, match="Europe/Tallinn"):
        compare_pages(together(alone, rival), timezone="Mars/Base")


def test_names_with_dots_and_without_names_make_keys_of_their_own() -> None:
    ours = page_posts("kaja.ee", [1] * 20, own=True)
    same, bare = page_posts("kaja.ee", [2] * 20), page_posts(None, [2] * 20)
    found = benchmark_findings(compare_pages(together(ours, same, bare)), sources=())
    keys = [finding.key for finding in found]
    assert len(set(keys)) == len(keys)
    pages = {key.split(".")[3] for key in keys if key.split(".")[2] in ("own", "page")}
    assert pages == {"kaja․ee", "file"}


def test_rivals_who_earn_more_and_less_are_counted_of_those_compared() -> None:
    posts = together(
        page_posts("Kaja", counts(30), own=True), page_posts("High", counts(120)),
        page_posts("Higher", counts(200)), page_posts("Low", counts(5)),
        page_posts("Few", counts(300, 7), every=18),
    )  # fmt: skip
    found = {f.key: f for f in benchmark_findings(compare_pages(posts), sources=())}
    more, less = (found[f"rivals.telegram.earn_{side}"] for side in ("more", "less"))
    assert (more.value, more.n, more.denominator) == (2, 3, 3)
    assert less.value == 1


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_order_changes_nothing_and_neither_does_a_scale_of_all_counts(data: st.DataObject) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    pages = data.draw(st.integers(2, 5))
    frames = [page_posts(f"P{n}", list(rng.integers(0, 50, rng.integers(3, 30))), own=n == 0)
              for n in range(pages)]  # fmt: skip
    posts = together(*frames)
    table = compare_pages(posts)
    mixed = together(*data.draw(st.permutations(frames))).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(table, compare_pages(mixed))
    factor = data.draw(st.integers(2, 9))
    larger = compare_pages(posts.assign(reactions=posts["reactions"] * factor))
    again = larger.set_index(["network", "page"]).loc[list(zip(table["network"], table["page"],
                                                               strict=True))]  # fmt: skip
    assert again["verdict"].tolist() == table["verdict"].tolist()
    assert np.allclose(again["median"], table["median"] * factor, equal_nan=True)
    assert table["from_at"].nunique() <= 1


def test_a_second_page_of_ours_that_was_silent_then_is_unknown_and_stops_nothing() -> None:
    quiet = page_posts("Old", counts(5, 6), own=True, start=900)
    posts = together(
        page_posts("Kaja", counts(10), own=True), quiet, page_posts("Rival", counts(9))
    )
    found = {f.key: f for f in benchmark_findings(compare_pages(posts), sources=())}
    assert found["rivals.telegram.own.Old.posts"].status == "unknown"
    assert found["rivals.telegram.own.Kaja.posts"].value == 40
