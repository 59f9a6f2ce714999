"""The clock of the work: checked against counting minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.brief import Brief
from smmlab.dialogue.working_hours import Hours, hours_of, working_seconds
from smmlab.errors import DataError, ProjectError

START = 1_767_225_600  # Thursday, 1 January 2026, midnight in UTC


def counted(begin: int, end: int, opens: int, closes: int, days: set[int], zone: str) -> int:
    """Count minute by minute, on the clock on the wall."""
    tz = ZoneInfo(zone)
    wall, stop = (datetime.fromtimestamp(t, tz).replace(tzinfo=None) for t in (begin, end))
    minutes = 0
    while wall < stop:
        minutes += wall.weekday() in days and opens <= wall.hour < closes
        wall += timedelta(minutes=1)
    return minutes * 60


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.integers(-20_000, 20_000),
    st.integers(0, 12_000),
    st.integers(0, 23),
    st.integers(1, 24),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(["UTC", "Europe/Tallinn", "Asia/Kolkata"]),
)
def test_it_agrees_with_counting(
    begin: int, length: int, opens: int, closes: int, days: set[int], zone: str
) -> None:
    if opens >= closes:
        opens, closes = closes - 1, max(opens, closes)
    first, last = START + begin * 60, START + (begin + length) * 60
    found = working_seconds([first], [last], timezone=zone, opens=opens, closes=closes,
                            workdays=days)  # fmt: skip
    assert found.tolist() == [counted(first, last, opens, closes, days, zone)]


def test_times_before_the_epoch_and_backwards() -> None:
    monday = int(datetime(1969, 12, 29, 9, tzinfo=UTC).timestamp())
    assert working_seconds([monday], [monday + 3600], timezone="UTC").tolist() == [3600]
    assert working_seconds([monday + 3600], [monday], timezone="UTC").tolist() == [0]
    assert working_seconds([], [], timezone="UTC").tolist() == []


def test_a_night_with_a_change_of_clocks_counts_as_any_other() -> None:
    # In the night to 29 March 2026 the clocks of Tallinn go forward.
    tz = ZoneInfo("Europe/Tallinn")
    friday = int(datetime(2026, 3, 27, 17, tzinfo=tz).timestamp())
    monday = int(datetime(2026, 3, 30, 10, tzinfo=tz).timestamp())
    assert working_seconds([friday], [monday], timezone="Europe/Tallinn").tolist() == [7200]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3))
def test_parts_add_up(moments: list[int]) -> None:
    a, b, c = np.sort(moments)
    first, second, whole = (
        int(working_seconds([x], [y], timezone="UTC")[0]) for x, y in ((a, b), (b, c), (a, c))
    )
    assert first + second == whole <= c - a


@pytest.mark.parametrize(
    ("opens", "closes", "days"), [(18, 9, {0}), (9, 9, {0}), (9, 25, {0}), (9, 18, set()),
                                  (9, 18, {7}), (-1, 9, {0})]
)  # fmt: skip
def test_hours_that_cannot_be_are_told(opens: int, closes: int, days: set[int]) -> None:
    with pytest.raises(DataError, match="hours of work"):
        working_seconds([0], [1], timezone="UTC", opens=opens, closes=closes, workdays=days)


def test_the_brief_gives_the_hours_or_the_usual_ones_stand() -> None:
    assert hours_of(Brief(name="Kaja")) == Hours(9, 18, (0, 1, 2, 3, 4))
    told = Brief(name="Kaja", work_from=8, work_to=21, work_days=("sunday", "monday"))
    assert hours_of(told) == Hours(8, 21, (0, 6))
    for hour in range(24):
        late, early = (
            hours_of(Brief(name="K", work_from=hour)),
            hours_of(Brief(name="K", work_to=hour + 1)),
        )
        assert late.opens == hour < late.closes
        assert early.opens < early.closes == hour + 1


@pytest.mark.parametrize(
    ("opens", "closes"), [(18, 9), (9, 9), (-1, 9), (9, 25), (24, None), (None, 0)]
)
def test_a_brief_with_hours_that_cannot_be_is_refused(
    opens: int | None, closes: int | None
) -> None:
    with pytest.raises(ProjectError, match="o'clock cannot be"):
        Brief(name="Kaja", work_from=opens, work_to=closes)
