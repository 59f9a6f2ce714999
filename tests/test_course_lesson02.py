"""Lesson 2: eight skills, the middle week, and a day in blocks."""

from datetime import datetime, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from course_fake_project import fake_project, post
from smmlab.course.answering.judging import judge
from smmlab.course.catalogue import LESSONS
from smmlab.course.tasks.lesson02 import TASKS
from smmlab.errors import DataError

if TYPE_CHECKING:
    from smmlab.project import Project

SKILLS, WEEK, DAY = TASKS
MONDAY = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Tallinn"))
WEEKS = [1, 6, 4, 0, 5, 4, 20, 2]
"""Posts of eight weeks in a row; the first and the last are cut off by the export."""


def posts(weeks: list[int], network: str = "facebook", **more: Any) -> list[dict[str, Any]]:
    # The first post of a week lies half an hour after midnight of Monday: in UTC it is Sunday.
    moments = [
        MONDAY + timedelta(weeks=week, minutes=30 + 60 * number)
        for week, many in enumerate(weeks)
        for number in range(many)
    ]
    return [
        post(network, number, at=int(moment.timestamp()), **more)
        for number, moment in enumerate(moments)
    ]


def company() -> Any:
    elsewhere = posts([0, 1, 0, 0, 0, 0, 0, 1], "telegram")
    return fake_project(
        posts=[*posts(WEEKS), *elsewhere, *posts([9] * 8, "instagram", is_own=False)]
    )


FULL = [7, 4, 0, 5, 4, 20]


def test_the_middle_week_is_of_full_weeks_of_all_own_pages() -> None:
    reference = WEEK.solve(company())  # type: ignore[misc]
    assert reference.value == median(FULL) == 4.5
    # The page with most posts has the same middle week, so that mistake cannot be told apart.
    assert list(reference.mistakes.values()) == [
        pytest.approx(mean(FULL)),
        median([1, *FULL, 3]),
        median([many + 9 for many in FULL]),
    ]


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [
        (4.5, "right", ""),
        (mean(FULL), "wrong", "mean"),
        (4, "wrong", "cut off"),
        (13.5, "wrong", "rivals"),
        (40, "wrong", ""),
        ("many", "unreadable", ""),
    ],
)
def test_the_usual_wrong_weeks_are_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(WEEK, answer, company())
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)


def test_a_page_alone_is_recognised() -> None:
    both = fake_project(posts=[*posts([1, 3, 3, 3, 1]), *posts([0, 2, 2, 2, 0], "telegram")])
    reference = WEEK.solve(both)  # type: ignore[misc]
    assert reference.value == 5.0
    why = next(why for why, value in reference.mistakes.items() if value == 3.0)
    assert why.startswith("This is one page alone")


def test_the_sample_pages_counted_as_the_lesson_shows_them(cafe: "Project") -> None:
    ours = cafe.posts[cafe.posts["is_own"]].dropna(subset="time")
    weeks = ours.set_index("time").resample("W")["post_id"].count()
    assert WEEK.solve(cafe).value == weeks.iloc[1:-1].median()  # type: ignore[misc]


def test_many_full_weeks_give_an_interval() -> None:
    reference = WEEK.solve(fake_project(posts=posts([1, *range(1, 21), 1])))  # type: ignore[misc]
    assert reference.value == 10.5
    assert (reference.low, reference.high) == (6.0, 15.0)


@pytest.mark.parametrize("weeks", [[], [3], [1, 2, 2, 1]])
def test_few_weeks_say_what_to_import(weeks: list[int]) -> None:
    with pytest.raises(DataError, match="downloads"):
        WEEK.solve(fake_project(posts=posts(weeks)))  # type: ignore[misc]


def test_each_skill_leads_to_a_lesson() -> None:
    offered = SKILLS.options(fake_project())  # type: ignore[misc]
    assert len(offered) == 8
    assert {name.rpartition(".")[2] for name in offered} < set(LESSONS)


def test_the_lowest_skills_make_the_plan() -> None:
    project = fake_project()
    names = list(SKILLS.options(project))  # type: ignore[misc]
    answer = dict.fromkeys(names, 4) | {"money.lesson11": 0}
    verdict = judge(SKILLS, answer, project)
    assert verdict.state == "right"
    assert verdict.points == SKILLS.points
    assert "11" in " ".join(verdict.reasons)
    del answer["money.lesson11"]
    assert judge(SKILLS, answer, project).state != "right"


GOOD = (
    "9:00 I answer what came in overnight. 10:00 I write and film the post of the day. "
    "At 16:30 I look at the numbers and note what is unusual."
)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (GOOD, set()),
        (
            "Kell 9 vastan kommentaaridele.\nKell 10 kirjutan ja filmin.\n16.30 vaatan statistikat "
            "ja teen kokkuvõtte.",
            set(),
        ),
        (GOOD.replace("At 16:30", "In the end"), {"times"}),
        (GOOD.replace("answer what came in overnight", "drink coffee"), {"answering"}),
        (GOOD.replace("write and film the post of the day", "walk"), {"making"}),
        (GOOD.replace("look at the numbers and note what is unusual", "rest"), {"measuring"}),
        ("9:00 answer, 10:00 write, 16:00 measure", {"readable"}),
    ],
)
def test_the_day_is_checked_for_what_can_be(text: str, lacks: set[str]) -> None:
    project = fake_project()
    assert {one.name for one in DAY.rubric if not one.holds(text, project)} == lacks
