"""Workbooks for tests without writing any: the sheets are put where reading would put them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from meta_files import raw
from smmlab.exports.source import RawExport
from smmlab.exports.workbook import SHEET_STEP, Sheet

STEP = SHEET_STEP


def workbook(
    folder: Path, sheets: Mapping[str, Sequence[Sequence[str]]], name: str = "export.xlsx",
    at: int = 1_790_000_000,
) -> RawExport:  # fmt: skip
    """Make a raw export that has these sheets, every row as wide as the widest."""
    export = raw(folder, b"PK\x03\x04", name, at)
    found = []
    for title, rows in sheets.items():
        width = max((len(row) for row in rows), default=0)
        found.append(Sheet(title, [[*map(str, row), *[""] * (width - len(row))] for row in rows]))
    export.__dict__.update(kind="xlsx", _sheets=tuple(found))
    return export


def quoted(*rows: Sequence[str]) -> str:
    """Write rows as TikTok Studio does: every cell in quotation marks, no line end at the end."""
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
