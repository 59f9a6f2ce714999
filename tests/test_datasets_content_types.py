"""The corpus of posts: whole, labelled by the guide, without near-duplicates, as its card says."""

import csv
import io
import json
import re
from collections import Counter
from importlib.resources import files

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from smmlab.agreement import krippendorff_alpha
from smmlab.content.scoring import TYPES
from smmlab.content.traits import MARKS, TONES

FOLDER = files("smmlab.datasets") / "content-types"
LANGUAGES = {"en": "English", "et": "Estonian", "ru": "Russian"}
LETTERS = {"en": "a-z", "et": "a-zõäöüšž", "ru": "а-яё"}


def posts_of(language: str) -> list[dict[str, object]]:
    text = (FOLDER / f"posts-{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_post_is_labelled_with_what_the_guide_knows(language):
    posts = posts_of(language)
    assert len(posts) >= 800
    assert len({post["id"] for post in posts}) == len(posts)
    for post in posts:
        assert set(post) == {
            "id", "language", "business", "kind", "types", "tone", "marks", "text",
        }  # fmt: skip
        assert post["language"] == language
        assert set(post["types"]) <= set(TYPES)
        assert len(post["types"]) <= 2
        assert post["tone"] in TONES
        assert set(post["marks"]) <= set(MARKS)
        assert post["text"] == post["text"].strip() != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_and_many_businesses_are_there(language):
    posts = posts_of(language)
    counted = Counter(kind for post in posts for kind in post["types"] or ["none"])
    assert min(counted[kind] for kind in (*TYPES, "none")) >= 120
    assert len({post["business"] for post in posts}) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_post_is_nearly_another(language):
    plain = [re.sub(r"\W+", " ", str(post["text"]).casefold()) for post in posts_of(language)]
    count = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True, dtype=np.int64)
    groups = count.fit_transform(plain)
    shared = (groups @ groups.T).toarray()
    sizes = groups.getnnz(axis=1)
    alike = shared / np.maximum(sizes[:, None] + sizes - shared, 1)
    np.fill_diagonal(alike, 0)
    assert alike.max() <= 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_posts_are_in_their_language(language):
    letters = re.compile(f"[{LETTERS[language]}]")
    for post in posts_of(language):
        words = re.findall(r"[^\W\d_]", str(post["text"]).casefold())
        share = sum(bool(letters.match(letter)) for letter in words) / max(len(words), 1)
        assert share > 0.7 or len(words) < 12, post["id"]


def test_the_card_counts_the_posts():
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    for language, name in LANGUAGES.items():
        posts = posts_of(language)
        counted = Counter(kind for post in posts for kind in post["types"] or ["none"])
        cells = [
            len(posts), len({post["business"] for post in posts}),
            *(counted[kind] for kind in (*TYPES, "none")),
            sum(len(post["types"]) == 2 for post in posts),
        ]  # fmt: skip
        assert f"| {name} | " + " | ".join(map(str, cells)) + " |" in card


def test_two_labellers_agree_as_the_card_says():
    content = (FOLDER / "second-pass.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(content)))
    known = {post["id"] for language in LANGUAGES for post in posts_of(language)}
    assert len(rows) == 300
    assert {row["id"] for row in rows} <= known
    assert Counter(row["id"][:2] for row in rows) == dict.fromkeys(LANGUAGES, 100)
    units = [row["id"] for row in rows] * 2
    answers = [row["first"] for row in rows] + [row["second"] for row in rows]
    assert krippendorff_alpha(units, answers, level="nominal") == pytest.approx(0.97, abs=0.005)
    for kind, said in (("provocation", 0.98), ("instruction", 0.99), ("medal", 0.99),
                       ("laugh", 0.97), ("none", 0.98)):  # fmt: skip
        named = [kind in answer.split("+") for answer in answers]
        assert krippendorff_alpha(units, named, level="nominal") == pytest.approx(said, abs=0.0051)


def test_labels_of_real_posts_are_what_the_card_says() -> None:
    text = (FOLDER / "real-labels.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    for language, source in (("en", "English headlines"), ("ru", "Russian posts")):
        assert f"{sum(row['language'] == language for row in rows):,} {source}" in card
    assert f"(types of {len(rows):,}" in card
    assert f"({sum(row['use'] == 'measure' for row in rows)}, drawn" in card
    assert {row["use"] for row in rows} == {"learn", "measure"}
    names = [row["sha256"] for row in rows]
    assert names == sorted(set(names))
    assert all(re.fullmatch("[0-9a-f]{64}", name) for name in names)
    for row in rows:
        kinds = row["types"].split("+")
        assert kinds == ["none"] or kinds == [kind for kind in TYPES if kind in kinds]
        assert len(kinds) <= 2
