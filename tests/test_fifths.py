"""Fifths: equal values score the same, a score counts the fifth points below a value."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from smmlab.fifths import score_fifths


@given(st.lists(st.integers(0, 30), min_size=1, max_size=80))
def test_a_score_counts_the_fifth_points_below(values: list[int]) -> None:
    ordered, n = sorted(values), len(values)
    # The value at a fifth of the way from the least to the greatest, or the next one that occurs.
    points = [ordered[-(-part * (n - 1) // 5)] for part in range(1, 5)]
    expected = [1 + sum(point < value for point in points) for value in values]
    assert score_fifths(pd.Series(values)).tolist() == expected


def test_the_index_is_kept_and_nothing_gives_nothing() -> None:
    scores = score_fifths(pd.Series([3.0, 1.0, 2.0], index=["c", "a", "b"]))
    assert scores.index.tolist() == ["c", "a", "b"]
    # The points are 2, 2, 3 and 3: two of them lie below three, none below two.
    assert scores.tolist() == [3, 1, 1]
    assert score_fifths(pd.Series(dtype="float64")).empty
