"""The one table of a TikTok file, from CSV or XLSX, and the rows around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells
from smmlab.exports.grids import (
    drop_repeated_header,
    find_header,
    list_beside,
    peek_grids,
    read_grids,
)
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message


@dataclass(frozen=True)
class Table:
    """A table, the rows of the file outside it, and what had to be repaired."""

    cells: Cells
    notes: tuple[Listed, ...]
    cautions: tuple[Caution, ...]

    @property
    def rows_read(self) -> int:
        """Rows met, the column header and blank ones aside."""
        return self.cells.rows_read + len(self.notes)


def has_table(raw: RawExport, names: Sequence[str]) -> bool:
    """Tell whether a table of the file has all these columns; never raises."""
    return any(find_header(grid, names) is not None for grid in peek_grids(raw))


def open_table(
    raw: RawExport,
    aliases: Mapping[str, Sequence[str]],
    names: Sequence[str],
    *,
    ignored: Sequence[str] = (),
) -> Table:
    """Take the first table that has these columns; all other rows are notes.

    Raises
    ------
    ExportError
        When the file is damaged or no table has the columns.
    """
    grids = read_grids(raw)
    places = [(grid, find_header(grid, names)) for grid in grids]
    used, header = next((place for place in places if place[1] is not None), (None, None))
    if used is None or header is None:
        raise ExportError(
            message("Expected a table with the columns {columns}; there is none in {name}."),
            {"columns": ", ".join(names), "name": raw.name},
        )
    table, again = drop_repeated_header(used, header=header)
    cells = take_cells(table, aliases, header=header, ignored=ignored)
    cautions = used.cautions
    if cells.rows_read == 0:
        caution = Caution("no-rows", message("The file has column names but no rows."))
        cautions = (*cautions, caution)
    beside = list_beside(grids, used, header=header)
    return Table(cells, (*beside, *again), (*cautions, *cells.cautions))
