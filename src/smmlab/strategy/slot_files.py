"""The drawn calendar of two times as files: a table to keep to, and appointments for the phone."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from smmlab.content.slot_test import SlotTest
from smmlab.disk import replace_file
from smmlab.strategy.appointments import Appointment, appointments_ics
from smmlab.texts import Language, Words, clock, for_spreadsheet, message

if TYPE_CHECKING:
    from smmlab.project import Project

_COLUMNS = (
    message("Week"), message("Date"), message("Weekday"), message("Time"),
    message("Went out on time"),
)  # fmt: skip


def slot_file_name(test: SlotTest, ending: str = "csv") -> str:
    """Return how the file is called: by its first day, so that a later draw never replaces it.

    Examples
    --------
    >>> from smmlab.content.slot_test import design_slot_test
    >>> test = design_slot_test(slots=(9, 19), posts_per_week=5, start=date(2026, 11, 27))
    >>> slot_file_name(test)
    'slots-2026-11-30.csv'
    """
    return f"slots-{test.calendar['day'].min().isoformat()}.{ending}"


def slots_csv(test: SlotTest, *, words: Words) -> str:
    """Return the drawn calendar as CSV, with an empty column to tick."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([for_spreadsheet(words.say(name)) for name in _COLUMNS])
    for row in test.calendar.to_dict("records"):
        weekday = words.weekday(row["weekday"])
        writer.writerow([row["week"] + 1, row["day"].isoformat(), weekday, clock(row["hour"]), ""])
    return buffer.getvalue()


def slots_ics(test: SlotTest, *, name: str, timezone: str, made_on: date, words: Words) -> str:
    """Return the drawn calendar as an iCalendar file."""
    notes = words.say("Publish within an hour of this time, or leave the post for another day.")
    planned = [
        Appointment(
            row["day"], row["hour"], words.say("Post of the test: {time}", time=clock(row["hour"])),
            notes,
        )
        for row in test.calendar.to_dict("records")
    ]  # fmt: skip
    title = words.say("Test of two times")
    calendar = f"{name}: {title}" if name else title
    return appointments_ics(planned, name=calendar, timezone=timezone, made_on=made_on)


def slot_files(
    test: SlotTest, *, name: str, timezone: str, made_on: date, words: Words
) -> Mapping[str, bytes]:
    """Return both files by their names."""
    table = slots_csv(test, words=words)
    dates = slots_ics(test, name=name, timezone=timezone, made_on=made_on, words=words)
    return {
        # The mark at the start tells Excel that the letters are UTF-8.
        slot_file_name(test): table.encode("utf-8-sig"),
        slot_file_name(test, "ics"): dates.encode("utf-8"),
    }


def write_slots(
    project: "Project", test: SlotTest, *, made_on: date, language: Language | None = None
) -> tuple[Path, ...]:
    """Write a drawn calendar of two times into the folder of the strategy.

    Parameters
    ----------
    project
        An opened client folder; its brief gives the name, the clock and the language.
    test
        Result of `smmlab.content.slot_test.design_slot_test`.
    made_on
        The day of the files.
    language
        Of the files; the brief's when not given.

    Returns
    -------
    tuple of Path
        ``slots-<first day>.csv`` and ``.ics``; the same bytes for the same test and day.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from types import SimpleNamespace
    >>> from smmlab.brief import Brief
    >>> from smmlab.content.slot_test import design_slot_test
    >>> test = design_slot_test(slots=(9, 19), posts_per_week=5, start=date(2026, 11, 27))
    >>> with TemporaryDirectory() as folder:
    ...     project = SimpleNamespace(brief=Brief(name="Kaja"), strategy_folder=Path(folder))
    ...     [path.name for path in write_slots(project, test, made_on=date(2026, 11, 26))]
    ['slots-2026-11-30.csv', 'slots-2026-11-30.ics']
    """
    words = Words(language or project.brief.language)
    folder = Path(project.strategy_folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = slot_files(
        test, name=project.brief.name, timezone=project.brief.timezone, made_on=made_on,
        words=words,
    )  # fmt: skip
    for name, data in files.items():
        replace_file(folder / name, data)
    return tuple(folder / name for name in files)
