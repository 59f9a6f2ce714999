"""JSON as people save it: one document, or one value a line, some of which may be cut short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from smmlab.errors import ExportError
from smmlab.exports.items import raw_of, read_json_lines
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Listed
from smmlab.texts import message

Item = TypeVar("Item")
_NO_ENTRIES = message("This line holds no entries.")
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

    def take_apart(
        self, unfold: Callable[[list[Any]], list[Item]]
    ) -> tuple[list[Item], np.ndarray, tuple[Listed, ...]]:
        r"""Return the entries, where each stands, and the lines that hold none.

        An entry stands in its line when no line holds several, else it has its number.

        Parameters
        ----------
        unfold
            Returns the entries of some values in their order.

        Examples
        --------
        >>> saved = read_saved('[{"id": 1}]\n[]\n[{"id": 2}]')
        >>> entries, lines, empty = saved.take_apart(lambda values: [e for v in values for e in v])
        >>> entries, lines.tolist(), [row.line for row in empty]
        ([{'id': 1}, {'id': 2}], [1, 3], [2])
        """
        if self.lines is None:
            found = unfold(self.values)
            return found, np.arange(1, len(found) + 1), ()
        parts = [unfold([value]) for value in self.values]
        held = np.fromiter(map(len, parts), dtype="int64", count=len(parts))
        empty = tuple(Listed(int(line), _NO_ENTRIES) for line in self.lines[held == 0])
        is_one_a_line = not (held > 1).any()
        lines = self.lines[held == 1] if is_one_a_line else np.arange(1, held.sum() + 1)
        return [entry for part in parts for entry in part], lines, empty


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
        if isinstance(value, dict | list) and (rest or seen > 1):
            return True
    return False
