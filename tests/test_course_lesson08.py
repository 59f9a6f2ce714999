"""Lesson 8: hours that stand against chance, forms by their middle, a week that can be kept."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from course_fake_project import BRIEF, fake_project, post, reasons
from smmlab.course.answering.reading import read_answer
from smmlab.course.tasks.lesson08 import TASKS, block_of, most_posts
from smmlab.errors import DataError

HOURS, FORM, WEEK = TASKS
ZONE = ZoneInfo("Europe/Tallinn")


def at(day: int, hour: int) -> int:
    """Return a moment of a winter day on the clock of the company."""
    return int(datetime(2026, 1, 1 + day % 28, hour, tzinfo=ZONE).timestamp())


def timed(**hours: list[int]) -> list[dict[str, Any]]:
    """Return posts with given reactions at hours such as ``at19``."""
    rows = [(int(name[2:]), number) for name, many in hours.items() for number in many]
    return [
        post("instagram", place, at=at(place, hour), reactions=number)
        for place, (hour, number) in enumerate(rows)
    ]


LOW = [10, 12, 14, 11, 13, 15, 9, 12, 10, 14, 13, 11]
HIGH = [40, 42, 45, 41, 44, 47, 43, 46, 40, 44, 42, 48]


def test_hours_that_stand_against_chance_are_named_on_the_clock_of_the_company() -> None:
    found = HOURS.solve(fake_project(posts=timed(at9=LOW, at13=LOW, at19=HIGH)))
    assert found.value == "afternoon"
    assert found.nearly == ("no_recommendation",)
    # Seven in the evening in Tallinn is nine in the morning in California.
    assert "California" in reasons(found.mistakes, "morning")


def test_the_hour_of_the_luckiest_post_is_no_recommendation() -> None:
    lucky = [12, 11, 13]
    posts = timed(at9=LOW, at13=LOW[::-1], at19=LOW[::2] + LOW[1::2], at22=[*lucky, 900])
    found = HOURS.solve(fake_project(posts=posts))
    assert found.value == "no_recommendation"
    assert found.nearly == ()
    assert "highest mean" in reasons(found.mistakes, "evening")
    assert "California" not in " ".join(found.mistakes)


def test_a_block_that_leads_by_chance_is_told_as_such() -> None:
    posts = timed(at9=LOW, at13=[number + 1 for number in LOW], at19=LOW)
    found = HOURS.solve(fake_project(posts=posts))
    assert found.value == "no_recommendation"
    assert "would lead if a few posts" in reasons(found.mistakes, "midday")


@pytest.mark.parametrize(
    ("hour", "name"), [(3, "night"), (4, "dawn"), (12, "midday"), (23, "evening")]
)
def test_a_block_has_four_hours(hour: int, name: str) -> None:
    assert block_of(hour) == name


def test_every_block_and_no_recommendation_can_be_chosen() -> None:
    offered = {name: str(text) for name, text in HOURS.options(fake_project()).items()}
    assert len(offered) == 24 / 4 + 1
    assert offered["afternoon"] == "From 16:00 to 20:00"
    assert offered["evening"] == "From 20:00 to 24:00"


def forms(**reach: list[int]) -> list[dict[str, Any]]:
    rows = [(form, number) for form, many in reach.items() for number in many]
    return [
        post("instagram", place, form=form, reach=number, reactions=number // 10)
        for place, (form, number) in enumerate(rows)
    ]


def test_the_form_that_reaches_most_has_the_highest_middle() -> None:
    posts = forms(short=[500] * 11, photo=[300] * 20, carousel=[200] * 11 + [9000], poll=[800] * 3)
    posts += [post("facebook", 1, form="video", reach=99_000)]
    posts += [post("instagram", 900, form="video", reach=99_000, is_own=False)]
    found = FORM.solve(fake_project(posts=posts))
    assert found.value == "short"
    assert found.nearly == ()
    assert "used most" in reasons(found.mistakes, "photo")
    assert 12 * [200][0] < 11 * 500 < 20 * 300 < 11 * 200 + 9000
    assert "added the reach up" in reasons(found.mistakes, "carousel")
    assert "compared means" in reasons(found.mistakes, "carousel")
    assert "fewer than ten" in reasons(found.mistakes, "poll")
    assert sorted(FORM.options(fake_project(posts=posts))) == ["carousel", "photo", "poll", "short"]


def test_who_answers_most_is_not_who_sees_most() -> None:
    posts = forms(short=[500] * 11, photo=[300] * 11)
    posts = [{**one, "reactions": 90 if one["form"] == "photo" else 10} for one in posts]
    assert "engagement rate" in reasons(FORM.solve(fake_project(posts=posts)).mistakes, "photo")


def test_a_form_that_may_reach_as_many_is_half_right() -> None:
    wide = [10, 20, 200, 300, 400, 450, 500, 600, 700, 800]
    found = FORM.solve(fake_project(posts=forms(short=[500] * 11, photo=wide)))
    assert (found.value, found.nearly) == ("short", ("photo",))


def test_too_few_posts_say_what_to_do() -> None:
    for project in (fake_project(), fake_project(posts=forms(short=[1] * 10, photo=[1] * 9))):
        with pytest.raises(DataError, match="content exports of the folder downloads/own"):
            FORM.solve(project)
    with pytest.raises(DataError, match="ten own posts each, found none"):
        HOURS.solve(fake_project(posts=timed(at9=LOW, at19=LOW[:9])))


POSTS = [post(name, 1) for name in ("instagram", "telegram")]
GOOD = [
    {"weekday": "monday", "time": "9:00", "network": "telegram", "form": "photo",
     "type": "instruction", "words": "How to keep rye bread fresh"},
    {"weekday": "wednesday", "time": "18:30", "network": "instagram", "form": "short",
     "type": "laugh", "words": "When the dough has other plans"},
    {"weekday": "wednesday", "time": "19:30", "network": "telegram", "form": "text",
     "type": "provocation", "words": "Should buns have raisins? Tell us in the comments!"},
    {"weekday": "friday", "time": "9:00", "network": "telegram", "form": "photo",
     "type": "medal", "words": "Thank you, early risers of Karlova"},
]  # fmt: skip
EVERY = {one.name for one in WEEK.rubric}


def held(rows: Any, **changes: Any) -> set[str]:
    project = fake_project(replace(BRIEF, **changes), posts=POSTS)
    answer = read_answer("calendar", rows)
    return {one.name for one in WEEK.rubric if one.holds(answer, project)}


def test_a_week_that_can_be_kept_has_everything() -> None:
    assert held(GOOD) == EVERY


@pytest.mark.parametrize(
    ("row", "change", "lost"),
    [
        (0, {"network": "tiktok"}, "networks"),
        (0, {"network": ""}, "networks"),
        (3, {"type": "laugh"}, None),
        (2, {"time": "18:00"}, "hours"),
        (1, {"weekday": ""}, "hours"),
        (1, {"time": ""}, "hours"),
        (1, {"words": "Dough"}, "words"),
        (1, {"words": "how to keep  RYE bread fresh"}, "words"),
        (2, {"words": "Buns with raisins are in the shop"}, "talk"),
        (2, {"words": "Who invented the raisin bun?"}, None),
        (3, {"words": "Thank you, politicians of our town"}, "taboo"),
    ],
)
def test_what_is_wrong_with_a_week_is_said_alone(
    row: int, change: dict[str, str], lost: str | None
) -> None:
    rows = [{**one, **change} if place == row else one for place, one in enumerate(GOOD)]
    assert EVERY - held(rows) == ({lost} if lost else set())


def test_three_types_must_take_turns() -> None:
    rows = [
        {**one, "type": kind}
        for one, kind in zip(GOOD, ("laugh", "medal", "laugh", "none"), strict=True)
    ]
    assert EVERY - held(rows) == {"types"}


def test_a_week_has_three_posts_at_least_and_what_the_hours_allow() -> None:
    assert EVERY - held(GOOD[:2]) == {"number", "types", "talk"}
    # Four hours of work less the hour of looking back leave room for three posts.
    assert most_posts(replace(BRIEF, hours_per_week=4)) == 3
    assert EVERY - held(GOOD, hours_per_week=4) == {"number"}
    assert EVERY - held(GOOD[1:], hours_per_week=1) == set()


def test_an_empty_week_holds_nothing() -> None:
    project = fake_project(posts=POSTS)
    assert not [one.name for one in WEEK.rubric if one.holds((), project)]


def test_without_taboos_nothing_is_one() -> None:
    rows = [{**one, "words": f"{one['words']} of politics"} for one in GOOD]
    assert "taboo" not in held(rows)
    assert "taboo" in held(rows, taboo_topics=())


def test_what_may_be_chosen_for_a_post() -> None:
    offered = WEEK.options(fake_project(posts=POSTS))
    assert list(offered["network"]) == ["instagram", "telegram"]
    assert {"laugh", "none"} < set(offered["type"])
    assert {"photo", "short", "poll"} < set(offered["form"])
