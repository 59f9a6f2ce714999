"""The form of the queue: filters, a safe table, and the file."""

import csv
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from dialogue_cases import acts, said
from smmlab.brief import Brief
from smmlab.forms import queue as module
from smmlab.forms.queue import queue_form

EVIL = '=HYPERLINK("http://evil") <img src=x onerror=alert(1)> how much?'
ROWS = [
    {**said("a", 24 * 20, EVIL), "post_id": "1"},
    said("b", 24 * 20 + 1, "It was awful, never again"),
    said("c", 24 * 12, "Palju kook maksab?"),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    posts = pd.DataFrame({"network": ["telegram"], "post_id": ["1"],
                          "url": ["javascript:alert(1)"]})  # fmt: skip
    tables = {"interactions": acts(ROWS), "posts": posts}
    scored = pd.DataFrame({"network": "telegram", "interaction_id": ["b"], "mood": [-0.8],
                           "negative": pd.array([True], dtype="boolean")})  # fmt: skip
    monkeypatch.setattr(module, "score_comments", lambda talk: scored)
    return SimpleNamespace(
        brief=Brief(name="Kaja", content_languages=("et", "en")), table=tables.__getitem__,
        fingerprint="f", strategy_folder=tmp_path / "strategy",
    )  # fmt: skip


def table_of(form) -> str:
    return next(one.value for one in form.children if "smm-queue-table" in one._dom_classes)


def test_texts_and_links_are_harmless_and_each_row_has_a_first_answer(project) -> None:
    form = queue_form(project)
    shown = table_of(form)
    assert "3 comments wait for an answer" in form.text.value
    assert "<img" not in shown
    assert "javascript:" not in shown
    assert shown.index("awful") < shown.index("Palju kook") < shown.index("onerror")
    assert "Aitäh küsimast!" in shown, "answered in the language of the question"
    assert "Thank you for asking!" in shown


def test_the_table_follows_the_filters(project) -> None:
    form = queue_form(project)
    days, kind = form.controls
    days.value = 7
    assert "Palju kook" not in table_of(form)
    kind.value = "complaint"
    assert "1 comment waits" in form.text.value
    assert "onerror" not in table_of(form)
    kind.value, days.value = "question", 1
    assert "1 comment waits" in form.text.value


def test_the_file_holds_what_is_chosen_and_no_formula(project) -> None:
    form = queue_form(project)
    form.button.click()
    assert "queue.csv" in form.note.value
    text = (project.strategy_folder / "queue.csv").read_text("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    assert len(rows) == 3
    assert {row[head.index("Mood")] for row in rows} == {"-0.80", ""}
    evil = next(row for row in rows if "evil" in row[head.index("Text")])
    assert evil[head.index("Text")].startswith("'=")
    assert rows[0][head.index("What")] == "Complaint"


def test_without_comments_nobody_is_said_to_be_answered(project) -> None:
    project.table = {
        "interactions": acts([]),
        "posts": pd.DataFrame(columns=["network", "post_id", "url"]),
    }.__getitem__
    form = queue_form(project)
    assert "There are no comments with texts" in form.text.value


def test_nothing_open_is_said(project) -> None:
    project.table = {
        "interactions": acts([said("x", 1, "Lovely")]),
        "posts": pd.DataFrame(columns=["network", "post_id", "url"]),
    }.__getitem__
    form = queue_form(project)
    assert "Nothing waits" in form.text.value
    assert table_of(form) == ""
