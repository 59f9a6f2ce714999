"""Break-even values: put the changed figure in, and the race is even."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.networks.break_even import break_even_values
from smmlab.networks.choosing import Factors

LOAD = np.full(400, 60.0)
SHARES = st.floats(0.05, 0.6)


def make(share, interest, rivals, noise=0.0):
    rng = np.random.default_rng(0)
    rows = [
        np.array(part)[:, None] * np.exp(noise * rng.normal(0, 1, (2, 400)))
        for part in (share, interest, rivals)
    ]
    return Factors(("x", "reddit"), *rows, np.ones((2, 400)), 4.0)


@given(
    share=st.tuples(SHARES, SHARES), interest=st.tuples(SHARES, SHARES),
    rivals=st.tuples(st.floats(5, 500), st.floats(5, 500)),
)  # fmt: skip
def test_with_the_changed_figure_both_are_equal(share, interest, rivals):
    made = make(share, interest, rivals)
    leader = made.networks[int(made.score(60.0)[:, 0].argmax())]
    for row in break_even_values(made, LOAD, leader, made.networks).itertuples():
        changed = {"reach": list(share), "interest": list(interest), "sellers": list(rivals)}
        changed[row.input][made.networks.index(row.changed)] *= row.times
        one, other = make(changed["reach"], changed["interest"], changed["sellers"]).score(60.0)
        assert one[0] == pytest.approx(other[0], rel=1e-6)
        # The leader's own figures must worsen, the challenger's improve.
        worse = row.changed == leader
        assert (row.times >= 1) == (worse == (row.input == "sellers")) or row.times == 1


def test_with_doubt_it_is_where_both_win_as_often():
    made = make((0.5, 0.3), (0.4, 0.4), (60, 60), noise=0.3)
    table = break_even_values(made, LOAD, "x", ("reddit",)).set_index(["changed", "input"])
    times = table.loc[("x", "sellers"), "times"]
    more = Factors(made.networks, made.share, made.interest,
                   made.rival_posts * np.array([[times], [1.0]]), made.lift, 4.0)  # fmt: skip
    one, other = more.score(LOAD)
    assert np.mean(one > other) == pytest.approx(0.5, abs=0.01)
    low, high = table.loc[("x", "sellers"), ["times_low", "times_high"]]
    assert low < times < high


def test_what_cannot_be_is_not_said():
    # Even without a single seller reddit stays behind, and its reach cannot exceed everybody.
    table = break_even_values(make((0.6, 0.3), (0.6, 0.1), (5, 5)), LOAD, "x", ("reddit",))
    told = set(zip(table["changed"], table["input"], strict=True))
    assert ("reddit", "sellers") not in told
    assert ("reddit", "reach") not in told
    assert ("reddit", "interest") not in told or table["times"].max() <= 10


def test_the_leader_is_not_its_own_challenger():
    assert break_even_values(make((0.6, 0.3), (0.6, 0.1), (5, 5)), LOAD, "x", ("x",)).empty


def test_who_is_ahead_of_the_leader_already_needs_no_change():
    made = make((0.3, 0.6), (0.4, 0.4), (60, 60))
    assert break_even_values(made, LOAD, "x", ("reddit",)).empty
