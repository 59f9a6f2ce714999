"""Day or month first in files whose maker writes one order, until another program saves them."""

from collections.abc import Iterator

import pandas as pd

from smmlab.exports.clocks import LEEWAY
from smmlab.exports.distinct import distinct_texts, spread
from smmlab.exports.hints import DateOrder
from smmlab.exports.moments import ask_for_order, refuse_other_order
from smmlab.exports.reading import Caution
from smmlab.exports.repair import refuse_excel
from smmlab.texts import message

_NUMBERS = r"^\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})(?![0-9])"
_DATE_LETTERS = 11  # a date, and what stands behind it
_OWN_DELIMITERS = ("", ",")  # a sheet has none


def find_american_order(
    texts: pd.Series,
    *,
    own: str,
    delimiter: str,
    asked: DateOrder | None = None,
    not_after: int | None = None,
    exact: pd.Series | None = None,
    zone: str = "UTC",
) -> tuple[DateOrder, tuple[Caution, ...]]:
    """Tell in which order the dates of a file stand whose maker puts the month first.

    A number above twelve and the exact moment of a post prove an order. Where neither does, dates
    that would lie in the future in one order, and none of which does in the other, prove the other.
    Without a proof the month is first, as the maker writes it; but a file that shows that another
    program saved it is asked about. The order of the rows is never looked at.

    Parameters
    ----------
    texts
        All dates of the file, with or without times.
    own
        Pattern of the dates as the maker writes them, from end to end.
    delimiter
        What separates the cells: commas, if it is the maker's file; empty for a sheet.
    asked
        The order as the user says; it is only checked against the proofs.
    not_after
        When the export was made, epoch seconds.
    exact
        Epoch seconds of the same posts where they are known otherwise, as by an id.
    zone
        IANA zone of the clock of the texts.

    Returns
    -------
    tuple of str and tuple of Caution
        ``mdy`` or ``dmy``, and what the user should know when it is not the maker's.

    Raises
    ------
    ExportError
        When some dates can only be of one order and others only of the other; when all proofs
        speak against what the user says; when another program saved the file and nothing is proven.

    Examples
    --------
    >>> texts = pd.Series(["25/04/2024 10:00", "08/04/2024 09:30"])
    >>> order, cautions = find_american_order(texts, own=".{16}", delimiter=",")
    >>> order, cautions[0].code
    ('dmy', 'other-date-order')
    """
    plain = texts.astype("str").str.strip()
    # There are far fewer days than times.
    days, places = distinct_texts(plain.str.slice(0, _DATE_LETTERS))
    found = days.str.extract(_NUMBERS)
    first, second, year = (spread(found[at].astype("Int64"), places, texts.index) for at in found)
    unlike = first != second
    day_first = first.between(13, 31) & second.between(1, 12)
    month_first = second.between(13, 31) & first.between(1, 12)
    if exact is not None and exact.notna().any():
        days = pd.to_datetime(exact, unit="s", utc=True).dt.tz_convert(zone)
        day, month = days.dt.day.astype("Int64"), days.dt.month.astype("Int64")
        day_first |= unlike & (first == day) & (second == month)
        month_first |= unlike & (second == day) & (first == month)
    proofs = day_first.fillna(False).astype(bool)
    others = month_first.fillna(False).astype(bool)
    if asked is not None:
        refuse_other_order(texts, asked, day_first=proofs, month_first=others)
        return asked, ()
    if proofs.any() and others.any():
        refuse_excel()
    if not (proofs.any() or others.any()) and not_after is not None:
        latest = pd.Timestamp(not_after + LEEWAY, unit="s")
        late_month_first, late_day_first = (
            late > latest for late in _readings(first, second, year)
        )
        if not (late_month_first.any() and late_day_first.any()):
            proofs, others = late_month_first, late_day_first
    if not proofs.any():
        either = (unlike & first.between(1, 12) & second.between(1, 12)).fillna(False).astype(bool)
        if either.any() and not others.any():
            _ask_of_another_program(plain, own, delimiter, either)
        return "mdy", ()
    text = message(
        "Dates such as {example} have the day first, but the network writes the month first: the "
        "file was saved again in another program. All dates were read with the day first. Please "
        "import the file as it was downloaded next time."
    )
    example = str(texts[proofs].iloc[0]).strip()[:30]
    return "dmy", (Caution("other-date-order", text, {"example": example}),)


def _ask_of_another_program(plain: pd.Series, own: str, delimiter: str, either: pd.Series) -> None:
    """Refuse dates of both readings where separators or dates are not those of the maker."""
    dates = plain[either]
    is_own = dates.str.fullmatch(own).fillna(False).astype(bool)
    if delimiter not in _OWN_DELIMITERS or not is_own.all():
        ask_for_order(dates)


def _readings(first: pd.Series, second: pd.Series, year: pd.Series) -> Iterator[pd.Series]:
    """Return the dates with the month first, and then with the day first."""
    whole = year.mask(year < 100, year + 2000)
    for month, day in ((first, second), (second, first)):
        parts = pd.DataFrame({"year": whole, "month": month, "day": day}).astype("float64")
        yield pd.to_datetime(parts, errors="coerce")
