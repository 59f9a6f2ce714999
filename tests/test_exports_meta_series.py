"""Series of Meta: the day without its hour, the metric from the title, every line accounted for."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.meta.series import READER
from smmlab.exports.reading import Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import open_export
from smmlab.schema import check


def series(title: str, *rows: tuple[str, str]) -> str:
    lines = [f'"{title}"', '"Date","Primary"', *(f'"{day}","{value}"' for day, value in rows)]
    return "\n".join(lines) + "\n"


def wide(text: str) -> bytes:
    return b"\xff\xfe" + ("sep=,\n" + text).encode("utf-16-le")


def daily(reading: Reading) -> pd.DataFrame:
    frame = reading.tables["daily"]
    filled = frame.assign(source_file="f", exported_at=NOW)
    check(filled.astype({"source_file": "str", "exported_at": "Int64"}), "daily")
    return frame


DAYS = (("2025-03-09T01:00:00", "5"), ("2025-03-10T00:00:00", "7"))


def test_the_day_is_kept_and_its_hour_dropped(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, wide(series("Facebook reach", *DAYS))))
    frame = daily(reading)
    assert frame[["network", "metric", "day", "value"]].to_numpy().tolist() == [
        ["facebook", "reach", "2025-03-09", 5.0], ["facebook", "reach", "2025-03-10", 7.0],
    ]  # fmt: skip
    assert frame["clock"].unique().tolist() == ["America/Los_Angeles"]
    assert frame["precision"].unique().tolist() == ["day"]
    assert frame["source_row"].tolist() == [4, 5]
    assert reading.rows_read == 5
    assert [note.line for note in reading.notes] == [1, 2, 3]
    assert reading.exported_at is None


@pytest.mark.parametrize(
    ("title", "network", "metric"),
    [("Reach", None, "reach"), ("Views", None, "views"), ("Viewers", None, "viewers"),
     ("Facebook follows", "facebook", "follows"), ("Instagram follows", "instagram", "follows"),
     ("Facebook visits", "facebook", "visits"), ("Content interactions", None, "interactions"),
     ("Instagram profile visits", "instagram", "visits"), ("Link clicks", None, "link_clicks"),
     ("Facebook link clicks", "facebook", "link_clicks")],
)  # fmt: skip
def test_titles_name_network_and_metric(
    tmp_path: Path, title: str, network: str | None, metric: str
) -> None:
    reading = read(READER, raw(tmp_path, wide(series(title, *DAYS))))
    assert daily(reading)["metric"].unique().tolist() == [metric]
    assert [None if pd.isna(n) else n for n in daily(reading)["network"].unique()] == [network]
    assert ("network-unknown" in codes(reading)) == (network is None)


def test_stacked_series_stay_apart(tmp_path: Path) -> None:
    text = series("Follows", *DAYS) + "\n" + series("Instagram follows", *DAYS)
    reading = read(READER, raw(tmp_path, wide(text)))
    frame = daily(reading)
    assert frame["network"].isna().tolist() == [True, True, False, False]
    assert frame["source_row"].tolist() == [4, 5, 9, 10]
    assert len(reading.notes) == 5


def test_a_series_saved_again_by_excel_is_read(tmp_path: Path) -> None:
    text = "Views;\nDate;Primary\n2025-03-09T01:00:00;1 234\n2025-03-10T00:00:00;7\n;\n"
    frame = daily(read(READER, raw(tmp_path, text)))
    assert frame["value"].tolist() == [1234, 7]
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, "Views;\nDate;Primary\n09.03.2025 01:00;5\n"))


def test_missing_is_not_zero_and_nonsense_is_rejected(tmp_path: Path) -> None:
    rows = [("2025-03-09", "0"), ("2025-03-10", ""), ("2025-03-11", "x"), ("2025-03-12", "-2"),
            ("2025-02-30", "1"), ("1999-01-01", "1"), ("2035-01-01", "1"),
            ("day", "1")]  # fmt: skip
    reading = read(READER, raw(tmp_path, wide(series("Reach", *rows))))
    assert daily(reading)["value"].tolist() == [0]
    assert [row.line for row in reading.rejected] == [5, 6, 7, 8, 9, 10, 11]


def test_a_day_that_stands_twice_is_merged(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, wide(series("Reach", *DAYS, *DAYS))))
    assert len(daily(reading)) == 2
    assert [row.line for row in reading.merged] == [6, 7]


def test_an_unknown_series_is_refused_alone_and_rejected_among_others(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="The series Vibes"):
        READER.read(raw(tmp_path, wide(series("Vibes", *DAYS))))
    text = series("Vibes", *DAYS) + "\n" + series("Reach", *DAYS)
    reading = read(READER, raw(tmp_path, wide(text)))
    assert [row.line for row in reading.rejected] == [4, 5]
    assert len(daily(reading)) == 2


def test_further_columns_are_not_used_and_said(tmp_path: Path) -> None:
    text = '"Reach"\n"Date","Primary","stars"\n"2025-03-09T01:00:00","5","1"\n'
    assert "unknown-columns" in codes(read(READER, raw(tmp_path, wide(text))))


def test_titles_alone_are_no_days_and_say_so(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, wide(series("Reach"))))
    assert daily(reading).empty
    assert "no-rows" in codes(reading)


def test_names_in_another_language_are_refused_in_clear_words(tmp_path: Path) -> None:
    text = '"Охват"\n"Дата","Основной"\n"2025-03-09T01:00:00","5"\n'
    export = raw(tmp_path, wide(text))
    assert READER.matches(export)
    with pytest.raises(ExportError, match="to English and export again"):
        READER.read(export)
    for other in ("Охват,\nДата,5\n2025-03-09T01:00:00,5\n", "Дата,Охват\n2025-03-09,5\n"):
        assert not READER.matches(raw(tmp_path, other))


def test_whole_shuffled_and_halved_series_are_the_same(tmp_path: Path) -> None:
    rows = [*DAYS, ("2025-03-10T00:00:00", "9"), ("2025-03-11T00:00:00", "3")]

    def kept(*chosen: tuple[str, str]) -> pd.DataFrame:
        frame = daily(read(READER, raw(tmp_path, wide(series("Reach", *chosen)))))
        return frame.drop(columns="source_row").sort_values("day").reset_index(drop=True)

    assert kept(*rows)["value"].tolist() == [5, 9, 3]
    pd.testing.assert_frame_equal(kept(*reversed(rows)), kept(*rows))
    halves = pd.concat([kept(*rows[:2]), kept(*rows[2:])], ignore_index=True)
    joined, _ = fold_repeats(halves.assign(source_row=range(4)), "daily")
    joined = joined.drop(columns="source_row").sort_values("day").reset_index(drop=True)
    pd.testing.assert_frame_equal(joined, kept(*rows), check_dtype=False)


@pytest.mark.parametrize("value", ["3.апр", "03.04.2025", "2025-04-03"])
def test_a_date_among_the_counts_is_the_work_of_excel(tmp_path: Path, value: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, wide(series("Reach", *DAYS, ("2025-03-11", value)))))


def test_fractions_and_percentages_are_no_counts_of_a_day(tmp_path: Path) -> None:
    rows = (("2025-03-11", "1.5"), ("2025-03-12", "5%"))
    reading = read(READER, raw(tmp_path, wide(series("Reach", *DAYS, *rows))))
    assert [row.line for row in reading.rejected] == [6, 7]


@pytest.mark.parametrize(
    ("name", "rows"),
    [("mbs_views_2025_utf16_dst.csv", 105), ("mbs_follows_2023_utf16.csv", 471)],
)
def test_the_real_series(shared: Path, name: str, rows: int) -> None:
    export = open_export(shared / "samples/meta" / name)
    frame = daily(read(READER, export))
    plain = re.findall(r'^"([0-9-]{10})T0[01]:00:00","([0-9]+)"$', export.text, re.MULTILINE)
    assert list(zip(frame["day"], frame["value"], strict=True)) == [
        (day, float(value)) for day, value in plain
    ]
    assert len(frame) == rows
    # Each day once: dropping the hour must not join two days, nor lose one.
    assert not frame.duplicated(["network", "metric", "day"]).any()


@settings(max_examples=30, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(lines=st.lists(st.one_of(
    st.sampled_from(['"Reach"', '"Date","Primary"', '"2025-03-09T01:00:00","5"', "", "sep=,",
                     "Reach;", "Date;Primary", '"2025-03-09","x"', "3.апр,1", '"Vibes"', "2025"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=10))  # fmt: skip
def test_any_lines_are_accounted_for_or_refused(tmp_path: Path, lines: list[str]) -> None:
    content = "\n".join(["Reach", "Date,Primary", *lines])
    only_smmlab_errors(READER, raw(tmp_path, content))


@pytest.mark.parametrize(
    ("inside", "name", "network"),
    [("export.zip/Facebook/Views.csv", "Views.csv", "facebook"),
     ("kohvik fb.zip/IG/Views.csv", "Views.csv", "instagram"),
     ("", "views_fb_2025.csv", "facebook"), ("", "Instagram Views (1).csv", "instagram"),
     ("", "Views.csv", None), ("", "facebook and instagram.csv", None),
     ("Facebook.zip/fb and ig/Views.csv", "Views.csv", None), ("", "bigfbviews.csv", None)],
)  # fmt: skip
def test_a_name_around_the_file_tells_the_network_that_the_title_does_not(
    tmp_path: Path, inside: str, name: str, network: str | None
) -> None:
    text = wide(series("Views", *DAYS) + "\n" + series("Instagram follows", *DAYS))
    reading = read(READER, replace(raw(tmp_path, text, name), inside=inside))
    frame = daily(reading).fillna({"network": "none"}).groupby("metric")["network"].unique()
    assert frame["views"].tolist() == [network or "none"]
    assert frame["follows"].tolist() == ["instagram"]
    told = [str(c) for c in reading.warnings if c.code == "network-unknown"]
    assert len(told) == (network is None)
    assert all("whether Views counts" in text and "another page replaces" in text for text in told)
