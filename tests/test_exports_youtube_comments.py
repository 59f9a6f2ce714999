"""Comments of the YouTube Data API: threads with answers, pages, edits, people without names."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.youtube.comments import READER
from vk_files import facts, lines_of, raw_json, read_json, reasons, spoilt

VIDEO, CHANNEL, VIEWER = "dQkajakas01", "UCkajakas000000000000001", "UCviewer0000000000000001"
AT = 1_771_575_330  # 2026-02-20 08:15:30 UTC


def comment(identity: str = "Ugx1", **extra: Any) -> dict[str, Any]:
    snippet = {"channelId": CHANNEL, "videoId": VIDEO, "textDisplay": "Hea <b>kohv</b>",
               "textOriginal": "Hea kohv", "authorDisplayName": "@Mari-Kask",
               "authorChannelId": {"value": VIEWER}, "likeCount": 2,
               "publishedAt": "2026-02-20T08:15:30Z",
               "updatedAt": "2026-02-20T08:15:30Z", **extra}  # fmt: skip
    snippet = {name: value for name, value in snippet.items() if value is not None}
    return {"kind": "youtube#comment", "etag": "x", "id": identity, "snippet": snippet}


def thread(top: Any = None, *replies: Any, count: Any = None) -> dict[str, Any]:
    found = {"kind": "youtube#commentThread", "id": "Ugx1", "snippet": {
        "channelId": CHANNEL, "videoId": VIDEO, "topLevelComment": top or comment(),
        "totalReplyCount": len(replies) if count is None else count}}  # fmt: skip
    return {**found, "replies": {"comments": list(replies)}} if replies else found


def page(*items: Any, kind: str = "commentThread") -> dict[str, Any]:
    return {"kind": f"youtube#{kind}ListResponse", "etag": "z",
            "pageInfo": {"totalResults": len(items)}, "items": list(items)}  # fmt: skip


def test_a_comment_with_all_that_is_kept() -> None:
    reading = read_json(READER, page(thread()))
    found = reading.tables["interactions"].iloc[0]
    assert (found["interaction_id"], found["post_id"]) == ("Ugx1", VIDEO)
    assert (found["at"], found["clock"], found["precision"]) == (AT, "UTC", "second")
    assert (found["person"], found["kind"], found["text"]) == (VIEWER, "comment", "Hea kohv")
    assert not found["by_page"]
    assert pd.isna(found["reply_to"])
    assert reading.warnings == ()


def test_no_name_reaches_the_table() -> None:
    written = read_json(READER, page(thread())).tables["interactions"].to_csv()
    assert "Mari" not in written


def test_answers_stand_below_their_comment() -> None:
    own = comment("Ugx1.a", authorChannelId={"value": CHANNEL}, textOriginal="@Mari-Kask aitäh!")
    reading = read_json(READER, page(thread(comment(), own, comment("Ugx1.b"))))
    found = reading.tables["interactions"]
    assert found["kind"].tolist() == ["comment", "reply", "reply"]
    assert found["reply_to"].tolist()[1:] == ["Ugx1", "Ugx1"]
    assert found["by_page"].tolist() == [False, True, False]
    assert found["text"].tolist()[1] == "[person] aitäh!"
    assert found["source_row"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("extra", "identity"), [({"parentId": "Ugx9"}, "Ugx9.a"), ({"parentId": "Ugx9"}, "odd"),
                            ({}, "Ugx9.a")]
)  # fmt: skip
def test_further_answers_name_their_comment(extra: dict[str, Any], identity: str) -> None:
    answer = comment(identity, videoId=None, **extra)
    found = read_json(READER, page(answer, kind="comment")).tables["interactions"].iloc[0]
    assert (found["kind"], found["reply_to"]) == ("reply", "Ugx9")
    assert pd.isna(found["post_id"])


@pytest.mark.parametrize(
    "wrapped",
    [
        page(thread(comment("a")), thread(comment("b"))),
        [page(thread(comment("a"))), page(thread(comment("b")))],
        [[page(thread(comment("a")))], [thread(comment("b"))]],
        [thread(comment("a")), thread(comment("b"))],
        [comment("a"), comment("b")],
        {"items": [thread(comment("a")), thread(comment("b"))]},
        "\n".join(json.dumps(thread(comment(name))) for name in "ab"),
        "\n".join(json.dumps(page(thread(comment(name)))) for name in "ab"),
    ],
)
def test_every_envelope_holds_the_same_comments(wrapped: Any) -> None:
    assert [r.name for r in READERS if r.matches(raw_json(wrapped))] == ["youtube_comments"]
    reading = read_json(READER, wrapped)
    assert reading.tables["interactions"]["interaction_id"].tolist() == ["a", "b"]
    assert (reading.rows_read, reading.warnings) == (2, ())


def test_answers_that_are_not_in_the_file_are_told() -> None:
    reading = read_json(READER, page(thread(comment(), comment("Ugx1.a"), count=4)))
    assert codes(reading) == {"answers-absent"}
    assert reading.warnings[0].values == {"n": 3}


@pytest.mark.parametrize("count", [0, "x", -1, True, [1]])
def test_no_absent_answers_or_an_odd_count_is_silent(count: Any) -> None:
    assert read_json(READER, page(thread(count=count))).warnings == ()


def test_answers_of_another_page_are_not_absent() -> None:
    further = page(comment("Ugx1.b", parentId="Ugx1"), kind="comment")
    answered = thread(comment(), comment("Ugx1.a"), count=2)
    assert read_json(READER, [page(answered), further]).warnings == ()


def test_of_an_edited_comment_the_newest_words_hold() -> None:
    old = comment(textOriginal="Zzz, halb kohv")
    new = comment(textOriginal="Hea kohv", updatedAt="2026-02-21T00:00:00Z")
    for order in ([old, new], [new, old]):
        reading = read_json(READER, [page(thread(c)) for c in order])
        assert reading.tables["interactions"]["text"].tolist() == ["Hea kohv"]
        assert lines_of(reading.merged) == [2]


def test_a_deleted_account_is_a_person_of_its_own() -> None:
    gone = [thread(comment(name, authorChannelId=None)) for name in "ab"]
    people = read_json(READER, page(*gone)).tables["interactions"]["person"].tolist()
    assert people == ["unknown a", "unknown b"]


def test_the_author_may_stand_without_a_value() -> None:
    plain = comment(authorChannelId=VIEWER)
    assert read_json(READER, page(thread(plain))).tables["interactions"]["person"][0] == VIEWER


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("Üks<br>kaks<br />kolm", "Üks\nkaks\nkolm"),
        ('<a href="https://kohv.example/?a=1&amp;b=2">siin</a>', "siin"),
        ("<script>alert(1)</script>jah", "jah"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ],
)
def test_html_becomes_plain_words(shown: str, text: str) -> None:
    top = comment(textOriginal=None, textDisplay=shown)
    found = read_json(READER, page(thread(top))).tables["interactions"]
    assert found["text"].tolist() == [text]


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("@Mari-Kask aitäh", "[person] aitäh"),
        ("aitäh @mari.kask!", "aitäh [person]!"),
        ("@Юля_пишет да", "[person] да"),
        ("kirjuta info@kohvik.ee", "kirjuta info@kohvik.ee"),
        ("kell @ 5", "kell @ 5"),
    ],
)
def test_people_who_are_named_are_masked(said: str, masked: str) -> None:
    found = read_json(READER, page(thread(comment(textOriginal=said)))).tables["interactions"]
    assert found["text"].tolist() == [masked]


@pytest.mark.parametrize(
    ("stated", "at"),
    [("2026-02-20T08:15:30.123Z", AT), ("2026-02-20T10:15:30+02:00", AT), (None, None)],
)
def test_times_are_utc_to_the_second(stated: str | None, at: int | None) -> None:
    found = read_json(READER, page(thread(comment(publishedAt=stated)))).tables["interactions"]
    assert [None if pd.isna(value) else value for value in found["at"]] == [at]
    assert found["clock"].tolist() == ["unknown" if at is None else "UTC"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("x", "This entry holds no comment."),
        (None, "This entry holds no comment."),
        ({"kind": "youtube#comment", "id": "a"}, "This entry holds no comment."),
        (
            comment("a", publishedAt="yesterday"),
            "The time yesterday of the comment cannot be read.",
        ),
        (comment("a", publishedAt="2026-02-20T08:15:30"), "2026-02-20T08:15:30 of the comment"),
        (comment("a", publishedAt="0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z of the comment"),
        ({**comment("a"), "id": ""}, "The comment has no id."),
        ({**comment("a"), "id": [1]}, "The comment has no id."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(entry: Any, said: str) -> None:
    reading = read_json(READER, page(comment("b"), entry, kind="comment"))
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert reading.rejected[0].raw


def test_a_comment_from_after_the_export_is_rejected() -> None:
    late = comment("a", publishedAt="2030-01-01T00:00:00Z")
    reading = read_json(READER, page(thread(comment("b")), thread(late)))
    assert lines_of(reading.rejected) == [2]


def test_no_comments_are_told() -> None:
    reading = read_json(READER, page())
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


def test_a_line_cut_short_is_rejected_and_the_rest_is_read() -> None:
    text = "\n".join([json.dumps(thread(comment("a"))), json.dumps(thread(comment("b")))[:60]])
    reading = read_json(READER, text)
    assert lines_of(reading.rejected) == [2]
    assert reading.tables["interactions"]["interaction_id"].tolist() == ["a"]


@pytest.mark.parametrize(
    "text",
    [json.dumps(page(thread()))[:300], '{"kind": "youtube#commentThreadListResponse", "items": '
     + "[" * 100_000, '{"kind": "youtube#comment", "id": NaN}'],
)  # fmt: skip
def test_damage_is_told_in_words(text: str) -> None:
    raw = raw_json(text)
    assert READER.matches(raw)
    with pytest.raises(ExportError, match="export it again"):
        READER.read(raw)


@pytest.mark.parametrize(
    "value",
    [{"kind": "youtube#videoListResponse", "items": [{"kind": "youtube#video", "snippet": {}}]},
     {"items": [{"id": 1, "text": "x"}]}, [], {}, {"snippet": {}}],
)  # fmt: skip
def test_other_json_is_left_to_others(value: Any) -> None:
    assert not READER.matches(raw_json(value))


def test_shuffled_and_repeated_pages_give_the_same_table() -> None:
    pages = [
        page(thread(comment("a"), comment("a.1"))),
        page(thread(comment("b")), thread(comment("a", updatedAt="2026-03-01T00:00:00Z",
                                                  textOriginal="Uus"))),
        page(thread(comment("c", authorChannelId=None))),
    ]  # fmt: skip
    one, other = read_json(READER, pages), read_json(READER, [*pages[::-1], *pages])
    pd.testing.assert_frame_equal(facts(one, "interactions"), facts(other, "interactions"))


@given(spoilt([page(thread(comment(), comment("Ugx1.a"))), page(comment("b"), kind="comment")]))
@settings(max_examples=50, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)
