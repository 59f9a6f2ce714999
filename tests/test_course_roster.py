"""The list of a class: read as schools write it, refused with the line that is wrong."""

from pathlib import Path

import pytest

from smmlab.course.teaching.roster import Student, folder_name, read_roster
from smmlab.errors import DataError, ProjectError, SmmlabError


def listed(folder: Path, text: str | bytes) -> tuple[Student, ...]:
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path)


@pytest.mark.parametrize(
    "text",
    [
        "id,name\nB1,Mari Mets\nB2,Jüri Kask\n",
        "\ufeffid;name;group\r\nB1;Mari Mets;1\r\n;;\r\nB2;Jüri Kask;2\r\n",
        "name\tid\nMari Mets\tB1\n\nJüri Kask\tB2",
        'sep=;\nID;Name\n"B1";" Mari\u00a0Mets "\nB2;Jüri Kask\n',
        "kood;nimi\nB1;Mari Mets\nB2;Jüri Kask\n".encode("cp1257"),
        "id,name\nB1,Mari Mets\nB2,Jüri Kask\n".encode("utf-16"),
    ],
    ids=["plain", "Excel", "tabs", "told delimiter", "Baltic", "UTF-16"],
)
def test_a_list_is_read_as_it_comes(text: str | bytes, tmp_path: Path) -> None:
    assert [(one.id, one.name) for one in listed(tmp_path, text)] == [
        ("B1", "Mari Mets"),
        ("B2", "Jüri Kask"),
    ]


def test_without_ids_the_name_is_the_id(tmp_path: Path) -> None:
    assert listed(tmp_path, "имя\nМаша Иванова\n") == (
        Student("Маша Иванова", "Маша Иванова", "маша-иванова"),
    )


def test_two_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    found = listed(tmp_path, "id,name\n1,Mari\n2,Mari\n")
    assert len({one.folder for one in found}) == 2


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("id,name\n1,Mari\n2,\n", 3, "no name"),
        ("id,name\n,Mari\n", 2, "no id"),
        ("id,name\n1,Mari\n\n1,Jüri\n", 4, "same student"),
        ("name\nMari\nJüri\nmari\n", 4, "same student"),
        ("name\nMari Mets\nMari-Mets\n", 3, "same student"),
        ("name\n../key\n", 2, "folder"),
        ("name\n..\n", 2, "folder"),
        ("name\nC:\\x\n", 2, "folder"),
        ("name\nMari/Mets\n", 2, "folder"),
        ("name\nMari\x07Mets\n", 2, "folder"),
        ('name\n"=HYPERLINK(1)"\n', 2, "formula"),
        ("name\n@SUM(1)\n", 2, "formula"),
        ("id,name\n1.2E+11,Mari\n", 2, "damaged"),
        ("id,name\n#N/A,Mari\n", 2, "damaged"),
        ("name\nJÃ¼ri\n", 2, "damaged"),
        (f"name\n{'a' * 101}\n", 2, "at most a hundred"),
        ("name\n!!!\n", 2, "letters or digits"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    text: str, line: int, told: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=told) as problem:
        listed(tmp_path, text)
    assert f"ine {line} " in str(problem.value)


@pytest.mark.parametrize("text", ["", "id,name\n", "first,second\n1,2\n", "name,name\n1,2\n"])
def test_a_list_without_students_or_heads_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        listed(tmp_path, text)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no file"):
        read_roster(tmp_path / "none.csv")
    with pytest.raises(ProjectError, match="workbook"):
        listed(tmp_path, b"PK\x03\x04rest")
    with pytest.raises(SmmlabError):
        listed(tmp_path, bytes(range(256)) * 10)
    with pytest.raises(DataError, match="at most"):
        listed(tmp_path, "name\n" + "\n".join(f"n{number}" for number in range(2001)))


def test_a_folder_is_named_for_every_system() -> None:
    assert folder_name("Con") == "con-"
    assert folder_name("Mari  Mets", "A/1") == "mari-mets-a-1"
    assert folder_name("O\u0308ie") == folder_name("\u00d6ie")
