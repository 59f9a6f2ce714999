"""Where the orders stand in a file: the table under its heading, totals and other sheets aside."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records
from smmlab.exports.grids import (
    Grid,
    drop_repeated_header,
    grid_records,
    peek_grids,
    read_grids,
)
from smmlab.exports.headers import match_headers
from smmlab.exports.reading import Caution, Listed, Reading
from smmlab.exports.shops.folding import CELLS, Orders, fold_orders
from smmlab.exports.shops.values import split_currency
from smmlab.exports.source import RawExport
from smmlab.texts import message

_FIRST_ROWS = 15
_TOTAL_WORDS = r"(?:grand total|totals?|итого|итог|всего|общий итог|kokku|summa kokku)\b[^\w]*"

_ABOVE = message("A row above the table.")
_OTHER_SHEET = message("A row of a sheet that is not used: {sheet}.")
_TOTAL = message("A total of the other rows.")


def _no_remarks(_names: Mapping[str, str]) -> tuple[Caution, ...]:
    return ()


@dataclass(frozen=True)
class Layout:
    """How a reader finds its columns.

    Parameters
    ----------
    shop
        What the orders are called by in ``orders.shop``.
    knows
        Whether a row of plain column names is the heading of its table.
    aliases
        Plain column names by the cells of `fold_orders`; earlier ones win.
    quiet
        Pattern of the plain names that are understood and not needed, people's names and addresses
        among them.
    remarks
        What the user should know about the columns that were found, by cell.
    """

    shop: str
    knows: Callable[[Sequence[str]], bool]
    aliases: Mapping[str, Sequence[str]]
    quiet: str
    remarks: Callable[[Mapping[str, str]], tuple[Caution, ...]] = _no_remarks


def has_orders(raw: RawExport, layout: Layout) -> bool:
    """Tell whether any sheet of a file, or its one table, has the heading of a layout."""
    return any(_heading(grid, layout) is not None for grid in peek_grids(raw))


def read_orders(raw: RawExport, layout: Layout) -> Reading:
    """Read every table of orders in a file.

    Raises
    ------
    ExportError
        When there is none, or as `fold_orders` does.
    """
    taken: list[tuple[pd.DataFrame, np.ndarray]] = []
    names: dict[str, str] = {}
    cautions: list[Caution] = []
    notes: list[Listed] = []
    rejected: list[Listed] = []
    rows_read = 0
    codes: list[str | None] = []
    for sheet in read_grids(raw):
        at = _heading(sheet, layout)
        if at is None:
            notes += [
                Listed(int(line), _OTHER_SHEET, {"sheet": sheet.name}) for line in sheet.lines
            ]
            rows_read += len(sheet.rows)
            continue
        notes += [Listed(int(line), _ABOVE) for line in sheet.lines[:at]]
        grid, again = drop_repeated_header(sheet, header=at)
        notes += again
        records = grid_records(grid, header=at)
        rows_read += at + len(again) + records.rows_read
        cells, found, code, columns_unknown = _cells(records, layout)
        is_total = _totals(records, cells)
        notes += [Listed(int(line), _TOTAL) for line in records.lines[is_total]]
        taken.append((cells[~is_total], records.lines[~is_total]))
        rejected += records.ragged
        names |= found
        codes += [code] * int((~is_total).sum())
        cautions += [*records.cautions, *columns_unknown, *layout.remarks(found)]
    if not taken:
        raise ExportError(
            message(
                "No table of this file has an order number, a date and an amount. Please export "
                "the orders again, with these three columns."
            )
        )
    orders = fold_orders(
        pd.concat([cells for cells, _ in taken], ignore_index=True),
        np.concatenate([lines for _, lines in taken]),
        shop=layout.shop,
        raw=raw,
        names=names,
        currency=pd.Series(codes, dtype="str") if any(codes) else None,
    )
    return _reading(orders, rows_read, rejected, notes, cautions)


def _reading(
    orders: Orders,
    rows_read: int,
    rejected: list[Listed],
    notes: list[Listed],
    cautions: list[Caution],
) -> Reading:
    def by_line(row: Listed) -> int:
        return row.line

    return Reading(
        tables={"orders": orders.table},
        rows_read=rows_read,
        merged=tuple(sorted(orders.merged, key=by_line)),
        rejected=tuple(sorted((*rejected, *orders.rejected), key=by_line)),
        notes=tuple(sorted((*notes, *orders.notes), key=by_line)),
        warnings=tuple({str(c): c for c in (*cautions, *orders.cautions)}.values()),
    )


def _heading(grid: Grid, layout: Layout) -> int | None:
    for at, row in enumerate(grid.rows[:_FIRST_ROWS]):
        if layout.knows([split_currency(cell)[0] for cell in row]):
            return at
    return None


def _cells(
    records: Records, layout: Layout
) -> tuple[pd.DataFrame, dict[str, str], str | None, tuple[Caution, ...]]:
    plain = {name: split_currency(name) for name in records.header}
    # Sum, € and sum, $ beside each other are two columns: only the first may be called the sum.
    by_plain: dict[str, str] = {}
    for name, (short, _) in plain.items():
        by_plain.setdefault(short, name)
    quiet = [short for short in by_plain if re.fullmatch(layout.quiet, short)]
    matched = match_headers(list(by_plain), layout.aliases, ignored=quiet)
    columns = {cell: by_plain[short] for cell, short in matched.columns.items()}
    frame = records.frame[list(columns.values())].set_axis(list(columns), axis=1)
    code = plain[columns["total"]][1] if "total" in columns else None
    unknown = [by_plain[short] for short in matched.unknown]
    shown = type(matched)(columns, tuple(unknown))
    return frame.reindex(columns=list(CELLS)), columns, code, shown.caution()


def _totals(records: Records, cells: pd.DataFrame) -> np.ndarray:
    """Mask the rows that sum up others: they say so, and have neither a number nor a date."""
    if not len(cells):
        return np.zeros(0, dtype=bool)
    words = records.frame.apply(
        lambda cells: cells.str.strip().str.casefold().str.fullmatch(_TOTAL_WORDS)
    )
    plain = cells[["order_id", "created"]].astype("str").apply(lambda cells: cells.str.strip())
    empty = plain.fillna("").eq("") | plain.apply(
        lambda cells: cells.str.casefold().str.match(_TOTAL_WORDS).fillna(False)
    )
    says = words.fillna(False).any(axis=1) | plain["order_id"].str.casefold().str.match(
        _TOTAL_WORDS
    ).fillna(False)
    return np.asarray(says & empty.all(axis=1), dtype=bool)
