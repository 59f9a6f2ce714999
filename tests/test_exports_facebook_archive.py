"""Facebook archives: what the owner wrote, follows by day; people stay outside."""

import hashlib
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from archive_files import ADDRESS, CAMERA, EMAIL, NAME, PHONE, TALK, archived, tells_nobody
from merged_parts import with_sums
from meta_files import NOW, codes, only_smmlab_errors, raw
from meta_files import read as read_with
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.meta.facebook_archive import READER
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from vk_files import FOLDER, facts, lines_of, reasons, spoilt

AT = 1_785_748_500  # 2026-08-03 09:15 UTC
ZIP = "facebook-kohvikkaja-2026-09-15-AbCdEf12.zip/"


def post(text: str | None = "Täna õunakook 🍏", at: Any = AT, **extra: Any) -> dict[str, Any]:
    said = [{"post": text}] if text else [{}]
    return {"timestamp": at, "data": [*said, {"update_timestamp": AT}],
            "title": f"Kohvik Kaja koos kasutajaga {NAME}", **extra}  # fmt: skip


def attached(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"attachments": [{"data": list(parts)}]}


def medium(uri: Any = "posts/media/a_1/1.jpg", **extra: Any) -> dict[str, Any]:
    return {"media": {"uri": uri, "creation_timestamp": AT, "media_metadata": CAMERA,
                      "title": "Timeline photos", **extra}}  # fmt: skip


def follower(at: Any = AT) -> dict[str, Any]:
    return {"name": NAME, "timestamp": at}


def comment(at: Any = AT) -> dict[str, Any]:
    said = {"timestamp": at, "comment": f"Aitäh, {NAME}! {PHONE}", "author": "Kohvik Kaja"}
    return {"timestamp": at, "data": [{"comment": said}], "title": f"Vastus: {NAME}"}


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def take(value: Any, **more: Any) -> Reading:
    return read(READER, archived(value, **more))


def made_id(at: int, said: str) -> str:
    return f"archive-{at}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def test_a_post_with_all_that_the_archive_knows() -> None:
    reading = take([post()], inside=f"{ZIP}your_facebook_activity/posts/your_posts_1.json")
    found = reading.tables["posts"].iloc[0]
    assert (found["network"], found["page"]) == ("facebook", "kohvikkaja")
    assert found["post_id"] == made_id(AT, "Täna õunakook 🍏")
    assert (found["at"], found["clock"], found["precision"]) == (AT, "UTC", "second")
    assert (found["text"], found["form"]) == ("Täna õunakook 🍏", "text")
    assert found[["views", "reach", "reactions", "url", "metrics_name"]].isna().all()
    assert (reading.exported_at, reading.warnings) == (1_789_516_799, ())  # end of 2026-09-15


@pytest.mark.parametrize(
    ("parts", "form"),
    [
        ([medium()], "photo"),
        ([medium("a.mp4")], "video"),
        ([medium("a.MOV")], "video"),
        ([medium(None)], "photo"),
        ([medium(), medium("2.jpg")], "carousel"),
        ([{"external_context": {"url": "https://kohvik.ee"}}], "link"),
        ([{"poll": {"question": "Kook?", "options": []}}], "poll"),
        ([{"poll": {}}, {"external_context": {}}], "poll"),
        ([medium(), {"external_context": {}}], "photo"),
        ([{"place": ADDRESS}], "text"),
        ([{"event": {"name": "Avamine"}}], "other"),
        ([], "text"),
    ],
)
def test_the_form_is_what_is_attached(parts: list[dict[str, Any]], form: str) -> None:
    assert take([post(**attached(*parts))]).tables["posts"]["form"].tolist() == [form]


def test_a_change_of_the_profile_is_no_text() -> None:
    found = take([post(), post(None, AT + 1)]).tables["posts"]
    assert found["form"].tolist() == ["text", "other"]
    assert found["text"].isna().tolist() == [False, True]


def test_a_description_stands_in_for_words_that_are_absent() -> None:
    described = attached(medium(description="Доброе утро, Нарва!"))
    found = take([post(None, **described), post("Sõnad", AT + 1, **described)]).tables["posts"]
    assert found["text"].tolist() == ["Доброе утро, Нарва!", "Sõnad"]


def test_several_posts_of_one_second_stay_apart() -> None:
    items = [post(None, **attached(medium(f"a/{n}.jpg"))) for n in range(3)]
    posts = take(items).tables["posts"]
    assert posts["post_id"].tolist() == [made_id(AT, f"{n}.jpg") for n in range(3)]


def test_the_same_entry_twice_is_one_post() -> None:
    reading = take([post(), post("Teine"), post()])
    assert (lines_of(reading.merged), len(reading.tables["posts"])) == ([3], 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"Aitäh, @[100004:2048:{NAME}]!", "Aitäh, [person]!"),
        (f"@[1:2048:{NAME}] ja @[2:2048:Jüri]", "[person] ja [person]"),
        ("Tere @kohvik [10:30:kell]", "Tere @kohvik [10:30:kell]"),
        ("@[x:2048:Mari]", "@[x:2048:Mari]"),
    ],
)
def test_people_in_texts_lose_their_names(said: str, kept: str) -> None:
    assert take([post(said)]).tables["posts"]["text"].tolist() == [kept]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("no object", "is not as the archive writes it"),
        (None, "is not as the archive writes it"),
        (post(at=17), "The time 17 cannot be."),
        (post(at="eile"), "The time eile cannot be."),
        (post(at=NOW + 3 * 86_400), "cannot be."),
        (post(at=-1), "The time -1 cannot be."),
        (post(at=[1]), "The time ... cannot be."),
        (post(at=0), "has no time"),
        (post(at=None), "has no time"),
    ],
)
def test_posts_that_cannot_be_are_rejected_without_names(bad: Any, said: str) -> None:
    export = archived([post(), bad])
    reading = read(READER, export)
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert len(reading.tables["posts"]) == 1
    assert tells_nobody(READER, export)


@pytest.mark.parametrize("root", ["followers_v3", "followers_v2"])
def test_follows_are_counted_by_day_of_utc_and_nobody_is_named(root: str) -> None:
    midnight = 1_789_344_000  # 2026-09-14 00:00 UTC
    times = [midnight, midnight - 1, midnight + 86_399, 0, 17, "eile"]
    export = archived({root: [follower(at) for at in times]})
    reading = read(READER, export)
    daily = reading.tables["daily"].sort_values("day")
    assert daily[["day", "value"]].to_numpy().tolist() == [["2026-09-13", 1], ["2026-09-14", 2]]
    assert (set(daily["metric"]), set(daily["clock"])) == ({"follows"}, {"UTC"})
    assert (lines_of(reading.merged), lines_of(reading.notes)) == ([], [4])
    assert lines_of(reading.rejected) == [5, 6]
    assert codes(reading) == {"followers-of-today"}
    assert tells_nobody(READER, export)


@pytest.mark.parametrize("root", ["following_v3", "following_v2"])
def test_who_the_owner_follows_is_not_kept(root: str) -> None:
    export = archived({root: [follower(), follower()]})
    reading = read(READER, export)
    assert (reading.tables, lines_of(reading.notes)) == ({}, [1, 2])
    assert codes(reading) == {"not-used"}
    assert tells_nobody(READER, export)


def test_own_comments_are_counted_and_not_kept() -> None:
    export = archived({"comments_v2": [comment(), comment(AT + 86_400), comment(0)]})
    reading = read(READER, export)
    assert (reading.tables, lines_of(reading.notes)) == ({}, [1, 2, 3])
    assert "from 2026-08-03 to 2026-08-04: 3." in str(reading.warnings[0])
    assert tells_nobody(READER, export)


PRIVATE: list[Any] = [
    [post(tags=[{"name": NAME}]), post(at=None, tags=[{"name": NAME}])],
    [post(f"Kirjuta {EMAIL} või helista {PHONE}")],
    [post(**attached(medium(), {"place": ADDRESS}))],
    [post(**attached({"external_context": {"name": NAME, "url": "https://kohvik.ee"}}))],
    [post(f"Aitäh, @[100004:2048:{NAME}]!")],
]


@pytest.mark.parametrize("value", PRIVATE)
def test_nothing_of_a_person_reaches_a_table(value: Any) -> None:
    assert tells_nobody(READER, archived(value))


def test_rejected_entries_show_no_place_camera_or_mention() -> None:
    said = post(f"Aitäh, @[100004:2048:{NAME}]!", 17, **attached(medium(), {"place": ADDRESS}))
    assert tells_nobody(READER, archived([post(), said]))


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        (TALK, f"{ZIP}your_facebook_activity/messages/inbox/mari_1/message_1.json"),
        (TALK, f"{ZIP}messages/e2ee_cutover/mari_1/message_1.json"),
        ({"anything": [{"title": NAME}]}, f"{ZIP}your_facebook_activity/messages/x.json"),
        ([post()], f"{ZIP}your_facebook_activity/messages/your_posts_1.json"),
    ],
)
def test_private_messages_are_refused_before_they_are_parsed(value: Any, inside: str) -> None:
    export = archived(value, inside=inside)
    assert [reader.name for reader in READERS if reader.matches(export)] == ["facebook_archive"]
    with pytest.raises(ExportError, match="holds private messages") as caught:
        READER.read(export)
    assert "json" not in vars(export)
    assert "Maasikas" not in str(caught.value)


def test_a_talk_without_its_folder_is_refused_too() -> None:
    export = archived(TALK)
    assert len([reader for reader in READERS if reader.matches(export)]) == 1
    with pytest.raises(ExportError, match="holds private messages"):
        READER.read(export)


def test_an_empty_list_is_told() -> None:
    assert codes(take({"followers_v3": []})) == {"no-rows"}


@pytest.mark.parametrize("listed", ["x", 5, None, {"a": 1}])
def test_a_list_that_is_none_is_refused(listed: Any) -> None:
    with pytest.raises(ExportError, match="Expected a list of entries in part"):
        READER.read(archived({"followers_v3": listed}))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"friends_v2": [follower()]},
        [{"sender_name": NAME, "timestamp": AT, "attachments": [], "content": PHONE}],
        {"wall_posts_sent_to_you": {"activity_log_data": [post()]}},
        {"group_posts_v2": [post()]},
        {"profile_v2": {"name": {"full_name": NAME}, "emails": {"emails": [EMAIL]}}},
        [{"media": [{"uri": "a", "creation_timestamp": AT}]}],
        [{"attachments": [], "date": AT, "owner_id": -1}],
    ],
)
def test_other_files_are_left_alone(value: Any) -> None:
    assert not READER.matches(archived(value))


@pytest.mark.parametrize(
    "text", ['[{"timestamp":1785748500,"data":[{"post":"x', '{"followers_v3":' + "[" * 90_000]
)
def test_files_cut_short_or_too_deep_are_refused_in_words(text: str) -> None:
    assert only_smmlab_errors(READER, raw(FOLDER, text, "your_posts_1.json")) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_entries_changes_nothing(seed: int) -> None:
    posts = [post(f"Post {n % 6}", AT + n % 6) for n in range(9)]
    people = [follower(AT + n * 40_000) for n in range(9)]
    for items, root, table in ((posts, "", "posts"), (people, "followers_v3", "daily")):
        shuffled = [*items]
        random.Random(seed).shuffle(shuffled)
        one, other = (take({root: i} if root else i) for i in (items, shuffled))
        pd.testing.assert_frame_equal(facts(one, table), facts(other, table))


def test_a_list_cut_in_two_gives_the_same_posts() -> None:
    items = [post(f"Post {n}", AT + n, **attached(medium())) for n in range(6)]
    parts = pd.concat([facts(take(items[:4]), "posts"), facts(take(items[3:]), "posts")])
    whole = facts(take(items), "posts")
    parts = parts.drop_duplicates("post_id").sort_values("post_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(parts, whole.sort_values("post_id").reset_index(drop=True))


@given(spoilt([
    [post(), post(None, **attached(medium(description="x"), {"place": ADDRESS})),
     post(**attached({"poll": {}}))],
    {"followers_v3": [follower(), follower()]},
    {"comments_v2": [comment(), comment()]},
]))  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_spoilt_archives_give_only_sentences_and_a_sound_account(values: list[Any]) -> None:
    for value in values:
        export = archived(value)
        READER.matches(export)
        only_smmlab_errors(READER, export)
