"""Boxes for numbers: a value beyond the limits becomes the limit, and the box says so."""

from typing import Any

import ipywidgets as w
from traitlets import CFloat, CInt, HasTraits, Unicode, validate

from smmlab.forms.frame import labelled
from smmlab.texts import Words, for_html, message

_BELOW = message("Not less than {limit}: {typed} was changed to {limit}.")
_ABOVE = message("Not more than {limit}: {typed} was changed to {limit}.")
_DIGITS = 6


class Beside(w.HTML):  # type: ignore[misc]  # ipywidgets has no types
    """What a box says under itself; out of sight while it has nothing to say."""

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__(layout=w.Layout(display="none"))
        self.add_class("smm-changed")

    def tell(self, typed: float, low: float, high: float) -> None:
        """Say what became of a typed number, or be silent when it stands as it was typed."""
        said = ""
        if not low <= typed <= high:
            told, limit = (_BELOW, low) if typed < low else (_ABOVE, high)
            shown = (self._words.number(number, digits=_DIGITS) for number in (typed, limit))
            said = self._words.say(told, **dict(zip(("typed", "limit"), shown, strict=True)))
        self.value = f"<p role='status'>{for_html(said)}</p>" if said else ""
        self.layout.display = None if said else "none"


class _TellsChanges(HasTraits):
    """A number between two limits; ``beside`` says when a typed one was changed."""

    min: float
    max: float

    def __init__(self, beside: Beside, value: float, low: float, high: float, step: float) -> None:
        self.beside = beside
        super().__init__(value=min(max(value, low), high), min=low, max=high, step=step)
        beside.tell(value, low, high)

    @validate("value")
    def _validate_value(self, proposal: Any) -> Any:
        self.beside.tell(proposal["value"], self.min, self.max)
        return min(max(proposal["value"], self.min), self.max)


# The front end cuts what is typed into a bounded box before Python sees it. These boxes are bounded
# here alone, so that it can be said: the front end takes them for boxes without limits.
class WholeNumber(_TellsChanges, w.BoundedIntText):  # type: ignore[misc]
    """A box for a whole number."""

    _model_name = Unicode("IntTextModel").tag(sync=True)
    min, max = CInt(0), CInt(100)


class DecimalNumber(_TellsChanges, w.BoundedFloatText):  # type: ignore[misc]
    """A box for a number with decimals."""

    _model_name = Unicode("FloatTextModel").tag(sync=True)
    min, max = CFloat(0), CFloat(100)


def number_box(
    label: str,
    value: float,
    *,
    low: float,
    high: float,
    words: Words,
    step: float = 1,
    tells_limits: bool = True,
) -> w.Widget:
    """Return a box for a number; it is read when it is left.

    Parameters
    ----------
    label
        What the number is.
    value
        What stands there first.
    low, high
        The limits; what is typed beyond one becomes it, and the form says so under the box.
    words
        Language of the limits and of that sentence.
    step
        How far an arrow key moves; whole numbers for a whole step, decimals for another.
    tells_limits
        Whether they stand beside the label; not where nobody would come near them.

    Examples
    --------
    >>> box = number_box("Weeks ahead", 26, low=4, high=52, words=Words("en"))
    >>> box.description, box.value
    ('Weeks ahead (4–52)', 26)
    >>> box.value = 60
    >>> box.value, box.beside.value
    (52, "<p role='status'>Not more than 52: 60 was changed to 52.</p>")
    """
    beside = Beside(words)
    box = (
        WholeNumber(beside, int(value), int(low), int(high), step)
        if isinstance(step, int)
        else DecimalNumber(beside, value, low, high, step)
    )
    limits = words.say(
        "{label} ({low}–{high})", label=label, low=words.number(low), high=words.number(high)
    )
    return labelled(box, limits if tells_limits else label)
