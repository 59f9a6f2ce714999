"""How many commenters come back, all cohorts together and one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.audience.retention import Retention


def plot_retention(
    retention: Retention,
    *,
    network: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the part of commenters who came back, by time since their first act.

    Parameters
    ----------
    retention
        Result of `smmlab.audience.retention.cohort_retention`.
    network
        Whose commenters; by default those of the network with most.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    rows = retention.curve[~retention.curve["suppressed"]]
    name = network or _largest(rows)
    rows = rows[rows["network"] == name]
    if rows.empty:
        return empty(axes, _lacking(words))
    weeks = rows["after"] * retention.weeks
    shares = rows["share"] * 100
    axes.fill_between(weeks, rows["share_low"] * 100, rows["share_high"] * 100, color=ACCENT,
                      alpha=0.18, linewidth=0)  # fmt: skip
    draw_whiskers(axes, weeks, shares, rows["share_low"] * 100, rows["share_high"] * 100,
                  along="y", width=1, cap=2)  # fmt: skip
    axes.plot(weeks, shares, color=ACCENT, marker="o", markersize=5, linewidth=1.8)
    for place, share, people in zip(weeks, shares, rows["people"], strict=True):
        axes.annotate(words.number(int(people)), (place, share), xytext=(4, 6),
                      textcoords="offset points", fontsize=7.5, color=MUTED)  # fmt: skip
    axes.set_ylim(0, min(100, float(rows["share_high"].max()) * 100 + 8))
    axes.set_xlim(0, float(weeks.max()) + retention.weeks * 0.6)
    axes.set_xticks([0, *weeks])
    axes.grid(axis="y", visible=True, color=GRID)
    axes.set_xlabel(words.say("weeks after the period of the first act"), color=MUTED)
    axes.set_ylabel(words.say("came back in that period, %"), color=MUTED)
    first = rows.iloc[0]
    heading = words.say_many(
        "{share} of newcomers came back after {n} week (interval {low} to {high})",
        "{share} of newcomers came back after {n} weeks (interval {low} to {high})",
        n=int(first["after"]) * retention.weeks,
        share=words.percent(float(first["share"]), digits=0),
        low=words.percent(float(first["share_low"]), digits=0),
        high=words.percent(float(first["share_high"]), digits=0),
    )
    title(axes, f"{network_name(name, words)}: {heading}",
          subtitle=words.say("Small numbers: people followed that long"))  # fmt: skip
    return axes


def plot_cohorts(
    retention: Retention,
    *,
    network: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the cohorts of commenters as a triangle: a row a cohort, a column a later period.

    Parameters
    ----------
    retention
        Result of `smmlab.audience.retention.cohort_retention`.
    network
        Whose commenters; by default those of the network with most.
    """
    words = words or Words("en")
    rows = retention.cohorts
    name = network or _largest(rows)
    rows = rows[rows["network"] == name]
    if rows.empty:
        return empty(new_axes(ax), _lacking(words))
    cohorts = rows.drop_duplicates("cohort").sort_values("cohort")
    places = {cohort: place for place, cohort in enumerate(cohorts["cohort"])}
    many, last = len(cohorts), int(rows["after"].max())
    axes = new_axes(ax, width=max(6.0, 3.2 + 0.5 * last), height=max(2.6, 1.5 + 0.34 * many))
    axes.grid(visible=False)
    top = float(np.nanmax([1e-9, *rows["share"].dropna()]))
    for row in rows.to_dict("records"):
        _draw_cell(axes, row, places[row["cohort"]], top, words)
    axes.set_xlim(0.5, last + 0.5)
    axes.set_ylim(many - 0.5, -0.5)
    axes.set_xticks(
        range(1, last + 1), [str(after * retention.weeks) for after in range(1, last + 1)]
    )
    axes.set_yticks(range(many), [_named(row, words) for row in cohorts.to_dict("records")])
    axes.tick_params(axis="both", length=0)
    axes.set_xlabel(words.say("weeks after the period of the first act"), color=MUTED)
    title(
        axes,
        words.say("{network}: who came back, by the time of their first act, %",
                  network=network_name(name, words)),
        subtitle=words.say("Hatched: too few people; star: may have come before the files begin"),
    )  # fmt: skip
    return axes


def _draw_cell(axes: Axes, row: dict[str, float], place: int, top: float, words: Words) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    corner = (row["after"] - 0.5, place - 0.5)
    if row["suppressed"]:
        axes.add_patch(
            Rectangle(corner, 1, 1, facecolor="white", hatch="////", edgecolor=GRID, linewidth=0.4)
        )
        return
    strength = float(row["share"]) / top
    axes.add_patch(
        Rectangle(corner, 1, 1, facecolor=to_rgba(ACCENT, strength), edgecolor=GRID, linewidth=0.4)
    )
    axes.text(row["after"], place, words.number(row["share"] * 100, digits=0), ha="center",
              va="center", fontsize=8, color="white" if strength > 0.55 else INK)  # fmt: skip


def _named(row: dict[str, object], words: Words) -> str:
    day = words.date(pd.Timestamp(str(row["start"])).date())
    people = words.say_many("{n} person", "{n} people", n=int(str(row["people"])))
    return f"{day}{'*' if row['is_first'] else ''} · {people}"


def _largest(rows: pd.DataFrame) -> str:
    return str(rows.groupby("network")["people"].max().idxmax()) if len(rows) else ""


def _lacking(words: Words) -> str:
    return words.say(
        "These files do not span enough time, or hold too few people, to see who came back. The "
        "whole history of a Telegram discussion group would tell."
    )
