"""JupyterLab opens on one client, in its language, and asks nothing."""

import json
import os
import sys
from pathlib import Path

import pytest

from smmlab.notebooks.lab import LOCALES, START, lab_command, write_lab_settings
from smmlab.texts import LANGUAGES, Language

CLIENT, PRIVATE = Path("kohvik näidis"), Path("run")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menus_speak_the_language_of_the_client(language: Language, tmp_path: Path) -> None:
    write_lab_settings(tmp_path / "new", language)
    kept = json.loads((tmp_path / "new" / "overrides.json").read_text(encoding="utf-8"))
    assert kept["@jupyterlab/translation-extension:plugin"] == {"locale": LOCALES[language]}
    news = kept["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}


def test_every_language_has_menus() -> None:
    assert {code: name[:2] for code, name in LOCALES.items()} == {code: code for code in LANGUAGES}


def test_the_browser_begins_at_the_first_notebook_of_the_guide() -> None:
    command = lab_command(CLIENT, PRIVATE)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={CLIENT}" in command
    assert f"--LabApp.default_url=/lab/tree/notebooks/{START}" in command
    assert START == "00-start-here.ipynb"


def test_settings_and_tabs_are_of_this_run_only() -> None:
    command = lab_command(CLIENT, PRIVATE)
    assert "--LabApp.app_settings_dir=run" in command
    assert f"--LabApp.workspaces_dir={PRIVATE / 'workspaces'}" in command


def test_nothing_is_asked_of_the_outside() -> None:
    command = lab_command(CLIENT, PRIVATE)
    assert "--LabApp.extension_manager=readonly" in command
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in command


def test_the_browser_stays_closed_when_asked() -> None:
    assert "--no-browser" not in lab_command(CLIENT, PRIVATE)
    assert "--no-browser" in lab_command(CLIENT, PRIVATE, is_shown=False)


def test_only_root_is_spared_the_question_about_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "--allow-root" in lab_command(CLIENT, PRIVATE)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert "--allow-root" not in lab_command(CLIENT, PRIVATE)
    monkeypatch.delattr(os, "geteuid")
    assert "--allow-root" not in lab_command(CLIENT, PRIVATE)
