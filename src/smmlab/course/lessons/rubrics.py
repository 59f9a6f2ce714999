"""What can be checked of a free answer without a teacher: length, language, numbers, names."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from smmlab.brief import Brief
from smmlab.languages import PostLanguage, detect_languages
from smmlab.utm_scheme import has_contact

# A full stop inside a number or an abbreviation of one letter ends nothing.
_SENTENCE_END = re.compile(r"(?:[!?…]+|(?<!\b\w)\.+)(?=\s|$)|\n+")
_CLOCK = re.compile(r"\b([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.%])\s*([ap])?\.?m?\b", re.IGNORECASE)
_HALF_DAY = re.compile(r"\b(1[0-2]|0?\d)\s*([ap])\.?m\b", re.IGNORECASE)
_HOUR = r"([01]?\d|2[0-4])\b(?![.,:]\d)"
_SAID_HOUR = re.compile(
    rf"\b(?:kell|kella|at)\s+{_HOUR}(?!\s*%)"
    rf"|\b(?:в|с|до|к)\s+{_HOUR}(?=\s+(?:час|дня|утра|вечера)|\s*[-–,;.]|\s*$)"
    rf"|\b(?:from|until|till)\s+{_HOUR}(?=\s*[-–,;.]|\s*$)"
    rf"|\b{_HOUR}(?=\s+(?:o['’]clock|утра|вечера))",
    re.IGNORECASE,
)
_SAID_SPAN = re.compile(
    rf"\b{_HOUR}\s*[-–]\s*{_HOUR}"
    rf"|\b(?:from|с|kella|kell)\s+{_HOUR}\s+(?:to|until|till|до|kuni)\s+{_HOUR}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_NUMBER = re.compile(r"(?<![\w.,:])\d{1,3}(?:[ \u00a0,]\d{3})+(?!\d)|(?<![\w:])\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_OUT_OF = re.compile(
    r"\b(?:of|out|from|every|kõigist|kõikidest|seast|hulgast|iga|из|от|среди|кажд\w+)\b"
    # "3 in 40 orders", but not "in 2 months".
    r"|\bin (?:each |a )?\d+\b(?! (?:hour|day|week|month|year))"
    r"|\d-?(?:st|lt|ks)\b|/|\w{3,}[td]est\b|\d\s+(?:\w+\s+){0,2}\w{3,}st\b",
    re.IGNORECASE,
)
_MINUTES_IN_HALF_A_DAY = 12 * 60
_FEWEST_LETTERS = 3


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a line of its own counts as one.

    Examples
    --------
    >>> sentences("We bake. 3.5 of 40 buyers come back! Do you?")
    ('We bake.', '3.5 of 40 buyers come back!', 'Do you?')
    """
    parts: list[str] = []
    begin = 0
    for end in _SENTENCE_END.finditer(text):
        parts.append(text[begin : end.end()])
        begin = end.end()
    parts.append(text[begin:])
    return tuple(part.strip() for part in parts if _WORD.search(part))


def has_length(text: str, *, least: int = 1, most: int) -> bool:
    """Tell whether a text has so many characters, blanks around it not counted.

    Examples
    --------
    >>> has_length(" Fresh bread ", most=11), has_length("", most=11)
    (True, False)
    """
    return least <= len(text.strip()) <= most


def has_sentences(text: str, *, least: int, most: int) -> bool:
    """Tell whether a text has so many sentences.

    Examples
    --------
    >>> has_sentences("We bake. You come.", least=2, most=4)
    True
    """
    return least <= len(sentences(text)) <= most


def has_words(text: str, *, least: int) -> bool:
    """Tell whether a text has so many different words; a list of a few words is no sentence.

    Examples
    --------
    >>> has_words("Trust, trust, trust. Search.", least=3), has_words("We bake bread", least=3)
    (False, True)
    """
    return len(set(_WORD.findall(text.casefold()))) >= least


def text_language(text: str) -> PostLanguage:
    """Return the language of a text: ``en``, ``et``, ``ru`` or ``other``.

    Examples
    --------
    >>> text_language("Meie pagarikoda on avatud iga päev kella seitsmest.")
    'et'
    """
    return detect_languages([text])[0]


def is_in_language(text: str, languages: Iterable[str]) -> bool:
    """Tell whether a text is in one of the languages; without any, whether it is readable at all.

    Examples
    --------
    >>> is_in_language("What do you think about this?", ["et", "en"])
    True
    """
    found, wanted = text_language(text), tuple(languages)
    return found in wanted if wanted else found != "other"


def numbers(text: str) -> tuple[float, ...]:
    """Return the numbers of a text; times of the day and dates are none.

    Examples
    --------
    >>> numbers("At 9:30 on 2026-03-01: 1,200 of 4800 visits, 12.5 %")
    (1200.0, 4800.0, 12.5)
    """
    plain = _DATE.sub(" ", _CLOCK.sub(" ", text))
    return tuple(map(_number, _NUMBER.findall(plain)))


def has_number_out_of(text: str) -> bool:
    """Tell whether one sentence has a number together with what it is out of.

    Examples
    --------
    >>> has_number_out_of("SMM brought 12 of 420 orders."), has_number_out_of("We sell 12 cakes.")
    (True, False)
    >>> has_number_out_of("420-st tellimusest tuli 12."), has_number_out_of("12 из 420 заказов")
    (True, True)
    """
    return any(_has_part_and_whole(sentence) for sentence in sentences(text))


def times_of_day(text: str) -> tuple[int, ...]:
    """Return the different times of day that a text names, in minutes from midnight, in order.

    Examples
    --------
    >>> times_of_day("9:00 I answer, 13.30 I film, 4 pm I measure")
    (540, 810, 960)
    >>> times_of_day("kell 9 vastan, 14-16 teen sisu")
    (540, 840, 960)
    """
    rest = _DATE.sub(" ", text)
    found = {_on_clock(int(hour), int(minute), half) for hour, minute, half in _CLOCK.findall(rest)}
    rest = _CLOCK.sub(" ", rest)
    found |= {_on_clock(int(hour), 0, half) for hour, half in _HALF_DAY.findall(rest)}
    rest = _HALF_DAY.sub(" ", rest)
    found |= {int("".join(hours)) * 60 for hours in _SAID_HOUR.findall(rest)}
    found |= {int(hour) * 60 for pair in _SAID_SPAN.findall(rest) for hour in pair if hour}
    return tuple(sorted(found))


def mentions(text: str, stems: Mapping[str, Iterable[str]]) -> bool:
    """Tell whether a text has a word that begins with one of the stems, of whichever language.

    Parameters
    ----------
    text
        What somebody wrote.
    stems
        Beginnings of words by language, in small letters. A stem with a blank is looked for as it
        stands; one that ends in a full stop is a whole word.

    Examples
    --------
    >>> mentions("Vastan kommentaaridele", {"en": ["answer"], "et": ["vasta"]})
    True
    >>> mentions("The adorable cat", {"en": ["ad.", "ads."]})
    False
    """
    folded = " ".join(text.casefold().split())
    words = _WORD.findall(folded)
    return any(_is_there(stem, folded, words) for of in stems.values() for stem in of)


def names_any(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text has one of the names, also with an ending: Liis, Liisi, Анна, Анны.

    Examples
    --------
    >>> names_any("Küsi Liisilt", ["Liis, the barista"]), names_any("Küsi meilt", ["Liis"])
    (True, False)
    """
    words = _WORD.findall(text.casefold())
    return any(
        word.startswith(_without_ending(name)) and len(word) <= len(name) + 4
        for full in names
        for name in _WORD.findall(full.casefold())[:1]
        for word in words
    )


def names_face(text: str, brief: Brief) -> bool:
    """Tell whether a text names the face of the brief, or the owner where no face is set.

    Examples
    --------
    >>> names_face("Liis will bake it today.", Brief("Kaja", face="Liis, the barista"))
    True
    """
    return names_any(text, [brief.face or brief.owner])


def holds_personal_data(text: str) -> bool:
    """Tell whether a text has an e-mail address or a telephone number.

    Examples
    --------
    >>> holds_personal_data("Write to mari@example.ee"), holds_personal_data("Write to us")
    (True, False)
    """
    return has_contact(text)


def _number(found: str) -> float:
    grouped = re.sub(r"[ \u00a0]", "", found)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", grouped):
        grouped = grouped.replace(",", "")
    return float(grouped.replace(",", "."))


def _has_part_and_whole(sentence: str) -> bool:
    pairs = combinations(numbers(sentence), 2)
    # Two equal numbers are all of all; the order differs from language to language.
    has_both = any(max(pair) > 0 for pair in pairs)
    return has_both and _OUT_OF.search(sentence) is not None


def _on_clock(hour: int, minute: int, half: str) -> int:
    minutes = hour * 60 + minute
    if half.casefold() == "p" and minutes < _MINUTES_IN_HALF_A_DAY:
        return minutes + _MINUTES_IN_HALF_A_DAY
    if half.casefold() == "a" and minutes >= _MINUTES_IN_HALF_A_DAY:
        return minutes - _MINUTES_IN_HALF_A_DAY
    return minutes


def _is_there(stem: str, folded: str, words: list[str]) -> bool:
    if " " in stem:
        return stem in folded
    if stem.endswith("."):
        return stem[:-1] in words
    return any(word.startswith(stem) for word in words)


def _without_ending(name: str) -> str:
    # A Russian name changes its last vowel.
    return name[:-1] if len(name) > _FEWEST_LETTERS and name[-1] in "аяйь" else name
