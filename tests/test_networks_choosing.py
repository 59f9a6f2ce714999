"""Naming one network, condition by condition; the settings it is held against."""

import numpy as np
import pandas as pd
import pytest

from smmlab.networks.choosing import (
    Factors,
    Rule,
    check_conditions,
    compare_settings,
    contenders_of,
    name_one,
)


@pytest.mark.parametrize(
    ("p_best", "regret", "winners", "counted", "named"),
    [
        (0.6, 0.09, ["facebook"] * 3, ["facebook"], "facebook"),
        (0.59, 0.09, ["facebook"] * 3, ["facebook"], None),
        (0.9, 0.10, ["facebook"] * 3, ["facebook"], None),
        (0.9, 0.01, ["facebook", "x", "facebook"], ["facebook"], None),
        (0.9, 0.01, ["facebook"] * 3, ["x"], None),
    ],
)
def test_one_is_named_only_when_everything_agrees(p_best, regret, winners, counted, named):
    ranking = pd.DataFrame(
        {"network": ["facebook", "x"], "p_best": [p_best, 1 - p_best], "regret": [regret, 0.5]}
    )
    conditions = check_conditions(
        ranking, pd.DataFrame({"winner": winners}), frozenset(counted), Rule()
    )
    assert name_one(conditions) == named
    assert conditions["holds"].all() == (named is not None)


def test_the_conditions_say_what_lacks():
    ranking = pd.DataFrame(
        {"network": ["x", "reddit"], "p_best": [0.4, 0.6], "regret": [0.3, 0.05]}
    )
    settings = pd.DataFrame({"winner": ["reddit", "x", "reddit", "reddit"]})
    table = check_conditions(ranking, settings, frozenset({"x"}), Rule()).set_index("condition")
    assert set(table["network"]) == {"reddit"}
    assert table["holds"].to_dict() == {
        "p_best": True, "regret": True, "steady": False, "counted": False,
    }  # fmt: skip
    assert table.loc["steady", "value"] == 0.75


def test_one_network_alone_is_no_choice():
    ranking = pd.DataFrame({"network": ["x"], "p_best": [1.0], "regret": [0.0]})
    conditions = check_conditions(ranking, pd.DataFrame({"winner": ["x"]}), frozenset("x"), Rule())
    assert name_one(conditions) is None


def test_contenders_are_the_first_two_and_whoever_wins_somewhere():
    ranking = pd.DataFrame({"network": ["x", "reddit", "threads", "tiktok"],
                            "p_best": [0.2, 0.5, 0.1, 0.2]})  # fmt: skip
    settings = pd.DataFrame({"winner": ["reddit", "threads"]})
    assert contenders_of(ranking, settings) == ("reddit", "x", "threads")


def factors(share, interest, rivals, own_posts=4.0):
    rows = [
        np.array(part, dtype=float)[:, None] * np.ones(50) for part in (share, interest, rivals)
    ]
    return Factors(("x", "reddit"), *rows, np.ones((2, 50)), own_posts)


def test_the_score_is_the_product_by_hand():
    made = factors([0.5, 0.2], [0.4, 0.6], [16.0, 76.0])
    assert made.score(20.0)[:, 0].tolist() == pytest.approx(
        [0.5 * 0.4 * 4 / (4 + 20 + 16), 0.2 * 0.6 * 4 / (4 + 20 + 76)]
    )


def test_the_empty_network_wins_only_in_an_empty_feed():
    made = factors([0.1, 0.8], [0.5, 0.5], [1.0, 200.0])
    settings, curve = compare_settings(
        made, Rule(feed_loads=(1.0, 1000.0)), np.random.default_rng(0)
    )
    plain = settings[settings["weighting"] == "plain"].set_index("feed_load")["winner"]
    assert plain.to_dict() == {1.0: "x", 1000.0: "reddit"}
    assert curve.groupby("feed_load")["p_best"].sum().tolist() == [1, 1]
    # Whoever weighs the audience first is with the larger one even in an empty feed.
    rare = settings.set_index(["feed_load", "weighting"])["p_best"]
    assert rare[1.0, "equal"] < 1
