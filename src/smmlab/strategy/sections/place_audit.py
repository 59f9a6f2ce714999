"""What stands at the gathering place, and the list of things to do in order of effect."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from smmlab.gathering.audit import CONTRADICTED, to_do
from smmlab.gathering.checklist import EFFECT_LABELS, ITEM
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import FromBrief, Name, Part, Pen, Term, Value

_NONE: Spans = (Span("–"),)


def audit_blocks(material: Material, pen: Pen) -> Iterator[Block]:
    """Show what stands, item by item, when anything is known of the chosen place."""
    audit = _audit(material)
    if audit is None:
        return
    key = f"gathering.{material.network}"
    share, left = material.finding(f"{key}.done_share"), material.finding(f"{key}.not_known")
    yield Heading(pen.say("What stands"))
    if share is None:
        yield Paragraph(
            pen.say(
                "Nobody has looked at the place yet, and no table keeps how it looks. Open it on a "
                "telephone and answer the checklist; it takes less than an hour."
            ),
            "note",
        )
        return
    yield Paragraph(
        pen.say(
            "Items known to be in place: {stand} of {known}.",
            stand=Part(share, "numerator"),
            known=Part(share, "denominator"),
        )
    )
    if left is not None and left.value:
        yield Paragraph(
            pen.say("Not looked at yet: {items}. They are not counted.", items=left), "note"
        )
    yield from charts_of(material, pen, "place_audit")
    yield _states(material, pen, audit[audit["state"] != "cannot_tell"])


def task_blocks(material: Material, pen: Pen) -> Iterator[Block]:
    """List what to do, with who and when left to fill in, and what to look at first."""
    audit = _audit(material)
    decision = material.decision("place")
    kept = [str(task) for task in decision.choice.get("tasks") or []]
    if audit is None or decision.by == "strategist":
        # The strategist's own list holds, also where it names what we do not know.
        missing = kept
        looks: list[str] = []
        if audit is not None:
            states = dict(audit[["item", "state"]].itertuples(index=False, name=None))
            missing = [task for task in kept if states.get(task) not in ("cannot_tell", "yes")]
            looks = [task for task in kept if states.get(task) == "cannot_tell"]
    else:
        tasks = to_do(audit)
        missing = list(tasks.loc[tasks["task"] == "fix", "item"])
        looks = list(tasks.loc[tasks["task"] == "look", "item"])
    if missing:
        yield _tasks(pen, missing, market=material.brief.market)
    if looks:
        yield Paragraph(pen.say("To look at first, on a telephone and as a stranger:"))
        yield Bullets(tuple(_look(pen, item) for item in looks), is_checklist=True)
    if not missing and not looks:
        yield Paragraph(pen.say("Everything on the checklist stands."))
    yield Paragraph(
        pen.say("The order is judgement: nobody has measured the effect of these items apart."),
        "note",
    )


def _audit(material: Material) -> pd.DataFrame | None:
    audit = material.result("place_audit")
    if audit is None or not material.network:
        return None
    here = audit[audit["network"] == material.network]
    return None if here.empty else here


def _tasks(pen: Pen, tasks: list[str], *, market: str) -> DataTable:
    blank = (Span("……"),)
    rows = tuple(
        (
            _fix(pen, task),
            _effect(pen, task, market),
            blank,
            blank,
        )
        for task in tasks
    )
    return DataTable(
        pen.say("What to do before anything is promoted; fill in who and when"),
        (pen.say("What"), pen.say("Effect"), pen.say("Who"), pen.say("By when")),
        rows,
        weights=(8, 3, 2, 2),
    )


def _effect(pen: Pen, task: str, market: str) -> Spans:
    # A task of the strategist's own has no effect that we know.
    return pen.value(Term(EFFECT_LABELS[ITEM[task].effect_in(market)])) if task in ITEM else _NONE


def _fix(pen: Pen, task: str) -> Spans:
    return pen.value(Term(ITEM[task].fix) if task in ITEM else FromBrief(task))


def _look(pen: Pen, task: str) -> Spans:
    item = ITEM[task]
    return (*pen.value(Term(item.label)), Span(": "), *pen.value(Term(item.look)))


def _states(material: Material, pen: Pen, audit: pd.DataFrame) -> DataTable:
    rows = tuple(_state(material, pen, row) for row in audit.to_dict("records"))
    return DataTable(
        pen.say("What is known of the place, the largest effect first"),
        (pen.say("What should be there"), pen.say("State"), pen.say("Evidence")),
        rows,
        weights=(4, 1, 6),
    )


def _state(material: Material, pen: Pen, row: Mapping[Any, Any]) -> tuple[Spans, ...]:
    found = material.finding(f"gathering.{row['network']}.{row['item']}")
    return (
        pen.value(Term(ITEM[str(row["item"])].label)),
        pen.value(found) if found is not None else pen.value(Term(str(row["state"]))),
        evidence_of(material, pen, row),
    )


def evidence_of(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    """Return what tells the state of an item, as a row of the audit has it."""
    found = material.finding(f"gathering.{row['network']}.{row['item']}")
    names = str(row["names"])
    if row["item"] == "language":
        known = material.words.locale.languages
        names = ", ".join(known.get(code, code) for code in names.split(", "))
    said: Value = FromBrief(names) if row["item"] == "face" else Name(names)
    values: dict[str, Value] = {"names": said}
    if found is not None:
        values |= {"count": Part(found, "numerator"), "of": Part(found, "denominator")}
    seen = pen.say(str(row["evidence"]), **values)
    against = (Span(" "), *pen.value(Term(CONTRADICTED))) if row["is_contradicted"] else ()
    return (*seen, *against)
