"""The verbs about links: build one by the client's scheme of tags, check those in the posts."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from smmlab.cli.session import Session, as_json_option, complain, folder_argument, print_json
from smmlab.texts import for_spreadsheet


@click.command()
@folder_argument
@click.argument("url")
@click.option("--network", required=True, help="Where the link will stand, such as instagram.")
@click.option("--campaign", default="", help="Name of the campaign; this month when not given.")
@click.option("--medium", default="social", show_default=True, help="social, paid_social, email …")
@click.option("--content", default="",
              help="Type of the post, then month and day, such as instruction-1204.")  # fmt: skip
@click.option("--term", default="", help="Keyword of an advertisement.")
@click.option("--new-campaign", is_flag=True, help="Add the campaign to utm.toml first.")
@as_json_option
@click.pass_obj
def link(
    session: Session,
    folder: Path,
    url: str,
    *,
    network: str,
    campaign: str,
    medium: str,
    content: str,
    term: str,
    new_campaign: bool,
    as_json: bool,
) -> None:
    """Put the tags of the client's scheme into the address of a page, and print the link."""
    from smmlab.money.tags import tag_link
    from smmlab.own_scheme import add_campaign, read_scheme

    project = session.open(folder)
    today = datetime.now(ZoneInfo(project.brief.timezone)).date()
    scheme = read_scheme(project.folder)
    if new_campaign and campaign:
        scheme = add_campaign(project.folder, campaign)
    made = tag_link(
        url,
        scheme,
        network=network,
        campaign=campaign or scheme.campaign_on(today),
        medium=medium,
        content=content,
        term=term,
    )
    notes = [session.words.say(note.text, **note.values) for note in made.notes]
    if as_json:
        print_json({"url": made.url, "tags": made.tags, "notes": notes})
        return
    click.echo(made.url)
    for note in notes:
        complain(note)


@click.command()
@folder_argument
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@as_json_option
@click.pass_obj
def links(session: Session, folder: Path, *, form: str, as_json: bool) -> None:
    """Check the links in the client's own posts against its scheme of tags."""
    from smmlab.money.link_check import check_links
    from smmlab.money.link_words import link_table
    from smmlab.own_scheme import read_scheme

    project = session.open(folder)
    check = check_links(project.posts, read_scheme(project.folder))
    if as_json or form == "json":
        rows = check.links.astype(object).where(check.links.notna(), None).to_dict("records")
        print_json({"links": rows, "networks": check.shares.to_dict("records")})
        return
    table = link_table(check.links, words=session.words)
    if form == "csv":
        safe = table.map(for_spreadsheet)
        click.echo(safe.to_csv(index=False, lineterminator="\n"), nl=False)
        return
    if table.empty:
        click.echo(session.words.say("There are no links to the site in these posts."))
    for row in table.itertuples(index=False):
        click.echo("\t".join(map(str, row)))
