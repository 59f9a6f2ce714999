"""The words of each language: complete, with the same placeholders, by its own plural rule."""

import ast
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from smmlab.errors import ExportError
from smmlab.texts import Language, Phrase, Phrases, Words
from smmlab.texts.extract import left_over, missing, read_catalogue, visible_texts

TRANSLATED = ("et", "ru")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{([a-z_]+)[^}]*}", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_nothing_is_left_over(language: str) -> None:
    assert missing(language) == []  # type: ignore[arg-type]
    assert left_over(language) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    for entry in read_catalogue(language):  # type: ignore[arg-type]
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        wanted = set().union(*map(placeholders, ids))
        for string in strings:
            # A plural form for exactly one may say "one" in words.
            assert wanted - {"n"} <= placeholders(string) <= wanted, entry.id


def test_no_text_hides_inside_an_f_string() -> None:
    # The extractor does not look into f-strings: such a text would never be translated.
    for module in sorted(Path(str(files("smmlab"))).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                hidden = [
                    call.args[0]
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call)
                    and getattr(call.func, "attr", "") in ("say", "say_many")
                    and isinstance(call.args[0], ast.Constant)
                ]
                assert not hidden, f"{module.name}: {ast.dump(node)[:200]}"


def test_something_is_extracted_from_code_and_notebooks() -> None:
    texts = visible_texts()
    assert any(place.endswith(".ipynb") for place in texts.values())
    assert any(place.endswith(".py") for place in texts.values())


def test_numbers_follow_the_language() -> None:
    assert Words("en").number(12840.5) == "12,840.5"
    assert Words("et").number(12840.5) == "12\u00a0840,5"
    assert Words("ru").percent(0.125) == "12,5\u00a0%"
    assert Words("et").date(date(2026, 9, 1)) == "1. september 2026"
    assert Words("ru").weekday(0) == "понедельник"


def test_words_inside_words_are_translated_too() -> None:
    kind, other = "Telegram channel or group", "Google Analytics report"
    template = "The strategy was not written, because it is not whole: {faults}."
    problem = ExportError(template, {"faults": Phrases((Phrase(kind), Phrase(other)))})
    assert f"not whole: {kind}; {other}." in str(problem)
    for language in TRANSLATED:
        words = Words(language)  # type: ignore[arg-type]
        shown = words.say(problem.template, **problem.values)
        assert f"{words.say(kind)}; {words.say(other)}" in shown
        assert kind not in shown
        assert words.say("Read as {reader}", reader=kind).endswith(kind), "plain text stays"


def test_a_phrase_brings_its_own_values() -> None:
    inner = Phrase("{network} is the likeliest best", {"network": Phrase("Other")})
    assert inner == "Other is the likeliest best"
    words = Words("ru")
    expected = words.say("{network} is the likeliest best", network=words.say("Other"))
    assert words.say("Not decided: {contenders}", contenders=inner).endswith(expected)


def test_a_fraction_takes_the_form_of_few() -> None:
    one, many = "{n} post", "{n} posts"
    assert Words("en").say_many(one, many, n=1.5) == "1.5 posts"
    assert Words("en").say_many(one, many, n=1.0) == "1 post"
    assert Words("et").say_many(one, many, n=5.2) == Words("et").say_many(one, many, n=2).replace(
        "2", "5,2"
    )
    # Russian: the genitive singular, never that of five or of one.
    assert Words("ru").say_many(one, many, n=5.2) == Words("ru").say_many(one, many, n=2).replace(
        "2", "5,2"
    )
    assert Words("ru").say_many(one, many, n=5.2)[3:] != Words("ru").say_many(one, many, n=5)[1:]


def test_a_rough_sum_has_no_cents_from_ten_on() -> None:
    def shown(language: str, amount: float, *, is_rough: bool = True) -> str:
        words = Words(language)  # type: ignore[arg-type]
        return words.money(amount, "EUR", is_rough=is_rough).replace("\u00a0", " ")

    assert shown("en", 1200) == "€1,200"
    assert shown("en", 10) == "€10"
    assert shown("en", 9.5) == "€9.50"
    assert shown("en", 0.0) == shown("en", -0.001) == "€0"
    assert shown("en", 0.21) == "€0.21"
    assert shown("et", -1200) == "−1 200 €"
    assert shown("ru", -1200) == "−1 200 €"
    assert shown("en", 11494.8, is_rough=False) == "€11,494.80"


def test_parts_of_a_cent_are_shown_where_they_are_asked_for() -> None:
    for language, expected in (("en", "€0.0688"), ("et", "0,0688 €"), ("ru", "0,0688 €")):
        words = Words(language)  # type: ignore[arg-type]
        assert words.money(0.06877, "EUR", digits=4).replace("\u00a0", " ") == expected


def test_minus_is_a_true_one_in_every_language() -> None:
    for language in ("en", *TRANSLATED):
        words = Words(language)  # type: ignore[arg-type]
        for text in (words.number(-5.4), words.percent(-0.054), words.money(-5.4, "EUR")):
            assert "−" in text
            assert "-" not in text


@pytest.mark.parametrize(
    ("share", "digits", "expected"),
    [(1.0, 1, "over 99.9%"), (0.9996, 1, "over 99.9%"), (0.9994, 1, "99.9%"),
     (0.0004, 1, "under 0.1%"), (0.0006, 1, "0.1%"), (0.004, 0, "under 1%"), (0.013, 0, "1%"),
     (0.996, 0, "over 99%")],
)  # fmt: skip
def test_no_simulated_chance_is_certain(share: float, digits: int, expected: str) -> None:
    assert Words("en").chance(share, digits=digits) == expected


@pytest.mark.parametrize(
    ("language", "three", "two"),
    [("en", "a, b and c", "a and b"), ("et", "a, b ja c", "a ja b"), ("ru", "a, b и c", "a и b")],
)
def test_a_list_in_a_sentence_ends_with_and(language: Language, three: str, two: str) -> None:
    words = Words(language)
    assert [words.listed(names) for names in (["a", "b", "c"], ["a", "b"], ["a"], [])] == [
        three, two, "a", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "November 3, 2026"),
        ("et", "3. november 2026"),
        ("ru", "3 ноября 2026\N{NARROW NO-BREAK SPACE}г."),
    ],
)
def test_a_day_is_said_as_the_language_writes_it(language: Language, said: str) -> None:
    values = {"day": date(2026, 11, 3)}
    assert Words(language).say("{day}", **values) == said
    assert Words(language).say("{phrase}", phrase=Phrase("{day}", values)) == said


def test_one_full_stop_ends_a_sentence_that_ends_in_a_russian_day() -> None:
    day = date(2026, 11, 3)
    assert (
        Words("ru")
        .say("{table}: {n}.", table="Заказы", n=day)
        .endswith("2026\N{NARROW NO-BREAK SPACE}г.")
    )
    assert Words("et").say("{n}.", n=day) == "3. november 2026."
