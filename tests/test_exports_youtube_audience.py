"""YouTube Studio, audience: parts of the views by place, age and sex; other tabs are refused."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, read, table
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.youtube.audience import READER
from vk_files import facts, lines_of, reasons
from x_files import open_csv

NOW = 1_783_000_000  # 2026-07-02 13:46 UTC
PLACES = ("Geography", "Views", "Average view duration", "Watch time (hours)")
INSIDE = "Geography 2026-01-01_2026-06-30 Kohvik Kajakas.zip/Table data.csv"
CELLS = st.sampled_from(
    ["", "-", "x", "0", "1", "-1", "2.5", "9" * 40, "3.апр", "EE", "Total", "13–17 years", "Male",
     "Showing top 500 results", '"', "Geography", "1e9"]
)  # fmt: skip
HEADERS = st.sampled_from(
    [PLACES, ("Viewer age", "Views (%)"), ("Viewer age", "Viewer gender", "Views (%)"),
     ("Viewer gender", "Views"), ("Cities", "City name", "Geography", "Views")]
)  # fmt: skip


def opened(
    folder: Path, header: Sequence[str], *rows: Sequence[str], inside: str = ""
) -> RawExport:
    raw = open_csv(folder, table(header, rows), "Table data.csv", NOW)
    return RawExport(raw.path, NOW, Hints(), inside)


def audience(
    folder: Path, header: Sequence[str], *rows: Sequence[str], inside: str = ""
) -> Reading:
    return read(READER, opened(folder, header, *rows, inside=inside))


def shares(reading: Reading) -> dict[str, float]:
    found = reading.tables["audience"]
    return dict(zip(found["value"], found["share"], strict=True))


def test_places_are_parts_of_the_total(tmp_path: Path) -> None:
    reading = audience(
        tmp_path, PLACES, ("Total", "8000", "0:04:34", "609"), ("EE", "5,000", "0:05:42", "475"),
        ("FI", "2000", "1:02:01", "67"), ("NA", "0", "", ""),
    )  # fmt: skip
    assert shares(reading) == {"EE": 0.625, "FI": 0.25, "NA": 0}
    assert set(reading.tables["audience"]["dimension"]) == {"country"}
    assert lines_of(reading.notes) == [2]
    assert codes(reading) == {"shares-of-views"}


def test_the_archive_tells_the_period(tmp_path: Path) -> None:
    rows = (("Total", "8", "", ""), ("EE", "4", "", ""))
    reading = audience(tmp_path, PLACES, *rows, inside=INSIDE)
    found = reading.tables["audience"].iloc[0]
    assert (found["from_day"], found["to_day"]) == ("2026-01-01", "2026-06-30")
    assert reading.exported_at == 1_782_889_199  # the last second of June in Los Angeles
    alone = audience(tmp_path, PLACES, *rows)
    assert alone.tables["audience"][["from_day", "to_day"]].isna().all(axis=None)
    assert alone.exported_at is None


@pytest.mark.parametrize(
    ("said", "value"),
    [("13–17 years", "13-17"), ("18-24 years", "18-24"), ("65+ years", "65+"),
     ("От 25 до 34 лет", None), ("35–44 года", "35-44"), ("65 лет и старше", "65+"),
     ("AGE_25", "25+"), ("", None), ("years", None), ("113–17", None)],
)  # fmt: skip
def test_ages_in_any_writing(tmp_path: Path, said: str, value: str | None) -> None:
    reading = audience(tmp_path, ("Viewer age", "Views (%)"), (said, "12.5"))
    assert shares(reading) == ({} if value is None else {value: 0.125})
    assert len(reading.rejected) == (value is None)


@pytest.mark.parametrize(
    ("said", "value"),
    [("Female", "female"), ("Male", "male"), ("женский", "female"), ("Мужчины", "male")],
)
def test_sexes(tmp_path: Path, said: str, value: str) -> None:
    reading = audience(tmp_path, ("Viewer gender", "Views (%)"), (said, "61.5"))
    assert shares(reading) == {value: 0.615}
    assert set(reading.tables["audience"]["dimension"]) == {"sex"}


@pytest.mark.parametrize("header", [("Viewer gender", "Views (%)"),
                                    ("Viewer age", "Viewer gender", "Views (%)")])  # fmt: skip
def test_a_sex_that_is_not_told_is_a_note(tmp_path: Path, header: tuple[str, ...]) -> None:
    rows = [("25–34 years", sex, "50")[-len(header) :] for sex in ("Female", "User-specified")]
    reading = audience(tmp_path, header, *rows)
    assert lines_of(reading.notes) == [3]
    assert codes(reading) == {"sex-untold", "shares-of-views"}
    assert list(shares(reading)) in (["female"], ["25-34|female"])


def test_age_and_sex_together(tmp_path: Path) -> None:
    reading = audience(
        tmp_path, ("Viewer age", "Viewer gender", "Views (%)"), ("65+ years", "Male", "1")
    )
    assert shares(reading) == {"65+|male": 0.01}
    assert set(reading.tables["audience"]["dimension"]) == {"age_sex"}


def test_cities_have_names_beside_codes(tmp_path: Path) -> None:
    header = ("Cities", "City name", "Geography", "Views")
    reading = audience(
        tmp_path, header, ("Total", "", "", "10"), ("0x46", "Tallinn", "EE", "5"),
        ("0x47", "", "EE", "1"),
    )  # fmt: skip
    assert shares(reading) == {"Tallinn": 0.5}
    assert (lines_of(reading.notes), lines_of(reading.rejected)) == ([2], [4])


def test_cities_without_codes(tmp_path: Path) -> None:
    reading = audience(tmp_path, ("Cities", "Views"), ("Total", "10"), ("Narva", "2"))
    assert shares(reading) == {"Narva": 0.2}


def test_percent_holds_over_views(tmp_path: Path) -> None:
    reading = audience(tmp_path, ("Geography", "Views", "Views (%)"), ("EE", "5", "40"))
    assert shares(reading) == {"EE": 0.4}


def test_commas_as_decimals(tmp_path: Path) -> None:
    header = ("Возраст зрителей", "Просмотры (%)")
    reading = audience(tmp_path, header, ("25–34 года", "40,25"), ("65+", "8,5"))
    assert shares(reading) == {"25-34": 0.4025, "65+": 0.085}


@pytest.mark.parametrize(
    ("views", "said"),
    [("-3", "-3 is no number of views"), ("x", "x is no number of views"),
     ("9", "9 is no number of views"), ("1.5", "1.5 is no number of views")],
)  # fmt: skip
def test_views_that_cannot_be_are_rejected(tmp_path: Path, views: str, said: str) -> None:
    header = ("Geography", "Views", "Watch time (hours)")
    reading = audience(tmp_path, header, ("Total", "8", ""), ("EE", "4", ""), ("FI", views, ""))
    assert lines_of(reading.rejected) == [4]
    assert reasons(reading)[0].startswith(said)
    assert reasons(reading)[0].endswith("in the column Views.")


@pytest.mark.parametrize("percent", ["140", "-1", "x"])
def test_percent_that_cannot_be_is_rejected(tmp_path: Path, percent: str) -> None:
    reading = audience(tmp_path, ("Geography", "Views (%)"), ("EE", percent))
    assert reasons(reading) == [
        f"{percent} is no number of views or share of them, in the column Views (%)."
    ]


def test_a_group_without_views_is_a_note_and_no_zero(tmp_path: Path) -> None:
    header = ("Geography", "Views", "Watch time (hours)")
    reading = audience(tmp_path, header, ("Total", "8", ""), ("EE", "4", ""), ("US", "", ""))
    assert shares(reading) == {"EE": 0.5}
    assert [str(note) for note in reading.notes][-1] == "line 4: There is no value for US."


def test_the_total_taken_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^The row Total is absent"):
        audience(tmp_path, PLACES, ("EE", "5", "", ""))


def test_a_table_without_views_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^The table has no views"):
        audience(tmp_path, ("Geography", "Watch time (hours)"), ("Total", "5"), ("EE", "3"))


@pytest.mark.parametrize(
    "header",
    [
        ("Traffic source", "Views", "Watch time (hours)", "Average view duration"),
        ("Device type", "Views", "Average view duration"),
        ("Viewer age", "Subscription status", "Views (%)"),
        ("Geography", "Viewer age", "Views (%)", "Watch time (hours) (%)"),
    ],
)
def test_tabs_that_have_no_place_are_refused_by_name(
    tmp_path: Path, header: tuple[str, ...]
) -> None:
    raw = opened(tmp_path, header, ("Total", *["5"] * (len(header) - 1)))
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["youtube_audience"]
    with pytest.raises(ExportError, match=f"is about {header[0]}.*smmlab does not use it"):
        READER.read(raw)


def test_dates_in_number_columns_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        audience(tmp_path, ("Viewer age", "Views (%)"), ("25–34 years", "3.апр"))


def test_a_table_cut_at_500_rows_is_told(tmp_path: Path) -> None:
    rows = (("Total", "8", "", ""), ("EE", "4", "", ""), ("Showing top 500 results", "", "", ""))
    reading = audience(tmp_path, PLACES, *rows)
    assert sorted(lines_of(reading.notes)) == [2, 4]
    assert shares(reading) == {"EE": 0.5}
    assert codes(reading) == {"shares-of-views", "table-cut"}


def test_only_a_total_is_told(tmp_path: Path) -> None:
    assert codes(audience(tmp_path, PLACES, ("Total", "0", "", ""))) == {"no-rows"}
    assert codes(audience(tmp_path, PLACES)) == {"no-rows"}


def test_the_same_place_twice_folds(tmp_path: Path) -> None:
    rows = (("Total", "8", "", ""), ("EE", "4", "", ""), ("EE", "2", "", ""))
    reading = audience(tmp_path, PLACES, *rows)
    assert (lines_of(reading.merged), shares(reading)) == ([4], {"EE": 0.5})


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    rows = [("Total", "8", "", ""), ("EE", "4", "", ""), ("FI", "2", "", ""), ("EE", "3", "", "")]
    one, other = (audience(tmp_path, PLACES, *order) for order in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(facts(one, "audience"), facts(other, "audience"))


@pytest.mark.parametrize(
    "header", [("Country", "Views"), ("Card", "Views"), ("Geography", "Sessions"), ("Views",)]
)
def test_other_tables_are_left_to_others(tmp_path: Path, header: tuple[str, ...]) -> None:
    assert not READER.matches(opened(tmp_path, header, ["1"] * len(header)))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(header=HEADERS, rows=st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, header: tuple[str, ...], rows: list[list[str]]
) -> None:
    raw = opened(tmp_path, header, *rows)
    assert READER.matches(raw)
    only_smmlab_errors(READER, raw)


def test_the_real_table(shared: Path) -> None:
    reading = READER.read(open_export(shared / "samples/youtube/geography_Table data.csv"))
    assert (reading.rows_read, len(reading.tables["audience"])) == (202, 201)
    assert shares(reading)["US"] == pytest.approx(2_638_475 / 15_503_810)
