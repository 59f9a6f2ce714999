"""labels.csv: kept one by one, read back, and refused with the line that is wrong."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import ProjectError
from smmlab.own_labels import (
    LABEL_TYPES,
    corrected_texts,
    hold_answers,
    keep_label,
    read_labels,
)


def test_nothing_kept_is_an_empty_table(tmp_path: Path) -> None:
    assert list(read_labels(tmp_path).columns) == ["network", "post_id", "types"]


def test_the_last_answer_about_a_post_holds(tmp_path: Path) -> None:
    keep_label(tmp_path, "telegram", "1", ["laugh"])
    keep_label(tmp_path, "x", "1", [])
    keep_label(tmp_path, "telegram", "1", ["laugh", "medal"])
    assert read_labels(tmp_path).to_numpy().tolist() == [
        ["x", "1", "none"], ["telegram", "1", "medal+laugh"],
    ]  # fmt: skip


def test_an_answer_taken_back_leaves_the_others(tmp_path: Path) -> None:
    keep_label(tmp_path, "telegram", "1", ["laugh"])
    keep_label(tmp_path, "x", "1", [])
    keep_label(tmp_path, "telegram", "1", None)
    assert read_labels(tmp_path).to_numpy().tolist() == [["x", "1", "none"]]
    # Nothing was said of this post.
    keep_label(tmp_path, "telegram", "2", None)
    keep_label(tmp_path, "x", "1", None)
    assert read_labels(tmp_path).empty


@given(
    st.text(alphabet='a"\n,=0;é', min_size=1, max_size=12).filter(lambda t: t.strip() == t != ""),
    st.sets(st.sampled_from(LABEL_TYPES), max_size=2),
)
def test_any_id_comes_back_as_it_was(tmp_path_factory, post_id, types) -> None:
    folder = tmp_path_factory.mktemp("client")
    keep_label(folder, "vkontakte", post_id, types)
    row = read_labels(folder).iloc[0]
    assert row["post_id"] == post_id
    assert set(row["types"].split("+")) == (types or {"none"})


@pytest.mark.parametrize(
    "line",
    ["myspace,1,laugh", "x,,laugh", "x,1,", "x,1,funny", "x,1,laugh+laugh", "x,1,none+laugh",
     "x,1,medal+laugh+provocation"],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "labels.csv").write_text(f"network,post_id,types\nx,9,none\n{line}\n", "utf-8")
    with pytest.raises(ProjectError, match=r"cannot be used: 3\."):
        read_labels(tmp_path)


def test_a_post_named_twice_or_a_wrong_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("network,post_id,types\nx,1,none\nx,1,laugh\n", "utf-8")
    with pytest.raises(ProjectError, match="2, 3"):
        read_labels(tmp_path)
    path.write_text("network,post,types\n", "utf-8")
    with pytest.raises(ProjectError, match="network, post_id, types"):
        read_labels(tmp_path)


def test_three_types_or_an_unknown_one_are_not_kept(tmp_path: Path) -> None:
    for types in (["laugh", "medal", "provocation"], ["fun"]):
        with pytest.raises(ProjectError, match="at most two"):
            keep_label(tmp_path, "x", "1", types)
    assert not (tmp_path / "labels.csv").exists()


def test_texts_of_answered_posts_are_found_and_missing_posts_teach_nothing() -> None:
    posts = pd.DataFrame(
        {"network": ["x", "x", "vk"], "post_id": ["1", "2", "1"], "text": ["a", None, "b"]}
    )
    answers = [("vk", "1", "laugh"), ("x", "1", "none"), ("x", "2", "medal"), ("x", "9", "medal")]
    labels = pd.DataFrame(answers, columns=["network", "post_id", "types"])
    found = corrected_texts(posts, labels)
    assert found is not None
    assert found.to_numpy().tolist() == [["b", "laugh"], ["a", "none"]]
    assert corrected_texts(posts, labels.tail(2)) is None


def test_answers_hold_for_the_very_same_texts_only() -> None:
    said = pd.DataFrame(
        {"type": ["none", "medal", "medal"], "also": [None, None, "laugh"], "status": "unsure"},
        index=[7, 3, 5],
    )
    texts = ["One\n two", "one two", "three"]
    corrected = pd.DataFrame(
        {"text": ["One two", "three", "One  two"], "types": ["medal", "none", "provocation+laugh"]}
    )
    held = hold_answers(said, texts, corrected)
    assert held.index.tolist() == [7, 3, 5]
    assert held["type"].tolist() == ["provocation", "medal", "none"]
    assert held["also"].isna().tolist() == [False, True, True]
    assert held["also"].iloc[0] == "laugh"
    assert held["status"].tolist() == ["sure", "unsure", "sure"]
    assert held["by"].tolist() == ["person", "model", "person"]
    assert said["status"].tolist() == ["unsure"] * 3
    assert hold_answers(said, texts, None)["by"].tolist() == ["model"] * 3
    assert hold_answers(said[:0], [], corrected).empty
