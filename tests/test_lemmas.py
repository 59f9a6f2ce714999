"""A word has one base form, wherever its dictionary was unpacked, or was not."""

from pathlib import Path

import platformdirs
import pytest
import simplemma

from smmlab import lemmas
from smmlab.lemmas import lemma

WORDS = {
    "en": ["rolls", "bought", "Tallinn", "cafés", "don't", "qwzx"],
    "et": ["hindadega", "lastega", "Tallinnas", "sõbralikumad", "qwzx"],
    "ru": ["доставкой", "детей", "Москве", "вкуснее", "ещё", "qwzx"],
}


@pytest.fixture
def cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name, appauthor: str(tmp_path))
    return tmp_path


def answers() -> dict[str, list[str]]:
    return {code: [lemma(word, code) for word in words] for code, words in WORDS.items()}


EXPECTED = {
    code: [simplemma.lemmatize(word, lang=code) for word in words] for code, words in WORDS.items()
}


@pytest.mark.parametrize("code", WORDS)
def test_the_answers_are_those_of_the_dictionary(code: str) -> None:
    assert [lemma(word, code) for word in WORDS[code]] == EXPECTED[code]


def test_a_dictionary_is_unpacked_once(cache_folder: Path) -> None:
    assert lemma("bought", "en") == "buy"
    (unpacked,) = cache_folder.rglob("en.dic")
    before = unpacked.stat().st_mtime_ns
    lemmas._lemmatizer.cache_clear()
    assert lemma("rolls", "en") == "roll"
    assert unpacked.stat().st_mtime_ns == before


def test_a_spoiled_dictionary_is_unpacked_again(cache_folder: Path) -> None:
    lemma("bought", "en")
    (unpacked,) = cache_folder.rglob("en.dic")
    unpacked.write_bytes(unpacked.read_bytes()[:1000])
    lemmas._lemmatizer.cache_clear()
    assert lemma("bought", "en") == "buy"


def test_without_a_folder_to_write_in_words_are_still_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(
        platformdirs, "user_cache_dir", lambda name, appauthor: str(tmp_path / "file")
    )
    assert lemma("bought", "en") == "buy"
