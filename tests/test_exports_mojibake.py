"""Meta's archives write the bytes of UTF-8 as letters: undone in texts and in names of fields."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports.meta.mojibake import repair_json, repair_text

LETTERS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | LETTERS,
    lambda inner: st.lists(inner) | st.dictionaries(LETTERS, inner),
    max_leaves=12,
)


def mangled(value: Any) -> Any:
    """Write a value as Meta does."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [mangled(one) for one in value]
    if isinstance(value, dict):
        return {mangled(key): mangled(one) for key, one in value.items()}
    return value


@given(LETTERS)
def test_every_text_comes_back_as_it_was_written(text: str) -> None:
    assert repair_text(mangled(text)) == text


@given(VALUES)
def test_every_export_comes_back_with_its_names(value: Any) -> None:
    written = json.loads(json.dumps(mangled(value), ensure_ascii=True))
    assert repair_json(written) == value


@given(st.text(st.characters(min_codepoint=0x100, exclude_categories=["Cs"]), min_size=1))
def test_letters_beyond_latin_are_never_touched(text: str) -> None:
    assert repair_text(text) == text
    assert repair_text(f"{text} Ã¤") == f"{text} Ã¤"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("K\u00c3\u00bclm jook \u00e2\u0098\u0095", "Külm jook ☕"),
        ("\u00d0\u009a\u00d0\u00be\u00d1\u0084\u00d0\u00b5", "Кофе"),
        ("\u00f0\u009f\u00a5\u0090\u00e2\u0080\u008d", "🥐\u200d"),
        ("plain", "plain"),
        ("", ""),
        ("Külm jook", "Külm jook"),
        ("Naïve café", "Naïve café"),
        ("Кофе", "Кофе"),
        ("🥐", "🥐"),
        # Cut within a letter: nothing is guessed.
        ("K\u00c3\u00bclm \u00f0\u009f", "K\u00c3\u00bclm \u00f0\u009f"),
        # One part written rightly: the whole stays, so that no part is lost.
        ("Кофе K\u00c3\u00bclm", "Кофе K\u00c3\u00bclm"),
        # Longer than needs be, or half of a pair: no UTF-8.
        ("\u00c0\u00af", "\u00c0\u00af"),
        ("\u00ed\u00a0\u0080", "\u00ed\u00a0\u0080"),
        ("\ud83e x \u00c3\u00bc", "\ud83e x \u00c3\u00bc"),
    ],
)
def test_only_what_is_surely_mangled_is_repaired(said: str, text: str) -> None:
    assert repair_text(said) == text


def test_a_repaired_text_stays_when_repaired_again() -> None:
    once = repair_text("K\u00c3\u00bclm \u00e2\u0098\u0095")
    assert repair_text(once) == once


def test_names_of_fields_are_repaired_and_none_is_lost() -> None:
    said = {"Impress\u00c3\u00b5es": {"value": "1\u00c2\u00a0204"}, "n": [1, 2.5, None, True]}
    assert repair_json(said) == {"Impressões": {"value": "1\u00a0204"}, "n": [1, 2.5, None, True]}
    both = {"\u00c3\u00bc": "\u00c3\u00bc", "ü": 2}
    assert repair_json(both) == {"\u00c3\u00bc": "ü", "ü": 2}


def test_absurd_depth_is_refused_in_words() -> None:
    deep: Any = "x"
    for _ in range(20_000):
        deep = [deep]
    with pytest.raises(ExportError, match="nested too deeply"):
        repair_json(deep)
