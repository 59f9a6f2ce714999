"""Chart of what works here: rate ratios with intervals, every other trait of a post held equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.content.timing import BLOCK_HOURS
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, clock
from smmlab.texts.labels import LABELS, NETWORK_NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.content.effects import Effects

_MARKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)
_EDGE = 10.0  # an interval that runs farther is cut here
_MOST = 30
_SHOWN = ("form", "type", "tone", "hour_block", "weekday")


def plot_effects(effects: Effects, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the rate ratio of each level against the commonest one, with its interval.

    Parameters
    ----------
    effects
        Result of `smmlab.content.effects.estimate_effects`. Pages and months are
        not drawn; the likeliest differences come first when there are many.
    """
    words = words or Words("en")
    rows = effects.table
    rows = rows[rows["rate_ratio"].notna() & rows["factor"].isin(_SHOWN)]
    rows = rows.loc[rows["p_value"].astype("float64").nsmallest(_MOST).index.sort_values()]
    axes = new_axes(ax, height=1.7 + 0.27 * max(len(rows), 4))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "What works here cannot be told yet: there are too few own posts with a time of "
                "day and counts over ten weeks. Export a longer period."
            ),
        )
    left = max(min(float(rows["low"].min()), 0.5) * 0.9, 1 / _EDGE)
    right = min(max(float(rows["high"].max()), 2.0) * 1.1, _EDGE)
    axes.axvline(1, color=MUTED, linewidth=0.8, linestyle=":")
    for place, row in enumerate(rows.to_dict("records")):
        stands = row["verdict"] in ("more", "less")
        colour = MUTED if not stands else ACCENT if row["verdict"] == "more" else SECOND
        axes.plot([max(row["low"], left), min(row["high"], right)], [place, place], color=colour,
                  linewidth=2.5, solid_capstyle="butt")  # fmt: skip
        axes.plot([row["rate_ratio"]], [place], marker="o", color=colour, markersize=5,
                  markerfacecolor=colour if stands else "white")  # fmt: skip
        count = words.say_many("{n} post", "{n} posts", n=int(row["posts"]))
        axes.annotate(count, (1.01, place), xycoords=("axes fraction", "data"), va="center",
                      fontsize=8, color=INK, annotation_clip=False)  # fmt: skip
    labels = [
        words.say(
            "{network}: {level}, against {reference}",
            network=NETWORK_NAMES.get(network, network),
            level=_level(factor, level, words),
            reference=_level(factor, reference, words),
        ).replace("$", r"\$")
        for network, factor, level, reference in zip(
            rows["network"], rows["factor"], rows["level"], rows["reference"], strict=True
        )
    ]
    axes.set_yticks(range(len(rows)), labels, fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xscale("log")
    axes.set_xlim(left, right)
    marks = [mark for mark in _MARKS if left <= mark <= right]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    axes.set_xlabel(words.say("times the interactions, other traits equal"), color=INK)
    found = rows[rows["verdict"].isin(["more", "less"])].sort_values("adjusted_p")
    headline = words.say("No trait of a post can be told apart as working better here")
    if len(found):
        first = found.iloc[0]
        headline = words.say(
            "{network}: {level}, {ratio} times the interactions of {reference}",
            network=NETWORK_NAMES.get(first["network"], first["network"]),
            level=_level(first["factor"], first["level"], words),
            reference=_level(first["factor"], first["reference"], words),
            ratio=words.number(float(first["rate_ratio"])),
        )
    title(axes, headline, subtitle=words.say("Associations, not effects; bars: 95%"))
    return axes


def _level(factor: str, level: str, words: Words) -> str:
    if factor == "hour_block":
        start = int(level)
        return f"{clock(start)}–{clock((start + BLOCK_HOURS) % 24)}"
    if factor == "weekday":
        return words.weekday(int(level))
    if level == "unsure":
        return words.say("type unsure")
    if level == "missing":
        return words.say("not known")
    return words.say(LABELS[level]) if level in LABELS else str(level)
