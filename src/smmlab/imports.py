"""What an import does: frames made canonical, and a report that answers for every row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.catalogue import READERS
from smmlab.exports.privacy import Pseudonymiser, mask_contacts
from smmlab.exports.reading import Caution, Listed, Reading
from smmlab.merge import count_changed_texts, count_new_rows
from smmlab.schema import TABLES, check, conform
from smmlab.store import Imported, Manifest, Store, source_of
from smmlab.texts import Language, Phrase, Words, for_html, for_spreadsheet, message

# In the tables of one source, pseudonyms are made per network; a shop is the network of its orders.
_NETWORK_OF = {"orders": "shop"}
_SHOWN = 10
_FORGOTTEN = message("The row is of a person who is to be forgotten.")
_ALREADY = message("This file was imported before as {name}; nothing was counted twice.")
_OWNER_CHANGED = message("The file was imported before as another owner's; it now counts as said.")
_TEXT_CHANGED = message(
    "The text of some posts ({posts}) differs between exports; the newest wording was kept."
)


@dataclass(frozen=True)
class ImportReport:
    """What became of one file.

    Every record read is imported (it brought something new), merged (it was known, or joined
    another record of the file), rejected or a note.

    Parameters
    ----------
    file
        Name of the file as it is kept in exports/.
    reader
        The kind of export it was read as; empty when it was refused.
    read, imported, merged, rejected, notes
        Records; ``read`` is the sum of the other four.
    tables
        Rows of the file in each canonical table.
    warnings
        What the user should know.
    error
        Why the file was refused, or None.
    listed
        The rejected records, with line and reason.
    language
        Language in which the report shows itself.
    """

    file: str
    reader: str = ""
    read: int = 0
    imported: int = 0
    merged: int = 0
    rejected: int = 0
    notes: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()
    error: SmmlabError | None = None
    listed: tuple[Listed, ...] = ()
    language: Language = "en"

    @property
    def rows(self) -> dict[str, int]:
        """The account: read, imported, merged, rejected, notes."""
        return {
            "read": self.read,
            "imported": self.imported,
            "merged": self.merged,
            "rejected": self.rejected,
            "notes": self.notes,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, its sentences in the report's language."""
        words = Words(self.language)
        return {
            "file": self.file,
            "reader": self.reader,
            "rows": self.rows,
            "tables": dict(self.tables),
            "warnings": [
                {"code": caution.code, "message": words.say(caution.template, **caution.values)}
                for caution in self.warnings
            ],
            "error": self.error and words.say(self.error.template, **self.error.values),
        }

    def frame(self) -> pd.DataFrame:
        """Return the account as one row."""
        return reports_frame([self])

    def as_html(self, words: Words) -> str:
        """Return the report as safe HTML in the given language: file, counts, cautions, rows."""
        title = f"<h4>{for_html(self.file)}</h4>"
        if self.error is not None:
            reason = for_html(words.say(self.error.template, **self.error.values))
            refused = for_html(words.say("Refused"))
            return f"{title}<p><b>{refused}</b>: {reason}</p>"
        labels = {
            "read": words.say("read"),
            "imported": words.say("imported"),
            "merged": words.say("merged"),
            "rejected": words.say("rejected"),
            "notes": words.say("without data"),
        }
        head = "".join(f"<th>{for_html(labels[name])}</th>" for name in self.rows)
        cells = "".join(f"<td>{for_html(words.number(n))}</td>" for n in self.rows.values())
        cautions = [words.say(c.template, **c.values) for c in self.warnings]
        reasons = [
            words.say("Line {line}: {reason}", line=row.line, reason=reason_of(row, words))
            for row in self.listed[:_SHOWN]
        ]
        if len(self.listed) > _SHOWN:
            reasons.append(words.say("The folder rejected has the whole list."))
        kind = for_html(words.say("Read as {reader}", reader=_title_of(self.reader)))
        account = f"<p>{kind}</p><table><tr>{head}</tr><tr>{cells}</tr></table>"
        noted = _list(words.say("Please note"), cautions)
        rejected = _list(words.say("Rows that were not imported"), reasons)
        return f"{title}{account}{noted}{rejected}"

    def _repr_html_(self) -> str:
        return self.as_html(Words(self.language))


def _title_of(reader: str) -> str:
    return next((Phrase(one.card.title) for one in READERS if one.name == reader), reader)


def _list(heading: str, texts: Iterable[str]) -> str:
    items = "".join(f"<li>{for_html(text)}</li>" for text in texts)
    return f"<p><b>{for_html(heading)}</b></p><ul>{items}</ul>" if items else ""


def reports_frame(reports: Iterable[ImportReport]) -> pd.DataFrame:
    """Return reports as a table: file, reader, read, imported, merged, rejected, notes, error."""
    plain = [report.as_dict() for report in reports]
    rows = [
        {"file": one["file"], "reader": one["reader"], **one["rows"], "error": one["error"] or ""}
        for one in plain
    ]
    columns = ["file", "reader", "read", "imported", "merged", "rejected", "notes", "error"]
    return pd.DataFrame(rows, columns=columns)


def reason_of(row: Listed, words: Words) -> str:
    """Say why a row was not imported."""
    return words.say(row.reason, **row.values)


def rejected_csv(file: str, rows: Iterable[tuple[int | str, str]]) -> bytes:
    """Return lines and reasons as CSV: file, line, reason; safe in a spreadsheet."""
    listed = [(for_spreadsheet(file), line, for_spreadsheet(reason)) for line, reason in rows]
    frame = pd.DataFrame(listed, columns=["file", "line", "reason"])
    text: str = frame.to_csv(index=False, lineterminator="\n")
    # The mark lets a spreadsheet read Cyrillic and õ without asking.
    return text.encode("utf-8-sig")


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
            frame = conform(given.assign(**extra), name).reset_index(drop=True)
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
        frames[name] = check(_private(frame, name, people), name)
    return frames


def _private(frame: pd.DataFrame, table: str, people: Pseudonymiser) -> pd.DataFrame:
    columns = person_columns(table)
    networks = frame[_NETWORK_OF.get(table, "network")] if columns else pd.Series(dtype="str")
    for column in columns:
        groups = frame[column].groupby(networks, dropna=False)
        made = [people.apply(group, str(network)) for network, group in groups]
        pseudonyms = pd.concat(made).reindex(frame.index).astype("str")
        if table == "interactions":
            acts = zip(frame["interaction_id"], frame[column], pseudonyms, strict=True)
            frame["interaction_id"] = pd.Series(
                [_without_name(*act) for act in acts], index=frame.index, dtype="str"
            )
        frame[column] = pseudonyms
    if table == "interactions":
        frame["text"] = mask_contacts(frame["text"]).astype("str")
    return frame


def _without_name(act: str, person: object, pseudonym: str) -> str:
    # A reaction has no id of its own: readers make one that ends in who reacted.
    if not isinstance(person, str) or not isinstance(act, str) or person not in act:
        return act
    return "/".join(pseudonym if part == person else part for part in act.split("/"))


def person_columns(table: str) -> list[str]:
    """Return the columns of a table that hold identities."""
    return [name for name, column in TABLES[table].columns.items() if column.person]


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


def take_in(
    store: Store,
    before: Manifest,
    line: Imported,
    reading: Reading,
    *,
    people: Pseudonymiser,
    language: Language,
) -> tuple[ImportReport, Imported]:
    """Write the parts of one file and account for its rows; the tables are not touched yet.

    Parameters
    ----------
    store, before
        Where parts go, and the state of the tables to compare with.
    line
        The ledger line so far: file, content, reader, owner and time.
    reading
        What the file gave.
    people
        Makes the pseudonyms.
    language
        Language of the report.

    Returns
    -------
    tuple of ImportReport and Imported
        The report, and the ledger line with its parts.
    """
    frames = canonical_frames(
        reading,
        source=source_of(line.sha256),
        exported_at=line.exported_at,
        is_own=line.is_own,
        people=people,
    )
    kept = {name: without_people(f, name, before.forgotten) for name, f in frames.items()}
    kept = {name: frame for name, frame in kept.items() if len(frame)}
    lost = sorted(_source_rows(frames) - _source_rows(kept)) if before.forgotten else []
    parts = {name: store.put_part(name, frame) for name, frame in kept.items()}
    paths = {name: store.part_path(part) for name, part in parts.items()}
    tables = store.table_paths(before)
    known = before.of_content(line.sha256)
    listed = (*reading.rejected, *(Listed(row, _FORGOTTEN) for row in lost))
    sound = reading.rows_read - len(listed) - len(reading.notes)
    with store.engine() as connection:
        imported = min(count_new_rows(connection, paths, tables), sound - len(reading.merged))
        is_shared = known is None and "posts" in paths and "posts" in tables
        changed = (
            count_changed_texts(connection, paths["posts"], tables["posts"]) if is_shared else 0
        )
    cautions = list(reading.warnings)
    if known is not None:
        cautions.append(Caution("already-imported", _ALREADY, {"name": known.file}))
        if known.is_own != line.is_own:
            cautions.append(Caution("owner-changed", _OWNER_CHANGED))
    if changed:
        cautions.append(Caution("text-changed", _TEXT_CHANGED, {"posts": changed}))
    report = ImportReport(
        line.file,
        line.reader,
        reading.rows_read,
        imported,
        sound - imported,
        len(listed),
        len(reading.notes),
        {name: len(frame) for name, frame in kept.items()},
        tuple(cautions),
        None,
        listed,
        language,
    )
    rows = report.rows if known is None else known.rows
    return report, replace(line, rows=rows, tables=report.tables, parts=parts)


def _source_rows(frames: Mapping[str, pd.DataFrame]) -> set[int]:
    return {int(row) for frame in frames.values() for row in frame["source_row"].unique()}


def forget_people(
    store: Store, state: Manifest, people: Collection[str]
) -> tuple[Manifest, set[str], int]:
    """Write the parts anew without some people, who stay forgotten.

    Parameters
    ----------
    store, state
        The parts, and the state that names them.
    people
        Pseudonyms.

    Returns
    -------
    tuple of Manifest, set and int
        The new state, the tables it touches, and the rows that were theirs.
    """
    lines: list[Imported] = []
    removed, touched = 0, set[str]()
    for line in state.imports:
        parts, rows = dict(line.parts), dict(line.tables)
        for table in filter(person_columns, line.parts):
            frame = store.read_part(table, parts[table])
            theirs = int(frame[person_columns(table)].isin(list(people)).any(axis=1).sum())
            if not theirs:
                continue
            removed += theirs
            touched.add(table)
            kept = without_people(frame, table, people)
            rows[table] = len(kept)
            del parts[table]
            if len(kept):
                parts[table] = store.put_part(table, kept)
        lines.append(replace(line, parts=parts, tables=rows))
    forgotten = tuple(sorted({*state.forgotten, *people}))
    return replace(state, imports=tuple(lines), forgotten=forgotten), touched, removed
