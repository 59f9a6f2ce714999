"""The verbs about a client folder: make it, look at it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from smmlab.brief import Brief, Market
from smmlab.cli.files import answer
from smmlab.cli.session import Session, as_json_option, folder_argument, notebooks_of, print_json
from smmlab.texts import LANGUAGES, Language, Words, for_spreadsheet

if TYPE_CHECKING:
    import pandas as pd


@click.command()
@folder_argument
@click.option("--name", help="Name of the client; the folder's name when not given.")
@click.option("--business", default="", help="What the business is.")
@click.option("--goods", default="", help="What it sells.")
@click.option("--market", type=click.Choice(get_args(Market)), default="EE", show_default=True)
@click.option("--timezone", default="Europe/Tallinn", show_default=True, help="IANA time zone.")
@click.option("--currency", default="EUR", show_default=True, help="Three-letter code.")
@click.option("--budget", "budget_per_month", type=float, help="Money to spend a month.")
@click.option("--hours", "hours_per_week", type=float, help="Hours of work a week.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="Language of the project: documents, notebooks and messages.")  # fmt: skip
@as_json_option
@click.pass_obj
def new(
    session: Session,
    folder: Path,
    *,
    name: str | None,
    business: str,
    goods: str,
    market: Market,
    timezone: str,
    currency: str,
    budget_per_month: float | None,
    hours_per_week: float | None,
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
        budget_per_month=budget_per_month,
        hours_per_week=hours_per_week,
        language=language,
    )
    project = create_project(folder, brief)
    notebooks = notebooks_of(project)
    if as_json:
        print_json({"folder": str(project.folder), "notebooks": [str(n) for n in notebooks]})
        return
    click.echo(
        session.words.say(
            "The folder {folder} is ready. Next: smmlab add {folder} FILES", folder=folder
        )
    )


@click.command()
@folder_argument
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES),
              help="Language of a new one: brief, notebooks and documents.")  # fmt: skip
@as_json_option
@click.pass_context
def sample(
    ctx: click.Context, folder: Path, *, seed: int, language: Language | None, as_json: bool
) -> None:
    """Make the sample client, a café, with its exports and those of three rivals imported."""
    from smmlab.notebooks.sample import make_sample

    reports = make_sample(folder, language or ctx.obj.asked or "en", seed=seed)
    ctx.obj.open(folder)
    answer(ctx, reports, as_json=as_json)


@click.command()
@folder_argument
@as_json_option
@click.pass_obj
def status(session: Session, folder: Path, *, as_json: bool) -> None:
    """Show what is in the tables, what is decided, and what is missing."""
    project = session.open(folder)
    state = replace(project.status(), language=session.words.language)
    if as_json:
        print_json(state.as_dict())
    else:
        click.echo(str(state))


@click.command()
@folder_argument
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@as_json_option
@click.pass_obj
def table(
    session: Session, folder: Path, name: str, *, form: Literal["csv", "json"], as_json: bool
) -> None:
    """Print a canonical table, as CSV or JSON."""
    frame = session.open(folder).table(name)
    if as_json or form == "json":
        click.echo(frame.to_json(orient="records", force_ascii=False))
    else:
        click.echo(_spreadsheet_csv(frame), nl=False)


@click.command()
@folder_argument
@as_json_option
@click.pass_obj
def findings(session: Session, folder: Path, *, as_json: bool) -> None:
    """Print every finding of every analysis at its default settings."""
    from smmlab.analyses import analyse

    project = session.open(folder)
    found = analyse(project).findings
    plain = [{**one.as_dict(), "method": session.words.say(one.method)} for one in found]
    if as_json:
        print_json({"fingerprint": project.fingerprint, "findings": plain})
        return
    for one in plain:
        click.echo(f"{one['key']}\t{one['value']}\t{one['unit']}\t{one['n']}\t{one['status']}")


def _spreadsheet_csv(frame: "pd.DataFrame") -> str:
    texts = frame.select_dtypes("str").columns
    safe = frame.assign(
        **{name: frame[name].map(for_spreadsheet, na_action="ignore") for name in texts}
    )
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text
