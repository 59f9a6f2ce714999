"""What every verb shares: the language, one sentence for every fault, JSON for programs."""

import json
import math
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smmlab.errors import SmmlabError
from smmlab.texts import Language, Words, for_terminal, message

if TYPE_CHECKING:
    from smmlab.project import Project

SOME_REFUSED, PROBLEM = 1, 2

as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for other programs."
)
folder_argument = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


class Session:
    """The language of the messages: as asked, else the project's."""

    def __init__(self, language: Language | None) -> None:
        self.asked = language
        self.words = Words(language or "en")

    def open(self, folder: Path) -> "Project":
        """Open a client folder and speak its language, unless another was asked for."""
        from smmlab.project import open_project

        project = open_project(folder)
        self.words = Words(self.asked or project.brief.language)
        return project


class Verbs(click.Group):
    """A group whose every fault is one sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; whatever goes wrong is told in one sentence."""
        try:
            return super().invoke(ctx)
        except SmmlabError as problem:
            session = ctx.find_object(Session) or Session(None)
            complain(session.words.say(problem.template, **problem.values))
        except click.ClickException as problem:
            complain(problem.format_message())
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            if os.environ.get("SMMLAB_DEBUG"):
                raise
            told = message(
                "smmlab met a fault of its own ({kind}: {fault}). Please report it with the "
                "command you gave."
            )
            words = (ctx.find_object(Session) or Session(None)).words
            complain(words.say(told, kind=type(fault).__name__, fault=fault))
        ctx.exit(PROBLEM)


def notebooks_of(project: "Project") -> list[Path]:
    """Copy the notebooks a client lacks, in its language."""
    from smmlab.notebooks.copying import copy_notebooks

    return copy_notebooks(project.notebooks_folder, project.brief.language)


def complain(sentence: str) -> None:
    """Say what is wrong in one line on the standard error."""
    click.echo(for_terminal(sentence), err=True)


def print_json(value: object) -> None:
    """Print a value as one line of JSON; missing numbers are null."""
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
