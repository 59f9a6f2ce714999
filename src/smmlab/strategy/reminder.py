"""The reminder to export again, beside the document, when lifetimes are not known."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from smmlab.content.export_reminder import export_reminder
from smmlab.strategy.material import Material

REMINDER = "export-again.ics"
_MORNING = 9


def reminder_of(material: Material) -> str | None:
    """Return the reminder as iCalendar text, or None when every lifetime is known.

    The hours are counted from the first post of the calendar, without one from the next morning.
    """
    lifetime = material.result("lifetime")
    if lifetime is None or not lifetime.unknown:
        return None
    zone = ZoneInfo(material.brief.timezone)
    planned = [(slot.day, slot.hour) for slot in material.calendar]
    day, hour = min(planned, default=(material.made_on + timedelta(days=1), _MORNING))
    return export_reminder(
        datetime.combine(day, time(hour), zone),
        name=material.brief.name,
        made_at=datetime.combine(material.made_on, time(), UTC),
        words=material.words,
    )
