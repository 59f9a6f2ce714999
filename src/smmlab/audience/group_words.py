"""How the groups of an audience are called: ages, sexes, countries, places and languages."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from smmlab.audience.places import country_code
from smmlab.texts import Words, message

_SEXES: Mapping[str, str] = MappingProxyType(
    {
        "female": message("women"), "male": message("men"), "other": message("others"),
        "unknown": message("not known"),
    }
)  # fmt: skip
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_A_STATE_TOO = "Georgia"


def group_name(dimension: str, value: str, words: Words) -> str:
    """Return what a network calls a group, in a language; what we have no word for stays.

    Parameters
    ----------
    dimension
        ``age``, ``sex``, ``age_sex``, ``country``, ``city``, ``language`` or another one.
    value
        As the tables have it, for example ``25-34|female``.
    words
        The language.

    Examples
    --------
    >>> group_name("age_sex", "25-34|female", Words("et")), group_name("age", "65+", Words("et"))
    ('25–34, naised', '65+')
    >>> group_name("country", "Ghana", Words("ru")), group_name("country", "Narnia", Words("ru"))
    ('Гана', 'Narnia')
    >>> group_name("city", "Riga, Latvia", Words("et")), group_name("city", "Riga", Words("et"))
    ('Riga, Läti', 'Riga')
    """
    if value in _SEXES:
        return words.say(_SEXES[value])
    match dimension:
        case "age" | "sex" | "age_sex":
            parts = (_RANGE.sub("–", part) for part in value.split("|") if part)
            return ", ".join(words.say(_SEXES.get(part, "")) or part for part in parts)
        case "country":
            return _country(value, words)
        case "city":
            city, comma, country = value.rpartition(", ")
            # Two letters are a state of the USA, and one of its states is also a country.
            is_country = comma and len(country) > 2 and country != _A_STATE_TOO
            return f"{city}, {_country(country, words)}" if is_country else value
        case "language":
            return words.language_name(value)
    return value


def _country(place: str, words: Words) -> str:
    return str(words.locale.territories.get(country_code(place), place))
