"""Rivals: whose posts fill the networks, what they do better, and what nobody does yet."""

import pandas as pd

from smmlab.findings import Finding
from smmlab.rivals.best_posts import best_post_key
from smmlab.schema import EVERY_NETWORK
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Advice,
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
    plain,
)
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.sections.sellers import sellers
from smmlab.strategy.statements import Listed, Name, One, Part, Pen, Quote, Term
from smmlab.strategy.tables import cell, findings_table
from smmlab.strategy.under_test import say_waits, waits
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_BENCHMARKS = ("posts", "posts_per_week", "longest_gap_days", "median", "per_thousand",
               "engagement_rate", "verdict")  # fmt: skip
_SIDES = ("own", "page")
_MOST_ROWS, _MOST_ADVICE, _MOST_QUOTES = 12, 3, 6


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    networks = [name for name in EVERY_NETWORK if _pages(material, name)]
    blocks: list[Block] = list(_lead(material, pen, networks))
    blocks.extend(_voice(material, pen))
    if networks:
        blocks.append(Heading(pen.say("Pages side by side")))
        tables = [block for name in networks for block in _benchmarks(material, pen, name)]
        if tables:
            said = pen.say(
                "Only kinds of response that the file of every page counts are taken, so our "
                "numbers may be lower here than in the chapter on content."
            )
            blocks += [*tables, Paragraph(said, "note")]
        blocks.extend(charts_of(material, pen, "rival_map", of="rival_pages"))
        blocks.extend(charts_of(material, pen, "rival_pages"))
        blocks.extend(_better(material, pen, networks))
        blocks.extend(_gaps(material, pen, networks))
        blocks.extend(_white_space(material, pen, networks))
        blocks.extend(_best_posts(material, pen))
        blocks.extend(_answers(material, pen, networks))
        blocks.extend(_trends(material, pen, networks))
    else:
        unseen = pen.say(
            "Without the posts of rivals nobody can see which kinds of posts a network lacks."
        )
        blocks += [Heading(pen.say("White space"), "white_space"), Paragraph(unseen, "note")]
    blocks.extend(sellers(material, pen))
    return Section("rivals", pen.say("Rivals"), tuple(blocks))


def _pages(material: Material, network: str) -> list[str]:
    """Return the keys of the pages of a network: ``own.Kaja``, ``page.Rival``."""
    parts = [key.split(".") for key in material.group(f"rivals.{network}")]
    pages = dict.fromkeys(".".join(part[:2]) for part in parts if part[0] in _SIDES)
    return [key for key in pages if len(key.split(".")) == len(_SIDES)]


def _page(pen: Pen, key: str) -> Spans:
    side, _, page = key.partition(".")
    if side == "own":
        return pen.say("{page} (ours)", page=_page_name(page))
    return pen.value(_page_name(page))


def _page_name(page: str) -> One:
    if page == "unknown":
        return Term(message("page without a name"))
    return Name(page.replace("\u2024", "."))


def _network(name: str) -> Term:
    return Term(NETWORK_NAMES[name])


def _lead(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    said: list[Spans] = []
    for network in networks:
        more = material.finding(f"rivals.{network}.earn_more")
        less = material.finding(f"rivals.{network}.earn_less")
        if more is not None and less is not None:
            said.append(
                pen.say(
                    "{network}, rivals compared: {rivals}. Clearly ahead of us in what a post "
                    "earns: {more}; clearly behind: {less}.",
                    network=_network(network), more=more, rivals=Part(more, "n"), less=less,
                )
            )  # fmt: skip
    if said:
        return (Bullets(tuple(said)),)
    if networks:
        few = pen.say(
            "There are too few posts of ours or of rivals in the same weeks to say who earns more."
        )
        return (Paragraph(few, "note"),)
    return (
        Paragraph(
            pen.say(
                "No page of a rival is in the files. Export the posts of three to five rivals for "
                "the same months as ours: the wall of a VK community, the history of a public "
                "Telegram channel, or a table from a tool that watches pages, and import them as "
                "files of a rival's page."
            ),
            "note",
        ),
    )


def _voice(material: Material, pen: Pen) -> tuple[Block, ...]:
    voice = findings_table(
        material, pen, "rivals", pen.say("Share of voice: whose posts people see and answer"),
        pen.say("Network"), columns=("share_of_posts", "share_of_engagements"),
    )  # fmt: skip
    if voice is None:
        return ()
    return (Heading(pen.say("Who fills the network")), voice, *charts_of(material, pen, "voice"))


def _benchmarks(material: Material, pen: Pen, network: str) -> tuple[Block, ...]:
    pages = _pages(material, network)
    # A column that is unknown for every page would only take room.
    known = tuple(
        column
        for column in _BENCHMARKS
        if any(material.finding(f"rivals.{network}.{page}.{column}") for page in pages)
    )
    table = findings_table(
        material, pen, f"rivals.{network}",
        pen.say(
            "{network}: the same measures over the same days. Median: responses to the middle "
            "post; the verdict compares them with ours.", network=_network(network),
        ),
        pen.say("Page"), columns=known, only=pages[:_MOST_ROWS], name=lambda key: _page(pen, key),
    )  # fmt: skip
    if table is None:
        return ()
    if len(pages) <= _MOST_ROWS:
        return (table,)
    rest = pen.say(
        "Here stand our pages and the rivals whose posts draw most; the others are in the picture."
    )
    return (table, Paragraph(rest, "note"))


def _better(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    """Return what to learn from the rivals who clearly earn more, the highest first."""
    found: dict[str, tuple[float, Advice]] = {}
    for network in networks:
        for key in _pages(material, network):
            verdict = material.finding(f"rivals.{network}.{key}.verdict")
            median = material.finding(f"rivals.{network}.{key}.median")
            if verdict is None or median is None or verdict.value != "better":
                continue
            said = pen.say_many(
                "Read what {page} on {network} publishes: its middle post draws {n} response. "
                "Take over one idea at a time, in our own words.",
                "Read what {page} on {network} publishes: its middle post draws {n} responses. "
                "Take over one idea at a time, in our own words.",
                page=_page_name(key.partition(".")[2]), network=_network(network), n=median,
            )  # fmt: skip
            # A page that is ahead on several networks is named once.
            found.setdefault(
                key, (float(median.value or 0), advice(pen, said, rests_on=(verdict,)))
            )
    if not found:
        return ()
    best = sorted(found.values(), key=lambda pair: -pair[0])[:_MOST_ADVICE]
    return (Heading(pen.say("Whom to learn from")), *(block for _, block in best))


def _gaps(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    rows: list[tuple[Spans, ...]] = []
    for network in networks:
        for key, numbers in material.group(f"rivals.{network}.gap").items():
            value = key.partition(".")[2]
            rows.append(
                (
                    pen.value(_network(network)),
                    pen.value(_kind(value)),
                    *(
                        cell(pen, numbers.get(name))
                        for name in ("own_share", "middle_rival", "more", "less")
                    ),
                )
            )
    heading = Heading(pen.say("What they do that we do not, and the reverse"))
    if not rows:
        none = pen.say("No form and no type of post is clearly theirs or ours alone.")
        return (heading, Paragraph(none))
    caption = pen.say("Kinds of posts that most rivals make clearly more, or less, often than we")
    header = (
        pen.say("Network"), pen.say("Kind of post"), pen.say("Our share"),
        pen.say("Middle rival"), pen.say("Rivals with more"), pen.say("Rivals with less"),
    )  # fmt: skip
    return (heading, DataTable(caption, header, tuple(rows)))


def _white_space(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(pen.say("White space"), "white_space")]
    rows: list[tuple[Spans, ...]] = []
    first: tuple[str, str, Finding] | None = None
    unknown: Finding | None = None
    for network in networks:
        cells = material.findings.get(f"rivals.{network}.white_space.cells")
        unknown = unknown or (cells if cells is not None and cells.status == "unknown" else None)
        for key, numbers in material.group(f"rivals.{network}.white_space").items():
            ratio = numbers.get("ratio")
            if ratio is None:
                continue
            first = first or (network, key, ratio)
            rows.append(
                (
                    pen.value(_network(network)),
                    *(pen.value(_kind(part)) for part in key.split(".")),
                    cell(pen, ratio),
                    _of(pen, numbers.get("pages")),
                    cell(pen, numbers.get("own_share")),
                )
            )
    if first is not None:
        kind, _, form = first[1].partition(".")
        said = pen.say(
            "Try this on {network} for a month: {type}, {form}. At rivals such posts draw {ratio} "
            "times the response of the middle post, few of them make any, and we hardly do.",
            network=_network(first[0]), type=_kind(kind), form=_kind(form), ratio=first[2],
        )  # fmt: skip
        header = (
            pen.say("Network"), pen.say("Type"), pen.say("Form"),
            pen.say("Response, times the middle post"), pen.say("Rivals who make it"),
            pen.say("Our share"),
        )  # fmt: skip
        caption = pen.say("Answered clearly more, made by few rivals, hardly by us")
        blocks += [DataTable(caption, header, tuple(rows)), advice(pen, said)]
        if waits(material, first[0], form, kind):
            blocks.append(Paragraph(say_waits(pen)))
        blocks.extend(charts_of(material, pen, "white_space"))
    elif unknown is not None:
        blocks.append(Paragraph(pen.mentioned(unknown), "note"))
    else:
        none = pen.say(
            "No kind of post is answered clearly more, made by few rivals and hardly made by us."
        )
        blocks.append(Paragraph(none))
    return tuple(blocks)


def _best_posts(material: Material, pen: Pen) -> tuple[Block, ...]:
    best = material.result("rival_best")
    if best is None or best.empty:
        return ()
    blocks: list[Block] = [Heading(pen.say("Their best posts"))]
    for row in best.groupby("network").head(2).head(_MOST_QUOTES).to_dict("records"):
        ratio = material.finding(f"{best_post_key(row)}.ratio")
        if ratio is None:
            continue
        kind = str(row["type"]) if row["status"] == "sure" else "none"
        page = "unknown" if pd.isna(row["page"]) else str(row["page"])
        said = pen.say(
            "{page} on {network} · {form} · {type}: {ratio} times the response of the page's "
            "middle post.",
            page=_page_name(page), network=_network(str(row["network"])),
            form=_kind(str(row["form"])), type=_kind(kind), ratio=ratio,
        )  # fmt: skip
        blocks += [Paragraph(said), Paragraph(pen.value(Quote(str(row["text"]))), "quote")]
    luck = pen.say(
        "The best of many posts is partly luck. Look for what several of them have in common."
    )
    return (*blocks, Paragraph(luck, "note"))


def _answers(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    tables = [
        findings_table(
            material, pen, f"rivals.{network}",
            pen.say("{network}: how fast pages answer comments", network=_network(network)),
            pen.say("Page"), columns=("median_hours", "unanswered_share"),
            only=_pages(material, network), name=lambda key: _page(pen, key),
        )
        for network in networks
        if any(
            material.finding(f"rivals.{network}.{page}.unanswered_share")
            for page in _pages(material, network) if page.startswith("page.")
        )
    ]  # fmt: skip
    shown = tuple(table for table in tables if table is not None)
    return (Heading(pen.say("Who answers, and how fast")), *shown) if shown else ()


def _trends(material: Material, pen: Pen, networks: list[str]) -> tuple[Block, ...]:
    lines: list[Spans] = []
    for network in networks:
        for key in _pages(material, network):
            lines.extend(_moves(material, pen, network, key))
    charts = charts_of(material, pen, "rival_trends")
    if not lines and not charts:
        return ()
    heading = Heading(pen.say("Where they are going"))
    said = Bullets(tuple(lines)) if lines else Paragraph(_calm(material, pen, networks))
    return (heading, said, *charts)


def _calm(material: Material, pen: Pen, networks: list[str]) -> Spans:
    """Say of which pages the months are enough to tell that they neither grow nor fall."""
    pages = [(network, key) for network in networks for key in _pages(material, network)]
    steady = [
        _page_name(key.partition(".")[2])
        for network, key in pages
        if any(
            material.finding(f"rivals.{network}.{key}.{name}_direction")
            for name in ("trend_of_posts", "trend_of_response")
        )
    ]
    if len(steady) == len(pages):
        return pen.say(
            "Month by month, neither the number of posts nor the response to them clearly grows or "
            "falls on any of these pages."
        )
    if not steady:
        return pen.say("The files hold too few whole months to tell where these pages are going.")
    return pen.say(
        "Month by month, neither the number of posts nor the response to them clearly grows or "
        "falls here: {pages}. Of the other pages the files hold too few whole months to tell.",
        pages=Listed(tuple(dict.fromkeys(steady))),
    )


def _moves(material: Material, pen: Pen, network: str, key: str) -> list[Spans]:
    lines: list[Spans] = []
    said = {
        ("trend_of_posts", "up"): message(
            "{page} on {network} publishes more from month to month; change in posts a month: "
            "{slope}."
        ),
        ("trend_of_posts", "down"): message(
            "{page} on {network} publishes less from month to month; change in posts a month: "
            "{slope}."
        ),
        ("trend_of_response", "up"): message(
            "The response to {page} on {network} grows from month to month; change in "
            "engagements for a post: {slope}."
        ),
        ("trend_of_response", "down"): message(
            "The response to {page} on {network} falls from month to month; change in "
            "engagements for a post: {slope}."
        ),
    }
    for name in ("trend_of_posts", "trend_of_response"):
        way = material.finding(f"rivals.{network}.{key}.{name}_direction")
        slope = material.finding(f"rivals.{network}.{key}.{name}")
        if way is not None and slope is not None and (name, str(way.value)) in said:
            lines.append(
                pen.say(
                    said[name, str(way.value)], page=_page_name(key.partition(".")[2]),
                    network=_network(network), slope=slope,
                )
            )  # fmt: skip
    return lines


def _kind(value: str) -> One:
    return Term(LABELS[value]) if value in LABELS else Name(value)


def _of(pen: Pen, found: Finding | None) -> Spans:
    if found is None:
        return cell(pen, found)
    spans = pen.say("{part} of {all}", part=found, all=Part(found, "denominator"))
    # One mark is enough for both numbers.
    return (Span(plain(spans), "finding", pen.ledger.mark(found)),)
