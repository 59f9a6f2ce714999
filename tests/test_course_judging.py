"""Verdicts of numbers, days and choices: by statistics, with the reason, never with the answer."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from smmlab.brief import Brief
from smmlab.course.answering.judging import Verdict, judge, judge_against
from smmlab.course.task import Kind, Reference, Task
from smmlab.errors import DataError
from smmlab.project import Project, create_project
from smmlab.texts import Phrase, message

MEAN = "You took the mean."
LOOK = "Look at the middle once more."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik"))


def told(project: Project, kind: Kind, answer: object, reference: Reference) -> Verdict:
    task = Task("lesson01.q1", kind, "guided", "What?", look=LOOK, solve=lambda _project: reference)
    verdict = judge(task, answer, project)
    assert judge_against(task, answer, reference, project) == verdict
    return verdict


ESTIMATE = Reference(100.0, low=80.4, high=139.2, mistakes={MEAN: 130.0}, nearly=(500.0,))


@pytest.mark.parametrize(
    ("answer", "state", "points"),
    [
        (100, "right", 2.0), (100.5, "right", 2.0), (99.5, "right", 2.0),  # half a percent
        (130, "wrong", 0.0), (130.5, "wrong", 0.0),  # the mean, though within the interval
        (10_000, "nearly", 1.0), (1.0, "nearly", 1.0),  # the unit
        (90.1, "right", 2.0), (119.9, "right", 2.0),  # one standard error: 10 below, 20 above
        (89.9, "nearly", 1.0), (120.1, "nearly", 1.0), (80.4, "nearly", 1.0), (139, "nearly", 1.0),
        (80.3, "wrong", 0.0), (139.3, "wrong", 0.0), (0, "wrong", 0.0), (-100, "wrong", 0.0),
        (500, "nearly", 1.0),
    ],
)  # fmt: skip
def test_a_number_is_judged_in_the_order_of_the_rules(
    project: Project, answer: float, state: str, points: float
) -> None:
    verdict = told(project, "number", answer, ESTIMATE)
    assert (verdict.state, verdict.points, verdict.most) == (state, points, 2.0)


def test_what_is_said_follows_from_how_it_was_found(project: Project) -> None:
    said = {answer: told(project, "number", answer, ESTIMATE).reasons
            for answer in (100, 130, 10_000, 85, 1_000_000)}  # fmt: skip
    assert said[130] == (MEAN,)
    assert "hundred times" in said[10_000][0]
    assert said[85][-1] == said[1_000_000][-1] == LOOK
    assert said[100] != said[1_000_000][:1]


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [("12.3", True), ("12", True), ("12.42", False), ("12.35", True), ("12.50", False), (12, True),
     ("1.2", False)],
)  # fmt: skip
def test_as_many_digits_as_were_given_count(
    project: Project, answer: object, *, is_right: bool
) -> None:
    verdict = told(project, "number", answer, Reference(12.3456))
    assert (verdict.state == "right") is is_right


@pytest.mark.parametrize(
    ("answer", "right", "is_right"),
    [
        (2, 2.04, True),  # two significant digits: 2.0
        (2, 2.06, False), (0, 0.004, False), (1500, 1523.0, False), (1523, 1522.6, True),
        (0.1, 0.14, False), (0.14, 0.144, True),
    ],
)  # fmt: skip
def test_one_digit_is_too_few_to_hide_behind(
    project: Project, answer: float, right: float, *, is_right: bool
) -> None:
    assert (told(project, "number", answer, Reference(right)).state == "right") is is_right


@pytest.mark.parametrize("answer", [0.1253, "12.53", "12,53 %", 12.53, "13%", "12.5%"])
def test_a_share_may_be_told_in_per_cent(project: Project, answer: object) -> None:
    assert told(project, "share", answer, Reference(0.12534)).state == "right"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("12%", "wrong"),
        ("100%", "wrong"),
        ("0.1253 %", "nearly"),
        ("50%", "wrong"),
        (True, "unreadable"),
    ],
)
def test_a_share_is_not_rounded_away(project: Project, answer: object, state: str) -> None:
    assert told(project, "share", answer, Reference(0.12534)).state == state
    assert told(project, "share", "100%", Reference(0.97)).state == "wrong"


def test_a_mistake_that_cannot_be_told_from_the_right_answer_is_none(project: Project) -> None:
    close = Reference(100.0, low=90.0, high=110.0, mistakes={MEAN: 100.4})
    assert told(project, "number", 100.8, close).state == "right"
    apart = Reference(100.0, low=90.0, high=110.0, mistakes={MEAN: 101.0})
    assert told(project, "number", 101.2, apart).reasons == (MEAN,)


def test_what_a_mistake_answers_may_be_missing(project: Project) -> None:
    holes = Reference(10.0, low=float("nan"), high=None,
                      mistakes={"a": None, "b": float("nan"), MEAN: np.float64(14)})  # fmt: skip
    assert told(project, "number", 14, holes).reasons == (MEAN,)
    assert told(project, "number", 9, holes).state == "wrong"


def test_counts_are_exact(project: Project) -> None:
    counted = Reference(np.int64(251), nearly=(250,), mistakes={MEAN: 288})
    states = {n: told(project, "count", n, counted).state for n in (251, 250, 252, 288, 25_100)}
    assert states == {251: "right", 250: "nearly", 252: "wrong", 288: "wrong", 25_100: "wrong"}
    assert told(project, "count", 288, counted).reasons == (MEAN,)


def test_a_day_beside_the_right_one_is_near(project: Project) -> None:
    day = Reference(
        pd.Timestamp("2026-03-16"), mistakes={MEAN: "2026-03-17"}, nearly=("20.3.2026",)
    )
    answers = ("2026-03-16", "15.03.2026", date(2026, 3, 17), "2026-03-14", "2026-03-20")
    states = [told(project, "date", answer, day).state for answer in answers]
    assert states == ["right", "nearly", "wrong", "wrong", "nearly"]


def test_one_choice(project: Project) -> None:
    one = Reference("telegram", nearly=("facebook",), mistakes={MEAN: "instagram", "x": {"tiktok"}})
    states = [told(project, "choice", name, one).state
              for name in ("telegram", "facebook", "instagram", "tiktok", "x")]  # fmt: skip
    assert states == ["right", "nearly", "wrong", "wrong", "wrong"]
    assert told(project, "choice", "instagram", one).reasons == (MEAN,)
    twice = Reference("a", mistakes={"First.": "b", "Second.": "b"})
    assert told(project, "choice", "b", twice).reasons[1:] == ("First.", "Second.")


@pytest.mark.parametrize(
    ("chosen", "state", "reason"),
    [
        ("abc", "right", ""), ("ab", "nearly", "still missing"),
        ("abcx", "nearly", "does not belong"), ("abcs", "nearly", "SEO"), ("abs", "wrong", "SEO"),
        ("a", "wrong", ""), ("sp", "wrong", "SEO"),
        ("abx", "wrong", ""), ("p", "wrong", "Paid."), ("yz", "nearly", ""),
    ],
)  # fmt: skip
def test_a_set_of_choices(project: Project, chosen: str, state: str, reason: str) -> None:
    whole = Reference(set("abc"), nearly=({"z", "y"},),
                      mistakes={"That is SEO.": "s", "Paid.": {"p", "a"}})  # fmt: skip
    verdict = told(project, "choices", list(chosen), whole)
    assert verdict.state == state
    assert reason in " ".join(verdict.reasons)


@pytest.mark.parametrize(
    ("order", "state"),
    [("abcd", "right"), ("bacd", "nearly"), ("acbd", "nearly"), ("abdc", "nearly"),
     ("badc", "wrong"), ("dcba", "wrong"), ("cbad", "wrong"), ("dabc", "nearly")],
)  # fmt: skip
def test_an_order(project: Project, order: str, state: str) -> None:
    ranked = Reference(list("abcd"), nearly=(tuple("dabc"),), mistakes={MEAN: "dcba"})
    verdict = told(project, "rank", list(order), ranked)
    assert verdict.state == state
    assert (verdict.reasons == (MEAN,)) is (order == "dcba")


@pytest.mark.parametrize(
    ("choice", "because", "state", "reason"),
    [
        ("t", "op", "right", ""), ("t", "opv", "right", ""), ("t", "o", "nearly", "more grounds"),
        ("t", "", "nearly", "more grounds"), ("t", "opx", "nearly", "Not every ground"),
        ("t", "opr", "nearly", "Reach is no ground."), ("i", "op", "wrong", MEAN),
        ("f", "op", "nearly", ""), ("z", "op", "wrong", ""),
    ],
)  # fmt: skip
def test_a_choice_with_its_grounds(
    project: Project, choice: str, because: str, state: str, reason: str
) -> None:
    carried = Reference("t", nearly=("f",), because=("o", "p", "v"),
                        mistakes={MEAN: "i", "Reach is no ground.": "r"})  # fmt: skip
    verdict = told(project, "justified", {"choice": choice, "because": list(because)}, carried)
    assert verdict.state == state
    assert reason in " ".join(verdict.reasons)


def test_no_more_grounds_are_asked_for_than_there_are(project: Project) -> None:
    single = Reference("t", because=("o",), least=2)
    answer = {"choice": "t", "because": ["o"]}
    assert told(project, "justified", answer, single).state == "right"


REFERENCES: Mapping[Kind, tuple[Reference, object]] = {
    "number": (Reference(73.19, low=61.27, high=84.83, mistakes={MEAN: 91.37}), 66),
    "share": (Reference(0.7319, low=0.6127, high=0.8483, mistakes={MEAN: 0.9137}), 0.66),
    "count": (Reference(7319, mistakes={MEAN: 9137}), 12),
    "date": (Reference(date(2026, 3, 16)), "2026-03-17"),
    "choice": (Reference("telegram", mistakes={MEAN: "tiktok"}), "facebook"),
    "choices": (Reference({"telegram", "facebook"}), ["facebook"]),
    "rank": (Reference(("telegram", "facebook")), ["facebook", "telegram"]),
    "justified": (Reference("telegram", because=("orders",)), {"choice": "x", "because": ["y"]}),
}


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_no_verdict_tells_the_answer_or_how_far_it_is(
    tmp_path: Path, kind: Kind, language: Any
) -> None:
    project = create_project(tmp_path / "kohvik", Brief("Kohvik", language=language))
    reference, answer = REFERENCES[kind]
    for given in (answer, None, "nonsense", 1e9):
        verdict = told(project, kind, given, reference)
        shown = f"{verdict}{verdict!r}{verdict._repr_html_()}{vars(verdict)}"
        secret = (
            r"73[.,\s]?19|61[.,]27|84[.,]83|91[.,\s]?37|16|telegram|tiktok|orders|11[.,]5|4[.,]62"
        )
        assert not re.search(secret, re.sub(r"style=\"[^\"]*\"", "", shown))


def failing(problem: Exception) -> Task:
    def solve(_project: Project) -> Reference:
        raise problem

    return Task("lesson01.q1", "number", "guided", "What?", solve=solve)


def test_thin_tables_and_defects_of_ours_do_not_stop_the_student(project: Project) -> None:
    thin = judge(failing(DataError(message("There are no posts in the tables."))), 3, project)
    assert (thin.state, thin.reasons) == ("unknown", ("There are no posts in the tables.",))
    broken = judge(failing(ZeroDivisionError("secret 42")), 3, project)
    assert broken.state == "unknown"
    assert "tell your teacher" in str(broken)
    assert "secret" not in str(broken)
    nothing = told(project, "number", 3, Reference(float("nan")))
    assert nothing.state == "unknown"
    # What cannot be read is told before anything is worked out.
    assert judge(failing(ZeroDivisionError()), "many", project).state == "unreadable"


def test_a_verdict_shows_itself_in_the_language_of_the_student_and_safely() -> None:
    reason = Phrase(message("Look at {what}."), {"what": "<script>alert(1)</script>"})
    verdict = Verdict("lesson01.q1", "nearly", (reason,), 1.0, 2.0, 3.0, language="en")
    html = verdict._repr_html_()
    assert "<script" not in html
    assert "&lt;script" in html
    assert 'role="status"' in html
    assert "≈" in html
    assert "Nearly right" in html
    assert str(verdict).splitlines() == [
        "≈ Nearly right (lesson01.q1)", "Look at <script>alert(1)</script>.", "Points: 1 of 2.",
        "Your teacher reads it too and may give up to 3 points more.",
    ]  # fmt: skip
    assert "Points" not in str(Verdict("lesson01.q1", "kept", (), 0.0, 2.0))
