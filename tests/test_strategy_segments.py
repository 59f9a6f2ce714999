"""Whom the strategy serves first, and what each segment gets."""

from pathlib import Path

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, Section, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.sections import segments
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


def test_without_people_it_says_what_to_export() -> None:
    made = material(Brief("Kohvik"))
    text = said(segments.write(made, Pen(made.words)))
    assert "No segment is put first" in text
    assert "export the discussion group" in text
    assert "below 10 people" in text


def test_the_chosen_segment_stands_first() -> None:
    found = [
        Finding(f"audience.segment.{name}.people", 20, "people") for name in ("core", "fading")
    ]
    chosen = Decision("audience", {"segments": ["fading"]}, by="strategist")
    free = material(Brief("Kohvik"), *found, audience=Decision("audience", {"segments": []}))
    made = material(Brief("Kohvik"), *found, audience=chosen)
    before, after = (
        [row[0] for row in rows(segments.write(one, Pen(one.words)))[:2]] for one in (free, made)
    )
    assert before == after[::-1]
    assert "Serve these people first" in said(segments.write(made, Pen(made.words)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = material(Brief("Kohvik"), language=language)
    assert said(segments.write(made, Pen(Words(language)))).strip()
