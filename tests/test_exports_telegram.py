"""Telegram Desktop exports: channels, discussion groups, whole accounts, hostile files."""

import contextlib
import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.telegram.chats import READER
from smmlab.schema import check

CHANNEL, GROUP, NOON = 2001, 3001, 1_767_225_600  # the last: 2026-01-01 00:00 UTC


def said(number: int, *, after: int = 0, who: str = "user7", name: str | None = "Mari",
         text: Any = "tere", **extra: Any) -> dict[str, Any]:  # fmt: skip
    at = NOON + after
    local = pd.Timestamp(at + 7200, unit="s").strftime("%Y-%m-%dT%H:%M:%S")
    return {"id": number, "type": "message", "date": local, "date_unixtime": str(at),
            "from": name, "from_id": who, "text": text, **extra}  # fmt: skip


def posted(number: int, **extra: Any) -> dict[str, Any]:
    return said(number, **{"who": f"channel{CHANNEL}", "name": "Kohvik", **extra})


def copied(number: int, **extra: Any) -> dict[str, Any]:
    return posted(number, forwarded_from="Kohvik", **extra)


FOLDER = Path(tempfile.mkdtemp())


def chat(
    messages: list[Any], kind: str = "public_channel", number: int = CHANNEL
) -> dict[str, Any]:
    return {"name": "Kohvik", "type": kind, "id": number, "messages": messages}


def group(messages: list[Any]) -> dict[str, Any]:
    return {**chat(messages, "public_supergroup", GROUP), "name": "Kohviku jutud"}


def raw(content: Any, zone: str = "UTC") -> RawExport:
    text = content if isinstance(content, str) else json.dumps(content)
    path = FOLDER / "result.json"
    path.write_text(text, encoding="utf-8", newline="")
    return open_export(path, hints=Hints(zone=zone))


def read(content: Any, zone: str = "UTC") -> Reading:
    reading = READER.read(raw(content, zone))
    for name, frame in reading.tables.items():
        filled = frame.assign(source_file="result.json", exported_at=NOON)
        check(filled.astype({"source_file": "str", "exported_at": "Int64"}), name)
    return reading


def imported(reading: Reading) -> int:
    return len(set().union(*(set(frame["source_row"]) for frame in reading.tables.values())))


def balanced(reading: Reading) -> bool:
    aside = len(reading.merged) + len(reading.rejected) + len(reading.notes)
    return reading.rows_read == imported(reading) + aside


def codes(reading: Reading) -> set[str]:
    return {caution.code for caution in reading.warnings}


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


def test_an_album_is_one_post() -> None:
    photo = {"photo": "(File not included.)"}
    fire = [{"type": "emoji", "emoji": "🔥", "count": 2}]
    messages = [
        posted(1, text="", **photo),
        posted(2, text="Suvi!", reactions=fire, **photo),
        posted(3, text="", file="x", media_type="video_file"),
        posted(4, text="eraldi"),
        posted(5, after=1, **photo),
    ]
    reading = read(chat(messages))
    posts = reading.tables["posts"]
    assert posts["post_id"].tolist() == ["2001/1", "2001/4", "2001/5"]
    assert posts["form"].tolist() == ["carousel", "text", "photo"]
    assert posts["text"].tolist()[0] == "Suvi!"
    assert posts["reactions"].fillna(-1).tolist() == [2, -1, -1]
    assert [listed.line for listed in reading.merged] == [2, 3]
    assert balanced(reading)


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


def thread() -> list[dict[str, Any]]:
    return [
        copied(10, text="Uus menüü"),
        said(11, after=10, reply_to_message_id=10),
        posted(12, after=40, text="Aitäh!", reply_to_message_id=11),
        said(13, after=50, who="user8", name="Juku", reply_to_message_id=12),
        said(14, after=60, text="niisama"),
        said(15, after=70, reply_to_message_id=999),
        said(16, after=80, who=f"channel{GROUP}", name="Kohviku jutud", reply_to_message_id=14),
        said(17, after=90, who="channel555", name="Reklaam", text="osta"),
    ]


def test_a_discussion_is_followed_to_its_post() -> None:
    reading = read(group(thread()))
    acts = reading.tables["interactions"].set_index("interaction_id")
    assert reading.tables["posts"]["post_id"].tolist() == ["3001/10"]
    assert reading.tables["posts"]["page"].tolist() == ["Kohvik"]
    assert acts["kind"].to_dict() == {
        "3001/11": "comment", "3001/12": "reply", "3001/13": "reply", "3001/14": "comment",
        "3001/15": "comment", "3001/16": "reply", "3001/17": "comment",
    }  # fmt: skip
    in_thread = ["3001/11", "3001/12", "3001/13"]
    assert acts["post_id"].dropna().to_dict() == dict.fromkeys(in_thread, "3001/10")
    assert acts["reply_to"].dropna().to_dict() == {
        "3001/12": "3001/11", "3001/13": "3001/12", "3001/16": "3001/14",
    }  # fmt: skip
    assert acts.index[acts["by_page"]].tolist() == ["3001/12", "3001/16"]
    assert acts.loc["3001/11", "person"] == "user7"
    assert reading.tables["posts"]["comments"].tolist() == [0], "counted when tables are merged"
    assert {"telegram_orphans", "telegram_copies"} <= codes(reading)
    assert balanced(reading)


def test_circles_and_answers_to_later_messages_are_broken() -> None:
    reading = read(group([said(1, reply_to_message_id=2), said(2, reply_to_message_id=1),
                          said(3, reply_to_message_id=3)]))  # fmt: skip
    acts = reading.tables["interactions"].set_index("interaction_id")
    assert acts["reply_to"].dropna().to_dict() == {"3001/2": "3001/1"}
    assert [c.values["n"] for c in reading.warnings if c.code == "telegram_orphans"] == [2]


def test_a_long_thread_reaches_its_post() -> None:
    chain = [said(n, after=n, reply_to_message_id=n - 1) for n in range(2, 500)]
    acts = read(group([copied(1), *chain])).tables["interactions"]
    assert set(acts["post_id"]) == {"3001/1"}


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


def old(number: int, date: str, **extra: Any) -> dict[str, Any]:
    entry = {**posted(number), "date": date, "from_id": 0x200000000 + CHANNEL, **extra}
    del entry["date_unixtime"]
    return entry


def test_parts_of_an_album_may_bring_reactions() -> None:
    recent = [{"from": "Mari", "from_id": "user7", "date": "2026-01-01T02:00:30"}]
    heart = [{"type": "emoji", "emoji": "❤", "count": 1, "recent": recent}]
    parts = [copied(10, photo="p"), copied(11, photo="p", reactions=heart, text="")]
    reading = read(group(parts))
    assert reading.tables["posts"]["reactions"].tolist() == [1]
    assert reading.tables["interactions"]["interaction_id"].tolist() == ["3001/10/user7/❤"]
    assert balanced(reading)


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


def test_every_caption_of_an_album_is_kept() -> None:
    messages = [posted(n, text=text, photo="p") for n, text in ((1, "Suvi"), (2, ""), (3, "Talv"))]
    for order in (messages, messages[::-1]):
        posts = read(chat(order)).tables["posts"]
        assert posts["text"].tolist() == ["Suvi\nTalv"]


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


def test_a_repeated_message_keeps_its_newest_wording() -> None:
    old, new = posted(1, text="vana"), posted(1, text="uus", edited_unixtime=str(NOON + 9))
    for messages in ([old, new], [new, old]):
        reading = read(chat(messages))
        assert reading.tables["posts"]["text"].tolist() == ["uus"]
        assert balanced(reading)


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
