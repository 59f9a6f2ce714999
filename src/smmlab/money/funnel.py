"""From visits through enquiries to orders, for each network, campaign, post and type of content."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.money.funnel_names import name_rows
from smmlab.money.order_value import per_visit, value_orders
from smmlab.money.orders import counted_orders
from smmlab.money.tagged_visits import local_days, orders_within, tagged_visits
from smmlab.money.utm import UNTAGGED
from smmlab.schema import require
from smmlab.texts import message

By = Literal["network", "campaign", "post", "content_type", "paid", "discount_code", "segment"]
Lack = Literal["", "nothing", "segment", "no_content", "no_posts", "no_codes", "no_tags"]

LACKS = MappingProxyType(
    {
        "nothing": message(
            "There are no orders and no visits in these files. Export the orders of the shop and "
            "the traffic acquisition report for the same days."
        ),
        "segment": message(
            "Orders by segment cannot be known from these files: the shop and the networks know "
            "the same people by different names. Give each segment a discount code or a campaign "
            "of its own and read the orders by these."
        ),
        "no_content": message(
            "No link names its type of content. Build the links by the scheme of tags: utm_content "
            "begins with the type. For visits add the manual ad content to the traffic report."
        ),
        "no_posts": message(
            "No link names its post. Build the links by the scheme of tags: utm_content holds the "
            "type and the day of the post. For visits add the manual ad content to the traffic "
            "report."
        ),
        "no_codes": message(
            "No discount code was used ten times. Give each campaign or segment a code of its own."
        ),
        "no_tags": message(
            "Neither the orders nor the visits carry tags, so nobody can say where orders came "
            "from. Tag every link by the scheme, then export both again."
        ),
    }
)

_VISITS = (
    "day", "to_day", "source", "medium", "campaign", "content", "term", "sessions", "users",
    "key_events",
)  # fmt: skip
_ORDERS = (
    "at", "amount", "currency", "refunded", "status", "discount_code", "utm_source", "utm_medium",
    "utm_campaign", "utm_content",
)  # fmt: skip
_GROUP = ["name", "is_paid"]
_TABLE = (
    *_GROUP, "sessions", "users", "untagged_sessions", "key_events", "enquiries", "enquiry_rate",
    "er_low", "er_high", "leads", "orders", "order_rate", "or_low", "or_high", "conversion_rate",
    "cr_low", "cr_high", "why",
)  # fmt: skip
_COUNTS = ("sessions", "users", "untagged_sessions", "orders")


@dataclass(frozen=True)
class Funnel:
    """What came of visits; every row of paid visits apart from that of unpaid ones.

    Parameters
    ----------
    by
        What the rows are.
    lack
        Empty when there is something to show; else why there is not, a key of ``LACKS``.
    table
        One row for each thing: ``name`` (``(untagged)`` for orders without tags), ``is_paid``
        (missing where the medium does not tell), ``sessions`` (visits that carry tags), ``users``
        (people, known only where the report gives one number for the row), ``untagged_sessions``
        (visits a network sent without tags: no order can name them, so they are in no rate),
        ``key_events`` (of the visits, whatever they are), ``enquiries`` (key events, where they are
        said to be enquiries), ``enquiry_rate`` (0-1) with ``er_low`` and ``er_high``, ``leads``
        (forms filled in on the network itself, without a visit), ``orders``, ``order_rate`` (0-1,
        orders of an enquiry) with ``or_low`` and ``or_high``, ``conversion_rate`` (0-1, orders of a
        tagged visit) with ``cr_low`` and ``cr_high``, ``why`` (why there is no conversion rate:
        ``untagged``, ``no_orders_known``, ``no_visits``, ``few_visits``, ``more_orders``; else
        empty). Intervals of the rates are Wilson's.
    money
        One row for each thing and currency: the columns of
        `smmlab.money.order_value.value_orders`, ``revenue_per_visit`` with ``rpv_low`` and
        ``rpv_high`` (in the currency, before refunds; the visits are those of all currencies;
        missing below 30 orders).
    faults
        What was left out: ``fault`` (``negative_amount``, ``over_refunded``: only the refund,
        ``outside_report``: orders not on the days of the report, ``unnamed_orders`` and
        ``unnamed_visits``: no tag says which thing), ``currency``, ``rows``, ``amount`` (in the
        currency).
    days
        How many days the visits cover; zero without visits, then all orders count.
    """

    by: By
    lack: Lack
    table: pd.DataFrame
    money: pd.DataFrame
    faults: pd.DataFrame
    days: int

    def of_side(self, side: Literal["both", "paid", "organic"]) -> "Funnel":
        """Return the rows of paid or of unpaid visits only; those that do not tell are in neither.

        Examples
        --------
        >>> nothing = Funnel("network", "nothing", *[pd.DataFrame({"is_paid": []})] * 3, days=0)
        >>> nothing.of_side("paid").lack
        'nothing'
        """
        if side == "both" or self.by == "discount_code":
            return self
        parts = {
            name: rows[rows["is_paid"].eq(side == "paid").fillna(value=False).astype(bool)]
            for name, rows in (("table", self.table), ("money", self.money))
        }
        return replace(self, **parts)


def measure_funnel(
    visits: pd.DataFrame,
    orders: pd.DataFrame,
    *,
    by: By = "network",
    leads: pd.DataFrame | None = None,
    key_events: Literal["unknown", "enquiries"] = "unknown",
    first_day: str | None = None,
    last_day: str | None = None,
    timezone: str = "UTC",
    confidence: float = 0.95,
    seed: int = 0,
) -> Funnel:
    """Follow visits to enquiries and orders, for each network, campaign, post or type of content.

    Parameters
    ----------
    visits
        Canonical visits: ``day``, ``to_day``, ``source``, ``medium``, ``campaign``, ``content``,
        ``term``, ``sessions``, ``users``, ``key_events``. Reports that overlap are not added.
    orders
        Canonical orders: ``at``, ``amount``, ``currency``, ``refunded``, ``status``,
        ``discount_code`` and the four tags. Cancelled and pending ones are left out; orders below
        zero are listed as faults.
    by
        What a row is. A post is a network and a ``utm_content`` with a day in it, as the scheme of
        tags writes it. For ``segment`` there are never rows, but a reason.
    leads
        Result of `smmlab.money.counted_leads.count_leads`; those on the days of the visits count.
    key_events
        What the key events of the report are. A report does not say: an enquiry, a purchase or
        the opening of a page may be one. Enquiries are counted only when somebody says so.
    first_day, last_day
        ISO days: only visits and orders of this period; by default all.
    timezone
        IANA zone in which the traffic report counts its days.
    confidence
        Of the intervals, 0-1.
    seed
        Of the bootstrap.

    Returns
    -------
    Funnel
        Orders and visits are of the same days: those of the traffic report. Tags give credit; a
        row does not say what its visits caused.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    One visit may hold several enquiries; their rate is missing when there are more than visits.
    Nobody knows which enquiry became which order, and many people order without asking: the rate
    of orders is missing when there are more than enquiries.

    References
    ----------
    Rates: Wilson (1927). Money: see `smmlab.money.order_value`.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "at": [0, 60], "amount": [5.0, 7.5], "currency": "EUR", "refunded": 0.0,
    ...     "status": "paid", "discount_code": None, "utm_source": "instagram",
    ...     "utm_medium": "social", "utm_campaign": "launch", "utm_content": None})
    >>> visits = pd.DataFrame({
    ...     "day": ["1970-01-01"], "to_day": "1970-01-01", "source": "ig", "medium": "social",
    ...     "campaign": "launch", "content": None, "term": None, "sessions": 40, "users": 31,
    ...     "key_events": 3.0})
    >>> measure_funnel(visits, orders).table[["name", "sessions", "orders", "conversion_rate"]]
            name  sessions  orders  conversion_rate
    0  instagram        40       2             0.05
    """
    require(visits, _VISITS, table="visits")
    require(orders, _ORDERS, table="orders")
    if by == "segment":
        return _without(by, "segment")
    kept = orders_within(counted_orders(orders), first_day, last_day, timezone=timezone)
    below = (kept["amount"] < 0) | (kept["refunded"] < 0)
    faults = [_fault("negative_amount", kept[below], "amount")]
    kept = kept[~below]
    finest: Literal["campaign", "content"] = (
        "content" if by in ("content_type", "post") else "campaign"
    )
    tagged, untagged, covered = tagged_visits(
        visits.iloc[:0] if by == "discount_code" else visits, first_day, last_day, finest=finest
    )
    if covered:
        inside = local_days(kept["at"], timezone).isin(pd.to_datetime(sorted(covered)))
        faults.append(_fault("outside_report", kept[~inside], "amount"))
        kept = kept[inside]
    if kept.empty and tagged.empty and untagged.empty:
        return _without(by, "nothing", faults, len(covered))
    kept = kept.assign(**name_rows(kept, by, of="orders"))
    tagged = tagged.assign(**name_rows(tagged, by, of="visits"))
    unnamed = kept["name"].isna()
    faults.append(_fault("unnamed_orders", kept[unnamed], "amount"))
    faults.append(_fault("unnamed_visits", tagged[tagged["name"].isna()], "sessions"))
    kept, tagged = kept[~unnamed], tagged[tagged["name"].notna()]
    over = (kept["refunded"] * 1000).round() > (kept["amount"] * 1000).round()
    faults.append(_fault("over_refunded", kept[over], "refunded"))
    sold = kept["name"] != UNTAGGED
    if not sold.any() and tagged.empty:
        lack: dict[By, Lack] = {"content_type": "no_content", "post": "no_posts",
                                "discount_code": "no_codes"}  # fmt: skip
        return _without(by, lack.get(by, "no_tags"), faults, len(covered))
    table = _steps(tagged, _came_without_tags(untagged, by), kept, any_tag=bool(sold.any()))
    table = _with_leads(table, leads, by, covered)
    asked = table["key_events"] if key_events == "enquiries" else np.nan
    table = _rates(table.assign(enquiries=asked), confidence)
    money = _money(kept, table, seed, confidence)
    return Funnel(by, "", table, money, _faults(faults), len(covered))


def _came_without_tags(visits: pd.DataFrame, by: By) -> pd.Series:
    if by != "network" or visits.empty:
        return pd.Series(dtype="float64")
    network = name_channels(visits["source"], visits["medium"])["network"]
    return visits.groupby(network)["sessions"].sum(min_count=1)


def _steps(
    tagged: pd.DataFrame, untagged: pd.Series, orders: pd.DataFrame, *, any_tag: bool
) -> pd.DataFrame:
    came = tagged.groupby(_GROUP, dropna=False)
    sums = came[["sessions", "key_events"]].sum(min_count=1)
    # People who come on two days are two users of a sum, so only a number alone is one of people.
    alone = came.size() == 1
    sums["users"] = came["users"].max().where(alone)
    bought = orders.groupby(_GROUP, dropna=False).size().rename("orders")
    table = sums.join(bought, how="outer").reset_index()
    if any_tag:
        # The shop does note tags, so what no order names has brought none.
        table["orders"] = table["orders"].fillna(0)
    # They may have come by paid links or not: they stand beside the unpaid row, or alone.
    place = untagged.reset_index().set_axis(["name", "untagged_sessions"], axis=1)
    unpaid = table[~table["is_paid"].fillna(value=False)].drop_duplicates("name").index
    table["untagged_sessions"] = table["name"].map(untagged).where(table.index.isin(unpaid))
    alone_there = place[~place["name"].isin(table.loc[unpaid, "name"])]
    table = pd.concat([table, alone_there.astype({"name": "str"})], ignore_index=True)
    table["orders"] = table["orders"].mask(table["orders"].isna() & any_tag, 0)
    return table.astype({name: "float64" for name in _COUNTS if name in table}).astype(
        {"name": "str", "is_paid": "boolean"}
    )


def _rates(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    sessions, orders = table["sessions"], table["orders"]
    reasons = (
        (table["name"] == UNTAGGED, "untagged"),
        (~(sessions > 0), "no_visits"),
        (orders.isna(), "no_orders_known"),
        (orders > sessions, "more_orders"),
        (sessions < SMALLEST_GROUP, "few_visits"),
    )
    why = np.select([here.to_numpy(dtype=bool) for here, _why in reasons],
                    [reason for _here, reason in reasons], "")  # fmt: skip
    asked = table["enquiries"]
    parts: dict[str, Any] = {}
    for rate, short, count, base, is_known in (
        ("conversion_rate", "cr", orders, sessions, why == ""),
        ("enquiry_rate", "er", asked, sessions, asked <= sessions),
        ("order_rate", "or", orders, asked, orders <= asked),
    ):
        shown = is_known & (base >= SMALLEST_GROUP)
        low, high = wilson_interval(
            count.where(shown, 0), base.where(shown, 0), confidence=confidence
        )
        parts |= {rate: count.where(shown) / base, f"{short}_low": low, f"{short}_high": high}
    full = table.assign(why=why, **parts).reindex(columns=list(_TABLE))
    full = full.astype(dict.fromkeys(_COUNTS, "Int64"))
    last = full["name"] == UNTAGGED
    order = full.assign(last=last).sort_values(
        ["last", "orders", "sessions", *_GROUP], ascending=[True, False, False, True, True]
    )
    return order.drop(columns="last").reset_index(drop=True)


def _money(orders: pd.DataFrame, table: pd.DataFrame, seed: int, confidence: float) -> pd.DataFrame:
    money = value_orders(orders, _GROUP, seed=seed, confidence=confidence)
    rated = table.loc[table["why"] == "", [*_GROUP, "sessions"]]
    money = money.merge(rated, on=_GROUP, how="left")
    # With an amount missing the sum is too small for its visits.
    whole = money["amounts"] == money["orders"]
    visits = money["sessions"].astype("float64").where(whole)
    value = money["revenue"] / visits
    low, high = per_visit(value, money["aov_error"], money["orders"].astype("float64"), visits,
                          confidence=confidence)  # fmt: skip
    money = money.assign(revenue_per_visit=value.where(~np.isnan(low)), rpv_low=low, rpv_high=high,
                         last=money["name"] == UNTAGGED)  # fmt: skip
    order = ["last", "orders", *_GROUP, "currency"]
    money = money.sort_values(order, ascending=[True, False, True, True, True])
    return money.drop(columns=["sessions", "aov_error", "last"]).reset_index(drop=True)


def _with_leads(
    table: pd.DataFrame, leads: pd.DataFrame | None, by: By, covered: set[str]
) -> pd.DataFrame:
    """Add the leads of each row, on the days of the report where there is one."""
    if leads is None or by not in ("network", "campaign", "paid"):
        return table.assign(leads=np.nan)
    if covered:
        leads = leads[leads["day"].isin(covered) & leads["to_day"].isin(covered)]
    name = {"network": leads["network"], "campaign": leads["campaign"],
            "paid": leads["is_paid"].map({True: "paid", False: "organic"})}[by]  # fmt: skip
    # What a page got by itself stands in its unpaid row, beside those whose medium tells nothing.
    keys = [name.astype("str").rename("name"), leads["is_paid"].fillna(value=False).rename("side")]
    sums = leads.groupby(keys)["leads"].sum()
    sided = table.assign(side=table["is_paid"].fillna(value=False))
    sided["side"] = sided["side"].where(~sided.duplicated(["name", "side"]))
    found = sided.merge(sums.reset_index(), on=["name", "side"], how="outer")
    found["is_paid"] = found["is_paid"].where(
        found["orders"].notna() | found["sessions"].notna() | ~found["side"].fillna(value=False),
        found["side"],
    )
    return found.drop(columns="side")


def _fault(fault: str, rows: pd.DataFrame, sums: str) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame()
    if sums == "sessions":
        return pd.DataFrame({"fault": [fault], "rows": [len(rows)]})
    found = rows.groupby("currency", dropna=False)[sums].agg(["size", "sum"]).reset_index()
    return found.set_axis(["currency", "rows", "amount"], axis=1).assign(fault=fault)


def _faults(parts: list[pd.DataFrame]) -> pd.DataFrame:
    found = pd.concat([pd.DataFrame(), *(part for part in parts if len(part))])
    full = found.reindex(columns=["fault", "currency", "rows", "amount"]).reset_index(drop=True)
    return full.astype({"fault": "str", "currency": "str", "rows": "int64", "amount": "float64"})


def _without(by: By, lack: Lack, faults: list[pd.DataFrame] | None = None, days: int = 0) -> Funnel:
    table = pd.DataFrame(columns=list(_TABLE)).astype(dict.fromkeys(_COUNTS, "Int64"))
    money = value_orders(
        pd.DataFrame(columns=[*_GROUP, "currency", "amount", "refunded"]), _GROUP
    ).drop(columns="aov_error")
    extra = dict.fromkeys(("revenue_per_visit", "rpv_low", "rpv_high"), np.nan)
    return Funnel(by, lack, table, money.assign(**extra), _faults(faults or []), days)
