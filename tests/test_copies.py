"""One Telegram post is one post: whatever ids its copies and pictures have."""

from pathlib import Path

import pytest

from part_files import write_part
from smmlab.copies import albums, originals
from smmlab.merge import connect

BASE = {"network": "telegram", "page": "Kaja", "is_own": True, "form": "text", "exported_at": 1,
        "source_file": "a.json", "source_row": 1}  # fmt: skip
CHANNEL = {"post_id": "2/1", "at": 1000, "text": "Tere", "metrics_name": "telegram channel"}
GROUP = {"post_id": "3/9", "at": 1001, "text": "Tere", "copy_of": "2"}
PHOTO = {"at": 1000, "form": "photo", "metrics_name": "telegram channel"}


@pytest.fixture
def parts(tmp_path: Path):
    def make(*rows: dict[str, object], into: int = 1) -> list[Path]:
        told = [{**BASE, **row} for row in rows]
        return [
            write_part(tmp_path / f"{number}.parquet", told[number::into], "posts")
            for number in range(into)
        ]

    return make


def found(query: str) -> dict[str, str]:
    return dict(connect().sql(query).fetchall())


@pytest.mark.parametrize("into", [1, 2])
def test_a_copy_finds_the_post_of_its_channel(parts, into: int) -> None:
    assert found(originals(parts(CHANNEL, GROUP, into=into))) == {"3/9": "2/1"}


def test_a_copy_without_its_channel_has_none(parts) -> None:
    assert found(originals(parts(GROUP))) == {}


@pytest.mark.parametrize(
    "other",
    [{"post_id": "4/1"}, {"at": 1002}, {"at": 940}, {"at": 980, "text": "Head aega"}, {"at": None}],
)
def test_only_posts_of_the_same_channel_within_a_minute(parts, other: dict) -> None:
    assert found(originals(parts({**CHANNEL, **other}, GROUP))) == {}


@pytest.mark.parametrize("other", [{"text": "Parandatud"}, {"page": "Uus nimi"}])
def test_a_corrected_post_or_a_renamed_channel_is_the_same(parts, other: dict) -> None:
    assert found(originals(parts({**CHANNEL, **other}, GROUP))) == {"3/9": "2/1"}


def test_of_posts_of_one_minute_the_words_tell(parts) -> None:
    rows = [CHANNEL, {**CHANNEL, "post_id": "2/2", "at": 1001, "text": "Muu"}, GROUP]
    assert found(originals(parts(*rows))) == {"3/9": "2/1"}


def test_a_minute_is_a_minute_wherever_it_begins(parts) -> None:
    for second in range(1000, 1060):
        there = parts({**CHANNEL, "at": second}, {**GROUP, "at": second + 60})
        assert found(originals(there)) == {"3/9": "2/1"}


def test_posts_without_words_can_be_copied(parts) -> None:
    nothing = {"text": None}
    assert found(originals(parts({**CHANNEL, **nothing}, {**GROUP, **nothing}))) == {"3/9": "2/1"}


def test_one_copy_serves_one_post_the_newest_before_it(parts) -> None:
    rows = [CHANNEL, {**CHANNEL, "post_id": "2/2", "at": 1001}, GROUP]
    assert found(originals(parts(*rows))) == {"3/9": "2/2"}
    # Three copies of two posts: nobody knows which is too many.
    more = [{**GROUP, "post_id": f"3/{number}", "at": 1002} for number in (10, 11)]
    assert found(originals(parts(*rows, *more))) == {"3/9": "2/2"}


@pytest.mark.parametrize("text", ["Tere", None])
@pytest.mark.parametrize(
    ("posted", "copied"), [((1000, 1000), (1000, 1001)), ((1000, 1001), (1001, 1002)),
                           ((1000, 1030, 1059), (1059, 1060, 1061))]
)  # fmt: skip
def test_as_many_copies_as_posts_of_the_same_words_stand_in_one_order(
    parts, posted: tuple[int, ...], copied: tuple[int, ...], text: str | None
) -> None:
    rows = [
        *({**CHANNEL, "post_id": f"2/{n}", "at": at, "text": text} for n, at in enumerate(posted)),
        *({**GROUP, "post_id": f"3/{n}", "at": at, "text": text} for n, at in enumerate(copied)),
    ]
    expected = {f"3/{n}": f"2/{n}" for n in range(len(posted))}
    assert found(originals(parts(*rows, into=2))) == expected


def test_a_copy_belongs_to_the_whole_album(parts) -> None:
    pictures = [{**PHOTO, "post_id": f"2/{n}", "text": "Tere" if n == 8 else None} for n in (8, 9)]
    copies = [{**row, "post_id": row["post_id"].replace("2/", "3/"), "copy_of": "2", "at": 1001}
              for row in pictures]  # fmt: skip
    assert found(originals(parts(*pictures, *copies, into=4))) == {"3/8": "2/8"}
    # The pieces of one album count once beside other albums without words.
    silent = [{**PHOTO, "post_id": f"2/{n}", "text": None, "at": 1000 + (n > 9) * 5}
              for n in (8, 9, 11)]  # fmt: skip
    copies_of = [{**row, "post_id": row["post_id"].replace("2/", "3/"), "copy_of": "2",
                  "at": row["at"] + 5} for row in (silent[0], silent[2])]  # fmt: skip
    assert found(originals(parts(*silent, *copies_of))) == {"3/8": "2/8", "3/11": "2/11"}
    # A file that begins in the middle of it knows the rest by another id.
    assert found(originals(parts(*pictures, copies[0], into=3))) == {"3/8": "2/8"}


def test_pictures_of_one_second_are_one_album_under_the_first(parts) -> None:
    rows = [{**PHOTO, "post_id": f"2/{number}"} for number in (10, 9, 8)]
    assert found(albums(parts(*rows, into=3))) == {"2/10": "2/8", "2/9": "2/8"}


@pytest.mark.parametrize(
    "other",
    [{"at": 1001}, {"form": "text"}, {"form": "poll"}, {"page": "Teine"}, {"post_id": "3/8"}],
)
def test_another_second_form_page_or_chat_is_no_album(parts, other: dict) -> None:
    assert found(albums(parts({**PHOTO, "post_id": "2/9"},
                              {**PHOTO, "post_id": "2/8", **other}))) == {}  # fmt: skip


def test_an_album_was_forwarded_from_one_place(parts) -> None:
    rows = [{**PHOTO, "post_id": f"2/{number}", "forwarded_from": origin}
            for number, origin in enumerate(("a", "b", "a", None, None), 1)]  # fmt: skip
    assert found(albums(parts(*rows, into=2))) == {"2/3": "2/1", "2/5": "2/4"}


@pytest.mark.parametrize(
    ("other", "is_album"), [({"reactions": 3}, False), ({"reactions": 0}, True), ({}, True),
                            ({"reactions": 3, "text": None}, True)]
)  # fmt: skip
def test_two_posts_with_words_and_reactions_are_no_album(
    parts, other: dict, is_album: bool
) -> None:
    whole = {**PHOTO, "text": "Tere", "reactions": 2}
    rows = [{**whole, "post_id": "2/8"}, {**whole, "post_id": "2/9", "reactions": None, **other}]
    expected = {"2/9": "2/8"} if is_album else {}
    assert found(albums(parts(*rows))) == found(albums(parts(*rows, into=2))) == expected
    again = [*rows, {**rows[0], "reactions": 5}]
    assert found(albums(parts(*again, into=3))) == expected


def test_other_networks_are_left_alone(parts) -> None:
    rows = [{**PHOTO, "post_id": f"2/{number}", "network": "vkontakte"} for number in (8, 9)]
    assert found(albums(parts(*rows))) == {}
