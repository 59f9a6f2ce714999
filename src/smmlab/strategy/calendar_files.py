"""The calendar as files that a person works with: a table, and appointments for the phone."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from smmlab.strategy.appointments import Appointment, appointments_ics
from smmlab.strategy.calendar import Slot, link_tags
from smmlab.strategy.document import plain
from smmlab.strategy.ideas import pillar_name, say_idea
from smmlab.strategy.statements import Pen
from smmlab.texts import Words, clock, for_spreadsheet, message
from smmlab.texts.labels import label_of
from smmlab.utm_scheme import UtmScheme

_COLUMNS = (
    message("Date"), message("Weekday"), message("Time"), message("Network"), message("Type"),
    message("Form"), message("Pillar"), message("Idea"), message("Link tags"),
)  # fmt: skip


def calendar_csv(slots: Sequence[Slot], *, words: Words, scheme: UtmScheme | None = None) -> str:
    """Return the calendar as CSV that a spreadsheet cannot take for formulas."""
    pen, buffer = Pen(words), io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([for_spreadsheet(words.say(name)) for name in _COLUMNS])
    for slot in slots:
        row = (
            slot.day.isoformat(),
            words.weekday(slot.day.weekday()),
            clock(slot.hour),
            words.say(label_of(slot.network)),
            words.say(label_of(slot.type)),
            words.say(label_of(slot.form)),
            plain(pen.value(pillar_name(slot.idea.pillar, slot.idea.kind))),
            plain(say_idea(pen, slot.idea)),
            _query(slot, scheme),
        )
        writer.writerow([for_spreadsheet(cell) for cell in row])
    return buffer.getvalue()


def calendar_ics(
    slots: Sequence[Slot],
    *,
    name: str,
    timezone: str,
    made_on: date,
    words: Words,
    scheme: UtmScheme | None = None,
) -> str:
    """Return the calendar as an iCalendar file, an appointment a post."""
    pen = Pen(words)
    planned = [
        Appointment(
            slot.day,
            slot.hour,
            ", ".join(
                words.say(label_of(word))
                for word in (slot.network, slot.type, slot.form)
                if label_of(word)
            ),
            "\n".join(filter(None, (plain(say_idea(pen, slot.idea)), _query(slot, scheme)))),
        )
        for slot in slots
    ]
    return appointments_ics(planned, name=name, timezone=timezone, made_on=made_on)


def _query(slot: Slot, scheme: UtmScheme | None) -> str:
    told = urlencode(link_tags(slot, scheme))
    return f"?{told}" if told else ""
