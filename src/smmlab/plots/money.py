"""Charts of money: what an order is worth, and what tagged links brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.money.utm import UNTAGGED
from smmlab.plots.intervals import draw_interval, draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"
_MOST = 12
_ENOUGH = 10


def plot_orders(
    summary: pd.DataFrame,
    *,
    currency: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean and the median order of one currency with their intervals.

    Parameters
    ----------
    summary
        Result of `smmlab.money.orders.summarise_orders`.
    currency
        Which one; by default the one with most orders. Currencies never share an axis.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=2.8)
    rows = summary if currency is None else summary[summary["currency"] == currency]
    if rows.empty:
        return empty(
            axes,
            words.say(
                "There are no orders in these files. In Shopify: Orders, Export, All orders, "
                "plain CSV file."
            ),
        )
    row = rows.iloc[0]
    orders = int(row["orders"])
    if pd.isna(row["average_order_value"]):
        return empty(
            axes,
            words.say_many(
                "{n} order is too few to say what an order is usually worth.",
                "{n} orders are too few, or have no amounts, to say what an order is usually "
                "worth.",
                n=orders,
            ),
        )
    code = row["currency"]
    lines = (
        (words.say("mean order"), "average_order_value", "aov_low", "aov_high", ACCENT, "o"),
        (words.say("median order"), "median_order_value", "median_low", "median_high", SECOND, "s"),
    )
    for place, (_name, value, low, high, colour, marker) in enumerate(lines):
        draw_interval(axes, place, row[value], row[low], row[high], colour=colour, marker=marker,
                      size=8)  # fmt: skip
        axes.annotate(
            _plain(_money(row[value], code, words)), (row[value], place), xytext=(0, 9),
            ha="center", textcoords="offset points", fontsize=9, color=INK,
        )  # fmt: skip
    axes.set_yticks(range(len(lines)), [name for name, *_rest in lines])
    axes.set_ylim(-0.6, len(lines) - 0.2)
    axes.set_xlim(0, float(row[["aov_high", "median_high"]].max()) * 1.12)
    axes.xaxis.set_major_formatter(lambda amount, _position: _plain(_money(amount, code, words)))
    axes.set_xlabel(words.say("amount of an order before refunds"), color=MUTED)
    parts = [
        words.say_many("{n} order", "{n} orders", n=orders),
        words.say("{amount} given back", amount=_money(row["refunded"], code, words))
        if pd.notna(row["refunded"])
        else "",
        words.say_many("{n} cancelled", "{n} cancelled", n=int(row["cancelled"]))
        if row["cancelled"]
        else "",
        words.say("lines: interval"),
    ]
    title(
        axes,
        words.say(
            "An order is worth {mean} on average, {median} in the middle",
            mean=_money(row["average_order_value"], code, words),
            median=_money(row["median_order_value"], code, words),
        ),
        subtitle="; ".join(part for part in parts if part),
    )
    return axes


def plot_utm(utm: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the conversion of visits into orders by tags, with intervals.

    Where no conversion is known, the orders of each tag are drawn instead.

    Parameters
    ----------
    utm
        Result of `smmlab.money.utm.attribute_orders`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    tagged = utm[(utm["source"] != UNTAGGED)]
    known = tagged[tagged["conversion_rate"].notna() & (tagged["sessions"] >= _ENOUGH)]
    known = known.drop_duplicates(["source", "medium", "campaign"])
    if len(known):
        rows = known.head(_MOST).sort_values("conversion_rate", kind="stable")
        _draw_conversion(axes, rows, words)
        return axes
    with_orders = tagged[tagged["orders"].fillna(0) > 0]
    if with_orders.empty:
        return empty(
            axes,
            words.say(
                "No orders with tags are in these files, so nobody can say which link sells. Tag "
                "every link, then export orders and the traffic acquisition report."
            ),
        )
    # The same tags in two currencies are one bar: orders may be added, money may not.
    keys = ["source", "medium", "campaign"]
    summed = with_orders.groupby(keys, dropna=False, as_index=False)["orders"].sum()
    rows = summed.sort_values("orders", ascending=False, kind="stable").head(_MOST).iloc[::-1]
    bars = axes.barh(range(len(rows)), rows["orders"].astype("float64"), color=ACCENT)
    axes.bar_label(bars, [words.number(int(n)) for n in rows["orders"]], padding=4, fontsize=9,
                   color=INK)  # fmt: skip
    axes.set_yticks(range(len(rows)), [_plain(_tags(row)) for row in rows.to_dict("records")])
    axes.set_xlim(0, float(rows["orders"].max()) * 1.15)
    axes.set_xlabel(words.say("orders with these tags"), color=MUTED)
    title(
        axes,
        words.say("Most tagged orders: {tags}", tags=_tags(rows.iloc[-1].to_dict())),
        subtitle=words.say("A credit rule, not an effect; visits of the same tags are not known"),
    )
    return axes


def _draw_conversion(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    places = np.arange(len(rows))
    rates = rows["conversion_rate"] * 100
    draw_whiskers(axes, places, rates, rows["cr_low"] * 100, rows["cr_high"] * 100, width=1.4)
    axes.plot(rates, places, "o", color=ACCENT, markersize=7)
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        note = words.say(
            "{orders} of {visits}",
            orders=words.number(int(row["converted_orders"])),
            visits=words.number(int(row["sessions"])),
        )
        axes.annotate(note, (row["cr_high"] * 100, place), xytext=(6, 0), va="center",
                      textcoords="offset points", fontsize=8, color=INK)  # fmt: skip
    axes.set_yticks(places, [_plain(_tags(row)) for row in rows.to_dict("records")])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0, float(rows["cr_high"].max()) * 122)
    axes.set_xlabel(words.say("orders in a hundred visits with the same tags"), color=MUTED)
    best = rows.iloc[-1]
    others = rows.iloc[:-1]
    if len(others) and float(others["cr_high"].max()) < float(best["cr_low"]):
        heading = words.say("Visits from {tags} buy most often", tags=_tags(best.to_dict()))
    elif len(others):
        heading = words.say("No tagged link clearly sells better than the others")
    else:
        heading = words.say(
            "{share} of the visits from {tags} ended in an order",
            share=words.percent(float(best["conversion_rate"])),
            tags=_tags(best.to_dict()),
        )
    title(
        axes,
        heading,
        subtitle=words.say("A credit rule, not an effect; lines: interval of the share"),
    )


def _tags(row: dict[str, object]) -> str:
    parts = [str(row[tag]) for tag in ("source", "medium", "campaign") if pd.notna(row[tag])]
    return " / ".join(parts)[:44]


def _money(amount: float, currency: object, words: Words) -> str:
    if pd.isna(currency):
        return words.number(float(amount), digits=2)
    return words.money(float(amount), str(currency))


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
