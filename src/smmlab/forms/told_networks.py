"""How the tables behind the choice of a network are told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from smmlab.forms.told_cells import Column, Row, Told, between, known, text, word
from smmlab.networks.habits import LIFETIMES
from smmlab.networks.report import NOT_SCORED
from smmlab.plots.tornado import input_label
from smmlab.texts import Words, message
from smmlab.texts.labels import MARKET_NAMES, NETWORK_NAMES, label_of

_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "reach": message("People who use it"),
        "accounts": message("Accounts"),
        "users": message("Users"),
        "population": message("People in the market"),
        "adult_share": message("Adults among the accounts"),
        "people_per_account": message("People behind an account"),
        "purpose": message("Come there to buy"),
        "posts_per_week": message("Posts of a page in a week"),
        "enterprises": message("Businesses that have a page"),
        "half_life": message("Hours in which a post earns half of its response"),
        "lifetime_order": message("A post lives"),
        "would_keep": message("Would keep it if only one were left"),
        "daily_reach": message("People who use it every day"),
        "minutes_per_day": message("Minutes a day"),
        "form_order": message("Response to the form"),
    }
)
_PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "buying": message("Come for goods"),
        "laughing": message("Come to be amused"),
        "news": message("Come for news"),
    }
)
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "all": message("everybody"),
        "adults": message("adults"),
        "brands": message("brands"),
        "buying": message("everybody"),
        "nation:other": message("people of other nationalities"),
    }
)
_CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "p_best": message("It is the best often enough"),
        "regret": message("A mistake costs little"),
        "steady": message("It stays the best in every setting"),
        "counted": message("Its sellers were counted"),
    }
)
_LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "p_best": message("at least {limit} of the draws"),
        "regret": message("under {limit} of the best result"),
        "steady": message("in {limit} of the settings"),
        "counted": message("counted"),
    }
)
_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "From memory, not looked up": message("From memory, not looked up"),
        "Assumption of the scoring method": message("Assumption of the scoring method"),
        "Order of lifetimes over several studies": message(
            "Order of lifetimes over several studies"
        ),
    }
)
_FEW_TIMES = 10


def _value(row: Row, words: Words) -> str:
    value, unit = float(row["value"]), row["unit"]
    if row.get("habit") == "lifetime_order":
        lasts = LIFETIMES[int(value) - 1]
        return words.say(lasts)
    if unit == "rank":
        return words.say("place {n}", n=words.number(value, digits=0))
    if unit == "share":
        return words.percent(value)
    return words.number(value, digits=0 if value >= _FEW_TIMES else 1)


def _habit(row: Row, words: Words) -> str:
    segment, habit = str(row["segment"]), str(row["habit"])
    if habit == "purpose":
        return words.say(_PURPOSES[segment]) if segment in _PURPOSES else segment
    told = words.say(_TOPICS[habit])
    form = label_of(segment.removeprefix("form:"))
    return f"{told}: {words.say(form)}" if form else told


def _group(value: str, words: Words) -> str:
    """Tell of whom a figure is: everybody, an age, a sex."""
    kind, _, name = value.partition(":")
    if kind == "age":
        return words.say("aged {ages}", ages=name.replace("-", "–"))
    if kind == "sex":
        return words.say(label_of(name))
    return words.say(_GROUPS[value]) if value in _GROUPS else value


def _found(row: Row, words: Words) -> str:
    if row["condition"] == "counted":
        answer = label_of("yes" if row["holds"] else "no")
        return words.say(answer)
    return words.percent(float(row["value"]), digits=0)


def _limit(row: Row, words: Words) -> str:
    template = _LIMITS[row["condition"]]
    return words.say(template, limit=words.percent(float(row["limit"]), digits=0))


def _holds(value: Any, words: Words) -> str:
    return words.say("holds") if value else words.say("does not hold")


def _times(value: float, words: Words) -> str:
    return words.number(value, digits=0 if value >= _FEW_TIMES else 2)


def _source(value: Any, words: Words) -> str:
    known_name = _SOURCES.get(str(value), "")
    return words.say(known_name) if known_name else str(value)


def _changed(row: Row, words: Words) -> str:
    return input_label(str(row["changed"]), str(row["input"]), words)


_NETWORK = message("Network")
_PROVENANCE = (
    word(message("Market"), "market", MARKET_NAMES),
    Column(message("Year"), known("year", lambda value, _words: str(int(value))), is_number=True),
    text(message("Grade"), "grade"),
    Column(message("Source"), known("title", _source)),
)

NETWORK_TABLES: Mapping[str, Told] = MappingProxyType(
    {
        "habits": Told(
            (
                word(_NETWORK, "network", NETWORK_NAMES),
                Column(message("How people use it"), _habit),
                Column(message("Value"), _value, is_number=True),
                *_PROVENANCE,
            ),
            ("network", "habit", "segment", "value", "unit", "market", "year", "grade", "title"),
            message(
                "Nothing is known of how people use these networks. Put figures with their sources "
                "into evidence.csv in the client folder."
            ),
        ),
        "conditions": Told(
            (
                word(_NETWORK, "network", NETWORK_NAMES),
                word(message("Condition"), "condition", _CONDITIONS),
                Column(message("Found"), _found, is_number=True),
                Column(message("Asked"), _limit),
                Column(message("Verdict"), known("holds", _holds)),
            ),
            ("network", "condition", "value", "limit", "holds"),
            NOT_SCORED,
        ),
        "break_even": Told(
            (
                word(message("Would win"), "challenger", NETWORK_NAMES),
                Column(message("If this figure"), _changed),
                Column(
                    message("were so many times what it is (interval)"),
                    between("times", _times),
                    is_number=True,
                ),
            ),
            ("challenger", "changed", "input", "times", "times_low", "times_high"),
            message(
                "No figure would turn the answer, however wrong, or no network could be scored."
            ),
        ),
        "figures": Told(
            (
                word(_NETWORK, "for_network", NETWORK_NAMES),
                word(message("Figure"), "topic", _TOPICS),
                Column(message("Of whom"), known("segment", _group)),
                Column(message("Value"), _value, is_number=True),
                *_PROVENANCE,
                text(message("Where"), "address"),
            ),
            ("for_network", "topic", "segment", "value", "unit", "market", "year", "grade", "title",
             "address"),
            NOT_SCORED,
        ),
    }
)  # fmt: skip
"""The tables of the step that chooses the network."""
