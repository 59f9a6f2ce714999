"""The section on ways to earn: the comparison, what it turns on, the verdict, the sources."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.defaults import default_decisions
from smmlab.findings import Finding
from smmlab.money.active_share import ACTIVE_DAYS, active_share_findings, compare_active_share
from smmlab.money.benchmarks import judge_thresholds
from smmlab.money.scenario_findings import scenario_findings
from smmlab.money.scenario_inputs import Assumptions, OwnFigures, scenario_inputs
from smmlab.money.scenarios import simulate_income
from smmlab.strategy.choices import choice_in_words
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Bullets, Chart, DataTable, Heading, Paragraph, plain
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.money import write
from smmlab.strategy.sections.scenarios import is_tried_first, scenarios
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, empty_project, no_analyses

if TYPE_CHECKING:
    from pathlib import Path

OWN = OwnFigures(
    "EUR", contacts=(20_000.0, 22_000.0, 21_000.0) * 4, posts=13, visits=1_200, reached=120_000,
    orders=60, sessions=1_200, amounts=(20.0, 25.0, 45.0) * 20, active=90, followers=900, hours=4,
)  # fmt: skip
TOLD = Assumptions(margin=0.5, hour_cost=1, growth=0, idle_worth=0.001)
WAYS = ("own_goods", "ads", "affiliate")


def analysed(own=OWN, told=TOLD, market="EE", followers=None):
    inputs = scenario_inputs(own, told, market=market)
    found = simulate_income(inputs, currency=own.currency, models=WAYS, draws=1000)
    compared = compare_active_share(inputs, currency=own.currency, models=WAYS, draws=1000)
    findings = (*scenario_findings(found, sources=()), *active_share_findings(compared, sources=()))
    fake = no_analyses(findings)
    fake.scenarios, fake.active_share = found, compared
    fake.pay_thresholds = judge_thresholds(followers or {})
    return fake


def written(folder, fake, language="en"):
    words = Words(language)
    material = gather(empty_project(folder), fake, made_on=DAY, words=words)
    return scenarios(material, Pen(words)), material


def lines(blocks):
    said = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                said.append(plain(block.spans))
            case Bullets():
                said.extend(plain(item) for item in block.items)
            case DataTable():
                said.extend(" | ".join(plain(cell) for cell in row) for row in block.rows)
    return said


def test_a_clear_model_is_named_and_followed(tmp_path: "Path") -> None:
    blocks, material = written(tmp_path, analysed())
    said = "\n".join(lines(blocks))
    assert re.search(r"Selling own goods is the best way to earn from this audience in \d", said)
    assert "What selling own goods turns on most:" in said
    assert "selling own goods: the small active audience earns more." in said
    assert "selling advertising: the large idle audience earns more." in said
    assert "Mailchimp" in said
    assert [block.name for block in blocks if isinstance(block, Chart)] == [
        "scenarios", "income-fan", "active-share",
    ]  # fmt: skip
    decision = material.decision("money")
    assert (decision.choice["model"], decision.by) == ("own_goods", "default")
    assert decision.findings == (
        "money.scenario.own_goods.p_best",
        "money.scenario.own_goods.earned",
    )


def dear_page_cost(fake: SimpleNamespace) -> Finding:
    return next(one for one in fake.findings if one.key == "money.scenario.page_cost")


def test_no_recommendation_says_the_rule_and_why(tmp_path: "Path") -> None:
    dear = analysed(told=Assumptions(hour_cost=60))
    said = lines(written(tmp_path, dear)[0])
    assert any("Selling own goods wins the most draws, but not so clearly" in one for one in said)
    assert any(re.search(r"the chance of a loss is .*%; the limit is 20%", line) for line in said)
    # What holds is not told as a fault.
    assert not any("A wrong choice would cost too much" in line for line in said)
    assert not any("at least 60% are asked for" in line for line in said)
    assert any(line.startswith("The work on the page costs about") for line in said)
    assert "money for the page" in dear_page_cost(dear).method
    told = analysed(told=Assumptions(hour_cost=60, page_budget=40))
    paid = lines(written(tmp_path, told)[0])
    assert any("Work and money for the page cost about" in one for one in paid)
    assert "and other money for the page; a month" in dear_page_cost(told).method
    chosen = default_decisions(dear, Brief("Kohvik"))["money"]
    assert chosen.choice == {"model": "own_goods"}
    assert chosen.findings == ()
    assert chosen.reason.startswith("The figures recommend no way to earn yet")


@pytest.mark.parametrize(
    ("told", "filed", "headline", "note"),
    [
        (Assumptions(hour_cost=60), None, "Try selling own goods first, as a small test", False),
        (TOLD, None, "Earn by selling own goods.", False),
        (Assumptions(hour_cost=60), "ads", "Earn by selling advertising.", True),
        (TOLD, "ads", "Earn by selling advertising.", True),
        (TOLD, "own_goods", "Earn by selling own goods.", False),
    ],
)
def test_the_headline_says_no_more_than_the_figures(
    tmp_path: "Path", told: Assumptions, filed: str | None, headline: str, *, note: bool
) -> None:
    project = empty_project(tmp_path)
    if filed:
        project.filed["money"] = Decision("money", {"model": filed})
    words = Words("en")
    material = gather(project, analysed(told=told), made_on=DAY, words=words)
    section = write(material, Pen(words))
    advised = plain(section.blocks[0].spans)
    assert advised.startswith(headline)
    said = "\n".join(lines(section.blocks))
    assert ("strategist's own" in said) == note
    # A default that no figures recommend is never told as the way.
    assert is_tried_first(material) == headline.startswith("Try")
    assert ("not so clearly that it could be recommended" in said) == (told is not TOLD)


def test_what_has_to_be_told_is_asked(tmp_path: "Path") -> None:
    rouble = OwnFigures("RUB", contacts=OWN.contacts, amounts=OWN.amounts, posts=13)
    said = lines(written(tmp_path, analysed(rouble, Assumptions(), "RU"))[0])
    assert any(line.startswith("Selling advertising. What ") and "has to be told" in line
               for line in said)  # fmt: skip
    nothing = lines(written(tmp_path, analysed(OwnFigures("EUR"), Assumptions()))[0])
    assert "No way to earn can be counted yet" in nothing[1]


def test_who_is_active_of_late_is_told_with_its_days(tmp_path: "Path") -> None:
    said = "\n".join(lines(written(tmp_path, analysed(replace(OWN, followers=None)))[0]))
    assert f"wrote or reacted within {ACTIVE_DAYS} days: 90;" in said.replace("\u00a0", " ")
    assert RULES["active_days"].value == ACTIVE_DAYS


@pytest.mark.parametrize(
    ("followers", "begins"),
    [(None, "No file says how many follow the pages, nor how many of them wrote"),
     (900, "Followers today: 900. No file says how many of them wrote")],
)  # fmt: skip
def test_the_usual_part_of_active_people_is_not_told_as_counted(
    tmp_path: "Path", followers: int | None, begins: str
) -> None:
    said = lines(written(tmp_path, analysed(replace(OWN, followers=followers, active=None)))[0])
    assert any(line.startswith(begins) for line in said)
    assert not any("fallen silent" in line or "active people among them" in line for line in said)


def test_rates_that_are_mostly_borrowed_are_not_called_own(tmp_path: "Path") -> None:
    bare = OwnFigures("EUR", contacts=OWN.contacts, posts=13, amounts=OWN.amounts)
    said = lines(written(tmp_path, analysed(bare, Assumptions()))[0])
    (compared,) = [line for line in said if line.startswith("Compared are")]
    assert "own rates" not in compared
    assert "rests in good part on public figures and assumptions" in compared


def test_thresholds_stand_beside_our_followers(tmp_path: "Path") -> None:
    said = lines(written(tmp_path, analysed(followers={"telegram": 640, "tiktok": 12_000}))[0])
    telegram = next(line for line in said if line.startswith("Telegram | "))
    assert "1,000 | 640 | not yet reached" in telegram
    assert any(line.startswith("TikTok | ") and "12,000 | reached" in line for line in said)


def test_public_figures_are_named_with_their_sources(tmp_path: "Path") -> None:
    said = "\n".join(lines(written(tmp_path, analysed())[0]))
    assert "CIMS" in said
    # The margin was told, so nobody else's is read.
    assert "MarketingSherpa" not in said
    assert re.search(r"a weak ground: \d+ of the \d+ sources are second hand", said)
    own, weak = (said.index(text) for text in ("the publisher's own page: ", "weak, second hand: "))
    assert own < weak


@pytest.mark.parametrize("language", ["et", "ru"])
def test_it_is_written_in_every_language(tmp_path: "Path", language: str) -> None:
    blocks, _ = written(tmp_path, analysed(), language)
    assert "draws" not in " ".join(lines(blocks))


def test_without_results_nothing_is_written(tmp_path: "Path") -> None:
    assert written(tmp_path, no_analyses())[0] == ()
    assert default_decisions(
        SimpleNamespace(findings=(), segments=None, fit=None, rhythm=None, timing=None),
        Brief("Kohvik"),
    )["money"].choice == {"model": "own_goods"}


def test_what_was_told_is_shown_in_words() -> None:
    choice = {"model": "ads", "margin": 0.35, "hour_cost": 14, "page_hours": 6, "models": ["ads"]}
    said = choice_in_words(Pen(Words("en")), Decision("money", choice), currency="EUR")
    assert said == (
        "How the audience earns: selling advertising; Margin of own goods: 35%; "
        "Cost of an hour of work: €14.00; Hours of work a week for the page: 6; "
        "Ways to earn compared: selling advertising"
    )


def test_simulated_money_has_no_cents_and_counted_money_has() -> None:
    def shown(key: str, value: float) -> str:
        return plain(Pen(Words("en")).value(Finding(key, value, "EUR", status="estimated")))

    assert shown("money.scenario.ads.income", -1200.0) == "−€1,200"
    assert shown("money.audiences.ads.few", 0.21) == "€0.21"
    assert shown("money.leads.means.budget.needed", 1234.56) == "€1,235"
    assert shown("money.unit.contribution", 12.0) == "€12.00"
    assert shown("money.orders.EUR.revenue", 11494.8) == "€11,494.80"
    sure = Finding("money.scenario.ads.p_loss", 1.0, "probability", status="estimated")
    assert plain(Pen(Words("en")).value(sure)) == "over 99.9%"
