"""Customers by the network that won them: who bought again, and what each has brought by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import Finding, Source
from smmlab.intervals import newcombe_interval, wilson_interval
from smmlab.money.order_value import LEAST_ORDERS, mean_interval
from smmlab.money.orders import counted_orders
from smmlab.money.tagged_visits import local_days
from smmlab.money.utm import UNTAGGED
from smmlab.reduce.clock import DAY
from smmlab.reduce.money import THOUSANDTHS
from smmlab.schema import require
from smmlab.texts import message

By = Literal["network", "month"]
Lack = Literal["", "no_customers", "too_few"]

ALL = "all"
"""Name of the row of all customers together."""
AGES = (30, 90, 180)
"""Days since the first order at which customers are looked at."""
LEAST_CUSTOMERS = LEAST_ORDERS
"""Figures of fewer customers are withheld: they tell of chance, and of single people."""

COHORT_LACKS = MappingProxyType(
    {
        "no_customers": message(
            "The orders do not say who bought and when. Export the orders of the shop with the "
            "e-mail or the customer column, so that orders of one customer can be put together."
        ),
        "too_few": message(
            "No group of at least thirty customers has been known for a month, so nothing can be "
            "said of who buys again. Export the orders since the shop was opened."
        ),
    }
)
_AGAIN = message(
    "Customers who bought on another day within so many days of their first order, among those "
    "known for so long; Wilson interval. A first order in the files need not be the first ever: "
    "who bought before the files begin is taken for new."
)
_VALUE = message(
    "Money of one customer within these days of the first order in these files, that order "
    "included, before refunds; BCa bootstrap interval, with few customers that of a studentised "
    "bootstrap."
)
_WITHHELD = message(
    "Fewer than thirty customers, or needed to hide such a group: withheld. A longer period of "
    "orders would tell."
)
_DIFFERENCE = message(
    "Difference of the shares that bought again; Newcombe interval, widened for the number of "
    "pairs compared. Customers of different networks differ in more than the network."
)

_NEEDED = ("customer", "at", "amount", "currency", "status", "utm_source", "utm_medium",
           "utm_campaign", "utm_content")  # fmt: skip
_TABLE = ("name", "age", "customers", "again", "share", "share_low", "share_high", "suppressed")
_VALUES = ("name", "age", "currency", "customers", "value", "value_low", "value_high")
_DIFFERENCES = ("age", "name", "other", "difference", "low", "high", "is_clear")


@dataclass(frozen=True)
class CustomerCohorts:
    """Customers followed from their first order in the files.

    Parameters
    ----------
    by
        What a cohort is: ``network`` of the first order, or ``month`` of it.
    lack
        Empty when there is something to show; else a key of ``COHORT_LACKS``.
    table
        One row a cohort and age: ``name`` (network or channel, or month as ISO; ``(untagged)`` for
        first orders without tags, ``all`` for all together), ``age`` (days), ``customers`` (known
        for so long), ``again`` (of them, those with an order on a later day by then), ``share``
        (0-1) with ``share_low`` and ``share_high`` (Wilson), ``suppressed`` (fewer than thirty
        customers, fewer than ten on one side of the share, or needed to hide such a row). Where
        nobody is known for so long there is no row.
    values
        One row for each shown cohort, age and currency: ``customers`` (of ``table``, whose first
        order is in this currency), ``value`` (money of one of them by then, before refunds, in the
        currency) with ``value_low`` and ``value_high``. Groups under thirty are left out, and so
        are customers with an order without an amount.
    differences
        Pairs of shown networks at one age: ``name``, ``other``, ``difference`` of the shares with
        ``low`` and ``high``, and ``is_clear`` (the interval leaves out zero). Not for months.
    begins
        First day of the orders (ISO): who bought before it is taken for new.
    """

    by: By
    lack: Lack
    table: pd.DataFrame
    values: pd.DataFrame
    differences: pd.DataFrame
    begins: str


def follow_customers(
    orders: pd.DataFrame,
    *,
    by: By = "network",
    ages: Sequence[int] = AGES,
    timezone: str = "UTC",
    confidence: float = 0.95,
    seed: int = 0,
) -> CustomerCohorts:
    """Follow the customers each network won: the share that bought again, and the money of one.

    Parameters
    ----------
    orders
        Canonical orders: ``customer``, ``at``, ``amount``, ``currency``, ``status`` and the four
        tags. Cancelled and pending ones, those below zero and those without a customer or a time
        are left out.
    by
        What a cohort is: the network (or channel) of the first order, or its month.
    ages
        Days since the first order.
    timezone
        IANA zone of the months.
    confidence
        Of the intervals, 0-1; of differences all together.
    seed
        Of the bootstrap.

    Returns
    -------
    CustomerCohorts
        Only customers whose first order is old enough are in the figures of an age, so that every
        share has a fixed denominator. A first order in the files need not be the first ever.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Shares: Wilson (1927). Differences: Newcombe (1998), method 10, with Bonferroni's correction.

    Examples
    --------
    >>> first = pd.DataFrame({"customer": [f"c{n}" for n in range(80)], "at": 0,
    ...                       "utm_source": "instagram"})
    >>> again = first.head(20).assign(at=10 * 86_400, utm_source=None)
    >>> last = first.head(1).assign(at=40 * 86_400)
    >>> orders = pd.concat([first, again, last]).assign(
    ...     amount=10.0, currency="EUR", status="paid", utm_medium="social", utm_campaign=None,
    ...     utm_content=None)
    >>> follow_customers(orders).table[["name", "age", "customers", "again", "share"]]
            name  age  customers  again  share
    0        all   30         80     20   0.25
    1  instagram   30         80     20   0.25
    """
    require(orders, _NEEDED, table="orders")
    kept = counted_orders(orders)
    kept = kept[kept["customer"].notna() & kept["at"].notna()]
    kept = kept[~(kept["amount"] < 0)]
    if kept.empty:
        return _without(by, "no_customers")
    bought = _since_first(kept, by, timezone)
    ends = int(bought["at"].max())
    customers = bought[bought["is_first"]].assign(known=lambda rows: (ends - rows["at"]) // DAY)
    sides = (customers.assign(name=ALL), customers)
    whole, parts = (
        _shares([_at_age(bought, side, age) for age in sorted(ages)], confidence) for side in sides
    )
    table = pd.concat([whole, parts], ignore_index=True)
    shown = table[~table["suppressed"]]
    begins = _day(pd.Series([int(bought["at"].min())]), timezone).iloc[0]
    if shown.empty:
        return _without(by, "too_few", table, begins)
    values = pd.concat(
        [_values(bought, side, shown, seed, confidence) for side in sides], ignore_index=True
    )
    pairs = shown[~shown["name"].isin((ALL, UNTAGGED))]
    differences = _differences(pairs, confidence) if by == "network" else _empty(_DIFFERENCES)
    return CustomerCohorts(by, "", table, values, differences, begins)


def cohort_findings(cohorts: CustomerCohorts, *, sources: Sequence[Source]) -> list[Finding]:
    """Return shares that bought again, values and clear differences; withheld ones as unknown.

    Parameters
    ----------
    cohorts
        Result of `follow_customers`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> nothing = follow_customers(conform(pd.DataFrame(), "orders"))
    >>> [(found.key, found.status) for found in cohort_findings(nothing, sources=())]
    [('money.cohorts.network', 'unknown')]
    """
    rows, start = tuple(sources), f"money.cohorts.{cohorts.by}"
    if cohorts.lack:
        return [Finding(start, None, "share", status="unknown", method=COHORT_LACKS[cohorts.lack],
                        sources=rows)]  # fmt: skip
    found = [_share_of(f"{start}.{_keyed(row['name'])}", row, rows)
             for row in cohorts.table.to_dict("records")]  # fmt: skip
    one_currency = cohorts.values["currency"].nunique(dropna=False) == 1
    for row in cohorts.values.to_dict("records"):
        code = str(row["currency"]) if pd.notna(row["currency"]) else "currency"
        key = f"{start}.{_keyed(row['name'])}" + ("" if one_currency else f".{code}")
        found.append(
            Finding(f"{key}.value_{row['age']}", float(row["value"]), code,
                    int(row["customers"]) if pd.notna(row["customers"]) else None,
                    float(row["value_low"]), float(row["value_high"]), method=_VALUE, sources=rows)
        )  # fmt: skip
    found += [
        Finding(f"{start}.{_keyed(row['name'])}.more_than.{_keyed(row['other'])}_{row['age']}",
                float(row["difference"]), "share", None, float(row["low"]), float(row["high"]),
                method=_DIFFERENCE, sources=rows)
        for row in cohorts.differences.to_dict("records")
        if row["is_clear"]
    ]  # fmt: skip
    return found


def _share_of(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> Finding:
    key = f"{key}.again_{row['age']}"
    if row["suppressed"]:
        return Finding(key, None, "share", status="unknown", method=_WITHHELD, sources=sources)
    n = int(row["customers"])
    return Finding(key, float(row["share"]), "share", n, float(row["share_low"]),
                   float(row["share_high"]), method=_AGAIN, sources=sources,
                   numerator=int(row["again"]), denominator=n)  # fmt: skip


def _keyed(name: str) -> str:
    return name.replace(".", "\u2024")


def _since_first(orders: pd.DataFrame, by: By, timezone: str) -> pd.DataFrame:
    """Return the orders with their age and the cohort of their customer."""
    rows = orders.assign(number=pd.factorize(orders["customer"])[0]).sort_values(
        ["number", "at"], kind="stable"
    )
    is_first = ~rows["number"].duplicated()
    first = rows[is_first]
    if by == "network":
        told = name_channels(first["utm_source"], first["utm_medium"])
        name = told["network"].where(told["network"].notna(), told["channel"]).astype("str")
        name = name.fillna(UNTAGGED)
    else:
        name = _day(first["at"], timezone).str.slice(0, 7)
    each = first["number"].to_numpy()
    place = np.empty(len(first), dtype=np.int64)
    place[each] = np.arange(len(first))
    where = place[rows["number"].to_numpy()]
    at = rows["at"].to_numpy(dtype="int64")
    day = local_days(rows["at"], timezone).to_numpy()
    return pd.DataFrame(
        {
            "number": rows["number"].to_numpy(),
            "name": name.take(where).to_numpy(),
            "currency": first["currency"].take(where).to_numpy(),
            "same": (rows["currency"].fillna("").to_numpy()
                     == first["currency"].fillna("").take(where).to_numpy()),
            "at": at,
            "age": at - first["at"].to_numpy(dtype="int64")[where],
            "amount": rows["amount"].to_numpy(dtype="float64"),
            "is_first": is_first.to_numpy(),
            "is_later": (day != day[is_first.to_numpy()][where]),
        }
    )  # fmt: skip


def _at_age(bought: pd.DataFrame, customers: pd.DataFrame, age: int) -> pd.DataFrame:
    old = customers[customers["known"] >= age]
    later = bought[bought["is_later"] & (bought["age"] <= age * DAY)]
    again = old["number"].isin(later["number"].unique())
    counts = again.groupby(old["name"]).agg(["size", "sum"]).reset_index()
    return counts.set_axis(["name", "customers", "again"], axis=1).assign(age=age)


def _shares(parts: list[pd.DataFrame], confidence: float) -> pd.DataFrame:
    table = pd.concat(parts, ignore_index=True).astype({"customers": "int64", "again": "int64"})
    low, high = wilson_interval(table["again"], table["customers"], confidence=confidence)
    table = table.assign(share=table["again"] / table["customers"], share_low=low, share_high=high,
                         gone=table["customers"] - table["again"])  # fmt: skip
    # Cohorts of one age add up to all customers of that age, which readers may know.
    lost = table["customers"] < LEAST_CUSTOMERS
    for count in ("customers", "again", "gone"):
        lost = lost | suppress_small(table, count=count, within=["age"])["suppressed"]
    hidden = ["customers", "again", "share", "share_low", "share_high"]
    typed = table.astype({"customers": "Int64", "again": "Int64"}).assign(suppressed=lost)
    for name in hidden:
        typed[name] = typed[name].mask(lost)
    ordered = typed.sort_values(["age", "name"])[list(_TABLE)]
    return ordered.astype({"name": "str"}).reset_index(drop=True)


def _values(
    bought: pd.DataFrame, customers: pd.DataFrame, shown: pd.DataFrame, seed: int, confidence: float
) -> pd.DataFrame:
    rows: list[tuple[Any, ...]] = []
    known = customers.set_index("number")
    for age in shown["age"].unique():
        names = shown.loc[shown["age"] == age, "name"]
        old = known[(known["known"] >= age) & known["name"].isin(names)]
        until = bought[bought["same"] & (bought["age"] <= age * DAY)]
        exact = (until["amount"] * THOUSANDTHS).round()
        # With one amount missing the sum of a customer is too small.
        gaps = exact.isna().groupby(until["number"]).any()
        each = (exact.groupby(until["number"]).sum() / THOUSANDTHS).mask(gaps).reindex(old.index)
        whole = shown[shown["age"] == age].set_index("name")["customers"]
        for (name, code), sums in each.groupby([old["name"], old["currency"]], dropna=False):
            told = sums.dropna()
            if len(told) >= LEAST_CUSTOMERS:
                low, high = mean_interval(told, seed=seed, confidence=confidence)
                n = len(told) if can_show_part(len(told), whole[name]) else None
                rows.append((name, age, code, n, float(told.mean()), low, high))
    found = pd.DataFrame(rows, columns=list(_VALUES))
    return found.astype({"name": "str", "currency": "str", "age": "int64", "customers": "Int64"})


def _differences(shown: pd.DataFrame, confidence: float) -> pd.DataFrame:
    pairs = pd.DataFrame(
        [(age, *pair) for age, rows in shown.groupby("age")
         for pair in combinations(rows.sort_values("share", ascending=False)["name"], 2)],
        columns=["age", "name", "other"],
    )  # fmt: skip
    if pairs.empty:
        return _empty(_DIFFERENCES)
    counts = shown.set_index(["age", "name"])[["again", "customers"]].astype("float64")
    one, two = (
        counts.reindex(pd.MultiIndex.from_frame(pairs[["age", name]])).to_numpy()
        for name in ("name", "other")
    )
    low, high = newcombe_interval(
        one[:, 0], one[:, 1], two[:, 0], two[:, 1], confidence=1 - (1 - confidence) / len(pairs)
    )
    gap = one[:, 0] / one[:, 1] - two[:, 0] / two[:, 1]
    return pairs.assign(difference=gap, low=low, high=high, is_clear=low > 0)


def _day(moments: pd.Series, timezone: str) -> pd.Series:
    return local_days(moments, timezone).dt.strftime("%Y-%m-%d")


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def _without(
    by: By, lack: Lack, table: pd.DataFrame | None = None, begins: str = ""
) -> CustomerCohorts:
    full = _empty(_TABLE) if table is None else table
    return CustomerCohorts(by, lack, full, _empty(_VALUES), _empty(_DIFFERENCES), begins)
