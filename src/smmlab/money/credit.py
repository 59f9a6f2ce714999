"""Credit for orders among the channels before them: rules that share out, never proofs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.errors import DataError
from smmlab.money.journeys import Journeys
from smmlab.money.markov import (
    count_steps,
    currency_codes,
    currency_names,
    removal_effects,
)
from smmlab.texts import message

Rule = Literal["last", "first", "linear", "position", "markov"]
RULES: tuple[Rule, ...] = get_args(Rule)
RULE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "last": message("Last touch"),
        "first": message("First touch"),
        "linear": message("Equal parts"),
        "position": message("First and last most"),
        "markov": message("Removal effect"),
    }
)
"""How the rules are called."""

_ENDS = 0.4  # of an order to the first and to the last touch; the rest to those between


def credit_channels(journeys: Journeys, *, rule: Rule = "markov") -> pd.DataFrame:
    """Share out orders and their value among channels: a credit rule, not an effect.

    ``last`` and ``first`` give an order to one touch, ``linear`` equal parts to all touches.
    ``position`` gives 40 % to the first and 40 % to the last touch and shares 20 % among those
    between; of two touches each gets half, a single one gets all. ``markov`` shares the orders
    of each currency in proportion to the removal effects of `smmlab.money.markov.fit_markov`, and
    their value in the same proportion.

    Parameters
    ----------
    journeys
        Result of `smmlab.money.journeys.build_journeys` or
        `smmlab.money.journeys.read_paths`.
    rule
        How to share.

    Returns
    -------
    DataFrame
        One row a channel and currency of the orders: ``channel``, ``currency`` (missing where
        not told), ``conversions`` (orders credited), ``value`` (in the currency, never added to
        another one; missing where no value is known), ``share`` (of the orders of the currency,
        0-1).

    Raises
    ------
    DataError
        When there is no such rule.

    Examples
    --------
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["instagram > direct", "direct"], "conversions": [3, 1], "nulls": [5, 9],
    ...     "value": [60.0, 20.0], "currency": "EUR"}))
    >>> credit_channels(ways, rule="position")[["channel", "conversions", "value"]]
         channel  conversions  value
    0     direct          2.5   50.0
    1  instagram          1.5   30.0
    """
    _check(rule)
    names, kinds = journeys.channels, currency_names(journeys)
    many = len(names)
    columns = ["channel", "currency", "conversions", "value", "share"]
    if not kinds:
        return pd.DataFrame({name: [] for name in columns})
    currency = currency_codes(journeys)
    orders = journeys.table["conversions"].to_numpy(np.float64)
    value = journeys.table["value"].to_numpy(np.float64)
    bought = currency >= 0
    total = np.bincount(currency[bought], orders[bought], minlength=len(kinds))
    told = bought & ~np.isnan(value)
    is_told = np.bincount(currency[told], minlength=len(kinds)) > 0
    if rule == "markov":
        effects = removal_effects(count_steps(journeys))
        shares = effects / effects.sum(axis=1, keepdims=True)
        money = np.bincount(currency[told], value[told], minlength=len(kinds))
        credited, valued = shares * total[:, None], shares * money[:, None]
    else:
        weight = touch_weights(journeys, rule)
        way = np.repeat(np.arange(len(journeys)), journeys.lengths)

        def shared(amount: npt.NDArray[np.float64], rows: npt.NDArray[np.bool_]) -> Any:
            kept = rows[way]
            place = currency[way][kept] * many + journeys.codes[kept]
            summed = np.bincount(place, weight[kept] * amount[way][kept], len(kinds) * many)
            return summed.reshape(len(kinds), many)

        credited, valued = shared(orders, bought), shared(value, told)
    return pd.DataFrame(
        {
            "channel": pd.array(np.tile(np.array(names, object), len(kinds)), dtype="str"),
            "currency": pd.array(np.repeat(np.array(kinds, object), many), dtype="str"),
            "conversions": credited.ravel(),
            "value": np.where(is_told[:, None], valued, np.nan).ravel(),
            "share": (credited / total[:, None]).ravel(),
        }
    )


def touch_weights(journeys: Journeys, rule: Rule) -> npt.NDArray[np.float64]:
    """Return the part of an order that each touch gets; the parts of a way add up to one.

    Parameters
    ----------
    journeys
        The ways.
    rule
        Any but ``markov``, which looks at all ways at once.

    Raises
    ------
    DataError
        When the rule gives no part to a touch.

    Examples
    --------
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["a > b > a > c"], "conversions": 1, "nulls": 0, "value": 1.0,
    ...     "currency": "EUR"}))
    >>> touch_weights(ways, "position").round(3).tolist()
    [0.4, 0.1, 0.1, 0.4]
    """
    _check(rule)
    lengths = journeys.lengths
    size = len(journeys.codes)
    first, last = journeys.starts[:-1], journeys.starts[1:] - 1
    if rule in ("first", "last"):
        weight = np.zeros(size)
        weight[first if rule == "first" else last] = 1.0
        return weight
    if rule == "linear":
        return np.repeat(1.0 / lengths, lengths)
    if rule == "position":
        between = np.maximum(lengths - 2, 1)
        weight = np.repeat((1 - 2 * _ENDS) / between, lengths)
        ends = np.where(lengths > 2, _ENDS, 1.0 / lengths)
        weight[first], weight[last] = ends, ends
        return weight
    raise DataError(
        message("The rule {rule} shares out among channels, not touches. Choose another one."),
        {"rule": rule},
    )


def _check(rule: str) -> None:
    if rule not in RULES:
        raise DataError(
            message("There is no rule {found}. Choose one of {allowed}."),
            {"found": rule, "allowed": ", ".join(RULES)},
        )
