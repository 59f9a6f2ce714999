"""How the cells of a strange file are written: numbers, days, shares, money; its network."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.hints import DateOrder
from smmlab.exports.mapping.found import Found
from smmlab.exports.mapping.marks import shown_decimal
from smmlab.exports.mapping.moments_in import in_numbers
from smmlab.exports.mapping.shapes import Shape
from smmlab.exports.mapping.slots import CONSTANTS, SLOTS
from smmlab.exports.mapping.spec import ColumnMap, ShareUnit
from smmlab.exports.mapping.words import our_words
from smmlab.exports.moments import find_date_order
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.post_links import link_networks
from smmlab.exports.source import RawExport


def with_conventions(
    raw: RawExport, found: Found, column_map: ColumnMap, shapes: list[Shape]
) -> ColumnMap:
    """Add how the cells are written: decimal mark, order of days, unit of shares, network."""
    slots = SLOTS[column_map.table]
    looks = {shape.name: shape for shape in shapes}
    constants = dict(column_map.constants)
    network = _network(raw, found, column_map)
    if network and "network" in CONSTANTS[column_map.table]:
        constants["network"] = network
    if "currency" in slots and "currency" not in column_map.columns:
        code = _currency(found, column_map)
        if code:
            constants["currency"] = code
    return replace(
        column_map,
        name=_name(raw.path.stem),
        constants=constants,
        dates=_dates(raw, found, column_map),
        decimal=None if found.kind == "json" else shown_decimal(found.frame, column_map),
        shares=_shares(found, column_map, looks),
    )


def _shares(found: Found, column_map: ColumnMap, looks: Mapping[str, Shape]) -> ShareUnit:
    slots = SLOTS[column_map.table]
    columns = [c for n, c in column_map.columns.items() if slots[n] == "share"]
    for column in columns:
        values, _ = parse_numbers(found.frame[column].fillna(""))
        if looks[column].of("percent") < 0.5 and len(values) and bool((values.max() or 0) <= 1):
            return "fraction"
    return "percent"


def _dates(raw: RawExport, found: Found, column_map: ColumnMap) -> DateOrder | None:
    """Return the order of days that the file shows, so that its parts are read alike."""
    slots = SLOTS[column_map.table]
    orders: set[DateOrder] = set()
    for name, column in column_map.columns.items():
        if slots[name] not in ("moment", "day"):
            continue
        texts = in_numbers(found.frame[column].astype("str").str.strip().fillna(""))
        try:
            order = find_date_order(texts, asked=raw.hints.dates, not_after=raw.modified_at)
        except ExportError:
            return None
        orders |= set(order.dropna())
    return orders.pop() if len(orders) == 1 else None


def _network(raw: RawExport, found: Found, column_map: ColumnMap) -> str:
    if "network" in column_map.columns:
        return ""
    links = column_map.columns.get("url")
    if links is not None:
        told = link_networks(found.frame[links].head(500)).dropna()
        return str(told.iloc[0]) if told.nunique() == 1 else ""
    beside = [raw.path.stem, raw.inside, *(str(n.values.get("text", "")) for n in found.notes)]
    words = re.split(r"[\W_]+", " ".join([*beside, *found.header]).casefold())
    words = [word for word in words if len(word) > 1]
    told = our_words(pd.Series(words, dtype="str"), "network").dropna()
    return str(told.iloc[0]) if told.nunique() == 1 else ""


def _currency(found: Found, column_map: ColumnMap) -> str:
    slots = SLOTS[column_map.table]
    money = [c for n, c in column_map.columns.items() if slots[n] == "money"]
    said = " ".join(money)
    texts = found.frame[money].head(50).astype("str").fillna("") if money else pd.DataFrame()
    said += " ".join(texts[c].str.cat(sep=" ") for c in texts.columns)
    for sign, code in (("€", "EUR"), ("₽", "RUB"), ("£", "GBP"), ("₴", "UAH")):
        if sign in said:
            return code
    told = re.search(r"\b(EUR|USD|RUB|GBP|UAH|KZT|BYN|PLN|SEK|NOK|DKK)\b", said)
    return told.group() if told else ""


def _name(stem: str) -> str:
    """Return the name of the file without its dates and numbers."""
    plain = re.sub(r"[\d]+", " ", stem)
    return " ".join(re.split(r"[\s_\-.()]+", plain)).strip()[:60] or "table"
