"""Rules for the designer: what the files tell of forms, and what is still needed."""

import pytest

from smmlab.brief import Brief
from smmlab.findings import Finding
from smmlab.strategy.sections import style
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import text_of


def test_without_posts_the_best_form_is_not_known() -> None:
    made = client_of(Brief("Kohvik"))
    text = text_of(style.write(made, Pen(made.words)))
    assert "Which form does best is not known" in text
    assert "the logo as a file" in text
    assert "at least 4.5 to one" in text


@pytest.mark.parametrize(("verdict", "is_clear"), [("worse", True), ("not_distinguishable", False)])
def test_only_a_clear_form_is_named(verdict: str, *, is_clear: bool) -> None:
    key = "content.forms.instagram.photo"
    found = (Finding(f"{key}.verdict", verdict, "label"), Finding(f"{key}.median", 31, "count"))
    made = client_of(Brief("Kohvik"), *found)
    text = text_of(style.write(made, Pen(made.words)))
    assert ("than the other forms; engagements or rate of the middle post: 31" in text) == is_clear
    assert ("give no form an advantage" in text) != is_clear


@pytest.mark.parametrize("room", ["forms_reach.instagram.short", "effects.instagram.form.short"])
def test_no_advantage_is_denied_that_is_told_elsewhere(room: str) -> None:
    found = (
        Finding("content.forms.instagram.photo.verdict", "not_distinguishable", "label"),
        Finding(f"content.{room}.verdict", "better", "label"),
    )
    made = client_of(Brief("Kohvik"), *found)
    assert "no form an advantage" not in text_of(style.write(made, Pen(made.words)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(style.write(made, Pen(Words(language)))).strip()
