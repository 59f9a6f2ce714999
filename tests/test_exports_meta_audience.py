"""Audience exports of Meta: stacked and transposed blocks become shares of the audience."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.meta.audience import READER
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export
from smmlab.schema import check

TEXT = """sep=,
"Age & gender"
"","Women","Men"
"18-24","10.6","6.5"
"65+","3","2"

"Top countries"
"Estonia","Latvia"
"75.1","5.9"

"Top cities"
"Tallinn, Estonia","Riia, Latvia"
"13.7","--"
"""
OLD = """sep=,
"Facebook followers"
"FB_PAGE FOLLOW UNIQUE_USERS"
"1234"

"Age & gender"
"","Men","Women"
"18-24","6.50%","10.60%"

"Top towns/cities"
"Lviv, Lviv Oblast, Ukraine"
"12.30%"

"Instagram followers"
"55"

"Age & gender"
"","Men","Women"
"18-24","7%","8%"
"""


def audience(reading: Reading) -> pd.DataFrame:
    frame = reading.tables["audience"]
    filled = frame.assign(source_file="f", exported_at=NOW)
    check(filled.astype({"source_file": "str", "exported_at": "Int64"}), "audience")
    return frame


def shares(reading: Reading) -> dict[str, float]:
    frame = audience(reading)
    return dict(zip(frame["value"], frame["share"].round(6), strict=True))


def test_stacked_and_transposed_blocks_become_shares(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, b"\xff\xfe" + TEXT.encode("utf-16-le")))
    assert shares(reading) == {
        "18-24|female": 0.106, "18-24|male": 0.065, "65+|female": 0.03, "65+|male": 0.02,
        "Estonia": 0.751, "Latvia": 0.059, "Tallinn, Estonia": 0.137,
    }  # fmt: skip
    assert audience(reading)["dimension"].tolist() == ["age_sex"] * 4 + ["country"] * 2 + ["city"]
    assert audience(reading)["source_row"].tolist() == [4, 4, 5, 5, 9, 9, 13]
    assert audience(reading)["network"].isna().all()
    assert reading.rows_read == 11
    assert len(reading.notes) == 7
    assert codes(reading) == {"network-unknown"}


def test_the_older_file_names_the_network_and_writes_percent(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, b"\xff\xfe" + OLD.encode("utf-16-le")))
    frame = audience(reading)
    assert frame["network"].tolist() == ["facebook"] * 3 + ["instagram"] * 2
    assert frame["share"].tolist() == pytest.approx([0.065, 0.106, 0.123, 0.07, 0.08])
    assert frame["value"][2] == "Lviv, Lviv Oblast, Ukraine"
    assert codes(reading) == set()
    assert any("1234" in str(note) for note in reading.notes)


def test_one_decimal_mark_for_the_whole_file(tmp_path: Path) -> None:
    text = "Age & gender;;\n;Women;Men\n18-24;10,6;6,5\n25-34;3;2\n"
    assert shares(read(READER, raw(tmp_path, text)))["18-24|male"] == 0.065
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, text.replace("10,6", "10.июн")))


def test_what_cannot_be_a_share_is_rejected_or_said(tmp_path: Path) -> None:
    text = TEXT.replace('"3","2"', '"300","x"').replace('"6.5"', '"-1"')
    reading = read(READER, raw(tmp_path, text + '"Kuu","1","2"\n"a","b"\n"1","2","3"\n'))
    assert [row.line for row in reading.rejected] == [5, 14, 16]
    assert "unread-shares" in codes(reading)
    assert "65+|female" not in shares(reading)
    assert "18-24|male" not in shares(reading)


def test_the_same_group_twice_is_merged(tmp_path: Path) -> None:
    text = TEXT + TEXT.split("\n\n")[1] + "\n"
    reading = read(READER, raw(tmp_path, text))
    assert [row.line for row in reading.merged] == [16]
    assert shares(reading)["Estonia"] == 0.751


def test_top_content_formats_is_refused_with_what_to_export(tmp_path: Path) -> None:
    text = "Views;;\nReels;Photos;Text\n5;6;7\n;;\nPublished content;;\nReels;Photos;\n1;2;\n"
    export = raw(tmp_path, text, "Top content formats.csv")
    assert READER.matches(export)
    with pytest.raises(ExportError, match="Insights, Content"):
        READER.read(export)


def test_names_in_another_language_are_refused_in_clear_words(tmp_path: Path) -> None:
    foreign = TEXT.replace("Age & gender", "Vanus ja sugu").replace("Women", "Naised")
    foreign = foreign.replace("Men", "Mehed").replace("Top ", "Enim ")
    export = raw(tmp_path, b"\xff\xfe" + foreign.encode("utf-16-le"))
    assert READER.matches(export)
    with pytest.raises(ExportError, match="to English and export again"):
        READER.read(export)


@pytest.mark.parametrize("spoilt", ["10.06.2025", "2025-06-10", "45818"])
def test_a_date_among_the_shares_is_the_work_of_excel(tmp_path: Path, spoilt: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, TEXT.replace("10.6", spoilt)))


def test_people_of_untold_sex_are_left_out_and_said(tmp_path: Path) -> None:
    text = 'Age & gender\n"",Women,Men,Unknown\n18-24,10,5,1\n25-34,20,9,2\n'
    reading = read(READER, raw(tmp_path, text))
    assert len(audience(reading)) == 4
    told = next(str(c) for c in reading.warnings if c.code == "sex-untold")
    assert ": 2." in told


def test_titles_alone_are_no_shares_and_say_so(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, "Age & gender\n\nTop cities\n"))
    assert audience(reading).empty
    assert "no-rows" in codes(reading)


def test_the_real_files(shared: Path) -> None:
    folder = shared / "samples/meta"
    reading = read(READER, open_export(folder / "mbs_audience_2025_utf16.csv"))
    frame = audience(reading)
    assert frame["dimension"].value_counts().to_dict() == {"age_sex": 12, "country": 10, "city": 10}
    assert frame.loc[frame["dimension"] == "age_sex", "share"].sum() == pytest.approx(1, abs=0.005)
    with pytest.raises(ExportError, match="post by post"):
        READER.read(open_export(folder / "mbs_top_content_formats.csv"))


@settings(max_examples=30, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(lines=st.lists(st.one_of(
    st.sampled_from(TEXT.splitlines()), st.sampled_from(OLD.splitlines()),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=14))  # fmt: skip
def test_any_lines_are_accounted_for_or_refused(tmp_path: Path, lines: list[str]) -> None:
    only_smmlab_errors(READER, raw(tmp_path, "\n".join(["Age & gender", *lines])))


def test_a_name_around_the_file_tells_the_network_that_the_title_does_not(tmp_path: Path) -> None:
    export = replace(raw(tmp_path, TEXT, "Audience.csv"), inside="a.zip/Instagram/Audience.csv")
    reading = read(READER, export)
    assert audience(reading)["network"].unique().tolist() == ["instagram"]
    assert codes(reading) == set()
    # What the file says itself holds.
    old = read(READER, raw(tmp_path, OLD, "ig.csv"))
    assert audience(old)["network"].tolist() == ["facebook"] * 3 + ["instagram"] * 2
    told = read(READER, raw(tmp_path, TEXT)).warnings
    assert "another page replaces the numbers of the first" in str(told[0])
