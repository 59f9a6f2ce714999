"""Charts of the rivals: who fills the network, and where each page stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from smmlab.plots.intervals import arms
from smmlab.plots.labels import name_points
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, empty, new_axes, title
from smmlab.rivals.keys import has_both
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST = 20  # rivals' pages
_LONGEST_NAME = 28
_PALE = "#9aa5b1"
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)

Measure = Literal["median", "per_thousand", "engagement_rate"]
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "median": message("responses to the middle post"),
        "per_thousand": message("responses per thousand followers and post"),
        "engagement_rate": message("responses per view or person reached, %"),
    }
)
"""What the response of a page may be measured by."""

NO_RIVALS = message(
    "No page of a rival can be compared yet. Import the posts of three to five rivals' pages for "
    "the same months as ours, and tick that they are files of a rival's page."
)


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
    sides = voice.groupby("network")["is_own"].agg(["any", "all"])
    shared = voice[voice["network"].isin(sides.index[sides["any"] & ~sides["all"]])]
    shared = shared[shared["posts"].notna()]
    if network is None and len(shared):
        network = str(shared.groupby("network")["posts"].sum().idxmax())
    everyone = shared[shared["network"] == network]
    # Ours are always shown, however little we say.
    place = (~everyone["is_own"]).cumsum()
    pages = everyone[everyone["is_own"] | place.le(_MOST)].iloc[::-1].reset_index(drop=True)
    axes = new_axes(ax, height=max(3.8, 1.4 + 0.42 * len(pages)))
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
    own_share = float(everyone.loc[everyone["is_own"], "share_of_posts"].sum())
    title(
        axes,
        words.say(
            "{share} of the posts on {network} are ours",
            share=words.percent(own_share), network=network_name(network, words),
        ),
        subtitle=words.say("Imported pages only, in the period that their files have in common"),
    )  # fmt: skip
    return axes


def plot_rival_map(
    pages: pd.DataFrame, *, network: str | None = None, measure: Measure = "median",
    words: Words | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw where each page stands: how often it posts, and what its posts earn.

    Parameters
    ----------
    pages
        Result of `smmlab.rivals.benchmarks.compare_pages`.
    network
        Which network; by default the one with most posts where both sides are present.
    measure
        ``median`` responses per post, ``per_thousand`` followers, or ``engagement_rate``.

    Examples
    --------
    >>> nothing = plot_rival_map(pd.DataFrame(columns=["network", "is_own", "posts"]))
    >>> nothing.texts[0].get_text()[:41]
    'No page of a rival can be compared yet. I'
    """
    words = words or Words("en")
    axes = new_axes(ax, height=5.4)
    network = network or shared_network(pages)
    mine = pages[pages["network"] == network]
    shown = mine[mine["posts_per_week"].gt(0) & mine[measure].notna()] if len(mine) else mine
    if not (~shown["is_own"].astype(bool)).any():
        lack = words.say(_LACKING.get(measure, NO_RIVALS)) if len(mine) else words.say(NO_RIVALS)
        return empty(axes, lack)
    factor = 100 if measure == "engagement_rate" else 1
    own = shown["is_own"].to_numpy(dtype=bool)
    # The rivals first, so that ours lie above them.
    for side, colour, width in ((~own, _PALE, 1.2), (own, ACCENT, 2.0)):
        rows = shown[side]
        x, y = rows["posts_per_week"].to_numpy(), rows[measure].to_numpy() * factor
        axes.errorbar(
            x, y, xerr=_arms(rows, "posts_per_week", 1), yerr=_arms(rows, measure, factor),
            fmt="o", color=colour, ecolor=colour, elinewidth=width, markersize=7,
            markeredgecolor=INK, markeredgewidth=0.6,
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("symlog", linthresh=1 if measure == "median" else 0.1)
    _limits(axes, shown, measure, factor)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _place: words.number(value, digits=2))
    axes.minorticks_off()
    axes.grid(axis="y", visible=True, color=GRID)
    axes.set_xlabel(words.say("posts a week"), color=MUTED)
    axes.set_ylabel(words.say(MEASURES[measure]), color=MUTED)
    names = network_name(network, words)
    title(axes, f"{names}: {_headline(mine, words)}", subtitle=_left_out(mine, shown, words))
    name_points(
        axes, shown["posts_per_week"].tolist(), (shown[measure] * factor).tolist(),
        [page_name(page, words) for page in shown["page"]], bold=list(own),
        lines=_spans(shown, measure, factor),
    )  # fmt: skip
    return axes


def shared_network(pages: pd.DataFrame) -> str | None:
    """Return the network with most posts among those where both sides are present, or else any."""
    if pages.empty:
        return None
    both = pages[has_both(pages)]
    sizes = (both if len(both) else pages).groupby("network")["posts"].sum()
    return str(sizes.astype("float64").idxmax()) if len(sizes) else None


def page_name(page: object, words: Words) -> str:
    """Return the name of a page, shortened."""
    if not isinstance(page, str) or not page:
        return words.say("page without a name")
    return page if len(page) <= _LONGEST_NAME else page[: _LONGEST_NAME - 1].rstrip() + "…"


_LACKING: Mapping[str, str] = MappingProxyType(
    {
        "per_thousand": message(
            "How many followers the pages had is not in these files. A table of followers by day, "
            "with the name of the page, would tell."
        ),
        "engagement_rate": message(
            "Not every page of this network tells its views or reach in the same way, so responses "
            "for each view cannot be compared. Choose responses to the middle post."
        ),
    }
)


def _arms(rows: pd.DataFrame, measure: str, factor: int) -> np.ndarray:
    return arms(*(rows[measure + end] * factor for end in ("", "_low", "_high")))


def _spans(
    shown: pd.DataFrame, measure: str, factor: int
) -> list[tuple[float, float, float, float]]:
    x, y = shown["posts_per_week"], shown[measure] * factor
    low, high = shown["posts_per_week_low"].fillna(x), shown["posts_per_week_high"].fillna(x)
    under, over = (
        (shown[f"{measure}_{end}"] * factor).fillna(y) for end in ("low", "high")
    )  # fmt: skip
    return [*zip(low, y, high, y, strict=True), *zip(x, under, x, over, strict=True)]


def _limits(axes: Axes, shown: pd.DataFrame, measure: str, factor: int) -> None:
    for column, scale, setter, ticker in (
        ("posts_per_week", 1, axes.set_xlim, axes.set_xticks),
        (measure, factor, axes.set_ylim, axes.set_yticks),
    ):
        high = float(np.nanmax(shown[[column, f"{column}_high"]].to_numpy("float64")) * scale)
        low = float(np.nanmin(shown[[column, f"{column}_low"]].to_numpy("float64")) * scale)
        # Room for the names on the right and above.
        bottom = low / 1.5 if column == "posts_per_week" or low > 1 else min(low, 0)
        top = high * (2.2 if column == "posts_per_week" else 1.5)
        setter(bottom, top)
        ticker([tick for tick in (0, *_TICKS) if bottom <= tick <= top])


def _headline(pages: pd.DataFrame, words: Words) -> str:
    verdict = pages["verdict"]
    tested = int(verdict.isin(["better", "worse", "not_distinguishable"]).sum())
    better, worse = (int(verdict.eq(name).sum()) for name in ("better", "worse"))
    if not tested:
        return words.say("too few posts to compare our response with anybody's")
    return words.say(
        "rivals ahead of us in what a post earns: {better} of {n}, behind us: {worse}",
        n=tested, better=better, worse=worse,
    )  # fmt: skip


def _left_out(pages: pd.DataFrame, shown: pd.DataFrame, words: Words) -> str:
    told = words.say("Lines: intervals; in bold: our page")
    missing = len(pages) - len(shown)
    if not missing:
        return told
    left = words.say_many(
        "{n} page without enough posts, counts or common days is left out",
        "{n} pages without enough posts, counts or common days are left out", n=missing,
    )  # fmt: skip
    return f"{told}; {left}"
