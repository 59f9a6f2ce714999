"""Rules side by side: intervals that hold, groups that stand for journeys, findings that warn."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from smmlab.findings import Source
from smmlab.intervals import wilson_interval
from smmlab.money.credit import RULES, credit_channels
from smmlab.money.credit_comparison import compare_credit, credit_findings
from smmlab.money.journeys import Journeys, read_paths

ROWS = (Source("journeys.csv", 2, 9, 8),)


def ways(*rows: tuple[str, int, float, float | None, str | None]) -> Journeys:
    columns = ["path", "conversions", "nulls", "value", "currency"]
    frame = pd.DataFrame(rows, columns=columns)
    return read_paths(frame.astype({"path": "str", "currency": "str", "value": "float64"}))


CAFE = ways(
    ("instagram > direct", 40, 200, 800.0, "EUR"), ("instagram > search > direct", 20, 90, 500.0,
    "EUR"), ("direct", 15, 100, 300.0, "EUR"), ("search", 25, 300, 450.0, "EUR"),
)  # fmt: skip


def by_channel(journeys: Journeys, rule: Any, column: str = "conversions") -> dict[str, float]:
    return credit_channels(journeys, rule=rule).set_index("channel")[column].to_dict()


def test_the_comparison_holds_what_each_rule_says_alone() -> None:
    credit = compare_credit(CAFE, draws=50)
    assert (credit.conversions, credit.nulls, credit.tells_nulls) == (100, 690, True)
    for rule in RULES:
        rows = credit.table[credit.table["rule"] == rule].set_index("channel")
        assert rows["conversions"].to_dict() == pytest.approx(by_channel(CAFE, rule))
        assert (rows["share_low"] <= rows["share"]).all()
        assert (rows["share"] <= rows["share_high"]).all()
        assert (rows["conversions_high"] == rows["share_high"] * 100).all()
    assert list(dict.fromkeys(credit.table["channel"])) == ["direct", "search", "instagram"]
    touched = credit.table.drop_duplicates("channel").set_index("channel")["journeys"].to_dict()
    assert touched == {"direct": 465, "search": 435, "instagram": 350}
    # By the last touch instagram has nothing, by the first 60 of 100: no two rules differ more.
    assert credit.moved == pytest.approx(0.6)


def test_shares_of_whole_orders_have_the_interval_of_a_proportion() -> None:
    found = compare_credit(CAFE, draws=20).table.set_index(["rule", "channel"])
    low, high = wilson_interval([75], [100])
    assert found.loc[("last", "direct"), ["share_low", "share_high"]].tolist() == pytest.approx(
        [low[0], high[0]]
    )
    assert found.loc[("last", "instagram"), "share"] == 0
    assert found.loc[("last", "instagram"), "share_high"] > 0.03


def test_the_same_seed_gives_the_same_intervals_and_another_one_others() -> None:
    one, same, other = (compare_credit(CAFE, draws=40, seed=seed).table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert not one["share_low"].equals(other["share_low"])


def test_groups_of_journeys_spread_as_single_ones_do() -> None:
    # Of an equal part the spread is known: that of the mean of each order's part.
    many = ways(
        ("a > b", 6_000, 0, None, "EUR"), ("b > b > a", 9_000, 12_000, None, "EUR"),
        ("b", 15_000, 3_000, None, "EUR"),
    )  # fmt: skip
    row = compare_credit(many, draws=2_000, seed=3).table.set_index(["rule", "channel"]).loc[
        ("linear", "a")
    ]  # fmt: skip
    parts = np.repeat([1 / 2, 1 / 3, 0.0], [6_000, 9_000, 15_000])
    error = parts.std() / np.sqrt(len(parts))
    assert row["share"] == pytest.approx(parts.mean())
    assert row["share_high"] - row["share_low"] == pytest.approx(2 * 1.96 * error, rel=0.08)


def test_intervals_hold_the_share_of_the_population_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    paths = ["instagram > direct", "search > direct", "search", "instagram > search"]
    chance = np.array([0.06, 0.2, 0.05, 0.19, 0.08, 0.12, 0.1, 0.2])

    def journeys(counts: np.ndarray) -> Journeys:
        pairs = zip(paths, counts.reshape(-1, 2).tolist(), strict=True)
        return ways(*((path, sold, unsold, None, "EUR") for path, (sold, unsold) in pairs))

    truth = {rule: by_channel(journeys((chance * 10**6).round().astype(int)), rule, "share")
             for rule in RULES}  # fmt: skip
    held: dict[str, list[bool]] = {rule: [] for rule in RULES}
    for run in range(200):
        sample = journeys(rng.multinomial(900, chance))
        for row in compare_credit(sample, draws=150, seed=run).table.to_dict("records"):
            true = truth[row["rule"]][row["channel"]]
            # A way never begins at direct: a share that cannot be missed would flatter the rule.
            if true > 0:
                held[row["rule"]].append(row["share_low"] <= true <= row["share_high"])
    # Between 93 % and 97 %, and two standard errors of 200 runs on either side.
    for rule in RULES:
        assert 0.9 <= np.mean(held[rule]) <= 0.99, rule


def test_findings_are_labelled_as_credit_and_small_channels_are_not_shown() -> None:
    journeys = ways(
        ("a.b > direct", 30, 50, 9.0, "EUR"), ("direct", 10, 5, 9.0, "EUR"), ("rare", 3, 2, 1.0,
        "EUR"),
    )  # fmt: skip
    found = {one.key: one for one in credit_findings(compare_credit(journeys), sources=ROWS)}
    assert found["money.credit.journeys"].value == 100
    assert found["money.credit.moved"].value == pytest.approx(30 / 43)
    last = found["money.credit.direct.last"]
    assert (last.value, last.n, last.unit, last.status) == (40.0, 43, "orders", "estimated")
    assert last.low is not None
    assert last.low < 40 < (last.high or 0)
    assert found["money.credit.a\u2024b.first"].value == pytest.approx(30)
    for rule in RULES:
        assert "A credit rule, not an effect" in found[f"money.credit.direct.{rule}"].method
        assert found[f"money.credit.rare.{rule}"].status == "unknown"


def test_too_little_gives_no_credit_and_says_what_to_do() -> None:
    few = compare_credit(ways(("a > b", 9, 100, 1.0, "EUR")))
    (told,) = credit_findings(few, sources=ROWS)
    assert told.status == "unknown"
    assert "longer period" in told.method
    (absent,) = credit_findings(compare_credit(ways()), sources=())
    assert "journeys.csv" in absent.method
    assert np.isnan(compare_credit(ways(("a", 0, 4, None, None))).moved)
