"""A hundred thousand idle followers or two thousand active ones: which of them earns more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.money.scenario_draws import Floats, Input, InputName
from smmlab.money.scenario_findings import rounded
from smmlab.money.scenario_models import EARN, MODELS, Model, Worlds, draw_worlds, missing_for
from smmlab.texts import message

ACTIVE_DAYS = 90
"""Whoever wrote or reacted in so many days is active."""
CERTAIN = 0.8
"""Chance from which the saying is held true, or false the other way."""
MANY, FEW = (100_000, 0), (2_000, 2_000)
_COLUMNS = (
    "model", "to_active_share", "to_size", "many", "many_low", "many_high", "few", "few_low",
    "few_high", "p_few", "break_even", "verdict",
)  # fmt: skip
_WORTH: Mapping[Model, InputName] = MappingProxyType(
    {"own_goods": "idle_worth", "services": "idle_worth", "affiliate": "idle_worth",
     "ads": "idle_reach"}
)  # fmt: skip

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "few": message("the small active audience earns more"),
        "many": message("the large idle audience earns more"),
        "open": message("not decided"),
    }
)
"""What the comparison says of a model."""


@dataclass(frozen=True)
class ActiveShare:
    """Whether size or activity earns, by model, for the two audiences of the saying.

    Parameters
    ----------
    table
        ``model``; ``to_active_share`` (per cent more earned for one per cent more active share, the
        audience as large as before) and ``to_size`` (for one per cent more followers, all of them
        idle), middles of the draws; ``many`` and ``few`` (earned a month by the two audiences,
        money, before all costs; ``_low`` and ``_high`` hold eight out of ten draws); ``p_few``
        (share of the draws in which the few earn more); ``break_even`` (the worth of an idle
        follower, 0-1, above which the many earn more; missing where no worth between 0 and 1 does);
        ``verdict`` (few, many, open).
    many, few
        Followers, and active people among them.
    followers, active
        Of the client: middle, low and high.
    is_active_known
        Whether the active people come from the client's files or were told.
    """

    table: pd.DataFrame
    many: tuple[int, int]
    few: tuple[int, int]
    followers: tuple[float, float, float] | None
    active: tuple[float, float, float] | None
    is_active_known: bool
    currency: str


def compare_active_share(
    inputs: Mapping[InputName, Input],
    *,
    currency: str,
    models: Sequence[Model] = MODELS,
    many: tuple[int, int] = MANY,
    few: tuple[int, int] = FEW,
    draws: int = 20_000,
    seed: int = 0,
    certain: float = CERTAIN,
) -> ActiveShare:
    """Compare a large idle audience with a small active one, at the client's own rates.

    What a person brings is the client's own rate, shared out between active and idle followers: an
    idle one buys ``idle_worth`` of what an active one buys, and is shown ``idle_reach`` of the
    posts. Buyers count for goods, services and a partner's goods; posts shown count for ads.

    Parameters
    ----------
    inputs
        Result of `smmlab.money.scenario_inputs.scenario_inputs`.
    currency
        Of every sum.
    models
        Which to compare.
    many, few
        Followers of each audience, and active people among them.
    draws, seed
        Same seed, same result.
    certain
        Share of the draws from which a verdict is given.

    Returns
    -------
    ActiveShare
        See there; a model that cannot be counted has no row.

    Raises
    ------
    DataError
        When an audience has more active people than followers, or nobody.

    Notes
    -----
    With the active share s and the worth w of an idle follower, earnings go with s + w (1 - s) for
    each follower. The elasticity to s is s (1 - w) / (s + w (1 - s)), and to followers who are all
    idle w / (s + w (1 - s)).

    Examples
    --------
    >>> from smmlab.money.scenario_inputs import Assumptions, OwnFigures, scenario_inputs
    >>> told = Assumptions(followers=1000, active=100, idle_worth=0.01, order_value=30)
    >>> own = OwnFigures("EUR", contacts=(20_000.0,) * 6)
    >>> found = compare_active_share(scenario_inputs(own, told, market="EE"), currency="EUR")
    >>> found.table.set_index("model")["verdict"].to_dict()["own_goods"]
    'few'
    """
    for followers, acting in (many, few):
        if not 0 <= acting <= followers or followers == 0:
            raise DataError(
                message(
                    "Expected an audience with no more active people than followers; found "
                    "{active} of {followers}."
                ),
                {"active": acting, "followers": followers},
            )
    worlds = draw_worlds(inputs, months=1, draws=draws, seed=seed, is_chance=False)
    counted = [name for name in models if not missing_for(name, worlds)]
    if not counted or "followers" not in worlds.one:
        return ActiveShare(pd.DataFrame(columns=list(_COLUMNS)), many, few, None, None, False,
                           currency)  # fmt: skip
    size, active = _audience(worlds)
    rows = [
        _compare(model, worlds, size, active, many=many, few=few, certain=certain)
        for model in counted
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return ActiveShare(table, many, few, _three(size), _three(active), "active" in inputs, currency)


def elasticities(share: Floats, worth: Floats) -> tuple[Floats, Floats]:
    """Return how earnings answer to the active share, and to more followers who are all idle.

    Examples
    --------
    >>> to_share, to_size = elasticities(np.array([0.1]), np.array([0.0]))
    >>> to_share.tolist(), to_size.tolist()
    ([1.0], [0.0])
    """
    each = share + worth * (1 - share)
    return share * (1 - worth) / each, worth / each


def _audience(worlds: Worlds) -> tuple[Floats, Floats]:
    one = worlds.one
    size = np.maximum(one["followers"], 1.0)
    if "active" in one:
        # Whoever writes without following makes the audience as large as that at least.
        size = np.maximum(size, one["active"])
        return size, np.maximum(one["active"], 1e-9)
    return size, size * one["active_share"]


def _compare(
    model: Model,
    worlds: Worlds,
    size: Floats,
    active: Floats,
    *,
    many: tuple[int, int],
    few: tuple[int, int],
    certain: float,
) -> dict[str, object]:
    worth = worlds.one[_WORTH[model]]
    own = active + worth * (size - active)
    to_share, to_size = elasticities(active / size, worth)
    earned = {
        name: _earned(model, worlds, (people[1] + worth * (people[0] - people[1])) / own)
        for name, people in (("many", many), ("few", few))
    }
    p_few = float((earned["few"] > earned["many"]).mean())
    verdict = "few" if p_few >= certain else "many" if p_few <= 1 - certain else "open"
    row: dict[str, object] = {
        "model": model,
        "to_active_share": float(np.median(_bounded(model, worlds, to_share))),
        "to_size": float(np.median(_bounded(model, worlds, to_size))),
        "p_few": p_few,
        "break_even": break_even(many, few),
        "verdict": verdict,
    }
    for name, values in earned.items():
        middle, low, high = _three(values)
        row |= {name: middle, f"{name}_low": low, f"{name}_high": high}
    return row


def break_even(many: tuple[int, int], few: tuple[int, int]) -> float:
    """Return the worth of an idle follower at which both audiences earn the same; else missing.

    Examples
    --------
    >>> break_even((100_000, 0), (2_000, 2_000))
    0.02
    """
    idle = (many[0] - many[1]) - (few[0] - few[1])
    worth = (few[1] - many[1]) / idle if idle else float("nan")
    return worth if 0 <= worth <= 1 else float("nan")


def _earned(model: Model, worlds: Worlds, times: Floats) -> Floats:
    grown = Worlds(worlds.one, worlds.contacts * times, worlds.spread)
    earned: Floats = EARN[model](grown).earned[0]
    return earned


def _bounded(model: Model, worlds: Worlds, elasticity: Floats) -> Floats:
    """Return the elasticity of what is earned: no more hours can be sold than there are."""
    if model != "services":
        return elasticity
    more = _earned(model, worlds, np.full(len(elasticity), 1.001))
    now = _earned(model, worlds, np.ones(len(elasticity)))
    bounded: Floats = np.where(more > now, elasticity, 0.0)
    return bounded


def _three(values: Floats) -> tuple[float, float, float]:
    low, middle, high = (float(value) for value in np.quantile(values, (0.1, 0.5, 0.9)))
    return middle, low, high


_FOLLOWERS = message(
    "People who follow: counted where the files tell, else worked out from the reach of posts and "
    "the part of followers a post usually reaches."
)
_ACTIVE = message(
    "People who wrote or reacted of late, where the files name them; else the usual part of the "
    "followers."
)
_MANY = message(
    "What the large idle audience would earn a month, in the same draws as the ways to earn."
)
_FEW = message(
    "What the small active audience would earn a month, in the same draws as the ways to earn."
)
_P_FEW = message("Share of the draws in which the small active audience earns more.")
_TO_SHARE = message(
    "How many per cent more are earned with one per cent more active share, the audience as large "
    "as before; the middle of the draws."
)
_TO_SIZE = message(
    "How many per cent more are earned with one per cent more followers who are all idle; the "
    "middle of the draws."
)
_BREAK_EVEN = message(
    "Worth of an idle follower, for an active one, at which both audiences earn the same."
)


def active_share_findings(compared: ActiveShare, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what the two audiences would earn, and how earnings answer to activity and size.

    Parameters
    ----------
    compared
        Result of `compare_active_share`.
    sources
        The rows behind it.
    """
    rows, unit = tuple(sources), compared.currency
    findings = [
        _people(f"money.audience.{name}", three, method, rows)
        for name, three, method in (
            ("followers", compared.followers, _FOLLOWERS), ("active", compared.active, _ACTIVE),
        )
        if three is not None and three[0] >= SMALLEST_GROUP
    ]  # fmt: skip
    for row in compared.table.to_dict("records"):
        key = f"money.audiences.{row['model']}"
        for name, method in (("many", _MANY), ("few", _FEW)):
            low, high = rounded(row[f"{name}_low"]), rounded(row[f"{name}_high"])
            findings.append(
                Finding(f"{key}.{name}", rounded(row[name]), unit, None, low, high, "estimated",
                        method, rows)
            )  # fmt: skip
        for name, method, counted_in in (
            ("p_few", _P_FEW, "probability"), ("to_active_share", _TO_SHARE, "elasticity"),
            ("to_size", _TO_SIZE, "elasticity"), ("break_even", _BREAK_EVEN, "share"),
        ):  # fmt: skip
            if pd.notna(row[name]):
                findings.append(
                    Finding(f"{key}.{name}", float(row[name]), counted_in, status="estimated",
                            method=method, sources=rows)
                )  # fmt: skip
    return findings


def _people(
    key: str, three: tuple[float, float, float], method: str, sources: tuple[Source, ...]
) -> Finding:
    middle, low, high = three
    if low == high:
        # The same in every draw: it was counted, or told.
        count = int(middle)
        return Finding(key, count, "people", count, method=method, sources=sources)
    return Finding(key, int(rounded(middle)), "people", None, rounded(low), rounded(high),
                   "estimated", method, sources)  # fmt: skip
