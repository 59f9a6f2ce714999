"""Appointments read back by the library: local hours, stable names, nothing that steers."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from smmlab.strategy.appointments import Appointment, appointments_ics
from strategy_cases import HOSTILE

MADE = date(2026, 10, 20)
PLANNED = [
    Appointment(date(2026, 10, 24), 9, "First", "one\ntwo"),
    Appointment(date(2026, 10, 26), 9, "Second"),
    Appointment(date(2026, 10, 26), 9, "Third"),
]


def read(planned: list[Appointment], **more: object) -> tuple[str, list[object]]:
    given = {"name": "Kohvik Kaja", "timezone": "Europe/Tallinn", "made_on": MADE, **more}
    text = appointments_ics(planned, **given)  # type: ignore[arg-type]
    return text, list(Calendar.from_ical(text).walk("VEVENT"))


def test_hours_are_those_of_the_local_clock_before_and_after_it_goes_back() -> None:
    _, events = read(PLANNED)
    starts = [event.decoded("dtstart") for event in events]  # type: ignore[attr-defined]
    # Tallinn is three hours ahead of UTC in summer and two in winter.
    assert starts == [
        datetime(2026, 10, 24, 6, tzinfo=UTC), *[datetime(2026, 10, 26, 7, tzinfo=UTC)] * 2
    ]  # fmt: skip
    for event in events:
        length = event.decoded("dtend") - event.decoded("dtstart")  # type: ignore[attr-defined]
        assert length == timedelta(minutes=15)
        assert event.decoded("dtstamp") == datetime(2026, 10, 20, tzinfo=UTC)  # type: ignore[attr-defined]


def test_a_new_wording_keeps_the_name_of_an_appointment_and_two_never_share_one() -> None:
    def names(planned: list[Appointment], **more: object) -> list[str]:
        return [str(event["uid"]) for event in read(planned, **more)[1]]  # type: ignore[index]

    first = names(PLANNED)
    assert len(set(first)) == 3
    reworded = [Appointment(one.day, one.hour, "New", "words") for one in PLANNED]
    assert names(reworded) == first
    assert not set(names(PLANNED, name="Other")) & set(first)
    moved = [Appointment(one.day, 10, one.title) for one in PLANNED]
    assert not set(names(moved)) & set(first)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert read(PLANNED)[0] == read(list(PLANNED))[0]
    assert read([])[1] == []


def test_notes_keep_their_lines_and_are_left_out_when_empty() -> None:
    _, events = read(PLANNED)
    assert str(events[0]["description"]) == "one\ntwo"  # type: ignore[index]
    assert "description" not in events[1]  # type: ignore[operator]


def test_hostile_texts_neither_steer_nor_add_appointments() -> None:
    attack = f"{HOSTILE}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil\u2066\u200b"
    text, events = read([Appointment(date(2026, 11, 2), 9, attack, attack)], name=attack)
    assert len(events) == 1
    assert not set(text) & set("\x00\x1b\u202e\u202c\u2066\u200b")
    assert str(events[0]["summary"]).count("\n") == 0  # type: ignore[index]
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
