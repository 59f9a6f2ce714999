"""Rules for the designer: what the files tell of forms, and what is still needed."""

from pathlib import Path

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, Section, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.sections import style
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


def test_without_posts_the_best_form_is_not_known() -> None:
    made = material(Brief("Kohvik"))
    text = said(style.write(made, Pen(made.words)))
    assert "Which form does best is not known" in text
    assert "the logo as a file" in text
    assert "at least 4.5 to one" in text


@pytest.mark.parametrize(("verdict", "is_clear"), [("worse", True), ("not_distinguishable", False)])
def test_only_a_clear_form_is_named(verdict: str, *, is_clear: bool) -> None:
    key = "content.forms.instagram.photo"
    found = (Finding(f"{key}.verdict", verdict, "label"), Finding(f"{key}.median", 31, "count"))
    made = material(Brief("Kohvik"), *found)
    text = said(style.write(made, Pen(made.words)))
    assert ("than the other forms, middle post 31" in text) == is_clear
    assert ("give no form an advantage" in text) != is_clear


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = material(Brief("Kohvik"), language=language)
    assert said(style.write(made, Pen(Words(language)))).strip()
