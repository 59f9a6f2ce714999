"""Sentences, numbers, dates and money in English, Estonian and Russian."""

import gettext
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, Self, get_args

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

Language = Literal["en", "et", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_CENTS_UNDER, _LEAST_CENT = 10, 0.005


def message(text: str) -> str:
    """Mark a text for translation where it is written; it is looked up where it is shown.

    Examples
    --------
    >>> message("Nothing to show.")
    'Nothing to show.'
    """
    return text


def clock(hour: int) -> str:
    """Write an hour of the day, the same in every language.

    Examples
    --------
    >>> clock(9)
    '09:00'
    """
    return f"{int(hour):02d}:00"


class Phrase(str):
    """A text of ours that stands as a value in another one; `Words.say` translates it there.

    As a plain ``str`` it is English, with its own values filled in.

    Parameters
    ----------
    template
        Marked with `message` where it is written.
    values
        What fills the template's ``{placeholders}``; phrases among them are translated too.

    Examples
    --------
    >>> Words("en").say("Read as {what}", what=Phrase(message("a list of {n}"), {"n": 3}))
    'Read as a list of 3'
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object] | None = None) -> Self:
        """Return the text in English that remembers its template."""
        phrase = super().__new__(cls, template.format(**values) if values else template)
        phrase.template, phrase.values = template, values or {}
        return phrase


class Phrases(tuple[Phrase, ...]):
    """Several phrases as one value, with semicolons between them: each is a clause of its own.

    Examples
    --------
    >>> str(Phrases([Phrase("the title is empty"), Phrase("the table is empty")]))
    'the title is empty; the table is empty'
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Return the phrases in English."""
        return "; ".join(self)


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
        """Translate a template and fill its ``{placeholders}``.

        Values are shown as they are; only a `Phrase`, `Phrases` or a day among them is translated.
        """
        translated = _catalogue(self.language).gettext(template) if template else ""
        return self._ended(translated.format(**self._shown(values))) if values else translated

    def say_many(self, one: str, many: str, *, n: float, **values: object) -> str:
        """Translate by the plural rule of the language; ``{n}`` shows the number."""
        # The noun agrees with what is shown, so 0.98 is one; a fraction takes the form of two:
        # "5.2 hours", "5,2 tundi", "5,2 часа".
        shown = float(round(Decimal(str(n)), 1))
        count = int(shown) if shown.is_integer() else 2
        translated = _catalogue(self.language).ngettext(one, many, count)
        return self._ended(translated.format(n=self.number(n), **self._shown(values)))

    def _ended(self, text: str) -> str:
        # A Russian day ends in "г.", and one full stop ends the sentence with it.
        return text.replace("г..", "г.") if self.language == "ru" else text

    def _shown(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: object) -> object:
        match value:
            case Phrase():
                return self.say(value.template, **value.values)
            case Phrases():
                return "; ".join(self.say(one.template, **one.values) for one in value)
            case date() if not isinstance(value, datetime):
                return self.date(value)
        return value

    def listed(self, names: Sequence[str]) -> str:
        """Write names one after the other as a sentence has them, the last after “and”.

        Examples
        --------
        >>> Words("en").listed(["tea", "cake", "bread"]), Words("et").listed(["tee", "kook"])
        ('tea, cake and bread', 'tee ja kook')
        """
        # British English has no comma before the “and”, as all other texts of ours.
        locale = "en_GB" if self.language == "en" else self.language
        return format_list(list(names), locale=locale)

    def language_name(self, code: str) -> str:
        """Return the name of a language by its code, or the code where nobody names it.

        Examples
        --------
        >>> Words("et").language_name("ru"), Words("en").language_name("qq")
        ('vene', 'qq')
        """
        return str(self.locale.languages.get(code, code))

    def number(self, value: float, *, digits: int = 1) -> str:
        """Format a number with the language's separators and at most ``digits`` decimals."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return _true_minus(format_decimal(value, format=pattern, locale=self.locale))

    def percent(self, share: float, *, digits: int = 1) -> str:
        """Format a 0–1 share as a percentage."""
        pattern = self.locale.percent_formats[None].pattern
        pattern = pattern.replace("#,##0", "#,##0" + ("." + "#" * digits if digits else ""))
        return _true_minus(format_percent(share, format=pattern, locale=self.locale))

    def chance(self, share: float, *, digits: int = 1) -> str:
        """Format a simulated chance: no number of draws shows that a thing never or always is.

        Examples
        --------
        >>> words = Words("en")
        >>> words.chance(0.604), words.chance(1.0), words.chance(0.0, digits=0)
        ('60.4%', 'over 99.9%', 'under 1%')
        """
        step = 10.0 ** -(digits + 2)
        if share < step / 2:
            return self.say("under {share}", share=self.percent(step, digits=digits))
        if share > 1 - step / 2:
            return self.say("over {share}", share=self.percent(1 - step, digits=digits))
        return self.percent(share, digits=digits)

    def money(
        self, amount: float, currency: str, *, is_rough: bool = False, digits: int = 2
    ) -> str:
        """Format an amount with its currency; a rough one has no cents from ten on.

        More than two ``digits`` stand for the parts of a cent.

        Examples
        --------
        >>> words = Words("en")
        >>> [words.money(sum_, "EUR", is_rough=True) for sum_ in (-1200, 0.21, 0.001)]
        ['−€1,200', '€0.21', '€0']
        """
        if is_rough and (abs(amount) >= _CENTS_UNDER or abs(amount) < _LEAST_CENT):
            whole = self.locale.currency_formats["standard"].pattern.replace(".00", "")
            shown = format_currency(
                round(amount) + 0.0, currency, format=whole, locale=self.locale,
                currency_digits=False,
            )  # fmt: skip
            return _true_minus(shown)
        if digits > 2:
            fine = self.locale.currency_formats["standard"].pattern
            fine = fine.replace(".00", "." + "0" * digits)
            return _true_minus(
                format_currency(
                    amount, currency, format=fine, locale=self.locale, currency_digits=False
                )
            )
        return _true_minus(format_currency(amount, currency, locale=self.locale))

    def date(self, day: date) -> str:
        """Format a day, for example ``September 3, 2026``."""
        return str(format_date(day, format="long", locale=self.locale))

    def time(self, moment: datetime) -> str:
        """Format a moment to the minute in its own time zone."""
        return str(
            format_datetime(moment, format="short", tzinfo=moment.tzinfo, locale=self.locale)
        )

    def weekday(self, number: int) -> str:
        """Name a weekday; 0 is Monday."""
        return str(get_day_names("wide", context="stand-alone", locale=self.locale)[number])


def _true_minus(shown: str) -> str:
    return shown.replace("-", "−")
