"""The verbs that read texts, write documents and open the notebooks."""

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import click

from smmlab.cli.session import Session, as_json_option, folder_argument, notebooks_of, print_json
from smmlab.errors import ProjectError
from smmlab.texts import message

_START = "00-start-here.ipynb"
_TYPES = ("provocation", "instruction", "medal", "laugh")


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--project", "folder", metavar="DIR", type=click.Path(path_type=Path),
    help="A client folder: what was set right there holds, and similar texts follow.",
)  # fmt: skip
@as_json_option
@click.pass_obj
def classify(session: Session, file: BinaryIO, *, folder: Path | None, as_json: bool) -> None:
    """Tell the type of each line of text: provocation, instruction, medal, laugh or none."""
    from smmlab.content.types import classify_texts
    from smmlab.own_labels import corrected_texts, hold_answers

    try:
        texts = file.read().decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n").split("\n")
    except UnicodeDecodeError as problem:
        raise ProjectError(
            message("Expected a text file in UTF-8, found other bytes. Save it as UTF-8."), {}
        ) from problem
    project = session.open(folder) if folder else None
    corrected = corrected_texts(project.posts, project.labels) if project else None
    types = hold_answers(classify_texts(texts, corrected=corrected), texts, corrected)
    for row in types.to_dict(orient="records"):
        one = {
            "language": row["language"],
            "type": row["type"],
            "status": row["status"],
            "scores": {name: row[f"p_{name}"] for name in _TYPES},
            "cues": row["cues"],
            **({"also": row["also"], "by": row["by"]} if project else {}),
        }
        if as_json:
            print_json(one)
        else:
            click.echo(f"{one['type']}\t{one['status']}\t{one['language']}")


@click.command()
@folder_argument
@click.option("--formats", default="docx,html,pdf,md", show_default=True)
@click.option("--no-notebooks", is_flag=True, help="Write the documents only.")
@as_json_option
@click.pass_obj
def audit(
    session: Session, folder: Path, *, formats: str, no_notebooks: bool, as_json: bool
) -> None:
    """Run the notebooks and write the strategy, with the decisions on file or defaults."""
    from smmlab.notebooks.running import run_notebooks
    from smmlab.strategy import write_strategy

    project = session.open(folder)
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    written = write_strategy(project, formats=wanted, language=session.words.language)
    executed: list[Path] = []
    if not no_notebooks:
        executed = run_notebooks(notebooks_of(project), project.strategy_folder / "notebooks")
    if as_json:
        documents = {form: str(path) for form, path in written.items()}
        print_json({"documents": documents, "notebooks": [str(path) for path in executed]})
        return
    for path in (*written.values(), *executed):
        click.echo(str(path))


@click.command()
@folder_argument
@as_json_option
@click.pass_obj
def sheet(session: Session, folder: Path, *, as_json: bool) -> None:
    """Write the printable sheet for counting sellers by hand."""
    from smmlab.strategy.seller_sheet import write_seller_sheet

    written = write_seller_sheet(session.open(folder))
    if as_json:
        print_json({"sheet": str(written)})
    else:
        click.echo(str(written))


@click.command()
@folder_argument
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@as_json_option
@click.pass_context
def lab(ctx: click.Context, folder: Path, *, no_browser: bool, as_json: bool) -> None:
    """Open the notebooks of a client in JupyterLab."""
    project = ctx.obj.open(folder)
    notebooks_of(project)
    command = [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={project.folder}",
        f"--LabApp.default_url=/lab/tree/notebooks/{_START}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--no-browser"] if no_browser else []),
        # In a container people are root, and Jupyter asks for their word that they know it.
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]
    if as_json:
        print_json({"folder": str(project.folder), "command": command})
    ctx.exit(subprocess.call(command))
