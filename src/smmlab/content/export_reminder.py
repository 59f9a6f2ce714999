"""A calendar file that reminds to export again: only then can a lifetime be known."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from smmlab.content.ageing import HORIZONS
from smmlab.errors import DataError
from smmlab.texts import Words, message

_MINUTES = 15  # that an export takes, and before which the alarm rings
_NAIVE = message(
    "Expected the time of publishing with its time zone; found {found}. Give it a zone."
)


def export_reminder(
    published: datetime,
    *,
    name: str,
    made_at: datetime,
    hours: Sequence[int] = HORIZONS,
    words: Words | None = None,
) -> str:
    """Return an iCalendar file with one appointment for each export.

    Parameters
    ----------
    published
        When the post goes out from which hours are counted, with its time zone.
    name
        Of the client, shown in the appointments.
    made_at
        The time stamp of the file, with its time zone: the clock is not read, so that the same
        project gives the same file.
    hours
        After how many hours to export again.
    words
        The language.

    Raises
    ------
    DataError
        When a time has no zone.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling.

    Examples
    --------
    >>> noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    >>> text = export_reminder(noon, name="Kohvik Kaja", made_at=noon)
    >>> [line for line in text.splitlines() if line.startswith("DTSTART")]
    ['DTSTART:20261201T120000Z', 'DTSTART:20261202T120000Z', 'DTSTART:20261203T120000Z']
    """
    from icalendar import Alarm, Calendar, Event

    for moment in (published, made_at):
        if moment.tzinfo is None:
            raise DataError(_NAIVE, {"found": moment.isoformat()})
    words = words or Words("en")
    calendar = Calendar()
    calendar.add("prodid", "-//smmlab//export again//EN")
    calendar.add("version", "2.0")
    stamp = made_at.astimezone(UTC).replace(microsecond=0)
    for after in sorted(set(hours)):
        start = (published.astimezone(UTC) + timedelta(hours=after)).replace(microsecond=0)
        told = words.say_many(
            "Export the posts again: {n} hour after the post",
            "Export the posts again: {n} hours after the post",
            n=after,
        )
        known = hashlib.sha256(f"{name}\n{published.isoformat()}\n{after}".encode()).hexdigest()
        event = Event()
        event.add("uid", f"{known[:32]}@smmlab")
        event.add("dtstamp", stamp)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=_MINUTES))
        event.add("summary", f"{name}: {told}" if name else told)
        event.add(
            "description",
            words.say(
                "Save the export of all posts under its own name and add it in smmlab. Exports of "
                "the same posts at different ages show how long a post lives."
            ),
        )
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", told)
        alarm.add("trigger", timedelta(minutes=-_MINUTES))
        event.add_component(alarm)
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
