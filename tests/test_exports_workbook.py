"""Workbooks become texts in a process of their own; what claims too much fails alone."""

import struct
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports import workbook, zip_directory
from smmlab.exports.sheet_cells import cell_text
from smmlab.exports.source import open_export

OLD = Path(__file__).parent / "fixtures/linkedin_content/page_xls"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Üks" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_xlsx(path: Path, *cells: tuple[str, str], quote: str = '"', rest: str = "") -> Path:
    """Write a workbook of one sheet with these cells, each in a row of its own."""
    rows = "".join(
        f"<row><c r={quote}{place}{quote} t='inlineStr'><is><t>{text}</t></is></c></row>"
        for place, text in cells
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>{rest}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a\x00b", "ab"), (True, "1"), (False, "0"), (7.0, "7"), (-2.5, "-2.5"),
        (939005954986064.0, "939005954986064"), (1.22e17, "1.22e+17"), (None, ""),
        (datetime(2026, 2, 28), "2026-02-28"), (date(2026, 2, 28), "2026-02-28"),
        (datetime(2026, 2, 28, 19, 5), "2026-02-28 19:05:00"), (time(19, 5), "19:05:00"),
        (timedelta(hours=26, seconds=5), "26:00:05"), (12, "12"),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_a_person_reads_it(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_sheets_keep_their_names_and_blank_rows(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "id"), ("B3", "õ"))
    (sheet,) = open_export(path).sheets
    assert sheet.name == "Üks"
    assert sheet.rows == [["id", ""], ["", ""], ["", "õ"]]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_cell_absurdly_far_down_is_refused_before_it_is_unfolded(
    tmp_path: Path, quote: str
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"), ("XFD1048576", "y"), quote=quote)
    with pytest.raises(ExportError, match="far larger inside"):
        _ = open_export(path).sheets


def test_what_the_library_cannot_stand_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"))
    monkeypatch.setattr(workbook, "_MOST_MEMORY", 1_000_000)
    raw = open_export(path)
    for _ in range(2):
        with pytest.raises(ExportError, match="damaged"):
            _ = raw.sheets
    monkeypatch.undo()
    monkeypatch.setattr(workbook, "_MOST_SECONDS", 0.001)
    with pytest.raises(ExportError, match="damaged"):
        _ = open_export(path).sheets
    monkeypatch.undo()
    assert open_export(path).sheets[0].rows == [["x"]]


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ExportError, match="damaged"):
        _ = open_export(path).sheets


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a"])
def test_a_workbook_is_read_by_its_content_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (sheet,) = open_export(write_xlsx(tmp_path / name, ("A1", "id"))).sheets
    assert sheet.rows == [["id"]]


def test_an_old_workbook_may_be_called_xlsx(tmp_path: Path) -> None:
    old = OLD / "kohvik_content_1 (2).xls"
    path = tmp_path / "a.xlsx"
    path.write_bytes(old.read_bytes())
    assert open_export(path).sheets == open_export(old).sheets
    assert [sheet.name for sheet in open_export(path).sheets] == ["Metrics", "All posts"]


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx"])
@pytest.mark.parametrize("is_new", [False, True])
def test_a_password_is_told_whatever_the_name(tmp_path: Path, name: str, is_new: bool) -> None:
    data = bytearray((OLD / "kohvik_content_1 (2).xls").read_bytes())
    if is_new:
        # A new workbook with a password is an old container with this stream in it.
        stream, at = (
            "EncryptedPackage".encode("utf-16-le"),
            data.index("Workbook".encode("utf-16-le")),
        )
        data[at : at + len(stream)] = stream
        struct.pack_into("<H", data, at + 64, len(stream) + 2)
    else:
        # The record FILEPASS takes the place of the first one behind the beginning of the file.
        struct.pack_into("<H", data, data.index(b"\x09\x08\x10\x00") + 20, 0x2F)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExportError, match="locked with a password"):
        _ = open_export(tmp_path / name).sheets


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [b"", b"x" * 70_000])
def test_an_archive_that_holds_a_workbook_is_none(tmp_path: Path, way: int, before: bytes) -> None:
    inner = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"))
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("photo.jpg", before)
        archive.write(inner, "a.xlsx")
        archive.comment = b"xl/workbook.xml"
    assert (open_export(path).kind, open_export(inner).kind) == ("zip", "xlsx")


def test_a_workbook_is_told_among_many_parts_and_behind_a_long_comment(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(3000):
            archive.writestr(f"xl/media/picture{number}.png", b"x" * 30)
        archive.comment = b"k" * 65_535
    assert open_export(path).kind == "xlsx"
    moved = tmp_path / "moved.xlsx"
    moved.write_bytes(b"PK\x03\x04" + path.read_bytes())
    assert open_export(moved).kind == "xlsx"


def test_a_large_directory_says_where_it_is_in_another_record(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"))
    data = path.read_bytes()
    end = data.index(b"PK\x05\x06")
    size, place = struct.unpack_from("<2L", data, end + 12)
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 5, 5, size, place)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    small = data[end : end + 8] + b"\xff" * 12 + bytes(2)
    path.write_bytes(data[:end] + large + locator + small)
    assert open_export(path).kind == "xlsx"
    assert open_export(path).sheets[0].rows == [["x"]]


@settings(max_examples=50, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.lists(st.sampled_from([b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06", b"PK\x01\x02",
                              b"\xff" * 8,
                              bytes(7), b"\x2e\0", b"xl/workbook.xml", b"k" * 20]), max_size=14)
)  # fmt: skip
def test_a_hostile_directory_is_survived(tmp_path: Path, pieces: list[bytes]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"".join(pieces))
    assert zip_directory.is_workbook(path) in (True, False)
    assert zip_directory.is_endless(path) in (True, False)


def test_a_bomb_of_blanks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "x"), rest=" " * 200_000)
    monkeypatch.setattr(workbook, "_MOST_BYTES", 100_000)
    with pytest.raises(ExportError, match="far larger inside"):
        _ = open_export(path).sheets


def test_entities_are_never_unfolded(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ("A1", "&b9;"))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    laughs = '<!ENTITY b0 "ha">' + "".join(
        f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10)
    )
    sheet = f"<!DOCTYPE worksheet [{laughs}]>" + files["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**files, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, content)
    try:
        (read,) = open_export(path).sheets
    except ExportError:
        return
    assert sum(map(len, read.rows[0])) < 100
