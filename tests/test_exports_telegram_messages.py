"""Messages of Telegram, one by one: times, texts, forms, reactions."""

import json
from typing import Any

import pandas as pd
import pytest

from smmlab.errors import ExportError
from smmlab.exports.telegram.chats import READER
from telegram_files import (
    CHANNEL,
    GROUP,
    NOON,
    balanced,
    chat,
    codes,
    copied,
    group,
    old,
    posted,
    raw,
    read,
    said,
)


def test_a_post_takes_its_time_from_the_unix_clock_and_its_text_from_all_pieces() -> None:
    pieces = ["Uus ", {"type": "bold", "text": "kook"}, {"type": "link", "text": " a.ee"}]
    post = read(chat([posted(5, after=60, text=pieces)])).tables["posts"].iloc[0]
    assert post["post_id"] == "2001/5"
    assert (post["at"], post["clock"], post["precision"]) == (NOON + 60, "UTC", "second")
    assert (post["text"], post["form"], post["page"]) == ("Uus kook a.ee", "text", "Kohvik")
    assert pd.isna(post["views"])
    assert pd.isna(post["shares"])


def test_reactions_of_all_kinds_are_counted_and_none_is_not_zero() -> None:
    fire = {"type": "emoji", "emoji": "🔥", "count": 3}
    star = {"type": "paid", "count": 4}
    messages = [posted(1, reactions=[fire, star]), posted(2, after=9)]
    assert read(chat(messages)).tables["posts"]["reactions"].fillna(-1).tolist() == [7, -1]


def test_an_old_export_stands_on_the_clock_of_the_project() -> None:
    reading = read(chat([old(1, "2026-01-01T02:00:00")]), "Europe/Tallinn")
    post = reading.tables["posts"].iloc[0]
    assert (post["at"], post["clock"], post["precision"]) == (NOON, "Europe/Tallinn", "minute")
    (caution,) = reading.warnings
    assert (caution.code, caution.values["n"]) == ("telegram_local_clock", 1)


def test_hours_of_an_old_export_that_come_twice_or_never() -> None:
    messages = [old(1, "2025-10-26T03:30:00"), old(2, "2026-03-29T03:30:00")]
    reading = read(chat(messages), "Europe/Tallinn")
    # Summer time came first: 03:30 was 00:30 UTC.
    assert reading.tables["posts"]["at"].tolist() == [1_761_438_600]
    assert [row.line for row in reading.rejected] == [2]
    assert "date of the message" in str(reading.rejected[0])
    assert codes(reading) == {"telegram_local_clock", "repeated-hour"}
    # An hour known in UTC is never in doubt.
    known = {**posted(1), "date": "2025-10-26T03:30:00", "date_unixtime": "1761438600"}
    assert codes(read(chat([known]), "Europe/Tallinn")) == set()


def test_a_message_from_the_future_is_rejected() -> None:
    reading = read(chat([posted(1), posted(2, after=86_400 * 400 * 9)]))
    assert [row.line for row in reading.rejected] == [2]


def test_people_named_in_a_text_are_hidden_and_channels_are_not() -> None:
    entities = [
        {"type": "plain", "text": "Aitäh, "},
        {"type": "mention_name", "text": "Mari Maasikas", "user_id": 7},
        {"type": "mention", "text": " @mari_m"},
        {"type": "bank_card", "text": "4000 1234 5678 9010"},
    ]
    texts = {"text": entities, "text_entities": entities}
    reading = read(group([copied(1, **texts), said(2, reply_to_message_id=1, **texts)]))
    assert reading.tables["posts"]["text"].tolist() == ["Aitäh, [person] @mari_m[card]"]
    words = reading.tables["interactions"]["text"].tolist()
    assert words == ["Aitäh, [person][person][card]"]
    for who in (f"channel{CHANNEL}", f"channel{GROUP}", "channel555"):
        answer = said(2, reply_to_message_id=1, who=who, name="Kohvik", **texts)
        acts = read(group([copied(1), answer])).tables["interactions"]
        assert acts["text"].tolist() == words


def test_a_poll_speaks_by_its_question() -> None:
    pieces = ["Kumb ", {"type": "bold", "text": "kook?"}]
    asked = [{"question": "Kumb kook?", "answers": []}, {"question": pieces}, {"question": 5}, 7]
    messages = [posted(n, after=n, text="", poll=poll) for n, poll in enumerate(asked, 1)]
    posts = read(chat(messages)).tables["posts"]
    assert posts["form"].tolist() == ["poll"] * 4
    assert posts["text"].fillna("").tolist() == ["Kumb kook?", "Kumb kook?", "", ""]


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ({"photo": "p"}, "photo"),
        ({"file": "f", "media_type": "video_file"}, "video"),
        ({"file": "f", "media_type": "voice_message"}, "audio"),
        ({"file": "f", "media_type": "sticker"}, "other"),
        ({"file": "f", "media_type": "hologram"}, "other"),
        ({"file": "f", "mime_type": "image/png"}, "photo"),
        ({"file": "f", "mime_type": "application/pdf"}, "file"),
        ({"file": "f", "mime_type": 5}, "file"),
        ({"location_information": {"latitude": 59.4}}, "other"),
        ({}, "text"),
    ],
)
def test_forms(media: dict[str, Any], form: str) -> None:
    assert read(chat([posted(1, **media)])).tables["posts"]["form"].tolist() == [form]


def test_broken_emoji_are_stored_as_replacement_characters() -> None:
    text = json.dumps(chat([posted(1, text="hm \ud83d")]))
    assert READER.read(raw(text)).tables["posts"]["text"].tolist() == ["hm \ufffd"]


def test_broken_letters_stand_nowhere_in_the_way() -> None:
    half = "\ud83d"
    recent = [{"from_id": f"user7{half}", "date": half}]
    mark = [{"type": "emoji", "emoji": half, "count": 1, "recent": recent}]
    for reading in (
        read(group([copied(1, text=half, reactions=mark), said(2, who=half, name=half)])),
        read({**chat([posted(1)]), "name": half}),
    ):
        assert balanced(reading)
    with pytest.raises(ExportError) as caught:
        read({**chat([]), "type": half})
    str(caught.value).encode("utf-8")
