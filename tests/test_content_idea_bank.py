"""The bank of ideas: filled from own posts and questions, each once, and whole without them."""

import pandas as pd
import pytest

from smmlab.content.idea_bank import TYPES_OF_IDEAS, fill_ideas
from smmlab.content.pillars import name_pillars

PILLARS = pd.DataFrame(
    {"pillar": ["usage", "#kohv", "kook", "a.b"], "kind": ["question", "works", "works", "goods"]}
)
NEEDS = pd.DataFrame(
    {
        "topic": ["usage", "price", "size", "hours", "quality"],
        "people": [40, 30, 9, 90, 20],
        "writers": 200,
        "keywords": ["grind, filter", "euro", None, "", "fresh"],
    }
)


def idea(bank: pd.DataFrame, pillar: str, kind: str) -> pd.Series:
    rows = bank[bank["pillar"].eq(pillar) & bank["type"].eq(kind)]
    assert len(rows) == 1
    return rows.iloc[0]


def told(*posts: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(posts, columns=["type", "text"])


def test_each_pillar_has_an_idea_of_each_type_and_no_two_are_alike() -> None:
    for pillars in (PILLARS, name_pillars(), name_pillars(goods="a, b")):
        bank = fill_ideas(pillars)
        assert len(bank) == len(pillars) * len(TYPES_OF_IDEAS)
        assert bank.groupby("pillar")["type"].apply(tuple).map(set).eq(set(TYPES_OF_IDEAS)).all()
        assert bank["idea"].is_unique
        assert bank["idea"].str.count(r"\{pillar\}").eq(1).all()
        assert bank[["topic", "words", "post"]].isna().all(axis=None)


def test_a_post_that_did_well_is_told_again_under_the_pillar_it_names() -> None:
    best = told(
        ("laugh", "no subject"), ("laugh", "Üks #Kohv ja naer"), ("laugh", "kookidest"),
        ("medal", "#kohvik on hea"), ("medal", "meie koogid"), ("medal", "kookide kook"),
    )  # fmt: skip
    bank = fill_ideas(PILLARS, best)
    again = idea(bank, "#kohv", "laugh")
    assert again["post"] == "Üks #Kohv ja naer"
    assert "tell this post again" in again["idea"]
    # "kook" may take an ending of two letters, not of five, and not change its own letters.
    assert idea(bank, "kook", "medal")["post"] == "kookide kook"
    assert pd.isna(idea(bank, "kook", "laugh")["post"])
    assert pd.isna(idea(bank, "#kohv", "medal")["post"])
    assert bank["post"].dropna().is_unique


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Today is an ordinary Thursday with a kook", False),
        ("Täna on tavaline neljapäev, kook ootab", False),
        ("В четверг испекли kook", False),
        ("Täname kõiki, kes tõid kook", True),
        ("Среднего размера kook", True),
    ],
)
def test_a_post_of_its_day_is_not_told_again_on_another(text: str, is_told: bool) -> None:
    bank = fill_ideas(PILLARS, told(("medal", text)))
    assert bank["post"].notna().any() == is_told


def test_a_post_that_names_two_pillars_is_told_again_once() -> None:
    bank = fill_ideas(PILLARS, told(("medal", "kook ja #kohv")))
    assert idea(bank, "#kohv", "medal")["post"] == "kook ja #kohv"
    assert pd.isna(idea(bank, "kook", "medal")["post"])


@pytest.mark.parametrize(
    ("pillar", "text", "is_named"),
    [
        ("kook", "kooki", True),
        ("tee", "teed", False),
        ("tee", "TEE!", True),
        ("kook", "akook", False),
    ],
)
def test_only_longer_words_take_an_ending(pillar: str, text: str, is_named: int) -> None:
    pillars = pd.DataFrame({"pillar": [pillar], "kind": ["goods"]})
    written = idea(fill_ideas(pillars, told(("laugh", text))), pillar, "laugh")["idea"]
    assert ("tell this post again" in written) == is_named


def test_a_pillar_is_letters_and_never_a_pattern() -> None:
    for text, is_again in (("axb", False), ("a.b", True)):
        told_by = idea(fill_ideas(PILLARS, told(("laugh", text))), "a.b", "laugh")["idea"]
        assert ("tell this post again" in told_by) == is_again


def test_a_post_stands_only_under_a_pillar_that_it_names() -> None:
    pillars = pd.DataFrame(
        {"pillar": ["pastry", "lunch", "usage", "people_behind"],
         "kind": ["goods", "goods", "question", "default"]}
    )  # fmt: skip
    best = told(
        ("instruction", "Espresso sour? Grind finer."), ("provocation", "The city's water bill"),
        ("medal", "Thanks, Mati!"), ("laugh", "Our usage of drains"), ("laugh", "Lunches for two"),
    )  # fmt: skip
    bank, plain = fill_ideas(pillars, best), fill_ideas(pillars)
    again = bank[bank["post"].notna()]
    assert again[["pillar", "type", "post"]].to_numpy().tolist() == [
        ["lunch", "laugh", "Lunches for two"]
    ]
    # Everywhere else stands the idea that the pillar would have had without these posts.
    pd.testing.assert_frame_equal(bank.drop(index=again.index), plain.drop(index=again.index))


@pytest.mark.parametrize("post", ["Steamed for you", "teatime", "No drinks today"])
def test_a_part_of_a_longer_word_is_no_name(post: str) -> None:
    pillars = pd.DataFrame({"pillar": ["tea"], "kind": ["goods"]})
    pd.testing.assert_frame_equal(fill_ideas(pillars, told(("laugh", post))), fill_ideas(pillars))


def test_questions_fill_instructions_with_the_words_people_use() -> None:
    bank = fill_ideas(PILLARS, needs=NEEDS)
    own = idea(bank, "usage", "instruction")
    assert own["words"] == "grind, filter"
    assert "{words}" in own["idea"]
    asked = bank[bank["topic"].notna()]
    assert asked["topic"].tolist() == ["price", "quality"]
    assert asked["pillar"].tolist() == ["#kohv", "kook"]
    assert set(asked["type"]) == {"instruction"}
    assert asked["idea"].str.contains("{topic}", regex=False).all()
    without = fill_ideas(PILLARS, needs=NEEDS.drop(columns="keywords"))
    assert without["words"].isna().all()
    assert without["topic"].notna().sum() == 2


def test_an_idea_takes_the_words_of_one_language() -> None:
    needs = NEEDS.assign(keywords=["hind, kook; цена", "euro", None, "", "fresh"])
    assert idea(fill_ideas(PILLARS, needs=needs), "usage", "instruction")["words"] == "hind, kook"


def test_a_post_told_again_is_not_overwritten_by_a_question() -> None:
    bank = fill_ideas(PILLARS, told(("instruction", "how to #kohv")), NEEDS)
    kept = idea(bank, "#kohv", "instruction")
    assert kept["post"] == "how to #kohv"
    assert pd.isna(kept["topic"])
    assert bank.loc[bank["topic"].notna(), "pillar"].tolist() == ["kook", "a.b"]


def test_every_place_of_a_text_is_filled_and_inputs_stay() -> None:
    pillars, needs = PILLARS.copy(), NEEDS.copy()
    best = told(("laugh", "kook"), ("medal", "x"), ("instruction", "y"))
    kept = best.copy()
    bank = fill_ideas(pillars, best, needs)
    for column in ("topic", "words", "post"):
        named = bank["idea"].str.contains(f"{{{column}}}", regex=False)
        assert named.eq(bank[column].notna()).all()
    for before, after in ((PILLARS, pillars), (NEEDS, needs), (kept, best)):
        pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("best", [None, told()])
def test_no_pillars_give_no_ideas(best: pd.DataFrame | None) -> None:
    assert fill_ideas(PILLARS[:0], best, NEEDS).empty


def test_allergies_are_neither_joked_about_nor_argued_over() -> None:
    pillars = pd.DataFrame({"pillar": ["ingredients", "usage"], "kind": "question"})
    bank = fill_ideas(pillars)
    kinds = bank.groupby("pillar")["type"].agg(set)
    assert kinds["ingredients"] == {"instruction", "medal"}
    assert kinds["usage"] == {"instruction", "provocation", "medal", "laugh"}
    # A shop that sells ingredients may joke about its goods.
    goods = fill_ideas(pd.DataFrame({"pillar": ["ingredients"], "kind": "goods"}))
    assert set(goods["type"]) == kinds["usage"]
