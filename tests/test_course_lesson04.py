"""Lesson 4: the core in people, the leaders by answers, the noise by accounts."""

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from course_fake_project import fake_project
from smmlab.audience.leaders import find_leaders
from smmlab.course.answering.judging import judge
from smmlab.course.tasks.lesson04 import TASKS
from smmlab.errors import DataError
from smmlab.intervals import wilson_interval
from smmlab.schema import conform

if TYPE_CHECKING:
    from smmlab.project import Project

CORE, LEADERS, ADVERTISING = TASKS
DAY = 86_400
START = 1_767_600_000


def act(number: int, person: str | None, **more: Any) -> dict[str, Any]:
    plain = {
        "network": "telegram", "interaction_id": f"i{number}", "post_id": "1", "person": person,
        "kind": "comment", "at": START + number, "precision": "second", "text": "Tere hommikust",
        "by_page": False,
    }  # fmt: skip
    return plain | more


def project_of(acts: list[dict[str, Any]], known: int = 0) -> Any:
    project = fake_project(interactions=acts)
    people = [{"network": "telegram", "person": f"k{n}"} for n in range(known)]
    project.people = conform(pd.DataFrame(people), "people")
    return project


def group() -> Any:
    """Twelve come on twenty days up to the last, twenty on four, forty on one."""
    ids, acts = count(), []
    for person in range(12):
        acts += [act(next(ids), f"core{person}", at=START + (180 - 8 * d) * DAY) for d in range(20)]
    for person in range(20):
        acts += [act(next(ids), f"reg{person}", at=START + (150 - 9 * d) * DAY) for d in range(4)]
    acts += [act(next(ids), f"once{person}", at=START + person * DAY) for person in range(40)]
    return project_of(acts, known=100)


def test_the_core_is_counted_in_people() -> None:
    reference = CORE.solve(group())  # type: ignore[misc]
    assert reference.value == pytest.approx(12 / 72)
    low, high = wilson_interval([12], [72])
    assert (reference.low, reference.high) == (low[0], high[0])
    acts, _regular, known, people = reference.mistakes.values()
    assert acts == pytest.approx(240 / (240 + 80 + 40))
    assert known == pytest.approx(12 / 100)
    # Twelve people written into a field of per cent.
    assert people == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [("16.7 %", "right", ""), (240 / 360, "wrong", "all that was done"),
     (32 / 72, "wrong", "regulars"), (0.12, "wrong", "everybody"), (0.9, "wrong", "")],
)  # fmt: skip
def test_another_whole_is_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(CORE, answer, group())
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)


PEOPLE = [f"p{n:02d}" for n in range(14)]


def answered(a: int) -> list[int]:
    """Everybody answers the first five, and the two who come next."""
    return [b for b in (0, 1, 2, 3, 4, (a + 1) % 14, (a + 2) % 14) if b != a]


def talk() -> list[dict[str, Any]]:
    acts = [act(n, person) for n, person in enumerate(PEOPLE)]
    ids = count(100)
    acts += [
        act(next(ids), PEOPLE[a], kind="reply", reply_to=f"i{b}")
        for a in range(14)
        for b in answered(a)
    ]
    # The last one writes most of all and is hardly answered; the page answers everybody.
    acts += [act(next(ids), PEOPLE[13]) for _ in range(60)]
    acts += [act(next(ids), None, kind="reply", reply_to=f"i{b}", by_page=True) for b in range(14)]
    return acts


def test_leaders_are_those_whom_others_answer() -> None:
    reference = LEADERS.solve(project_of(talk()))  # type: ignore[misc]
    received = Counter(b for a in range(14) for b in answered(a))
    of = sum(received.values())
    # The first five get an answer of everybody; the five after them two each, as the last four.
    first = sum(sorted(received.values(), reverse=True)[:10])
    assert reference.value == pytest.approx(first / of)
    low, high = wilson_interval([first], [of])
    assert (reference.low, reference.high) == (low[0], high[0])
    written = Counter(one["person"] for one in talk() if one["person"])
    most = sum(number for _person, number in written.most_common(10))
    loud, own, twenty, comments, _given, even = reference.mistakes.values()
    assert loud == pytest.approx(most / written.total())
    assert comments == pytest.approx(first / written.total())
    assert even == pytest.approx(10 / 14)
    # Fourteen are fewer than twenty, so that all of them get all answers.
    assert twenty == 1.0
    people = find_leaders(project_of(talk()).interactions, draws=1, most=10)["person"]
    assert own == pytest.approx(sum(written[person] for person in people) / of)


def test_the_loud_are_no_leaders() -> None:
    project = project_of(talk())
    reference = LEADERS.solve(project)  # type: ignore[misc]
    loud = next(iter(reference.mistakes.values()))
    verdict = judge(LEADERS, loud, project)
    assert verdict.state == "wrong"
    assert "write most" in " ".join(verdict.reasons)
    assert judge(LEADERS, round(reference.value, 2), project).state == "right"


BAIT = "Easy money, write me in private: http://win.example"


def noise() -> Any:
    ids = count()
    acts = [act(next(ids), f"p{n}") for n in range(16)]
    acts += [act(next(ids), "seller", text=BAIT) for _ in range(8)]
    acts += [act(next(ids), "p3", text="Look here http://pancakes.example")]
    acts += [act(next(ids), f"quiet{n}", kind="reaction", text=None) for n in range(20)]
    acts += [act(next(ids), None, by_page=True, text="Welcome to our bakery")]
    return project_of(acts)


def test_noise_is_counted_by_account() -> None:
    reference = ADVERTISING.solve(noise())  # type: ignore[misc]
    assert reference.value == pytest.approx(1 / 17)
    low, high = wilson_interval([1], [17])
    assert (reference.low, reference.high) == (low[0], high[0])
    assert list(reference.mistakes.values()) == pytest.approx([8 / 25, 2 / 17, 1 / 16, 1 / 37])


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [(1 / 17, "right", ""), (0.32, "wrong", "one noisy account"), (2 / 17, "wrong", "single sign"),
     (1 / 37, "wrong", "only reacts"), (0.95, "wrong", "")],
)  # fmt: skip
def test_the_owners_ear_is_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(ADVERTISING, answer, noise())
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)


def test_the_sample_group_counted_by_a_query(cafe: "Project") -> None:
    """Both shares are whole people out of all who acted, or out of all who wrote."""
    people, wrote = (
        cafe.relation("interactions")
        .filter("not by_page and person is not null")
        .aggregate(
            "count(distinct person), count(distinct person) filter (trim(coalesce(text, '')) != '')"
        )
        .fetchall()[0]
    )
    core, advertising = CORE.solve(cafe), ADVERTISING.solve(cafe)  # type: ignore[misc]
    assert core.value * people == pytest.approx(round(core.value * people))
    assert advertising.value * wrote == pytest.approx(round(advertising.value * wrote))
    assert advertising.value > 0


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_empty_tables_say_what_to_import(task: Any) -> None:
    with pytest.raises(DataError, match="downloads"):
        task.solve(project_of([]))


def test_few_people_have_no_core_and_no_leaders() -> None:
    few = project_of([act(n, f"p{n}") for n in range(8)])
    for task in (CORE, LEADERS):
        with pytest.raises(DataError, match="downloads"):
            task.solve(few)  # type: ignore[misc]
