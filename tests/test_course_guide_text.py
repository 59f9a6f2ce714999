"""The guide says the same in three languages, and nothing that the program does not do."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import click
import nbformat
import pytest
from scipy.stats import norm

from smmlab.cli import main
from smmlab.cli.course import grade
from smmlab.course.answering.answers import ANSWERS_FILE
from smmlab.course.answering.judging_values import _QUANTILE
from smmlab.course.catalogue import LESSONS, all_tasks, title_of
from smmlab.course.enrolment import ENROLMENT_FILE
from smmlab.course.teaching.classroom import CLASS_FILE
from smmlab.course.teaching.grade_files import BEFORE, FEEDBACK
from smmlab.course.teaching.gradebook import GRADEBOOK
from smmlab.course.teaching.guide_text import GUIDE_FILE, teachers_guide
from smmlab.course.teaching.handing_out import LESSONS_FOLDER
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.wording import faults_of_text

_ENGLISH = teachers_guide("en")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LESSON = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)
_LEAD = re.compile(r"^\*\*[^*]+\*\*", re.MULTILINE)


def lessons_of(guide: str) -> list[str]:
    """Return the text under the heading of each lesson."""
    last = guide.index("\n## ", guide.index("### 12."))
    starts = [found.start() for found in _LESSON.finditer(guide)] + [last]
    return [guide[here:there] for here, there in pairwise(starts)]


def code_of(guide: str) -> list[str]:
    """Return what stands as code, in lines of their own or within a sentence."""
    blocks = re.findall(r"^```\n(.+?)\n```$", guide, re.DOTALL | re.MULTILINE)
    return [*blocks, *re.findall(r"`([^`\n]+)`", guide)]


def commands_of(guide: str) -> Iterator[tuple[click.Command, list[str]]]:
    """Yield the verbs of each command that the guide shows, and what stands behind them."""
    for code in code_of(guide):
        if code.startswith("smmlab "):
            verb: click.Command = main
            words = code.split()[1:]
            while isinstance(verb, click.Group):
                verb = verb.commands[words.pop(0)]
            yield verb, words


def told_options(command: tuple[click.Command, list[str]]) -> tuple[str | None, list[str]]:
    verb, words = command
    return verb.name, [word for word in words if word.startswith("--")]


def options_of(verb: click.Command) -> set[str]:
    return {name for one in verb.params for name in (*one.opts, *one.secondary_opts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_headings_and_parts(language: Language) -> None:
    guide = teachers_guide(language)
    ours, theirs = _HEADING.findall(guide), _HEADING.findall(_ENGLISH)
    assert [marks for marks, _ in ours] == [marks for marks, _ in theirs]
    assert len({title for _, title in ours}) == len(ours)
    for sign in (r"^- ", r"^\|", r"^```", r"^\*\*", r"^- \*\*"):
        found, wanted = (len(re.findall(sign, one, re.MULTILINE)) for one in (guide, _ENGLISH))
        assert found == wanted, sign


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_stands_there_by_its_title(language: Language) -> None:
    guide, words = teachers_guide(language), Words(language)
    found = _LESSON.findall(guide)
    assert [int(number) for number, _ in found] == list(range(1, len(LESSONS) + 1))
    for lesson, (_, title) in zip(LESSONS, found, strict=True):
        english = title_of(lesson).template
        told = words.say(english)
        # A title that the catalogue does not have yet is in English there, never in the guide.
        assert title == told or (told == english and language != "en"), lesson


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_has_its_five_parts_and_three_or_four_questions(language: Language) -> None:
    parts = [_LEAD.findall(lesson) for lesson in lessons_of(teachers_guide(language))]
    assert len(parts) == len(LESSONS)
    assert all(one == parts[0] and len(one) == 5 for one in parts)
    for lesson in lessons_of(teachers_guide(language)):
        questions = re.findall(r"^- (.+)$", lesson, re.MULTILINE)
        assert len(questions) in (3, 4)
        assert all("?" in question for question in questions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_teacher_is_sent_to_the_tasks_that_only_a_teacher_can_judge(language: Language) -> None:
    guide = teachers_guide(language)
    by_hand = {task.lesson for task in all_tasks() if task.teacher_points}
    wanted = [number for number, lesson in enumerate(LESSONS, start=1) if lesson in by_hand]
    told = [line for line in guide[guide.rindex("\n## ") :].splitlines() if line.startswith("- ")]
    assert [int(number) for number in re.findall(r"\d+", told[0])] == wanted
    # “Nothing” is said where nothing waits, and nowhere else.
    last = [lesson.rstrip().rpartition("**")[2].split()[0] for lesson in lessons_of(guide)]
    nothing = {word for at, word in enumerate(last, start=1) if at not in wanted}
    assert len(nothing) == 1
    assert not nothing & {word for at, word in enumerate(last, start=1) if at in wanted}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_one_that_there_is(language: Language) -> None:
    guide = teachers_guide(language)
    shown = list(commands_of(guide))
    assert [told_options(one) for one in shown] == [told_options(o) for o in commands_of(_ENGLISH)]
    for verb, words in shown:
        # A command is read as the terminal would read it, and not done.
        if words:
            verb.make_context(verb.name, list(words)).close()
        if "--language" in words:
            assert words[words.index("--language") + 1] == language
    course = main.commands["course"]
    assert isinstance(course, click.Group)
    known = {name for verb in course.commands.values() for name in options_of(verb)}
    alone = {code for code in code_of(guide) if code.startswith("--")}
    assert alone
    assert alone <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_one_that_a_class_has(language: Language) -> None:
    guide = teachers_guide(language)
    student = {ANSWERS_FILE, ENROLMENT_FILE, LESSONS_FOLDER, "students", "key", "grades", FEEDBACK}
    known = student | {f"key/{CLASS_FILE}", GUIDE_FILE, f"{GRADEBOOK}.csv", f"{GRADEBOOK}.xlsx"}
    known.add(BEFORE)
    # What is written in capital letters stands for a name of the teacher's own.
    told = {re.sub(r"^[^\W\d_]*[A-ZÕÄÖÜА-ЯЁ]{2,}/", "", code) for code in code_of(guide)}
    files_told = {code for code in told if "/" in code or re.search(r"\.[a-z]{2,5}$", code)}
    assert {code for code in files_told if " " not in code} <= known
    assert known - {"grades"} <= told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_held_by_a_file(language: Language) -> None:
    guide = teachers_guide(language)
    held = {"3.11"} | {str(number) for number in range(1, len(LESSONS) + 1)}
    shipped = (files("smmlab") / "notebooks" / "course").iterdir()
    for lesson in (one for one in shipped if one.name.endswith(".ipynb")):
        opening = nbformat.reads(lesson.read_text(encoding="utf-8"), as_version=4).cells[0].source
        held |= set(re.findall(r"\d+", opening.partition("**Time.**")[2]))
    held |= {str(one.default) for one in grade.params if one.name == "seconds"}
    # The quantile of the checks is that of an interval at 95 %.
    held |= {f"{200 * norm.cdf(_QUANTILE) - 100:.0f}"}
    found = set(re.findall(r"\d+(?:[.,]\d+)?", guide))
    assert found <= held
    assert {"45", "60"} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_careful_corrector_finds_nothing(language: Language) -> None:
    # The number of a version has a full stop in every language.
    guide = teachers_guide(language).replace("Python 3.11", "Python")
    assert [str(fault) for fault in faults_of_text(guide, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_length_that_a_teacher_reads_before_a_class(language: Language) -> None:
    # Five to seven printed pages: English takes more words for a page than the two others.
    assert 2_500 <= len(teachers_guide(language).split()) <= 4_200
