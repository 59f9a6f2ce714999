"""Placements: where else we could speak, what a result costs there, and what we do not do."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from smmlab.findings import Finding
from smmlab.rivals.placement_findings import placement_key
from smmlab.rivals.placement_rates import public_rates
from smmlab.rivals.tactic_texts import RISK_LABELS, TACTIC_LABELS, VERDICT_LABELS
from smmlab.rivals.tactics import TACTICS, judge_tactics
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
    joined,
)
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.sources import shown_title, source_line, web_address
from smmlab.strategy.statements import Listed, Name, Pen, Quote, Several, Term
from smmlab.strategy.tables import findings_table, page_of
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES

_KEY = "rivals.placements"
_WHOM = ("reach", "engagement_rate", "affinity", "suspects", "overlap")
_COST = ("price_per_thousand", "cost_per_visit", "cost_per_result", "p_cheapest")
_PRICE = message("Price of the posts of the first round.")
_REST = message("What is left of the budget after the first round.")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [*_offers(material, pen), Heading(pen.say("How the budget is spent"))]
    blocks.extend(_plan(material, pen))
    blocks.append(Heading(pen.say("Other ways to grow, and what we say to them")))
    blocks.extend(_tactics(material, pen))
    return Section("placements", pen.say("Opinion leaders and placements"), tuple(blocks))


def _offers(material: Material, pen: Pen) -> tuple[Block, ...]:
    whom, cost = (
        findings_table(
            material, pen, _KEY, caption, pen.say("Page, channel or person"), columns=columns,
            name=lambda key: pen.value(_place(key)),
        )
        for caption, columns in (
            (pen.say("Whom a post there reaches, and who they are"), _WHOM),
            (pen.say("What it costs; currencies are never compared"), _COST),
        )
    )  # fmt: skip
    if whom is None and cost is None:
        return (
            Paragraph(
                pen.say(
                    "Nobody has listed yet where else we could speak. Put pages, channels, people "
                    "and communities into placements.csv in the client folder: their price and "
                    "the reach of a post."
                ),
                "note",
            ),
        )
    tables = tuple(table for table in (whom, cost) if table is not None)
    return (
        *tables,
        *charts_of(material, pen, "placements"),
        *_segments(material, pen),
        *_unknown(material, pen),
        *_disclosures(material, pen),
        *_public_figures(material, pen),
    )


def _segments(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "rivals.placement_segments",
        pen.say("Which of our segments act there too; a hundred is as many as among all of ours"),
        pen.say("Page and segment"), columns=("people", "affinity"),
    )  # fmt: skip
    return () if table is None else (table,)


def _unknown(material: Material, pen: Pen) -> tuple[Block, ...]:
    places: dict[str, list[Spans]] = {}
    for name, numbers in material.group(_KEY).items():
        found = numbers.get("cost_per_result")
        if found is not None and found.status == "unknown":
            marked = (Span("", "finding", pen.ledger.mark(found)),)
            places.setdefault(found.method, []).append((*pen.value(_place(name)), *marked))
    if not places:
        return ()
    # Places that lack the same are named together, so that the reason stands once.
    reasons = tuple(
        (*joined("; ", names), Span(": "), *pen.value(Term(method)))
        for method, names in places.items()
    )
    return (Paragraph(pen.say("What a result costs cannot be told here:")), Bullets(reasons))


def _disclosures(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = getattr(material.result("placements"), "table", None)
    if table is None:
        return ()
    told = table.loc[table["disclosure"] != "", ["network", "disclosure"]].drop_duplicates()
    by_rule = told.sort_values(["network", "disclosure"]).groupby("disclosure", sort=False)
    rules = tuple(
        (
            *pen.say(
                "{place}: ",
                place=Listed(tuple(Term(NETWORK_NAMES[name]) for name in rows["network"])),
            ),
            *pen.value(Term(str(rule))),
        )
        for rule, rows in by_rule
    )
    if not rules:
        return ()
    return (Paragraph(pen.say("What the rules say of a post there:")), Bullets(rules))


def _public_figures(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = getattr(material.result("placements"), "table", None)
    if table is None:
        return ()
    priced = table[table["cost_per_result"].gt(0)]
    if not priced[["click_basis", "result_basis"]].eq("public").any(axis=None):
        return ()
    cited = public_rates().drop_duplicates("source_id")
    names = tuple(
        pen.value(Several((Quote(shown_title(row["title"])), Name(web_address(row["address"])))))
        for row in cited.to_dict("records")
    )
    said = pen.say(
        "Where nothing was tried and no own figures exist, the costs rest on public figures, which "
        "are wide. They were read here:"
    )
    return (Paragraph(said, "note"), Bullets(names))


def _place(key: str) -> Several:
    # A one-dot leader stands for a dot inside a name, because dots divide a key.
    return page_of(key.replace("\u2024", "."))


def _plan(material: Material, pen: Pen) -> tuple[Block, ...]:
    plan = material.result("placement_plan")
    notes = decision_notes(material, pen, "placements")
    if plan is None:
        said = pen.say(
            "Set aside a sum that can be lost, name what one result may cost, and decide both in "
            "the notebook on rivals: then the first tries stand here."
        )
        return (advice(pen, said), *notes)
    currency = plan.currency
    steps: list[Spans] = []
    last = ""
    for row in plan.rounds.to_dict("records"):
        steps.append(_step(pen, row, currency, is_again=row["advice"] == last))
        last = row["advice"]
    budget = pen.say(
        "The budget for placements is {budget}; it is never exceeded.",
        budget=material.chosen("placements", "budget", currency),
    )
    return (
        Paragraph(budget, "lead"),
        *notes,
        Bullets(tuple(steps), is_ordered=True),
        *_expected(material, pen),
        Paragraph(
            pen.say_many(
                "A place is judged after {n} visit at the earliest, and left when its chance to "
                "beat the best one is under {chance}.",
                "A place is judged after {n} visits at the earliest, and left when its chance "
                "to beat the best one is under {chance}.",
                n=RULES["placement_visits"],
                chance=RULES["placement_chance"],
            )
        ),
    )


def _step(pen: Pen, row: Mapping[Any, Any], currency: str, *, is_again: bool) -> Spans:
    said = pen.say("the same.") if is_again else pen.value(Term(row["advice"]))
    if not row["page"]:
        if pd.isna(row["spend"]):
            return said
        rest = Finding("strategy.placements.rest", float(row["spend"]), currency,
                       status="estimated", method=_REST)  # fmt: skip
        return (*pen.say("Then {money}: ", money=rest), *said)
    place = Several((Term(NETWORK_NAMES[row["network"]]), Name(row["page"])))
    if row["round"] == 0:
        return (*pen.say("{place}: ", place=place), *said)
    key = placement_key(row["network"], row["page"]).replace("rivals.", "strategy.", 1)
    price = Finding(f"{key}.spend", float(row["spend"]), currency, method=_PRICE)
    return (*pen.say("{place}, {money}: ", place=place, money=price), *said)


def _expected(material: Material, pen: Pen) -> tuple[Block, ...]:
    results = material.finding(f"{_KEY}.plan.results")
    regret = material.finding(f"{_KEY}.plan.regret")
    if results is None or regret is None:
        return ()
    said = pen.say(
        "Results to be expected: about {results}. Not knowing the best place from the start "
        "costs {regret} of what would be possible.",
        results=results,
        regret=regret,
    )
    return (Paragraph(said),)


def _tactics(material: Material, pen: Pen) -> tuple[Block, ...]:
    names = _networks(material)
    if not names:
        return (
            Paragraph(
                pen.say(
                    "Each network has its own rules for them; they follow here once a network is "
                    "chosen."
                ),
                "note",
            ),
        )
    judged = judge_tactics(material.brief, names)
    blocks: list[Block] = list(_refused(pen, judged, names))
    blocks.append(_table(pen, judged, names))
    cited = judged[~judged["is_judgement"]].drop_duplicates("source_id")
    blocks.append(
        Paragraph(pen.say("The rules were read here; look again before you rely on one:"))
    )
    blocks.append(
        Bullets(
            tuple(
                source_line(pen, row["source"], row["address"], row["read_on"])
                for row in cited.to_dict("records")
            )
        )
    )
    return tuple(blocks)


def _refused(pen: Pen, judged: pd.DataFrame, names: list[str]) -> tuple[Block, ...]:
    """Name what is refused everywhere, then what only some of the networks forbid."""
    no = judged[judged["verdict"] == "no"]
    where = {name: set(no.loc[no["network"] == name, "tactic"]) for name in names}
    everywhere = set.intersection(*where.values())

    def listed(tactics: set[str]) -> Listed:
        return Listed(
            tuple(Term(TACTIC_LABELS[name], inside=True) for name in TACTICS if name in tactics)
        )

    never = pen.say("What we do not do, whoever offers it: {tactics}.", tactics=listed(everywhere))
    more = tuple(
        pen.say(
            "Nor do we do this on {network}: {tactics}.",
            network=Term(NETWORK_NAMES[name]),
            tactics=listed(where[name] - everywhere),
        )
        for name in names
        if where[name] - everywhere
    )
    return (*((advice(pen, never),) if everywhere else ()), *((Bullets(more),) if more else ()))


def _networks(material: Material) -> list[str]:
    contenders = material.decision("network").choice.get("contenders") or []
    names = [material.network] if material.network else [str(name) for name in contenders[:2]]
    return [name for name in names if name in NETWORK_NAMES]


def _table(pen: Pen, judged: pd.DataFrame, names: list[str]) -> DataTable:
    """Put the networks into one table: most of it holds on both, and is said once."""
    rows = tuple(
        (
            pen.value(Term(TACTIC_LABELS[tactic])),
            _told(pen, of_each, _verdict, "; "),
            _rules(pen, of_each),
            _told(pen, of_each, _reason, " "),
        )
        for tactic, of_each in judged.groupby("tactic", sort=False)
    )
    caption = pen.say(
        "Ways to grow on {network}",
        network=Listed(tuple(Term(NETWORK_NAMES[name]) for name in names)),
    )
    header = (pen.say("Way"), pen.say("Verdict and risk"), pen.say("Rule"), pen.say("Why"))
    return DataTable(caption, header, rows, weights=(3, 3, 6, 6))


def _told(
    pen: Pen, of_each: pd.DataFrame, say: Callable[[Pen, Mapping[Any, Any]], Spans], joint: str
) -> Spans:
    """Say once what is the same on every network, else name each network before its own."""
    told = {row["network"]: say(pen, row) for row in of_each.to_dict("records")}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    named = [
        (*pen.say("{place}: ", place=Term(NETWORK_NAMES[name])), *said)
        for name, said in told.items()
        if said
    ]
    return joined(joint, named)


def _verdict(pen: Pen, row: Mapping[Any, Any]) -> Spans:
    verdict, risk = Term(VERDICT_LABELS[row["verdict"]]), Term(RISK_LABELS[row["risk"]])
    return pen.say("{verdict}, {risk} risk", verdict=verdict, risk=risk)


def _rules(pen: Pen, of_each: pd.DataFrame) -> Spans:
    law = _told(pen, of_each, _law, " ")
    return (*_told(pen, of_each, _rule, " "), *((Span(" "), *law) if law else ()))


def _rule(pen: Pen, row: Mapping[Any, Any]) -> Spans:
    return pen.value(Term(row["rule_text"]))


def _law(pen: Pen, row: Mapping[Any, Any]) -> Spans:
    return () if row["law"] in ("", row["reason"]) else pen.value(Term(row["law"]))


def _reason(pen: Pen, row: Mapping[Any, Any]) -> Spans:
    return pen.value(Term(row["reason"]))
