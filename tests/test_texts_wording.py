"""Each kind of fault has a text with it and one nearly like it without."""

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.extract import read_catalogue, visible_texts
from smmlab.texts.wording import HIDDEN, faults_of_text, of_template

FAULTY: tuple[tuple[Language, str, str, str], ...] = (
    ("en", "placeholder", "Reach of {network} grew.", "Reach of Facebook grew."),
    ("en", "placeholder", "The reach is nan.", "The nanny is here."),
    ("en", "placeholder", "Reach: %s", "Reach: 5%"),
    ("en", "raw key", "It is not_distinguishable yet.", "It is not distinguishable yet."),
    ("en", "raw key", "Write utm and post_id there.", "Write utm_source there."),
    ("en", "raw key", "Rests on money.orders here.", "Rests on money. Orders follow."),
    ("en", "spaces", "Reach  grew.", "Reach grew."),
    ("en", "spaces", "Reach grew .", "Reach grew."),
    ("en", "spaces", "Reach ( of posts) grew.", "Reach (of posts) grew."),
    ("en", "spaces", "Reach,views grew.", "Reach, views grew."),
    ("en", "signs", "Reach grew..", "Reach grew."),
    ("en", "signs", "Reach grew...", "Reach grew…"),
    ("en", "signs", "Who asked?.", "Who asked?"),
    ("ru", "signs", "Итоги за год.: рост.", "Итоги за 5 дн.: рост."),
    ("en", "dash", "Reach - it grew.", "Well-known reach – it grew."),
    ("en", "dash", "Ages 18-24 count.", "Ages 18 to 24 count, on 2026-11-23."),
    ("en", "dash", "It fell to -3.", "It fell to −3."),
    ("et", "dash", "Haare — see kasvas.", "Haare – see kasvas."),
    ("ru", "dash", "Охват – он вырос.", "Охват — он вырос."),
    ("ru", "dash", "Охват—он вырос.", "Охват — он вырос."),
    ("en", "number", "12345 people came.", "12,345 people came."),
    ("en", "number", "It is 3,5 now.", "It is 3.5 now."),
    ("en", "number", "12 345 people came.", "12,345 people came."),
    ("en", "number", "It costs 5 €.", "It costs €5."),
    ("et", "number", "Nüüd on see 3.5 tundi.", "Nüüd on see 3,5 tundi."),
    ("et", "number", "Tuli 12 345 inimest.", "Tuli 12\u00a0345 inimest."),
    ("et", "number", "See maksab €5.", "See maksab 5\u00a0€."),
    ("ru", "number", "Пришло 12 345 человек.", "Пришло 12\u00a0345 человек."),
    ("ru", "number", "Это 3.5 часа.", "Это 3,5 часа. Дата: 23.11.2026."),
    ("en", "percent", "It is 5 % now.", "It is 5% now."),
    ("et", "percent", "See on 5 % kõigist.", "See on 5% kõigist."),
    ("ru", "percent", "Это 5% всех.", "Это 5\u00a0% всех."),
    ("en", "quotes", 'They say "so what".', "They say “so what”."),
    ("en", "quotes", "They say “so what.", "They say “so what”."),
    ("et", "quotes", "Nad ütlevad “mis siis”.", "Nad ütlevad „mis siis“."),
    ("ru", "quotes", "Говорят “что с того”.", "Говорят «что с того»."),
    ("en", "plural", "1 posts went out.", "1 post went out."),
    ("et", "plural", "1 postitust ilmus.", "1 postitus ilmus."),
    ("ru", "plural", "Вышли 22 публикаций.", "Вышли 22 публикации."),
    ("en", "sentence", "Reach grew. the rest fell.", "Reach grew. The rest fell."),
    ("en", "alphabet", "The reach охват grew.", "The reach “охват” grew."),
    ("ru", "alphabet", "Oхват вырос.", "Охват вырос."),
    ("et", "English word", "Haare and vaatamised.", "Haare ja vaatamised."),
    ("ru", "English word", "Охват of страницы.", "Охват страницы."),
    ("en", "word twice", "The the reach grew.", "The reach grew."),
    ("en", "term", "Two competitors grew.", "Two rivals grew, and they said “competitors”."),
    ("et", "term", "Postituse leviulatus kasvas.", "Postituse haare kasvas."),
    ("ru", "term", "Вырос размер целевой группы.", "Вырос размер целевой аудитории."),
)  # fmt: skip
INTERFACE = (
    "Потрачено всего", "Объявления", "Settings and privacy", "Import and export",
    "Your information and permissions", "Download an archive of your data",
    "some of your information", "Followers, Download data", "share of voice", "sex:female", "hh:mm",
    "A Large-Scale Exploration of Non-Experimental Approaches to Advertising Measurement",
    "LinkedIn page: competitors", "буквой e", '"yarn"', "5.131", "WooCommerce 8.5",
    "версии 8.5", "0.125", "12.5", "1.5", "1,5",
)  # fmt: skip
"""What the buttons, columns and titles of others are called, and how a file may write numbers."""


@pytest.mark.parametrize(("language", "kind", "faulty", "sound"), FAULTY)
def test_a_fault_is_found_and_its_neighbour_let_through(
    language: Language, kind: str, faulty: str, sound: str
) -> None:
    assert kind in {fault.kind for fault in faults_of_text(faulty, language)}
    assert list(faults_of_text(sound, language)) == []


def test_a_fault_tells_where_it_stands() -> None:
    (fault,) = faults_of_text("The reach of the page  grew by much last week.", "en")
    assert fault.found == "  "
    assert "page  grew" in fault.around
    assert str(fault) == f"spaces: '  ' in {fault.around!r}"


@pytest.mark.parametrize(
    "code",
    ["`a_b  c`", "https://example.ee/a_b?x=1,2", "posts_2026.csv", "mari@kohvik.ee",
     "[next](02-audience.ipynb)", 'store = "spark"'],
)  # fmt: skip
def test_code_and_addresses_are_let_through(code: str) -> None:
    assert list(faults_of_text(f"Look at {code} now.", "en")) == []


def test_a_template_hides_its_values() -> None:
    assert of_template("{n} posts on {day}, {{x}}") == f"{HIDDEN} posts on {HIDDEN}, x"


amounts = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 2))


@settings(deadline=None)
@given(language=st.sampled_from(LANGUAGES), value=amounts, share=st.floats(0, 1))
def test_what_words_format_is_never_a_fault(language: Language, value: float, share: float) -> None:
    words = Words(language)
    shown = (
        words.number(value), words.percent(share), words.percent(-share),
        *(words.money(value, currency, is_rough=rough)
          for currency in ("EUR", "RUB", "USD") for rough in (True, False)),
    )  # fmt: skip
    for text in shown:
        assert [str(fault) for fault in faults_of_text(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogues_are_free_of_faults(language: Language) -> None:
    hidden = re.compile("|".join(re.escape(name) for name in INTERFACE))
    # Guides to exports name the fields of an interface as they are written there.
    found = {
        f"{fault} | {text}"
        for text in _texts(language)
        for fault in faults_of_text(hidden.sub(HIDDEN, of_template(text)), language)
        if fault.kind != "raw key"
    }
    assert sorted(found) == []


def _texts(language: Language) -> list[str]:
    groups = (
        visible_texts() if language == "en" else
        [entry.string for entry in read_catalogue(language) if entry.id]
    )  # fmt: skip
    return [text for group in groups for text in ([group] if isinstance(group, str) else group)]


def hidden_texts(source: str) -> list[str]:
    """Return the texts within the braces of an f-string: the catalogues are not told of these."""
    told = (
        call.args[0]
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call)
        and call.args
        and getattr(call.func, "attr", getattr(call.func, "id", ""))
        in ("say", "say_many", "message")
    )
    return [str(text.value) for text in told if isinstance(text, ast.Constant)]


def test_no_text_is_hidden_from_the_catalogues() -> None:
    assert hidden_texts("f\"○ {words.say('not yet')} {words.say(known)}\"") == ["not yet"]
    sources = Path(str(files("smmlab"))).rglob("*.py")
    found = {path.name: hidden_texts(path.read_text(encoding="utf-8")) for path in sources}
    assert {name: texts for name, texts in found.items() if texts} == {}
