"""Whom the strategy serves first, and what each segment gets."""

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.sections import segments
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import rows_of, text_of


def test_without_people_it_says_what_to_export() -> None:
    made = client_of(Brief("Kohvik"))
    text = text_of(segments.write(made, Pen(made.words)))
    assert "No segment is put first" in text
    assert "export the discussion group" in text
    assert "below 10 people" in text


def test_the_chosen_segment_stands_first() -> None:
    found = [
        Finding(f"audience.segment.{name}.people", 20, "people") for name in ("core", "fading")
    ]
    chosen = Decision("audience", {"segments": ["fading"]}, by="strategist")
    free = client_of(Brief("Kohvik"), *found, audience=Decision("audience", {"segments": []}))
    made = client_of(Brief("Kohvik"), *found, audience=chosen)
    before, after = (
        [row[0] for row in rows_of(segments.write(one, Pen(one.words)))[:2]] for one in (free, made)
    )
    assert before == after[::-1]
    assert "Serve these people first" in text_of(segments.write(made, Pen(made.words)))


def test_found_groups_do_not_stand_among_the_segments() -> None:
    found = [
        Finding("audience.segment.core.people", 20, "people"),
        Finding("audience.group.light.people", 30, "people"),
    ]
    made = client_of(Brief("Kohvik"), *found)
    assert "Light visitors" not in [
        row[0] for row in rows_of(segments.write(made, Pen(made.words)))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(segments.write(made, Pen(Words(language)))).strip()
