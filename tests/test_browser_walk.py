"""A person opens an empty client in JupyterLab and walks from eight exports to the documents."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lab_in_browser import NEEDS_CHROMIUM, QUIET, STEP, wait_for
from smmlab.texts import Words
from walk_in_browser import Walk, opened_by_lab, own_environment, walking

if TYPE_CHECKING:
    from smmlab.project import Project
    from smmlab.texts import Language

pytestmark = NEEDS_CHROMIUM

EXPORTS = (
    "Audience.csv", "Follows.csv", "Reach.csv", "Nov-01-2025_Oct-31-2026_1199000000000001.csv",
    "Nov-01-2025_Oct-31-2026_1199000000000002.csv", "orders_export_1.csv", "result-2.json",
    "Traffic_acquisition_Session_source_medium.csv",
)  # fmt: skip
MENUS = {"en": "File", "et": "Fail", "ru": "Файл"}
STEPS = (
    ("02-know-the-audience.ipynb", "segments", "audience"),
    ("03-choose-the-network.ipynb", "network", "network"),
    ("05-content-that-spreads.ipynb", "content", "content"),
    ("08-earn-money.ipynb", "money", "money"),
)


@QUIET
@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_from_an_empty_client_to_its_documents(
    language: "Language", cafe: "Project", tmp_path: Path
) -> None:
    home, client = tmp_path / "home", tmp_path / "kohvik"
    home.mkdir()
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path)) / f"walk-{language}"
    shots.mkdir(parents=True)
    given = ["--name", "Kohvik", "--market", "EE", "--timezone", "Europe/Tallinn",
             "--currency", "EUR", "--language", language]  # fmt: skip
    command = [sys.executable, "-m", "smmlab", "new", str(client), *given]
    subprocess.run(command, env=own_environment(home), check=True, timeout=60)
    with opened_by_lab(client, home) as lab, walking(lab, shots) as walk:
        start(walk, language)
        drop_exports(walk, cafe)
        tell_the_brief(walk)
        for notebook, form, step in STEPS:
            walk.open(notebook)
            choose(walk, form)
            walk.press(form)
            walk.look(form)
            assert step in decided(client)
        write(walk, language)
    assert not walk.outside
    assert not walk.complaints
    assert not walk.faults, "\n".join(walk.faults)


def start(walk: Walk, language: "Language") -> None:
    """Look at the empty client: it teaches instead of failing, in the language of the client."""
    walk.open("00-start-here.ipynb")
    assert walk.page.locator(".lm-MenuBar-itemLabel").first.inner_text() == MENUS[language]
    # Cells out of sight are not laid out, and an empty text is their only sign.
    button = walk.form("start").locator(".smm-start-button")
    wait_for(button.inner_text, "the form that begins is not laid out")
    assert button.inner_text() == Words(language).say("See it on the sample café")
    walk.look("start")


def drop_exports(walk: Walk, cafe: "Project") -> None:
    """Drop eight exports into the form, and read that each was understood."""
    walk.open("01-import-the-exports.ipynb")
    form = walk.form("import")
    with walk.page.expect_file_chooser() as chooser:
        form.locator(".smm-import-upload").click()
    chooser.value.set_files([str(cafe.folder / "exports" / name) for name in EXPORTS])
    for name in EXPORTS:
        form.get_by_text(name).first.wait_for(timeout=STEP)
    walk.settle()
    form.scroll_into_view_if_needed()
    walk.look("import")
    there = {path.name for path in (walk.lab.client / "exports").iterdir()}
    assert there == set(EXPORTS)


def tell_the_brief(walk: Walk) -> None:
    """Tell what the client sells: a box is filled, a button pressed, the brief is kept."""
    form = walk.form("brief")
    goods = form.locator("textarea, input[type=text]").nth(1)
    goods.fill("kohv ja saiad")
    goods.press("Tab")
    walk.press("brief")
    walk.look("brief")
    wait_for(
        lambda: "kohv ja saiad" in (walk.lab.client / "project.toml").read_text(encoding="utf-8"),
        "the brief was not kept",
    )


def choose(walk: Walk, form: str) -> None:
    """Choose what a decision cannot do without: whom to serve first, and the one network."""
    asked = {"segments": "select[multiple]", "network": "select:not([multiple])"}
    if form in asked:
        walk.form(form).locator(asked[form]).last.select_option(index=1)
        walk.settle()


def write(walk: Walk, language: "Language") -> None:
    """Write the documents, and see that they are there in the language of the client."""
    walk.open("09-write-the-strategy.ipynb")
    name = "strategy"
    if language != "en":
        # All three take long, and only their words differ from language to language.
        name = "summary"
        walk.form("strategy").locator("select[multiple]").first.select_option(index=1)
        walk.settle()
    walk.press("strategy", seconds=300)
    walk.look("strategy")
    assert f"strategy/{name}.docx" in walk.form("strategy").inner_text()
    for ending in ("docx", "html", "pdf", "md"):
        assert (walk.lab.client / "strategy" / f"{name}.{ending}").stat().st_size > 1000
    page = (walk.lab.client / "strategy" / f"{name}.html").read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    assert language != "en" or "kohv ja saiad" in page


def decided(client: Path) -> set[str]:
    return set(tomllib.loads((client / "decisions.toml").read_text(encoding="utf-8")))
