"""Build the reference of the public names from their docstrings: `make docs`."""

import sys
import warnings
from pathlib import Path

import pdoc
from pdoc.render import configure

import smmlab


def build(destination: Path) -> None:
    """Write the pages; they fetch nothing, so they can be read without the internet."""
    for name in smmlab.__all__:
        # The names are loaded on first use; the reference only shows what is loaded.
        setattr(smmlab, name, getattr(smmlab, name))
    configure(docformat="numpy", search=False, show_source=False)
    with warnings.catch_warnings():
        # Spark is an extra: where it is not installed, its type is shown as it is written.
        warnings.filterwarnings("ignore", message="(Failed to run|Error parsing).*DataFrame")
        pdoc.pdoc("smmlab", output_directory=destination)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
