"""Followers of TikTok Studio: shares as fractions, hours as counted, future hours left out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from sheet_files import quoted, workbook
from smmlab.errors import ExportError
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export
from smmlab.exports.tiktok.audience import READER

EXPORTED = 1_772_217_000  # 2026-02-27 18:30 UTC
GENDER, PLACES = ("Gender", "Distribution"), ("Top territories", "Distribution")
HOURS = ("Date", "Hour", "Active followers")


def audience(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, raw(folder, quoted(*rows), "Follower.csv", EXPORTED))


def rows_of(reading: Reading, *names: str) -> list[list[object]]:
    return reading.tables["audience"][["dimension", "value", *names]].to_numpy().tolist()


def test_shares_are_fractions(tmp_path: Path) -> None:
    reading = audience(tmp_path, GENDER, ("Female", "0.59"), ("Male", "41%"), ("Other", "0"))
    assert rows_of(reading, "share") == [
        ["sex", "female", 0.59], ["sex", "male", 0.41], ["sex", "other", 0.0],
    ]  # fmt: skip
    reading = audience(tmp_path, PLACES, ("EE", "0,462"), ("Others", "0,211"))
    assert rows_of(reading, "share") == [["country", "EE", 0.462], ["country", "other", 0.211]]
    assert reading.tables["audience"]["to_day"].isna().all()


def test_shares_that_cannot_be_are_rejected_and_missing_ones_noted(tmp_path: Path) -> None:
    rows = [("EE", "46"), ("FI", "-0.1"), ("LV", "x"), ("", "0.1"), ("LT", "undefined")]
    reading = audience(tmp_path, PLACES, *rows)
    assert reading.tables["audience"].empty
    assert [str(row) for row in reading.rejected] == [
        "line 2: 46 is no share between 0 and 1.", "line 3: -0.1 is no share between 0 and 1.",
        "line 4: x is no share between 0 and 1.", "line 5: This row names no group.",
    ]  # fmt: skip
    assert [row.line for row in reading.notes] == [6]
    reading = audience(tmp_path, GENDER, ("Unicorn", "0.5"))
    assert "Unicorn is no group" in str(reading.rejected[0])


def test_each_hour_of_each_day_stands_as_it_was_counted(tmp_path: Path) -> None:
    reading = audience(tmp_path, HOURS, ("February 26", "0", "491"), ("February 26", "23", "0"),
                       ("February 27", "7", "874"))  # fmt: skip
    assert rows_of(reading, "count", "from_day", "to_day") == [
        ["hour", "00", 491, "2026-02-26", "2026-02-26"],
        ["hour", "23", 0, "2026-02-26", "2026-02-26"],
        ["hour", "07", 874, "2026-02-27", "2026-02-27"],
    ]  # fmt: skip
    assert codes(reading) == {"years-counted", "zone-unknown"}


def test_hours_that_were_still_to_come_are_no_zeros(tmp_path: Path) -> None:
    hours = [("February 27", str(hour), "0" if hour >= 18 or hour == 3 else "9")
             for hour in range(24)]  # fmt: skip
    reading = audience(tmp_path, HOURS, *hours)
    assert rows_of(reading, "count")[3] == ["hour", "03", 0]
    assert len(reading.tables["audience"]) == 18
    assert [row.line for row in reading.notes] == list(range(20, 26))
    # In the morning of the next day nothing has to be left out.
    reading = audience(tmp_path, HOURS, *[(day, hour, count) for day, hour, count in hours[:20]])
    assert len(reading.tables["audience"]) == 20


def test_hours_that_cannot_be_are_rejected(tmp_path: Path) -> None:
    rows = [("February 27", "24", "1"), ("February 27", "x", "1"), ("someday", "1", "1"),
            ("February 27", "1", "-1"), ("February 27", "2", "")]  # fmt: skip
    reading = audience(tmp_path, HOURS, ("February 27", "0", "1"), *rows)
    assert [row.line for row in reading.rejected] == [3, 4, 5, 6]
    assert [row.line for row in reading.notes] == [7]


def test_repeated_rows_fold_and_workbooks_are_read(tmp_path: Path) -> None:
    reading = audience(tmp_path, PLACES, ("EE", "0.4"), ("EE", "0.5"))
    assert rows_of(reading, "share") == [["country", "EE", 0.5]]
    assert [row.line for row in reading.merged] == [3]
    export = workbook(tmp_path, {"Gender": [GENDER, ("Male", "0.41")]})
    assert rows_of(read(READER, export), "share") == [["sex", "male", 0.41]]


def test_excel_damage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        audience(tmp_path, GENDER, ("Female", "0.апр"))


def test_the_real_gender_file(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/tiktok/studio_FollowerGender.csv"))
    assert reading.tables["audience"]["share"].sum() == pytest.approx(1)


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "February 27",
            "7",
            "0",
            "0.5",
            "Female",
            "EE",
            "undefined",
            "3.апр",
            "Hour",
            "1e999",
            "\x00",
            "99999999999999999999",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    header=st.sampled_from([GENDER, PLACES, HOURS]),
    rows=st.lists(st.lists(CELLS, max_size=4), max_size=8),
)
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, header: tuple[str, ...], rows: list[list[str]]
) -> None:
    only_smmlab_errors(READER, raw(tmp_path, quoted(header, *rows), "F.csv", EXPORTED))
