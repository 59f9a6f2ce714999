"""Years that a file does not write: counted back from its end, and doubted where two fit."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_files import raw
from smmlab.errors import ExportError
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.years import Anchor, Days, date_days, find_anchor, latest_before

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


def dated(texts: list[str], latest: date, only_day: date | None = None) -> Days:
    return date_days(pd.Series(texts, dtype="str"), Anchor(latest, only_day))


def period(first: str, last: str) -> list[str]:
    return [f"{MONTHS[day.month - 1]} {day.day}" for day in pd.date_range(first, last)]


def iso(first: str, last: str) -> list[str]:
    return pd.date_range(first, last).strftime("%Y-%m-%d").tolist()


def codes(days: Days) -> list[str]:
    return [caution.code for caution in days.cautions]


@pytest.mark.parametrize(
    ("first", "last", "latest"),
    [("2025-12-30", "2026-01-02", date(2026, 1, 4)),
     ("2026-02-01", "2026-02-27", date(2026, 3, 1)),
     ("2025-02-28", "2026-02-27", date(2026, 3, 1)),  # 365 days leave no gap: the order decides
     ("2024-02-28", "2025-02-26", date(2025, 2, 28)),  # a year with 29 February
     ("2025-01-01", "2025-12-31", date(2026, 1, 1)),
     ("2023-03-01", "2024-02-29", date(2024, 3, 2))],
)  # fmt: skip
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_period_keeps_its_days_over_new_year(
    first: str, last: str, latest: date, newest_first: bool
) -> None:
    texts, days = period(first, last), iso(first, last)
    if newest_first:
        texts, days = texts[::-1], days[::-1]
    found = dated(texts, latest)
    assert found.day.tolist() == days
    assert not found.bad.any()
    assert codes(found) == ["years-counted"]


@settings(max_examples=40, deadline=None)
@given(data=st.data(), start=st.dates(date(2017, 1, 1), date(2026, 1, 1)),
       length=st.integers(1, 340), late=st.integers(1, 3))  # fmt: skip
def test_the_order_of_rows_is_not_needed_while_a_gap_shows_the_end(
    data: st.DataObject, start: date, length: int, late: int
) -> None:
    end = start + pd.Timedelta(days=length - 1)
    days = iso(str(start), str(end))
    order = data.draw(st.permutations(range(len(days))))
    texts = period(str(start), str(end))
    latest = end + pd.Timedelta(days=late)
    found = dated([texts[at] for at in order], latest)
    assert found.day.tolist() == [days[at] for at in order]


def test_half_of_a_file_gives_the_same_days() -> None:
    texts, days = period("2025-03-01", "2026-02-27"), iso("2025-03-01", "2026-02-27")
    latest = date(2026, 3, 1)
    halves = [dated(texts[:200], latest).day, dated(texts[200:], latest).day]
    assert pd.concat(halves).tolist() == dated(texts, latest).day.tolist() == days


def test_the_29th_of_february_needs_a_leap_year() -> None:
    found = dated(["February 28", "February 29", "March 1"], date(2026, 3, 3))
    assert found.day.tolist() == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert codes(found) == ["years-counted", "years-uncertain"]
    past = dated(["February 29", "December 31", "January 1"], date(2025, 3, 1))
    assert past.day.tolist() == ["2024-02-29", "2024-12-31", "2025-01-01"]


def test_a_leap_year_without_its_day_is_doubted() -> None:
    found = dated(["February 28", "March 1"], date(2024, 3, 3))
    assert found.day.tolist() == ["2024-02-28", "2024-03-01"]
    assert "without the 29th" in str(found.cautions[1])


def test_a_period_that_ended_long_before_is_doubted() -> None:
    found = dated(["April 12", "April 13"], date(2026, 11, 26))
    assert found.day.tolist() == ["2026-04-12", "2026-04-13"]
    assert "a year before" in str(found.cautions[1])


def test_rows_that_do_not_show_their_end_are_doubted() -> None:
    texts = period("2025-02-28", "2026-02-27")
    shuffled = texts[100:200] + texts[:100] + texts[200:][::-1]
    found = dated(shuffled, date(2026, 3, 1))
    assert found.day.nunique() == 365
    assert found.day.max() <= "2026-03-01"
    assert codes(found) == ["years-counted", "years-uncertain"]
    assert "do not show clearly" in str(found.cautions[1])


def test_a_hole_wider_than_the_gap_does_not_beat_the_order_of_rows() -> None:
    texts, days = period("2025-03-01", "2026-02-20"), iso("2025-03-01", "2026-02-20")
    found = dated(texts[:60] + texts[80:], date(2026, 2, 22))
    assert found.day.tolist() == days[:60] + days[80:]
    assert "years-uncertain" in codes(found)


@pytest.mark.parametrize(
    ("texts", "days"),
    [(["18 января", "19 января"], ["2026-01-18", "2026-01-19"]),
     (["8 de marzo"], ["2025-03-08"]), (["9月13日"], ["2025-09-13"]),
     (["18 tháng Tám"], ["2025-08-18"]), (["11 septembre"], ["2025-09-11"]),
     (["Feb 19, 2023", "Feb 20, 2023"], ["2023-02-19", "2023-02-20"]),
     (["2025-10-31", "2025/11/01"], ["2025-10-31", "2025-11-01"])],
)  # fmt: skip
def test_days_in_the_language_of_the_interface(texts: list[str], days: list[str]) -> None:
    assert dated(texts, date(2026, 1, 20)).day.tolist() == days


def test_what_is_no_day_is_bad_and_a_missing_one_is_not() -> None:
    found = dated(["January 1", "January 32", "2025-13-01", "2031-01-01", "1999-01-01", None],
                  date(2026, 1, 3))  # fmt: skip
    assert found.day.notna().tolist() == [True, False, False, False, False, False]
    assert found.bad.tolist() == [False, True, True, True, True, False]


def test_an_unknown_language_and_an_impossible_date_of_the_file_are_refused() -> None:
    with pytest.raises(ExportError, match="set TikTok to English"):
        dated(["๑ มกราคม"], date(2026, 1, 3))
    with pytest.raises(ExportError, match="cannot be counted back"):
        dated(["January 1"], date(1980, 1, 2))


def test_the_name_of_the_archive_tells_the_period(tmp_path: Path) -> None:
    export = raw(tmp_path, "x", "Overview.csv", at=1_790_000_000)

    def inside(name: str) -> Anchor:
        return find_anchor(RawExport(export.path, export.modified_at, inside=name))

    # 1771706774 is 2026-02-21 20:46:14 UTC; the account may live a day ahead.
    assert inside("Overview_2026-02-15_1771706774_kaja.zip/Overview.csv").latest == date(
        2026, 2, 22
    )
    assert inside("").latest == date(2026, 9, 22)
    assert inside("tiktok 2026-03-01 – 2026-03-31/Overview.csv").latest == date(2026, 3, 31)
    assert inside("Overview_2026-03-01/Overview.csv") == Anchor(date(2026, 9, 22), date(2026, 3, 1))
    assert inside("Overview_2031-03-01_1990000000.zip").latest == date(2026, 9, 22)


def test_one_day_in_the_name_is_the_start_or_the_end() -> None:
    texts, late = ["March 1", "March 2"], date(2026, 11, 1)
    assert dated(texts, late, date(2025, 3, 1)).day.tolist() == ["2025-03-01", "2025-03-02"]
    assert dated(texts, late, date(2025, 3, 4)).day.tolist() == ["2025-03-01", "2025-03-02"]
    crossing = dated(["December 31", "January 1"], late, date(2024, 12, 31))
    assert crossing.day.tolist() == ["2024-12-31", "2025-01-01"]
    assert codes(crossing) == ["years-counted"]


def test_each_row_may_have_its_own_limit() -> None:
    days = pd.Series(["December 2", "February 29", "July 4", "nothing", None], dtype="str")
    limits = pd.Series(["2026-02-28", "2026-02-28", None, "2026-02-28", "2026-02-28"], dtype="str")
    found = latest_before(days, limits)
    assert found.dropna().tolist() == ["2025-12-02", "2024-02-29"]
    assert found.isna().tolist() == [False, False, True, True, True]
