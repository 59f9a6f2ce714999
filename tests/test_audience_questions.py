"""Shares of questions and needs: counted by people, nobody quoted, few people never shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.asking import TOPICS
from smmlab.audience.questions import find_questions, group_needs, need_findings, read_asking
from smmlab.errors import DataError
from smmlab.intervals import wilson_interval


def comments(*groups: tuple[str, int], language: str = "en", at: int = 5) -> pd.DataFrame:
    """Give each of so many people one comment of a text."""
    rows = [(f"{language}{text}{n}", text) for text, people in groups for n in range(people)]
    frame = pd.DataFrame(rows, columns=["person", "text"])
    return frame.assign(network="x", language=language, at=pd.array([at] * len(rows), "Int64"))


ASKED = comments(("How much is it?", 20), ("Where are you?", 12), ("Do you deliver?", 9),
                 ("So nice", 59))  # fmt: skip


def test_needs_are_counted_by_people() -> None:
    loud = pd.concat([ASKED, *[ASKED.head(1)] * 30])
    needs = group_needs(read_asking(loud))
    assert needs["topic"].tolist() == ["price", "place"]
    assert needs["people"].tolist() == [20, 12]
    assert needs["comments"].tolist() == [50, 12]
    assert needs["asking"].tolist() == [20, 12]
    assert needs["share"].tolist() == [0.2, 0.12]
    low, high = wilson_interval([20, 12], [100, 100])
    assert needs["share_low"].tolist() == pytest.approx(low.tolist())
    assert needs["share_high"].tolist() == pytest.approx(high.tolist())


def test_keywords_are_words_of_at_least_ten_people_and_no_quotation() -> None:
    asked = comments(
        ("What does the walnut cake cost?", 15), ("What does the lemon cake cost?", 9),
        ("So nice cake", 60), ("Wonderful weather", 30),
    )  # fmt: skip
    needs = group_needs(read_asking(asked))
    keywords = needs.loc[needs["topic"] == "price", "keywords"].iloc[0].split(", ")
    assert set(keywords) == {"cost", "walnut"}


def test_typical_words_are_divided_by_language() -> None:
    english = comments(("What does the walnut cake cost?", 20), ("So nice cake", 60))
    russian = comments(("Сколько стоит торт?", 15), ("Красивая погода", 30), language="ru")
    needs = group_needs(read_asking(pd.concat([english, russian])))
    told = needs.loc[needs["topic"] == "price", "keywords"].iloc[0].split("; ")
    assert len(told) == 2
    assert [any("а" <= letter <= "я" for letter in part) for part in told].count(True) == 1


def test_too_few_people_give_nothing() -> None:
    few = read_asking(comments(("How much is it?", 9), ("So nice", 80)))
    assert group_needs(few).empty
    assert find_questions(few).empty
    # All but a few ask: those who do not could be found.
    most = read_asking(comments(("How much is it?", 80), ("So nice", 9)))
    assert group_needs(most).empty
    assert find_questions(most).empty
    found = need_findings(find_questions(few), group_needs(few), sources=())
    assert [finding.status for finding in found] == ["unknown", "unknown"]


def test_questions_are_shares_of_comments_with_people_as_clusters() -> None:
    asked = read_asking(pd.concat([ASKED, ASKED.head(20)]))
    row = find_questions(asked).iloc[0]
    assert (row["comments"], row["questions"], row["people"], row["writers"]) == (120, 61, 41, 100)
    assert row["share"] == pytest.approx(61 / 120)
    low, high = wilson_interval([61], [120])
    # Twenty people wrote twice the same: less is known than of 120 people.
    assert row["share_low"] < low[0]
    assert row["share_high"] > high[0]


def test_a_language_that_could_be_found_by_subtraction_is_left_out() -> None:
    asked = read_asking(
        pd.concat([ASKED, comments(("Kui palju maksab?", 30), ("Nii ilus", 30), language="et"),
                   comments(("Сколько стоит?", 4), ("Красота", 30), language="ru")])
    )  # fmt: skip
    found = find_questions(asked).set_index("language")
    assert "all" in found.index
    # The four who asked in Russian, and one other language with them.
    assert "ru" not in found.index
    assert len(found) == 2
    assert (found["people"] >= 10).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 25), min_size=4, max_size=4))
def test_no_shown_number_points_at_a_few(sizes: list[int]) -> None:
    texts = ("How much is it?", "Tell me the price please", "Where are you?", "So nice")
    asked = read_asking(comments(*zip(texts, sizes, strict=True)))
    needs, questions = group_needs(asked), find_questions(asked)
    for table in (needs, questions):
        rest = table["writers"] - table["people"]
        assert ((table["people"] == 0) | (table["people"] >= 10)).all()
        assert ((rest == 0) | (rest >= 10)).all()
    asking = needs["asking"].dropna()
    silent = (needs["people"] - needs["asking"]).dropna()
    assert (asking >= 10).all()
    assert ((silent == 0) | (silent >= 10)).all()


def halves(seed: int, first: float, later: float, people: int = 300) -> pd.DataFrame:
    """Let the same people write in both halves, the same ones asking more than others."""
    rng = np.random.default_rng(seed)
    bent = rng.random(people)
    parts = []
    for at, share in ((10, first), (20, later)):
        asks = 0.5 * (bent < share) + 0.5 * (rng.random(people) < share) > rng.random(people)
        text = np.where(asks, "How much is it?", "So nice")
        parts.append(pd.DataFrame({"person": [f"p{n}" for n in range(people)], "text": text})
                     .assign(at=at))  # fmt: skip
    both = pd.concat(parts).assign(network="x", language="en")
    return both.astype({"at": "Int64"})


def test_the_change_is_that_of_the_two_halves() -> None:
    both = halves(1, 0.2, 0.5)
    row = group_needs(read_asking(both)).iloc[0]
    named = both["text"].str.contains("much")
    shares = [named[both["at"] == at].mean() for at in (10, 20)]
    assert row["change"] == pytest.approx(shares[1] - shares[0])
    assert 0 < row["change_low"] < row["change"] < row["change_high"]
    # By hand for people who all wrote in both halves: a paired difference.
    pairs = named.to_numpy(dtype=float).reshape(2, -1)
    error = (pairs[1] - pairs[0]).std(ddof=1) / np.sqrt(pairs.shape[1])
    assert row["change_high"] - row["change"] == pytest.approx(1.959964 * error)


def test_the_interval_of_the_change_covers_no_change_as_often_as_promised() -> None:
    covered = 0
    for seed in range(60):
        row = group_needs(read_asking(halves(seed, 0.3, 0.3, people=120))).iloc[0]
        covered += row["change_low"] <= 0 <= row["change_high"]
    assert covered >= 53


def test_without_times_there_is_no_change() -> None:
    asked = read_asking(ASKED.assign(at=pd.array([None] * len(ASKED), "Int64")))
    assert group_needs(asked)["change"].isna().all()


def test_findings_hold_the_numbers_of_the_tables() -> None:
    asked = read_asking(halves(1, 0.2, 0.5))
    questions, needs = find_questions(asked), group_needs(asked)
    found = {f.key: f for f in need_findings(questions, needs, sources=())}
    assert set(found) >= {"audience.questions.share", "audience.need.price.share",
                          "audience.need.price.change"}  # fmt: skip
    share = found["audience.need.price.share"]
    assert share.numerator == needs["people"].iloc[0]
    assert share.status == "estimated"
    assert found["audience.questions.share"].value == questions["share"].iloc[0]
    texts = {str(f.value) for f in found.values()}
    assert not texts & set(asked["text"])


def test_inputs_stay_and_columns_are_checked() -> None:
    before = ASKED.copy(deep=True)
    asked = read_asking(ASKED)
    pd.testing.assert_frame_equal(ASKED, before)
    assert asked[list(TOPICS)].dtypes.eq(bool).all()
    with pytest.raises(DataError, match="asks"):
        find_questions(ASKED)
    with pytest.raises(DataError, match="price"):
        group_needs(asked.drop(columns="price"))
