"""What students hand in is taken in with care, and matched with the class."""

import hashlib
import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.roster import Student, folder_name
from smmlab.course.teaching.submissions import Submission, collect
from smmlab.course.teaching.taking_in import TakenIn, take_in
from smmlab.errors import ProjectError

FILES = {
    "course.toml": b"",
    "answers.json": b"{}",
    "downloads/own/a.csv": b"a,b",
    "exports/a.csv": b"a,b",
    "notebooks/course/05-x.ipynb": b"{}",
    "notebooks/02-mine.ipynb": b"{}",
    "tables/secret.bin": b"x",
    "notebooks/course/.hidden.ipynb": b"{}",
}
KEPT = ["answers.json", "course.toml", "notebooks/course/05-x.ipynb"]


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def pack(path: Path, files: Mapping[str, bytes], *, below: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{below}{name}", data)
    return path


def kept(taken: TakenIn) -> list[str]:
    root = taken.folder
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


@pytest.mark.parametrize("form", ["folder", "inside", "zip", "zip inside", "platform"])
def test_only_what_grading_needs_is_copied(form: str, tmp_path: Path) -> None:
    source = tmp_path / "in"
    match form:
        case "folder":
            write(source, FILES)
        case "inside":
            write(source / "work", FILES)
        case "zip":
            source = pack(tmp_path / "in.zip", FILES)
        case "zip inside":
            source = pack(tmp_path / "in.zip", FILES, below="work/")
        case _:
            pack(source / "mari.zip", FILES, below="work/")
    taken = take_in(source, tmp_path / "out")
    assert kept(taken) == KEPT
    told = hashlib.sha256(b"a,b").hexdigest()
    assert taken.digests == {"downloads/own/a.csv": told, "exports/a.csv": told}
    assert taken.notes == []
    assert not taken.is_empty


@pytest.mark.parametrize("path", ["../answers.json", "/answers.json", "C:/answers.json",
                                  "a\\..\\..\\answers.json"])  # fmt: skip
def test_a_path_out_of_an_archive_is_not_followed(path: str, tmp_path: Path) -> None:
    taken = take_in(pack(tmp_path / "in.zip", {**FILES, path: b"{}"}), tmp_path / "a" / "out")
    assert "leads out" in str(taken.notes[0])
    assert kept(taken) == []
    assert taken.is_empty
    assert not (tmp_path / "a" / "answers.json").exists()


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("answers.json")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    taken = take_in(tmp_path / "in.zip", tmp_path / "out")
    assert "a link" in str(taken.notes[0])
    assert kept(taken) == []


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    taken = take_in(pack(tmp_path / "in.zip", {"answers.json": bytes(9_000_000)}), tmp_path / "out")
    assert "far larger" in str(taken.notes[0])
    assert taken.is_empty


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"not an archive"])
def test_a_damaged_archive_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_bytes(data)
    taken = take_in(tmp_path / "in.zip", tmp_path / "out")
    assert "damaged" in str(taken.notes[0])


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    path = pack(tmp_path / "in.zip", {"answers.json": b"{}"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert "damaged or cannot be read" in str(take_in(path, tmp_path / "out").notes[0])


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in a folder there")
def test_links_and_pipes_are_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"course.toml": b""})
    (tmp_path / "secret").write_text("secret")
    os.symlink(tmp_path / "secret", folder / "answers.json")
    os.symlink(tmp_path, folder / "notebooks")
    os.mkfifo(folder / "project.toml")
    taken = take_in(folder, tmp_path / "out")
    assert kept(taken) == ["course.toml"]
    assert str(taken.notes[0]).endswith("left out: 3.")


def test_too_large_a_file_is_left_out(tmp_path: Path) -> None:
    files = {"course.toml": b"#" * 70_000, "answers.json": b"{}"}
    taken = take_in(write(tmp_path / "in", files), tmp_path / "out")
    assert kept(taken) == ["answers.json"]
    assert "course.toml is too large" in str(taken.notes[0])


def classroom(folder: Path, *students: tuple[str, str]) -> Classroom:
    made = tuple(Student(one, name, folder_name(name, one)) for one, name in students)
    return Classroom(folder, 1, students=made)


def collected(folder: Path, source: Path) -> tuple[dict[str, Submission], tuple[str, ...]]:
    found = collect(
        classroom(folder, ("1", "Mari"), ("2", "Mari Ann"), ("3", "Lea")),
        folder / "staging",
        source,
    )
    return {one.student.name: one for one in found.submissions}, found.strangers


def work(folder: Path, student_id: str) -> Path:
    write(folder, {"answers.json": b"{}"})
    write_enrolment(folder, Enrolment("class", "somebody", student_id))
    return folder


def test_folders_are_matched_by_name_then_by_enrolment(tmp_path: Path) -> None:
    source = tmp_path / "in"
    work(source / "Mari_4711_assignsubmission_file", "1")
    work(source / "Mari Ann_4712_assignsubmission_file", "2")
    work(source / "work", "3")
    work(source / "Nobody", "77")
    found, strangers = collected(tmp_path, source)
    assert all(one.folder is not None for one in found.values())
    assert all(one.notes == () for one in found.values())
    assert strangers == ("Nobody",)


def test_the_work_of_another_and_a_second_one_are_told(tmp_path: Path) -> None:
    source = tmp_path / "in"
    work(source / "lea-3", "2")
    write(source / "mari-1", {"answers.json": b"{}"})
    pack(source / "mari-1.zip", FILES)
    os.utime(source / "mari-1", (1, 1))
    write(source / "mari-ann-2", {"answers.json": b"{}", "course.toml": b"\xff"})
    found, _ = collected(tmp_path, source)
    assert "that of another student" in str(found["Lea"].notes[0])
    assert "Handed in 2 times; mari-1.zip was graded." in map(str, found["Mari"].notes)
    assert "course.toml is damaged" in str(found["Mari Ann"].notes[0])


def test_what_did_not_come_in_is_told(tmp_path: Path) -> None:
    (tmp_path / "in" / "lea-3").mkdir(parents=True)
    found, strangers = collected(tmp_path, tmp_path / "in")
    assert found["Mari"].folder is None
    assert str(found["Mari"].notes[0]) == "Nothing was handed in."
    assert found["Lea"].folder is None
    assert "nothing of the course" in str(found["Lea"].notes[0])
    assert strangers == ()


def test_a_folder_that_is_not_there_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="to grade"):
        collected(tmp_path, tmp_path / "none")
