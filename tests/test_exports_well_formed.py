"""Columns found for all bytes at once are those a careful parser finds row by row."""

import csv
import io

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smmlab.exports import delimited
from smmlab.exports.well_formed import split_well_formed

CELLS = st.text(st.sampled_from('a1õЯ😀 ",;\n\r\t\u00a0'), max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(
    ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()
)
def test_it_agrees_with_the_csv_module(
    rows: list[list[str]], delimiter: str, end: str, every_cell: bool
) -> None:
    written = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if every_cell else csv.QUOTE_MINIMAL
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    text = written.getvalue()
    assume(not delimited._is_spaced(text, delimiter))
    found = split_well_formed(text, delimiter=delimiter)
    told, lines = delimited.split_rows(text, delimiter=delimiter)
    if found is None:
        return
    assert found.header == told[0]
    width = len(told[0])
    below = list(zip(told[1:], lines[1:].tolist(), strict=True))
    assert found.frame.to_numpy().tolist() == [row for row, _ in below if len(row) == width]
    assert found.lines.tolist() == [line for row, line in below if len(row) == width]
    assert found.odd == [row for row, _ in below if len(row) != width]
    assert found.odd_lines.tolist() == [line for row, line in below if len(row) != width]


def test_most_well_formed_texts_are_taken() -> None:
    text = 'id,text\r\n1,"two\nlines, and ""quotes"""\r\n\r\n,\r\n2,\r\n3,x'
    found = split_well_formed(text, delimiter=",")
    assert found is not None
    assert found.frame.to_numpy().tolist() == [
        ["1", 'two\nlines, and "quotes"'], ["2", ""], ["3", "x"],
    ]  # fmt: skip
    assert found.lines.tolist() == [2, 6, 7]


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,wo"rd"\n',
        'a,b\n1,"word" \n',
        'a,b\n1, "word"\n',
        'a,b\n1,"word\n',
        "a,b\n1,\x00\n",
        "a,b\n1,\ud800\n",
        "alone\n1\n",
        "",
        "\n \n",
        "a,b\n1," + "x" * 1_000_001 + "\n",
        "a,b\n" + "1\n" * 1_001 + "1,2\n",
    ],
)
def test_what_needs_a_word_about_it_is_left_to_the_parser(text: str) -> None:
    assert split_well_formed(text, delimiter=",") is None


def test_records_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '\nid,id,text\n1,2,"õ\n"\n\n7\n3,4,5,6\n5,6,\n'
    fast = delimited.read_records(text, first_line=5)
    monkeypatch.setattr(delimited, "split_well_formed", lambda _text, delimiter: None)
    slow = delimited.read_records(text, first_line=5)
    assert fast.frame.equals(slow.frame)
    assert fast.short.equals(slow.short)
    assert [str(row) for row in fast.ragged] == [str(row) for row in slow.ragged]
    assert np.array_equal(fast.lines, slow.lines)
    assert np.array_equal(fast.short_lines, slow.short_lines)
    assert (fast.header, fast.cautions, fast.delimiter) == (
        slow.header, slow.cautions, slow.delimiter,
    )  # fmt: skip
    assert fast.frame.dtypes.equals(slow.frame.dtypes)
