"""Charts of what works here: rate ratios with intervals, and types of content by form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.content.effect_rows import VAGUE_LEVELS
from smmlab.content.effect_words import level_label
from smmlab.content.timing import BLOCK_HOURS
from smmlab.plots.intervals import draw_interval
from smmlab.plots.rows import Rows, lay_rows, write_rows
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, clock
from smmlab.texts.labels import LABELS, network_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.content.effects import Effects

_MARKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)
_EDGE = 10.0  # an interval that runs farther is cut here
_MOST = 20
# Taller, the picture would be printed so small that its letters could not be read.
_TALLEST, _LINE = 6.4, 0.19  # inches, of the picture and of a row
_EDGES = 1.4
_SHOWN = (
    "form", "type", "tone", "stops_the_thumb", "sells", "face", "hour_block", "weekday",
)  # fmt: skip
_TYPES = ("provocation", "instruction", "medal", "laugh", "none")


def plot_effects(effects: Effects, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the rate ratio of each level against the commonest one, with its interval.

    Parameters
    ----------
    effects
        Result of `smmlab.content.effects.estimate_effects`. Pages are not drawn; the likeliest
        differences come first when there are many.
    """
    words = words or Words("en")
    rows = effects.table
    told = rows["factor"].isin(_SHOWN) & ~rows["level"].isin(VAGUE_LEVELS)
    rows = rows[rows["rate_ratio"].notna() & told]
    rows, names = _likeliest(rows, words)
    drawn = rows.to_dict("records")
    axes = new_axes(ax, height=_EDGES + _LINE * max(names.height, 5))
    if rows.empty:
        return empty(
            axes,
            words.say(
                "What works here cannot be told yet: no group of own posts has ten with a time of "
                "day and counts. Export a longer period."
            ),
        )
    left = max(min(float(rows["low"].min()), 0.5) * 0.9, 1 / _EDGE)
    right = min(max(float(rows["high"].max()), 2.0) * 1.1, _EDGE)
    axes.axvline(1, color=MUTED, linewidth=0.8, linestyle=":")
    for place, row in zip(names.places, drawn, strict=True):
        stands = row["verdict"] in ("more", "less")
        colour = MUTED if not stands else ACCENT if row["verdict"] == "more" else SECOND
        draw_interval(axes, place, row["rate_ratio"], max(row["low"], left),
                      min(row["high"], right), colour=colour, is_clear=stands, size=5)  # fmt: skip
        count = words.say_many("{n} post", "{n} posts", n=int(row["posts"]))
        axes.annotate(count, (1.01, place), xycoords=("axes fraction", "data"), va="center",
                      fontsize=8, color=INK, annotation_clip=False)  # fmt: skip
    write_rows(axes, names)
    axes.set_xscale("log")
    axes.set_xlim(left, right)
    marks = [mark for mark in _MARKS if left <= mark <= right]
    axes.set_xticks(marks, [words.number(mark) for mark in marks])
    axes.minorticks_off()
    is_model = rows["method"].eq("model").all()
    axes.set_xlabel(
        words.say("times the interactions, other traits equal")
        if is_model
        else words.say("times the response; without a model nothing else is equal"),
        color=INK,
    )
    found = rows[rows["verdict"].isin(["more", "less"])].sort_values("adjusted_p")
    headline = words.say("No trait of a post can be told apart as working better here")
    if len(found):
        first = found.iloc[0]
        headline = words.say(
            "{network}: {level}, {ratio} times the interactions of {reference}",
            network=network_name(first["network"], words),
            level=_level(first["factor"], first["level"], words),
            reference=_level(first["factor"], first["reference"], words),
            ratio=words.number(float(first["rate_ratio"])),
        )
    note = words.say("Associations, not effects; bars: 95%")
    title(axes, headline, subtitle=note, from_edge=True)
    return axes


def plot_type_forms(
    cells: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the response to each type of content in each form, against the network's median post.

    Parameters
    ----------
    cells
        Result of `smmlab.content.type_forms.cross_types_forms`; a cell of fewer than ten posts
        shows their number only.
    """
    import numpy as np

    words = words or Words("en")
    if cells.empty or cells["median"].isna().all():
        sentence = words.say("No type has ten posts in one form yet. Export a longer period.")
        return empty(new_axes(ax), sentence)
    kinds = [kind for kind in _TYPES if kind in set(cells["type"])]
    forms = list(cells.groupby("form")["posts"].sum().sort_values(ascending=False).index)
    axes = new_axes(ax, height=1.8 + 0.55 * len(kinds))
    grid = cells.pivot(index="type", columns="form", values="median").reindex(kinds, columns=forms)
    # Twice and half are equally far from the usual post.
    farthest = max(float(np.abs(np.log(grid.clip(lower=0.05))).max(axis=None)), float(np.log(2)))
    shades = np.ma.masked_invalid(np.log(grid.clip(lower=0.05)).to_numpy(dtype=float))
    axes.imshow(shades, cmap="PuOr_r", vmin=-farthest * 1.6, vmax=farthest * 1.6, aspect="auto")
    for row in cells.to_dict("records"):
        place = forms.index(row["form"]), kinds.index(row["type"])
        stands = row["verdict"] in ("better", "worse")
        count = words.say_many("{n} post", "{n} posts", n=int(row["posts"]))
        if row["median"] == row["median"]:
            ratio = words.say("{n}×", n=words.number(float(row["median"])))
            axes.text(*place, f"{ratio}\n{count}", ha="center", va="center", fontsize=8, color=INK,
                      fontweight="bold" if stands else "normal")  # fmt: skip
        else:
            axes.text(*place, count, ha="center", va="center", fontsize=8, color=MUTED)
    axes.grid(visible=False)
    axes.set_xticks(range(len(forms)), [words.say(LABELS.get(form, form)) for form in forms])
    axes.set_yticks(range(len(kinds)), [words.say(LABELS[kind]) for kind in kinds])
    axes.tick_params(length=0)
    found = cells[cells["verdict"].isin(["better", "worse"])]
    # What earns more is the news, even where what earns less is surer.
    found = found.sort_values(["verdict", "adjusted_p"])
    headline = words.say("No type in any form can be told apart from the others yet")
    if len(found):
        first = found.iloc[0]
        headline = words.say(
            "{type} · {form}: {ratio} times the usual response",
            type=words.say(LABELS[first["type"]]),
            form=words.say(LABELS.get(first["form"], first["form"])),
            ratio=words.number(float(first["median"])),
        )
    note = words.say("Times the median post of the network; bold: more than chance; grey: too few")
    title(axes, headline, subtitle=note)
    return axes


def _likeliest(rows: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, Rows]:
    """Return the likeliest differences for which there is room, and where they stand."""
    order = rows["p_value"].astype("float64").nsmallest(_MOST).index
    for most in range(len(order), -1, -1):
        chosen = rows.loc[order[:most].sort_values()]
        drawn = chosen.to_dict("records")
        names = lay_rows(
            [_level(row["factor"], row["level"], words) for row in drawn],
            heads=[
                words.say(
                    "{network}, against: {reference}",
                    network=network_name(row["network"], words),
                    reference=_level(row["factor"], row["reference"], words),
                )
                for row in drawn
            ],
        )
        if _EDGES + _LINE * names.height <= _TALLEST:
            break
    return chosen, names


def _level(factor: str, level: str, words: Words) -> str:
    if factor == "hour_block":
        start = int(level)
        return f"{clock(start)}–{clock((start + BLOCK_HOURS) % 24)}"
    if factor == "weekday":
        return words.weekday(int(level))
    label = level_label(factor, level)
    return words.say(label) if label else str(level)
