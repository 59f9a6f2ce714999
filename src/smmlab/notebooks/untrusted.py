"""Run notebooks that somebody else wrote: a limit for each, and no flood, loop or fault stops us.

The code still runs as the person who started us: a limit is no wall. Who does not want that leaves
such notebooks unrun.
"""

import asyncio
import contextlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Literal

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

SECONDS = 60
"""How long a whole notebook may take."""
MOST_OUTPUT = 20 * 1024**2
MOST_MESSAGES = 20_000
_MOST_MEMORY = 6 * 1024**3
_TO_START = 60
End = Literal["done", "late", "flood", "stopped"]
# Too much memory for one notebook would stop the computer, not only the notebook.
_CAREFULLY = """
try:
    import resource as _resource
    _resource.setrlimit(_resource.RLIMIT_AS, ({most}, {most}))
    _resource.setrlimit(_resource.RLIMIT_FSIZE, ({file}, {file}))
    del _resource
except Exception:
    pass
"""
_LARGEST_FILE = 1024**3


@dataclass(frozen=True)
class UntrustedRun:
    """What became of a notebook.

    Parameters
    ----------
    name
        Its file name.
    end
        ``done``; ``late`` when its time was up, ``flood`` when it showed too much, ``stopped`` when
        its kernel ended or it could not be started.
    failed
        How many cells ended in an error; the others ran nevertheless.
    """

    name: str
    end: End
    failed: int = 0


def run_untrusted(
    notebooks: Mapping[str, nbformat.NotebookNode],
    folder: Path,
    *,
    seconds: int = SECONDS,
    environment: Mapping[str, str] | None = None,
) -> list[UntrustedRun]:
    """Run notebooks one after the other in a folder, each in a fresh kernel; never raises for them.

    Parameters
    ----------
    notebooks
        By file name; they are changed in place.
    folder
        The working folder of their code.
    seconds
        How long one of them may take as a whole; then its kernel is ended.
    environment
        What is set besides for the kernels.

    Returns
    -------
    list of UntrustedRun
        In the order of ``notebooks``.
    """
    # In a thread of its own, for a notebook that calls this has an event loop already.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(
            asyncio.run, _run_all(notebooks, folder, seconds, environment or {})
        ).result()


async def _run_all(
    notebooks: Mapping[str, nbformat.NotebookNode],
    folder: Path,
    seconds: int,
    environment: Mapping[str, str],
) -> list[UntrustedRun]:
    return [
        await _run(name, cells, folder, seconds, environment) for name, cells in notebooks.items()
    ]


async def _run(
    name: str,
    cells: nbformat.NotebookNode,
    folder: Path,
    seconds: int,
    environment: Mapping[str, str],
) -> UntrustedRun:
    manager = AsyncKernelManager()
    client = _Counting(cells, manager, folder)
    end: End = "stopped"
    # Whatever a stranger's notebook does to its kernel, the next one is run.
    with contextlib.suppress(Exception):
        await asyncio.wait_for(_start(client, manager, folder, environment), _TO_START)
        end = await _within(client, seconds)
    if client.kc is not None:
        client.kc.stop_channels()
    # What it started goes with it; a kernel that is gone already needs no ending.
    with contextlib.suppress(Exception):
        await manager.shutdown_kernel(now=True)
    return UntrustedRun(name, end, sum(_has_failed(cell) for cell in cells.cells))


async def _start(
    client: "_Counting", manager: AsyncKernelManager, folder: Path, environment: Mapping[str, str]
) -> None:
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} | dict(environment)
    await manager.start_kernel(stdout=DEVNULL, stderr=DEVNULL, env=alone, cwd=str(folder))
    await client.async_start_new_kernel_client()
    assert isinstance(client.kc, AsyncKernelClient)
    await client.kc.execute_interactive(
        _CAREFULLY.format(most=_MOST_MEMORY, file=_LARGEST_FILE),
        silent=True, store_history=False, allow_stdin=False,
    )  # fmt: skip


async def _within(client: "_Counting", seconds: int) -> End:
    """Run the cells; tell which came first: their end, the limit or the flood."""
    running = asyncio.ensure_future(client.async_execute())
    flooded = asyncio.ensure_future(client.flooded.wait())
    try:
        await asyncio.wait((running, flooded), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if flooded.done():
            return "flood"
        if not running.done():
            return "late"
        return "stopped" if running.exception() else "done"
    finally:
        for one in (running, flooded):
            one.cancel()
        await asyncio.gather(running, flooded, return_exceptions=True)


def _has_failed(cell: nbformat.NotebookNode) -> bool:
    return any(out.get("output_type") == "error" for out in cell.get("outputs", ()))


class _FloodError(Exception):
    """More was shown than anybody can read."""


class _Counting(NotebookClient):
    """A client that stops reading a kernel which never stops talking."""

    def __init__(
        self, cells: nbformat.NotebookNode, manager: AsyncKernelManager, folder: Path
    ) -> None:
        super().__init__(
            cells, km=manager, timeout=None, allow_errors=True, startup_timeout=_TO_START,
            # A file may name any kernel, and with it any program.
            kernel_name="python3", resources={"metadata": {"path": str(folder)}},
        )  # fmt: skip
        self.flooded = asyncio.Event()
        self._bytes = self._messages = 0

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Count a message of the kernel, then keep it."""
        self._messages += 1
        self._bytes += _size(msg["content"])
        if self._bytes > MOST_OUTPUT or self._messages > MOST_MESSAGES:
            self.flooded.set()
            # Ends the reading; whoever waits for the cells hears of it by the event.
            raise _FloodError
        return super().process_message(msg, cell, cell_index)


def _size(content: Mapping[str, Any]) -> int:
    shown: Sequence[Any] = (content.get("text", ""), *dict(content.get("data") or {}).values())
    return sum(len(one) for one in shown if isinstance(one, (str, list)))
