"""The charts repeat the tables of the NIST handbook, and hold what control charts must."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.dialogue.control_chart import ewma_chart
from smmlab.errors import DataError

# NIST/SEMATECH e-Handbook, 6.3.2.4.
EWMA_DATA = [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3,
             47.8, 51.2, 52.6, 52.4, 53.6, 52.1]  # fmt: skip
EWMA_TABLE = [50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36,
              49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99]  # fmt: skip
VALUES = st.lists(st.floats(-50, 50), min_size=1, max_size=30)


def test_the_ewma_table_of_nist() -> None:
    chart = ewma_chart(EWMA_DATA, target=50, sigma=2.0539, limits="asymptotic")
    assert chart["ewma"].to_numpy() == pytest.approx(EWMA_TABLE, abs=0.0051)
    assert chart["high"].iloc[-1] == pytest.approx(52.5884, abs=2e-4)
    assert chart["low"].iloc[-1] == pytest.approx(47.4115, abs=2e-4)
    assert not chart["alarm"].any()


def test_the_published_limits_of_the_checks(shared: Path) -> None:
    figures = json.loads((shared / "checks" / "expected.json").read_text())["E19_nist_ewma"]
    last = ewma_chart(EWMA_DATA, target=50, sigma=2.0539, limits="asymptotic").iloc[-1]
    assert last["ewma"] == pytest.approx(figures["last"], abs=0.0051)
    assert last["high"] == pytest.approx(figures["UCL"], abs=1e-4)
    assert last["low"] == pytest.approx(figures["LCL"], abs=1e-4)


def test_exact_limits_begin_at_one_measurement_and_end_at_the_asymptote() -> None:
    chart = ewma_chart([0.0] * 60, target=0, sigma=2, weight=0.3, width=3)
    # The first average is three tenths of the first value, so its deviation is known at once.
    assert chart["high"].iloc[0] == pytest.approx(3 * 2 * 0.3)
    assert chart["high"].iloc[1] == pytest.approx(6 * np.sqrt(0.3**2 + (0.7 * 0.3) ** 2))
    assert chart["high"].iloc[-1] == pytest.approx(6 * np.sqrt(0.3 / 1.7))
    assert chart["high"].is_monotonic_increasing


def test_a_shift_is_noticed_and_a_gap_changes_nothing() -> None:
    shifted = ewma_chart([0.0] * 10 + [2.0] * 10, target=0, sigma=1)
    assert 12 < shifted["alarm"].idxmax() + 1 <= 15
    gap = ewma_chart([1.0, np.nan, 1.0], target=0, sigma=1)
    assert gap["ewma"].tolist() == pytest.approx([0.3, 0.3, 0.51])
    assert gap["high"].iloc[0] == gap["high"].iloc[1]
    assert gap["alarm"].dtype == bool


def test_what_cannot_be_is_refused() -> None:
    for weight in (0, -1, 1.01):
        with pytest.raises(DataError, match="weight"):
            ewma_chart([1.0], target=0, sigma=1, weight=weight)
    for sigma in (0, -1, float("nan")):
        with pytest.raises(DataError, match="standard deviation"):
            ewma_chart([1.0], target=0, sigma=sigma)
    assert ewma_chart([], target=0, sigma=1).empty


@given(values=VALUES, weight=st.floats(0.05, 1))
def test_the_average_is_a_weighted_sum(values: list[float], weight: float) -> None:
    chart = ewma_chart(values, target=3, sigma=1, weight=weight)
    n = len(values)
    weights = weight * (1 - weight) ** np.arange(n)[::-1]
    last = (1 - weight) ** n * 3 + (weights * values).sum()
    assert chart["ewma"].iloc[-1] == pytest.approx(last, abs=1e-9)
