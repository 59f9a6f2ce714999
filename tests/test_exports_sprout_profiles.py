"""Sprout Social, profile performance: one metric a day and profile, no sum of several profiles."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read, table
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.tools.sprout_profiles import READER

HEADER = ("Date", "Network", "Profile", "Audience", "Net Audience Growth", "Audience Gained",
          "Published Posts (Total)", "Engagements", "Post Link Clicks")  # fmt: skip
ROW = {"Date": "03-01-2026", "Network": "Facebook", "Profile": "Kohvik", "Audience": "1,204"}


def days(*changes: dict[str, str], header: tuple[str, ...] = HEADER) -> str:
    return table(
        header, [[{**ROW, **change}.get(name, "") for name in header] for change in changes]
    )


def riga(folder: Path, text: str) -> RawExport:
    return open_export(raw(folder, text).path, hints=Hints(zone="Europe/Riga"))


def profiles(folder: Path, *changes: dict[str, str]) -> Reading:
    return read(READER, riga(folder, days(*changes)))


def values(reading: Reading) -> dict[tuple[str, str], float]:
    daily = reading.tables["daily"]
    return dict(zip(zip(daily["metric"], daily["day"], strict=True), daily["value"], strict=True))


def test_every_count_of_a_day_is_a_row(tmp_path: Path) -> None:
    reading = profiles(tmp_path, {"Net Audience Growth": "-3", "Audience Gained": "5",
                                  "Engagements": "0", "Post Link Clicks": "--"})  # fmt: skip
    assert values(reading) == {
        ("followers", "2026-03-01"): 1204,
        ("follows", "2026-03-01"): 5,
        ("interactions", "2026-03-01"): 0,
    }
    row = reading.tables["daily"].iloc[0]
    assert (row["network"], row["page"]) == ("facebook", "Kohvik")
    assert (row["clock"], row["precision"]) == ("Europe/Riga", "day")
    assert codes(reading) == {"project-zone"}


@pytest.mark.parametrize("text", ["03-04-2026", "03/04/2026", "3/4/2026"])
def test_the_month_comes_first(tmp_path: Path, text: str) -> None:
    assert list(values(profiles(tmp_path, {"Date": text}))) == [("followers", "2026-03-04")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Network": "Yelp"}, "not known: Yelp"),
        ({"Date": "13-13-2026"}, "13-13-2026 is no day"),
        ({"Date": ""}, "is no day"),
        ({"Date": "03-04-2027"}, "03-04-2027 is no day"),
        ({"Audience": "-5"}, "-5 is no count, in the column Audience"),
    ],
)
def test_bad_rows_are_rejected_with_the_reason(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    reading = profiles(tmp_path, change, {})
    assert [row.line for row in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])


def test_a_file_saved_with_the_day_first_is_read_so_and_tells_it(tmp_path: Path) -> None:
    reading = profiles(tmp_path, {"Date": "03-04-2026"}, {"Date": "30-04-2026"})
    assert [day for _, day in values(reading)] == ["2026-04-03", "2026-04-30"]
    assert "other-date-order" in codes(reading)
    asked = replace(riga(tmp_path, days({"Date": "03-04-2026"})), hints=Hints("dmy"))
    assert [day for _, day in values(READER.read(asked))] == ["2026-04-03"]
    with pytest.raises(ExportError, match="saved in Excel"):
        profiles(tmp_path, {"Date": "30-04-2026"}, {"Date": "04-30-2026"})


def test_a_day_without_values_and_a_total_are_notes(tmp_path: Path) -> None:
    reading = profiles(tmp_path, {"Audience": ""}, {"Date": "Total"}, {})
    assert [row.line for row in reading.notes] == [2, 3]


def test_a_page_may_be_called_total(tmp_path: Path) -> None:
    assert profiles(tmp_path, {"Profile": "Total"}).tables["daily"]["page"].tolist() == ["Total"]


def test_the_same_day_again_is_merged(tmp_path: Path) -> None:
    reading = profiles(tmp_path, {}, {}, {"Profile": "Teine", "Audience": "7"})
    assert [row.line for row in reading.merged] == [3]
    assert reading.tables["daily"]["value"].tolist() == [1204, 7]


def test_profiles_without_a_name_are_not_mixed(tmp_path: Path) -> None:
    header = tuple(name for name in HEADER if name != "Profile")
    twice = days({}, {}, header=header)
    assert read(READER, riga(tmp_path, twice)).tables["daily"]["page"].isna().all()
    with pytest.raises(ExportError, match="one profile at a time"):
        READER.read(riga(tmp_path, days({}, {"Audience": "7"}, header=header)))


@pytest.mark.parametrize("change", [{"Date": "01.03.2026"}, {"Audience": "3.апр"}])
def test_what_excel_has_spoilt_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(riga(tmp_path, days(change)))


def test_only_its_own_files_match(tmp_path: Path) -> None:
    assert READER.matches(raw(tmp_path, days({})))
    for foreign in (" ", "Date,Network,Audience\n", "Date,Followers\n03-01-2026,5\n", "{}"):
        assert not READER.matches(raw(tmp_path, foreign))


def test_no_rows_give_no_caution_about_zones(tmp_path: Path) -> None:
    assert codes(profiles(tmp_path)) == set()


def test_order_does_not_matter(tmp_path: Path) -> None:
    rows = [{"Date": f"03-0{n}-2026", "Audience": str(n)} for n in range(1, 8)] + [{}]
    one, two = (
        profiles(tmp_path, *order).tables["daily"].drop(columns="source_row")
        .sort_values(["day", "metric"]).reset_index(drop=True)
        for order in (rows, rows[::-1])
    )  # fmt: skip
    pd.testing.assert_frame_equal(one, two)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_nothing_but_our_errors_leaves_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    junk = st.sampled_from(["", "9" * 400, "a\nb", "Total", "\x00", "1e5"]) | st.text(max_size=8)
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(HEADER), junk), max_size=4))
    header = data.draw(st.permutations(HEADER))
    text = days({}, *rows, header=tuple(header))
    only_smmlab_errors(READER, raw(tmp_path, text.encode("utf-8", "replace")))


def test_a_file_of_another_program_is_asked_for_its_order(tmp_path: Path) -> None:
    text = days({"Date": "03-04-2026", "Audience": "7"})
    export = riga(tmp_path, text.replace(",", ";"))
    with pytest.raises(ExportError, match="Dates such as 03-04-2026 do not show"):
        READER.read(export)
    (day,) = [day for _, day in values(READER.read(replace(export, hints=Hints("mdy"))))]
    assert day == "2026-03-04"
