"""Portions are told apart by what they are about, and rows by all their cells."""

import pandas as pd

from smmlab.exports.portions import digest, portions_of

CELLS = pd.DataFrame({"Age": ["18-24", "18-24 ", "65+"], "Name": [None, "", "Mari Maasikas"],
                      "Clicks": ["1", "2", "2"]})  # fmt: skip


def test_the_portion_is_what_is_counted_and_the_row_is_everything() -> None:
    found = portions_of(CELLS, ["Name", "Age"])
    assert found["split"].unique().tolist() == ["Age\x1fName"]
    # Blanks around a cell and an empty cell say nothing.
    assert found["portion"].tolist()[0] == found["portion"].tolist()[1]
    assert (found["portion"].nunique(), found["row"].nunique()) == (2, 3)
    assert found["sound"].tolist() == [2, 2, 2]
    assert "Maasikas" not in found.to_csv()


def test_the_order_of_columns_and_rows_says_nothing() -> None:
    found = portions_of(CELLS, ["Age", "Name"])
    other = portions_of(CELLS[["Clicks", "Name", "Age"]].iloc[::-1], ["Name", "Age"])
    pd.testing.assert_frame_equal(other.sort_index(), found)


def test_cells_do_not_run_into_each_other() -> None:
    cells = pd.DataFrame({"a": ["xy", "x"], "b": ["z", "yz"]})
    assert portions_of(cells, ["a", "b"])["portion"].nunique() == 2


def test_nothing_that_tells_rows_apart_is_one_portion() -> None:
    found = portions_of(CELLS, [])
    assert (found["split"].unique().tolist(), found["portion"].nunique()) == ([""], 1)
    assert portions_of(CELLS.iloc[:0], ["Age"]).empty


def test_marks_are_the_same_in_every_process() -> None:
    assert digest(pd.Series(["Tere"])).tolist() == ["14822302986524220997"]
