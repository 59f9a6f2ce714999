"""A simulated class: what each of its students hands in."""

import json
import random
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import nbformat

from smmlab.course.answering.answers import keep_answer
from smmlab.course.answering.options import options_of
from smmlab.course.catalogue import all_tasks
from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.task import Reference, Task
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.key import CaseKey

LESSON = "notebooks/course/05-choose-one-network.ipynb"
LETTER = (
    "Our page brings 12 of 100 paid orders by links that are tagged. It can make people know and "
    "trust us before they buy. It cannot put the shop higher in a search engine, which is the "
    "work of SEO, and it cannot replace advertising when 40 seats must be filled by tomorrow."
)
COPIED = (
    "Every Monday my neighbour and I drink a coffee and plan 3 posts for the week, answer 25 "
    "questions, look at the numbers of the last week and decide together what to leave out next."
)


def right_answers(key: CaseKey) -> dict[str, Any]:
    """Return an answer to every task: the references, and something for the free ones."""
    project = key.project()
    found: dict[str, Any] = {}
    for task in all_tasks():
        reference = key.references.get(task.name)
        if reference is not None:
            found[task.name] = _plain(right_answer(task, reference))
        elif task.kind == "scales":
            assert task.options is not None
            found[task.name] = dict.fromkeys(task.options(project), 3)
        elif task.kind == "text":
            found[task.name] = _own_words(f"{key.student.id} {task.name}")
        elif task.kind == "calendar":
            row = {"weekday": "monday", "time": "18:00", "network": "instagram", "form": "image",
                   "type": "medal",
                   "words": _own_words(f"{key.student.id} {task.name}")}  # fmt: skip
            found[task.name] = [row, {**row, "weekday": "thursday"}]
        else:
            found[task.name] = {
                "metric": "orders", "baseline": 10, "target": 20, "by": "2027-03-01",
                "owner": project.brief.owner or "Mari", "because": [],
            }  # fmt: skip
    return found


def _own_words(whose: str) -> str:
    """Return a text that is like no other student's."""
    words = LETTER.split()
    random.Random(whose).shuffle(words)
    return " ".join(words)


def right_answer(task: Task, reference: Reference) -> Any:
    if task.kind == "justified":
        return {"choice": reference.value, "because": list(reference.because)}
    return reference.value


def usual_mistakes(key: CaseKey, number: int) -> dict[str, tuple[Any, str, str]]:
    """Return the answer of a usual mistake to each task that knows one, its reason and state."""
    found = {}
    for task in all_tasks():
        reference = key.references.get(task.name)
        reasons = list(reference.mistakes) if reference is not None else []
        if not reasons or reference is None:
            continue
        reason = reasons[number % len(reasons)]
        value = reference.mistakes[reason]
        state = "wrong"
        if task.kind in ("choice", "justified") and not isinstance(value, str):
            value = sorted(value)[0]
        if task.kind == "justified":
            offered = options_of(task, key.project())
            if value in offered["because"]:
                # The choice is right; one of its grounds is the mistake.
                value, state = {"choice": reference.value, "because": [value]}, "nearly"
            elif value in offered["choice"]:
                value = {"choice": value, "because": []}
            else:
                continue
        found[task.name] = (_plain(value), str(reason), state)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


class Desk:
    """Where the students of a class do their work."""

    def __init__(self, classroom: Classroom, keys: Mapping[str, CaseKey]) -> None:
        self.classroom, self.keys = classroom, keys

    def folder(self, name: str) -> Path:
        return self.classroom.students_folder / self.classroom.find(name).folder

    def answer(self, name: str, answers: Mapping[str, Any]) -> None:
        for task, answer in answers.items():
            keep_answer(self.folder(name), task, answer, state="right", points=99.0)

    def write_code(self, name: str, *cells: str, file: str = LESSON) -> None:
        """Let a student write code into a lesson, in the place of ours."""
        path = self.folder(name) / file
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [nbformat.v4.new_code_cell("import smmlab as sl")]
        notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
        path.write_text(nbformat.writes(notebook), encoding="utf-8")

    def add_code(self, name: str, *cells: str, file: str = LESSON) -> None:
        """Let a student add code to a lesson, below the imports of ours."""
        path = self.folder(name) / file
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[2:2] = [nbformat.v4.new_code_cell(cell) for cell in cells]
        path.write_text(nbformat.writes(notebook), encoding="utf-8")

    def check_by_code(self, name: str, answers: Mapping[str, Any]) -> None:
        cells = [f'sl.check("{task}", {answer!r})' for task, answer in answers.items()]
        self.write_code(name, *cells)

    def pack(self, name: str) -> None:
        """Hand a folder in as a ZIP, as a learning platform names it."""
        folder = self.folder(name)
        with zipfile.ZipFile(folder.with_name(f"{folder.name}_77_file.zip"), "w") as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, Path("work") / path.relative_to(folder))
        shutil.rmtree(folder)

    def pack_only(self, name: str, members: Mapping[str, bytes]) -> None:
        folder = self.folder(name)
        with zipfile.ZipFile(f"{folder}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        shutil.rmtree(folder)

    def copy_from(self, name: str, other: str) -> None:
        """Hand in the whole work of another student."""
        shutil.rmtree(self.folder(name))
        shutil.copytree(self.folder(other), self.folder(name))

    def enrol(self, name: str) -> None:
        student = self.classroom.find(name)
        write_enrolment(self.folder(name), Enrolment("class", student.name, student.id))

    def damage_answers(self, name: str) -> None:
        (self.folder(name) / "answers.json").write_text('{"lesson01.q1": {', encoding="utf-8")

    def mistype(self, name: str) -> dict[str, Any]:
        """Answer every task with something of another kind."""
        odd = {task.name: {"nothing": [1, {"of": "this"}]} for task in all_tasks()}
        kept = {
            task: {"answer": answer, "tries": 1, "state": "right", "points": 5.0,
                   "moment": "2026-11-01T10:00:00+00:00"}
            for task, answer in odd.items()
        }  # fmt: skip
        (self.folder(name) / "answers.json").write_text(json.dumps(kept), encoding="utf-8")
        return odd
