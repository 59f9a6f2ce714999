"""The way of ten notebooks: each links, asks its question and says what is done."""

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from import_cases import BRIEF
from smmlab.forms.way import show_way
from smmlab.project import create_project
from smmlab.texts import LANGUAGES, Language

NAMES = sorted(
    item.name for item in files("smmlab.notebooks").iterdir() if item.name.endswith(".ipynb")
)
STEPS = ("audience", "network", "place", "content", "dialogue", "rivals", "money", "objectives")


def way(
    folder: Path,
    *,
    decided: Mapping[str, bool] | None = None,
    posts: int = 0,
    comments: int = 0,
    language: Language = "en",
) -> Any:
    """Show the way of a client that decided these steps (value: is it stale) on so many rows."""
    tables = {"posts": SimpleNamespace(rows=posts), "interactions": SimpleNamespace(rows=comments)}
    state = SimpleNamespace(
        files=(1, 2) if posts or comments else (),
        tables=tables,
        decisions=[SimpleNamespace(step=k, stale=v) for k, v in (decided or {}).items()],
    )
    client: Any = SimpleNamespace(
        brief=replace(BRIEF, language=language), status=lambda: state,
        strategy_folder=folder, notebooks_folder=folder / "notebooks",
    )  # fmt: skip
    return show_way(client)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notebook_of_the_guide_is_linked_in_order(language: Language, tmp_path: Path) -> None:
    shown = way(tmp_path, language=language)
    links = re.findall(r'<td[^>]*><a href="([^"]+)"', shown.html)
    assert links == NAMES
    assert len(repr(shown).split("\n")) == len(NAMES) + 1


def test_from_a_lesson_the_links_lead_up_to_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = tmp_path / "notebooks" / "course"
    lessons.mkdir(parents=True)
    monkeypatch.chdir(lessons)
    links = re.findall(r'href="([^"]+)"', way(tmp_path).html)
    assert links[:-1] == [f"../{name}" for name in NAMES]
    assert links[-1] == "../01-import-the-exports.ipynb"
    monkeypatch.chdir(lessons.parent)
    assert re.findall(r'<td[^>]*><a href="([^"]+)"', way(tmp_path).html) == NAMES


def test_a_new_client_begins_with_the_import(tmp_path: Path) -> None:
    lines = repr(show_way(create_project(tmp_path / "kohvik", BRIEF))).split("\n")
    assert [line[0] for line in lines[:10]] == ["✓"] + ["○"] * 9
    assert lines[-1] == "Next: 1. Import the exports"


def test_files_without_comments_are_not_enough(tmp_path: Path) -> None:
    assert "○ 1. Import the exports: 2 files imported; " in repr(way(tmp_path, posts=3))
    whole = repr(way(tmp_path, posts=3, comments=4))
    assert "✓ 1. Import the exports: 2 files imported\n" in whole
    assert whole.endswith("Next: 2. Know the audience")


def test_a_stale_decision_comes_next(tmp_path: Path) -> None:
    decided = {"audience": False, "network": True}
    shown = repr(way(tmp_path, posts=3, comments=4, decided=decided))
    assert "✓ 2. Know the audience: decided\n" in shown
    assert "↻ 3. Choose the network: look again" in shown
    assert shown.endswith("Next: 3. Choose the network")


def test_the_end_is_a_written_document(tmp_path: Path) -> None:
    decided = dict.fromkeys(STEPS, False)
    waiting = repr(way(tmp_path, posts=3, comments=4, decided=decided))
    assert waiting.endswith("Next: 9. Write the strategy")
    (tmp_path / "strategy.docx").touch()
    written = repr(way(tmp_path, posts=3, comments=4, decided=decided))
    assert "Next" not in written
    assert written.count("✓") == len(NAMES)


@pytest.mark.parametrize("language", ["et", "ru"])
def test_nothing_of_the_way_stays_in_english(language: Language, tmp_path: Path) -> None:
    decided = {"audience": False, "network": True}
    told = [repr(way(tmp_path, posts=3, decided=decided, language=code)).split("\n")
            for code in ("en", language)]  # fmt: skip
    assert set(told[0]).isdisjoint(told[1])
