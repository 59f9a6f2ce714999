"""Day or month first in files whose maker writes one order, until another program saves them."""

from collections.abc import Iterator

import pandas as pd

from smmlab.exports.clocks import LEEWAY
from smmlab.exports.hints import DateOrder
from smmlab.exports.reading import Caution
from smmlab.exports.repair import refuse_excel
from smmlab.texts import message

_NUMBERS = r"^\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})(?![0-9])"


def find_american_order(
    texts: pd.Series,
    *,
    asked: DateOrder | None = None,
    not_after: int | None = None,
    exact: pd.Series | None = None,
    zone: str = "UTC",
) -> tuple[DateOrder, tuple[Caution, ...]]:
    """Tell in which order the dates of a file stand whose maker puts the month first.

    A number above twelve and the exact moment of a post prove an order. Where neither does, dates
    that would lie in the future with the month first, and none of which does with the day first,
    prove the other order. The order of the rows is never looked at.

    Parameters
    ----------
    texts
        All dates of the file, with or without times.
    asked
        The order as the user says; nothing is decided then.
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
        When some dates can only be of one order and others only of the other.

    Examples
    --------
    >>> order, cautions = find_american_order(pd.Series(["25/04/2024 10:00", "08/04/2024 09:30"]))
    >>> order, cautions[0].code
    ('dmy', 'other-date-order')
    """
    if asked is not None:
        return asked, ()
    found = texts.astype("str").str.extract(_NUMBERS)
    first, second, year = (found[at].astype("Int64") for at in found)
    day_first = first.between(13, 31) & second.between(1, 12)
    month_first = second.between(13, 31) & first.between(1, 12)
    if exact is not None:
        days = pd.to_datetime(exact, unit="s", utc=True).dt.tz_convert(zone)
        day, month = days.dt.day.astype("Int64"), days.dt.month.astype("Int64")
        unlike = first != second
        day_first |= unlike & (first == day) & (second == month)
        month_first |= unlike & (second == day) & (first == month)
    proofs = day_first.fillna(False).astype(bool)
    is_month_first = month_first.fillna(False).astype(bool).any()
    if proofs.any() and is_month_first:
        refuse_excel()
    if not proofs.any() and not is_month_first and not_after is not None:
        latest = pd.Timestamp(not_after + LEEWAY, unit="s")
        with_month_first, with_day_first = (
            late > latest for late in _readings(first, second, year)
        )
        proofs = with_month_first if not with_day_first.any() else proofs
    if not proofs.any():
        return "mdy", ()
    text = message(
        "Dates such as {example} have the day first, but the network writes the month first: the "
        "file was saved again in another program. All dates were read with the day first. Please "
        "import the file as it was downloaded next time."
    )
    example = str(texts[proofs].iloc[0]).strip()[:30]
    return "dmy", (Caution("other-date-order", text, {"example": example}),)


def _readings(first: pd.Series, second: pd.Series, year: pd.Series) -> Iterator[pd.Series]:
    """Return the dates with the month first, and then with the day first."""
    whole = year.mask(year < 100, year + 2000)
    for month, day in ((first, second), (second, first)):
        parts = pd.DataFrame({"year": whole, "month": month, "day": day}).astype("float64")
        yield pd.to_datetime(parts, errors="coerce")
