"""Which of the usual mistakes an answer is, and whether it is one that is half right."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from smmlab.errors import SmmlabError
from smmlab.texts import Phrase, message

_MOST_REASONS = 3
_SEVERAL = Phrase(message("There is more than one usual way to this answer; see which was yours."))


def recognised(
    mistakes: Mapping[str, Any], fits: Callable[[Any], bool], *, each: bool = False
) -> tuple[Phrase, ...]:
    """Return the reasons of the mistakes that fit an answer, three at most.

    Parameters
    ----------
    mistakes
        What each mistake would answer, by its reason.
    fits
        Whether the answer is that of a mistake; an answer that cannot be read fits none.
    each
        Whether an answer can be several mistakes at once; else only one of them was made, and
        nobody knows which.

    Examples
    --------
    >>> recognised({"That is the mean.": 14, "That is the sum.": 70}, lambda told: told == 14)
    ('That is the mean.',)
    """
    found = [reason for reason, told in mistakes.items() if _fits(fits, told)]
    phrases = tuple(one if isinstance(one, Phrase) else Phrase(one) for one in found)
    first = (_SEVERAL,) if len(phrases) > 1 and not each else ()
    return (*first, *phrases[:_MOST_REASONS])


def fits_any(values: Iterable[Any], fits: Callable[[Any], bool]) -> bool:
    """Tell whether an answer is one of several.

    Examples
    --------
    >>> fits_any((3, 4), lambda told: told == 4)
    True
    """
    return any(_fits(fits, told) for told in values)


def _fits(fits: Callable[[Any], bool], told: Any) -> bool:
    try:
        return fits(told)
    except SmmlabError:
        # What a mistake would answer may be missing in a student's data.
        return False
