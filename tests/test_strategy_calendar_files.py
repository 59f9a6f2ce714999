"""The calendar beside the document: every slot, its links, and no text that a program obeys."""

import csv
import io
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from icalendar import Calendar

from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars
from smmlab.defaults import MIX
from smmlab.strategy.calendar import Slot, link_tags, plan_calendar
from smmlab.strategy.calendar_files import calendar_csv, calendar_ics
from smmlab.strategy.ideas import Idea
from smmlab.texts import LANGUAGES, Language, Words, clock
from strategy_cases import DAY, HOSTILE

EN = Words("en")


def slots(networks: tuple[str, ...] = ("instagram",), weeks: int = 4) -> tuple[Slot, ...]:
    best = pd.DataFrame({"type": ["laugh"], "text": ["=1+1 kook"]})
    return plan_calendar(
        MIX, bank=fill_ideas(name_pillars(goods="tea, kook"), best), posts_per_week=3, hours=[9],
        networks=networks, start=DAY, weeks=weeks, seed="s",
    )  # fmt: skip


def table(planned: tuple[Slot, ...], words: Words = EN) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(calendar_csv(planned, words=words))))


def test_every_slot_of_the_month_stands_in_the_table_with_its_link() -> None:
    planned = slots(("instagram", "telegram"))
    rows = table(planned)
    assert [row["Date"] for row in rows] == [slot.day.isoformat() for slot in planned]
    assert len(rows) == 12
    assert {row["Network"] for row in rows} == {"Instagram", "Telegram"}
    for row, slot in zip(rows, planned, strict=True):
        assert row["Time"] == clock(slot.hour)
        assert row["Type"].lower() == slot.type
        assert dict(parse_qsl(row["Link tags"].removeprefix("?"))) == link_tags(slot)
        assert row["Pillar"] in row["Idea"]
        assert row["Form"]


def test_without_a_network_there_is_no_link() -> None:
    assert {row["Link tags"] for row in table(slots(("",)))} == {""}
    assert {row["Network"] for row in table(slots(("",)))} == {""}


def test_hostile_texts_stay_text() -> None:
    idea = Idea(HOSTILE, "goods", "{pillar}: {post}", post="=cmd|' /C calc'!A0 {0.__class__}")
    planned = tuple(replace(slot, idea=idea) for slot in slots()[:1])
    row = table(planned)[0]
    assert "{0.__class__}" in row["Idea"]
    assert "\x1b" not in row["Idea"]
    bad = table(tuple(replace(slot, idea=replace(idea, pillar="=1+1")) for slot in planned))[0]
    assert bad["Pillar"].startswith("'=")
    assert bad["Idea"].startswith("'=")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_gets_the_same_posts_in_each_language(language: Language) -> None:
    planned, words = slots(), Words(language)
    text = calendar_ics(planned, name=HOSTILE, timezone="Europe/Tallinn", made_on=DAY, words=words)
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == len(planned)
    for event, slot, row in zip(events, planned, table_of(planned, words), strict=True):
        local = event.decoded("dtstart").astimezone().date()
        assert abs((local - slot.day).days) <= 1
        title = str(event["summary"]).split(", ")
        assert title == [row[3], row[4], row[5]]
        assert f"utm_content={slot.type}" in str(event["description"])
    assert "\x1b" not in text
    assert text == calendar_ics(
        planned, name=HOSTILE, timezone="Europe/Tallinn", made_on=DAY, words=words
    )


def table_of(planned: tuple[Slot, ...], words: Words) -> list[list[str]]:
    return list(csv.reader(io.StringIO(calendar_csv(planned, words=words))))[1:]


def test_an_empty_plan_gives_a_heading_and_no_appointments() -> None:
    assert table(()) == []
    text = calendar_ics((), name="K", timezone="UTC", made_on=date(2026, 1, 1), words=EN)
    assert not Calendar.from_ical(text).walk("VEVENT")
