"""What a fitted model of repeat buying expects: of all customers, and by their orders so far."""

import numpy as np
import pandas as pd

from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import SMALLEST_GROUP
from smmlab.money.bg_nbd import (
    BgNbd,
    Floats,
    Histories,
    chance_alive,
    chance_of_purchase,
    chance_of_repeats,
    draw_purchases,
    expected_purchases,
    standard_errors,
)

GROUPS = (
    "from_repeats", "to_repeats", "customers", "model_customers", "orders_each", "low", "high",
    "active_share", "buyers_share",
)  # fmt: skip

_FIGURES = ("figure", "value", "low", "high", "customers")
_MOST_GROUPS = 8
_DRAWS = 200_000
_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def forecast_repeats(
    model: BgNbd,
    histories: Histories,
    weeks: float,
    *,
    stretch: float = 1.0,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Forecast what customers with these histories will buy.

    Parameters
    ----------
    model
        Fitted to histories in weeks.
    histories
        Of the customers, in weeks; at least some with repeats.
    weeks
        How far ahead to look.
    stretch
        How many times wider than the model says the intervals are to be.
    confidence
        Of the intervals, 0-1.
    seed
        Of the draws that show how much chance there is in what people do.

    Returns
    -------
    tuple of two DataFrames
        ``figure``, ``value``, ``low``, ``high``, ``customers``: see
        `smmlab.money.repeat_buying.RepeatBuying`; and the groups of customers by their repeat
        orders so far, see there too.

    Notes
    -----
    Intervals join the variance of the expectation (delta method, observed information) with the
    variance of what single customers do (drawn from the model), on the scale of logarithms.
    """
    repeats, people = histories.repeats, histories.customers
    starts = _starts(repeats, people)
    group = np.searchsorted(starts, repeats, side="right") - 1
    one_by_one = [group == place for place in range(len(starts))]
    # A row for each set of customers: all, those with one order, those who came back, each group.
    inside = np.stack([repeats >= 0, repeats == 0, repeats > 0, *one_by_one])
    weights = inside * people
    sizes = weights.sum(axis=1)

    def expectations(parameters: Floats) -> Floats:
        each = expected_purchases(parameters, histories, weeks)
        buys = chance_of_purchase(parameters, histories, weeks)
        alive = chance_alive(parameters, histories)
        return np.array([people @ buys, weights[2] @ alive, *(weights @ each)])

    buys = chance_of_purchase(model.parameters, histories, weeks)
    alive = chance_alive(model.parameters, histories)
    chance = np.array(
        [
            people @ (buys * (1 - buys)),
            weights[2] @ (alive * (1 - alive)),
            *(weights @ _spread(model, histories, weeks, seed)),
        ]
    )
    values = expectations(model.parameters)
    errors = stretch * np.sqrt(standard_errors(model, expectations) ** 2 + chance)
    low, high = limits(values, errors, confidence)
    high[:2] = np.minimum(high[:2], [sizes[0], sizes[2]])
    each = np.stack([values, low, high], axis=1)
    each[1] /= sizes[2]
    each[3:] /= np.maximum(sizes[1:, None], 1)
    places = {"orders": 2, "buyers": 0, "active": 1}
    if sizes[1] >= SMALLEST_GROUP:
        places["once_orders_each"] = 3
    places["returned_orders_each"] = 4
    # All customers are told: how many came back would tell how few did not.
    back = sizes[2] if can_show_part(sizes[1], sizes[0]) else np.nan
    behind = {"orders": sizes[0], "buyers": sizes[0], "once_orders_each": sizes[1]}
    figures = table_of(
        [[name, *each[place], behind.get(name, back)] for name, place in places.items()],
        list(_FIGURES),
    )
    in_model = _in_model(model, histories, starts)
    ends = [*(start - 1 for start in starts[1:]), np.nan]
    rows = [
        [
            start, end, sizes[number], expected, *orders_each,
            weights[number] @ alive / sizes[number] if start else np.nan,
            weights[number] @ buys / sizes[number],
        ]
        for number, (start, end, expected, orders_each) in enumerate(
            zip(starts, ends, in_model, each[5:], strict=True), start=3
        )
    ]  # fmt: skip
    whole = dict.fromkeys(("from_repeats", "to_repeats", "customers"), "Int64")
    return figures, table_of(rows, list(GROUPS)).astype(whole)


def _starts(repeats: Floats, people: Floats) -> list[int]:
    """Return where groups of customers by repeats begin, none of them too small to be shown."""
    starts = list(range(_MOST_GROUPS))
    while len(starts) > 1:
        group = np.searchsorted(starts, repeats, side="right") - 1
        sizes = np.bincount(group, weights=people, minlength=len(starts))
        small = np.flatnonzero(sizes < SMALLEST_GROUP)
        if not len(small):
            break
        del starts[max(int(small[-1]), 1)]
    return starts


def _in_model(model: BgNbd, histories: Histories, starts: list[int]) -> Floats:
    watched, place = np.unique(histories.watched, return_inverse=True)
    people = np.bincount(place.ravel(), weights=histories.customers)
    counts = people @ chance_of_repeats(model.parameters, watched, max(starts))
    sums = np.add.reduceat(counts, starts)
    sums[-1] = people.sum() - sums[:-1].sum()
    expected: Floats = sums
    return expected


def _spread(model: BgNbd, histories: Histories, weeks: float, seed: int) -> Floats:
    """Return the variance of what one customer of each history does, drawn from the model."""
    rows = len(histories.repeats)
    # Few draws of each are enough where there are many histories: their errors cancel out.
    draws = max(_DRAWS // rows, 2)
    columns = (histories.repeats, histories.last, histories.watched, histories.customers)
    again = Histories(*(np.tile(values, draws) for values in columns))
    drawn = draw_purchases(model.parameters, again, weeks, np.random.default_rng(seed))
    middle = expected_purchases(model.parameters, histories, weeks)
    squares: Floats = ((drawn.reshape(draws, rows) - middle) ** 2).mean(axis=0)
    return squares


def limits(values: Floats, errors: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return limits on the scale of logarithms: counts cannot fall below nought."""
    from scipy.special import ndtri

    ratio = np.exp(ndtri(0.5 + confidence / 2) * errors / np.maximum(values, 1e-12))
    return values / ratio, values * ratio


def count_alive(model: BgNbd, histories: Histories) -> pd.DataFrame:
    """Count the customers who came back by their chance to be still buying.

    Returns
    -------
    DataFrame
        Five bands: ``from_chance``, ``to_chance`` (0-1), ``customers`` and ``suppressed``: counts
        from one to nine are missing, and a second one where the first could be found from the sum;
        so it is when from one to nine customers have one order, for the sum of all is known.
    """
    back = histories.repeats > 0
    alive = chance_alive(model.parameters, histories)[back]
    people, _edges = np.histogram(alive, bins=_BANDS, weights=histories.customers[back])
    bands = pd.DataFrame(
        {"from_chance": _BANDS[:-1], "to_chance": _BANDS[1:], "customers": people.astype("int64")}
    )
    once = int(histories.customers[~back].sum())
    if once >= SMALLEST_GROUP:
        return suppress_small(bands, count="customers")
    # Beside all customers the bands would tell how few have ordered once.
    rest = pd.DataFrame({"from_chance": [1.0], "to_chance": [1.0], "customers": [once]})
    whole = pd.concat([bands, rest], ignore_index=True)
    return suppress_small(whole, count="customers").iloc[:-1]


def empty_forecast() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the two tables of `forecast_repeats` without rows."""
    return table_of([], list(_FIGURES)), table_of([], list(GROUPS))


def table_of(rows: list[list[object]], columns: list[str]) -> pd.DataFrame:
    """Return a table of numbers; names of figures and parameters are texts."""
    texts = dict.fromkeys({"figure", "parameter"} & set(columns), "str")
    kinds = dict.fromkeys(columns, "float64") | texts
    return pd.DataFrame(rows, columns=columns).astype(kinds)
