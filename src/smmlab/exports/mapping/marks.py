"""The decimal mark of a mapped file: as its map says or its numbers show, never guessed."""

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.mapping.slots import SLOTS
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.numbers import Decimal, show_decimal
from smmlab.texts import message

# All other metrics of a day count something.
MEASURED = ("watch_seconds", "revenue")
_FRACTIONS = ("number", "share", "money")
_MARKS: tuple[Decimal, Decimal] = (".", ",")
# Currencies and units stand around a number.
_NUMBER = "([+\\-−]?[0-9](?:[0-9.,\\s\u00a0\u202f\u2009'’]*[0-9])?)"
_GROUPED = "[1-9][0-9]{0,2}(?:,[0-9]{3})+"
_OPEN = r"[+\-−]?[1-9][0-9]{0,2}[.,][0-9]{3}"


def decimal_of(
    texts: pd.Series, column: str, frame: pd.DataFrame, column_map: ColumnMap
) -> Decimal:
    """Return the decimal mark of a column whose numbers may be fractions.

    Parameters
    ----------
    texts
        The column.
    column
        Its name.
    frame
        The whole file: where a column shows no mark, the others may.
    column_map
        What the columns stand for.

    Raises
    ------
    ExportError
        When the cells can be read in two ways, or show two marks.

    Examples
    --------
    >>> column_map = ColumnMap("ads", {"spend": "Cost", "clicks": "Clicks"})
    >>> frame = pd.DataFrame({"Cost": ["1.234 €", "5"], "Clicks": ["1,700", "3"]})
    >>> decimal_of(frame["Cost"], "Cost", frame, column_map)
    '.'
    """
    if column_map.decimal is not None:
        return column_map.decimal
    numbers = _numbers(texts)
    shown = _shown(numbers)
    open_ones = numbers[numbers.str.fullmatch(_OPEN)]
    if not shown and open_ones.empty:
        return "."
    shown = shown or _shown_by(frame, column_map)
    if len(shown) != 1:
        examples = pd.concat([open_ones, *(numbers[show_decimal(numbers, m)] for m in _MARKS)])
        raise ExportError(
            message(
                "Numbers such as {example} in the column {column} can be read in two ways. Please "
                'say in the map of the columns which decimal mark the file has: decimal = "." or '
                'decimal = ",".'
            ),
            {"example": examples.iloc[0][:30], "column": column},
        )
    return min(shown)


def shown_decimal(frame: pd.DataFrame, column_map: ColumnMap) -> Decimal | None:
    """Return the one decimal mark that the numbers of a file show, if they do.

    Examples
    --------
    >>> column_map = ColumnMap("ads", {"spend": "Cost", "clicks": "Clicks"})
    >>> shown_decimal(pd.DataFrame({"Cost": ["1,50", "1.234"], "Clicks": ["7", "8"]}), column_map)
    ','
    """
    shown = _shown_by(frame, column_map)
    return min(shown) if len(shown) == 1 else None


def numbered_columns(column_map: ColumnMap) -> tuple[list[str], list[str]]:
    """Return the columns whose numbers may be fractions, and those that hold counts.

    Examples
    --------
    >>> numbered_columns(ColumnMap("daily", {"day": "D"}, {"revenue": "R", "reach": "V"}))
    (['R'], ['V'])
    """
    slots = SLOTS[column_map.table]
    kinds = {column: slots[name] for name, column in column_map.columns.items()}
    if column_map.table == "daily":
        # Of several metrics at once.
        kinds.pop(column_map.columns.get("value", ""), None)
    for name, column in column_map.metrics.items():
        kinds[column] = "number" if name in MEASURED else "count"
    fractions = [column for column, kind in kinds.items() if kind in _FRACTIONS]
    return fractions, [column for column, kind in kinds.items() if kind == "count"]


def _shown_by(frame: pd.DataFrame, column_map: ColumnMap) -> set[Decimal]:
    """Return the marks that any number shows; a comma in a count parts thousands."""
    fractions, counts = numbered_columns(column_map)
    shown = {mark for name in (*fractions, *counts) for mark in _shown(_numbers(frame[name]))}
    if any(_numbers(frame[name]).str.fullmatch(_GROUPED).any() for name in counts):
        shown.add(".")
    return shown


def _numbers(texts: pd.Series) -> pd.Series:
    found = texts.astype("str").str.extract(_NUMBER, expand=False)
    return found.dropna().drop_duplicates().astype("str")


def _shown(numbers: pd.Series) -> set[Decimal]:
    return {mark for mark in _MARKS if show_decimal(numbers, mark).any()}
