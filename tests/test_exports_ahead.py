"""One piece is read while the one before is written, and nothing is lost or hidden by it."""

import threading
from collections.abc import Iterator

import pytest

from smmlab.exports.ahead import read_ahead


def test_items_come_in_order_and_each_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []
    third = threading.Event()

    def items() -> Iterator[int]:
        for number in range(4):
            made.append(number)
            if number == 2:
                third.set()
            yield number

    ahead = read_ahead(items())
    assert next(ahead) == 0
    assert next(ahead) == 1
    assert third.wait(5), "the next one is made while this one is used"
    assert list(ahead) == [2, 3]
    assert made == [0, 1, 2, 3]


def test_a_fault_comes_where_its_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("spoilt")

    ahead = read_ahead(items())
    assert next(ahead) == 1
    with pytest.raises(KeyError, match="spoilt"):
        next(ahead)


def test_leaving_early_ends_the_worker() -> None:
    before = threading.active_count()
    ahead = read_ahead(iter(range(1000)))
    next(ahead)
    ahead.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
    assert list(read_ahead(iter(()))) == []
