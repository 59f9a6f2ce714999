"""Shopify: the export of orders, one row a line item, as one row an order."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, seconds_of
from smmlab.exports.delimited import Records, read_records
from smmlab.exports.headers import match_headers, plain_name
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.tags import find_tag
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

# Only these columns are ever looked at: names, addresses and notes stay in the raw file.
_COLUMNS = {
    "order_id": ("Name",),
    "total": ("Total",),
    "created": ("Created at",),
    "currency": ("Currency",),
    "refund": ("Refunded Amount",),
    "paid": ("Financial Status",),
    "cancelled": ("Cancelled at",),
    "email": ("Email",),
    "phone": ("Phone",),
    "discount_code": ("Discount Code",),
    "attributes": ("Note Attributes",),
}
_NEEDED = ("order_id", "total", "created")
_SIGNS = {"name", "financial status", "lineitem name", "total", "created at"}
_TAGS = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
# What an order has once; a second value means that two orders share a number.
_ONCE = ("total", "created", "currency")
_LATEST = 4_102_444_800  # the year 2100
_EXCEL_DATE = r"^\d{1,2}[.\-/ ]?[^\W\d_]{3,}\.?(?:[.\-/ ]?\d{1,4})?$"

_LINE_ITEM = message("Another line of the same order.")
_NO_NUMBER = message("This row has no order number.")
_TWO_ORDERS = message("The order number stands for more than one order: {field} differs.")
_BAD_MONEY = message("The amount {found} is not a sum of money.")
_NO_TOTAL = message("The order has no total.")
_BAD_TIME = message("The time {found} of the order cannot be read.")
_BAD_CURRENCY = message("{found} is not the code of a currency.")


def _matches(raw: "RawExport") -> bool:
    lines = [line for line in raw.head.splitlines() if line.strip()]
    first = lines[0].replace('"', "") if lines else ""
    return {plain_name(name) for name in re.split(r"[,;\t]", first)} >= _SIGNS


def _read(raw: "RawExport") -> Reading:
    records = read_records(raw.text)
    rows = _rows(records)
    nameless = rows["order_id"].isna()
    groups = rows[~nameless].groupby("order_id", sort=False)
    orders = groups.first().reset_index()
    orders["source_row"] = groups["source_row"].min().to_numpy()
    orders = _at(_amounts(orders))
    faults = _faults(orders, groups[list(_ONCE)].nunique().reset_index(drop=True))
    sound = orders[faults["why"] == ""].reset_index(drop=True)
    faulty = faults.set_index(orders["order_id"])
    faulty = faulty[faulty["why"] != ""]
    bad = rows[rows["order_id"].isin(faulty.index)]
    why = faulty.loc[bad["order_id"]]
    rejected = [
        *records.ragged,
        *(Listed(int(line), _NO_NUMBER) for line in rows.loc[nameless, "source_row"]),
        *(
            _listed(int(line), reason, text)
            for line, reason, text in zip(bad["source_row"], why["why"], why["found"], strict=True)
        ),
    ]
    kept = rows["order_id"].isin(sound["order_id"])
    extra = rows.loc[kept & ~rows["source_row"].isin(sound["source_row"]), "source_row"]
    return Reading(
        tables={"orders": _orders(sound)},
        rows_read=records.rows_read,
        merged=tuple(Listed(int(line), _LINE_ITEM) for line in extra),
        rejected=tuple(rejected),
        warnings=(*records.cautions, *_cautions(sound)),
    )


def _rows(records: Records) -> pd.DataFrame:
    columns = match_headers(records.header, _COLUMNS).columns
    absent = [_COLUMNS[name][0] for name in _NEEDED if name not in columns]
    if absent:
        raise ExportError(
            message(
                "Expected the columns {absent} of a Shopify orders export; they are absent. "
                "Please export the orders again as plain CSV."
            ),
            {"absent": ", ".join(absent)},
        )
    frame = records.frame[list(columns.values())].set_axis(list(columns), axis=1)
    plain = frame.reindex(columns=list(_COLUMNS)).astype("str").apply(lambda c: c.str.strip())
    if plain["total"].str.casefold().str.match(_EXCEL_DATE).fillna(False).any():
        raise ExportError(
            message(
                "This file was saved in Excel, which turned amounts into dates. Please export it "
                "again and do not open it before the import."
            )
        )
    rows = plain.mask(plain == "")
    return rows.assign(source_row=pd.Series(records.lines, index=rows.index, dtype="int64"))


def _amounts(orders: pd.DataFrame) -> pd.DataFrame:
    parsed: dict[str, pd.Series] = {}
    for column, field in (("amount", "total"), ("refunded", "refund")):
        values, bad = parse_numbers(orders[field].fillna(""))
        # A percent sign is no part of a sum of money, though it is of a number.
        percent = orders[field].str.contains("%").fillna(False).astype(bool)
        parsed |= {column: values, f"bad_{column}": bad | percent | (values < 0)}
    return orders.assign(**parsed)


def _at(orders: pd.DataFrame) -> pd.DataFrame:
    created = orders["created"]
    exact = pd.to_datetime(created, format="%Y-%m-%d %H:%M:%S %z", errors="coerce", utc=True)
    exact = exact.dt.tz_localize(None).astype("datetime64[s]")
    local = pd.Series(pd.NaT, index=orders.index, dtype="datetime64[s]")
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        found = pd.to_datetime(created, format=form, errors="coerce")
        local = local.fillna(found.astype("datetime64[s]"))
    moments = exact.fillna(local)
    at = pd.Series(seconds_of(pd.DatetimeIndex(moments)), index=orders.index)
    zoneless = exact.isna()
    return orders.assign(
        at=at.where(at.between(EARLIEST, _LATEST)),
        clock=pd.Series("UTC", index=orders.index).mask(zoneless, "local-unknown"),
        precision=pd.Series("second", index=orders.index).mask(zoneless, "unknown"),
    )


def _faults(orders: pd.DataFrame, variety: pd.DataFrame) -> pd.DataFrame:
    """Return why an order cannot be used, and what was found; the first fault counts."""
    known_code = orders["currency"].str.fullmatch(r"[A-Za-z]{3}").fillna(True).astype(bool)
    checks = [(variety[field] > 1, _TWO_ORDERS, _COLUMNS[field][0]) for field in _ONCE]
    checks += [
        (~known_code, _BAD_CURRENCY, orders["currency"]),
        (orders["bad_amount"], _BAD_MONEY, orders["total"]),
        (orders["bad_refunded"], _BAD_MONEY, orders["refund"]),
        (orders["amount"].isna(), _NO_TOTAL, ""),
        (orders["at"].isna(), _BAD_TIME, orders["created"].fillna("")),
    ]
    why = pd.Series("", index=orders.index, dtype="str")
    found = why
    for wrong, reason, text in checks:
        now = wrong & (why == "")
        why, found = why.mask(now, reason), found.mask(now, text)
    return pd.DataFrame({"why": why, "found": found})


def _orders(sound: pd.DataFrame) -> pd.DataFrame:
    email = sound["email"].str.casefold()
    # A masked address is nobody's: MASKED would make one customer of all.
    email = email.where(email.str.fullmatch(r"[^\s@]*[^\s@*x.][^\s@]*@[^\s@]+\.[^\s@]+"))
    phone = sound["phone"].str.replace(r"[^\d+]", "", regex=True)
    phone = phone.where(phone.str.len() >= 7)
    customer = email.fillna(phone)
    status = sound["paid"].str.casefold().str.replace(" ", "_")
    orders = sound.assign(
        shop="shopify",
        customer=customer,
        currency=sound["currency"].str.upper(),
        status=status.mask(sound["cancelled"].notna(), "cancelled"),
        **{name: find_tag(sound["attributes"], name) for name in _TAGS},
    )
    ordered = orders.sort_values(["at", "order_id"])
    again = ordered.duplicated("customer")
    first = pd.Series(~again, index=ordered.index).astype("boolean")
    orders["first_order"] = first.where(ordered["customer"].notna())
    return conform(orders, "orders")


def _listed(line: int, reason: str, found: str) -> Listed:
    if reason == _TWO_ORDERS:
        return Listed(line, reason, {"field": found})
    return Listed(line, reason, {} if reason == _NO_TOTAL else {"found": str(found)[:40]})


def _cautions(sound: pd.DataFrame) -> list[Caution]:
    cautions = []
    local = int((sound["clock"] == "local-unknown").sum())
    if local:
        cautions.append(
            Caution(
                "shopify_local_clock",
                message(
                    "Orders with a time but without its zone: {n}. Another program saved this "
                    "file; the times are taken as UTC."
                ),
                {"n": local},
            )
        )
    if sound["currency"].nunique() > 1:
        cautions.append(
            Caution(
                "shopify_currencies",
                message(
                    "The orders are in several currencies: {codes}. They are never added together."
                ),
                {"codes": ", ".join(sorted(sound["currency"].dropna().str.upper().unique()))},
            )
        )
    return cautions


READER = Reader(
    name="shopify",
    card=Card(
        title=message("Shopify orders"),
        how_to_get=message(
            "Shopify, Orders, Export, all orders or a date range, plain CSV file. Do not open it "
            "in Excel before the import."
        ),
        limits=message(
            "The file has no campaign tags unless the shop writes them into the note attributes of "
            "an order; a discount code can stand in for them. Names, addresses and notes are not "
            "read; a buyer is known by a pseudonym of the e-mail address or the telephone number."
        ),
        clock=message("The offset of the shop, written behind every time."),
    ),
    networks=(),
    tables=("orders",),
    looked_for=message("the orders export of Shopify with Financial Status and Lineitem name"),
    matches=_matches,
    read=_read,
)
