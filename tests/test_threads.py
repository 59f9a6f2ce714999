"""A conversation in several exports is the conversation in one."""

import json
import os
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from import_cases import BRIEF, table_bytes
from smmlab.project import Project, create_project

CHANNEL, GROUP, NOW = 1500000001, 1600000009, 1_790_000_000


def said(number: int, who: str, *, answers: int | None = None, **more: Any) -> dict[str, Any]:
    body = {
        "id": number, "type": "message", "date_unixtime": str(NOW - 100_000 + number * 90),
        "from": "Kohvik" if who.startswith("channel") else who, "from_id": who,
        "text": f"{who} {number}", **more,
    }  # fmt: skip
    return body | ({"reply_to_message_id": answers} if answers else {})


CONVERSATION = [
    said(1, f"channel{CHANNEL}", forwarded_from="Kohvik", reactions=[]),
    said(2, "user7", answers=1),
    said(3, "user8", answers=2, reactions=[]),
    said(4, f"channel{CHANNEL}", answers=3),
    said(5, f"channel{CHANNEL}", forwarded_from="Kohvik", reactions=[]),
    said(6, "user7", answers=5, reactions=[]),
    said(7, "user9", answers=4),
    said(8, "user9", answers=90),
]


def group(*messages: dict[str, Any]) -> dict[str, Any]:
    named = {"name": "Jutud", "type": "private_supergroup", "id": GROUP}
    return {**named, "messages": list(messages)}


def channel(*messages: dict[str, Any]) -> dict[str, Any]:
    named = {"name": "Kohvik", "type": "public_channel", "id": CHANNEL}
    return {**named, "messages": list(messages)}


def project_of(
    folder: Path,
    *files: list[dict[str, Any]] | dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    monkeypatch.setattr("smmlab.project.project_key", lambda _id, *, must_exist: b"k" * 32)
    project = create_project(folder / "client", BRIEF)
    for number, contents in enumerate(files):
        path = folder / str(number) / "result.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(group(*contents) if isinstance(contents, list) else contents))
        os.utime(path, (NOW, NOW))
        assert project.add(path).error is None
    return project


def test_comments_find_the_post_of_another_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(
        tmp_path, CONVERSATION[5:], CONVERSATION[:5], CONVERSATION[2:6], monkeypatch=monkeypatch
    )
    acts = project.table("interactions").set_index("interaction_id")
    found = acts["post_id"].astype("object").where(acts["post_id"].notna(), None).to_dict()
    post = f"{GROUP}/1"
    assert found == {
        f"{GROUP}/2": post, f"{GROUP}/3": post, f"{GROUP}/4": post, f"{GROUP}/7": post,
        f"{GROUP}/6": f"{GROUP}/5", f"{GROUP}/8": None,
    }  # fmt: skip
    assert acts["kind"].to_dict() == {
        f"{GROUP}/{number}": kind
        for number, kind in {2: "comment", 3: "reply", 4: "reply", 6: "comment", 7: "reply",
                             8: "comment"}.items()
    }  # fmt: skip
    assert acts.loc[f"{GROUP}/7", "reply_to"] == f"{GROUP}/4"
    assert acts.loc[[f"{GROUP}/2", f"{GROUP}/6"], "reply_to"].isna().all()
    # The page's own answer is no comment of people; a comment without a post counts nowhere.
    comments = project.table("posts").set_index("post_id")["comments"]
    assert comments.to_dict() == {f"{GROUP}/1": 3, f"{GROUP}/5": 1}
    assert project.table("snapshots")["comments"].isna().all()


def test_a_conversation_cut_anywhere_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = project_of(tmp_path / "whole", CONVERSATION, monkeypatch=monkeypatch)
    for cut in range(2, 7):
        halves = CONVERSATION[cut:], CONVERSATION[:cut]
        parts = project_of(tmp_path / str(cut), *halves, monkeypatch=monkeypatch)
        assert table_bytes(parts.folder) == table_bytes(whole.folder), cut


def test_a_circle_over_two_exports_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    circle = [said(2, "user7", answers=1), said(1, "user8")]
    project = project_of(tmp_path, circle, monkeypatch=monkeypatch)
    assert project.table("interactions")["post_id"].isna().all()


ALBUM = [
    said(1, f"channel{CHANNEL}", text=""),
    said(2, f"channel{CHANNEL}", photo="p", text="Kevad",
         reactions=[{"type": "emoji", "count": 3}]),
    *(
        said(number, f"channel{CHANNEL}", photo="p", text="",
             date_unixtime=str(NOW - 100_000 + 2 * 90))
        for number in (3, 4, 10)
    ),
    said(11, f"channel{CHANNEL}", text="Uus"),
]  # fmt: skip


def test_an_album_and_its_chat_cut_anywhere_give_the_same_posts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = project_of(tmp_path / "whole", channel(*ALBUM), monkeypatch=monkeypatch)
    for cut, shared in product(range(1, 6), (0, 1)):
        halves = channel(*ALBUM[cut - shared :]), channel(*ALBUM[:cut])
        parts = project_of(tmp_path / f"{cut}-{shared}", *halves, monkeypatch=monkeypatch)
        assert table_bytes(parts.folder) == table_bytes(whole.folder), (cut, shared)
    posts = whole.table("posts").set_index("post_id")
    assert posts["form"].to_dict() == {
        f"{CHANNEL}/1": "text", f"{CHANNEL}/2": "carousel", f"{CHANNEL}/11": "text",
    }  # fmt: skip
    # Somebody reacted to something in this chat, so nothing is a zero here.
    assert posts["reactions"].tolist() == [0, 0, 3]
    assert whole.table("snapshots")["reactions"].tolist() == [0, 0, 3]


AT_ONCE = [
    said(number, f"channel{CHANNEL}", photo="p", text=text, date_unixtime=str(NOW - 9000),
         reactions=[{"type": "emoji", "count": number}],
         **({"forwarded_from_id": place} if place else {}))
    for number, (place, text) in enumerate(
        [("channel5", ""), ("user6", ""), ("channel5", ""), ("", "Kook"), ("", "Pirukas")], 1)
]  # fmt: skip


def test_pictures_of_one_second_that_are_no_album_stay_apart_wherever_files_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = project_of(tmp_path / "whole", channel(*AT_ONCE), monkeypatch=monkeypatch)
    for cut, shared in product(range(1, 5), (0, 1)):
        halves = channel(*AT_ONCE[cut - shared :]), channel(*AT_ONCE[:cut])
        parts = project_of(tmp_path / f"{cut}-{shared}", *halves, monkeypatch=monkeypatch)
        assert table_bytes(parts.folder) == table_bytes(whole.folder), (cut, shared)
    posts = whole.table("posts").set_index("post_id")
    assert posts["form"].to_dict() == {
        f"{CHANNEL}/1": "carousel", f"{CHANNEL}/2": "photo", f"{CHANNEL}/4": "photo",
        f"{CHANNEL}/5": "photo",
    }  # fmt: skip
    told = b"".join(file.read_bytes() for file in (whole.folder / "tables").rglob("*.parquet"))
    assert b"user6" not in told


def test_a_chat_without_one_reaction_has_them_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = project_of(tmp_path, channel(said(1, f"channel{CHANNEL}")), monkeypatch=monkeypatch)
    assert silent.table("posts")["reactions"].isna().all()


def test_an_answer_to_the_second_half_of_an_album_finds_its_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart = [{"type": "emoji", "emoji": "❤", "count": 1, "recent": [
        {"from": "Mari", "from_id": "user7", "date": "2026-09-20T00:00:00"}]}]  # fmt: skip
    first = said(1, f"channel{CHANNEL}", forwarded_from="Kohvik", photo="p", reactions=[])
    second = {**first, "id": 2, "text": "", "reactions": heart}
    answer = said(3, "user8", answers=1, reactions=[])
    project = project_of(tmp_path, [first], [second, answer], monkeypatch=monkeypatch)
    acts = project.table("interactions").set_index("interaction_id")["post_id"]
    who = project.table("interactions").set_index("kind").loc["reaction", "person"]
    assert acts.to_dict() == {f"{GROUP}/1/{who}/❤": f"{GROUP}/1", f"{GROUP}/3": f"{GROUP}/1"}
    assert project.table("posts")[["post_id", "comments", "reactions"]].values.tolist() == [
        [f"{GROUP}/1", 1, 1]
    ]


GUEST = said(9, "user7", reactions=[{"type": "emoji", "count": 1, "recent": [
    {"from_id": "channel77", "date": "2026-09-20T00:00:00"}]}])  # fmt: skip
VISITED = [
    said(1, f"channel{CHANNEL}", forwarded_from="Kohvik"), said(2, "user7", answers=1),
    said(3, "channel77", answers=2), said(4, f"channel{CHANNEL}"), said(5, "channel77", answers=1),
    GUEST,
]  # fmt: skip
UNLINKED = [said(1, "user7"), said(2, "channel77"), said(3, "channel77", answers=1),
            said(4, "channel88"), GUEST]  # fmt: skip


@pytest.mark.parametrize("talk", [VISITED, UNLINKED])
def test_who_is_the_page_and_who_a_guest_does_not_depend_on_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, talk: list[dict[str, Any]]
) -> None:
    whole = project_of(tmp_path / "whole", talk, monkeypatch=monkeypatch)
    for cut, shared in product(range(1, 5), (0, 1)):
        halves = talk[cut - shared :], talk[:cut]
        parts = project_of(tmp_path / f"{cut}-{shared}", *halves, monkeypatch=monkeypatch)
        assert table_bytes(parts.folder) == table_bytes(whole.folder), (cut, shared)
    acts = whole.table("interactions").set_index("interaction_id")["by_page"]
    pages = ["4"] if talk is VISITED else ["2", "3"]
    words = acts[acts.index.str.count("/") == 1]
    assert words[words].index.tolist() == [f"{GROUP}/{number}" for number in pages]
    reacted = acts[acts.index.str.count("/") > 1]
    assert reacted.tolist() == [talk is UNLINKED]


def test_who_is_forgotten_takes_nobody_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(tmp_path, VISITED[:3], VISITED[2:], monkeypatch=monkeypatch)
    before = project.table("interactions").set_index("interaction_id")["by_page"]
    assert project.forget("user7") == {"interactions": 2}
    after = project.table("interactions").set_index("interaction_id")["by_page"]
    assert after.to_dict() == before.drop([f"{GROUP}/2", f"{GROUP}/9"]).to_dict()
    assert after[f"{GROUP}/4"]


def test_the_talk_about_an_album_finds_it_though_its_beginning_is_in_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    album = [posted for posted in ALBUM if posted["id"] in (2, 3, 4)]
    copy = {**album[0], "id": 1, "forwarded_from": "Kohvik"}
    talk = [copy, said(8, "user7", answers=1)]
    for files in ((album[1:], album), (album[1:], album[:1])):
        folder = tmp_path / str(len(files[1]))
        named = (channel(*each) for each in files)
        project = project_of(folder, *named, talk, monkeypatch=monkeypatch)
        assert project.posts[["post_id", "comments"]].values.tolist() == [[f"{CHANNEL}/2", 1]]
        assert project.table("interactions")["post_id"].tolist() == [f"{CHANNEL}/2"]


def test_who_joins_twice_has_joined_the_first_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joins = [
        {"id": n, "type": "service", "date_unixtime": str(NOW - 9000 + n), "actor": "Mari",
         "actor_id": "user7", "action": "join_group_by_link"}
        for n in (1, 2)
    ]  # fmt: skip
    for name, files in {"whole": [joins], "parts": [joins[1:], joins[:1]]}.items():
        project = project_of(tmp_path / name, *files, monkeypatch=monkeypatch)
        assert project.table("people")["joined_at"].tolist() == [NOW - 8999]


POSTED = said(5, f"channel{CHANNEL}", text="Uus menüü")
COPIED = {**said(1, f"channel{CHANNEL}", text="Uus menüü", forwarded_from="Kohvik"),
          "date_unixtime": str(int(POSTED["date_unixtime"]) + 1), "from": "Kohvik"}  # fmt: skip
TALK = [COPIED, said(8, "user7", answers=1), said(9, "user8", answers=8)]


def test_the_talk_in_the_group_belongs_to_the_post_of_the_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {"chats": {"list": [channel(POSTED), group(*TALK)]}}
    one = project_of(tmp_path / "one", account, monkeypatch=monkeypatch)
    two = project_of(tmp_path / "two", group(*TALK), channel(POSTED), monkeypatch=monkeypatch)
    assert table_bytes(one.folder) == table_bytes(two.folder)
    assert two.posts[["post_id", "comments"]].values.tolist() == [[f"{CHANNEL}/5", 2]]
    assert two.table("snapshots")["post_id"].tolist() == [f"{CHANNEL}/5"]
    assert set(two.table("interactions")["post_id"]) == {f"{CHANNEL}/5"}


def test_a_post_nobody_talked_about_has_no_comments_and_a_lone_channel_knows_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = project_of(tmp_path / "a", channel(POSTED), [COPIED], monkeypatch=monkeypatch)
    assert silent.posts["comments"].tolist() == [0]
    alone = project_of(tmp_path / "b", channel(POSTED), monkeypatch=monkeypatch)
    assert alone.posts["comments"].isna().all()
    kept = project_of(tmp_path / "c", TALK, monkeypatch=monkeypatch)
    assert kept.posts["post_id"].tolist() == [f"{GROUP}/1"]
