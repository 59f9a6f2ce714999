"""Who bought again by the age of the customers, network by network, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.money.cohorts import ALL, COHORT_LACKS, CustomerCohorts
from smmlab.money.utm import UNTAGGED
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import channel_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# All customers first; then marks that stay apart in greyscale too.
_MARKS = (("o", ACCENT), ("s", SECOND), ("D", INK), ("^", "#5b8c5a"), ("v", "#8a5a83"))


def plot_customer_cohorts(
    cohorts: CustomerCohorts, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the share of customers that bought again within each number of days.

    Parameters
    ----------
    cohorts
        Result of `smmlab.money.cohorts.follow_customers`; of many cohorts the largest are drawn.

    Examples
    --------
    >>> from smmlab.money.cohorts import follow_customers
    >>> from smmlab.schema import conform
    >>> nothing = follow_customers(conform(pd.DataFrame(), "orders"))
    >>> plot_customer_cohorts(nothing).texts[0].get_text()[:32]
    'The orders do not say who bought'
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if cohorts.lack:
        return empty(axes, words.say(COHORT_LACKS[cohorts.lack]))
    shown = cohorts.table[~cohorts.table["suppressed"]]
    ages = sorted(shown["age"].unique())
    sizes = shown.groupby("name")["customers"].max().astype("int64").sort_values(ascending=False)
    names = [*([ALL] if ALL in sizes else []), *(name for name in sizes.index if name != ALL)]
    names = names[: len(_MARKS)]
    step = min(0.3, 0.8 / len(names))
    for number, (name, (marker, colour)) in enumerate(zip(names, _MARKS, strict=False)):
        rows = shown[shown["name"] == name].sort_values("age")
        places = np.array([ages.index(age) for age in rows["age"]])
        places = places + (number - (len(names) - 1) / 2) * step
        shares = rows["share"] * 100
        draw_whiskers(axes, places, shares, rows["share_low"] * 100, rows["share_high"] * 100,
                      along="y", colour=colour, width=1.4)  # fmt: skip
        axes.plot(places, shares, marker=marker, markersize=7, color=colour, linestyle="none",
                  label=_legend(name, rows["customers"], words))  # fmt: skip
        for place, share in zip(places, rows["share"], strict=True):
            axes.annotate(words.percent(float(share), digits=0), (place, share * 100),
                          xytext=(6, 2), textcoords="offset points", fontsize=8,
                          color=INK)  # fmt: skip
    axes.set_xticks(range(len(ages)), [words.number(int(age)) for age in ages])
    axes.set_xlim(-0.5, len(ages) - 0.3)
    axes.set_ylim(0, min(100, float(shown["share_high"].max()) * 100 + 6))
    axes.grid(axis="x", visible=False)
    axes.grid(axis="y", visible=True, color=GRID)
    axes.set_xlabel(words.say("days since the first order in these files"), color=MUTED)
    axes.set_ylabel(words.say("bought again by then, %"), color=MUTED)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    title(axes, _heading(cohorts, shown, words), subtitle=_notes(cohorts, words))
    return axes


def _heading(cohorts: CustomerCohorts, shown: pd.DataFrame, words: Words) -> str:
    clear = cohorts.differences[cohorts.differences["is_clear"].astype(bool)]
    if len(clear):
        pair = clear.sort_values("difference").iloc[-1]
        return words.say(
            "Within {days}, customers from {name} bought again more often than those from {other}",
            days=words.say_many("{n} day", "{n} days", n=int(pair["age"])),
            name=_name(pair["name"], words),
            other=_name(pair["other"], words),
        )
    row = shown[shown["name"] == shown["name"].iloc[0]].sort_values("age").iloc[-1]
    return words.say(
        "{share} bought again within {days} (interval {low} to {high})",
        share=words.percent(float(row["share"]), digits=0),
        days=words.say_many("{n} day", "{n} days", n=int(row["age"])),
        low=words.percent(float(row["share_low"]), digits=0),
        high=words.percent(float(row["share_high"]), digits=0),
    )


def _notes(cohorts: CustomerCohorts, words: Words) -> str:
    hidden = cohorts.table.loc[cohorts.table["suppressed"], "name"].nunique()
    withheld = (
        words.say_many(
            "{n} group has figures withheld: fewer than thirty customers",
            "{n} groups have figures withheld: fewer than thirty customers",
            n=hidden,
        )
        if hidden
        else ""
    )
    how = words.say("Lines: interval; beside names: customers known so long")
    return f"{how}; {withheld}" if withheld else how


def _legend(name: str, customers: pd.Series, words: Words) -> str:
    if name == ALL:
        shown = words.say("all customers")
    elif name == UNTAGGED:
        shown = words.say("first order without tags")
    else:
        shown = _name(name, words).replace("$", r"\$")
    few, many = (words.number(int(n)) for n in (customers.min(), customers.max()))
    if few == many:
        return words.say("{name} ({n})", name=shown, n=many)
    return words.say("{name} ({low} to {high})", name=shown, low=few, high=many)


def _name(name: str, words: Words) -> str:
    label = channel_label(name)
    return words.say(label) if label else name[:36]
