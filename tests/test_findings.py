"""A finding knows how sure it is; a trace names files, lines and counts."""

import duckdb
import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.findings import Finding, Source, findings_frame, trace


def test_unknown_has_no_value_and_a_value_is_not_unknown() -> None:
    with pytest.raises(ValueError, match="unknown"):
        Finding("a.b", 3, "posts", status="unknown")
    with pytest.raises(ValueError, match="unknown"):
        Finding("a.b", None, "posts")


def test_trace_groups_by_file_on_pandas_and_duckdb_alike() -> None:
    rows = pd.DataFrame(
        {"source_file": ["b.csv", "a.csv", "b.csv"], "source_row": [9, 4, 2], "x": [1, 2, 3]}
    )
    expected = (Source("a.csv", 4, 4, 1), Source("b.csv", 2, 9, 2))
    assert trace(rows) == expected
    assert trace(duckdb.from_df(rows)) == expected


def test_trace_of_nothing_is_nothing() -> None:
    empty = pd.DataFrame(
        {"source_file": pd.Series(dtype="str"), "source_row": pd.Series(dtype="Int64")}
    )
    assert trace(empty) == ()


@pytest.mark.parametrize("absent", ["source_file", "source_row"])
def test_what_was_computed_has_no_rows_to_point_at(absent: str) -> None:
    rows = pd.DataFrame({"source_file": ["a.csv"], "source_row": [4]}).drop(columns=absent)
    with pytest.raises(DataError, match=r"project\.posts"):
        trace(rows)


def test_a_table_of_findings_has_a_row_each_with_its_source() -> None:
    found = findings_frame([Finding("a", 1, "posts", n=1, sources=(Source("a.csv", 2, 2, 1),))])
    assert list(found["source"]) == [["a.csv: line 2"]]
