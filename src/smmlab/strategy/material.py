"""All a section may lean on: the brief, the findings, the decisions, the state of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from smmlab.brief import Brief
from smmlab.content.slot_test import SlotTest
from smmlab.decisions import Decision, Step
from smmlab.findings import Finding
from smmlab.strategy.calendar import Slot
from smmlab.strategy.document import Block, Chart, Paragraph, Span
from smmlab.strategy.statements import Choice, Pen, Quote, Term
from smmlab.texts import Words
from smmlab.utm_scheme import UtmScheme

if TYPE_CHECKING:
    from smmlab.analyses import Analyses


@dataclass(frozen=True)
class TableFacts:
    """What one canonical table holds; findings are None when it is empty."""

    name: str
    rows: Finding | None = None
    first_day: Finding | None = None
    last_day: Finding | None = None
    files: tuple[Finding, ...] = ()

    @property
    def days(self) -> int | None:
        """Return how many days it covers; None when it is empty or has no days."""
        if self.first_day is None or self.last_day is None:
            return None
        first, last = (
            date.fromisoformat(str(found.value)[:10]) for found in (self.first_day, self.last_day)
        )
        return (last - first).days + 1


@dataclass(frozen=True)
class Example:
    """An own post that did well."""

    kind: str
    network: str
    text: str
    engagements: Finding


@dataclass(frozen=True)
class Material:
    """Everything known when the document is written."""

    brief: Brief
    analyses: "Analyses"
    decisions: Mapping[Step, Decision]
    fingerprint: str
    made_on: date
    words: Words
    findings: Mapping[str, Finding]
    tables: tuple[TableFacts, ...] = ()
    refused: tuple[Finding, ...] = ()
    refused_files: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()
    calendar: tuple[Slot, ...] = ()
    slot_test: SlotTest | None = None
    scheme: UtmScheme = field(default_factory=UtmScheme)
    drawn: dict[str, Chart] = field(default_factory=dict, compare=False, repr=False)
    """Charts drawn so far, by name."""

    def finding(self, key: str) -> Finding | None:
        """Return a known finding by its key; None when it is absent or unknown."""
        found = self.findings.get(key)
        return found if found is not None and found.status != "unknown" else None

    def group(self, prefix: str) -> dict[str, dict[str, Finding]]:
        """Return the findings under a prefix: name of the thing, then of its number.

        ``group("audience.segment")`` gives ``{"core": {"people": …, "share": …}}``.
        """
        grouped: dict[str, dict[str, Finding]] = {}
        for key, found in self.findings.items():
            if key.startswith(f"{prefix}."):
                name, _, last = key.removeprefix(f"{prefix}.").rpartition(".")
                grouped.setdefault(name, {})[last] = found
        return grouped

    def decision(self, step: Step) -> Decision:
        """Return the decision of a step, a default when nobody has decided."""
        return self.decisions[step]

    def chosen(self, step: Step, name: str, unit: str = "") -> Choice:
        """Return one chosen value as a value of a statement."""
        decision = self.decisions[step]
        return Choice(decision, decision.choice.get(name), unit)

    @property
    def network(self) -> str:
        """Return the chosen network, or an empty text while it is not decided."""
        return str(self.decisions["network"].choice.get("network") or "")

    @property
    def is_empty(self) -> bool:
        """Tell whether no table has a row."""
        return all(facts.rows is None for facts in self.tables)

    def result(self, name: str) -> Any:
        """Return the result of an analysis, or None when it was not run."""
        return getattr(self.analyses, name, None)


def decision_notes(material: Material, pen: Pen, step: Step) -> tuple[Block, ...]:
    """Say who decided, why, and whether the tables have changed since."""
    decision = material.decision(step)
    mark = pen.ledger.mark(decision)
    notes: list[Block] = []
    if decision.is_stale(material.fingerprint):
        # The summary says what to do about it, once for all decisions.
        stale = pen.say("The tables have changed since.")
        notes.append(Paragraph((*stale, Span("", "choice", mark)), "caution"))
    if decision.by == "default":
        said = pen.say("Default, not yet decided by the strategist.")
        reason = pen.say("{reason}", reason=Term(decision.reason)) if decision.reason else ()
        notes.append(Paragraph((*said, Span(" "), *reason, Span("", "choice", mark)), "default"))
    elif decision.reason:
        notes.append(
            Paragraph(
                (*pen.say("Why: {reason}", reason=Quote(decision.reason)), Span("", "choice", mark))
            )
        )
    return tuple(notes)
