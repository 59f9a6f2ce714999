"""Lesson 9: the wait of those who still wait, the day of the fire, the answer to a guest."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from statistics import mean, median
from typing import Any

import pandas as pd
import pytest

from course_fake_project import BRIEF, fake_project, reasons
from dialogue_cases import acts, ours, said
from smmlab.course.answering.judging import judge_against
from smmlab.course.lessons.incident import (
    Complaint,
    find_complaint,
    find_incident,
    show_complaint,
    show_loudest,
)
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.tasks import lesson09
from smmlab.course.tasks.lesson09 import TASKS
from smmlab.errors import DataError
from smmlab.texts import Words

FIRST, SECOND, THIRD = TASKS
BAD, GOOD = "This is terrible and awful, very bad.", "The cake was great, lovely!"
DAYS, VOICES, USUAL = 45, 30, 3
LOUD, FIRE = 8, 30  # the day on which it begins; the day after is worse
START = date(1970, 1, 1)


def waiting() -> Any:
    """Questions answered after 1, 2, 3 and 10 hours, three never; praise that nobody answers."""
    rows = []
    for number, wait in enumerate([1, 2, 3, 10, None, None, None]):
        rows.append(said(f"q{number}", 10, "How much does the cake cost?"))
        if wait is not None:
            rows.append(ours(f"a{number}", 10 + wait, "It costs 4 euros.", to=f"q{number}"))
    rows += [said(f"p{number}", 10, GOOD) for number in range(20)]
    return fake_project(interactions=acts([*rows, said("last", 500, GOOD)]))


def year(voices: int = VOICES, days: int = DAYS, usual: int = USUAL, **more: Any) -> Any:
    """Days with a few unhappy people, a loud happy day, and a fire of two days."""
    rows = []
    for day in range(days):
        crowd = 4 * voices if day == LOUD else voices
        bad = {FIRE: 2 * voices // 3, FIRE + 1: voices}.get(day, usual)
        rows += [
            said(f"{day}/{one}", 24 * day + 12, BAD if one < bad else GOOD) for one in range(crowd)
        ]
    return fake_project(interactions=acts(rows), **more)


def test_the_middle_wait_counts_those_who_still_wait() -> None:
    found = FIRST.solve(waiting())
    answered = [1, 2, 3, 10]
    forever = sorted([*answered, *[float("inf")] * 3])
    assert found.value == forever[len(forever) // 2] == 10
    assert "left out the questions" in reasons(found.mistakes, median(answered))
    assert "mean" in reasons(found.mistakes, mean(answered))
    assert found.nearly == (600,)


def test_a_mistake_is_told_by_its_reason_and_the_right_hours_are_right() -> None:
    project = waiting()
    found = FIRST.solve(project)
    assert judge_against(FIRST, 10.0, found, project).state == "right"
    wrong = judge_against(FIRST, 2.5, found, project)
    assert wrong.state == "wrong"
    assert "still wait" in " ".join(wrong.reasons)
    assert judge_against(FIRST, 600.0, found, project).state == "nearly"


def test_where_most_questions_still_wait_there_is_no_middle() -> None:
    rows = [said(f"q{number}", 1, "How much does it cost?") for number in range(5)]
    project = fake_project(interactions=acts([*rows, ours("a", 2, "4 euros", to="q0")]))
    with pytest.raises(DataError, match="1 answers to 5 questions"):
        FIRST.solve(project)


def test_the_fire_begins_on_its_first_day_not_on_its_worst() -> None:
    project = year()
    found = SECOND.solve(project)
    assert found.value == START + timedelta(days=FIRE)
    assert found.nearly == (START + timedelta(days=FIRE + 1),)
    loud = reasons(found.mistakes, START + timedelta(days=LOUD))
    assert "most people who wrote" in loud
    incident = find_incident(project)
    assert (incident.begins, incident.worst) == (found.value, *found.nearly)
    # The slow chart remembers the fire for some days.
    assert incident.worst <= incident.ends < incident.worst + timedelta(days=7)


def test_of_a_week_its_first_day_is_right_and_its_other_days_are_near() -> None:
    found = SECOND.solve(year(voices=6, days=100, usual=1))
    monday = found.value
    assert monday.weekday() == 0
    assert monday <= START + timedelta(days=FIRE) < monday + timedelta(days=7)
    assert {monday + timedelta(days=more) for more in range(1, 7)} <= set(found.nearly)


def test_a_calm_year_has_no_fire() -> None:
    rows = [
        said(f"{day}/{one}", 24 * day + 12, BAD if one < USUAL else GOOD)
        for day in range(DAYS)
        for one in range(VOICES)
    ]
    with pytest.raises(DataError, match="none among 1350"):
        SECOND.solve(fake_project(interactions=acts(rows)))


@pytest.mark.parametrize("task", [FIRST, SECOND], ids=lambda task: task.name)
def test_without_comments_the_student_is_told_what_to_import(task: Any) -> None:
    with pytest.raises(DataError, match="discussion group"):
        task.solve(fake_project())


@cache
def mixed(language: str) -> Any:
    """A fire in two languages; an angrier word in the calm time, and a script as a name."""
    project = year(brief=replace(BRIEF, language=language))
    rows = [
        said("et", 24 * FIRE + 13, "Väga halb teenindus, tort oli rikutud ja vana"),
        said("calm", 24, "Horrible, disgusting, the worst, I hate this terrible awful place"),
        said("en", 24 * FIRE + 14, "Horrible <b>cake</b>, the worst, I hate this terrible place"),
    ]
    both = pd.concat([project.interactions, acts(rows)], ignore_index=True)
    return fake_project(interactions=both, brief=project.brief)


def test_the_complaint_is_of_the_fire_and_in_the_students_language_where_there_is_one() -> None:
    assert find_complaint(mixed("et")).language == "et"
    english = find_complaint(mixed("en"))
    assert english.text.startswith("Horrible <b>cake")
    assert english.day == START + timedelta(days=FIRE)
    # Nobody wrote Russian: the angriest of all is taken.
    assert find_complaint(mixed("ru")).text == english.text


def test_the_words_of_others_are_shown_letter_by_letter() -> None:
    shown = show_complaint(mixed("en"))
    assert "<b>cake" not in shown.html
    assert "&lt;b&gt;cake" in shown.html
    assert "January 31, 1970" in shown.text


def test_the_loudest_days_stand_with_their_unhappy_people() -> None:
    told = str(show_loudest(find_incident(year()).watch, words=Words("en"), most=2))
    lines = told.splitlines()
    assert lines[1] == f"January 9, 1970\t{4 * VOICES}\t{USUAL}\t{100 * USUAL // (4 * VOICES)}%"
    assert len(lines) == 3


REPLY = (
    "Thank you for telling us, and we are sorry about the cake. We will check today what went "
    "wrong and write to you here by 18:00. Maarja"
)


def held(answer: str) -> set[str]:
    project = fake_project()
    return {one.name for one in THIRD.rubric if one.holds(answer, project)}


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the angriest comment be an English one, without reading a year of comments."""
    found = Complaint("Horrible cake", "en", START)
    monkeypatch.setattr(lesson09, "find_complaint", lambda _project: found)


@pytest.mark.usefixtures("english")
def test_a_whole_reply_has_everything() -> None:
    assert held(REPLY) == {one.name for one in THIRD.rubric}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        (REPLY.replace("Maarja", "The team"), "name"),
        (REPLY.replace("today ", "").replace(" by 18:00", ""), "when"),
        (REPLY.replace("We will check today", "Today one might see"), "step"),
        (REPLY.replace("Thank you for telling us, and we are sorry about", "So much for"), "sorry"),
        (REPLY.replace("18:00.", "18:00. You should have read the post."), "calm"),
        (REPLY.replace("here", "from maarja@leivakoda.example"), "private"),
        ("Täname! Vabandust, uurime täna järele ja anname teada kella 18ks. Maarja", "language"),
        (REPLY + " We are sorry." * 30 + " Maarja", "short"),
    ],
)  # fmt: skip
def test_each_thing_that_a_reply_lacks_is_found(answer: str, lacks: str) -> None:
    assert lacks not in held(answer)
    assert len(held(answer)) >= len(THIRD.rubric) - 2


@pytest.mark.usefixtures("english")
def test_nothing_is_praised_in_an_empty_reply() -> None:
    assert held("ok") == set()
    assert "calm" not in held("12345 67890 12345 67890")


def test_a_mistake_that_answers_the_same_is_none() -> None:
    told = {"same": 100.4, "other": 101.0, "unknown": float("nan"), "none": None}
    assert dict(telling_mistakes(100.0, told)) == {"other": 101.0}
    assert dict(telling_mistakes("a", {"x": "a", "y": "b"})) == {"y": "b"}
