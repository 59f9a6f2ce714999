"""The verbs that read texts, write documents and open the notebooks."""

import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from smmlab.cli.session import (
    PROBLEM,
    Session,
    as_json_option,
    complain,
    folder_argument,
    notebooks_of,
    print_json,
)
from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import for_terminal, message

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
@click.option("--documents", default="strategy,summary,audit", show_default=True)
@click.option("--formats", default="docx,html,pdf,md,pptx", show_default=True)
@click.option("--no-notebooks", is_flag=True, help="Write the documents only.")
@click.option(
    "--timeout", "seconds", metavar="SECONDS", default=120, show_default=True,
    type=click.IntRange(min=1), help="Stop a notebook when one of its cells takes longer.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Run again whenever the folder changes, until Ctrl-C.")
@as_json_option
@click.pass_context
def audit(
    ctx: click.Context, folder: Path, *, documents: str, formats: str, no_notebooks: bool,
    seconds: int, watch: bool, as_json: bool,
) -> None:  # fmt: skip
    """Run the notebooks and write the documents, with the decisions on file or defaults."""
    wanted = _Wanted(_listed(documents), _listed(formats), None if no_notebooks else seconds)
    is_whole = _audit(ctx.obj, folder, wanted, as_json=as_json)
    if watch:
        _keep_auditing(ctx.obj, folder, wanted, as_json=as_json)
    elif not is_whole:
        ctx.exit(PROBLEM)


@dataclass(frozen=True)
class _Wanted:
    documents: list[str]
    formats: list[str]
    seconds: int | None


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _keep_auditing(session: Session, folder: Path, wanted: _Wanted, *, as_json: bool) -> None:
    from smmlab.notebooks.watching import changes_in, follow

    def again(paths: tuple[Path, ...]) -> None:
        changed = ", ".join(str(path) for path in paths[:3])
        told = session.words.say("Changed: {files}. The audit runs again.", files=changed)
        click.echo(for_terminal(told), err=True)
        # A half-saved file is a fault of the moment: the next change mends it.
        try:
            _audit(session, folder, wanted, as_json=as_json)
        except SmmlabError as problem:
            complain(session.words.say(problem.template, **problem.values))

    root = folder.resolve()
    follow(root, changes_in(root), again)


def _audit(session: Session, folder: Path, wanted: _Wanted, *, as_json: bool) -> bool:
    """Write the documents while the notebooks run beside; tell whether all ran to their end."""
    from smmlab.notebooks.running import run_notebooks
    from smmlab.strategy.writer import write_strategy

    project = session.open(folder)
    with ThreadPoolExecutor(1) as beside:
        waiting = None
        if wanted.seconds is not None:
            executed = project.strategy_folder / "notebooks"
            waiting = beside.submit(
                run_notebooks, notebooks_of(project), executed, seconds=wanted.seconds
            )
        written = write_strategy(
            project, documents=wanted.documents, formats=wanted.formats,
            language=session.words.language,
        )  # fmt: skip
        runs = waiting.result() if waiting else []
    for one in runs:
        if one.problem is not None:
            complain(session.words.say(one.problem.template, **one.problem.values))
    kept = [str(one.executed) for one in runs]
    if as_json:
        documents = {form: str(path) for form, path in written.items()}
        stopped = [str(one.executed) for one in runs if one.problem is not None]
        print_json({"documents": documents, "notebooks": kept, "stopped": stopped})
    else:
        for path in (*map(str, written.values()), *kept):
            click.echo(path)
    return all(one.problem is None for one in runs)


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
    """Open the notebooks of a client in JupyterLab, its menus in the client's language."""
    from smmlab.course.enrolment import ENROLMENT_FILE
    from smmlab.notebooks.copying import kept_copies
    from smmlab.notebooks.lab import FIRST_LESSON, START, lab_command, write_lab_settings

    project = ctx.obj.open(folder)
    notebooks_of(project)
    kept = kept_copies(project.notebooks_folder, project.brief.language)
    with tempfile.TemporaryDirectory(prefix="smmlab-lab-") as name:
        private = Path(name)
        write_lab_settings(private, project.brief.language)
        lesson = project.notebooks_folder / FIRST_LESSON
        is_student = (project.folder / ENROLMENT_FILE).is_file() and lesson.is_file()
        command = lab_command(
            project.folder, private, is_shown=not no_browser,
            start=FIRST_LESSON if is_student else START,
        )  # fmt: skip
        if as_json:
            told = {"folder": str(project.folder), "kept": [path.name for path in kept]}
            print_json({**told, "command": command})
        elif kept:
            click.echo(
                ctx.obj.words.say(
                    "You changed {files}, so your version stays. For ours, rename yours and start "
                    "again.",
                    files=", ".join(path.name for path in kept),
                )
            )
        ctx.exit(subprocess.call(command))
