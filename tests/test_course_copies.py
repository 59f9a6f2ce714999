"""Work that is like another's is told of both; what is alike by chance is not."""

from collections.abc import Mapping, Sequence
from typing import Any

from smmlab.course.catalogue import all_tasks
from smmlab.course.task import Reference
from smmlab.course.teaching.copies_of_others import Work, find_copies
from smmlab.course.teaching.marks import Mark

MEASURED = [one for one in all_tasks() if one.kind in ("share", "number")][:4]
TEXT = next(one for one in all_tasks() if one.kind == "text")
WORDS = "We open at nine and answer every question of our guests before the first cake is baked."
CODE = "mine = sl.check('lesson05.q1', 'telegram')\nother = sl.check('lesson05.q2', ['a', 'b'])"


def work(
    name: str, *, answers: Sequence[float] = (), right: Sequence[float] = (), text: str = "",
    code: Mapping[str, Sequence[str]] | None = None, mistakes: Mapping[str, Any] | None = None,
    state: str = "wrong",
) -> Work:  # fmt: skip
    marks = [Mark(task, state, answer=one)  # type: ignore[arg-type]
             for task, one in zip(MEASURED, answers, strict=False)]  # fmt: skip
    if text:
        marks.append(Mark(TEXT, "kept", answer=text))
    references = {
        task.name: Reference(one, mistakes=mistakes or {})
        for task, one in zip(MEASURED, right, strict=False)
    }
    return Work(name, marks, references, code or {})


def told(*works: Work) -> dict[str, list[str]]:
    found = find_copies({one.name: one for one in works})
    return {name: [str(note) for note in notes] for name, notes in found.items()}


def test_answers_that_fit_anothers_data_are_told_of_who_gave_them() -> None:
    mine = work("Mari", answers=(0.11, 0.22, 0.3301), right=(0.51, 0.62, 0.73))
    other = work("Lea", answers=(0.11, 0.22, 0.33), right=(0.11, 0.22, 0.33), state="right")
    found = told(mine, other)
    assert list(found) == ["Mari"]
    assert "fit the data of Lea" in found["Mari"][0]
    assert all(task.name in found["Mari"][0] for task in MEASURED[:3])


def test_two_that_fit_are_chance_and_right_ones_are_ones_own() -> None:
    other = work("Lea", right=(0.11, 0.22, 0.33))
    assert told(work("Mari", answers=(0.11, 0.22, 0.9), right=(0.5, 0.6, 0.7)), other) == {}
    same = work("Mari", answers=(0.11, 0.22, 0.33), right=(0.11, 0.22, 0.33), state="right")
    assert told(same, other) == {}


def test_the_same_usual_mistake_is_no_copy() -> None:
    wrong = (0.11, 0.12, 0.13)
    usual = {"one": 0.11, "two": 0.12, "three": 0.13}
    one = work("Mari", answers=wrong, right=(0.5, 0.6, 0.7), mistakes=usual)
    two = work("Lea", answers=wrong, right=(0.4, 0.3, 0.2), mistakes=usual)
    assert told(one, two) == {}
    odd = work("Lea", answers=wrong, right=(0.4, 0.3, 0.2))
    assert list(told(work("Mari", answers=wrong, right=(0.5, 0.6, 0.7)), odd)) == ["Mari", "Lea"]


def test_the_same_text_is_told_of_both_and_a_short_or_another_one_is_not() -> None:
    nearly = WORDS.replace("baked", "sold").upper()
    found = told(work("Mari", text=WORDS), work("Lea", text=nearly), work("Jüri", text="Yes."))
    assert sorted(found) == ["Lea", "Mari"]
    assert found["Lea"] == [f"The text of {TEXT.name} is nearly the same as that of Mari."]
    other = "In the morning our baker shows the bread of the day and tells where the flour is from."
    assert told(work("Mari", text=WORDS), work("Lea", text=other)) == {}
    assert told(work("Mari", text="Yes, we do."), work("Lea", text="Yes, we do.")) == {}


def test_the_same_code_is_told_of_both_whatever_its_blanks() -> None:
    one = work("Mari", code={"05.ipynb": (CODE,)})
    two = work("Lea", code={"05.ipynb": tuple(CODE.replace(" ", "  ").splitlines())})
    assert sorted(told(one, two)) == ["Lea", "Mari"]
    assert told(one, work("Lea", code={"06.ipynb": (CODE,)})) == {}
    short = {"05.ipynb": ("sl.check('lesson05.q1', 'a')",)}
    assert told(work("Mari", code=short), work("Lea", code=short)) == {}
