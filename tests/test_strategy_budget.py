"""Hours and money of the plan: added, held against the brief, and what is left out."""

from dataclasses import replace

import pytest

from smmlab.brief import Brief, Objective
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.material import Material, TableFacts
from smmlab.strategy.sections import budget
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import rows_of, text_of


def hours(made: Material) -> dict[str, float]:
    return {name: float(str(one.value)) for name, one in budget.work_a_week(made).items()}


def test_hours_are_posts_and_reviews_while_no_answer_was_asked_for() -> None:
    made = client_of(Brief("Kohvik", posts_per_week=3))
    assert hours(made) == {"making": 3.0, "review": 1.0}
    assert budget.hours_together(budget.work_a_week(made)).value == 4.0
    total = budget.hours_together(budget.work_a_week(made))
    assert total.method.startswith("Posts and reviews added; answers come on top")
    four = client_of(Brief("Kohvik", posts_per_week=4))
    assert hours(four)["making"] == 4.0


def test_too_few_hours_leave_out_posts_and_never_answers() -> None:
    made = client_of(Brief("Kohvik", posts_per_week=5, hours_per_week=4))
    text = text_of(budget.write(made, Pen(made.words)))
    # Five posts and one hour of review are six hours; beside the review three posts fit.
    assert "the brief has 4 hours, 2 h too few" in text.replace(".0", "")
    assert "3 posts a week fit" in text.replace(".0", "")
    assert "It fits into" not in text


def test_hours_that_just_suffice_fit() -> None:
    made = client_of(Brief("Kohvik", posts_per_week=5, hours_per_week=6))
    text = text_of(budget.write(made, Pen(made.words)))
    assert "It fits into the hours of the brief (6)" in text
    assert "does not fit" not in text
    assert "count all hours of the brief" not in text


def test_hours_that_are_left_cost_something_in_the_ways_to_earn() -> None:
    made = client_of(Brief("Kohvik", posts_per_week=5, hours_per_week=12))
    assert "count all hours of the brief" in text_of(budget.write(made, Pen(made.words)))


def test_answers_are_counted_by_the_goal_where_it_wants_more_than_is_asked() -> None:
    found = (
        Finding("dialogue.questions.asked", 240, "comments"),
        Finding("dialogue.replies.comments", 800, "comments"),
    )
    days = [Finding(f"data.{end}", day, "date") for end, day in  # type: ignore[arg-type]
            (("first", "2026-10-01"), ("last", "2026-10-28"))]  # fmt: skip
    table = TableFacts("interactions", Finding("rows", 9, "rows"), *days)
    goal = Objective("answered_within_day", 0.6)
    texts = []
    for goals, expected in (((), 5), ((goal,), 10)):
        made = replace(client_of(Brief("Kohvik", objectives=goals), *found), tables=(table,))
        assert hours(made)["answering"] == expected
        texts.append(text_of(budget.write(made, Pen(made.words))))
    assert "what people asked so far" in texts[0]
    assert "60% of all comments so far, as the goal asks" in texts[1]
    assert "Answers to comments" in texts[1]


def test_without_hours_nobody_says_that_it_fits() -> None:
    made = client_of(Brief("Kohvik"))
    assert "does not say how many hours" in text_of(budget.write(made, Pen(made.words)))


def test_what_waits_unanswered_is_reckoned_once() -> None:
    waiting = (Finding("dialogue.open.questions", 7, "comments"),
               Finding("dialogue.open.complaints", 2, "comments"))  # fmt: skip
    made = client_of(Brief("Kohvik"), *waiting)
    text = text_of(budget.write(made, Pen(made.words)))
    assert f"once: {(7 + 2) * 5} minutes" in text.replace(".0", "")


def test_a_test_of_two_networks_is_work_on_top() -> None:
    both = Decision("network", {"network": "", "contenders": ["youtube", "instagram"]})
    made = client_of(Brief("Kohvik"), network=both)
    assert "10 posts are told anew" in text_of(budget.write(made, Pen(made.words)))
    alone = client_of(Brief("Kohvik"), network=Decision("network", {"network": "instagram"}))
    assert "told anew" not in text_of(budget.write(alone, Pen(alone.words)))


def test_the_budget_left_is_less_what_is_decided() -> None:
    money = Decision("money", {"model": "own_goods", "page_budget": 40.0})
    made = client_of(Brief("Kohvik", currency="EUR", budget_per_month=150), money=money)
    left = rows_of(budget.write(made, Pen(made.words)))[2]
    assert left[2] == "€110.00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(budget.write(made, Pen(Words(language)))).strip()
