"""The tornado: which figure, if it were known better, would most change the answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from smmlab.networks.report import NOT_SCORED
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.networks.result import NetworkFit

INPUTS: Mapping[str, str] = MappingProxyType(
    {
        "reach": message("Reach of {network} in the target group"),
        "interest": message("Interest in buying on {network}"),
        "sellers": message("Posts of the sellers on {network}"),
        "feed_load": message("All other posts in the feed"),
    }
)
"""How an input of the score is called."""
_MOST = 8


def plot_tornado(
    fit: NetworkFit,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw how far each input moves the chance of the likeliest network.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> fit = score_networks(Brief("Kohvik", market="EE"))
    >>> plot_tornado(fit).get_title(loc="left").splitlines()[0].startswith("Check first:")
    True
    """
    rows = fit.sensitivity.head(_MOST)
    ax = new_axes(ax, height=1.6 + 0.4 * max(len(rows), 3))
    if rows.empty or not fit.contenders:
        return empty(ax, words.say(NOT_SCORED))
    leader = fit.contenders[0]
    chance = float(fit.table.set_index("network").loc[leader, "p_best"])
    names = [input_label(str(row.network), str(row.input), words) for row in rows.itertuples()]
    for place, row in enumerate(rows.itertuples()):
        low, high = 100 * row.p_best_low, 100 * row.p_best_high
        ax.plot([low, high], [place, place], color=MUTED, linewidth=7, solid_capstyle="butt")
        ax.plot([low], [place], marker="o", markerfacecolor="white", markeredgecolor=INK)
        ax.plot([high], [place], marker="o", color=ACCENT)
        # Beside the bar, where a short one leaves them apart.
        ends = sorted(((low, row.low), (high, row.high)))
        for (value, number), side, shift in zip(ends, ("right", "left"), (-6, 6), strict=True):
            ax.annotate(_short(float(number), str(row.input), words), (value, place),
                        xytext=(shift, 0), textcoords="offset points", ha=side, va="center",
                        fontsize=7, color=INK)  # fmt: skip
    ax.axvline(100 * chance, color=INK, linewidth=1, linestyle=":")
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(len(rows) - 0.3, -0.6)
    ends = 100 * rows[["p_best_low", "p_best_high"]].to_numpy()
    room = max(1.0, 0.15 * float(ends.max() - ends.min()))
    ax.set_xlim(float(ends.min()) - room, float(ends.max()) + room)
    ax.set_xlabel(
        words.say("chance that {network} is the best, %", network=network_name(leader, words)),
        color=INK,
    )
    title(
        ax,
        words.say("Check first: {input}", input=names[0]),
        subtitle=words.say("White: where the figure is low; blue: where it is high"),
    )
    return ax


def input_label(network: str, name: str, words: Words) -> str:
    """Return the name of an input of the score.

    Examples
    --------
    >>> input_label("x", "sellers", Words("en"))
    'Posts of the sellers on X'
    """
    if name == "feed_load":
        return words.say(INPUTS[name])
    return words.say(INPUTS[name], network=network_name(network, words))


def _short(value: float, name: str, words: Words) -> str:
    if name in ("reach", "interest"):
        return words.percent(value, digits=0)
    return words.number(float(f"{value:.2g}"), digits=0)
