"""Charts of how long a post lives, and of what goes with more engagement within a week."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from smmlab.plots.intervals import draw_interval
from smmlab.plots.rows import lay_rows, write_rows
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, message
from smmlab.texts.escaping import without_invisible
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.content.lifetime import Lifetime
    from smmlab.content.slots import Slots

_COLOURS, _LINES = (ACCENT, SECOND, INK, MUTED), ("-", "--", "-.", ":")
_MARKS = (0.2, 0.5, 1, 2, 5)
CONTRASTS: Mapping[str, str] = MappingProxyType(
    {
        "few_a_day": message("one or two posts a day, against more"),
        "morning_evening": message("morning or evening, against other hours"),
        "morning": message("morning, against evening"),
        "rested": message("after a longer pause, against a shorter one"),
    }
)
"""How the comparisons of slots are called."""
_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "exports": message("from repeated exports"),
        "comments": message("by the times of comments"),
        "reposts": message("by the times of reposts"),
    }
)


def plot_lifetime(
    lifetime: Lifetime, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what part of a post's engagement has come by each age.

    Parameters
    ----------
    lifetime
        Result of `smmlab.content.lifetime.measure_lifetime`.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.content.lifetime import measure_lifetime
    >>> from smmlab.schema import conform
    >>> none = [conform(pd.DataFrame(), name) for name in ("posts", "snapshots", "interactions")]
    >>> plot_lifetime(measure_lifetime(*none)).texts[0].get_text()[:32]
    'How long a post lives cannot be '
    """
    words = words or Words("en")
    axes = new_axes(ax)
    known = lifetime.summary[lifetime.summary["source"].notna()]
    if known.empty:
        return empty(
            axes,
            words.say(
                "How long a post lives cannot be known from these files. Export the same posts "
                "again in 24, 48 and 72 hours."
            ),
        )
    axes.grid(axis="y", visible=False)
    for place, page in enumerate(known.head(len(_COLOURS)).to_dict("records")):
        curve = lifetime.curve
        mine = curve[curve["network"].eq(page["network"]) & curve["page"].eq(page["page"])]
        colour, line = _COLOURS[place], _LINES[place]
        days = mine["hours"] / 24
        axes.fill_between(days, mine["low"] * 100, mine["high"] * 100, color=colour, alpha=0.15,
                          linewidth=0)  # fmt: skip
        network = network_name(page["network"], words)
        basis = _SOURCES[page["source"]]
        source = words.say(basis)
        axes.plot(days, mine["share"] * 100, color=colour, linestyle=line, linewidth=2,
                  label=f"{network}, {source}")  # fmt: skip
        checked = mine[mine["checked_share"].notna() & mine["hours"].ge(12)].iloc[::2]
        if len(checked):
            axes.plot(checked["hours"] / 24, checked["checked_share"] * 100, linestyle="",
                      marker="x", color=colour, markersize=5,
                      label=words.say("check by Kaplan-Meier"))  # fmt: skip
    axes.axhline(50, color=MUTED, linewidth=0.8, linestyle=":")
    axes.set_xlim(0, 10)
    axes.set_xticks(range(11))
    axes.set_ylim(0, 100)
    axes.set_xlabel(words.say("days since the post"), color=INK)
    axes.set_ylabel(words.say("part of its engagement that has come, %"), color=INK)
    axes.legend(frameon=False, fontsize=8, loc="lower right", labelcolor=INK)
    first = known.sort_values("events", ascending=False).iloc[0]
    network = network_name(first["network"], words)
    if np.isnan(first["half_life_hours"]):
        headline = words.say(
            "{network}: half of the engagement takes longer than ten days", network=network
        )
    else:
        headline = words.say(
            "{network}: half of the engagement has come after {hours} h",
            network=network,
            hours=words.number(float(first["half_life_hours"]), digits=1),
        )
    posts = words.say_many("{n} post", "{n} posts", n=int(known["posts"].sum()))
    note = words.say("{posts} that were watched for ten days or more; bands: 95%", posts=posts)
    title(axes, headline, subtitle=note)
    return axes


def plot_slots(slots: Slots, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw how engagements compare within weeks: calm days, mornings and evenings, pauses.

    Parameters
    ----------
    slots
        Result of `smmlab.content.slots.compare_slots`.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.content.slots import compare_slots
    >>> from smmlab.schema import conform
    >>> slots = compare_slots(conform(pd.DataFrame(), "posts"), timezone="UTC")
    >>> plot_slots(slots).texts[0].get_text()[:33]
    'There are too few own posts of bo'
    """
    words = words or Words("en")
    pages = slots.table.groupby("network")["page"].transform("nunique")
    rows = slots.table.assign(is_one=pages > 1)
    rows = rows[rows["p_value"].notna()].reset_index(drop=True)
    names = lay_rows(
        [words.say(CONTRASTS[contrast]) for contrast in rows["contrast"]],
        heads=[_page(row, words) for row in rows.to_dict("records")],
    )
    axes = new_axes(ax, height=1.4 + 0.21 * max(names.height, 5))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "There are too few own posts of both kinds within the same weeks to compare times. "
                "A drawn order of times over four weeks would settle it."
            ),
        )
    left = min(float(rows["low"].min()), 0.5) * 0.9
    right = max(float(rows["high"].max()), 2.0) * 1.1
    axes.axvline(1, color=MUTED, linewidth=0.8, linestyle=":")
    for place, row in zip(names.places, rows.to_dict("records"), strict=True):
        stands = row["verdict"] != "cannot_tell"
        colour = MUTED if not stands else ACCENT if row["ratio"] > 1 else SECOND
        draw_interval(axes, place, row["ratio"], row["low"], row["high"], colour=colour,
                      is_clear=stands)  # fmt: skip
    write_rows(axes, names)
    axes.set_xscale("log")
    axes.set_xlim(left, right)
    marks = [mark for mark in _MARKS if left <= mark <= right]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    axes.set_xlabel(words.say("times the engagements of the other posts of the week"), color=INK)
    stands = rows[rows["verdict"].ne("cannot_tell")].sort_values("adjusted_p")
    headline = words.say("No rhythm or time of day stands out within the weeks")
    if len(stands):
        first = stands.iloc[0]
        compared = CONTRASTS[first["contrast"]]
        headline = words.say(
            "{network}, {contrast}: {ratio} times the engagements",
            network=_page(first, words),
            contrast=words.say(compared),
            ratio=words.number(float(first["ratio"])),
        )
    note = words.say("An association within the same page and week, not an effect; bars: 95%")
    title(axes, headline, subtitle=note, from_edge=True)
    return axes


def _page(row: Mapping[str, Any] | pd.Series, words: Words) -> str:
    """Return the network of a row, and the page where the network has several."""
    network = network_name(row["network"], words)
    return f"{network}, {without_invisible(row['page'])}" if row["is_one"] else network
