"""An archive gives its exports and nothing else: no path out of it, no bomb, no conversation."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from import_cases import BRIEF
from meta_files import NOW
from smmlab.errors import ExportError
from smmlab.exports import archives
from smmlab.exports.archives import open_archive
from smmlab.exports.source import RawExport, open_export
from smmlab.project import create_project

CSV = "a,b\n1,2\n"
VK = (
    '{"response": {"count": 1, "items": [{"id": 1, "owner_id": -5, "from_id": -5, "text": "x", '
    '"date": 1750000000, "post_type": "post", "likes": {"count": 2}}]}}'
)


def zipped(folder: Path, files: dict[str, str | bytes]) -> RawExport:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return open_export(path)


def test_members_are_unfolded_in_order_for_as_long_as_the_archive_is_open(tmp_path: Path) -> None:
    raw = zipped(tmp_path, {"b/two.csv": CSV, "a/one.json": "[]", "photo.jpg": "x", "c.html": "x"})
    with open_archive(raw) as archive:
        assert [member.inside for member in archive.members] == [
            "export.zip/a/one.json", "export.zip/b/two.csv",
        ]  # fmt: skip
        assert archive.members[1].text == CSV
        assert archive.members[0].modified_at == raw.modified_at
        assert archive.skipped == 2
        paths = [member.path for member in archive.members]
    assert not any(path.exists() for path in paths)


@pytest.mark.parametrize(
    "name",
    ["messages/inbox/mari_1/message_1.json", "your_activity/Messages/inbox/a.json",
     ".hidden.csv", "__MACOSX/._a.csv", "nested.zip", "empty.csv",
     "data/direct-messages.js", "data/direct-messages-group.js", "data/follower.js"],
)  # fmt: skip
def test_conversations_and_what_is_no_export_stay_inside(tmp_path: Path, name: str) -> None:
    raw = zipped(tmp_path, {name: "" if name == "empty.csv" else CSV, "a.csv": CSV})
    with open_archive(raw) as archive:
        assert [member.name for member in archive.members] == ["a.csv"]
        assert archive.skipped == 1


@pytest.mark.parametrize(
    "name", ["../../x.csv", "/etc/x.csv", "a/../../x.csv", "..\\x.csv", "C:\\x.csv", "C:x.csv"]
)
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    raw = zipped(tmp_path, {name: CSV})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportError, match="leads out"), open_archive(raw):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ExportError, match="or a link"), open_archive(open_export(path)):
        pass


def test_a_bomb_is_refused_before_it_is_unfolded(tmp_path: Path) -> None:
    raw = zipped(tmp_path, {"bomb.csv": b"0" * 50_000_000})
    with pytest.raises(ExportError, match="far larger inside"), open_archive(raw):
        pass


def test_too_many_or_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped(tmp_path, {f"{n}.csv": CSV for n in range(5)})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 4)
    with pytest.raises(ExportError, match="far larger inside"), open_archive(raw):
        pass
    monkeypatch.setattr(archives, "MOST_MEMBERS", 5)
    monkeypatch.setattr(archives, "_LARGEST_TOTAL", 39)
    with pytest.raises(ExportError, match="far larger inside"), open_archive(raw):
        pass
    monkeypatch.setattr(archives, "_LARGEST_TOTAL", 40)
    with open_archive(raw) as archive:
        assert len(archive.members) == 5


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    raw = zipped(tmp_path, {"a.csv": CSV})
    data = bytearray(raw.path.read_bytes())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, local + 6, 1)
    struct.pack_into("<H", data, central + 8, 1)
    raw.path.write_bytes(data)
    with pytest.raises(ExportError, match="locked"), open_archive(open_export(raw.path)):
        pass


@pytest.mark.parametrize("damage", ["content", "end", "size"])
def test_a_damaged_archive_says_so(tmp_path: Path, damage: str) -> None:
    raw = zipped(tmp_path, {"a.csv": CSV * 50})
    data = bytearray(raw.path.read_bytes())
    if damage == "content":
        data[40] ^= 0xFF
    elif damage == "end":
        del data[-30:]
    else:
        # The directory says that there is less in it than there is.
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    raw.path.write_bytes(data)
    with (
        pytest.raises(ExportError, match="damaged or cut short"),
        open_archive(open_export(raw.path)),
    ):
        pass


def test_every_member_goes_to_its_reader_and_the_rest_is_counted(tmp_path: Path) -> None:
    project = create_project(tmp_path / "client", BRIEF)
    archive = zipped(
        tmp_path, {"vk/wall.json": VK, "notes.csv": CSV, "me.jpg": "x", "bad/wall.json": VK[:-9]}
    )
    report = project.add(archive.path)
    assert report.error is None
    assert [member.reader for member in report.members if member.error is None] == ["vk_wall"]
    assert {caution.code for caution in report.warnings} >= {"archive-skipped", "archive-unknown"}
    assert report.rows == {"read": 1, "imported": 1, "merged": 0, "rejected": 0, "notes": 0}
    assert [path.name for path in (project.folder / "exports").iterdir()] == ["export wall.json"]
    assert project.posts["source_file"].tolist() == ["export wall.json"]
    again = project.add(archive.path)
    assert again.rows["imported"] == 0
    assert len(project.posts) == 1


def test_an_archive_without_exports_is_refused_with_what_was_in_it(tmp_path: Path) -> None:
    project = create_project(tmp_path / "client", BRIEF)
    report = project.add(zipped(tmp_path, {"a.csv": CSV, "me.jpg": "x"}).path)
    assert "holds no export" in str(report.error)
    assert not any((project.folder / "exports").iterdir())


PAGES = {"index.html": "x", "posts/posts_1.HTML": "x", "media/me.jpg": "x"}
TALK = {"messages/inbox/mari_1/message_1.json": "{}", "messages/inbox/mari_1/photos/a.jpg": "x"}
PACKED = {"part-1.zip": "PK", "part-2.ZIP": "PK", "me.jpg": "x"}


@pytest.mark.parametrize(
    ("files", "said"),
    [(PAGES, "web pages and no export: 2. Please ask for it again and choose the format JSON"),
     (PAGES | {"messages/inbox/a/message_1.html": "x"}, "web pages and no export: 2"),
     (TALK, "private messages and no export. Files of messages: 2; smmlab never opens them"),
     (TALK | {"me.jpg": "x", "data/direct-messages.js": "x"}, "Files of messages: 3"),
     (PACKED, "other archives and no export beside them: 2. Please unpack it first"),
     (PAGES | {"a.csv": CSV}, "holds no export that smmlab knows. Files in it: 4."),
     ({"me.jpg": "x", "__MACOSX/._a.zip": "x"}, "no export that smmlab knows. Files in it: 2.")],
)  # fmt: skip
def test_why_an_archive_gave_nothing_is_said_when_its_files_show_it(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    project = create_project(tmp_path / "client", BRIEF)
    assert said in str(project.add(zipped(tmp_path, files).path).error)


def test_a_member_keeps_the_time_of_its_archive(tmp_path: Path) -> None:
    archive = zipped(tmp_path, {"vk/wall.json": VK})
    os.utime(archive.path, (NOW, NOW))
    project = create_project(tmp_path / "client", BRIEF)
    project.add(archive.path)
    assert project.table("posts")["exported_at"].tolist() == [NOW]
