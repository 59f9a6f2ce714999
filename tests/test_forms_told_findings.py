"""Findings as people read them: a value with its unit, an interval, a status in words."""

from typing import Any

import pytest

from smmlab.forms.told_findings import FINDINGS_TABLE
from smmlab.texts import LANGUAGES, Language, Words
from told_cases import ROWS

MEASURED: dict[str, Any] = {
    "value": 0.25,
    "unit": "share",
    "low": 0.2,
    "high": 0.31,
    "status": "measured",
}


def told(heading: str, language: Language = "en", **changes: Any) -> str:
    column = next(one for one in FINDINGS_TABLE["findings"].columns if one.heading == heading)
    return column.tell({**ROWS["findings"], **changes}, Words(language))


@pytest.mark.parametrize("value", [None, float("nan")])
def test_what_is_not_known_is_not_a_number(value: Any) -> None:
    shown = told("Value", value=value)
    assert not any(letter.isdigit() for letter in shown)
    assert told("Interval", value=value) == ""


def test_a_share_is_in_percent_with_its_interval() -> None:
    assert told("Value", **MEASURED).startswith("25%")
    assert told("Interval", **MEASURED) == "20% to 31%"
    assert told("Interval", **{**MEASURED, "high": None}) == ""


def test_a_count_has_its_unit_in_the_language() -> None:
    units = [told("Value", language, value=1200, status="measured") for language in LANGUAGES]
    assert units[0] == "1,200 people"
    assert len(set(units)) == len(LANGUAGES)


@pytest.mark.parametrize("status", ["measured", "estimated", "unknown"])
def test_a_status_is_a_word_of_the_language(status: str) -> None:
    assert told("Status", "et", status=status) != status
    assert told("Status", "ru", status=status) != status


def test_the_name_is_the_key_that_the_appendix_has() -> None:
    assert told("Name in the appendix") == ROWS["findings"]["key"]


def test_how_it_was_counted_is_told_in_the_language() -> None:
    method = "Different people who acted at least once, without the page itself."
    said = [told("What was counted, and how", language, method=method) for language in LANGUAGES]
    assert said[0] == method
    assert len(set(said)) == len(LANGUAGES)
    assert told("What was counted, and how", method=None) == ""


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("audience.segment.core.share", "Core"),
        ("audience.group.all_rounders.people", "All-rounders"),
        ("audience.need.price.share", "Price and payment"),
        ("content.effects.facebook.sells.yes.rate_ratio", "Facebook · Sells"),
        ("content.effects.facebook.tone.businesslike.rate_ratio", "Facebook · businesslike"),
        ("rivals.instagram.page.Kaja․ee.form.photo.share", "Instagram · Kaja.ee · Photo"),
        ("rivals.telegram.own.unknown.posts", "Telegram"),
        ("audience.demographics.unknown.age_sex.25-34.female.share", "Age and sex: 25–34, women"),
        ("audience.demographics.unknown.age_sex.25-34.male.people", "Age and sex: 25–34, men"),
        ("audience.demographics.facebook.city.Tartu.share", "Facebook, City: Tartu"),
        ("audience.demographics", ""),
        ("audience.who.telegram.language.et.share", "Telegram · Estonian"),
        ("audience.week.monday.busy", "Monday"),
        ("audience.week.weekday", ""),
        ("content.effects.facebook.hour_block.20.rate_ratio", "Facebook · 20:00–00:00"),
        ("content.effects.facebook.weekday.2.verdict", "Facebook · Wednesday"),
        ("content.language_mix.own.et.share", "Own posts · Estonian"),
        ("content.trends.rivals.topic.kohv.share", "Rivals' posts · “kohv”"),
        ("content.trends.comments.hashtag.own.lift", "Comments · #own"),
        ("dialogue.weekday.6.answered_share", "Sunday"),
        (
            "money.utm.instagram.paid_social.may.orders",
            "Instagram · Advertising on social networks",
        ),
        ("money.funnel.paid.organic.sessions", "Unpaid"),
        ("money.credit.affiliate.last", "Partners"),
        ("money.scenario.affiliate.earned", "Recommending goods of others"),
        ("dialogue.threads.in_talk", ""),
        ("dialogue.open.questions", ""),
        ("money.orders.EUR.orders", ""),
        ("audience", ""),
    ],
)
def test_a_key_is_told_in_words_before_the_method(key: str, about: str) -> None:
    said = told("What was counted, and how", key=key, method="all of them")
    assert said == (f"{about}. All of them" if about else "All of them")


@pytest.mark.parametrize(
    ("key", "et", "ru"),
    [
        ("audience.demographics.unknown.country.Ghana.share", "Riik: Ghana", "Страна: Гана"),
        ("content.trends.own.topic.kohv.lift", "Oma postitused · „kohv“",
         "Собственные публикации · «kohv»"),
        ("dialogue.weekday.0.answered_share", "Esmaspäev", "Понедельник"),
    ],
)  # fmt: skip
def test_a_group_in_a_key_is_told_in_every_language(key: str, et: str, ru: str) -> None:
    said = [told("What was counted, and how", one, key=key, method="x") for one in ("et", "ru")]
    assert said == [f"{et}. X", f"{ru}. X"]


def test_words_that_are_values_are_words_of_the_language() -> None:
    feature = {"key": "audience.segment.core.top_feature", "unit": "label", "status": "measured"}
    assert told("Value", value="recency_days", **feature) == "days since the last act"
    assert told("Value", "ru", value="recency_days", **feature) == "дни с последнего действия"
    verdict = {"key": "content.language_mix.own.et.verdict", "unit": "label"}
    assert [told("Value", language, value="less", **verdict) for language in LANGUAGES] == [
        "less", "vähem", "меньше",
    ]  # fmt: skip
