"""Days with the month in words, in whatever language the interface of the network stood."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

# The languages in which the networks show themselves most often, those of our users first.
_LANGUAGES = (
    "en", "et", "ru", "uk", "lv", "lt", "fi", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da",
    "nb", "cs", "sk", "hu", "ro", "bg", "el", "tr", "be", "hr", "ja", "zh", "ko", "vi", "id",
)  # fmt: skip
_VIETNAMESE = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một",
               "Mười Hai")  # fmt: skip
# What programs write besides the abbreviations of the dictionaries.
_SHORTER = {"en": {"sept": 9}, "ru": {"фев": 2, "сен": 9, "ноя": 11}}
_YEAR = r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])"
_DAY = r"(?<![0-9])([0-9]{1,2})(?![0-9])"
_NUMBERED = {"ja": r"(1[0-2]|0?[1-9])月", "ko": r"(1[0-2]|0?[1-9])월"}


def split_named_days(texts: pd.Series) -> pd.DataFrame:
    """Take days apart whose month is a word.

    Parameters
    ----------
    texts
        ``Feb 19, 2023``, ``18 января``, ``8 de marzo``, ``9月13日``; one language a column.

    Returns
    -------
    DataFrame
        ``month``, ``day`` and ``year`` as Int64: missing where the text is no such day, or where
        the languages that know all its words disagree on the month; ``year`` also where the text
        has none.

    Examples
    --------
    >>> split_named_days(pd.Series(["February 28", "March 1"]))["month"].tolist()
    [2, 3]
    """
    plain = texts.astype("str").map(_plain, na_action="ignore").astype("str")
    shown = pd.Series(plain.dropna().unique(), dtype="str")
    shown = shown[shown.str.contains(r"[^\W\d_]")].reset_index(drop=True)
    # Most columns have no word at all, and asking every language takes long.
    found = {language: _months_in(shown, language) for language in _LANGUAGES if len(shown)}
    most = max((int(months.notna().sum()) for months in found.values()), default=0)
    knowing = [months for months in found.values() if most and int(months.notna().sum()) == most]
    months = pd.Series(pd.NA, index=shown.index, dtype="Int64")
    if knowing:
        side = pd.concat(knowing, axis=1)
        months = side.min(axis=1).where(side.min(axis=1) == side.max(axis=1)).astype("Int64")
    year = shown.str.extract(_YEAR, expand=False).astype("Int64")
    rest = shown.str.replace(_YEAR, " ", regex=True)
    # The number that stands for the month is not the day.
    rest = rest.str.replace(r"(?:1[0-2]|0?[1-9])[月월]", " ", regex=True)
    day = rest.str.extract(_DAY, expand=False).astype("Int64")
    table = pd.DataFrame({"month": months, "day": day, "year": year}).set_axis(shown)
    whole = table["month"].notna() & table["day"].between(1, 31).fillna(False).astype(bool)
    taken = table.where(whole).reindex(plain)
    return taken.set_axis(texts.index).astype("Int64")


def parse_named_days(texts: pd.Series, *, year: int | None = None) -> pd.Series:
    """Return days whose month is a word as ISO dates; missing where they are none.

    Parameters
    ----------
    texts
        As in `split_named_days`.
    year
        Year of the texts that carry none; without it they are missing.

    Examples
    --------
    >>> days = pd.Series(["Feb 19, 2023"])
    >>> parse_named_days(days).tolist()
    ['2023-02-19']
    >>> parse_named_days(pd.Series(["18 января", "31 февраля"]), year=2026).tolist()
    ['2026-01-18', nan]
    """
    parts = split_named_days(texts)
    if year is not None:
        parts["year"] = parts["year"].fillna(year)
    made = pd.to_datetime(parts.astype("float64"), errors="coerce")
    return made.dt.strftime("%Y-%m-%d").astype("str")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _months_in(texts: pd.Series, language: str) -> pd.Series:
    if language in _NUMBERED:
        return texts.str.extract(_NUMBERED[language], expand=False).astype("Int64")
    names = _names(language)
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = texts.str.extract(rf"(?<![^\W\d_])({pattern})(?![^\W\d_])", expand=False)
    return found.map(names).astype("Int64")


@lru_cache(maxsize=64)
def _names(language: str) -> Mapping[str, int]:
    """Return every spelling of the months in a language, plain, with and without their dots."""
    from babel.dates import get_month_names

    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context=context, locale=language).items():
                plain = _plain(name)
                names |= {plain: number, plain.rstrip("."): number}
    if language == "vi":
        names |= {_plain(f"tháng {name}"): at for at, name in enumerate(_VIETNAMESE, 1)}
    for name, number in _SHORTER.get(language, {}).items():
        names |= {name: number, f"{name}.": number}
    return names
