"""Data of a TikTok account: posts and days of followers; nothing else is ever looked at."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merged_parts import with_sums
from meta_files import codes, only_smmlab_errors, raw
from meta_files import read as read_with
from smmlab.errors import ExportError
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.user_data import READER

POST = {"Date": "2026-02-26 20:45:05", "Link": "https://video.tiktokv.us/a?sig=1", "Likes": "12",
        "WhoCanView": "Everyone", "Title": "Kook"}  # fmt: skip
FAN = {"Date": "2026-02-26 08:00:00", "UserName": "SECRET"}
AT = 1_772_138_705  # 2026-02-26 20:45:05 UTC


def export(folder: Path, data: Any) -> RawExport:
    return raw(folder, json.dumps(data), "user_data_tiktok.json")


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def posts(folder: Path, *entries: Any) -> Reading:
    return read(READER, export(folder, {"Post": {"Posts": {"VideoList": list(entries)}}}))


def fans(folder: Path, *entries: Any) -> Reading:
    return read(READER, export(folder, {"Follower": {"FansList": list(entries)}}))


def test_a_post_is_known_by_its_second(tmp_path: Path) -> None:
    reading = posts(tmp_path, POST)
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["post_id"], post["at"], post["clock"]) == ("2026-02-26T20:45:05", AT, "UTC")
    assert (post["text"], post["reactions"], post["form"]) == ("Kook", 12, "short")
    # An address with a signature is no address to keep.
    assert reading.tables["posts"]["url"].isna().all()
    assert codes(reading) == {"posts-without-link"}


def test_an_id_in_the_link_wins(tmp_path: Path) -> None:
    link = f"https://www.tiktokv.com/share/video/{AT - 3 << 32}/"
    (post,) = posts(tmp_path, POST | {"Link": link}).tables["posts"].to_dict("records")
    assert (post["post_id"], post["at"], post["clock"]) == (str(AT - 3 << 32), AT - 3, "id")
    assert post["url"] == link


def test_followers_are_counted_by_day_without_their_names(tmp_path: Path) -> None:
    later = FAN | {"Date": "2026-02-27 00:00:00"}
    reading = fans(tmp_path, FAN, later, FAN | {"Date": "2026-02-26 23:59:59"}, {"UserName": "a"},
                   FAN | {"Date": "once"}, "SECRET")  # fmt: skip
    daily = reading.tables["daily"]
    assert daily[["metric", "day", "value", "source_row"]].to_numpy().tolist() == [
        ["follows", "2026-02-26", 2.0, 1], ["follows", "2026-02-27", 1.0, 2],
    ]  # fmt: skip
    assert reading.merged == ()
    assert [row.line for row in reading.rejected] == [4, 5, 6]
    assert "SECRET" not in str(reading)
    assert codes(reading) == {"followers-of-today"}


@pytest.mark.parametrize(
    "closed",
    [{"Direct Message": {"Messages": {"Chat with a": [POST]}}},
     {"Income+ Wallet": {"List": [POST]}},
     {"Your Activity": {"Login History": [POST], "Watch History": {"VideoList": [POST]},
                        "Searches": [POST], "Purchases": [POST]}},
     {"Likes and Favorites": {"Like List": {"ItemFavoriteList": [POST]}}},
     {"Profile And Settings": {"Following": {"Following": [FAN]}, "Block List": [FAN]}},
     {"Post": {"Recently Deleted Posts": {"PostList": [POST]}}}],
)  # fmt: skip
def test_closed_sections_are_never_entered(tmp_path: Path, closed: dict[str, Any]) -> None:
    data = {"FansList": [], **closed}
    with pytest.raises(ExportError, match="no posts and no followers"):
        READER.read(export(tmp_path, data))


def test_lists_are_found_by_shape_under_any_name(tmp_path: Path) -> None:
    data = {"New Name": {"Of A Section": [{"date": POST["Date"], "link": "", "likes": 7}]},
            "Fans": [{"date": FAN["Date"], "username": "a"}], "AllowDuets": 1,
            "Again": [POST]}  # fmt: skip
    reading = read(READER, export(tmp_path, data))
    assert reading.tables["posts"]["form"].tolist() == ["short"]
    assert reading.tables["posts"]["reactions"].tolist() == [12]
    assert [row.line for row in reading.merged] == [3]
    assert len(reading.tables["daily"]) == 1


def test_a_story_is_a_story(tmp_path: Path) -> None:
    reading = read(READER, export(tmp_path, {"TikTok Live": {}, "Story": {"StoryList": [POST]}}))
    assert reading.tables["posts"]["form"].tolist() == ["story"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"Date": "yesterday"}, "yesterday cannot be"), ({"Date": None}, "cannot be"),
     ({"Likes": "many"}, "many is no count"), ({"Likes": {"count": 3}}, "is no count"),
     ({"Likes": "-1"}, "-1 is no count"), ({"Date": "2031-01-01 00:00:00"}, "cannot be"),
     ({"Link": f"https://tiktok.com/@a/video/{1_999_999_999 << 32}"}, "cannot be yet")],
)  # fmt: skip
def test_nonsense_rejects_the_entry(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    reading = posts(tmp_path, POST | changes, POST, 7)
    assert len(reading.tables["posts"]) == 1
    assert [row.line for row in reading.rejected] == [1, 3]
    assert reason in str(reading.rejected[0])
    assert reading.rejected[0].raw


def test_hidden_posts_are_notes_and_missing_likes_missing(tmp_path: Path) -> None:
    hidden = POST | {"WhoCanView": "Only me", "Date": "2026-02-25 01:00:00"}
    reading = posts(tmp_path, hidden, POST | {"Likes": "N/A", "Title": "N/A"})
    assert [row.line for row in reading.notes] == [1]
    assert reading.tables["posts"][["reactions", "text"]].isna().all(axis=None)


def test_other_json_is_left_to_others(tmp_path: Path) -> None:
    for data in ({"messages": []}, [{"VideoList": []}], {"Post": []}, []):
        assert not READER.matches(export(tmp_path, data))
    assert READER.matches(export(tmp_path, {"Comment": {"Comments": {"CommentsList": []}}}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from([POST["Date"], "1/2/2026", "9" * 30]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["Date", "Link", "Likes", "UserName", "FansList", "date", "x", "Story"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    inner=JSON, entry=st.fixed_dictionaries({"Date": JSON, "Link": JSON, "Likes": JSON}), fan=JSON
)
def test_any_structure_is_accounted_for_or_refused(
    tmp_path: Path, inner: Any, entry: Any, fan: Any
) -> None:
    data = {
        "Post": {"Posts": {"VideoList": [entry, POST, inner]}},
        "FansList": [FAN, fan],
        "y": inner,
    }
    only_smmlab_errors(READER, export(tmp_path, data))
