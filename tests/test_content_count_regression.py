"""Tests of the negative-binomial fit: published figures, another implementation, clusters."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmlab.content.count_regression import clustered_covariance, fit_counts


def test_the_absences_of_quine_give_the_published_figures(shared: Path) -> None:
    quine = pd.read_csv(shared / "checks" / "rdatasets" / "MASS_quine.csv")
    marks = pd.get_dummies(quine[["Eth", "Sex", "Age", "Lrn"]].astype("object"), drop_first=True)
    design = np.column_stack([np.ones(len(quine)), marks.astype(float)])
    fit = fit_counts(quine["Days"].to_numpy(dtype=float), design, np.arange(len(quine)))
    assert fit is not None
    assert fit.theta == pytest.approx(1.275, abs=0.0005)
    assert 2 * fit.log_likelihood == pytest.approx(-1093.151, abs=0.0005)


def test_another_implementation_agrees() -> None:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    dice = np.random.default_rng(3)
    flag = (dice.random(200) < 0.4).astype(float)
    counts = dice.poisson(8 * 1.5**flag * dice.gamma(2, 0.5, 200)).astype(float)
    design = np.column_stack([np.ones(200), flag])
    ours = fit_counts(counts, design, np.arange(200))
    theirs = NegativeBinomial(counts, design).fit(disp=False)
    assert ours is not None
    assert ours.coefficients == pytest.approx(theirs.params[:2], abs=1e-3)
    assert 1 / ours.theta == pytest.approx(theirs.params[2], rel=1e-3)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-4)


def test_errors_are_those_of_leaving_each_cluster_out() -> None:
    dice = np.random.default_rng(1)
    design = np.column_stack([np.ones(24), dice.normal(size=24)])
    values = dice.normal(size=24)
    cluster = np.repeat(np.arange(6), 4)
    whole = np.linalg.lstsq(design, values, rcond=None)[0]
    away = [
        np.linalg.lstsq(design[cluster != c], values[cluster != c], rcond=None)[0] - whole
        for c in range(6)
    ]
    found = clustered_covariance(design, values - design @ whole, cluster)
    assert found == pytest.approx(np.array(away).T @ np.array(away))


def test_a_fit_that_runs_away_gives_no_number() -> None:
    flag = np.repeat([0.0, 1.0], 20)
    counts = np.where(flag == 1, 0.0, np.arange(40) % 7 + 3.0)
    assert fit_counts(counts, np.column_stack([np.ones(40), flag]), np.arange(40)) is None
