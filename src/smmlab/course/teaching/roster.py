"""The list of a class: who is in it, read from the CSV that a school's program or Excel gives."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from smmlab.disk import on_disk
from smmlab.errors import DataError, ProjectError
from smmlab.exports.decoding import decode
from smmlab.texts import message

MOST_STUDENTS = 2000
_MOST_BYTES = 5 * 1024**2
_LONGEST = 100
_DELIMITERS = ";,\t"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# What Excel makes of a long number, of a missing formula and of letters in the wrong alphabet.
_EXPONENT = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)
_BROKEN = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|#+)|�|Ã[\x80-\xbf]|Ð[\x80-\xbf]|\?\?\?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_ID_HEADS = frozenset({"id", "student_id", "code", "kood", "number", "nr", "код", "номер"})
_NAME_HEADS = frozenset({"name", "student", "nimi", "õpilane", "üliõpilane", "имя", "студент"})


@dataclass(frozen=True)
class Student:
    """Somebody in the class.

    Parameters
    ----------
    id
        Unique in the class; the student's company hangs on it and on nothing else of the list.
    name
        As the list has it.
    folder
        The name of the student's folder.
    """

    id: str
    name: str
    folder: str


def read_roster(path: Path) -> tuple[Student, ...]:
    """Read the list of a class: columns ``id`` and ``name``, or ``name`` alone.

    Parameters
    ----------
    path
        A CSV with commas, semicolons or tabs, as Excel or a school's program saves it.

    Returns
    -------
    tuple of Student
        In the order of the list. Without ids the name is the id.

    Raises
    ------
    DataError
        Naming the first line that is wrong, what is wrong and what to do.
    ProjectError
        When the file is not there or is no list.
    """
    rows = _rows(path)
    if not rows:
        raise DataError(
            message("The list {name} is empty. Write a first line with id and name above it."),
            {"name": path.name},
        )
    at_id, at_name = _heads(rows[0][1], path.name)
    found: dict[str, tuple[int, Student]] = {}
    for line, cells in rows[1:]:
        name = _checked(_cell(cells, at_name), line, what="name")
        given = name if at_id is None else _checked(_cell(cells, at_id), line, what="id")
        student = Student(given, name, folder_name(name, "" if at_id is None else given))
        _add(found, student, line)
    if not found:
        raise DataError(
            message("The list {name} has no student under its first line. Add one a line."),
            {"name": path.name},
        )
    if len(found) > MOST_STUDENTS:
        raise DataError(
            message("The list has {found} students. Split it into classes of at most {most}."),
            {"found": len(found), "most": MOST_STUDENTS},
        )
    return tuple(student for _, student in found.values())


def folder_name(name: str, student_id: str = "") -> str:
    """Return a folder name that every system takes, made of a name and an id alone.

    Examples
    --------
    >>> folder_name("Mari Maasikas", "B123"), folder_name("Õie Ööbik"), folder_name("Con")
    ('mari-maasikas-b123', 'õie-ööbik', 'con-')
    """
    text = unicodedata.normalize("NFC", f"{name} {student_id}").casefold()
    plain = "-".join(re.findall(r"[^\W_]+", text))[:80].strip("-")
    return f"{plain}-" if _RESERVED.fullmatch(plain) else plain


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines that hold anything, each with its number."""
    if not path.is_file():
        raise ProjectError(
            message("There is no file {path}. Give the list of the class as a CSV."),
            {"path": path},
        )
    if path.stat().st_size > _MOST_BYTES:
        raise ProjectError(
            message("The file {name} is too large for the list of a class. Choose another file."),
            {"name": path.name},
        )
    with on_disk():
        data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise ProjectError(
            message("{name} is a workbook. Save the list in it as CSV and give that file."),
            {"name": path.name},
        )
    text, _, _ = decode(data, path.name, whole=True)
    lines = text.splitlines(keepends=True)
    skipped = 0
    # Excel tells its delimiter in a line of its own.
    if lines and (told := re.fullmatch(r"\"?sep=(.)\"?\s*", lines[0], re.IGNORECASE)):
        delimiter, skipped = told[1], 1
    else:
        first = next((line for line in lines if line.strip()), "")
        delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num + skipped, [_clean(cell) for cell in row]) for row in reader]
    except csv.Error as problem:
        raise ProjectError(
            message("{name} cannot be read as a list. Save it as CSV again."), {"name": path.name}
        ) from problem
    return [(line, cells) for line, cells in rows if any(cells)]


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).replace("\xa0", " ").split(" ")).strip(" ")


def _heads(cells: list[str], name: str) -> tuple[int | None, int]:
    heads = [cell.casefold().replace(" ", "_") for cell in cells]
    ids = [at for at, head in enumerate(heads) if head in _ID_HEADS]
    names = [at for at, head in enumerate(heads) if head in _NAME_HEADS]
    if len(names) != 1 or len(ids) > 1:
        raise DataError(
            message(
                "Expected the columns id and name, or name alone, in the first line of {name}; "
                "found {found}. Name the columns id and name."
            ),
            {"name": name, "found": ", ".join(filter(None, cells))},
        )
    return (ids[0] if ids else None), names[0]


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _checked(text: str, line: int, *, what: str) -> str:
    if not text:
        _refuse(
            message("Line {line} of the list has no {what}. Write one, or delete the line."),
            line, text, what,
        )  # fmt: skip
    if _EXPONENT.fullmatch(text) or _BROKEN.search(text):
        _refuse(
            message(
                "In line {line} of the list a spreadsheet has damaged the {what} {found}. Set the "
                "column to text, write it again and save as CSV UTF-8."
            ),
            line, text, what,
        )  # fmt: skip
    if text.startswith(_FORMULA):
        _refuse(
            message(
                "The {what} {found} in line {line} of the list looks like a formula. Write it "
                "without the sign at its start."
            ),
            line, text, what,
        )  # fmt: skip
    is_path = any(sign in text for sign in '/\\:*?"<>|') or set(text) <= {".", " "} or ".." in text
    if is_path or not all(letter.isprintable() for letter in text):
        _refuse(
            message(
                "The {what} {found} in line {line} of the list cannot be the name of a folder. "
                "Write letters, digits, blanks and hyphens only."
            ),
            line, text, what,
        )  # fmt: skip
    if len(text) > _LONGEST or not re.search(r"[^\W_]", text):
        _refuse(
            message(
                "The {what} {found} in line {line} of the list is no {what}: expected letters or "
                "digits, at most a hundred. Correct it."
            ),
            line, text[:_LONGEST], what,
        )  # fmt: skip
    return text


def _add(found: dict[str, tuple[int, Student]], student: Student, line: int) -> None:
    """Add a student; ids differ as folders do, so that no two are one to any system."""
    same = found.get(student.id.casefold()) or next(
        (one for one in found.values() if one[1].folder == student.folder), None
    )
    if same is not None:
        raise DataError(
            message(
                "Line {line} and line {first} of the list are the same student, {found}. Delete "
                "one, or give each an id of its own."
            ),
            {"line": line, "first": same[0], "found": student.name},
        )
    found[student.id.casefold()] = (line, student)


def _refuse(template: str, line: int, found: str, what: str) -> NoReturn:
    raise DataError(template, {"line": line, "found": found, "what": what})
