"""The tables stacked in one Google Analytics file, each with the remarks above it."""

import csv
import io
import re
from dataclasses import dataclass, replace

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records, read_records, sniff_delimiter
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.exports.workbook import SHEET_STEP

_PEEKED = 60
_PERIOD = re.compile(r"^#.*\b([0-9]{8})\s*-\s*([0-9]{8})$")
_DATE = re.compile(r"^#[^:]*:\s*([0-9]{8})$")
_FRAME = re.compile(r"^#\s*-{5,}$")
_PROPERTY = re.compile(r"^#\s*Property\s*:\s*(.+)$", re.IGNORECASE)
_SAMPLED = re.compile(r"sampl|threshold|cardinality|выборк|порог", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand )?totals?|(?:общий )?итог|итого", re.IGNORECASE)

_GRAND_TOTAL = re.compile(r"grand totals?|totals|общий итог|итого", re.IGNORECASE)


@dataclass(frozen=True)
class Remarks:
    """What the remarks say: the property, the days covered as YYYYMMDD, and doubts of Google's."""

    property: str | None = None
    start: str | None = None
    end: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One table: its remarks, its records, and the lines of rows marked as a grand total."""

    remarks: Remarks
    records: Records
    total_lines: frozenset[int]


def is_remark(line: str) -> bool:
    """Tell whether a line is a remark; a program that saved the file may have put it in quotes."""
    return line.startswith(("#", '"#'))


def peek_texts(raw: RawExport) -> list[str]:
    """Return how a file, or each sheet of it, begins; never raises."""
    if raw.kind not in ("xlsx", "xls"):
        return [raw.head]
    try:
        return [_sheet_text(sheet.rows[:_PEEKED]) for sheet in raw.sheets]
    except ExportError:
        return []


def read_blocks(raw: RawExport) -> tuple[list[Block], list[int]]:
    """Return the tables of a file and the lines that hold remarks, sheet by sheet in a workbook.

    Raises
    ------
    ExportError
        When the file is no text and no workbook, or a table cannot be taken apart.
    """
    if raw.kind not in ("xlsx", "xls"):
        return split_blocks(raw.text)
    blocks: list[Block] = []
    remark_lines: list[int] = []
    for at, sheet in enumerate(raw.sheets):
        found, lines = split_blocks(_sheet_text(sheet.rows), first_line=at * SHEET_STEP + 1)
        blocks += found
        remark_lines += lines
    return blocks, remark_lines


def _sheet_text(rows: list[list[str]]) -> str:
    """Write a sheet as the text it was saved from, each row on one line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([re.sub(r"[\r\n]+", " ", cell) for cell in row] for row in rows)
    return out.getvalue()


def split_blocks(text: str, *, first_line: int = 1) -> tuple[list[Block], list[int]]:
    """Return the tables of a text and the lines that hold remarks.

    Parameters
    ----------
    text
        The text, line ends of any kind.
    first_line
        Number of its first line.

    Raises
    ------
    ExportError
        When a table cannot be taken apart.
    """
    remark_lines: list[int] = []
    blocks: list[Block] = []
    remarks, pending = Remarks(), list[str]()
    table, first = list[str](), 0
    quoted = False

    def close() -> None:
        if table:
            blocks.append(_block("\n".join(table), first, remarks))
            table.clear()

    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), first_line):
        # Inside a quoted cell neither a blank line nor a # begins anything.
        if not quoted and is_remark(line):
            close()
            pending.append(_plain_remark(line))
            remark_lines.append(number)
            continue
        if not quoted and not line.strip(' ,;\t"'):
            close()
            continue
        if pending:
            remarks, pending = _read_remarks(pending, remarks), []
        if not table:
            first = number
        table.append(line)
        quoted ^= line.count('"') % 2 == 1
    close()
    return blocks, remark_lines


def _plain_remark(line: str) -> str:
    plain = line.rstrip(" ,;\t")
    return plain[1:].removesuffix('"').replace('""', '"').rstrip() if plain[0] == '"' else plain


def _block(text: str, first: int, remarks: Remarks) -> Block:
    text, repaired = unwrap_lines(text)
    # The grand total has its name in a cell of its own behind the last column, or in the first.
    totals = frozenset(
        number for number, line in enumerate(text.split("\n"), first) if _is_total(line, text)
    )
    records = read_records(text, first_line=first)
    records = replace(records, cautions=(*repaired, *records.cautions))
    return Block(remarks, records, totals)


def _is_total(line: str, text: str) -> bool:
    if not _TOTAL.search(line):
        return False
    try:
        cells = next(csv.reader(io.StringIO(line), delimiter=sniff_delimiter(text)), [])
    except csv.Error:
        return False
    first = cells[0].strip() if cells else ""
    # A tag may be called total; nobody calls one grand total.
    says = any(_TOTAL.fullmatch(cell.strip()) for cell in cells)
    return (says and not first) or bool(_GRAND_TOTAL.fullmatch(first))


def _read_remarks(lines: list[str], before: Remarks) -> Remarks:
    found = replace(before, doubts=tuple(ln.lstrip("# ") for ln in lines if _SAMPLED.search(ln)))
    named = [match.group(1) for line in lines if (match := _PROPERTY.match(line))]
    framed = [at for at, line in enumerate(lines) if _FRAME.match(line)]
    if named:
        found = replace(found, property=named[0].strip())
    elif len(framed) >= 2:
        found = replace(found, property=_framed_property(lines[framed[0] + 1 : framed[1]]))
    dates = [match.group(1) for line in lines if (match := _DATE.match(line))]
    periods = [match.groups() for line in lines if (match := _PERIOD.match(line))]
    # By their shape, not by their words: the remarks come in the language of the account.
    if periods:
        return replace(found, start=periods[0][0], end=periods[0][1])
    if len(dates) >= 2:
        return replace(found, start=min(dates[:2]), end=max(dates[:2]))
    return found


def _framed_property(lines: list[str]) -> str | None:
    plain = [line.lstrip("# ").strip() for line in lines]
    # A report names title, account and property; an exploration begins with the property.
    if len(plain) >= 3 and all(":" in line for line in plain[1:3]):
        return plain[2].split(":", 1)[1].strip() or None
    return plain[0] or None if plain else None
