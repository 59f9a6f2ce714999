"""A test in regions: the rise in orders it can show, from how the weekly orders swing."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import Finding, Source
from smmlab.money.holdout import LONGEST_WEEKS, check_share, design_holdout
from smmlab.money.orders import counted_orders
from smmlab.schema import require
from smmlab.texts import message

_FEWEST_WEEKS = 8  # of own orders, before their spread says anything
_LIFT, _REGIONS, _GEO_WEEKS = 0.2, 10, 8

_NO_ORDERS = message(
    "The orders cover too few weeks to say how they swing from week to week. Export the orders "
    "of half a year or more."
)
_SMALLEST_LIFT = message(
    "The smallest rise in orders that a test of regions shows in four cases out of five: ten "
    "regions, half of them without the campaign, eight weeks before and eight weeks with it, from "
    "the swing of the orders from week to week in these files."
)
_WEEKS = message(
    "Weeks until a test that holds out half of the people shows a rise in orders by a fifth, in "
    "four cases out of five, at the orders a week in these files; normal formula for two shares."
)
TOO_LONG = message(
    "A test that holds out half of the people would need more than half a year to show a rise in "
    "orders by a fifth: there are too few orders a week."
)


@dataclass(frozen=True)
class GeoTest:
    """What a test in some regions could show, from the swing of the weekly orders.

    Parameters
    ----------
    table
        One row a length of the test: ``weeks``, ``smallest_lift`` (rise in orders that is found
        with the asked power, as a part of them).
    orders_per_week
        Mean of the weeks; missing without orders.
    overdispersion
        Variance from week to week divided by the mean; 1 is pure chance.
    weeks_known
        Whole weeks of orders behind it.
    """

    table: pd.DataFrame
    orders_per_week: float
    overdispersion: float
    weeks_known: int


def count_weeks(orders: pd.DataFrame, *, timezone: str = "UTC") -> pd.DataFrame:
    """Count the orders of each whole week, Monday to Sunday; weeks without orders are zero.

    Parameters
    ----------
    orders
        Canonical orders: ``at``, ``status``. Cancelled and pending ones are left out; the first
        and the last week are, because they may not be whole.
    timezone
        IANA zone of the days.

    Returns
    -------
    DataFrame
        ``week`` (its Monday, ISO date), ``orders``.

    Examples
    --------
    >>> orders = pd.DataFrame({"at": [0, 8 * 86400, 9 * 86400, 22 * 86400], "status": "paid"})
    >>> count_weeks(orders)
             week  orders
    0  1970-01-05       2
    1  1970-01-12       0
    """
    require(orders, ("at", "status"), table="orders")
    kept = counted_orders(orders)
    at = kept["at"].dropna().astype("int64")
    if at.empty:
        nothing = {"week": pd.Series([], dtype="str"), "orders": pd.Series([], dtype="int64")}
        return pd.DataFrame(nothing)
    day = pd.to_datetime(at, unit="s", utc=True).dt.tz_convert(timezone).dt.tz_localize(None)
    monday = day.dt.normalize() - pd.to_timedelta(day.dt.day_of_week, unit="D")
    every = pd.date_range(monday.min(), monday.max(), freq="7D")
    counts = monday.value_counts().reindex(every, fill_value=0).iloc[1:-1]
    return pd.DataFrame(
        {
            "week": pd.array(counts.index.strftime("%Y-%m-%d"), dtype="str"),
            "orders": counts.to_numpy(),
        }
    )


def plan_geo_test(
    weekly: pd.DataFrame,
    *,
    regions: int = _REGIONS,
    share_held_out: float = 0.5,
    weeks_before: int = 8,
    power: float = 0.8,
    level: float = 0.05,
) -> GeoTest:
    """Return the smallest rise in orders that a test in some regions can show, by its length.

    Orders in regions with the campaign are compared with those in regions without it, before
    and during the test (difference in differences). What all regions share, such as a season,
    cancels out.

    Parameters
    ----------
    weekly
        One row a week: ``orders``; or one row a week and region: ``week``, ``region``, ``orders``,
        then the swing left after week and region counts, and ``regions`` is not used.
    regions
        About equal ones that chance can split.
    share_held_out
        Part of the regions without the campaign, 0-1.
    weeks_before
        Weeks of orders before the test that are compared with it.
    power, level
        As in `design_holdout`.

    Returns
    -------
    GeoTest
        Of 2 to 26 weeks; the table is empty with fewer than 8 known weeks or no orders.

    Raises
    ------
    DataError
        When a parameter lies outside its limits or a column is absent.

    References
    ----------
    Vaver, Koehler (2011), Measuring Ad Effectiveness Using Geo Experiments, Google Research.
    McCullagh, Nelder (1989), Generalized Linear Models, section 4.5 (overdispersion). Von Neumann
    (1941), Annals of Mathematical Statistics 12, 367-395 (variance from successive differences).

    Examples
    --------
    >>> test = plan_geo_test(pd.DataFrame({"orders": [90, 110, 100, 100] * 10}))
    >>> round(float(test.table.set_index("weeks").loc[8, "smallest_lift"]), 2)
    0.28
    """
    from scipy.special import ndtri

    require(weekly, ("orders",), table="weekly orders")
    check_share("share_held_out", share_held_out)
    check_share("power", power)
    check_share("level", level)
    by_region = "region" in weekly.columns
    if by_region:
        require(weekly, ("week", "region", "orders"), table="weekly orders")
        regions = int(weekly["region"].nunique())
    without = round(regions * share_held_out)
    per_week, swing, known = _swing(weekly, by_region=by_region)
    nothing = pd.DataFrame({"weeks": [], "smallest_lift": []})
    if known < _FEWEST_WEEKS or not per_week > 0:
        return GeoTest(nothing, per_week, swing, known)
    if not 0 < without < regions or weeks_before < 1:
        raise DataError(
            message(
                "Expected regions with and without the campaign, and a week before it; found "
                "{regions} regions, {without} without it. Choose more regions."
            ),
            {"regions": regions, "without": without},
        )
    weeks = np.arange(2, LONGEST_WEEKS + 1)
    in_region = per_week / regions
    spread = swing * in_region * (1 / without + 1 / (regions - without))
    error = np.sqrt(spread * (1 / weeks + 1 / weeks_before))
    smallest = (float(ndtri(1 - level / 2)) + float(ndtri(power))) * error / in_region
    table = pd.DataFrame({"weeks": weeks, "smallest_lift": smallest})
    return GeoTest(table, per_week, swing, known)


def effect_test_findings(test: GeoTest, *, sources: tuple[Source, ...]) -> list[Finding]:
    """Return what a test in regions could show, and how long one with people would take.

    Parameters
    ----------
    test
        Result of `plan_geo_test` for all orders.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nothing = plan_geo_test(pd.DataFrame({"orders": []}))
    >>> [found.status for found in effect_test_findings(nothing, sources=())]
    ['unknown', 'unknown']
    """
    lift, time = "money.test.smallest_lift", "money.test.weeks"
    if test.table.empty:
        return [
            Finding(key, None, unit, status="unknown", method=_NO_ORDERS, sources=sources)
            for key, unit in ((lift, "share"), (time, "weeks"))
        ]
    smallest = float(test.table.set_index("weeks").loc[_GEO_WEEKS, "smallest_lift"])
    found = [
        Finding(lift, smallest, "share", test.weeks_known, status="estimated",
                method=_SMALLEST_LIFT, sources=sources)
    ]  # fmt: skip
    # Orders are rare among people, so only their number counts, not that of the people.
    rare = 1e-4
    orders = design_holdout(base_rate=rare, lift=_LIFT).orders
    weeks = math.ceil(orders / test.orders_per_week)
    if weeks > LONGEST_WEEKS:
        found.append(
            Finding(time, None, "weeks", status="unknown", method=TOO_LONG, sources=sources)
        )
    else:
        found.append(
            Finding(time, weeks, "weeks", test.weeks_known, status="estimated", method=_WEEKS,
                    sources=sources)
        )  # fmt: skip
    return found


def _swing(weekly: pd.DataFrame, *, by_region: bool) -> tuple[float, float, int]:
    """Return orders a week, their variance over their mean, and the weeks known."""
    if not by_region:
        orders = weekly["orders"].to_numpy(np.float64)
        known = len(orders)
        if not known:
            return float("nan"), float("nan"), 0
        mean = float(orders.mean())
        # From week to week, so that a slow season, which all regions share, does not count.
        apart = float((np.diff(orders) ** 2).mean()) / 2 if known > 1 else float("nan")
        spread = apart / mean if mean > 0 else float("nan")
    else:
        grid = weekly.pivot_table(
            index="week", columns="region", values="orders", aggfunc="sum", fill_value=0
        ).to_numpy(np.float64)
        known, total = len(grid), float(grid.sum())
        mean = total / known if known else float("nan")
        degrees = (grid.shape[0] - 1) * (grid.shape[1] - 1)
        if not total or not degrees:
            return mean, float("nan"), known
        fitted = np.outer(grid.sum(axis=1), grid.sum(axis=0)) / total
        left = np.divide((grid - fitted) ** 2, fitted, out=np.zeros_like(grid), where=fitted > 0)
        spread = float(left.sum() / degrees)
    # Orders are never steadier than chance; a lower figure is luck.
    return mean, max(spread, 1.0), known
