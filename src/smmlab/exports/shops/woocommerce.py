"""WooCommerce: orders as export plugins write them, and the table of its own analytics."""

from collections.abc import Mapping, Sequence

from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.shops.tables import Layout, has_orders, read_orders
from smmlab.exports.source import RawExport
from smmlab.texts import message

_ATTRIBUTION = tuple(
    f"{before}wc_order_attribution_" for before in ("meta:_", "meta: _", "meta:", "_", "")
)


def _tag(name: str) -> tuple[str, ...]:
    return (*(f"{start}{name}" for start in _ATTRIBUTION), name, name.replace("_", " "))


# Every plugin has its own names; the number that the buyer sees comes before the inner one.
_COLUMNS = {
    "order_id": ("order number", "order_number", "order #", "order id", "order_id"),
    "total": ("order total amount", "order total", "order_total", "total", "n. revenue",
              "net revenue"),
    "created": ("order date", "order_date", "date created", "date_created", "date"),
    "currency": ("order currency", "order_currency", "currency"),
    "refund": ("order refund amount", "refunded amount", "refunded_total", "refunded"),
    "status": ("order status", "order_status", "status"),
    "email": ("email (billing)", "billing email", "billing_email", "billing email address",
              "customer email", "customer_email", "email"),
    "phone": ("phone (billing)", "billing phone", "billing_phone", "phone"),
    "customer_id": ("customer id", "customer_id", "customer user id", "customer_user",
                    "customer user"),
    "discount_code": ("coupon code", "coupon codes", "coupon(s)", "coupons", "coupon_code"),
    **{name: _tag(name) for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content")},
}  # fmt: skip
# At least one of these: an order, a date and an amount alone may be any shop's.
_MARKS = {
    "order_key", "order key", "cart_discount", "customer_user", "billing_first_name",
    "order_number_formatted", "order total amount", "email (billing)", "first name (billing)",
    "payment_method_title", "payment method title", "cart discount amount", "n. revenue",
}  # fmt: skip
_NET = ("n. revenue", "net revenue")
_QUIET = (
    r".*(?:billing|shipping|first name|last name|address|postcode|note).*|customer|"
    r"customer[ _]name|customer type|company|product\(s\)|products?|items sold|sku|"
    r"item #|item name|item cost|line.?items?.*|quantity.*|payment.*|"
    r"cart.?discount.*|discount.*|order (?:subtotal|tax|key).*|order_key|"
    r".*attribution_(?:source_type|referrer|session_.*|device_type|user_agent|utm_\w+)|"
    r"order_(?:subtotal|number_formatted|id)|order id|coupons?.*|transaction.?id|.*tax.*|fee.*|"
    r"paid.?date|date.?paid|completed.?date|download.*"
)


def _knows(names: Sequence[str]) -> bool:
    found = set(names)
    whole = all(found & set(_COLUMNS[cell]) for cell in ("order_id", "total", "created"))
    tagged = any("wc_order_attribution_" in name for name in names)
    return whole and (tagged or bool(found & _MARKS))


def _remarks(names: Mapping[str, str]) -> tuple[Caution, ...]:
    if plain_name(names["total"]) not in _NET:
        return ()
    text = message(
        "The amounts are net revenue, without taxes and delivery: the table of WooCommerce "
        "Analytics has no other. For whole amounts, tags and buyers, export the orders with a "
        "plugin."
    )
    return (Caution("woocommerce_net", text),)


_LAYOUT = Layout("woocommerce", _knows, _COLUMNS, _QUIET, _remarks)


def _matches(raw: RawExport) -> bool:
    return has_orders(raw, _LAYOUT)


def _read(raw: RawExport) -> Reading:
    return read_orders(raw, _LAYOUT)


READER = Reader(
    name="woocommerce",
    card=Card(
        title=message("WooCommerce orders"),
        how_to_get=message(
            "WooCommerce: an export plugin, with order number, date, status, total, currency, "
            "billing e-mail and the order attribution fields (utm_source and so on), as CSV. "
            "Or Analytics, Orders, Download, which has no currency and no tags."
        ),
        limits=message(
            "Order attribution exists since WooCommerce 8.5 and names the last visit before the "
            "order. Names, addresses and notes are not read; a buyer is known by a pseudonym of "
            "the e-mail address, the telephone number or the customer id. The column Attribution "
            "of WooCommerce Analytics is not used: it is not a set of tags."
        ),
        clock=message("Local time of the shop without its zone: the clock of the project is used."),
    ),
    networks=(),
    tables=("orders",),
    matches=_matches,
    read=_read,
)
