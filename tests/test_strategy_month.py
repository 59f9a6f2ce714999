"""The calendar in the document: two weeks in full with their links, four at a glance."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from smmlab.decisions import Decision
from smmlab.strategy.calendar import Slot, link_tags
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Section
from smmlab.strategy.sections.calendar import write
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words, clock
from strategy_cases import DAY, FakeProject, empty_project, no_analyses
from strategy_parts import grid_of, tables_of, text_of


def decided(folder: Path, network: dict[str, Any], posts: int = 4) -> FakeProject:
    project = empty_project(folder)
    project.filed["network"] = Decision("network", network, "", "strategist", (), "f1")
    rhythm = {"posts_per_week": posts, "hours": [9, 19]}
    project.filed["rhythm"] = Decision("rhythm", rhythm, "", "strategist", (), "f1")
    return project


def written(
    project: FakeProject, language: Language = "en", made_on: date = DAY
) -> tuple[Section, tuple[Slot, ...]]:
    words = Words(language)
    material = gather(project, no_analyses(), made_on=made_on, words=words)  # type: ignore[arg-type]
    return write(material, Pen(words)), material.calendar


def tables(section: Section) -> list[list[list[str]]]:
    return [grid_of(table) for table in tables_of(section)]


@pytest.mark.parametrize("posts", [1, 4, 7, 10])
def test_two_weeks_stand_in_full_and_all_four_at_a_glance(tmp_path: Path, posts: int) -> None:
    section, calendar = written(decided(tmp_path, {"network": "instagram"}, posts))
    full, grid, weeks, _quarter = tables(section)
    assert len(calendar) == 4 * posts
    assert len(full) - 1 == 2 * posts
    monday = date(2026, 11, 30)
    assert all(slot.day < monday + timedelta(weeks=2) for slot in calendar[: 2 * posts])
    assert [row[0] for row in weeks[1:]] == [
        Words("en").date(monday + timedelta(weeks=week)) for week in range(4)
    ]
    told = " ".join(cell for row in grid[1:] for cell in row[1:])
    # Every post stands in the grid once, by its time.
    assert sum(told.count(clock(hour)) for hour in (9, 19)) == 4 * posts
    assert all(row for row in weeks[1:] if row[1] and row[2])


def test_the_grid_puts_each_post_on_its_week_and_day(tmp_path: Path) -> None:
    section, calendar = written(decided(tmp_path, {"network": "instagram"}))
    grid = tables(section)[1]
    words = Words("en")
    assert grid[0][1:] == [
        words.date(date(2026, 11, 30) + timedelta(weeks=week)) for week in range(4)
    ]
    days = [row[0] for row in grid[1:]]
    assert days == [words.weekday(day) for day in sorted({slot.day.weekday() for slot in calendar})]
    for slot in calendar:
        week = (slot.day - date(2026, 11, 30)).days // 7
        cell = grid[1 + days.index(words.weekday(slot.day.weekday()))][1 + week]
        assert cell.startswith(clock(slot.hour))
        assert slot.type in cell.lower()


def test_the_tags_of_each_link_are_the_common_ones_and_those_of_its_row(tmp_path: Path) -> None:
    section, calendar = written(decided(tmp_path, {"network": "telegram"}))
    full = tables(section)[0]
    assert full[0] == ["Date", "Type, form", "Idea", "Link tags"]
    assert "utm_source=telegram&utm_medium=social" in text_of(section)
    for row, slot in zip(full[1:], calendar, strict=False):
        tags = link_tags(slot)
        assert row[-1] == f"{tags['utm_campaign']}, {tags['utm_content']}"
        assert words_of(slot) in row[0]


def words_of(slot: Slot) -> str:
    return Words("en").date(slot.day)


def test_of_two_candidates_each_row_names_its_network(tmp_path: Path) -> None:
    section, _ = written(decided(tmp_path, {"network": "", "contenders": ["telegram", "x"]}))
    full = tables(section)[0]
    assert full[0][1] == "Network, type, form"
    assert {row[1].split("\u00a0· ")[0] for row in full[1:]} == {"Telegram", "X"}
    assert all(row[1].count("\u00a0· ") == 2 for row in full[1:])
    assert "the network as utm_source" in text_of(section)
    assert "so two are tried" in text_of(section)
    told = [row[0] for row in full[1:]]
    assert len(set(told)) < len(told)


def test_without_a_network_there_are_no_link_tags_and_it_is_said(tmp_path: Path) -> None:
    section, _ = written(decided(tmp_path, {"network": ""}))
    assert tables(section)[0][0] == ["Date", "Type, form", "Idea"]
    assert "utm_" not in text_of(section)
    assert "not decided yet" in text_of(section)


def test_an_idea_that_comes_twice_is_announced(tmp_path: Path) -> None:
    said = "an idea comes twice"
    assert said not in text_of(written(decided(tmp_path, {"network": "x"}, 1))[0])
    assert said in text_of(written(decided(tmp_path, {"network": "x"}, 7))[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_year_and_each_language_keep_the_order(tmp_path: Path, language: Language) -> None:
    section, calendar = written(
        decided(tmp_path, {"network": "instagram"}), language, date(2026, 12, 20)
    )
    assert [slot.day for slot in calendar] == sorted(slot.day for slot in calendar)
    assert {link_tags(slot)["utm_campaign"] for slot in calendar} == {"2026-12", "2027-01"}
    assert len(tables(section)) == 4
    assert "calendar.csv" in text_of(section)
    assert "calendar.ics" in text_of(section)
