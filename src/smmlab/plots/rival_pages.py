"""Pages side by side on every measure, and the same pages month by month."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.plots.intervals import arms
from smmlab.plots.labels import name_points
from smmlab.plots.rivals import MEASURES, NO_RIVALS, page_name, shared_network
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, ShownAxes, empty, new_axes, title
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.rivals.trends import RivalTrends

_PALE = "#9aa5b1"
# Up to so many pages every line of the months is named.
_NAMED = 6
_PANELS: Mapping[str, str] = MappingProxyType(
    {
        "posts_per_week": message("posts a week"),
        "median": MEASURES["median"],
        "per_thousand": MEASURES["per_thousand"],
        "engagement_rate": MEASURES["engagement_rate"],
        "longest_gap_days": message("longest silence, days"),
    }
)
_MOST_PANELS = 4
_LONGEST_LINE = 26
_MOST_PAGES = 21
_LINES: Mapping[str, str] = MappingProxyType(
    {"posts": message("posts a month"), "median": MEASURES["median"]}
)


def plot_rival_pages(
    pages: pd.DataFrame, *, network: str | None = None, words: Words | None = None,
) -> Axes:  # fmt: skip
    """Draw every measure of every page, side by side, with intervals and ours marked.

    Parameters
    ----------
    pages
        Result of `smmlab.rivals.benchmarks.compare_pages`.
    network
        Which network; by default the one with most posts where both sides are present.

    Returns
    -------
    Axes
        The first of the panels; its figure has them all.
    """
    words = words or Words("en")
    network = network or shared_network(pages)
    mine = pages[pages["network"] == network]
    shown = mine[mine["posts"].notna()].head(_MOST_PAGES).iloc[::-1].reset_index(drop=True)
    if not len(shown) or shown["is_own"].all():
        return empty(new_axes(), words.say(NO_RIVALS))
    measures = [name for name in _PANELS if shown[name].notna().any()][:_MOST_PANELS]
    panels = _panels(len(measures), height=1.5 + 0.27 * len(shown))
    own = shown["is_own"].to_numpy(dtype=bool)
    for panel, measure in zip(panels, measures, strict=True):
        _draw(panel, shown, own, measure, words)
    first: Axes = panels[0]
    names = [page_name(page, words) for page in shown["page"]]
    first.set_yticks(range(len(shown)), [name.replace("$", r"\$") for name in names], fontsize=9)
    for label, is_ours in zip(first.get_yticklabels(), own, strict=True):
        label.set_fontweight("bold" if is_ours else "normal")
    first.set_ylim(-0.6, len(shown) - 0.4)
    where = network_name(network, words)
    told = words.say_many(
        "{n} page on the same measures over the same days",
        "{n} pages on the same measures over the same days",
        n=len(shown),
    )
    title(first, f"{where}: {told}", subtitle=words.say("Lines: intervals; in bold: our page"))
    _over_all_panels(first)
    return first


def plot_rival_trends(
    trends: RivalTrends, *, network: str | None = None, measure: str = "median",
    words: Words | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw posts or response of each page by month.

    Where there are many pages, only ours and those that clearly move are named.

    Parameters
    ----------
    trends
        Result of `smmlab.rivals.trends.measure_trends`.
    network
        Which network; by default the one with most posts where both sides are present.
    measure
        ``median`` responses per post, or ``posts`` a month.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=4.6)
    months = trends.months
    network = network or shared_network(months)
    mine = months[(months["network"] == network) & months[measure].notna()]
    if mine["month"].nunique() < 2 or mine["is_own"].all():
        return empty(
            axes,
            words.say(
                "There are too few whole months to show where the pages are going. Export longer "
                "periods of ours and of rivals' pages."
            ),
        )
    ends: list[tuple[float, float, str, bool]] = []
    few = len(mine[["page", "is_own"]].drop_duplicates()) <= _NAMED
    rows = trends.pages[trends.pages["measure"] == measure]
    moving = rows[rows["direction"].isin(["up", "down"]) & (rows["network"] == network)]
    known = sorted(mine["month"].unique())
    every = pd.period_range(known[0], known[-1], freq="M").astype(str).tolist()
    for (page, is_own), line in mine.groupby(["page", "is_own"], dropna=False):
        places = [every.index(month) for month in line["month"]]
        same = moving["page"].fillna("").eq("" if pd.isna(page) else page)
        stands = bool(is_own) or bool((same & moving["is_own"].eq(is_own)).any())
        axes.plot(
            places, line[measure], color=ACCENT if is_own else INK if stands else _PALE,
            linewidth=2.4 if is_own else 1.4 if stands else 0.8, marker="o",
            markersize=4 if stands else 2, zorder=3 if stands else 2,
        )  # fmt: skip
        if stands or few:
            name = page_name(page, words)
            ends.append((places[-1], float(line[measure].iloc[-1]), name, bool(is_own)))
    _month_ticks(axes, every, words)
    axes.set_xlim(-0.3, len(every) - 1 + 0.28 * len(every))
    axes.set_yscale("symlog", linthresh=1)
    least = float(mine[measure].min())
    axes.set_ylim(bottom=least / 1.5 if least > 1 else 0)
    axes.yaxis.set_major_formatter(lambda value, _place: words.number(value, digits=1))
    axes.minorticks_off()
    axes.grid(axis="y", visible=True, color=GRID)
    axes.set_ylabel(words.say(_LINES[measure]), color=MUTED)
    where = network_name(network, words)
    title(axes, f"{where}: {_moves(moving, measure, words)}",
          subtitle=words.say("Whole months of each page's own files"))  # fmt: skip
    if ends:
        x, y, names, bold = zip(*ends, strict=True)
        name_points(axes, x, y, names, bold=bold)
    return axes


def _panels(count: int, *, height: float) -> list[Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3.0 + 2.1 * count, height), layout="constrained")
    panels: list[Any] = []
    for number in range(count):
        panel = figure.add_subplot(
            1, count, number + 1, axes_class=ShownAxes, sharey=panels[0] if panels else None
        )
        new_axes(panel)
        panel.tick_params(labelleft=number == 0, left=False)
        panels.append(panel)
    return panels


def _over_all_panels(first: Axes) -> None:
    # A title wider than its panel would push the next one away; it stays there to be read out.
    text = first.get_title(loc="left")
    first.set_title(text, loc="left").set_visible(False)
    figure = first.get_figure(root=True)
    assert figure is not None
    figure.suptitle(text, x=0.01, ha="left", fontsize=10.5, color=INK)


def _draw(panel: Axes, shown: pd.DataFrame, own: np.ndarray, measure: str, words: Words) -> None:
    factor = 100 if measure == "engagement_rate" else 1
    values = shown[measure].to_numpy(dtype=np.float64, na_value=np.nan) * factor
    has_limits = f"{measure}_low" in shown
    places = np.arange(len(shown))
    for side, colour in ((~own, _PALE), (own, ACCENT)):
        reach = None
        if has_limits:
            low, high = (shown[f"{measure}_{end}"] * factor for end in ("low", "high"))
            reach = arms(values, low, high)[:, side]
        panel.errorbar(values[side], places[side], xerr=reach, fmt="o", color=colour,
                       elinewidth=1.6, markersize=6, markeredgecolor=INK,
                       markeredgewidth=0.5)  # fmt: skip
    if own.any() and np.isfinite(values[own]).any():
        # Ours as a line through all pages: who is on which side of it.
        panel.axvline(float(np.nanmean(values[own])), color=ACCENT, linewidth=0.8, linestyle=":")
    known = values[np.isfinite(values) & (values > 0)]
    if measure != "longest_gap_days" and len(known) and known.max() > 20 * known.min():
        panel.set_xscale("symlog", linthresh=1)
        panel.minorticks_off()
    panel.set_xlim(left=0, right=1.06 * panel.get_xlim()[1])
    for place, value in zip(places, values, strict=True):
        if np.isnan(value):
            panel.text(
                0.02, float(place), words.say("unknown"), fontsize=7.5, color=MUTED, va="center",
                transform=panel.get_yaxis_transform(),
            )  # fmt: skip
    panel.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=1))
    label = "\n".join(wrap(words.say(_PANELS[measure]), _LONGEST_LINE))
    panel.set_xlabel(label, color=MUTED, fontsize=8.5)


def _month_ticks(axes: Axes, months: list[str], words: Words) -> None:
    from babel.dates import format_skeleton

    step = max(1, -(-len(months) // 7))
    shown = list(range(0, len(months), step))
    named = [
        str(format_skeleton("yMMM", pd.Period(months[place]).to_timestamp(), locale=words.locale))
        for place in shown
    ]
    axes.set_xticks(shown, named, fontsize=8.5)


def _moves(moving: pd.DataFrame, measure: str, words: Words) -> str:
    up, down = (words.number(int(moving["direction"].eq(name).sum())) for name in ("up", "down"))
    if moving.empty:
        return words.say("no page with enough months clearly goes up or down")
    if measure == "posts":
        return words.say("pages that clearly publish more and more: {up}; less and less: {down}",
                         up=up, down=down)  # fmt: skip
    return words.say("pages whose response clearly grows: {up}; falls: {down}",
                     up=up, down=down)  # fmt: skip
