"""Forms of a client without files: each thing is said once, and no button does nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest

from smmlab.brief import Brief, Objective
from smmlab.forms.composition import composition_form
from smmlab.forms.content import content_form
from smmlab.forms.credit import credit_form
from smmlab.forms.customers import customers_form, repeat_buying_form
from smmlab.forms.decision import decision_form
from smmlab.forms.follower_hours import follower_hours_form
from smmlab.forms.frame import Form
from smmlab.forms.funnel import funnel_form
from smmlab.forms.gathering import place_form
from smmlab.forms.growth import growth_form
from smmlab.forms.lead_plan import lead_plan_form
from smmlab.forms.leaders import leaders_form
from smmlab.forms.links import links_form
from smmlab.forms.mood import mood_form
from smmlab.forms.negative_share import negative_share_form
from smmlab.forms.networks import network_form
from smmlab.forms.queue import queue_form
from smmlab.forms.reply_audit import reply_audit_form
from smmlab.forms.retention import retention_form
from smmlab.forms.rivals import rivals_form
from smmlab.forms.scenarios import scenarios_form
from smmlab.forms.segments import segments_form
from smmlab.forms.sellers import sellers_form
from smmlab.forms.suspects import suspects_form
from smmlab.forms.two_networks import two_networks_form
from smmlab.forms.types import labels_form
from smmlab.forms.unit_economics import unit_economics_form
from smmlab.forms.wants import needs_form, words_form
from smmlab.forms.week import week_form
from smmlab.project import Project, create_project

Make = Callable[[Project], Form]


def objectives(project: Project) -> Form:
    return decision_form(project, "objectives")


ONE_SENTENCE = (
    composition_form, credit_form, customers_form, follower_hours_form, funnel_form, growth_form,
    labels_form, leaders_form, mood_form, needs_form, negative_share_form, queue_form,
    repeat_buying_form, reply_audit_form, retention_form, rivals_form, segments_form,
    suspects_form, week_form, words_form,
)  # fmt: skip
WAITING = (
    links_form, network_form, objectives, queue_form, segments_form, sellers_form,
    two_networks_form, unit_economics_form,
)  # fmt: skip
NOTHING_TO_ASK = (labels_form, negative_share_form, reply_audit_form)
DECIDING = (content_form, network_form, place_form, scenarios_form, sellers_form, segments_form)


@pytest.fixture(params=["en", "et", "ru"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    return create_project(tmp_path / "mari", Brief("Mari", language=request.param))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "mari", Brief("Mari"))


def parts(widget: w.Widget) -> Iterator[Any]:
    for child in getattr(widget, "children", ()):
        if child.layout.display != "none":
            yield child
            yield from parts(child)


def buttons(form: Form) -> list[w.Button]:
    return [one for one in parts(form) if one in (form.button, form.take_back)]


@pytest.mark.parametrize("make", ONE_SENTENCE)
def test_what_is_missing_is_said_once_and_no_picture_takes_room(empty: Project, make: Make) -> None:
    form = make(empty)
    assert form.text.value.count("<p") == 1
    assert form.picture.layout.display == "none"
    assert not [one for one in parts(form) if isinstance(one, w.Box) and not one.children]


def test_models_and_plans_that_cannot_be_counted_say_so_once(project: Project) -> None:
    assert scenarios_form(project).text.value.count("o model can be counted yet") == 1
    plan = lead_plan_form(project).text.value
    assert plan.count("How many people a post reaches is not known") == 1
    assert "There is no plan yet" in plan


@pytest.mark.parametrize("make", WAITING)
def test_a_button_that_could_do_nothing_is_off_and_says_why(empty: Project, make: Make) -> None:
    form = make(empty)
    assert form.button.disabled
    why = form.button.tooltip
    assert why
    said = [one.value for one in parts(form) if isinstance(one, w.HTML)]
    # The reason can be read, and stands there once.
    assert len([value for value in said if why[:20] in value]) == 1
    before = sorted(path.name for path in empty.folder.iterdir())
    form.button.click()
    assert sorted(path.name for path in empty.folder.iterdir()) == before


@pytest.mark.parametrize("make", NOTHING_TO_ASK)
def test_where_there_is_nothing_to_ask_there_is_no_button(project: Project, make: Make) -> None:
    assert buttons(make(project)) == []


@pytest.mark.parametrize("make", DECIDING)
def test_there_is_nothing_to_take_back_before_something_is_kept(
    project: Project, make: Make
) -> None:
    form = make(project)
    assert form.take_back in buttons(form)
    assert form.take_back.disabled


def test_the_buttons_follow_what_is_chosen_kept_and_taken_back(project: Project) -> None:
    form = network_form(project)
    choice = next(one for one in form.children if isinstance(one, w.Dropdown) and one.value == "")
    assert "Choose a network" in form.lacking.value
    choice.value = "facebook"
    assert (form.button.disabled, form.take_back.disabled) == (False, True)
    assert form.lacking.value == ""
    form.button.click()
    assert (form.button.disabled, form.take_back.disabled) == (False, False)
    form.take_back.click()
    assert (form.button.disabled, form.take_back.disabled) == (True, True)
    # What the press did stands alone until something is changed.
    assert "Taken back" in form.note.value
    assert form.lacking.value == ""


def test_a_goal_switches_the_button_on(project: Project) -> None:
    form = objectives(project)
    rows = form.controls[0]
    assert form.button.disabled
    rows.value = objectives_of(project, Objective("orders", 40))
    assert not form.button.disabled
    form.button.click()
    assert project.decisions()["objectives"].choice["goals"][0]["target"] == 40


def objectives_of(project: Project, goal: Objective) -> tuple[Any, ...]:
    """Return what the rows of a form would hold for a goal."""
    other = create_project(project.folder.parent / "other", Brief("Liis", objectives=(goal,)))
    found: tuple[Any, ...] = objectives(other).controls[0].value
    return found


def test_counts_switch_the_button_on_once_somebody_is_named(project: Project) -> None:
    form = sellers_form(project)
    (cell,) = (one for one in form.controls if "smm-sellers-facebook" in one._dom_classes)
    cell.value = "12"
    assert form.button.disabled
    form.controls[0].value = "Mari"
    assert not form.button.disabled
