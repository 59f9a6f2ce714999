"""What an import does: frames made canonical and written, every row accounted for."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from smmlab.arrivals import count_changed_texts, count_new_rows, count_things
from smmlab.brief import Brief
from smmlab.errors import ExportError
from smmlab.exports.portions import readable
from smmlab.exports.privacy import Pseudonymiser, mask_contacts
from smmlab.exports.reading import Card, Caution, Listed, Reading
from smmlab.import_report import ImportReport, by_kind
from smmlab.schema import TABLES, check, conform
from smmlab.store import Imported, Manifest, Store, source_of
from smmlab.texts import Phrase, message
from smmlab.views import day_of

# In the tables of one source, pseudonyms are made per network; a shop is the network of its orders.
_NETWORK_OF = {"orders": "shop"}
# Words of a closed list, times and marks of smmlab's own: nobody's contact stands there. Any other
# text may hold one: mailing tools write whom a letter went to into the marks of its links, people
# and pages write their telephones into what they name, and shops number orders by them.
_CLOSED = frozenset(
    {"network", "form", "kind", "sex", "dimension", "metric", "currency", "clock", "precision"}
    | {"day", "from_day", "to_day", "source_file"}
)
# Two spellings of one telephone are two ids.
_IDS = frozenset({name for table in TABLES.values() if not table.added for name in table.key})
# Only told apart, never shown.
_MARKED = frozenset({"portion", "row", "forwarded_from", "by_channel"})
_SLICE = 250_000
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FORGOTTEN = message("The row is of a person who is to be forgotten.")
_ALREADY = message("This file was imported before as {name}; nothing was counted twice.")
_OWNER_CHANGED = message("The file was imported before as another owner's; it now counts as said.")
_NONE_USABLE = message(
    "No row of this file could be used, all were rejected: {n}. The most frequent reason: {reason} "
    "Please export the file again and do not open it before the import. The command smmlab "
    "rejected lists every row."
)
_TEXT_CHANGED = message(
    "The text of some posts ({posts}) differs between exports; the newest wording was kept."
)


def canonical_frames(
    reading: Reading, *, source: str, exported_at: int, is_own: bool, people: Pseudonymiser
) -> dict[str, pd.DataFrame]:
    """Make the frames of a reading canonical, people pseudonymised and contacts masked.

    Raises
    ------
    ExportError
        When a reader gave values that do not fit the canonical columns.
    DataError
        When a key appears twice or a required value is missing.
    """
    frames: dict[str, pd.DataFrame] = {}
    for name, given in reading.tables.items():
        if given.empty:
            continue
        extra = {"exported_at": exported_at, "source_file": source}
        try:
            frame = conform(given.assign(**extra), name, part=True).reset_index(drop=True)
        except (TypeError, ValueError) as problem:
            raise ExportError(
                message(
                    "The table {table} of this file holds values of an unexpected kind: "
                    "{problem}. Export the file again without changing it."
                ),
                {"table": name, "problem": str(problem)},
            ) from problem
        if "is_own" in frame.columns:
            frame["is_own"] = pd.array([is_own] * len(frame), dtype="boolean")
        frames[name] = check(_private(frame, name, people), name, part=True)
    return frames


def _private(frame: pd.DataFrame, table: str, people: Pseudonymiser) -> pd.DataFrame:
    columns = person_columns(table)
    networks = frame[_NETWORK_OF.get(table, "network")] if columns else pd.Series(dtype="str")
    for column in columns:
        groups = frame[column].groupby(networks, dropna=False)
        made = [people.apply(group, str(network)) for network, group in groups]
        pseudonyms = pd.concat(made).reindex(frame.index).astype("str")
        if table == "interactions":
            acts = [
                series.to_numpy(dtype=object)
                for series in (frame["interaction_id"], frame[column], pseudonyms)
            ]
            frame["interaction_id"] = pd.Series(
                list(map(_without_name, *acts)), index=frame.index, dtype="str"
            )
        frame[column] = pseudonyms
    if "text" in frame.columns:
        frame["text"] = mask_contacts(frame["text"]).astype("str")
    for name in addressed_columns(table):
        # Most columns of most files are empty.
        if frame[name].isna().all():
            continue
        as_written = name in (*_IDS, "reply_to", "copy_of")
        frame[name] = people.without_contacts(frame[name], as_written=as_written).astype("str")
    for name in _MARKED & set(frame.columns):
        frame[name] = people.marks(frame[name])
    return frame


def _without_name(act: str, person: object, pseudonym: str) -> str:
    # A reaction has no id of its own: readers make one that ends in who reacted.
    if not isinstance(person, str) or not isinstance(act, str) or person not in act:
        return act
    return "/".join(pseudonym if part == person else part for part in act.split("/"))


def person_columns(table: str) -> list[str]:
    """Return the columns of a table that hold identities."""
    return [name for name, column in TABLES[table].columns.items() if column.person]


def addressed_columns(table: str) -> list[str]:
    """Return the columns of a table whose names, marks and ids may hold a contact."""
    closed = _CLOSED | _MARKED | {"text"}
    texts = [name for name, column in TABLES[table].part_columns.items() if column.kind == "text"]
    return [name for name in texts if name not in (*closed, *person_columns(table))]


def without_people(frame: pd.DataFrame, table: str, forgotten: Collection[str]) -> pd.DataFrame:
    """Return a canonical frame without the people who asked to be forgotten.

    What they wrote and what is known of them goes; an order stays, but nobody's.
    """
    for column in person_columns(table):
        theirs = frame[column].isin(list(forgotten))
        if table == "orders":
            frame = frame.assign(**{column: frame[column].mask(theirs)})
        else:
            frame = frame[~theirs]
    return frame


@dataclass
class _Account:
    """What the pieces of one file have given so far."""

    read: int = 0
    merged: int = 0
    rejected: list[Listed] = field(default_factory=list)
    notes: list[Listed] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        self.read += reading.rows_read
        self.merged += len(reading.merged)
        self.rejected += reading.rejected
        self.notes += reading.notes
        self.warnings = _joined([*self.warnings, *reading.warnings])


def _joined(cautions: Iterable[Caution]) -> list[Caution]:
    """Say once what several pieces of a file say, with the sum of what they counted."""
    joined: dict[tuple[object, ...], Caution] = {}
    for caution in cautions:
        rest = {name: str(value) for name, value in caution.values.items() if name != "n"}
        same = (caution.code, caution.template, *sorted(rest.items()))
        before, n = joined.setdefault(same, caution), caution.values.get("n")
        if before is not caution and isinstance(n, int):
            total = {**caution.values, "n": n + int(str(before.values["n"]))}
            joined[same] = replace(caution, values=total)
    return list(joined.values())


def take_in(
    store: Store,
    before: Manifest,
    line: Imported,
    readings: Iterable[Reading],
    *,
    card: Card,
    people: Pseudonymiser,
    brief: Brief,
) -> tuple[ImportReport, Imported]:
    """Write the parts of one file and account for its rows; the tables are not touched yet.

    Parameters
    ----------
    store, before
        Where parts go, and the state of the tables to compare with.
    line
        The ledger line so far: file, content, reader, owner and time.
    readings
        What the file gave, piece by piece.
    card
        Of the reader.
    people
        Makes the pseudonyms.
    brief
        Whose zone the period is shown in, and the language of the report.

    Returns
    -------
    tuple of ImportReport and Imported
        The report, and the ledger line with its parts.
    """
    account = _Account()
    with store.new_parts() as parts:
        for part in _accounted(readings, account, in_slices=not before.forgotten):
            frames = canonical_frames(
                part,
                source=source_of(line.sha256),
                exported_at=line.exported_at,
                is_own=line.is_own,
                people=people,
            )
            kept = {n: without_people(f, n, before.forgotten) for n, f in frames.items()}
            kept = {name: frame for name, frame in kept.items() if len(frame)}
            if before.forgotten:
                lost = sorted(_source_rows(frames) - _source_rows(kept))
                account.rejected += [Listed(row, _FORGOTTEN, place=str(row)) for row in lost]
            for name, frame in kept.items():
                parts.take(name, frame)
                account.days += days_of(readable(frame), brief.timezone)
    paths = {name: store.part_path(part) for name, part in parts.names.items()}
    tables = store.table_paths(before)
    earlier = {name: store.parts_of(before, name) for name in paths}
    known = before.of_content(line.sha256)
    sound = account.read - len(account.rejected) - len(account.notes)
    cautions = account.warnings
    with store.engine() as connection:
        things = {name: count_things(connection, path, name) for name, path in paths.items()}
        imported = min(count_new_rows(connection, paths, earlier), sound - account.merged)
        is_shared = known is None and "posts" in paths and "posts" in tables
        changed = (
            count_changed_texts(connection, paths["posts"], tables["posts"]) if is_shared else 0
        )
    if not sound:
        cautions += _none_usable(account.rejected)
    if known is not None:
        cautions.append(Caution("already-imported", _ALREADY, {"name": known.file}))
        if known.is_own != line.is_own:
            cautions.append(Caution("owner-changed", _OWNER_CHANGED))
    if changed:
        cautions.append(Caution("text-changed", _TEXT_CHANGED, {"posts": changed}))
    report = ImportReport(
        line.file,
        line.reader,
        account.read,
        imported,
        sound - imported,
        len(account.rejected),
        len(account.notes),
        things,
        tuple(cautions),
        listed=tuple(account.rejected),
        left_out=by_kind(account.notes),
        first_day=min(account.days, default=""),
        last_day=max(account.days, default=""),
        title=card.title,
        clock=card.clock,
        language=brief.language,
    )
    rows = report.rows if known is None else known.rows
    return report, replace(line, rows=rows, tables=report.tables, parts=parts.names)


def _none_usable(rejected: Iterable[Listed]) -> tuple[Caution, ...]:
    """Say of a file without a usable row why most rows were rejected, with one of them."""
    told = [row for row in rejected if row.reason != _FORGOTTEN]
    counted = Counter(row.reason for row in told)
    if not counted:
        return ()
    most = max(counted, key=lambda reason: (counted[reason], reason))
    row = next(row for row in told if row.reason == most)
    values = {"n": len(told), "reason": Phrase(row.reason, row.values)}
    return (Caution("all-rejected", _NONE_USABLE, values),)


def _accounted(
    readings: Iterable[Reading], account: _Account, *, in_slices: bool
) -> Iterator[Reading]:
    """Account for every reading, and return its tables a slice at a time, to spare memory.

    Whether a row of somebody forgotten is gone shows only in all its tables together.
    """
    for reading in readings:
        account.take(reading)
        if not in_slices:
            yield reading
            continue
        for name, frame in reading.tables.items():
            for start in range(0, len(frame), _SLICE):
                yield replace(reading, tables={name: frame.iloc[start : start + _SLICE]})


def days_of(frame: pd.DataFrame, timezone: str) -> list[str]:
    """Return the first and last day that a canonical frame covers, on the clock of a zone."""
    found = []
    if "at" in frame.columns and frame["at"].notna().any():
        found += [
            day_of(int(moment), timezone) for moment in (frame["at"].min(), frame["at"].max())
        ]
    for name in {"day", "from_day", "to_day"} & set(frame.columns):
        days = frame[name].dropna()
        found += [str(days.min()), str(days.max())] if len(days) else []
    return [day for day in found if re.fullmatch(_DAY, day)]


def _source_rows(frames: Mapping[str, pd.DataFrame]) -> set[int]:
    return {int(row) for frame in frames.values() for row in frame["source_row"].unique()}


def forget_people(
    store: Store, state: Manifest, people: Collection[str]
) -> tuple[Manifest, dict[str, int]]:
    """Write the parts anew without some people, who stay forgotten.

    Parameters
    ----------
    store, state
        The parts, and the state that names them.
    people
        Pseudonyms.

    Returns
    -------
    tuple of Manifest and dict
        The new state, and the rows that were theirs by table.
    """
    lines: list[Imported] = []
    removed: Counter[str] = Counter()
    for line in state.imports:
        parts, rows = dict(line.parts), dict(line.tables)
        for table in filter(person_columns, line.parts):
            frame = store.read_part(table, parts[table])
            theirs = int(frame[person_columns(table)].isin(list(people)).any(axis=1).sum())
            if not theirs:
                continue
            removed[table] += theirs
            kept = without_people(frame, table, people)
            rows[table] = len(kept)
            del parts[table]
            if len(kept):
                parts[table] = store.put_part(table, [kept])
        lines.append(replace(line, parts=parts, tables=rows))
    forgotten = tuple(sorted({*state.forgotten, *people}))
    return replace(state, imports=tuple(lines), forgotten=forgotten), dict(removed)
