"""Tables taken apart by the meaning of their columns: trimmed cells, named faults."""

from pathlib import Path

import pandas as pd
import pytest

from meta_files import raw
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells, take_counts
from smmlab.exports.grids import read_grids

NAMES = {"post_id": ("Post ID",), "likes": ("Likes", "Reactions"), "text": ("Text",)}


def cells(folder: Path, text: str, **options: object) -> Cells:
    (grid,) = read_grids(raw(folder, text))
    return take_cells(grid, NAMES, **options)  # type: ignore[arg-type]


def test_columns_stand_under_their_meaning_whatever_their_order(tmp_path: Path) -> None:
    found = cells(tmp_path, "Reactions,post  id\n 5 ,a\n,b\n")
    assert list(found.frame.columns) == ["post_id", "likes", "text"]
    assert found.frame["likes"].fillna("-").tolist() == ["5", "-"]
    assert found.frame["text"].isna().all()
    assert (found.has("likes"), found.has("text")) == (True, False)
    assert (found.title("likes"), found.title("text")) == ("Reactions", "text")


def test_rows_are_counted_with_their_lines(tmp_path: Path) -> None:
    found = cells(tmp_path, 'Post ID,Text\na,"two\nlines"\n\nb\nc,d\n')
    assert found.lines.tolist() == [2, 6]
    assert [row.line for row in found.ragged] == [5]
    assert found.rows_read == 3


def test_rows_above_the_names_are_left_to_the_caller(tmp_path: Path) -> None:
    found = cells(tmp_path, "Report,of March\nPost ID,Likes\na,1\n", header=1)
    assert (found.lines.tolist(), found.rows_read) == ([3], 1)


def test_unknown_columns_are_told_and_nameless_empty_ones_are_not(tmp_path: Path) -> None:
    found = cells(tmp_path, "Post ID,Mood,Rate,\na,good,1,\n", ignored=("rate",))
    assert [str(caution) for caution in found.cautions] == ["These columns are not used: Mood."]
    filled = cells(tmp_path, "Post ID,\na,x\n")
    assert [caution.values["columns"] for caution in filled.cautions] == ["column 2"]


def test_an_unknown_column_may_bear_a_canonical_name(tmp_path: Path) -> None:
    found = cells(tmp_path, "Post ID,Reactions,likes,post_id\n7,5,9,8\n")
    assert found.frame["post_id"].tolist() == ["7"]
    assert found.frame["likes"].tolist() == ["9"]
    assert found.matched.unknown == ("Reactions", "post_id")
    alone = cells(tmp_path, "Post ID,post_id\n7,8\n")
    assert alone.frame["post_id"].tolist() == ["7"]


def test_sheets_have_no_ragged_rows(tmp_path: Path) -> None:
    export = workbook(tmp_path, {"Posts": [["Post ID", "Likes"], ["a"], ["b", "2"]]})
    (grid,) = read_grids(export)
    found = take_cells(grid, NAMES)
    assert found.frame["likes"].fillna("-").tolist() == ["-", "2"]
    assert found.ragged == ()


def test_counts_and_what_is_none(tmp_path: Path) -> None:
    found = cells(tmp_path, 'Post ID,Likes\na,"1,234"\nb,--\nc,-1\nd,0\n')
    counts, (fault,) = take_counts(found, ["likes"])
    assert counts["likes"].fillna(-9).tolist() == [1234, -9, -9, 0]
    assert counts["likes"].dtype == "Int64"
    assert fault.mask.tolist() == [False, False, True, False]
    assert fault.column == "Likes"


def test_absent_columns_of_counts_are_missing(tmp_path: Path) -> None:
    counts, faults = take_counts(cells(tmp_path, "Post ID\na\n"), ["likes"])
    assert counts["likes"].isna().all()
    assert not any(fault.mask.any() for fault in faults)


def test_months_among_counts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        take_counts(cells(tmp_path, "Post ID,Likes\na,3.апр\n"), ["likes"])


def test_a_table_without_rows_has_all_columns(tmp_path: Path) -> None:
    found = cells(tmp_path, "Post ID,Likes\n")
    counts, _ = take_counts(found, ["likes"])
    assert (found.rows_read, len(counts)) == (0, 0)
    assert isinstance(found.frame, pd.DataFrame)
