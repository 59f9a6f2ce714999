"""The removal effect: what a chain of channels would lose without one of them, solved exactly."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.money.journeys import Journeys

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Markov:
    """A chain of channels, in which the next one depends on the present one alone.

    Parameters
    ----------
    conversion
        Chance that a journey ends in an order, 0-1: orders divided by journeys. It is 1 where
        journeys without an order are not known, and the chain then cannot know failure.
    channels
        One row a channel and currency of the orders: ``channel``, ``currency``, ``reach``
        (chance that a journey of the chain meets the channel), ``converts`` (chance of an order
        from there on), ``removal_effect`` (part of the orders lost without it) and ``share`` (of
        the credit of that currency); all 0-1.
    """

    conversion: float
    channels: pd.DataFrame


@dataclass(frozen=True)
class Steps:
    """How often the chain went from state to state; leading axes are draws.

    Parameters
    ----------
    inner
        ``(…, channels, channels)``: from one channel to the next.
    start
        ``(…, channels)``: journeys that began there.
    touched
        ``(…, channels)``: touches, whatever came next.
    ordered
        ``(…, currencies, channels)``: orders right after.
    """

    inner: Floats
    start: Floats
    touched: Floats
    ordered: Floats


def fit_markov(journeys: Journeys) -> Markov:
    """Solve the absorbing chain of first order behind journeys, without simulation or seed.

    A channel is removed by sending whoever comes to it away without an order. With the fundamental
    matrix N of the chain, a journey meets channel k with chance (sN)ₖ / Nₖₖ; that times the chance
    of an order from there is what its removal loses. One inverse serves every channel. Going from
    a channel to itself changes nothing. Orders of one currency are one absorbing state.

    Parameters
    ----------
    journeys
        Result of `smmlab.money.journeys.build_journeys` or
        `smmlab.money.journeys.read_paths`.

    References
    ----------
    Anderl, Becker, von Wangenheim, Schumann (2016), International Journal of Research in Marketing
    33(3), 457-474. Kemeny, Snell (1976), Finite Markov Chains, chapter 3.

    Examples
    --------
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["instagram > direct", "direct"], "conversions": [3, 1], "nulls": [0, 4],
    ...     "value": None, "currency": "EUR"}))
    >>> chain = fit_markov(ways)
    >>> chain.conversion, chain.channels["removal_effect"].tolist()
    (0.5, [1.0, 0.375])
    """
    currencies = list(dict.fromkeys(currency_names(journeys)))
    columns = ["channel", "currency", "reach", "converts", "removal_effect", "share"]
    steps = count_steps(journeys)
    total = float(steps.start.sum())
    if not currencies or not steps.ordered.sum():
        return Markov(0.0 if total else float("nan"), pd.DataFrame(columns=columns))
    reach, converts = _solve(steps)
    effects = removal_effects(steps)
    many = len(journeys.channels)
    summed = effects.sum(axis=-1, keepdims=True)
    shares = np.divide(effects, summed, out=np.zeros_like(effects), where=summed > 0)
    table = pd.DataFrame(
        {
            "channel": np.tile(np.array(journeys.channels, dtype=object), len(currencies)),
            "currency": np.repeat(np.array(currencies, dtype=object), many),
            "reach": np.tile(reach, len(currencies)),
            "converts": converts.ravel(),
            "removal_effect": effects.ravel(),
            "share": shares.ravel(),
        }
    ).astype({"channel": "str", "currency": "str"})
    return Markov(float(steps.ordered.sum() / total), table[columns])


def currency_names(journeys: Journeys) -> list[str | None]:
    """Return the currencies of the orders, in order of the alphabet; None where it is not told."""
    table = journeys.table
    found = table.loc[table["conversions"] > 0, "currency"]
    told = sorted(str(name) for name in found.dropna().unique())
    return [*told, None] if found.isna().any() else [*told]


def currency_codes(journeys: Journeys) -> npt.NDArray[np.int64]:
    """Return for each way the place of its currency in `currency_names`; -1 without an order."""
    names = currency_names(journeys)
    currency = journeys.table["currency"]
    codes = np.full(len(currency), -1, np.int64)
    for place, name in enumerate(names):
        codes[(currency.isna() if name is None else currency == name).to_numpy()] = place
    return np.where(journeys.table["conversions"] > 0, codes, -1)


def count_steps(journeys: Journeys) -> Steps:
    """Count the steps of the chain."""
    many = len(journeys.channels)
    table = journeys.table
    orders = table["conversions"].to_numpy(np.float64)
    weight = orders + table["nulls"].to_numpy(np.float64)
    codes, lengths = journeys.codes, journeys.lengths
    first, last = journeys.codes[journeys.starts[:-1]], journeys.codes[journeys.starts[1:] - 1]
    each = np.repeat(weight, lengths)
    goes_on = np.ones(len(codes), bool)
    goes_on[journeys.starts[1:] - 1] = False
    before = np.flatnonzero(goes_on)
    inner = np.bincount(
        codes[before] * many + codes[before + 1], each[before], minlength=many * many
    )
    currency = currency_codes(journeys)
    bought = currency >= 0
    kinds = len(currency_names(journeys))
    ordered = np.bincount(
        currency[bought] * many + last[bought], orders[bought], minlength=kinds * many
    )
    start = np.bincount(first, weight, minlength=many)
    touched = np.bincount(codes, each, minlength=many)
    return Steps(
        inner.reshape(many, many).astype(np.float64),
        start.astype(np.float64),
        touched.astype(np.float64),
        ordered.reshape(kinds, many).astype(np.float64),
    )


def removal_effects(steps: Steps) -> Floats:
    """Return the part of the orders that goes with each channel: ``(…, currencies, channels)``.

    Parameters
    ----------
    steps
        Counts of one chain or of many draws; a channel nobody touched has no effect.
    """
    reach, converts = _solve(steps)
    lost = reach[..., None, :] * converts
    total = np.maximum(steps.start.sum(axis=-1), np.finfo(np.float64).tiny)
    base = steps.ordered.sum(axis=-1) / total[..., None]
    known = base[..., None] > 0
    return np.asarray(np.divide(lost, base[..., None], out=np.zeros_like(lost), where=known))


def _solve(steps: Steps) -> tuple[Floats, Floats]:
    """Return the chance to meet each channel, and of an order of each currency from there on."""
    seen = np.where(steps.touched > 0, steps.touched, 1.0)
    begun = np.maximum(steps.start.sum(axis=-1, keepdims=True), np.finfo(np.float64).tiny)
    moves = steps.inner / seen[..., None]
    many = moves.shape[-1]
    fundamental = np.linalg.inv(np.eye(many) - moves)
    met = np.einsum("...i,...ij->...j", steps.start / begun, fundamental)
    reach = met / np.diagonal(fundamental, axis1=-2, axis2=-1)
    ends = steps.ordered / seen[..., None, :]
    converts = np.einsum("...ij,...kj->...ki", fundamental, ends)
    return reach, converts
