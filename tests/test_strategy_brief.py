"""The strategy reads the whole brief: facts, goals, means and voice; what is open is said."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from smmlab.brief import Brief, Objective, Target
from smmlab.decisions import Decision
from smmlab.defaults import default_decisions
from smmlab.findings import Finding
from smmlab.strategy.build import build_document
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Document, Goals, plain
from smmlab.texts import Language, Words
from strategy_cases import DAY, HOSTILE, FakeProject, document_of, no_analyses
from strategy_parts import section_of, text_in

WHOLE = Brief(
    name="Kohvik", business="café", goods="cakes", price_level="middle",
    target=Target(25, 44, "female", 4000, ("Tartu", "Elva"), ("et",), "cats"),
    objectives=(
        Objective("orders", 900, date(2027, 1, 31), "Mari", baseline=60),
        Objective("names on the list", 40, date(2027, 1, 31), "Mari", baseline=12),
    ),
    posts_per_week=3, budget_per_month=150, hours_per_week=6, face="Liis", owner="Mari",
    tone="friendly", taboo_topics=("politics", "illness"),
)  # fmt: skip
ORDERS = (Finding("money.orders.EUR.orders", 87, "orders"),)


def document(brief: Brief, findings: tuple[Finding, ...] = (), filed: Any = None) -> Document:
    return document_of(FakeProject(Path("none"), brief, filed=filed or {}), no_analyses(findings))


def baselines(made: Document) -> list[str]:
    blocks = section_of(made, "objectives").blocks
    goals = next(block for block in blocks if isinstance(block, Goals))
    return [plain(goal.baseline) for goal in goals.goals]


def test_the_situation_names_price_level_and_places() -> None:
    text = text_in(document(WHOLE), "situation")
    assert "Price level: middle" in text
    assert "Where they live: Tartu and Elva" in text
    assert "Market: Estonia" in text


def test_the_client_and_the_goods_are_called_as_the_brief_writes_them() -> None:
    # Each of these is a text of ours too, which has another form in Russian.
    named = replace(WHOLE, name="Goal", business="Mark", goods="politics")
    assert all(Words("ru").say(text) != text for text in ("Goal", "Mark", "politics"))
    project: Any = FakeProject(Path("none"), named)
    analyses: Any = no_analyses()
    made = build_document(gather(project, analyses, made_on=DAY, words=Words("ru")))
    assert plain(made.title).endswith(": Goal")
    situation = text_in(made, "situation")
    assert ": Mark" in situation
    assert ": politics" in situation


def test_a_measured_baseline_wins_over_the_told_one_and_says_so() -> None:
    assert baselines(document(WHOLE, ORDERS)) == [
        "87 (measured; told: 60)", "12 (told, not measured)",
    ]  # fmt: skip
    assert baselines(document(WHOLE))[0] == "60 (told, not measured)"
    same = replace(WHOLE, objectives=(replace(WHOLE.objectives[0], baseline=87),))
    assert baselines(document(same, ORDERS)) == ["87"]
    bare = replace(WHOLE, objectives=(replace(WHOLE.objectives[0], baseline=None),))
    assert baselines(document(bare)) == ["unknown"]


def test_a_decided_goal_keeps_its_baseline() -> None:
    goal = {"metric": "reach", "target": 90, "baseline": 30, "by": "2027-01-31", "owner": "M"}
    made = document(WHOLE, filed={"objectives": Decision("objectives", {"goals": [goal]})})
    assert baselines(made) == ["30 (told, not measured)"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"by": None}, "is a wish"),
        ({"owner": ""}, "is a wish"),
        ({"baseline": None}, "Without a baseline"),
        ({"by": date(2026, 1, 1)}, "has passed"),
    ],
)
def test_an_objective_that_cannot_be_checked_is_told(change: dict[str, Any], told: str) -> None:
    sentences = ("is a wish", "Without a baseline", "has passed")
    whole = text_in(document(WHOLE), "objectives")
    assert not any(sentence in whole for sentence in sentences)
    goals = (replace(WHOLE.objectives[1], **change),)
    text = text_in(document(replace(WHOLE, objectives=goals)), "objectives")
    assert [sentence for sentence in sentences if sentence in text] == [told]


def test_a_measured_baseline_needs_no_told_one() -> None:
    goals = (replace(WHOLE.objectives[0], baseline=None),)
    made = document(replace(WHOLE, objectives=goals), ORDERS)
    assert "Without a baseline" not in text_in(made, "objectives")


def test_tone_and_taboo_topics_stand_where_people_write() -> None:
    made, bare = document(WHOLE), document(Brief(name="Kohvik"))
    assert "Our tone is friendly" in text_in(made, "style")
    assert "Our tone" not in text_in(bare, "style")
    for key in ("style", "dialogue", "risks"):
        assert "politics and illness" in text_in(made, key)
    assert "leave alone" not in text_in(bare, "risks")


@pytest.mark.parametrize(
    ("budget", "told"),
    [(150, "Budget a month: €150.00"), (0, "no budget for paid reach"), (None, "is not known")],
)
def test_the_budget_is_told_with_its_currency(budget: float | None, told: str) -> None:
    text = text_in(document(replace(WHOLE, budget_per_month=budget)), "budget")
    assert told in text
    dollars = replace(WHOLE, budget_per_month=150, currency="USD")
    assert "$150.00" in text_in(document(dollars), "budget")


@pytest.mark.parametrize(
    ("wanted", "currency", "is_told"),
    [(151, "EUR", True), (150, "EUR", False), (151, "USD", False), (None, None, False)],
)
def test_placements_beyond_the_budget_are_told(
    wanted: float | None, currency: str | None, *, is_told: bool
) -> None:
    filed = {"placements": Decision("placements", {"budget": wanted, "currency": currency})}
    text = text_in(document(WHOLE, filed=filed if wanted else None), "budget")
    assert ("more than the budget of one month" in text) == is_told


@pytest.mark.parametrize(
    ("posts", "hours", "planned"), [(None, 3.5, 2), (None, 0, 1), (None, 40, 3), (5, 2, 5)]
)
def test_a_default_rhythm_keeps_within_the_hours(
    posts: int | None, hours: float, planned: int
) -> None:
    brief = replace(WHOLE, posts_per_week=posts, hours_per_week=hours)
    choice = default_decisions(no_analyses(), brief)["rhythm"].choice  # type: ignore[arg-type]
    assert choice["posts_per_week"] == planned


@pytest.mark.parametrize(("hours", "is_tight"), [(6, False), (2, True)])
def test_hours_are_set_against_the_posts(hours: float, *, is_tight: bool) -> None:
    text = text_in(document(replace(WHOLE, hours_per_week=hours)), "budget")
    assert (f"It fits into the hours of the brief ({hours})" in text) != is_tight
    assert ("It does not fit" in text) == is_tight


def test_of_hours_that_nobody_told_it_is_said_that_nobody_told_them() -> None:
    text = text_in(document(replace(WHOLE, hours_per_week=None)), "budget")
    assert "does not say how many hours a week there are" in text
    assert "It fits" not in text
    assert "It does not fit" not in text


def test_what_the_brief_leaves_open_is_a_gap() -> None:
    assert "brief leaves open" not in text_in(document(WHOLE), "gaps")
    bare = text_in(document(replace(WHOLE, tone="")), "gaps")
    assert "brief leaves open" in bare
    assert "The tone:" in bare
    # The section on objectives tells what goals lack.
    no_goals = text_in(document(replace(WHOLE, objectives=())), "gaps")
    assert "brief leaves open" not in no_goals


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_a_hostile_brief_makes_a_whole_document_in_every_language(language: Language) -> None:
    brief = replace(WHOLE, taboo_topics=(HOSTILE,), target=replace(WHOLE.target, places=(HOSTILE,)))
    project = FakeProject(Path("none"), brief)
    material = gather(project, no_analyses(ORDERS), made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    made = build_document(material)
    # Control characters are taken out; the rest stands letter by letter.
    for key in ("situation", "style", "dialogue", "risks"):
        assert HOSTILE.split("\u202e")[0] in text_in(made, key)
