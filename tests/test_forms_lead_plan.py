"""The forms of the lead plan, of the unit economics and of the price of a service."""

from datetime import date

import pytest

from smmlab.analyses.leads import lead_goal
from smmlab.forms.lead_plan import lead_plan_form
from smmlab.forms.service_price import service_price_form
from smmlab.forms.unit_economics import unit_economics_form
from smmlab.project import Project


def field(form, label):
    return next(c for c in form.controls if c.description == label)


def wrong(form) -> list[str]:
    """Return the labels of the controls that are marked as wrong."""
    return [c.description for c in form.controls if "smm-wrong" in c._dom_classes]


def test_the_goal_of_the_brief_stands_there_and_its_plan(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    assert field(form, "Wanted a day").value == pytest.approx(520 / 365, abs=0.005)
    assert field(form, "Counted over").value == 365
    assert "chance is" in form.text.value
    assert form.picture.value[:4] == b"\x89PNG"
    # Nobody has told what a result costs.
    assert "What a paid result costs is not known" in form.text.value
    field(form, "A paid result costs (EUR)").value = "5"
    assert "What a paid result costs is not known" not in form.text.value
    assert "Budget a month, if money alone has to do it" in form.text.value


def test_changed_means_change_the_answer(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    field(form, "Wanted a day").value = 20
    field(form, "Counted over").value = 30
    field(form, "Followers").value = "3000"
    assert "Not with this audience" in form.text.value
    assert "too few followers" in form.text.value
    before = form.picture.value
    field(form, "Wanted a day").value = 0.5
    assert "The goal is likely" in form.text.value
    assert form.picture.value != before


def test_ranges_that_were_told_go_before_the_files(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    field(form, "Conversion of visits from, %").value = "8"
    assert "the lower one first" in form.text.value
    assert wrong(form) == ["Conversion of visits to, %"]
    field(form, "Conversion of visits to, %").value = "12"
    assert wrong(form) == []
    assert "The goal is likely" in form.text.value
    field(form, "Clicks of the people reached to, %").value = "0.5"
    field(form, "Clicks of the people reached from, %").value = "0.1"
    field(form, "A post reaches to, people").value = "300"
    field(form, "A post reaches from, people").value = "100"
    assert "the lower one first" not in form.text.value
    field(form, "From which day on").value = None
    assert "Choose one" in form.text.value
    field(form, "Wanted a day").value = 0
    field(form, "A post reaches to, people").value = "50"
    field(form, "Clicks of the people reached to, %").value = "100"
    assert wrong(form) == [
        "Wanted a day", "From which day on", "Clicks of the people reached to, %",
        "A post reaches to, people",
    ]  # fmt: skip


def test_the_plan_is_kept_beside_what_others_keep(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    cafe_copy.decide("money", {"model": "services", "margin": 0.4}, reason="As told.")
    field(form, "Wanted a day").value = 2
    field(form, "From which day on").value = date(2027, 3, 1)
    field(form, "Followers").value = "4000"
    form.button.click()
    kept = cafe_copy.decision("money").choice
    assert kept == {
        "model": "services", "margin": 0.4, "leads_per_day": 2.0, "by": "2027-03-01",
        "counts": "orders", "followers": 4000.0,
    }  # fmt: skip
    goal = lead_goal(cafe_copy)
    assert (goal.per_day, goal.by, goal.days) == (2.0, date(2027, 3, 1), 30)
    again = lead_plan_form(cafe_copy)
    assert field(again, "Followers").value == "4000"


def test_enquiries_rest_on_a_cited_range(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    field(form, "What a lead is").value = "enquiries"
    assert "chance is" in form.text.value


def test_costs_and_margin_are_typed_in_and_kept(cafe_copy: Project):
    form = unit_economics_form(cafe_copy)
    assert "Cost of an order" in form.text.value.partition("Not known yet: ")[2]
    field(form, "Spent beside advertisements (EUR)").value = "0"
    assert "Cost of an order: €0.00" in form.text.value
    field(form, "Spent beside advertisements (EUR)").value = "812"
    assert "Cost of an order: €2.00 (" in form.text.value
    form.button.click()
    assert "Type in a margin or the cost of an hour" in form.note.value
    assert form.button.disabled
    field(form, "Margin, % of the price").value = "40"
    field(form, "Cost of an hour of work (EUR)").value = "12"
    assert "What an order leaves: €10.99" in form.text.value
    cafe_copy.decide("money", {"model": "own_goods"}, by="default")
    form.button.click()
    assert cafe_copy.decisions()["money"].choice == {"margin": 0.4, "hour_cost": 12.0}
    cafe_copy.decide("money", {"model": "own_goods"})
    form.button.click()
    kept = cafe_copy.decision("money").choice
    assert kept == {"model": "own_goods", "margin": 0.4, "hour_cost": 12.0}


def test_a_price_asks_for_everything_and_assumes_no_tax(cafe_copy: Project):
    form = service_price_form(cafe_copy)
    assert "Fill in: Income to keep a month (EUR); Taxes and fixed costs" in form.text.value
    field(form, "Hours a month: Posts").value = 10
    for label, value in (
        ("Income to keep a month (EUR)", "2 000"),
        ("Taxes and fixed costs, % of what is earned", "50"),
        ("Hours of work a month, all clients", "160"),
        ("Hours that nobody pays for, %", "0"),
    ):
        field(form, label).value = value
    assert "Left for bad months" in form.text.value
    field(form, "Left for bad months, % of the price").value = "20 %"
    assert "A month costs €312.50. Below €250.00 you work at a loss." in form.text.value
    field(form, "Posts a month").value = 5
    assert "€62.50 for each post" in form.text.value
    field(form, "Advertising money of the client (EUR)").value = "100"
    field(form, "Advertising money").value = "percent"
    field(form, "The part I add, %").value = 10
    assert "the client pays €422.50" in form.text.value
    assert wrong(form) == []
    taxes = field(form, "Taxes and fixed costs, % of what is earned")
    for typed in ("abc", "100 %", "100", "-1"):
        taxes.value = typed
        assert typed in form.text.value
        assert wrong(form) == [taxes.description]
    taxes.value = "50%"
    field(form, "Hours of work a month, all clients").value = "0"
    assert "Give a number above zero" in form.text.value
    field(form, "Tools a month (EUR)").value = "-5"
    assert wrong(form) == ["Hours of work a month, all clients", "Tools a month (EUR)"]


def test_a_plan_does_not_decide_the_way_to_earn(cafe_copy: Project):
    cafe_copy.decide("money", {"model": "own_goods"}, by="default")
    form = lead_plan_form(cafe_copy)
    form.button.click()
    kept = cafe_copy.decision("money")
    assert kept.by == "strategist"
    assert "leads_per_day" in kept.choice
    assert "model" not in kept.choice


def test_the_last_plan_is_taken_back_with_its_boxes(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    usual = {c.description: c.value for c in form.controls}
    field(form, "Wanted a day").value = 3
    field(form, "A paid result costs (EUR)").value = "5"
    form.button.click()
    first = cafe_copy.decisions()["money"]
    field(form, "Wanted a day").value = 4
    field(form, "A paid result costs (EUR)").value = "9"
    field(form, "Followers").value = "9000"
    form.button.click()
    form.take_back.click()
    assert cafe_copy.decisions()["money"] == first
    assert field(form, "Wanted a day").value == 3
    assert field(form, "A paid result costs (EUR)").value == "5"
    assert field(form, "Followers").value == usual["Followers"]
    form.take_back.click()
    assert "money" not in cafe_copy.decisions()
    assert {c.description: c.value for c in form.controls} == usual
    # The cost that was kept is not known any more.
    assert "What a paid result costs is not known" in form.text.value


def test_the_last_economics_are_taken_back_and_a_default_stays_one(cafe_copy: Project):
    cafe_copy.decide("money", {"model": "own_goods"}, by="default")
    before = cafe_copy.decisions()["money"]
    form = unit_economics_form(cafe_copy)
    field(form, "Margin, % of the price").value = "40"
    form.button.click()
    assert cafe_copy.decisions()["money"].choice == {"margin": 0.4}
    form.take_back.click()
    assert cafe_copy.decisions()["money"] == before
    assert field(form, "Margin, % of the price").value == ""
    assert "this is not decided now" in form.note.value


def test_nothing_of_another_form_is_taken_back(cafe_copy: Project):
    ours, theirs = unit_economics_form(cafe_copy), lead_plan_form(cafe_copy)
    field(ours, "Margin, % of the price").value = "40"
    ours.button.click()
    theirs.button.click()
    standing = cafe_copy.decisions()["money"]
    ours.take_back.click()
    assert "in another place since" in ours.note.value
    assert cafe_copy.decisions()["money"] == standing
    assert field(ours, "Margin, % of the price").value == "40"
    theirs.take_back.click()
    ours.take_back.click()
    assert "money" not in cafe_copy.decisions()


def test_an_empty_field_is_not_told_and_zero_is_zero(cafe_copy: Project):
    form = unit_economics_form(cafe_copy)
    field(form, "Hours of work in the time of the orders").value = "100"
    assert "Cost of an order" in form.text.value.partition("Not known yet: ")[2]
    field(form, "Cost of an hour of work (EUR)").value = "0"
    assert "Cost of an order: €0.00" in form.text.value
    form.button.click()
    assert cafe_copy.decisions()["money"].choice == {"hour_cost": 0.0}
    assert field(unit_economics_form(cafe_copy), "Cost of an hour of work (EUR)").value == "0"
    for typed in ("0", "120", "half"):
        field(form, "Margin, % of the price").value = typed
        assert wrong(form) == ["Margin, % of the price"]
        assert form.button.disabled
    assert field(form, "Months of a customer (1–24)").value == 6


def test_no_money_is_told_and_an_empty_budget_is_not(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    budget = field(form, "Budget a month (EUR)")
    assert budget.value == "250"
    no_cost, not_told = "What a paid result costs is not known", "No budget is told"
    assert no_cost in form.text.value
    budget.value = "0"
    assert no_cost not in form.text.value
    assert not_told not in form.text.value
    budget.value = ""
    assert not_told in form.text.value
    for label, typed in (
        ("Hours of work a week", "169"), ("Hours for a post with its answers", "0"),
        ("Budget a month (EUR)", "-1"), ("A paid result costs (EUR)", "0"),
    ):  # fmt: skip
        box, before = field(form, label), field(form, label).value
        box.value = typed
        assert wrong(form) == [label]
        assert form.button.disabled
        box.value = before


def test_a_page_without_followers_has_none(cafe_copy: Project):
    form = lead_plan_form(cafe_copy)
    field(form, "Followers").value = "0"
    assert "Not with this audience" in form.text.value
    form.button.click()
    assert cafe_copy.decisions()["money"].choice["followers"] == 0
    assert field(lead_plan_form(cafe_copy), "Followers").value == "0"
