"""Bytes of any kind become text with its encoding, or a sentence that says why not."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import raw
from smmlab.errors import ExportError, SmmlabError
from smmlab.exports import source
from smmlab.exports.source import open_export

RUSSIAN = "Название;Текст\nПривет, друзья;Завтра открываем новую кофейню\nСкидка;До конца недели\n"
ESTONIAN = "pealkiri,tekst\nÕhtu,Tere tulemast sõbrad\nLõuna,Täna on värsket kooki ja šokolaadi\n"
LATVIAN = "virsraksts,teksts\nRīts,Šodien mūsu kafejnīcā ir kūka\nVakars,Ēdam kopā ar draugiem\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("õun,яблоко\n1,2\n".encode(), "utf-8"),
        ("õun,яблоко\n1,2\n".encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + "õun,яблоко\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        ("oun,apple\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        ("õun,яблоко и груша\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "õun,яблоко\n1,2\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_unicode_encoding_reads_without_its_mark(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    export = raw(tmp_path, content)
    assert export.encoding == encoding
    assert export.text.endswith("\n1,2\n")
    assert export.text.startswith("o" if "apple" in export.text else "õ")
    assert export.head == export.text
    assert export.cautions == ()


@pytest.mark.parametrize(
    ("text", "charset"), [(RUSSIAN, "cp1251"), (ESTONIAN, "cp1257"), (LATVIAN, "cp1257")]
)
def test_windows_alphabets_are_told_apart_and_said(tmp_path: Path, text: str, charset: str) -> None:
    export = raw(tmp_path, text.encode(charset))
    assert export.text == text
    assert [c.code for c in export.cautions] == ["legacy-charset"]
    assert charset in str(export.cautions[0])


def test_letters_that_could_be_either_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be told"):
        _ = raw(tmp_path, b"a,b\n\xf5\xe4x\xd0\xf5Q,\xe4\xd5\xff\xd6q\n").text


def test_a_few_foreign_bytes_do_not_change_the_alphabet(tmp_path: Path) -> None:
    content = ("õäöü" * 20 + "\n").encode() + b"bad \xff line\n" + b"hea rida\n"
    export = raw(tmp_path, content)
    assert export.text.splitlines()[1:] == ["bad \x00 line", "hea rida"]
    assert [c.code for c in export.cautions] == ["mixed-encoding"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + b"\x14\x00" * 9 + b"posts_1.json", "archive inside an archive"),
        (b"PK\x03\x04" + b"\x14\x00" * 9 + b"pixl/1.jpg", "archive inside an archive"),
        (b"PK\x03\x04" + b"\x14\x00" * 9 + b"xl/workbook.xml", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel workbook"),
        (b"%PDF-1.7 ...", "not a text file"),
        *(
            (magic + bytes(range(60)), r"is packed .* unpack it first, .* a ZIP can stay")
            for magic in (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ\x00")
        ),
        (b"\x00\x01\x02\x00\x00\xff" * 50, "text"),
        (b"<!DOCTYPE html><html><table></table></html>", "web page"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t \n", "empty"),
        (b"\xff\xfea\x00b", "cut short"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    export = raw(tmp_path, content)
    with pytest.raises(ExportError, match=words):
        _ = export.text
    assert isinstance(export.head, str)


def test_an_empty_absent_or_huge_file_is_refused_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(ExportError, match="empty"):
        open_export(tmp_path / "empty.csv")
    with pytest.raises(ExportError, match="cannot be opened"):
        open_export(tmp_path / "absent.csv")
    with pytest.raises(ExportError, match="folder"):
        open_export(tmp_path)
    with pytest.raises(ExportError, match="cannot be opened"):
        open_export("a\x00b")
    old = raw(tmp_path, b"x").path
    os.utime(old, (315_532_800, 315_532_800))
    with pytest.raises(ExportError, match=r"saved on 1980-01-01, so .* put it in a ZIP"):
        open_export(old)
    monkeypatch.setattr(source, "LARGEST_BYTES", 3)
    with pytest.raises(ExportError, match="shorter period"):
        raw(tmp_path, b"four")


def test_the_head_of_a_long_file_ends_between_letters(tmp_path: Path) -> None:
    export = raw(tmp_path, "a" + "õ" * 50_000)
    assert export.head == "a" + "õ" * 16_383
    assert export.text == "a" + "õ" * 50_000


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(content=st.binary(min_size=1, max_size=400))
def test_no_bytes_raise_anything_else(tmp_path: Path, content: bytes) -> None:
    export = raw(tmp_path, content)
    assert isinstance(export.head, str)
    try:
        text = export.text
    except SmmlabError:
        return
    text.encode("utf-8")  # no lone surrogates: they would break the tables
