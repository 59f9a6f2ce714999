"""What the document says of placements: offers, the plan, and what we do not do, with reasons."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from placement_cases import compared
from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.rivals.placement_bandit import BEATEN
from smmlab.rivals.placement_findings import placement_findings
from smmlab.rivals.placement_plan import LEAST_VISITS, plan_findings, plan_placements
from smmlab.strategy.document import Chart, DataTable, Section, plain
from smmlab.strategy.rules import RULES
from smmlab.texts import Words
from strategy_cases import FakeProject, document_of, empty_project, no_analyses
from strategy_parts import section_of, text_of


def written(project: object, analyses: object) -> Section:
    return section_of(document_of(project, analyses), "placements")


def planned(budget: float = 900.0) -> SimpleNamespace:
    comparison = compared()
    plan = plan_placements(comparison, budget=budget, currency="EUR", allowed_cost=80, worlds=200)
    analyses = no_analyses(
        (*placement_findings(comparison, sources=()), *plan_findings(plan, sources=()))
    )
    analyses.placements, analyses.placement_plan = comparison, plan
    return analyses


def decided(folder: Path, market: str = "EE", network: str = "instagram") -> FakeProject:
    choice = {"budget": 900.0, "currency": "EUR", "allowed_cost": 80.0, "first": 0}
    filed = {
        "placements": Decision("placements", choice, "Room for a test.", "strategist", (), "f1",
                               "2026-11-20"),
        "network": Decision("network", {"network": network}, "", "strategist", (), "f1"),
    }  # fmt: skip
    return FakeProject(folder, Brief(name="Kohvik Kaja", market=market), filed=filed)  # type: ignore[arg-type]


def test_offers_stand_with_intervals_a_chart_and_what_to_ask(tmp_path: Path) -> None:
    section = written(decided(tmp_path), planned())
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    heads = [[plain(cell) for cell in table.header] for table in tables[:2]]
    assert heads[0] == ["Page, channel or person", "Reach"]
    assert heads[1][1] == "Price for a thousand people"
    assert any(isinstance(block, Chart) for block in section.blocks)
    said = text_of(section)
    assert "Instagram, tallinn.eats" in said
    assert "TikTok, kohvihull: No price is known" in said
    assert "https://priceonomics.com/with-advertising-channels" in said
    assert "Instagram: A post for which something of value was given must name" in said


def test_the_plan_holds_the_budget_its_rounds_and_its_rules(tmp_path: Path) -> None:
    analyses = planned()
    said = text_of(written(decided(tmp_path), analyses))
    assert "The budget for placements is €900.00; it is never exceeded." in said
    rounds = analyses.placement_plan.rounds
    first, *others = rounds[rounds["round"] == 1].itertuples()
    assert f"{first.page}, €{first.spend:.2f}: Publish here first" in said
    # What is advised is said once, however many places it is for.
    assert said.count("Publish here first") == 1
    for row in others:
        assert f"{row.page}, €{row.spend:.2f}: the same." in said
    assert f"Then €{rounds['spend'].iloc[-1]:.2f}: Put the next part" in said
    assert "after 50 visits at the earliest" in said
    assert "under 5%" in said
    assert "Room for a test." in said


def test_the_rules_of_the_document_are_those_of_the_plan() -> None:
    assert RULES["placement_visits"].value == LEAST_VISITS
    assert RULES["placement_chance"].value == BEATEN


def test_every_no_has_a_rule_or_says_that_it_is_a_judgement(tmp_path: Path) -> None:
    section = written(decided(tmp_path, network="linkedin"), planned())
    table = [block for block in section.blocks if isinstance(block, DataTable)][-1]
    rows = {plain(row[0]): [plain(cell) for cell in row] for row in table.rows}
    assert len(rows) == 12
    prizes = rows["Prizes for reposts"]
    rule = "The network forbids lotteries, contests and giveaways."
    assert prizes[1:3] == ["No, high risk", rule]
    assert "no room for it" in prizes[3]
    said = text_of(section)
    assert "What we do not do, whoever offers it: prizes for reposts" in said
    assert "LinkedIn Professional Community Policies" in said
    assert "No rule of this network on this was read" in said


def test_two_candidates_share_a_table_that_says_once_what_holds_on_both(tmp_path: Path) -> None:
    project = decided(tmp_path)
    undecided = {"network": None, "contenders": ["youtube", "instagram"]}
    project.filed["network"] = Decision("network", undecided, "", "strategist", (), "f1")
    section = written(project, planned())
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    both = [table for table in tables if plain(table.header[0]) == "Way"]
    assert [plain(table.caption) for table in both] == ["Ways to grow on YouTube and Instagram"]
    rows = {plain(row[0]): [plain(cell) for cell in row] for row in both[0].rows}
    assert rows["Prizes for reposts"][1] == (
        "YouTube: No, high risk; Instagram: With care, medium risk"
    )
    assert rows["Bought followers"][1] == "No, high risk"
    # The rules differ, the law of the market does not.
    paid = rows["Paid post on a page or channel"][2]
    assert "YouTube: " in paid
    assert "Instagram: " in paid
    assert paid.count("By law") == 1


def test_the_law_of_the_market_is_the_reason_where_it_bars(tmp_path: Path) -> None:
    said = text_of(written(decided(tmp_path, market="RU"), planned()))
    assert said.count("Advertising on this network is banned by law in this market.") == 3
    assert "paid post on a page or channel, " in said


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_without_anything_the_section_says_what_to_do(tmp_path: Path, language: str) -> None:
    from smmlab.strategy.build import build_document
    from smmlab.strategy.collecting import gather

    material = gather(empty_project(tmp_path), no_analyses(), made_on=date(2026, 11, 23),
                      words=Words(language))  # type: ignore[arg-type]  # fmt: skip
    section = section_of(build_document(material), "placements")
    said = text_of(section)
    assert "placements.csv" in said
    if language == "en":
        assert "Set aside a sum that can be lost" in said
        assert "once a network is chosen" in said
