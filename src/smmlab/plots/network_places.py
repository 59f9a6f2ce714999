"""How often each network is the best, and how that turns with the fullness of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from smmlab.networks.report import NOT_SCORED
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.networks.result import NetworkFit

_SHADES = ("#0b6e99", "#6fa8bf", "#bcd4de", "#e4e7eb")
_LINES = ("-", "--", ":", "-.")


def plot_network_places(
    fit: NetworkFit,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw in which share of the draws each network takes the first, second, third, later place.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> plot_network_places(score_networks(Brief("Kohvik", market="EE"))).get_xlabel()
    'share of the draws, %'
    """
    names = [str(n) for n in fit.table.loc[fit.table["status"] == "scored", "network"]]
    ax = new_axes(ax, height=1.5 + 0.34 * max(len(names), 3))
    if not names or fit.places.empty:
        return empty(ax, words.say(NOT_SCORED))
    shares = fit.places.pivot_table(index="network", columns="place", values="share").loc[names]
    first_three = [shares[place] for place in (1, 2, 3) if place in shares]
    later = (1 - sum(first_three)).clip(lower=0)
    labels = [words.say("first"), words.say("second"), words.say("third")][: len(first_three)]
    left = np.zeros(len(names))
    for part, shade, label in zip(
        [*first_three, later], [*_SHADES[: len(first_three)], _SHADES[-1]],
        [*labels, words.say("later")], strict=True,
    ):  # fmt: skip
        wide = 100 * part.to_numpy()
        ax.barh(range(len(names)), wide, left=left, color=shade, edgecolor="white", label=label)
        left = left + wide
    for place, share in enumerate(shares[1]):
        ax.annotate(words.chance(float(share), digits=0), (100, place), xytext=(4, 0),
                    textcoords="offset points", va="center", fontsize=8, color=INK)  # fmt: skip
    ax.set_yticks(range(len(names)), [network_name(name, words) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xlim(0, 100)
    ax.set_xlabel(words.say("share of the draws, %"), color=INK)
    ax.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=4)
    title(ax, verdict_of(fit, words), subtitle=words.say("At the right: how often it is the best"))
    return ax


def plot_feed_load(
    fit: NetworkFit,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw each contender's chance of being the best as the feed of the target group fills.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> plot_feed_load(score_networks(Brief("Kohvik", market="EE"))).get_xscale()
    'log'
    """
    ax = new_axes(ax, height=3.6)
    if fit.curve.empty:
        return empty(ax, words.say(NOT_SCORED))
    chances = fit.curve.pivot_table(index="feed_load", columns="network", values="p_best") * 100
    ends = []
    for number, name in enumerate(fit.contenders):
        colour = ACCENT if number == 0 else MUTED
        ax.plot(chances.index, chances[name], color=colour, linewidth=2, marker="o", markersize=4,
                linestyle=_LINES[number % len(_LINES)])  # fmt: skip
        ends.append((float(chances[name].iloc[-1]), network_name(name, words)))
    # Names stand apart even where lines end together.
    height = -np.inf
    for value, name in sorted(ends):
        height = max(value, height + 7)
        ax.annotate(name, (chances.index[-1], value), xytext=(1.15 * chances.index[-1], height),
                    textcoords="data", va="center", fontsize=8, color=INK)  # fmt: skip
    ax.set_xscale("log")
    ax.set_xticks(list(chances.index), [words.number(v, digits=0) for v in chances.index])
    ax.minorticks_off()
    ax.set_xlim(chances.index[0] * 0.9, chances.index[-1] * 2.4)
    ax.set_ylim(0, 100)
    ax.set_xlabel(words.say("posts a week that fight for the same attention"), color=INK)
    ax.set_ylabel(words.say("chance of being the best, %"), color=INK)
    winners = list(dict.fromkeys(chances[list(fit.contenders)].idxmax(axis=1)))
    if len(winners) == 1:
        said = words.say(
            "{network} stays ahead however full the feed is",
            network=network_name(winners[0], words),
        )
    else:
        said = words.say(
            "In a quiet feed {quiet} is ahead, in a full one {full}",
            quiet=network_name(winners[0], words), full=network_name(winners[-1], words),
        )  # fmt: skip
    title(ax, said)
    return ax


def verdict_of(fit: NetworkFit, words: Words) -> str:
    """Say the choice, or between whom it is open.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> verdict_of(score_networks(Brief("Kohvik", market="EE")), Words("en")).split(":")[0]
    'Not decided'
    """
    if fit.recommendation is not None:
        leader = network_name(fit.recommendation, words)
        return words.say("{network} is the likeliest best", network=leader)
    contenders = " · ".join(network_name(name, words) for name in fit.contenders[:3])
    return words.say("Not decided: {contenders}", contenders=contenders)
