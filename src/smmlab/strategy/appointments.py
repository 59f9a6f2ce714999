"""Appointments in a calendar file: what a phone shows on the day, the same for the same plan."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from smmlab.texts.escaping import without_invisible

_MINUTES = 15


@dataclass(frozen=True)
class Appointment:
    """One thing to do at a full hour of the local clock."""

    day: date
    hour: int
    title: str
    notes: str = ""


def appointments_ics(
    planned: Sequence[Appointment], *, name: str, timezone: str, made_on: date
) -> str:
    """Return an iCalendar file with the appointments.

    Parameters
    ----------
    planned
        In any order; several may stand at the same hour.
    name
        Of the calendar, shown by the program that reads the file.
    timezone
        IANA zone of the clock.
    made_on
        The time stamp of the file: the clock is not read.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling.

    Examples
    --------
    >>> text = appointments_ics([Appointment(date(2026, 11, 30), 9, "Post")], name="Kaja",
    ...                         timezone="Europe/Tallinn", made_on=date(2026, 11, 23))
    >>> [line for line in text.splitlines() if line.startswith("DTSTART")]
    ['DTSTART:20261130T070000Z']
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//smmlab//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _on_one_line(name))
    stamp = datetime.combine(made_on, time(), UTC)
    for number, one in enumerate(planned):
        start = datetime.combine(one.day, time(one.hour), ZoneInfo(timezone)).astimezone(UTC)
        # Without the text: a new wording of the same post replaces the old one on the phone.
        known = hashlib.sha256(f"{name}\n{start.isoformat()}\n{number}".encode()).hexdigest()
        event = Event()
        event.add("uid", f"{known[:32]}@smmlab")
        event.add("dtstamp", stamp)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=_MINUTES))
        event.add("summary", _on_one_line(one.title))
        if one.notes:
            event.add("description", without_invisible(one.notes))
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _on_one_line(text: str) -> str:
    return " ".join(without_invisible(text).split())
