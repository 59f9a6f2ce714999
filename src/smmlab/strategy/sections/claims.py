"""The claims of the trade, with the verdict of the client's own data on each."""

import pandas as pd

from smmlab.content.claims import CLAIMS
from smmlab.findings import Finding
from smmlab.strategy.document import Block, DataTable, Paragraph, Section, Span, Spans, joined
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Pen, Term
from smmlab.strategy.tables import cell
from smmlab.texts.labels import NETWORK_NAMES


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    return Section(
        "claims", pen.say("Common claims, checked on these data"), _ledger(material, pen)
    )


def _ledger(material: Material, pen: Pen) -> tuple[Block, ...]:
    ledger = material.result("claims")
    if ledger is None or ledger.empty:
        open_yet = pen.say(
            "None of these claims could be checked. Export the own posts with their texts, times "
            "and counts, over half a year or longer; until then they are opinions."
        )
        unchecked = tuple((pen.value(Term(claim)),) for claim in CLAIMS.values())
        caption = pen.say("What people of the trade say; nothing of it was checked here")
        return (
            Paragraph(open_yet, "note"),
            DataTable(caption, (pen.say("Claim"),), unchecked),
        )
    rows: list[tuple[Spans, ...]] = []
    for row in ledger.to_dict("records"):
        key = f"content.claims.{row['claim']}"
        verdict = material.finding(f"{key}.verdict")
        rows.append(
            (
                pen.value(Term(CLAIMS[row["claim"]])),
                pen.value(verdict) if verdict else pen.say("cannot tell"),
                _number(pen, row["network"], material.finding(f"{key}.value")),
                pen.value(Term(row["would_tell"])),
            )
        )
    header = (pen.say("Claim"), pen.say("Verdict"), pen.say("Number"), pen.say("What would tell"))
    said = pen.say(
        "This is what people of the trade say, and what the client's own data say to it. A ratio "
        "above one speaks for the claim; for the cost of advertising, a ratio below one does. "
        "These are associations: only a draw by lot would show an effect."
    )
    caption = pen.say("Claims of the trade and their verdicts")
    verdicts = DataTable(caption, header, tuple(rows), weights=(7, 5, 6, 12))
    return (Paragraph(said), verdicts, _tests(ledger, pen))


def _tests(ledger: pd.DataFrame, pen: Pen) -> DataTable:
    """Say each test once, with the claims it was made for."""
    rows = tuple(
        (joined(" ", [pen.value(Term(CLAIMS[claim])) for claim in claims]), pen.value(Term(test)))
        for test, claims in ledger.groupby("test", sort=False)["claim"]
    )
    header = (pen.say("Claim"), pen.say("Test"))
    return DataTable(pen.say("How each claim was tested"), header, rows, weights=(1, 2))


def _number(pen: Pen, network: object, found: Finding | None) -> Spans:
    if found is None or network not in NETWORK_NAMES:
        return cell(pen, found)
    return (*pen.value(Term(NETWORK_NAMES[str(network)])), Span(": "), *cell(pen, found))
