"""The appendix names each number in words of the reader, and each file once."""

from pathlib import Path

from smmlab.findings import Finding, Source
from smmlab.strategy.document import DataTable, Document, plain
from strategy_cases import document_of, empty_project, no_analyses

FILE, OTHER = Source("a.csv", 4, 17, 32), Source("b.csv", 1, 5, 5)
ROOM = "audience.demographics.unknown"
GROUPS = (
    Finding(f"{ROOM}.age_sex.25-34.female.share", 0.26, "share", status="estimated",
            sources=(FILE, OTHER, FILE)),
    Finding(f"{ROOM}.country.Ghana.share", 0.015, "share", status="estimated",
            sources=(FILE, OTHER)),
)  # fmt: skip


def test_a_group_of_the_audience_is_named_in_the_text_and_in_the_appendix(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses(GROUPS))
    audience = next(one for one in document.sections if one.key == "audience")
    told = [plain(row[0]) for block in audience.blocks if isinstance(block, DataTable)
            for row in block.rows]  # fmt: skip
    assert told == ["Age and sex: 25–34, women", "Country: Ghana"]
    named = {plain(row[1]) for row in tables_of(document)[0].rows}
    assert f"Audience, Age and sex: 25–34, women {ROOM}.age_sex.25-34.female.share" in named


def test_a_file_stands_once_however_often_an_analysis_names_it(tmp_path: Path) -> None:
    findings, sources, *_ = tables_of(document_of(empty_project(tmp_path), no_analyses(GROUPS)))
    rows = [plain(row[1]) for row in sources.rows]
    assert rows == ["a.csv: 32 rows, lines 4 to 17; b.csv: 5 rows, lines 1 to 5"]
    marks = {plain(row[1]).split()[-1]: plain(row[-1]) for row in findings.rows}
    assert {marks[group.key] for group in GROUPS} == {"s1"}


def tables_of(document: Document) -> list[DataTable]:
    assert document.appendix is not None
    return [block for block in document.appendix.blocks if isinstance(block, DataTable)]
