"""Which tasks there are, by the lesson they stand in."""

from difflib import get_close_matches
from functools import cache
from importlib import import_module

from smmlab.course.task import Task
from smmlab.errors import ProjectError
from smmlab.texts import Phrase, message

LESSONS: tuple[str, ...] = tuple(f"lesson{number:02d}" for number in range(1, 13))
"""The lessons in their order."""
LESSON_TITLES: tuple[Phrase, ...] = (
    Phrase(message("What SMM is and what it is not")),
    Phrase(message("The manager's job, day and skills")),
    Phrase(message("Reading exports and distrusting them")),
    Phrase(message("The audience")),
    Phrase(message("Choosing one network")),
    Phrase(message("The gathering place and the face")),
    Phrase(message("Content that spreads")),
    Phrase(message("Forms, tone, rhythm and the calendar")),
    Phrase(message("Dialogue, negativity and the first hour of a crisis")),
    Phrase(message("Rivals and leaders")),
    Phrase(message("Money and the price of your own work")),
    Phrase(message("Writing and defending the strategy")),
)
"""What each lesson is about, in the same order."""


@cache
def tasks_of(lesson: str) -> tuple[Task, ...]:
    """Return the tasks of one lesson.

    Parameters
    ----------
    lesson
        Such as ``lesson05``.

    Raises
    ------
    ProjectError
        When there is no such lesson.
    """
    if lesson not in LESSONS:
        raise ProjectError(
            message("There is no lesson {found}. The lessons are {first} to {last}."),
            {"found": lesson, "first": LESSONS[0], "last": LESSONS[-1]},
        )
    tasks: tuple[Task, ...] = import_module(f"smmlab.course.tasks.{lesson}").TASKS
    return tasks


def all_tasks() -> tuple[Task, ...]:
    """Return every task of the course, lesson by lesson."""
    return tuple(task for lesson in LESSONS for task in tasks_of(lesson))


def find_task(name: str) -> Task:
    """Return the task of a name.

    Parameters
    ----------
    name
        Such as ``lesson05.q2``.

    Raises
    ------
    ProjectError
        When there is none, with the names that are nearest.
    """
    typed = str(name).strip().lower()
    lesson = typed.partition(".")[0]
    for task in tasks_of(lesson) if lesson in LESSONS else ():
        if task.name == typed:
            return task
    names = [task.name for task in all_tasks()]
    near = get_close_matches(typed[:40], names, n=3, cutoff=0.5) or names[:3]
    raise ProjectError(
        message(
            "There is no task {found}. The names nearest to it are {near}. Copy the name as the "
            "lesson writes it."
        ),
        {"found": str(name)[:40], "near": ", ".join(near)},
    )


def title_of(lesson: str) -> Phrase:
    """Return what a lesson is about.

    Examples
    --------
    >>> str(title_of("lesson04"))
    'The audience'
    """
    return LESSON_TITLES[LESSONS.index(lesson)]
