"""A content export of Meta taken apart: cells by what they mean, rows that end early included."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records, read_records
from smmlab.exports.headers import Matched, match_headers
from smmlab.exports.meta.columns import ALIASES, BASE, IGNORED
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Caution
from smmlab.exports.repair import unwrap_lines
from smmlab.texts import message

_STAMP = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?: [0-9]{1,2}:[0-9]{2})?$"


@dataclass(frozen=True)
class Content:
    """One content export.

    Parameters
    ----------
    cells
        Text cells by canonical name of `ALIASES`; all of them, absent columns are missing, and so
        are cells that say there is nothing.
    matched
        Which column of the file stands for what.
    records
        The rows as found, with their lines.
    network
        ``facebook`` or ``instagram``.
    is_video
        True for the export of videos alone, which has no links and other ids.
    cautions
        What the user should know so far.
    """

    cells: pd.DataFrame
    matched: Matched
    records: Records
    network: str
    is_video: bool
    cautions: tuple[Caution, ...]

    def has(self, name: str) -> bool:
        """Tell whether the file has a column."""
        return name in self.matched.columns


def open_content(text: str) -> Content:
    """Take a content export apart.

    Raises
    ------
    ExportError
        When the columns that every such export has are absent.
    """
    text, cautions = unwrap_lines(text)
    records = read_records(text)
    matched = match_headers(records.header, ALIASES, ignored=IGNORED)
    absent = [ALIASES[name][0] for name in ("post_id", "publish_time") if name not in
              matched.columns]  # fmt: skip
    if absent:
        raise ExportError(
            message(
                "This looks like a content export of Meta, but these columns are not in it: "
                "{columns}. Please set Meta Business Suite to English and export again."
            ),
            {"columns": ", ".join(absent)},
        )
    records, short = _take_short_rows(records, matched)
    cells = records.frame.rename(columns={found: name for name, found in matched.columns.items()})
    cells = cells.reindex(columns=list(ALIASES)).astype("str")
    cells = cells.apply(lambda column: column.str.strip().where(~is_missing(column)))
    header = {name.casefold() for name in records.header}
    is_instagram = "account username" in header or "account id" in header
    return Content(
        cells,
        matched,
        records,
        "instagram" if is_instagram else "facebook",
        is_video="post id" not in header,
        cautions=(*cautions, *records.cautions, *matched.caution(), *short, *_notices(records)),
    )


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


def _adds_up(rows: pd.DataFrame, columns: dict[str, str]) -> pd.Series:
    names = ("together", "reactions", "comments", "shares")
    if not all(name in columns for name in names):
        return pd.Series(True, index=rows.index)
    whole, *parts = (parse_numbers(rows[columns[name]])[0] for name in names)
    told = sum(parts[1:], parts[0])
    return (whole == told) | (whole.isna() & told.isna())


def _notices(records: Records) -> tuple[Caution, ...]:
    if records.rows_read:
        return ()
    text = message("The file has column names but no rows. Was anything published in that period?")
    return (Caution("no-rows", text),)


def listed_places(mask: pd.Series) -> np.ndarray:
    """Return the positions at which a mask is true."""
    return np.flatnonzero(mask.fillna(False).to_numpy(dtype=bool))
