"""A table below its header as text cells by what they mean, each row with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.exports.grids import Grid, grid_records
from smmlab.exports.headers import Matched, match_headers
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault
from smmlab.texts import message


@dataclass(frozen=True)
class Cells:
    """The rows of one table.

    Parameters
    ----------
    frame
        Text cells by canonical name, all names asked for; trimmed, an empty cell is missing.
    lines
        Where each row starts, as ``source_row`` holds it.
    matched
        Which column of the file stands for what.
    ragged
        Rows that do not fit the header; rejected.
    cautions
        What the user should know about the header.
    """

    frame: pd.DataFrame
    lines: np.ndarray
    matched: Matched
    ragged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]

    @property
    def rows_read(self) -> int:
        """Rows met below the header, blank ones aside."""
        return len(self.frame) + len(self.ragged)

    def has(self, name: str) -> bool:
        """Tell whether the file has a column."""
        return name in self.matched.columns

    def title(self, name: str) -> str:
        """Return the name of a column as the file has it."""
        return self.matched.columns.get(name, name)


def take_cells(
    grid: Grid,
    aliases: Mapping[str, Sequence[str]],
    *,
    header: int = 0,
    ignored: Sequence[str] = (),
) -> Cells:
    """Take the table of a grid apart by the meaning of its columns.

    Parameters
    ----------
    grid
        A sheet, or the table of a text file.
    aliases
        Names in files by canonical name, as in `match_headers`.
    header
        Which row of the grid holds the names; the rows above are the caller's to account for.
    ignored
        Names that are understood but not needed.

    Raises
    ------
    ExportError
        As `read_records` does.
    """
    records = grid_records(grid, header=header)
    # A delimiter at the end of the header makes a column without a name and without values.
    nameless = tuple(
        name
        for name in records.header
        if name.startswith("column ") and not records.frame[name].str.strip().any()
    )
    matched = match_headers(records.header, aliases, ignored=(*ignored, *nameless))
    # An unknown column may bear the canonical name of another one.
    frame = records.frame[list(matched.columns.values())].set_axis(list(matched.columns), axis=1)
    frame = frame.reindex(columns=list(aliases)).astype("str")
    frame = frame.apply(lambda column: column.str.strip().where(column.str.strip() != ""))
    return Cells(
        frame,
        records.lines,
        matched,
        records.ragged,
        (*records.cautions, *matched.caution()),
    )


def take_counts(cells: Cells, names: Sequence[str]) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the columns that hold counts; what says there is nothing is missing, never zero.

    Returns
    -------
    tuple of DataFrame and list of Fault
        Int64 columns, and for each one the cells that are no count.

    Raises
    ------
    ExportError
        When Excel has turned numbers into dates.
    """
    refuse_spoilt_numbers(cells.frame[list(names)])
    values: dict[str, pd.Series] = {}
    faults = []
    for name in names:
        values[name], bad = parse_counts(cells.frame[name])
        faults.append(
            Fault(
                bad,
                message("{value} is no count, in the column {column}."),
                cells.frame[name],
                cells.title(name),
            )
        )
    return pd.DataFrame(values, index=cells.frame.index), faults
