"""The goals as rows: each is edited, added, removed, told of when wrong, and taken back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w
import pytest

from smmlab.brief import Brief, Objective
from smmlab.brief_gaps import goal_gaps
from smmlab.forms.decision import decision_form
from smmlab.forms.frame import Form
from smmlab.forms.goal_rows import GoalRows, TypedGoal
from smmlab.project import Project, create_project, open_project
from smmlab.texts import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2036, 1, 31)
ORDERS = Objective("orders", 40, DAY, "Mari", baseline=12)
ANSWERS = Objective("answered_within_day", 0.9, DAY, "Liis", baseline=0.5)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", objectives=(ORDERS, ANSWERS)))


def parts(widget: w.Widget) -> "Iterator[Any]":
    for child in getattr(widget, "children", ()):
        yield child
        yield from parts(child)


def boxes(form: Form, described: str) -> list[Any]:
    return [one for one in parts(form) if getattr(one, "description", "") == described]


def told(form: Form) -> list[str]:
    rows = form.controls[0]
    lines = [one for one in parts(rows) if isinstance(one, w.HTML) and one.value.startswith("<p")]
    return [line.value for line in lines if line.layout.display != "none"]


def kept(project: Project) -> list[dict[str, Any]]:
    goals: list[dict[str, Any]] = project.decisions()["objectives"].choice["goals"]
    return goals


def test_every_goal_of_the_brief_is_kept_as_it_was_and_shown_again(project: Project) -> None:
    form = decision_form(project, "objectives")
    form.button.click()
    assert kept(project) == [
        {"metric": "orders", "baseline": 12, "target": 40, "by": "2036-01-31", "owner": "Mari"},
        {"metric": "answered_within_day", "baseline": 0.5, "target": 0.9, "by": "2036-01-31",
         "owner": "Liis"},
    ]  # fmt: skip
    boxes(form, "Target")[1].value = "95 %"
    form.button.click()
    assert [goal["target"] for goal in kept(project)] == [40, 0.95]
    again = decision_form(open_project(project.folder), "objectives")
    assert [box.value for box in boxes(again, "Target")] == ["40", "95%"]
    assert told(again) == []


def test_a_goal_is_added_and_another_removed(project: Project) -> None:
    form = decision_form(project, "objectives")
    boxes(form, "Add a goal")[0].click()
    boxes(form, "Goal 3")[0].value = "names on the list"
    for name, value in (("Baseline", "0"), ("Target", "200"), ("Who answers for it", "Mari")):
        boxes(form, name)[2].value = value
    boxes(form, "By the day")[2].value = DAY
    first = boxes(form, "Remove")[0]
    assert first.tooltip == "Remove goal 1"
    first.click()
    assert [box.value for box in boxes(form, "Goal 1")] == ["Comments answered within a day"]
    assert [box.value for box in boxes(form, "Goal 2")] == ["names on the list"]
    assert [box.tooltip for box in boxes(form, "Remove")] == ["Remove goal 1", "Remove goal 2"]
    form.button.click()
    assert [(goal["metric"], goal["target"]) for goal in kept(project)] == [
        ("answered_within_day", 0.9), ("names on the list", 200),
    ]  # fmt: skip


def test_the_last_row_removed_is_an_empty_one_and_no_decision(project: Project) -> None:
    form = decision_form(project, "objectives")
    for _ in range(2):
        boxes(form, "Remove")[0].click()
    assert [box.value for box in boxes(form, "Target")] == [""]
    assert told(form) == []
    form.button.click()
    assert "There is no goal yet" in form.note.value
    assert "objectives" not in project.decisions()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("Target", "many", "many is not a number"),
        ("Target", "", "no target"),
        ("Target", "12", "nothing to reach"),
        ("Baseline", "1,500", "may part thousands"),
        ("Goal 1", "", "Goal 1 does not say what is measured"),
    ],
)
def test_a_wrong_goal_is_told_under_its_row_and_not_kept(
    project: Project, name: str, value: str, said: str
) -> None:
    form = decision_form(project, "objectives")
    box = boxes(form, name)[0]
    right, box.value = box.value, value
    assert len(told(form)) == 1
    assert said in told(form)[0]
    assert "role='alert'" in told(form)[0]
    form.button.click()
    assert said in form.note.value
    assert "objectives" not in project.decisions()
    box.value = right
    assert told(form) == []


def test_what_cannot_be_checked_yet_is_told_and_may_be_kept(project: Project) -> None:
    form = decision_form(project, "objectives")
    boxes(form, "By the day")[1].value = date(2020, 1, 1)
    boxes(form, "Who answers for it")[1].value = ""
    (said,) = told(form)
    assert "the one given has passed; somebody who answers for it" in said
    assert "alert" not in said
    form.button.click()
    assert kept(project)[1]["owner"] == ""


def test_what_was_decided_before_comes_back_with_all_its_goals(project: Project) -> None:
    form = decision_form(project, "objectives")
    form.button.click()
    boxes(form, "Remove")[1].click()
    boxes(form, "Target")[0].value = "99"
    form.button.click()
    assert [goal["target"] for goal in kept(project)] == [99]
    form.take_back.click()
    assert [goal["target"] for goal in kept(project)] == [40, 0.9]
    assert [box.value for box in boxes(form, "Target")] == ["40", "90%"]
    form.take_back.click()
    assert "objectives" not in project.decisions()
    assert [box.value for box in boxes(form, "Goal 2")] == ["Comments answered within a day"]


def test_a_hand_written_file_without_days_is_shown(project: Project) -> None:
    goals = [{"metric": "reach", "target": 900, "by": "soon"}]
    project.decide("objectives", {"goals": goals}, reason="")
    form = decision_form(project, "objectives")
    assert [box.value for box in boxes(form, "By the day")] == [None]
    assert [box.value for box in boxes(form, "Target")] == ["900"]


def test_every_control_of_a_row_has_a_name() -> None:
    rows = GoalRows([ORDERS, ANSWERS], words=Words("ru"))
    controls = [one for one in parts(rows) if isinstance(one, w.Text | w.DatePicker | w.Button)]
    assert len(controls) == 2 * 6 + 1
    assert all(one.description for one in controls)


def test_rows_that_stay_are_not_made_anew() -> None:
    rows = GoalRows([ORDERS], words=Words("en"))
    before = [one for one in parts(rows) if isinstance(one, w.Text)]
    rows.add.click()
    assert [one for one in parts(rows) if isinstance(one, w.Text)][: len(before)] == before
    assert rows.value[1] == TypedGoal()


def test_only_what_the_files_tell_needs_no_baseline() -> None:
    assert goal_gaps(ORDERS) == ()
    assert goal_gaps(Objective("orders", 40, DAY, "Mari")) == ()
    assert len(goal_gaps(Objective("reach", 40, DAY, "Mari"))) == 1
    assert len(goal_gaps(Objective("reach", 40))) == 3
    assert goal_gaps(ORDERS, today=date(2036, 1, 30)) == ()
    assert len(goal_gaps(ORDERS, today=DAY)) == 1
