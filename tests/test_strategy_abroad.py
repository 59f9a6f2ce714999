"""An audience that lives elsewhere than the market of the brief is told, one at home is not."""

from pathlib import Path

import pytest

from smmlab.findings import Finding
from smmlab.strategy.abroad import find_abroad
from smmlab.strategy.asks import to_decide
from smmlab.strategy.document import plain
from smmlab.strategy.material import Material
from smmlab.strategy.monday import Task, monday_tasks
from smmlab.strategy.statements import Pen
from smmlab.texts import Language, Words
from strategy_cases import document_of, empty_project, no_analyses
from strategy_parts import text_in
from strategy_told_cases import count, material_of, with_brief


def shares(**countries: float) -> tuple[Finding, ...]:
    return tuple(
        Finding(f"audience.demographics.instagram.country.{name}.share", share, "share")
        for name, share in countries.items()
    )


def client(market: str, *findings: Finding, language: Language = "en") -> Material:
    return with_brief(material_of(*findings, language=language), market=market)


GHANA = client("EE", *shares(Estonia=0.2, Ghana=0.7))


def test_the_largest_country_that_is_not_the_market_is_found_with_its_share() -> None:
    abroad = find_abroad(GHANA)
    assert abroad is not None
    assert (abroad.country.text, abroad.market.template) == ("Ghana", "Estonia")
    assert abroad.share.value == 0.7


def test_the_country_is_named_in_the_language_of_the_reader() -> None:
    abroad = find_abroad(client("EE", *shares(Ghana=0.7), language="ru"))
    assert abroad is not None
    assert abroad.country.text == "Гана"


@pytest.mark.parametrize(
    ("market", "country"),
    [("EE", "Estonia"), ("EE", "Eesti"), ("UK", "Великобритания"), ("EU", "Ghana"),
     ("GLOBAL", "Ghana")],
)  # fmt: skip
def test_at_home_or_in_a_wide_market_nothing_is_found(market: str, country: str) -> None:
    assert find_abroad(client(market, *shares(**{country: 0.7, "Latvia": 0.1}))) is None


def test_without_countries_nothing_is_found_asked_or_corrected() -> None:
    city = Finding("audience.demographics.instagram.city.Accra.share", 0.7, "share")
    material = client("EE", city)
    assert find_abroad(material) is None
    assert not any("country" in one for one in asked(material))
    assert tasks_on_market(material) == []


def test_the_situation_tells_it_and_asks_nothing(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses(shares(Ghana=0.7)))
    said = text_in(document, "situation")
    assert "country of the audience is Ghana with 70%; the market of the brief is Estonia." in said
    assert "first which" not in said
    assert text_in(document, "summary").count("Which country comes first: Estonia, as in") == 1


def asked(material: Material) -> list[str]:
    return [plain(one) for one in to_decide(material, Pen(Words("en")))]


def test_the_owner_is_asked_without_the_number_and_the_mark_leads_to_it() -> None:
    pen = Pen(Words("en"))
    first = to_decide(GHANA, pen)[0]
    assert plain(first).startswith("Which country comes first: Estonia, as in the brief, or Ghana,")
    assert "70" not in plain(first)
    [mark] = [span.mark for span in first if span.mark]
    [share] = shares(Ghana=0.7)
    assert mark == pen.ledger.mark(share)


def tasks_on_market(material: Material, *, with_asking: bool = True) -> list[Task]:
    tasks = monday_tasks(material, Pen(Words("en")), with_asking=with_asking)
    return [one for one in tasks if "market of the brief" in plain(one.advice.spans)]


def test_monday_corrects_the_market_and_rests_on_the_share() -> None:
    [task] = tasks_on_market(GHANA)
    said = plain(task.advice.spans)
    assert said.startswith("Compare the market of the brief (Estonia) with the country")
    assert "(Ghana)" in said
    assert said not in asked(GHANA)
    assert task.who == "owner"
    assert task.advice.marks == ("e1",)
    assert not task.advice.is_judgement


def test_people_who_wait_come_before_the_market() -> None:
    waiting = (count("dialogue.open.questions", 7, "comments"),
               count("dialogue.open.complaints", 2, "comments"))  # fmt: skip
    tasks = monday_tasks(client("EE", *waiting, *shares(Ghana=0.7)), Pen(Words("en")))
    assert "waited" in plain(tasks[0].advice.spans)
    assert "(Ghana)" in plain(tasks[1].advice.spans)


def test_a_document_that_asks_the_owner_elsewhere_leaves_it_out() -> None:
    assert tasks_on_market(GHANA, with_asking=False) == []
