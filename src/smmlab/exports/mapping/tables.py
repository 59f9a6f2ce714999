"""Mapped cells as rows of the canonical tables; a row that cannot be used is a fault."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from smmlab.exports.mapping.cells import Cells
from smmlab.exports.mapping.links import made_ids, posts_of_links
from smmlab.exports.mapping.measures import ads, audience, daily, visits
from smmlab.exports.mapping.rows import Doubt, Rows, network_of
from smmlab.exports.mapping.words import our_words
from smmlab.exports.moments import SKIPPED_HOUR, Moments
from smmlab.exports.numbers import is_missing
from smmlab.exports.post_links import id_seconds
from smmlab.exports.privacy import mask_contacts
from smmlab.exports.shops.folding import MORE_ORDERS
from smmlab.exports.sieve import Fault
from smmlab.schema import COUNTS
from smmlab.texts import message

_NO_NETWORK = message("This row does not say which network it is of.")
_NO_POST = message("This row has no id, no link, no time and no text of a post.")
_NO_ACT = message("This row says neither who acted nor when, and has no id.")
_NO_KIND = message("This row does not say what the person did.")
_NO_PERSON = message("This row names nobody.")
_NO_ORDER = message("This row has no order number.")
_NO_TOTAL = message("The order has no total.")
_TWICE = message(
    "Rows in the hour that the clocks repeat in autumn: {n}. The first of the two moments was "
    "taken."
)
_YEARS = message("Years of birth that cannot be, such as 85 or 1880: {n}. They are missing.")
_REPLIES = message(
    "Cells of {column} that are no id of another row: {n}. They may be names of people, so they "
    "were not kept."
)
_SEVERAL = message(
    "Orders in several rows with different amounts: {n}. None of these rows was taken, for they "
    "may be the goods of one order. Please map a table with one row an order."
)
_ONCE = message(
    "Rows that repeat an order with the same amount: {n}. It was taken once, as the amount of the "
    "whole order; if every row is one of the goods, map a table with one row an order."
)
_ONE_OF_AN_ORDER = ("amount", "currency")
# Numbers, those of Reddit with the kind before them, and UUIDs.
_LIKE_ID = (
    r"[0-9]+(?:[_\-:/][0-9]+)*|t[0-9]_[0-9a-z]+|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"
)


def rows_of(cells: Cells) -> Rows:
    """Return the rows of the table that the map names.

    Raises
    ------
    ExportError
        When the order of days and months is not known, or Excel has changed the file.
    """
    rows = _BUILDERS[cells.column_map.table](cells)
    return Rows(rows.frame, (*cells.faults, *rows.faults), rows.empty, rows.doubts)


def _posts(cells: Cells) -> Rows:
    url, text = cells.raw("url"), cells.text("text")
    url = url.mask(is_missing(url.fillna("")))
    network = network_of(cells, url)
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
            "row": cells.number,
        },
        index=cells.index,
    )
    faults = (Fault(network.isna(), _NO_NETWORK), Fault(~known, _NO_POST))
    return Rows(frame, faults, doubts=_hours(cells, moments, but=by_id))


def _interactions(cells: Cells) -> Rows:
    url, text = cells.raw("url"), cells.text("text")
    network = network_of(cells, url)
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
    replies = cells.ids("reply_to")
    # No pseudonym would lead back to the row that is answered, so a name cannot stay.
    is_id = replies.str.fullmatch(_LIKE_ID, case=False).fillna(False).astype(bool)
    named = replies.notna() & ~is_id & ~replies.isin(ids.dropna())
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
            "reply_to": replies.mask(named),
            "by_page": by_page.astype("boolean"),
            "row": cells.number,
        },
        index=cells.index,
    )
    faults = (
        Fault(network.isna(), _NO_NETWORK),
        Fault(kind.isna(), _NO_KIND),
        Fault(~known, _NO_ACT),
    )
    column = cells.column_map.columns.get("reply_to", "")
    doubt = Doubt("replies-dropped", _REPLIES, named, {"column": column})
    return Rows(frame, faults, doubts=(*_hours(cells, moments), doubt))


def _people(cells: Cells) -> Rows:
    network, person = network_of(cells), cells.persons("person")
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
            "row": cells.number,
        },
        index=cells.index,
    )
    doubts = _hours(cells, joined, seen)
    if "birth_year" in frame:
        odd = (~frame["birth_year"].between(1900, 2100)).fillna(False).astype(bool)
        frame["birth_year"] = frame["birth_year"].mask(odd)
        doubts += (Doubt("birth-years", _YEARS, odd),)
    faults = (Fault(network.isna(), _NO_NETWORK), Fault(person.isna(), _NO_PERSON))
    return Rows(frame, faults, doubts=doubts)


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
            "row": cells.number,
        },
        index=cells.index,
    )  # fmt: skip
    faults = (Fault(ids.isna(), _NO_ORDER), Fault(money["amount"].isna(), _NO_TOTAL))
    # A row that is no good itself must not spoil a sound one of the same order.
    unsound = _any_of([*cells.faults, *faults])
    differing = _differing_orders(cells, frame[~unsound])
    several = _any_of(differing)
    rest = pd.concat([frame[["shop", "order_id"]], cells.frame], axis=1)[~unsound & ~several]
    again = rest[~rest.duplicated()].duplicated(["shop", "order_id"])
    heads = ~frame.duplicated(["shop", "order_id"]).where(several, True).astype(bool)
    doubts = (
        *_hours(cells, moments),
        Doubt("orders-in-rows", _SEVERAL, heads, of_rejected=True),
        Doubt("orders-once", _ONCE, again.reindex(cells.index, fill_value=False)),
    )
    return Rows(frame, (*faults, *differing), doubts=doubts)


def _differing_orders(cells: Cells, sound: pd.DataFrame) -> list[Fault]:
    """Tell the rows of orders that say of one order what only two can have."""
    orders = sound.groupby(["shop", "order_id"], dropna=False)
    found = []
    for name in _ONE_OF_AN_ORDER:
        differs = (orders[name].transform("nunique") > 1).reindex(cells.index, fill_value=False)
        found.append(Fault(differs, MORE_ORDERS, column=cells.column_map.columns.get(name, name)))
    return found


def _any_of(faults: Sequence[Fault]) -> pd.Series:
    masks = [fault.mask.fillna(False).to_numpy(dtype=bool) for fault in faults]
    return pd.Series(np.logical_or.reduce(masks), index=faults[0].mask.index)


def _hours(cells: Cells, *every: Moments, but: pd.Series | None = None) -> tuple[Doubt, ...]:
    """Say which rows have times in an hour that the clocks repeat, or skip."""
    twice = pd.concat([moments.ambiguous for moments in every], axis=1).any(axis=1)
    skipped = pd.concat([moments.skipped for moments in every], axis=1).any(axis=1)
    if but is not None:
        twice, skipped = twice & ~but, skipped & ~but
    zone = cells.clock.zone
    return (
        Doubt("repeated-hour", _TWICE, twice),
        Doubt("skipped-hour", SKIPPED_HOUR, skipped, {"zone": zone}),
    )


_BUILDERS: dict[str, Callable[[Cells], Rows]] = {
    "posts": _posts,
    "daily": daily,
    "audience": audience,
    "ads": ads,
    "visits": visits,
    "orders": _orders,
    "interactions": _interactions,
    "people": _people,
}
