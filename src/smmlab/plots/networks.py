"""Networks side by side: people in the target group, chance of being the best, what is barred."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from smmlab.networks.gates import REASONS
from smmlab.networks.report import NOT_SCORED
from smmlab.plots.intervals import draw_interval
from smmlab.plots.network_places import verdict_of
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Phrase, Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.networks.result import NetworkFit

_NO_FIGURE = REASONS["no_figure"]


def plot_networks(
    fit: NetworkFit,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the potential customers of every network with 80 % intervals.

    Networks that are closed or have no figure stand below, with the reason instead of a bar.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> plot_networks(score_networks(Brief("Kohvik", market="EE"))).get_xlabel()
    'potential customers in the target group (people)'
    """
    rows = fit.table
    scored = rows[(rows["status"] == "scored") & rows["potential"].notna()]
    ax = new_axes(ax, height=1.6 + 0.34 * len(rows))
    if not len(scored):
        return empty(ax, words.say(NOT_SCORED))
    names = [network_name(network, words) for network in rows["network"]]
    places = list(range(len(rows)))
    # Scored networks come first in the table; the rest is written, not drawn.
    for place, row in zip(places, scored.to_dict("records"), strict=False):
        leads = row["network"] == fit.recommendation
        colour = ACCENT if leads or fit.recommendation is None else MUTED
        draw_interval(ax, place, row["potential"], row["potential_low"], row["potential_high"],
                      colour=colour, marker="o" if row["gate"] == "open" else "s")  # fmt: skip
        reason = row["gate_reason"]
        note = words.say("best in {share} of draws", share=words.chance(row["p_best"], digits=0))
        if row["gate"] == "warned":
            note = f"{note}\n{words.say(reason)}"
        _write(ax, note, float(row["potential_high"]), place, INK, width=44)
    for place, row in list(zip(places, rows.to_dict("records"), strict=True))[len(scored) :]:
        reason = Phrase(row["gate_reason"])
        if row["gate"] == "closed":
            note = words.say("Closed. {reason}", reason=reason)
        elif row["gate"] == "warned":
            note = words.say("Not scored: no figure for this market. {reason}", reason=reason)
        else:
            note = words.say(_NO_FIGURE)
        _write(ax, note, 0, place, MUTED, width=84)
    ax.set_yticks(places, names)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, float(scored["potential_high"].max()) * 2)
    ax.set_xlabel(words.say("potential customers in the target group (people)"), color=INK)
    # Numbers of a large market have nine digits: more of them would run into each other.
    ax.locator_params(axis="x", nbins=4)
    ax.xaxis.set_major_formatter(lambda value, _position: words.number(value, digits=0))
    title(
        ax,
        verdict_of(fit, words),
        subtitle=" ".join(words.say(sentence) for sentence in fit.cautions),
    )
    return ax


def _write(ax: Axes, text: str, x: float, place: int, colour: str, *, width: int) -> None:
    lines = [line for part in text.splitlines() for line in wrap(part, width)]
    note = ax.annotate("\n".join(lines), (x, place), xytext=(6, 0), fontsize=7.5, color=colour,
                       textcoords="offset points", va="center")  # fmt: skip
    # A long reason must not squeeze the chart.
    note.set_in_layout(False)
