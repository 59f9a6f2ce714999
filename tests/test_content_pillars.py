"""Pillars rest on what people ask and what worked; the rest is said to be a default."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.idea_bank import TYPES_OF_IDEAS, fill_ideas
from smmlab.content.pillars import FEWEST, MOST, name_pillars, pillar_findings
from smmlab.errors import DataError
from smmlab.strategy.calendar import IDEAS

NEEDS = pd.DataFrame({
    "topic": ["complaint", "hours", "usage", "price", "size"], "people": [90, 80, 30, 40, 9],
    "writers": 200})  # fmt: skip
TYPES = pd.DataFrame({
    "type": ["none", "laugh", "medal"], "counted": [50, 36, 12], "of": 170, "verdict": ["better",
    "better", "better"], "adjusted_p": [0.0001, 0.001, 0.04]})  # fmt: skip


def test_what_people_ask_comes_first_then_what_worked_then_goods() -> None:
    found = name_pillars(NEEDS, TYPES, goods="coffee, pastries; lunch, coffee")
    assert found["pillar"].tolist() == ["price", "usage", "laugh", "coffee", "pastries"]
    assert found["kind"].tolist() == ["question", "question", "works", "goods", "goods"]
    assert found["n"].tolist()[:3] == [40, 30, 36]
    assert found["of"].tolist()[:3] == [200, 200, 170]


def test_without_evidence_there_are_only_defaults() -> None:
    assert set(name_pillars()["kind"]) == {"default"}
    assert name_pillars(NEEDS.assign(people=9), goods="tea")["kind"].tolist() == [
        "goods", "default", "default"
    ]  # fmt: skip
    assert pillar_findings(name_pillars(), sources=()) == []


def test_findings_count_people_and_posts() -> None:
    found = pillar_findings(name_pillars(NEEDS, TYPES), sources=())
    assert [(one.key, one.value, one.n, one.unit) for one in found] == [
        ("content.pillars.question.price.n", 40, 200, "people"),
        ("content.pillars.question.usage.n", 30, 200, "people"),
        ("content.pillars.works.laugh.n", 36, 170, "posts"),
    ]


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(DataError):
        name_pillars(NEEDS.drop(columns="people"))


@given(st.lists(st.text(max_size=6), max_size=9), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_there_are_always_three_to_five(goods: list[str], most: int) -> None:
    found = name_pillars(NEEDS, TYPES, goods=",".join(goods), most=most)
    assert FEWEST <= len(found) <= MOST
    assert found["pillar"].ne("").all()


def test_each_pillar_has_an_idea_of_each_type_and_no_two_are_alike() -> None:
    pillars = name_pillars(NEEDS, TYPES, goods="coffee, pastries")
    ideas = fill_ideas(pillars)
    assert len(ideas) == len(pillars) * len(TYPES_OF_IDEAS)
    assert set(TYPES_OF_IDEAS) == set(IDEAS)
    assert ideas["idea"].is_unique
    assert ideas["idea"].str.count(r"\{pillar\}").eq(1).all()
    best = pd.DataFrame({"type": ["laugh", "laugh"], "text": ["first", "second"]})
    told = fill_ideas(pillars, best)
    assert set(told.loc[told["type"] == "laugh", "example"]) == {"first"}
    assert told.loc[told["type"] != "laugh", "example"].isna().all()
