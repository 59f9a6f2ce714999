"""Pillars rest on what people ask and what worked; the rest is said to be a default."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.pillars import FEWEST, MOST, asked_topics, name_pillars, pillar_findings
from smmlab.errors import DataError

NEEDS = pd.DataFrame({
    "topic": ["complaint", "hours", "usage", "price", "size"], "people": [90, 80, 30, 40, 9],
    "writers": 200})  # fmt: skip
TRENDS = pd.DataFrame(
    [
        ("own", "topic", "kohv", 60, 170, 1.9, 0.0001, "more"),
        ("own", "topic", "kook", 25, 170, 1.4, 0.02, "more"),
        ("own", "hashtag", "kohv", 30, 170, 1.5, 0.03, "more"),
        ("own", "topic", "saia", 40, 170, 3.0, 0.0001, "not_distinguishable"),
        ("own", "topic", "tee", 40, 170, 0.5, 0.0001, "less"),
        ("rivals", "hashtag", "latte", 90, 300, 4.0, 0.0001, "more"),
    ],
    columns=["whose", "kind", "term", "texts", "of", "lift", "lift_adjusted_p", "lift_verdict"],
)


def test_what_people_ask_comes_first_then_what_worked_then_goods() -> None:
    found = name_pillars(NEEDS, TRENDS, goods="coffee, pastries; lunch, coffee")
    assert found["pillar"].tolist() == ["price", "usage", "#kohv", "kook", "coffee"]
    assert found["kind"].tolist() == ["question", "question", "works", "works", "goods"]
    assert found["n"].tolist()[:4] == [40, 30, 30, 25]
    assert found["of"].tolist()[:4] == [200, 200, 170, 170]
    assert found["unit"].tolist() == ["people", "people", "posts", "posts", "posts"]
    assert found["n"].isna().tolist() == [False] * 4 + [True]


def test_a_subject_works_only_where_own_posts_with_it_clearly_earned_more() -> None:
    for turned in (
        TRENDS.assign(whose="rivals"),
        TRENDS.assign(whose="comments"),
        TRENDS.assign(lift_verdict="less"),
        TRENDS[:0],
    ):
        assert "works" not in set(name_pillars(trends=turned)["kind"])
    only = TRENDS.assign(lift_verdict=["less", "more", "less", "less", "less", "less"])
    assert name_pillars(trends=only)["pillar"].tolist()[0] == "kook"


def test_the_surest_subject_goes_first_and_stands_once() -> None:
    words = TRENDS[TRENDS["kind"] == "topic"]
    assert name_pillars(trends=words)["pillar"].tolist()[:2] == ["kohv", "kook"]
    turned = words.assign(lift_adjusted_p=[0.02, 0.001, 0.5, 0.5])
    assert name_pillars(trends=turned)["pillar"].tolist()[:2] == ["kook", "kohv"]
    level = words.assign(lift_adjusted_p=0.01, lift=[1.2, 1.3, 1.0, 1.0])
    assert name_pillars(trends=level)["pillar"].tolist()[:2] == ["kook", "kohv"]


def test_goods_that_stand_as_a_subject_already_are_not_named_twice() -> None:
    found = name_pillars(trends=TRENDS, goods="Kohv, tee")
    assert found["pillar"].tolist() == ["#kohv", "kook", "tee"]


def test_topics_that_a_pinned_post_answers_make_no_ideas() -> None:
    assert asked_topics(NEEDS)["topic"].tolist() == ["price", "usage"]
    assert asked_topics(None).empty
    with pytest.raises(DataError):
        asked_topics(NEEDS.drop(columns="writers"))


def test_without_evidence_there_are_only_defaults() -> None:
    assert set(name_pillars()["kind"]) == {"default"}
    assert name_pillars(NEEDS.assign(people=9), goods="tea")["kind"].tolist() == [
        "goods", "default", "default"
    ]  # fmt: skip
    assert pillar_findings(name_pillars(), sources=()) == []


def test_findings_count_people_and_posts() -> None:
    found = pillar_findings(name_pillars(NEEDS, TRENDS), sources=())
    assert [(one.key, one.value, one.n, one.unit) for one in found] == [
        ("content.pillars.question.price.n", 40, 200, "people"),
        ("content.pillars.question.usage.n", 30, 200, "people"),
        ("content.pillars.works.#kohv.n", 30, 170, "posts"),
        ("content.pillars.works.kook.n", 25, 170, "posts"),
    ]
    assert "hashtag" in found[2].method
    assert "hashtag" not in found[0].method


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(DataError):
        name_pillars(NEEDS.drop(columns="people"))
    with pytest.raises(DataError):
        name_pillars(trends=TRENDS.drop(columns="lift_verdict"))


@given(st.lists(st.text(max_size=6), max_size=9), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_there_are_always_three_to_five(goods: list[str], most: int) -> None:
    found = name_pillars(NEEDS, TRENDS, goods=",".join(goods), most=most)
    assert FEWEST <= len(found) <= MOST
    assert found["pillar"].ne("").all()
