"""An archive that lists too much is refused before anything takes its list into memory."""

import zipfile
from pathlib import Path

import pytest

from smmlab.errors import ExportError
from smmlab.exports import zip_directory
from smmlab.exports.archives import open_archive
from smmlab.exports.source import open_export
from smmlab.exports.workbook import read_workbook


def listed(folder: Path, count: int, comment: bytes = b"") -> Path:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:04}", "")
        archive.comment = comment
    return path


# An entry of the directory takes 46 bytes and its name.
@pytest.mark.parametrize(("count", "is_endless"), [(10, False), (11, True)])
@pytest.mark.parametrize("comment", [b"", b"PK\x05\x06", b"k" * 60_000])
def test_the_size_of_the_directory_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, is_endless: bool, comment: bytes
) -> None:
    monkeypatch.setattr(zip_directory, "LARGEST_DIRECTORY", 10 * 50)
    assert zip_directory.is_endless(listed(tmp_path, count, comment)) is is_endless


def test_neither_archive_nor_workbook_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_directory, "LARGEST_DIRECTORY", 49)
    path = listed(tmp_path, 1)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ExportError, match="far larger inside"), open_archive(open_export(path)):
        pass
    with pytest.raises(ExportError, match="far larger inside"):
        read_workbook(path, "all.zip")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_not_endless(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert not zip_directory.is_endless(path)
    assert not zip_directory.is_endless(tmp_path / "absent.zip")
