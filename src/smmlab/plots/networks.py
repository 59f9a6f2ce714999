"""Networks side by side: people in the target group, chance of being the best, what is barred."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.networks.gates import REASONS
from smmlab.networks.report import NOT_SCORED
from smmlab.plots.intervals import draw_interval
from smmlab.plots.network_places import verdict_of
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Phrase, Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from smmlab.networks.result import NetworkFit

_NO_FIGURE = REASONS["no_figure"]
_BEHIND, _ALONE = 44, 84  # letters of a line behind an interval, and where nothing is drawn
_LINE = 0.42  # of a row, so that a note of many lines does not run into the next one


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
    if not len(scored):
        return empty(new_axes(ax), words.say(NOT_SCORED))
    # Scored networks come first in the table; the rest is written, not drawn.
    notes = ["\n".join(_note(row, words)) for row in rows.to_dict("records")]
    room = np.array([max(1.0, _LINE * (note.count("\n") + 1)) for note in notes])
    places = room.cumsum() - room / 2 - 0.5
    ax = new_axes(ax, height=1.6 + 0.34 * float(room.sum()))
    for place, note, row in zip(places, notes, rows.to_dict("records"), strict=True):
        if row["status"] != "scored" or pd.isna(row["potential"]):
            _write(ax, note, 0, place, MUTED)
            continue
        leads = row["network"] == fit.recommendation
        colour = ACCENT if leads or fit.recommendation is None else MUTED
        draw_interval(ax, place, row["potential"], row["potential_low"], row["potential_high"],
                      colour=colour, marker="o" if row["gate"] == "open" else "s")  # fmt: skip
        _write(ax, note, float(row["potential_high"]), place, INK)
    ax.set_yticks(places, [network_name(network, words) for network in rows["network"]])
    ax.set_ylim(float(room.sum()) - 0.4, -0.6)
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


def _note(row: Mapping[Any, Any], words: Words) -> list[str]:
    """Return the lines beside a network: they have less room behind an interval."""
    reason = row["gate_reason"]
    if row["status"] == "scored" and pd.notna(row["potential"]):
        share = words.chance(row["p_best"], digits=0)
        lines = wrap(words.say("best in {share} of draws", share=share), _BEHIND)
        return lines + (wrap(words.say(reason), _BEHIND) if row["gate"] == "warned" else [])
    reason = Phrase(reason)
    if row["gate"] == "closed":
        said = words.say("Closed. {reason}", reason=reason)
    elif row["gate"] == "warned":
        said = words.say("Not scored: no figure for this market. {reason}", reason=reason)
    else:
        said = words.say(_NO_FIGURE)
    return wrap(said, _ALONE)


def _write(ax: Axes, text: str, x: float, place: float, colour: str) -> None:
    note = ax.annotate(text, (x, place), xytext=(6, 0), fontsize=7.5, color=colour,
                       textcoords="offset points", va="center")  # fmt: skip
    # A long reason must not squeeze the chart.
    note.set_in_layout(False)
