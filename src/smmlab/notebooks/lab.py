"""JupyterLab on one client: its folder, its language, its first notebook, and no questions."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from smmlab.texts import Language

START = "00-start-here.ipynb"
FIRST_LESSON = "course/01-what-smm-is.ipynb"
LOCALES: Mapping[Language, str] = MappingProxyType({"en": "en", "et": "et_EE", "ru": "ru_RU"})
"""How the language packs of JupyterLab are called."""


def write_lab_settings(folder: Path, language: Language) -> None:
    """Write what JupyterLab should begin with into a folder of its own.

    They are defaults: what a person has set in JupyterLab before, a dark theme for example, holds.

    Parameters
    ----------
    folder
        Where ``overrides.json`` goes; made when it is missing.
    language
        Of the menus.
    """
    overrides = {
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language]},
        # A question about news in the corner would be the first thing a newcomer reads.
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(overrides, indent=2), encoding="utf-8")


def lab_command(
    client: Path, private: Path, *, is_shown: bool = True, start: str = START
) -> list[str]:
    """Return the command that opens JupyterLab on a client folder.

    Parameters
    ----------
    client
        The client folder: the file browser shows it and nothing above it.
    private
        A folder for this run, with what `write_lab_settings` wrote in it; open tabs are kept there
        too, so that those of another client do not come back.
    is_shown
        Whether to open the browser, or only print the address.
    start
        The notebook that opens first, from the folder ``notebooks/``.

    Examples
    --------
    >>> command = lab_command(Path("cafe"), Path("run"))
    >>> [part for part in command if part.startswith("--LabApp.default_url")]
    ['--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb']
    """
    return [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={client}",
        f"--LabApp.default_url=/lab/tree/notebooks/{start}",
        f"--LabApp.app_settings_dir={private}",
        f"--LabApp.workspaces_dir={private / 'workspaces'}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *([] if is_shown else ["--no-browser"]),
        # In a container people are root, and Jupyter asks for their word that they know it.
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]
