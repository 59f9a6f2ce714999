"""Names beside points that never cover each other, however close the points are."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from smmlab.plots.theme import INK, MUTED

# Where a name may stand: nearest first, to the right before to the left.
_ANGLES = (0.75, -0.75, 2.39, -2.39, 0.0, 3.14, 1.2, -1.2, 1.94, -1.94, 1.57, -1.57)
_STEPS = (9.0, 16.0, 26.0, 40.0, 60.0, 90.0, 130.0)
_NEAR = 16.0  # points from which a line leads to the name


def name_points(
    ax: Any, xs: Sequence[float], ys: Sequence[float], names: Sequence[str], *,
    bold: Sequence[bool] = (), lines: Sequence[tuple[float, float, float, float]] = (),
    size: float = 8,
) -> None:  # fmt: skip
    """Write a name beside each point of finished axes, where it covers no name and no point.

    Parameters
    ----------
    ax
        Axes whose limits, titles and labels are set.
    xs, ys
        The points, in data units.
    names
        What to write; a dollar sign starts no mathematics.
    bold
        Which of them stand out.
    lines
        Straight lines to keep off where possible: x and y of both ends, in data units.
    size
        Of the letters, points.
    """
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    scale = 72 / figure.dpi
    places = ax.transData.transform(np.column_stack([xs, ys])) * scale
    frame = ax.get_window_extent()
    inside = np.array([frame.x0, frame.y0, frame.x1, frame.y1]) * scale
    taken = [np.array([x - 5, y - 5, x + 5, y + 5]) for x, y in places]
    ends = ax.transData.transform(np.array(lines, dtype=float).reshape(-1, 2)) * scale
    drawn = [np.array([*np.minimum(a, b) - 1.5, *np.maximum(a, b) + 1.5])
             for a, b in zip(ends[::2], ends[1::2], strict=True)]  # fmt: skip
    # Crowded points choose first: the lonely ones find a place anyway.
    distances = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    order = np.argsort(np.sort(distances, axis=1)[:, : min(4, len(places))].sum(axis=1))
    for place in order:
        is_bold = bool(bold[place]) if len(bold) else False
        text = ax.annotate(
            names[place].replace("$", r"\$"), (xs[place], ys[place]), xytext=(0, 0),
            textcoords="offset points", fontsize=size, color=INK if is_bold else "#52606d",
            fontweight="bold" if is_bold else "normal", va="bottom",
        )  # fmt: skip
        text.set_in_layout(False)
        extent = text.get_window_extent()
        wide, high = extent.width * scale, extent.height * scale
        box, shift = _free_place(places[place], wide, high, [taken, drawn], inside)
        taken.append(box)
        text.set_position(shift)
        if np.hypot(*_nearest(places[place], box)) > _NEAR:
            line = ax.annotate(
                "", (xs[place], ys[place]), xytext=_nearest(places[place], box),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkB": 4},
            )  # fmt: skip
            line.set_in_layout(False)


def _free_place(
    point: Any, wide: float, high: float, kept_off: list[list[Any]], inside: Any
) -> tuple[Any, tuple[float, float]]:
    best, best_cost = None, np.inf
    for step in _STEPS:
        for angle in _ANGLES:
            x, y = step * np.cos(angle), step * np.sin(angle)
            left = x if np.cos(angle) > 0.3 else x - wide if np.cos(angle) < -0.3 else x - wide / 2
            low = y - high / 2
            box = np.array([point[0] + left, point[1] + low, point[0] + left + wide,
                            point[1] + low + high])  # fmt: skip
            out = (
                np.maximum(inside[:2] - box[:2], 0).sum()
                + np.maximum(box[2:] - inside[2:], 0).sum()
            )
            # To cover a name is far worse than to cross a line, and that than to stand far off.
            names, crossed = (sum(_overlap(box, other) for other in boxes) for boxes in kept_off)
            cost = 100 * names + crossed + 100 * out + step
            if cost < best_cost:
                best, best_cost = (box, (float(left), float(low))), cost
            if cost == step:
                return box, (float(left), float(low))
    assert best is not None
    return best


def _overlap(one: Any, other: Any) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0]) + 1
    height = min(one[3], other[3]) - max(one[1], other[1]) + 1
    return float(max(width, 0) * max(height, 0))


def _nearest(point: Any, box: Any) -> tuple[float, float]:
    x = float(np.clip(point[0], box[0], box[2]) - point[0])
    y = float(np.clip(point[1], box[1], box[3]) - point[1])
    return x, y
