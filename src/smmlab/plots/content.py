"""Charts of content: what types and forms earned, whether a time stands out, how often we post."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmlab.content.engagement import METRIC_LABELS
from smmlab.plots.intervals import draw_interval
from smmlab.plots.rows import Rows, lay_rows, write_rows
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Phrase, Words, clock
from smmlab.texts.labels import LABELS, network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.content.timing import BestTimes

_PAGE_LETTERS = 24  # of a page's name in one line
_TIMES = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)  # marks of the axis of ratios


def plot_types(
    summary: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what each type earned against the median post of the same network.

    Parameters
    ----------
    summary
        Result of `smmlab.content.types.summarise_types`.

    Examples
    --------
    >>> plot_types(pd.DataFrame()).texts[0].get_text()
    'There are no own posts to sort into types. Export the posts of your pages with their texts ...'
    """
    words = words or Words("en")
    rows = _drawable(summary)
    names = _names(rows, "type", words)
    axes = new_axes(ax, height=1.7 + 0.2 * max(names.height, 5))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "There are no own posts to sort into types. Export the posts of your pages with "
                "their texts and counts."
            ),
        )
    _draw_ratios(axes, rows, names, words)
    stands = _clearest(rows)
    if stands is None:
        headline = words.say("No type of content can be told apart from the others yet")
    else:
        group, network = Phrase(LABELS[stands["type"]]), network_name(stands["network"], words)
        headline = (
            words.say(
                "{type} earned more than other posts on {network}", type=group, network=network
            )
            if stands["verdict"] == "better"
            else words.say(
                "{type} earned less than other posts on {network}", type=group, network=network
            )
        )
    note = words.say("Types by machine from the words alone; no forecast of reach")
    title(axes, headline, subtitle=note, from_edge=True)
    return axes


def plot_forms(forms: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw what each form earned against the median post of the same network.

    Parameters
    ----------
    forms
        Result of `smmlab.content.forms.compare_forms`; reach has no row in the chart.
    """
    words = words or Words("en")
    rows = _drawable(forms[forms["metric"] != "reach"] if len(forms) else forms)
    names = _names(rows, "form", words)
    axes = new_axes(ax, height=1.7 + 0.2 * max(names.height, 5))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "There are no own posts with counts to compare forms. Export the posts of your "
                "pages with their reactions, comments and shares."
            ),
        )
    _draw_ratios(axes, rows, names, words)
    stands = _clearest(rows)
    if stands is None:
        headline = words.say("No form can be told apart from the others yet")
    else:
        group = words.say(LABELS.get(stands["form"], stands["form"]))
        network = network_name(stands["network"], words)
        headline = (
            words.say(
                "{form} earned more than other posts on {network}", form=group, network=network
            )
            if stands["verdict"] == "better"
            else words.say(
                "{form} earned less than other posts on {network}", form=group, network=network
            )
        )
    note = words.say("Compared within each network only")
    title(axes, headline, subtitle=note, from_edge=True)
    return axes


def plot_times(times: BestTimes, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw how posts of each hour did among the posts of their own network.

    Parameters
    ----------
    times
        Result of `smmlab.content.timing.find_best_times`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    hours = times.table[times.table["kind"] == "hour"] if len(times.table) else times.table
    if hours.empty:
        return empty(
            axes,
            words.say(
                "There are no own posts with a time of day and counts. Export the posts of your "
                "pages: Meta and Telegram give the time to the minute."
            ),
        )
    axes.grid(axis="x", visible=False)
    axes.axhline(50, color=MUTED, linewidth=0.8, linestyle=":")
    enough = hours["low"].notna()
    few, many = hours[~enough], hours[enough]
    axes.vlines(many["start"], many["low"] * 100, many["high"] * 100, color=MUTED, linewidth=2)
    if len(few):
        axes.scatter(few["start"], few["median"] * 100, marker="x", color=MUTED, s=22,
                     label=words.say("fewer than ten posts"))  # fmt: skip
    colours = [ACCENT if hour == times.hour else INK for hour in many["start"]]
    if len(many):
        axes.scatter(many["start"], many["median"] * 100, color=colours, s=34, zorder=3,
                     label=words.say("ten posts or more, with interval"))  # fmt: skip
    axes.set_xlim(-0.7, 23.7)
    axes.set_xticks(range(0, 24, 3), [clock(hour) for hour in range(0, 24, 3)])
    axes.set_ylim(0, 100)
    axes.set_xlabel(words.say("hour of publishing, local clock"), color=INK)
    axes.set_ylabel(words.say("own posts beaten, %"), color=INK)
    axes.legend(frameon=False, fontsize=8, loc="lower right", labelcolor=INK)
    posts = words.say_many("{n} post", "{n} posts", n=times.posts)
    if times.hour is not None:
        headline = words.say("Posts at {hour} earned more than others", hour=clock(times.hour))
    elif not math.isnan(times.p_value):
        headline = words.say("No hour can be told apart from the others")
    else:
        headline = words.say("Too few posts to compare hours")
    title(axes, headline, subtitle=posts)
    return axes


def plot_rhythm(
    rhythm: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw posts a week of each page, with its longest silence.

    Parameters
    ----------
    rhythm
        Result of `smmlab.content.rhythm.measure_rhythm`.
    """
    words = words or Words("en")
    known = rhythm[rhythm["posts_per_week"].notna()] if len(rhythm) else rhythm
    axes = new_axes(ax, height=1.5 + 0.42 * max(len(known), 3))
    if known.empty:
        return empty(
            axes,
            words.say(
                "The rhythm is not known: there are no own posts over two weeks or more. Export "
                "a longer period."
            ),
        )
    places = range(len(known))
    axes.barh(places, known["posts_per_week"], color=ACCENT, height=0.6)
    for place, row in zip(places, known.to_dict("records"), strict=True):
        silence = words.say_many(
            "longest silence {n} day", "longest silence {n} days", n=int(row["longest_gap_days"])
        )
        axes.annotate(
            f"{words.number(row['posts_per_week'])}\n{silence}", (row["posts_per_week"], place),
            xytext=(6, 0), textcoords="offset points", va="center", fontsize=8, color=INK,
        )  # fmt: skip
    labels = [
        f"{fill(page, _PAGE_LETTERS)}\n{network_name(network, words)}"
        if isinstance(page, str) and page
        else network_name(network, words)
        for network, page in zip(known["network"], known["page"], strict=True)
    ]
    axes.set_yticks(places, [label.replace("$", r"\$") for label in labels])
    axes.set_ylim(len(known) - 0.4, -0.6)
    # Nearly half is left for the words: long names of pages make the axes narrow.
    axes.set_xlim(0, float(known["posts_per_week"].max()) * 1.6)
    axes.set_xlabel(words.say("own posts per week"), color=INK)
    busiest = known.sort_values("posts_per_week", ascending=False).iloc[0]
    network, posts = (
        network_name(busiest["network"], words), words.number(busiest["posts_per_week"])
    )  # fmt: skip
    is_one = rhythm.loc[rhythm["network"] == busiest["network"], "page"].nunique() > 1
    headline = (
        words.say(
            "{page} on {network} has the most posts: {posts} a week",
            page=busiest["page"], network=network, posts=posts,
        )
        if is_one and isinstance(busiest["page"], str)
        else words.say("{network} has the most posts: {posts} a week", network=network, posts=posts)
    )  # fmt: skip
    title(axes, headline)
    return axes


def _drawable(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows
    return rows[rows["median"].gt(0) & rows["network_median"].gt(0)].reset_index(drop=True)


def _names(rows: pd.DataFrame, group: str, words: Words) -> Rows:
    drawn = rows.to_dict("records")
    return lay_rows(
        [words.say(LABELS.get(row[group], row[group])) for row in drawn],
        heads=[network_name(row["network"], words) for row in drawn],
    )


def _clearest(rows: pd.DataFrame) -> dict[str, Any] | None:
    stands = rows[rows["verdict"].isin(["better", "worse"])]
    if stands.empty:
        return None
    first: dict[str, Any] = stands.sort_values(["adjusted_p", "network"]).iloc[0].to_dict()
    return first


def _draw_ratios(axes: Axes, rows: pd.DataFrame, names: Rows, words: Words) -> None:
    """Draw medians as multiples of the network's median: each network keeps its own measure."""
    ratio = rows["median"] / rows["network_median"]
    low = (rows["low"] / rows["network_median"]).fillna(ratio)
    high = (rows["high"] / rows["network_median"]).fillna(ratio)
    lowest = float(low[low > 0].min()) if (low > 0).any() else float(ratio.min())
    left, right = min(lowest, 0.5) * 0.85, max(float(high.max()), 2.0) * 1.1
    axes.axvline(1, color=MUTED, linewidth=0.8, linestyle=":")
    for number, (place, row) in enumerate(zip(names.places, rows.to_dict("records"), strict=True)):
        stands, few = row["verdict"] in ("better", "worse"), row["verdict"] == "too_few"
        colour = ACCENT if row["verdict"] == "better" else SECOND if stands else MUTED
        draw_interval(axes, place, ratio[number], max(low[number], left), high[number],
                      colour=colour, is_clear=stands, marker="x" if few else "o")  # fmt: skip
        count = words.say_many("{n} post", "{n} posts", n=int(row["posts"]))
        axes.annotate(
            f"{_shown(row, words)} · {count}", (1.01, place), xycoords=("axes fraction", "data"),
            va="center", fontsize=8, color=MUTED if few else INK, annotation_clip=False,
        )  # fmt: skip
    write_rows(axes, names)
    axes.set_xscale("log")
    axes.set_xlim(left, right)
    marks = [mark for mark in _TIMES if left <= mark <= right]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    measures = " · ".join(words.say(METRIC_LABELS[name]) for name in dict.fromkeys(rows["metric"]))
    scale = words.say("times the median post of the same network")
    axes.set_xlabel(f"{scale}\n{measures}", color=INK, fontsize=9)


def _shown(row: Mapping[str, Any], words: Words) -> str:
    if str(row["metric"]).startswith("engagements_by"):
        return words.percent(float(row["median"]))
    return words.number(float(row["median"]))
