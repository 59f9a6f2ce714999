"""Differences of audiences: published intervals, chi-square, no chance of reported figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import association

from smmlab.audience.contrasts import compare_shares, measure_association
from smmlab.errors import DataError
from smmlab.intervals import newcombe_interval


def audience(network: str, people: dict[str, float], basis: str = "counted") -> pd.DataFrame:
    known = sum(people.values())
    return pd.DataFrame(
        {"network": network, "page": None, "basis": basis, "dimension": "sex",
         "value": list(people), "people": list(people.values()), "known": known,
         "share": [n / known for n in people.values()]}
    )  # fmt: skip


def test_the_interval_is_the_published_one() -> None:
    # Newcombe (1998), table II, example (a): 56/70 and 48/80 by method 10.
    low, high = newcombe_interval([56], [70], [48], [80])
    assert (low[0], high[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_interval_holds_the_difference_and_turns_with_it(
    n: int, m: int, data: st.DataObject
) -> None:
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    low, high = newcombe_interval([x], [n], [y], [m])
    assert -1 - 1e-9 <= low[0] <= x / n - y / m + 1e-12
    assert x / n - y / m - 1e-12 <= high[0] <= 1 + 1e-9
    other_low, other_high = newcombe_interval([y], [m], [x], [n])
    assert (-other_high[0], -other_low[0]) == pytest.approx((low[0], high[0]))


def test_each_pair_is_set_beside_each_other_once() -> None:
    shares = pd.concat(
        [audience("a", {"female": 60, "male": 40}), audience("b", {"female": 30, "male": 70}),
         audience("c", {"female": 50, "other": 50}, basis="reported")]
    )  # fmt: skip
    found = compare_shares(shares).set_index(["value", "network", "other_network"])
    assert len(found) == 4
    assert found.loc[("female", "a", "b"), "difference"] == pytest.approx(0.3)
    assert found.loc[("female", "a", "b"), "status"] == "measured"
    reported = found.loc[("female", "a", "c")]
    assert reported["status"] == "estimated"
    assert np.isnan(reported["difference_low"])


def test_cramers_v_is_that_of_scipy() -> None:
    counts = np.array([[30, 20, 50], [60, 20, 20], [10, 45, 45]], dtype=float)
    shares = pd.concat(
        [audience(name, dict(zip("xyz", row, strict=True))) for name, row in zip("abc", counts,
                                                                                strict=True)]
    )  # fmt: skip
    found = measure_association(shares).iloc[0]
    assert found["cramers_v"] == pytest.approx(association(counts.astype(int), method="cramer"))
    assert found["audiences"] == 3
    assert found["people"] == counts.sum()
    assert found["adjusted_p"] == found["p_value"] < 1e-6


def test_no_chance_is_computed_of_reported_numbers() -> None:
    shares = pd.concat([audience("a", {"f": 60, "m": 40}),
                        audience("b", {"f": 30, "m": 70}, basis="reported")])  # fmt: skip
    found = measure_association(shares).iloc[0]
    assert found["status"] == "estimated"
    assert np.isnan(found["p_value"])


def test_one_audience_or_nothing_in_common_cannot_be_compared() -> None:
    one = audience("a", {"f": 60, "m": 40})
    assert measure_association(one).empty
    assert compare_shares(one).empty
    apart = pd.concat([one, audience("b", {"x": 60, "y": 40})])
    assert measure_association(apart).empty
    assert compare_shares(one.head(0)).empty
    assert measure_association(one.head(0)).empty


def test_an_absent_column_is_named() -> None:
    with pytest.raises(DataError, match="known"):
        compare_shares(audience("a", {"f": 60}).drop(columns="known"))
