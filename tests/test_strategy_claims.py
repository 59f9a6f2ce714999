"""Every claim of the trade is listed with the verdict of the client's own data."""

from pathlib import Path

import pandas as pd

from smmlab.content.claims import CLAIMS, claim_findings, judge_claims
from smmlab.strategy.document import DataTable, Document, plain
from strategy_cases import document_of, empty_project, no_analyses
from strategy_parts import section_of, tables_of


def test_every_claim_stands_in_the_ledger(tmp_path: Path) -> None:
    summary = pd.DataFrame({
        "network": "instagram", "type": ["laugh"], "counted": 36, "median": 0.12, "low": 0.09,
        "high": 0.15, "network_median": 0.06, "p_value": 1e-6, "verdict": "better"})  # fmt: skip
    ledger = judge_claims(type_summary=summary)
    analyses = no_analyses(tuple(claim_findings(ledger, sources=())))
    analyses.claims = ledger
    document = document_of(empty_project(tmp_path), analyses)
    table = ledger_in(document)
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert set(rows) == set(CLAIMS.values())
    assert rows["Laughs spread."][:2] == ["supports the claim", "Instagram: 2 (1.5 to 2.5)"]
    assert rows["A face builds trust."][:2] == ["cannot tell", "–"]
    assert rows["A face builds trust."][2].startswith("Export")
    _, tests = tables_of(section_of(document, "claims"))
    tried = {plain(row[0]): plain(row[1]) for row in tests.rows}
    types = "Provocations spread. Instructions spread. Medals spread. Laughs spread."
    assert "Mann-Whitney" in tried[types]
    assert list(tried.values()) == list(dict.fromkeys(ledger["test"]))
    assert set(" ".join(tried).split()) == set(" ".join(CLAIMS.values()).split())


def test_without_a_ledger_the_claims_are_named_as_unchecked(tmp_path: Path) -> None:
    table = ledger_in(document_of(empty_project(tmp_path), no_analyses()))
    assert [plain(name) for name in table.header] == ["Claim"]
    assert [plain(row[0]) for row in table.rows] == list(CLAIMS.values())


def ledger_in(document: Document) -> DataTable:
    return tables_of(section_of(document, "claims"))[0]
