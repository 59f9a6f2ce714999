"""Charts of the rivals: who fills the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import NETWORK_NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST = 12


def plot_voice(
    voice: pd.DataFrame, *, network: str | None = None, words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw each page's share of posts (bar) and of responses (diamond) on one network.

    Parameters
    ----------
    voice
        Result of `smmlab.rivals.voice.share_of_voice`.
    network
        Which network; by default the one with most posts where both sides are present.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    sides = voice.groupby("network")["is_own"].agg(["any", "all"])
    shared = voice[voice["network"].isin(sides.index[sides["any"] & ~sides["all"]])]
    shared = shared[shared["posts"].notna()]
    if network is None and len(shared):
        network = str(shared.groupby("network")["posts"].sum().idxmax())
    pages = shared[shared["network"] == network].head(_MOST).iloc[::-1].reset_index(drop=True)
    if pages.empty or not pages["posts"].sum():
        return empty(
            axes,
            words.say(
                "There is no page of a rival to compare with. Import a rival page's export for "
                "the same period, marked as a rival's."
            ),
        )
    shares = pages["share_of_posts"] * 100
    axes.barh(
        range(len(pages)), shares, color=[ACCENT if own else "#c3ccd5" for own in pages["is_own"]]
    )
    responses = pages["share_of_engagements"].astype("float64") * 100
    if responses.notna().any():
        axes.plot(
            responses, range(len(pages)), linestyle="none", marker="D", markersize=6,
            markerfacecolor="white", markeredgecolor=INK,
            label=words.say("share of responses"),
        )  # fmt: skip
        axes.legend(frameon=False, fontsize=8, loc="lower right")
    names = pages["page"].fillna(words.say("page without a name"))
    labels = [
        f"{str(name)[:32]}\n{words.percent(share)}".replace("$", r"\$")
        for name, share in zip(names, pages["share_of_posts"], strict=True)
    ]
    axes.set_yticks(range(len(pages)), labels)
    axes.set_xlabel(words.say("share of posts, %"), color=MUTED)
    axes.set_xlim(0, float(np.fmax(shares, responses).max()) * 1.1)
    own_share = float(pages.loc[pages["is_own"], "share_of_posts"].sum())
    title(
        axes,
        words.say(
            "{share} of the posts on {network} are ours",
            share=words.percent(own_share), network=NETWORK_NAMES.get(str(network), str(network)),
        ),
        subtitle=words.say("Imported pages only, in the period that all their files cover"),
    )  # fmt: skip
    return axes
