"""Times of a content export: California, damaged minutes, Excel, ids that win."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from content_files import posts, read_text, utc
from meta_files import (
    NOW,
    codes,
    facebook,
    instagram,
    raw,
    shortcode,
)
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.meta.content import READER
from smmlab.exports.reading import Reading


def test_minutes_that_are_months_leave_only_the_day(tmp_path: Path) -> None:
    broken = [{"Publish time": f"12/{day:02}/2023 0{day % 9}:12"} for day in range(1, 8)]
    reading = read_text(tmp_path, facebook(*broken))
    assert "broken-minutes" in codes(reading)
    frame = posts(reading)
    assert frame["precision"].unique().tolist() == ["day"]
    assert frame["at"].tolist() == [utc(2023, 12, day, 8) for day in range(1, 8)]
    sound = [{"Publish time": f"12/{day:02}/2023 0{day % 9}:{day + 10}"} for day in range(1, 8)]
    assert "broken-minutes" not in codes(read_text(tmp_path, facebook(*sound)))


def test_the_clock_of_california_changes_twice_a_year(tmp_path: Path) -> None:
    said = ["03/09/2025 01:59", "03/09/2025 02:30", "03/09/2025 03:00", "11/02/2025 00:59",
            "11/02/2025 01:30", "11/02/2025 02:00"]  # fmt: skip
    reading = read_text(tmp_path, facebook(*({"Publish time": text} for text in said)))
    assert posts(reading)["at"].tolist() == [
        utc(2025, 3, 9, 9, 59), utc(2025, 3, 9, 8), utc(2025, 3, 9, 10), utc(2025, 11, 2, 7, 59),
        utc(2025, 11, 2, 8, 30), utc(2025, 11, 2, 10),
    ]  # fmt: skip
    assert posts(reading)["precision"].tolist() == ["minute", "day", *["minute"] * 4]
    assert reading.rejected == ()
    hours = [c for c in reading.warnings if c.code in ("repeated-hour", "skipped-hour")]
    assert [(c.code, c.values) for c in hours] == [
        ("repeated-hour", {"n": 1}), ("skipped-hour", {"n": 1}),
    ]  # fmt: skip


def test_the_moment_of_the_link_wins_over_every_stated_time(tmp_path: Path) -> None:
    said = ["11/02/2025 01:30", "03/09/2025 02:30", "01/01/2035 10:00", "soon", ""]
    reading = read_text(tmp_path, instagram(*({"Publish time": text} for text in said)))
    assert posts(reading)["at"].tolist() == [1_752_476_400 + 60 * n for n in range(1, 6)]
    assert reading.rejected == ()
    assert not {"repeated-hour", "skipped-hour"} & codes(reading)
    # A link from the future is no evidence.
    late = f"https://www.instagram.com/p/{shortcode((NOW + 10 * 86_400) * 1000)}/"
    post = posts(read_text(tmp_path, instagram({"Permalink": late}))).iloc[0]
    assert post[["at", "clock"]].tolist() == [utc(2025, 7, 14, 7), "America/Los_Angeles"]


@pytest.mark.parametrize(
    ("times", "refused"),
    [
        (["2025-02-16 05:14:00", "2025-05-02 08:00:00"], False),
        (["2025-05-02 08:00:00", "2025-05-03 08:00"], True),
        (["2025-02-16 05:14:00", "02/16/2025 05:14"], True),
        (["2/16/2025 5:14"], False),
    ],
)
def test_times_rewritten_by_excel_are_read_only_when_days_and_months_are_sure(
    tmp_path: Path, times: list[str], refused: bool
) -> None:
    export = raw(tmp_path, facebook(*[{"Publish time": text} for text in times]))
    if refused:
        with pytest.raises(ExportError, match="saved in Excel"):
            READER.read(export)
        return
    assert posts(READER.read(export))["at"].iloc[0] == utc(2025, 2, 16, 13, 14)


def test_the_moment_in_the_link_shows_whether_excel_swapped_days_and_months(tmp_path: Path) -> None:
    made = shortcode(1_741_420_800_000)  # 2025-03-08 08:00 UTC
    link = {"Permalink": f"https://www.instagram.com/p/{made}/"}
    right = instagram({**link, "Publish time": "2025-03-08 00:00:00"})
    assert posts(read_text(tmp_path, right))["clock"].tolist() == ["id"]
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, instagram({**link, "Publish time": "2025-08-03 00:00:00"})))


def test_seconds_have_a_decimal_comma_only_where_commas_do_not_part_cells(tmp_path: Path) -> None:
    changes = ({"Seconds viewed": "1202,708"}, {"Seconds viewed": "20.5"})
    mixed = read_text(tmp_path, facebook(changes[0], delimiter=";"))
    assert posts(mixed)["watch_seconds"].tolist() == [1202.708]
    plain = read_text(tmp_path, facebook({"Seconds viewed": "1,202.5"}, changes[1]))
    assert posts(plain)["watch_seconds"].tolist() == [1202.5, 20.5]


def days_of(reading: Reading) -> list[str]:
    return pd.to_datetime(posts(reading)["at"], unit="s").dt.strftime("%d %b").tolist()


def timed(*texts: str) -> str:
    return facebook(*({"Publish time": text} for text in texts))


def test_a_file_saved_with_the_day_first_is_read_so_and_tells_it(tmp_path: Path) -> None:
    saved = read_text(tmp_path, timed("08/04/2024 04:03", "25/04/2024 12:00"))
    assert (days_of(saved), saved.rejected) == (["08 Apr", "25 Apr"], ())
    assert "other-date-order" in codes(saved)
    sound = read_text(tmp_path, timed("08/04/2024 04:03", "04/25/2024 12:00"))
    assert days_of(sound) == ["04 Aug", "25 Apr"]
    assert "other-date-order" not in codes(sound)
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, timed("25/04/2024 12:00", "04/25/2024 12:00")))


def test_the_order_that_the_user_says_holds(tmp_path: Path) -> None:
    export = raw(tmp_path, timed("08/04/2024 04:03"))
    assert days_of(READER.read(export)) == ["04 Aug"]
    assert days_of(READER.read(replace(export, hints=Hints(dates="dmy")))) == ["08 Apr"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("08/04/2024 04:03", ";"), ("08/04/2024 04:03", "\t"), ("08-04-2024 04:03", ","),
     ("8/4/24 4:03", ",")],
)  # fmt: skip
def test_a_file_of_another_program_is_asked_for_its_order(
    tmp_path: Path, text: str, delimiter: str
) -> None:
    export = raw(tmp_path, facebook({"Publish time": text}, delimiter=delimiter))
    with pytest.raises(ExportError, match=f"Dates such as {text} do not show"):
        READER.read(export)
    for asked, day in (("dmy", "08 Apr"), ("mdy", "04 Aug")):
        assert days_of(READER.read(replace(export, hints=Hints(asked)))) == [day]  # type: ignore[arg-type]


def test_an_order_that_the_file_disproves_is_refused(tmp_path: Path) -> None:
    export = raw(tmp_path, timed("08/04/2024 04:03", "04/25/2024 10:00"))
    with pytest.raises(ExportError, match=r"You said dmy, .* 04/25/2024 10:00 prove"):
        READER.read(replace(export, hints=Hints("dmy")))


def test_the_moment_of_a_link_shows_that_the_day_comes_first(tmp_path: Path) -> None:
    link = f"https://www.instagram.com/p/{shortcode(1_741_420_800_000)}/"  # 2025-03-08 08:00 UTC
    change = {"Publish time": "08/03/2025 00:00", "Permalink": link}
    reading = read_text(
        tmp_path, instagram(change, {"Publish time": "09/03/2025", "Permalink": ""})
    )
    assert days_of(reading) == ["08 Mar", "09 Mar"]


def test_broken_minutes_leave_the_day_in_every_order(tmp_path: Path) -> None:
    reading = read_text(tmp_path, timed(*(f"{day}/12/2023 01:12" for day in range(11, 15))))
    assert days_of(reading) == ["11 Dec", "12 Dec", "13 Dec", "14 Dec"]
    assert posts(reading)["precision"].unique().tolist() == ["day"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("04/08/2024 04:03 AM", utc(2024, 4, 8, 11, 3)),
        ("4/8/2024 4:03 pm", utc(2024, 4, 8, 23, 3)),
        ("04/08/2024 12:03:07 AM", utc(2024, 4, 8, 7, 3, 7)),
        ("04/08/2024 16:03:00", utc(2024, 4, 8, 23, 3)),
        ("4/8/24 16:03", utc(2024, 4, 8, 23, 3)),
        ("04-08-2024 16:03", utc(2024, 4, 8, 23, 3)),
        ("2024-04-08T16:03:00", utc(2024, 4, 8, 23, 3)),
        ("2024-04-08T16:03:00Z", utc(2024, 4, 8, 16, 3)),
    ],
)
def test_times_of_other_programs_are_read(tmp_path: Path, text: str, at: int) -> None:
    frame = posts(read_text(tmp_path, timed(text, "04/25/2024 10:00")))
    assert (frame["at"].tolist()[0], frame["precision"].tolist()[0]) == (at, "minute")


@pytest.mark.parametrize("text", ["45030,68", "45030.6875", "45030"])
def test_days_as_numbers_of_excel_stop_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, timed("04/08/2024 04:03", text)))
