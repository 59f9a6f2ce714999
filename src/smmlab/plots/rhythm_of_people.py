"""When people act within the week, and when followers are on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.week_shares import LEAST_WEEKS
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, clock
from smmlab.texts.labels import network_and_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.audience.week import WeeklyActivity

_MOST_DAYS = 4  # weekdays on which an hour must be busy to be one of most days
_NAMED = 3


def plot_week(week: WeeklyActivity, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the hours of the week: the darker, the more acts; truly busy ones are framed.

    On the right the weekdays with their intervals.

    Parameters
    ----------
    week
        Result of `smmlab.audience.week.weekly_activity`.
    """
    words = words or Words("en")
    axes = new_axes(ax, width=9.6, height=4.0)
    if week.cells.empty:
        return empty(
            axes,
            words.say(
                "There are too few people with timed acts in these files to compare the hours of "
                "the week. The history of a Telegram discussion group has them."
            ),
        )
    axes.grid(visible=False)
    shares = week.cells.pivot_table(index="weekday", columns="hour", values="share", dropna=False)
    _draw_cells(axes, shares)
    for row in week.cells.to_dict("records"):
        _mark_cell(axes, row, words, top=float(np.nanmax(shares.to_numpy())))
    axes.set_xlim(-0.5, 23.5)
    axes.set_ylim(6.5, -0.5)
    axes.set_xticks(range(0, 24, 3), [clock(hour) for hour in range(0, 24, 3)])
    axes.set_yticks(range(7), [words.weekday(day) for day in range(7)])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(words.say("hour of the day, local time"), color=MUTED)
    _draw_weekdays(axes, week.weekdays, words)
    title(
        axes,
        _heading(week, words),
        subtitle=words.say_many(
            "{n} act; number: share of acts, %; frame: more than an even week; hatched: too few "
            "people",
            "{n} acts; number: share of acts, %; frame: more than an even week; hatched: too few "
            "people",
            n=week.interactions,
        ),
    )
    return axes


def plot_follower_hours(
    hours: pd.DataFrame,
    *,
    network: str | None = None,
    page: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the followers on the network by hour, mean of the days with its interval.

    Parameters
    ----------
    hours
        Result of `smmlab.audience.follower_hours.follower_hours`.
    network, page
        Whose followers; by default those of the first page.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    rows = hours
    if network is not None:
        rows = rows[rows["network"] == network]
    if page is not None:
        rows = rows[rows["page"] == page]
    if rows.empty:
        return empty(
            axes,
            words.say(
                "No network tells in these files at which hours its followers are there. In TikTok "
                "Studio: Followers, Download data."
            ),
        )
    first = rows.iloc[0]
    same = (rows[["network", "page"]].fillna("") == first[["network", "page"]].fillna("")).all(
        axis=1
    )
    shown = rows[same]
    busy = shown["is_busy"].to_numpy(dtype=bool)
    mean = shown["followers"]
    # Hatching tells busy hours apart without colour.
    for chosen, colour, hatch in ((~busy, GRID, ""), (busy, ACCENT, "//")):
        axes.bar(shown["hour"][chosen], mean[chosen], color=colour, hatch=hatch, edgecolor="white")
    draw_whiskers(axes, shown["hour"], mean, shown["followers_low"], shown["followers_high"],
                  along="y", width=1, cap=2)  # fmt: skip
    axes.axhline(float(mean.mean()), color=MUTED, linewidth=0.9, linestyle=":",
                 label=words.say("if all hours were alike"))  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    axes.grid(axis="x", visible=False)
    axes.set_xticks(range(0, 24, 3))
    axes.set_xlim(-0.7, 23.7)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(words.say("hour of the day, as the file writes it"), color=MUTED)
    axes.set_ylabel(words.say("followers on the network"), color=MUTED)
    where = network_and_page(first["network"], first["page"], words)
    spans = ", ".join(hour_spans(shown["hour"][busy]))
    heading = (
        words.say("More followers are there in the hours {hours}", hours=spans)
        if spans
        else words.say("No hour of the followers stands out from an even day")
    )
    title(
        axes,
        f"{where}: {heading}" if where else heading,
        subtitle=words.say_many(
            "Mean of {n} day with its interval; the file does not name the clock",
            "Mean of {n} days with its interval; the file does not name the clock",
            n=int(shown["days"].max()),
        ),
    )
    return axes


def _draw_cells(axes: Axes, shares: pd.DataFrame) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    # From white to one colour: the order survives in grey. Hidden cells stay white.
    shades = LinearSegmentedColormap.from_list("acts", ["#ffffff", ACCENT])
    # Hidden cells stay as white as the paper.
    axes.pcolormesh(range(24), range(7), np.ma.masked_invalid(shares.to_numpy(dtype="float64")),
                    cmap=shades, vmin=0, edgecolors=GRID, linewidth=0.4)  # fmt: skip


def _mark_cell(axes: Axes, row: dict[str, float], words: Words, *, top: float) -> None:
    from matplotlib.patches import Rectangle

    corner = (row["hour"] - 0.5, row["weekday"] - 0.5)
    if row["suppressed"]:
        axes.add_patch(
            Rectangle(
                corner, 1, 1, fill=False, hatch="////", edgecolor=MUTED, linewidth=0, alpha=0.5
            )
        )
    if row["is_busy"]:
        axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=INK, linewidth=1.6))
        axes.text(
            row["hour"], row["weekday"], words.number(row["share"] * 100), ha="center",
            va="center", fontsize=6.5, color="white" if row["share"] > 0.55 * top else INK,
        )  # fmt: skip


def _draw_weekdays(axes: Axes, weekdays: pd.DataFrame, words: Words) -> None:
    beside = axes.inset_axes((1.02, 0.0, 0.2, 1.0), sharey=axes)
    for side in ("top", "right", "left"):
        beside.spines[side].set_visible(False)
    beside.spines["bottom"].set_color(MUTED)
    shares = weekdays["share"] * 100
    low, high = weekdays["share_low"] * 100, weekdays["share_high"] * 100
    draw_whiskers(beside, weekdays["weekday"], shares, low, high, width=1, cap=2)
    beside.plot(shares, weekdays["weekday"], "o", color=INK, markersize=4)
    peak = weekdays["is_peak"].to_numpy(dtype=bool)
    beside.plot(shares[peak], weekdays["weekday"][peak], "D", color=SECOND, markersize=7)
    beside.axvline(100 / 7, color=MUTED, linewidth=0.9, linestyle=":")
    beside.set_xlim(left=0)
    beside.tick_params(axis="y", labelleft=False, length=0)
    beside.tick_params(colors=INK, labelsize=8)
    beside.set_xlabel(words.say("share of acts, %"), color=MUTED, fontsize=9)


def _heading(week: WeeklyActivity, words: Words) -> str:
    busy = week.cells[week.cells["is_busy"]]
    if week.weeks < LEAST_WEEKS:
        return words.say("Too few weeks to tell a habit from one busy week")
    if busy.empty:
        return words.say("No hour of the week can be told apart from an even week")
    days = busy.groupby("hour")["weekday"].size()
    often = days.index[days >= _MOST_DAYS]
    if len(often):
        return words.say(
            "Busy on most days of the week: {hours}", hours=", ".join(hour_spans(often))
        )
    first = busy.sort_values("share_low", ascending=False).head(_NAMED)
    named = [
        f"{words.weekday(int(row['weekday']))} {clock(int(row['hour']))}"
        for row in first.sort_values(["weekday", "hour"]).to_dict("records")
    ]
    return words.say("Busy hours of the week: {hours}", hours=", ".join(named))
