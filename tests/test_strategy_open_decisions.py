"""What nobody has decided is counted once, and alike in every document."""

import re

import pytest

from smmlab.decisions import STEPS
from smmlab.strategy.asks import to_decide
from smmlab.strategy.document import plain
from smmlab.strategy.open_decisions import ask_to_confirm, count_open, still_open
from smmlab.strategy.sections import summary
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.labels import LABELS
from strategy_parts import text_of
from strategy_told_cases import empty_material, full_material


def test_every_default_is_open_or_of_the_brief_and_never_both() -> None:
    material = full_material()
    waiting, given = still_open(material)
    defaults = {step for step in STEPS if material.decision(step).by == "default"}
    assert {*waiting, *given} <= defaults
    assert not set(waiting) & set(given)
    assert count_open(waiting).value == len(waiting) > 0


def test_goals_that_nobody_set_are_not_to_be_confirmed() -> None:
    assert "objectives" not in {step for steps in still_open(empty_material()) for step in steps}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_and_the_short_documents_count_alike(language: Language) -> None:
    material = full_material(language)
    waiting, given = still_open(material)
    words = Words(language)
    short = " ".join(plain(item) for item in to_decide(material, Pen(words)))
    for told in (short, text_of(summary.write(material, Pen(words)))):
        assert re.search(rf"\b{len(waiting)}\b", told)
        for step in (*waiting, *given):
            assert words.say(LABELS[step]).lower() in told.lower()


def test_nothing_of_the_brief_asks_nothing() -> None:
    assert ask_to_confirm(Pen(Words("en")), ()) == ()
