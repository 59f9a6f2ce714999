"""Files of several small tables under titles, as Meta's series and audience exports are."""

import re
from dataclasses import dataclass

from smmlab.exports.delimited import sniff_delimiter, split_rows

_SEPARATOR = re.compile(r"\s*\"?sep=([,;\t])", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One row that is not blank: where it starts and its cells, blank ones at the end cut off."""

    number: int
    cells: tuple[str, ...]

    @property
    def title(self) -> str:
        """The words of a row with one cell, else nothing."""
        return self.cells[0] if len(self.cells) == 1 else ""


def read_lines(text: str) -> list[Line]:
    r"""Return every row that is not blank; the delimiter is as ``sep=`` says, or as it looks.

    Raises
    ------
    ExportError
        As `read_records` does.

    Examples
    --------
    >>> [line.cells for line in read_lines('sep=,\n"Reach"\n"Date","Primary"\n')]
    [('sep=,',), ('Reach',), ('Date', 'Primary')]
    """
    said = _SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    delimiter = said.group(1) if said else _sniff(body)
    lines = []
    if said:
        lines.append(Line(1 + text[: said.start(1)].count("\n"), (f"sep={delimiter}",)))
    first_line = 1 + (text[: said.end()].count("\n") if said else 0)
    rows, starts = split_rows(body, delimiter=delimiter, first_line=first_line)
    for row, start in zip(rows, starts.tolist(), strict=True):
        cells = [" ".join(cell.split()) for cell in row]
        while not cells[-1]:
            cells.pop()
        lines.append(Line(start, tuple(cells)))
    return lines


def _sniff(text: str) -> str:
    """Titles have no delimiter: the first line that has one tells."""
    for line in text[:20_000].splitlines():
        delimiter = sniff_delimiter(line)
        if delimiter in re.sub(r'"[^"]*"', "", line):
            return delimiter
    return ","
