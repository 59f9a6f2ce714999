"""Charts of the dialogue: how long people wait, and when they complain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.dialogue.mood import Unrest
    from smmlab.dialogue.replies import Replies

_MARKS = (0.1, 0.5, 1, 3, 6, 24, 72, 168, 720)  # hours shown on the axis


def plot_replies(replies: Replies, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of comments still waiting for an answer, hour by hour.

    Parameters
    ----------
    replies
        Result of `smmlab.dialogue.replies.measure_replies`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if replies.comments < SMALLEST_GROUP or replies.curve.empty:
        return empty(
            axes,
            words.say(
                "No answers by the page to enough comments are in these files. Telegram "
                "discussion groups carry them: export the group, and answer as the page."
            ),
        )
    curve = replies.curve[replies.curve["hours"] > 0]
    answered_at_once = replies.curve.loc[replies.curve["hours"] <= 0, "waiting"]
    start = float(answered_at_once.min()) if len(answered_at_once) else 1.0
    hours = np.concatenate([[_MARKS[0] / 2], curve["hours"]])
    waiting = np.concatenate([[start], curve["waiting"]]) * 100
    axes.step(hours, waiting, where="post", color=ACCENT, linewidth=2)
    low = curve["waiting_low"].fillna(curve["waiting"]) * 100
    high = curve["waiting_high"].fillna(curve["waiting"]) * 100
    axes.fill_between(curve["hours"], low, high, step="post", color=ACCENT, alpha=0.18, linewidth=0)
    axes.set_xscale("log")
    last = max(float(replies.curve["hours"].max()), 1.0)
    marks = [mark for mark in _MARKS if mark <= last * 1.5]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    axes.set_xlim(_MARKS[0] / 2, last * 1.3)
    axes.set_ylim(0, 102)
    axes.axhline(50, color=MUTED, linewidth=0.8, linestyle=":")
    axes.set_xlabel(words.say("hours since the comment"), color=MUTED)
    axes.set_ylabel(words.say("still waiting, %"), color=MUTED)
    if replies.median_hours is None:
        heading = words.say(
            "{share} of the comments got no answer by the page",
            share=words.percent(replies.unanswered.share),
        )
    else:
        heading = words.say_many(
            "Half of the comments are answered within {n} hour",
            "Half of the comments are answered within {n} hours",
            n=replies.median_hours,
        )
    title(
        axes,
        heading,
        subtitle=words.say_many(
            "{n} comment; those without an answer count as waiting; band: interval of 95%",
            "{n} comments; those without an answer count as waiting; band: interval of 95%",
            n=replies.comments,
        ),
    )
    return axes


def plot_unrest(unrest: Unrest, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw how many people complained, what was expected, and which periods stand out.

    Parameters
    ----------
    unrest
        Result of `smmlab.dialogue.mood.find_unrest`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    periods = unrest.periods
    if not periods["tested"].any():
        return empty(
            axes,
            words.say(
                "Too few people commented in these files to tell unrest from chance. Telegram "
                "groups and other exports with comments carry them."
            ),
        )
    starts = pd.to_datetime(periods["starts"])
    alarm = periods["alarm"].to_numpy(dtype=bool)
    width = 0.8 if unrest.span == "day" else 5.6
    colours = np.where(alarm, SECOND, "#c3ccd5")
    axes.bar(starts, periods["complaining"], width=width, color=colours, edgecolor="none")
    axes.bar(starts[alarm], periods["complaining"][alarm], width=width, facecolor="none",
             edgecolor=INK, hatch="///", linewidth=0.8)  # fmt: skip
    axes.step(starts, periods["expected"], where="mid", color=INK, linewidth=1.2, linestyle="--",
              label=words.say("expected from the time before"))  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    axes.grid(axis="x", visible=False)
    axes.set_ylabel(words.say("people with a complaint word"), color=MUTED)
    axes.figure.autofmt_xdate()
    if alarm.any():
        worst = periods[alarm].sort_values(["p_value", "starts"])["starts"].iloc[0]
        heading = words.say(
            "More people complained than expected, most of all from {day}",
            day=words.date(date.fromisoformat(str(worst))),
        )
    else:
        heading = words.say("No day or week stands out: complaints are as usual")
    title(
        axes,
        heading,
        subtitle=words.say("A list of words shows change; it does not measure a mood"),
    )
    return axes
