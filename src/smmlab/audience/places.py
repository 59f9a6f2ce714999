"""Places people say they are from, in one spelling where languages differ."""

from functools import cache

from smmlab.texts import LANGUAGES


def city_name(place: str) -> str:
    """Return the city of a place as networks write it: without its county and country.

    Examples
    --------
    >>> city_name("Tallinn, Harju County, Estonia"), city_name(" narva ")
    ('Tallinn', 'Narva')
    """
    city = " ".join(place.split(",", maxsplit=1)[0].split())
    return city[:1].upper() + city[1:]


def country_code(place: str) -> str:
    """Return the ISO 3166 code of a country named in one of our languages; other names stay.

    Examples
    --------
    >>> [country_code(name) for name in ("Estonia", "Эстония", "Eesti", "ee", "Narnia")]
    ['EE', 'EE', 'EE', 'EE', 'Narnia']
    """
    plain = " ".join(place.split())
    return _codes().get(plain.casefold(), plain)


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                codes |= {name.casefold(): code, code.casefold(): code}
    return codes
