"""Choices, orders and grounds against a reference."""

from collections.abc import Iterable
from typing import Any

from smmlab.course.answering.recognising import fits_any, recognised
from smmlab.course.answering.verdict import Outcome
from smmlab.course.task import Reference
from smmlab.texts import Phrase, message

_ONE_MISSING = Phrase(message("What you chose belongs there; something is still missing."))
_ONE_TOO_MANY = Phrase(message("One of those that you chose does not belong there."))
_SWAPPED = Phrase(message("Two neighbours in the order have changed places."))
_CHOICE_RIGHT = Phrase(message("The choice is right."))
_FEW_GROUNDS = Phrase(
    message("Your data hold more grounds that carry it: pick further ones from the list.")
)
_WEAK_GROUND = Phrase(
    message("Not every ground you picked carries it: some say something else, or nothing.")
)


def judge_choice(answer: str, reference: Reference) -> Outcome:
    """Judge one choice.

    Examples
    --------
    >>> judge_choice("telegram", Reference("telegram")).state
    'right'
    """

    def is_it(told: Any) -> bool:
        return answer in _ids(told)

    if is_it(reference.value):
        return Outcome("right")
    if found := recognised(reference.mistakes, is_it):
        return Outcome("wrong", found)
    return Outcome("nearly" if fits_any(reference.nearly, is_it) else "wrong")


def judge_choices(answer: Iterable[str], reference: Reference) -> Outcome:
    """Judge a set of choices; the order does not matter.

    Examples
    --------
    >>> judge_choices(("a", "b"), Reference({"a", "b", "c"})).state
    'nearly'
    """
    chosen, right = frozenset(answer), _ids(reference.value)
    surplus, missing = chosen - right, right - chosen

    def is_it(told: Any) -> bool:
        return chosen == _ids(told)

    def is_within(told: Any) -> bool:
        return bool((_ids(told) - right) & surplus)

    if not surplus and not missing:
        return Outcome("right")
    if found := recognised(reference.mistakes, is_it):
        return Outcome("wrong", found)
    found = recognised(reference.mistakes, is_within, each=True)
    if len(surplus) + len(missing) == 1:
        return Outcome("nearly", found or ((_ONE_TOO_MANY,) if surplus else (_ONE_MISSING,)))
    if not found and fits_any(reference.nearly, is_it):
        return Outcome("nearly")
    return Outcome("wrong", found)


def judge_rank(answer: Iterable[str], reference: Reference) -> Outcome:
    """Judge an order.

    Examples
    --------
    >>> judge_rank(("b", "a", "c"), Reference(("a", "b", "c"))).state
    'nearly'
    """
    order, right = tuple(answer), tuple(map(str, reference.value))

    def is_it(told: Any) -> bool:
        return order == tuple(map(str, told))

    if is_it(right):
        return Outcome("right")
    if found := recognised(reference.mistakes, is_it):
        return Outcome("wrong", found)
    if fits_any(reference.nearly, is_it):
        return Outcome("nearly")
    swapped = (
        (*right[:at], right[at + 1], right[at], *right[at + 2 :]) for at in range(len(right) - 1)
    )
    return Outcome("nearly", (_SWAPPED,)) if order in swapped else Outcome("wrong")


def judge_justified(answer: dict[str, Any], reference: Reference) -> Outcome:
    """Judge a choice with the grounds it was given.

    Examples
    --------
    >>> told = Reference("telegram", because=("orders", "people"), least=1)
    >>> judge_justified({"choice": "telegram", "because": ("orders",)}, told).state
    'right'
    >>> judge_justified({"choice": "telegram", "because": ("orders", "reach")}, told).state
    'nearly'
    """
    choice = judge_choice(answer["choice"], reference)
    if choice.state != "right":
        return choice
    picked, carrying = frozenset(answer["because"]), frozenset(reference.because)
    outside = picked - carrying
    weak = recognised(reference.mistakes, lambda told: bool(_ids(told) & outside), each=True)
    if outside:
        return Outcome("nearly", (_CHOICE_RIGHT, *(weak or (_WEAK_GROUND,))))
    if len(picked) < min(reference.least, len(carrying)):
        return Outcome("nearly", (_CHOICE_RIGHT, _FEW_GROUNDS))
    return Outcome("right")


def _ids(told: Any) -> frozenset[str]:
    several = isinstance(told, (set, frozenset, list, tuple))
    return frozenset(map(str, told)) if several else frozenset({str(told)})
