"""Telegram Desktop exports: channels, discussion groups, whole accounts, hostile files."""

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError, SmmlabError
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
    posted,
    raw,
    read,
    said,
    thread,
)


def test_service_messages_are_notes_and_joining_tells_a_person() -> None:
    def service(number: int, action: str, who: str, name: str, **extra: Any) -> dict[str, Any]:
        entry = said(number, after=number, text="")
        del entry["from"], entry["from_id"]
        return {**entry, "type": "service", "action": action, "actor": name, "actor_id": who,
                **extra}  # fmt: skip

    reading = read(group([
        service(1, "pin_message", "user1", "Ann"),
        service(2, "join_group_by_link", "user2", "Juku", inviter="Ann"),
        service(3, "invite_members", "user3", "Kati", members=["Kati"]),
        service(4, "invite_members", "user1", "Ann", members=["Peeter"]),
        service(5, "join_group_by_link", "user2", "Juku"),
        {"id": 6, "type": "unsupported", "date_unixtime": str(NOON)},
    ]))  # fmt: skip
    people = reading.tables["people"].set_index("person")["joined_at"]
    assert people.to_dict() == {"user2": NOON + 2, "user3": NOON + 3}
    assert [listed.line for listed in reading.notes] == [1, 4, 6]
    assert balanced(reading)


def test_deleted_accounts_are_never_one_person() -> None:
    gone = [said(n, after=n, name=None, who="user9") for n in (1, 2)]
    people = read(group(gone)).tables["interactions"]["person"]
    assert people.nunique() == 2
    assert people.str.startswith("unknown").all()


def test_reactions_with_authors_become_acts_on_the_clock_of_their_message() -> None:
    recent = [
        {"from": "Mari", "from_id": "user7", "date": "2026-01-01T02:00:30"},
        {"from": "Kohvik", "from_id": f"channel{CHANNEL}", "date": "2026-01-01T02:00:40"},
    ]
    heart = [{"type": "emoji", "emoji": "❤", "count": 5, "recent": recent}]
    messages = [copied(1, reactions=heart), said(2, after=5, reply_to_message_id=1,
                                                 reactions=heart)]  # fmt: skip
    reading = read(group(messages))
    marks = reading.tables["interactions"].query("kind == 'reaction'")
    assert sorted(marks["at"]) == [NOON + 30, NOON + 30, NOON + 40, NOON + 40]
    assert set(marks["post_id"]) == {"3001/1"}
    assert marks["reply_to"].dropna().unique().tolist() == ["3001/2"]
    assert marks.groupby("person")["by_page"].all().to_dict() == {
        "channel2001": True, "user7": False,
    }  # fmt: skip
    assert reading.tables["posts"]["reactions"].tolist() == [5]
    assert balanced(reading)


def test_a_chat_saved_as_web_pages_is_refused_with_the_way_out() -> None:
    page = (
        '<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n'
        '  <title>Exported Data</title>\n </head>\n <body>\n  <div class="page_wrap">'
    )
    assert READER.matches(raw(page))
    with pytest.raises(ExportError, match="choose the format JSON"):
        READER.read(raw(page))
    assert not READER.matches(raw("<!DOCTYPE html><title>Kohvik</title>"))


def test_a_channel_that_the_account_has_left_is_read_too() -> None:
    secret = chat([said(1, text="SECRET")], "personal_chat", 1)
    account = {"about": "Telegram", "left_chats": {"list": [chat([posted(1)]), secret, None]}}
    reading = read(account)
    assert reading.tables["posts"]["post_id"].tolist() == ["2001/1"]
    assert [row.line for row in reading.notes] == [2, 3]
    assert balanced(reading)


def test_a_whole_account_gives_channels_and_their_groups_and_no_private_chat() -> None:
    secret = chat([said(1, text="SECRET")], "personal_chat", 1)
    family = chat([said(1, text="SECRET")], "private_group", 2)
    channel = chat([posted(3, after=1, text="Uus menüü"), posted(4, after=500)])
    messages = [copied(10, after=2, text="Uus menüü"), *thread()[1:]]
    account = {"about": "…", "chats": {"about": "…", "list": [secret, family, channel,
                                                              group(messages)]}}  # fmt: skip
    reading = read(account)
    posts = reading.tables["posts"].set_index("post_id")
    assert posts["comments"].fillna(-1).to_dict() == {"2001/3": -1, "2001/4": -1, "3001/10": 0}
    assert set(reading.tables["interactions"]["post_id"].dropna()) == {"3001/10"}
    assert "SECRET" not in "".join(frame.to_csv() for frame in reading.tables.values())
    assert "telegram_whole_account" in codes(reading)
    assert balanced(reading)
    with pytest.raises(ExportError, match="private conversation"):
        read(secret)
    with pytest.raises(ExportError, match="no channel"):
        read({"chats": {"list": [secret, family]}})


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ("", "empty"),
        (json.dumps(chat([posted(1)]))[:-5], "cut short"),
        (
            '{"type": "public_channel", "id": 7, "messages": '
            + "[" * 100_000
            + "]" * 100_000
            + "}",
            "deep",
        ),
        ('{"type": "public_channel", "id": NaN, "messages": []}', "NaN"),
        ('{"type": "public_channel", "id": 1e999, "messages": []}', "1e999"),
        ('{"type": "public_channel", "id": 1, "id": 2, "messages": []}', "twice"),
        ('{"type": "public_channel", "id": ' + "9" * 5000 + ', "messages": []}', "digits"),
        ('{"type": "public_channel", "messages": []}', "no id"),
        ("[1, 2]", "list of messages"),
        ('{"chats": 5}', "list of messages"),
    ],
)
def test_hostile_json_is_refused_with_a_reason(damaged: str, reason: str) -> None:
    with pytest.raises(ExportError, match=reason):
        READER.read(raw(damaged))


def test_bad_messages_are_listed_not_lost() -> None:
    bad: list[Any] = [
        7, None, {}, {"id": "x", "type": "message"}, {"id": 1},
        {**posted(2), "date_unixtime": "5"}, {**posted(3), "date_unixtime": None, "date": "?"},
        {**posted(7), "date_unixtime": None, "date": "0001-01-01T00:00:00"},
        posted(4, reactions=[{"type": "emoji", "count": -1}]),
        posted(5, reactions=[{"type": "emoji", "count": 1.5}]), posted(6, reactions={}),
    ]  # fmt: skip
    reading = read(chat([*bad, posted(9)]))
    assert [listed.line for listed in reading.rejected] == list(range(1, 12))
    assert len(reading.tables["posts"]) == 1
    assert balanced(reading)


def test_only_telegram_files_match() -> None:
    assert READER.matches(raw(chat([])))
    assert READER.matches(raw({"about": "Telegram", "chats": {"list": []}}))
    for foreign in (" ", "a,b\n1,2", "[]", '{"response": {"items": []}}', '{"Post": {}}'):
        assert not READER.matches(raw(foreign))


ENTRIES = st.builds(
    lambda number, after, who, parent, photo, heart: said(
        number, after=after, who=who, name=who,
        **({"reply_to_message_id": parent} if parent else {}),
        **({"photo": "p"} if photo else {}),
        **({"reactions": [{"type": "emoji", "emoji": "❤", "count": heart}]} if heart else {}),
        **({"forwarded_from": who} if who.startswith("channel") and not parent else {}),
    ),
    st.integers(1, 12), st.integers(0, 3),
    st.sampled_from(["user1", "user2", f"channel{CHANNEL}", f"channel{GROUP}"]),
    st.integers(0, 12), st.booleans(), st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=8, deadline=None, derandomize=True)
@given(messages=st.lists(ENTRIES, max_size=12, unique_by=lambda m: m["id"]), data=st.data())
def test_order_is_irrelevant_and_every_row_accounted_for(
    messages: list[dict[str, Any]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(messages))
    for wrap in (chat, group):
        one, two = (READER.read(raw(wrap(order))) for order in (messages, list(shuffled)))
        assert balanced(one)
        for name, frame in one.tables.items():
            other = two.tables[name]
            pd.testing.assert_frame_equal(
                frame.drop(columns="source_row"), other.drop(columns="source_row")
            )


@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=st.data())
def test_nothing_but_our_errors_leaves_the_reader(data: st.DataObject) -> None:
    content = copy.deepcopy(group(thread()))
    junk = st.recursive(
        st.none() | st.booleans() | st.integers()
        | st.floats(allow_nan=False) | st.text(max_size=4),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner,
                                                                    max_size=2),
        max_leaves=4,
    )  # fmt: skip
    target = data.draw(st.sampled_from(content["messages"]))
    target[data.draw(st.sampled_from([*sorted(target), "reactions", "poll", "members", "photo",
                                      "media_type", "text_entities", "edited_unixtime"]))] = (
        data.draw(junk)
    )  # fmt: skip
    with contextlib.suppress(SmmlabError):
        assert balanced(read(content))


def test_real_channels(shared: Path) -> None:
    folder = shared / "samples" / "telegram"
    text = (folder / "channel_result_reactions_6_messages.json").read_text("utf-8")
    reading = read(text)
    assert READER.matches(raw(text))
    assert reading.tables["posts"][["form", "reactions", "at"]].values.tolist() == [
        ["carousel", 12, 1_781_868_410]
    ]
    assert (len(reading.merged), balanced(reading)) == (5, True)
    text = (folder / "channel_result_structure_redacted.json").read_text("utf-8")
    reading = read(text)
    assert (len(reading.tables["posts"]), len(reading.notes)) == (14, 3)
    assert balanced(reading)


def test_an_empty_chat_is_told() -> None:
    assert codes(read(chat([]))) == {"no-rows"}
    assert codes(read(chat([posted(1)]))) == set()
