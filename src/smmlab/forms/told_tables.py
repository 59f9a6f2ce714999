"""The tables that notebooks show, each with its headings and what to say when it has no rows."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from smmlab.asking import TOPIC_LABELS
from smmlab.dialogue.politeness import MARKER_LABELS
from smmlab.forms.told_cells import (
    Column,
    Row,
    Told,
    between,
    count,
    glimpse,
    known,
    share,
    text,
    word,
    yes_or_no,
)
from smmlab.forms.told_findings import FINDINGS_TABLE
from smmlab.forms.told_networks import NETWORK_TABLES
from smmlab.money.returned_tags import VERDICT_LABELS
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts import Words, message
from smmlab.texts.labels import NETWORK_NAMES

_NETWORK, _PAGE, _PEOPLE = message("Network"), message("Page"), message("People")
_ANSWERS, _TEXT, _LANGUAGE = message("Answers"), message("Text"), message("Language")
_AFTER: Mapping[str, str] = MappingProxyType(
    {
        "asks back": message("An answer that asks back"),
        "asks nothing": message("An answer that asks nothing"),
    }
)


def _time(value: Any, words: Words) -> str:
    return words.time(value.to_pydatetime())


def _day(value: Any, words: Words) -> str:
    return words.date(date.fromisoformat(str(value)))


def _language(value: Any, words: Words) -> str:
    return str(words.locale.languages.get(str(value), value))


def _mood(value: Any, words: Words) -> str:
    return words.number(float(value), digits=2)


def _wanted(value: Any, words: Words) -> str:
    return words.say("often") if value else words.say("seldom")


def _times(value: Any, words: Words) -> str:
    return words.say("× {n}", n=words.number(float(value)))


def _lift(value: Any, words: Words) -> str:
    return words.percent(float(value), digits=0)


def _hours(value: float, words: Words) -> str:
    return words.number(value)


def _tags(row: Row, _words: Words) -> str:
    return _joined(row, ("source", "medium", "campaign", "content"))


def _meant(row: Row, _words: Words) -> str:
    if row["verdict"] != "near":
        return ""
    found = {
        name: known(f"meant_{name}", lambda value, _words: str(value))(row, _words) or row[name]
        for name in ("source", "medium", "campaign")
    }
    return _joined({**found, "content": row["content"]}, (*found, "content"))


def _joined(row: Row, names: tuple[str, ...]) -> str:
    tell = {name: known(name, lambda value, _words: str(value)) for name in names}
    *tags, content = (tell[name](row, Words()) for name in names)
    return " / ".join([tag or "–" for tag in tags] + ([content] if content else []))


TOLD: Mapping[str, Told] = MappingProxyType(
    {
        "posts": Told(
            (
                Column(message("Time"), known("time", _time)),
                word(_NETWORK, "network", NETWORK_NAMES),
                word(message("Form"), "form"),
                glimpse(_TEXT, "text"),
                count(message("Reach"), "reach"),
                count(message("Reactions"), "reactions"),
            ),
            ("time", "network", "form", "text", "reach", "reactions"),
            EXPORTS["posts"],
        ),
        **NETWORK_TABLES,
        "topics": Told(
            (
                word(message("Topic"), "topic", TOPIC_LABELS),
                count(message("Questions"), "questions"),
                count(_PEOPLE, "people"),
                count(message("Answered"), "answered"),
                share(message("Answered, share (interval)"), "share"),
            ),
            ("topic", "questions", "people", "answered", "share", "share_low", "share_high"),
            message(
                "No question is in the tables. Questions come with comments: export the Telegram "
                "discussion group as JSON, or the wall of the VK community."
            ),
        ),
        "returns": Told(
            (
                word(message("After"), "answer", _AFTER),
                count(message("People answered"), "people"),
                count(message("Wrote again"), "came_back"),
                share(message("Share (interval)"), "share"),
            ),
            ("answer", "people", "came_back", "share", "share_low", "share_high"),
            EXPORTS["interactions"],
            counted="people",
        ),
        "politeness": Told(
            (
                word(message("Sign"), "marker", MARKER_LABELS),
                Column(message("Should be there"), known("wanted", _wanted)),
                count(_ANSWERS, "answers"),
                count(message("With the sign"), "found"),
                share(message("Share (interval)"), "share"),
            ),
            ("marker", "answers", "found", "share", "share_low", "share_high", "wanted"),
            message(
                "No answer of the page is in the tables, so nobody can tell how we sound. Export "
                "the Telegram discussion group as JSON: our answers stand in it among the comments."
            ),
            counted="answers",
        ),
        "mood": Told(
            (
                text(_TEXT, "text"),
                Column(_LANGUAGE, known("language", _language)),
                Column(message("From −1 (angry) to 1 (delighted)"), known("mood", _mood), True),
                yes_or_no(message("Read as unhappy"), "negative"),
            ),
            ("text", "language", "mood", "negative"),
            EXPORTS["interactions"],
        ),
        "mentions": Told(
            (
                word(_NETWORK, "network", NETWORK_NAMES),
                text(_PAGE, "page"),
                count(message("Mentions"), "mentions"),
                count(message("Of these, posts"), "posts"),
                count(_PEOPLE, "people"),
                Column(message("Mood"), known("mood", _mood), True),
                Column(message("First seen"), known("first", _day)),
                yes_or_no(message("New"), "is_new"),
            ),
            ("network", "page", "mentions", "posts", "people", "mood", "first", "is_new"),
            message(
                "Nobody names the brand in the files of other pages, or there are no such files. "
                "Export a town group or a rival's channel and import it with the box “These are "
                "files of a rival's page” ticked."
            ),
        ),
        "first_words": Told(
            (Column(_LANGUAGE, known("language", _language)), text(message("First words"), "text")),
            ("language", "text"),
            message("No first words yet: say in the brief in which languages you post."),
        ),
        "best_posts": Told(
            (
                word(_NETWORK, "network", NETWORK_NAMES),
                text(_PAGE, "page"),
                word(message("Form"), "form"),
                word(message("Type"), "type"),
                Column(message("Against its middle post"), known("ratio", _times), True),
                glimpse(_TEXT, "text"),
            ),
            ("network", "page", "form", "type", "ratio", "text"),
            message(
                "No post of another page is in the tables. Export a rival's page and import it "
                "with the box “These are files of a rival's page” ticked; it takes a few weeks of "
                "posts."
            ),
        ),
        "waiting": Told(
            (
                word(_NETWORK, "network", NETWORK_NAMES),
                text(_PAGE, "page"),
                yes_or_no(message("Ours"), "is_own"),
                count(message("Comments"), "comments"),
                count(_ANSWERS, "answers"),
                Column(
                    message("Hours to an answer (median)"),
                    between("median_hours", _hours, "median"),
                    True,
                ),
                Column(
                    message("Never answered"),
                    between("unanswered_share", lambda value, words: words.percent(value),
                            "unanswered"),
                    True,
                ),
            ),
            ("network", "page", "is_own", "comments", "answers", "median_hours", "median_low",
             "median_high", "unanswered_share", "unanswered_low", "unanswered_high"),
            message(
                "Nothing is known of how fast rivals answer: it takes posts of theirs and comments "
                "below them, as a Telegram channel with its group or a VK wall has."
            ),
        ),
        "returned": Told(
            (
                Column(message("Source, medium, campaign, content"), _tags),
                count(message("Sessions"), "sessions"),
                count(message("Orders"), "orders"),
                word(message("Verdict"), "verdict", VERDICT_LABELS),
                Column(message("In new links"), _meant),
            ),
            ("source", "medium", "campaign", "content", "sessions", "orders", "verdict"),
            EXPORTS["visits"],
        ),
        "holdout": Told(
            (
                count(message("People without the campaign"), "held_out"),
                count(message("People with it"), "reached"),
                count(message("Orders by then"), "orders"),
                count(message("Weeks"), "weeks"),
            ),
            ("held_out", "reached", "orders", "weeks"),
            EXPORTS["orders"],
        ),
        "geo_test": Told(
            (
                count(message("Weeks"), "weeks"),
                Column(message("Smallest rise it would show"), known("smallest_lift", _lift), True),
            ),
            ("weeks", "smallest_lift"),
            message(
                "There are too few weeks of orders to say what a test by regions would show. "
                "Export the orders of the shop as CSV, for a quarter at least."
            ),
        ),
        **FINDINGS_TABLE,
    }
)  # fmt: skip
"""Every table by the name that `smmlab.forms.shown_table.show_table` asks for."""
