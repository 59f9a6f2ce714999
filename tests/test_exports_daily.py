"""Counts by day: one metric of one day a row, missing gives none, repeats fold."""

import numpy as np
import pandas as pd

from smmlab.exports.daily import fold_days, melt_days


def wide(**columns: list[object]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    days = [f"2026-03-0{n}" for n in range(1, size + 1)]
    return pd.DataFrame({"day": days, "network": "tiktok", **columns})


def test_each_known_value_is_a_row_of_its_source_row() -> None:
    daily, empty = melt_days(
        wide(views=[5, None], likes=[1, 0]), {"views": "views", "likes": "reactions"},
        lines=np.array([2, 4]),
    )  # fmt: skip
    found = sorted(daily[["source_row", "metric", "value"]].to_numpy().tolist())
    assert found == [[2, "reactions", 1.0], [2, "views", 5.0], [4, "reactions", 0.0]]
    assert empty == ()


def test_a_row_without_values_is_a_note() -> None:
    daily, empty = melt_days(wide(views=[None, 3]), {"views": "views"}, lines=np.array([2, 3]))
    assert [row.line for row in empty] == [2]
    assert "2026-03-01" in str(empty[0])
    assert daily["source_row"].tolist() == [3]


def test_without_any_metric_every_row_is_a_note() -> None:
    daily, empty = melt_days(wide(mood=["a"]), {"views": "views"}, lines=np.array([7]))
    assert len(daily) == 0
    assert [row.line for row in empty] == [7]


def test_repeated_days_fold_and_only_a_row_that_brought_nothing_is_merged() -> None:
    first, _ = melt_days(wide(views=[5], likes=[None]), {"views": "views", "likes": "reactions"},
                         lines=np.array([2]))  # fmt: skip
    again, _ = melt_days(wide(views=[9], likes=[1]), {"views": "views", "likes": "reactions"},
                         lines=np.array([3]))  # fmt: skip
    third, _ = melt_days(wide(views=[7]), {"views": "views"}, lines=np.array([4]))
    daily, merged = fold_days([first, again, third])
    assert dict(zip(daily["metric"], daily["value"], strict=True)) == {"views": 9, "reactions": 1}
    # Line 3 still holds the reactions of the day; line 4 holds nothing.
    assert [row.line for row in merged] == [4]
    turned, _ = fold_days([third, again, first])
    columns = ["metric", "day", "value"]
    pd.testing.assert_frame_equal(
        daily[columns].sort_values("metric", ignore_index=True),
        turned[columns].sort_values("metric", ignore_index=True),
    )
