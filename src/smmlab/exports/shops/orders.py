"""Orders of any shop or sales tool: a table with an order number, a date and an amount."""

from collections.abc import Mapping, Sequence

from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.shops import order_columns as columns
from smmlab.exports.shops import shopify, woocommerce
from smmlab.exports.shops.tables import Layout, has_orders, read_orders
from smmlab.exports.source import RawExport
from smmlab.texts import message

_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
_COLUMNS = {
    "order_id": (*columns.ORDER_ID, *columns.BARE_ID),
    "total": columns.AMOUNT,
    "created": columns.DATE,
    "time": columns.TIME,
    "currency": columns.CURRENCY,
    "refund": columns.REFUND,
    "status": columns.STATUS,
    "email": columns.EMAIL,
    "phone": columns.PHONE,
    "customer_id": columns.CUSTOMER_ID,
    "discount_code": columns.DISCOUNT_CODE,
    **{name: columns.utm_names(name) for name in _UTM},
}


def _knows(names: Sequence[str]) -> bool:
    found = set(names)
    if not (found & set(columns.DATE) and found & set(columns.AMOUNT)):
        return False
    if found & set(columns.ORDER_ID):
        return True
    tagged = all(found & set(columns.utm_names(name)) for name in _UTM[:2])
    return tagged and bool(found & set(columns.BARE_ID))


def _remarks(_names: Mapping[str, str]) -> tuple[Caution, ...]:
    if set(_UTM) & set(_names):
        return ()
    text = message(
        "The file has no campaign tags, so these orders cannot be laid to links. Let the shop or "
        "sales tool export utm_source, utm_medium and utm_campaign as well, if it keeps them."
    )
    return (Caution("orders_no_tags", text),)


_LAYOUT = Layout("orders", _knows, _COLUMNS, columns.PERSONAL, _remarks)
_NAMED = (shopify.READER, woocommerce.READER)


def _matches(raw: RawExport) -> bool:
    return has_orders(raw, _LAYOUT) and not any(reader.matches(raw) for reader in _NAMED)


def _read(raw: RawExport) -> Reading:
    return read_orders(raw, _LAYOUT)


READER = Reader(
    name="orders",
    card=Card(
        title=message("Orders from a shop or sales tool"),
        how_to_get=message(
            "Your shop or sales tool (Bitrix24, amoCRM, Tilda, a register of your own): export the "
            "orders as CSV or XLSX with the columns order number, date, amount, currency, status, "
            "customer e-mail, utm_source, utm_medium, utm_campaign. The names may be English, "
            "Russian or Estonian."
        ),
        limits=message(
            "Only these columns are read. A column with the names of people is never looked at; a "
            "buyer is known by a pseudonym of the e-mail address, the telephone number or the "
            "customer id. Where one order has several rows with unlike amounts, it is rejected."
        ),
        clock=message(
            "The clock of the project, because such files name no zone; an offset in the file wins."
        ),
    ),
    networks=(),
    tables=("orders",),
    matches=_matches,
    read=_read,
)
