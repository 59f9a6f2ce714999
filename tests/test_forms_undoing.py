"""The last decision is taken back by a button: the file and the controls show what stood before."""

from pathlib import Path

import ipywidgets as w
import pytest

from smmlab.brief import Brief
from smmlab.forms.decision import decision_form
from smmlab.forms.frame import Form
from smmlab.forms.undoing import keeps
from smmlab.project import Project, create_project
from smmlab.texts import Words


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def test_the_decision_before_stands_again_and_is_shown(project: Project) -> None:
    form = decision_form(project, "dialogue")
    hours, reason = form.controls
    for value, why in ((3, "weekends are quiet"), (7, "we are two")):
        hours.value, reason.value = value, why
        form.button.click()
    form.take_back.click()
    assert project.decisions()["dialogue"].choice == {"reply_hours": 3}
    assert (hours.value, reason.value) == (3, "weekends are quiet")
    assert "the decision before it stands again" in form.note.value


def test_the_first_decision_taken_back_is_no_decision(project: Project) -> None:
    form = decision_form(project, "dialogue")
    usual = form.controls[0].value
    form.controls[0].value = usual + 9
    form.button.click()
    form.take_back.click()
    assert form.controls[0].value == usual
    assert "this is not decided now" in form.note.value
    form.take_back.click()
    assert "nothing to take back" in form.note.value


def test_what_was_taken_back_does_not_come_back_with_the_next_decision(project: Project) -> None:
    project.decide("money", {"model": "services"}, reason="")
    project.decide("money", {"model": "services", "margin": 0.4}, reason="")
    form = decision_form(project, "money")
    form.take_back.click()
    form.controls[0].value = "ads"
    form.button.click()
    assert project.decisions()["money"].choice == {"model": "ads"}


def test_many_steps_go_back_together_and_the_picture_is_drawn_once(project: Project) -> None:
    box, drawn = w.IntText(1), []
    form = Form("both", [box], words=Words("en"))
    form.shows(lambda: (None, str(drawn.append(box.value))))

    def keep() -> str:
        project.decide("dialogue", {"reply_hours": box.value}, reason="")
        project.decide("rhythm", {"posts_per_week": box.value}, reason="")
        return "kept"

    def restore() -> None:
        box.value = 5
        box.value = 1

    keeps(form, project, "dialogue", "rhythm", keep=keep, restore=restore)
    box.value = 4
    form.button.click()
    drawn.clear()
    form.take_back.click()
    assert not {"dialogue", "rhythm"} & set(project.decisions())
    assert drawn == [1]


def test_only_what_the_last_press_changed_goes_back(project: Project) -> None:
    box = w.IntText(1)
    form = Form("both", [box], words=Words("en"))

    def keep() -> str:
        project.decide("dialogue", {"reply_hours": box.value}, reason="")
        project.decide("rhythm", {"posts_per_week": min(box.value, 4)}, reason="")
        return "kept"

    keeps(form, project, "dialogue", "rhythm", keep=keep, restore=lambda: None)
    for value in (3, 4, 9):
        box.value = value
        form.button.click()
    form.take_back.click()
    standing = {step: one.choice for step, one in project.decisions().items()}
    assert standing == {"dialogue": {"reply_hours": 4}, "rhythm": {"posts_per_week": 4}}
