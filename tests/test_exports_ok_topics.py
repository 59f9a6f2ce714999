"""Odnoklassniki posts: statistics of topics, and topics with their words."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.ok.topics import READER
from vk_files import NOON, NOW, facts, lines_of, raw_json, read_json, reasons, spoilt


def counted(number: int = 1, **extra: Any) -> dict[str, Any]:
    return {"id": f"15000{number}", "created_ms": NOON * 1000 + 7, "renderings": 90, "reach": 40,
            "engagement": 9, "feedback_total": 6, "likes": 3, "comments": 2, "reshares": 1,
            **extra}  # fmt: skip


def told(number: int = 1, *media: dict[str, Any], **extra: Any) -> dict[str, Any]:
    return {"id": f"15000{number}", "created_ms": NOON * 1000, "owner_ref": "group:77",
            "media": list(media) or [{"type": "text", "text": "Доброе утро!"}],
            "like_summary": {"count": 4}, "discussion_summary": {"comments_count": 0},
            "reshare_summary": {"count": 2}, "views_count": 55, **extra}  # fmt: skip


def test_statistics_tell_reach_and_impressions() -> None:
    found = read_json(READER, {"topics": [counted()], "anchor": "x"}).tables["posts"].iloc[0]
    assert (found["post_id"], found["at"], found["clock"]) == ("150001", NOON, "UTC")
    counts = found[["impressions", "reach", "reactions", "comments", "shares"]].tolist()
    assert counts == [90, 40, 3, 2, 1]
    assert pd.isna(found["views"])
    assert (found["form"], pd.isna(found["text"])) == ("other", True)


def test_topics_tell_words_page_and_address() -> None:
    value = {
        "media_topics": [told()],
        "entities": {"groups": [{"uid": "77", "name": "Хлеб  и чай"}]},
    }
    found = read_json(READER, value).tables["posts"].iloc[0]
    assert (found["page"], found["text"], found["form"]) == ("Хлеб и чай", "Доброе утро!", "text")
    assert found["url"] == "https://ok.ru/group/77/topic/150001"
    counts = found[["views", "reactions", "comments", "shares"]].tolist()
    assert counts == [55, 4, 0, 2]
    assert pd.isna(found["reach"])


def test_both_answers_in_one_file_join_post_by_post() -> None:
    one = read_json(READER, [{"topics": [counted()]}, {"media_topics": [told()]}])
    other = read_json(READER, [{"media_topics": [told()]}, {"topics": [counted()]}])
    found = one.tables["posts"].iloc[0]
    assert lines_of(one.merged) == [2]
    assert (found["reach"], found["views"], found["text"]) == (40, 55, "Доброе утро!")
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


PHOTO = {"type": "photo", "photos": [{"id": 1}]}


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ([PHOTO], "photo"),
        ([{"type": "text", "text": "x"}, PHOTO], "photo"),
        ([{"type": "photo", "photos": [{}, {}]}], "carousel"),
        ([{"type": "photo", "photo_refs": ["a", "b"]}], "carousel"),
        ([PHOTO, PHOTO], "carousel"),
        ([PHOTO, {"type": "movie"}], "carousel"),
        ([{"type": "movie"}], "video"),
        ([{"type": "poll"}, PHOTO], "poll"),
        ([{"type": "link"}], "link"),
        ([{"type": "music"}], "audio"),
        ([{"type": "something new"}], "other"),
        ([{"type": "text", "text": " "}], "other"),
        ([{"type": []}], "other"),
    ],
)
def test_the_form_is_what_a_topic_is_made_of(media: list[dict[str, Any]], form: str) -> None:
    table = read_json(READER, {"media_topics": [told(1, *media)]}).tables["posts"]
    assert table["form"].tolist() == [form]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": None}, "no usable post id"),
        ({"id": "1.5E+11"}, "no usable post id: 1.5E+11."),
        ({"created_ms": NOON}, "cannot be."),
        ({"created_ms": (NOW + 3 * 86_400) * 1000}, "cannot be."),
        ({"created_ms": "yesterday"}, "The publish time yesterday cannot be."),
        ({"reach": -1}, "-1 is no count, in the column reach."),
        ({"likes": "x"}, "x is no count, in the column likes."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, Any], said: str) -> None:
    reading = read_json(READER, {"topics": [counted(1), counted(2, **change)]})
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]


def test_a_topic_without_its_time_is_kept() -> None:
    bare = counted()
    del bare["created_ms"]
    table = read_json(READER, {"topics": [bare]}).tables["posts"]
    assert table["at"].isna().all()
    assert table["clock"].isna().all()


def test_an_entry_that_is_no_object_is_rejected() -> None:
    reading = read_json(READER, {"topics": [counted(1), "x", None]})
    assert lines_of(reading.rejected) == [2, 3]


def test_overlapping_pages_and_any_order_give_the_same_table() -> None:
    pages = [{"topics": [counted(1), counted(2)]}, {"topics": [counted(2, likes=9), counted(3)]}]
    one, other = read_json(READER, pages), read_json(READER, pages[::-1])
    assert (len(one.merged), len(other.merged)) == (1, 1)
    assert facts(one, "posts")["reactions"].tolist() == [3, 9, 3]
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


def test_answers_one_a_line() -> None:
    lines = [json.dumps({"topics": [counted(n)]}) for n in (1, 2)]
    reading = read_json(READER, "\n".join([*lines, '{"topics"']))
    assert len(reading.tables["posts"]) == 2
    assert lines_of(reading.rejected) == [3]


def test_errors_and_empty_answers_are_refused_with_what_was_said() -> None:
    error = {"error_code": 102, "error_msg": "PARAM_SESSION_EXPIRED : Session expired."}
    with pytest.raises(ExportError, match=r"Session expired \(code 102\)\. Please check"):
        read_json(READER, error)
    reading = read_json(READER, [{"topics": [counted()]}, error])
    assert lines_of(reading.rejected) == [2]
    with pytest.raises(ExportError, match="holds no post"):
        read_json(READER, {"media_topics": []})
    empty = raw_json({"topics": [], "anchor": None})
    assert [reader.name for reader in READERS if reader.matches(empty)] == ["ok_topics"]
    with pytest.raises(ExportError, match="holds no post"):
        READER.read(empty)


@pytest.mark.parametrize(
    "value",
    [
        {"topics": [{"id": 1, "title": "x"}]},
        {"topic": "x"},
        {"topics": ["x"], "anchor": ""},
        {"topics": []},
    ],
)
def test_other_json_is_left_to_others(value: Any) -> None:
    assert not [reader.name for reader in READERS if reader.matches(raw_json(value))]


@given(spoilt([{"topics": [counted(1), counted(2)]},
               {"media_topics": [told(3, PHOTO, {"type": "text", "text": "x"})],
                "entities": {"groups": [{"uid": "77", "name": "x"}]}},
               {"error_code": 1, "error_msg": "x"}]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)
