"""Shopify, orders export: one row a line item, the order itself on its first row."""

import csv
import io
from collections.abc import Sequence

from smmlab.datasets.cafe.clock import shop_text
from smmlab.datasets.cafe.orders import Order, Product

_HEADER = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping",
    "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing Street",
    "Billing Address1", "Billing Address2", "Billing Company", "Billing City", "Billing Zip",
    "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street",
    "Shipping Address1", "Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip",
    "Shipping Province", "Shipping Country", "Shipping Phone", "Notes", "Note Attributes",
    "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor", "Id",
    "Tags", "Risk Level", "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Tax 2 Name",
    "Tax 2 Value", "Tax 3 Name", "Tax 3 Value", "Tax 4 Name", "Tax 4 Value", "Tax 5 Name",
    "Tax 5 Value", "Phone", "Receipt Number", "Duties", "Billing Province Name",
    "Shipping Province Name",
)  # fmt: skip
_FIRST_ID = 9_990_000_000_000
_TAX = 24
SHOPIFY_FILE = "orders_export_1.csv"


def shopify_csv(
    orders: Sequence[Order], *, vendor: str = "Kohvik Kaja", city: str = "Tallinn"
) -> bytes:
    """Return the export of all orders, newest first; all customers live in one town."""
    file = io.StringIO()
    writer = csv.DictWriter(file, _HEADER, restval="", lineterminator="\n")
    writer.writeheader()
    for order in reversed(orders):
        for line, (product, pieces) in enumerate(order.basket):
            row = _line(order, product, pieces, vendor)
            writer.writerow(row | _order(order, city) if line == 0 else row)
    return file.getvalue().encode()


def _line(order: Order, product: Product, pieces: int, vendor: str) -> dict[str, object]:
    return {
        "Name": f"#{order.number}",
        "Email": order.customer.email,
        "Created at": shop_text(order.at),
        "Lineitem quantity": pieces,
        "Lineitem name": product.name,
        "Lineitem price": f"{product.price:.2f}",
        "Lineitem sku": product.sku,
        "Lineitem requires shipping": str(product.shipped).lower(),
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending" if order.status == "pending" else "fulfilled",
        "Vendor": vendor,
        "Lineitem discount": "0.00",
    }


def _order(order: Order, city: str) -> dict[str, object]:
    tax = f"{order.total * _TAX / (100 + _TAX):.2f}"
    paid = order.status not in ("pending", "voided")
    address = {
        f"{kind} {part}": value
        for kind in ("Billing", "Shipping")
        for part, value in {
            "Name": order.customer.name,
            "Street": order.customer.street,
            "Address1": order.customer.street,
            "City": city,
            "Zip": "'10000",  # the apostrophe is Shopify's own, against Excel
            "Country": "EE",
        }.items()
    }
    return address | {
        "Financial Status": order.status,
        "Paid at": shop_text(order.at + 20) if paid else "",
        "Fulfillment Status": "fulfilled" if paid else "unfulfilled",
        "Fulfilled at": shop_text(order.at + 90_000) if paid else "",
        "Accepts Marketing": "yes" if order.number % 3 == 0 else "no",
        "Currency": "EUR",
        "Subtotal": f"{order.subtotal:.2f}",
        "Shipping": f"{order.shipping:.2f}",
        "Taxes": tax,
        "Total": f"{order.total:.2f}",
        "Discount Code": order.code,
        "Discount Amount": f"{order.discount:.2f}",
        "Shipping Method": "Pakiautomaat" if order.shipping else "",
        "Note Attributes": _tags(order),
        "Cancelled at": shop_text(order.at + 7_200) if order.status == "voided" else "",
        "Payment Method": "Shopify Payments",
        "Payment Reference": f"c{order.number}.1",
        "Refunded Amount": f"{order.refunded:.2f}",
        "Id": _FIRST_ID + order.number,
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": f"KM {_TAX}%",
        "Tax 1 Value": tax,
    }


def _tags(order: Order) -> str:
    if order.campaign is None:
        return ""
    tags = {
        "utm_source": order.campaign.source,
        "utm_medium": order.campaign.medium,
        "utm_campaign": order.campaign.name,
        "utm_content": order.content,
    }
    return "\n".join(f"{name}: {value}" for name, value in tags.items() if value)
