"""Content exports that were damaged, saved again or joined: repaired or refused."""

from pathlib import Path

import pandas as pd
import pytest

from content_files import posts, read_text
from meta_files import (
    FB,
    codes,
    facebook,
    instagram,
    raw,
    read,
    shortcode,
)
from smmlab.errors import ExportError
from smmlab.exports.meta.content import READER
from smmlab.exports.source import open_export


def test_the_second_views_column_serves_when_the_first_is_empty(tmp_path: Path) -> None:
    text = facebook({"Views": ""}).splitlines()
    twice = [text[0] + ",Views", text[1] + ",77"]
    assert posts(read_text(tmp_path, "\n".join(twice)))["views"].tolist() == [77]


def test_rows_that_end_early_are_taken_only_when_proven(tmp_path: Path) -> None:
    lines = facebook({}, {}, {}, {}).splitlines()
    lines[2] = ",".join(lines[2].split(",")[:-2])
    lines[3] = ",".join(lines[3].split(",")[:-5])  # the sum no longer holds its parts
    lines[4] = ",".join(lines[4].split(",")[2:])  # shifted: the front is absent
    reading = read_text(tmp_path, "\n".join(lines))
    assert posts(reading)["source_row"].tolist() == [2, 3]
    assert posts(reading)["watch_seconds"].isna().all()
    assert [row.line for row in reading.rejected] == [4, 5]
    assert "short-rows" in codes(reading)


def test_spoilt_ids_are_rebuilt_or_rejected(tmp_path: Path) -> None:
    spoilt = {"Post ID": "9.39006E+14"}
    reel = {**spoilt, "Permalink": "https://www.facebook.com/reel/974194307586650/"}
    reading = read_text(tmp_path, facebook(spoilt, reel))
    assert posts(reading)["post_id"].tolist() == ["939005954986061"]
    assert [row.line for row in reading.rejected] == [3]
    assert "ids-rebuilt" in codes(reading)
    insta = posts(read_text(tmp_path, instagram({"Post ID": "1.83552E+16"})))
    assert insta["post_id"].tolist() == [shortcode(1_752_476_460_000)]


@pytest.mark.parametrize(
    "text",
    [
        facebook({"Post ID": "9.39006E+14", "Permalink": ""}),
        facebook({"Publish time": "14.07.2025 00:00"}, delimiter=";"),
        facebook({}, {"Seconds viewed": "3.апр"}),
    ],
)
def test_what_excel_spoilt_for_good_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, text))


def test_semicolons_alone_do_no_harm(tmp_path: Path) -> None:
    plain = posts(read_text(tmp_path, facebook({"Title": "a; b"}, {})))
    again = posts(read_text(tmp_path, facebook({"Title": "a; b"}, {}, delimiter=";")))
    pd.testing.assert_frame_equal(plain, again)


def test_the_real_damaged_file_is_repaired(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/meta/ig_content_excel_damaged.csv"))
    frame = posts(reading)
    assert len(frame) == reading.rows_read == 58
    assert frame["at"].isna().sum() == 1
    assert {"whole-lines-quoted", "incomplete-posts"} <= codes(reading)
    assert frame["text"].str.contains("087 705 5070").any()


def test_a_date_among_the_counts_is_the_work_of_excel(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, facebook({"Seconds viewed": "2025-04-03"})))


def test_columns_that_divide_views_are_told_in_one_sentence(tmp_path: Path) -> None:
    names = [f"3-second video views by country (Land {n})" for n in range(90)]
    header = (*FB, *names, "Mood")
    reading = read_text(tmp_path, facebook({}, header=header))
    told = [str(c) for c in reading.warnings if c.code == "unknown-columns"]
    assert len(told) == 2
    assert "Mood" in told[0]
    assert "country" not in told[0]
    assert ": 90." in told[1]
    # Names that stand twice among them are not listed either.
    again = read_text(tmp_path, facebook({}, header=(*FB, "views", *names, *names)))
    said = [str(c) for c in again.warnings if c.code == "repeated-columns"]
    assert len(said) == 1
    assert said[0].endswith(": views.")
    assert "Land" not in told[1]


def test_a_title_or_a_dash_is_a_text_not_a_missing_cell(tmp_path: Path) -> None:
    text = facebook({"Title": "None"}, {"Title": "-"}, {"Title": " "})
    assert posts(read_text(tmp_path, text))["text"].fillna("").tolist() == ["None", "-", ""]


def test_a_table_of_a_workbook_may_stand_below_a_title(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "Kohvik Kaja\n" + facebook({}))
    assert [note.line for note in reading.notes] == [1]
    assert posts(reading)["source_row"].tolist() == [3]
    assert posts(read_text(tmp_path, "sep=,\n" + facebook({})))["source_row"].tolist() == [3]


def test_names_that_stand_again_in_a_joined_file_are_a_note(tmp_path: Path) -> None:
    one, other = facebook({}, {}), facebook({}, {"Post ID": "939005954986009"})
    reading = read_text(tmp_path, one + other)
    assert [(note.line, note.reason) for note in reading.notes] == [(4, "The column names again.")]
    assert posts(reading)["source_row"].tolist() == [2, 3, 6]
    assert [row.line for row in reading.merged] == [5]
    assert reading.rejected == ()
