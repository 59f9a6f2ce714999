"""What is known of networks, told in words: habits, conditions, break-evens, figures."""

from typing import Any

import pytest

from smmlab.forms.told_networks import NETWORK_TABLES
from smmlab.networks.evidence import UNIT_OF_TOPIC, load_evidence
from smmlab.networks.habits import LIFETIMES, network_habits
from smmlab.schema import NETWORKS
from smmlab.texts import LANGUAGES, Language, Words
from told_cases import ROWS

OTHERS = [language for language in LANGUAGES if language != "en"]


def told(table: str, heading: str, language: Language = "en", **changes: Any) -> str:
    column = next(one for one in NETWORK_TABLES[table].columns if one.heading == heading)
    return column.tell({**ROWS[table], **changes}, Words(language))


@pytest.mark.parametrize("place", range(1, len(LIFETIMES) + 1))
def test_a_place_in_the_order_of_lifetimes_is_told_as_a_time(place: int) -> None:
    assert told("habits", "Value", value=place) == LIFETIMES[place - 1]
    assert told("habits", "Value", "ru", value=place) != LIFETIMES[place - 1]


def test_a_value_is_told_by_its_unit() -> None:
    def value(number: float, unit: str) -> str:
        return told("habits", "Value", habit="other", value=number, unit=unit)

    assert value(2, "rank") == "place 2"
    assert value(0.125, "share") == "12.5%"
    assert value(9.54, "minutes") == "9.5"
    assert value(33.4, "minutes") == "33"


@pytest.mark.parametrize("language", OTHERS)
def test_every_packaged_habit_is_told_in_the_language(language: Language) -> None:
    habits = network_habits(list(NETWORKS), market="EE", evidence=load_evidence())
    assert not habits.empty
    column = NETWORK_TABLES["habits"].columns[1]
    pairs = [
        (column.tell(row, Words("en")), column.tell(row, Words(language)))
        for row in habits.to_dict("records")
    ]
    assert [english for english, other in pairs if english == other] == []


@pytest.mark.parametrize("topic", UNIT_OF_TOPIC)
@pytest.mark.parametrize("language", OTHERS)
def test_every_topic_of_the_evidence_has_words(topic: str, language: Language) -> None:
    assert told("figures", "Figure", language, topic=topic) not in (
        topic, told("figures", "Figure", topic=topic),
    )  # fmt: skip


def test_of_whom_a_figure_is() -> None:
    said = {code: told("figures", "Of whom", segment=code) for code in
            ("all", "age:16-24", "sex:female", "nation:other", "guild:bakers")}  # fmt: skip
    assert said["all"] == "everybody"
    assert "16–24" in said["age:16-24"]
    assert ":" not in said["sex:female"] + said["nation:other"]
    assert said["guild:bakers"] == "guild:bakers"


@pytest.mark.parametrize("title", [
    "Assumption of the scoring method", "From memory, not looked up",
    "Order of lifetimes over several studies",
])  # fmt: skip
def test_our_own_sources_are_translated(title: str) -> None:
    assert told("habits", "Source", title=title) == title
    assert len({told("habits", "Source", language, title=title) for language in LANGUAGES}) == 3


def test_the_titles_of_others_stay_as_they_were_published() -> None:
    assert told("figures", "Source", "et", title="The Global Report 2025") == (
        "The Global Report 2025"
    )


def test_conditions_are_told_with_what_was_found_and_asked() -> None:
    assert told("conditions", "Found") == "90%"
    assert told("conditions", "Asked") == "at least 80% of the draws"
    assert told("conditions", "Verdict") == "holds"
    assert told("conditions", "Verdict", holds=False) == "does not hold"
    assert told("conditions", "Found", condition="counted", holds=False) == "no"


def test_a_break_even_names_the_figure_and_how_wrong_it_would_be() -> None:
    assert told("break_even", "If this figure") == "Posts of the sellers on Facebook"
    heading = "were so many times what it is (interval)"
    assert told("break_even", heading) == "2.5 (2 to 3)"
    assert told("break_even", heading, times=12.4, times_low=None) == "12"
