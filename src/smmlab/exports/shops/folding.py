"""Rows of an orders export into orders: money checked, line items joined, all accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.exports.moments import SKIPPED_HOUR
from smmlab.exports.month_names import split_named_days
from smmlab.exports.privacy import hold_addresses
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import find_spoilt_ids, refuse_excel
from smmlab.exports.shops.values import (
    KNOWN_STATUSES,
    Money,
    currency_codes,
    customers,
    names_no_zone,
    order_moments,
    parse_money,
    statuses,
    with_hours,
)
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tags import find_tag, plain_tags
from smmlab.schema import conform
from smmlab.texts import message

CELLS = (
    "order_id", "total", "created", "time", "currency", "refund", "status", "cancelled", "email",
    "phone", "customer_id", "discount_code", "attributes", "utm_source", "utm_medium",
    "utm_campaign", "utm_content",
)  # fmt: skip
_TAGS = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
# What only the first row of an order has; without all of them a row is a line item.
_OF_ORDER = ("total", "currency", "status")
# What an order has once; a second value means that two orders share a number.
_ONCE = {"amount": "total", "at": "created", "currency": "currency"}

_LINE_ITEM = message("Another line of the same order.")
_ELSEWHERE = message("A line item of an order whose first line is not in this file.")
_GOODS = message("A line item without an order number.")
_NO_NUMBER = message("This row has no order number.")
MORE_ORDERS = message("The order number stands for more than one order: {column} differs.")
_BAD_MONEY = message("The amount {value} is not a sum of money.")
_BELOW_ZERO = message(
    "The amount {value} is below zero: money given back belongs into a column of its own."
)
_NO_TOTAL = message("The order has no total.")
_NO_TIME = message("The order has no date.")
_BAD_TIME = message("The time {value} of the order cannot be read.")
_BAD_CURRENCY = message("{value} is not the code of a currency.")
_UNLIKE = message("The sign in the amount {value} and the currency of the row do not agree.")


@dataclass(frozen=True)
class Orders:
    """What the rows of an export became."""

    table: pd.DataFrame
    merged: tuple[Listed, ...]
    rejected: tuple[Listed, ...]
    notes: tuple[Listed, ...]
    cautions: tuple[Caution, ...]


def fold_orders(
    cells: pd.DataFrame,
    lines: np.ndarray,
    *,
    shop: str,
    raw: RawExport,
    names: Mapping[str, str],
    currency: pd.Series | None = None,
) -> Orders:
    """Make orders of rows, one row an order or one row a line item.

    Parameters
    ----------
    cells
        Text columns, any of ``CELLS``.
    lines
        Where each row stands.
    shop
        What the orders are called by in ``orders.shop``.
    raw
        The file, for the clock of the project.
    names
        How the file calls the columns.
    currency
        Code that the heading of the amounts names, for each row.

    Raises
    ------
    ExportError
        When Excel has changed numbers for good, or dates can be read two ways.
    """
    plain = cells.reindex(columns=list(CELLS)).astype("str").apply(lambda c: c.str.strip())
    plain = plain.mask(plain == "").reset_index(drop=True)
    _refuse_spoilt(plain)
    plain["created"] = with_hours(plain["created"], plain["time"])
    rows = _values(plain, raw, currency).assign(
        shop=shop, source_row=pd.Series(np.asarray(lines, dtype="int64"), index=plain.index)
    )
    nameless = plain["order_id"].isna()
    is_item = plain[list(_OF_ORDER)].isna().all(axis=1)
    if not {"currency", "status"} & set(names):
        # Nothing but the total tells: without it only a row beside one that has it is a line item.
        with_total = plain.loc[plain["total"].notna(), "order_id"].dropna()
        is_item &= plain["order_id"].isin(with_total) | (nameless & plain["created"].isna())
    goods = nameless & is_item
    faults = _faults(rows, plain, names, heads=~is_item)
    keep, rejected = sift(rows["source_row"].to_numpy(), faults)
    heads = rows[keep & ~is_item.to_numpy()]
    table, merged = fold_repeats(heads.drop(columns=_helpers(heads)), "orders")
    ids = plain["order_id"]
    named_items = rows[is_item & ~nameless]
    with_order = named_items["order_id"].isin(heads["order_id"])
    broken = named_items["order_id"].isin(ids[~is_item & ~nameless]) & ~with_order
    why = {row.line: row for row in rejected}
    first_fault = {
        key: why[int(line)]
        for key, line in zip(ids[~is_item], rows.loc[~is_item, "source_row"], strict=True)
        if int(line) in why
    }
    items_of_broken = tuple(
        Listed(int(line), first_fault[key].reason, first_fault[key].values)
        for key, line in zip(
            named_items.loc[broken, "order_id"], named_items.loc[broken, "source_row"], strict=True
        )
    )
    alone = named_items.loc[~with_order & ~broken, "source_row"]
    return Orders(
        conform(table, "orders"),
        (*merged, *_listed(named_items.loc[with_order, "source_row"], _LINE_ITEM)),
        (*rejected, *items_of_broken),
        (*_listed(rows.loc[goods, "source_row"], _GOODS), *_listed(alone, _ELSEWHERE)),
        _cautions(table, raw, heads),
    )


def _listed(lines: pd.Series, reason: str) -> tuple[Listed, ...]:
    return tuple(Listed(int(line), reason) for line in lines)


def _helpers(rows: pd.DataFrame) -> list[str]:
    return [
        n for n in rows.columns if n.startswith("bad_") or n in ("ambiguous", "skipped", "local")
    ]


def _refuse_spoilt(plain: pd.DataFrame) -> None:
    # Excel makes 3.апр of 3.4; 12 руб. is money, and 5 thousand is one odd row.
    for name in ("total", "refund"):
        said = plain[name].dropna()
        odd = said[parse_money(said).bad]
        if split_named_days(odd)["month"].notna().any():
            refuse_excel()
    # 7E12 may be the number of an order; 1.2E+12 is what Excel makes of a long one.
    ids = plain["order_id"].fillna("")
    if (find_spoilt_ids(ids) & ~ids.str.contains(r"^[0-9]+[eE][0-9]+$")).any():
        refuse_excel()


def _values(plain: pd.DataFrame, raw: RawExport, currency: pd.Series | None) -> pd.DataFrame:
    amount, refund = parse_money(plain["total"]), parse_money(plain["refund"])
    times = order_moments(plain["created"], raw)
    said = currency_codes(plain["currency"])
    state = statuses(plain["status"])
    tags = {name: plain_tags(plain[name]) for name in _TAGS}
    if plain["attributes"].notna().any():
        tags = {name: found.fillna(find_tag(plain["attributes"], name))
                for name, found in tags.items()}  # fmt: skip
    beside = _sign(amount, refund)
    code = said.fillna(beside)
    return pd.DataFrame(
        {
            "order_id": plain["order_id"],
            "at": times.at,
            "clock": times.clock,
            "precision": times.precision,
            "customer": customers(plain["email"], plain["phone"], plain["customer_id"]),
            "amount": amount.values,
            "currency": code if currency is None else code.fillna(currency),
            "refunded": refund.values,
            "status": state.mask(plain["cancelled"].notna(), "cancelled"),
            "discount_code": plain["discount_code"],
            **tags,
            "ambiguous": times.ambiguous,
            "skipped": times.skipped,
            "local": names_no_zone(plain["created"]),
            "bad_amount": amount.bad,
            "bad_below": plain["total"].str.match(r"[^0-9]*[\-−]").fillna(False).astype(bool),
            "bad_refund": refund.bad,
            "bad_time": times.bad,
            "bad_currency": plain["currency"].notna() & said.isna(),
            # 12,00 $ in a row of euros: one of the two is wrong, and nobody knows which.
            "bad_sign": said.notna() & beside.notna() & (said != beside),
        }
    )


def _sign(amount: Money, refund: Money) -> pd.Series:
    return amount.codes.fillna(refund.codes)


def _faults(
    rows: pd.DataFrame, plain: pd.DataFrame, names: Mapping[str, str], *, heads: pd.Series
) -> list[Fault]:
    nameless = plain["order_id"].isna()
    faults = [
        Fault(heads & nameless, _NO_NUMBER),
        Fault(heads & rows["bad_currency"], _BAD_CURRENCY, plain["currency"]),
        Fault(heads & rows["bad_amount"] & rows["bad_below"], _BELOW_ZERO, plain["total"]),
        Fault(heads & rows["bad_amount"], _BAD_MONEY, plain["total"]),
        Fault(heads & rows["bad_refund"], _BAD_MONEY, plain["refund"]),
        Fault(heads & rows["bad_sign"], _UNLIKE, plain["total"]),
        Fault(heads & rows["amount"].isna(), _NO_TOTAL),
        Fault(heads & plain["created"].isna(), _NO_TIME),
        Fault(heads & rows["at"].isna(), _BAD_TIME, plain["created"]),
    ]
    # An order that is no good itself must not spoil a sound one with the same number.
    sound = heads.copy()
    for fault in faults:
        sound &= ~fault.mask.fillna(False).astype(bool)
    groups = rows[sound].groupby("order_id")
    for value, cell in _ONCE.items():
        differs = pd.Series(False, index=rows.index)
        if sound.any():
            differs[sound] = groups[value].transform("nunique") > 1
        faults.append(Fault(differs, MORE_ORDERS, column=names.get(cell, cell)))
    return faults


def _cautions(table: pd.DataFrame, raw: RawExport, heads: pd.DataFrame) -> tuple[Caution, ...]:
    cautions: list[Caution] = []
    local = heads.loc[heads["local"], "order_id"].nunique()
    if local:
        text = message(
            "Orders with a time but without its zone: {n}. They were read on the clock of the "
            "project, {zone}."
        )
        cautions.append(Caution("orders_local_clock", text, {"n": local, "zone": raw.hints.zone}))
    twice = heads.loc[heads["ambiguous"], "order_id"].nunique()
    if twice:
        text = message(
            "Orders in the hour that the clocks repeat in autumn: {n}. The first of the two "
            "moments was taken."
        )
        cautions.append(Caution("repeated-hour", text, {"n": twice}))
    skipped = heads.loc[heads["skipped"], "order_id"].nunique()
    if skipped:
        values = {"n": skipped, "zone": raw.hints.zone}
        cautions.append(Caution("skipped-hour", SKIPPED_HOUR, values))
    codes = sorted(table["currency"].dropna().unique())
    if len(codes) > 1:
        text = message(
            "The orders are in several currencies: {codes}. They are never added together."
        )
        cautions.append(Caution("orders_currencies", text, {"codes": ", ".join(codes)}))
    unnamed = int(table["currency"].isna().sum())
    if unnamed:
        text = message(
            "Orders without a currency: {n}. The file does not name one, so their money is never "
            "added to that of other files."
        )
        cautions.append(Caution("orders_no_currency", text, {"n": unnamed}))
    strange = sorted(set(table["status"].dropna()) - KNOWN_STATUSES)
    if strange:
        text = message("These states of orders are not known and count as sold: {states}.")
        cautions.append(Caution("orders_states", text, {"states": ", ".join(strange)[:200]}))
    if table[list(_TAGS)].apply(hold_addresses).to_numpy().any():
        text = message(
            "Some campaign tags hold e-mail addresses; they were hidden. Do not put personal data "
            "into tags."
        )
        cautions.append(Caution("personal-tags", text))
    return tuple(cautions)
