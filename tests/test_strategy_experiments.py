"""What is tried, and how much it takes."""

from pathlib import Path

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, Section, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.sections import experiments
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


def test_two_contenders_make_a_test_of_networks() -> None:
    undecided = Decision("network", {"network": "", "contenders": ["instagram", "facebook"]})
    made = material(Brief("Kohvik"), network=undecided)
    first = rows(experiments.write(made, Pen(made.words)))[0]
    assert first[0] == "Which network?"
    assert "10 posts on" in first[1].replace(".0", "")
    assert "27 enquiries" in first[2].replace(".0", "")


def test_a_decided_network_is_not_tested() -> None:
    decided = Decision("network", {"network": "instagram", "contenders": ["instagram", "facebook"]})
    made = material(Brief("Kohvik"), network=decided)
    assert "Which network?" not in said(experiments.write(made, Pen(made.words)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = material(Brief("Kohvik"), language=language)
    assert said(experiments.write(made, Pen(Words(language)))).strip()
