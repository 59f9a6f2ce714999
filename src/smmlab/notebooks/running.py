"""Run the guided notebooks without a browser, as a record of the audit."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run
from sys import executable

from smmlab.errors import ProjectError
from smmlab.texts import message

SECONDS_PER_CELL = 300


def run_notebooks(notebooks: Sequence[Path], destination: Path) -> list[Path]:
    """Execute notebooks, each from a clean kernel, and keep the executed copies.

    Nobody presses a button in a headless run, so no notebook changes what another one reads: they
    run side by side, as many as there are processors.

    Parameters
    ----------
    notebooks
        Notebooks of one client folder; each runs in its own folder.
    destination
        Where the executed copies go; made when it is missing.

    Raises
    ------
    ProjectError
        Naming the notebook that failed and the error it ended with.
    """
    destination.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda notebook: _run(notebook, destination), notebooks))


def _run(notebook: Path, destination: Path) -> Path:
    target = destination / notebook.name
    # A process of its own: the notebook client keeps an event loop that threads cannot share.
    # The limit matters: without one a stalled cell would wait for ever.
    done = run(
        [executable, "-m", "papermill", str(notebook), str(target), "--cwd", str(notebook.parent),
         "--kernel", "python3", "--no-progress-bar", "--execution-timeout", str(SECONDS_PER_CELL)],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise ProjectError(
            message("The notebook {name} stopped: {problem}. Open it in JupyterLab to see where."),
            {"name": notebook.name, "problem": (done.stderr.strip() or "?").splitlines()[-1]},
        )
    return target
