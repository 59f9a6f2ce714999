"""Months of a page: whole ones only, and a direction only where it can be told."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau, theilslopes

from rival_cases import DAY, START, page_posts, together
from smmlab.rivals.trends import measure_trends, trend_findings


def by_page(posts: pd.DataFrame) -> pd.DataFrame:
    return measure_trends(posts).pages.set_index(["page", "measure"])


def test_months_are_whole_and_a_silent_month_is_a_month_of_none() -> None:
    posts = page_posts("Rival", list(range(1, 41)), every=6)
    posts = posts[~posts["at"].between(START + 59 * DAY, START + 90 * DAY)]
    months = measure_trends(posts).months
    # January and the last month are cut off; March is silent.
    assert months["month"].tolist() == ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
                                        "2026-07"]  # fmt: skip
    assert months["posts"].tolist() == [4, 0, 4, 6, 5, 5]
    assert months["median"].isna().tolist() == [False, True, *[False] * 4]


def test_a_direction_agrees_with_a_second_way_to_count() -> None:
    rising = page_posts("Up", [10 + n + (n * 7) % 5 for n in range(120)])
    noise = page_posts("Flat", list(np.random.default_rng(1).integers(5, 50, 120)))
    posts = together(rising, noise, page_posts("Kaja", list(range(200, 80, -1)), own=True))
    table = by_page(posts)
    assert table["direction"].unstack()["median"].to_dict() == {
        "Up": "up", "Flat": "not_distinguishable", "Kaja": "down"
    }  # fmt: skip
    medians = measure_trends(posts).months.query("page == 'Up'")["median"].to_numpy()
    slope = theilslopes(medians)
    row = table.loc[("Up", "median")]
    assert row["months"] == len(medians) == 10
    assert row["slope"] == pytest.approx(slope.slope)
    assert row["p_value"] == kendalltau(range(10), medians).pvalue
    found = {f.key: f for f in trend_findings(measure_trends(posts), sources=())}
    assert found["rivals.telegram.page.Up.trend_of_response_direction"].value == "up"
    assert found["rivals.telegram.own.Kaja.trend_of_response"].value < 0


def test_few_months_have_no_direction() -> None:
    posts = page_posts("Rival", list(range(60)))
    table = by_page(posts)
    assert set(table["direction"]) == {"too_few"}
    assert {f.status for f in trend_findings(measure_trends(posts), sources=())} == {"unknown"}
    assert measure_trends(page_posts("Kaja", [1] * 200, own=True)).pages.empty


def test_pages_that_go_nowhere_rarely_get_a_direction() -> None:
    rng = np.random.default_rng(8)
    named = [
        by_page(together(*[page_posts(f"P{n}", list(rng.integers(1, 99, 130)), every=3)
                           for n in range(5)]))["direction"].isin(["up", "down"]).any()
        for _ in range(25)
    ]  # fmt: skip
    assert np.mean(named) <= 0.2


def test_the_order_of_rows_changes_nothing() -> None:
    posts = together(page_posts("A", list(range(90)), every=4), page_posts("B", [3] * 90, own=True))
    one, two = measure_trends(posts), measure_trends(posts.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(one.months, two.months)
    pd.testing.assert_frame_equal(one.pages, two.pages)
