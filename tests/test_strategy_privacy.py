"""What the strategy says of data of people."""

from dataclasses import replace
from pathlib import Path

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, Section, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.sections import privacy
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import DAY, FakeProject, no_analyses


def material(
    brief: Brief, *found: Finding, language: Language = "en", **filed: Decision
) -> Material:
    project = FakeProject(Path("none"), brief, filed=filed)
    return gather(project, no_analyses(found), made_on=DAY, words=Words(language))  # type: ignore[arg-type]


def said(section: Section) -> str:
    return "\n".join(plain(run) for block in section.blocks for run in runs_of(block))


def rows(section: Section) -> list[list[str]]:
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    return [[plain(cell) for cell in row] for table in tables for row in table.rows]


def test_without_rows_of_people_it_says_when_it_holds() -> None:
    made = material(Brief("Kohvik"))
    section = privacy.write(made, Pen(made.words))
    assert rows(section) == []
    text = said(section)
    assert "No imported table has rows of single people" in text
    assert "smmlab forget --raw" in text
    assert "at least 10" in text


def test_only_tables_of_people_are_listed_with_their_rows() -> None:
    made = material(Brief("Kohvik"))
    known = tuple(
        replace(facts, rows=Finding(f"data.{facts.name}.rows", 31, "rows")) for facts in made.tables
    )
    section = privacy.write(replace(made, tables=known), Pen(made.words))
    listed = rows(section)
    assert len(listed) == 3
    assert {row[2] for row in listed} == {"31"}
    assert "No imported table" not in said(section)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = material(Brief("Kohvik"), language=language)
    assert said(privacy.write(made, Pen(Words(language)))).strip()
