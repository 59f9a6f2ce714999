"""What goes with the documents: the calendar, briefs, files to upload, a reminder."""

from smmlab.strategy.brief_files import briefs_csv, briefs_docx
from smmlab.strategy.calendar_files import calendar_csv, calendar_ics
from smmlab.strategy.calendar_workbook import calendar_xlsx, outline_of
from smmlab.strategy.material import Material
from smmlab.strategy.post_briefs import briefs_of
from smmlab.strategy.reminder import REMINDER, reminder_of
from smmlab.strategy.slot_files import slot_file_name, slot_files
from smmlab.strategy.upload_files import upload_files


def companion_files(material: Material) -> dict[str, bytes]:
    """Return the files beside the documents, by their names within the folder.

    Parameters
    ----------
    material
        Everything known of the client; its words say the language of the files.
    """
    return {
        **_calendar(material), **_briefs(material), **_slots(material), **_reminder(material),
    }  # fmt: skip


def _calendar(material: Material) -> dict[str, bytes]:
    words, scheme = material.words, material.scheme
    table = calendar_csv(material.calendar, words=words, scheme=scheme)
    dates = calendar_ics(
        material.calendar, name=material.brief.name, timezone=material.brief.timezone,
        made_on=material.made_on, words=words, scheme=scheme,
    )  # fmt: skip
    # The mark at the start tells Excel that the letters are UTF-8.
    return {"calendar.csv": table.encode("utf-8-sig"), "calendar.ics": dates.encode("utf-8")}


def _briefs(material: Material) -> dict[str, bytes]:
    words, name, day = material.words, material.brief.name, material.made_on
    briefs = briefs_of(material)
    outline, zone = outline_of(material), material.brief.timezone
    return {
        "calendar.xlsx": calendar_xlsx(
            briefs, outline, words=words, name=name, timezone=zone, made_on=day
        ),
        "briefs.docx": briefs_docx(briefs, words=words, name=name, made_on=day),
        "briefs.csv": briefs_csv(briefs, words=words),
        **upload_files(briefs, words=words),
    }


def _slots(material: Material) -> dict[str, bytes]:
    test = material.slot_test
    if test is None:
        return {}
    files = slot_files(
        test, name=material.brief.name, timezone=material.brief.timezone,
        made_on=material.made_on, words=material.words,
    )  # fmt: skip
    return {name: files[name] for name in (slot_file_name(test, end) for end in ("csv", "ics"))}


def _reminder(material: Material) -> dict[str, bytes]:
    reminder = reminder_of(material)
    return {} if reminder is None else {REMINDER: reminder.encode("utf-8")}
