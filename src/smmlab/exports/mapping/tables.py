"""Mapped cells as rows of the canonical tables; a row that cannot be used is a fault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from smmlab.exports.mapping.cells import Cells
from smmlab.exports.mapping.links import made_ids, posts_of_links
from smmlab.exports.mapping.words import our_words
from smmlab.exports.numbers import is_missing
from smmlab.exports.post_links import id_seconds, link_networks
from smmlab.exports.privacy import mask_contacts
from smmlab.exports.sieve import Fault
from smmlab.schema import COUNTS
from smmlab.texts import message

_NO_NETWORK = message("This row does not say which network it is of.")
_NO_POST = message("This row has no id, no link, no time and no text of a post.")
_NO_ACT = message("This row says neither who acted nor when, and has no id.")
_NO_KIND = message("This row does not say what the person did.")
_NO_PERSON = message("This row names nobody.")
_NO_DAY = message("This row has no day.")
_NO_ORDER = message("This row has no order number.")
_NO_TOTAL = message("The order has no total.")
_NO_GROUP = message("This row does not say which group of the audience it counts.")
_NO_VALUE = message("This row holds no number.")
_NO_DIMENSION = message("This row does not say what its groups are: ages, cities…")
_AGES = r"^\D{0,3}([0-9]{1,2})\s*[-–—−]\s*([0-9]{1,2})\D{0,6}$"
_OLDER = r"^\D{0,5}([0-9]{1,2})\s*(?:\+|\D{0,3}(?:и старше|ja vanemad|and older|or older)).{0,6}$"


@dataclass(frozen=True)
class Rows:
    """Rows of one table, as long as the file has rows or longer, and what is wrong with them.

    Parameters
    ----------
    frame
        Columns of the canonical table; ``row`` is the number of the row in the file.
    faults
        What cannot be used, by row of the file.
    empty
        Rows of the file that hold nothing to import, though nothing is wrong with them.
    ambiguous
        Times in an hour that the clocks repeat, by row of the file.
    """

    frame: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    empty: Mapping[str, pd.Series] = field(default_factory=dict)
    ambiguous: pd.Series = field(default_factory=lambda: pd.Series(dtype=bool))


def rows_of(cells: Cells) -> Rows:
    """Return the rows of the table that the map names.

    Raises
    ------
    ExportError
        When the order of days and months is not known, or Excel has changed the file.
    """
    rows = _BUILDERS[cells.column_map.table](cells)
    return Rows(rows.frame, (*cells.faults, *rows.faults), rows.empty, rows.ambiguous)


def _network(cells: Cells, links: pd.Series | None = None) -> pd.Series:
    said = cells.word("network")
    return said if links is None else said.fillna(link_networks(links)).astype("str")


def _posts(cells: Cells) -> Rows:
    url, text = cells.raw("url"), cells.text("text")
    url = url.mask(is_missing(url.fillna("")))
    network = _network(cells, url)
    moments = cells.moments("at", hours="time")
    ids = cells.ids("post_id")
    named = ids.fillna(posts_of_links(url, network))
    known = named.notna() | text.notna() | moments.at.notna()
    page = cells.text("page")
    made = made_ids(pd.DataFrame({"n": network, "p": page, "at": moments.at, "t": text}))
    exact = id_seconds(named, url, network)
    by_id = exact.notna()
    form = cells.word("form", closed=False)
    frame = pd.DataFrame(
        {
            "network": network,
            "page": page,
            "is_own": True,
            "post_id": named.fillna(made.where(known)),
            "at": moments.at.mask(by_id, exact),
            "clock": moments.clock.mask(by_id, "id"),
            "precision": moments.precision.mask(by_id, "second"),
            # A file without forms does not say that a post is but a text.
            "form": form.fillna("other"),
            "text": text,
            "language": cells.text("language"),
            "url": url,
            "metrics_name": cells.column_map.name or "mapped columns",
            **cells.counts(COUNTS),
            **cells.numbers(["watch_seconds", "paid_share"]),
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    faults = (Fault(network.isna(), _NO_NETWORK), Fault(~known, _NO_POST))
    return Rows(frame, faults, ambiguous=moments.ambiguous & ~by_id)


def _interactions(cells: Cells) -> Rows:
    url, text = cells.raw("url"), cells.text("text")
    network = _network(cells, url)
    moments = cells.moments("at", hours="time")
    person, kind = cells.persons("person"), cells.word("kind")
    post = cells.ids("post_id").fillna(posts_of_links(url, network))
    said = cells.column_map.constants.get("post_id")
    post = post if said is None else post.fillna(said)
    ids = cells.ids("interaction_id")
    known = ids.notna() | person.notna() | moments.at.notna()
    masked = mask_contacts(text.fillna(""))
    made = made_ids(pd.DataFrame({"n": network, "p": post, "k": kind, "at": moments.at,
                                  "t": masked}))  # fmt: skip
    # Who acted stands apart at the end, where the pseudonym takes its place.
    made = made + "/" + person.fillna("nobody")
    by_page = (
        cells.truth("by_page").fillna(False)
        if cells.has("by_page")
        else pd.Series(False, index=cells.index)
    )
    frame = pd.DataFrame(
        {
            "network": network,
            "interaction_id": ids.fillna(made.where(known)),
            "post_id": post,
            "person": person,
            "kind": kind,
            "at": moments.at,
            "clock": moments.clock,
            "precision": moments.precision,
            "text": text,
            "reply_to": cells.ids("reply_to"),
            "by_page": by_page.astype("boolean"),
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    faults = (
        Fault(network.isna(), _NO_NETWORK),
        Fault(kind.isna(), _NO_KIND),
        Fault(~known, _NO_ACT),
    )
    return Rows(frame, faults, ambiguous=moments.ambiguous)


def _people(cells: Cells) -> Rows:
    network, person = _network(cells), cells.persons("person")
    joined, seen = cells.moments("joined_at"), cells.moments("last_seen")
    frame = pd.DataFrame(
        {
            "network": network,
            "person": person,
            "sex": cells.word("sex", closed=False),
            "city": cells.text("city"),
            "country": cells.text("country"),
            "joined_at": joined.at,
            "last_seen": seen.at,
            "has_photo": cells.truth("has_photo"),
            "deactivated": cells.truth("deactivated"),
            **cells.counts(["birth_year", "followers", "following", "posts"]),
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    if "birth_year" in frame:
        frame["birth_year"] = frame["birth_year"].where(frame["birth_year"].between(1900, 2100))
    faults = (Fault(network.isna(), _NO_NETWORK), Fault(person.isna(), _NO_PERSON))
    return Rows(frame, faults, ambiguous=joined.ambiguous | seen.ambiguous)


def _daily(cells: Cells) -> Rows:
    network, day = _network(cells), cells.days("day")
    base = pd.DataFrame(
        {
            "network": network,
            "page": cells.text("page"),
            "day": day,
            "clock": cells.column_map.zone or None,
            "precision": "day",
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    parts = []
    for metric, column in cells.column_map.metrics.items():
        same = pd.Series(metric, index=cells.index)
        value = cells.metric_of(cells.column(column), column, same)
        parts.append(base.assign(metric=metric, value=value))
    empty: dict[str, pd.Series] = {}
    if cells.column_map.columns.keys() >= {"metric", "value"}:
        told = cells.raw("metric")
        metric = our_words(told, "metric", cells.column_map.values.get("metric"))
        value = cells.metric_of(cells.raw("value"), cells.column_map.columns["value"], metric)
        parts.append(base.assign(metric=metric, value=value.where(metric.notna())))
        empty[message("The metric {value} has no name in smmlab.")] = told.where(
            metric.isna() & day.notna()
        )
    frame = pd.concat(parts)
    frame = frame[frame["value"].notna()]
    without = ~pd.Series(range(len(cells.index)), index=cells.index).isin(frame["row"])
    empty[_NO_VALUE] = day.where(without & day.notna())
    return Rows(frame, (Fault(day.isna(), _NO_DAY),), empty)


def _audience(cells: Cells) -> Rows:
    dimension, value = _groups(cells)
    numbers = {**cells.numbers(["share"]), **cells.counts(["count"])}
    held = pd.concat(list(numbers.values()), axis=1).notna().any(axis=1)
    frame = pd.DataFrame(
        {
            "network": _network(cells),
            "page": cells.text("page"),
            "dimension": dimension,
            "value": value,
            **numbers,
            "from_day": cells.days("from_day"),
            "to_day": cells.days("to_day"),
            "row": range(len(cells.index)),
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


def _ads(cells: Cells) -> Rows:
    day = cells.days("day")
    numbers = {**cells.numbers(["spend", "results"]),
               **cells.counts(["impressions", "reach", "clicks"])}  # fmt: skip
    held = pd.concat(list(numbers.values()), axis=1).notna().any(axis=1)
    campaign, ad_set, ad = (cells.text(name) for name in ("campaign", "ad_set", "ad"))
    from_day = cells.days("from_day").fillna(day)
    frame = pd.DataFrame(
        {
            "network": _network(cells),
            "campaign": campaign,
            "ad_set": ad_set,
            "ad": ad,
            "from_day": from_day,
            "to_day": cells.days("to_day").fillna(day),
            "currency": cells.currency(),
            "result_kind": cells.text("result_kind"),
            **numbers,
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    nameless = campaign.isna() & ad_set.isna() & ad.isna() & from_day.isna()
    faults = (Fault(nameless, message("This row names no campaign, no ad and no day.")),)
    return Rows(frame[held], faults, {_NO_VALUE: pd.Series("", index=cells.index).where(~held)})


def _visits(cells: Cells) -> Rows:
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
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )
    nothing = frame[[*tags, "channel", "day"]].isna().all(axis=1)
    faults = (Fault(nothing, message("This row says neither a day nor where visits came from.")),)
    return Rows(frame[held], faults, {_NO_VALUE: pd.Series("", index=cells.index).where(~held)})


def _orders(cells: Cells) -> Rows:
    moments, ids = cells.moments("at", hours="time"), cells.ids("order_id")
    money = cells.numbers(["amount", "refunded"])
    status = cells.text("status")
    plain = status.str.casefold().str.replace(" ", "_")
    frame = pd.DataFrame(
        {
            "shop": cells.text("shop"),
            "order_id": ids,
            "at": moments.at,
            "clock": moments.clock,
            "precision": moments.precision,
            "customer": cells.persons("customer"),
            "currency": cells.currency(),
            "status": our_words(status, "status").fillna(plain),
            "discount_code": cells.text("discount_code"),
            **{f"utm_{name}": cells.text(f"utm_{name}")
               for name in ("source", "medium", "campaign", "content")},
            **money,
            "row": range(len(cells.index)),
        },
        index=cells.index,
    )  # fmt: skip
    faults = (Fault(ids.isna(), _NO_ORDER), Fault(money["amount"].isna(), _NO_TOTAL))
    return Rows(frame, faults, ambiguous=moments.ambiguous)


_BUILDERS: dict[str, Callable[[Cells], Rows]] = {
    "posts": _posts,
    "daily": _daily,
    "audience": _audience,
    "ads": _ads,
    "visits": _visits,
    "orders": _orders,
    "interactions": _interactions,
    "people": _people,
}
