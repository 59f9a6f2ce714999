"""Bluesky: feeds, posts, records and threads; the moment Bluesky saw a post, people masked."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.fediverse.bluesky import READER
from smmlab.exports.fediverse.records import record_seconds, words_of
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport

AT = 1_772_138_705  # 2026-02-26 20:45:05 UTC
KAJA, JUTA = "did:plc:kaja7example", "did:plc:juta7example"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"


def key(seconds: int) -> str:
    number, letters = seconds * 1_000_000 << 10, ""
    for _ in range(13):
        number, digit = divmod(number, 32)
        letters = LETTERS[digit] + letters
    return letters


def uri(name: str, did: str = KAJA, collection: str = "app.bsky.feed.post") -> str:
    return f"at://{did}/{collection}/{name}"


def view(name: str = "abc", did: str = KAJA, **change: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "createdAt": "2026-02-26T20:45:01.5Z",
              "langs": ["et"], "text": "Tere"}  # fmt: skip
    known = {"uri": uri(name, did), "cid": "bafy", "author": {"did": did, "handle": "kaja.ee"},
             "record": record | change.pop("record", {}), "replyCount": 1, "repostCount": 2,
             "likeCount": 3, "quoteCount": 4, "indexedAt": "2026-02-26T20:45:05.9Z"}  # fmt: skip
    return known | change


def answer_to(root: str, parent: str) -> dict[str, Any]:
    return {"reply": {"root": {"uri": root}, "parent": {"uri": parent}}}


def feed(folder: Path, *items: Any) -> RawExport:
    return raw(folder, json.dumps({"feed": list(items), "cursor": "x"}), "feed.json")


def posts(folder: Path, *views: Any) -> RawExport:
    return raw(folder, json.dumps({"posts": list(views)}), "posts.json")


def records(folder: Path, *items: Any) -> RawExport:
    return raw(folder, json.dumps({"records": list(items)}), "records.json")


def record(name: str, collection: str = "app.bsky.feed.post", **change: Any) -> dict[str, Any]:
    value = {"createdAt": "2026-02-26T20:45:01Z", "text": "Tere"} | change
    return {"uri": uri(name, collection=collection), "cid": "bafy", "value": value}


def one(export: RawExport) -> dict[str, Any]:
    (row,) = read(READER, export).tables["posts"].to_dict("records")
    return row


def test_a_post_of_a_feed(tmp_path: Path) -> None:
    row = one(feed(tmp_path, {"post": view()}))
    assert (row["network"], row["page"], row["post_id"]) == ("bluesky", "kaja.ee", uri("abc"))
    assert (row["at"], row["clock"], row["precision"]) == (AT, "UTC", "second")
    assert (row["reactions"], row["comments"], row["shares"]) == (3, 1, 2)
    assert (row["text"], row["language"], row["form"]) == ("Tere", "et", "text")
    assert row["url"] == f"https://bsky.app/profile/{KAJA}/post/abc"
    assert pd.isna(row["views"])


def test_every_answer_gives_the_same_post(tmp_path: Path) -> None:
    ways = [{"feed": [{"post": view()}]}, {"posts": [view()]}, [view()], view(),
            [{"feed": [{"post": view()}]}, {"feed": []}], {"thread": {"post": view()}}]  # fmt: skip
    for at, way in enumerate(ways):
        reading = read(READER, raw(tmp_path, json.dumps(way), f"{at}.json"))
        assert reading.tables["posts"]["post_id"].tolist() == [uri("abc")], at
    text = "\n".join(json.dumps({"posts": [view(name)]}) for name in "ab")
    reading = read(READER, raw(tmp_path, text, "pages.jsonl"))
    assert reading.tables["posts"]["source_row"].tolist() == [1, 2]


def test_the_moment_bluesky_saw_a_post_holds_over_its_author(tmp_path: Path) -> None:
    old = {"createdAt": "2019-01-01T00:00:00Z"}
    reading = read(READER, posts(tmp_path, view(record=old)))
    assert reading.tables["posts"]["at"].tolist() == [AT]
    assert codes(reading) == {"times-differ"}


def test_a_record_has_its_time_in_its_key(tmp_path: Path) -> None:
    row = one(records(tmp_path, record(key(AT))))
    assert (row["at"], row["clock"], row["page"]) == (AT, "id", KAJA)
    assert pd.isna([row["reactions"], row["comments"], row["shares"]]).all()
    row = one(records(tmp_path, record("self")))
    assert (row["at"], row["clock"]) == (AT - 4, "UTC")
    # A key of the future or of before Bluesky is no time.
    for seconds in (1_999_999_999, 1_600_000_000):
        assert one(records(tmp_path, record(key(seconds))))["at"] == AT - 4


def test_a_time_without_offset_or_in_the_future_is_none(tmp_path: Path) -> None:
    for stated in ("2026-02-26T20:45:05", "2031-01-01T00:00:00Z", None, 7):
        reading = read(READER, records(tmp_path, record("self", createdAt=stated)))
        assert ["cannot be" in str(row) for row in reading.rejected] == [True]


def test_reposts_pins_and_answers_in_a_feed(tmp_path: Path) -> None:
    items = [
        {"post": view("a", JUTA), "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {}}},
        {"post": view("b", JUTA), "reason": {"by": {"did": KAJA}}},
        {"post": view("c"), "reason": {"$type": "app.bsky.feed.defs#reasonPin"}},
        {"post": view("d", record=answer_to(uri("x", JUTA), uri("x", JUTA)))},
        {"post": view("e", record=answer_to(uri("c"), uri("c")))},
        {"post": view("f", record=answer_to(uri("c"), uri("y", JUTA)))},
    ]
    reading = read(READER, feed(tmp_path, *items))
    assert reading.tables["posts"]["source_row"].tolist() == [3, 5]
    assert [row.line for row in reading.notes] == [1, 2, 4]
    (act,) = reading.tables["interactions"].to_dict("records")
    assert (act["interaction_id"], act["post_id"], act["reply_to"]) == (
        uri("f"), uri("c"), uri("y", JUTA),
    )  # fmt: skip
    assert (act["by_page"], act["person"], act["kind"]) == (True, KAJA, "reply")


def test_a_thread_holds_what_people_answered(tmp_path: Path) -> None:
    deep: Any = {"post": view("d30", JUTA, record=answer_to(uri("abc"), uri("d29", JUTA)))}
    for number in range(29, 0, -1):
        answer = view(f"d{number}", JUTA, record=answer_to(uri("abc"), uri("abc")))
        deep = {"post": answer, "replies": [deep]}
    gone = [{"uri": uri("z"), "notFound": True}, {"uri": uri("y"), "blocked": True}]
    thread = {"thread": {"post": view(), "replies": [deep, *gone]}}
    reading = read(READER, raw(tmp_path, json.dumps(thread), "thread.json"))
    acts = reading.tables["interactions"]
    assert acts["source_row"].tolist() == list(range(2, 32))
    assert (acts["kind"].iloc[0], acts["kind"].iloc[-1]) == ("comment", "reply")
    assert acts["reply_to"].isna().sum() == 29
    assert set(acts["person"]) == {JUTA}
    assert [row.line for row in reading.notes] == [32, 33]


@pytest.mark.parametrize(
    ("embed", "form"),
    [(None, "text"), ({"$type": "app.bsky.embed.images", "images": [{}]}, "photo"),
     ({"$type": "app.bsky.embed.images", "images": [{}, {}]}, "carousel"),
     ({"$type": "app.bsky.embed.video"}, "video"), ({"$type": "app.bsky.embed.record"}, "text"),
     ({"$type": "app.bsky.embed.external#view"}, "link"), ({"$type": 7}, "other"),
     ({"$type": "app.bsky.embed.recordWithMedia", "media": {"$type": "app.bsky.embed.video"}},
      "video")],
)  # fmt: skip
def test_forms(tmp_path: Path, embed: Any, form: str) -> None:
    assert one(posts(tmp_path, view(record={"embed": embed})))["form"] == form


def mention(text: str, words: str, **index: Any) -> dict[str, Any]:
    start = text.encode().index(words.encode())
    place = {"byteStart": start, "byteEnd": start + len(words.encode())} | index
    kind = {"$type": "app.bsky.richtext.facet#mention", "did": JUTA}
    return {"text": text, "facets": [{"index": place, "features": [kind]}]}


def test_people_are_masked_by_bytes_and_by_sign() -> None:
    assert words_of(mention("Õhtu ☕ Juta M!", "Juta M")) == "Õhtu ☕ [person]!"
    # Places that cut a letter, lie outside or overlap change nothing, and raise nothing.
    for index in ({"byteStart": 1}, {"byteEnd": 999}, {"byteStart": "0"}, {"byteEnd": 0}):
        assert words_of(mention("Õhtu ☕ Juta M!", "Juta M", **index)) == "Õhtu ☕ Juta M!"
    twice = mention("Juta M", "Juta M")
    assert words_of(twice | {"facets": twice["facets"] * 2}) == "[person]"
    assert words_of({"text": "  ", "facets": 7}) is None


def test_handles_in_texts_are_masked(tmp_path: Path) -> None:
    row = one(posts(tmp_path, view(record={"text": "Aitäh @juta.bsky.social \ud83d"})))
    assert row["text"].startswith("Aitäh [person] ")


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"uri": "https://bsky.app/x"}, "no usable post id: https://bsky.app/x"),
     ({"uri": None}, "no usable post id"),
     ({"likeCount": -1}, "-1 is no count, in the column likeCount"),
     ({"replyCount": "many"}, "many is no count"), ({"repostCount": 1.5}, "1.5 is no count"),
     ({"indexedAt": None, "record": {"createdAt": "soon"}}, "soon cannot be")],
)  # fmt: skip
def test_what_cannot_be_used_is_rejected(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    reading = read(READER, posts(tmp_path, view(), view("b", **change), 7))
    assert [row.line for row in reading.rejected] == [2, 3]
    assert reason in str(reading.rejected[0])
    assert "expected an object" in str(reading.rejected[1])


def test_records_that_are_no_posts_are_notes(tmp_path: Path) -> None:
    like = record("l", "app.bsky.feed.like", subject={"uri": uri("x")})
    reading = read(READER, records(tmp_path, like, record("self")))
    assert [row.line for row in reading.notes] == [1]
    assert len(reading.tables["posts"]) == 1


def test_an_account_without_a_name_is_known_by_its_number(tmp_path: Path) -> None:
    nameless = view(author={"did": KAJA, "handle": "handle.invalid"})
    assert one(posts(tmp_path, nameless))["page"] == KAJA


def test_other_json_is_left_to_others(tmp_path: Path) -> None:
    for data in ({"uri": "at://x"}, {"feed": []}, {"uri": "x", "record": {}}, []):
        assert not READER.matches(raw(tmp_path, json.dumps(data)))


def test_shuffled_posts_give_the_same_table(tmp_path: Path) -> None:
    views = [view("a"), view("a", likeCount=9, bookmarkCount=2), view("b")]
    first, *others = (
        read(READER, posts(tmp_path, *order)).tables["posts"]
        .drop(columns="source_row").sort_values("post_id", ignore_index=True)
        for order in (views, views[::-1], [*views, views[0]])
    )  # fmt: skip
    assert first["reactions"].tolist() == [9, 3]
    for other in others:
        pd.testing.assert_frame_equal(first, other)


def test_keys_that_tell_no_time() -> None:
    keys = pd.Series([key(AT), "self", "z" * 13, "3KBAD", None])
    assert record_seconds(keys.astype("str")).fillna(0).tolist() == [AT, 0, 0, 0, 0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from([uri("x", JUTA), uri("x"), "9" * 30, key(AT)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["uri", "post", "record", "reply", "root", "parent", "replies", "thread",
                         "feed", "facets", "index", "$type", "embed", "media", "notFound"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    top=st.dictionaries(st.sampled_from([*view(), "value", "replies", "thread"]), JSON),
    inner=st.dictionaries(st.sampled_from(["text", "createdAt", "langs", "reply", "facets",
                                           "embed"]), JSON),
    other=JSON,
)  # fmt: skip
def test_any_structure_is_accounted_for_or_refused(
    tmp_path: Path, top: dict[str, Any], inner: dict[str, Any], other: Any
) -> None:
    changed = view(record=inner) | top
    for export in (posts(tmp_path, changed, other), feed(tmp_path, {"post": changed}, other),
                   raw(tmp_path, json.dumps({"thread": {"post": changed, "replies": [other]}})),
                   records(tmp_path, record("self", **inner), other)):  # fmt: skip
        reading: Reading | None = only_smmlab_errors(READER, export)
        assert reading is None or reading.rows_read >= 1


def test_a_timeline_of_several_accounts_is_refused_without_naming_them(tmp_path: Path) -> None:
    own, other = {"post": view()}, {"post": view("def", JUTA)}
    by_juta = {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": JUTA}}
    for stranger in (other, {"post": view("ghi"), "reason": by_juta}):
        with pytest.raises(ExportError, match="getAuthorFeed") as caught:
            READER.read(feed(tmp_path, own, stranger))
        assert "juta" not in str(caught.value)
    # What an account reposts is in its own list.
    by_kaja = by_juta | {"by": {"did": KAJA}}
    reading = read(READER, feed(tmp_path, own, other | {"reason": by_kaja}))
    assert len(reading.tables["posts"]) == 1
