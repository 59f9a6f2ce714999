"""The words that set groups apart: how much more each group uses them, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.audience.names import label_of_segment
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import NETWORK_NAMES, network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EACH = 5
_MOST_GROUPS = 6
_HEAD = 1.15  # room over a block for the name of its group, in rows


def plot_words(
    distinctive: pd.DataFrame,
    *,
    language: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much more often each group uses its words than the others (dot, interval).

    Emoji stay in the table: the letters of a chart lack most of them.

    Parameters
    ----------
    distinctive
        Result of `smmlab.audience.words.distinctive_words`.
    language
        Only words of people who write in it; by default all languages.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    rows = distinctive[distinctive["kind"] != "emoji"]
    if language is not None:
        rows = rows[rows["language"] == language]
    if rows.empty:
        return empty(
            new_axes(ax),
            words.say(
                "No word sets these groups apart beyond chance, or too few people wrote. Comments "
                "with their authors would tell: export the discussion group of a Telegram channel "
                "together with the channel."
            ),
        )
    rows = rows.sort_values(["group", "z"], ascending=[True, False], kind="stable")
    largest = rows.groupby("group")["z"].max().sort_values(ascending=False).index[:_MOST_GROUPS]
    rows = rows[rows["group"].isin(largest)].groupby("group").head(_EACH)
    # The group whose words stand out most comes first.
    rank = {group: number for number, group in enumerate(largest)}
    rows = rows.assign(_rank=rows["group"].map(rank)).sort_values("_rank", kind="stable")
    places = np.arange(len(rows)) + _HEAD * rows["_rank"].to_numpy()
    axes = new_axes(ax, height=max(2.6, 1.3 + 0.28 * len(rows) + 0.34 * len(rank)))
    odds = rows["log_odds"]
    draw_whiskers(axes, places, odds, rows["log_odds_low"], rows["log_odds_high"], width=1.1,
                  cap=2.5)  # fmt: skip
    axes.plot(odds, places, linestyle="none", marker="o", markersize=6, color=ACCENT)
    axes.axvline(0, color=MUTED, linewidth=0.9)
    for place, high, share in zip(places, rows["log_odds_high"], rows["share"], strict=True):
        axes.annotate(words.percent(float(share), digits=0), (high, place), xytext=(5, 0),
                      textcoords="offset points", va="center", fontsize=8, color=MUTED)  # fmt: skip
    for group, number in rank.items():
        top = float(places[(rows["_rank"] == number).to_numpy()].min())
        axes.annotate(
            _plain(_name(str(group), words)), (0, top - _HEAD * 0.7),
            xycoords=("axes fraction", "data"), fontsize=9.5, fontweight="bold", color=INK,
            va="center", ha="left",
        )  # fmt: skip
    axes.set_yticks(places, [_plain(term[:40]) for term in rows["term"]])
    axes.set_ylim(float(places.max()) + 0.7, -_HEAD)
    axes.set_xlim(
        min(0, float(rows["log_odds_low"].min())), float(rows["log_odds_high"].max()) * 1.12
    )
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(words.say("how much more often than the others (log-odds)  →"), color=MUTED)
    first = rows.iloc[0]
    title(
        axes,
        words.say(
            "{group}: “{term}” sets them apart most, used by {share} of those who write",
            group=_name(str(first["group"]), words),
            term=str(first["term"]),
            share=words.percent(float(first["share"]), digits=0),
        ),
        subtitle=words.say("each person weighs the same; lines: interval; %: who used it"),
    )
    return axes


def _name(group: str, words: Words) -> str:
    if group in NETWORK_NAMES:
        return network_name(group, words)
    try:
        return words.say(label_of_segment(group))
    except KeyError:
        return group


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
