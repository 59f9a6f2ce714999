"""Files of answers: read by their header, written whole."""

from pathlib import Path

import pytest

from smmlab.errors import ProjectError
from smmlab.own_answers import read_answers, write_answers

COLUMNS = ("network", "label")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [("telegram", "a, b"), ("x", 'say "no"')]
    path = write_answers(tmp_path / "answers.csv", COLUMNS, iter(rows))
    assert path.read_bytes().startswith(b"network,label\n")
    assert list(read_answers(path, COLUMNS).itertuples(index=False, name=None)) == rows


def test_columns_may_stand_in_any_order_and_blanks_go(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("label,network\n yes , x \n", encoding="utf-8")
    assert read_answers(path, COLUMNS).iloc[0].tolist() == ["x", "yes"]


def test_without_a_file_there_are_no_rows_but_all_columns(tmp_path: Path) -> None:
    nothing = read_answers(tmp_path / "none.csv", COLUMNS)
    assert nothing.empty
    assert list(nothing.columns) == list(COLUMNS)


def test_another_header_is_named_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("network,type\nx,y\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"answers\.csv must be network, label"):
        read_answers(path, COLUMNS)
