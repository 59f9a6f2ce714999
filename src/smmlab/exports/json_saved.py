"""JSON as people save it: one document, or one value a line, some of which may be cut short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from smmlab.errors import ExportError
from smmlab.exports.items import raw_of, read_json_lines
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Listed

_TRIED = 5  # the first line may be the damaged one


@dataclass(frozen=True)
class Saved:
    """What a JSON file holds.

    Parameters
    ----------
    values
        The document, or the values of its lines.
    lines
        Physical line of each value; nothing when the file is one document.
    broken
        Lines that could not be read; rejected.
    """

    values: list[Any]
    lines: np.ndarray | None
    broken: tuple[Listed, ...]

    def numbers(self, entries: Sequence[Any]) -> np.ndarray:
        """Return where each entry stands: its line when there is one a line, else its number."""
        if self.lines is not None and len(self.lines) == len(entries):
            return self.lines
        return np.arange(1, len(entries) + 1)


def read_saved(text: str) -> Saved:
    r"""Read a JSON document, or one JSON value a line.

    Raises
    ------
    ExportError
        When it is neither.

    Examples
    --------
    >>> read_saved('[{"id": 1}]').values
    [[{'id': 1}]]
    >>> saved = read_saved('{"id": 1}\n{"id": 2}\n{"id"')
    >>> saved.values, saved.lines.tolist(), len(saved.broken)
    ([{'id': 1}, {'id': 2}], [1, 2], 1)
    """
    try:
        return Saved([parse_json(text)], None, ())
    except ExportError:
        if not _is_one_a_line(text):
            raise
    values, lines, broken = read_json_lines(text)
    return Saved(values, lines, broken)


def with_raws(
    rejected: Sequence[Listed], lines: np.ndarray, items: Sequence[Any]
) -> tuple[Listed, ...]:
    """Return rejected rows with what the file holds there; only these have to be written out.

    Parameters
    ----------
    rejected
        Rows from `sieve.sift`.
    lines
        Where each item stands.
    items
        The items themselves.
    """
    item_at = dict(zip(lines.tolist(), items, strict=True))
    return tuple(replace(row, raw=raw_of(item_at[row.line])) for row in rejected)


def _is_one_a_line(text: str) -> bool:
    rest, seen = text.lstrip("\ufeff \t\r\n"), 0
    if not rest.startswith(("{", "[")):
        return False
    is_list = rest.startswith("[")
    while rest and seen < (1 if is_list else _TRIED):
        line, _, rest = rest.partition("\n")
        rest = rest.lstrip()
        seen += 1
        try:
            value = parse_json(line)
        except ExportError:
            continue
        if isinstance(value, dict | list) and value and (rest or seen > 1):
            return True
    return False
