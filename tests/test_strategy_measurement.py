"""The measures of control: each network's number after its name, once where they are alike."""

import pytest

from smmlab.findings import Finding
from smmlab.strategy.sections.measurement import write
from smmlab.strategy.statements import Pen
from smmlab.texts import Language, Words
from strategy_parts import grid_of, tables_of
from strategy_told_cases import material_of, with_brief


def rate(network: str, value: float) -> Finding:
    return Finding(f"content.engagement.{network}.engagement_rate", value, "share", 40)


def engagement(*found: Finding, language: Language = "en") -> list[str]:
    """Return the row of the engagement rate: what it is now, and when we act."""
    material = material_of(*found, language=language)
    (table, *_) = tables_of(write(material, Pen(Words(language))))
    return grid_of(table)[1][3:5]


@pytest.mark.parametrize(
    ("language", "now", "later"),
    [
        ("en", "Telegram: 5%; Facebook: 2%", "set after the first month"),
        ("ru", "Telegram: 5 %; Facebook: 2 %", "определяется после первого месяца"),
    ],
)
def test_networks_stand_before_their_numbers_and_not_before_the_same_words(
    language: Language, now: str, later: str
) -> None:
    told = engagement(rate("telegram", 0.05), rate("facebook", 0.02), language=language)
    assert [one.replace("\u00a0", " ") for one in told] == [now, later]


@pytest.mark.parametrize(
    ("state", "days", "now"),
    [("no", 592, "silent for 592 days; before that 19.9 a week"), ("yes", 3, "19.9")],
)
def test_a_silent_page_is_not_told_as_publishing_now(state: str, days: int, now: str) -> None:
    material = material_of(
        Finding("content.rhythm.facebook.kaja.posts_per_week", 19.9, "posts per week", 261),
        Finding("gathering.facebook.recent", state, "label", numerator=days),
    )
    (table, *_) = tables_of(write(material, Pen(Words("en"))))
    assert grid_of(table)[3][3] == now


@pytest.mark.parametrize("name", ["Mark", "Liis", "Goal"])
def test_a_person_is_called_as_the_brief_writes_it(name: str) -> None:
    # Each of these is a text of ours too, which has another form in Russian.
    words = Words("ru")
    assert words.say(name) != name
    material = with_brief(material_of(language="ru"), owner=name)
    (table, *_) = tables_of(write(material, Pen(words)))
    assert grid_of(table)[1][-1] == name


def test_a_single_network_needs_no_name() -> None:
    assert engagement(rate("instagram", 0.05)) == ["5%", "set after the first month"]
