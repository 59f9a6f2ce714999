"""The form that draws two times: the same calendar as the function, written as files."""

from datetime import date, timedelta
from math import log
from typing import TYPE_CHECKING

import pytest

from smmlab.brief import Brief
from smmlab.content.slot_test import design_slot_test
from smmlab.content.slots import compare_slots
from smmlab.forms.slots import draw_slots_form
from smmlab.project import create_project
from smmlab.strategy.slot_files import slot_file_name, slots_csv
from smmlab.texts import Words, clock

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.project import Project

START = date(2026, 11, 26)


def test_the_sentences_tell_the_calendar_that_the_function_draws(cafe: "Project") -> None:
    form = draw_slots_form(cafe)
    first, second, weeks, posts, start, page, seed = form.controls
    assert all(control.description for control in form.controls)
    assert (first.value, second.value) == (9, 19)
    first.value, weeks.value, posts.value, seed.value = 12, 2, 7, 3
    start.value = START
    test = design_slot_test(slots=(12, 19), weeks=2, posts_per_week=7, start=START, seed=3)
    days = [
        f"{Words('en').weekday(row['weekday'])} {clock(row['hour'])}"
        for row in test.calendar.to_dict("records")
    ]
    assert ", ".join(days[:7]) in form.text.value
    assert ", ".join(days[7:]) in form.text.value
    assert "from November 30, 2026" in form.text.value
    assert page.value


def test_what_the_test_can_show_follows_the_page(cafe: "Project") -> None:
    spread = compare_slots(cafe.posts, timezone=cafe.brief.timezone).spread
    form = draw_slots_form(cafe)
    _, _, _, posts, _, page, _ = form.controls
    posts.value = 5
    told = set()
    for key in spread:
        page.value = key
        ratio = design_slot_test(slots=(9, 19), posts_per_week=5, start=START, spread=spread[key])
        assert log(ratio.minimum_ratio) > 0
        assert f"a difference of {Words('en').number(ratio.minimum_ratio, digits=2)} times" in (
            form.text.value
        )
        told.add(form.text.value)
    assert len(told) > 1
    page.index = len(page.options) - 1
    assert "is unknown" in form.text.value


def test_the_button_writes_both_files(cafe_copy: "Project") -> None:
    form = draw_slots_form(cafe_copy)
    _, _, _, posts, start, _, seed = form.controls
    start.value, posts.value, seed.value = START, 4, 5
    form.button.click()
    test = design_slot_test(slots=(9, 19), posts_per_week=4, start=START, seed=5)
    folder = cafe_copy.strategy_folder
    written = (folder / slot_file_name(test)).read_bytes().decode("utf-8-sig")
    assert written == slots_csv(test, words=Words("en"))
    assert (folder / slot_file_name(test, "ics")).read_text("utf-8").startswith("BEGIN:VCALENDAR")
    assert "slots-2026-11-30.csv" in form.note.value
    assert "Decide the rhythm alike" in form.note.value


def test_what_was_decided_is_written_without_a_warning(cafe_copy: "Project") -> None:
    form = draw_slots_form(cafe_copy)
    form.button.click()
    assert "slots-" in form.note.value
    assert "Decide the rhythm alike" not in form.note.value


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_an_empty_project_and_wrong_choices_are_told_and_break_nothing(
    tmp_path: "Path", language: str
) -> None:
    project = create_project(tmp_path / "kaja", Brief("Kaja", language=language))  # type: ignore[arg-type]
    project.decide("rhythm", {"posts_per_week": 1, "hours": [8, 21]}, reason="")
    form = draw_slots_form(project)
    first, second, _, posts, start, page, _ = form.controls
    assert (first.value, second.value, posts.value, page.value) == (8, 21, 3, ())
    assert start.value >= date.today() - timedelta(days=1)
    whole = form.text.value
    second.value = 8
    assert form.text.value.count("<p") == 1
    beside = form.children[form.children.index(second) + 1].value
    assert beside.startswith("<p role='alert'>")
    second.value, kept = 21, start.value
    assert form.text.value == whole
    assert not form.children[form.children.index(second) + 1].value
    start.value = None
    assert form.children[form.children.index(start) + 1].value
    assert form.text.value.count("<p") == 1
    form.button.click()
    assert form.text.value in form.note.value
    assert not list(project.strategy_folder.glob("slots-*"))
    start.value = kept
    assert form.text.value == whole
