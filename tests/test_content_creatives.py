"""The checklist of an advertisement, with the marks of the model given by hand."""

import pandas as pd
import pytest

from smmlab.content import creatives
from smmlab.content.creatives import check_creatives, promising_posts
from smmlab.schema import conform

MARKS = ("face", "entertains", "invites_talk", "sells", "calls_to_act")


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a mark be likely when its name stands in the text, and let "silent" say nothing."""

    def read(texts: pd.Series) -> pd.DataFrame:
        found = {}
        for name in MARKS:
            likely = texts.map(
                lambda text, name=name: None if not text else 0.5 if "silent" in text
                else 0.9 if name in text else 0.1
            ).astype("float64")  # fmt: skip
            found[f"p_{name}"] = likely
            found[name] = likely.ge(0.5).astype("boolean").mask(likely.isna())
        return pd.DataFrame(found)

    monkeypatch.setattr(creatives, "read_traits", read)


@pytest.mark.usefixtures("marked")
def test_each_check_looks_at_its_own_mark() -> None:
    found = check_creatives(
        ["I face entertains sells, order calls_to_act 3 €", "nothing", "invites_talk"]
    )
    assert found["met"].tolist() == [4, 0, 1]
    assert found["stops"].tolist() == [True, False, True]


@pytest.mark.usefixtures("marked")
def test_two_prices_are_two_offers_and_one_price_twice_is_one() -> None:
    found = check_creatives(["sells 3 € and 20 %", "sells 3 € and again 3 €", "sells", "3 €"])
    assert found["offers"].tolist() == [2, 1, 0, 1]
    assert found["one_offer"].tolist() == [False, True, True, False]


@pytest.mark.usefixtures("marked")
def test_a_model_without_an_opinion_and_a_text_without_words_stay_open() -> None:
    found = check_creatives(["silent 5 €", ""])
    assert found[["face", "one_offer", "calls"]].isna().all(axis=None)
    assert pd.isna(found["stops"].iloc[1])
    assert found["met"].tolist() == [0, 0]


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("calls_to_act: tõuseb, kui keegi otsib võtit", pd.NA),
        ("calls_to_act: nädala menüü, hind 7.90", pd.NA),
        ("calls_to_act: osta kohe", True),
        ("calls_to_act: приходите завтра", True),
        ("osta kohe", False),
    ],
)
def test_only_a_word_that_asks_calls_for_something(text, calls) -> None:
    found = check_creatives([text])["calls"].iloc[0]
    assert found is calls or found == calls


@pytest.mark.usefixtures("marked")
def test_a_face_needs_a_name_or_somebody_who_says_i() -> None:
    found = check_creatives(["face: neli etappi", "face: küsi julgelt, Mari teab", "face: это я"])
    assert found["face"].isna().tolist() == [True, False, False]


@pytest.mark.usefixtures("marked")
def test_of_the_best_quarter_the_unpaid_posts_nearest_to_an_advertisement_come_first() -> None:
    posts = conform(pd.DataFrame({
        "network": "x", "post_id": list("abcdefghijkl"), "is_own": True,
        "reactions": [70, 99, 80, 75, 98, *range(7)], "paid_share": [None, 0.5, 0.0, *[None] * 9],
        "text": ["face of Mari, order calls_to_act", "paid face", "Twice face, Mari", "New cups.",
                 "Twice face, Mari", *["face sells"] * 7]}), "posts")  # fmt: skip
    found = promising_posts(posts, most=2)
    # b was paid for, c repeats e, d and the many below the best quarter lose to what meets more.
    assert found["post_id"].tolist() == ["e", "d"]
    assert found["met"].tolist() == [1, 0]
    wider = promising_posts(posts.assign(reactions=posts["reactions"].where(
        posts["post_id"] != "a", 97)), most=2)  # fmt: skip
    assert wider["post_id"].tolist() == ["a", "e"]
    assert promising_posts(posts.head(0)).empty
