"""The archive of X: ids tell the second, answers and reposts stand apart, messages stay shut."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from meta_files import codes, only_smmlab_errors, read
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.exports.x.archive import READER
from vk_files import facts, lines_of, reasons, spoilt
from x_files import AT, NOW, open_csv, snowflake

ID = snowflake(AT)


def tweet(identity: str = ID, **extra: Any) -> dict[str, Any]:
    return {"id_str": identity, "id": identity, "created_at": "Tue Mar 18 21:30:09 +0000 2025",
            "full_text": "Kook", "favorite_count": "7", "retweet_count": "2", "lang": "et",
            "entities": {"urls": [], "user_mentions": []}, **extra}  # fmt: skip


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}


def script(value: Any, what: str = "tweets.part0", end: str = "") -> str:
    return f"window.YTD.{what} = {json.dumps(value, indent=2)}{end}"


def opened(folder: Path, text: str, name: str = "tweets.js") -> RawExport:
    return open_csv(folder, text, name)


def archive(folder: Path, *items: Any) -> Reading:
    return read(READER, opened(folder, script([{"tweet": item} for item in items])))


def test_a_post_with_all_its_numbers(tmp_path: Path) -> None:
    reading = archive(tmp_path, tweet(full_text="Kook &amp; kohv &lt;3"))
    found = reading.tables["posts"].iloc[0]
    assert (found["at"], found["clock"], found["precision"]) == (AT, "id", "second")
    assert (found["reactions"], found["shares"], found["language"]) == (7, 2, "et")
    assert (found["text"], found["form"]) == ("Kook & kohv <3", "text")
    assert found["url"] == f"https://x.com/i/web/status/{ID}"
    assert reading.warnings == ()
    assert reading.tables["interactions"].empty


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (script([{"tweet": tweet()}], "tweets.part0"), "tweets.js"),
        (script([{"tweet": tweet()}], "tweets.part1"), "tweets-part1.js"),
        (script([tweet()], "tweet.part0"), "tweet.js"),
        (script([{"tweet": tweet()}], end=";\n"), "tweets.js"),
        ("\n" + script([{"tweet": tweet()}]), "tweets.js"),
        ("\ufeff" + script([{"tweet": tweet()}]), "tweets.js"),
        ("window.YTD.tweets.part12=" + json.dumps([{"tweet": tweet()}]), "tweets-part12.js"),
        (json.dumps([{"tweet": tweet()}]), "tweets.json"),
    ],
)
def test_every_wrapping_holds_the_same_post(tmp_path: Path, text: str, name: str) -> None:
    raw = opened(tmp_path, text, name)
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["x_archive"]
    assert read(READER, raw).tables["posts"]["post_id"].tolist() == [ID]


@pytest.mark.parametrize(
    "what",
    ["direct_messages", "direct_messages_group", "direct_message_headers", "direct_message_mute"],
)
def test_private_messages_are_refused_unread(tmp_path: Path, what: str) -> None:
    raw = opened(tmp_path, script([{"dmConversation": {"messages": []}}], f"{what}.part0"), "dm.js")
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["x_archive"]
    with pytest.raises(ExportError, match=r"^dm\.js holds private messages\. smmlab never reads"):
        READER.read(raw)
    assert "data" not in vars(raw)


@pytest.mark.parametrize("what", ["account", "follower", "ad_engagements", "deleted_tweets"])
def test_other_files_of_the_archive_are_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(ExportError, match=r"does not hold the posts. Please add only tweets.js"):
        READER.read(opened(tmp_path, script([{}], f"{what}.part0")))


def test_the_id_wins_over_the_stated_time(tmp_path: Path) -> None:
    reading = archive(tmp_path, tweet(created_at="Sat Dec 06 18:20:30 +0000 2014"))
    assert reading.tables["posts"]["at"].tolist() == [AT]


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("Thu Nov 19 08:30:05 +0000 2009", 1_258_619_405),
        ("Thu Nov 19 10:30:05 +0200 2009", 1_258_619_405),
        ("2009-11-19 08:30:05 +0000", 1_258_619_405),
    ],
)
def test_ids_of_before_november_2010_have_the_stated_time(
    tmp_path: Path, stated: str, at: int
) -> None:
    found = archive(tmp_path, tweet("5812345678", created_at=stated)).tables["posts"].iloc[0]
    assert (found["at"], found["clock"], found["precision"]) == (at, "UTC", "second")


def test_the_id_may_be_a_number(tmp_path: Path) -> None:
    item = {**without(tweet(), "id_str"), "id": int(ID)}
    assert archive(tmp_path, item).tables["posts"]["post_id"].tolist() == [ID]


def test_an_answer_is_an_act_of_the_page_without_names(tmp_path: Path) -> None:
    answer = tweet(
        full_text="@mari_k tere, @juhan!", in_reply_to_status_id_str="1899999999999999999"
    )
    reading = archive(tmp_path, answer)
    assert reading.tables["posts"].empty
    found = reading.tables["interactions"].iloc[0]
    assert (found["kind"], found["by_page"], found["reply_to"]) == (
        "reply", True, "1899999999999999999",
    )  # fmt: skip
    assert found["text"] == "[person] tere, [person]!"
    assert pd.isna(found["person"])
    assert codes(reading) == {"x-answers-apart"}


def test_a_thread_goes_on_and_is_a_post(tmp_path: Path) -> None:
    reading = archive(tmp_path, tweet(in_reply_to_status_id_str=snowflake(AT - 60)))
    assert len(reading.tables["posts"]) == 1
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "repost",
    [
        {"full_text": "RT @linnaleht: Kajakas on parim", "retweet_count": "900"},
        {"retweeted_status": {"id_str": "1899999999999999999"}},
    ],
)
def test_a_repost_loses_words_and_counts_of_others(tmp_path: Path, repost: dict[str, Any]) -> None:
    reading = archive(tmp_path, tweet(**repost))
    assert reading.tables["posts"].empty
    found = reading.tables["interactions"].iloc[0]
    assert (found["kind"], found["interaction_id"]) == ("share", ID)
    assert pd.isna(found["text"])
    assert codes(reading) == {"x-reposts-apart"}


def media(*kinds: str) -> dict[str, Any]:
    return {"extended_entities": {"media": [{"type": kind} for kind in kinds]}}


def links(*urls: str) -> dict[str, Any]:
    return {"entities": {"urls": [{"expanded_url": url} for url in urls]}}


@pytest.mark.parametrize(
    ("extra", "form"),
    [
        (media("photo"), "photo"),
        (media("photo", "photo"), "carousel"),
        (media("video"), "video"),
        (media("animated_gif"), "video"),
        (media("something new"), "other"),
        ({"entities": {"media": [{"type": "photo"}]}}, "photo"),
        (links("https://kohvik.example/"), "link"),
        (links("https://x.com/muu/status/123"), "other"),
        (links("https://x.com/muu/status/123", "https://kohvik.example/"), "link"),
        ({"entities": {"urls": [{"url": "https://t.co/x"}]}}, "link"),
        ({"entities": None}, "text"),
        ({"entities": [], "extended_entities": 5}, "text"),
        ({"entities": {"urls": "x", "media": [None]}}, "text"),
    ],
)
def test_the_form_is_what_is_attached(tmp_path: Path, extra: dict[str, Any], form: str) -> None:
    assert archive(tmp_path, tweet(**extra)).tables["posts"]["form"].tolist() == [form]


@pytest.mark.parametrize(
    ("said", "code"),
    [("et", "et"), ("in", "id"), ("iw", "he"), ("und", None), ("qme", None), ("zxx", None),
     ("", None), (5, None), ("Estonian", None)],
)  # fmt: skip
def test_the_language_is_a_code_or_missing(tmp_path: Path, said: Any, code: str | None) -> None:
    (found,) = archive(tmp_path, tweet(lang=said)).tables["posts"]["language"]
    assert found == code or (code is None and pd.isna(found))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("x", "This entry of the archive is no post."),
        (None, "This entry of the archive is no post."),
        ({}, "This entry of the archive is no post."),
        (tweet("kook", id=None), "no usable post id: kook."),
        (tweet(None, id=True), "no usable post id: ."),
        (tweet(snowflake(NOW + 3 * 86_400)), "cannot be."),
        (tweet("5812345678", created_at="soon"), "The publish time soon cannot be."),
        (tweet("5812345678", created_at=[1]), "The publish time  cannot be."),
        (tweet("5812345678", created_at="Thu Jan 01 00:00:00 +0000 1970"), "1970 cannot be."),
        (tweet(favorite_count="many"), "many is no count, in the field favorite_count."),
        (tweet(favorite_count=-1), "-1 is no count, in the field favorite_count."),
        (tweet(retweet_count=1.5), "1.5 is no count, in the field retweet_count."),
        (tweet(retweet_count=[3]), "... is no count, in the field retweet_count."),
        (tweet(favorite_count="\ud83d"), "\ufffd is no count, in the field favorite_count."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(tmp_path: Path, entry: Any, said: str) -> None:
    reading = archive(tmp_path, tweet(), entry)
    assert lines_of(reading.rejected) == [2]
    assert reasons(reading)[0].endswith(said)
    assert reading.rejected[0].raw


def test_missing_counts_are_no_zeros(tmp_path: Path) -> None:
    posts = archive(tmp_path, without(tweet(), "favorite_count")).tables["posts"]
    assert posts["reactions"].isna().all()


def test_halves_of_letters_are_read_as_a_sign_of_damage(tmp_path: Path) -> None:
    reading = archive(tmp_path, tweet(full_text="Kook \ud83d"))
    assert reading.tables["posts"]["text"].tolist() == ["Kook \ufffd"]


def test_no_posts_are_told(tmp_path: Path) -> None:
    reading = archive(tmp_path)
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


def test_the_same_post_in_two_parts_folds_with_the_larger_counts(tmp_path: Path) -> None:
    reading = archive(tmp_path, tweet(), tweet(favorite_count="9", retweet_count="1"))
    assert lines_of(reading.merged) == [2]
    assert reading.tables["posts"][["reactions", "shares"]].iloc[0].tolist() == [9, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (script([{"tweet": tweet()}])[:150], "The file ends in the middle"),
        ("window.YTD.tweets.part0 = ", "Expected a list of posts in tweets.js"),
        ('window.YTD.tweets.part0 = {"a": 1}', "Expected a list of posts in tweets.js"),
        ("window.YTD.tweets.part0 = " + "[" * 100_000, "nested too deeply"),
        (script([{"tweet": tweet()}]) + "; alert(1)", "is not valid JSON"),
        ('window.YTD.tweets.part0 = [{"tweet": {"favorite_count": NaN}}]', "NaN where a number"),
    ],
)
def test_damage_is_told_in_words(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        READER.read(opened(tmp_path, text))


@pytest.mark.parametrize("value", [[{"id_str": "1"}], {"tweet": 1}, [tweet()], []])
def test_other_json_is_left_to_others(tmp_path: Path, value: Any) -> None:
    assert not READER.matches(opened(tmp_path, json.dumps(value), "posts.json"))


def test_shuffled_and_split_posts_give_the_same_tables(tmp_path: Path) -> None:
    answer = tweet(snowflake(AT + 60), full_text="@a jah", in_reply_to_status_id_str="17")
    items = [tweet(), tweet(snowflake(AT + 9), favorite_count="1"), answer,
             tweet(favorite_count="8"), answer]  # fmt: skip
    one, other = archive(tmp_path, *items), archive(tmp_path, *items[::-1], *items[1:3])
    for table in ("posts", "interactions"):
        pd.testing.assert_frame_equal(facts(one, table), facts(other, table))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    spoilt([
        {"tweet": tweet(**media("photo"))},
        {"tweet": tweet(full_text="RT @a: x", retweeted_status={"id_str": "1"})},
        {"tweet": tweet("5812345678", **links("https://x.com/a/status/1"))},
        {"tweet": tweet(full_text="@a x", in_reply_to_status_id_str="1")},
    ])
)  # fmt: skip
def test_spoilt_archives_give_only_sentences_and_a_sound_account(
    tmp_path: Path, value: Any
) -> None:
    raw = opened(tmp_path, script(value))
    assert READER.matches(raw)
    only_smmlab_errors(READER, raw)


def test_the_seconds_of_an_id_are_those_of_its_making() -> None:
    made = datetime(2025, 3, 18, 21, 30, 9, tzinfo=UTC)
    assert int(made.timestamp()) == AT
