"""The strongest findings: by strength, one a topic, and none to fill up."""

from dataclasses import replace

import pytest

from smmlab.findings import Finding, Source
from smmlab.strategy.document import plain
from smmlab.strategy.statements import Pen
from smmlab.strategy.strongest import choose, evidence_line, tell
from smmlab.texts import LANGUAGES, Words
from strategy_told_cases import (
    empty_material,
    many_topics,
    material_of,
    share,
    topics,
)


def test_the_order_is_that_of_effect_times_certainty() -> None:
    def sure(n: int) -> float:
        return n / (n + 30)

    by_hand = {
        "money": (1 - 0.15) * sure(200),
        "audience": (0.7 - 0.08) * sure(400),
        "dialogue": 0.41 * sure(120),
        "negativity": 0.25 * sure(300),
        "content": 0.5 * sure(60),
        "rhythm": (30 - 7) / 30 * sure(41),
    }
    found = choose(material_of(*many_topics()), most=10)
    assert topics(found) == sorted(by_hand, key=lambda topic: -by_hand[topic])
    assert {one.topic: one.strength for one in found} == pytest.approx(by_hand)


@pytest.mark.parametrize("most", [0, 1, 3, 5])
def test_never_more_than_asked_and_the_strongest_stay(most: int) -> None:
    material = material_of(*many_topics())
    assert topics(choose(material, most=most)) == topics(choose(material, most=10))[:most]


def test_of_one_topic_only_the_strongest_is_told() -> None:
    weaker = share("money.links.good_share", 0.2, 40, 0.1, 0.4)
    stronger = share("money.utm.tagged_share", 0.1, 200, 0.07, 0.15)
    alone = choose(material_of(weaker))
    assert [one.finding.key for one in alone] == ["money.links.good_share"]
    both = choose(material_of(weaker, stronger))
    assert [one.finding.key for one in both] == ["money.utm.tagged_share"]


def test_what_is_told_elsewhere_is_left_out() -> None:
    found = choose(material_of(*many_topics()), most=10, without=("money", "rhythm"))
    assert not {"money", "rhythm"} & set(topics(found))
    assert len(found) == 4


def test_what_is_weak_is_not_told_however_short_the_list() -> None:
    key = "audience.need.complaint.share"
    assert choose(material_of(share(key, 0.15, 1_000, 0.129, 0.17)))
    assert not choose(material_of(share(key, 0.14, 1_000, 0.119, 0.16)))
    # The same share of a handful of people is not sure enough.
    assert not choose(material_of(share(key, 0.15, 8, 0.129, 0.17)))
    assert choose(empty_material()) == ()


def test_other_data_another_sentence() -> None:
    def headline(value: float) -> str:
        key = "dialogue.questions.unanswered_share"
        (one,) = choose(material_of(share(key, value, 200, value - 0.06, value + 0.06)))
        return plain(tell(one, Pen(Words("en"))).headline)

    assert headline(0.5) == "50% of the questions never got an answer."
    assert headline(0.38) == "38% of the questions never got an answer."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_told_finding_has_words_advice_and_a_mark(language: str) -> None:
    pen = Pen(Words(language))  # type: ignore[arg-type]
    for one in choose(material_of(*many_topics()), most=10):
        told = tell(one, pen)
        assert plain(told.headline).strip()
        assert plain(told.meaning).strip()
        assert told.advice.marks
        assert not told.advice.is_judgement
        assert pen.ledger.mark(one.finding) in told.advice.marks


def test_the_evidence_counts_the_cases_that_decided_and_names_one_file() -> None:
    pen = Pen(Words("en"))
    two = (Source("a.csv", 2, 9, 8), Source("b.csv", 2, 9, 8))
    found = Finding("a", 0.25, "share", n=80, low=0.25, high=0.25, sources=two)
    assert plain(evidence_line(pen, found)) == "measured · n = 80 · several files"
    fewer = replace(found, key="b", n=12, sources=())
    assert "n = 12" in plain(evidence_line(pen, found, counted=fewer))
    bare = Finding("c", 0.25, "share", status="estimated")
    assert plain(evidence_line(pen, bare)) == "estimated"


def test_beside_an_interval_stands_the_number_of_cases_of_the_same_finding() -> None:
    def reach(form: str, value: float, n: int, low: float, high: float) -> Finding:
        key = f"content.forms_reach.instagram.{form}.median"
        return Finding(key, value, "reach", n=n, low=low, high=high)

    forms = (reach("short", 1345, 83, 1162, 1614), reach("photo", 674, 42, 625, 752))
    (one,) = choose(material_of(*forms))
    told = tell(one, Pen(Words("en")))
    assert one.n == 42
    assert plain(told.size) == "n = 83 · interval 1,162 to 1,614"
    assert "n = 83 · interval 1,162 to 1,614" in plain(told.evidence)
