"""What sets a segment apart: the difference recomputed, intervals that cover, no false clarity."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap, gmean

from smmlab.audience.apart import set_apart


def cohen(a: np.ndarray, b: np.ndarray, axis: int = -1) -> np.ndarray:
    """Give the standardised difference in the textbook's way, as an independent oracle."""
    m, n = a.shape[axis], b.shape[axis]
    pooled = ((m - 1) * a.var(axis, ddof=1) + (n - 1) * b.var(axis, ddof=1)) / (m + n - 2)
    return np.asarray((a.mean(axis) - b.mean(axis)) / np.sqrt(pooled))


def crowd(loud: int, quiet: int, seed: int = 0) -> tuple[pd.Series, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    names = pd.Series(["loud"] * loud + ["quiet"] * quiet)
    means = np.where(names == "loud", 6.0, 2.0)
    numbers = {"comments": rng.poisson(means), "shares": rng.poisson(1.0, loud + quiet)}
    return names, pd.DataFrame(numbers)


def test_the_difference_is_that_of_the_textbook_on_logarithms() -> None:
    names, numbers = crowd(40, 90)
    apart = set_apart(names, numbers)
    logs = np.log1p(numbers)
    is_loud = names == "loud"
    for row in apart.to_dict("records"):
        inside = is_loud if row["segment"] == "loud" else ~is_loud
        values = logs[row["feature"]].to_numpy()
        assert row["difference"] == pytest.approx(float(cohen(values[inside], values[~inside])))
        one_more = numbers[row["feature"]] + 1
        assert row["typical"] + 1 == pytest.approx(gmean(one_more[inside]))
        assert row["rest_typical"] + 1 == pytest.approx(gmean(one_more[~inside]))
    assert apart["rank"].tolist() == [1, 2, 1, 2]
    # With two segments each is the rest of the other.
    both = apart.pivot_table(index="feature", columns="segment", values="difference")
    assert both["loud"].to_numpy() == pytest.approx(-both["quiet"].to_numpy())


def test_the_interval_is_that_of_another_implementation() -> None:
    names, numbers = crowd(30, 70, seed=3)
    found = set_apart(names, numbers, confidence=0.9).set_index(["segment", "feature"])
    logs = np.log1p(numbers["comments"].to_numpy())
    is_loud = (names == "loud").to_numpy()
    oracle = bootstrap(
        (logs[is_loud], logs[~is_loud]), cohen, method="BCa", confidence_level=0.9, rng=1,
        n_resamples=6000, vectorized=True,
    ).confidence_interval  # fmt: skip
    row = found.loc[("loud", "comments")]
    width = oracle.high - oracle.low
    assert row["low"] == pytest.approx(oracle.low, abs=0.06 * width)
    assert row["high"] == pytest.approx(oracle.high, abs=0.06 * width)
    assert row["interval"] == "bca"


def test_large_audiences_get_the_normal_interval_of_the_same_width() -> None:
    names, numbers = crowd(1000, 3900, seed=1)
    small = set_apart(names, numbers)
    names, numbers = crowd(1100, 3950, seed=1)
    large = set_apart(names, numbers)
    assert set(small["interval"]) == {"bca"}
    assert set(large["interval"]) == {"normal"}
    widths = [(table["high"] - table["low"]).to_numpy() for table in (small, large)]
    assert widths[0] == pytest.approx(widths[1], rel=0.12)


def test_intervals_cover_and_clarity_is_rarely_false() -> None:
    rng = np.random.default_rng(4)
    covered, clear = [], []
    for _draw in range(80):
        # Nothing differs, and people differ very much from each other.
        numbers = pd.DataFrame({"acts": rng.poisson(rng.gamma(1, 4, 140))})
        apart = set_apart(pd.Series(["few"] * 30 + ["many"] * 110), numbers)
        covered.append(((apart["low"] <= 0) & (apart["high"] >= 0)).iloc[0])
        clear.append(apart["is_clear"].any())
    assert np.mean(covered) > 0.88
    assert np.mean(clear) <= 0.08


def test_missing_is_not_zero_and_constants_say_nothing() -> None:
    names, numbers = crowd(30, 60)
    holes = numbers.assign(comments=numbers["comments"].astype("float64"), same=7.0)
    holes.loc[::3, "comments"] = np.nan
    apart = set_apart(names, holes, most=9).set_index(["segment", "feature"])
    known = holes["comments"].notna()
    logs = np.log1p(holes["comments"])
    inside, outside = logs[known & (names == "loud")], logs[known & (names == "quiet")]
    expected = float(cohen(inside.to_numpy(), outside.to_numpy()))
    assert apart.loc[("loud", "comments"), "difference"] == pytest.approx(expected)
    assert "same" not in apart.index.get_level_values("feature")


def test_a_single_segment_has_no_rest() -> None:
    alone = set_apart(pd.Series(["all"] * 30), pd.DataFrame({"acts": range(30)}))
    assert alone.empty
    assert set_apart(pd.Series([], dtype="str"), pd.DataFrame({"acts": []})).empty


def test_nothing_is_said_of_fewer_than_ten_people_nor_against_so_few() -> None:
    numbers = pd.DataFrame({"acts": range(60)})
    assert set_apart(pd.Series(["few"] * 9 + ["many"] * 51), numbers).empty
    three = set_apart(pd.Series(["few"] * 9 + ["a"] * 25 + ["b"] * 26), numbers)
    assert set(three["segment"]) == {"a", "b"}
    # The segment is large enough; those of whom the feature is known are not.
    names = pd.Series(["a"] * 30 + ["b"] * 30)
    rare = numbers.assign(
        spend=[*range(9), *[np.nan] * 21, *range(30)], age=[*range(40)] + [8] * 20
    )
    found = set_apart(names, rare)
    assert set(found["feature"]) == {"acts", "age"}
    assert set(set_apart(names, rare.assign(spend=[*range(10), *[np.nan] * 20, *range(30)]))[
        "feature"]) == {"acts", "age", "spend"}  # fmt: skip


def test_the_largest_differences_are_kept_and_the_same_seed_gives_the_same() -> None:
    names, numbers = crowd(30, 60)
    before = numbers.copy(deep=True)
    one, again = (set_apart(names, numbers, most=1, seed=5) for _time in range(2))
    assert one["feature"].tolist() == ["comments", "comments"]
    pd.testing.assert_frame_equal(one, again)
    pd.testing.assert_frame_equal(numbers, before)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 50), min_size=24, max_size=60), st.integers(0, 5))
def test_limits_enclose_and_order_of_people_does_not_matter(values: list[int], seed: int) -> None:
    names = pd.Series(["a"] * 12 + ["b"] * (len(values) - 12))
    numbers = pd.DataFrame({"acts": values})
    found = set_apart(names, numbers)
    order = np.random.default_rng(seed).permutation(len(values))
    mixed = set_apart(names.iloc[order], numbers.iloc[order])
    assert mixed["difference"].to_numpy() == pytest.approx(found["difference"].to_numpy())
    assert (found["low"] <= found["high"]).all()
    wrongly_clear = found["is_clear"] & (found["low"] <= 0) & (found["high"] >= 0)
    assert not wrongly_clear.any()
