"""Records keep their lines; nothing is padded, shifted or lost."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports.delimited import read_records, sniff_delimiter


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_and_lines_within_cells(end: str) -> None:
    text = end.join(["", "id,text", '1,"two', 'lines, and ""quotes"""', "", "2,one", ""])
    records = read_records(text)
    assert records.frame["id"].tolist() == ["1", "2"]
    assert records.frame["text"][0] == f'two{end}lines, and "quotes"'
    assert records.lines.tolist() == [3, 6]
    assert records.ragged == ()
    assert str(records.frame["id"].dtype) == "str"


def test_the_first_line_of_a_block_counts_from_its_file() -> None:
    records = read_records("a,b\n1,2\n3\n", first_line=10)
    assert records.lines.tolist() == [11]
    assert [row.line for row in records.ragged] == [12]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b", ","), ("a;b", ";"), ("a\tb", "\t"), ('"x,y,z";b', ";"), ("alone", ",")],
)
def test_the_delimiter_is_found_outside_quotes(header: str, delimiter: str) -> None:
    assert sniff_delimiter(header) == delimiter


def test_blanks_after_commas_belong_to_the_commas() -> None:
    records = read_records('id, text\n1, "a, b"\n')
    assert records.frame.to_dict("list") == {"id": ["1"], "text": ["a, b"]}


def test_ids_names_and_zeros_stay_text() -> None:
    records = read_records("id,name,code\n122169575834762707,NA,00123\n1,nan,\n")
    assert records.frame.to_dict("list") == {
        "id": ["122169575834762707", "1"], "name": ["NA", "nan"], "code": ["00123", ""],
    }  # fmt: skip


def test_short_and_long_rows_are_listed_and_only_the_proven_are_taken() -> None:
    records = read_records("a,b,c\n1,2,3\n4,5\n6,7,8,9\n,,\n10\n")
    assert records.frame["a"].tolist() == ["1"]
    assert [str(row) for row in records.ragged] == [
        "line 3: This row has 2 cells where the header has 3.",
        "line 4: This row has 4 cells where the header has 3.",
        "line 6: This row has 1 cells where the header has 3.",
    ]
    assert records.rows_read == 4
    taken = records.with_short(records.short["b"].notna().to_numpy(dtype=bool))
    assert taken.frame["b"].tolist() == ["2", "5"]
    assert taken.frame["c"].isna().tolist() == [False, True]
    assert taken.lines.tolist() == [2, 3]
    assert [row.line for row in taken.ragged] == [4, 6]
    assert len(records.frame) == 1


@pytest.mark.parametrize("quote", ["", 'x"x'])
def test_empty_cells_behind_the_last_column_are_nobodys(quote: str) -> None:
    # A quotation mark in the wrong place would stop the strict parser, one in quotes does not.
    last = '"a ""b"""' if quote else "9"
    records = read_records(f"a,b\n1,2\n3,4,\n5,6, ,\n7,{last}\n8,9,x\n,,,,\n")
    assert records.frame["a"].tolist() == ["1", "3", "5", "7"]
    assert records.lines.tolist() == [2, 3, 4, 5]
    assert [row.line for row in records.ragged] == [6]
    assert records.rows_read == 5


def test_repeated_and_empty_names_become_unique_and_are_said() -> None:
    records = read_records("Views, views ,Views,,__class__\n1,2,3,4,5\n")
    assert records.header == ["Views", "views", "Views (2)", "column 4", "__class__"]
    assert [c.code for c in records.cautions] == ["repeated-columns"]


def test_bytes_that_are_no_text_reject_their_row_only() -> None:
    records = read_records("a,b\n1,12\x0034\n2,5\n")
    assert records.frame["a"].tolist() == ["2"]
    assert [row.line for row in records.ragged] == [2]


def test_a_header_alone_is_no_rows() -> None:
    records = read_records("a,b\n")
    assert records.frame.shape == (0, 2)
    assert records.rows_read == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a,b\n1,2\n3,"open\nand on\n', "line 3 is never closed"),
        ('a,b\n1,"x"y\n', "line 2 has a quotation mark in the wrong place"),
        ("a,b\n1,2,3\n4,5,6\n", "No row has as many cells"),
        ("\n\n", "no header"),
        ("a\x00,b\n1,2\n", "header line is damaged"),
        ("a,b\n1," + "x" * 1_000_001, "longer than 1000000"),
        ("," * 10_000 + "a\n", "more than 10000 columns"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(text: str, words: str) -> None:
    before = csv.field_size_limit()
    with pytest.raises(ExportError, match=words):
        read_records(text)
    assert csv.field_size_limit() == before


cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=8
)


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_what_csv_writes_comes_back_unchanged(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["a", "b", "c"], *rows])
    records = read_records(out.getvalue(), delimiter=delimiter)
    expected = [row for row in rows if any(cell.strip() for cell in row)]
    assert records.frame.to_numpy().tolist() == expected
    assert records.ragged == ()


@settings(max_examples=75, deadline=None)
@given(st.text(st.sampled_from('ab1",;\n\r\t \x00é'), max_size=60))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    try:
        records = read_records(text)
    except ExportError:
        return
    lines = [*records.lines.tolist(), *(row.line for row in records.ragged)]
    assert len(set(lines)) == records.rows_read
