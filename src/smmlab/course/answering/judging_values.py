"""Numbers and days against a reference: equal, a usual mistake, within the statistics, or not."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from smmlab.course.answering.reading_values import read_date, read_number
from smmlab.course.answering.recognising import fits_any, recognised
from smmlab.course.answering.verdict import Outcome
from smmlab.course.task import Kind, Reference
from smmlab.errors import SmmlabError
from smmlab.texts import Phrase, message

_ROUNDING = 0.005
_QUANTILE = 1.96  # of an interval at 95 %
_PARTS = 100
_DUST = 1e-12
_UNIT = Phrase(
    message("Look at the unit: the number is a hundred times too large or too small for it.")
)
_NEAR = Phrase(message("It is close, but the method of the lesson gives another number here."))
_A_DAY_OFF = Phrase(message("It is a day off: look at the clock on which the day begins."))


def judge_number(kind: Kind, answer: float, reference: Reference) -> Outcome:
    """Judge a number or a share.

    Parameters
    ----------
    kind
        ``number`` or ``share``.
    answer
        As it was read.
    reference
        With the interval where the number is an estimate.

    Raises
    ------
    DataError
        When the reference is no number.
    """
    right = read_number(reference.value)
    rounding = _rounding(kind, answer)

    def is_it(told: Any) -> bool:
        return _equal(answer, read_number(told), rounding)

    def is_mistake(told: Any) -> bool:
        return is_it(told) and not _equal(read_number(told), right, rounding)

    if is_it(right):
        return Outcome("right")
    if found := recognised(reference.mistakes, is_mistake):
        return Outcome("wrong", found)
    if right and any(is_it(right * factor) for factor in (_PARTS, 1 / _PARTS)):
        return Outcome("nearly", (_UNIT,))
    low, high = (_bound(bound) for bound in (reference.low, reference.high))
    if low is not None and high is not None and low <= answer <= high:
        # An interval may be longer on one side.
        half = high - right if answer > right else right - low
        is_sure = abs(answer - right) <= half / _QUANTILE
        return Outcome("right") if is_sure else Outcome("nearly", (_NEAR,))
    return Outcome("nearly", (_NEAR,)) if fits_any(reference.nearly, is_it) else Outcome("wrong")


def judge_exact(kind: Kind, answer: Any, reference: Reference) -> Outcome:
    """Judge a count or a day, of which only one is right.

    Raises
    ------
    DataError
        When the reference is none.
    """
    read: Callable[[object], Any] = read_date if kind == "date" else read_number
    right = read(reference.value)

    def is_it(told: Any) -> bool:
        return bool(answer == read(told))

    if is_it(right):
        return Outcome("right")
    if found := recognised(reference.mistakes, is_it):
        return Outcome("wrong", found)
    if fits_any(reference.nearly, is_it):
        return Outcome("nearly")
    if kind == "date" and abs(answer - right) == timedelta(days=1):
        return Outcome("nearly", (_A_DAY_OFF,))
    return Outcome("wrong")


def _rounding(kind: Kind, answer: float) -> float:
    """Return how far off an answer may be that is rounded to the digits that were given."""
    written = Decimal(repr(float(answer))).normalize()
    if not written:
        return 0.0
    # A zero before the point is no sign of rounding; of a share the digits are those of per cent.
    last = min(int(written.as_tuple().exponent), -2 if kind == "share" else 0)
    return 0.5 * 10.0 ** min(last, written.adjusted() - 1)


def _equal(answer: float, told: float, rounding: float) -> bool:
    return abs(answer - told) <= max(_ROUNDING * abs(told), rounding) + _DUST


def _bound(raw: object) -> float | None:
    try:
        bound = read_number(raw)
    except SmmlabError:
        return None
    return bound
