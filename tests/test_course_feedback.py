"""A student's page: every task and its reasons, escaped, from nowhere else, without the key."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course_grade_cases import HOSTILE, MEAN, grade
from smmlab.course.catalogue import all_tasks
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.feedback import feedback_html
from smmlab.course.teaching.marks import StudentGrade
from smmlab.course.teaching.roster import Student
from smmlab.texts import LANGUAGES, Language, Words

ROOM = Classroom(Path("Autumn <b>"), 1)


def page(*states: str, text: str = "", language: Language = "en", name: str = "Mari") -> str:
    found = grade("1", *states, text=text, note="seen by the teacher alone")
    named = StudentGrade(Student("1", name, "mari"), found.marks, found.notes)
    return feedback_html(named, ROOM, Words(language))


def test_each_task_is_told_with_its_state_and_reasons() -> None:
    told = page("right", "wrong", "kept")
    for task in all_tasks():
        assert f"<h3>{task.name}: " in told
    assert told.count("<article") == len(all_tasks())
    assert '<article class="right">' in told
    assert "✓ Right. Points: 2 of 2." in told
    assert f"<li>{MEAN}</li>" in told
    assert "Your teacher reads your own texts and may give up to 2 points more." in told
    assert "– Not answered. Points: 0 of 2." in told
    assert "seen by the teacher alone" not in told


def test_hostile_texts_are_letters() -> None:
    told = page("wrong", text=HOSTILE + "\u202e", name="<img src=x onerror=alert(1)>")
    assert "<script" not in told
    assert "<img" not in told
    assert "&lt;script&gt;alert(1)" in told
    assert "&lt;b&gt;" in told
    assert "\u202e" not in told


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_fetches_nothing(language: Language) -> None:
    told = page("right", "wrong", "kept", language=language)
    tags = Tags()
    tags.feed(told)
    assert tags.open == []
    assert tags.seen[0] == ("html", {"lang": language})
    assert {tag for tag, _ in tags.seen} & {"script", "img", "iframe"} == set()
    addresses = [value for _, attrs in tags.seen for key, value in attrs.items()
                 if key in ("src", "href")]  # fmt: skip
    assert all(one and one.startswith(("#", "data:")) for one in addresses)
    assert not re.search(r"url\(|@import|https?://", told)
    assert "default-src 'none'" in told
    assert "prefers-color-scheme: dark" in told
    ids = [attrs["id"] for _, attrs in tags.seen if "id" in attrs]
    assert len(set(ids)) == len(ids) == 13
