"""Words that set groups apart: the formula by hand, chance kept out, a few people never shown."""

import math

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.words import distinctive_words, log_odds, weigh_words, word_findings
from smmlab.errors import DataError


def by_hand(y: float, n: float, y_else: float, n_else: float, prior: float) -> tuple[float, float]:
    """Return equations 16 and 20 of Monroe, Colaresi and Quinn (2008), term by term."""
    alpha0 = prior * (n + n_else)
    alpha = alpha0 * (y + y_else) / (n + n_else)
    here = (y + alpha) / (n + alpha0 - y - alpha)
    there = (y_else + alpha) / (n_else + alpha0 - y_else - alpha)
    delta = math.log(here) - math.log(there)
    return delta, math.sqrt(1 / (y + alpha) + 1 / (y_else + alpha))


@pytest.mark.parametrize("counts", [(30, 400, 12, 900), (10, 50, 10, 50), (0, 80, 25, 90)])
@pytest.mark.parametrize("prior", [0.01, 0.1, 1.0])
def test_log_odds_are_those_of_the_paper(counts: tuple[int, ...], prior: float) -> None:
    odds, error = log_odds(*([count] for count in counts), prior=prior)
    assert (odds[0], error[0]) == pytest.approx(by_hand(*counts, prior))


def test_the_table_of_counts_is_weighed_by_the_same_formula() -> None:
    counts = pd.DataFrame(
        [("a", "word", "tea", 40), ("a", "word", "cake", 15), ("b", "word", "tea", 12),
         ("b", "word", "cake", 33), ("a", "phrase", "hot tea", 20), ("b", "phrase", "hot tea", 11),
         ("a", "emoji", "☕", 3),
         ("a", "word", "rare", 4), ("b", "word", "rare", 3)],
        columns=["group", "kind", "term", "people"],
    ).assign(language="en")  # fmt: skip
    found = weigh_words(counts, least=10, prior=0.2, confidence=0.9)
    assert "rare" not in set(found["term"])
    row = found[(found["group"] == "a") & (found["term"] == "tea")].iloc[0]
    # Phrases are no part of the words; rare words and emoji are.
    delta, error = by_hand(40, 62, 12, 48, 0.2)
    assert row["log_odds"] == pytest.approx(delta)
    assert row["z"] == pytest.approx(delta / error)
    assert row["log_odds_high"] == pytest.approx(delta + 1.6448536 * error)
    assert found["adjusted_p"].between(0, 1).all()
    # One phrase alone has nothing to be set against.
    assert "hot tea" not in set(found["term"])


def test_fewer_than_ten_of_the_others_count_as_ten() -> None:
    def tea(elsewhere: int) -> float:
        counts = pd.DataFrame(
            {"group": ["a", "a", "b", "b"], "language": "en", "kind": "word",
             "term": ["tea", "cake"] * 2, "people": [50, 50, elsewhere, 60]}
        )  # fmt: skip
        found = weigh_words(counts, least=10, prior=0.1, confidence=0.95)
        return float(found.loc[(found["group"] == "a") & (found["term"] == "tea"), "z"].iloc[0])

    # Nobody can work back from the result to a number below ten.
    assert tea(1) == pytest.approx(tea(9), rel=0.02)
    assert tea(9) > tea(20)


def test_a_term_nobody_of_a_group_used_is_judged_as_well() -> None:
    counts = pd.DataFrame(
        {"group": ["a", "b", "b"], "language": "en", "kind": "word",
         "term": ["tea", "tea", "cake"], "people": [30, 30, 30]}
    )  # fmt: skip
    found = weigh_words(counts, least=10, prior=0.1, confidence=0.95)
    assert len(found) == 4
    none = found[(found["group"] == "a") & (found["term"] == "cake")].iloc[0]
    assert none["people"] == 0
    assert none["z"] < 0


def crowd(seed: int, *, planted: bool, people: int = 400) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    vocabulary = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    weights = 1 / np.arange(1, 61)
    texts = [" ".join(rng.choice(vocabulary, 8, p=weights / weights.sum())) for _ in range(people)]
    group = np.array(["new", "core"])[rng.integers(0, 2, people)]
    if planted:
        uses = rng.random(people) < np.where(group == "core", 0.3, 0.05)
        texts = [f"{text} zebra" if use else text for text, use in zip(texts, uses, strict=True)]
    names = [f"p{n}" for n in range(people)]
    said = pd.DataFrame({"network": "x", "person": names, "language": "en", "text": texts})
    return said, said[["network", "person"]].assign(segment=group)


def test_a_planted_word_is_found_with_its_numbers() -> None:
    said, members = crowd(1, planted=True)
    words = distinctive_words(said, members)
    assert words["term"].tolist() == ["zebra"]
    row = words.iloc[0]
    both = said.merge(members)
    core = both[both["segment"] == "core"]
    assert row["group"] == "core"
    assert row["people"] == core["text"].str.contains("zebra").sum()
    assert row["group_people"] == len(core)
    assert row["share_low"] < row["share"] == row["people"] / len(core) < row["share_high"]
    assert row["log_odds_low"] > 0


def test_groups_that_differ_by_chance_have_no_words() -> None:
    found = [len(distinctive_words(*crowd(seed, planted=False))) for seed in range(40)]
    assert sum(count > 0 for count in found) <= 3


def test_one_loud_person_makes_no_word() -> None:
    said, members = crowd(1, planted=False)
    loud = said.head(1).assign(text="zebra")
    words = distinctive_words(pd.concat([said, *[loud] * 500]), members)
    assert words.empty


def test_who_writes_more_has_no_words_by_that() -> None:
    # Everybody draws from the same words; one group writes thirty comments each, the other one.
    rng = np.random.default_rng(5)
    terms = np.array([f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)])
    odds = 1 / np.arange(1, 301)
    people = np.repeat(np.arange(600), np.where(np.arange(600) < 150, 30, 1))
    drawn = rng.choice(terms, (len(people), 6), p=odds / odds.sum())
    said = pd.DataFrame(
        {"network": "x", "person": [f"p{n}" for n in people], "language": "en",
         "text": [" ".join(row) for row in drawn]}
    )  # fmt: skip
    members = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(600)]})
    members["segment"] = np.where(members.index < 150, "core", "new")
    assert distinctive_words(said, members).empty
    # A word that the core uses in every third comment stays its word.
    is_core = people < 150
    marked = said.assign(text=said["text"].where(~is_core | (rng.random(len(said)) > 0.3),
                                                 said["text"] + " zebra"))  # fmt: skip
    assert distinctive_words(marked, members)["term"].tolist() == ["zebra"]


def test_nine_people_are_never_shown() -> None:
    said, members = crowd(1, planted=False)
    core = members.loc[members["segment"] == "core", "person"]
    for users, shown in ((9, False), (60, True)):
        chosen = said["person"].isin(core.head(users))
        marked = said.assign(text=said["text"].where(~chosen, said["text"] + " zebra"))
        found = distinctive_words(marked, members, least_people=1)
        assert ("zebra" in set(found["term"])) == shown


def test_languages_are_compared_within_themselves() -> None:
    said, members = crowd(2, planted=False)
    # Everyone of one group writes in another language: that is no difference in words.
    core = said["person"].isin(members.loc[members["segment"] == "core", "person"])
    apart = said.assign(language=np.where(core, "en", "et"))
    assert distinctive_words(apart, members).empty


def test_too_few_people_or_one_group_give_nothing() -> None:
    said, members = crowd(3, planted=True)
    assert distinctive_words(said, members.assign(segment="core")).empty
    assert distinctive_words(said.head(15), members).empty
    few = members.assign(segment=["a"] * 9 + ["b"] * 391)
    assert distinctive_words(said, few).empty


def test_a_word_of_a_shown_phrase_is_not_shown_twice() -> None:
    said = pd.DataFrame(
        {"network": "x", "person": [f"p{n}" for n in range(120)], "language": "en",
         "text": ["gift card"] * 40 + ["gift"] * 20 + ["nice tea"] * 60}
    )  # fmt: skip
    members = said[["network", "person"]].assign(segment=["new"] * 60 + ["core"] * 60)
    words = distinctive_words(said, members)
    # Everybody who said card said gift card; many said gift alone.
    assert set(words.loc[words["group"] == "new", "term"]) == {"gift", "gift card"}
    assert words.loc[words["group"] == "core", "term"].tolist() == ["nice tea"]


def test_inputs_stay_and_results_do_not_depend_on_order() -> None:
    said, members = crowd(1, planted=True)
    before = said.copy(deep=True), members.copy(deep=True)
    words = distinctive_words(said, members)
    pd.testing.assert_frame_equal(said, before[0])
    pd.testing.assert_frame_equal(members, before[1])
    shuffled = distinctive_words(said.sample(frac=1, random_state=1), members.iloc[::-1])
    pd.testing.assert_frame_equal(words, shuffled)


def test_findings_name_words_and_a_share() -> None:
    said, members = crowd(1, planted=True)
    words = distinctive_words(said, members.replace({"core": "a.b"}))
    named, share = word_findings(words, sources=())
    assert named.key == "audience.words.a\u2024b.en"
    assert named.value == "zebra"
    assert share.numerator == words["people"].iloc[0]
    assert share.low is not None
    assert share.value is not None
    assert share.low < share.value


def test_an_absent_column_is_named() -> None:
    said, members = crowd(1, planted=False)
    with pytest.raises(DataError, match="segment"):
        distinctive_words(said, members.drop(columns="segment"))
