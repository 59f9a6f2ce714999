"""The one table that an export of X holds, wherever in the file it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells
from smmlab.exports.grids import Grid, drop_repeated_header, list_beside, peek_grids, read_grids
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message

FindHeader = Callable[[Grid], int | None]


@dataclass(frozen=True)
class Table:
    """The rows of the table, and all other rows of the file as notes."""

    cells: Cells
    notes: tuple[Listed, ...]

    @property
    def rows_read(self) -> int:
        """All rows met, the column names and blank ones aside."""
        return self.cells.rows_read + len(self.notes)


def has_table(raw: RawExport, find: FindHeader) -> bool:
    """Tell whether a header is among the first rows of a file or a sheet; never raises."""
    return any(find(grid) is not None for grid in peek_grids(raw))


def open_table(
    raw: RawExport,
    find: FindHeader,
    aliases: Mapping[str, Sequence[str]],
    *,
    ignored: Sequence[str] = (),
) -> Table:
    """Take the first table apart that has the header.

    Raises
    ------
    ExportError
        When no table has it, or as `read_grids` and `take_cells` do.
    """
    grids = read_grids(raw)
    for grid in grids:
        header = find(grid)
        if header is None:
            continue
        body, again = drop_repeated_header(grid, header=header)
        cells = take_cells(body, aliases, header=header, ignored=ignored)
        return Table(cells, (*list_beside(grids, grid, header=header), *again))
    raise ExportError(
        message("Expected a table with the columns {columns}; there is none in {name}."),
        {"columns": ", ".join(names[0] for names in aliases.values() if names), "name": raw.name},
    )
