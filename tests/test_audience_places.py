"""Places in one spelling, whatever the language of the network."""

import pytest
from babel import Locale

from smmlab.audience.places import city_name, country_code


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_every_country_of_babel_is_known(language: str) -> None:
    names = Locale.parse(language).territories
    for code in ("EE", "LV", "LT", "RU", "US", "GB", "FI", "UA"):
        assert country_code(names[code]) == code
        assert country_code(f" {names[code].upper()} ") == code


def test_codes_and_unknown_names_stay() -> None:
    assert [country_code(name) for name in ("EE", "lv", "Narnia", "150", "")] == [
        "EE", "LV", "Narnia", "150", "",
    ]  # fmt: skip


def test_cities_lose_their_county() -> None:
    assert city_name("Maardu, Harju County, Estonia") == "Maardu"
    assert city_name("  нарва") == "Нарва"
    assert city_name("New  York, NY") == "New York"
    assert city_name("") == ""
