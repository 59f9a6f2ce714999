"""A large table in pieces is the table: no record cut, no line number lost, no letter broken."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports import pieces
from smmlab.exports.delimited import read_records
from smmlab.exports.pieces import count_lines, read_pieces_of
from smmlab.exports.source import open_export

HOSTILE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CELLS = st.text(st.sampled_from('a1õЯ😀 ",;\n\r'), min_size=1, max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12)


def in_pieces(path: Path, size: int) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    for piece in read_pieces_of(open_export(path), size=size):
        records = read_records(piece.text)
        rows += records.frame.to_numpy().tolist()
        lines += (records.lines + piece.skipped_lines).tolist()
    return rows, lines


@HOSTILE
@given(
    ROWS,
    st.integers(8, 60),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_pieces_hold_the_rows_and_lines_of_the_whole(
    tmp_path: Path, rows: list[list[str]], size: int, end: str, encoding: str
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text", "note"], *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    whole = read_records(open_export(path).text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_CHUNK", 7)
        # The pieces here are smaller than a record may be.
        patch.setattr(pieces, "_MOST_SIZES", 1_000)
        found, lines = in_pieces(path, size)
    assert found == whole.frame.to_numpy().tolist()
    assert lines == whole.lines.tolist()


def test_a_small_file_is_its_own_only_piece(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    raw = open_export(path)
    assert list(read_pieces_of(raw)) == [raw]


def test_a_file_that_excel_wrapped_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"id,""text"""\n' + '"1,""kook"""\n' * 50)
    raw = open_export(path)
    assert list(read_pieces_of(raw, size=100)) == [raw]


def test_a_guessed_alphabet_is_told_with_every_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_CHUNK", 1_000)
    path = tmp_path / "a.csv"
    path.write_bytes(
        ("имя;текст\n" + "Кафе на углу;Сегодня пирог с яблоками\n" * 400).encode("cp1251")
    )
    found = list(read_pieces_of(open_export(path), size=2_000))
    assert len(found) > 3
    assert all("пирог" in piece.text for piece in found)
    assert {tuple(c.code for c in piece.cautions) for piece in found} == {("legacy-charset",)}


def test_a_quotation_mark_never_closed_is_told_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_CHUNK", 1_000)
    monkeypatch.setattr("smmlab.exports.delimited.LONGEST_CELL", 5_000)
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"kook\n' + "2,tee\n" * 20_000)
    found = read_pieces_of(open_export(path), size=2_000)
    first = next(found)
    assert len(first.text) < 100
    second = next(found)
    assert len(second.text) < 10_000
    with pytest.raises(ExportError, match="quotation mark"):
        read_records(second.text)


def test_lines_end_in_every_way() -> None:
    assert count_lines(b"a\nb\r\nc\rd") == 3
