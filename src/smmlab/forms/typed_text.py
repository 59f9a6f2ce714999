"""Numbers and lists that a person types into a box of text."""

import re
from decimal import Decimal

from smmlab.errors import ProjectError
from smmlab.texts import message

_EXAMPLE = 1500
_SPACES = re.compile(r"\s")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def texts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a list with commas, semicolons or lines between them, each once.

    Examples
    --------
    >>> texts_of("Tartu, Elva;Tartu,")
    ('Tartu', 'Elva')
    """
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def number_of(text: str, label: str) -> float | None:
    """Return the number in a box; None when the box is empty.

    Parameters
    ----------
    text
        Digits with a comma or a point before the decimals; with a percent sign a share.
    label
        What the box is called.

    Raises
    ------
    ProjectError
        When it is no number, or its comma could also part thousands.

    Examples
    --------
    >>> number_of("1 500,5", "Budget"), number_of("60 %", "Target"), number_of(" ", "Budget")
    (1500.5, 0.6, None)
    """
    bare = _SPACES.sub("", text)
    if not bare:
        return None
    digits, is_share = bare.removesuffix("%"), bare.endswith("%")
    if not _NUMBER.fullmatch(digits):
        raise ProjectError(
            message(
                "{label}: {found} is not a number. Write digits only, such as {example}, or leave "
                "the field empty."
            ),
            {"label": label, "found": text, "example": _EXAMPLE},
        )
    if _THOUSANDS.fullmatch(digits):
        raise ProjectError(
            message(
                "{label}: in {found} the mark may part thousands or decimals. Write the number "
                "without a mark between thousands, such as {example}."
            ),
            {"label": label, "found": text, "example": _EXAMPLE},
        )
    number = float(digits.replace(",", "."))
    # Rounding takes away what dividing by a hundred adds.
    return round(number / 100, 12) if is_share else number


def count_of(text: str, label: str) -> int | None:
    """Return the whole number in a box; None when the box is empty.

    Raises
    ------
    ProjectError
        When it is no whole number.

    Examples
    --------
    >>> count_of("4 000", "People")
    4000
    """
    found = number_of(text, label)
    if found is None:
        return None
    if not found.is_integer():
        raise ProjectError(
            message("{label}: {found} is not a whole number. Write it without decimals."),
            {"label": label, "found": text},
        )
    return int(found)


def shown_number(value: float | None, *, is_share: bool = False) -> str:
    """Return a number as a box shows it, so that it is read back as it was.

    Examples
    --------
    >>> shown_number(1500.0), shown_number(0.6, is_share=True), shown_number(None)
    ('1500', '60%', '')
    """
    if value is None:
        return ""
    if is_share:
        return f"{shown_number(round(value * 100, 10))}%"
    # Three decimals look like thousands; one more digit says that they are not.
    text = str(int(value)) if float(value).is_integer() else format(Decimal(repr(value)), "f")
    return f"{text}0" if _THOUSANDS.fullmatch(text) else text
