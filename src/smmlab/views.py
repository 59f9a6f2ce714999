"""What people see of a project: tables on their own clock, and the state of the folder."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd

from smmlab.texts import Language, Phrase, Words, for_html, message
from smmlab.texts.labels import LABELS, TABLE_NAMES
from smmlab.wanted import Wanted, wanted_exports

if TYPE_CHECKING:
    import duckdb

    from smmlab.brief import Brief
    from smmlab.decisions import Decision, Step
    from smmlab.store import Manifest


def with_time(frame: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Return a canonical frame with a column ``time``: ``at`` on the clock of a time zone.

    Tables without ``at`` are returned as they are.

    Examples
    --------
    >>> frame = pd.DataFrame({"at": pd.array([1_700_000_000, None], dtype="Int64")})
    >>> with_time(frame, "Europe/Tallinn")["time"].astype("str").tolist()
    ['2023-11-15 00:13:20+02:00', nan]
    """
    if "at" not in frame.columns:
        return frame
    time = pd.to_datetime(frame["at"], unit="s", utc=True).dt.tz_convert(timezone)
    return frame.assign(time=time)


@dataclass(frozen=True)
class FileState:
    """One imported file: what it was read as, whose it is, when it was made, its account."""

    file: str
    reader: str
    is_own: bool
    exported_at: str
    rows: Mapping[str, int]


@dataclass(frozen=True)
class TableState:
    """One table: its rows, its first and last day (empty when it has none), its networks."""

    rows: int
    first_day: str
    last_day: str
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefusedState:
    """A file that was refused, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class DecisionState:
    """One step: decided by whom and when, and whether the tables have changed since."""

    step: str
    by: str
    decided_on: str
    stale: bool


@dataclass(frozen=True)
class Status:
    """The state of a client folder.

    Parameters
    ----------
    name
        The client.
    fingerprint
        Of the tables; a decision made at another one is stale.
    files, refused
        What was imported and what was not.
    tables
        By table name; empty tables have no rows.
    decisions
        One for each step that is decided.
    missing
        What to export next.
    """

    name: str
    fingerprint: str
    files: tuple[FileState, ...]
    refused: tuple[RefusedState, ...]
    tables: Mapping[str, TableState]
    decisions: tuple[DecisionState, ...]
    missing: tuple[Wanted, ...]
    language: Language = "en"

    def as_dict(self) -> dict[str, Any]:
        """Return the state as plain values, its sentences in the project's language."""
        words = Words(self.language)
        return {
            "name": self.name,
            "fingerprint": self.fingerprint,
            "files": [{**asdict(file), "rows": dict(file.rows)} for file in self.files],
            "refused": [asdict(file) for file in self.refused],
            "tables": {name: asdict(table) for name, table in self.tables.items()},
            "decisions": [asdict(decision) for decision in self.decisions],
            "missing": [
                {
                    "network": gap.network,
                    "table": gap.table,
                    "how": words.say(gap.how),
                    "may_be_in": gap.may_be_in,
                }
                for gap in self.missing
            ],
        }

    def lines(self) -> list[str]:
        """Return the state as sentences in the project's language."""
        words = Words(self.language)
        lines = [
            words.say_many("{n} file imported.", "{n} files imported.", n=len(self.files)),
            *(
                words.say("Refused: {file}. {reason}", file=file.file, reason=file.reason)
                for file in self.refused
            ),
            *(_table_line(name, table, words) for name, table in self.tables.items() if table.rows),
        ]
        for decision in self.decisions:
            told = (
                message("Decided: {step}, on {day}. The tables have changed since: look again.")
                if decision.stale
                else message("Decided: {step}, on {day}.")
            )
            lines.append(
                words.say(told, step=Phrase(LABELS[decision.step]), day=decision.decided_on)
            )
        return [*lines, *(gap.line(words) for gap in self.missing)]

    def __str__(self) -> str:
        return "\n".join([self.name, *self.lines()])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{for_html(line)}</li>" for line in self.lines())
        return f"<h4>{for_html(self.name)}</h4><ul>{items}</ul>"


def status_of(
    brief: "Brief",
    manifest: "Manifest",
    refused: tuple[RefusedState, ...],
    relations: Mapping[str, "duckdb.DuckDBPyRelation"],
    decisions: Mapping["Step", "Decision"],
) -> Status:
    """Put together the state of a client folder.

    Parameters
    ----------
    brief
        Whose name, time zone and language.
    manifest
        The ledger of imports.
    refused
        The files that were refused.
    relations
        Every table.
    decisions
        By step.
    """
    zone, fingerprint = brief.timezone, manifest.fingerprint
    tables = describe_tables(relations, zone)
    return Status(
        brief.name,
        fingerprint,
        tuple(
            FileState(f.file, f.reader, f.is_own, day_of(f.exported_at, zone), f.rows)
            for f in manifest.imports
        ),
        refused,
        tables,
        tuple(
            DecisionState(step, d.by, d.decided_on, d.is_stale(fingerprint))
            for step, d in decisions.items()
        ),
        wanted_exports({name: held_networks(table) for name, table in tables.items()}),
        brief.language,
    )


def _table_line(name: str, table: TableState, words: Words) -> str:
    shown = Phrase(TABLE_NAMES[name])
    if not table.first_day:
        return words.say_many("{table}: {n} row.", "{table}: {n} rows.", table=shown, n=table.rows)
    first = date.fromisoformat(table.first_day)
    if table.first_day == table.last_day:
        return words.say_many(
            "{table}: {n} row, of {day}.", "{table}: {n} rows, of {day}.",
            table=shown, n=table.rows, day=first,
        )  # fmt: skip
    return words.say_many(
        "{table}: {n} row, from {first} to {last}.",
        "{table}: {n} rows, from {first} to {last}.",
        table=shown,
        n=table.rows,
        first=first,
        last=date.fromisoformat(table.last_day),
    )


def describe_tables(
    relations: Mapping[str, "duckdb.DuckDBPyRelation"], timezone: str
) -> dict[str, TableState]:
    """Return how many rows each table has and which days it covers in a time zone."""
    return {name: _describe(relation, timezone) for name, relation in relations.items()}


def held_networks(table: TableState) -> frozenset[str]:
    """Return the networks a table has rows of; an empty name stands for rows of no network."""
    return frozenset(table.networks or ("",)) if table.rows else frozenset()


def _describe(relation: "duckdb.DuckDBPyRelation", timezone: str) -> TableState:
    columns = relation.columns
    first, last = next(
        (pair for pair in _DAYS if set(pair) <= set(columns)), ("exported_at", "exported_at")
    )
    ((rows, low, high),) = relation.aggregate(f'count(*), min("{first}"), max("{last}")').fetchall()
    networks = relation.project("network").distinct().fetchall() if "network" in columns else []
    known = tuple(sorted(network or "" for (network,) in networks))
    return TableState(int(rows), day_of(low, timezone), day_of(high, timezone), known)


_DAYS = (("at", "at"), ("day", "to_day"), ("day", "day"), ("from_day", "to_day"))


def day_of(moment: int | str | None, timezone: str) -> str:
    """Return a moment as an ISO date in a time zone; empty when missing or beyond the calendar.

    Examples
    --------
    >>> day_of(1_700_000_000, "Europe/Tallinn")
    '2023-11-15'
    """
    if moment is None or isinstance(moment, str):
        return moment or ""
    try:
        return datetime.fromtimestamp(moment, ZoneInfo(timezone)).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
