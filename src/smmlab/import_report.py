"""What became of one file: every row counted, every reason told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from smmlab.errors import SmmlabError
from smmlab.exports.reading import Caution, Listed
from smmlab.texts import Language, Phrase, Words, for_html, for_spreadsheet, message
from smmlab.texts.labels import TABLE_NAMES

_SHOWN = 10
_SKIPPED = message(
    "Files in the archive that are no exports, such as pictures, pages and private messages: {n}. "
    "They were not opened."
)
_UNKNOWN = message("Files in the archive that smmlab does not know: {n}, for example {names}.")
REJECTED_COLUMNS = ("file", "line", "place", "reason", "raw")


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
        The rejected records, with place, text and reason.
    left_out
        Records without data: one of each kind, and how many of its kind there are.
    first_day, last_day
        The period its rows cover on the project's clock, ISO dates; empty when they have none.
    title, clock
        What the file is, and on which clock its times stand.
    members
        Of an archive: what became of each export in it; the counts above are their sums.
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
    left_out: tuple[tuple[Listed, int], ...] = ()
    first_day: str = ""
    last_day: str = ""
    title: str = ""
    clock: str = ""
    members: tuple["ImportReport", ...] = ()
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
            "period": [self.first_day, self.last_day],
            "members": [member.as_dict() for member in self.members],
        }

    def frame(self) -> pd.DataFrame:
        """Return the account as one row."""
        return reports_frame([self])

    def as_html(self, words: Words) -> str:
        """Return the report as safe HTML: what the file is, its period, clock, counts, rows."""
        title = f"<h4>{for_html(self.file)}</h4>"
        if self.error is not None:
            reason = for_html(words.say(self.error.template, **self.error.values))
            refused = for_html(words.say("Refused"))
            return f"{title}<p><b>{refused}</b>: {reason}</p>"
        cautions = [words.say(c.template, **c.values) for c in self.warnings]
        noted = _list(words.say("Please note"), cautions)
        if self.members:
            return title + noted + "".join(member.as_html(words) for member in self.members)
        facts = "<p>" + "<br>".join(map(for_html, self.facts(words))) + "</p>"
        labels = {
            "read": words.say("read"),
            "imported": words.say("imported"),
            "merged": words.say("merged"),
            "rejected": words.say("rejected"),
            "notes": words.say("without data"),
        }
        head = "".join(f"<th>{for_html(labels[name])}</th>" for name in self.rows)
        cells = "".join(f"<td>{for_html(words.number(n))}</td>" for n in self.rows.values())
        account = f"<table><tr>{head}</tr><tr>{cells}</tr></table>"
        reasons = [
            words.say("Line {line}: {reason}", line=row.place or row.line,
                      reason=reason_of(row, words))
            for row in self.listed[:_SHOWN]
        ]  # fmt: skip
        if len(self.listed) > _SHOWN:
            reasons.append(words.say("The folder rejected has the whole list."))
        rejected = _list(words.say("Rows that were not imported"), reasons)
        quiet = [
            words.say("{reason} Rows of this kind: {n}.", reason=reason_of(row, words),
                      n=words.number(count))
            for row, count in self.left_out[:_SHOWN]
        ]  # fmt: skip
        without = _list(words.say("Rows without data"), quiet)
        return f"{title}{facts}{account}{noted}{rejected}{without}"

    def facts(self, words: Words) -> list[str]:
        """Say what the file is, which period it covers, what it became, and its clock."""
        told = [words.say("Read as {reader}", reader=Phrase(self.title or self.reader))]
        if self.first_day:
            told.append(
                words.say(
                    "Period: {first} to {last}.",
                    first=words.date(date.fromisoformat(self.first_day)),
                    last=words.date(date.fromisoformat(self.last_day)),
                )
            )
        for name, rows in self.tables.items():
            shown = Phrase(TABLE_NAMES[name])
            told.append(
                words.say_many("{table}: {n} row.", "{table}: {n} rows.", table=shown, n=rows)
            )
        if self.clock:
            told.append(words.say("Clock: {clock}", clock=Phrase(self.clock)))
        return told

    def _repr_html_(self) -> str:
        return self.as_html(Words(self.language))


def archive_report(
    file: str,
    members: Iterable[ImportReport],
    *,
    skipped: int = 0,
    unknown: Sequence[str] = (),
    language: Language = "en",
) -> ImportReport:
    """Return the report of an archive: the sums over what was in it, and what was left inside.

    Parameters
    ----------
    file
        Name of the archive.
    members
        What became of each export in it.
    skipped
        Files that are no exports: media, pages, private messages.
    unknown
        Names of the files that no reader knows.
    language
        Language in which the report shows itself.
    """
    each = tuple(members)
    warnings = []
    if skipped:
        warnings.append(Caution("archive-skipped", _SKIPPED, {"n": skipped}))
    if unknown:
        shown = ", ".join(unknown[:_SHOWN])
        values = {"n": len(unknown), "names": shown}
        warnings.append(Caution("archive-unknown", _UNKNOWN, values))
    tables: Counter[str] = Counter()
    for member in each:
        tables.update(member.tables)
    read, imported, merged, rejected, notes = (
        sum(member.rows[name] for member in each) for name in ImportReport(file).rows
    )
    return ImportReport(
        file,
        "archive",
        read,
        imported,
        merged,
        rejected,
        notes,
        tables=dict(tables),
        warnings=tuple(warnings),
        first_day=min((m.first_day for m in each if m.first_day), default=""),
        last_day=max((m.last_day for m in each if m.last_day), default=""),
        members=each,
        language=language,
    )


def by_kind(rows: Iterable[Listed]) -> tuple[tuple[Listed, int], ...]:
    """Return one row of each reason, and how many rows have it, the most frequent first."""
    counts: Counter[str] = Counter()
    first: dict[str, Listed] = {}
    for row in rows:
        counts[row.reason] += 1
        first.setdefault(row.reason, row)
    return tuple((first[reason], count) for reason, count in counts.most_common())


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


def rejected_csv(file: str, rows: Iterable[Listed], words: Words) -> bytes:
    """Return rejected rows as CSV: file, line, place, reason, raw; safe in a spreadsheet."""
    listed = [
        (
            for_spreadsheet(file),
            row.line or "",
            for_spreadsheet(row.place),
            for_spreadsheet(reason_of(row, words)),
            for_spreadsheet(row.raw),
        )
        for row in rows
    ]
    frame = pd.DataFrame(listed, columns=list(REJECTED_COLUMNS))
    text: str = frame.to_csv(index=False, lineterminator="\n")
    # The mark lets a spreadsheet read Cyrillic and õ without asking.
    return text.encode("utf-8-sig", "replace")
