"""Give a client folder its own notebooks, in its own language, and keep them up to date."""

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import nbformat

from smmlab.disk import on_disk, replace_file
from smmlab.texts import LANGUAGES, Language, Words

_MARK = "smmlab"
Shaping = Callable[[str, nbformat.NotebookNode], None]
"""Changes the notebook of a file name in place before it is handed out."""


def copy_notebooks(destination: Path, language: Language = "en") -> list[Path]:
    """Copy the guided notebooks, their prose translated, their code unchanged.

    A copy whose cells are as we wrote them follows us: to a newer guide, and to another language. A
    copy that the user changed is the user's and stays as it is; running it is no change, nor is the
    empty cell that JupyterLab adds below the last one.

    Parameters
    ----------
    destination
        The ``notebooks/`` folder of a project; made when it is missing.
    language
        Language of the prose.

    Returns
    -------
    list of Path
        Every notebook of the guide in the folder, in order.

    Raises
    ------
    ProjectError
        When the folder cannot be written.
    """
    return _copy(_guide(language), destination)


def copy_lessons(
    destination: Path, language: Language = "en", *, shaped: Shaping | None = None
) -> list[Path]:
    """Copy the lessons of the course, by the rules of `copy_notebooks`.

    Parameters
    ----------
    destination
        The folder ``notebooks/course`` of a student; made when it is missing.
    language
        Language of the prose.
    shaped
        What is changed in every lesson before it is handed out.

    Raises
    ------
    ProjectError
        When the folder cannot be written.
    """
    return _copy(lessons(language, shaped=shaped), destination)


def lessons(
    language: Language = "en", *, shaped: Shaping | None = None
) -> dict[str, nbformat.NotebookNode]:
    """Return the lessons of the course as they are handed out, by file name.

    Parameters
    ----------
    language
        Language of the prose.
    shaped
        What is changed in every lesson before it is handed out.
    """
    return {
        source.name: _ours(source, language, shaped)
        for source in _sources(files("smmlab.notebooks") / "course")
    }


def is_as_handed_out(notebook: nbformat.NotebookNode) -> bool:
    """Tell whether a copy has the very cells it was handed out with; running it is no change."""
    return _remembered(notebook) == _written(notebook)


def _copy(guide: dict[str, nbformat.NotebookNode], destination: Path) -> list[Path]:
    with on_disk():
        destination.mkdir(parents=True, exist_ok=True)
        for name, notebook in guide.items():
            target = destination / name
            if not target.exists() or _is_ours_and_old(target, notebook):
                replace_file(target, (nbformat.writes(notebook) + "\n").encode())
    return [destination / name for name in guide]


def kept_copies(destination: Path, language: Language = "en") -> list[Path]:
    """Return the copies that stay behind the guide because the user changed them.

    Parameters
    ----------
    destination
        The ``notebooks/`` folder of a project.
    language
        Language of the prose.

    Examples
    --------
    >>> kept_copies(Path("no such folder"))
    []
    """
    return [
        target
        for name, notebook in _guide(language).items()
        if (target := destination / name).exists()
        and _written(notebook) not in (_remembered(found := _read(target)), _written(found))
        and not _is_ours_and_old(target, notebook)
    ]


def _guide(language: Language) -> dict[str, nbformat.NotebookNode]:
    """Return the notebooks of the guide, by file name, each with the mark of its own cells."""
    return {one.name: _ours(one, language) for one in _sources(files("smmlab.notebooks"))}


def _sources(folder: Traversable) -> list[Traversable]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in found if one.name.endswith(".ipynb")), key=lambda one: one.name)


def _ours(
    source: Traversable, language: Language, shaped: Shaping | None = None
) -> nbformat.NotebookNode:
    words = Words(language)
    notebook: nbformat.NotebookNode = nbformat.reads(
        source.read_text(encoding="utf-8"), as_version=4
    )
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = words.say(cell.source)
    if shaped is not None:
        shaped(source.name, notebook)
    notebook.metadata[_MARK] = {"source": _written(notebook)}
    return notebook


def _is_ours_and_old(target: Path, shipped: nbformat.NotebookNode) -> bool:
    found = _read(target)
    if found is None:
        return False
    if not (mark := _remembered(found)):
        # Copies had no mark once: then the cells themselves tell, in whichever language.
        # The lessons have had it from their first day.
        source = files("smmlab.notebooks") / target.name
        written = {_written(_ours(source, one)) for one in LANGUAGES if source.is_file()}
        return _written(found) in written
    return _written(found) == mark != _written(shipped)


def _read(path: Path) -> nbformat.NotebookNode | None:
    """Return a notebook, or None for a file that is none any more."""
    try:
        found: nbformat.NotebookNode = nbformat.reads(
            path.read_text(encoding="utf-8"), as_version=4
        )
    except (ValueError, TypeError, AttributeError, KeyError, OSError, nbformat.ValidationError):
        return None
    return found


def _remembered(notebook: nbformat.NotebookNode | None) -> str:
    mark = notebook.metadata.get(_MARK) if notebook is not None else None
    return str(mark.get("source", "")) if isinstance(mark, dict) else ""


def _written(notebook: nbformat.NotebookNode | None) -> str:
    """Return the mark of what the cells say, whatever they have shown since."""
    found = notebook.cells if notebook is not None else []
    cells = [(cell.cell_type, cell.source) for cell in found if cell.source.strip()]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()
