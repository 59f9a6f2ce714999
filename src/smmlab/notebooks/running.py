"""Run the guided notebooks without a browser, as a record of the audit."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from sys import executable

from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import message

SECONDS_PER_CELL = 120


@dataclass(frozen=True)
class NotebookRun:
    """One notebook, run from a clean kernel.

    Parameters
    ----------
    executed
        The copy that was run, with what its cells showed; of a stopped one, up to where it stopped.
    problem
        Why it stopped, in one sentence; None when it ran to its end.
    """

    executed: Path
    problem: SmmlabError | None = None


def run_notebooks(
    notebooks: Sequence[Path], destination: Path, *, seconds: int = SECONDS_PER_CELL
) -> list[NotebookRun]:
    """Execute notebooks, each from a clean kernel, and keep the executed copies.

    Nobody presses a button in a headless run, so no notebook changes what another one reads: they
    run side by side, as many as there are processors. One that stops does not stop the others.

    Parameters
    ----------
    notebooks
        Notebooks of one client folder; each runs in its own folder.
    destination
        Where the executed copies go; made when it is missing.
    seconds
        How long one cell may take; after that its kernel is ended.

    Returns
    -------
    list of NotebookRun
        In the order of ``notebooks``.

    Raises
    ------
    ProjectError
        When no time is given to a cell.
    """
    if seconds < 1:
        raise ProjectError(
            message("Expected a limit of at least 1 second for a cell, found {found}."),
            {"found": seconds},
        )
    destination.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda notebook: _run(notebook, destination, seconds), notebooks))


def _run(notebook: Path, destination: Path, seconds: int) -> NotebookRun:
    target = destination / notebook.name
    # A copy of an earlier run would be no evidence of this one.
    target.unlink(missing_ok=True)
    # A process of its own: the notebook client keeps an event loop that threads cannot share.
    done = run(
        [executable, "-m", "papermill", str(notebook), str(target), "--cwd", str(notebook.parent),
         "--kernel", "python3", "--no-progress-bar", "--execution-timeout", str(seconds)],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if not done.returncode:
        return NotebookRun(target)
    if "CellTimeoutError" in done.stderr:
        late = message(
            "The notebook {name} stopped: a cell took longer than {seconds} seconds. Give it more "
            "with --timeout, or open it in JupyterLab to see which one."
        )
        return NotebookRun(target, ProjectError(late, {"name": notebook.name, "seconds": seconds}))
    stopped = message("The notebook {name} stopped: {problem}. Open it in JupyterLab to see where.")
    said = (done.stderr.strip() or "?").splitlines()[-1]
    return NotebookRun(target, ProjectError(stopped, {"name": notebook.name, "problem": said}))
