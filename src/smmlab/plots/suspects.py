"""Chart of suspicious accounts: shares with intervals, by rule, beside the assumed share."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from smmlab.audience.fake_rules import RULE_LABELS, Rule
from smmlab.audience.suspects import Suspects
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, number_ticks, title
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"
_WIDEST = 32


def plot_suspects(
    suspects: Suspects,
    *,
    network: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of suspicious accounts of one network with its interval, rule by rule.

    Parameters
    ----------
    suspects
        Result of `smmlab.audience.suspects.estimate_suspects`.
    network
        Which network; by default the one with most accounts to look at.
    """
    words = words or Words("en")
    rows = _rows(suspects, network, words)
    if rows.empty:
        return empty(
            new_axes(ax),
            words.say(
                "These files do not say enough about the members to look for suspicious accounts. "
                "Ask the VK API for the members of the community with followers and profile "
                "pictures; comments and reactions with their times show who acts together."
            ),
        )
    axes = new_axes(ax, height=1.6 + 0.55 * len(rows))
    ordered = rows.iloc[::-1].reset_index(drop=True)
    places = np.arange(len(ordered))
    shares = ordered["share"] * 100
    draw_whiskers(axes, places, shares, ordered["share_low"] * 100, ordered["share_high"] * 100)
    chosen = ordered["is_chosen"].to_numpy(dtype=bool)
    axes.scatter(shares, places, s=46, color=np.where(chosen, ACCENT, _PALE), edgecolors=INK,
                 linewidths=0.8, zorder=3)  # fmt: skip
    is_judged = bool(chosen.any())
    reach = float(ordered["share_high"].max()) * 100
    if is_judged:
        # What is assumed bears on the rules only, not on who acts together.
        assumed = suspects.prevalence * 100
        axes.axvline(assumed, color=SECOND, linewidth=1, linestyle=":",
                     label=words.say("assumed share of fakes"))  # fmt: skip
        axes.legend(frameon=False, fontsize=8, loc="lower right")
        reach = max(reach, assumed)
    axes.set_yticks(places, [fill(label, _WIDEST, break_long_words=False) + "\n" + accounts
                             for label, accounts in zip(ordered["label"], ordered["accounts"],
                                                        strict=True)], fontsize=8)  # fmt: skip
    axes.set_ylim(-0.6, len(ordered) - 0.4)
    reach = min(max(reach * 1.15, 1), 105)
    # A dot at nothing is seen whole.
    axes.set_xlim(-0.02 * reach, reach)
    number_ticks(axes.xaxis, words)
    axes.set_xlabel(words.say("share of accounts, %"), color=MUTED)
    row = (rows[rows["is_chosen"]] if is_judged else rows).iloc[0]
    said = {
        "network": network_name(row["network"], words),
        "low": words.percent(float(row["share_low"]), digits=0),
        "high": words.percent(float(row["share_high"]), digits=0),
    }
    if is_judged:
        heading = words.say(
            "{network}: between {low} and {high} of the accounts look suspicious", **said
        )
        subtitle = words.say("Each rule is corrected for its errors; lines: intervals")
    else:
        heading = words.say(
            "{network}: between {low} and {high} of the accounts act together", **said
        )
        subtitle = words.say("How many are fake is not known from these files; lines: intervals")
    title(axes, heading, subtitle=subtitle)
    return axes


def _rows(suspects: Suspects, network: str | None, words: Words) -> pd.DataFrame:
    """Put the rules and the coordination of one network under each other, those that are shown."""
    columns = ["network", "label", "n", "share", "share_low", "share_high", "is_chosen"]
    rules = suspects.rules
    labels = [words.say(RULE_LABELS[cast(Rule, rule)]) for rule in rules["rule"]]
    parts = [rules.assign(label=labels, n=rules["checked"])[columns]]
    if suspects.coordination is not None:
        together = suspects.coordination
        parts.append(
            together.assign(
                label=words.say("act together within seconds"),
                n=together["active_people"],
                is_chosen=False,
            )[columns]
        )
    every = pd.concat([part[part["share"].notna()] for part in parts], ignore_index=True)
    if network is None and len(every):
        # The rules come first: where none can run, the coordination stands alone.
        network = str(every.sort_values(["is_chosen", "n"], ascending=False)["network"].iloc[0])
    shown = every[every["network"] == network].reset_index(drop=True)
    accounts = [
        words.say_many("among {n} account", "among {n} accounts", n=int(n)) for n in shown["n"]
    ]
    return shown.assign(accounts=accounts)
