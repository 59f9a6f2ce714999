"""Widths of the columns of a printed table: no word and no short number is broken needlessly."""

from smmlab.strategy.document import DataTable, Spans, number_columns, plain

PORTRAIT, LANDSCAPE = 100, 170
"""Letters of table type that fit in a line of the page."""

# Longer words are file names, keys and links, which may break after a point.
_LONGEST_WORD = 18
_LONGEST_NUMBER = 34
_MOST_TEXT = 90
_PADDING = 3.0
# A mark is set small and raised.
_MARK = 0.65


def column_shares(table: DataTable, room: int = PORTRAIT) -> tuple[int, ...]:
    """Return the width of each column in thousandths of the table.

    The weights of the table hold, or the length of its texts when it has none; but no column gets
    less than its longest word or number needs, nor more than its longest text.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> rows = (((Span("Core"),), (Span("A sentence that is long enough to wrap. " * 4),)),)
    >>> narrow, wide = column_shares(DataTable((), ((), ()), rows))
    >>> wide > 5 * narrow
    True
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    numbers = number_columns(table)
    least = _widest(columns, numbers)
    if sum(least) > room:
        # Numbers with their intervals may then break before the interval.
        least = _widest(columns, (False,) * len(columns))
    most = [max(min(_length(cell), _MOST_TEXT) for cell in column) + _PADDING for column in columns]
    weights = table.weights or most
    wanted = [
        max(little, min(much, room * weight / sum(weights)))
        for much, little, weight in zip(most, least, weights, strict=True)
    ]
    over, spare = sum(wanted) - room, sum(wanted) - sum(least)
    part = min(1.0, over / spare) if over > 0 and spare > 0 else 0.0
    widths = [much - part * (much - little) for much, little in zip(wanted, least, strict=True)]
    return tuple(max(1, round(1000 * width / sum(widths))) for width in widths)


def is_short(table: DataTable) -> bool:
    """Tell whether a table is small enough to be kept on one page.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> row = ((Span("Core"),), (Span("64"),))
    >>> [is_short(DataTable((), ((), ()), (row,) * rows)) for rows in (5, 40)]
    [True, False]
    """
    letters = sum(len(plain(cell)) for row in table.rows for cell in row)
    return len(table.rows) <= 12 and letters <= 1500


def _widest(columns: list[tuple[Spans, ...]], numbers: tuple[bool, ...]) -> list[float]:
    return [
        max(_least(cell, is_number) for cell in column) + _PADDING
        for column, is_number in zip(columns, numbers, strict=True)
    ]


def _least(cell: Spans, is_number: bool) -> float:
    if is_number and any(map(str.isdigit, plain(cell))):
        return min(_length(cell), _LONGEST_NUMBER)
    return min(max((len(word) for word in plain(cell).split()), default=0), _LONGEST_WORD)


def _length(cell: Spans) -> float:
    return sum(len(span.text) + _MARK * len(span.mark or "") for span in cell)
