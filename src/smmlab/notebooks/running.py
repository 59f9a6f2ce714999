"""Run the guided notebooks without a browser, as a record of the audit."""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError

from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import message

SECONDS_PER_CELL = 120
# The documents are written meanwhile: more kernels would wait for each other on most computers.
_SIDE_BY_SIDE = 2
_LATE = message(
    "The notebook {name} stopped: a cell took longer than {seconds} seconds. Give it more "
    "with --timeout, or open it in JupyterLab to see which one."
)
_STOPPED = message("The notebook {name} stopped: {problem}. Open it in JupyterLab to see where.")


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
    run side by side, two at a time. One that stops does not stop the others.

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
    # In a thread of its own, for a notebook that calls this has an event loop already.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, _run_all(notebooks, destination, seconds)).result()


async def _run_all(notebooks: Sequence[Path], destination: Path, seconds: int) -> list[NotebookRun]:
    seats = asyncio.Semaphore(_SIDE_BY_SIDE)
    # Those that tell the findings of a room come last: the documents have counted them by then.
    ordered = sorted(notebooks, key=_tells_findings)
    runs = await asyncio.gather(
        *(_run(notebook, destination / notebook.name, seconds, seats) for notebook in ordered)
    )
    return [runs[ordered.index(notebook)] for notebook in notebooks]


def _tells_findings(notebook: Path) -> bool:
    return notebook.is_file() and b"findings_about" in notebook.read_bytes()


async def _run(notebook: Path, target: Path, seconds: int, seats: asyncio.Semaphore) -> NotebookRun:
    # A copy of an earlier run would be no evidence of this one.
    target.unlink(missing_ok=True)
    async with seats:
        try:
            await _execute(notebook, target, seconds)
        except CellTimeoutError:
            late = ProjectError(_LATE, {"name": notebook.name, "seconds": seconds})
            return NotebookRun(target, late)
        # Whatever stops one notebook, people edit them, must not stop the others.
        except Exception as problem:
            said = (str(problem).strip() or repr(problem)).splitlines()[-1]
            stopped = ProjectError(_STOPPED, {"name": notebook.name, "problem": said})
            return NotebookRun(target, stopped)
    return NotebookRun(target)


async def _execute(notebook: Path, target: Path, seconds: int) -> None:
    cells = nbformat.read(notebook, as_version=4)
    place = {"metadata": {"path": str(notebook.parent)}}
    client = NotebookClient(cells, timeout=seconds, kernel_name="python3", resources=place)
    try:
        # What a kernel says beside its cells is for its makers; more threads of one kernel would
        # only wait for the other.
        alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        await client.async_execute(stdout=DEVNULL, stderr=DEVNULL, env=alone)
    finally:
        nbformat.write(cells, target)
