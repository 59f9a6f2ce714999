"""A page for each student: every task, what became of it and why, never what would be right."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from smmlab.course.answering.verdict import SIGNS
from smmlab.course.catalogue import LESSONS, title_of
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.gradebook import STATE_WORDS, answer_text
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.texts import Words
from smmlab.texts.escaping import without_invisible

_LONGEST = 2_000


def feedback_html(grade: StudentGrade, classroom: Classroom, words: Words) -> str:
    """Return the page of a student: one file that needs nothing else.

    Parameters
    ----------
    grade
        Of the student. Its notes are the teacher's and are not told here.
    classroom
        Which class.
    words
        In the language of the class.
    """
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("smmlab.course.teaching") / "templates" / "feedback.html.j2"
    template = environment.from_string(source.read_text(encoding="utf-8"))
    name = without_invisible(grade.student.name)
    page = template.render(
        language=words.language,
        title=words.say("Feedback for {name}", name=name),
        name=name,
        subtitle=words.say("Class: {name}", name=without_invisible(classroom.name)),
        summary=_summary(grade, words),
        skip=words.say("Skip to the text"),
        answer_head=words.say("Your answer:"),
        words_head=words.say("Your teacher's words:"),
        lessons=[_lesson(grade, lesson, words) for lesson in LESSONS],
    )
    return str(page)


def _summary(grade: StudentGrade, words: Words) -> list[str]:
    told = [_points(grade.total, _most(grade.marks), words)]
    if any(one.is_given for one in grade.marks):
        told.append(
            words.say(
                "Of these the checks gave {checks} and your teacher {teacher}.",
                checks=words.number(grade.points, digits=2),
                teacher=words.number(grade.teacher_points, digits=2),
            )
        )  # fmt: skip
    if grade.to_give:
        told.append(
            words.say_many(
                "Your teacher reads your own texts and may give up to {n} point more.",
                "Your teacher reads your own texts and may give up to {n} points more.",
                n=grade.to_give,
            )
        )
    return told


def _most(marks: Sequence[Mark]) -> float:
    """Return the most that can be had of the checks and of what the teacher has judged."""
    return sum(one.most + (one.most_to_give if one.is_given else 0) for one in marks)


def _lesson(grade: StudentGrade, lesson: str, words: Words) -> dict[str, Any]:
    marks = [one for one in grade.marks if one.task.lesson == lesson]
    title = title_of(lesson)
    number = LESSONS.index(lesson) + 1
    return {
        "key": lesson,
        "title": words.say(
            "Lesson {number}: {title}", number=number, title=words.say(title.template)
        ),
        "points": _points(
            sum(one.points + one.teacher_points for one in marks), _most(marks), words
        ),
        "tasks": [_task(one, words) for one in marks],
    }


def _task(mark: Mark, words: Words) -> dict[str, Any]:
    is_read = mark.is_given and mark.state == "kept"
    state = words.say("read by your teacher") if is_read else words.say(STATE_WORDS[mark.state])
    points = _points(mark.points + mark.teacher_points, _most([mark]), words)
    sign = SIGNS.get(mark.state, "–") if mark.state != "missing" else "–"
    return {
        "name": mark.task.name,
        "asks": words.say(mark.task.asks),
        "state": mark.state,
        "said": f"{sign} {state[:1].upper()}{state[1:]}. {points}",
        "answer": without_invisible(answer_text(mark))[:_LONGEST],
        "reasons": _said(mark, words),
        "teacher": _teacher(mark, words),
        "words": without_invisible(mark.given.words) if mark.given else "",
    }


def _teacher(mark: Mark, words: Words) -> list[str]:
    """Return what the teacher gave, and whether it was given to this answer."""
    told = []
    if mark.is_given:
        told.append(
            words.say(
                "Your teacher gave {points} of {most} points.",
                points=words.number(mark.teacher_points, digits=2),
                most=words.number(mark.most_to_give, digits=2),
            )
        )  # fmt: skip
    if mark.given and mark.given.older and (told or mark.given.words):
        told.append(words.say("This was about an earlier answer of yours."))
    return told


def _said(mark: Mark, words: Words) -> Sequence[str]:
    return [without_invisible(words.say(one.template, **one.values)) for one in mark.reasons]


def _points(points: float, most: float, words: Words) -> str:
    shown, out_of = words.number(points, digits=2), words.number(most, digits=2)
    return words.say("Points: {points} of {most}.", points=shown, most=out_of)
