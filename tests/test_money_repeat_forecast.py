"""What the model expects: groups large enough to be shown, intervals of the right size."""

import numpy as np
import pytest

from smmlab.money.bg_nbd import BgNbd, Histories, chance_alive, draw_purchases, expected_purchases
from smmlab.money.repeat_forecast import count_alive, empty_forecast, forecast_repeats

MODEL = BgNbd(0.8, 6.0, 0.7, 2.0, -1.0, np.eye(4) * 1e-6)


def histories_of(people: dict[int, int]) -> Histories:
    repeats = np.array(list(people), dtype="float64")
    last = np.where(repeats > 0, 30.0 + repeats, 0.0)
    counts = np.array(list(people.values()), dtype="float64")
    return Histories(repeats, last, np.full(len(people), 60.0), counts)


@pytest.mark.parametrize(
    ("people", "starts", "sizes"),
    [
        ({0: 200, 1: 50, 2: 20, 3: 12, 4: 11, 5: 10, 6: 10, 9: 30}, list(range(8)),
         [200, 50, 20, 12, 11, 10, 10, 30]),
        ({0: 4, 1: 100, 2: 8, 3: 30, 9: 3}, [0, 3], [112, 33]),
        ({0: 300, 1: 100, 12: 9}, [0, 1], [300, 109]),
        ({0: 3, 1: 4}, [0], [7]),
    ],
)  # fmt: skip
def test_groups_are_merged_until_none_points_at_people(
    people: dict[int, int], starts: list[int], sizes: list[int]
) -> None:
    _figures, groups = forecast_repeats(MODEL, histories_of(people), 26)
    assert groups["from_repeats"].tolist() == starts
    assert groups["to_repeats"].dropna().tolist() == [start - 1 for start in starts[1:]]
    assert groups["customers"].tolist() == sizes
    assert groups["model_customers"].sum() == pytest.approx(sum(sizes))


def test_too_few_with_one_order_have_no_figure_of_their_own() -> None:
    few, _groups = forecast_repeats(MODEL, histories_of({0: 9, 1: 100}), 26)
    assert few["figure"].tolist() == ["orders", "buyers", "active", "returned_orders_each"]
    assert few["customers"].dropna().tolist() == [109, 109]
    enough, _groups = forecast_repeats(MODEL, histories_of({0: 10, 1: 100}), 26)
    assert enough.set_index("figure")["customers"].to_dict() == {
        "orders": 110, "buyers": 110, "active": 100, "once_orders_each": 10,
        "returned_orders_each": 100,
    }  # fmt: skip


def test_the_bands_do_not_tell_how_few_ordered_once() -> None:
    back = {1: 60, 2: 50, 3: 40, 9: 30}
    for once, is_told in ((0, True), (4, False), (10, True)):
        bands = count_alive(MODEL, histories_of({0: once, **back}))
        shown = bands["customers"].dropna()
        assert len(bands) == 5
        assert (shown.sum() == 180) == is_told
        assert bands["suppressed"].any() != is_told


def test_the_interval_holds_the_chance_in_what_people_do() -> None:
    people = histories_of({0: 400, 1: 120, 4: 60})
    figures, groups = forecast_repeats(MODEL, people, 26, seed=3)
    each = Histories(*(np.repeat(values, people.customers.astype(int)) for values in (
        people.repeats, people.last, people.watched, np.ones(3))))  # fmt: skip
    rng = np.random.default_rng(8)
    totals = [draw_purchases(MODEL.parameters, each, 26, rng).sum() for _draw in range(2000)]
    row = figures.set_index("figure").loc["orders"]
    assert row["value"] == pytest.approx(
        expected_purchases(MODEL.parameters, people, 26) @ people.customers
    )
    # On the scale of logarithms the limits are a little higher than those of the draws.
    assert row[["low", "high"]].tolist() == pytest.approx(
        np.quantile(totals, [0.025, 0.975]).tolist(), rel=0.06
    )
    assert groups["orders_each"].tolist() == pytest.approx(
        expected_purchases(MODEL.parameters, people, 26).tolist()
    )


def test_a_model_in_doubt_and_a_stretch_widen_the_limits() -> None:
    people = histories_of({0: 400, 1: 120, 4: 60})
    sure, _groups = forecast_repeats(MODEL, people, 26)
    doubtful = BgNbd(0.8, 6.0, 0.7, 2.0, -1.0, np.eye(4) * 0.05)
    unsure, _groups = forecast_repeats(doubtful, people, 26)
    assert (unsure["high"] > sure["high"]).all()
    stretched, _groups = forecast_repeats(MODEL, people, 26, stretch=2)
    ratios = np.log(stretched["high"] / stretched["value"]) / np.log(sure["high"] / sure["value"])
    assert ratios.to_numpy() == pytest.approx(np.full(len(ratios), 2.0))


def test_chances_to_be_alive_are_counted_in_bands_without_small_cells() -> None:
    last, people_each = np.array([0.0, 55.0, 57.0, 5.0]), np.array([400.0, 120.0, 60.0, 5.0])
    people = Histories(np.array([0.0, 1.0, 4.0, 8.0]), last, np.full(4, 60.0), people_each)
    bands = count_alive(MODEL, people)
    alive = chance_alive(MODEL.parameters, people)[1:]
    inside = np.histogram(alive, bins=5, range=(0, 1), weights=people.customers[1:])[0]
    shown = bands["customers"].dropna().astype("float64")
    assert shown.to_numpy() == pytest.approx(inside[shown.index])
    assert not bands["customers"].between(1, 9).any()
    assert bands["suppressed"].any()


def test_nothing_has_the_same_columns() -> None:
    figures, groups = forecast_repeats(MODEL, histories_of({0: 100, 1: 100}), 26)
    for empty, full in zip(empty_forecast(), (figures, groups), strict=True):
        assert empty.columns.tolist() == full.columns.tolist()
