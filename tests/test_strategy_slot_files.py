"""The drawn calendar as files: what was drawn, in each language, for the table and the phone."""

import csv
import io
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from smmlab.content.slot_test import SlotTest, design_slot_test
from smmlab.strategy.slot_files import slot_file_name, slot_files, slots_csv, slots_ics, write_slots
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import DAY, empty_project


def drawn(seed: int = 0) -> SlotTest:
    return design_slot_test(slots=(9, 19), posts_per_week=4, start=DAY, weeks=4, seed=seed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_tell_what_was_drawn(language: Language) -> None:
    test, words = drawn(), Words(language)
    rows = list(csv.reader(io.StringIO(slots_csv(test, words=words))))
    plan = [
        [str(row["week"] + 1), row["day"].isoformat(), words.weekday(row["day"].weekday()),
         f"{row['hour']:02d}:00", ""]
        for row in test.calendar.to_dict("records")
    ]  # fmt: skip
    assert rows[1:] == plan
    assert len(set(rows[0])) == 5
    dates = slots_ics(test, name="Kaja", timezone="Europe/Tallinn", made_on=DAY, words=words)
    events = Calendar.from_ical(dates).walk("VEVENT")
    local = [event.decoded("dtstart").astimezone(ZoneInfo("Europe/Tallinn")) for event in events]
    assert [[when.date().isoformat(), f"{when.hour:02d}:00"] for when in local] == [
        [row[1], row[3]] for row in plan
    ]
    assert all(row[3] in str(event["summary"]) for event, row in zip(events, plan, strict=True))
    assert f"Kaja: {words.say('Test of two times')}" in dates.replace("\r\n ", "")


def test_a_client_without_a_name_has_a_calendar_with_one() -> None:
    dates = slots_ics(drawn(), name="", timezone="UTC", made_on=DAY, words=Words("en"))
    assert "X-WR-CALNAME:Test of two times" in dates


def test_a_later_test_has_a_file_of_its_own() -> None:
    later = design_slot_test(slots=(9, 19), posts_per_week=4, start=date(2027, 1, 1))
    assert slot_file_name(drawn()) == "slots-2026-11-23.csv"
    assert slot_file_name(later, "ics") == "slots-2027-01-04.ics"


def test_files_are_the_same_for_the_same_draw_and_differ_for_another() -> None:
    def of(test: SlotTest) -> list[bytes]:
        files = slot_files(test, name="K", timezone="UTC", made_on=DAY, words=Words("ru"))
        assert list(files) == ["slots-2026-11-23.csv", "slots-2026-11-23.ics"]
        assert files["slots-2026-11-23.csv"].startswith(b"\xef\xbb\xbf")
        return list(files.values())

    assert of(drawn()) == of(drawn())
    assert of(drawn(1)) != of(drawn())


def test_they_are_written_beside_the_strategy(tmp_path: Path) -> None:
    project = empty_project(tmp_path)
    written = write_slots(project, drawn(), made_on=DAY, language="et")  # type: ignore[arg-type]
    assert [path.parent for path in written] == [project.strategy_folder] * 2
    assert "Nädal" in written[0].read_text("utf-8-sig")
    in_own = write_slots(project, drawn(), made_on=DAY)  # type: ignore[arg-type]
    assert "Week" in in_own[0].read_text("utf-8-sig")
    assert len(list(project.strategy_folder.iterdir())) == 2
