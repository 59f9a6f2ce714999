"""Intervals are drawn where their ends are, and nothing is drawn where an end is unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import same_color

from smmlab.plots.intervals import arms, draw_interval, draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, new_axes

finite = st.floats(-1e6, 1e6)


@given(st.lists(st.tuples(finite, st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=5))
def test_arms_lead_back_to_the_ends(rows: list[tuple[float, float, float]]) -> None:
    middle, below, above = (np.array(part) for part in zip(*rows, strict=True))
    reach = arms(middle, middle - below, middle + above)
    assert (reach >= 0).all()
    np.testing.assert_allclose(middle - reach[0], middle - below, atol=1e-6)
    np.testing.assert_allclose(middle + reach[1], middle + above, atol=1e-6)


def test_a_value_beyond_its_end_has_no_arm_and_an_unknown_end_stays_unknown() -> None:
    reach = arms([1.0, 2.0], [1.0 + 1e-9, 1.5], [0.9, None])
    assert reach[:, 0].tolist() == [0, 0]
    assert reach[0, 1] == 0.5
    assert np.isnan(reach[1, 1])


@pytest.mark.parametrize(("is_clear", "face"), [(True, ACCENT), (False, "white")])
def test_a_row_is_a_bar_and_a_point_hollow_where_nothing_stands_out(
    is_clear: bool, face: str
) -> None:
    axes = new_axes()
    draw_interval(axes, 3, 1.5, 1.2, 1.9, colour=ACCENT, is_clear=is_clear, marker="s", size=4)
    bar, point = axes.lines
    assert (list(bar.get_xdata()), list(bar.get_ydata())) == ([1.2, 1.9], [3, 3])
    assert (list(point.get_xdata()), list(point.get_ydata())) == ([1.5], [3])
    assert bar.get_solid_capstyle() == "butt"
    assert (point.get_marker(), point.get_markersize()) == ("s", 4)
    assert same_color(point.get_markerfacecolor(), face)
    assert same_color(point.get_markeredgecolor(), ACCENT)
    assert same_color(bar.get_color(), ACCENT)


@pytest.mark.parametrize("along", ["x", "y"])
def test_whiskers_run_along_the_axis_of_the_values(along: str) -> None:
    axes = new_axes()
    draw_whiskers(axes, [0, 1], [5, 6], [4, 4.5], [7, 9], along=along)  # type: ignore[arg-type]
    turn = 1 if along == "x" else -1
    assert [sorted(map(tuple, line)) for line in _segments(axes)] == [
        [(4, 0)[::turn], (7, 0)[::turn]],
        [(4.5, 1)[::turn], (9, 1)[::turn]],
    ]


def test_whiskers_have_their_look_and_leave_out_what_is_unknown() -> None:
    axes = new_axes()
    draw_whiskers(axes, [0, 1], [5, 6], [4, np.nan], [7, np.nan], width=2, cap=0)
    assert len([line for line in _segments(axes) if line.size]) == 1
    (drawn,) = _collections(axes)
    assert list(drawn.get_linewidth()) == [2]
    assert same_color(drawn.get_color()[0], INK)
    other = new_axes()
    draw_whiskers(other, [0], [5], [4], [7], colour=MUTED)
    assert same_color(_collections(other)[0].get_color()[0], MUTED)
    assert not axes.lines  # no caps
    assert len(other.lines) == 2


def _collections(axes: Axes) -> list[LineCollection]:
    return [one for one in axes.collections if isinstance(one, LineCollection)]


def _segments(axes: Axes) -> list[np.ndarray]:
    return [np.asarray(line) for part in _collections(axes) for line in part.get_segments()]
