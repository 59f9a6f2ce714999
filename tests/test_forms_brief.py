"""The brief as a form: every field is kept and shown again; what cannot be is told."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smmlab.brief import Brief, Objective, Target
from smmlab.brief_gaps import gaps_of
from smmlab.errors import ProjectError
from smmlab.forms.brief import brief_form, tell_brief
from smmlab.forms.frame import Form
from smmlab.forms.goal_rows import GoalRows, TypedGoal
from smmlab.forms.typed_text import count_of, number_of, shown_number, texts_of
from smmlab.project import Project, create_project, open_project
from smmlab.texts import Words

WHOLE = Brief(
    name="Kohvik", business="café", goods="cakes", price_level="middle", market="LV",
    place="Riga", timezone="Europe/Riga", currency="EUR", language="en",
    content_languages=("lv", "ru"),
    target=Target(25, 97, "female", 4000, ("Riga", "Ogre"), ("lv", "ru"), "cakes and cats"),
    objectives=(
        Objective("orders", 1234, date(2027, 1, 31), "Mari", baseline=1.234),
        Objective("answered_within_day", 0.07, None, "", baseline=0.021),
        Objective("names on the list", 40.5),
        Objective("reach", 900, date(2027, 2, 1)),
    ),
    posts_per_week=3, budget_per_month=150.5, hours_per_week=6.25, face="Liis", owner="Mari",
    tone="friendly", taboo_topics=("politics", "illness"), work_from=8, work_to=20,
    work_days=("monday", "saturday"), rivals_per_network={"facebook": 60},
    regulated_goods=("alcohol", "tobacco"), key_events="enquiries",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SMMLAB_CONFIG_DIR", str(tmp_path / "config"))
    return create_project(tmp_path / "client", Brief(name="Kohvik"))


def boxes(widget: w.Widget) -> Iterator[Any]:
    for child in getattr(widget, "children", ()):
        yield child
        yield from boxes(child)


def box(form: Form, described: str) -> Any:
    found = [one for one in boxes(form) if getattr(one, "description", "") == described]
    assert len(found) == 1, described
    return found[0]


def test_saving_an_untouched_form_changes_nothing(project: Project) -> None:
    assert all(getattr(WHOLE, field.name) for field in fields(Brief))
    project.save_brief(WHOLE)
    brief_form(project).button.click()
    assert open_project(project.folder).brief == WHOLE


def test_every_typed_field_is_kept_and_shown_again(project: Project) -> None:
    form = brief_form(project)
    typed = {
        "Goods or services": "cakes", "Price level": "high", "Sex": "female",
        "How many they are": "4 000", "Where they live": "Tartu; Elva", "Languages they read": "et",
        "Budget a month, in EUR": "150,50", "Hours of work a week": "6", "Tone": "informal",
        "Topics we leave alone": "politics", "Goods with rules of their own": ("alcohol",),
        "Goal 1": "Orders",
    }  # fmt: skip
    for name, value in typed.items():
        box(form, name).value = value
    for name, value in (("Baseline", "12"), ("Target", "40"), ("By the day", date(2027, 1, 31))):
        box(form, name).value = value
    assert "aged 18 to 65" in form.text.value
    form.button.click()
    kept = open_project(project.folder).brief
    assert kept == Brief(
        name="Kohvik", goods="cakes", price_level="high",
        target=Target(sex="female", people=4000, places=("Tartu", "Elva"), languages=("et",)),
        objectives=(Objective("orders", 40, date(2027, 1, 31), baseline=12),),
        budget_per_month=150.5, hours_per_week=6, tone="informal", taboo_topics=("politics",),
        regulated_goods=("alcohol",),
    )  # fmt: skip
    again = brief_form(open_project(project.folder))
    assert box(again, "Price level").value == "high"
    assert box(again, "Goal 1").value == "Orders"


FAULTS = [
    ("Hours of work a week", "200", "A week cannot have"),
    ("Hours of work a week", "six", "Hours of work a week: six is not a number"),
    ("Budget a month, in EUR", "-5", "cannot be"),
    ("Budget a month, in EUR", "1,500", "may part thousands"),
    ("How many they are", "0", "Nobody belongs"),
    ("How many they are", "2.5", "not a whole number"),
    ("Name of the client", " ", "no name"),
    ("Time zone", "Nowhere", "Nowhere"),
    ("Goal 1", "orders", "no target"),
    ("Posts a week at most", "many", "not a number"),
]


@pytest.mark.parametrize(("name", "value", "told"), FAULTS)
def test_bad_input_shows_one_sentence_and_keeps_nothing(
    project: Project, name: str, value: str, told: str
) -> None:
    form = brief_form(project)
    box(form, "Goods or services").value = "cakes"
    box(form, name).value = value
    assert told in form.text.value
    assert form.text.value.count("<p") == 1
    form.button.click()
    assert told in form.note.value
    assert open_project(project.folder).brief == Brief(name="Kohvik")


def test_a_target_without_a_measure_and_one_at_its_baseline_are_told(project: Project) -> None:
    form = brief_form(project)
    rows = next(one for one in form.children if isinstance(one, GoalRows))
    rows.value = (TypedGoal(), TypedGoal(target="5"))
    assert "Goal 2 does not say what is measured" in form.text.value
    rows.value = (TypedGoal("Orders", "5", "5"),)
    assert "there is nothing to reach" in form.text.value


def test_the_summary_names_whom_we_look_for_and_what_is_missing() -> None:
    words = Words("en")
    bare = tell_brief(Brief(name="Kaja"), words)
    assert bare.startswith("Kaja: we look for women and men aged 18 to 65 (market: Estonia).")
    assert "Still missing" in bare
    assert "The price level" in bare
    whole = replace(
        WHOLE,
        objectives=(Objective("orders", 40, date(2027, 1, 31), "Mari", baseline=12),),
    )
    said = tell_brief(whole, words)
    assert "we look for women aged 25 to 97 (market: Latvia)" in said
    assert "Riga, Ogre" in said
    assert "Nothing is missing" in said


@pytest.mark.parametrize("field", ["goods", "tone", "price_level", "owner", "hours_per_week"])
def test_a_filled_field_is_no_gap(field: str) -> None:
    empty = Brief(name="K")
    filled = replace(empty, **{field: getattr(WHOLE, field)})
    assert len(gaps_of(empty)) - len(gaps_of(filled)) == 1


def test_a_goal_needs_day_person_and_a_baseline_that_the_files_cannot_tell() -> None:
    def open_goals(goal: Objective) -> int:
        brief = replace(WHOLE, objectives=(goal,))
        return len(gaps_of(brief)) - len(gaps_of(brief, with_goals=False))

    whole = Objective("names on the list", 40, date(2027, 1, 31), "Mari", baseline=12)
    assert open_goals(whole) == 0
    assert open_goals(replace(whole, metric="orders", baseline=None)) == 0
    for change in ({"baseline": None}, {"by": None}, {"owner": ""}):
        assert open_goals(replace(whole, **change)) == 1


def test_nothing_set_aside_is_an_answer() -> None:
    assert len(gaps_of(Brief(name="K", budget_per_month=0))) < len(gaps_of(Brief(name="K")))


def test_lists_may_have_commas_semicolons_or_lines() -> None:
    assert texts_of(" a b ,c;\n c\n") == ("a b", "c")


@example(1e-06)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_number_is_read_back_as_it_was_shown(value: float) -> None:
    value = round(value, 6)
    assert number_of(shown_number(value), "x") == value
    assert number_of(shown_number(value, is_share=True), "x") == pytest.approx(
        value, rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize("text", ["1.500", "1,500", "12 34.567.8", "€5", "1e3", "--1", "5%%", "½"])
def test_what_is_no_clear_number_is_refused(text: str) -> None:
    with pytest.raises(ProjectError, match=re.escape(f"x: {text} ") + "|in " + re.escape(text)):
        number_of(text, "x")


def test_a_whole_number_has_no_decimals() -> None:
    assert count_of("3,0", "x") == 3
    with pytest.raises(ProjectError, match="whole number"):
        count_of("3,5", "x")


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_goals_are_read_back_in_every_language(language: Any) -> None:
    words = Words(language)
    assert GoalRows(WHOLE.objectives, words=words).goals() == WHOLE.objectives
    assert GoalRows((), words=words).goals() == ()
