"""Shopify: the export of orders, one row a line item, as one row an order."""

from collections.abc import Sequence

from smmlab.errors import ExportError
from smmlab.exports.grids import peek_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.shops.tables import Layout, has_orders, read_orders
from smmlab.exports.source import RawExport
from smmlab.texts import message

# Only these columns are ever looked at: names, addresses and notes stay in the raw file.
_COLUMNS = {
    "order_id": ("name",),
    "total": ("total",),
    "created": ("created at",),
    "currency": ("currency",),
    "refund": ("refunded amount",),
    "status": ("financial status",),
    "cancelled": ("cancelled at",),
    "email": ("email",),
    "phone": ("phone",),
    "discount_code": ("discount code",),
    "attributes": ("note attributes",),
}
_QUIET = (
    r"(?:billing|shipping|lineitem|tax \d|payment|fulfil\w+|discount) ?.*|paid at|taxes|subtotal|"
    r"accepts marketing|notes|vendor|id|tags|risk level|source|receipt number|duties|"
    r"outstanding balance|employee|location|device id|next payment due at"
)
_SIGNS = {"name", "financial status", "lineitem name"}
_NEEDED = ("name", "total", "created at")


def _knows(names: Sequence[str]) -> bool:
    return set(names) >= _SIGNS


_LAYOUT = Layout("shopify", _knows, _COLUMNS, _QUIET)


def _matches(raw: RawExport) -> bool:
    return has_orders(raw, _LAYOUT)


def _read(raw: RawExport) -> Reading:
    for grid in peek_grids(raw):
        names = next(
            (plain for row in grid.rows if _knows(plain := [plain_name(cell) for cell in row])), []
        )
        absent = [name.capitalize() for name in _NEEDED if names and name not in names]
        if absent:
            raise ExportError(
                message(
                    "Expected the columns {absent} of a Shopify orders export; they are absent. "
                    "Please export the orders again as plain CSV."
                ),
                {"absent": ", ".join(absent)},
            )
    return read_orders(raw, _LAYOUT)


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
    matches=_matches,
    read=_read,
)
