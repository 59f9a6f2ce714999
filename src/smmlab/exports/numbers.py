"""Numbers as people and networks write them; missing stays missing, nonsense is flagged."""

import re
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.exports.distinct import distinct_texts, spread

Decimal = Literal[".", ","]

_MISSING = frozenset(
    ("", "undefined", "nan", "na", "n/a", "--", "-", "–", "—", "(not set)", "не определено",
     "null", "none")
)  # fmt: skip
_BLANKS = " \u00a0\u202f\u2009'’"
_SIGN = r"[+\-−]?"
_TAIL = r" ?%?"
_DIGITS = r"[0-9]{1,15}"
_LARGEST_COUNT = 2.0**53


def parse_numbers(
    texts: pd.Series, *, decimal: Decimal | None = None
) -> tuple[pd.Series, pd.Series]:
    """Read a column of numbers.

    Parameters
    ----------
    texts
        Text cells. ``2.3%`` is 2.3: whether a column is in percent is known by its source.
    decimal
        The decimal mark; found from the whole column when not given, never cell by cell.

    Returns
    -------
    tuple of Series
        The values as float64, missing where the cell is empty or says so (``--``, ``N/A``…), and
        a mask of the cells that are no number.

    Examples
    --------
    >>> values, bad = parse_numbers(pd.Series(["1,234", "5.5%", "--", "1e5"]))
    >>> values.tolist(), bad.tolist()
    ([1234.0, 5.5, nan, nan], [False, False, False, True])
    >>> parse_numbers(pd.Series(["1 234,56"]))[0].tolist()
    [1234.56]
    """
    distinct, places = distinct_texts(texts)
    values, bad = _numbers(distinct, decimal or find_decimal(texts))
    return spread(values, places, texts.index), spread(bad, places, texts.index)


def parse_counts(
    texts: pd.Series, *, decimal: Decimal | None = None
) -> tuple[pd.Series, pd.Series]:
    """Read a column of counts as Int64; a negative, fractional or absurd count is bad.

    Examples
    --------
    >>> counts, bad = parse_counts(pd.Series(["12", "-3", "1.5", ""]))
    >>> counts.tolist(), bad.tolist()
    ([12, <NA>, <NA>, <NA>], [False, True, True, False])
    """
    distinct, places = distinct_texts(texts)
    values, bad = _numbers(distinct, decimal or find_decimal(texts))
    odd = (values < 0) | (values % 1 != 0) | (values > _LARGEST_COUNT)
    bad = bad | (values.notna() & odd)
    counts = values.where(~bad).astype("Int64")
    return spread(counts, places, texts.index), spread(bad, places, texts.index)


def _numbers(texts: pd.Series, mark: Decimal) -> tuple[pd.Series, pd.Series]:
    plain = texts.str.strip()
    simple = plain.str.fullmatch(_DIGITS).fillna(False).astype(bool)
    missing = _says_nothing(plain.where(~simple, "0")) if not simple.all() else ~simple
    if (simple | missing).all():
        return pd.to_numeric(plain.where(simple)).astype("float64"), ~(simple | missing)
    groups = ("." if mark == "," else ",", *_BLANKS)
    grouped = "|".join(rf"[0-9]{{1,3}}(?:[{group}][0-9]{{3}})+" for group in groups)
    pattern = rf"^{_SIGN}(?:[0-9]+|{grouped})(?:[{mark}][0-9]+)?{_TAIL}$"
    fits = plain.str.match(pattern).fillna(False).astype(bool)
    digits = plain.str.replace(rf"[{''.join(groups)}%]", "", regex=True)
    digits = digits.str.replace("−", "-", regex=False).str.replace(mark, ".", regex=False)
    values = pd.to_numeric(digits.where(fits & ~missing), errors="coerce").astype("float64")
    values = values.where(np.isfinite(values))
    return values, ~missing & values.isna()


def is_missing(texts: pd.Series) -> pd.Series:
    """Mask the cells that say there is no value."""
    distinct, places = distinct_texts(texts)
    return spread(_says_nothing(distinct), places, texts.index)


def _says_nothing(texts: pd.Series) -> pd.Series:
    return (texts.str.strip().str.casefold().isin(_MISSING) | texts.isna()).astype(bool)


def find_decimal(texts: pd.Series) -> Decimal:
    """Tell the decimal mark of a whole column; a point unless commas clearly are decimals.

    Examples
    --------
    >>> find_decimal(pd.Series(["1.234,5", "7"])), find_decimal(pd.Series(["1,234"]))
    (',', '.')
    """
    distinct, places = distinct_texts(texts)
    times = np.bincount(places, minlength=len(distinct))
    plain = distinct.str.strip()
    commas, points = (times[show_decimal(plain, mark).to_numpy()].sum() for mark in (",", "."))
    return "," if commas > points else "."


def show_decimal(texts: pd.Series, mark: str) -> pd.Series:
    """Mask the numbers that can only be read with this decimal mark.

    Three digits behind a lone mark show nothing: they may be thousands.

    Examples
    --------
    >>> show_decimal(pd.Series(["1,5", "0,125", "1.234.567", "1,234", "1.5"]), ",").tolist()
    [True, True, True, False, False]
    """
    group = re.escape("." if mark == "," else ",")
    mark = re.escape(mark)
    digits = rf"[0-9{group}{_BLANKS}]+"
    forms = (
        rf"{digits}{mark}(?:[0-9]{{1,2}}|[0-9]{{4,}})", rf"0{mark}[0-9]+",
        rf"[0-9]{{4,}}{mark}[0-9]+", rf"[0-9]{{1,3}}(?:[{group}{_BLANKS}][0-9]{{3}})+{mark}[0-9]+",
        rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{2,}}",
    )  # fmt: skip
    pattern = rf"{_SIGN}(?:{'|'.join(forms)}){_TAIL}"
    return texts.str.fullmatch(pattern).fillna(False).astype(bool)
