"""A share of negative comments is told only from what a person read; its interval holds."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.dialogue.negative_share import (
    NegativeShare,
    correct_share,
    negative_share_findings,
    sample_comments,
)
from smmlab.errors import DataError, ProjectError
from smmlab.own_mood_labels import keep_mood_labels, read_mood_labels

KEY = ["network", "interaction_id", "text_hash"]


def scored(marked: int, unmarked: int, unread: int = 0) -> pd.DataFrame:
    n = marked + unmarked + unread
    flags = [True] * marked + [False] * unmarked + [pd.NA] * unread
    return pd.DataFrame(
        {
            "network": "telegram", "interaction_id": [str(i) for i in range(n)],
            "text": [f"comment {i}" for i in range(n)],
            "negative": pd.array(flags, dtype="boolean"),
        }
    )  # fmt: skip


def judged(sample: pd.DataFrame, marked: int, unmarked: int) -> pd.DataFrame:
    """Answer: the first so many of either part are negative."""
    place = sample.groupby("stratum").cumcount()
    limit = sample["stratum"].map({"marked": marked, "unmarked": unmarked})
    return sample.assign(label=np.where(place < limit, "negative", "other"))


def test_a_third_is_drawn_from_the_marked_and_each_stands_for_its_part() -> None:
    drawn = sample_comments(scored(100, 850, 50))
    assert drawn["stratum"].value_counts().to_dict() == {"unmarked": 40, "marked": 20}
    assert drawn.groupby("stratum")["weight"].first().to_dict() == {
        "marked": 5.0, "unmarked": 900 / 40,
    }  # fmt: skip
    assert drawn["weight"].sum() == pytest.approx(1000)
    assert not drawn.duplicated(KEY).any()
    assert set(drawn.loc[drawn["stratum"] == "marked", "interaction_id"].astype(int)) < set(
        range(100)
    )
    # The parts stand mixed, so that nobody can tell them by their place.
    assert drawn["stratum"].head(20).nunique() == 2


@pytest.mark.parametrize(
    ("marked", "unmarked", "expected"),
    [(5, 500, (5, 55)), (500, 5, (55, 5)), (0, 500, (0, 60)), (10, 10, (10, 10)), (0, 0, (0, 0))],
)
def test_small_parts_are_taken_whole(marked: int, unmarked: int, expected: tuple[int, int]) -> None:
    strata = sample_comments(scored(marked, unmarked))["stratum"]
    assert ((strata == "marked").sum(), (strata == "unmarked").sum()) == expected


def test_new_comments_change_the_draw_little_and_order_not_at_all() -> None:
    rows = scored(100, 900)
    first = sample_comments(rows)
    pd.testing.assert_frame_equal(first, sample_comments(rows.sample(frac=1, random_state=1)))
    more = pd.concat([rows, scored(0, 90).assign(network="vkontakte")])
    assert len(sample_comments(more).merge(first, on=KEY)) >= 50
    assert len(sample_comments(rows, seed=1).merge(first, on=KEY)) < 20


def test_the_share_weighs_the_parts_by_their_size() -> None:
    rows = scored(100, 900)
    answers = judged(sample_comments(rows), marked=16, unmarked=4)
    found = correct_share(rows, answers)
    # 16 of 20 among a hundred marked, 4 of 40 among nine hundred others.
    assert found.share == pytest.approx((100 * 16 / 20 + 900 * 4 / 40) / 1000)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.share < found.high
    assert (found.precision, found.missed) == ((16, 20), (4, 40))
    assert (found.asked, found.judged, found.unsure) == (60, 60, 0)
    findings = {f.key: f for f in negative_share_findings(found, sources=())}
    assert findings["dialogue.negativity.share"].status == "estimated"
    assert findings["dialogue.negativity.precision"].value == pytest.approx(0.8)
    assert findings["dialogue.negativity.missed"].value == pytest.approx(0.1)


def test_when_everything_was_read_nothing_is_uncertain() -> None:
    rows = scored(15, 30)
    found = correct_share(rows, judged(sample_comments(rows), marked=12, unmarked=3))
    assert found.share == found.low == found.high == pytest.approx(15 / 45)


def test_too_few_answers_tell_no_share() -> None:
    rows = scored(100, 900)
    answers = judged(sample_comments(rows), 16, 4)
    for some in (
        answers.head(0), answers.head(20), answers[answers["stratum"] == "unmarked"],
        answers.assign(label="unsure"), answers.assign(text_hash="h0"),
    ):  # fmt: skip
        found = correct_share(rows, some)
        assert found.share is None
        (finding,) = negative_share_findings(found, sources=())
        assert finding.status == "unknown"
    assert correct_share(rows, answers.assign(label="unsure")).unsure == 60
    nothing = correct_share(scored(0, 0), answers)
    assert nothing == NegativeShare(0, 0, 0, 0, 0, (0, 0), (0, 0))


def test_answers_outside_the_draw_do_not_count() -> None:
    rows = scored(100, 900)
    drawn = sample_comments(rows)
    answers = judged(drawn, 16, 4)
    others = sample_comments(rows, size=400)
    chosen = others.merge(drawn[KEY], on=KEY, how="left", indicator=True)
    extra = chosen[chosen["_merge"] == "left_only"].assign(label="negative")
    both = pd.concat([answers, extra[[*KEY, "label"]]])
    assert correct_share(rows, both) == correct_share(rows, answers)


def test_the_interval_covers_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smmlab.dialogue.negative_share._DRAWS", 2000)
    rng = np.random.default_rng(7)
    hits, tries = 0, 90
    rows = scored(120, 880)
    drawn = sample_comments(rows)
    for number in range(tries):
        precision, missed = ((0.7, 0.05), (0.9, 0.1), (0.5, 0.2))[number % 3]
        chance = np.where(rows["negative"].astype(bool), precision, missed)
        truly = pd.Series(rng.random(1000) < chance, index=rows["interaction_id"])
        labels = np.where(truly[drawn["interaction_id"]], "negative", "other")
        found = correct_share(rows, drawn.assign(label=labels))
        hits += (found.low or 0) <= truly.mean() <= (found.high or 1)
    # At a true 95 %, fewer than 80 of 90 come once in a hundred and fifty times.
    assert hits >= 80


@settings(max_examples=15, deadline=None)
@given(marked=st.integers(0, 20), unmarked=st.integers(0, 40))
def test_the_interval_holds_the_share(marked: int, unmarked: int) -> None:
    rows = scored(60, 400)
    found = correct_share(rows, judged(sample_comments(rows), marked, unmarked))
    assert found.share is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_missing_columns_are_named() -> None:
    with pytest.raises(DataError, match="negative"):
        sample_comments(scored(1, 1).drop(columns="negative"))
    with pytest.raises(DataError, match="label"):
        correct_share(scored(1, 1), pd.DataFrame(columns=KEY))


def test_answers_are_kept_replaced_and_taken_back(tmp_path: Path) -> None:
    rows = sample_comments(scored(3, 3))
    keep_mood_labels(tmp_path, rows.assign(label="negative"))
    kept = read_mood_labels(tmp_path)
    assert kept["label"].tolist() == ["negative"] * 6
    assert "comment" not in (tmp_path / "mood_labels.csv").read_text(encoding="utf-8")
    first = rows.head(2).assign(label=["other", None])
    keep_mood_labels(tmp_path, first)
    assert read_mood_labels(tmp_path)["label"].value_counts().to_dict() == {
        "negative": 4, "other": 1,
    }  # fmt: skip
    with pytest.raises(ProjectError, match="angry"):
        keep_mood_labels(tmp_path, rows.assign(label="angry"))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("network,label\nx,negative\n", "header"),
        ("network,interaction_id,text_hash,label\nx,1,h,angry\n", "2"),
        ("network,interaction_id,text_hash,label\nx,1,h,other\nx,1,h,other\n", "2, 3"),
        ("network,interaction_id,text_hash,label\nx,,h,other\n", "2"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(content: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "mood_labels.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ProjectError, match=named):
        read_mood_labels(tmp_path)
