"""Take the pictures of the README: the sample client in JupyterLab, and a page of its strategy.

``make pictures`` runs it. The pictures are small on purpose: few colours, no wider than a page.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from walk_in_browser import Walk, opened_by_lab, own_environment, walking

_WIDTH = 900
_COLOURS = 64


def take_pictures(folder: Path) -> list[Path]:
    """Make the sample client, walk through it, and keep one picture of each step."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home, client = Path(name) / "home", Path(name) / "cafe"
        home.mkdir()
        # The walk looks for Jupyter's settings, and the sample for its key, in the same home.
        env = own_environment(home)
        subprocess.run([sys.executable, "-m", "smmlab", "sample", str(client)], env=env, check=True)
        with opened_by_lab(client, home) as lab, walking(lab, Path(name)) as walk:
            taken = [
                _notebook(walk, "00-start-here.ipynb", folder / "1-start.png"),
                _import(walk, client / "exports" / "Follows.csv", folder / "2-import.png"),
                _form(walk, "03-choose-the-network.ipynb", "network", folder / "3-network.png"),
                _form(walk, "05-content-that-spreads.ipynb", "content", folder / "4-content.png"),
            ]
            _form(walk, "09-write-the-strategy.ipynb", "strategy", Path(name) / "unused.png")
            walk.press("strategy", seconds=300)
            taken.append(_page(walk, client / "strategy", folder / "5-summary.png"))
    return taken


def _notebook(walk: Walk, notebook: str, target: Path) -> Path:
    walk.open(notebook)
    walk.page.locator(".jp-Notebook-cell").first.scroll_into_view_if_needed()
    return _keep(walk.page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 900}), target)


def _import(walk: Walk, export: Path, target: Path) -> Path:
    walk.open("01-import-the-exports.ipynb")
    form = walk.form("import")
    with walk.page.expect_file_chooser() as chooser:
        form.locator(".smm-import-upload").click()
    chooser.value.set_files([str(export)])
    form.get_by_text(export.name).first.wait_for()
    walk.settle()
    return _keep(form.screenshot(), target)


def _form(walk: Walk, notebook: str, name: str, target: Path) -> Path:
    walk.open(notebook)
    return _keep(walk.form(name).screenshot(), target)


def _page(walk: Walk, folder: Path, target: Path) -> Path:
    walk.page.set_viewport_size({"width": 900, "height": 1100})
    walk.page.goto((folder / "summary.html").as_uri())
    return _keep(walk.page.screenshot(), target)


def _keep(png: bytes, target: Path) -> Path:
    with Image.open(io.BytesIO(png)) as picture:
        height = round(picture.height * min(1, _WIDTH / picture.width))
        small = picture.convert("RGB").resize((min(_WIDTH, picture.width), height))
        small.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


if __name__ == "__main__":
    for path in take_pictures(Path(sys.argv[1])):
        sys.stdout.write(f"{path}: {os.stat(path).st_size // 1024} kB\n")
