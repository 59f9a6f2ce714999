"""The command ``smmlab``: every step of the work without a browser."""

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

import click

from smmlab.brief import Brief, Market
from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import LANGUAGES, Language, Words, for_spreadsheet, message

if TYPE_CHECKING:
    import pandas as pd

    from smmlab.import_report import ImportReport
    from smmlab.project import Project

_SOME_REFUSED, _PROBLEM = 1, 2
_START = "00-start-here.ipynb"
_TYPES = ("provocation", "instruction", "medal", "laugh")


class _Session:
    """The language of the messages: as asked, else the project's."""

    def __init__(self, language: Language | None) -> None:
        self.asked = language
        self.words = Words(language or "en")

    def open(self, folder: Path) -> "Project":
        from smmlab.project import open_project

        project = open_project(folder)
        self.words = Words(self.asked or project.brief.language)
        return project


class _Verbs(click.Group):
    """A group whose every fault is one sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SmmlabError as problem:
            session = ctx.find_object(_Session) or _Session(None)
            _complain(session.words.say(problem.template, **problem.values))
        except click.ClickException as problem:
            _complain(problem.format_message())
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            if os.environ.get("SMMLAB_DEBUG"):
                raise
            told = message(
                "smmlab met a fault of its own ({kind}: {fault}). Please report it with the "
                "command you gave."
            )
            words = (ctx.find_object(_Session) or _Session(None)).words
            _complain(words.say(told, kind=type(fault).__name__, fault=fault))
        ctx.exit(_PROBLEM)


_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the messages.")
@click.version_option(package_name="smmlab")
@click.pass_context
def main(ctx: click.Context, language: Language | None) -> None:
    """From the raw exports of social networks to a written strategy."""
    ctx.obj = _Session(language)


@main.command()
@_folder
@click.option("--name", help="Name of the client; the folder's name when not given.")
@click.option("--business", default="", help="What the business is.")
@click.option("--goods", default="", help="What it sells.")
@click.option("--market", type=click.Choice(get_args(Market)), default="EE", show_default=True)
@click.option("--timezone", default="Europe/Tallinn", show_default=True, help="IANA time zone.")
@click.option("--currency", default="EUR", show_default=True, help="Three-letter code.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="Language of the project: documents, notebooks and messages.")  # fmt: skip
@_as_json
@click.pass_obj
def new(
    session: _Session,
    folder: Path,
    *,
    name: str | None,
    business: str,
    goods: str,
    market: Market,
    timezone: str,
    currency: str,
    language: Language,
    as_json: bool,
) -> None:
    """Make a client folder."""
    from smmlab.project import create_project

    session.words = Words(session.asked or language)
    brief = Brief(
        name=name or folder.expanduser().resolve().name,
        business=business,
        goods=goods,
        market=market,
        timezone=timezone,
        currency=currency,
        language=language,
    )
    project = create_project(folder, brief)
    notebooks = _copy_notebooks(project)
    if as_json:
        _print_json({"folder": str(project.folder), "notebooks": [str(n) for n in notebooks]})
        return
    click.echo(
        session.words.say(
            "The folder {folder} is ready. Next: smmlab add {folder} FILES", folder=folder
        )
    )


@main.command()
@_folder
@click.option("--seed", type=int, default=2026, show_default=True)
@_as_json
@click.pass_context
def sample(ctx: click.Context, folder: Path, *, seed: int, as_json: bool) -> None:
    """Make the sample client, a café, with its exports imported."""
    from smmlab.datasets.cafe.build import build_cafe, cafe_brief
    from smmlab.project import BRIEF_FILE, create_project

    session: _Session = ctx.obj
    if (folder / BRIEF_FILE).is_file():
        project = session.open(folder)
    else:
        project = create_project(folder, cafe_brief())
    _copy_notebooks(project)
    with tempfile.TemporaryDirectory() as raw:
        reports = project.add_many(build_cafe(Path(raw), seed=seed))
    _answer(ctx, reports, as_json=as_json)


@main.command()
@_folder
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rival", is_flag=True, help="The files are of a rival's page.")
@_as_json
@click.pass_context
def add(
    ctx: click.Context, folder: Path, files: tuple[Path, ...], *, rival: bool, as_json: bool
) -> None:
    """Import exports; a folder stands for every file in it."""
    project = ctx.obj.open(folder)
    for path in files:
        # A name typed wrong is told before anything is imported.
        if not path.expanduser().exists():
            raise ProjectError(
                message("There is no file {path}. Check its name; nothing was imported."),
                {"path": path},
            )
    _answer(ctx, project.add_many(files, is_own=not rival), as_json=as_json)


@main.command()
@_folder
@_as_json
@click.pass_obj
def status(session: _Session, folder: Path, *, as_json: bool) -> None:
    """Show what is in the tables, what is decided, and what is missing."""
    project = session.open(folder)
    state = replace(project.status(), language=session.words.language)
    if as_json:
        _print_json(state.as_dict())
    else:
        click.echo(str(state))


@main.command()
@_folder
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@_as_json
@click.pass_obj
def table(
    session: _Session, folder: Path, name: str, *, form: Literal["csv", "json"], as_json: bool
) -> None:
    """Print a canonical table, as CSV or JSON."""
    frame = session.open(folder).table(name)
    if as_json or form == "json":
        click.echo(frame.to_json(orient="records", force_ascii=False))
    else:
        click.echo(_spreadsheet_csv(frame), nl=False)


@main.command()
@_folder
@_as_json
@click.pass_obj
def findings(session: _Session, folder: Path, *, as_json: bool) -> None:
    """Print every finding of every analysis at its default settings."""
    from smmlab.analyses import analyse

    project = session.open(folder)
    found = analyse(project).findings
    plain = [{**one.as_dict(), "method": session.words.say(one.method)} for one in found]
    if as_json:
        _print_json({"fingerprint": project.fingerprint, "findings": plain})
        return
    for one in plain:
        click.echo(f"{one['key']}\t{one['value']}\t{one['unit']}\t{one['n']}\t{one['status']}")


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
@_as_json
def classify(file: BinaryIO, *, as_json: bool) -> None:
    """Tell the type of each line of text: provocation, instruction, medal, laugh or none."""
    from smmlab.content.types import classify_texts

    try:
        texts = file.read().decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n").split("\n")
    except UnicodeDecodeError as problem:
        raise ProjectError(
            message("Expected a text file in UTF-8, found other bytes. Save it as UTF-8."), {}
        ) from problem
    for row in classify_texts(texts).to_dict(orient="records"):
        one = {
            "language": row["language"],
            "type": row["type"],
            "status": row["status"],
            "scores": {name: row[f"p_{name}"] for name in _TYPES},
            "cues": row["cues"],
        }
        if as_json:
            _print_json(one)
        else:
            click.echo(f"{one['type']}\t{one['status']}\t{one['language']}")


@main.command()
@_folder
@click.option("--formats", default="docx,html,pdf,md", show_default=True)
@click.option("--no-notebooks", is_flag=True, help="Write the documents only.")
@_as_json
@click.pass_obj
def audit(
    session: _Session, folder: Path, *, formats: str, no_notebooks: bool, as_json: bool
) -> None:
    """Run the notebooks and write the strategy, with the decisions on file or defaults."""
    from smmlab.notebooks.running import run_notebooks
    from smmlab.strategy import write_strategy

    project = session.open(folder)
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    written = write_strategy(project, formats=wanted, language=session.words.language)
    executed: list[Path] = []
    if not no_notebooks:
        executed = run_notebooks(_copy_notebooks(project), project.strategy_folder / "notebooks")
    if as_json:
        documents = {form: str(path) for form, path in written.items()}
        _print_json({"documents": documents, "notebooks": [str(path) for path in executed]})
        return
    for path in (*written.values(), *executed):
        click.echo(str(path))


@main.command()
@_folder
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@_as_json
@click.pass_context
def lab(ctx: click.Context, folder: Path, *, no_browser: bool, as_json: bool) -> None:
    """Open the notebooks of a client in JupyterLab."""
    project = ctx.obj.open(folder)
    _copy_notebooks(project)
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
        _print_json({"folder": str(project.folder), "command": command})
    ctx.exit(subprocess.call(command))


@main.command()
@_folder
@click.argument("person", required=False)
@click.option("--raw", is_flag=True, help="Delete the raw files in exports/.")
@_as_json
@click.pass_obj
def forget(
    session: _Session, folder: Path, person: str | None, *, raw: bool, as_json: bool
) -> None:
    """Take a person out of the tables for good, or delete all raw files."""
    project = session.open(folder)
    if bool(person) == raw:
        raise ProjectError(message("Name one person to forget, or give --raw, not both."), {})
    rows = project.forget(person) if person else 0
    files = project.forget_raw() if raw else 0
    if as_json:
        _print_json({"rows": rows, "raw_files": files})
    elif raw:
        click.echo(session.words.say_many("{n} raw file deleted.", "{n} raw files deleted.",
                                          n=files))  # fmt: skip
    else:
        click.echo(
            session.words.say_many(
                "{n} row removed; later imports leave the person out too.",
                "{n} rows removed; later imports leave the person out too.",
                n=rows,
            )
        )
        click.echo(
            session.words.say("The raw files still hold the person: see smmlab forget --raw.")
        )


def _answer(ctx: click.Context, reports: "list[ImportReport]", *, as_json: bool) -> None:
    words: Words = ctx.obj.words
    reports = [replace(report, language=words.language) for report in reports]
    if as_json:
        _print_json({"files": [report.as_dict() for report in reports]})
    for report in reports:
        if report.error is not None:
            _complain(words.say(report.error.template, **report.error.values))
        elif not as_json:
            click.echo(
                words.say(
                    "{file}: {read} rows read, {imported} imported, {merged} merged, "
                    "{rejected} rejected, {notes} without data.",
                    file=report.file,
                    **{name: words.number(count) for name, count in report.rows.items()},
                )
            )
            for caution in report.warnings:
                click.echo("  " + words.say(caution.template, **caution.values))
    if any(report.error is not None for report in reports):
        ctx.exit(_SOME_REFUSED)


def _copy_notebooks(project: "Project") -> list[Path]:
    from smmlab.notebooks.copying import copy_notebooks

    return copy_notebooks(project.notebooks_folder, project.brief.language)


def _spreadsheet_csv(frame: "pd.DataFrame") -> str:
    texts = frame.select_dtypes("str").columns
    safe = frame.assign(
        **{name: frame[name].map(for_spreadsheet, na_action="ignore") for name in texts}
    )
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text


def _complain(sentence: str) -> None:
    click.echo(" ".join(sentence.split()), err=True)


def _print_json(value: object) -> None:
    click.echo(json.dumps(_plain(value), ensure_ascii=False))


def _plain(value: object) -> object:
    """Return what JSON can hold: missing numbers are null, arrays are lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


if __name__ == "__main__":
    main()
