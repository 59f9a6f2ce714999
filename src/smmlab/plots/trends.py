"""Chart of trends: the hashtags and topics that rise and fade, ours, the rivals', in comments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from smmlab.content.trend_findings import LISTED, order_terms
from smmlab.plots.intervals import draw_interval
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, message
from smmlab.texts.escaping import without_invisible

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SIDES: Mapping[str, str] = MappingProxyType(
    {
        "own": message("Own posts"),
        "rivals": message("Rivals' posts"),
        "comments": message("Comments"),
    }
)
"""How the three sides are called."""

_MARKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)
_EDGE = 10.0  # an interval that runs farther is cut here
# More rows make the picture so tall that it is printed small, and its letters with it.
_MOST = 18
_HEAD = 1.2  # room over a block for the name of its side, in rows


def plot_trends(
    trends: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how often each term comes of late against before, of the terms that a table lists.

    Terms that could not be compared are left out.

    Parameters
    ----------
    trends
        Result of `smmlab.content.trends.find_trends`.

    Examples
    --------
    >>> import pandas as pd
    >>> axes = plot_trends(pd.DataFrame(columns=["verdict", "whose"]))
    >>> axes.texts[0].get_text().split(".")[0]
    'No hashtag or topic is common enough to follow'
    """
    words = words or Words("en")
    if trends.empty:
        return empty(
            new_axes(ax),
            words.say(
                "No hashtag or topic is common enough to follow. Export posts with their texts, "
                "and comments, over a longer period."
            ),
        )
    rows = _chosen(trends)
    if rows.empty:
        return empty(
            new_axes(ax),
            words.say(
                "These files cannot tell which hashtags and topics rise or fade: none has enough "
                "texts on one page both of late and before. Keep to the themes of the plan."
            ),
        )
    sides = [side for side in SIDES if side in set(rows["whose"])]
    number = rows["whose"].map({side: place for place, side in enumerate(sides)})
    places = np.arange(len(rows)) + _HEAD * number.to_numpy()
    axes = new_axes(ax, height=1.6 + 0.2 * len(rows) + 0.3 * len(sides))
    axes.axvline(1, color=MUTED, linewidth=0.8, linestyle=":")
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        _draw(axes, float(place), row, words)
    for side, place in zip(sides, range(len(sides)), strict=True):
        top = float(places[(number == place).to_numpy()].min())
        axes.annotate(
            words.say(SIDES[side]), (0, top - _HEAD * 0.7), xycoords=("axes fraction", "data"),
            fontsize=9.5, fontweight="bold", color=INK, va="center", ha="left",
        )  # fmt: skip
    axes.set_yticks(places, [_plain(_named(row)) for row in rows.to_dict("records")], fontsize=8)
    axes.set_ylim(float(places.max()) + 0.7, -_HEAD - 0.3)
    axes.set_xscale("log")
    axes.set_xlim(1 / _EDGE, _EDGE)
    axes.set_xticks(_MARKS, [words.number(mark) for mark in _MARKS])
    axes.minorticks_off()
    axes.set_xlabel(words.say("times as often as before"), color=INK)
    since = words.date(date.fromisoformat(str(rows["since"].max())))
    title(axes, _headline(rows, words),
          subtitle=words.say("Since {day}, against before; bars: 95%; right: share of texts",
                             day=since))  # fmt: skip
    return axes


def _chosen(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each side to draw: of the terms listed those that were compared."""
    listed = order_terms(rows.reset_index(drop=True)).groupby("whose").head(LISTED)
    compared = listed[listed["verdict"] != "too_few"]
    each = _MOST // max(compared["whose"].nunique(), 1)
    return compared.groupby("whose").head(each).reset_index(drop=True)


def _draw(axes: Axes, place: float, row: Mapping[str, Any], words: Words) -> None:
    colour = {"rising": ACCENT, "fading": SECOND}.get(row["verdict"], MUTED)
    stands = row["verdict"] != "steady"
    ratio, low, high = (float(row[name]) for name in ("rate_ratio", "ratio_low", "ratio_high"))
    if not np.isnan(ratio):
        shown = [min(max(end, 1 / _EDGE), _EDGE) for end in (ratio, low, high)]
        draw_interval(axes, place, *shown, colour=colour, is_clear=stands, size=5)
    else:
        # The numbers would tell of fewer than ten people.
        said = words.say("too few people for a number")
        axes.annotate(said, (1, place), xytext=(6, 0), textcoords="offset points", va="center",
                      fontsize=8, color=colour)  # fmt: skip
    axes.annotate(
        words.percent(float(row["share"]), digits=1), (1.01, place),
        xycoords=("axes fraction", "data"), va="center", fontsize=8, color=INK,
        annotation_clip=False,
    )  # fmt: skip


def _headline(rows: pd.DataFrame, words: Words) -> str:
    changed = rows[rows["verdict"].isin(["rising", "fading"])]
    if changed.empty:
        return words.say("Nothing rises or fades beyond chance")
    # What rises can still be joined; what fades comes second.
    first = changed.sort_values(["verdict", "adjusted_p"], ascending=[False, True]).iloc[0]
    name, side = _named(first), SIDES[first["whose"]]
    if first["verdict"] == "rising":
        return words.say("{side}: “{term}” is rising", side=words.say(side), term=name)
    return words.say("{side}: “{term}” is fading", side=words.say(side), term=name)


def _named(row: Mapping[str, Any] | pd.Series) -> str:
    sign = "#" if row["kind"] == "hashtag" else ""
    return sign + without_invisible(str(row["term"]))


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
