"""Instagram archives: posts and their numbers, follows by day, shares; people stay outside."""

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from archive_files import (
    ADDRESS,
    EMAIL,
    NAME,
    PHONE,
    TALK,
    archived,
    mangled,
    tells_nobody,
)
from instagram_files import (
    AT,
    DAY_OF_ZIP,
    FULL,
    ZIP,
    audience,
    insight,
    insights,
    medium,
    post,
    read,
    take,
)
from meta_files import NOW, codes, only_smmlab_errors, raw
from smmlab.errors import ExportError
from smmlab.exports.archives import open_archive
from smmlab.exports.catalogue import READERS, read_export
from smmlab.exports.meta.instagram_archive import READER
from smmlab.exports.source import open_export
from vk_files import FOLDER, facts, lines_of, spoilt


def follower(name: str = "mari.maasikas", at: Any = AT) -> dict[str, Any]:
    said = {"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": at}
    return {"title": "", "media_list_data": [], "string_list_data": [said]}


def test_the_day_of_the_archive_bounds_its_times() -> None:
    late = post(medium(2, NOW + 90_000_000))
    reading = take([post(), late], inside="instagram-kohvik-2030-01-01-x/posts_1.json")
    assert len(reading.tables["posts"]) == 2
    assert take([post(), late]).rejected


@pytest.mark.parametrize(
    "folder", ["instagram-x-2026-02-31-a", "instagram-x-9999-12-31-a", "instagram-2026-09-15", "x"]
)
def test_a_name_that_holds_no_day_tells_none(folder: str) -> None:
    assert take([post()], inside=f"{folder}/posts_1.json").exported_at is None


def test_follows_are_counted_by_day_of_utc_and_nobody_is_named() -> None:
    midnight = 1_789_344_000  # 2026-09-14 00:00 UTC
    reading = take([follower("a", midnight), follower("b", midnight - 1), follower("c", midnight)])
    daily = reading.tables["daily"].sort_values("day")
    assert daily[["day", "value"]].to_numpy().tolist() == [["2026-09-13", 1], ["2026-09-14", 2]]
    assert set(daily["metric"]) == {"follows"}
    assert (reading.merged, codes(reading)) == ((), {"followers-of-today"})


def test_the_same_follow_is_one_and_nameless_ones_of_a_second_are_two() -> None:
    twice = take([follower("a"), follower("b"), follower("a")])
    assert twice.tables["daily"]["value"].tolist() == [2]
    assert lines_of(twice.merged) == [3]
    nameless = {"string_list_data": [{"timestamp": AT}]}
    assert take([nameless, nameless]).tables["daily"]["value"].tolist() == [2]


def test_the_name_may_stand_in_the_title() -> None:
    inner = {"timestamp": AT, "value": "a"}
    older = {"title": "", "string_list_data": [inner]}
    newer = {"title": "a", "string_list_data": [{"timestamp": AT}]}
    assert take([older, newer]).tables["daily"]["value"].tolist() == [1]


@pytest.mark.parametrize("at", [0, None])
def test_a_follow_without_a_date_is_a_note(at: Any) -> None:
    reading = take([follower(), follower(at=at)])
    assert lines_of(reading.notes) == [2]
    assert "without a date" in reading.notes[0].reason


@pytest.mark.parametrize("at", [17, "eile", NOW + 3 * 86_400, -1, [NAME], {"x": NAME}])
def test_a_follow_at_an_impossible_time_is_rejected_without_a_name(at: Any) -> None:
    export = archived([follower(), follower(at=at)])
    reading = read(READER, export)
    assert lines_of(reading.rejected) == [2]
    assert tells_nobody(READER, export)


def test_newer_archives_name_the_follower_in_the_title() -> None:
    newer = follower()
    newer["title"] = newer["string_list_data"][0].pop("value")
    export = archived([newer])
    assert read(READER, export).tables["daily"]["value"].tolist() == [1]
    assert tells_nobody(READER, export)


@pytest.mark.parametrize("odd", ["x", None, {}, {"string_list_data": []}, [1]])
def test_an_odd_follower_takes_nothing_down(odd: Any) -> None:
    reading = take([follower(), odd])
    assert (reading.rows_read, lines_of(reading.notes)) == (2, [2])


@pytest.mark.parametrize(
    "value",
    [
        {"relationships_following": [follower()]},
        {"ig_archived_post_media": [post()]},
        {"ig_recently_deleted_media": [post()]},
        {"ig_profile_picture": [medium()]},
        {"organic_insights_reach": [{"string_map_data": {}}]},
        {"organic_insights_interactions": [{"string_map_data": {}}]},
    ],
)
def test_lists_of_no_use_are_notes_and_are_told(value: Any) -> None:
    reading = take(value)
    assert (reading.tables, lines_of(reading.notes), codes(reading)) == ({}, [1], {"not-used"})


def comment(name: str = "Comment", owner: str = "Media Owner", when: str = "Time") -> Any:
    said = {name: {"value": f"Aitäh, {NAME}! {PHONE}"}, owner: {"value": "mari.maasikas"},
            when: {"timestamp": AT}}  # fmt: skip
    return {"media_list_data": [{"uri": ""}], "string_map_data": said}


@pytest.mark.parametrize("root", ["", "comments_media_comments", "comments_reels_comments"])
@pytest.mark.parametrize(
    "names",
    [("Comment", "Media Owner", "Time"), ("Opmerking", "Media-eigenaar", "Tijd"),
     ("Комментарий", "Владелец", "Время"), ("Kommentaar", "Omanik", "Aeg")],
)  # fmt: skip
def test_own_comments_are_counted_in_any_language_and_not_kept(
    root: str, names: tuple[str, str, str]
) -> None:
    items = [comment(*names), comment(*names)]
    export = archived({root: items} if root else items)
    reading = read(READER, export)
    assert (reading.tables, lines_of(reading.notes)) == ({}, [1, 2])
    assert "from 2026-08-03 to 2026-08-03: 2." in str(reading.warnings[0])
    assert tells_nobody(READER, export)


def test_comments_without_the_list_of_media_are_known_too() -> None:
    alone = comment()
    del alone["media_list_data"]
    assert codes(take([alone])) == {"own-comments"}


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        (TALK, ""),
        ([{"sender_name": NAME, "timestamp_ms": AT * 1000, "content": PHONE}], ""),
        (TALK, f"{ZIP}your_instagram_activity/messages/inbox/mari_1/message_1.json"),
        ({"anything": [{"title": NAME}]}, f"{ZIP}your_instagram_activity/messages/x.json"),
        ([follower()], f"{ZIP}messages/message_requests/x/followers_1.json"),
    ],
)
def test_private_messages_are_refused_before_they_are_parsed(value: Any, inside: str) -> None:
    export = archived(value, inside=inside)
    assert [reader.name for reader in READERS if reader.matches(export)] == ["instagram_archive"]
    with pytest.raises(ExportError, match="holds private messages") as caught:
        READER.read(export)
    assert "json" not in vars(export)
    assert "Maasikas" not in str(caught.value)


PRIVATE: list[Any] = [
    [post(medium(title="Tere", tags=[{"name": NAME}], location=ADDRESS)),
     post(medium(2, 17, title="Tere"), owner=None)],
    [post(medium(title=f"Kirjuta {EMAIL} või helista {PHONE}"))],
    [follower("mari.maasikas"), follower("mari.maasikas", 17), follower("mari.maasikas", 0)],
    {"relationships_following": [follower()]},
    [comment(), comment()],
    {"comments_media_comments": [comment()]},
    insights(insight(Likes="3", Created_by=NAME)),
]  # fmt: skip


@pytest.mark.parametrize("value", PRIVATE)
def test_nothing_of_a_person_reaches_a_table(value: Any) -> None:
    assert tells_nobody(READER, archived(value))


def test_an_empty_list_is_told() -> None:
    assert codes(take({"ig_stories": []})) == {"no-rows"}


@pytest.mark.parametrize("listed", ["x", 5, None, True])
def test_a_list_that_is_none_is_refused(listed: Any) -> None:
    with pytest.raises(ExportError, match="Expected a list of entries in part"):
        READER.read(archived({"ig_stories": listed}))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"likes_media_likes": [follower()]},
        {"relationships_close_friends": [follower()]},
        {"profile_user": [{"string_map_data": {"Email": {"value": EMAIL}}}]},
        {"account_searches": [{"string_map_data": {"Search": {"value": NAME}}}]},
        [{"timestamp": AT, "data": [{"post": "x"}], "attachments": []}],
        {"followers_v3": [{"name": NAME, "timestamp": AT}]},
        [{"timestamp": AT, "media": [], "label_values": [{"label": "x"}]}],
    ],
)
def test_other_files_are_left_alone(value: Any) -> None:
    assert not READER.matches(archived(value))


@pytest.mark.parametrize(
    "text", ['[{"media":[{"uri":"a","creation_timestamp":1', '{"ig_stories":' + "[" * 90_000]
)
def test_files_cut_short_or_too_deep_are_refused_in_words(text: str) -> None:
    assert only_smmlab_errors(READER, raw(FOLDER, text, "posts_1.json")) is None


def test_deep_entries_take_nothing_down() -> None:
    deep: Any = AT
    for _ in range(300):
        deep = [deep]
    only_smmlab_errors(READER, archived([post(), post(medium(2, deep))]))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_entries_changes_nothing(seed: int) -> None:
    posts = [post(medium(n % 5, AT + n % 5, title=f"Post {n}")) for n in range(8)]
    people = [follower(f"p{n}", AT + n * 40_000) for n in range(9)]
    for items, table in ((posts, "posts"), (people, "daily")):
        shuffled = [*items]
        random.Random(seed).shuffle(shuffled)
        one, other = take(items), take(shuffled)
        pd.testing.assert_frame_equal(facts(one, table), facts(other, table))


@pytest.mark.parametrize(
    "value",
    [
        [post(medium(1)), post(medium(2), title="Õ")],
        insights(insight(1, Likes="1"), insight(2, Likes="2")),
    ],
)
def test_a_list_cut_in_two_gives_the_same_posts(value: Any) -> None:
    def part(items: list[Any]) -> pd.DataFrame:
        root = None if isinstance(value, list) else next(iter(value))
        return facts(take(items if root is None else {root: items}), "posts")

    items = value if isinstance(value, list) else next(iter(value.values()))
    halves = pd.concat([part(items[:1]), part(items)]).drop_duplicates("post_id")
    pd.testing.assert_frame_equal(halves.reset_index(drop=True), part(items))


@given(spoilt([
    [post(medium(1), medium(2), title="x", creation_timestamp=AT), post(medium(3))],
    {"ig_stories": [medium(1), medium(2)]},
    [follower("a"), follower("b")],
    [comment(), comment()],
    insights(insight(1, Likes="7", Saves="1,000"), insight(2, Likes="--")),
    audience(**FULL),
]))  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_spoilt_archives_give_only_sentences_and_a_sound_account(values: list[Any]) -> None:
    for value in values:
        export = archived(value)
        READER.matches(export)
        only_smmlab_errors(READER, export)


def test_a_whole_archive_gives_posts_and_follows_and_leaves_messages_inside(tmp_path: Path) -> None:
    path = tmp_path / "instagram-kohvik.ee-2026-09-15-AbCdEf12.zip"
    files = {
        "your_instagram_activity/media/posts_1.json": [post()],
        "connections/followers_and_following/followers_1.json": [follower()],
        "your_instagram_activity/messages/inbox/mari_1/message_1.json": TALK,
    }
    with zipfile.ZipFile(path, "w") as made:
        for name, value in files.items():
            made.writestr(name, json.dumps(mangled(value)))
        made.writestr("media/posts/202608/18000000000000001.jpg", b"\xff\xd8\xff")
    with open_archive(open_export(path)) as archive:
        read_in = {member.name: read_export(member)[1] for member in archive.members}
    assert archive.skipped == 2
    assert sorted(read_in) == ["followers_1.json", "posts_1.json"]
    for reading in read_in.values():
        assert reading.exported_at == DAY_OF_ZIP
        assert {page for t in reading.tables.values() for page in t["page"]} == {"kohvik.ee"}
