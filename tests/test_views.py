"""What a person sees of a folder: its state, and what became of each file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from import_cases import (
    BRIEF,
    post,
    write_export,
)
from smmlab.exports.telegram import chats
from smmlab.project import Project, create_project
from smmlab.texts import Words

pytestmark = pytest.mark.usefixtures("fake_exports")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "client", BRIEF)


def test_status_tells_spans_and_what_is_missing(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {
        "posts": [post("1", at=1_700_000_000), post("2", at=1_700_900_000)]}))  # fmt: skip
    state = project.status()
    plain = json.loads(json.dumps(state.as_dict()))
    assert plain["tables"]["posts"] == {
        "rows": 2, "first_day": "2023-11-15", "last_day": "2023-11-25", "networks": ["instagram"],
    }  # fmt: skip
    assert plain["files"][0]["file"] == "a.json"
    assert [(gap["network"], gap["table"]) for gap in plain["missing"]] == [
        ("telegram", "interactions"), ("instagram", "audience"), ("", "visits"), ("", "orders"),
    ]  # fmt: skip
    assert "Posts: 2 rows, from November 15, 2023 to November 25, 2023." in str(state)


def test_rows_of_one_day_are_of_that_day(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1", at=1_700_000_000)]}))
    assert "Posts: 1 row, of November 15, 2023." in str(project.status())


def test_a_report_shows_file_counts_cautions_and_rejected_rows(
    project: Project, tmp_path: Path
) -> None:
    report = project.add(
        write_export(tmp_path / "a.json", {"posts": [post("1")]}, rejected=[7], warn=["half"])
    )
    shown = report.as_html(Words("en"))
    for part in ("<h4>a.json</h4>", "Read as Fake", "<td>2</td>", "Look: half.",
                 "Rows that were not imported", "Line 7: Of no use: rejected."):  # fmt: skip
        assert part in shown
    assert shown.index("Look: half.") < shown.index("Rows that were not imported")
    named = replace(report, title=chats.READER.card.title).as_html(Words("et"))
    assert Words("et").say(chats.READER.card.title) in named
    bad = tmp_path / "b.json"
    bad.write_text("no JSON")
    refused = project.add(bad).as_html(Words("en"))
    assert "<h4>b.json</h4>" in refused
    assert "no fake export" in refused


def test_steps_and_tables_are_named_in_the_language_of_the_project(
    project: Project, tmp_path: Path
) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}))
    project.decide("audience", {"segments": ["core"]}, reason="")
    words = Words("ru")
    lines = replace(project.status(), language="ru").lines()
    assert any(line.startswith(words.say("Posts")) for line in lines)
    assert any(words.say("Audience") in line for line in lines)


def test_reports_show_hostile_names_harmlessly(project: Project, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>.json"
    report = project.add(write_export(tmp_path / name, {"posts": [post("1")]}, rejected=[3]))
    assert "<img" not in report._repr_html_()
    assert "<img" not in project.status()._repr_html_()
    assert report.frame()["read"].tolist() == [2]
