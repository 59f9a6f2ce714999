"""Kaplan-Meier as published, by hand, and with time turned round."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.content.survival import resample_sums, survival_curve, truncated_shares


def test_the_median_of_the_lung_data_is_the_published_one(shared: Path) -> None:
    lung = pd.read_csv(shared / "checks" / "rdatasets" / "survival_cancer_lung.csv")
    curve = survival_curve(lung["time"], lung["status"].eq(2))
    assert curve.loc[curve["left"] <= 0.5, "time"].iloc[0] == 310


def test_a_small_curve_by_hand() -> None:
    curve = survival_curve([6, 6, 6, 6, 7, 9, 10, 10], [1, 1, 1, 0, 1, 0, 1, 0])
    assert curve["time"].tolist() == [6, 7, 10]
    assert curve["at_risk"].tolist() == [8, 4, 2]
    assert curve["left"].tolist() == pytest.approx([5 / 8, 5 / 8 * 3 / 4, 5 / 8 * 3 / 4 / 2])


def test_who_enters_late_is_not_at_risk_before() -> None:
    curve = survival_curve([2, 3, 4], [1, 1, 1], entered=[0, 2, 0])
    assert curve["at_risk"].tolist() == [2, 2, 1]
    assert curve["left"].tolist() == pytest.approx([0.5, 0.25, 0.0])


def test_weights_are_that_many_alike() -> None:
    many = survival_curve([1, 1, 1, 2, 2, 3], [1, 1, 1, 0, 0, 1])
    few = survival_curve([1, 2, 3], [1, 0, 1], weights=[3, 2, 1])
    pd.testing.assert_frame_equal(many, few)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_all_watched_to_the_end_is_the_plain_share(ages: list[int]) -> None:
    known = np.array(ages, dtype=float)
    at = np.arange(0.5, 31)
    shares = truncated_shares(known, np.ones(len(known)), np.full(len(known), 31.0), at=at)
    assert shares == pytest.approx([(known <= age).mean() for age in at])


def test_turned_time_undoes_what_young_posts_hide() -> None:
    dice = np.random.default_rng(1)
    ages, watched = dice.uniform(0, 100, 40_000), dice.choice([20.0, 50.0, 100.0], 40_000)
    seen = ages <= watched
    at = np.array([10.0, 40.0, 80.0])
    plain = (ages[seen][:, None] <= at).mean(axis=0)
    shares = truncated_shares(ages[seen], np.ones(seen.sum()), watched[seen], at=at)
    assert shares == pytest.approx(at / 100, abs=0.02)
    assert plain[0] > 0.15


def test_resamples_draw_whole_rows() -> None:
    rows = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    sums = resample_sums(rows, draws=500, seed=3)
    assert sums.shape == (500, 2)
    assert (sums[:, 1] == 10 * sums[:, 0]).all()
    assert sums[:, 0].mean() == pytest.approx(6, abs=0.2)
    assert (sums == resample_sums(rows, draws=500, seed=3)).all()
