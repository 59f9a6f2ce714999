"""Items of a JSON export as columns: fields pulled out by path, types checked, nothing trusted."""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Listed
from smmlab.texts import message

LONGEST_RAW = 10_000
_LARGEST = 2**53
_HALVES = re.compile("[\ud800-\udfff\x00]")
_NO_ENTRY = message("This line is no whole entry of the export.")


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the entries of a list that are objects; nothing when it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def pluck(items: Sequence[Any], *path: str) -> list[Any]:
    """Return the field at a path of keys for each item, None where any of them is absent.

    Examples
    --------
    >>> pluck([{"likes": {"count": 3}}, {}, "no object"], "likes", "count")
    [3, None, None]
    """
    values: list[Any] = list(items)
    for key in path:
        values = [value.get(key) if isinstance(value, dict) else None for value in values]
    return values


def texts_of(values: Sequence[Any]) -> pd.Series:
    """Return texts; whole numbers count as texts, so that ids of both kinds do; others are missing.

    Examples
    --------
    >>> texts_of(["a", 17, True, None, ""]).tolist()
    ['a', '17', nan, nan, nan]
    """
    return pd.Series([_text(value) for value in values], dtype="str")


def shown_of(values: Sequence[Any]) -> pd.Series:
    """Return values as texts to be shown in a reason; missing where there is none.

    Examples
    --------
    >>> shown_of(["soon", 1.5, True, None, [1]]).tolist()
    ['soon', '1.5', 'True', nan, '...']
    """
    return pd.Series([_shown(value) for value in values], dtype="str")


def counts_of(values: Sequence[Any]) -> tuple[pd.Series, pd.Series]:
    """Return counts as Int64, and where there is something that is no count.

    Digits in quotation marks count; a negative number, a fraction or a truth value does not.

    Examples
    --------
    >>> counts, bad = counts_of([3, "4", None, -1, 2.5])
    >>> counts.tolist(), bad.tolist()
    ([3, 4, <NA>, <NA>, <NA>], [False, False, False, True, True])
    """
    taken = [_count(value) for value in values]
    known = np.fromiter((count is not None for count in taken), dtype=bool, count=len(taken))
    given = np.fromiter((value not in (None, "") for value in values), bool, count=len(taken))
    whole = np.fromiter((count or 0 for count in taken), dtype="int64", count=len(taken))
    return pd.Series(pd.arrays.IntegerArray(whole, ~known)), pd.Series(given & ~known)


def raw_of(item: Any) -> str:
    """Return an item as the file has it, shortened when it is very long."""
    try:
        whole = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        whole = "..."  # too deep to be written
    return _HALVES.sub("\ufffd", whole[:LONGEST_RAW])


def read_json_lines(text: str) -> tuple[list[Any], np.ndarray, tuple[Listed, ...]]:
    r"""Read one JSON value a line; lines that are none are listed, the rest is read all the same.

    Returns
    -------
    tuple of list, array and tuple of Listed
        The values, the physical line of each, and the lines that could not be read.

    Examples
    --------
    >>> values, lines, rejected = read_json_lines('{"id": 1}\n\n{"id": 2}\n{"id"')
    >>> values, lines.tolist(), [row.line for row in rejected]
    ([{'id': 1}, {'id': 2}], [1, 3], [4])
    """
    values: list[Any] = []
    lines: list[int] = []
    rejected: list[Listed] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip():
            continue
        try:
            values.append(parse_json(line))
            lines.append(number)
        except ExportError:
            rejected.append(Listed(number, _NO_ENTRY, raw=line[:LONGEST_RAW]))
    return values, np.asarray(lines, dtype="int64"), tuple(rejected)


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    # What is nested may be too deep to be written.
    said = "..." if isinstance(value, dict | list) else str(value)[:80]
    return _HALVES.sub("\ufffd", said)


def _text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value:
        return None
    return _HALVES.sub("\ufffd", value) if _HALVES.search(value) else value


def _count(value: Any) -> int | None:
    if isinstance(value, str) and len(value) < 17 and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value <= _LARGEST else None
