"""A conversation in several exports is the conversation in one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from import_cases import BRIEF, table_bytes
from smmlab.project import Project, create_project

CHANNEL, GROUP, NOW = 1500000001, 1600000009, 1_790_000_000


def said(number: int, who: str, *, answers: int | None = None, **more: Any) -> dict[str, Any]:
    body = {
        "id": number, "type": "message", "date_unixtime": str(NOW - 100_000 + number * 90),
        "from": who, "from_id": who, "text": f"{who} {number}", **more,
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


def project_of(
    folder: Path, *files: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Project:
    monkeypatch.setattr("smmlab.project.project_key", lambda _id, *, must_exist: b"k" * 32)
    project = create_project(folder / "client", BRIEF)
    for number, messages in enumerate(files):
        path = folder / str(number) / "result.json"
        path.parent.mkdir(parents=True)
        chat = {"name": "Jutud", "type": "private_supergroup", "id": GROUP, "messages": messages}
        path.write_text(json.dumps(chat))
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


@pytest.mark.parametrize("cut", range(2, 7))
def test_a_conversation_cut_anywhere_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    whole = project_of(tmp_path / "whole", CONVERSATION, monkeypatch=monkeypatch)
    parts = project_of(
        tmp_path / "parts", CONVERSATION[cut:], CONVERSATION[:cut], monkeypatch=monkeypatch
    )
    assert table_bytes(parts.folder) == table_bytes(whole.folder)


def test_a_circle_over_two_exports_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    circle = [said(2, "user7", answers=1), said(1, "user8")]
    project = project_of(tmp_path, circle, monkeypatch=monkeypatch)
    assert project.table("interactions")["post_id"].isna().all()
