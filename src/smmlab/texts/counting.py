"""Nouns after numbers: the catalogues say which form belongs to which number."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from smmlab.texts.extract import read_catalogue, visible_texts
from smmlab.texts.words import Language

_COUNTED = re.compile(r"\{n\}[ \u00a0]([^\W\d_]+)")
_NUMBER: dict[Language, str] = {
    "en": r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?",
    "et": r"(?P<whole>\d{1,3}(?:\u00a0\d{3})+|\d+)(?P<rest>,\d+)?",
    "ru": r"(?P<whole>\d{1,3}(?:\u00a0\d{3})+|\d+)(?P<rest>,\d+)?",
}
# After these Russian puts the number and its noun into the genitive: "от 2 публикаций".
_GENITIVE = re.compile(
    r"\b(?:из|до|от|около|более|менее|больше|меньше|для|без|после|у|с|со|свыше|среди|течение|"
    r"помимо|кроме|примерно)[ \u00a0]$",
    re.IGNORECASE,
)


def wrong_counts(text: str, language: Language) -> Iterator[str]:
    """Yield every number with a noun in a form that does not belong to it.

    Only nouns that the catalogues count are known; the others are let through.

    Examples
    --------
    >>> list(wrong_counts("1 posts in 3 weeks", "en"))
    ['1 posts']
    >>> list(wrong_counts("22 публикаций, 11 публикаций, из 22 публикаций", "ru"))
    ['22 публикаций']
    """
    nouns = _nouns(language)
    pattern = rf"(?<![\w,.:/-]){_NUMBER[language]}[ \u00a0](?P<noun>[^\W\d_]+)(?!\w)"
    for found in re.finditer(pattern, text):
        noun = found["noun"].lower()
        if noun not in nouns:
            continue
        number = float(re.sub(r"[,\u00a0]", "", found["whole"]))
        form = _form(number if not found["rest"] else number + 0.5, language)
        allowed = {forms[form] for forms in nouns[noun]}
        if language == "ru" and _GENITIVE.search(text[: found.start()]):
            allowed |= {forms[min(form + 1, 2)] for forms in nouns[noun]}
        if noun not in allowed:
            yield found.group()


def glued_nouns(template: str, language: Language, *, agrees_with: str = "") -> Iterator[str]:
    """Yield every value of a template with a noun behind it that has one form for all numbers.

    Parameters
    ----------
    template
        A text with ``{placeholders}``.
    language
        The language of the text.
    agrees_with
        Name of the value by which the catalogue chooses the form of the text.

    Examples
    --------
    >>> list(glued_nouns("{n} posts in {weeks} weeks on {network}", "en", agrees_with="n"))
    ['{weeks} weeks']
    >>> list(glued_nouns("a {weeks}-week test, in weeks: {weeks}", "en"))
    []
    """
    nouns = _nouns(language)
    for found in re.finditer(r"\{(?P<name>\w+)\}[ \u00a0](?P<noun>[^\W\d_]+)(?!\w)", template):
        if found["name"] != agrees_with and found["noun"] in nouns:
            yield found.group()


@cache
def _nouns(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return, for each form of a counted noun, all rows of forms in which it stands."""
    found = [row for forms in _plural_messages(language) if (row := _row(forms, language))]
    rows = {row for row in found if len(set(row)) > 1}
    # What stands somewhere behind every number is another case there: "iga 1 päeva järel".
    unchanged = {word for row in found if len(set(row)) == 1 for word in row}
    words = {word for row in rows for word in row} - unchanged
    return {word: tuple(sorted(row for row in rows if word in row)) for word in words}


def _plural_messages(language: Language) -> list[tuple[str, ...]]:
    if language == "en":
        return [text for text in visible_texts() if isinstance(text, tuple)]
    strings = (one.string for one in read_catalogue(language) if isinstance(one.id, (tuple, list)))
    return [tuple(string) for string in strings if isinstance(string, (tuple, list))]


def _row(forms: tuple[str, ...], language: Language) -> tuple[str, ...]:
    found = [_COUNTED.search(form) for form in forms]
    row = tuple(
        match.group(1).lower()
        for match, form in zip(found, forms, strict=True)
        if match and not (language == "ru" and _GENITIVE.search(form[: match.start()]))
    )
    # A word that stands only in some of the forms is no counted noun.
    return row if len(row) == len(forms) else ()


def _form(number: float, language: Language) -> int:
    if not number.is_integer():
        return 1
    names = ("one", "few", "many") if language == "ru" else ("one", "other")
    return names.index(Locale.parse(language).plural_form(int(number)))
