"""Groups of an audience in the words of the reader; what nobody can name stays."""

import pytest
from babel import Locale

from smmlab.audience.group_words import group_name
from smmlab.texts import Words

EN, ET, RU = Words("en"), Words("et"), Words("ru")


def test_ages_and_sexes_are_told_together_and_alone() -> None:
    assert group_name("age_sex", "18-24|male", RU) == "18–24, мужчины"
    assert group_name("age_sex", "65+|unknown", EN) == "65+, not known"
    assert group_name("age", "13 - 17", ET) == "13–17"
    assert [group_name("sex", sex, ET) for sex in ("female", "male")] == ["naised", "mehed"]
    assert group_name("age_sex", "18-24|X", EN) == "18–24, X"


@pytest.mark.parametrize("words", [EN, ET, RU], ids=lambda words: words.language)
def test_a_country_is_named_for_the_reader_in_whatever_language_the_file_was(words: Words) -> None:
    expected = Locale.parse(words.language).territories["ZA"]
    for said in ("ZA", "South Africa", "Южно-Африканская Республика", "Lõuna-Aafrika Vabariik"):
        assert group_name("country", said, words) == expected
    assert group_name("country", "Narnia", words) == "Narnia"


def test_only_the_country_of_a_city_is_translated_and_only_a_sure_one() -> None:
    assert group_name("city", "Narva, Ida-Viru County, Estonia", RU) == (
        "Narva, Ida-Viru County, Эстония"
    )
    # CA is California there, and Georgia may be a state as well.
    for place in ("Los Angeles, CA", "Savannah, Georgia", "Tallinn"):
        assert group_name("city", place, RU) == place


def test_languages_are_named_and_other_groups_stay() -> None:
    assert group_name("language", "et", RU) == "эстонский"
    assert group_name("language", "other", RU) == "другие"
    assert group_name("job_function", "IT", RU) == "IT"
    assert group_name("company_size", "11-50", RU) == "11-50"
