"""What a result of advertising cost, group by group, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import LogLocator, NullLocator

from smmlab.content.ads import RESULT_LABELS, By
from smmlab.plots.intervals import draw_interval
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import LABELS, NETWORK_NAMES, network_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.content.ads import AdComparison

_MOST = 14
_LONGEST = 42
_EMOJI = 0x2600
_PREFERRED: tuple[By, ...] = ("type", "form", "campaign", "ad_set", "ad")


def plot_ads(
    comparison: AdComparison,
    *,
    by: By | None = None,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the cost of a result of each group of advertisements, the cheapest first.

    Parameters
    ----------
    comparison
        Result of `smmlab.content.ads.compare_ads`. The network, kind of result and currency with
        most advertisements are drawn; others are never put on the same axis.
    by
        What the groups are; by default the first of type, form, campaign, ad set and advertisement
        that has two groups with a known cost.
    words
        Language of the texts.
    ax
        Where to draw.
    """
    table = comparison.table
    known = table[table["cost_per_result"].notna() & table["by"].ne("all")]
    axes_of_none = words.say(
        "There are no two groups of advertisements with costs to compare. Export the report of the "
        "ad account by advertisement and by week."
    )
    if known.empty:
        return empty(new_axes(ax), axes_of_none)
    family = ["network", "result_kind", "currency"]
    first = table[table["by"].eq("all")].sort_values("ads", ascending=False).iloc[0]
    mine = known[(known[family] == first[family]).all(axis=1)]
    sizes = mine.groupby("by").size()
    shown = by or next((name for name in _PREFERRED if sizes.get(name, 0) >= 2), None)
    rows = mine[mine["by"].eq(shown)] if shown else mine.iloc[:0]
    if rows.empty:
        return empty(new_axes(ax), axes_of_none)
    # The groups with most money in them, cheapest first.
    rows = rows.nlargest(_MOST, "spend").sort_values("cost_per_result").reset_index(drop=True)
    ax = new_axes(ax, height=1.9 + 0.28 * max(len(rows), 3))
    _bars(ax, rows, words)
    currency = str(first["currency"])
    cost = float(first["cost_per_result"])
    ax.axvline(cost, color=SECOND, linewidth=1.0, linestyle=":")
    kind = str(first["result_kind"])
    what = words.say(RESULT_LABELS[kind]) if kind in RESULT_LABELS else _short(kind)
    ax.set_xlabel(
        words.say("cost of one result ({currency})", currency=currency) + " · " + what, color=INK
    )
    title(
        ax,
        _headline(rows, words),
        subtitle=words.say(
            "Dotted: all advertisements, {cost}. Bars: 95%; from the count of results alone "
            "where a group has few advertisements.",
            cost=words.money(cost, currency),
        ),
    )
    return ax


def _bars(ax: Axes, rows: pd.DataFrame, words: Words) -> None:
    low = rows["low"].fillna(rows["cost_per_result"]).to_numpy(dtype=np.float64)
    high = rows["high"].fillna(rows["cost_per_result"]).to_numpy(dtype=np.float64)
    ax.set_xscale("log")
    ax.set_xlim(low.min() / 1.3, high.max() * 1.3)
    for place, row in enumerate(rows.to_dict("records")):
        verdict = row["verdict"]
        colour = ACCENT if verdict == "cheaper" else SECOND if verdict == "dearer" else MUTED
        draw_interval(ax, place, row["cost_per_result"], low[place], high[place], colour=colour,
                      is_clear=verdict in ("cheaper", "dearer"), size=5)  # fmt: skip
        count = words.say_many("{n} result", "{n} results", n=round(row["results"]))
        ax.annotate(count, (1.01, place), xycoords=("axes fraction", "data"), va="center",
                    fontsize=8, color=INK, annotation_clip=False)  # fmt: skip
    ax.set_yticks(range(len(rows)), [_named(row, words) for row in rows.to_dict("records")],
                  fontsize=8)  # fmt: skip
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(
        lambda value, _place: words.number(value, digits=3 if value < 1 else 0)
    )


def _named(row: dict[str, object], words: Words) -> str:
    group = str(row["group"])
    if row["by"] in ("form", "type") and group in LABELS:
        return words.say(LABELS[group])
    return _short(group)


def _short(text: str) -> str:
    # The fonts of a chart have no emoji, and a dollar sign would start mathematics.
    plain = "".join(sign for sign in text if sign.isprintable() and ord(sign) < _EMOJI)
    flat = " ".join(plain.split())
    cut = flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"
    return cut.replace("$", r"\$")


def _headline(rows: pd.DataFrame, words: Words) -> str:
    network = str(rows["network"].iloc[0])
    found = rows[rows["verdict"].isin(["cheaper", "dearer"])].sort_values("adjusted_p")
    said = words.say("No advertisement can be told apart as cheaper")
    if len(found):
        first = found.iloc[0]
        ratio = words.number(float(first["cost_ratio"]), digits=2)
        name = _named(first.to_dict(), words)
        said = words.say("{group}: {ratio} times the cost of the others", group=name, ratio=ratio)
    return f"{network_name(network, words)}. {said}" if network in NETWORK_NAMES else said
