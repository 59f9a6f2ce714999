"""The one-off audit: the state of the page, the strongest findings, what to do on Monday."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.findings import Finding
from smmlab.gathering.checklist import ITEM
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Document,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.strategy.lint import check_document
from smmlab.strategy.material import Material
from smmlab.strategy.monday import hours_of, monday_tasks, tasks_table
from smmlab.strategy.sections import appendix
from smmlab.strategy.sections.place_audit import evidence_of
from smmlab.strategy.statements import Day, FromBrief, Part, Pen, Term
from smmlab.strategy.strongest import Strong, choose, tell
from smmlab.strategy.telling import Topic
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES, TABLE_NAMES

REQUIRED = ("audit_state", "audit_findings", "audit_monday", "audit_unknown")
"""Keys of the sections of the audit, in their order."""

_MOST_FINDINGS = 5
_HEADINGS: Mapping[Topic, str] = MappingProxyType(
    {
        "goal": message("Goal"),
        "money": message("Money"),
        "network": message("Network"),
        "audience": message("Audience"),
        "content": message("Content"),
        "rhythm": message("Rhythm"),
        "dialogue": message("Dialogue"),
        "negativity": message("Complaints"),
        "rivals": message("Rivals"),
    }
)


def build_audit(material: Material) -> Document:
    """Return the checked audit; the evidence stands on pages of its own.

    Parameters
    ----------
    material
        From `smmlab.strategy.collecting.gather`.

    Raises
    ------
    StrategyError
        When a number has no finding behind it, or a part is missing.
    """
    pen = Pen(material.words)
    # The strongest findings come first in the appendix as they do in the text below the state.
    state = _state(material, pen)
    strong = tuple(tell(one, pen) for one in choose(material, most=_MOST_FINDINGS))
    sections = (
        state,
        _findings(material, pen, strong),
        _monday(material, pen, strong),
        _unknown(material, pen),
    )
    document = Document(
        title=pen.say("Audit of the page: {client}", client=FromBrief(material.brief.name)),
        subtitle=pen.say("Written on {day}", day=Day(material.words.date(material.made_on))),
        language=material.words.language,
        made_on=material.made_on,
        sections=sections,
        appendix=appendix.write(material, pen),
        author="smmlab",
    )
    check_document(document, required=REQUIRED)
    return document


def _audited(material: Material) -> pd.DataFrame | None:
    audit = material.result("place_audit")
    if audit is None:
        return None
    audit = audit[audit["network"].isin(list(NETWORK_NAMES))]
    if material.network in set(audit["network"]):
        audit = audit[audit["network"] == material.network]
    return None if audit.empty else audit


def _state(material: Material, pen: Pen) -> Section:
    audit, title = _audited(material), pen.say("State of the page")
    known = None if audit is None else audit[audit["state"] != "cannot_tell"]
    if audit is None or known is None or known.empty:
        said = pen.say(
            "No page is in these files, and nobody has looked at one yet. Send the posts of the "
            "page, or open it on a telephone and answer the checklist in the notebook."
        )
        return Section("audit_state", title, (Paragraph(said, "note"),))
    blocks: list[Block] = []
    points = []
    for network in dict.fromkeys(audit["network"]):
        key = f"gathering.{network}"
        share, left = material.finding(f"{key}.done_share"), material.finding(f"{key}.not_known")
        if share is None:
            continue
        name = Term(NETWORK_NAMES[network])
        stand, of = Part(share, "numerator"), Part(share, "denominator")
        points.append(
            pen.say(
                "{network}, points known to be in place: {stand} of {known}; only a look can tell "
                "the rest ({left}).",
                network=name, stand=stand, known=of, left=left,
            )
            if left is not None and left.value
            else pen.say(
                "{network}, points that stand: {stand} of {known}.",
                network=name, stand=stand, known=of,
            )
        )  # fmt: skip
    blocks.append(Bullets(tuple(points)))
    blocks.append(_points(material, pen, known))
    return Section("audit_state", title, tuple(blocks))


def _points(material: Material, pen: Pen, known: pd.DataFrame) -> DataTable:
    # What is missing is read first.
    rows = known.sort_values("state", kind="stable", key=lambda states: states.eq("yes"))
    many = rows["network"].nunique() > 1
    header = (
        *((pen.say("Network"),) if many else ()),
        pen.say("What should be there"), pen.say("State"), pen.say("Evidence"),
    )  # fmt: skip
    cells = tuple(
        (
            *((pen.value(Term(NETWORK_NAMES[row["network"]])),) if many else ()),
            pen.value(Term(ITEM[str(row["item"])].label)),
            _state_of(material, pen, row),
            evidence_of(material, pen, row),
        )
        for row in rows.to_dict("records")
    )
    weights = (*((3,) if many else ()), 5, 2, 7)
    return DataTable(
        pen.say("What files, brief and answers tell; what is missing comes first"),
        header, cells, weights=weights,
    )  # fmt: skip


def _state_of(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    found = material.finding(f"gathering.{row['network']}.{row['item']}")
    return pen.value(found) if found is not None else pen.value(Term(str(row["state"])))


def _findings(material: Material, pen: Pen, strong: tuple[Strong, ...]) -> Section:
    title = pen.say("The strongest findings")
    if not strong:
        said = pen.say(
            "Nothing in these files is strong enough to act on. That is no verdict on the page: "
            "the files that would show more stand in the last section."
        )
        return Section("audit_findings", title, (Paragraph(said, "note"),))
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "Ranked by how far they are from where nothing would have to change, and by how "
                "sure they are. What is weaker is left out, however short the list is."
            ),
            "note",
        )
    ]
    for one in strong:
        blocks.append(Heading(pen.value(Term(_HEADINGS[one.topic]))))
        blocks.append(Paragraph(one.headline, "lead"))
        blocks.append(Paragraph(one.meaning))
        # A chart may count other cases: what the sentences rest on stands with them, before it.
        blocks.append(Paragraph(one.evidence, "note"))
        blocks.extend(one.chart(material, pen))
    return Section("audit_findings", title, tuple(blocks))


def _monday(material: Material, pen: Pen, strong: tuple[Strong, ...]) -> Section:
    tasks = monday_tasks(material, pen, strong=strong)
    title = pen.say("What to do on Monday")
    if not tasks:
        none = pen.say("Nothing is left to do at once. Keep to the rhythm, and look again later.")
        return Section("audit_monday", title, (Paragraph(none),))
    total: Finding = hours_of(tasks)
    said = pen.say_many(
        "All of it together takes about {n} hour. Whoever has less begins at the top.",
        "All of it together takes about {n} hours. Whoever has less begins at the top.",
        n=total,
    )
    return Section("audit_monday", title, (Paragraph(said), tasks_table(material, pen, tasks)))


def _unknown(material: Material, pen: Pen) -> Section:
    filled = {facts.name for facts in material.tables if facts.rows is not None}
    missing = [name for name in EXPORTS if name not in filled]
    blocks: list[Block] = []
    if missing:
        rows = tuple(
            (pen.value(Term(TABLE_NAMES[name])), pen.value(Term(EXPORTS[name]))) for name in missing
        )
        header = (pen.say("Data"), pen.say("What it would tell"))
        blocks.append(DataTable(pen.say("Exports that are missing"), header, rows, weights=(1, 4)))
    blocks.extend(_to_look_at(material, pen))
    if not blocks:
        blocks.append(Paragraph(pen.say("Every table is filled and every point was looked at.")))
    return Section("audit_unknown", pen.say("What these files cannot tell"), tuple(blocks))


def _to_look_at(material: Material, pen: Pen) -> tuple[Block, ...]:
    audit = _audited(material)
    if audit is None:
        return ()
    items = list(dict.fromkeys(audit.loc[audit["state"] == "cannot_tell", "item"]))
    looks: tuple[Spans, ...] = tuple(
        (*pen.value(Term(ITEM[item].label)), Span(". "), *pen.value(Term(ITEM[item].look)))
        for item in items
    )
    if not looks:
        return ()
    return (
        Heading(pen.say("Only a look at the page can tell")),
        Bullets(looks, is_checklist=True),
    )
