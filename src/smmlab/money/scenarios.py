"""Ads, a partner's goods, own goods or services: what this audience would earn, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.money.scenario_draws import Floats, Input, InputName
from smmlab.money.scenario_models import (
    EARN,
    MODELS,
    NEEDS,
    Model,
    Worlds,
    draw_worlds,
    missing_for,
    page_costs,
)
from smmlab.texts import message

CERTAIN, MOST_REGRET, MOST_BORROWED, MOST_LOSS = 0.6, 0.1, 0.5, 0.2
_LEAST_DRAWS = 1000
_AND: tuple[InputName, ...] = ("growth", "hour_price_ratio", "payout")
_FIFTHS = 5
_TABLE = (
    "model", "earned", "earned_low", "earned_high", "income", "income_low", "income_high",
    "p_loss", "p_best", "regret", "borrowed_share", "status", "asks",
)  # fmt: skip
_MONTHS = (
    "model", "month", "earned", "earned_low", "earned_high", "total", "total_low", "total_high",
)  # fmt: skip
_DRIVERS = ("model", "input", "basis", "correlation", "share", "earned_if_low", "earned_if_high")
_INPUTS = ("input", "middle", "low", "high", "basis", "n", "figures")

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "seldom": message(
            "It is the best in {p_best} of the draws; at least {certain} are asked for."
        ),
        "regret": message(
            "A wrong choice would cost too much: on average over the draws it forgoes "
            "{regret_share} of the {could_earn} a month that the best choice in each draw earns; "
            "the limit is {most_regret}."
        ),
        "nothing": message(
            "Even the best choice in each draw earns nothing on average, before the page is paid."
        ),
        "borrowed": message(
            "{borrowed_share} of what moves it comes from public figures and assumptions; the "
            "limit is {most_borrowed}. Tell the figures that weigh most."
        ),
        "loss": message(
            "With the work on the page paid and only what can be traced today, the chance of a "
            "loss is {p_loss}; the limit is {most_loss}."
        ),
        "work": message("Nobody has told what an hour of work costs, so no loss can be seen."),
        "one": message("Fewer than two models can be counted, so there is nothing to choose from."),
        "lack": message(
            "No model can be counted yet: the files say too little, and nothing else was told."
        ),
    }
)
"""Why no model is recommended; the numbers are those of the first model and of the rule."""


@dataclass(frozen=True)
class Scenarios:
    """What each model would earn, a month on average, in the client's currency.

    Parameters
    ----------
    table
        One row a model, the best first: ``earned`` (before the costs of the page), ``income``
        (after them; missing where an hour of work has no cost), each with ``_low`` and ``_high``
        (eight out of ten draws lie between); ``p_loss`` and ``p_best`` (shares of the draws);
        ``regret`` (what choosing it would lose on average, money); ``borrowed_share`` (part of what
        moves its earnings that is public or assumed, 0-1); ``status`` (counted, asked);
        ``asks`` (what is lacking, names of inputs).
    months
        ``model``, ``month`` (1 is the first), ``earned`` in that month and ``total`` until its end,
        both before the costs of the page, with their intervals, money.
    drivers
        ``model``, ``input``, ``basis``, ``correlation`` (rank correlation with what is earned),
        ``share`` (of all squared correlations, 0-1), ``earned_if_low`` and ``earned_if_high`` (mean
        of it where the input lies in its lowest and highest fifth, money a month).
    inputs
        ``input``, ``middle``, ``low``, ``high``, ``basis`` (own, told, public, assumed), ``n``
        (contacts, visits, orders or months behind it) and ``figures`` (ids of public figures).
    page_cost
        What work and money for the page cost a month: middle, low, high; None where not known.
    recommendation
        One model, or None.
    reasons
        Keys of `REASONS`: each condition that fails; empty when a model is recommended.
    could_earn
        What the best choice in each draw earns on average, money a month; None with no model.
    limits
        The conditions by name: certain, most_regret, most_borrowed, most_loss.
    currency, ahead, draws
        Of the money; months ahead; draws.
    """

    table: pd.DataFrame
    months: pd.DataFrame
    drivers: pd.DataFrame
    inputs: pd.DataFrame
    page_cost: tuple[float, float, float] | None
    recommendation: Model | None
    reasons: tuple[str, ...]
    could_earn: float | None
    limits: Mapping[str, float]
    currency: str
    ahead: int
    draws: int


def simulate_income(
    inputs: Mapping[InputName, Input],
    *,
    currency: str,
    models: Sequence[Model] = MODELS,
    months: int = 12,
    draws: int = 20_000,
    seed: int = 0,
    certain: float = CERTAIN,
    most_regret: float = MOST_REGRET,
    most_borrowed: float = MOST_BORROWED,
    most_loss: float = MOST_LOSS,
) -> Scenarios:
    """Compare ways to earn from one audience by Monte Carlo.

    Every input is drawn with its doubt, and the same draw serves every model, so that a model is
    the best when it is better in the same world. Orders come by chance (Poisson), their amounts
    as the client's own orders differ.

    Parameters
    ----------
    inputs
        Result of `smmlab.money.scenario_inputs.scenario_inputs`.
    currency
        Of every sum of money.
    models
        Of own_goods, services, ads and affiliate.
    months
        How far ahead.
    draws
        At least a thousand.
    seed
        Same seed, same result.
    certain, most_regret, most_borrowed, most_loss
        When a model is recommended: the least share of draws in which it is the best; the most that
        choosing it may lose, as a part of what the best of each draw earns; the largest part of
        what moves it that is neither the client's own nor told; and the largest chance that it
        does not pay for the page.

    Returns
    -------
    Scenarios
        See there for columns and units.

    Raises
    ------
    DataError
        For no months or too few draws.

    Notes
    -----
    Beta posterior for rates, Bayesian bootstrap for the value of an order (Rubin 1981), log-normal
    months. Independent inputs; months are not correlated with each other.

    Examples
    --------
    >>> from smmlab.money.scenario_inputs import OwnFigures, scenario_inputs
    >>> own = OwnFigures("EUR", contacts=(20_000.0,) * 6, visits=400, reached=120_000, orders=60,
    ...                  sessions=400, amounts=(20.0, 40.0) * 30, posts=13)
    >>> found = simulate_income(scenario_inputs(own, market="EE"), currency="EUR", draws=2000)
    >>> found.table["status"].tolist(), found.recommendation
    (['counted', 'counted', 'counted', 'counted'], None)
    """
    if months < 1 or draws < _LEAST_DRAWS:
        raise DataError(
            message(
                "Expected at least one month and {least} draws; found {months} months and {draws} "
                "draws."
            ),
            {"least": _LEAST_DRAWS, "months": months, "draws": draws},
        )
    worlds = draw_worlds(inputs, months=months, draws=draws, seed=seed)
    lacks = {model: missing_for(model, worlds) for model in models}
    counted = [model for model in models if not lacks[model]]
    has_work = {"page_hours", "hour_cost"} <= set(worlds.one)
    page = page_costs(worlds) if has_work else np.zeros(draws)
    earned, income = {}, {}
    for model in counted:
        found = EARN[model](worlds)
        # What the model alone costs is never left out; the page costs the same whatever is sold.
        earned[model] = found.earned - found.costs
        income[model] = earned[model] - page
    drivers = _drivers(earned, worlds, inputs)
    table = _table(models, earned, income, lacks, drivers, has_work=has_work)
    low, middle, high = (float(value) for value in np.quantile(page, (0.1, 0.5, 0.9)))
    cost = (middle, low, high) if has_work else None
    limits = MappingProxyType(
        {
            "certain": certain, "most_regret": most_regret, "most_borrowed": most_borrowed,
            "most_loss": most_loss,
        }
    )  # fmt: skip
    best = _best_of_each_draw(earned)
    reasons = _failed(table, best, limits, has_work=has_work)
    recommendation = None if reasons else table["model"].iloc[0]
    return Scenarios(
        table, _by_month(earned), drivers, _described(inputs, worlds), cost, recommendation,
        reasons, best, limits, currency, months, draws,
    )  # fmt: skip


def _table(
    models: Sequence[Model],
    earned: Mapping[Model, Floats],
    income: Mapping[Model, Floats],
    lacks: Mapping[Model, list[InputName]],
    drivers: pd.DataFrame,
    *,
    has_work: bool,
) -> pd.DataFrame:
    best = np.max([one.mean(axis=0) for one in income.values()], axis=0) if income else np.empty(0)
    is_borrowed = drivers["basis"].isin(["public", "assumed"])
    borrowed = drivers[is_borrowed].groupby("model")["share"].sum()
    rows: list[dict[str, object]] = []
    for model in models:
        asks = ", ".join(lacks[model])
        row: dict[str, object] = {"model": model, "status": "asked" if asks else "counted"}
        if not asks:
            mine = income[model].mean(axis=0)
            row |= _quantiles("earned", earned[model].mean(axis=0))
            if has_work:
                row |= {**_quantiles("income", mine), "p_loss": float((mine < 0).mean())}
            row |= {
                "p_best": float((mine >= best).mean()),
                "regret": float((best - mine).mean()),
                "borrowed_share": float(borrowed.get(model, 0.0)),
            }
        rows.append({**row, "asks": asks})
    words = ("model", "status", "asks")
    types = {name: "str" if name in words else "float64" for name in _TABLE}
    table = pd.DataFrame(rows, columns=list(_TABLE)).astype(types)
    return table.sort_values(["p_best", "earned"], ascending=False, kind="stable",
                             ignore_index=True)  # fmt: skip


def _best_of_each_draw(earned: Mapping[Model, Floats]) -> float | None:
    if not earned:
        return None
    return float(np.max([one.mean(axis=0) for one in earned.values()], axis=0).mean())


def _failed(
    table: pd.DataFrame, best: float | None, limits: Mapping[str, float], *, has_work: bool
) -> tuple[str, ...]:
    """Return the conditions of a recommendation that do not hold."""
    if best is None:
        return ("lack",)
    if (table["status"] == "counted").sum() < 2:
        return ("one",)
    first = table.iloc[0]
    fails = {
        "seldom": first["p_best"] < limits["certain"],
        "nothing": best <= 0 < first["regret"],
        "regret": best > 0 and first["regret"] > limits["most_regret"] * best,
        "borrowed": first["borrowed_share"] > limits["most_borrowed"],
        "work": not has_work,
        "loss": has_work and first["p_loss"] > limits["most_loss"],
    }
    return tuple(reason for reason, is_so in fails.items() if is_so)


def _by_month(earned: Mapping[Model, Floats]) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=list(_MONTHS))]
    for model, one in earned.items():
        month = {"model": model, "month": np.arange(1, len(one) + 1)}
        parts.append(
            pd.DataFrame(month | _bands("earned", one) | _bands("total", one.cumsum(axis=0)))
        )
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _bands(name: str, rows: Floats) -> dict[str, Floats]:
    low, middle, high = np.quantile(rows, (0.1, 0.5, 0.9), axis=1)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}


def _drivers(
    earned: Mapping[Model, Floats], worlds: Worlds, inputs: Mapping[InputName, Input]
) -> pd.DataFrame:
    from scipy.stats import rankdata

    rows = []
    for model, one in earned.items():
        mine = one.mean(axis=0)
        ranks = rankdata(mine)
        found = []
        # The page costs the same whatever is sold, so it is no part of this.
        for name in dict.fromkeys((*_parts(model, inputs), *_AND)):
            if not _moves(name, model, worlds, inputs):
                continue
            values = worlds.one[name]
            order = np.argsort(values, kind="stable")
            fifth = max(1, len(order) // _FIFTHS)
            found.append(
                (model, name, inputs[name].basis,
                 float(np.corrcoef(rankdata(values), ranks)[0, 1]) if np.ptp(mine) else 0.0,
                 float(mine[order[:fifth]].mean()), float(mine[order[-fifth:]].mean()))
            )  # fmt: skip
        total = sum(row[3] ** 2 for row in found)
        rows += [
            (*row[:4], row[3] ** 2 / total if total else 0.0, *row[4:])
            for row in sorted(found, key=lambda row: -abs(row[3]))
        ]
    return pd.DataFrame(rows, columns=list(_DRIVERS))


def _parts(model: Model, inputs: Mapping[InputName, Input]) -> tuple[InputName, ...]:
    """Return what a model rests on; contacts that were worked out give way to what is behind."""
    if "contacts" in inputs:
        return NEEDS[model]
    behind: tuple[InputName, ...] = ("followers", "posts", "reach_rate")
    if "visits" in inputs:
        behind = ("visits", "click_rate")
    return (*behind, *(name for name in NEEDS[model] if name != "contacts"))


def _moves(
    name: InputName, model: Model, worlds: Worlds, inputs: Mapping[InputName, Input]
) -> bool:
    if name not in inputs or np.ptp(worlds.one[name]) == 0:
        return False
    if name == "hour_price_ratio":
        return model == "services" and "hour_price" not in inputs
    return name != "payout" or model == "ads"


def _described(inputs: Mapping[InputName, Input], worlds: Worlds) -> pd.DataFrame:
    rows = []
    for name, known in inputs.items():
        low, middle, high = np.quantile(worlds.one[name], (0.1, 0.5, 0.9))
        rows.append((name, float(middle), float(low), float(high), known.basis, known.n,
                     " ".join(known.figures)))  # fmt: skip
    return pd.DataFrame(rows, columns=list(_INPUTS)).astype({"n": "Int64"})


def _quantiles(name: str, values: Floats) -> dict[str, float]:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return {name: float(middle), f"{name}_low": float(low), f"{name}_high": float(high)}
