"""Cells of a mapped table, column by column: texts, counts, shares, money, times, yes and no."""

from collections.abc import Mapping, Sequence

import pandas as pd

from smmlab.exports.mapping.durations import seconds_of
from smmlab.exports.mapping.marks import MEASURED, decimal_of
from smmlab.exports.mapping.moments_in import Clock, in_iso_days, read_moments
from smmlab.exports.mapping.persons import persons_of
from smmlab.exports.mapping.slots import SLOTS
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.mapping.words import our_words, truths
from smmlab.exports.moments import Moments
from smmlab.exports.numbers import Decimal, is_missing, parse_counts, parse_numbers
from smmlab.exports.repair import find_spoilt_ids, refuse_excel, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault
from smmlab.exports.tags import plain_tags
from smmlab.texts import message

_NO_COUNT = message("{value} in the column {column} is no count.")
_NO_NUMBER = message("{value} in the column {column} is no number.")
_NO_SHARE = message("{value} in the column {column} is no share between 0 and 100 percent.")
_NO_MONEY = message("{value} in the column {column} is no amount of money.")
_NO_TIME = message("{value} in the column {column} is no time that can be used.")
_NO_YEAR = message("{value} in the column {column} is no year, such as 1985.")
_NO_DAY = message("{value} in the column {column} is no day that can be used.")
_NO_TRUTH = message("{value} in the column {column} is neither yes nor no.")
_NO_ID = message("{value} in the column {column} is no id.")
_NO_CURRENCY = message("{value} in the column {column} is no code of a currency.")
_NO_CODE = message("{value} in the column {column} is an amount whose currency is not said.")
_SIGNS = {"€": "EUR", "₽": "RUB", "£": "GBP", "₴": "UAH"}
_WRITTEN = {**_SIGNS, "eur": "EUR", "руб": "RUB", "р.": "RUB", "грн": "UAH"}
_OWN = ("[€$£₽₴]", r"руб(?:лей|ля|ль|\.)?", r"р\.", r"грн\.?", "euros?|eurot?|EUR|евро")
# Each of these currencies is written with this sign.
_DOLLARS = (
    "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "BBD", "BMD", "BSD", "BZD", "FJD", "GYD",
    "JMD", "LRD", "NAD", "SBD", "TTD", "XCD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "BRL",
)  # fmt: skip
_NUMBERS = ("count", "number", "share", "money")


class Cells:
    """The columns of a table as they are read, with what is wrong in them.

    Parameters
    ----------
    frame
        The cells as found.
    column_map
        What the columns stand for.
    clock
        How times are to be read.
    is_json
        Numbers of JSON have a decimal point whatever the map says.
    """

    def __init__(
        self, frame: pd.DataFrame, column_map: ColumnMap, clock: Clock, *, is_json: bool
    ) -> None:
        self._frame, self.column_map, self.clock = frame, column_map, clock
        self._decimal: Decimal | None = "." if is_json else column_map.decimal
        self._is_json = is_json
        self.faults: list[Fault] = []
        self._refuse_spoilt()

    @property
    def frame(self) -> pd.DataFrame:
        """The cells as found."""
        return self._frame

    @property
    def index(self) -> pd.Index:
        """The rows of the file."""
        return self._frame.index

    @property
    def number(self) -> pd.Series:
        """Which row of the file each is."""
        return pd.Series(range(len(self.index)), index=self.index, dtype="int64")

    def has(self, name: str) -> bool:
        """Tell whether a column of the file, or the map itself, says this."""
        return name in self.column_map.columns or name in self.column_map.constants

    def raw(self, name: str) -> pd.Series:
        """Return the trimmed cells of a column, missing where they are empty."""
        column = self.column_map.columns.get(name)
        return self._nothing("str") if column is None else self.column(column)

    def column(self, column: str) -> pd.Series:
        """Return the trimmed cells of a column by its name in the file."""
        texts = self._frame[column].astype("str").str.strip()
        return texts.mask(texts == "")

    def text(self, name: str) -> pd.Series:
        """Return a column of words as they are, filled with what is the same in every row."""
        texts = self.raw(name)
        if SLOTS[self.column_map.table].get(name) == "tag":
            texts = plain_tags(texts)
        elif name != "text" and name in self.column_map.columns:
            texts = texts.str.replace(r"\s+", " ", regex=True)
        said = self.column_map.constants.get(name)
        return texts if said is None else texts.fillna(said).astype("str")

    def word(self, name: str, *, closed: bool = True) -> pd.Series:
        """Return a column in our words; what nobody knows is missing, or a fault if it matters."""
        texts = self.raw(name)
        words = our_words(texts, name, self.column_map.values.get(name))
        if closed:
            reason = message("{value} in the column {column} is no word that smmlab knows.")
            self._fault(texts.notna() & words.isna() & ~is_missing(texts), reason, name)
        said = self.column_map.constants.get(name)
        return words if said is None else words.fillna(said).astype("str")

    def ids(self, name: str) -> pd.Series:
        """Return a column of ids; a number that lost its digits is a fault."""
        texts = self.raw(name)
        texts = texts.mask(is_missing(texts.fillna("")))
        self._fault(find_spoilt_ids(texts.fillna("")), _NO_ID, name)
        return texts.str.slice(0, 300)

    def persons(self, name: str) -> pd.Series:
        """Return who, each in one spelling; missing where nobody is named."""
        return persons_of(self.ids(name))

    def counts(self, names: Sequence[str]) -> dict[str, pd.Series]:
        """Return the columns of counts that the map names, as Int64."""
        found = {}
        for name in names:
            if name not in self.column_map.columns:
                continue
            texts = self.raw(name).fillna("")
            found[name], bad = parse_counts(texts, decimal=self._decimal)
            percent = texts.str.endswith("%")
            reason = _NO_YEAR if name == "birth_year" else _NO_COUNT
            self._fault(bad | percent, reason, name)
        return found

    def numbers(self, names: Sequence[str]) -> dict[str, pd.Series]:
        """Return the columns of numbers, shares and money that the map names, as float64."""
        found = {}
        for name in names:
            kind = SLOTS[self.column_map.table][name]
            if name not in self.column_map.columns:
                continue
            if kind == "share":
                found[name] = self._share(name)
            elif kind == "money":
                found[name] = self._money(name)
            else:
                durations = pd.Series(name == "watch_seconds", index=self.index)
                column = self.column_map.columns[name]
                found[name], bad = self._number_of(self.raw(name), column, durations)
                self._fault(bad, _NO_NUMBER, name)
        return found

    def metric_of(
        self, texts: pd.Series, column: str, metrics: pd.Series
    ) -> tuple[pd.Series, tuple[Fault, ...]]:
        """Return values of daily metrics, and what is none; half a person or a view is no value."""
        measured = texts.where(metrics.isin(MEASURED))
        values, bad = self._number_of(texts, column, metrics == "watch_seconds", measured)
        broken = (values % 1 != 0) & values.notna() & ~metrics.isin(MEASURED)
        wrong = (Fault(bad, _NO_NUMBER, texts, column), Fault(broken, _NO_COUNT, texts, column))
        return values.mask(broken), wrong

    def currency(self) -> pd.Series:
        """Return codes of currencies in capitals."""
        codes = self._codes()
        known = codes.str.fullmatch(r"[A-Z]{3}").fillna(False).astype(bool)
        self._fault(codes.notna() & ~known, _NO_CURRENCY, "currency")
        return codes

    def truth(self, name: str) -> pd.Series:
        """Return yes and no as boolean."""
        texts = self.raw(name)
        # VK says why an account is closed, and nothing of an open one.
        closed = texts.isin(("banned", "deleted")) & (name == "deactivated")
        values, bad = truths(texts.mask(closed, "1"))
        self._fault(bad, _NO_TRUTH, name)
        return values

    def moments(self, name: str, *, hours: str = "") -> Moments:
        """Return times, with the hour of another column."""
        hour = self.raw(hours).fillna("") if hours in self.column_map.columns else None
        moments = read_moments(self.raw(name).fillna(""), self.clock, hours=hour)
        if hour is not None and moments.bad.any():
            # Where the day alone is one, the hour is to blame.
            days = read_moments(self.raw(name).fillna(""), self.clock)
            self._fault(moments.bad & ~days.bad & (hour != ""), _NO_TIME, hours)
        self._fault(moments.bad, _NO_TIME, name)
        return moments

    def days(self, name: str) -> pd.Series:
        """Return ISO days, each as the file has it on its own clock."""
        moments = read_moments(in_iso_days(self.raw(name).fillna("")), self.clock)
        self._fault(moments.bad, _NO_DAY, name)
        said = self.column_map.constants.get(name)
        return moments.day if said is None else moments.day.fillna(said).astype("str")

    def _share(self, name: str) -> pd.Series:
        texts = self.raw(name).fillna("")
        mark = self._mark(texts, self.column_map.columns[name])
        values, bad = parse_numbers(texts, decimal=mark)
        # A percent sign says so itself, whatever the rest of the column is.
        percent = texts.str.endswith("%") | (self.column_map.shares == "percent")
        values = values.where(~percent, values / 100)
        self._fault(bad | (values.notna() & ~values.between(0, 1)), _NO_SHARE, name)
        return values

    def _number_of(
        self,
        texts: pd.Series,
        column: str,
        durations: pd.Series,
        measured: pd.Series | None = None,
    ) -> tuple[pd.Series, pd.Series]:
        """Return numbers that cannot be negative, and a mask of the cells that are none.

        Only those that are ``measured`` can be fractions; all, unless some are named.
        """
        given = texts.fillna("")
        seconds = seconds_of(given).where(durations)
        plain = given.mask(seconds.notna(), "")
        fractions = plain if measured is None else plain.where(measured.notna())
        # A column of counts decides for itself.
        mark = self._mark(fractions, column) if fractions.notna().any() else self._decimal
        values, bad = parse_numbers(plain, decimal=mark)
        values = values.fillna(seconds)
        bad = bad | (values < 0) | plain.str.endswith("%")
        return values.where(~bad), bad

    def _money(self, name: str) -> pd.Series:
        texts = self.raw(name).fillna("")
        said = self.column_map.constants.get("currency", "")
        own = "|".join([*_OWN, *([said] if said else [])])
        bare = texts.str.replace(rf"(?i)^(?:{own})\s*|\s*(?:{own})$", "", regex=True)
        mark = self._mark(texts, self.column_map.columns[name])
        values, bad = parse_numbers(bare, decimal=mark)
        code = self._codes()
        sign = texts.str.extract(r"(?i)([€£₽₴]|eur|руб|р\.|грн)", expand=False).str.casefold()
        sign = sign.map(_WRITTEN)
        other = (sign.notna() & (sign != code)) | (texts.str.contains("$", regex=False) &
                                                   ~code.isin(_DOLLARS))  # fmt: skip
        if name == "refunded":
            # Written as what the shop gave or as what it lost.
            values = values.abs()
        bad = bad | (values < 0) | texts.str.endswith("%") | (other & code.notna())
        self._fault(bad, _NO_MONEY, name)
        self._fault(values.notna() & code.isna(), _NO_CODE, name)
        return values

    def _mark(self, texts: pd.Series, column: str) -> Decimal:
        """Return the decimal mark of a column whose numbers may be fractions."""
        if self._decimal is not None:
            return self._decimal
        return decimal_of(texts, column, self._frame, self.column_map)

    def _codes(self) -> pd.Series:
        codes = self.raw("currency").replace(_SIGNS).str.upper()
        said = self.column_map.constants.get("currency")
        return codes if said is None else codes.fillna(said).astype("str")

    def _fault(self, mask: pd.Series, reason: str, name: str) -> None:
        if name in self.column_map.columns:
            self.faults.append(Fault(mask, reason, self.raw(name), self.column_map.columns[name]))

    def _nothing(self, dtype: str) -> pd.Series:
        return pd.Series(pd.NA, index=self._frame.index, dtype=dtype)

    def _refuse_spoilt(self) -> None:
        """Stop at what Excel has changed for good; JSON never went through it."""
        if self._is_json or self._frame.empty:
            return
        slots: Mapping[str, str] = SLOTS[self.column_map.table]
        # A date of birth is no number that Excel has spoilt.
        numbers = [c for n, c in self.column_map.columns.items()
                   if slots[n] in _NUMBERS and n != "birth_year"]  # fmt: skip
        numbers += list(self.column_map.metrics.values())
        if numbers:
            refuse_spoilt_numbers(self._frame[list(dict.fromkeys(numbers))].astype("str"))
        for name in ("post_id", "order_id", "interaction_id", "reply_to"):
            column = self.column_map.columns.get(name)
            if column is not None and find_spoilt_ids(self._frame[column].fillna("")).any():
                refuse_excel()
