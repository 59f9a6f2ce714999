"""What files say for a plan of leads: visits counted once, own counts before cited ranges."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.money.benchmarks import find_priors
from smmlab.money.lead_inputs import rate_of_range
from smmlab.money.lead_measures import (
    ENQUIRY_RANGE,
    cost_of_ads,
    growth_of_pages,
    measure_inputs,
)
from smmlab.schema import conform

DAY = 86_400
RATES = pd.DataFrame({"visits": [30.0, None], "reached": [2000.0, 500.0]})


def posts(n: int = 9) -> pd.DataFrame:
    """Return a post every third day, each reaching 500."""
    return conform(
        pd.DataFrame({"network": "x", "post_id": range(n), "is_own": True, "reach": 500,
                      "at": [k * 3 * DAY for k in range(n)]}), "posts",
    )  # fmt: skip


def visits() -> pd.DataFrame:
    """Two days: 40 unpaid visits and 10 paid ones, and a report of the whole that repeats them."""
    rows = pd.DataFrame(
        [
            ("1970-01-01", "1970-01-01", "google", "organic", 25),
            ("1970-01-01", "1970-01-01", "instagram", "social", 5),
            ("1970-01-02", "1970-01-02", "(direct)", "(none)", 10),
            ("1970-01-02", "1970-01-02", "instagram", "paid_social", 10),
            ("1970-01-01", "1970-01-02", "google", "organic", 25),
        ],
        columns=["day", "to_day", "source", "medium", "sessions"],
    )
    return conform(rows, "visits")


def orders(at: list[int], status: str = "paid") -> pd.DataFrame:
    return conform(pd.DataFrame({"order_id": range(len(at)), "at": at, "status": status}), "orders")


def nothing(table: str) -> pd.DataFrame:
    return conform(pd.DataFrame(), table)


def test_visits_of_overlapping_reports_count_once_and_paid_ones_are_left_out():
    found = measure_inputs(posts(), visits(), orders([60]), RATES)
    assert (found.visits.number, found.visits.days) == (40, 2)


def test_orders_on_the_days_of_the_visits_are_their_results():
    found = measure_inputs(posts(), visits(), orders([60, DAY + 5, 9 * DAY]), RATES)
    prior = find_priors()["order_rate"]
    cited = rate_of_range(prior.low, prior.high)
    assert found.conversion.basis == "own"
    assert found.conversion.a == pytest.approx(cited.a + 2)
    assert found.conversion.b == pytest.approx(cited.b + 50 - 2)
    cancelled = measure_inputs(posts(), visits(), orders([60], "cancelled"), RATES)
    assert cancelled.conversion.basis == "public"


def test_the_days_are_those_of_the_client():
    # One minute after midnight in Tallinn is still the day before by the clock of the world.
    late = [2 * DAY - 3600]
    assert measure_inputs(posts(), visits(), orders(late), RATES).conversion.basis == "own"
    abroad = measure_inputs(posts(), visits(), orders(late), RATES, timezone="Europe/Tallinn")
    assert abroad.conversion.basis == "public"


def test_clicks_are_visits_of_the_people_reached():
    found = measure_inputs(posts(), visits(), orders([]), RATES)
    prior = find_priors()["click_rate"]
    cited = rate_of_range(prior.low, prior.high)
    assert (found.clicks.basis, found.clicks.a - cited.a) == ("own", pytest.approx(30))
    assert found.clicks.b - cited.b == pytest.approx(1970)
    odd = measure_inputs(posts(), visits(), orders([]), RATES.assign(reached=10.0))
    assert odd.clicks.basis == "public"


def test_posts_tell_reach_and_rhythm():
    found = measure_inputs(posts(), nothing("visits"), orders([]), RATES)
    assert found.posts_now == pytest.approx(7 / 3)
    assert found.reach.posts == 9
    old = pd.concat([posts(), posts().assign(at=500 * DAY + posts()["at"], reach=900)])
    assert measure_inputs(old, nothing("visits"), orders([]), RATES).reach.posts == 9
    assert measure_inputs(posts(1), nothing("visits"), orders([]), RATES).posts_now is None


def test_files_that_are_silent_leave_the_cited_ranges():
    found = measure_inputs(nothing("posts"), nothing("visits"), nothing("orders"), RATES.head(0))
    assert (found.conversion.basis, found.clicks.basis) == ("public", "public")
    assert (found.reach, found.visits, found.posts_now) == (None, None, None)
    asked = measure_inputs(posts(), visits(), orders([60]), RATES, counts="enquiries")
    assert asked.conversion == rate_of_range(*ENQUIRY_RANGE, basis="public")


def test_orders_without_visits_and_more_orders_than_visits_are_no_conversion():
    many = measure_inputs(posts(), visits(), orders([60] * 90), RATES)
    assert many.conversion.basis == "public"
    alone = measure_inputs(posts(), nothing("visits"), orders([60]), RATES)
    assert alone.conversion.basis == "public"


@pytest.mark.parametrize(("table", "column"), [("posts", "reach"), ("visits", "sessions")])
def test_a_missing_column_is_named(table, column):
    frames = {"posts": posts(), "visits": visits()}
    frames[table] = frames[table].drop(columns=column)
    with pytest.raises(DataError, match=column):
        measure_inputs(frames["posts"], frames["visits"], orders([]), RATES)


def ads(kinds: list[str], results: list[float], currency: str = "EUR") -> pd.DataFrame:
    frame = {"spend": 50.0, "currency": currency, "results": results, "result_kind": kinds}
    return conform(pd.DataFrame(frame), "ads")


def test_a_cost_is_that_of_the_results_asked_for():
    mixed = ads(["actions:purchase", "actions:lead", "actions:link_click"], [5.0, 10.0, 90.0])
    assert cost_of_ads(mixed, currency="EUR").results == 5
    assert cost_of_ads(mixed, currency="EUR", counts="enquiries").results == 10
    clicks = cost_of_ads(ads(["actions:link_click", "reach"], [90.0, 4000.0]), currency="EUR")
    assert (clicks.of, clicks.spend, clicks.results) == ("visits", 50, 90)
    assert cost_of_ads(mixed, currency="USD") is None
    assert cost_of_ads(ads(["reach"], [4000.0]), currency="EUR") is None
    assert cost_of_ads(nothing("ads"), currency="EUR") is None


def test_pages_without_followers_tell_no_growth():
    names = ["followers_end", "weekly_net", "weekly_net_low", "weekly_net_high"]
    assert growth_of_pages(pd.DataFrame(columns=names)) == (None, 0.0, 0.0)
    two = pd.DataFrame([[1000.0, 14.0, 7.0, 21.0], [500.0, None, None, None]], columns=names)
    followers, growth, error = growth_of_pages(two)
    assert (followers, growth) == (1500, pytest.approx(14 * 30 / 7 / 1500))
    assert error == pytest.approx(14 / 3.92 * 30 / 7 / 1500)
