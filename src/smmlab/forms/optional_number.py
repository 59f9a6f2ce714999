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

    def __init__(self, label: str, *, words: Words, is_share: bool = False) -> None:
        self._is_share = is_share
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
        high = _PARTS if self._is_share else math.inf
        if found is None or 0 <= found <= high:
            return round(found / _PARTS, _DIGITS) if found and self._is_share else found
        raise ProjectError(
            _NEGATIVE if math.isinf(high) else _BEYOND,
            {"label": self.description, "found": typed, "high": _PARTS},
        )

    def show(self, told: float | None) -> None:
        """Put a number into the field, or empty it."""
        if told is not None and self._is_share:
            told = round(told * _PARTS, _DIGITS)
        self.value = shown_number(told)
