"""What the teacher wrote beside the free answers, read again from the gradebook before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from smmlab.exports.workbook import Sheet, read_workbook
from smmlab.texts import LANGUAGES, Words, message

HEADS: Mapping[str, str] = {
    "id": message("Id"),
    "name": message("Name"),
    "task": message("Task"),
    "answer": message("What the student answered"),
    "checks": message("Points of the checks"),
    "points": message("Your points"),
    "most": message("At most"),
    "look": message("What to look at"),
    "words": message("Your words to the student"),
    "older": message("Older answer (empty this cell when you have read the new one)"),
}
"""The heads of the sheet of free answers, in its order."""
_NEEDED = ("id", "task", "points")
_HEAD_ROWS = 20  # a teacher may have written something above the table
_NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{0,12})?|[.,][0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class TeacherMark:
    """What a teacher gave for one answer.

    Parameters
    ----------
    points
        That count; None when there are none, or what was written is no number within the limits.
    words
        To the student.
    older
        The answer they were given to, when the student has answered anew since; else empty.
    written
        The cell of the points as it was.
    """

    points: float | None = None
    words: str = ""
    older: str = ""
    written: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One row of the sheet of free answers, as texts.

    Parameters
    ----------
    place
        Its number in the sheet.
    cells
        By the names of `HEADS`; what has no column is empty.
    """

    place: int
    cells: Mapping[str, str]

    @property
    def points(self) -> str:
        """What stands in the cell of the points."""
        return self.cells["points"]

    @property
    def key(self) -> tuple[str, str]:
        """Whose row it is, and of which task, in letters that compare."""
        return self.cells["id"].lstrip("'").casefold(), self.cells["task"].casefold()

    @property
    def name(self) -> str:
        """The student's name, in letters that compare."""
        return self.cells["name"].lstrip("'").casefold()

    @property
    def is_marked(self) -> bool:
        """Whether the teacher wrote anything into it."""
        return bool(self.points or self.cells["words"])


@dataclass(frozen=True)
class TeacherSheet:
    """The sheet of free answers of the gradebook before.

    Parameters
    ----------
    file
        The name of the workbook.
    title
        The name of the sheet.
    rows
        In which the teacher wrote.
    """

    file: str = ""
    title: str = ""
    rows: tuple[SheetRow, ...] = field(default=())


def read_teacher_sheet(path: Path) -> TeacherSheet | None:
    """Return what the teacher wrote into a gradebook; None when it has no sheet of free answers.

    Parameters
    ----------
    path
        The workbook. The columns may have been moved, and the language may be any of ours.

    Raises
    ------
    ExportError
        When it is damaged or locked.
    """
    for sheet in read_workbook(path, path.name):
        found = _columns(sheet)
        if found is not None:
            first, columns = found
            rows = tuple(one for one in _rows(sheet.rows, first, columns) if one.is_marked)
            return TeacherSheet(path.name, sheet.name, rows)
    return None


def read_points(text: str, most: float) -> float | None:
    """Return points as a number; None when they are none or not from 0 to the most.

    Parameters
    ----------
    text
        With a decimal point or a decimal comma.
    most
        That can be given.

    Examples
    --------
    >>> [read_points(one, 2) for one in ("1,5", " 2 ", "", "2.5", "-1", "two", "nan")]
    [1.5, 2.0, None, None, None, None, None]
    """
    plain = "".join(text.split())
    if not _NUMBER.fullmatch(plain):
        return None
    points = float(plain.replace(",", "."))
    return points if points <= most else None


def is_same_answer(one: str, other: str) -> bool:
    r"""Tell whether two cells hold the same answer; spreadsheets are free with blanks.

    Parameters
    ----------
    one, other
        Cells.

    Examples
    --------
    >>> is_same_answer("'=good\r\ncoffee", "=good coffee"), is_same_answer("tea", "coffee")
    (True, False)
    """
    return one.lstrip("'").split() == other.lstrip("'").split()


def _columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return in which row the heads stand and where each column is."""
    heads = _known_heads()
    for at, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = heads.get(" ".join(cell.split()).casefold())
            if name is not None:
                columns.setdefault(name, column)
        if all(name in columns for name in _NEEDED):
            return at + 1, columns
    return None


def _known_heads() -> dict[str, str]:
    return {
        Words(language).say(head).casefold(): name
        for language in LANGUAGES
        for name, head in HEADS.items()
    }


def _rows(
    rows: Sequence[Sequence[str]], first: int, columns: Mapping[str, int]
) -> Iterator[SheetRow]:
    for at, row in enumerate(rows[first:], start=first + 1):
        places = {name: columns.get(name, len(row)) for name in HEADS}
        yield SheetRow(
            at,
            {
                name: row[place].strip() if place < len(row) else ""
                for name, place in places.items()
            },
        )
