"""Sentences, numbers, dates and money in English, Estonian and Russian."""

import gettext
import io
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

Language = Literal["en", "et", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def message(text: str) -> str:
    """Mark a text for translation where it is written; it is looked up where it is shown.

    Examples
    --------
    >>> message("Nothing to show.")
    'Nothing to show.'
    """
    return text


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    source = files("smmlab.texts") / "locale" / f"{language}.po"
    compiled = io.BytesIO()
    # Compiled in memory: a .mo on disk could be stale or missing from the wheel.
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Words:
    """The words of one language.

    Parameters
    ----------
    language
        ``en``, ``et`` or ``ru``.

    Examples
    --------
    >>> words = Words("en")
    >>> words.say("Reach: {reach}", reach=words.number(12840))
    'Reach: 12,840'
    >>> words.say_many("{n} post", "{n} posts", n=3)
    '3 posts'
    >>> words.percent(0.125), words.money(12.5, "EUR")
    ('12.5%', '€12.50')
    """

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language
        self.locale = Locale.parse(language)

    def say(self, template: str, **values: object) -> str:
        """Translate a template and fill its ``{placeholders}``."""
        translated = _catalogue(self.language).gettext(template) if template else ""
        return translated.format(**values) if values else translated

    def say_many(self, one: str, many: str, *, n: int, **values: object) -> str:
        """Translate by the plural rule of the language; ``{n}`` shows the number."""
        translated = _catalogue(self.language).ngettext(one, many, n)
        return translated.format(n=self.number(n), **values)

    def number(self, value: float, *, digits: int = 1) -> str:
        """Format a number with the language's separators and at most ``digits`` decimals."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def percent(self, share: float, *, digits: int = 1) -> str:
        """Format a 0–1 share as a percentage."""
        pattern = self.locale.percent_formats[None].pattern
        pattern = pattern.replace("#,##0", "#,##0" + ("." + "#" * digits if digits else ""))
        return str(format_percent(share, format=pattern, locale=self.locale))

    def money(self, amount: float, currency: str) -> str:
        """Format an amount with its currency."""
        return str(format_currency(amount, currency, locale=self.locale))

    def date(self, day: date) -> str:
        """Format a day, for example ``3 September 2026``."""
        return str(format_date(day, format="long", locale=self.locale))

    def time(self, moment: datetime) -> str:
        """Format a moment to the minute in its own time zone."""
        return str(
            format_datetime(moment, format="short", tzinfo=moment.tzinfo, locale=self.locale)
        )

    def weekday(self, number: int) -> str:
        """Name a weekday; 0 is Monday."""
        return str(get_day_names("wide", context="stand-alone", locale=self.locale)[number])
