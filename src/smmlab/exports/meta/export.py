"""A content export of Meta taken apart: cells by what they mean, rows that end early included."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records, read_records
from smmlab.exports.distinct import distinct_texts, spread
from smmlab.exports.grids import Grid, grid_records, peek_grids, read_grids
from smmlab.exports.headers import Matched, match_headers, plain_name
from smmlab.exports.meta.columns import (
    ALIASES,
    BASE,
    DIVIDED,
    ID_COLUMNS,
    IGNORED,
    NUMBERS,
    SIGNS,
    TEXTS,
)
from smmlab.exports.meta.foreign import find_order
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.texts import message

_STAMP = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AaPp][Mm])?)?$"
_NUMBERED = re.compile(r" \([0-9]+\)$")
_PEEKED = 15
_JUDGED_WHOLE = ("post_id", "publish_time", "url", "post_type")
_SHOWN = 12


@dataclass(frozen=True)
class Content:
    """One content export.

    Parameters
    ----------
    cells
        Text cells by canonical name of `ALIASES`; all of them, absent columns are missing, and so
        are cells that say there is nothing. Cells of numbers stand as found.
    matched
        Which column of the file stands for what.
    records
        The rows as found, with their lines.
    networks
        ``facebook`` or ``instagram``, row by row.
    is_video
        True for the export of videos alone, which has no links and other ids.
    is_foreign
        True when the names of the columns are in another language: no count is known.
    cautions
        What the user should know so far.
    notes
        Rows that repeat the column names, in a file joined from several.
    before, before_networks
        The first rows of the file, where this is a later piece of it: what is judged by a whole
        column, such as what Excel did to it, must not hang on where a piece begins.
    """

    cells: pd.DataFrame
    matched: Matched
    records: Records
    networks: pd.Series
    is_video: bool
    is_foreign: bool
    cautions: tuple[Caution, ...]
    notes: tuple[Listed, ...] = ()
    before: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(ALIASES), dtype="str")
    )
    before_networks: pd.Series = field(default_factory=lambda: pd.Series(dtype="str"))

    def has(self, name: str) -> bool:
        """Tell whether the file has a column."""
        return name in self.matched.columns


def header_at(grid: Grid) -> int | None:
    """Return which of the first rows holds the column names of a content export, or None."""
    for at, row in enumerate(grid.rows[:_PEEKED]):
        names = {plain_name(cell) for cell in row}
        if "publish time" in names and names & ID_COLUMNS and names & SIGNS:
            return at
    return None


def foreign_at(grid: Grid) -> int | None:
    """Return where the names of a content export stand if they are in another language, or None."""
    if len(grid.rows) < 2 or header_at(grid) is not None:
        return None
    return 0 if find_order(grid.rows[1:_PEEKED]) else None


def open_contents(raw: RawExport) -> tuple[list[Content], tuple[Listed, ...]]:
    """Take a content export apart; a workbook may hold several.

    Returns
    -------
    tuple of list of Content and tuple of Listed
        The exports, and the rows above and beside them.

    Raises
    ------
    ExportError
        When the columns that every such export has are absent.
    """
    first: Grid | None = None
    if raw.kind == "text":
        (first,) = peek_grids(raw)
        if header_at(first) in (0, None) and first.lines[:1].tolist() in ([1], []):
            text, cautions = unwrap_lines(raw.text)
            content = _content(read_records(text), first, raw.skipped_lines)
            return [replace(content, cautions=(*cautions, *content.cautions))], ()
    contents: list[Content] = []
    notes: list[Listed] = []
    for whole in read_grids(raw):
        grid = whole if first is None or not raw.skipped_lines else _with_names(whole, first)
        at = header_at(grid)
        at = foreign_at(grid) if at is None else at
        above = grid.lines if at is None else grid.lines[:at]
        reason = (
            message("This sheet holds no posts.")
            if at is None
            else message("A row above the column names.")
        )
        notes += [Listed(int(line), reason) for line in above]
        if at is not None:
            records = grid_records(grid, header=at)
            contents.append(_content(records, first or grid, raw.skipped_lines))
    if not contents:
        _refuse_names(("Post ID", "Publish time"))
    return contents, tuple(notes)


def _with_names(grid: Grid, first: Grid) -> Grid:
    """Return a later piece of a file with its column names: it begins with what is above them."""
    at = header_at(first) or 0
    begins = at > 0 and grid.rows[:1] == first.rows[:1]
    rows, lines = grid.rows[begins:], grid.lines[begins:]
    return replace(grid, rows=[first.rows[at], *rows], lines=np.append(0, lines))


def _below(records: Records, skipped: int) -> Records:
    """Return records with the lines they have in the whole file, of which this may be a piece."""
    if not skipped:
        return records
    return replace(
        records,
        lines=records.lines + skipped,
        short_lines=records.short_lines + skipped,
        ragged=tuple(replace(row, line=row.line + skipped) for row in records.ragged),
    )


def _refuse_names(absent: tuple[str, ...]) -> NoReturn:
    raise ExportError(
        message(
            "This looks like a content export of Meta, but these columns are not in it: "
            "{columns}. Please set Meta Business Suite to English and export again."
        ),
        {"columns": ", ".join(absent)},
    )


def _content(records: Records, first: Grid, skipped: int) -> Content:
    names, repeated = _told_apart(records.header)
    found = match_headers(list(names), ALIASES, ignored=IGNORED)
    matched = Matched(
        {name: names[column] for name, column in found.columns.items()},
        tuple(names[column] for column in found.unknown),
    )
    absent = tuple(
        ALIASES[name][0] for name in ("post_id", "publish_time") if name not in matched.columns
    )
    is_foreign = bool(absent)
    if is_foreign:
        matched = _by_place(records.header, first)
        if "publish_time" not in matched.columns:
            _refuse_names(absent)
    records, again = _without_names(_below(records, skipped), matched.columns["publish_time"])
    records, short = _take_short_rows(records, matched)
    damage = (caution for caution in records.cautions if caution.code != "repeated-columns")
    header = {name.casefold() for name in records.header}
    is_instagram = bool({"account username", "account id"} & header)
    cells = _cells(records.frame, matched)
    content = Content(
        cells,
        matched,
        records,
        _networks(cells, is_instagram=is_instagram),
        is_video=not is_foreign and "post id" not in header,
        is_foreign=is_foreign,
        cautions=(*damage, *repeated, *_told(matched, is_foreign=is_foreign), *short),
        notes=again,
    )
    if not skipped:
        return content
    judged = {name: at for name, at in matched.columns.items() if name in _JUDGED_WHOLE}
    before = _cells(_first_rows(first, records.header), Matched(judged, ()))
    return replace(
        content, before=before, before_networks=_networks(before, is_instagram=is_instagram)
    )


def _without_names(records: Records, column: str) -> tuple[Records, tuple[Listed, ...]]:
    """Return records without the rows that repeat the column names, told by one column."""
    is_name = (records.frame[column] == column).to_numpy(dtype=bool)
    if not is_name.any():
        return records, ()
    again = message("The column names again.")
    notes = tuple(Listed(int(line), again) for line in records.lines[is_name])
    frame = records.frame[~is_name].reset_index(drop=True)
    return replace(records, frame=frame, lines=records.lines[~is_name]), notes


def _first_rows(first: Grid, header: list[str]) -> pd.DataFrame:
    below = first.rows[(header_at(first) or 0) + 1 :]
    rows = [row for row in below if len(row) == len(header)]
    return pd.DataFrame(rows, columns=pd.Index(header, dtype="str"), dtype="str")


def _cells(frame: pd.DataFrame, matched: Matched) -> pd.DataFrame:
    absent = pd.Series(pd.NA, index=frame.index, dtype="str")
    return pd.DataFrame(
        {
            name: _known(frame[matched.columns[name]], name) if name in matched.columns else absent
            for name in ALIASES
        }
    )


def _told_apart(header: list[str]) -> tuple[dict[str, str], tuple[Caution, ...]]:
    """Return columns by names that differ in more than their capital letters."""
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    again: dict[str, None] = {}
    for column in header:
        plain = plain_name(column)
        taken[plain] = taken.get(plain, 0) + 1
        names[column if taken[plain] == 1 else f"{column} ({taken[plain]})"] = column
        before = _NUMBERED.sub("", column)
        is_repeat = taken[plain] > 1 or (before != column and before in names)
        # Of those that divide a video nothing is used, and they are many.
        if is_repeat and not DIVIDED.search(column):
            again[before] = None
    if not again:
        return names, ()
    caution = Caution(
        "repeated-columns",
        message("The file names these columns more than once, the first was used: {columns}."),
        {"columns": ", ".join(again)},
    )
    return names, (caution,)


def _by_place(header: list[str], first: Grid) -> Matched:
    order = find_order(first.rows[1:_PEEKED]) or ()
    columns = {name: column for name, column in zip(order, header, strict=False) if name}
    return Matched(columns, tuple(header[len(order) :]))


def _known(column: pd.Series, name: str) -> pd.Series:
    if name in NUMBERS:
        return column
    plain = column.str.strip()
    return plain.where(plain != "") if name in TEXTS else plain.where(~is_missing(plain))


def _networks(cells: pd.DataFrame, *, is_instagram: bool) -> pd.Series:
    """Tell the network of each row: by its link, by its kind, by the columns of the file."""
    networks = pd.Series(
        "instagram" if is_instagram else "facebook", index=cells.index, dtype="str"
    )
    kinds, places = distinct_texts(cells["post_type"])
    is_ig = kinds.str.casefold().str.startswith("ig ").fillna(False).astype(bool)
    networks = networks.mask(spread(is_ig, places, cells.index), "instagram")
    for name in ("facebook", "instagram"):
        on_host = cells["url"].str.match(rf"^https?://(?:[A-Za-z.\-]+\.)?{name}\.com/")
        networks = networks.mask(on_host.fillna(False).astype(bool), name)
    return networks


def _told(matched: Matched, *, is_foreign: bool) -> tuple[Caution, ...]:
    if is_foreign:
        text = message(
            "The column names are not in English. The posts were recognised by their ids, times "
            "and links; their counts were not, and are missing. Please set Meta Business Suite to "
            "English and export again, or say yourself what these columns hold: {columns}."
        )
        shown = ", ".join(matched.unknown[:_SHOWN])
        return (Caution("foreign-names", text, {"columns": shown}),)
    divided = tuple(name for name in matched.unknown if DIVIDED.search(name))
    rest = replace(matched, unknown=tuple(n for n in matched.unknown if n not in set(divided)))
    if not divided:
        return rest.caution()
    text = message(
        "Columns that divide a video by groups of viewers, by country or by moment: {n}. They "
        "count views and seconds, not people, and only of the largest groups, so they are not used."
    )
    return (*rest.caution(), Caution("unknown-columns", text, {"n": len(divided)}))


def _take_short_rows(records: Records, matched: Matched) -> tuple[Records, tuple[Caution, ...]]:
    """Take in rows of which only the end is absent.

    Meta leaves out the last, empty cells of some rows. Such a row is proven whole when its time,
    link and period stand in their columns, and its parts add up to the column that sums them.
    """
    columns, short = matched.columns, records.short
    if short.empty or not all(name in columns for name in BASE):
        return records, ()
    stamped = short[columns["publish_time"]].str.match(_STAMP).fillna(False)
    linked = short[columns["url"]].str.startswith("http").fillna(False)
    dated = short[columns["period"]].str.len().gt(0).fillna(False)
    proven = (stamped & linked & dated & _adds_up(short, columns)).to_numpy(dtype=bool)
    if not proven.any():
        return records, ()
    caution = Caution(
        "short-rows",
        message(
            "Rows that end before the last columns: {n}. They were checked and taken; the counts "
            "in the absent columns are missing."
        ),
        {"n": int(proven.sum())},
    )
    return records.with_short(proven), (caution,)


def _adds_up(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.Series:
    names = ("together", "reactions", "comments", "shares")
    if not all(name in columns for name in names):
        return pd.Series(True, index=rows.index)
    whole, *parts = (parse_numbers(rows[columns[name]], decimal=".")[0] for name in names)
    told = sum(parts[1:], parts[0])
    return (whole == told) | (whole.isna() & told.isna())
