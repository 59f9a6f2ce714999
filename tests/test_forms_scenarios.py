"""The form of earning: what is told changes the picture, and is kept with the model."""

from typing import TYPE_CHECKING

import pytest

from smmlab.analyses.rooms import Tables
from smmlab.analyses.scenarios import compared_models, followers_of, own_earning, scenario_room
from smmlab.forms.decision import decision_form
from smmlab.forms.scenarios import scenarios_form
from smmlab.project import create_project

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.forms.frame import Form
    from smmlab.project import Project


def control(form: "Form", name: str):
    wanted = f"smm-scenarios-{name}"
    return next(one for one in form.controls if wanted in one._dom_classes)


def test_an_assumption_changes_picture_and_words(cafe_copy: "Project") -> None:
    form = scenarios_form(cafe_copy)
    assert "smm-scenarios" in form._dom_classes
    assert "No recommendation yet" in form.text.value
    assert "Public figures: Margin of own goods" in form.text.value
    before = bytes(form.picture.value)
    control(form, "margin").value = "60"
    assert bytes(form.picture.value) != before
    assert "Told by the client: Margin of own goods" in form.text.value
    pictures = control(form, "picture-choice")
    seen = {bytes(form.picture.value)}
    for _label, name in pictures.options[1:]:
        pictures.value = name
        seen.add(bytes(form.picture.value))
    assert len(seen) == 4


def test_the_decision_keeps_what_was_told_and_opens_the_form_again(cafe_copy: "Project") -> None:
    cafe_copy.decide("money", {"model": "ads", "leads_a_day": 20}, reason="before")
    form = scenarios_form(cafe_copy)
    assert control(form, "model").value == "ads"
    control(form, "margin").value = "55"
    control(form, "hour-cost").value = "14"
    control(form, "growth").value = 0.02
    control(form, "way-services").value = False
    control(form, "model").value = "own_goods"
    form.button.click()
    kept = cafe_copy.decision("money")
    assert kept.choice == {
        "model": "own_goods", "leads_a_day": 20, "margin": 0.55, "hour_cost": 14.0, "growth": 0.02,
        "models": ["own_goods", "ads", "affiliate"],
    }  # fmt: skip
    assert kept.reason == "before"
    assert "money.scenario.own_goods.p_best" in kept.findings
    again = scenarios_form(cafe_copy)
    assert control(again, "margin").value == "55"
    assert control(again, "growth").value == 0.02
    assert not control(again, "way-services").value
    # What another form keeps after this one was opened stays.
    cafe_copy.decide("money", {**kept.choice, "leads_per_day": 3}, reason="before")
    again.button.click()
    assert cafe_copy.decision("money").choice["leads_per_day"] == 3
    cafe_copy.decide("money", kept.choice, reason="before")
    # The plain form of the step changes the model alone.
    plain = decision_form(cafe_copy, "money")
    plain.controls[0].value = "affiliate"
    plain.button.click()
    assert cafe_copy.decision("money").choice == {**kept.choice, "model": "affiliate"}


def test_the_strategy_counts_with_what_was_told(cafe_copy: "Project") -> None:
    cafe_copy.decide("money", {"model": "own_goods", "margin": 0.5, "models": ["own_goods", "ads"]})
    room = scenario_room(Tables(cafe_copy))
    table = room.results["scenarios"].inputs.set_index("input")
    assert table.loc["margin", ["basis", "middle"]].tolist() == ["told", 0.5]
    assert set(room.results["scenarios"].table["model"]) == {"own_goods", "ads"}
    keys = [finding.key for finding in room.findings]
    assert len(keys) == len(set(keys))
    counted = {finding.key for finding in room.findings if finding.status == "measured"}
    assert counted == {"money.audience.active"}


def test_no_way_to_earn_is_told_not_a_crash(cafe_copy: "Project") -> None:
    form = scenarios_form(cafe_copy)
    for name in ("own-goods", "services", "ads", "affiliate"):
        control(form, f"way-{name}").value = False
    assert "No model can be counted yet" in form.text.value
    told = [c.value for c in form.children if "smm-problem" in c._dom_classes and c.value]
    assert "Tick at least one way to earn." in told[0]
    control(form, "way-ads").value = True
    assert not [c.value for c in form.children if "smm-problem" in c._dom_classes and c.value]


def test_an_empty_project_asks(tmp_path: "Path", cafe: "Project") -> None:
    empty = create_project(tmp_path / "new", cafe.brief)
    form = scenarios_form(empty)
    assert "To be told: People reached in a month" in form.text.value
    control(form, "followers").value = "5000"
    control(form, "order-value").value = "30"
    assert "Not counted" not in form.text.value
    room = scenario_room(Tables(empty))
    assert followers_of(Tables(empty)) == {}
    assert room.results["pay_thresholds"].empty


def test_own_figures_of_the_sample_client(cafe: "Project") -> None:
    own = own_earning(Tables(cafe))
    assert len(own.contacts) == 12
    assert own.sessions == pytest.approx(1530, rel=0.5)
    assert own.amounts
    assert own.active is None or own.active >= 10
    assert compared_models({"models": "ads"}) == compared_models({})


def test_the_last_decision_is_taken_back_with_all_that_was_told(cafe_copy: "Project") -> None:
    cafe_copy.decide("money", {"model": "ads", "margin": 0.55, "growth": 0.031}, reason="before")
    before = cafe_copy.decisions()["money"]
    form = scenarios_form(cafe_copy)
    control(form, "margin").value = "60"
    control(form, "hour-cost").value = "14"
    control(form, "growth").value = 0.1
    control(form, "way-services").value = False
    control(form, "model").value = "own_goods"
    form.button.click()
    assert cafe_copy.decisions()["money"] != before
    form.take_back.click()
    assert cafe_copy.decisions()["money"] == before
    names = ("margin", "hour-cost", "growth", "way-services", "model")
    assert [control(form, name).value for name in names] == ["55", "", 0.031, True, "ads"]


def test_an_empty_field_is_not_told_and_a_zero_is_told(cafe_copy: "Project") -> None:
    form = scenarios_form(cafe_copy)
    assert {control(form, name).value for name in ("margin", "page-budget", "followers")} == {""}
    assert "Public figures: Margin of own goods" in form.text.value
    control(form, "page-budget").value, control(form, "margin").value = "0", "0 %"
    assert "Told by the client: Margin of own goods" in form.text.value
    form.button.click()
    choice = cafe_copy.decision("money").choice
    assert (choice["page_budget"], choice["margin"]) == (0, 0)
    assert "followers" not in choice
    table = scenario_room(Tables(cafe_copy)).results["scenarios"].inputs.set_index("input")
    assert table.loc["page_budget", ["basis", "middle"]].tolist() == ["told", 0]
    again = scenarios_form(cafe_copy)
    assert (control(again, "page-budget").value, control(again, "margin").value) == ("0", "0")
    control(again, "margin").value = ""
    again.button.click()
    assert "margin" not in cafe_copy.decision("money").choice


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("margin", "140", "from 0 to 100"),
        ("followers", "-5", "from zero up"),
        ("hour-cost", "much", "not a number"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_not_kept(
    cafe_copy: "Project", name: str, typed: str, told: str
) -> None:
    form = scenarios_form(cafe_copy)
    field = control(form, name)
    field.value = typed
    assert told in form.children[form.children.index(field) + 1].value
    form.button.click()
    assert told in form.note.value
    assert "money" not in cafe_copy.decisions()
    # What was typed stays to be corrected.
    assert field.value == typed


def test_a_decision_of_an_earlier_version_opens_as_it_was(cafe_copy: "Project") -> None:
    (cafe_copy.folder / "decisions.toml").write_text(
        '[money]\nby = "strategist"\n[money.choice]\nmodel = "ads"\nmargin = 0.35\n'
        "order_value = 24.5\nfollowers = 1200\n",
        encoding="utf-8",
    )
    form = scenarios_form(cafe_copy)
    names = ("margin", "order-value", "followers", "active")
    assert [control(form, name).value for name in names] == ["35", "24.5", "1200", ""]
