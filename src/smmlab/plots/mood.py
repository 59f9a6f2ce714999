"""Charts of the mood: when more people than usual were unhappy, and about what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.dialogue.complaint_topics import COMPLAINT_LABELS, OTHER
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, number_ticks, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.dialogue.alerts import MoodWatch

_PALE = "#c3ccd5"
_BAND = "#e8eef2"


def plot_mood(watch: MoodWatch, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of negative voices against the usual one, with the band of chance and alarms.

    Parameters
    ----------
    watch
        Result of `smmlab.dialogue.alerts.watch_mood`.
    words
        Language of the chart.
    ax
        Where to draw.

    Examples
    --------
    >>> from smmlab.dialogue.alerts import watch_mood
    >>> columns = ["network", "interaction_id", "person", "at", "text", "negative"]
    >>> nobody = watch_mood(pd.DataFrame(columns=columns), timezone="UTC")
    >>> plot_mood(nobody).texts[0].get_text().split(" in")[0]
    'Too few people commented'
    """
    words = words or Words("en")
    tested = watch.periods[watch.periods["tested"].astype(bool)]
    if tested.empty:
        return empty(
            new_axes(ax),
            words.say(
                "Too few people commented in these files to tell an alarm from chance. Telegram "
                "groups and other exports with comments carry them."
            ),
        )
    axes = new_axes(ax)
    starts = pd.to_datetime(tested["starts"])
    axes.fill_between(
        starts, 0, tested["limit"], step="mid", color=_BAND, linewidth=0,
        label=words.say("what chance alone brings"),
    )  # fmt: skip
    axes.axhline(1, color=MUTED, linewidth=0.9, linestyle="--")
    times, alarm = tested["times_usual"], tested["alarm"].to_numpy(dtype=bool)
    axes.plot(starts, times, color=ACCENT, linewidth=1.1, marker="o", markersize=3)
    single = (tested["reason"] == "single").to_numpy()
    for reason, marker, label in (
        (alarm & single, "o", words.say("alarm: this period alone")),
        (alarm & ~single, "D", words.say("alarm: a lasting rise")),
    ):
        if reason.any():
            axes.plot(starts[reason], times[reason], linestyle="", marker=marker, markersize=8,
                      color=SECOND, markeredgecolor=INK, label=label)  # fmt: skip
    axes.grid(axis="x", visible=False)
    top = max(float(times.max()), float(tested["limit"].max())) * 1.12
    axes.set_ylim(0, top)
    number_ticks(axes.yaxis, words)
    span = {"day": words.say("negative voices a day, usual share = 1"),
            "week": words.say("negative voices a week, usual share = 1")}  # fmt: skip
    axes.set_ylabel(span[watch.span], color=INK, fontsize=9)
    _date_ticks(axes, starts, words)
    axes.legend(frameon=False, fontsize=8, loc="upper right", labelcolor=INK)
    title(
        axes,
        _headline(tested[alarm], words),
        subtitle=words.say(
            "False alarms to expect in a quarter: {n}. A word list shows change, not a mood",
            n=words.number(watch.false_alarms_per_quarter or 0, digits=2),
        ),
        from_edge=True,
    )
    return axes


def plot_complaints(
    topics: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what part of those who complain named each topic, with intervals and the trend.

    Parameters
    ----------
    topics
        Result of `smmlab.dialogue.complaint_topics.count_complaints`.
    words
        Language of the chart.
    ax
        Where to draw.

    Examples
    --------
    >>> plot_complaints(pd.DataFrame({"people": []})).texts[0].get_text()[:23]
    'Fewer than ten people c'
    """
    words = words or Words("en")
    if topics.empty:
        return empty(
            new_axes(ax),
            words.say(
                "Fewer than ten people complained about the same thing in these files. That is "
                "good news, or the comments are not in them."
            ),
        )
    rows = topics.assign(last=topics["topic"] == OTHER)
    axes = new_axes(ax, height=max(2.6, 1.5 + 0.36 * len(rows)))
    places = np.arange(len(rows))
    shares = rows["share"] * 100
    colours = [_PALE if last else ACCENT for last in rows["last"]]
    axes.barh(places, shares, color=colours, height=0.62)
    draw_whiskers(axes, places, shares, rows["low"] * 100, rows["high"] * 100)
    beside = {"rising": words.say("↑ more lately"), "falling": words.say("↓ less lately")}
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        axes.annotate(
            beside.get(str(row["trend"]), ""), (float(row["high"]) * 100, float(place)),
            xytext=(7, 0), textcoords="offset points", va="center", fontsize=8, color=INK,
        )  # fmt: skip
    axes.set_yticks(places, [words.say(COMPLAINT_LABELS[str(topic)]) for topic in rows["topic"]])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, float(rows["high"].max()) * 150)
    number_ticks(axes.xaxis, words)
    everyone = round(float(rows["people"].iloc[0]) / float(rows["share"].iloc[0]))
    label = words.say_many(
        "share of {n} person who complained, %", "share of the {n} people who complained, %",
        n=everyone,
    )  # fmt: skip
    axes.set_xlabel(label, color=INK, fontsize=9, loc="left")
    first = rows.iloc[0]
    heading = (
        words.say("What people complain about cannot be told from their words")
        if first["last"]
        else words.say(
            "The most frequent named topic: {topic}, by {share} of those who complained",
            topic=words.say(COMPLAINT_LABELS[str(first["topic"])]),
            share=words.percent(float(first["share"]), digits=0),
        )
    )
    note = words.say("By the words of the comments; lines: interval; a person may name several")
    title(axes, heading, subtitle=note, from_edge=True)
    return axes


def _headline(alarms: pd.DataFrame, words: Words) -> str:
    if alarms.empty:
        return words.say("The mood stayed within what chance brings")
    worst = alarms.sort_values(["score", "starts"], ascending=[False, True]).iloc[0]
    return words.say(
        "More unhappy people than usual, most from {day}: {times} times the usual share",
        day=words.date(date.fromisoformat(str(worst["starts"]))),
        times=words.number(float(worst["times_usual"]), digits=1),
    )


def _date_ticks(axes: Axes, starts: pd.Series, words: Words) -> None:
    shown = starts.iloc[np.unique(np.linspace(0, len(starts) - 1, 5).round().astype(int))]
    axes.set_xticks(list(shown), [words.date(day.date()) for day in shown])
    axes.tick_params(axis="x", labelsize=8)
