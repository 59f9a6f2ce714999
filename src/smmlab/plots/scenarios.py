"""Charts of earning: the models side by side, the months ahead, what moves them, whom to gather."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.money.active_share import VERDICTS
from smmlab.money.scenario_labels import BASIS_LABELS, INPUT_LABELS
from smmlab.money.scenarios import REASONS
from smmlab.plots.intervals import draw_interval
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, signed, title
from smmlab.texts import Words, message
from smmlab.texts.labels import LABELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.money.active_share import ActiveShare
    from smmlab.money.scenario_models import Model
    from smmlab.money.scenarios import Scenarios

_PALE = "#c3ccd5"
_LACK = REASONS["lack"]
_MOST_DRIVERS = 6
_WIDEST = 28  # letters of a line beside a bar
_FAR = 2.5  # costs are drawn up to so many times the upper end of the fan
_NO_AUDIENCE = message("The number of followers or the reach of posts would tell.")
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "few": message("{models}: the small active audience earns more"),
        "many": message("{models}: the large idle audience earns more"),
    }
)


def plot_scenarios(
    scenarios: Scenarios, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what each model would earn a month, and what the page costs.

    Parameters
    ----------
    scenarios
        Result of `smmlab.money.scenarios.simulate_income`.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    rows = scenarios.table
    axes = new_axes(ax, height=1.9 + 0.62 * len(rows))
    counted = rows[rows["status"] == "counted"]
    if counted.empty:
        return empty(axes, words.say(_LACK))
    for place, row in enumerate(rows.to_dict("records")):
        if row["status"] == "asked":
            _note(axes, words.say("has to be told first"), 0.0, place, MUTED)
            continue
        leads = row["model"] == (scenarios.recommendation or rows["model"].iloc[0])
        draw_interval(
            axes, place, row["earned"], row["earned_low"], row["earned_high"],
            colour=ACCENT if leads else MUTED, is_clear=scenarios.recommendation is not None,
            size=8,
        )  # fmt: skip
        money = _money(row["earned"], scenarios, words)
        chance = words.chance(row["p_best"], digits=0)
        text = words.say("{money}, best in {share} of draws", money=money, share=chance)
        _note(axes, text, float(row["earned_high"]), place, INK)
    if scenarios.page_cost is not None:
        middle, low, high = scenarios.page_cost
        axes.axvspan(low, high, color=SECOND, alpha=0.12, linewidth=0)
        axes.axvline(middle, color=SECOND, linewidth=1.4)
        axes.annotate(
            words.say("what the page costs"), (middle, -0.62), xytext=(0, 2), ha="center",
            textcoords="offset points", fontsize=8, color=SECOND,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.8)
    low, high = axes.get_xlim()
    axes.set_xlim(low, max(high, float(counted["earned_high"].max()) + 0.45 * (high - low)))
    axes.set_yticks(range(len(rows)), [words.say(LABELS[model]) for model in rows["model"]])
    axes.set_ylim(len(rows) - 0.4, -0.85)
    _money_axis(axes, "x", words.say("earned a month, before what the page costs ({currency})",
                currency=scenarios.currency), words)  # fmt: skip
    title(
        axes,
        headline(scenarios, words),
        subtitle=words.say("Point: middle of the draws; bar: eight out of ten draws"),
    )
    return axes


def headline(scenarios: Scenarios, words: Words) -> str:
    """Say which model earns most, or that it is not decided.

    Examples
    --------
    >>> from smmlab.money.scenarios import simulate_income
    >>> headline(simulate_income({}, currency="EUR"), Words("en"))
    'No recommendation: no model can be counted yet'
    """
    if scenarios.recommendation is not None:
        return words.say("Earns most: {model}", model=words.say(LABELS[scenarios.recommendation]))
    counted = scenarios.table[scenarios.table["status"] == "counted"]
    if counted.empty:
        return words.say("No recommendation: no model can be counted yet")
    model, chance = counted["model"].iloc[0], counted["p_best"].iloc[0]
    return words.say(
        "No recommendation yet; ahead in {share} of draws: {model}",
        model=words.say(LABELS[model]),
        share=words.chance(chance, digits=0),
    )


def plot_income_fan(
    scenarios: Scenarios,
    *,
    model: Model | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what a model would have earned by the end of each month, against what the page costs.

    Parameters
    ----------
    scenarios
        Result of `smmlab.money.scenarios.simulate_income`.
    model
        Whose fan; the one that is best most often where none is given. The others are thin lines.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=4.0)
    counted = scenarios.table[scenarios.table["status"] == "counted"]
    chosen = model or (counted["model"].iloc[0] if len(counted) else None)
    mine = scenarios.months[scenarios.months["model"] == chosen]
    if mine.empty:
        return empty(axes, words.say(_LACK))
    axes.grid(axis="y", color="#e4e7eb", linewidth=0.8)
    months = np.concatenate([[0], mine["month"].to_numpy("float64")])
    low, middle, high = (
        np.concatenate([[0.0], mine[name].to_numpy("float64")])
        for name in ("total_low", "total", "total_high")
    )
    axes.fill_between(months, low, high, color=ACCENT, alpha=0.18, linewidth=0)
    axes.plot(months, middle, color=ACCENT, linewidth=2.4)
    ends = [(float(middle[-1]), words.say(LABELS[str(chosen)]), ACCENT)]
    for other, rows in scenarios.months.groupby("model", sort=False):
        if other != chosen:
            line = np.concatenate([[0.0], rows["total"].to_numpy("float64")])
            axes.plot(months, line, color=MUTED, linewidth=1)
            ends.append((float(line[-1]), words.say(LABELS[str(other)]), MUTED))
    beside = words.say("Line: middle of the draws; band: eight out of ten draws")
    if scenarios.page_cost is not None:
        costs = scenarios.page_cost[0] * months
        if costs[-1] <= _FAR * max(float(high[-1]), 0.0):
            axes.plot(months, costs, color=SECOND, linewidth=1.6, linestyle=(0, (4, 3)))
            ends.append((float(costs[-1]), words.say("what the page costs"), SECOND))
        else:
            # A line so far above would press all others onto the axis.
            far = words.say(
                "Far above the picture: the page costs {money} in that time",
                money=_money(float(costs[-1]), scenarios, words),
            )
            beside = f"{beside}\n{far}"
    _name_ends(axes, float(months[-1]), ends)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xticks([month for month in months if month % 3 == 0 or len(months) < 7])
    axes.set_xlim(0, float(months[-1]) * 1.45)
    axes.set_xlabel(words.say("months from now"), color=INK)
    _money_axis(axes, "y", words.say("earned so far ({currency})",
                currency=scenarios.currency), words)  # fmt: skip
    named = _capital(words.say(LABELS[str(chosen)]))
    title(
        axes,
        words.say_many(
            "{model}: {low} to {high} in {n} month",
            "{model}: {low} to {high} in {n} months",
            n=int(months[-1]),
            model=named,
            low=_money(float(low[-1]), scenarios, words),
            high=_money(float(high[-1]), scenarios, words),
        ),
        subtitle=beside,
    )
    return axes


def plot_earning_drivers(
    scenarios: Scenarios,
    *,
    model: Model | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which inputs move what a model earns, the strongest first.

    Parameters
    ----------
    scenarios
        Result of `smmlab.money.scenarios.simulate_income`.
    model
        Which model; the one that is best most often where none is given.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    counted = scenarios.table[scenarios.table["status"] == "counted"]
    chosen = model or (counted["model"].iloc[0] if len(counted) else None)
    rows = scenarios.drivers[scenarios.drivers["model"] == chosen].head(_MOST_DRIVERS)
    axes = new_axes(ax, height=1.7 + 0.46 * max(len(rows), 3))
    if rows.empty:
        return empty(axes, words.say(_LACK))
    for place, row in enumerate(rows.to_dict("records")):
        low, high = float(row["earned_if_low"]), float(row["earned_if_high"])
        axes.plot([low, high], [place, place], color=_PALE, linewidth=7, solid_capstyle="butt")
        axes.plot([low], [place], marker="o", markerfacecolor="white", markeredgecolor=INK)
        axes.plot([high], [place], marker="o", color=ACCENT)
    strongest = rows["input"].iloc[0]
    names = [
        f"{words.say(INPUT_LABELS[name])}\n({words.say(BASIS_LABELS[basis])})"
        for name, basis in zip(rows["input"], rows["basis"], strict=True)
    ]
    axes.set_yticks(range(len(rows)), names, fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _money_axis(axes, "x", words.say("earned a month, before what the page costs ({currency})",
                currency=scenarios.currency), words)  # fmt: skip
    title(
        axes,
        words.say(
            "{model} turns most on this: {input}",
            model=_capital(words.say(LABELS[str(chosen)])),
            input=words.say(INPUT_LABELS[strongest]),
        ),
        subtitle=words.say("White: where the figure is low; blue: where it is high"),
        from_edge=True,
    )
    return axes


def plot_active_share(
    compared: ActiveShare, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw what a large idle and a small active audience would earn, by model.

    Parameters
    ----------
    compared
        Result of `smmlab.money.active_share.compare_active_share`.
    words
        Language of the chart.
    ax
        Where to draw.
    """
    words = words or Words("en")
    rows = compared.table
    axes = new_axes(ax, height=1.9 + 0.75 * max(len(rows), 2))
    if rows.empty:
        return empty(axes, words.say(_NO_AUDIENCE))
    for place, row in enumerate(rows.to_dict("records")):
        for name, shift, colour in (("many", -0.17, SECOND), ("few", 0.17, ACCENT)):
            ends = [max(float(row[f"{name}{end}"]), 1e-3) for end in ("", "_low", "_high")]
            draw_interval(axes, place + shift, *ends, colour=colour, size=7)
        _note(axes, _verdict(row, words), max(row["many_high"], row["few_high"]), place, INK)
    axes.set_xscale("log")
    _legend(axes, compared, words)
    axes.set_yticks(range(len(rows)), [words.say(LABELS[model]) for model in rows["model"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in axes.get_xticks() if low <= tick <= high])
    axes.minorticks_off()
    axes.set_xlim(low, high * (high / low) ** 0.75)
    axes.set_xlabel(
        words.say("earned a month at today's rates, before all costs ({currency})",
                  currency=compared.currency), color=INK,
    )  # fmt: skip
    axes.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=2))
    title(axes, active_headline(compared, words), subtitle=words.say(
        "Point: middle of the draws; bar: eight out of ten draws"))  # fmt: skip
    return axes


def active_headline(compared: ActiveShare, words: Words) -> str:
    """Say for which models a small active audience is worth more than a large idle one.

    Examples
    --------
    >>> from smmlab.money.active_share import compare_active_share
    >>> active_headline(compare_active_share({}, currency="EUR"), Words("en"))
    'The number of followers or the reach of posts would tell.'
    """
    said = []
    for verdict, template in TITLES.items():
        models = compared.table[compared.table["verdict"] == verdict]["model"]
        if len(models):
            named = ", ".join(words.say(LABELS[model]) for model in models)
            said.append(_capital(words.say(template, models=named)))
    if compared.table.empty:
        return words.say(_NO_AUDIENCE)
    if not said:
        return words.say("Many idle or few active followers: not decided for any model")
    return ". ".join(said)


def _verdict(row: Mapping[str, Any], words: Words) -> str:
    verdict, chance = str(row["verdict"]), words.chance(float(row["p_few"]), digits=0)
    ahead = words.say("few ahead in {share} of draws", share=chance)
    return "\n".join((*wrap(words.say(VERDICTS[verdict]), _WIDEST), ahead))


def _legend(axes: Axes, compared: ActiveShare, words: Words) -> None:
    for (followers, active), colour in ((compared.many, SECOND), (compared.few, ACCENT)):
        text = words.say(
            "{followers} followers, {active} of them active",
            followers=words.number(followers, digits=0), active=words.number(active, digits=0),
        )  # fmt: skip
        axes.plot([], [], color=colour, linewidth=2.5, marker="o", label=text)
    below = -0.62 / (0.6 + 0.75 * max(len(compared.table), 2))
    axes.legend(loc="upper left", bbox_to_anchor=(-0.3, below), ncols=2, frameon=False, fontsize=8)


def _note(axes: Axes, text: str, x: float, place: float, colour: str) -> None:
    note = axes.annotate(
        text.replace("$", r"\$"), (x, place), xytext=(9, 0), textcoords="offset points",
        va="center", fontsize=8, color=colour,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1},
    )  # fmt: skip
    # A long note must not squeeze the chart.
    note.set_in_layout(False)


def _name_ends(axes: Axes, x: float, ends: list[tuple[float, str, str]]) -> None:
    """Write names at the ends of lines, pushed apart where lines end together."""
    low, high = axes.get_ylim()
    least = (high - low) * 0.065
    last = -np.inf
    for value, text, colour in sorted(ends):
        height = max(value, last + least)
        last = height
        axes.annotate(
            text, (x, height), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8,
            color=colour, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )  # fmt: skip


def _money_axis(axes: Axes, which: str, label: str, words: Words) -> None:
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_label_text(label, color=INK)
    axis.set_major_formatter(lambda value, _place: signed(value, words, digits=0))


def _money(value: float, scenarios: Scenarios, words: Words) -> str:
    shown = float(f"{value:.2g}") if pd.notna(value) else 0.0
    return words.money(shown, scenarios.currency, is_rough=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
