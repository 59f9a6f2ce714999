"""The form of the funnel: each control is a keyword, each picture has a sentence."""

import ipywidgets as w
import pytest

from smmlab.forms.frame import Form
from smmlab.forms.funnel import funnel_form
from smmlab.money.funnel import LACKS
from smmlab.project import Project

PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def form(cafe: Project) -> Form:
    return funnel_form(cafe)


def control(form: Form, number: int) -> w.Dropdown:
    return [one for one in form.controls if isinstance(one, w.Dropdown)][number]


def test_the_sample_client_has_a_funnel_by_network(form: Form) -> None:
    assert bytes(form.picture.value).startswith(PNG)
    assert "with tags: Instagram. Visits: 820, of them with an order: 34, " in form.text.value
    assert "carry no tag" in form.text.value


def test_every_control_changes_what_is_shown(form: Form) -> None:
    by, side, events, period = (control(form, number) for number in range(4))
    before = bytes(form.picture.value)
    by.value = "content_type"
    assert bytes(form.picture.value) != before
    assert "Instruction" in form.text.value
    side.value = "paid"
    assert "Medal, paid" in form.text.value
    assert "carry no tag" not in form.text.value
    side.value = "both"
    by.value = "network"
    assert bytes(form.picture.value) == before
    events.value = "enquiries"
    assert bytes(form.picture.value) != before
    events.value = "unknown"
    period.value = "2026-07"
    assert bytes(form.picture.value) != before
    period.value = ""


def test_what_cannot_be_known_says_what_to_do(form: Form) -> None:
    by = control(form, 0)
    by.value = "segment"
    assert LACKS["segment"].split(":")[0] in form.text.value
    by.value = "discount_code"
    assert "Tags give credit" in form.text.value
    by.value = "network"
