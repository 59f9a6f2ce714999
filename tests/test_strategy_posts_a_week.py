"""One rule for posts a week: what is decided, else what own results support and hours allow."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from smmlab.brief import Brief, Objective
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.candidates.days import of_days
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import plain
from smmlab.strategy.material import Material, TableFacts
from smmlab.strategy.owner_summary import build_summary
from smmlab.strategy.planning import answering_hours
from smmlab.strategy.sections import budget, calendar, rhythm, situation
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, FakeProject, no_analyses
from strategy_parts import section_of, text_of
from strategy_told_cases import count

RATE = "content.rhythm.facebook.kaja.posts_per_week"
REACH = "content.engagement.facebook.reach_median"


def client(
    *, rate: float = 20.1, reach: float = 20, hours: float | None = 10, said: int | None = None,
    decided: int | None = None,
) -> Material:  # fmt: skip
    """A page that has published so often, for so many readers, and the hours of its brief."""
    analyses = no_analyses((count(RATE, rate, "posts per week", 90), count(REACH, reach, "people")))
    analyses.rhythm = pd.DataFrame(
        {"network": ["facebook", "vk"], "page": "kaja", "weeks": 13.0, "posts": [90, 7],
         "posts_per_week": [rate, 0.5], "longest_gap_days": 2}
    )  # fmt: skip
    filed = {} if decided is None else {"rhythm": Decision("rhythm", {"posts_per_week": decided})}
    brief = Brief("Kaja", hours_per_week=hours, posts_per_week=said)
    project = FakeProject(Path("none"), brief, filed=filed)
    return gather(project, analyses, made_on=DAY, words=Words("en"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "posts"),
    [
        ({}, 7),  # too much for few readers: a post a day, and eight hours of ten
        ({"hours": 5}, 4),  # four posts and an hour of review
        ({"hours": None}, 7),
        ({"reach": 5_000}, 9),  # it is seen, so the hours alone decide
        ({"reach": 5_000, "hours": None}, 14),
        ({"reach": 5_000, "rate": 5.2}, 5),  # the rhythm so far
        ({"rate": 5.2}, 5),  # few readers, but not too many posts
        ({"said": 12}, 12),  # the client knows what it can make
        ({"decided": 13, "said": 2}, 13),
        ({"hours": 0}, 1),
    ],
)
def test_the_rule(made: dict[str, float | None], posts: int) -> None:
    material = client(**made)  # type: ignore[arg-type]
    assert material.decision("rhythm").choice["posts_per_week"] == posts
    # Four weeks of the calendar follow the same number.
    assert len(material.calendar) == 4 * posts


def test_all_documents_of_a_client_agree_on_the_default() -> None:
    material = client()
    pen = Pen(material.words)
    (found,) = of_days(material)
    assert "publish no more than 7 posts a week" in plain(found.write(pen).to_do)
    assert "Publish 7 posts a week" in text_of(rhythm.write(material, pen))
    assert "It fits into the hours of the brief (10)" in text_of(budget.write(material, pen))
    assert "does not fit" not in text_of(budget.write(material, pen))
    summary = build_summary(replace(material, tables=()))
    assert "so it fits" in text_of(section_of(summary, "owner_cost"))
    assert calendar.write(material, pen).blocks
    # What the audit tells first is no less a weakness in the strategy.
    told = text_of(situation.write(material, pen))
    assert ": 20.1. Half of them reach 20 people at the most." in told


def test_the_default_says_what_it_rests_on() -> None:
    crowded, tight = client().decision("rhythm"), client(hours=5).decision("rhythm")
    assert "few people saw each of its posts" in crowded.reason
    assert crowded.findings == (RATE, REACH)
    assert "hours of work" in tight.reason
    assert tight.findings == ()


def test_a_decision_for_more_is_held_against_the_finding_and_not_repeated_as_advice() -> None:
    (found,) = of_days(client(decided=14))
    said = plain(found.write(Pen(Words("en"))).to_do)
    assert "publish half as many posts" in said
    assert "The plan has 14 posts a week: look at that decision again." in said


def test_answers_take_their_hours_before_posts_do() -> None:
    asked = count("dialogue.questions.asked", 240, "comments")
    days = [count(f"data.{end}", day, "date") for end, day in  # type: ignore[arg-type]
            (("first", "2026-10-01"), ("last", "2026-10-28"))]  # fmt: skip
    tables = (TableFacts("interactions", count("rows", 9, "rows"), *days),)
    # 240 in four weeks are sixty a week, five minutes each.
    assert answering_hours({asked.key: asked}, tables) == pytest.approx(5)
    assert answering_hours({asked.key: asked}, ()) is None
    unknown = Finding(asked.key, None, "comments", status="unknown")
    assert answering_hours({asked.key: unknown}, tables) is None
    # A goal for six comments of ten wants more answers than there are questions.
    found = {asked.key: asked, "dialogue.replies.comments": count(
        "dialogue.replies.comments", 800, "comments")}  # fmt: skip
    goal = Objective("answered_within_day", 0.6)
    assert answering_hours(found, tables, (goal,)) == pytest.approx(10)
    assert answering_hours(found, tables, (replace(goal, target=0.1),)) == pytest.approx(5)
    assert answering_hours(found, tables, (Objective("orders", 500),)) == pytest.approx(5)
