"""Run the guided notebooks without a browser, as a record of the audit."""

from collections.abc import Sequence
from pathlib import Path

from smmlab.errors import ProjectError
from smmlab.texts import message

SECONDS_PER_CELL = 300


def run_notebooks(notebooks: Sequence[Path], destination: Path) -> list[Path]:
    """Execute notebooks from a clean kernel and keep the executed copies.

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
    import papermill
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError

    destination.mkdir(parents=True, exist_ok=True)
    executed: list[Path] = []
    for notebook in notebooks:
        target = destination / notebook.name
        try:
            # Without a time limit a stalled cell would wait for ever.
            papermill.execute_notebook(
                str(notebook),
                str(target),
                cwd=str(notebook.parent),
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=SECONDS_PER_CELL,
            )
        except (PapermillExecutionError, CellTimeoutError) as problem:
            raise ProjectError(
                message(
                    "The notebook {name} stopped: {problem}. Open it in JupyterLab to see where."
                ),
                {"name": notebook.name, "problem": str(problem).strip().splitlines()[-1]},
            ) from problem
        executed.append(target)
    return executed
