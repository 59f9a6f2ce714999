"""What sets each segment apart: differences from all other people, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.audience.feature_words import label_of_feature
from smmlab.audience.names import FARTHEST, label_of_segment
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, empty, new_axes, number_ticks, signed, title
from smmlab.texts import Phrase, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.audience.portraits import Portraits

Floats = npt.NDArray[np.float64]

_MOST_SEGMENTS = 6
_MOST_ROWS = 16
_HEAD = 1.15  # room over a block for the name of its segment, in rows


def plot_portraits(
    portraits: Portraits,
    *,
    segment: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far each segment is from the rest in what sets it apart most (dot, interval).

    A full dot is a difference that holds when everything is judged at once; an empty one may be
    chance.

    Parameters
    ----------
    portraits
        Result of `smmlab.audience.portraits.describe_segments`.
    segment
        Only this one, with all its features; by default the segments with most acts.
    """
    words = words or Words("en")
    rows = portraits.apart[portraits.apart["segment"] != "other"]
    if segment is not None:
        rows = rows[rows["segment"] == segment]
    if rows.empty:
        said = (
            words.say(
                "There are too few active people in these files to tell segments apart. Comments "
                "with their authors would tell: export the discussion group of a Telegram channel "
                "together with the channel."
            )
            if portraits.sizes.empty
            else words.say(
                "There is only one group to be shown here, so nothing can set it apart from others."
            )
        )
        return empty(new_axes(ax), said)
    shown = _shown(rows, list(portraits.sizes["segment"]))
    blocks = shown["segment"].nunique()
    axes = new_axes(ax, height=max(2.6, 1.3 + 0.21 * len(shown) + 0.26 * blocks))
    places = _places(shown)
    axes.axvline(0, color=MUTED, linewidth=0.9)
    _draw(axes, shown, places, words)
    names = shown.assign(place=places).groupby("segment", sort=False)["place"].min()
    for name, place in names.items():
        axes.annotate(
            _plain(words.say(label_of_segment(str(name)))), (0, place - _HEAD * 0.72),
            xycoords=("axes fraction", "data"), fontsize=9.5, fontweight="bold", color=INK,
            va="center", ha="left",
        )  # fmt: skip
    axes.set_yticks(places, [_plain(words.say(label_of_feature(f))) for f in shown["feature"]])
    axes.set_ylim(float(places.max()) + 0.7, -_HEAD)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        words.say("less than the others  ←  standard deviations  →  more than the others"),
        color=MUTED,
    )
    largest = shown.loc[(shown["difference"].abs() * shown["is_clear"]).idxmax()]
    title(
        axes,
        words.say(
            "What sets a segment apart most: {segment} — {feature}",
            segment=Phrase(label_of_segment(str(largest["segment"]))),
            feature=Phrase(label_of_feature(str(largest["feature"]))),
        )
        if largest["is_clear"]
        else words.say("Nothing sets these people clearly apart"),
        subtitle=words.say_many(
            "{n} active person; full dot: clear, empty dot: may be chance",
            "{n} active people; full dot: clear, empty dot: may be chance",
            n=int(portraits.sizes["active_people"].iloc[0]),
        ),
    )
    return axes


def _shown(rows: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    kept = [name for name in order if name in set(rows["segment"])][:_MOST_SEGMENTS]
    most = max(2, _MOST_ROWS // len(kept))
    shown = rows[rows["segment"].isin(kept) & (rows["rank"] <= most)]
    place = shown["segment"].map({name: number for number, name in enumerate(kept)})
    ordered = shown.assign(block=place).sort_values(["block", "rank"])
    return ordered.drop(columns="block").reset_index(drop=True)


def _places(shown: pd.DataFrame) -> Floats:
    block = (shown["segment"] != shown["segment"].shift()).cumsum() - 1
    places: Floats = np.arange(len(shown)) + block.to_numpy(dtype=np.float64) * _HEAD
    return places


def _draw(axes: Axes, shown: pd.DataFrame, places: Floats, words: Words) -> None:
    values = shown["difference"].to_numpy(dtype=np.float64)
    beyond = np.abs(values) > FARTHEST
    inside = ~beyond
    within = shown[inside]
    draw_whiskers(axes, places[inside], within["difference"], within["low"], within["high"])
    for is_clear, face in ((True, ACCENT), (False, "white")):
        chosen = (shown["is_clear"] == is_clear).to_numpy() & inside
        axes.plot(values[chosen], places[chosen], linestyle="none", marker="o", markersize=7,
                  markerfacecolor=face, markeredgecolor=ACCENT if is_clear else INK)  # fmt: skip
    for value, place in zip(values[beyond], places[beyond], strict=True):
        side = float(np.sign(value))
        axes.plot([side * FARTHEST], [place], marker=">" if side > 0 else "<", markersize=8,
                  color=ACCENT)  # fmt: skip
        axes.annotate(
            signed(float(value), words), (side * FARTHEST, place), xytext=(-9 * side, 0),
            textcoords="offset points", ha="right" if side > 0 else "left", va="center",
            fontsize=8, color=INK,
        )  # fmt: skip
    # Every interval is seen to its end, and the number at an edge stands inside.
    lows = np.where(beyond, np.sign(values) * FARTHEST, shown["low"].to_numpy())
    highs = np.where(beyond, np.sign(values) * FARTHEST, shown["high"].to_numpy())
    low, high = min(float(lows.min()), 0.0), max(float(highs.max()), 0.0)
    room = max(0.06 * (high - low), FARTHEST / 20)
    axes.set_xlim(low - room, high + room)
    number_ticks(axes.xaxis, words)


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
