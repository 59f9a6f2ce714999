"""Rules of credit: equal to the peer to all digits, conventions to the letter, sums that hold."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.money.credit import RULES, credit_channels, touch_weights
from smmlab.money.journeys import Journeys, build_journeys, read_paths


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


@pytest.mark.parametrize(
    ("rule", "column"), [("first", "first_touch"), ("last", "last_touch"), ("linear",
    "linear_touch")],
)  # fmt: skip
def test_the_peer_is_reproduced_to_all_digits(rule: Any, column: str, shared: Path) -> None:
    folder = shared / "checks" / "channelattribution"
    data = pd.read_csv(folder / "PathData.csv")
    journeys = read_paths(
        pd.DataFrame(
            {"path": data["path"], "conversions": data["total_conversions"],
             "nulls": data["total_null"], "value": data["total_conversion_value"],
             "currency": pd.Series([None] * len(data), dtype="str")}
        )
    )  # fmt: skip
    oracle = pd.read_csv(folder / "oracle_ChannelAttribution_2.2.5.csv").set_index("channel_name")
    for name in ("conversions", "value"):
        theirs = oracle[f"{column}_{name}"].to_dict()
        assert by_channel(journeys, rule, name) == pytest.approx(theirs, rel=1e-13)


@pytest.mark.parametrize(
    ("path", "weights"),
    [("a", [1]), ("a > b", [0.5, 0.5]), ("a > b > c", [0.4, 0.2, 0.4]),
     ("a > b > b > a > c", [0.4, 0.2 / 3, 0.2 / 3, 0.2 / 3, 0.4])],
)  # fmt: skip
def test_position_gives_two_fifths_to_either_end(path: str, weights: list[float]) -> None:
    journeys = ways((path, 1, 0, 1.0, "EUR"))
    assert touch_weights(journeys, "position").tolist() == pytest.approx(weights)


def test_currencies_are_never_added() -> None:
    journeys = ways(
        ("a > b", 4, 0, 40.0, "EUR"), ("a > b", 2, 0, 9.0, "USD"), ("b", 1, 0, None, None)
    )
    for rule in RULES:
        found = credit_channels(journeys, rule=rule)
        money = found.groupby("currency", dropna=False)["value"].sum(min_count=1)
        assert money.dropna().to_dict() == pytest.approx({"EUR": 40.0, "USD": 9.0})
        assert found.loc[found["currency"].isna(), "value"].isna().all()
        assert found["conversions"].sum() == pytest.approx(7)
        assert found.groupby("currency", dropna=False)["share"].sum().to_numpy() == pytest.approx(1)


def test_a_wrong_rule_is_named() -> None:
    with pytest.raises(DataError, match="no rule time"):
        credit_channels(CAFE, rule="time")  # type: ignore[arg-type]
    with pytest.raises(DataError, match="among channels"):
        touch_weights(CAFE, "markov")


TABLES = st.dictionaries(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=5).map(" > ".join),
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.floats(0, 1e4)),
    min_size=1, max_size=10,
)  # fmt: skip


@given(TABLES, st.sampled_from(RULES))
@settings(max_examples=40, deadline=None)
def test_credit_adds_up_and_goes_nowhere_else(
    table: dict[str, tuple[int, int, float]], rule: Any
) -> None:
    journeys = ways(*((path, a, b, v, "EUR") for path, (a, b, v) in table.items()))
    before = journeys.table.copy()
    found = credit_channels(journeys, rule=rule)
    assert found["conversions"].sum() == pytest.approx(sum(a for a, _b, _v in table.values()))
    assert found["value"].sum() == pytest.approx(sum(v for _a, _b, v in table.values()), abs=1e-6)
    assert (found["conversions"] >= -1e-9).all()
    assert set(found["channel"]) == {c for path in table for c in path.split(" > ")}
    pd.testing.assert_frame_equal(journeys.table, before)
    alone = ways(*((path.split(" > ")[0], a, b, v, "EUR") for path, (a, b, v) in table.items()))
    if rule != "markov":
        # Of single touches every rule says the same.
        assert by_channel(alone, rule) == by_channel(alone, "last")


def test_touches_and_counted_ways_get_the_same_credit() -> None:
    rng = np.random.default_rng(2)
    who = np.sort(rng.integers(0, 60, 300))
    frame = pd.DataFrame(
        {"journey": who, "at": np.arange(300), "channel": rng.choice(list("abc"), 300),
         "converted": rng.random(300) < 0.3, "value": 1.0, "currency": "EUR"}
    )  # fmt: skip
    journeys = build_journeys(frame, window_days=None)
    bought = frame[frame["converted"]]
    assert by_channel(journeys, "last") == pytest.approx(bought["channel"].value_counts().to_dict())
