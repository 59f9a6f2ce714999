"""Intervals as every chart draws them: a row with its point, and whiskers over what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from smmlab.plots.theme import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray


def draw_interval(
    axes: Axes, place: float, value: float, low: float, high: float, *, colour: str,
    is_clear: bool = True, marker: str = "o", size: float = 6,
) -> None:  # fmt: skip
    """Draw one row: a bar from end to end and the point on it, hollow where nothing stands out.

    Examples
    --------
    >>> from smmlab.plots.theme import ACCENT, new_axes
    >>> axes = new_axes()
    >>> draw_interval(axes, 0, 1.5, 1.2, 1.9, colour=ACCENT)
    >>> [line.get_xdata().tolist() for line in axes.lines]
    [[1.2, 1.9], [1.5]]
    """
    # Butt ends: a cap beyond the end would widen the interval.
    axes.plot([low, high], [place, place], color=colour, linewidth=2.5, solid_capstyle="butt")
    axes.plot([value], [place], marker=marker, color=colour, markersize=size,
              markerfacecolor=colour if is_clear else "white")  # fmt: skip


def draw_whiskers(
    axes: Axes, places: ArrayLike, values: ArrayLike, low: ArrayLike, high: ArrayLike, *,
    along: Literal["x", "y"] = "x", colour: str = INK, width: float = 1.2, cap: float = 3,
) -> None:  # fmt: skip
    """Draw thin intervals over bars or points that stand already.

    Parameters
    ----------
    axes
        Where to draw.
    places
        Of the rows, or of the columns when the intervals run along ``y``.
    values, low, high
        As in `arms`.
    along
        The axis of the values.
    colour, width, cap
        Of the lines and their ends, points.
    """
    reach = arms(values, low, high)
    x, y = (values, places) if along == "x" else (places, values)
    axes.errorbar(
        np.asarray(x), np.asarray(y), xerr=reach if along == "x" else None,
        yerr=reach if along == "y" else None, fmt="none", ecolor=colour, elinewidth=width,
        capsize=cap,
    )  # fmt: skip


def arms(values: ArrayLike, low: ArrayLike, high: ArrayLike) -> NDArray[np.float64]:
    """Return how far intervals reach below and above their values, as matplotlib wants it.

    A value beyond its own end by rounding has no arm there; an unknown end stays unknown, and
    nothing is drawn.

    Examples
    --------
    >>> arms([2.0, 3.0], [1.5, 3.0001], [4.0, None]).tolist()
    [[0.5, 0.0], [2.0, nan]]
    """
    middle, lower, upper = (np.array(part, dtype=np.float64) for part in (values, low, high))
    return np.maximum([middle - lower, upper - middle], 0)
