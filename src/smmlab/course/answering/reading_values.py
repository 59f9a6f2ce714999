"""Answers of one value: numbers, shares, counts, days and texts."""

import math
import re
from datetime import date, datetime
from decimal import Decimal
from numbers import Real

from smmlab.course.answering.found import called, is_nothing, single
from smmlab.errors import DataError
from smmlab.texts import message

LONGEST_TEXT = 8_000  # letters; several pages
_LONGEST_ID = 200
_LARGEST = 1e15
_PARTS = 100

_NUMBER = message(
    "The answer should be one number, such as 12.5; found {found}. Write the number alone, "
    "without words or a unit."
)
_SHARE = message(
    "The answer should be a share between 0 and 100%, such as 12.5% or 0.125; found {found}. "
    "Write one number."
)
_COUNT = message(
    "The answer should be a whole number from zero up, such as 12; found {found}. Count again "
    "and write digits only."
)
_DATE = message(
    "The answer should be one day, such as {example}; found {found}. Write year, month and day."
)
_TEXT = message(
    "The answer should be a text in quotation marks; found {found}. Write at least one sentence."
)
_LONG = message(
    "The answer should be a text of at most {most} letters; found {n}. Shorten it to what matters."
)
_ID = message(
    "The answer should be one of the names in the list; found {found}. Choose one, or copy its "
    "name as the task shows it."
)
_TWO_WAYS = message(
    "In {found} the mark may part thousands or decimals. Write the number without a mark between "
    "thousands, such as {example}."
)
_EXAMPLE, _DAY = 1500, "2026-03-17"

_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+|(?:[.,']\d{3}){2,})")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")


def read_number(raw: object) -> float:
    """Return a number.

    Raises
    ------
    DataError
        When it is none.

    Examples
    --------
    >>> read_number("1 500,5"), read_number(Decimal("0.25"))
    (1500.5, 0.25)
    """
    number, _is_share = _number(raw, _NUMBER)
    return number


def read_share(raw: object) -> float:
    """Return a share from 0 to 1; above one it is read in per cent.

    Raises
    ------
    DataError
        When it is none.

    Examples
    --------
    >>> read_share("12,5 %"), read_share(12.5), read_share("0.125"), read_share(1)
    (0.125, 0.125, 0.125, 1.0)
    """
    number, is_told = _number(raw, _SHARE, may_group=False)
    if not is_told and 1 < number <= _PARTS:
        # Rounding takes away what dividing by a hundred adds.
        number = round(number / _PARTS, 12)
    if not 0 <= number <= 1:
        raise DataError(_SHARE, {"found": called(raw)})
    return number


def read_count(raw: object) -> int:
    """Return a whole number from zero up.

    Raises
    ------
    DataError
        When it is none.

    Examples
    --------
    >>> read_count("1,234"), read_count(12.0)
    (1234, 12)
    """
    value = single(raw)
    if isinstance(value, str) and _EITHER.fullmatch(bare := _bare(value)):
        # A count has no decimals, so the mark parts thousands.
        value = re.sub("[.,]", "", bare)
    number, is_told = _number(value, _COUNT)
    if is_told or number < 0 or not number.is_integer():
        raise DataError(_COUNT, {"found": called(value)})
    return int(number)


def read_date(raw: object) -> date:
    """Return a day; of a moment its day as it is written.

    Raises
    ------
    DataError
        When it is none.

    Examples
    --------
    >>> read_date("17.03.2026"), read_date("2026-03-17")
    (datetime.date(2026, 3, 17), datetime.date(2026, 3, 17))
    """
    value = single(raw)
    wrong = DataError(_DATE, {"found": called(value), "example": _DAY})
    if is_nothing(value):
        raise wrong
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise wrong
    text = value.strip()[:_LONGEST_ID]
    try:
        if dotted := _DOTTED.fullmatch(text):
            day, month, year = map(int, dotted.groups())
            return date(year, month, day)
        return datetime.fromisoformat(text).date()
    except ValueError as problem:
        raise wrong from problem


def read_text(raw: object) -> str:
    """Return a text without blanks around it, its lines ended in one way.

    Raises
    ------
    DataError
        When it is none, empty or too long.

    Examples
    --------
    >>> read_text("  Good morning! ")
    'Good morning!'
    """
    value = single(raw)
    if not isinstance(value, str) or is_nothing(value):
        raise DataError(_TEXT, {"found": called(value)})
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise DataError(_LONG, {"most": LONGEST_TEXT, "n": len(text)})
    return _whole(text).replace("\r\n", "\n").replace("\r", "\n")


def read_id(raw: object) -> str:
    """Return what was chosen as a text; a whole number may stand for its digits.

    Raises
    ------
    DataError
        When it is neither.

    Examples
    --------
    >>> read_id(" telegram "), read_id(18)
    ('telegram', '18')
    """
    value = single(raw)
    if not isinstance(value, (bool, str)) and isinstance(value, Real):
        number, _is_share = _number(value, _ID)
        if number.is_integer():
            return str(int(number))
    if not isinstance(value, str) or is_nothing(value) or len(value) > _LONGEST_ID:
        raise DataError(_ID, {"found": called(value)})
    return _whole(value).strip()


def _number(raw: object, wanted: str, *, may_group: bool = True) -> tuple[float, bool]:
    """Return a number, and whether a percent sign told that it is a share."""
    value = single(raw)
    wrong = DataError(wanted, {"found": called(value)})
    if isinstance(value, bool) or is_nothing(value):
        raise wrong
    if isinstance(value, str):
        return _typed(value, wrong, may_group=may_group)
    if not isinstance(value, (Real, Decimal)):
        raise wrong
    try:
        number = float(value)
    except (OverflowError, ValueError) as problem:
        raise wrong from problem
    if not math.isfinite(number) or abs(number) > _LARGEST:
        raise wrong
    return number, False


def _typed(text: str, wrong: DataError, *, may_group: bool) -> tuple[float, bool]:
    bare = _bare(text)
    digits, is_share = bare.removesuffix("%"), bare.endswith("%")
    if may_group and not is_share and _EITHER.fullmatch(digits):
        raise DataError(_TWO_WAYS, {"found": called(text), "example": _EXAMPLE})
    if _GROUPED.fullmatch(digits):
        marks = re.findall("[.,']", digits)
        whole = marks[0] == marks[-1]
        digits = re.sub("[.,']", "", digits) if whole else digits.replace(marks[0], "")
    elif not _PLAIN.fullmatch(digits):
        raise wrong
    number = float(digits.replace(",", "."))
    if abs(number) > _LARGEST:
        raise wrong
    return (round(number / _PARTS, 12), True) if is_share else (number, False)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text[: 2 * _LONGEST_ID]).replace("−", "-")


def _whole(text: str) -> str:
    # Half a sign cannot be written into a file.
    return text.encode("utf-8", "replace").decode("utf-8")
