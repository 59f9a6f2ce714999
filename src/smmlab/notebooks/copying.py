"""Give a client folder its own notebooks, in its own language."""

from importlib.resources import files
from pathlib import Path

import nbformat

from smmlab.texts import Language, Words


def copy_notebooks(destination: Path, language: Language = "en") -> list[Path]:
    """Copy the guided notebooks, their prose translated, their code unchanged.

    A notebook that is already there is the user's and stays as it is.

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
    """
    words = Words(language)
    destination.mkdir(parents=True, exist_ok=True)
    copied: list[Path] = []
    sources = (item for item in files("smmlab.notebooks").iterdir() if item.name.endswith(".ipynb"))
    for source in sorted(sources, key=lambda item: item.name):
        target = destination / source.name
        if not target.exists():
            notebook = nbformat.reads(source.read_text(encoding="utf-8"), as_version=4)
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    cell.source = words.say(cell.source)
            target.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        copied.append(target)
    return copied
