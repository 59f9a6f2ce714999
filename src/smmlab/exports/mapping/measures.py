"""Mapped cells that count things: days, groups of an audience, ads, visits."""

from dataclasses import replace

import pandas as pd

from smmlab.exports.mapping.cells import Cells
from smmlab.exports.mapping.divided import divided_days
from smmlab.exports.mapping.rows import Doubt, Rows, network_of
from smmlab.exports.mapping.words import our_words
from smmlab.exports.sieve import Fault
from smmlab.texts import message

_NO_DAY = message("This row has no day.")
_NO_GROUP = message("This row does not say which group of the audience it counts.")
_NO_VALUE = message("This row holds no number.")
_NO_DIMENSION = message("This row does not say what its groups are: ages, cities…")
_UNREAD = message(
    "Numbers that cannot be read, in rows whose other numbers were taken: {n}. They are missing."
)
_AGES = r"^\D{0,3}([0-9]{1,2})\s*[-–—−]\s*([0-9]{1,2})\D{0,6}$"
_OLDER = r"^\D{0,5}([0-9]{1,2})\s*(?:\+|\D{0,3}(?:и старше|ja vanemad|and older|or older)).{0,6}$"


def daily(cells: Cells) -> Rows:
    """Return one row a metric and day."""
    network, day = network_of(cells), cells.days("day")
    base = pd.DataFrame(
        {
            "network": network,
            "page": cells.text("page"),
            "day": day,
            "clock": cells.column_map.zone or None,
            "precision": "day",
            "row": cells.number,
        },
        index=cells.index,
    )
    parts: list[pd.DataFrame] = []
    faults: list[Fault] = []
    for metric, column in cells.column_map.metrics.items():
        same = pd.Series(metric, index=cells.index)
        value, wrong = cells.metric_of(cells.column(column), column, same)
        parts.append(base.assign(metric=metric, value=value))
        faults += wrong
    empty: dict[str, pd.Series] = {}
    if cells.column_map.columns.keys() >= {"metric", "value"}:
        told = cells.raw("metric")
        metric = our_words(told, "metric", cells.column_map.values.get("metric"))
        column = cells.column_map.columns["value"]
        value, wrong = cells.metric_of(cells.raw("value"), column, metric)
        parts.append(base.assign(metric=metric, value=value.where(metric.notna())))
        faults += wrong
        empty[message("The metric {value} has no name in smmlab.")] = told.where(
            metric.isna() & day.notna()
        )
    frame = pd.concat(parts)
    frame = frame[frame["value"].notna()]
    held = cells.number.isin(frame["row"])
    empty[_NO_VALUE] = day.where(~held & day.notna())
    # A row of which one number cannot be read keeps the others.
    unread = pd.concat([fault.mask for fault in faults], axis=1).sum(axis=1)
    return Rows(
        frame,
        (
            Fault(day.isna(), _NO_DAY),
            *(replace(fault, mask=fault.mask & ~held) for fault in faults),
            divided_days(frame, cells.frame, cells.column_map),
        ),
        empty,
        (Doubt("numbers-unread", _UNREAD, unread.where(held, 0)),),
    )


def audience(cells: Cells) -> Rows:
    """Return one row a group of an audience."""
    dimension, value = _groups(cells)
    numbers = {**cells.numbers(["share"]), **cells.counts(["count"])}
    held = pd.concat(list(numbers.values()), axis=1).notna().any(axis=1)
    frame = pd.DataFrame(
        {
            "network": network_of(cells),
            "page": cells.text("page"),
            "dimension": dimension,
            "value": value,
            **numbers,
            "from_day": cells.days("from_day"),
            "to_day": cells.days("to_day"),
            "row": cells.number,
        },
        index=cells.index,
    )
    faults = (Fault(value.isna(), _NO_GROUP), Fault(dimension.isna(), _NO_DIMENSION))
    return Rows(frame[held], faults, {_NO_VALUE: value.where(~held)})


def _groups(cells: Cells) -> tuple[pd.Series, pd.Series]:
    """Return what the groups are and which each row counts, in the words of the schema."""
    said = [name for name in ("age", "sex", "city", "country", "language", "hour")
            if name in cells.column_map.columns]  # fmt: skip
    dimension, value = cells.word("dimension"), cells.text("value")
    if said and "value" not in cells.column_map.columns:
        found = {name: cells.word("sex") if name == "sex" else cells.text(name) for name in said}
        if {"age", "sex"} <= found.keys():
            value = _ages(found["age"]) + "|" + found["sex"]
            dimension = pd.Series("age_sex", index=cells.index, dtype="str")
        else:
            value = found[said[0]]
            dimension = pd.Series(said[0], index=cells.index, dtype="str")
    value = value.mask(dimension == "age", _ages(value))
    sexes = our_words(value, "sex", cells.column_map.values.get("sex"))
    value = value.mask(dimension == "sex", sexes)
    pair = value.str.extract(r"^\s*([^|,;/]+?)\s*[|,;/]\s*([^|,;/]+?)\s*$").astype("str")
    # Files write either of the two first.
    first, second = our_words(pair[0], "sex"), our_words(pair[1], "sex")
    age = _ages(pair[0].where(second.notna(), pair[1]))
    both = age + "|" + second.fillna(first)
    return dimension, value.mask(dimension == "age_sex", both)


def _ages(texts: pd.Series) -> pd.Series:
    plain = texts.astype("str").str.strip()
    parts = plain.str.extract(_AGES)
    older = plain.str.extract(_OLDER, expand=False)
    made = (parts[0] + "-" + parts[1]).fillna(older + "+")
    return made.astype("str")


def ads(cells: Cells) -> Rows:
    """Return one row for each row of the file that names an ad."""
    day = cells.days("day")
    numbers = {**cells.numbers(["spend", "results"]),
               **cells.counts(["impressions", "reach", "clicks"])}  # fmt: skip
    held = pd.concat(list(numbers.values()), axis=1).notna().any(axis=1)
    campaign, ad_set, ad = (cells.text(name) for name in ("campaign", "ad_set", "ad"))
    from_day = cells.days("from_day").fillna(day)
    frame = pd.DataFrame(
        {
            "network": network_of(cells),
            "campaign": campaign,
            "ad_set": ad_set,
            "ad": ad,
            "from_day": from_day,
            "to_day": cells.days("to_day").fillna(day),
            "currency": cells.currency(),
            "result_kind": cells.text("result_kind"),
            **numbers,
            "row": cells.number,
        },
        index=cells.index,
    )
    nameless = campaign.isna() & ad_set.isna() & ad.isna() & from_day.isna()
    faults = (Fault(nameless, message("This row names no campaign, no ad and no day.")),)
    return Rows(frame, faults, {_NO_VALUE: pd.Series("", index=cells.index).where(~held)})


def visits(cells: Cells) -> Rows:
    """Return one row for each row of the file that names a source of visits."""
    day = cells.days("day")
    numbers = {**cells.numbers(["key_events", "revenue"]),
               **cells.counts(["users", "sessions", "engaged_sessions"])}  # fmt: skip
    held = pd.concat(list(numbers.values()), axis=1).notna().any(axis=1)
    tags = ("source", "medium", "campaign", "content", "term")
    frame = pd.DataFrame(
        {
            "property": cells.text("property"),
            "day": day,
            "to_day": cells.days("to_day").fillna(day),
            **{name: cells.text(name) for name in tags},
            "channel": cells.text("channel"),
            "currency": cells.currency().where(numbers.get("revenue", day).notna()),
            **numbers,
            "row": cells.number,
        },
        index=cells.index,
    )
    nothing = frame[[*tags, "channel", "day"]].isna().all(axis=1)
    faults = (Fault(nothing, message("This row says neither a day nor where visits came from.")),)
    return Rows(frame, faults, {_NO_VALUE: pd.Series("", index=cells.index).where(~held)})
