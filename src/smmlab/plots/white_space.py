"""What rivals do that we do not, and the cells of type and form that few of them fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.intervals import wilson_interval
from smmlab.plots.intervals import arms
from smmlab.plots.rivals import shared_network
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import LABELS, network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#9aa5b1"
_MOST = 2.0  # ratio at which the colour ends; its inverse ends the other
_TYPES = ("provocation", "instruction", "medal", "laugh", "none")


def plot_white_space(
    cells: pd.DataFrame, *, network: str | None = None, words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw the response to every type and form at rivals; white space has a thick frame.

    Parameters
    ----------
    cells
        Result of `smmlab.rivals.white_space.find_white_space`.
    network
        Which network; by default one with white space, and of several that with most posts.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=4.4)
    if network is None and len(cells):
        named = cells[cells["status"] == "white_space"]
        network = str((named if len(named) else cells).groupby("network")["posts"].sum().idxmax())
    mine = cells[cells["network"] == network]
    if not mine["status"].ne("too_few").any():
        return empty(
            axes,
            words.say(
                "White space cannot be told from these files. Import the posts of at least three "
                "rivals, with texts and counts, for the same months as ours."
            ),
        )
    types = [name for name in _TYPES if name in set(mine["type"])]
    forms = mine.groupby("form")["posts"].sum().sort_values(ascending=False).index.tolist()
    for row in mine.to_dict("records"):
        _cell(axes, row, forms.index(row["form"]), types.index(row["type"]), words)
    axes.set_xlim(-0.5, len(forms) - 0.5)
    axes.set_ylim(len(types) - 0.5, -0.5)
    axes.set_xticks(range(len(forms)), [words.say(LABELS.get(name, name)) for name in forms])
    axes.set_yticks(range(len(types)), [words.say(LABELS[name]) for name in types])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    named = mine[mine["status"] == "white_space"]
    where = network_name(network, words)
    if named.empty:
        said = words.say("no white space stands out")
    else:
        listed = ", ".join(_cell_name(row, words) for row in named.head(3).to_dict("records"))
        said = words.say("white space: {cells}", cells=listed)
    title(
        axes, f"{where}: {said}",
        subtitle=words.say(
            "Response at rivals against the middle post of each page; framed: white space; grey: "
            "too few posts"
        ),
    )  # fmt: skip
    return axes


def plot_rival_gaps(
    mixes: pd.DataFrame, gaps: pd.DataFrame, *, network: str | None = None,
    words: Words | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw our share of each form and type with its interval, and every rival's beside it.

    Parameters
    ----------
    mixes
        Result of `smmlab.rivals.mixes.compare_mixes`.
    gaps
        Result of `smmlab.rivals.mixes.find_gaps`.
    network
        Which network; by default the one with most posts where both sides are present.
    """
    words = words or Words("en")
    sizes = mixes[mixes["kind"] == "form"]
    network = network or shared_network(sizes)
    mine = gaps[(gaps["network"] == network) & gaps["side"].ne("too_few")]
    axes = new_axes(ax, height=1.7 + 0.32 * max(len(mine), 5))
    if mine.empty:
        return empty(
            axes,
            words.say(
                "Forms and types cannot be compared yet: they need ten posts of ours and ten of a "
                "rival in the same months. Import the posts of rivals' pages."
            ),
        )
    mine = mine.iloc[::-1].reset_index(drop=True)
    rivals = mixes[(mixes["network"] == network) & ~mixes["is_own"].astype(bool)]
    rivals = rivals[rivals["verdict"].ne("too_few")]
    low, high = wilson_interval(mine["own_posts"], mine["own_of"])
    for place, row in enumerate(mine.to_dict("records")):
        theirs = rivals[(rivals["kind"] == row["kind"]) & (rivals["value"] == row["value"])]
        axes.plot(theirs["share"] * 100, np.full(len(theirs), place), "|", color=_PALE,
                  markersize=11, markeredgewidth=1.6)  # fmt: skip
        axes.plot([row["rival_share"] * 100], [place], "D", markersize=6, color=_PALE,
                  markeredgecolor=INK, markeredgewidth=0.5)  # fmt: skip
    shares = mine["own_share"] * 100
    axes.errorbar(shares, range(len(mine)), xerr=arms(shares, low * 100, high * 100), fmt="o",
                  color=ACCENT, markersize=7, elinewidth=1.8)  # fmt: skip
    names = [_named(row, words) for row in mine.to_dict("records")]
    axes.set_yticks(range(len(mine)), names)
    for label, side in zip(axes.get_yticklabels(), mine["side"], strict=True):
        label.set_fontweight("normal" if side == "neither" else "bold")
        label.set_color({"they": SECOND, "we": ACCENT}.get(side, INK))
    axes.set_ylim(-0.6, len(mine) - 0.4)
    axes.set_xlim(left=-1)
    axes.set_xlabel(words.say("share of a page's posts, %"), color=MUTED)
    axes.xaxis.set_major_formatter(lambda value, _place: words.number(value, digits=0))
    where = network_name(network, words)
    title(axes, f"{where}: {_difference(mine, words)}", subtitle=words.say(
        "Dot: ours with its interval; bars: rivals; diamond: the middle rival"))  # fmt: skip
    return axes


def _cell(axes: Axes, row: dict[str, object], x: int, y: int, words: Words) -> None:
    from matplotlib.patches import Rectangle

    known, ratio = row["status"] != "too_few", float(str(row["ratio"]))
    is_white = row["status"] == "white_space"
    colour = _shade(ratio) if known else "#eef1f4"
    axes.add_patch(
        Rectangle((x - 0.47, y - 0.46), 0.94, 0.92, facecolor=colour, zorder=2 + is_white,
                  edgecolor=INK if is_white else "white", linewidth=2.6 if is_white else 0.8)
    )  # fmt: skip
    said = words.say_many("{n} post", "{n} posts", n=int(str(row["posts"])))
    if known:
        said = words.say(
            "× {ratio}\nrivals {pages} of {all} · ours {own}",
            ratio=words.number(ratio), pages=words.number(int(str(row["pages"]))),
            all=words.number(int(str(row["of_pages"]))),
            own=words.percent(float(str(row["own_share"])), digits=0),
        )  # fmt: skip
    axes.text(
        x, y, said, ha="center", va="center", fontsize=7.5, zorder=4,
        color=INK if known else MUTED, fontweight="bold" if is_white else "normal",
    )  # fmt: skip


def _cell_name(row: dict[str, object], words: Words) -> str:
    parts = (words.say(LABELS[str(row["type"])]), _named({"value": row["form"]}, words))
    times = words.say("× {n}", n=words.number(float(str(row["ratio"]))))
    return f"{' · '.join(parts)} ({times})"


def _shade(ratio: float) -> tuple[float, float, float]:
    # From orange over white to blue, on a log scale: half and double are equally far from one.
    place = float(np.clip(np.log(max(ratio, 1e-9)) / np.log(_MOST), -1, 1))
    end = np.array([0.55, 0.78, 0.90]) if place > 0 else np.array([0.98, 0.80, 0.58])
    mixed = 1 + (end - 1) * abs(place)
    return float(mixed[0]), float(mixed[1]), float(mixed[2])


def _named(row: dict[str, object], words: Words) -> str:
    name = str(row["value"])
    return words.say(LABELS[name]) if name in LABELS else name


def _difference(gaps: pd.DataFrame, words: Words) -> str:
    said = []
    for side, template in (
        ("they", words.say("rivals do more of: {values}", values="{values}")),
        ("we", words.say("we do more of: {values}", values="{values}")),
    ):
        rows = gaps[gaps["side"] == side].iloc[::-1]
        if len(rows):
            values = ", ".join(_named(row, words).lower() for row in rows.to_dict("records"))
            said.append(template.replace("{values}", values))
    return "; ".join(said) or words.say("our mix is not clearly unlike that of rivals")
