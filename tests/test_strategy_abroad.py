"""An audience that lives elsewhere than the market of the brief is told, one at home is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from smmlab.findings import Finding
from smmlab.strategy.abroad import say_abroad
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import plain
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, document_of, empty_project, no_analyses
from strategy_parts import text_in


def shares(**countries: float) -> tuple[Finding, ...]:
    return tuple(
        Finding(f"audience.demographics.instagram.country.{name}.share", share, "share")
        for name, share in countries.items()
    )


def told(folder: Path, market: str, *findings: Finding) -> str:
    project = empty_project(folder)
    project.brief = replace(project.brief, market=market)
    made = gather(project, no_analyses(findings), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    return " ".join(map(plain, say_abroad(made, Pen(made.words))))


def test_the_largest_country_that_is_not_the_market_is_named(tmp_path: Path) -> None:
    said = told(tmp_path, "EE", *shares(Estonia=0.2, Ghana=0.7))
    assert said.startswith("The largest country of the audience is Ghana with 70%;")
    assert "the market of the brief is Estonia" in said


def test_the_country_is_named_in_the_language_of_the_reader(tmp_path: Path) -> None:
    made = gather(
        empty_project(tmp_path), no_analyses(shares(Ghana=0.7)),  # type: ignore[arg-type]
        made_on=DAY, words=Words("ru"),
    )  # fmt: skip
    assert "Гана" in " ".join(map(plain, say_abroad(made, Pen(made.words))))


@pytest.mark.parametrize(
    ("market", "country"),
    [("EE", "Estonia"), ("EE", "Eesti"), ("UK", "Великобритания"), ("EU", "Ghana"),
     ("GLOBAL", "Ghana")],
)  # fmt: skip
def test_at_home_or_in_a_wide_market_nothing_is_said(
    tmp_path: Path, market: str, country: str
) -> None:
    assert told(tmp_path, market, *shares(**{country: 0.7, "Latvia": 0.1})) == ""


def test_without_countries_nothing_is_said(tmp_path: Path) -> None:
    city = Finding("audience.demographics.instagram.city.Accra.share", 0.7, "share")
    assert told(tmp_path, "EE", city) == ""


def test_it_stands_among_the_weaknesses(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses(shares(Ghana=0.7)))
    assert "The largest country of the audience is Ghana" in text_in(document, "situation")
