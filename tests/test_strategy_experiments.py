"""What is tried, and how much it takes."""

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.strategy.sections import experiments
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import rows_of, text_of


def test_two_contenders_make_a_test_of_networks() -> None:
    undecided = Decision("network", {"network": "", "contenders": ["instagram", "facebook"]})
    made = client_of(Brief("Kohvik"), network=undecided)
    first = rows_of(experiments.write(made, Pen(made.words)))[0]
    assert first[0] == "Which network?"
    assert "10 posts on" in first[1].replace(".0", "")
    assert "27 enquiries" in first[2].replace(".0", "")


def test_a_decided_network_is_not_tested() -> None:
    decided = Decision("network", {"network": "instagram", "contenders": ["instagram", "facebook"]})
    made = client_of(Brief("Kohvik"), network=decided)
    assert "Which network?" not in text_of(experiments.write(made, Pen(made.words)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(experiments.write(made, Pen(Words(language)))).strip()
