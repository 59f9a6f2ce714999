"""Placements by what a result costs there; below them those whose cost cannot be known, and why."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import LogLocator, NullLocator

from smmlab.plots.intervals import draw_interval
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.rivals.placements import PlacementComparison

_CLEAR = 0.6  # chance from which one placement is named as the cheapest
_MOST = 16
_LONGEST = 30


def plot_placements(
    comparison: PlacementComparison,
    *,
    currency: str | None = None,
    allowed_cost: float | None = None,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw what a result costs at each placement, with 80 % intervals, the cheapest first.

    Parameters
    ----------
    comparison
        Result of `smmlab.rivals.placements.compare_placements`.
    currency
        Drawn; by default the one of most placements. Others are written below, never converted.
    allowed_cost
        The most a result may cost, as a line.
    words
        Language of the texts.
    ax
        Where to draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.rivals.placements import compare_placements
    >>> offers = pd.DataFrame({"network": "telegram", "page": ["Kava"], "price": [50.0],
    ...                        "reach": [4000.0]})
    >>> plot_placements(compare_placements(offers)).get_xlabel()
    'cost of one result (EUR)'
    """
    table = comparison.table.head(_MOST).reset_index(drop=True)
    paid = table[table["cost_per_result"].gt(0)]
    ax = new_axes(ax, height=1.7 + 0.42 * max(len(table), 2))
    if paid.empty:
        return empty(ax, _nothing(table, words))
    shown = currency or str(paid["currency"].mode().iloc[0])
    drawn = paid[paid["currency"] == shown]
    if drawn.empty:
        return empty(ax, _nothing(table, words))
    rest = table.drop(index=drawn.index)
    low, high = (
        float(drawn["cost_per_result_low"].min()),
        float(drawn["cost_per_result_high"].max()),
    )
    if allowed_cost is not None:
        low, high = min(low, allowed_cost), max(high, allowed_cost)
    ax.set_xscale("log")
    ax.set_xlim(low / 1.6, high * (high / low) ** 0.6 * 1.6)
    for place, row in enumerate(drawn.to_dict("records")):
        _draw(ax, place, row, words)
    for place, row in enumerate(rest.to_dict("records"), start=len(drawn)):
        _write(ax, place, _why_not(row, words), MUTED, x=low / 1.6, width=92)
    if allowed_cost is not None:
        ax.plot([allowed_cost] * 2, [-0.9, len(drawn) - 0.5], color=SECOND, linewidth=1.4,
                linestyle="--")  # fmt: skip
        ax.annotate(
            words.say("allowed: {cost}", cost=words.money(allowed_cost, shown)),
            (allowed_cost, -0.75), xytext=(4, 0), textcoords="offset points", fontsize=7.5,
            color=SECOND, va="center",
        )  # fmt: skip
    names = [_named(row, words) for row in [*drawn.to_dict("records"), *rest.to_dict("records")]]
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.set_ylim(len(names) - 0.4, -1.0)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=_digits(value)))
    ax.set_xlabel(words.say("cost of one result ({currency})", currency=shown), color=INK)
    title(
        ax,
        _headline(drawn, words),
        subtitle=words.say("Full dots were tried before. The line holds four of five draws."),
    )
    return ax


def _draw(ax: Axes, place: int, row: dict[str, Any], words: Words) -> None:
    colour = ACCENT if place == 0 else MUTED
    tried = row["status"] == "measured"
    draw_interval(ax, place, row["cost_per_result"], row["cost_per_result_low"],
                  row["cost_per_result_high"], colour=colour, is_clear=tried, size=7)  # fmt: skip
    cost, low, high = (
        words.money(_rounded(row[name]), row["currency"])
        for name in ("cost_per_result", "cost_per_result_low", "cost_per_result_high")
    )
    said = words.say("{cost} ({low} to {high})", cost=cost, low=low, high=high)
    chance = words.say(
        "cheapest in {share} of draws", share=words.percent(row["p_cheapest"], digits=0)
    )
    _write(ax, place, f"{said}\n{chance}", INK, x=float(row["cost_per_result_high"]), width=48)


def _write(ax: Axes, place: int, text: str, colour: str, *, x: float, width: int) -> None:
    lines = [line for part in text.splitlines() for line in wrap(part, width)]
    note = ax.annotate("\n".join(lines).replace("$", r"\$"), (x, place), xytext=(6, 0),
                       fontsize=7.5, color=colour, textcoords="offset points",
                       va="center")  # fmt: skip
    # A long reason must not squeeze the chart.
    note.set_in_layout(False)


def _why_not(row: dict[str, Any], words: Words) -> str:
    reason = row["reason"]
    if reason:
        return words.say(reason)
    if row["price"] == 0:
        return words.say("Free: it costs only the work.")
    return words.say(
        "A result costs about {cost}: another currency, so it is not compared.",
        cost=words.money(_rounded(row["cost_per_result"]), row["currency"]),
    )


def _nothing(table: pd.DataFrame, words: Words) -> str:
    if table.empty:
        return words.say(
            "Nobody has listed where else to speak. Put pages, channels and people into "
            "placements.csv in the client folder: their price and the reach of a post."
        )
    return words.say(
        "No cost of a result can be told yet. Ask each page for the price of one post and the "
        "reach of the last ten."
    )


def _headline(drawn: pd.DataFrame, words: Words) -> str:
    leader = drawn.iloc[0]
    cost = words.money(_rounded(leader["cost_per_result"]), leader["currency"])
    first = _short(leader["page"])
    if len(drawn) == 1:
        return words.say("A result at {page} costs about {cost}", page=first, cost=cost)
    ranked = drawn.sort_values("p_cheapest", ascending=False, kind="stable")
    if ranked["p_cheapest"].iloc[0] >= _CLEAR:
        best = ranked.iloc[0]
        return words.say(
            "Results are likely cheapest at {page}: about {cost}",
            page=_short(best["page"]),
            cost=words.money(_rounded(best["cost_per_result"]), best["currency"]),
        )
    return words.say(
        "Not decided: a try at {first} and {second} would tell",
        first=_short(ranked["page"].iloc[0]),
        second=_short(ranked["page"].iloc[1]),
    )


def _named(row: dict[str, Any], words: Words) -> str:
    network = network_name(row["network"], words)
    return f"{_short(row['page'])}\n{network}".replace("$", r"\$")


def _short(page: str) -> str:
    return page if len(page) <= _LONGEST else page[: _LONGEST - 1].rstrip() + "…"


def _rounded(value: float) -> float:
    # A cost that is known to a factor of two is not known to a cent.
    return float(f"{value:.2g}")


def _digits(value: float) -> int:
    return 0 if value >= 1 else 2
