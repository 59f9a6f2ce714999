"""The first rows of a mapped file as they would become, with units and clock."""

from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.mapping.reader import read_mapped
from smmlab.exports.mapping.slots import SLOTS, unit_of
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.schema import TABLES
from smmlab.texts import Phrase, Words, message

ROWS = 5
_LONGEST = 60
_HIDDEN = "***"
_TIMES = ("at", "joined_at", "last_seen")
_BESIDE = ("is_own", "metrics_name", "source_file", "exported_at")


@dataclass(frozen=True)
class Preview:
    """What a map makes of a file.

    Parameters
    ----------
    rows
        The first rows as texts, times on the clock of the file; people are hidden.
    units
        Units by column.
    clock
        On which clock times were read; empty when there are none.
    shares
        How shares were read; empty when there are none.
    account
        Rows read, imported, merged, rejected and without data.
    problems
        Why the file cannot be read, or the first rows that cannot.
    cautions
        What the user should know.
    """

    rows: pd.DataFrame
    units: dict[str, str]
    clock: str
    shares: str
    account: dict[str, int]
    problems: tuple[Phrase, ...]
    cautions: tuple[Phrase, ...]

    def sentences(self, words: Words) -> list[str]:
        """Say what is wrong, the clock, what would become of the rows, and what to know."""
        told = [words.say(problem.template, **problem.values) for problem in self.problems]
        if self.clock:
            told.append(words.say("Clock: {clock}", clock=self.clock))
        if self.account:
            told.append(
                words.say(
                    "Rows: {read} read, {imported} imported, {merged} merged, {rejected} "
                    "rejected, {notes} without data.",
                    **{name: words.number(count) for name, count in self.account.items()},
                )
            )
        return told + [words.say(caution.template, **caution.values) for caution in self.cautions]


def preview_map(raw: RawExport, column_map: ColumnMap, *, rows: int = ROWS) -> Preview:
    """Read a file by a map and show its first rows; nothing is imported.

    Parameters
    ----------
    raw
        The file.
    column_map
        The map; when it is incomplete, the problems say what is missing.
    rows
        How many rows to show.
    """
    nothing = pd.DataFrame()
    if column_map.faults():
        return Preview(nothing, {}, "", "", {}, column_map.faults(), ())
    try:
        reading = read_mapped(raw, column_map)
    except ExportError as problem:
        return Preview(nothing, {}, "", "", {}, (Phrase(problem.template, problem.values),), ())
    frame = reading.tables[column_map.table]
    frame = frame[frame["sound"] > 0] if "sound" in frame else frame
    zone = column_map.zone or raw.hints.zone
    slots = SLOTS[column_map.table]
    timed = any(slots[name] == "moment" for name in column_map.columns)
    shared = any(slots[name] == "share" for name in column_map.columns)
    shown = _shown(frame, column_map.table, zone, rows)
    return Preview(
        shown,
        {
            name: unit
            for name in shown.columns
            if (unit := unit_of(column_map.table, name)) and name not in (*_TIMES, "source_row")
        },
        zone if timed else "",
        column_map.shares if shared else "",
        _account(reading),
        tuple(
            Phrase(message("Line {line}: {reason}"),
                   {"line": row.line, "reason": Phrase(row.reason, row.values)})
            for row in reading.rejected[:rows]
        ),
        tuple(Phrase(caution.template, caution.values) for caution in reading.warnings),
    )  # fmt: skip


def _shown(frame: pd.DataFrame, table: str, zone: str, rows: int) -> pd.DataFrame:
    head = frame.head(rows)
    columns = TABLES[table].columns
    shown = {}
    for name in columns:
        if name in _BESIDE or name not in head.columns or head[name].isna().all():
            continue
        texts = head[name].astype("str")
        if columns[name].person:
            texts = texts.where(texts.isna(), _HIDDEN)
        if name == "interaction_id" and "person" in head.columns:
            texts = texts.str.replace(r"/[^/]*$", f"/{_HIDDEN}", regex=True)
        if name in _TIMES:
            moments = pd.to_datetime(head[name].astype("Int64"), unit="s", utc=True)
            texts = moments.dt.tz_convert(zone).dt.strftime("%Y-%m-%d %H:%M").astype("str")
        flat = texts.str.replace(r"\s+", " ", regex=True)
        cut = flat.str.len() > _LONGEST
        shown[name] = flat.mask(cut.fillna(False), flat.str.slice(0, _LONGEST) + "…").fillna("")
    return pd.DataFrame(shown).reset_index(drop=True)


def _account(reading: Reading) -> dict[str, int]:
    listed = {name: len(getattr(reading, name)) for name in ("merged", "rejected", "notes")}
    imported = reading.rows_read - sum(listed.values())
    return {"read": reading.rows_read, "imported": imported, **listed}
