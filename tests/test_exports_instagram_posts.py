"""Posts of an Instagram archive and their numbers, in any language."""

from typing import Any

import pandas as pd
import pytest

from instagram_files import AT, DAY_OF_ZIP, ZIP, insight, insights, medium, post, take
from meta_files import NOW, codes
from vk_files import lines_of, reasons


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
