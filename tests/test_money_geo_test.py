"""Tests in regions: the power they promise, seasons cancel out, too little plans nothing."""

import numpy as np
import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.money.geo_test import (
    TOO_LONG,
    GeoTest,
    count_weeks,
    effect_test_findings,
    plan_geo_test,
)
from smmlab.money.holdout import design_holdout

ROWS = (Source("orders.csv", 2, 9, 8),)


def test_weeks_are_whole_and_a_week_without_orders_is_zero() -> None:
    monday = 4 * 86_400  # 5 January 1970
    at = [monday - 1, monday, monday + 1, monday + 14 * 86_400, monday + 22 * 86_400]
    orders = pd.DataFrame({"at": [*at, monday], "status": ["paid"] * 5 + ["voided"]})
    weeks = count_weeks(orders)
    assert weeks.to_dict("list") == {
        "week": ["1970-01-05", "1970-01-12", "1970-01-19"], "orders": [2, 0, 1],
    }  # fmt: skip
    # Two hours to the east the last second of Sunday is Monday already.
    assert count_weeks(orders, timezone="Europe/Tallinn")["orders"].tolist() == [0, 1]
    assert count_weeks(orders.iloc[:0]).empty


def test_what_a_geo_test_shows_it_shows_four_times_of_five() -> None:
    rng = np.random.default_rng(4)
    mean, regions, weeks, runs = 50, 8, 6, 20_000
    plan = plan_geo_test(
        pd.DataFrame({"orders": rng.poisson(mean * regions, 400)}), regions=regions, weeks_before=6
    )
    assert plan.overdispersion == pytest.approx(1, abs=0.15)
    lift = float(plan.table.set_index("weeks").loc[weeks, "smallest_lift"])

    def group(orders: float) -> np.ndarray:
        return rng.poisson(orders * regions / 2 * weeks, runs) / (regions / 2 * weeks)

    found = (group(mean * (1 + lift)) - group(mean)) - (group(mean) - group(mean))
    error = mean * lift / (1.959964 + 0.841621)
    assert (found / error > 1.959964).mean() == pytest.approx(0.8, abs=0.02)


def test_a_season_that_all_regions_share_does_not_count() -> None:
    rng = np.random.default_rng(6)
    season = 1 + 0.5 * np.sin(np.arange(52) / 52 * 2 * np.pi)
    total = plan_geo_test(pd.DataFrame({"orders": rng.poisson(2_000 * season)}))
    assert total.overdispersion < 15
    grid = pd.DataFrame(
        [
            {"week": week, "region": region, "orders": rng.poisson(200 * season[week])}
            for week in range(52)
            for region in range(10)
        ]
    )
    by_region = plan_geo_test(grid)
    assert by_region.overdispersion == pytest.approx(1, abs=0.2)
    assert by_region.orders_per_week == pytest.approx(2_000, rel=0.03)


def test_longer_tests_and_more_orders_show_smaller_rises() -> None:
    few, many = (
        plan_geo_test(pd.DataFrame({"orders": [n] * 20})).table["smallest_lift"] for n in (50, 500)
    )
    assert few.is_monotonic_decreasing
    assert (few / many).to_numpy() == pytest.approx(np.sqrt(10))


@pytest.mark.parametrize("orders", [[], [5] * 7, [0] * 30])
def test_too_few_weeks_plan_nothing(orders: list[int]) -> None:
    plan = plan_geo_test(pd.DataFrame({"orders": orders}))
    assert plan.table.empty
    found = effect_test_findings(plan, sources=ROWS)
    assert [one.status for one in found] == ["unknown", "unknown"]
    assert "Export the orders" in found[0].method


def test_regions_must_stand_on_both_sides() -> None:
    weekly = pd.DataFrame({"orders": [9] * 20})
    with pytest.raises(DataError, match="regions"):
        plan_geo_test(weekly, regions=1)
    with pytest.raises(DataError, match="share_held_out"):
        plan_geo_test(weekly, share_held_out=0)


def planned(orders: int) -> GeoTest:
    return plan_geo_test(pd.DataFrame({"orders": [orders] * 30}))


def test_findings_say_how_many_weeks_or_that_it_takes_too_long() -> None:
    lift, weeks = effect_test_findings(planned(500), sources=ROWS)
    assert lift.value == pytest.approx(2.8016 * np.sqrt(1 / 500), rel=1e-3)
    # Of rare orders only the number counts: about 863 with both groups of two shares.
    needed = design_holdout(base_rate=1e-4, lift=0.2).orders
    assert weeks.value == int(np.ceil(needed / 500))
    assert (lift.status, weeks.status) == ("estimated", "estimated")
    _lift, never = effect_test_findings(planned(8), sources=ROWS)
    assert (never.value, never.status, never.method) == (None, "unknown", TOO_LONG)
