"""The one table of a strange file: its column names, its rows as text, and what is beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import records_of_rows
from smmlab.exports.grids import Grid, grid_records, read_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.items import raw_of, read_json_lines
from smmlab.exports.json_text import parse_json
from smmlab.exports.mapping.dialects import header_at, is_plain_number, text_lines
from smmlab.exports.mapping.spec import FileKind
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message

_LOOKED = 30
_DEPTH, _MOST_KEYS = 4, 2_000
_ABOVE = message("Above the table: {text}.")
_OTHER_SHEET = message("The sheet {sheet} holds another table.")
_REPEATED = message("The column names again.")
_SENTENCE = message("A sentence beside the table: {text}.")
_OTHER_TABLE = message("A row of a table that is not used.")
_NO_OBJECT = message("This entry is no record: it has no named fields.")


@dataclass(frozen=True)
class Found:
    """A table as it was met.

    Parameters
    ----------
    kind
        ``table`` or ``json``.
    header
        Unique column names.
    frame
        All cells as text; absent fields of JSON are missing.
    lines
        Where each row stands.
    rejected, notes
        Rows that are no rows of the table.
    cautions
        What the user should know.
    header_row
        Which row that is not blank held the names; 0 when none did.
    raws
        Items of JSON as they stand in the file; None for tables.
    """

    kind: FileKind
    header: list[str]
    frame: pd.DataFrame
    lines: np.ndarray
    rejected: tuple[Listed, ...] = ()
    notes: tuple[Listed, ...] = ()
    cautions: tuple[Caution, ...] = ()
    header_row: int = 1
    raws: tuple[str, ...] | None = None

    @property
    def rows_met(self) -> int:
        """Rows of every kind; the column names are none."""
        return len(self.frame) + len(self.rejected) + len(self.notes)


def find_table(
    raw: RawExport, *, wanted: Iterable[str] = (), header_row: int | None = None
) -> Found:
    """Find the table in a text file, a workbook or JSON.

    Parameters
    ----------
    raw
        The file.
    wanted
        Column names that it must have; none when nobody knows the file yet.
    header_row
        0 when the file has no column names: they are ``column 1`` and so on then.

    Raises
    ------
    ExportError
        When there is no table, or it lacks a wanted column.
    """
    names = tuple(dict.fromkeys(wanted))
    if raw.kind in ("xlsx", "xls"):
        return _from_grids(list(read_grids(raw)), (), names, header_row)
    start = raw.text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return _from_json(raw.text, names)
    lines = text_lines(raw, wanted=names)
    return _from_grids([lines.grid], lines.broken, names, header_row)


def _from_grids(
    grids: list[Grid], broken: tuple[Listed, ...], wanted: tuple[str, ...], header_row: int | None
) -> Found:
    heads: dict[int, int] = {}
    for at, grid in enumerate(grids):
        if header_row == 0:
            head = -1 if grid.rows and not heads else None
        else:
            head = _locate(grid, wanted) if wanted else header_at(grid.rows)
        if head is not None:
            heads[at] = head
    if not wanted and len(heads) > 1:
        # Nobody has said which sheet: the one with the most rows, and all that look the same.
        most = max(heads, key=lambda at: len(grids[at].rows))
        shape = _names(grids[most].rows[heads[most]])
        heads = {at: h for at, h in heads.items() if _names(grids[at].rows[h]) == shape}
    if not heads and not wanted and any(len(grid.rows) for grid in grids):
        heads = {max(range(len(grids)), key=lambda at: len(grids[at].rows)): -1}
    if not heads:
        _refuse(grids, wanted)
    parts = [_part(grids[at], head, wanted) for at, head in heads.items()]
    notes = [note for part in parts for note in part.notes]
    for at, grid in enumerate(grids):
        if at not in heads:
            notes += [Listed(int(n), _OTHER_SHEET, {"sheet": grid.name}) for n in grid.lines]
    rejected = [*broken, *(row for part in parts for row in part.rejected)]
    first = parts[0]
    frames = [part.frame for part in parts]
    cautions = {caution.code: caution for part in parts for caution in part.cautions}
    return Found(
        "table",
        first.header,
        frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)[first.header],
        np.concatenate([part.lines for part in parts]),
        tuple(sorted(rejected, key=lambda row: row.line)),
        tuple(notes),
        tuple(cautions.values()),
        first.header_row,
    )


def _names(row: list[str]) -> list[str]:
    return records_of_rows([row], np.zeros(1, dtype="int64")).header


def _locate(grid: Grid, wanted: tuple[str, ...]) -> int | None:
    plain = {plain_name(name) for name in wanted}
    for at, row in enumerate(grid.rows[:_LOOKED]):
        if not any("\x00" in cell for cell in row) and plain <= set(map(plain_name, _names(row))):
            return at
    return None


def _refuse(grids: list[Grid], wanted: tuple[str, ...]) -> None:
    if not wanted:
        raise ExportError(message("The file holds no table: there is no header line."))
    met = {plain_name(cell) for grid in grids for row in grid.rows[:_LOOKED] for cell in row}
    absent = [name for name in wanted if plain_name(name) not in met]
    raise ExportError(
        message(
            "The map of the columns does not fit the file: there is no header line with the "
            "columns {absent}. Please check the map, or map the file anew."
        ),
        {"absent": ", ".join(absent or wanted)},
    )


def _part(grid: Grid, head: int, wanted: tuple[str, ...]) -> Found:
    rows, lines = grid.rows, grid.lines
    if head < 0:
        width = max(map(len, rows))
        rows = [[f"column {at}" for at in range(1, width + 1)], *rows]
        lines = np.append([0], lines)
        head, header_row = 0, 0
    else:
        header_row = head + 1
    notes = [
        Listed(int(line), _ABOVE, {"text": _text(row)})
        for row, line in zip(rows[:head], lines[:head], strict=True)
    ]
    names = [cell.strip() for cell in rows[head]]
    body, body_lines = rows[head + 1 :], lines[head + 1 :]
    end = _next_table(body, body_lines, names)
    notes += [Listed(int(line), _OTHER_TABLE) for line in body_lines[end:]]
    body, body_lines = body[:end], body_lines[:end]
    longest = max(map(len, body), default=len(names))
    while len(names) > max(longest, 1) and not names[-1]:
        # A delimiter too many at the end of the header alone.
        names.pop()
    if body and all(len(row) == len(names) + 1 and not row[-1].strip() for row in body):
        # Every row ends in a delimiter more than the header: one nameless column.
        names.append("")
    again = [[cell.strip() for cell in row] == names for row in body]
    notes += [
        Listed(int(line), _REPEATED)
        for line, is_again in zip(body_lines, again, strict=True) if is_again
    ]  # fmt: skip
    stays = ~np.asarray(again, dtype=bool)
    kept = Grid(
        grid.name,
        [names, *(row for row, is_again in zip(body, again, strict=True) if not is_again)],
        np.append(lines[head : head + 1], body_lines[stays]),
        grid.delimiter,
        grid.cautions,
    )
    records = grid_records(kept)
    header = records.header
    cells = {int(line): row for row, line in zip(body, body_lines, strict=True)}
    rejected = []
    for row in records.ragged:
        said = [cell for cell in cells[row.line] if cell.strip()]
        if len(header) > 2 and len(said) == 1 and is_sentence(said[0]):
            notes.append(Listed(row.line, _SENTENCE, {"text": _text(said)}))
        else:
            rejected.append(row)
    if wanted:
        # Names are met in any case; the map goes by how this file writes them.
        by_plain = {plain_name(name): name for name in reversed(header)}
        renamed = {by_plain[plain_name(n)]: n for n in wanted if plain_name(n) in by_plain}
        header = [renamed.get(name, name) for name in header]
    frame = records.frame.set_axis(pd.Index(header, dtype="str"), axis=1)
    return Found(
        "table", header, frame, records.lines, tuple(rejected), tuple(notes), records.cautions,
        header_row,
    )  # fmt: skip


def _next_table(body: list[list[str]], lines: np.ndarray, names: list[str]) -> int:
    """Return where another table begins: names below a blank line, and numbers below them."""
    starts = lines.tolist()
    for at in range(1, len(body) - 1):
        height = 1 + sum(cell.count("\n") for cell in body[at - 1])
        if starts[at] - starts[at - 1] <= height:
            continue
        row = [cell.strip() for cell in body[at]]
        filled = [cell for cell in row if cell]
        has_digits = any(letter.isdigit() for cell in filled for letter in cell)
        if len(filled) < 2 or has_digits or row == names:
            continue
        if any(is_plain_number(cell.strip()) for cell in body[at + 1]):
            return at
    return len(body)


def is_sentence(text: str) -> bool:
    """Tell whether a lone cell is words about the table, and no value that lost its row."""
    plain = text.strip()
    return len(plain.split()) > 1 and sum(letter.isalpha() for letter in plain) > len(plain) / 2


def _text(row: list[str]) -> str:
    return ", ".join(" ".join(cell.split()) for cell in row if cell.strip())[:80]


def _from_json(text: str, wanted: tuple[str, ...]) -> Found:
    values, lines, rejected = _json_items(text)
    items: list[dict[str, Any]] = []
    places: list[int] = []
    for value, line in zip(values, lines, strict=True):
        if isinstance(value, dict):
            items.append(value)
            places.append(line)
        else:
            rejected.append(Listed(line, _NO_OBJECT, raw=raw_of(value)))
    flat = [_flatten(item) for item in items]
    header = list(dict.fromkeys(key for item in flat for key in item))
    if not header:
        raise ExportError(
            message("The file holds no table: its JSON has no list of records with named fields.")
        )
    if len(header) > _MOST_KEYS:
        raise ExportError(
            message("The table has more than {limit} columns; no export has. Please check it."),
            {"limit": _MOST_KEYS},
        )
    by_plain = {plain_name(name): name for name in reversed(header)}
    absent = [name for name in wanted if plain_name(name) not in by_plain]
    if absent and len(absent) == len(wanted):
        _refuse([], tuple(absent))
    renamed = {by_plain[plain_name(n)]: n for n in wanted if plain_name(n) in by_plain}
    frame = pd.DataFrame(
        {
            renamed.get(name, name): pd.Series([item.get(name) for item in flat], dtype="str")
            for name in header
        }
    )
    # A field that no record of this file has is missing throughout.
    frame = frame.assign(**{name: pd.Series(pd.NA, frame.index, dtype="str") for name in absent})
    return Found(
        "json",
        [renamed.get(name, name) for name in header],
        frame,
        np.asarray(places, dtype="int64"),
        tuple(sorted(rejected, key=lambda row: row.line)),
        raws=tuple(raw_of(item) for item in items),
    )


def _json_items(text: str) -> tuple[list[Any], list[int], list[Listed]]:
    try:
        whole = parse_json(text)
    except ExportError as problem:
        values, lines, rejected = read_json_lines(text)
        if not any(isinstance(value, dict) for value in values):
            raise problem from None
        return values, lines.tolist(), list(rejected)
    values = whole if isinstance(whole, list) else _records_in(whole)
    return values, list(range(1, len(values) + 1)), []


def _records_in(whole: Any) -> list[Any]:
    """Return the one list of records of an object, at most two names deep; else the object."""
    for _ in range(2):
        if not isinstance(whole, dict):
            break
        lists = [v for v in whole.values() if isinstance(v, list) and any(map(_is_record, v))]
        if len(lists) == 1:
            return lists[0]
        inside = [v for v in whole.values() if isinstance(v, dict)]
        if lists or len(inside) != 1:
            break
        if not any(isinstance(v, list) for v in inside[0].values()):
            break
        whole = inside[0]
    return [whole]


def _is_record(value: Any) -> bool:
    return isinstance(value, dict)


def _flatten(item: Mapping[str, Any], prefix: str = "", depth: int = 1) -> dict[str, str | None]:
    flat: dict[str, str | None] = {}
    for key, value in item.items():
        name = " ".join(f"{prefix}{key}".replace("\x00", " ").split())[:200] or "?"
        if isinstance(value, dict):
            if depth < _DEPTH:
                flat |= _flatten(value, f"{name}.", depth + 1)
        else:
            flat[name] = _cell(value)
    return flat


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # A list is no cell, and what was never written is missing.
    return repr(value) if isinstance(value, int | float) else None
