"""Advertising: what results cost, whether to buy or to wait, and what a good creative has."""

from collections.abc import Mapping

import pandas as pd

from smmlab.content.ad_findings import ad_key
from smmlab.content.ads import RESULT_LABELS, SEEN_OFTEN
from smmlab.content.creatives import CHECKS
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Spans, joined
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.statements import Name, Pen, Quote, Several, Term
from smmlab.strategy.tables import OF_POSTS, cell, findings_table
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_MOST = 8
_TOLD = 0.5
_YES, _NO, _UNKNOWN = message("yes"), message("no"), message("cannot tell")


def advertising(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what paid results cost beside waiting, and what to put into an advertisement."""
    return (
        Heading(pen.say("Advertising and its creatives")),
        *_costs(material, pen),
        *_paid(material, pen),
        *_trade(material, pen),
        *_checklist(material, pen),
    )


def _costs(material: Material, pen: Pen) -> tuple[Block, ...]:
    comparison = material.result("ads")
    if comparison is None or comparison.table.empty:
        return (
            Paragraph(
                pen.say(
                    "What paid reach costs here is not known: there is no report of an ad account "
                    "in the files. Export it by advertisement and by week, with spend, results, "
                    "impressions and reach."
                ),
                "note",
            ),
        )
    table = comparison.table
    rows = tuple(
        (
            _where(pen, row),
            *(cell(pen, material.finding(f"{ad_key(row)}.{name}"))
              for name in ("spend", "results", "cost_per_result", "frequency")),
        )
        for row in table[table["by"].eq("all")].to_dict("records")
    )  # fmt: skip
    header = (pen.say("Kind of result"), pen.say("Spend"), pen.say("Results"),
              pen.say("Cost of a result"), pen.say("Times shown to a person"))  # fmt: skip
    caption = pen.say("What results of advertising have cost")
    blocks: list[Block] = [
        DataTable(caption, header, rows, weights=(5, 3, 3, 5, 4)),
        *charts_of(material, pen, "ads"),
    ]
    ended = next((facts.last_day for facts in material.tables if facts.name == "ads"), None)
    if ended is not None:
        said = pen.say(
            "The reports of advertising end on {day}. What a result costs since then is not known.",
            day=ended,
        )
        blocks.append(Paragraph(said, "note"))
    judged = table[table["verdict"].isin(["cheaper", "dearer"])].head(_MOST)
    grounds = tuple(
        found
        for row in judged.to_dict("records")
        if (found := material.finding(f"{ad_key(row)}.verdict")) is not None
    )
    blocks += [
        Paragraph(
            pen.say(
                "{group}: a result is {verdict} than with the other advertisements. This is an "
                "association: only a split test shows which is better.",
                group=_group(row), verdict=found,
            )
        )
        for row, found in zip(judged.to_dict("records"), grounds, strict=True)
    ]  # fmt: skip
    if judged.empty:
        said = pen.say(
            "No group of advertisements can be told apart as cheaper, so none is recommended. "
            "Export the report by week, and run two creatives in a split test."
        )
        blocks.append(Paragraph(said, "note"))
    tired = table[table["by"].eq("ad") & table["frequency"].ge(SEEN_OFTEN)].head(_MOST)
    blocks += [
        Paragraph(
            pen.say(
                "People have been shown {ad} {times} times on average: change the picture, or show "
                "it to other people.",
                ad=Name(str(row["group"])), times=found,
            ),
            "caution",
        )
        for row in tired.to_dict("records")
        if (found := material.finding(f"{ad_key(row)}.frequency")) is not None
    ]  # fmt: skip
    joined = material.finding("content.ads_joined")
    if joined is not None and joined.value == 0:
        said = pen.say(
            "No advertisement could be joined to its post, so forms and types cannot be compared. "
            "Begin the name of each advertisement with the first words of its post."
        )
        blocks.append(Paragraph(said, "note"))
    return tuple(blocks)


def _paid(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "content.paid", pen.say("Own posts with and without payment"),
        pen.say("Posts"), columns=("posts", "median", "verdict"), called=OF_POSTS,
    )  # fmt: skip
    if table is None:
        return ()
    said = pen.say(
        "Whoever promotes picks the better posts, so the difference is not the effect of money."
    )
    return table, Paragraph(said, "note")


def _trade(material: Material, pen: Pen) -> tuple[Block, ...]:
    trade = material.result("ads_trade")
    if trade is None or trade.empty:
        return ()
    rows: list[tuple[Spans, ...]] = []
    unknown: dict[str, list[Spans]] = {}
    whys: dict[str, Spans] = {}
    for row in trade.to_dict("records"):
        key = ad_key(row | {"by": "", "group": ""}).replace("content.ads", "content.ads_trade", 1)
        weeks = material.findings.get(f"{key}.weeks")
        waiting = pen.say("not known") if weeks is None or weeks.value is None else cell(pen, weeks)
        if weeks is not None and weeks.value is None:
            unknown.setdefault(weeks.method, []).append(_where(pen, row))
            whys.setdefault(weeks.method, pen.mentioned(weeks))
        found = (material.finding(f"{key}.{name}") for name in ("wanted", "money"))
        work = material.finding(f"{key}.work_hours")
        rows.append((_where(pen, row), *(cell(pen, one) for one in found), waiting,
                     cell(pen, work)))  # fmt: skip
    reasons = tuple(
        Paragraph(joined(": ", (joined("; ", kinds), whys[why])), "note")
        for why, kinds in unknown.items()
    )
    if not trade["weeks"].notna().any():
        said = pen.say("These files cannot say whether to buy results or to wait for them:")
        return Paragraph(said), *reasons
    header = (pen.say("Kind of result"), pen.say("Results"), pen.say("Bought: money"),
              pen.say("Waited for: weeks"), pen.say("Waited for: hours of work"))  # fmt: skip
    said = pen.say(
        "Fast against slow: what as many results as so far have cost, beside the weeks in which "
        "own posts bring them unpaid while the pages publish as they have. Promote what has "
        "already done well unpaid."
    )
    caption = pen.say("Buying or waiting")
    table = DataTable(caption, header, tuple(rows), weights=(5, 3, 5, 5, 4))
    return Paragraph(said), table, *reasons


def _checklist(material: Material, pen: Pen) -> tuple[Block, ...]:
    said = pen.say("Before money goes into a post, it should have these:")
    items = tuple(pen.value(Term(text)) for text in CHECKS.values())
    blocks: list[Block] = [Paragraph(said), Bullets(items)]
    creatives = material.result("creatives")
    if creatives is None or creatives.empty:
        return tuple(blocks)
    # A table that mostly says "cannot tell" tells nothing.
    if creatives[list(CHECKS)].notna().to_numpy().mean() < _TOLD:
        return tuple(blocks)
    rows = tuple(
        (
            pen.value(Several((_network(row), Quote(str(row["text"]))))),
            *(pen.value(Term(_answer(row[name]))) for name in CHECKS),
        )
        for row in creatives.to_dict("records")
    )
    header = (pen.say("Own post"), pen.say("Face"), pen.say("Makes people stop"),
              pen.say("One offer"), pen.say("One thing to do"))  # fmt: skip
    caption = pen.say("Own posts that did best unpaid, checked as advertisements")
    honest = pen.say(
        "The check reads texts alone: whether a face is in the picture, only a look can tell."
    )
    if creatives["network"].nunique() > 1:
        elsewhere = pen.say(
            "Before each post stands the network where it did well; on another network its text "
            "can be tried as an advertisement too."
        )
        honest = joined(" ", (elsewhere, honest))
    advised = advice(pen, pen.say("Add what is missing before you promote one of these."))
    table = DataTable(caption, header, rows, weights=(12, 3, 4, 3, 3))
    return (*blocks, table, Paragraph(honest, "note"), advised)


def _where(pen: Pen, row: Mapping[object, object]) -> Spans:
    kind = str(row["result_kind"])
    what = Term(RESULT_LABELS[kind]) if kind in RESULT_LABELS else Name(kind)
    named = (_network(row),) if row["network"] else ()
    return pen.value(Several((*named, what)))


def _network(row: Mapping[object, object]) -> Term | Name:
    network = str(row["network"])
    return Term(NETWORK_NAMES[network]) if network in NETWORK_NAMES else Name(network)


def _group(row: Mapping[object, object]) -> Term | Name:
    group = str(row["group"])
    is_ours = row["by"] in ("form", "type") and group in LABELS
    return Term(LABELS[group]) if is_ours else Name(group)


def _answer(mark: object) -> str:
    if pd.isna(mark):
        return _UNKNOWN
    return _YES if mark else _NO
