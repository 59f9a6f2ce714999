"""What they need: how many people named each topic, with typical words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd

from smmlab.asking import TOPIC_LABELS, Topic
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, MUTED, empty, new_axes, number_ticks, title
from smmlab.texts import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"
_WIDEST = 40  # letters of the words beside a bar


def plot_needs(needs: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of people who named each need (bar, interval) with the words they used.

    An arrow shows that clearly more or fewer people named it in the later half of the comments.

    Parameters
    ----------
    needs
        Result of `smmlab.audience.questions.group_needs`.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    if needs.empty:
        return empty(
            new_axes(ax),
            words.say(
                "Too few people named the same need in these files. Comments with their authors "
                "would tell: export the discussion group of a Telegram channel together with the "
                "channel."
            ),
        )
    axes = new_axes(ax, height=max(2.6, 1.4 + 0.36 * len(needs)))
    places = range(len(needs))
    shares = needs["share"] * 100
    axes.barh(places, shares, color=[ACCENT, *[_PALE] * (len(needs) - 1)], height=0.62)
    draw_whiskers(axes, places, shares, needs["share_low"] * 100, needs["share_high"] * 100)
    for place, row in enumerate(needs.to_dict("records")):
        axes.annotate(
            _plain(_beside(row)), (row["share_high"] * 100, place), xytext=(7, 0),
            textcoords="offset points", va="center", fontsize=8, color=MUTED,
        )  # fmt: skip
    axes.set_yticks(places, [_label(topic, words) for topic in needs["topic"]])
    axes.invert_yaxis()
    reach = float(needs["share_high"].max()) * 100
    axes.set_xlim(0, reach * 2.05)
    # The words need the room at the right; the axis ends where the shares do.
    axes.set_xticks([tick for tick in axes.get_xticks() if tick <= reach])
    number_ticks(axes.xaxis, words)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(words.say("share of the people who wrote, %"), color=MUTED, loc="left")
    first = needs.iloc[0]
    title(
        axes,
        words.say(
            "The need named most often: {topic}, by {share} of the people",
            topic=_label(first["topic"], words),
            share=words.percent(float(first["share"]), digits=0),
        ),
        subtitle=words.say_many(
            "{n} person wrote; lines: interval; ↑ or ↓: more or fewer lately",
            "{n} people wrote; lines: interval; ↑ or ↓: more or fewer lately",
            n=int(first["writers"]),
        ),
    )
    return axes


def _beside(row: dict[str, object]) -> str:
    low, high = cast(float, row["change_low"]), cast(float, row["change_high"])
    arrow = "↑ " if low > 0 else "↓ " if high < 0 else ""
    keywords = str(row["keywords"])
    if len(keywords) > _WIDEST:
        keywords = keywords[:_WIDEST].rsplit(",", maxsplit=1)[0] + " …"
    return arrow + keywords


def _label(topic: object, words: Words) -> str:
    return words.say(TOPIC_LABELS[cast(Topic, topic)])


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
