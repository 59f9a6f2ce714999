"""Who they are: shares of each audience side by side, and the affinity index beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.audience.group_words import group_name
from smmlab.audience.groups import DIMENSIONS, Dimension
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, message
from smmlab.texts.labels import network_and_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.audience.composition import Composition

DIMENSION_LABELS = {
    "sex": message("Sex"),
    "age": message("Age"),
    "language": message("Language of comments"),
    "country": message("Country"),
    "city": message("City"),
}
_LOOKS = ((ACCENT, "o"), (SECOND, "s"), (INK, "D"), ("#8a6fae", "^"), ("#5b8c5a", "v"))
_MOST = 10
_SPREAD = 0.5  # of a row is taken by the marks of all audiences


def plot_composition(
    composition: Composition,
    *,
    dimension: Dimension | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each group in every audience (mark, interval where people were counted).

    An empty mark is a share that the network reports; the affinity index stands at the right.

    Parameters
    ----------
    composition
        Result of `smmlab.audience.composition.compare_audiences`.
    dimension
        What to draw; by default the first one known of most audiences.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    rows = composition.shares[composition.shares["share"].notna()]
    if dimension is None and not rows.empty:
        audiences = _names(rows, words).groupby(rows["dimension"]).nunique()
        dimension = max(DIMENSIONS, key=lambda one: audiences.get(one, 0))
    rows = rows[rows["dimension"] == dimension]
    if rows.empty:
        return empty(
            new_axes(ax),
            words.say(
                "This is known of too few people in these files. Export the audience page of each "
                "network, or the members of a VKontakte community; languages come from comments "
                "with their authors."
            ),
        )
    rows = rows.assign(_audience=_names(rows, words))
    values = _values(rows)
    rows = rows[rows["value"].isin(values)]
    audiences = list(dict.fromkeys(rows["_audience"]))[: len(_LOOKS)]
    rows = rows[rows["_audience"].isin(audiences)]
    place = {value: number for number, value in enumerate(values)}
    step = _SPREAD / len(audiences)
    aside = rows["_audience"].map(audiences.index) - (len(audiences) - 1) / 2
    rows = rows.assign(
        _spot=rows["value"].map(place) + step * aside,
        _colour=rows["_audience"].map(lambda name: _LOOKS[audiences.index(name)][0]),
    )
    axes = new_axes(ax, height=max(2.6, 1.5 + 0.42 * len(values)))
    for audience, look in zip(audiences, _LOOKS, strict=False):
        _draw(axes, rows[rows["_audience"] == audience], look, _plain(audience))
    reach = float(np.nanmax([rows["share"].max(), rows["share_high"].max()])) * 100
    axes.set_xlim(0, reach * 1.3 if rows["affinity"].notna().any() else reach * 1.1)
    if rows["affinity"].notna().any():
        _write_affinity(axes, rows[rows["affinity"].notna()], words)
    axes.set_yticks(range(len(values)), [_plain(_group(rows, value, words)) for value in values])
    # A row of room for the legend, and one for the head of the index.
    axes.set_ylim(len(values) - 0.4 + 0.7 * (len(audiences) > 1), -0.9)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(words.say("share of the audience, %"), color=MUTED)
    if len(audiences) > 1:
        axes.legend(frameon=False, fontsize=8, loc="lower left", ncols=len(audiences))
    subtitle = words.say(
        "full mark: counted in these files, line: interval; empty mark: reported by the network"
    )
    title(axes, _heading(composition, rows, words), subtitle=subtitle)
    return axes


def _draw(axes: Axes, part: pd.DataFrame, look: tuple[str, str], label: str) -> None:
    colour, marker = look
    shares, spots = part["share"] * 100, part["_spot"]
    sure = part[part["share_low"].notna()]
    if len(sure):
        draw_whiskers(axes, sure["_spot"], sure["share"] * 100, sure["share_low"] * 100,
                      sure["share_high"] * 100, colour=colour, cap=2.5)  # fmt: skip
    counted = bool((part["basis"] == "counted").any())
    axes.plot(
        shares, spots, linestyle="none", marker=marker, markersize=6, markeredgecolor=colour,
        markerfacecolor=colour if counted else "white", label=label,
    )  # fmt: skip


def _write_affinity(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    right = axes.get_xlim()[1]
    axes.text(right, -0.68, words.say("affinity index"), ha="right", va="center", fontsize=8,
              color=MUTED)  # fmt: skip
    for row in rows.to_dict("records"):
        axes.text(right, row["_spot"], words.number(row["affinity"], digits=0), ha="right",
                  va="center", fontsize=8, color=row["_colour"])  # fmt: skip


def _heading(composition: Composition, rows: pd.DataFrame, words: Words) -> str:
    apart = composition.differences
    apart = apart[
        (apart["dimension"] == rows["dimension"].iloc[0]) & apart["value"].isin(rows["value"])
    ]
    if not apart.empty:
        first = apart.loc[apart["difference"].abs().idxmax()]
        return words.say(
            "The audiences differ most in {group}: {one} {share}, {other} {other_share}",
            group=_group(rows, first["value"], words),
            one=_name(first["network"], first["page"], words),
            share=words.percent(float(first["share"]), digits=0),
            other=_name(first["other_network"], first["other_page"], words),
            other_share=words.percent(float(first["other_share"]), digits=0),
        )
    largest = rows.loc[rows["share"].idxmax()]
    return words.say(
        "{audience}: the largest group is {group}, {share} of the audience",
        audience=str(largest["_audience"]),
        group=_group(rows, largest["value"], words),
        share=words.percent(float(largest["share"]), digits=0),
    )


def _values(rows: pd.DataFrame) -> list[str]:
    """Return the groups to draw: ages in order, others by their largest share, the rest last."""
    largest = rows.groupby("value")["share"].max()
    if (rows["dimension"] == "age").all():
        ordered = sorted(largest.index, key=lambda value: (value == "other", _age(value)))
    else:
        by_size = largest.sort_values(ascending=False, kind="stable").index
        ordered = sorted(by_size, key=lambda value: value == "other")
    return ordered[:_MOST]


def _age(value: str) -> int:
    digits = value.split("-", maxsplit=1)[0].strip("+")
    return int(digits) if digits.isdecimal() else 0


def _names(rows: pd.DataFrame, words: Words) -> pd.Series:
    several = rows.groupby("network", dropna=False)["page"].nunique() > 1
    names = [
        _name(network, page if several.get(network, False) else None, words)
        for network, page in rows[["network", "page"]].to_numpy()
    ]
    return pd.Series(names, index=rows.index, dtype="str")


def _name(network: object, page: object, words: Words) -> str:
    return network_and_page(network, page, words) or words.say("Network not named")


def _group(rows: pd.DataFrame, value: object, words: Words) -> str:
    return group_name(str(rows["dimension"].iloc[0]), str(value), words)[:40]


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
