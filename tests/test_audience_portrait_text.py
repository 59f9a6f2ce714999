"""Portraits in words: whole sentences, what is unknown said with what would tell."""

from dataclasses import replace

import pandas as pd
import pytest

from smmlab.audience.portrait_text import portrait_sentences
from smmlab.audience.portraits import Portraits
from smmlab.texts import LANGUAGES, Words

HOURS = ("segment", "dimension", "value", "share_low", "is_busy", "is_peak")


def portraits_of(**parts: object) -> Portraits:
    sizes = pd.DataFrame(
        {"segment": ["core", "other"], "people": [40, 12], "share": [0.77, 0.23],
         "acts_share": [0.9, 0.1]}
    )  # fmt: skip
    apart = pd.DataFrame(
        {"segment": "core", "feature": ["active_days", "posts", "comments", "shares"],
         "difference": [2.0, 1.9, -0.8, 0.1], "is_clear": [True, True, True, True]}
    )  # fmt: skip
    hours = pd.DataFrame(
        [("core", "hour", 22, 0.06, True, False), ("core", "hour", 23, 0.07, True, False),
         ("core", "weekday", 4, 0.2, True, True)], columns=HOURS,
    )  # fmt: skip
    content = pd.DataFrame(
        {"segment": "core", "dimension": ["form", "form", "type"], "lift": [1.4, 1.9, 1.1],
         "value": ["photo", "poll", "laugh"], "is_favoured": [True, True, False]}
    )  # fmt: skip
    money = pd.DataFrame(
        {"segment": ["core"], "currency": "EUR", "orders": 20, "revenue": 500.0,
         "average_order_value": 25.0}
    )  # fmt: skip
    whole = Portraits(sizes, pd.DataFrame(), apart, hours, content, money, "known")
    return replace(whole, **parts)  # type: ignore[arg-type]


def said(portraits: Portraits, segment: str = "core") -> list[str]:
    return portrait_sentences(portraits, segment, words=Words("en"))


def test_a_portrait_has_all_its_parts_in_order() -> None:
    size, advice, apart, hours, content, money = said(portraits_of())
    assert size == "Core: 40 people, 77% of all active people. They do 90% of all acts."
    assert "Thank them by name" in advice
    # Posts say nearly the same as days, and the shares hardly differ.
    assert apart == (
        "They take part on more days than the others. They comment less than the others."
    )
    assert hours == "Their busier hours: 22:00–00:00. Their busiest day: Friday."
    assert content == "Forms they turn to more often than everybody does: Poll, Photo."
    assert money == "Orders of theirs: 20; in all €500.00, on average €25.00 an order."


def test_a_difference_beyond_measure_is_said_without_its_number() -> None:
    apart = portraits_of().apart.assign(difference=[102.4, 1.9, -0.8, 0.1])
    assert said(portraits_of(apart=apart))[2] == (
        "They take part on more days than the others. In this they are furthest from the others: "
        "by more than 5 standard deviations. They comment less than the others."
    )
    less = portraits_of().apart.assign(difference=[-7.0, 1.9, 0.1, 0.1])
    assert "more than 5 standard" in said(portraits_of(apart=less))[2]
    edge = portraits_of().apart.assign(difference=[5.0, 1.9, 0.1, 0.1])
    assert "standard" not in said(portraits_of(apart=edge))[2]


def test_other_has_only_its_size_and_the_advice_not_to_plan_for_it() -> None:
    assert len(said(portraits_of(), "other")) == 2
    assert "Do not plan for them" in said(portraits_of(), "other")[1]
    with pytest.raises(KeyError):
        said(portraits_of(), "talkers")


def test_what_is_not_known_is_said_with_what_would_tell() -> None:
    full = portraits_of()
    bare = portraits_of(
        apart=full.apart.assign(is_clear=False), hours=full.hours.iloc[:0],
        content=full.content.iloc[:0], money=full.money.iloc[:0], money_status="no_match",
    )  # fmt: skip
    _size, _advice, apart, hours, content, money = said(bare)
    assert apart == "Nothing that is counted here sets them clearly apart from the others."
    assert "would tell" in hours
    assert "would tell" in content
    assert "would tell" in money
    few = portraits_of(
        content=full.content.assign(segment="new"), money=full.money.assign(segment="new"),
        hours=full.hours.assign(is_busy=False, is_peak=False),
    )  # fmt: skip
    *_rest, hours, content, money = said(few)
    assert hours == "No hour of the day stands out for them."
    assert "Too few of them acted on" in content
    assert "Too few of them are known as buyers" in money
    short = full.hours.assign(share_low=float("nan"), is_busy=False, is_peak=False)
    assert "too few weeks" in said(portraits_of(hours=short))[3]
    no_orders = portraits_of(money=full.money.iloc[:0], money_status="no_orders")
    assert "no orders with a buyer" in said(no_orders)[-1]
    nothing_liked = portraits_of(content=full.content.assign(is_favoured=False))
    assert "No form or type" in said(nothing_liked)[-2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_unfilled(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    for sentence in portrait_sentences(portraits_of(), "core", words=words):
        assert "{" not in sentence
        assert sentence.endswith(".")
