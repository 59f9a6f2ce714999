"""The funnel of sales: visits, enquiries and orders of each row, and how many visits buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.money.funnel import LACKS, Funnel
from smmlab.money.utm import UNTAGGED
from smmlab.plots.rows import lay_rows, write_rows
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import channel_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

_MOST = 8
_LETTERS = 36


def plot_funnel(funnel: Funnel, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw visits, enquiries and orders of each row, with the conversion and its interval beside.

    The scale is logarithmic: the same distance is the same share lost. Rows without visits or
    without orders that could be theirs are not drawn; they stand in the table.

    Parameters
    ----------
    funnel
        Result of `smmlab.money.funnel.measure_funnel`.

    Examples
    --------
    >>> from smmlab.money.funnel import measure_funnel
    >>> from smmlab.schema import conform
    >>> nothing = measure_funnel(conform(pd.DataFrame(), "visits"),
    ...                          conform(pd.DataFrame(), "orders"))
    >>> plot_funnel(nothing).texts[0].get_text()[:30]
    'There are no orders and no vis'
    """
    words = words or Words("en")
    if funnel.lack:
        return empty(new_axes(ax), words.say(LACKS[funnel.lack]))
    rows = funnel.table[funnel.table["why"] == ""]
    if rows.empty:
        return empty(
            new_axes(ax),
            words.say(
                "Visits and orders with the same tags and days are not in these files, so no "
                "funnel can be drawn. Export the traffic report with source, medium and campaign "
                "for the days of the orders."
            ),
        )
    left_out = max(len(rows) - _MOST, 0)
    rows = rows.head(_MOST).sort_values("conversion_rate", ascending=False, kind="stable")
    records = rows.to_dict("records")
    laid = lay_rows([name_of(row, words, longest=_LETTERS) for row in records])
    axes = new_axes(ax, height=1.9 + 0.36 * laid.height)
    most = float(rows["sessions"].max())
    # Without an order there is no place on this scale; the lowest decade stands for it.
    axes.set_xscale("log")
    axes.set_xlim(0.7, most * 2.2)
    for place, row in zip(laid.places, records, strict=True):
        _draw_row(axes, float(place), row, words)
    asked = rows["enquiries"].notna().any()
    events = rows["key_events"].notna().any() and not asked
    marks = [
        ("o", MUTED, words.say("visits")),
        *([("D", SECOND, words.say("enquiries"))] if asked else []),
        *([("D", "white", words.say("key events, whatever they are"))] if events else []),
        ("s", ACCENT, words.say("orders")),
    ]
    for marker, colour, name in marks:
        axes.plot([], [], linestyle="none", marker=marker, markersize=6, color=colour, label=name,
                  markeredgecolor=SECOND if colour == "white" else colour)  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.2),
                ncols=len(marks))  # fmt: skip
    axes.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=0))
    axes.set_xlabel(words.say("visits and what came of them (each step: ten times)"), color=MUTED)
    write_rows(axes, laid)
    notes = [words.say("Right: orders in a hundred visits, with interval"),
             words.say("a credit rule, not an effect")]  # fmt: skip
    if left_out:
        notes.append(words.say_many("{n} more row in the table", "{n} more rows in the table",
                                    n=left_out))  # fmt: skip
    title(axes, _heading(funnel, rows, words), subtitle="; ".join(notes), from_edge=True)
    return axes


def name_of(row: Mapping[str, object], words: Words, *, longest: int = 60) -> str:
    """Return what a row of a funnel is called, and whether it was paid for.

    Examples
    --------
    >>> name_of({"name": "instagram", "is_paid": True}, Words("en"))
    'Instagram, paid'
    """
    name = str(row["name"])
    label = channel_label(name)
    shown = words.say(label) if label else name[:longest]
    network, _, post = name.partition(" ")
    if not label and post and channel_label(network):
        shown = f"{words.say(channel_label(network))} {post}"[:longest]
    if name in ("paid", "organic", UNTAGGED) or pd.isna(row["is_paid"]) or not row["is_paid"]:
        return shown
    return words.say("{name}, paid", name=shown)


def _draw_row(axes: Axes, place: float, row: Mapping[str, float], words: Words) -> None:
    visits, orders = float(row["sessions"]), float(row["orders"])
    axes.plot([max(orders, 0.7), visits], [place, place], color=GRID, linewidth=5, zorder=1,
              solid_capstyle="butt")  # fmt: skip
    middle = row["enquiries"] if pd.notna(row["enquiries"]) else row["key_events"]
    said = pd.notna(row["enquiries"])
    if pd.notna(middle) and middle > 0:
        axes.plot([middle], [place], marker="D", markersize=6, color=SECOND, zorder=2,
                  markerfacecolor=SECOND if said else "white")  # fmt: skip
    # A few key events more or less than orders would lie under their number.
    beside = min(orders, middle) if pd.notna(middle) and middle > orders / 2 else orders
    for value, at, marker, colour, side in (
        (visits, visits, "o", MUTED, 1), (orders, beside, "s", ACCENT, -1),
    ):  # fmt: skip
        if value > 0:
            axes.plot([value], [place], marker=marker, color=colour, markersize=7, zorder=3)
        axes.annotate(words.number(int(value)), (max(at, 0.75), place), xytext=(7 * side, 0),
                      textcoords="offset points", ha="left" if side > 0 else "right", va="center",
                      fontsize=8, color=INK)  # fmt: skip
    rate = words.say(
        "{share} ({low} to {high})",
        share=words.percent(float(row["conversion_rate"])),
        low=words.percent(float(row["cr_low"])),
        high=words.percent(float(row["cr_high"])),
    )
    note = axes.annotate(rate, (1.01, place), xycoords=("axes fraction", "data"), ha="left",
                         va="center", fontsize=8, color=INK)  # fmt: skip
    note.set_annotation_clip(False)


def _heading(funnel: Funnel, rows: pd.DataFrame, words: Words) -> str:
    if len(rows) == 1:
        row = rows.iloc[0].to_dict()
        return words.say(
            "{name}: {share} of the visits end in an order",
            name=name_of(row, words, longest=_LETTERS),
            share=words.percent(float(row["conversion_rate"])),
        )
    first, last = rows.iloc[0], rows.iloc[-1]
    if first["cr_low"] > rows["cr_high"].iloc[1:].max():
        return words.say("{name}: visits end in an order most often",
                         name=name_of(first.to_dict(), words, longest=_LETTERS))  # fmt: skip
    if last["cr_high"] < rows["cr_low"].iloc[:-1].min():
        return words.say("{name}: visits end in an order less often than all others",
                         name=name_of(last.to_dict(), words, longest=_LETTERS))  # fmt: skip
    if first["cr_low"] > last["cr_high"]:
        return words.say("{name}: visits end in an order more often than with “{other}”",
                         name=name_of(first.to_dict(), words, longest=_LETTERS),
                         other=name_of(last.to_dict(), words, longest=_LETTERS))  # fmt: skip
    return _of_all(funnel, rows, words)


def _of_all(funnel: Funnel, rows: pd.DataFrame, words: Words) -> str:
    """Say what all rows together show, where none stands out: the sides first, then the test."""
    low, high = _sides(funnel.table)
    if low["organic"] > high["paid"]:
        return words.say("Unpaid visits end in an order more often than paid ones")
    if low["paid"] > high["organic"]:
        return words.say("Paid visits end in an order more often than unpaid ones")
    if _differ(rows):
        return words.say("How often visits end in an order differs, but no row stands out")
    return words.say("How often visits end in an order differs no more than chance allows")


def _sides(table: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    """Return the ends of the conversion of unpaid and of paid visits, all rows together."""
    known = table[table["is_paid"].notna()]
    sums = known.groupby(known["is_paid"].astype("bool"))[["orders", "sessions"]].sum()
    sums = sums.reindex([False, True], fill_value=0).astype("float64")
    told = (sums["sessions"] >= SMALLEST_GROUP) & (sums["orders"] <= sums["sessions"])
    low, high = wilson_interval(sums["orders"].where(told, 0), sums["sessions"].where(told, 0))
    names = ("organic", "paid")
    return dict(zip(names, low, strict=True)), dict(zip(names, high, strict=True))


def _differ(rows: pd.DataFrame) -> bool:
    """Test whether all rows could share one conversion: chi-square, five per cent."""
    from scipy.stats import chi2_contingency

    bought = rows["orders"].to_numpy(dtype="float64")
    left = rows["sessions"].to_numpy(dtype="float64") - bought
    if not bought.sum() or not left.sum():
        return False
    return bool(chi2_contingency([bought, left]).pvalue < 0.05)
