"""Tags for every link: the client's scheme, links to copy, and what became of the old ones."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pandas as pd

from smmlab.money.link_words import problem_label, what_to_do
from smmlab.strategy.calendar import link_tags
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Paragraph,
    Section,
    Span,
    Spans,
    joined,
)
from smmlab.strategy.material import Material
from smmlab.strategy.planning import planned_networks
from smmlab.strategy.statements import Day, Listed, Name, Pen, Quote, Several, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import label_of
from smmlab.utm_scheme import content_tag

_MOST_LINKS, _MOST_MISSES, _EXAMPLES = 8, 8, 4
_LETTERS, _END = 90, 28  # of a link in a column, and of its end
_CAMPAIGNS, _CAMPAIGN_LETTERS = 6, 40


def write(material: Material, pen: Pen) -> Section:
    """Write the section: the scheme, its rules, links to copy, and the check of what there is."""
    blocks: tuple[Block, ...] = (
        _scheme(material, pen),
        Bullets(
            (
                pen.say(
                    "Small letters only, no spaces: mixed spelling splits one source into several."
                ),
                pen.say("Never put a name, a telephone number or an address into a tag."),
                pen.say("Tag every link that leads to the shop, also the one in the description."),
                pen.say(
                    "Nobody types tags by hand: {build} makes a link and {check} looks through the "
                    "posts; both keep to {file}.",
                    build=Quote("smmlab link"), check=Quote("smmlab links"), file=Name("utm.toml"),
                ),
            )
        ),
        *_first_links(material, pen),
        *_checked(material, pen),
        *_by_network(material, pen),
        *_returned(material, pen),
    )  # fmt: skip
    return Section("utm", pen.say("Tags for every link"), blocks)


def _scheme(material: Material, pen: Pen) -> DataTable:
    scheme = material.scheme
    sources = [
        scheme.sources[name] for name in planned_networks(material.decisions)
        if name in scheme.sources
    ]  # fmt: skip
    first = material.calendar[0].day if material.calendar else material.made_on
    kind = material.calendar[0].type if material.calendar else "instruction"
    campaigns = dict.fromkeys((scheme.campaign_on(first), *(c.name for c in scheme.campaigns)))
    example = content_tag(kind, first)
    rows: tuple[tuple[Spans, ...], ...] = (
        (pen.value(Name("utm_source")), pen.say("The network, in small letters"),
         pen.value(Several(tuple(map(Name, sources)))) if sources
         else pen.say("the network, once it is decided")),
        (pen.value(Name("utm_medium")), pen.say("Unpaid posts, paid ones, letters, partners"),
         pen.value(Several(tuple(map(Name, scheme.media))))),
        (pen.value(Name("utm_campaign")),
         pen.say("The campaign while one runs, otherwise the month"),
         pen.value(Several(tuple(map(Name, campaigns))))),
        (pen.value(Name("utm_content")),
         pen.say("The type of content, then month and day: types and posts can be compared"),
         pen.value(Name(example))),
    )  # fmt: skip
    header = (pen.say("Tag"), pen.say("What it says"), pen.say("In our links"))
    return DataTable(pen.say("One scheme, used by everyone"), header, rows, weights=(2, 4, 3))


def _first_links(material: Material, pen: Pen) -> tuple[Block, ...]:
    scheme = material.scheme
    tagged = [(slot, link_tags(slot, scheme)) for slot in material.calendar[:_EXAMPLES]]
    base = f"https://{scheme.site}/" if scheme.site else ""
    rows = tuple(
        (
            pen.value(Day(pen.words.date(slot.day))),
            pen.value(Term(label_of(slot.type)) if label_of(slot.type) else Name(slot.type)),
            pen.value(Name(f"{base}?{urlencode(tags)}")),
        )
        for slot, tags in tagged
        if tags
    )
    if not rows:
        return ()
    header = (pen.say("Date"), pen.say("Type"), pen.say("Link"))
    caption = (
        pen.say("Links for the first posts")
        if base
        else pen.say("Links for the first posts: put the address of the page before them")
    )
    table = DataTable(caption, header, rows, weights=(2, 2, 9))
    if material.network:
        return (table,)
    open_yet = pen.say(
        "No network is chosen yet: the one in a link is where the plan puts that post for now."
    )
    return (table, Paragraph(open_yet, "note"))


def _checked(material: Material, pen: Pen) -> tuple[Block, ...]:
    share = material.findings.get("money.links.good_share")
    check = material.result("links")
    if share is None or check is None:
        return ()
    if share.status == "unknown":
        return (Paragraph(pen.mentioned(share), "note"),)
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "{share} of the links to the site in own posts keep to the scheme.", share=share
            )
        )
    ]
    wrong = check.links[check.links["problem"].notna()]
    # The same link in ten posts is mended in the same way; the newest post says where it stands.
    wrong = wrong.assign(start=wrong["url"].astype("str").str.slice(0, _LETTERS))
    wrong = wrong.drop_duplicates(["network", "start", "problem"])
    wrong = wrong.sort_values("problem", key=lambda codes: codes != "personal", kind="stable")
    zone = ZoneInfo(material.brief.timezone)
    rows = tuple(
        (
            pen.value(Term(label_of(row["network"]) or message("not decided"))),
            _posted(pen, row["at"], zone),
            pen.value(Name(_link(str(row["url"])))),
            pen.value(Term(problem_label(row["problem"]))),
            pen.value(Term(what_to_do(row["problem"]))),
        )
        for row in wrong.head(_MOST_LINKS).to_dict("records")
    )
    if rows:
        header = (pen.say("Network"), pen.say("Newest post"), pen.say("Link"),
                  pen.say("Problem"), pen.say("What to do"))  # fmt: skip
        blocks.append(
            DataTable(pen.say("Links to mend: those that name a person first, then the newest"),
                      header, rows, weights=(2, 3, 5, 3, 4))
        )  # fmt: skip
    return tuple(blocks)


def _link(url: str) -> str:
    """Return a link for a narrow column: its middle is left out, for its end tells posts apart."""
    if len(url) <= _LETTERS:
        return url
    return f"{url[: _LETTERS - _END]}…{url[-_END:]}"


def _posted(pen: Pen, at: object, zone: ZoneInfo) -> Spans:
    if not isinstance(at, (int, float)) or pd.isna(at):
        return (Span("–"),)
    return pen.value(Day(pen.words.date(datetime.fromtimestamp(at, zone).date())))


def _by_network(material: Material, pen: Pen) -> tuple[Block, ...]:
    known = {
        name
        for numbers in material.group("money.links.network").values()
        for name, found in numbers.items()
        if found.status != "unknown"
    }
    if "tagged_share" not in known:
        caption = pen.say("Links that keep to the scheme")
    elif "good_share" not in known:
        caption = pen.say("Visits with tags, by network")
    else:
        caption = pen.say("Links that keep to the scheme, and visits with tags")
    table = findings_table(
        material, pen, "money.links.network", caption, pen.say("Network"),
        columns=("good_share", "tagged_share"),
    )  # fmt: skip
    return (table,) if table else ()


def _returned(material: Material, pen: Pen) -> tuple[Block, ...]:
    as_asked = material.finding("money.links.returned.as_asked.share")
    result = material.result("returned_tags")
    if as_asked is None or result is None:
        return ()
    told = [
        pen.say(
            "{share} of the visits and orders with tags came with tags as the scheme has them "
            "today.",
            share=as_asked,
        )
    ]
    unlisted, near, alien = (
        material.findings[f"money.links.returned.{verdict}.share"]
        for verdict in ("unlisted", "near", "alien")
    )
    if unlisted.value:
        told.append(pen.say("{share} have a campaign that is not in the scheme.", share=unlisted))
    if near.value:
        told.append(pen.say("{share} are spelled differently.", share=near))
    if alien.value:
        told.append(pen.say("{share} are not ours.", share=alien))
    blocks: list[Block] = [Paragraph(joined(" ", told))]
    campaigns = result.tags.loc[result.tags["verdict"] == "unlisted", "campaign"].dropna().unique()
    if len(campaigns):
        names = Listed(tuple(Name(name[:_CAMPAIGN_LETTERS]) for name in campaigns[:_CAMPAIGNS]))
        blocks.append(
            Paragraph(
                pen.say(
                    "Campaigns that came back and are not in the scheme: {names}. Put those that "
                    "still run into {file}, with their days; the others are history.",
                    names=names,
                    file=Name("utm.toml"),
                )
            )
        )
    misses = result.tags[result.tags["verdict"] == "near"].head(_MOST_MISSES)
    rows = tuple(
        (pen.value(Name(_tags(row, ""))), pen.value(Name(_tags(row, "meant_"))))
        for row in misses.drop_duplicates(["source", "medium", "campaign"]).to_dict("records")
    )
    if rows:
        header = (pen.say("In old links"), pen.say("In new links"))
        caption = pen.say("Tags that came back in another spelling: source, medium, campaign")
        blocks += [
            DataTable(caption, header, rows, weights=(1, 1)),
            Paragraph(
                pen.say(
                    "Old links stay as they are: they are history, and changing them would split "
                    "it. New ones follow the scheme; both count for the same network."
                ),
                "note",
            ),
        ]
    return tuple(blocks)


def _tags(row: dict[str, object], prefix: str) -> str:
    told = []
    for name in ("source", "medium", "campaign"):
        meant = row[f"{prefix}{name}"]
        value = row[name] if pd.isna(meant) else meant
        told.append("–" if pd.isna(value) else str(value)[:_CAMPAIGN_LETTERS])
    return " / ".join(told)
