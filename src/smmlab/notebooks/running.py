"""Run the guided notebooks without a browser, as a record of the audit."""

import asyncio
import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError

from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import message

SECONDS_PER_CELL = 120
# The documents are written meanwhile: more kernels would wait for each other on most computers.
_SIDE_BY_SIDE = 2
# Loading the libraries takes longer than most notebooks, so a kernel is emptied and used again.
_EMPTY = """
import ipywidgets
ipywidgets.Widget.close_all()
get_ipython().reset(new_session=True)
"""
_LATE = message(
    "The notebook {name} stopped: a cell took longer than {seconds} seconds. Give it more "
    "with --timeout, or open it in JupyterLab to see which one."
)
_STOPPED = message("The notebook {name} stopped: {problem}. Open it in JupyterLab to see where.")


@dataclass(frozen=True)
class NotebookRun:
    """One notebook, run in a kernel without a variable of another one.

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
    """Execute notebooks, each in an empty kernel, and keep the executed copies.

    Nobody presses a button in a headless run, so no notebook changes what another one reads: they
    run side by side, two at a time. One that stops does not stop the others, and its kernel ends
    with it.

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
    # Those that tell the findings of a room come last: the documents have counted them by then.
    waiting = deque(sorted(enumerate(notebooks), key=lambda one: _tells_findings(one[1])))
    runs: dict[int, NotebookRun] = {}

    async def work() -> None:
        async with _Kernel(seconds) as kernel:
            while waiting:
                at, notebook = waiting.popleft()
                runs[at] = await _run(notebook, destination / notebook.name, kernel)

    await asyncio.gather(*(work() for _ in range(min(_SIDE_BY_SIDE, len(notebooks)))))
    return [runs[at] for at in range(len(notebooks))]


def _tells_findings(notebook: Path) -> bool:
    return notebook.is_file() and b"findings_about" in notebook.read_bytes()


async def _run(notebook: Path, target: Path, kernel: "_Kernel") -> NotebookRun:
    # A copy of an earlier run would be no evidence of this one.
    target.unlink(missing_ok=True)
    try:
        cells = nbformat.read(notebook, as_version=4)
        try:
            await kernel.execute(cells, notebook.parent)
        finally:
            nbformat.write(cells, target)
    except CellTimeoutError:
        late = ProjectError(_LATE, {"name": notebook.name, "seconds": kernel.seconds})
        return NotebookRun(target, late)
    # Whatever stops one notebook, people edit them, must not stop the others.
    except Exception as problem:
        said = (str(problem).strip() or repr(problem)).splitlines()[-1]
        stopped = ProjectError(_STOPPED, {"name": notebook.name, "problem": said})
        return NotebookRun(target, stopped)
    return NotebookRun(target)


class _Kernel:
    """A kernel for one notebook after the other, ended with the one that does not come to its end.

    Parameters
    ----------
    seconds
        How long one cell may take.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._manager = AsyncKernelManager()
        self._folder: Path | None = None

    async def __aenter__(self) -> "_Kernel":
        return self

    async def __aexit__(self, *_problem: object) -> None:
        await self._end()

    async def execute(self, cells: nbformat.NotebookNode, folder: Path) -> None:
        """Run the cells of a notebook in its folder, and leave no variable of it behind."""
        if folder != self._folder:
            await self._end()
        self._folder = folder
        client = NotebookClient(
            cells, timeout=self.seconds, km=self._manager,
            resources={"metadata": {"path": str(folder)}},
        )  # fmt: skip
        # What a kernel says beside its cells is for its makers; more threads of one kernel would
        # only wait for the other.
        alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        emptied = False
        try:
            await client.async_execute(stdout=DEVNULL, stderr=DEVNULL, env=alone)
            emptied = isinstance(client.kc, AsyncKernelClient) and await self._empty(client.kc)
        finally:
            if client.kc is not None:
                client.kc.stop_channels()
            if not emptied:
                await self._end()

    async def _empty(self, kernel: AsyncKernelClient) -> bool:
        try:
            reply = await kernel.execute_interactive(
                _EMPTY, silent=True, store_history=False, allow_stdin=False, timeout=self.seconds
            )
        except (RuntimeError, TimeoutError):
            return False
        return bool(reply["content"]["status"] == "ok")

    async def _end(self) -> None:
        if self._manager.has_kernel:
            await self._manager.shutdown_kernel(now=True)
            self._manager = AsyncKernelManager()
