"""How many followers there are, week by week, with the days that are unlike all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_and_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.audience.growth import Growth

_NAMED = 4  # jumps written at the line


def plot_growth(
    growth: Growth,
    *,
    network: str | None = None,
    page: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the followers of a page, gaps as gaps and jumps marked.

    Where the files count no followers, the followers won since the first day, or else the new
    follows by day.

    Parameters
    ----------
    growth
        Result of `smmlab.audience.growth.measure_growth`.
    network, page
        Whose followers; by default those of the page with most.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    pages = growth.pages
    if network is not None:
        pages = pages[pages["network"] == network]
    if page is not None:
        pages = pages[pages["page"] == page]
    if pages.empty:
        return empty(
            axes,
            words.say(
                "No followers by day are in these files. In TikTok Studio: Followers, Download "
                "data; for a VK community ask for its statistics by day."
            ),
        )
    row = pages.iloc[0]
    days = growth.of_page(int(pages.index[0])).days
    moments = pd.to_datetime(days["day"])
    values, label = _line(days, words)
    if days["followers"].notna().any() or days["net"].notna().any():
        axes.plot(moments, values, color=ACCENT, linewidth=1.8, marker="o", markersize=2)
    else:
        axes.vlines(moments, 0, values, color=ACCENT, linewidth=1.4)
        axes.set_ylim(bottom=0)
    _mark_jumps(axes, days, moments, values, words)
    axes.grid(axis="y", visible=True, color=GRID)
    axes.set_ylabel(label, color=MUTED)
    _write_dates(axes, words)
    where = network_and_page(row["network"], row["page"], words)
    heading = _heading(row, words)
    # What goes on after the name with a small letter is not a sentence of its own.
    mark = ":" if heading[:1].islower() else "."
    title(axes, f"{where}{mark} {heading}" if where else heading, subtitle=_subtitle(row, words))
    return axes


def _line(days: pd.DataFrame, words: Words) -> tuple[pd.Series, str]:
    if days["followers"].notna().any():
        return days["followers"], words.say("followers")
    if days["net"].notna().any():
        return days["net"].cumsum(), words.say("followers won since the first day")
    return days["follows"], words.say("new follows a day")


def _mark_jumps(
    axes: Axes, days: pd.DataFrame, moments: pd.Series, values: pd.Series, words: Words
) -> None:
    jumps = days["is_jump"].to_numpy(dtype=bool) & values.notna().to_numpy()
    if not jumps.any():
        return
    axes.plot(moments[jumps], values[jumps], "D", color=SECOND, markersize=7, linestyle="none",
              label=words.say("a day unlike those around it"))  # fmt: skip
    moved = days["net"].fillna(days["follows"])[jumps]
    largest = moved.abs().nlargest(_NAMED).index
    for index in largest:
        number = words.number(float(moved[index]), digits=0)
        sign = "+" if moved[index] > 0 else ""
        axes.annotate(f"{sign}{number}", (moments[index], values[index]), xytext=(6, -10),
                      textcoords="offset points", fontsize=8, color=INK)  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="best")


def _write_dates(axes: Axes, words: Words) -> None:
    from babel.dates import format_skeleton
    from matplotlib.dates import AutoDateLocator, num2date
    from matplotlib.ticker import FuncFormatter

    locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)

    def written(place: float, _number: int | None) -> str:
        day = num2date(place)  # type: ignore[no-untyped-call]
        return str(format_skeleton("yMMMd", day, locale=words.locale))

    axes.xaxis.set_major_formatter(FuncFormatter(written))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _n: words.number(value, digits=0)))


def _heading(row: pd.Series, words: Words) -> str:
    if pd.notna(row["weekly_net_low"]):
        values = {
            name: words.number(row[name], digits=0)
            for name in ("weekly_net", "weekly_net_low", "weekly_net_high")
        }
        return words.say(
            "{net} followers in the median week (interval {low} to {high})",
            net=values["weekly_net"], low=values["weekly_net_low"], high=values["weekly_net_high"],
        )  # fmt: skip
    if pd.notna(row["net_change"]):
        return words.say(
            "{net} followers net over the whole period",
            net=words.number(row["net_change"], digits=0),
        )
    return words.say(
        "{gained} new follows; how many left is not in the files",
        gained=words.number(np.nan_to_num(row["gained"]), digits=0),
    )


def _subtitle(row: pd.Series, words: Words) -> str:
    parts = []
    if pd.notna(row["churn_rate"]):
        parts.append(
            words.say("{share} leave within thirty days", share=words.percent(row["churn_rate"]))
        )
    if row["missing_days"]:
        parts.append(
            words.say_many(
                "{n} day without a number", "{n} days without a number", n=int(row["missing_days"])
            )
        )
    return "; ".join(parts)
