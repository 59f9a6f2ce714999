"""What the strategy says of data of people."""

from dataclasses import replace

import pytest

from smmlab.brief import Brief
from smmlab.findings import Finding
from smmlab.strategy.sections import privacy
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import rows_of, text_of


def test_without_rows_of_people_it_says_when_it_holds() -> None:
    made = client_of(Brief("Kohvik"))
    section = privacy.write(made, Pen(made.words))
    assert rows_of(section) == []
    text = text_of(section)
    assert "No imported table has rows of single people" in text
    assert "smmlab forget --raw" in text
    assert "at least 10" in text


def test_only_tables_of_people_are_listed_with_their_rows() -> None:
    made = client_of(Brief("Kohvik"))
    known = tuple(
        replace(facts, rows=Finding(f"data.{facts.name}.rows", 31, "rows")) for facts in made.tables
    )
    section = privacy.write(replace(made, tables=known), Pen(made.words))
    listed = rows_of(section)
    assert len(listed) == 3
    assert {row[2] for row in listed} == {"31"}
    assert "No imported table" not in text_of(section)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(privacy.write(made, Pen(Words(language)))).strip()
