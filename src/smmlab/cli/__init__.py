"""The command ``smmlab``: every step of the work without a browser."""

import click

from smmlab.cli.clients import findings, new, sample, status, table
from smmlab.cli.course import course
from smmlab.cli.documents import audit, classify, lab, sheet
from smmlab.cli.files import add, forget, map_columns, rejected
from smmlab.cli.links import link, links
from smmlab.cli.pages import app
from smmlab.cli.session import Session, Verbs
from smmlab.texts import LANGUAGES, Language

__all__ = ["main"]


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the messages.")
@click.version_option(package_name="smmlab")
@click.pass_context
def main(ctx: click.Context, language: Language | None) -> None:
    """From the raw exports of social networks to a written strategy."""
    ctx.obj = Session(language)


for _verb in (
    new, sample, add, map_columns, rejected, status, table, findings, classify, sheet, link, links,
    audit, lab, app, forget, course,
):  # fmt: skip
    main.add_command(_verb)
