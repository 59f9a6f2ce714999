"""BG/NBD: published estimates, known parameters found again, and every formula done another way."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.special import hyp2f1
from scipy.stats import beta, gamma

from smmlab.money.bg_nbd import (
    BgNbd,
    Floats,
    Histories,
    chance_alive,
    chance_of_purchase,
    chance_of_repeats,
    draw_purchases,
    expected_purchases,
    fit_bg_nbd,
    log_likelihood,
    standard_errors,
)

CDNOW = np.array([0.243, 4.414, 0.793, 2.426])


def histories_of(repeats: object, last: object, watched: object) -> Histories:
    columns = [np.atleast_1d(np.asarray(values, dtype="float64"))
               for values in (repeats, last, watched)]  # fmt: skip
    return Histories(*columns, np.ones(len(columns[0])))


def bought(parameters: Floats, people: int, watched: float, seed: int) -> Histories:
    """Let people buy and leave one purchase at a time, as the model tells it."""
    rng = np.random.default_rng(seed)
    r, alpha, a, b = parameters
    rate, leaving = rng.gamma(r, 1 / alpha, people), rng.beta(a, b, people)
    time, last, repeats = np.zeros(people), np.zeros(people), np.zeros(people)
    there = np.ones(people, dtype=bool)
    while there.any():
        time += rng.exponential(1, people) / np.maximum(rate, 1e-300)
        there &= time < watched
        last[there], repeats[there] = time[there], repeats[there] + 1
        there &= rng.random(people) > leaving
    return histories_of(repeats, last, np.full(people, watched))


@pytest.fixture(scope="module")
def cdnow(shared: Path) -> Histories:
    rows = pd.read_csv(shared / "checks/cdnow/cdnow_customers_summary.csv")
    assert len(rows) == 2357
    return histories_of(rows["frequency"], rows["recency"], rows["T"])


@pytest.fixture(scope="module")
def fitted(cdnow: Histories) -> BgNbd:
    model = fit_bg_nbd(cdnow)
    assert model is not None
    return model


def test_the_published_estimates_come_back(fitted: BgNbd) -> None:
    """Fader, Hardie and Lee (2005), table 2 and section 4 (checks, E1)."""
    assert fitted.parameters.round(3).tolist() == CDNOW.tolist()
    assert round(fitted.log_likelihood, 1) == -9582.4
    one = histories_of(2, 30.43, 38.86)
    assert expected_purchases(fitted.parameters, one, 39)[0] == pytest.approx(1.226, abs=5e-4)


def test_known_parameters_are_found_again() -> None:
    known = np.array([0.8, 6.0, 0.7, 2.0])
    model = fit_bg_nbd(bought(known, 6000, 60.0, seed=11))
    assert model is not None
    distance = (np.log(model.parameters) - np.log(known)) / np.sqrt(np.diag(model.covariance))
    assert np.abs(distance).max() < 3
    assert np.sqrt(np.diag(model.covariance)).max() < 0.25


def test_the_unit_of_time_does_not_matter(cdnow: Histories, fitted: BgNbd) -> None:
    days = Histories(cdnow.repeats, cdnow.last * 7, cdnow.watched * 7, cdnow.customers)
    model = fit_bg_nbd(days)
    assert model is not None
    assert model.parameters == pytest.approx(fitted.parameters * [1, 7, 1, 1], rel=1e-4)
    assert model.covariance == pytest.approx(fitted.covariance, rel=1e-2, abs=1e-4)


def test_equal_histories_count_as_often_as_there_are_customers(cdnow: Histories) -> None:
    rows = pd.DataFrame({"x": cdnow.repeats, "t": cdnow.last, "T": cdnow.watched})
    together = rows.value_counts().reset_index(name="n")
    once = Histories(*(together[name].to_numpy(dtype="float64") for name in together))
    assert len(together) < 1100
    value, slope = log_likelihood(CDNOW, cdnow)
    again, same = log_likelihood(CDNOW, once)
    assert again == pytest.approx(value)
    assert same == pytest.approx(slope, abs=1e-6)


def test_a_likelihood_is_the_mean_over_rates_and_chances_to_leave() -> None:
    r, alpha, a, b = parameters = (0.9, 5.0, 1.4, 2.6)
    steps = (np.arange(1500) + 0.5) / 1500
    rate = gamma.ppf(steps, r, scale=1 / alpha)[:, None]
    leaving = beta.ppf(steps, a, b)[None, :]
    for x, last, watched in ((0, 0.0, 20.0), (1, 4.0, 20.0), (3, 11.0, 20.0)):
        of_one = (1 - leaving) ** x * rate**x * np.exp(-rate * watched)
        if x:
            of_one += leaving * (1 - leaving) ** (x - 1) * rate**x * np.exp(-rate * last)
        value, _slope = log_likelihood(np.array(parameters), histories_of(x, last, watched))
        assert np.exp(value) == pytest.approx(of_one.mean(), rel=2e-3)


@settings(deadline=None, max_examples=40)
@given(
    st.tuples(*[st.floats(0.05, 20.0)] * 4),
    st.lists(st.tuples(st.integers(0, 200), st.floats(0.1, 90.0), st.floats(0.0, 60.0)),
             min_size=1, max_size=5),
)  # fmt: skip
def test_slopes_are_right_and_chances_are_chances(
    parameters: tuple[float, ...], rows: list[tuple[int, float, float]]
) -> None:
    point = np.array(parameters)
    repeats = np.array([row[0] for row in rows], dtype="float64")
    last = np.where(repeats > 0, [row[1] for row in rows], 0.0)
    people = histories_of(repeats, last, last + [row[2] for row in rows])
    value, slope = log_likelihood(point, people)
    assert np.isfinite(value)
    assert np.isfinite(slope).all()
    numeric = approx_fprime(np.log(point), lambda logs: log_likelihood(np.exp(logs), people)[0],
                            1e-6)  # fmt: skip
    scale = 1 + np.abs(slope * point).max() + abs(value)
    assert np.abs(slope * point - numeric).max() < 1e-3 * scale
    alive, buys = chance_alive(point, people), chance_of_purchase(point, people, 26.0)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert ((buys >= 0) & (buys <= alive + 1e-12)).all()
    more = [expected_purchases(point, people, weeks) for weeks in (13.0, 26.0, 52.0)]
    assert np.isfinite(more).all()
    assert (np.diff(more, axis=0) >= -1e-9).all()
    # Nobody buys at least once more often than they buy.
    assert (buys <= more[1] * (1 + 1e-6) + 1e-9).all()


def test_the_expectation_is_that_of_the_paper_and_of_an_integral() -> None:
    for parameters in ((0.243, 4.414, 0.793, 2.426), (2.0, 8.0, 1.7, 3.0)):
        r, alpha, a, b = parameters
        for x, last, watched in ((0, 0.0, 38.86), (2, 30.43, 38.86), (9, 35.0, 36.0)):
            people = histories_of(x, last, watched)
            found = expected_purchases(np.array(parameters), people, 39.0)[0]
            shrink = (alpha + watched) / (alpha + watched + 39)
            series = hyp2f1(r + x, b + x, a + b + x - 1, 1 - shrink)
            odds = a / (b + x - 1) * ((alpha + watched) / (alpha + last)) ** (r + x) if x else 0
            paper = (a + b + x - 1) / (a - 1) * (1 - shrink ** (r + x) * series) / (1 + odds)
            assert found == pytest.approx(paper, rel=1e-8)
            speed, _error = quad(
                lambda s, x=x, T=watched, r=r, alpha=alpha, a=a, b=b: (r + x) / (alpha + T)
                * hyp2f1(r + x + 1, a, a + b + x, -s / (alpha + T)), 0, 39,
            )  # fmt: skip
            assert found == pytest.approx(speed / (1 + odds), rel=1e-6)


def test_nothing_breaks_where_the_formula_is_nought_by_nought() -> None:
    people = histories_of([0, 2, 200], [0, 20, 50], [30, 30, 52])
    around = [expected_purchases(np.array([0.5, 4, a, 2.0]), people, 26) for a in (0.999, 1, 1.001)]
    assert around[1] == pytest.approx((around[0] + around[2]) / 2, rel=1e-5)


@pytest.mark.parametrize(("repeats", "last", "watched"), [(2, 20, 30), (200, 51, 52)])
def test_draws_have_the_expected_mean_and_chance(repeats: int, last: int, watched: int) -> None:
    people = histories_of(*(np.full(60_000, v) for v in (repeats, last, watched)))
    drawn = draw_purchases(CDNOW, people, 39, np.random.default_rng(2))
    error = drawn.std() / np.sqrt(len(drawn))
    assert abs(drawn.mean() - expected_purchases(CDNOW, people, 39)[0]) < 4 * error
    chance = chance_of_purchase(CDNOW, people, 39)[0]
    assert (drawn > 0).mean() == pytest.approx(chance, abs=0.008)


def test_the_counts_of_repeats_are_those_of_people_who_buy_and_leave() -> None:
    known = np.array([0.8, 6.0, 0.7, 2.0])
    chances = chance_of_repeats(known, np.array([40.0, 0.0]), 400)
    assert chances.sum(axis=1) == pytest.approx([1, 1], abs=1e-6)
    assert chances[1, 0] == 1
    seen = bought(known, 60_000, 40.0, seed=4).repeats
    for repeats in range(6):
        assert chances[0, repeats] == pytest.approx((seen == repeats).mean(), abs=0.008)
    # The mean of the counts is the expectation of somebody new.
    mean = float(chances[0] @ np.arange(401))
    assert mean == pytest.approx(expected_purchases(known, histories_of(0, 0, 0), 40)[0], rel=1e-3)


def test_without_repeats_or_without_leaving_there_is_no_estimate() -> None:
    assert fit_bg_nbd(histories_of([0, 0], [0, 0], [30, 40])) is None
    rng = np.random.default_rng(6)
    steady = rng.poisson(20, 400).astype("float64")
    # Everybody buys alike until the last day: no spread of rates, nobody leaves.
    assert fit_bg_nbd(histories_of(steady, np.full(400, 51.9), np.full(400, 52.0))) is None


def test_standard_errors_of_parameters_are_those_of_the_information(fitted: BgNbd) -> None:
    errors = standard_errors(fitted, np.log)
    assert errors == pytest.approx(np.sqrt(np.diag(fitted.covariance)), rel=1e-6)
