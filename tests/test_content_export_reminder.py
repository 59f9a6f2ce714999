"""The reminder: read back by the library, the same bytes for the same times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from smmlab.content.export_reminder import export_reminder
from smmlab.errors import DataError
from smmlab.texts import Words

PUBLISHED = datetime(2026, 10, 24, 19, 0, tzinfo=ZoneInfo("Europe/Tallinn"))
MADE = datetime(2026, 10, 20, tzinfo=UTC)


def test_three_appointments_count_hours_and_not_days_of_the_clock() -> None:
    # The clock goes back in the night after: 24 hours later it shows six in the evening.
    text = export_reminder(PUBLISHED, name="Kohvik Kaja", made_at=MADE)
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [event.decoded("dtstart") - PUBLISHED.astimezone(UTC) for event in events] == [
        timedelta(hours=hours) for hours in (24, 48, 72)
    ]
    assert all(event.decoded("dtstamp") == MADE for event in events)
    assert len({str(event["uid"]) for event in events}) == 3
    assert all(len(event.walk("VALARM")) == 1 for event in events)


def test_the_same_times_give_the_same_bytes() -> None:
    first = export_reminder(PUBLISHED, name="Kaja", made_at=MADE)
    assert export_reminder(PUBLISHED, name="Kaja", made_at=MADE) == first
    assert export_reminder(PUBLISHED + timedelta(hours=1), name="Kaja", made_at=MADE) != first


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_lines_are_folded_and_hostile_names_escaped(language: str) -> None:
    name = "Кофейня; «Уют», \nBEGIN:VEVENT" + "ä" * 80
    text = export_reminder(PUBLISHED, name=name, made_at=MADE, words=Words(language))  # type: ignore[arg-type]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 3
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(event["summary"]).startswith("Кофейня; «Уют», \nBEGIN:VEVENT")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(DataError, match="zone"):
        export_reminder(datetime(2026, 11, 30, 12), name="", made_at=MADE)
    with pytest.raises(DataError, match="zone"):
        export_reminder(PUBLISHED, name="", made_at=datetime(2026, 11, 30))


def test_hours_may_be_others() -> None:
    text = export_reminder(PUBLISHED, name="", made_at=MADE, hours=(48, 12, 48))
    starts = [event.decoded("dtstart") for event in Calendar.from_ical(text).walk("VEVENT")]
    assert starts == [PUBLISHED.astimezone(UTC) + timedelta(hours=h) for h in (12, 48)]
