"""Forms of the rhythm: each control changes what is shown, in every language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as w
import pytest

from smmlab.forms.follower_hours import follower_hours_form
from smmlab.forms.frame import Form
from smmlab.forms.growth import growth_form
from smmlab.forms.retention import retention_form
from smmlab.forms.week import week_form

if TYPE_CHECKING:
    from smmlab.project import Project

FORMS = (week_form, growth_form, retention_form, follower_hours_form)


def control(form: Form, kind: type, place: int = 0) -> w.Widget:
    return [one for one in form.controls if isinstance(one, kind)][place]


@pytest.mark.parametrize("make", FORMS)
def test_each_form_shows_a_picture_and_a_sentence(
    cafe: "Project", make: Callable[["Project"], Form]
) -> None:
    form = make(cafe)
    # The sample's files do not say when followers are there: then a sentence takes the place.
    is_drawn = make is not follower_hours_form
    assert bytes(form.picture.value).startswith(b"\x89PNG") == is_drawn
    assert "<p" in form.text.value
    assert not [child for child in form.children if isinstance(child, w.Output)]


def test_the_week_hides_more_when_more_people_are_asked_for(cafe: "Project") -> None:
    form = week_form(cafe)
    before = bytes(form.picture.value)
    assert "08:00–10:00" in form.text.value
    control(form, w.BoundedIntText).value = 60
    assert bytes(form.picture.value) != before


def test_the_retention_changes_with_its_period_and_its_view(cafe: "Project") -> None:
    form = retention_form(cafe)
    picture, sentence = bytes(form.picture.value), form.text.value
    control(form, w.Dropdown).value = 8
    assert form.text.value != sentence
    control(form, w.Dropdown).value = 4
    assert form.text.value == sentence
    control(form, w.Dropdown, 2).value = "cohorts"
    assert bytes(form.picture.value) != picture


def test_another_page_and_a_laxer_threshold_change_the_growth(cafe: "Project") -> None:
    form = growth_form(cafe)
    picture, sentence = bytes(form.picture.value), form.text.value
    control(form, w.Dropdown).value = 1
    assert bytes(form.picture.value) != picture
    control(form, w.Dropdown).value = 0
    assert form.text.value == sentence
    control(form, w.BoundedFloatText).value = 10.0
    assert form.text.value != sentence
