"""Chart of leaders: places with their intervals, nobody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"


def plot_leaders(
    leaders: pd.DataFrame,
    *,
    network: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the place of each leader of one network with its interval, on a ladder of places.

    Parameters
    ----------
    leaders
        Result of `smmlab.audience.leaders.find_leaders`; people are shown by their place only.
    network
        Which network; by default the one with most answers.
    """
    words = words or Words("en")
    if network is None and len(leaders):
        network = str(leaders.loc[leaders["answers"].idxmax(), "network"])
    rows = leaders[leaders["network"] == network].reset_index(drop=True)
    axes = new_axes(ax, height=max(3.8, 1.2 + 0.17 * len(rows)))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "There are too few people in these files who answer each other to tell who leads. "
                "Export the whole history of the discussion group of a Telegram channel: it says "
                "who answered whom."
            ),
        )
    most = len(rows)
    places = rows["rank"].to_numpy()
    draw_whiskers(axes, places, places, rows["rank_low"], rows["rank_high"])
    certain = rows["is_certain"].to_numpy(dtype=bool)
    for chosen, colour, label in (
        (certain, ACCENT, words.say("surely among the first")),
        (~certain, _PALE, words.say("may have come there by chance")),
    ):
        if chosen.any():
            axes.plot(places[chosen], places[chosen], linestyle="none", marker="o", markersize=7,
                      markerfacecolor=colour, markeredgecolor=INK, label=label)  # fmt: skip
    # Far places are shown as far as they help: an interval that leaves the chart is long anyway.
    axes.set_xscale("log")
    reach = float(rows["rank_high"].max())
    axes.set_xlim(0.8, reach * 1.3)
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000)
             if tick <= reach * 1.3]  # fmt: skip
    axes.set_xticks(ticks, [words.number(tick) for tick in ticks])
    axes.xaxis.minorticks_off()
    axes.set_yticks(places, [str(place) for place in places], fontsize=8)
    axes.set_ylim(most + 0.7, 0.3)
    axes.set_xlabel(words.say("place when the answers are drawn anew"), color=MUTED)
    axes.set_ylabel(words.say("person, by place"), color=MUTED)
    axes.legend(frameon=False, fontsize=8, loc="best")
    share = float(rows["answers_received"].sum() / rows["answers"].iloc[0])
    heading = words.say_many(
        "The first {n} person draws {share} of all answers",
        "The first {n} people draw {share} of all answers",
        n=most,
        share=words.percent(share, digits=0),
    )
    title(
        axes,
        f"{network_name(network, words)}: {heading}",
        subtitle=words.say_many(
            "{n} person compared; lines: interval of the place",
            "{n} people compared; lines: interval of the place",
            n=int(rows["candidates"].iloc[0]),
        ),
    )
    return axes
