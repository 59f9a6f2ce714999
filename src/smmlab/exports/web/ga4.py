"""Google Analytics 4: reports and explorations as CSV, visits by where they came from."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.headers import plain_name
from smmlab.exports.numbers import is_missing, parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.tags import PERSONAL, plain_tags
from smmlab.exports.web.ga4_blocks import Block, split_blocks
from smmlab.exports.web.ga4_days import read_days
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_SOURCES = {
    "session source": "source",
    "session manual source": "source",
    "session medium": "medium",
    "session manual medium": "medium",
    "session campaign": "campaign",
    "session campaign name": "campaign",
    "session manual campaign": "campaign",
    "session manual campaign name": "campaign",
    "session manual ad content": "content",
    "session manual term": "term",
    "session primary channel group (default channel group)": "channel",
    "session primary channel group": "channel",
    "session default channel group": "channel",
    "session default channel grouping": "channel",
    "default channel group": "channel",
    "default channel grouping": "channel",
}
_PAIRS = ("session source / medium", "session manual source / medium")
_DAYS = ("date", "nth day", "nth week")
# A session belongs to one of each, so its rows may be added up.
_HARMLESS = (
    "landing page", "landing page + query string", "device category", "country", "region", "city",
    "language", "browser", "operating system", "totals",
)  # fmt: skip
_METRICS = {
    "total users": "users",
    "users": "users",
    "active users": "active_users",
    "new users": "new_users",
    "returning users": "returning_users",
    "sessions": "sessions",
    "engaged sessions": "engaged_sessions",
    "event count": "event_count",
    "views": "views",
    "key events": "key_events",
    "conversions": "key_events",
    "total revenue": "revenue",
}
_FRACTIONAL = ("key_events", "revenue")
_VISIT_METRICS = ("users", "sessions", "engaged_sessions", "key_events", "revenue")
_VISIT_TEXTS = ("source", "medium", "campaign", "content", "term", "channel")
_KEY = ["day", "to_day", *_VISIT_TEXTS]

_REMARK = message("A remark above a table: report, property, period.")
_TOTAL = message("A total of the rows below it.")
_UNUSED = message("A row of a table that says nothing about where visits came from.")
_SAME = message("The same source and day again, in other letters or another detail: added up.")
_BAD_NUMBER = message("A count in this row is not a number: {found}.")
_NO_NUMBER = message("This row has no number that is used.")
_BAD_DAY = message("The day in this row cannot be read.")


def _matches(raw: "RawExport") -> bool:
    lines = [line for line in raw.head.splitlines() if line.strip(' ,;\t"')]
    if not lines:
        return False
    if lines[0].startswith("#"):
        remarks = "\n".join(line for line in lines if line.startswith("#"))
        return bool(re.search(r"^#.*\b[0-9]{8}\b", remarks, re.MULTILINE))
    names = {plain_name(name) for name in re.split(r"[,;\t]", lines[0].replace('"', ""))}
    by_source = names & (set(_SOURCES) | set(_PAIRS)) and any(
        n.startswith("session ") for n in names
    )
    by_day = "date" in names and names & {"engaged sessions", "total users", "active users"}
    return bool(by_source or by_day)


def _read(raw: "RawExport") -> Reading:
    blocks, remark_lines = split_blocks(raw.text)
    if not blocks:
        raise ExportError(
            message("The file has remarks but no table. Please export the report again.")
        )
    chosen, unused = _choose(blocks)
    if not chosen:
        raise ExportError(
            message(
                "No table of this file tells visits by source or by day. Its columns: {columns}. "
                "Expected a report such as Traffic acquisition with Session source / medium and "
                "Sessions, exported with Google Analytics set to English."
            ),
            {"columns": ", ".join(blocks[0].records.header)[:200]},
        )
    parts = [_read_table(block) for block in chosen]
    notes = [Listed(line, _REMARK) for line in remark_lines]
    notes += [Listed(int(line), _UNUSED) for block in unused for line in block.records.lines]
    notes += [Listed(gone.line, _UNUSED) for block in unused for gone in block.records.ragged]
    visits = [part.tables["visits"] for part in parts if "visits" in part.tables]
    daily = [part.tables["daily"] for part in parts if "daily" in part.tables]
    tables = {
        name: pd.concat(frames, ignore_index=True)
        for name, frames in (("visits", visits), ("daily", daily))
        if frames
    }
    cautions = [caution for part in parts for caution in part.warnings]
    if unused:
        cautions.append(_unused_caution(unused))
    return Reading(
        tables=tables,
        rows_read=len(remark_lines) + sum(block.records.rows_read for block in blocks),
        merged=tuple(listed for part in parts for listed in part.merged),
        rejected=tuple(listed for part in parts for listed in part.rejected),
        notes=(*notes, *(listed for part in parts for listed in part.notes)),
        warnings=tuple({str(caution): caution for caution in cautions}.values()),
    )


def _choose(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Keep one table for each set of dimensions: a second one would count every visit twice."""
    taken: dict[frozenset[str], Block] = {}
    for block in blocks:
        folded = [plain_name(name) for name in block.records.header]
        kind = frozenset(set(folded) & (set(_SOURCES) | set(_PAIRS)))
        if not _is_known(block, folded) or not (kind or "date" in folded or "nth day" in folded):
            continue
        # The table of a chart shows the first few sources only; the full one has no days.
        earlier = taken.get(kind)
        if earlier is None or (kind and _has_days(earlier) and not _has_days(block)):
            taken[kind] = block
    chosen = [block for block in blocks if any(block is one for one in taken.values())]
    return chosen, [block for block in blocks if not any(block is one for one in chosen)]


def _has_days(block: Block) -> bool:
    return any(plain_name(name) in _DAYS for name in block.records.header)


def _is_known(block: Block, folded: list[str]) -> bool:
    if not set(folded) & set(_METRICS):
        return False
    known = {*_SOURCES, *_PAIRS, *_DAYS, *_HARMLESS, *_METRICS}
    frame = block.records.frame
    strange = [frame.iloc[:, at] for at, name in enumerate(folded) if name not in known]
    # Numbers we do not know are left out; a dimension we do not know would count visits twice.
    return all(not parse_numbers(column)[1].any() for column in strange)


def _read_table(block: Block) -> Reading:
    frame = block.records.frame.copy()
    frame.columns = [plain_name(name) for name in frame.columns]
    lines = pd.Series(block.records.lines, index=frame.index, dtype="int64")
    dimensions = [name for name in frame if name in {*_SOURCES, *_PAIRS, *_DAYS}]
    empty = frame[dimensions].apply(lambda cells: cells.str.strip() == "").all(axis=1)
    total = empty | lines.isin(block.total_lines)
    frame, lines = frame[~total], lines[~total]
    days = read_days(frame, block.remarks)
    values, bad = _metrics(frame)
    rejected = [gone for gone in block.records.ragged if gone.line not in block.total_lines]
    notes = [Listed(int(line), _TOTAL) for line in block.records.lines[total.to_numpy()]]
    notes += [
        Listed(gone.line, _TOTAL) for gone in block.records.ragged if gone.line in block.total_lines
    ]
    reason = pd.Series("", index=frame.index, dtype="str")
    reason = reason.mask(values.isna().all(axis=1), _NO_NUMBER)
    reason = reason.mask(bad != "", _BAD_NUMBER).mask(days.day.isna(), _BAD_DAY)
    wrong = reason != ""
    rejected += [
        Listed(int(line), why, {"found": found} if why == _BAD_NUMBER else {})
        for line, why, found in zip(lines[wrong], reason[wrong], bad[wrong], strict=True)
    ]
    rows = values.assign(
        property=block.remarks.property, day=days.day, to_day=days.to_day, source_row=lines,
        **_texts(frame),
    )[~wrong]  # fmt: skip
    if any(name in {*_SOURCES, *_PAIRS} for name in dimensions):
        visits, merged = _add_up(rows)
        tables = {"visits": conform(visits, "visits")}
    else:
        rows, merged = _first_of_a_day(rows)
        tables = {"daily": _daily(rows, list(values.columns))}
    return Reading(
        tables=tables, rows_read=block.records.rows_read, merged=tuple(merged),
        rejected=tuple(rejected), notes=tuple(notes),
        warnings=(*block.records.cautions, *days.cautions, *_personal(rows)),
    )  # fmt: skip


def _metrics(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    values: dict[str, pd.Series] = {}
    bad = pd.Series("", index=frame.index, dtype="str")
    for name, metric in _METRICS.items():
        if name not in frame or metric in values:
            continue
        fractional = metric in _FRACTIONAL
        parse = parse_numbers if fractional else parse_counts
        values[metric], wrong = parse(frame[name])
        if fractional and metric != "revenue":
            wrong |= values[metric] < 0
        bad = bad.mask(wrong & (bad == ""), name + " " + frame[name].str.slice(0, 20))
    return pd.DataFrame(values, index=frame.index), bad


def _texts(frame: pd.DataFrame) -> dict[str, pd.Series]:
    texts: dict[str, pd.Series] = {}
    for pair in _PAIRS:
        if pair in frame:
            parts = frame[pair].str.rsplit(" / ", n=1, expand=True).reindex(columns=[0, 1])
            texts |= {"source": plain_tags(parts[0]), "medium": plain_tags(parts[1])}
    for name, column in _SOURCES.items():
        if name in frame and column not in texts:
            label = frame[name].str.strip()
            texts[column] = (
                label.mask(is_missing(label)) if column == "channel" else plain_tags(frame[name])
            )
    return texts


def _personal(rows: pd.DataFrame) -> list[Caution]:
    tags = [name for name in _VISIT_TEXTS if name in rows]
    if not rows[tags].eq(PERSONAL).to_numpy().any():
        return []
    return [
        Caution(
            "ga4_personal_tags",
            message(
                "Some campaign tags hold e-mail addresses; they were hidden. Do not put personal "
                "data into tags: Google forbids it."
            ),
        )
    ]


def _add_up(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Listed]]:
    full = rows.reindex(columns=["property", *_KEY, *_VISIT_METRICS, "source_row"])
    again = full.duplicated(_KEY)
    groups = full.groupby(_KEY, dropna=False, sort=False)
    first = full[~again].set_index(_KEY)
    sums = groups[list(_VISIT_METRICS)].sum(min_count=1)
    size = groups.size()
    visits = first[["property", "source_row"]].join(sums)
    # Sessions add up; people do not: the same person may stand in both rows.
    visits["users"] = visits["users"].where(size == 1)
    merged = [Listed(int(line), _SAME) for line in full.loc[again, "source_row"]]
    return visits.reset_index(), merged


def _first_of_a_day(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Listed]]:
    again = rows.duplicated("day")
    return rows[~again], [Listed(int(line), _SAME) for line in rows.loc[again, "source_row"]]


def _daily(rows: pd.DataFrame, metrics: list[str]) -> pd.DataFrame:
    plain = rows.astype(dict.fromkeys(metrics, "float64"))
    long = plain.melt(id_vars=["property", "day", "source_row"], value_vars=metrics,
                      var_name="metric").dropna(subset=["value"])  # fmt: skip
    long = long.rename(columns={"property": "page"}).assign(network=np.nan, precision="day")
    return conform(long, "daily").reset_index(drop=True)


def _unused_caution(unused: list[Block]) -> Caution:
    return Caution(
        "ga4_unused_tables",
        message(
            "Tables of this file that were not used: {n}. They say nothing about where visits came "
            "from, or say it again. The first of them has the columns {columns}."
        ),
        {"n": len(unused), "columns": ", ".join(unused[0].records.header)[:200]},
    )


READER = Reader(
    name="ga4",
    card=Card(
        title=message("Google Analytics report"),
        how_to_get=message(
            "Google Analytics, Reports, Acquisition, Traffic acquisition; choose Session source / "
            "medium; Share, Download file, CSV. Keep the language English, and do not open the "
            "file in Excel before the import."
        ),
        limits=message(
            "Days are those of the account's time zone, which the file does not name, nor the "
            "currency. Visitors who refuse cookies are missing or estimated by Google. Users of "
            "different rows overlap and are never added up."
        ),
        clock=message(
            "Days in the time zone of the Google Analytics property, which the file does not name."
        ),
    ),
    networks=(),
    tables=("visits",),
    looked_for=message("a Google Analytics report: remarks with # and dates above a table"),
    matches=_matches,
    read=_read,
)
