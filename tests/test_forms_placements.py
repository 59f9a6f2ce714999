"""The form of placements: a budget becomes a plan, and the plan a decision."""

from typing import TYPE_CHECKING

import pytest

from placement_cases import LISTED
from smmlab.forms.placements import placements_form
from smmlab.forms.tactics import tactics_form
from smmlab.own_placements import PLACEMENT_COLUMNS

if TYPE_CHECKING:
    from smmlab.project import Project


def listed(project: "Project") -> None:
    (project.folder / "placements.csv").write_text(LISTED, encoding="utf-8")


def test_without_a_list_the_button_writes_an_empty_one(cafe_copy: "Project") -> None:
    form = placements_form(cafe_copy)
    assert "empty placements.csv" in form.text.value
    form.button.click()
    written = (cafe_copy.folder / "placements.csv").read_text(encoding="utf-8")
    assert written == ",".join(PLACEMENT_COLUMNS) + "\n"
    assert "placements.csv" in form.note.value
    assert "placements" not in cafe_copy.decisions()


def test_a_budget_becomes_a_plan_that_changes_with_the_limits(cafe_copy: "Project") -> None:
    listed(cafe_copy)
    form = placements_form(cafe_copy)
    budget, allowed, first = form.controls
    assert "Set a budget" in form.text.value
    assert form.button.disabled
    budget.value = "0"
    assert "above zero" in form.text.value
    assert form.button.disabled
    budget.value = "900"
    assert not form.button.disabled
    assert "First: " in form.text.value
    assert "Visits before a place is judged: 50" in form.text.value
    assert "offer in another currency" in form.text.value
    first.value = 1
    one = form.text.value
    assert one.count("€") < 6
    assert "Expected results: about" in one
    before = bytes(form.picture.value)
    allowed.value = "40"
    assert "dearer than allowed" in form.text.value
    assert bytes(form.picture.value) != before
    budget.value = "10"
    assert "does not pay for one post" in form.text.value


def test_the_decision_is_kept_and_opens_the_form_again(cafe_copy: "Project") -> None:
    listed(cafe_copy)
    form = placements_form(cafe_copy)
    form.controls[0].value, form.controls[1].value = "700", "60"
    form.button.click()
    kept = cafe_copy.decision("placements")
    assert kept.choice == {"budget": 700.0, "currency": "EUR", "allowed_cost": 60.0, "first": 0}
    assert "rivals.placements.instagram.tallinn\u2024eats.cost_per_result" in kept.findings
    again = placements_form(cafe_copy)
    assert (again.controls[0].value, again.controls[1].value) == ("700", "60")
    assert "First: " in again.text.value


def test_a_faulty_list_is_told_by_line_and_column(cafe_copy: "Project") -> None:
    (cafe_copy.folder / "placements.csv").write_text("network,page,price\nx,a,ten\n", "utf-8")
    form = placements_form(cafe_copy)
    assert "2: price" in form.text.value


@pytest.mark.parametrize("network", ["linkedin", "telegram", "whatsapp"])
def test_verdicts_follow_the_network(cafe: "Project", network: str) -> None:
    form = tactics_form(cafe)
    form.controls[0].value = network
    assert form.text.value.count("<p ") == 12
    assert "Bought followers: No, risk high." in form.text.value
    if network == "linkedin":
        assert "Prizes for reposts: No, risk high. The network forbids lotteries" in form.text.value
        assert "Read in: LinkedIn Professional Community Policies" in form.text.value
    else:
        assert "the verdict is our judgement" in form.text.value


def test_the_last_plan_is_taken_back_with_its_boxes(cafe_copy: "Project") -> None:
    listed(cafe_copy)
    form = placements_form(cafe_copy)
    budget, allowed, first = form.controls
    for money, tried in ((700, 2), (900, 1)):
        budget.value, first.value = str(money), tried
        form.button.click()
    form.take_back.click()
    assert cafe_copy.decision("placements").choice["budget"] == 700
    assert (budget.value, allowed.value, first.value) == ("700", "", 2)
    form.take_back.click()
    assert "placements" not in cafe_copy.decisions()
    assert (budget.value, first.value) == ("", 0)
    assert "Set a budget" in form.text.value
