"""Links with tags as a form: one is built by the scheme; below, those in the posts are checked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import ipywidgets as w
import pandas as pd

from smmlab.errors import DataError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, Shown, labelled, paragraph
from smmlab.money.link_check import check_links
from smmlab.money.link_words import link_table
from smmlab.money.tags import tag_link
from smmlab.own_labels import LABEL_TYPES
from smmlab.own_scheme import add_campaign, read_scheme
from smmlab.project import Project
from smmlab.texts import Words, for_html, message
from smmlab.texts.labels import label_of
from smmlab.utm_scheme import content_tag, slug

_MOST_ROWS = 30
_ANY_PAGE = "https://example.com/"
_PAID, _UNPAID = message("Paid"), message("Unpaid")


def links_form(project: Project) -> Form:
    """Build a link by the client's scheme of tags, and show what is wrong with those in the posts.

    The same as ``tag_link(url, read_scheme(project.folder), network=…, medium=…, campaign=…,
    content=…)`` and ``check_links(project.posts, read_scheme(project.folder))``. The button adds
    the typed campaign to utm.toml.
    """
    words = Words(project.brief.language)
    scheme = read_scheme(project.folder)
    today = datetime.now(ZoneInfo(project.brief.timezone)).date()
    decided = str(project.decision("network").choice.get("network") or "")
    address = labelled(
        w.Text(value=f"https://{scheme.site}/" if scheme.site else "",
               placeholder="https://example.com/shop", continuous_update=False),
        words.say("Address of the page"),
    )  # fmt: skip
    network = labelled(
        w.Dropdown(
            options=[
                (words.say(label_of(name)) if label_of(name) else name, name)
                for name in scheme.sources
            ],
            value=decided if decided in scheme.sources else next(iter(scheme.sources)),
        ),
        words.say("Network"),
    )
    medium = labelled(
        w.Dropdown(
            options=[(_named_medium(name, words), name) for name in scheme.media],
            value="social" if "social" in scheme.media else scheme.media[0],
        ),
        words.say("Unpaid or paid"),
    )
    campaign = labelled(
        w.Combobox(
            value=scheme.campaign_on(today), ensure_option=False, continuous_update=False,
            options=(f"{today:%Y-%m}", *(one.name for one in scheme.campaigns)),
        ),
        words.say("Campaign"),
    )  # fmt: skip
    kind = labelled(
        w.Dropdown(
            options=[
                (words.say("none of the types"), ""),
                *((words.say(label_of(name)), name) for name in LABEL_TYPES),
            ]
        ),
        words.say("Type of content"),
    )
    day = labelled(w.DatePicker(value=today), words.say("Day of the post"))
    form = Form("links", [address, network, medium, campaign, kind, day], words=words)
    form.link = w.Textarea(
        layout=w.Layout(width="760px", max_width="100%", height="64px"),
        tooltip=words.say("The link to copy"),
    )
    form.link.add_class("smm-links-link")
    form.table = w.HTML()
    form.table.add_class("smm-links-table")

    def tell(link: str) -> None:
        form.link.value = link
        # An empty box would only take room.
        form.link.layout.display = None if link else "none"

    def show() -> Shown:
        tell("")
        if not address.value.strip():
            return None, words.say("Type or paste the address of a page of your site.")
        made = tag_link(
            address.value,
            read_scheme(project.folder),
            network=network.value,
            medium=medium.value,
            campaign=campaign.value,
            content=content_tag(kind.value, day.value or today) if kind.value else "",
        )
        tell(made.url)
        said = words.say("Copy the link below; it is meant for one place and one campaign only.")
        return None, "\n".join([said, *(words.say(n.text, **n.values) for n in made.notes)])

    def keep() -> str:
        add_campaign(project.folder, campaign.value)
        form.draw()
        return words.say("The campaign is in utm.toml now. Everyone may use it.")

    def lacks() -> str:
        is_known = read_scheme(project.folder).has_campaign(slug(campaign.value))
        return words.say("This campaign is in the scheme already.") if is_known else ""

    form.shows(show)
    form.children = (*form.children, form.link)
    form.decides(words.say("Add this campaign to the scheme"), keep, lacks=lacks)
    form.children = (*form.children, form.table)
    form.table.value = _checked(project, words)

    def page() -> object:
        if not address.value.strip():
            return None
        # By a campaign that every scheme has, so that only the address can be wrong.
        return tag_link(address.value, read_scheme(project.folder), network=network.value,
                        medium=medium.value, campaign=f"{today:%Y-%m}")  # fmt: skip

    def named() -> object:
        return tag_link(_ANY_PAGE, read_scheme(project.folder), network=network.value,
                        medium=medium.value, campaign=campaign.value)  # fmt: skip

    tell_beside(form, address, page)
    # The link comes when the button has added the campaign.
    tell_beside(form, campaign, named, watch=(campaign, form.link))
    return form


def _named_medium(name: str, words: Words) -> str:
    known = {"social": _UNPAID, "paid_social": _PAID}
    return f"{words.say(known[name])} ({name})" if name in known else name


def _checked(project: Project, words: Words) -> str:
    """Return the check of the links in own posts as safe HTML: those to mend, the newest first."""
    try:
        check = check_links(project.posts, read_scheme(project.folder))
    except DataError as problem:
        return paragraph(words.say(problem.template, **problem.values))
    links = check.links
    if links.empty:
        return paragraph(
            words.say("There are no links to the site in the posts, so there is nothing to check.")
        )
    wrong = links[links["problem"].notna()]
    said = paragraph(
        words.say(
            "Links in posts: {links}; of these to mend: {wrong}.",
            links=words.number(len(links)),
            wrong=words.number(len(wrong)),
        )
    )
    if len(wrong) > _MOST_ROWS:
        said += paragraph(
            words.say(
                "Here are the newest {shown}; when they are mended, the next ones follow.",
                shown=_MOST_ROWS,
            )
        )
    return said + _html(link_table(wrong.head(_MOST_ROWS), words=words))


def _html(table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    # Words may break, except in what is short: a network cut in two is hard to read.
    style = "padding:2px 8px;text-align:left;vertical-align:top;overflow-wrap:break-word"
    head = "".join(f"<th style='{style}'>{for_html(str(name))}</th>" for name in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<td style='{style};max-width:320px'>{for_html(cell)}</td>" for cell in row)
        + "</tr>"
        for row in table.itertuples(index=False)
    )
    return f"<table style='max-width:900px'><tr>{head}</tr>{rows}</table>"
