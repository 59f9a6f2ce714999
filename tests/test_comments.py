"""Comments of known persons with their language, whatever engine holds them."""

import duckdb
import pandas as pd
import polars as pl
import pytest

from smmlab.comments import (
    comment_languages,
    person_languages,
    tell_languages,
    written_comments,
)
from smmlab.errors import DataError

ROWS = [
    ("a", "comment", 1, "Kas te olete avatud?", False),
    ("a", "reply", 2, "Где вы находитесь и когда это?", False),
    ("b", "comment", 3, "What do you think about this", False),
    (None, "comment", 4, "anonymous words", False),
    ("c", "reaction", 5, "👍", False),
    ("page", "reply", 6, "the page speaks", True),
    ("d", "comment", None, "🔥🔥", False),
    ("e", "comment", 8, "   ", False),
]
ACTS = (
    pd.DataFrame(ROWS, columns=["person", "kind", "at", "text", "by_page"])
    .assign(network="telegram")
    .astype({"at": "Int64"})
)


def test_only_words_of_known_people_remain() -> None:
    before = ACTS.copy(deep=True)
    said = written_comments(ACTS)
    assert said["person"].tolist() == ["a", "a", "b", "d"]
    assert said["language"].tolist() == ["et", "ru", "en", "other"]
    assert said["at"].isna().tolist() == [False, False, False, True]
    pd.testing.assert_frame_equal(ACTS, before)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine: str) -> None:
    native = pl.from_pandas(ACTS) if engine == "polars" else duckdb.from_df(ACTS)
    found = written_comments(native).sort_values(["person", "at"], ignore_index=True)
    wanted = written_comments(ACTS).sort_values(["person", "at"], ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted)


def test_a_language_told_once_is_not_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = pd.DataFrame({
        "network": "x", "person": ["a", None, "b", "us"],
        "kind": ["comment", "reply", "like", "reply"], "at": 5,
        "text": ["Kas te olete avatud?", "How are you all", "?", "Thank you"],
        "by_page": [False, False, False, True]}).astype({"at": "Int64"})  # fmt: skip
    known = comment_languages(acts)
    assert known == {"Kas te olete avatud?": "et", "How are you all": "en"}
    asked: list[str] = []

    def spy(texts: list[str]) -> list[str]:
        asked.extend(texts)
        return ["ru"] * len(texts)

    monkeypatch.setattr("smmlab.comments.detect_languages", spy)
    assert written_comments(acts, languages=known)["language"].tolist() == ["et"]
    assert asked == []
    assert tell_languages(["Hm", "How are you all"], known) == ["ru", "en"]
    assert asked == ["Hm"]


def test_nobody_wrote() -> None:
    said = written_comments(ACTS.head(0))
    assert list(said) == ["network", "person", "at", "text", "language"]
    assert person_languages(said).empty


def test_a_person_writes_most_in_one_language_of_each_network() -> None:
    said = pd.DataFrame(
        {"network": ["x", "x", "x", "y", "x"], "person": ["a", "a", "a", "a", "b"],
         "language": ["ru", "et", "ru", "en", "other"]}
    )  # fmt: skip
    found = person_languages(said).set_index(["network", "person"])["language"]
    assert found.to_dict() == {("x", "a"): "ru", ("x", "b"): "other", ("y", "a"): "en"}


def test_an_absent_column_is_named() -> None:
    with pytest.raises(DataError, match="text"):
        written_comments(ACTS.drop(columns="text"))
