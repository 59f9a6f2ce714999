"""Reading one step ahead: while a piece is written, the next one is read."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def read_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Return the items of an iterator, each made in a thread while the one before is used.

    What the iterator raises is raised where its item would have come.

    Examples
    --------
    >>> list(read_ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(_next_of, items)
        while found := coming.result():
            coming = worker.submit(_next_of, items)
            yield found[0]


def _next_of(items: Iterator[Item]) -> tuple[Item] | None:
    # A StopIteration cannot leave a future.
    return next(((item,) for item in items), None)
