"""The form of the test: its plan at once, its verdict when the hours are typed in."""

from datetime import date

import pytest

from smmlab.forms.two_networks import two_networks_form
from smmlab.project import Project


@pytest.fixture
def form(cafe_copy: Project):
    return two_networks_form(cafe_copy)


def field(form, label):
    return next(c for c in form.controls if c.description == label)


def test_the_plan_stands_there_before_anything_is_counted(form):
    field(form, "First day of the test").value = date(2026, 12, 1)
    assert "December 1, 2026 to December 28, 2026" in form.text.value
    assert "Decided on December 29, 2026" in form.text.value
    assert "Type in enquiries and hours" in form.text.value


def test_a_test_that_is_too_short_is_told_before_it_begins(form):
    field(form, "Hours of work a week").value = 6
    assert "at the rate so far" not in form.text.value
    field(form, "Enquiries for an hour of work so far").value = 0.5
    assert "about 12. These are too few" in form.text.value
    field(form, "Weeks (1–26)").value = 12
    assert "about 36. It is long enough" in form.text.value


def test_what_was_counted_decides(form):
    field(form, "First network").value = "facebook"
    field(form, "Second network").value = "pinterest"
    field(form, "Enquiries on the first").value = 40
    field(form, "Enquiries on the second").value = 4
    field(form, "Hours of work on the first").value = 10
    field(form, "Hours of work on the second").value = 10
    assert "Keep Facebook and leave Pinterest." in form.text.value
    field(form, "Enquiries on the second").value = 38
    assert "Not decided" in form.text.value


def test_the_winner_is_kept_with_what_the_test_showed(form, cafe_copy: Project):
    assert form.button.disabled
    form.button.click()
    assert "when the test has ended" in form.note.value
    field(form, "First network").value = "facebook"
    field(form, "Second network").value = "pinterest"
    field(form, "Enquiries on the first").value = 40
    field(form, "Enquiries on the second").value = 4
    field(form, "Hours of work on the first").value = 10
    field(form, "Hours of work on the second").value = 10
    form.button.click()
    kept = cafe_copy.decisions()["network"]
    assert kept.choice["network"] == "facebook"
    assert "enquiries an hour of work 4 (" in kept.reason


def test_one_network_twice_is_one_clear_sentence(form):
    field(form, "First network").value = "x"
    field(form, "Second network").value = "x"
    assert "two different networks" in form.text.value


def problems(form) -> list[str]:
    return [c.value for c in form.children
            if "smm-problem" in c._dom_classes and c.layout.display != "none"]  # fmt: skip


def test_the_winner_is_taken_back_and_what_was_counted_stays(form, cafe_copy: Project):
    cafe_copy.decide("network", {"network": "youtube"}, reason="Before the test.")
    before = cafe_copy.decisions()["network"]
    field(form, "First network").value = "facebook"
    field(form, "Second network").value = "pinterest"
    field(form, "Enquiries on the first").value = 40
    field(form, "Hours of work on the first").value = 10
    field(form, "Hours of work on the second").value = 10
    form.button.click()
    assert cafe_copy.decisions()["network"].choice == {"network": "facebook"}
    form.take_back.click()
    assert cafe_copy.decisions()["network"] == before
    assert "the decision before it stands again" in form.note.value
    assert field(form, "Enquiries on the first").value == 40


def test_the_chance_is_typed_in_percent(form):
    field(form, "Enquiries on the first").value = 9
    field(form, "Enquiries on the second").value = 4
    for label in ("Hours of work on the first", "Hours of work on the second"):
        field(form, label).value = 10
    chance = field(form, "Kept from this chance, % (55–99)")
    chance.value = 60
    assert "chance of 60% is kept" in form.text.value
    assert "Not decided" not in form.text.value
    chance.value = 99
    assert "Not decided" in form.text.value


def test_the_same_network_is_told_beside_the_second(form):
    assert problems(form) == []
    other = field(form, "Second network")
    other.value = field(form, "First network").value
    assert "Choose another one" in problems(form)[0]
    assert "smm-wrong" in other._dom_classes
