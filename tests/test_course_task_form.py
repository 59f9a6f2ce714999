"""A task as a form: every kind of answer can be given, checked, and is there again later."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import ipywidgets as w
import pytest

import smmlab as sl
from smmlab.brief import Brief
from smmlab.course.answering.answers import ANSWERS_FILE, keep_answer, read_answers
from smmlab.course.answering.task_form import form_of
from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.task import Criterion, Kind, Reference, Task
from smmlab.errors import DataError, ProjectError
from smmlab.forms.frame import Form
from smmlab.project import Project, create_project
from smmlab.texts import Phrase, message

LABELS = {"telegram": "Telegram", "facebook": "Facebook", "instagram": "<b>Instagram</b>"}
SKILLS = {"numbers.lesson03": "Reading numbers", "talk": "Talking"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def task(kind: Any, reference: Reference | None = None, options: Any = None, **more: Any) -> Task:
    solve = None if reference is None else lambda _project: reference
    offered = None if options is None else lambda _project: options
    return Task("lesson05.q2", kind, "guided", "Which one is it?", "Look again.",
                solve, offered, **more)  # fmt: skip


def parts(widget: w.Widget) -> Iterator[Any]:
    for child in getattr(widget, "children", ()):
        yield child
        yield from parts(child)


def fields(form: Form, kind: type) -> list[Any]:
    return [one for one in parts(form) if type(one) is kind]


def marked(form: Form, mark: str) -> str:
    found = [one.value for one in parts(form) if mark in one._dom_classes]
    assert len(found) == 1
    return str(found[0])


def verdict(form: Form) -> str:
    return marked(form, "smm-task-verdict")


def kept(project: Project) -> Any:
    return read_answers(project.folder)["lesson05.q2"].answer


def test_the_question_stands_above_with_what_it_is_worth(project: Project) -> None:
    asked = marked(form_of(project, task("number", Reference(3))), "smm-task-asked")
    assert "Which one is it?" in asked
    assert "Guided task" in asked
    assert "lesson05.q2 · 2 points" in asked
    rubric = (Criterion("a", "A time of the day.", lambda _text, _project: True, 1.5),)
    free = task("text", rubric=rubric, teacher_points=2.0)
    asked = marked(form_of(project, free), "smm-task-asked")
    assert "3.5 points" in asked
    assert "<li>A time of the day.</li>" in asked


def test_a_number_is_typed_with_its_unit_beside(project: Project) -> None:
    asked = task("number", Reference(12.5), unit="hours")
    form = form_of(project, asked)
    (box,) = fields(form, w.Text)
    assert box.description == "Your answer, hours"
    box.value = "12,5"
    form.button.click()
    assert "Right" in verdict(form)
    assert "✓" in verdict(form)
    assert kept(project) == 12.5
    (again,) = fields(form_of(project, asked), w.Text)
    assert again.value == "12.5"


def test_a_share_is_typed_in_per_cent(project: Project) -> None:
    asked = task("share", Reference(0.125))
    form = form_of(project, asked)
    (box,) = fields(form, w.Text)
    assert box.description == "Your answer, %"
    for typed, state in (("12.5", "right"), ("12,5 %", "right"), ("0.125", "nearly")):
        box.value = typed
        form.button.click()
        assert f"smm-verdict-{state}" in verdict(form)
    box.value = "0.7"
    form.button.click()
    assert kept(project) == 0.007
    (again,) = fields(form_of(project, asked), w.Text)
    assert again.value == "0.7"


def test_a_day_is_picked(project: Project) -> None:
    asked = task("date", Reference(date(2026, 3, 16)))
    form = form_of(project, asked)
    (box,) = fields(form, w.DatePicker)
    box.value = date(2026, 3, 15)
    form.button.click()
    assert "Nearly right" in verdict(form)
    (again,) = fields(form_of(project, asked), w.DatePicker)
    assert again.value == date(2026, 3, 15)


def test_one_is_chosen_from_a_list(project: Project) -> None:
    asked = task("choice", Reference("telegram"), LABELS)
    form = form_of(project, asked)
    (box,) = fields(form, w.Dropdown)
    assert [shown for shown, _one in box.options] == ["Choose…", *LABELS.values()]
    box.value = "telegram"
    form.button.click()
    assert "Right" in verdict(form)
    (again,) = fields(form_of(project, asked), w.Dropdown)
    assert again.value == "telegram"
    fewer = form_of(project, task("choice", Reference("facebook"), {"facebook": "Facebook"}))
    assert fields(fewer, w.Dropdown)[0].value == ""


def test_several_are_ticked(project: Project) -> None:
    asked = task("choices", Reference({"telegram", "facebook"}), LABELS)
    form = form_of(project, asked)
    boxes = fields(form, w.Checkbox)
    assert [box.description for box in boxes] == list(LABELS.values())
    boxes[0].value = boxes[1].value = True
    form.button.click()
    assert "Right" in verdict(form)
    again = fields(form_of(project, asked), w.Checkbox)
    assert [box.value for box in again] == [True, True, False]


def test_an_order_is_chosen_place_by_place(project: Project) -> None:
    asked = task("rank", Reference(("facebook", "telegram", "instagram")), LABELS)
    form = form_of(project, asked)
    boxes = fields(form, w.Dropdown)
    assert [box.description for box in boxes] == ["Place 1", "Place 2", "Place 3"]
    for box, one in zip(boxes, ("facebook", "telegram", "telegram"), strict=True):
        box.value = one
    form.button.click()
    assert "telegram stands in the order twice" in verdict(form)
    boxes[2].value = "instagram"
    form.button.click()
    assert "Right" in verdict(form)
    again = fields(form_of(project, asked), w.Dropdown)
    assert [box.value for box in again] == ["facebook", "telegram", "instagram"]


def test_a_choice_stands_above_its_grounds(project: Project) -> None:
    grounds = {"orders": "Orders: 16 of 300", "reach": Phrase(message("Reach of {n}"), {"n": 900})}
    reference = Reference("telegram", because=("orders",), least=1)
    asked = task("justified", reference, {"choice": LABELS, "because": grounds})
    form = form_of(project, asked)
    (box,) = fields(form, w.Dropdown)
    ticks = fields(form, w.Checkbox)
    assert [tick.description for tick in ticks] == ["Orders: 16 of 300", "Reach of 900"]
    box.value, ticks[0].value = "telegram", True
    form.button.click()
    assert "Right" in verdict(form)
    form = form_of(project, asked)
    assert fields(form, w.Dropdown)[0].value == "telegram"
    assert [tick.value for tick in fields(form, w.Checkbox)] == [True, False]


def test_skills_are_rated_and_the_plan_is_shown(project: Project) -> None:
    asked = task("scales", options=SKILLS)
    form = form_of(project, asked)
    boxes = fields(form, w.Dropdown)
    assert [box.description for box in boxes] == list(SKILLS.values())
    assert len(boxes[0].options) == 6
    boxes[0].value = "0"
    form.button.click()
    assert "Not assessed yet: Talking." in verdict(form)
    boxes[1].value = "4"
    form.button.click()
    assert "3. Reading exports" in verdict(form)
    assert kept(project) == {"numbers.lesson03": 0, "talk": 4}
    again = fields(form_of(project, asked), w.Dropdown)
    assert [box.value for box in again] == ["0", "4"]


def test_a_text_is_counted_while_it_is_written(project: Project) -> None:
    asked = task("text", teacher_points=2.0)
    form = form_of(project, asked)
    (box,) = fields(form, w.Textarea)
    assert any("0 characters" in one.value for one in fields(form, w.HTML))
    box.value = " Tere! "
    assert any("5 characters" in one.value for one in fields(form, w.HTML))
    form.button.click()
    assert "up to 2 points more" in verdict(form)
    (again,) = fields(form_of(project, asked), w.Textarea)
    assert again.value == "Tere!"


def week_of(form: Form) -> Any:
    return next(one for one in parts(form) if hasattr(one, "rows"))


def test_rows_of_a_week_come_and_go(project: Project) -> None:
    rubric = (Criterion("two", "Two posts.", lambda rows, _project: len(rows) == 2),)
    asked = task("calendar", options={"network": LABELS}, rubric=rubric)
    form = form_of(project, asked)
    week = week_of(form)
    assert len(week.rows) == 3
    for row, day in ((week.rows[0], "monday"), (week.rows[2], "friday")):
        row.boxes["weekday"].value, row.boxes["time"].value = day, "9"
        row.boxes["network"].value, row.boxes["words"].value = "telegram", "<i>Bread</i>"
    form.button.click()
    assert "Right" in verdict(form)
    assert [row["weekday"] for row in kept(project)] == ["monday", "friday"]
    week = week_of(form_of(project, asked))
    assert [row.boxes["time"].value for row in week.rows] == ["09:00", "09:00"]
    week.add.click()
    assert [row.boxes["weekday"].description for row in week.rows] == [
        "Post 1: day", "Post 2: day", "Post 3: day",
    ]  # fmt: skip
    for _ in range(3):
        week.rows[0].remove.click()
    assert [row.read()["weekday"] for row in week.rows] == [""]
    assert {row.remove.tooltip for row in week.rows} == {"Remove post 1"}


def test_every_box_of_a_row_has_a_label(project: Project) -> None:
    week = week_of(form_of(project, task("calendar", options={"network": LABELS})))
    boxes = week.rows[1].boxes
    assert [box.description for box in boxes.values()] == [
        "Post 2: day", "Time", "Network", "Form", "Type", "First words",
    ]  # fmt: skip
    forms = [one for _label, one in boxes["form"].options]
    assert "carousel" in forms
    assert [one for _label, one in boxes["type"].options] == [
        "", "provocation", "instruction", "medal", "laugh", "none",
    ]  # fmt: skip


def test_a_goal_is_filled_field_by_field(project: Project) -> None:
    rubric = (Criterion("owner", "Who answers.", lambda goal, _p: goal["owner"] == "Liis"),)
    asked = task("goal", rubric=rubric, options={"metric": {"orders": "Orders"}})
    form = form_of(project, asked)
    boxes = {one.description: one for one in parts(form) if getattr(one, "description", "")}
    boxes["What is measured"].value = "orders"
    boxes["Where it stands now"].value = "12 %"
    boxes["Where it should stand"].value = "20%"
    boxes["By the day"].value = date(2027, 3, 1)
    boxes["Who answers for it"].value = "Liis"
    boxes["Grounds, one in each line"].value = "orders of spring\n\n questions that wait "
    form.button.click()
    assert "Right" in verdict(form)
    assert kept(project) == {
        "metric": "orders", "baseline": 0.12, "target": 0.2, "by": "2027-03-01", "owner": "Liis",
        "because": ["orders of spring", "questions that wait"],
    }  # fmt: skip
    again = form_of(project, asked)
    shown = {one.description: one.value for one in parts(again) if hasattr(one, "value")
             and hasattr(one, "description")}  # fmt: skip
    assert shown["Where it stands now"] == "0.12"
    assert shown["By the day"] == date(2027, 3, 1)
    assert shown["Grounds, one in each line"] == "orders of spring\nquestions that wait"


def test_grounds_of_a_goal_may_be_ticked(project: Project) -> None:
    asked = task("goal", options={"because": {"a": "First", "b": "Second"}}, teacher_points=1.0)
    form = form_of(project, asked)
    fields(form, w.Checkbox)[1].value = True
    form.button.click()
    assert kept(project)["because"] == ["b"]
    assert [tick.value for tick in fields(form_of(project, asked), w.Checkbox)] == [False, True]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_an_empty_form_says_so_and_counts_no_try(project: Project, kind: Kind) -> None:
    nested = {"choice": LABELS, "because": LABELS, "network": LABELS, "metric": LABELS}
    is_nested = kind in ("justified", "calendar", "goal")
    form = form_of(project, task(kind, Reference(3), nested if is_nested else LABELS))
    form.button.click()
    assert "Nothing is answered yet." in form.note.value
    assert not (project.folder / ANSWERS_FILE).exists()
    assert len([one for one in parts(form) if "smm-wrong" in one._dom_classes]) == 0


def test_a_choice_that_is_half_made_is_told(project: Project) -> None:
    form = form_of(project, task("rank", Reference(tuple(LABELS)), LABELS))
    fields(form, w.Dropdown)[0].value = "facebook"
    form.button.click()
    assert "found nothing. Choose one" in verdict(form)


def test_an_exam_keeps_and_shows_no_points(project: Project) -> None:
    write_enrolment(project.folder, Enrolment("spring", "Anne", "a1", exam=True))
    form = form_of(project, task("number", Reference(3)))
    assert form.button.description == "Keep the answer"
    fields(form, w.Text)[0].value = "4"
    form.button.click()
    assert "smm-verdict-kept" in verdict(form)
    assert "Points" not in verdict(form)
    assert "Kept" in verdict(form_of(project, task("number", Reference(3))))


def test_the_last_answer_is_told_and_a_change_takes_the_verdict_away(project: Project) -> None:
    asked = task("number", Reference(3))
    assert verdict(form_of(project, asked)) == ""
    keep_answer(project.folder, "lesson05.q2", 4, state="wrong")
    form = form_of(project, asked)
    assert "This is your last answer. ✗ Not right yet, 1 try so far." in verdict(form)
    fields(form, w.Text)[0].value = "3"
    assert "Press the button again" in verdict(form)
    form.button.click()
    assert "Right" in verdict(form)


@pytest.mark.parametrize("answer", ["many", None, [1], {"a": 1}])
def test_a_kept_answer_that_somebody_spoiled_leaves_the_field_empty(
    project: Project, answer: object
) -> None:
    keep_answer(project.folder, "lesson05.q2", answer, state="nonsense")
    form = form_of(project, task("number", Reference(3)))
    assert (fields(form, w.Text)[0].value, verdict(form)) == ("", "")
    keep_answer(project.folder, "lesson05.q2", 3, state="<b>nonsense</b>")
    assert "<b>" not in verdict(form_of(project, task("number", Reference(3))))


def test_what_cannot_be_offered_is_told_in_the_place_of_the_control(project: Project) -> None:
    def thin(_project: Project) -> dict[str, object]:
        raise DataError(message("There are no visits in the tables."))

    def broken(_project: Project) -> dict[str, object]:
        raise KeyError("network")

    for options, told in ((thin, "There are no visits"), (broken, "tell your teacher")):
        form = form_of(project, Task("lesson05.q1", "choice", "guided", "Which?", options=options))
        assert told in form.text.value
        assert "Which?" in marked(form, "smm-task-asked")


def test_texts_of_a_task_are_shown_as_texts(project: Project) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    form = form_of(project, task("choice", Reference("a"), {"a": hostile, "b": "b"}))
    fields(form, w.Dropdown)[0].value = "a"
    form.button.click()
    assert all("<img" not in one.value for one in fields(form, w.HTML))


def test_an_unknown_task_is_told_and_a_folder_is_found(project: Project) -> None:
    with pytest.raises(ProjectError, match="no task lesson05"):
        sl.task_form("lesson05.q9", folder=project.folder)
    form = sl.task_form("lesson01.q3", folder=project.folder / "notebooks")
    assert "lesson01.q3" in marked(form, "smm-task-asked")
    assert not (project.folder / ANSWERS_FILE).exists()
