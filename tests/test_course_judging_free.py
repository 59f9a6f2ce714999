"""Free answers: what can be checked is checked, a self-assessment yields a plan."""

from pathlib import Path

import pytest

from smmlab.brief import Brief
from smmlab.course.answering.judging import judge
from smmlab.course.answering.options import fit_options, options_of
from smmlab.course.task import Criterion, Task
from smmlab.errors import DataError
from smmlab.project import Project, create_project
from smmlab.texts import Phrase, Words, message

SKILLS = {
    "numbers.lesson03": "Reading numbers", "people.lesson04": "Knowing people",
    "money.lesson11": "Counting money", "talk": "Talking",
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def has(word: str, points: float = 1.0) -> Criterion:
    return Criterion(word, f"The word {word}.", lambda text, _project: word in text, points)


def essay(*rubric: Criterion, teacher: float = 2.0) -> Task:
    return Task("lesson06.q3", "text", "open", "Write.", rubric=rubric, teacher_points=teacher)


@pytest.mark.parametrize(
    ("text", "state", "points", "lacking"),
    [
        ("tea cake bread", "right", 4.0, ()), ("cake bread", "nearly", 3.0, ("tea",)),
        ("cake", "nearly", 2.0, ("tea", "bread")), ("tea bread", "nearly", 2.0, ("cake",)),
        ("bread", "wrong", 1.0, ("tea", "cake")), ("water", "wrong", 0.0, ("tea", "cake", "bread")),
    ],
)  # fmt: skip
def test_every_criterion_gives_its_own_points(
    project: Project, text: str, state: str, points: float, lacking: tuple[str, ...]
) -> None:
    task = essay(has("tea"), has("cake", 2.0), has("bread"))
    verdict = judge(task, text, project)
    assert (verdict.state, verdict.points, verdict.most) == (state, points, 4.0)
    assert verdict.teacher_points == 2.0
    said = [reason for reason in verdict.reasons if "Still missing" in reason]
    assert said == [f"Still missing: The word {word}." for word in lacking]


def test_a_criterion_that_fails_takes_no_other_with_it(project: Project) -> None:
    def breaks(_text: object, _project: Project) -> bool:
        raise ZeroDivisionError

    def lacks_data(_text: object, _project: Project) -> bool:
        raise DataError(message("There are no comments in the tables."))

    task = essay(has("tea"), Criterion("b", "A rhyme.", breaks), Criterion("c", "C.", lacks_data))
    verdict = judge(task, "tea", project)
    assert verdict.points == 1.0
    assert any("tell your teacher: A rhyme." in reason for reason in verdict.reasons)
    assert "There are no comments in the tables." in verdict.reasons


def test_what_only_a_teacher_can_judge_is_kept(project: Project) -> None:
    verdict = judge(essay(), "Anything at all.", project)
    assert (verdict.state, verdict.points) == ("kept", 0.0)
    assert "up to 2 points more" in str(verdict)


def skills(levels: dict[str, int], project: Project) -> str:
    task = Task("lesson02.q1", "scales", "guided", "How well?", options=lambda _project: SKILLS)
    verdict = judge(task, levels, project)
    assert verdict.state == ("right" if len(levels) == len(SKILLS) else "nearly")
    return " ".join(verdict.lines())


def test_the_lowest_skills_name_the_lessons_to_begin_with(project: Project) -> None:
    levels = {"numbers.lesson03": 2, "people.lesson04": 0, "money.lesson11": 2, "talk": 1}
    said = skills(levels, project)
    assert said.index("4. The audience") < said.index("3. Reading exports")
    assert said.index("3. Reading exports") < said.index("11. Money")
    assert "2 of 2" in said
    only_talk = {**dict.fromkeys(SKILLS, 3), "talk": 0}
    assert "Talking" in skills(only_talk, project)
    assert "every skill high" in skills(dict.fromkeys(SKILLS, 4), project)


def test_a_skill_that_was_left_out_is_named(project: Project) -> None:
    said = skills({"numbers.lesson03": 2, "talk": 1}, project)
    assert "Not assessed yet: Knowing people; Counting money." in said
    assert "1 of 2" in said


def test_labels_may_be_written_in_the_place_of_ids(tmp_path: Path) -> None:
    project = create_project(tmp_path / "kook", Brief("Kook", language="et"))
    words = Words("et")
    labels = {"photo": Phrase(message("Photo")), "b": "Spring sale", "c": "photo album"}
    for kind, answer, wanted in (
        ("choice", words.say("Photo").upper(), "photo"), ("choice", "PHOTO", "photo"),
        ("choice", "Photo", "photo"), ("choices", ("Spring sale", "b", "c"), ("b", "c")),
        ("rank", ("c", "Spring sale", "photo"), ("c", "b", "photo")),
        ("scales", {"spring SALE": 3}, {"b": 3}),
    ):  # fmt: skip
        task = Task("x", kind, "guided", "?", options=lambda _project: labels)  # type: ignore[arg-type]
        assert fit_options(task, answer, options_of(task, project), words) == wanted


def test_what_is_not_offered_is_told_with_what_is(project: Project) -> None:
    labels = {"photo": "A picture", "text": "Words"}
    for kind, answer in (("choice", "video"), ("choices", ["photo", "video"]),
                         ("rank", ["photo", "video"]), ("scales", {"video": 1})):  # fmt: skip
        task = Task("x", kind, "guided", "?", options=lambda _project: labels)  # type: ignore[arg-type]
        verdict = judge(task, answer, project)
        assert verdict.state == "unreadable"
        assert "video" in verdict.reasons[0]
        assert "photo; text" in verdict.reasons[0]
    rank = Task("x", "rank", "guided", "?", options=lambda _project: labels)
    assert "lacks A picture" in judge(rank, ["text"], project).reasons[0]
    nested = {"choice": labels, "because": {"reach": "Reach"}}
    grounds = Task("x", "justified", "guided", "?", options=lambda _project: nested)
    said = judge(grounds, {"choice": "photo", "because": ["photo"]}, project).reasons[0]
    assert said.startswith("photo is not in the list of this task. There are: reach.")


def test_fields_of_free_answers_are_compared_with_their_labels(project: Project) -> None:
    nested = {"network": {"telegram": "Telegram"}, "metric": {"orders": "Orders in a year"}}
    seen: list[object] = []

    def holds(answer: object, _project: Project) -> bool:
        seen.append(answer)
        return True

    for kind, answer in (("calendar", [{"network": "TELEGRAM", "form": "Photo"}]),
                         ("goal", {"metric": "orders in a year", "target": 3})):  # fmt: skip
        task = Task("x", kind, "open", "?", options=lambda _project: nested,
                    rubric=(Criterion("a", "A.", holds),))  # type: ignore[arg-type]  # fmt: skip
        judge(task, answer, project)
    week, goal = seen
    assert week[0]["network"] == "telegram"  # type: ignore[index]
    assert week[0]["form"] == "Photo"  # type: ignore[index]
    assert goal["metric"] == "orders"  # type: ignore[index]


def test_options_that_cannot_be_worked_out_leave_the_answer_alone(project: Project) -> None:
    def thin(_project: Project) -> dict[str, object]:
        raise DataError(message("There are no visits in the tables."))

    def broken(_project: Project) -> dict[str, object]:
        raise KeyError("network")

    for options, told in ((thin, "no visits"), (broken, "tell your teacher")):
        task = Task("x", "choice", "guided", "?", options=options)
        verdict = judge(task, "photo", project)
        assert verdict.state == "unknown"
        assert told in verdict.reasons[0]
