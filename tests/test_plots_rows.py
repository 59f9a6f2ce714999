"""Rows of a chart: names of any length leave most of the width to what is drawn."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from smmlab.plots.rows import lay_rows, write_rows
from smmlab.plots.theme import new_axes, title

NAMES = st.lists(st.text(st.sampled_from("ab ж$-"), min_size=1, max_size=120), min_size=1)


@given(NAMES, st.booleans())
def test_rows_follow_each_other_without_touching(names: list[str], has_heads: bool) -> None:
    heads = [name[:1] for name in names] if has_heads else []
    rows = lay_rows(names, heads=heads)
    high = [1 + 0.55 * text.count("\n") for text in rows.names]
    middles = [*zip(rows.places, high, strict=True)]
    middles += [(place, 1 + 0.55 * text.count("\n")) for text, place in rows.heads]
    middles.sort()
    ends = [(middle - height / 2, middle + height / 2) for middle, height in middles]
    assert ends[0][0] == pytest.approx(-0.5)
    assert ends[-1][1] == pytest.approx(rows.height - 0.5)
    assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(ends))
    assert all(len(line.replace("\\$", "$")) <= 34 for n in rows.names for line in n.split("\n"))


def test_no_letter_is_lost_and_a_dollar_starts_no_mathematics() -> None:
    name = "A very long name of a thing that costs $5 and is compared with another one of $7"
    rows = lay_rows([name])
    assert rows.names[0].replace("\n", " ") == name.replace("$", r"\$")
    assert "\n" in rows.names[0]


def test_neighbours_share_a_head_and_a_row_may_have_none() -> None:
    rows = lay_rows(["a", "b", "c", "d"], heads=["Kaja", "Kaja", "", "Kaja"])
    assert [text for text, _ in rows.heads] == ["Kaja", "Kaja"]
    assert rows.places.tolist() == [1, 2, 3, 5]
    assert [place for _, place in rows.heads] == [0, 4]
    assert lay_rows([]).height == 0


def draw(axes: Axes) -> None:
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()


@pytest.mark.parametrize("letter", ["n", "ж", "õ"])
@pytest.mark.parametrize("letters", [3, 40, 300])
def test_names_of_any_length_leave_the_width_to_the_axes(letter: str, letters: int) -> None:
    words = " ".join([letter * 9] * (letters // 10 + 1))
    rows = lay_rows([words, "short"], heads=[words, words])
    axes = new_axes(height=1.4 + 0.23 * rows.height)
    write_rows(axes, rows)
    title(axes, "A finding", subtitle="And how it was measured", from_edge=True)
    draw(axes)
    assert axes.get_position().width > 0.55
    labels = axes.get_yticklabels()
    lefts = [label.get_window_extent().x0 for label in labels]
    lefts += [text.get_window_extent().x0 for text in axes.texts]
    assert np.ptp(lefts) < 3
    assert min(lefts) >= 0
    assert max(label.get_window_extent().x1 for label in labels) < axes.get_window_extent().x0
    # The first row stands on top.
    assert labels[0].get_window_extent().y0 > labels[1].get_window_extent().y1


def test_a_title_from_the_edge_starts_left_of_the_names() -> None:
    starts = []
    for from_edge in (True, False):
        axes = new_axes()
        write_rows(axes, lay_rows(["a name of a row", "another"]))
        title(axes, "What was found", from_edge=from_edge)
        draw(axes)
        written = next(
            t for t in axes.get_children() if getattr(t, "get_text", str)() == "What was found"
        )
        starts.append(written.get_window_extent().x0)
        edge = axes.get_window_extent().x0
    assert starts[0] < 10 < starts[1]
    assert starts[1] == pytest.approx(edge, abs=2)
