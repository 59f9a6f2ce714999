"""Google Analytics 4: reports and explorations as CSV, visits by where they came from."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.numbers import is_missing, parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.tags import plain_tags
from smmlab.exports.web.ga4_blocks import Block, is_remark, peek_texts, read_blocks
from smmlab.exports.web.ga4_columns import (
    DAILY,
    DAYS,
    METRICS,
    PAIRS,
    SOURCES,
    choose,
    dimensions,
    unknown_columns,
)
from smmlab.exports.web.ga4_days import read_days
from smmlab.exports.web.visits import TEXTS, as_portions, hidden_tags
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_FRACTIONAL = ("key_events", "revenue")
_OTHER, _UNAVAILABLE = "(other)", "(data not available)"

_REMARK = message("A remark above a table: report, property, period.")
_TOTAL = message("A total of the other rows.")
_UNUSED = message("A row of a table that is not used.")
_BAD_COUNT = message("{value} is no count, in the column {column}.")
_BAD_NUMBER = message("{value} is no number, in the column {column}.")
_NO_NUMBER = message("This row has no number that is used.")
_BAD_DAY = message("The day {value} cannot be read.")


def _matches(raw: "RawExport") -> bool:
    return any(map(_is_report, peek_texts(raw)))


def _is_report(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip(' ,;\t"')]
    if not lines:
        return False
    if is_remark(lines[0]):
        remarks = "\n".join(line for line in lines if is_remark(line))
        return bool(re.search(r"#.*\b[0-9]{8}\b", remarks))
    names = {plain_name(name) for name in re.split(r"[,;\t]", lines[0].replace('"', ""))}
    by_source = names & {*SOURCES, *PAIRS} and any(n.startswith("session ") for n in names)
    by_day = "date" in names and names & {"engaged sessions", "total users", "active users"}
    return bool(by_source or by_day)


def _read(raw: "RawExport") -> Reading:
    blocks, remark_lines = read_blocks(raw)
    if not blocks:
        raise ExportError(
            message("The file has remarks but no table. Please export the report again.")
        )
    chosen, unused = choose(blocks)
    if not chosen:
        _refuse(blocks)
    parts = [_read_table(block, raw) for block in chosen]
    notes = [Listed(line, _REMARK) for line in remark_lines]
    notes += [Listed(int(line), _UNUSED) for block in unused for line in block.records.lines]
    notes += [Listed(gone.line, _UNUSED) for block in unused for gone in block.records.ragged]
    merged = [listed for part in parts for listed in part.merged]
    tables: dict[str, pd.DataFrame] = {}
    visits = [part.tables["visits"] for part in parts if "visits" in part.tables]
    if visits:
        # What is not set has the same key in a table of sources and in one of channels.
        tables["visits"], again = fold_repeats(pd.concat(visits, ignore_index=True), "visits")
        merged += again
    days = [part.tables["daily"] for part in parts if "daily" in part.tables]
    if days:
        tables["daily"], again = fold_days(days)
        merged += again
    cautions = [caution for part in parts for caution in part.warnings]
    if unused:
        cautions.append(_unused_caution(unused))
    return Reading(
        tables=tables,
        rows_read=len(remark_lines) + sum(block.records.rows_read for block in blocks),
        merged=tuple(merged),
        rejected=tuple(listed for part in parts for listed in part.rejected),
        notes=(*notes, *(listed for part in parts for listed in part.notes)),
        warnings=tuple({str(caution): caution for caution in cautions}.values()),
    )


def _refuse(blocks: list[Block]) -> None:
    names = [name for block in blocks for name in block.records.header]
    first = next((name for name in names if plain_name(name).startswith("first user ")), None)
    if first is not None:
        raise ExportError(
            message(
                "The column {column} tells where people first came from, not where a visit came "
                "from. Please export Traffic acquisition, with Session source / medium, instead of "
                "User acquisition."
            ),
            {"column": first},
        )
    raise ExportError(
        message(
            "No table of this file tells visits by source or by day. Its columns: {columns}. "
            "Expected a report such as Traffic acquisition with Session source / medium and "
            "Sessions, exported with Google Analytics set to English."
        ),
        {"columns": ", ".join(blocks[0].records.header)[:200]},
    )


def _read_table(block: Block, raw: "RawExport") -> Reading:
    records = block.records
    frame = records.frame.set_axis([plain_name(name) for name in records.header], axis=1)
    titles = dict(zip(frame.columns, records.header, strict=True))
    lines = pd.Series(records.lines, index=frame.index, dtype="int64")
    named = dimensions(list(frame.columns))
    empty = frame[named].apply(lambda cells: cells.str.strip() == "").all(axis=1)
    total = empty | lines.isin(block.total_lines)
    notes = [Listed(int(line), _TOTAL) for line in lines[total]]
    notes += [Listed(g.line, _TOTAL) for g in records.ragged if g.line in block.total_lines]
    frame, lines = frame[~total], lines[~total]
    by_source = any(name in SOURCES or name in PAIRS for name in named)
    values, faults = _metrics(frame, titles, by_source=by_source)
    days = read_days(frame, block.remarks, dates=raw.hints.dates, not_after=raw.modified_at)
    when = next((frame[name] for name in named if name in DAYS), None)
    keep, rejected = sift(
        lines.to_numpy(),
        [
            Fault(days.day.isna(), _BAD_DAY, when),
            *faults,
            Fault(values.isna().all(axis=1), _NO_NUMBER),
        ],
    )
    ragged = [gone for gone in records.ragged if gone.line not in block.total_lines]
    rows = values.assign(day=days.day, to_day=days.to_day, source_row=lines)[keep]
    tables: dict[str, pd.DataFrame] = {}
    merged: tuple[Listed, ...] = ()
    if by_source:
        rows = rows.assign(property=block.remarks.property, **_texts(frame[keep]))
        tables["visits"], merged = as_portions(rows, frame[keep], named)
    else:
        wide = rows.drop(columns=["to_day", "source_row"])
        wide = wide.assign(page=block.remarks.property, precision="day")
        metrics = {name: DAILY[name] for name in values}
        tables["daily"], _ = melt_days(wide, metrics, lines=rows["source_row"].to_numpy())
    return Reading(
        tables=tables,
        rows_read=records.rows_read,
        merged=merged,
        rejected=(*ragged, *rejected),
        notes=tuple(notes),
        warnings=(
            *records.cautions,
            *days.cautions,
            *_doubts(block),
            *_not_used(records.header, by_source=by_source),
            *_other_rows(rows),
            *hidden_tags(rows),
        ),
    )


def _metrics(
    frame: pd.DataFrame, titles: dict[str, str], *, by_source: bool
) -> tuple[pd.DataFrame, list[Fault]]:
    values: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for name, metric in METRICS.items():
        is_wanted = metric != "views" if by_source else metric in DAILY
        if name not in frame or metric in values or not is_wanted:
            continue
        refuse_spoilt_numbers(frame[[name]])
        fractional = metric in _FRACTIONAL
        parse = parse_numbers if fractional else parse_counts
        values[metric], bad = parse(frame[name])
        if metric == "key_events":
            bad |= values[metric] < 0
        reason = _BAD_NUMBER if fractional else _BAD_COUNT
        faults.append(Fault(bad, reason, frame[name], titles[name]))
    return pd.DataFrame(values, index=frame.index), faults


def _texts(frame: pd.DataFrame) -> dict[str, pd.Series]:
    texts: dict[str, pd.Series] = {}
    for pair in PAIRS:
        if pair in frame:
            parts = frame[pair].str.rsplit(" / ", n=1, expand=True).reindex(columns=[0, 1])
            texts |= {"source": plain_tags(parts[0]), "medium": plain_tags(parts[1])}
    for name, column in SOURCES.items():
        if name in frame and column not in texts:
            label = frame[name].str.strip()
            texts[column] = (
                label.mask(is_missing(label)) if column == "channel" else plain_tags(frame[name])
            )
    return {name: text.mask(text.str.casefold() == _UNAVAILABLE) for name, text in texts.items()}


def _doubts(block: Block) -> tuple[Caution, ...]:
    text = message(
        "Google Analytics says of these numbers: {remark}. They are estimates, or small rows are "
        "withheld."
    )
    return tuple(
        Caution("ga4_estimated", text, {"remark": remark[:200].rstrip(". ")})
        for remark in block.remarks.doubts
    )


def _not_used(header: list[str], *, by_source: bool) -> tuple[Caution, ...]:
    beside = () if by_source else tuple(
        name for name in header if METRICS.get(plain_name(name), "users") not in DAILY
    )  # fmt: skip
    return Matched({}, (*beside, *unknown_columns(header))).caution()


def _other_rows(rows: pd.DataFrame) -> tuple[Caution, ...]:
    named = [name for name in TEXTS if name in rows]
    if not rows[named].eq(_OTHER).to_numpy().any():
        return ()
    text = message(
        "Google Analytics put rare sources together under (other): their visits cannot be told "
        "apart. A shorter period has fewer of them."
    )
    return (Caution("ga4_other", text),)


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
            "currency. Visitors who refuse cookies are missing or estimated by Google. Users are "
            "total users where the report has them, else active users; those of different rows "
            "overlap and are never added up. Where people first came from (First user) is not read."
        ),
        clock=message(
            "Days in the time zone of the Google Analytics property, which the file does not name."
        ),
    ),
    networks=(),
    tables=("visits", "daily"),
    matches=_matches,
    read=_read,
)
