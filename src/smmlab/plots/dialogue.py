"""Charts of the dialogue: how long people wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from smmlab.dialogue.waits import as_read
from smmlab.findings import SMALLEST_GROUP
from smmlab.plots.theme import ACCENT, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.dialogue.replies import Replies, Waiting

_SHARES = ("waiting", "waiting_low", "waiting_high")
_MARKS = (0.1, 0.5, 1, 3, 6, 24, 72, 168, 720)  # hours shown on the axis


def plot_replies(replies: Replies, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of questions still waiting for an answer, by the clock and by work hours.

    Where too few comments ask, all comments are drawn.

    Parameters
    ----------
    replies
        Result of `smmlab.dialogue.replies.measure_replies`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    ask = replies.questions.comments >= SMALLEST_GROUP and len(replies.questions.curve) > 0
    clock = replies.questions if ask else replies.by_clock
    work = replies.questions_at_work if ask else replies.at_work
    if clock.comments < SMALLEST_GROUP or clock.curve.empty:
        return empty(
            axes,
            words.say(
                "No answers by the page to enough comments are in these files. Telegram "
                "discussion groups carry them: export the group, and answer as the page."
            ),
        )
    # Long after the last answer nothing happens any more: the axis ends there.
    last = max(clock.slowest_hours or 0.0, 24.0)
    _draw_waiting(axes, clock, last, colour=ACCENT, style="-",
                  label=words.say("by the clock"))  # fmt: skip
    _draw_waiting(axes, work, last, colour=SECOND, style="--",
                  label=words.say("in hours of work"))  # fmt: skip
    axes.set_xscale("log")
    marks = [mark for mark in _MARKS if mark <= last * 1.5]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    axes.set_xlim(_MARKS[0] / 2, last * 1.3)
    axes.set_ylim(0, 102)
    axes.axhline(50, color=MUTED, linewidth=0.8, linestyle=":")
    since = words.say("hours since the question") if ask else words.say("hours since the comment")
    axes.set_xlabel(since, color=MUTED)
    axes.set_ylabel(words.say("still waiting, %"), color=MUTED)
    # The curves fall from the upper left, so the upper right is free.
    axes.legend(frameon=False, fontsize=9, loc="upper right")
    title(axes, _waiting_headline(clock, ask, words), subtitle=_waiting_note(clock, ask, words))
    return axes


def _draw_waiting(
    axes: Axes, waiting: Waiting, last: float, *, colour: str, style: str, label: str
) -> None:
    curve = waiting.curve[waiting.curve["hours"] > 0]
    at_once = waiting.curve[waiting.curve["hours"] <= 0]
    # The axis is logarithmic: what was answered at once stands at its left end.
    start = at_once.iloc[-1] if len(at_once) else None
    first = [1.0, 1.0, 1.0] if start is None else start[list(_SHARES)].tolist()
    hours = np.concatenate([[_MARKS[0] / 2], curve["hours"], [last * 1.3]])
    shares = np.vstack([first, curve[list(_SHARES)].to_numpy(dtype=np.float64)])
    shares = np.vstack([shares, shares[-1:]]) * 100
    waiting_share = shares[:, 0]
    low = np.where(np.isnan(shares[:, 1]), waiting_share, shares[:, 1])
    high = np.where(np.isnan(shares[:, 2]), waiting_share, shares[:, 2])
    axes.step(hours, waiting_share, where="post", color=colour, linewidth=2, linestyle=style,
              label=label)  # fmt: skip
    axes.fill_between(hours, low, high, step="post", color=colour, alpha=0.18, linewidth=0)


def _waiting_headline(waiting: Waiting, asks: bool, words: Words) -> str:
    if waiting.median_hours is None:
        share = words.percent(waiting.unanswered.share, digits=0)
        if asks:
            return words.say("{share} of the questions got no answer by the page", share=share)
        return words.say("{share} of the comments got no answer by the page", share=share)
    wait, unit = as_read(waiting.median_hours)
    if unit == "days":
        if asks:
            return words.say_many(
                "Half of the questions are answered within {n} day",
                "Half of the questions are answered within {n} days",
                n=round(wait, 1),
            )
        return words.say_many(
            "Half of the comments are answered within {n} day",
            "Half of the comments are answered within {n} days",
            n=round(wait, 1),
        )
    hours = round(waiting.median_hours, 1)
    if asks:
        return words.say_many(
            "Half of the questions are answered within {n} hour",
            "Half of the questions are answered within {n} hours",
            n=hours,
        )
    return words.say_many(
        "Half of the comments are answered within {n} hour",
        "Half of the comments are answered within {n} hours",
        n=hours,
    )


def _waiting_note(waiting: Waiting, asks: bool, words: Words) -> str:
    if asks:
        return words.say_many(
            "{n} question; those without an answer count as waiting; bands: intervals of 95%",
            "{n} questions; those without an answer count as waiting; bands: intervals of 95%",
            n=waiting.comments,
        )
    return words.say_many(
        "{n} comment; those without an answer count as waiting; bands: intervals of 95%",
        "{n} comments; those without an answer count as waiting; bands: intervals of 95%",
        n=waiting.comments,
    )
