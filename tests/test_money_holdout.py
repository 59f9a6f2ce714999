"""Hold-out tests: sizes from the tables, power by simulation, out of reach said plainly."""

import numpy as np
import pytest

from smmlab.errors import DataError
from smmlab.money.holdout import (
    NOT_KNOWN,
    OUT_OF_REACH,
    REACHABLE,
    design_holdout,
    size_of_two_shares,
)


def test_the_example_of_r_is_reproduced() -> None:
    # power.prop.test(p1 = .50, p2 = .75, power = .90): n = 76.7 in each group.
    assert round(size_of_two_shares(0.5, 0.75, power=0.9), 1) == 76.7


@pytest.mark.parametrize(
    ("one", "other", "power", "size"), [(0.1, 0.15, 0.8, 686), (0.02, 0.024, 0.8, 21_109)]
)
def test_the_usual_sizes(one: float, other: float, power: float, size: int) -> None:
    assert np.ceil(size_of_two_shares(one, other, power=power)) == size


def test_the_size_has_the_power_it_promises() -> None:
    rng = np.random.default_rng(1)
    test = design_holdout(base_rate=0.05, lift=0.4, share_held_out=0.25)
    assert test.reached == pytest.approx(3 * test.held_out, abs=3)
    held = rng.binomial(test.held_out, 0.05, 20_000) / test.held_out
    reached = rng.binomial(test.reached, 0.07, 20_000) / test.reached
    both = (held * test.held_out + reached * test.reached) / (test.held_out + test.reached)
    error = np.sqrt(both * (1 - both) * (1 / test.held_out + 1 / test.reached))
    assert ((reached - held) / error > 1.959964).mean() == pytest.approx(0.8, abs=0.015)


def test_how_long_it_takes_and_whether_it_can_be_done() -> None:
    test = design_holdout(base_rate=0.02, lift=0.2, people_per_week=5_000)
    assert test.weeks == pytest.approx((test.held_out + test.reached) / 5_000)
    assert test.table.iloc[0].tolist() == [test.held_out, test.reached, test.orders, test.weeks]
    assert test.verdict == REACHABLE
    assert test.orders == pytest.approx(test.held_out * 0.02 + test.reached * 0.024)
    assert design_holdout(base_rate=0.02, lift=0.2, people_per_week=100).verdict == OUT_OF_REACH
    unknown = design_holdout(base_rate=0.02, lift=0.2)
    assert unknown.verdict == NOT_KNOWN
    assert np.isnan(unknown.weeks)


@pytest.mark.parametrize(
    "wrong",
    [{"base_rate": 0}, {"base_rate": 1}, {"lift": 0}, {"lift": -0.1}, {"base_rate": 0.6, "lift": 1},
     {"power": 1}, {"level": 0}, {"share_held_out": 1}],
)  # fmt: skip
def test_what_makes_no_test_is_refused(wrong: dict[str, float]) -> None:
    given = {"base_rate": 0.1, "lift": 0.2} | wrong
    with pytest.raises(DataError, match="Expected"):
        design_holdout(**given)
