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
    CAMERA,
    EMAIL,
    NAME,
    PHONE,
    TALK,
    archived,
    mangled,
    tells_nobody,
)
from merged_parts import with_sums
from meta_files import NOW, codes, only_smmlab_errors, raw
from meta_files import read as read_with
from smmlab.errors import ExportError
from smmlab.exports.archives import open_archive
from smmlab.exports.catalogue import READERS, read_export
from smmlab.exports.meta.instagram_archive import READER
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport, open_export
from vk_files import FOLDER, facts, lines_of, reasons, spoilt

AT = 1_785_748_500  # 2026-08-03 09:15 UTC
ZIP = "instagram-kohvik.ee-2026-09-15-AbCdEf12.zip/"
DAY_OF_ZIP = 1_789_516_799  # 2026-09-15 23:59:59 UTC


def medium(number: int = 1, at: Any = AT, **extra: Any) -> dict[str, Any]:
    return {"uri": f"media/posts/202608/1800000000000000{number}.jpg", "creation_timestamp": at,
            "title": "Külm kohv ☕", "media_metadata": CAMERA, **extra}  # fmt: skip


def post(*media: Any, **extra: Any) -> dict[str, Any]:
    return {"media": list(media) or [medium()], **extra}


def follower(name: str = "mari.maasikas", at: Any = AT) -> dict[str, Any]:
    said = {"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": at}
    return {"title": "", "media_list_data": [], "string_list_data": [said]}


def insight(number: int = 1, at: Any = AT, **said: Any) -> dict[str, Any]:
    return {
        "media_map_data": {"Media Thumbnail": medium(number, at)},
        "string_map_data": {name.replace("_", " "): {"href": "", "value": value, "timestamp": 0}
                            for name, value in said.items()},
    }  # fmt: skip


def insights(*items: Any, root: str = "organic_insights_posts") -> dict[str, Any]:
    return {root: list(items)}


def audience(**said: Any) -> dict[str, Any]:
    fields = {name.replace("_", " "): {"value": value} for name, value in said.items()}
    return {"organic_insights_audience": [{"string_map_data": fields}]}


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def take(value: Any, **more: Any) -> Reading:
    return read(READER, archived(value, **more))


def test_a_post_with_all_that_the_archive_knows() -> None:
    reading = take([post()], inside=f"{ZIP}your_instagram_activity/media/posts_1.json")
    found = reading.tables["posts"].iloc[0]
    assert (found["network"], found["page"]) == ("instagram", "kohvik.ee")
    assert (found["post_id"], found["form"]) == ("18000000000000001", "photo")
    assert (found["at"], found["clock"], found["precision"]) == (AT, "UTC", "second")
    assert found["text"] == "Külm kohv ☕"
    assert found[["views", "reach", "reactions", "url"]].isna().all()
    assert (reading.exported_at, reading.warnings) == (DAY_OF_ZIP, ())


@pytest.mark.parametrize(
    ("item", "form"),
    [
        (post(medium(1), medium(2)), "carousel"),
        (post(medium(uri="media/posts/a.mp4")), "video"),
        (post(medium(uri="media/posts/a.MOV?x=1")), "video"),
        (post(medium(uri="media/reels/202608/a.mp4")), "short"),
        (post(medium(uri="media/stories/202608/a.jpg")), "story"),
        (post(medium(uri="media/igtv/a.mp4")), "video"),
        (post(medium(uri="media/posts/a.heic")), "photo"),
        (post(medium(uri=None), creation_timestamp=AT), "other"),
        (post("no object", creation_timestamp=AT), "other"),
    ],
)
def test_forms_follow_folders_and_files(item: dict[str, Any], form: str) -> None:
    items = [post(medium(7)), item]
    assert take(items).tables["posts"]["form"].tolist() == ["photo", form]


@pytest.mark.parametrize(
    ("root", "form"),
    [("ig_reels_media", "short"), ("ig_stories", "story"), ("ig_igtv_media", "video")],
)
def test_a_list_may_say_what_its_posts_are(root: str, form: str) -> None:
    items = [medium()] if root == "ig_stories" else [post()]
    assert take({root: items}).tables["posts"]["form"].tolist() == [form]


@pytest.mark.parametrize(
    ("uri", "post_id"),
    [
        ("media/posts/1_2345678901234567_n_17888888888888888.jpg", "17888888888888888"),
        ("media/posts/17888888888888888.jpg", "17888888888888888"),
        ("media/posts/17888888888888888", "17888888888888888"),
        ("media/17888888888888888/pilt.jpg", f"archive-{AT}"),
        ("media/posts/123456789012345678901.jpg", f"archive-{AT}"),
        ("media/posts/1234.jpg", f"archive-{AT}"),
        (None, f"archive-{AT}"),
    ],
)
def test_the_id_is_in_the_name_of_the_file_or_else_the_moment(uri: Any, post_id: str) -> None:
    items = [post(medium(9)), post(medium(uri=uri))]
    assert take(items).tables["posts"]["post_id"].tolist() == ["18000000000000009", post_id]


def test_title_and_time_of_the_post_win_over_those_of_its_first_picture() -> None:
    found = take([post(title="Альбом", creation_timestamp=AT + 9)]).tables["posts"].iloc[0]
    assert (found["text"], found["at"]) == ("Альбом", AT + 9)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("no object", "is not as the archive writes it"),
        (post(medium(2, 17)), "The time 17 cannot be."),
        (post(medium(2, NOW + 3 * 86_400)), "cannot be."),
        (post(medium(2, "eile")), "The time eile cannot be."),
        (post(medium(2, -5)), "The time -5 cannot be."),
        (post(medium(2, 1.5)), "The time 1.5 cannot be."),
        (post(medium(2, [1])), "The time ... cannot be."),
        ({"media": []}, "neither a time nor a picture"),
        ({"media": {}}, "neither a time nor a picture"),
        (post(medium(2, 0, uri="pilt.jpg")), "neither a time nor a picture"),
    ],
)
def test_posts_that_cannot_be_are_rejected(bad: Any, said: str) -> None:
    reading = take([post(), bad])
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert len(reading.tables["posts"]) == 1


def test_a_post_without_a_time_is_kept_under_its_id() -> None:
    found = take([post(), post(medium(2, 0))]).tables["posts"].iloc[1]
    assert pd.isna(found["at"])
    assert (found["clock"], found["precision"]) == ("unknown", "unknown")


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


def test_numbers_of_a_post_from_its_insights() -> None:
    said = insight(Impressions="95,911", Accounts_reached="1 204", Likes="310", Comments="12",
                   Shares="--", Saves="0", Follows="3")  # fmt: skip
    found = take(insights(said)).tables["posts"].iloc[0]
    numbers = found[["impressions", "reach", "reactions", "comments", "saves", "follows"]]
    assert numbers.tolist() == [95_911, 1_204, 310, 12, 0, 3]
    assert pd.isna(found["shares"])
    assert (found["post_id"], found["at"]) == ("18000000000000001", AT)
    assert found["metrics_name"] == "instagram-archive"


@pytest.mark.parametrize(
    ("said", "count"),
    [("1.000", 1_000), ("1,000", 1_000), ("1.234.567", 1_234_567), ("1’000", 1_000),
     ("1\u202f000", 1_000), ("12", 12), ("", None), ("--", None), ("N/A", None)],
)  # fmt: skip
def test_counts_are_written_to_be_looked_at(said: str, count: int | None) -> None:
    found = take(insights(insight(Likes=said))).tables["posts"]["reactions"].iloc[0]
    assert pd.isna(found) if count is None else found == count


@pytest.mark.parametrize("said", ["63.3K", "-3", "1.5", "1,5", "12%", "1.00.000", "palju", "1e5"])
def test_what_is_no_count_rejects_the_entry(said: str) -> None:
    reading = take(insights(insight(1, Likes="2"), insight(2, Likes=said)))
    assert reasons(reading) == [f"{said} is no count, in the column reactions."]
    assert lines_of(reading.rejected) == [2]


@pytest.mark.parametrize(
    ("names", "metric"),
    [("Impressões", "impressions"), ("Показы", "impressions"), ("Contas alcançadas", "reach"),
     ("Salvamentos", "saves"), ("Comentários", "comments"), ("Комментарии", "comments"),
     ("Коментарі", "comments"), ("Curtidas", "reactions"), ("Instagram Plays", "views")],
)  # fmt: skip
def test_names_of_numbers_follow_the_language(names: str, metric: str) -> None:
    reading = take(insights(insight(**{names: "7"})))
    assert reading.tables["posts"][metric].tolist() == [7]
    assert reading.warnings == ()


def test_unknown_names_of_numbers_are_told_and_not_guessed() -> None:
    reading = take(insights(insight(Meeldimisi="7", Likes="3")))
    assert codes(reading) == {"unknown-columns"}
    assert "Meeldimisi" in str(reading.warnings[0])
    assert reading.tables["posts"]["reactions"].tolist() == [3]
    assert codes(take(insights(insight(Meeldimisi="7")))) == {"unknown-columns", "foreign-names"}


def test_an_insight_without_a_picture_takes_time_and_words_by_their_kind() -> None:
    fields = {"Aeg": {"value": "", "timestamp": AT}, "Caption": {"value": "Tere"},
              "Likes": {"value": "1", "timestamp": 0}}  # fmt: skip
    found = take(insights({"string_map_data": fields})).tables["posts"].iloc[0]
    assert (found["at"], found["text"], found["post_id"]) == (AT, "Tere", f"archive-{AT}")


@pytest.mark.parametrize(
    ("root", "form"),
    [("organic_insights_reels", "short"), ("organic_insights_stories", "story"),
     ("organic_insights_live_videos", "video"), ("organic_insights_posts", "other")],
)  # fmt: skip
def test_insights_say_what_their_posts_are(root: str, form: str) -> None:
    assert take(insights(insight(), root=root)).tables["posts"]["form"].tolist() == [form]


FULL = {"Date_Range": "May 29 - Aug 26", "Followers": "1,204", "Women": "60%", "Men": "40%",
        "Age_of_women": "18-24: 25%, 25-34: 75%", "Age_of_men": "18-24: 100%",
        "Ages_of_all": "18-24: 55%, 25-34: 45%",
        "Top_cities": "Tallinn, Estonia: 40.5%, Narva, Estonia: 12%",
        "Top_countries": "Estonia: 80%, Latvia: 9%"}  # fmt: skip


def test_an_audience_with_all_its_shares() -> None:
    reading = take(audience(**FULL), zone="Europe/Tallinn")
    shares = reading.tables["audience"]
    found = {(d, v): s for d, v, s in shares[["dimension", "value", "share"]].to_numpy()}
    assert found == pytest.approx({
        ("sex", "female"): 0.6, ("sex", "male"): 0.4, ("age", "18-24"): 0.55,
        ("age", "25-34"): 0.45, ("age_sex", "18-24|female"): 0.15,
        ("age_sex", "25-34|female"): 0.45, ("age_sex", "18-24|male"): 0.4,
        ("city", "Tallinn, Estonia"): 0.405, ("city", "Narva, Estonia"): 0.12,
        ("country", "Estonia"): 0.8, ("country", "Latvia"): 0.09,
    })  # fmt: skip
    assert set(shares["from_day"]) == {"2026-05-29"}
    assert set(shares["to_day"]) == {"2026-08-26"}
    daily = reading.tables["daily"].iloc[0]
    assert (daily["metric"], daily["value"], daily["day"]) == ("followers", 1204, "2026-08-26")
    assert daily["clock"] == "Europe/Tallinn"
    assert codes(reading) == {"year-assumed"}


@pytest.mark.parametrize(
    ("said", "first", "last", "warned"),
    [
        ("May 29 - Aug 26", "2026-05-29", "2026-08-26", {"year-assumed"}),
        ("Oct 18 - Jan 15", "2025-10-18", "2026-01-15", {"year-assumed"}),
        ("Jul 3 - Sep 30", "2025-07-03", "2025-09-30", {"year-assumed"}),
        ("Dec 1, 2024 - Feb 28, 2025", "2024-12-01", "2025-02-28", set()),
        ("Dec 1 - Feb 28, 2025", "2024-12-01", "2025-02-28", set()),
        ("29 мая – 26 авг.", "2026-05-29", "2026-08-26", {"year-assumed"}),
        ("Feb 30 - Mar 3", None, None, {"no-period", "unknown-columns"}),
        ("vahemik", None, None, {"no-period", "unknown-columns"}),
    ],
)
def test_the_period_and_its_year(
    said: str, first: str | None, last: str | None, warned: set[str]
) -> None:
    reading = take(audience(Dates=said, Women="60%", Men="40%"))
    row = reading.tables["audience"].iloc[0]
    assert (row["from_day"], row["to_day"]) == (first, last) or pd.isna(row["to_day"])
    assert (first is None) == bool(pd.isna(row["from_day"]))
    assert codes(reading) == warned


@pytest.mark.parametrize(
    ("women", "men"),
    [("Women", "Men"), ("Женщины", "Мужчины"), ("Жінки", "Чоловіки"), ("Mulheres", "Homens"),
     ("Frauen", "Männer"), ("Naised", "Mehed"), ("Female", "Male"), ("Vrouwen", "Mannen")],
)  # fmt: skip
def test_sexes_in_many_languages(women: str, men: str) -> None:
    shares = take(audience(**{women: "70,5%", men: "29,5%"})).tables["audience"]
    assert shares.set_index("value")["share"].to_dict() == {"female": 0.705, "male": 0.295}


def test_a_word_that_only_begins_like_men_is_no_sex() -> None:
    reading = take(audience(Women="60%", Mentions="40%", Countries="Estonia: 8%, Latvia: 9%"))
    assert set(reading.tables["audience"]["dimension"]) == {"country"}
    assert "mentions" in "".join(map(str, reading.warnings))


def test_ages_of_women_and_men_together_belong_to_no_sex() -> None:
    said = {"Women_and_men": "18-24: 30%, 25-34: 70%"}
    assert set(take(audience(**said)).tables["audience"]["dimension"]) == {"age"}


def test_ages_of_a_sex_that_are_no_whole_are_not_multiplied() -> None:
    reading = take(audience(**{**FULL, "Age_of_men": "18-24: 40%"}))
    shares = reading.tables["audience"]
    assert not shares["value"].str.endswith("|male").any()
    assert shares["value"].str.endswith("|female").any()


def test_what_is_not_used_of_an_audience_is_told() -> None:
    said = {**FULL, "Followers_change": "-31.5%", "Monday_activity": "12 AM: 120, 3 AM: 33"}
    reading = take(audience(**said))
    assert "followers change, monday activity" in "".join(map(str, reading.warnings))


def test_a_single_country_is_one_and_a_single_other_name_is_told() -> None:
    reading = take(audience(Dates="May 29 - Aug 26", Where="Eesti: 100%", Place="Narva: 100%"))
    shares = reading.tables["audience"]
    assert shares[["dimension", "value"]].to_numpy().tolist() == [["country", "Eesti"]]
    assert "place" in "".join(map(str, reading.warnings))


@pytest.mark.parametrize(
    "said",
    ["Followers: 60%, Non-followers: 40%", "Seguidores: 60%, Não seguidores: 40%",
     "Подписчики: 60%, Неподписчики: 40%"],
)  # fmt: skip
def test_followers_and_others_are_no_cities(said: str) -> None:
    reading = take(audience(Dates="May 29 - Aug 26", Women="60%", Men="40%", Kind=said))
    assert set(reading.tables["audience"]["dimension"]) == {"sex"}
    assert "kind" in "".join(map(str, reading.warnings))


def test_half_a_letter_in_an_audience_or_an_insight_takes_nothing_down() -> None:
    half = "\ud800"
    said = {**FULL, "Top_cities": f"{half}: 40%, Narva: 12%", "Date_Range": f"{half} - May 2"}
    export = archived(None)
    export.path.write_text(json.dumps(audience(**said, **{f"Odd{half}": "x"})))
    reading = read(READER, export)
    assert "\ufffd" in set(reading.tables["audience"]["value"])
    export = archived(None)
    export.path.write_text(json.dumps(insights(insight(**{f"Odd{half}": "7"}))))
    assert "\ufffd" in "".join(map(str, read(READER, export).warnings))


@pytest.mark.parametrize("odd", ["x", {}, {"string_map_data": []}, {"string_map_data": {"a": 1}}])
def test_an_audience_entry_without_shares_is_rejected(odd: Any) -> None:
    value = audience(**FULL)
    value["organic_insights_audience"].append(odd)
    assert lines_of(take(value).rejected) == [2]


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
@settings(max_examples=60, deadline=None)
def test_spoilt_archives_give_only_sentences_and_a_sound_account(values: list[Any]) -> None:
    for value in values:
        export = archived(value)
        READER.matches(export)
        only_smmlab_errors(READER, export)


def test_the_day_of_followers_needs_a_period() -> None:
    reading = take(audience(Followers="5", Women="60%", Men="40%"))
    assert reading.tables["daily"].empty
    assert "no-period" in codes(reading)


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
