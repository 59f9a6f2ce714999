"""Wall clocks become UTC; hours that do not exist, or exist twice, are not hidden."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, localise, parse_local
from smmlab.exports.hints import DateOrder
from smmlab.exports.moments import parse_moments

META = ["%m/%d/%Y %H:%M"]


def parse(*texts: str | None, zone: str = "America/Los_Angeles", not_after: int | None = None):  # type: ignore[no-untyped-def]
    return parse_local(pd.Series(texts, dtype="str"), zone=zone, formats=META, not_after=not_after)


def test_pacific_time_becomes_the_estonian_morning() -> None:
    at = parse("07/14/2025 00:00").at[0]
    assert datetime.fromtimestamp(at, ZoneInfo("Europe/Tallinn")).isoformat() == (
        "2025-07-14T10:00:00+03:00"
    )
    # Between the changes of clocks in America and Europe the distance is nine hours.
    at = parse("03/20/2025 00:00").at[0]
    assert datetime.fromtimestamp(at, ZoneInfo("Europe/Tallinn")).hour == 9


def test_the_repeated_hour_is_taken_once_and_flagged() -> None:
    times = parse("10/25/2026 03:30", "10/25/2026 02:30", zone="Europe/Tallinn")
    first = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Tallinn"), fold=0)
    assert times.at[0] == int(first.timestamp())
    assert times.ambiguous.tolist() == [True, False]
    assert not times.bad.any()


def test_nonsense_is_bad_and_missing_is_not() -> None:
    times = parse("03/29/2026 03:60", "31/12/2025 10:00", "yesterday", "", None,
                  zone="Europe/Tallinn")  # fmt: skip
    assert times.at.isna().all()
    assert times.bad.tolist() == [True, True, True, False, False]


def test_of_the_skipped_hour_the_day_is_kept() -> None:
    times = parse("03/29/2026 03:30", "03/29/2026 04:30", zone="Europe/Tallinn")
    midnight = datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Tallinn")).timestamp()
    assert times.at.tolist() == [midnight, midnight + 3.5 * 3600]
    assert (times.skipped.tolist(), times.bad.any()) == ([True, False], False)


@pytest.mark.parametrize("text", ["01/01/1970 00:00", "12/31/2003 10:00", "01/01/0001 00:00"])
def test_times_before_the_networks_are_bad(text: str) -> None:
    assert parse(text).bad.tolist() == [True]


def test_times_after_the_export_are_bad_with_two_days_of_leeway() -> None:
    made = int(datetime(2025, 7, 14, 12, tzinfo=ZoneInfo("UTC")).timestamp())
    times = parse("07/16/2025 04:00", "07/16/2025 06:00", "07/16/9999 06:00", not_after=made)
    assert times.bad.tolist() == [False, True, True]


@settings(max_examples=40, deadline=None)
@given(
    at=st.integers(EARLIEST + 86_400, 2_000_000_000),
    zone=st.sampled_from(["America/Los_Angeles", "Europe/Tallinn", "Asia/Kolkata", "UTC"]),
)
def test_a_moment_written_on_any_clock_comes_back(at: int, zone: str) -> None:
    at -= at % 60
    moment = datetime.fromtimestamp(at, ZoneInfo(zone))
    times = parse(moment.strftime("%m/%d/%Y %H:%M"), zone=zone)
    if moment.fold:
        assert bool(times.ambiguous[0])
    else:
        assert times.at[0] == at


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_text_is_a_time_missing_or_bad(texts: list[str]) -> None:
    times = parse(*texts)
    blank = pd.Series([not text.strip() for text in texts], dtype=bool)
    assert (times.at.notna() | times.bad | blank).all()
    assert not (times.at.notna() & times.bad).any()


@pytest.mark.parametrize("form", ["%m/%d/%Y %H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])
@given(texts=st.lists(st.text("0123459/-: T", max_size=19), max_size=8), at=st.integers(0, 2**32))
def test_texts_read_by_their_digits_are_read_as_strptime_reads_them(
    form: str, texts: list[str], at: int
) -> None:
    said = [time.strftime(form, time.gmtime(at)), *texts, "02/29/2023 10:00", "2024-02-29", "٢"]
    column = pd.Series([*said, None], dtype="str")
    slowly = pd.to_datetime(column.str.strip(), format=form, errors="coerce")
    seconds, _ = localise(slowly.astype("datetime64[s]"), zone="UTC")
    times = parse_local(column, zone="UTC", formats=[form])
    pd.testing.assert_series_equal(times.at, seconds.where(seconds >= EARLIEST))
    # A column may come in chunks, and rows may share their names.
    twice = parse_local(pd.concat([column, column]), zone="UTC", formats=[form])
    assert twice.at.tolist() == [*times.at.tolist(), *times.at.tolist()]


def test_a_day_whose_midnight_is_skipped_is_a_day_all_the_same() -> None:
    # In Egypt the clocks go from midnight to one o'clock.
    first = datetime(2026, 4, 24, 1, tzinfo=ZoneInfo("Africa/Cairo")).timestamp()
    times = parse_local(pd.Series(["2026-04-24"]), zone="Africa/Cairo", formats=["%Y-%m-%d"])
    assert (times.at.tolist(), times.bad.tolist()) == ([first], [False])
    moments = parse_moments(pd.Series(["2026-04-24", "2026-04-24 00:30"]), zone="Africa/Cairo")
    assert moments.at.tolist() == [first, first]
    assert moments.precision.tolist() == ["day", "day"]
    assert (moments.bad.tolist(), moments.skipped.tolist()) == ([False, False], [False, True])


@pytest.mark.parametrize("text", ["2026-03-29 03:30", "46110.1458333333"])
def test_a_time_that_was_not_keeps_its_day(text: str) -> None:
    texts = pd.Series([text, "2026-03-29T03:30:00Z"])
    moments = parse_moments(texts, zone="Europe/Tallinn")
    assert moments.at[0] == datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Tallinn")).timestamp()
    assert moments.precision.tolist() == ["day", "second"]
    assert moments.day.tolist() == ["2026-03-29"] * 2
    assert (moments.skipped.tolist(), moments.bad.any()) == ([True, False], False)


@pytest.mark.parametrize("text", ["2026-03-29 03:30", "03/29/2026 3:30 AM", "46110.1458333333"])
def test_a_skipped_hour_in_the_future_is_bad(text: str) -> None:
    moments = parse_moments(pd.Series([text]), zone="Europe/Tallinn", not_after=1_700_000_000)
    assert (moments.bad.tolist(), moments.skipped.tolist()) == ([True], [False])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("4/15/2025, 3:45:10\u202fPM", "2025-04-15 15:45:10"),
        ("15.04.2025\u00a015:45", "2025-04-15 15:45"),
        ("\u00a02025-04-15\u2009", "2025-04-15"),
    ],
)
def test_every_blank_is_a_blank(text: str, plain: str) -> None:
    moments = parse_moments(pd.Series([text, plain]), zone="Europe/Tallinn")
    assert moments.at.notna().all()
    assert moments.at[0] == moments.at[1]
    assert moments.precision[0] == moments.precision[1]


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ("dmy", ["03/14/2026", "03/04/2026"]),
        ("mdy", ["03/04/2026", "14/03/2026 10:00"]),
        ("mdy", ["3.4.26", "14.3.26"]),
    ],
)
def test_an_order_that_the_dates_disprove_is_refused(asked: DateOrder, texts: list[str]) -> None:
    for column in (texts, texts[::-1]):
        with pytest.raises(ExportError, match=f"You said {asked}, but dates such as .*14.* prove"):
            parse_moments(pd.Series(column), zone="UTC", dates=asked)


@pytest.mark.parametrize("asked", ["dmy", "mdy"])
def test_an_order_that_is_not_disproven_holds(asked: DateOrder) -> None:
    said = ["03/14/2026", "14/03/2026", "03/04/2026", "13/13/2026", "2026-03-14", "99/1/2026"]
    moments = parse_moments(pd.Series(said), zone="UTC", dates=asked)
    days = moments.day.fillna("").tolist()
    assert days[2] == ("2026-04-03" if asked == "dmy" else "2026-03-04")
    assert [bool(day) for day in days[:2]] == [asked == "mdy", asked == "dmy"]
    assert days[3:] == ["", "2026-03-14", ""]
