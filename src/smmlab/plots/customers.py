"""Charts of customers: their segments and money, the orders to come, and how well that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from smmlab.money.customer_segments import CUSTOMER_LABELS, CustomerSegments
from smmlab.money.repeat_buying import LACKS, RepeatBuying
from smmlab.money.rfm import CustomerSegment
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"


def plot_customers(
    result: CustomerSegments,
    *,
    currency: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each segment's share of the customers (bar) and of the money (diamond), with intervals.

    Parameters
    ----------
    result
        Result of `smmlab.money.customer_segments.segment_customers`.
    currency
        Which one; by default the one with most customers. Currencies never share an axis.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=4.6)
    segments = result.segments
    if currency is None and len(segments):
        # A missing currency is a group of its own.
        rows = segments[segments["currency"].fillna("") == segments["currency"].fillna("").iloc[0]]
    else:
        rows = segments[segments["currency"] == currency]
    if rows.empty:
        return empty(axes, _why_no_segments(result, currency, words))
    leader = rows.iloc[0]
    rows = rows.iloc[::-1].reset_index(drop=True)
    places = np.arange(len(rows))
    axes.barh(
        places, rows["share"] * 100, height=0.62,
        color=[ACCENT if name == leader["segment"] else _PALE for name in rows["segment"]],
    )  # fmt: skip
    _lines(axes, places - 0.1, rows, "share", INK)
    reach = float(rows["share_high"].max())
    if rows["net_revenue_share"].notna().all():
        _lines(axes, places + 0.1, rows, "net_revenue_share", MUTED)
        axes.plot(
            rows["net_revenue_share"] * 100, places + 0.1, linestyle="none", marker="D",
            markersize=6, markerfacecolor="white", markeredgecolor=INK,
            label=words.say("share of the money"),
        )  # fmt: skip
        axes.legend(frameon=False, fontsize=8, loc="lower right")
        reach = max(reach, float(rows["net_revenue_share_high"].max()))
    axes.set_yticks(
        places,
        [
            f"{_label(row['segment'], words)}\n"
            + words.say_many("{n} customer", "{n} customers", n=int(row["customers"]))
            for row in rows.to_dict("records")
        ],
    )
    axes.set_xlim(0, min(reach * 112, 105))
    axes.set_xlabel(words.say("share of the customers, %"), color=MUTED)
    customers = words.percent(float(leader["share"]), digits=0)
    if pd.isna(leader["net_revenue_share"]):
        heading = words.say(
            "{segment}: {share} of the customers",
            segment=_label(leader["segment"], words),
            share=customers,
        )
    else:
        heading = words.say(
            "{segment}: {share} of the customers, {money} of the money",
            segment=_label(leader["segment"], words),
            share=customers,
            money=words.percent(float(leader["net_revenue_share"]), digits=0),
        )
    total = words.say_many("{n} customer", "{n} customers", n=int(rows["customers"].sum()))
    code = leader["currency"]
    parts = [
        total,
        code if pd.notna(code) else "",
        words.say("money after refunds; lines: interval"),
    ]
    title(axes, heading, subtitle="; ".join(part for part in parts if part))
    return axes


def plot_repeat_buying(
    result: RepeatBuying, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how many orders one customer will place, by the orders so far, with intervals.

    Parameters
    ----------
    result
        Result of `smmlab.money.repeat_buying.fit_repeat_buying`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if result.lack:
        return empty(axes, words.say(LACKS[result.lack]))
    rows = result.groups.iloc[::-1].reset_index(drop=True)
    places = np.arange(len(rows))
    expected = rows["orders_each"]
    draw_whiskers(axes, places, expected, rows["low"], rows["high"], width=1.4)
    axes.plot(expected, places, "o", color=ACCENT, markersize=7)
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        axes.annotate(
            words.number(row["orders_each"], digits=1 if row["orders_each"] >= 1 else 2),
            (row["high"], place), xytext=(6, 0), va="center", textcoords="offset points",
            fontsize=8, color=INK,
        )  # fmt: skip
    axes.set_yticks(places, _names(rows, words))
    axes.set_xlim(0, float(rows["high"].max()) * 1.15)
    axes.set_xlabel(
        words.say_many(
            "orders of one customer in the next {n} week",
            "orders of one customer in the next {n} weeks",
            n=result.weeks,
        ),
        color=MUTED,
    )
    total = result.figures.set_index("figure").loc["orders"]
    title(
        axes,
        words.say(
            "Orders to come from the customers we have: {orders} ({low} to {high})",
            orders=words.number(float(total["value"]), digits=0),
            low=words.number(float(total["low"]), digits=0),
            high=words.number(float(total["high"]), digits=0),
        ),
        subtitle=_trial(result, words),
    )
    return axes


def plot_repeat_fit(
    result: RepeatBuying, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how many customers came back how often (bar) and how many the model has (diamond).

    Parameters
    ----------
    result
        Result of `smmlab.money.repeat_buying.fit_repeat_buying`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if result.lack:
        return empty(axes, words.say(LACKS[result.lack]))
    rows = result.groups.iloc[::-1].reset_index(drop=True)
    places = np.arange(len(rows))
    seen, modelled = rows["customers"].astype("float64"), rows["model_customers"]
    axes.barh(places, seen, color=_PALE)
    axes.plot(
        modelled, places, linestyle="none", marker="D", markersize=6, markerfacecolor="white",
        markeredgecolor=INK, label=words.say("as the model has it"),
    )  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    axes.set_yticks(places, _names(rows, words))
    axes.set_xlim(0, max(float(seen.max()), float(modelled.max())) * 1.12)
    axes.set_xlabel(words.say("customers"), color=MUTED)
    apart = float(np.abs(seen - modelled).sum() / 2 / seen.sum())
    title(
        axes,
        words.say(
            "The model puts {share} of the customers into a wrong row",
            share=words.percent(apart),
        ),
        subtitle=_trial(result, words),
    )
    return axes


def _lines(axes: Axes, places: np.ndarray, rows: pd.DataFrame, name: str, colour: str) -> None:
    shares, low, high = (rows[name + end] * 100 for end in ("", "_low", "_high"))
    draw_whiskers(axes, places, shares, low, high, colour=colour)


def _why_no_segments(result: CustomerSegments, currency: str | None, words: Words) -> str:
    known = result.currencies
    if currency is not None:
        known = known[known["currency"] == currency]
    if known.empty:
        return words.say(
            "The orders do not say who bought. In Shopify: Orders, Export, All orders, plain CSV "
            "file; keep the e-mail column, it is turned into a pseudonym."
        )
    return words.say(
        "Too few customers ordered in one currency to tell segments apart. Export a longer period "
        "of orders."
    )


def _names(rows: pd.DataFrame, words: Words) -> list[str]:
    return [
        f"{_so_far(row, words)}\n"
        + words.say_many("{n} customer", "{n} customers", n=int(row["customers"]))
        for row in rows.to_dict("records")
    ]


def _so_far(row: dict[str, object], words: Words) -> str:
    """Name a group by the orders so far: one more than the repeats."""
    first, last = int(cast(int, row["from_repeats"])) + 1, row["to_repeats"]
    if pd.isna(last):
        return words.say_many("{n} order and more", "{n} orders and more", n=first)
    if int(cast(int, last)) + 1 == first:
        return words.say_many("{n} order", "{n} orders", n=first)
    return words.say_many(
        "{first} to {n} order", "{first} to {n} orders", first=first, n=int(cast(int, last)) + 1
    )


def _trial(result: RepeatBuying, words: Words) -> str:
    if result.trial.empty:
        return words.say("Not tried: the files are too short for two halves; lines: interval")
    row = result.trial.iloc[0]
    return words.say(
        "Trial on the later half of the files: forecast {forecast}, came {actual}; lines: interval",
        forecast=words.number(float(row["predicted"]), digits=0),
        actual=words.number(int(row["actual"])),
    )


def _label(segment: object, words: Words) -> str:
    return words.say(CUSTOMER_LABELS[cast(CustomerSegment, segment)])
