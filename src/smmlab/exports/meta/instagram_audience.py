"""The audience in an Instagram archive: shares written as sentences, in the account's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.items import pluck, texts_of
from smmlab.exports.meta.archive import Archive
from smmlab.exports.meta.instagram_posts import display_counts
from smmlab.exports.month_names import split_named_days
from smmlab.exports.reading import Caution
from smmlab.texts import message

_LANGUAGES = (
    "en", "et", "ru", "uk", "lv", "lt", "fi", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da",
    "nb", "cs", "sk", "hu", "ro", "bg", "el", "tr", "be", "hr",
)  # fmt: skip
_PAIR = re.compile(r"\s*(.+?)\s*:\s*([0-9]{1,3}(?:[.,][0-9]+)?)")
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?) ?%")
_BETWEEN = re.compile(r"\s*%\s*(?:[,;]\s*|$)")
_AGE = re.compile(r"[0-9]{2}(?:[-–][0-9]{2}|\+)")
_PERIOD = re.compile(r"^([^%]*\S)\s+[-–—]\s+(\S[^%]*)$")
# How the words begin; short ones are whole, for others begin with them.
_WOMEN = ("women", "female", "femme", "weiblich", "frauen", "mulher", "mujer", "vrouw", "женщин",
          "жінк", "жінок", "donne", "naised", "naiste", "kobiet")  # fmt: skip
_MEN = (r"men\b", r"male\b", "homme", "männlich", "männer", "homens", "hombre", "mannen", "мужчин",
        "чоловік", "uomini", "mehed", "meeste", "mężczyzn")  # fmt: skip
_FOLLOWERS = frozenset(
    ("followers", "follower", "seguidores", "volgers", "подписчики", "підписники", "jälgijad")
)
_WHOLE = (98.0, 102.0)  # percent: rounded shares of a whole


@dataclass(frozen=True)
class Audience:
    """What one entry says: shares by dimension and value, the followers, and the period."""

    shares: dict[tuple[str, str], float]
    followers: int | None
    from_day: str | None
    to_day: str | None
    cautions: tuple[Caution, ...]


def read_audience(said: Mapping[str, Any], archive: Archive) -> Audience:
    """Read the entry of ``audience_insights.json``.

    What a list holds is told by its values, for the names follow the language of the account:
    ages are ages, and a list in which most names are countries is one of countries.

    Parameters
    ----------
    said
        ``string_map_data``: texts to be looked at, under names.
    archive
        The file.
    """
    names, values = texts_of(list(said)), texts_of(pluck(list(said.values()), "value"))
    texts = {
        plain_name(name): value
        for name, value in zip(names.fillna(""), values, strict=True)
        if isinstance(value, str)
    }
    from_day, to_day, cautions = _period(list(texts.values()), archive)
    shares: dict[tuple[str, str], float] = {}
    sexes: dict[str, float] = {}
    by_age: dict[str, dict[str, float]] = {}
    unused: list[str] = []
    for name, text in texts.items():
        pairs = _pairs(text)
        sex = _sex(name)
        single = _PERCENT.fullmatch(text.strip())
        if pairs and all(_AGE.fullmatch(value) for value, _ in pairs):
            ages = {value.replace("–", "-"): share for value, share in pairs}
            if sex is None:
                shares |= {("age", age): share for age, share in ages.items()}
            else:
                by_age[sex] = ages
        elif single and sex is not None:
            sexes[sex] = _number(single[1])
        elif _are_sexes(pairs):
            sexes |= {sex: share for value, share in pairs if (sex := _sex(plain_name(value)))}
        # One name alone may be anything, if it is no country.
        elif pairs and not _is_split(pairs) and (len(pairs) > 1 or _are_countries(pairs)):
            dimension = "country" if _are_countries(pairs) else "city"
            shares |= {(dimension, value): share for value, share in pairs}
        elif text.strip() and name not in _FOLLOWERS and not (from_day and _PERIOD.match(text)):
            unused.append(name)
    if set(sexes) == {"female", "male"}:
        shares |= {("sex", sex): share for sex, share in sexes.items()}
        # The ages of each sex are parts of that sex, if they add up to a whole.
        for sex, ages in by_age.items():
            if _WHOLE[0] <= sum(ages.values()) <= _WHOLE[1]:
                shares |= {
                    ("age_sex", f"{age}|{sex}"): share * sexes[sex] / 100
                    for age, share in ages.items()
                }
    shares = {key: share for key, share in shares.items() if 0 <= share <= 100}
    cautions += Matched({}, tuple(unused)).caution()
    return Audience(shares, _followers(texts), from_day, to_day, cautions)


def _pairs(text: str) -> list[tuple[str, float]]:
    """Take ``Tallinn, Estonia: 12.3%, Riga: 8%`` apart; nothing when it is no such list."""
    found = [_PAIR.fullmatch(part) for part in _BETWEEN.split(text) if part.strip()]
    if not found or any(one is None for one in found) or "%" not in text:
        return []
    return [(one[1], _number(one[2])) for one in found if one]


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _sex(name: str) -> str | None:
    # A list of both sexes names neither, or both.
    found = [
        sex
        for words, sex in ((_WOMEN, "female"), (_MEN, "male"))
        if any(re.search(rf"(?<!\w){word}", name) for word in words)
    ]
    return found[0] if len(found) == 1 else None


def _are_sexes(pairs: list[tuple[str, float]]) -> bool:
    """Tell a list of both sexes, beside which those whose sex is not told may stand."""
    found = {_sex(plain_name(value)) for value, _ in pairs}
    return {"female", "male"} <= found or (len(pairs) > 1 and None not in found)


def _is_split(pairs: list[tuple[str, float]]) -> bool:
    """Tell the split of an audience into followers and others, which is no list of places."""
    words = ("follow", *_FOLLOWERS)
    return any(word in value.casefold() for value, _ in pairs for word in words)


def _are_countries(pairs: list[tuple[str, float]]) -> bool:
    known = _countries()
    return 2 * sum(value.casefold() in known for value, _ in pairs) > len(pairs)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(
        name.casefold()
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if not code.isdigit()
    )


def _followers(texts: Mapping[str, str]) -> int | None:
    for name, text in texts.items():
        if name in _FOLLOWERS:
            counts, bad = display_counts(pd.Series([text]))
            if not bad.iloc[0] and counts.notna().iloc[0]:
                return int(counts.iloc[0])
    return None


def _period(
    texts: list[str], archive: Archive
) -> tuple[str | None, str | None, tuple[Caution, ...]]:
    """Find the period among the texts, such as ``May 29 - Aug 26``, and the year it leaves out."""
    latest = (datetime.fromtimestamp(archive.not_after, UTC) + timedelta(days=1)).date()
    for text in texts:
        found = _PERIOD.match(text.strip())
        if not found:
            continue
        parts = split_named_days(pd.Series([found[1], found[2]], dtype="str"))
        if parts[["month", "day"]].isna().any(axis=None):
            continue
        (month, day), (last_month, last_day) = parts[["month", "day"]].astype("int64").to_numpy()
        years = parts["year"].dropna().tolist()
        last_year = int(years[-1]) if years else latest.year
        if not years and (last_month, last_day) > (latest.month, latest.day):
            last_year -= 1
        year = int(years[0]) if len(years) == 2 else last_year
        if len(years) < 2 and (month, day) > (last_month, last_day):
            year -= 1
        from_day, to_day = _iso(year, month, day), _iso(last_year, last_month, last_day)
        if from_day is None or to_day is None:
            continue
        if years:
            return from_day, to_day, ()
        caution = Caution(
            "year-assumed",
            message(
                "The file gives its period without a year: {period}. It was taken as {first} to "
                "{last}, the latest before the archive was made."
            ),
            {"period": text.strip()[:40], "first": from_day, "last": to_day},
        )
        return from_day, to_day, (caution,)
    caution = Caution("no-period", message("The file does not say which period it covers."))
    return None, None, (caution,)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
    except ValueError:
        return None
