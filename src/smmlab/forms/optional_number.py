"""A field for a number that may stay empty: empty is not told, and a zero is a zero."""

import math

import ipywidgets as w

from smmlab.errors import ProjectError
from smmlab.forms.frame import labelled
from smmlab.forms.typed_text import number_of, shown_number
from smmlab.texts import Words, message

_NEGATIVE = message(
    "{label}: {found} cannot be. Type a number from zero up, or leave the field empty."
)
_BEYOND = message(
    "{label}: {found} cannot be. Type a number from 0 to {high}, or leave the field empty."
)
_NO_ZERO = message(
    "{label}: {found} cannot be. Type a number above zero, or leave the field empty."
)
_PARTS = 100
_DIGITS = 6  # dust of dividing by a hundred lies beyond


class OptionalNumber(w.Text):  # type: ignore[misc]  # ipywidgets has no types
    """A field for a number from zero up that nobody has to tell.

    Parameters
    ----------
    label
        What the number is.
    is_share
        Whether it is a share, which is typed in per cent.
    high
        The largest number; of a share it is 100 per cent.
    is_positive
        Whether zero makes no sense either.
    words
        Language of the hint in the empty field.

    Examples
    --------
    >>> margin = OptionalNumber("Margin, %", is_share=True, words=Words("en"))
    >>> margin.told() is None
    True
    >>> margin.show(0.4)
    >>> margin.value, margin.told()
    ('40', 0.4)
    >>> margin.value = "0"
    >>> margin.told()
    0.0
    """

    def __init__(
        self,
        label: str,
        *,
        words: Words,
        is_share: bool = False,
        high: float = math.inf,
        is_positive: bool = False,
    ) -> None:
        self._is_share, self._is_positive = is_share, is_positive
        self._high = _PARTS if is_share else high
        super().__init__("", placeholder=words.say("not told: leave it empty"))
        labelled(self, label)

    def told(self) -> float | None:
        """Return the number, or None when the field is empty.

        Raises
        ------
        ProjectError
            When it is no number, or one that cannot be.
        """
        typed = self.value.strip()
        found = number_of(typed.removesuffix("%") if self._is_share else typed, self.description)
        if found is None:
            return None
        wrong = _NEGATIVE if math.isinf(self._high) else _BEYOND
        if self._is_positive and found <= 0:
            wrong = _NO_ZERO
        elif 0 <= found <= self._high:
            return round(found / _PARTS, _DIGITS) if self._is_share else found
        raise ProjectError(wrong, {"label": self.description, "found": typed, "high": self._high})

    def show(self, told: float | None) -> None:
        """Put a number into the field, or empty it."""
        if told is not None and self._is_share:
            told = round(told * _PARTS, _DIGITS)
        self.value = shown_number(told)
