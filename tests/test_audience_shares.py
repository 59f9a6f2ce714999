"""Shares with people as clusters."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.shares import acts_table, share_acts
from smmlab.intervals import wilson_interval


def test_one_act_a_person_gives_the_plain_wilson_interval() -> None:
    acts = np.eye(3)[[0] * 50 + [1] * 30 + [2] * 20]
    found = share_acts(acts)
    low, _high = wilson_interval(found["interactions"], [100] * 3)
    # People as clusters of one: only the correction for few units differs.
    assert found["share_low"].to_numpy() == pytest.approx(low, abs=0.002)
    assert found["people"].tolist() == [50, 30, 20]
    assert found["is_peak"].tolist() == [True, False, False]


def test_a_person_who_does_everything_widens_the_interval() -> None:
    acts = np.vstack([np.eye(2)[[0, 1] * 30], [[60, 0]]])
    found = share_acts(acts)
    alone, _high = wilson_interval(found["interactions"], [found["interactions"].sum()] * 2)
    assert found["share_low"].iloc[0] < alone[0] - 0.1
    assert not found["is_peak"].any()


def test_acts_without_a_person_are_people_of_their_own() -> None:
    named = share_acts(np.eye(2)[[0] * 20 + [1] * 10])
    unnamed = share_acts(np.zeros((0, 2)), alone=[20, 10])
    columns = ["interactions", "share", "share_low", "share_high"]
    pd.testing.assert_frame_equal(named[columns], unnamed[columns])
    assert unnamed["people"].tolist() == [0, 0]


def test_no_acts_are_no_shares() -> None:
    nothing = share_acts(np.zeros((3, 2)))
    assert nothing["share"].isna().all()
    assert not nothing["is_busy"].any()
    assert not nothing["is_peak"].any()


def test_a_table_adds_up_acts() -> None:
    table = acts_table([0, 0, 2], [1, 1, 0], [2, 3, 4], people=3, cells=2)
    assert table.tolist() == [[0, 5], [0, 0], [4, 0]]
