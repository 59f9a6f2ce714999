"""The funnel of people on each network: in the target group, interested, meeting the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.networks.report import NOT_SCORED
from smmlab.plots.intervals import arms
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.networks.result import NetworkFit


def plot_network_funnel(
    fit: NetworkFit,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw how many people are left at each step on each network, with 80 % intervals.

    The scale is logarithmic: each step to the left is the same share lost. Without counted sellers
    the last step is not known and not drawn.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> plot_network_funnel(score_networks(Brief("Kohvik", market="EE"))).get_xscale()
    'log'
    """
    rows = fit.table[(fit.table["status"] == "scored") & fit.table["potential"].gt(0)]
    ax = new_axes(ax, height=1.5 + 0.42 * max(len(rows), 3))
    if rows.empty:
        return empty(ax, words.say(NOT_SCORED))
    counted = bool(fit.table["sellers"].notna().any())
    steps = [
        ("potential", "o", MUTED, words.say("use the network")),
        ("interested", "D", SECOND, words.say("come there to buy")),
    ]
    if counted:
        steps.append(("score", "s", ACCENT, words.say("will meet our posts")))
    places = range(len(rows))
    for name, marker, colour, label in steps:
        middle, low, high = (
            rows[name + end].to_numpy(dtype=float) for end in ("", "_low", "_high")
        )
        ax.errorbar(middle, places, xerr=arms(middle, low, high), fmt=marker, color=colour,
                    markersize=6, elinewidth=2, label=label)  # fmt: skip
        # Neighbours are close on this scale: one writes above its mark, the other below.
        for place, value in zip(places, middle, strict=True):
            ax.annotate(words.number(float(f"{value:.2g}"), digits=0), (value, place),
                        xytext=(0, 6 if name == "potential" else -11), fontsize=7.5, color=INK,
                        textcoords="offset points", ha="center")  # fmt: skip
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=0))
    ax.set_yticks(list(places), [network_name(name, words) for name in rows["network"]])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlabel(words.say("people of the target group (each step: ten times)"), color=INK)
    ax.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    last = "score" if counted else "interested"
    most = rows.loc[rows[last].idxmax()]
    people = words.number(float(f"{most[last]:.2g}"), digits=0)
    network = network_name(most["network"], words)
    said = (
        words.say("{network}: about {people} would meet our posts", network=network, people=people)
        if counted
        else words.say(
            "{network}: about {people} come there to buy", network=network, people=people
        )
    )
    title(ax, said, subtitle=words.say("Medians with the range of eight out of ten draws"))
    return ax
