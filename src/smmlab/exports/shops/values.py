"""What cells of orders mean: sums of money with their currency, buyers, states, moments."""

import re
from dataclasses import dataclass

import pandas as pd

from smmlab.exports.headers import plain_name
from smmlab.exports.moments import Moments, parse_moments
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.source import RawExport

# Signs and words beside a sum; a bare $ is taken for the dollar of the United States.
_CURRENCIES = {
    "€": "EUR", "euro": "EUR", "eurot": "EUR", "евро": "EUR",
    "$": "USD", "us$": "USD", "долл": "USD", "доллар": "USD",
    "£": "GBP", "₴": "UAH", "грн": "UAH", "zł": "PLN", "₸": "KZT",
    "₽": "RUB", "руб": "RUB", "р": "RUB", "рубль": "RUB", "рублей": "RUB", "rur": "RUB",
}  # fmt: skip
_MONEY = (
    r"^(?P<before>[^\W\d_]{0,8}\.?[€$£₽₴₸]?)?\s*(?P<number>[+\-−]?[0-9](?:.*[0-9])?)\s*"
    r"(?P<after>[€$£₽₴₸]|[^\W\d_]{1,8}\.?)?$"
)
_IN_NAME = re.compile(r"^(.*?)\s*[,(\[]?\s*(€|\$|£|₽|₴|₸|[^\W\d_]{1,6}\.?)\s*[)\]]?$")
_EMAIL = r"[^\s@]*[^\s@*x.][^\s@]*@[^\s@]+\.[^\s@]+"
_FEWEST_DIGITS = 7

# The states that every shop and every CRM has, in the words of money.orders.
_STATUSES = {
    "paid": (
        "completed", "complete", "processing", "delivered", "fulfilled", "success", "оплачен",
        "оплачено", "оплачена", "выполнен", "выполнено", "завершен", "завершён", "доставлен",
        "makstud", "tasutud", "täidetud", "lõpetatud", "kätte toimetatud",
        # Stages of sales tools: a deal that was lost must not count as sold.
        "won", "closed won", "успешно реализовано", "сделка успешна",
    ),
    "pending": (
        "new", "unpaid", "pending payment", "pending_payment", "on-hold", "on hold", "draft",
        "checkout-draft", "awaiting payment", "новый", "новая", "ожидает оплаты", "не оплачен",
        "не оплачено", "в ожидании", "ootel", "uus", "maksmata", "tasumata", "makse ootel",
        "open", "in progress", "в работе", "переговоры", "первичный контакт", "töös",
    ),
    "cancelled": (
        "canceled", "trash", "отменен", "отменён", "отменено", "отмена", "отменена", "tühistatud",
        "lost", "closed lost", "закрыто и не реализовано", "сделка провалена", "отказ", "kaotatud",
    ),
    "refunded": ("возврат", "возвращен", "возвращён", "возвращено", "tagastatud", "tagasi makstud"),
    "failed": ("не удался", "неудачно", "ebaõnnestunud"),
}  # fmt: skip
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words}
KNOWN_STATUSES = frozenset(
    (*_STATUSES, "voided", "partially_refunded", "partially_paid", "authorized", "expired")
)


@dataclass(frozen=True)
class Money:
    """Sums of money.

    Parameters
    ----------
    values
        The sums, missing where the cell is empty.
    codes
        ISO code of the sign or word beside the number, missing where there is none.
    bad
        Cells that are no sum of money.
    """

    values: pd.Series
    codes: pd.Series
    bad: pd.Series


def parse_money(texts: pd.Series) -> Money:
    """Read a column of sums, with or without the currency beside each.

    Examples
    --------
    >>> money = parse_money(pd.Series(["1 234,56 ₽", "12,00 EUR", "-5", "5%"]))
    >>> money.values.tolist(), money.codes.tolist(), money.bad.tolist()
    ([1234.56, 12.0, nan, nan], ['RUB', 'EUR', nan, nan], [False, False, True, True])
    """
    plain = texts.astype("str").fillna("").str.strip()
    missing = is_missing(plain)
    parts = plain.where(~missing, "").str.extract(_MONEY)
    words = parts["after"].fillna("").where(parts["after"].notna(), parts["before"].fillna(""))
    codes = currency_codes(words)
    # A word that is no currency beside the number may change its meaning: 5 thousand.
    strange = (words != "") & codes.isna()
    both = parts["before"].fillna("").ne("") & parts["after"].notna()
    values, bad = parse_numbers(parts["number"].fillna(""))
    unread = ~missing & parts["number"].isna()
    bad = bad | unread | strange | both | (values < 0)
    values = values.where(~bad)
    return Money(values, codes.where(values.notna()), bad)


def currency_codes(texts: pd.Series) -> pd.Series:
    """Return ISO codes of currencies written as code, sign or word; missing where none is known.

    Examples
    --------
    >>> currency_codes(pd.Series(["eur", "руб.", "₽", "monies"])).tolist()
    ['EUR', 'RUB', 'RUB', nan]
    """
    plain = texts.astype("str").str.strip()
    known = plain.str.casefold().str.rstrip(".").map(_CURRENCIES).astype("str")
    code = plain.str.upper().where(plain.str.fullmatch(r"[A-Za-z]{3}").fillna(False).astype(bool))
    return known.fillna(code)


def split_currency(name: str) -> tuple[str, str | None]:
    """Return the plain name of a column without the currency behind it, and its code.

    Examples
    --------
    >>> split_currency("Сумма, ₽"), split_currency("Summa (EUR)"), split_currency("Сумма заказа")
    (('сумма', 'RUB'), ('summa', 'EUR'), ('сумма заказа', None))
    """
    plain = plain_name(name)
    found = _IN_NAME.match(plain)
    if not found or not found[1]:
        return plain, None
    word = found[2].rstrip(".")
    is_code = bool(re.fullmatch(r"(?:eur|usd|gbp|rub|uah|pln|sek|nok|dkk|chf|kzt|byn|czk)", word))
    code = word.upper() if is_code else _CURRENCIES.get(word)
    return (found[1].strip(), code) if code else (plain, None)


def customers(email: pd.Series, phone: pd.Series, number: pd.Series) -> pd.Series:
    """Return what a buyer is known by: the address, else the telephone, else the number.

    A masked address or telephone is nobody's, and so is the number 0, which shops give to guests.

    Examples
    --------
    >>> customers(pd.Series(["Mari@Kohvik.ee", "***@***.com", None]),
    ...           pd.Series([None, "+372 5123 4567", None]), pd.Series(["7", "8", "0"])).tolist()
    ['mari@kohvik.ee', '+37251234567', nan]
    """
    plain_email = email.astype("str").str.strip().str.casefold()
    # MASKED would make one customer of all.
    plain_email = plain_email.where(plain_email.str.fullmatch(_EMAIL).fillna(False).astype(bool))
    plain_phone = phone.astype("str").str.replace(r"[^\d+]", "", regex=True)
    long = plain_phone.str.len().ge(_FEWEST_DIGITS).fillna(False).astype(bool)
    plain_number = number.astype("str").str.strip()
    usable = plain_number.str.fullmatch(r"[A-Za-z0-9\-]*[A-Za-z1-9][A-Za-z0-9\-]*")
    usable = usable & plain_number.str.contains("[0-9]")
    plain_number = plain_number.where(usable.fillna(False).astype(bool))
    return plain_email.fillna(plain_phone.where(long)).fillna(plain_number).astype("str")


def statuses(texts: pd.Series) -> pd.Series:
    """Return states in the words of the canonical table; unknown ones stay, in small letters.

    Examples
    --------
    >>> statuses(pd.Series(["wc-completed", "Partially Refunded", "Отменён", "Packed"])).tolist()
    ['paid', 'partially_refunded', 'cancelled', 'packed']
    """
    plain = texts.astype("str").str.casefold().str.strip().str.slice(0, 40)
    plain = plain.str.removeprefix("wc-").mask(plain.fillna("").str.contains("@"))
    plain = plain.mask(is_missing(plain))
    return (
        plain.map(_STATUS_OF).astype("str").fillna(plain.str.replace(r"[\s\-]+", "_", regex=True))
    )


def with_hours(dates: pd.Series, times: pd.Series) -> pd.Series:
    """Return dates with the time of day that stands in a column of its own.

    Examples
    --------
    >>> with_hours(pd.Series(["28.02.2026", "2026-02-28 10:00"]),
    ...            pd.Series(["19:05", "19:05"])).tolist()
    ['28.02.2026 19:05', '2026-02-28 10:00']
    """
    is_time = times.astype("str").str.fullmatch(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
    lacks = ~dates.astype("str").str.contains(":").fillna(True).astype(bool)
    return dates.mask(is_time.fillna(False).astype(bool) & lacks, dates + " " + times)


def names_no_zone(texts: pd.Series) -> pd.Series:
    """Mask the times that say neither their offset nor count seconds since 1970.

    Examples
    --------
    >>> names_no_zone(pd.Series(["2026-02-28 19:05", "2026-02-28T19:05:00+02:00",
    ...                          "28-02-2026", "1772298300"])).tolist()
    [True, False, True, False]
    """
    plain = texts.astype("str").fillna("").str.strip()
    told = plain.str.contains(r":[0-9]{2}.*(?:Z|UTC|GMT|[+\-−][0-9]{2}:?[0-9]{2})$")
    return ~(told | plain.str.fullmatch(r"[0-9]{9,16}(?:\.[0-9]+)?"))


def order_moments(texts: pd.Series, raw: RawExport) -> Moments:
    """Return when orders were made; times without an offset stand on the clock of the project."""
    return parse_moments(
        texts.fillna(""), zone=raw.hints.zone, dates=raw.hints.dates, not_after=raw.modified_at
    )
