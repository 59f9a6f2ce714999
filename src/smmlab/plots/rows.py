"""Rows with names of any length: wrapped, from one left edge, under the heads of their blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from smmlab.plots.theme import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_SIZE = 8.0
_NAME, _HEAD = 34, 70  # letters of this size in a third of a chart, and in most of it
_MORE = 0.55  # height of each further line, in rows
_ROOM = 0.6  # above the first and below the last row


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand; the height of one row of one line is 1.

    Parameters
    ----------
    names
        In lines, with nothing that starts mathematics.
    places
        Middle of each row.
    heads
        Each with the middle of its own row.
    height
        Of all together.
    """

    names: tuple[str, ...]
    places: NDArray[np.float64]
    heads: tuple[tuple[str, float], ...]
    height: float


def lay_rows(names: Sequence[str], *, heads: Sequence[str] = ()) -> Rows:
    r"""Wrap the names of rows, and give each row the height that its lines need.

    Parameters
    ----------
    names
        Of the rows, from top to bottom.
    heads
        What stands over each row; neighbours with the same head share it.

    Examples
    --------
    >>> rows = lay_rows(["Photo", "A text that entertains or invites talk"])
    >>> rows.names[1]
    'A text that entertains or invites\ntalk'
    >>> rows.places.tolist(), rows.height
    ([0.0, 1.275], 2.55)
    """
    written, places, over = [], [], []
    top, last = -0.5, ""
    for name, head in zip(names, heads or [""] * len(names), strict=True):
        if head and head != last:
            text, high = _lines(head, _HEAD)
            over.append((text, top + high / 2))
            top += high
        last = head
        text, high = _lines(name, _NAME)
        written.append(text)
        places.append(top + high / 2)
        top += high
    return Rows(tuple(written), np.array(places), tuple(over), top + 0.5)


def write_rows(axes: Axes, rows: Rows) -> None:
    """Write names and heads from one edge left of the axes, the first row on top."""
    axes.set_yticks(rows.places, rows.names, fontsize=_SIZE, ha="left")
    axes.set_ylim(rows.height - 1 + _ROOM, -_ROOM)
    figure = axes.get_figure(root=True)
    assert figure is not None
    widest = max((label.get_window_extent().width for label in axes.get_yticklabels()), default=0)
    pad = 6 + widest * 72 / figure.dpi
    axes.tick_params(axis="y", pad=pad, length=0)
    axes.spines["left"].set_visible(False)
    for text, place in rows.heads:
        head = axes.annotate(
            text, (0, place), xycoords=("axes fraction", "data"), xytext=(-pad, 0),
            textcoords="offset points", ha="left", va="center", fontsize=_SIZE, color=INK,
            fontweight="bold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
        head.set_in_layout(False)


def _lines(text: str, letters: int) -> tuple[str, float]:
    lines = wrap(text, letters) or [""]
    return "\n".join(lines).replace("$", r"\$"), 1 + _MORE * (len(lines) - 1)
