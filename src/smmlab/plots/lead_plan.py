"""The plan of leads: the way from people reached to leads, and the chance by the day it begins."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from smmlab.money.lead_plan import LIKELY, VERDICTS
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.money.lead_plan import LeadPlan

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "reached": message("People reached by posts"),
        "post_visits": message("Visits from posts"),
        "other_visits": message("Visits without posts"),
        "paid_visits": message("Paid visits"),
        "visits": message("All visits"),
        "enquiries": message("Enquiries"),
        "paid_leads": message("Bought directly"),
    }
)
"""How the steps are called; the last one is what a lead is."""
LEADS: Mapping[str, str] = MappingProxyType(
    {"orders": message("Orders"), "enquiries": message("Enquiries")}
)
_WANTED: Mapping[str, str] = MappingProxyType(
    {
        "orders": message("Wanted from {day}, orders a day: {n}"),
        "enquiries": message("Wanted from {day}, enquiries a day: {n}"),
    }
)
_NEEDED_AT = MappingProxyType({"reached": "reach", "visits": "visits"})


def plot_lead_plan(
    plan: LeadPlan,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the way from people reached to leads on an average day, beside what the goal needs.

    The scale is logarithmic, so that thousands reached and single leads stand on one picture.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.money.lead_inputs import LeadInputs, rate_of_counts, reach_of_range
    >>> from smmlab.money.lead_plan import plan_leads
    >>> known = LeadInputs(rate_of_counts(20, 1000), rate_of_counts(300, 30000),
    ...                    reach_of_range(400, 1200), posts_per_week=5, followers=3000)
    >>> plan = plan_leads(20, date(2027, 3, 1), inputs=known, start=date(2026, 12, 1))
    >>> plot_lead_plan(plan).get_title(loc="left").splitlines()[0]
    'Not with this audience: the chance is under 1%'
    """
    steps = plan.steps
    ax = new_axes(ax, height=1.7 + 0.5 * max(len(steps), 3))
    if steps.empty:
        return empty(ax, "\n\n".join(words.say(lack) for lack in plan.lacking))
    names = {**STEPS, "leads": LEADS[plan.counts]}
    places = np.arange(len(steps))
    value, low, high = (steps[name].to_numpy(float) for name in ("per_day", "low", "high"))
    needed = _needed(plan)
    drawn = [number for number in (*value, *low, *needed.values()) if 0 < number < np.inf]
    left = 10 ** np.floor(np.log10(min(drawn)) - 0.3)
    colours = [ACCENT if step == "leads" else MUTED for step in steps["step"]]
    ax.barh(places, np.maximum(value - left, 0), left=left, height=0.5, color=colours, alpha=0.85)
    draw_whiskers(ax, places, value, np.maximum(low, left), high)
    most = max(drawn + [number for number in high if np.isfinite(number)])
    for place, step, number, end in zip(places, steps["step"], value, high, strict=True):
        goal = needed.get(step, np.nan)
        if np.isfinite(goal):
            ax.plot([goal, goal], [place - 0.34, place + 0.34], color=SECOND, linewidth=2.5)
            shown = words.say("needed {n}", n=_short(goal, words))
            ax.annotate(shown, (goal, place - 0.36), xytext=(0, 1), textcoords="offset points",
                        ha="center", va="bottom", fontsize=7.5, color=SECOND)  # fmt: skip
        # The number stands clear of the mark of the goal where the two are close.
        clear = goal if end < goal < 2.5 * end else max(end, left)
        ax.annotate(_short(number, words), (clear, place), xytext=(5, 0),
                    textcoords="offset points", va="center", fontsize=8, color=INK)  # fmt: skip
    ax.set_xscale("log")
    ax.set_xlim(left, most * 4)
    ax.xaxis.set_major_formatter(lambda number, _place: _short(number, words))
    ax.set_yticks(places, [words.say(names[step]) for step in steps["step"]])
    ax.set_ylim(len(steps) - 0.5, -0.75)
    ax.set_xlabel(words.say("a day (each step: ten times)"), color=INK)
    wanted = words.say(_WANTED[plan.counts], day=words.date(plan.by),
                       n=_short(plan.wanted_per_day, words))  # fmt: skip
    title(ax, _verdict(plan, words), from_edge=True,
          subtitle=words.say("{wanted}. Medians, with eight out of ten draws",
                             wanted=wanted))  # fmt: skip
    return ax


def plot_lead_chance(
    plan: LeadPlan,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the chance to reach the goal by the day on which the counted time begins.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.money.lead_inputs import LeadInputs
    >>> from smmlab.money.lead_plan import plan_leads
    >>> plan = plan_leads(20, date(2027, 3, 1), inputs=LeadInputs(), start=date(2026, 12, 1))
    >>> plot_lead_chance(plan).axison
    False
    """
    ax = new_axes(ax, height=3.2)
    rows = plan.chances
    if rows.empty:
        return empty(ax, "\n\n".join(words.say(lack) for lack in plan.lacking))
    days = np.array([day.toordinal() for day in rows["day"]], dtype=float)
    chance = 100 * rows["chance"].to_numpy(float)
    ax.grid(axis="y", color=ax.xaxis.get_gridlines()[0].get_color(), linewidth=0.8)
    ax.plot(days, chance, color=ACCENT, linewidth=2, marker="o", markersize=3.5)
    ax.axhline(100 * LIKELY, color=MUTED, linestyle=":", linewidth=1.2)
    ax.annotate(words.say("likely from here"), (days[0], 100 * LIKELY), xytext=(2, 3),
                textcoords="offset points", fontsize=8, color=INK)  # fmt: skip
    by = plan.by.toordinal()
    ax.axvline(by, color=SECOND, linewidth=1.5)
    # Above a low curve, under a high one.
    free = 92 if np.interp(by, days, chance) < 50 else 4
    ax.annotate(words.say("wanted from"), (by, free), xytext=(4, 0), textcoords="offset points",
                fontsize=8, color=SECOND)  # fmt: skip
    ticks = np.linspace(0, len(rows) - 1, 4).round().astype(int)
    ax.set_xticks(days[ticks], [words.date(rows["day"].iloc[tick]) for tick in ticks])
    ax.set_ylim(-3, 104)
    ax.set_ylabel(words.say("chance, %"), color=INK)
    ax.set_xlabel(words.say("the counted time begins on"), color=INK)
    title(ax, _over_time(rows, words), from_edge=True, subtitle=words.say(
        "If posts and money go in a straight line from today's to the planned ones"))  # fmt: skip
    return ax


def _over_time(rows: pd.DataFrame, words: Words) -> str:
    """Say what waiting would change, which no other picture of the plan says."""
    likely = rows.loc[rows["chance"] >= LIKELY, "day"]
    if len(likely) == len(rows):
        return words.say("Likely on every day shown")
    if len(likely) and rows["chance"].iloc[-1] >= LIKELY:
        # The last day on which it was not likely, and the next one.
        first = rows["day"].iloc[int(rows.index[rows["chance"] < LIKELY][-1]) + 1]
        return words.say("Likely when the counted time begins on {day} or later",
                         day=words.date(first))  # fmt: skip
    if len(likely):
        return words.say("Likely until {day}, and less so afterwards",
                         day=words.date(likely.iloc[-1]))  # fmt: skip
    return words.say(
        "Waiting until {day} does not make it likely: the highest chance is {chance}",
        day=words.date(rows["day"].iloc[-1]),
        chance=words.chance(float(rows["chance"].max()), digits=0),
    )


def _verdict(plan: LeadPlan, words: Words) -> str:
    return words.say(VERDICTS[plan.verdict], chance=words.chance(plan.chance or 0, digits=0))


def _needed(plan: LeadPlan) -> dict[str, float]:
    """Return what the goal needs at the steps for which that is known."""
    table = plan.table.set_index("item")["needed"]
    found = {step: float(table[item]) for step, item in _NEEDED_AT.items() if item in table}
    # What is not needed at all has no place on a logarithmic scale.
    return {step: n for step, n in found.items() if n > 0} | {"leads": plan.wanted_per_day}


def _short(number: float, words: Words) -> str:
    """Write a number to two digits: nobody knows it better."""
    rounded = float(f"{number:.2g}")
    return words.number(rounded, digits=0 if rounded >= 10 else 1 if rounded >= 1 else 2)
