"""How to spend a fixed budget on placements: how many to try first, and when to stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import Finding, Source
from smmlab.intervals import Floats
from smmlab.rivals.placement_bandit import (
    BEATEN,
    Arms,
    Places,
    Seen,
    Spent,
    Worlds,
    arms_of,
    chance_to_beat,
    chance_within,
    log_worth,
    spend_fixed,
    spend_learning,
)
from smmlab.rivals.placements import PlacementComparison
from smmlab.texts import message

LEAST_VISITS = 50
"""A placement is not judged before it brought as many visits; a convention."""
Policy = Literal["plan", "equal", "cheapest"]

TRY = message(
    "Publish here first, with a link that carries its own tag. Judge it only after enough visits."
)
FOLLOW = message(
    "Put the next part of the rest where the results for the money are best so far. Leave a "
    "placement when it is unlikely to beat the best one."
)
FOLLOW_ALLOWED = message(
    "Put the next part of the rest where the results for the money are best so far. Leave a "
    "placement when it is unlikely to beat the best one, or when a result is almost surely dearer "
    "than allowed; when all are left, keep the rest of the money."
)
BEATEN_SO_FAR = message("Stop here: after the tries so far it hardly has a chance to be the best.")
TOO_DEAR = message(
    "Stop here: after the tries so far a result is almost surely dearer than allowed."
)
KEEP = message("Keep the rest: it does not pay for one more post.")
TOO_SMALL = message("The budget does not pay for one post anywhere. Ask for smaller offers.")
NOTHING_KNOWN = message(
    "No placement has both a price and a reach, so nothing can be planned. Ask the pages for both."
)
NOTHING_LEFT = message(
    "Every placement was tried and fell short: none is worth more money. Look for others."
)
_ROUNDS = ("round", "network", "page", "posts", "spend", "currency", "p_best", "advice")
_POLICIES = (
    "policy", "placements", "results", "results_low", "results_high", "spend", "most_spent",
    "regret", "on_best", "finds_best", "currency",
)  # fmt: skip
_MOST_TRIED = 8
_WORTH_ONE_MORE = 1.01  # one more placement is tried only when it brings at least this much more

_RESULTS = message(
    "Results of the plan in the draws: a few placements first, then the best so far; the interval "
    "holds four of five draws."
)
_FIRST = message("How many placements to try first: the number that brings most in the draws.")
_REGRET = message(
    "What is lost on average against knowing the best placement from the start, as part of that."
)


@dataclass(frozen=True)
class PlacementPlan:
    """A budget for placements, spent in rounds.

    Parameters
    ----------
    rounds
        One row a step; see `plan_placements`.
    policies
        What the plan brings in the simulation beside simpler ways of spending.
    currency
        Of the budget.
    budget, allowed_cost, least_visits
        As asked.
    left_out
        Placements priced in other currencies, which are never added to this one.
    """

    rounds: pd.DataFrame
    policies: pd.DataFrame
    currency: str
    budget: float
    allowed_cost: float | None
    least_visits: int
    left_out: int

    @property
    def first(self) -> int:
        """How many placements are tried first."""
        return int((self.rounds["round"] == 1).sum())


def plan_placements(
    comparison: PlacementComparison,
    *,
    budget: float,
    currency: str | None = None,
    allowed_cost: float | None = None,
    first: int | None = None,
    tries: int = 1,
    least_visits: int = LEAST_VISITS,
    worlds: int = 1000,
    seed: int = 0,
) -> PlacementPlan:
    """Plan how to spend a budget on placements: try some, follow the best, stop in time.

    Parameters
    ----------
    comparison
        Result of `smmlab.rivals.placements.compare_placements`.
    budget
        All that may be spent, in ``currency``; never exceeded.
    currency
        The currency planned in; by default that of most placements with a known cost.
    allowed_cost
        The most one result may cost.
    first
        How many placements to try first; by default as many as bring most in the simulation.
    tries
        Posts of each in the first round.
    least_visits
        A placement is not judged before it brought as many visits.
    worlds
        How often the simulation draws what might be true.
    seed
        Of the simulation.

    Returns
    -------
    PlacementPlan
        ``rounds``: ``round`` (0 what to stop now, 1 what to try first, 2 the rest), ``network``
        and ``page`` (empty in the last: it goes where the first round points), ``posts``,
        ``spend`` (in ``currency``), ``p_best`` (chance to beat the best other one, as known now)
        and ``advice``. ``policies``: ``policy`` (plan; equal parts for all that are tried;
        everything into the cheapest for a thousand people), ``placements`` used, ``results``
        expected with an 80 % interval over the worlds, ``spend`` and ``most_spent``, ``regret``
        (part of the results of the best choice that is lost, 0-1), ``on_best`` (part of the money
        that goes to the best placement, 0-1), ``finds_best`` (how often it prefers the best
        placement at the end, 0-1).

    Raises
    ------
    DataError
        When the budget, the allowed cost or the number of posts makes no sense.

    References
    ----------
    Thompson (1933), Biometrika 25, 285-294; Russo et al. (2018), A Tutorial on Thompson Sampling.

    Examples
    --------
    >>> from smmlab.rivals.placements import compare_placements
    >>> offers = pd.DataFrame({"network": "telegram", "page": ["a", "b", "c"],
    ...                        "price": [50.0, 60.0, 40.0], "reach": [4000.0, 9000.0, 1500.0]})
    >>> plan = plan_placements(compare_placements(offers), budget=600, worlds=200)
    >>> float(plan.rounds["spend"].sum()), plan.policies["policy"].tolist()
    (600.0, ['plan', 'equal', 'cheapest'])
    """
    _check(budget, allowed_cost, tries, worlds)
    inputs = comparison.inputs[comparison.inputs["price"] > 0]
    chosen = currency or (str(inputs["currency"].mode().iloc[0]) if len(inputs) else "")
    ours = inputs[inputs["currency"] == chosen].reset_index(drop=True)
    left_out = len(inputs) - len(ours)
    advice = _first_advice(ours, allowed_cost, least_visits)
    standing = advice["advice"].eq("")
    affordable = standing & (ours["price"] * tries <= budget)
    payable = ours[affordable].reset_index(drop=True)
    if payable.empty:
        why = NOTHING_KNOWN if ours.empty else TOO_SMALL if standing.any() else NOTHING_LEFT
        none, rest = pd.DataFrame(columns=list(_POLICIES)), _closing(why, chosen)
        rounds = _rounds(ours, advice, rest)
        return PlacementPlan(rounds, none, chosen, budget, allowed_cost, least_visits, left_out)
    arms = arms_of(payable)
    order = arms.best_first()
    options = _options(arms, order, budget, tries, first)
    drawn = Worlds.drawn(arms, worlds, np.random.default_rng([seed, 0]))
    game = _Game(arms, drawn, budget, tries, allowed_cost, least_visits, seed)
    played = {number: game.plan(order[:number]) for number in options}
    number = _fewest_of_the_best({n: float(game.results(s).mean()) for n, s in played.items()})
    tried = order[:number]
    policies = pd.DataFrame(
        [
            game.row("plan", played[number]),
            game.row("equal", game.equal(tried)),
            game.row("cheapest", game.cheapest()),
        ],
        columns=list(_POLICIES[:-1]),
    ).assign(currency=chosen)
    chance = advice.loc[affordable, "p_best"].to_numpy()
    buying = payable.loc[tried, ["network", "page"]].assign(
        round=1, posts=tries, spend=payable["price"] * tries, currency=chosen, p_best=chance[tried],
        advice=TRY,
    )  # fmt: skip
    left = budget - float(buying["spend"].sum())
    follow = FOLLOW if allowed_cost is None else FOLLOW_ALLOWED
    again = left >= float(buying["spend"].min()) / tries
    rest = _closing(follow if again else KEEP, chosen).assign(spend=left)
    rounds = _rounds(ours, advice, pd.concat([buying, rest]))
    return PlacementPlan(rounds, policies, chosen, budget, allowed_cost, least_visits, left_out)


def plan_findings(plan: PlacementPlan, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how many to try first, what the plan brings and what not knowing costs.

    Keys ``rivals.placements.plan.first`` (placements), ``.results`` (results of the whole budget)
    and ``.regret`` (share); nothing without a plan.

    Examples
    --------
    >>> none = pd.DataFrame(columns=["round"])
    >>> plan_findings(PlacementPlan(none, none, "EUR", 100, None, 50, 0), sources=())
    []
    """
    if plan.policies.empty:
        return []
    ours = plan.policies.set_index("policy").loc["plan"]
    rows = tuple(sources)
    return [
        Finding("rivals.placements.plan.first", plan.first, "placements", status="estimated",
                method=_FIRST, sources=rows),
        Finding("rivals.placements.plan.results", _round(ours["results"]), "results", None,
                _round(ours["results_low"]), _round(ours["results_high"]), "estimated", _RESULTS,
                rows),
        Finding("rivals.placements.plan.regret", float(ours["regret"]), "share",
                status="estimated", method=_REGRET, sources=rows),
    ]  # fmt: skip


def _round(results: float) -> float:
    # An expectation of some dozens is not known to a tenth.
    return float(round(results)) if results >= 10 else round(float(results), 1)


def _check(budget: float, allowed_cost: float | None, tries: int, worlds: int) -> None:
    sound = budget > 0 and (allowed_cost is None or allowed_cost > 0) and tries >= 1 and worlds >= 1
    if not sound:
        raise DataError(
            message(
                "A plan needs a budget above zero, an allowed cost above zero where one is given, "
                "and at least one post in the first round. Found the budget {budget}, the allowed "
                "cost {allowed} and {tries} posts."
            ),
            {"budget": budget, "allowed": "–" if allowed_cost is None else allowed_cost,
             "tries": tries},
        )  # fmt: skip


def _first_advice(
    inputs: pd.DataFrame, allowed_cost: float | None, least_visits: int
) -> pd.DataFrame:
    """Judge what was tried already by the same rules as the rounds to come."""
    if inputs.empty:
        return pd.DataFrame(
            {"p_best": pd.Series(dtype="float64"), "advice": pd.Series(dtype="str")}
        )
    arms = arms_of(inputs)
    mean, variance = log_worth(arms, Seen.none(1, len(arms)))
    beats = chance_to_beat(mean, variance)[0] if len(arms) > 1 else np.ones(1)
    judged = inputs["tried_visits"].fillna(0).to_numpy() >= least_visits
    dear = np.zeros(len(arms), dtype=bool)
    if allowed_cost is not None:
        dear = chance_within(mean, variance, allowed_cost)[0] < BEATEN
    advice = np.select([judged & dear, judged & (beats < BEATEN)], [TOO_DEAR, BEATEN_SO_FAR], "")
    return pd.DataFrame({"p_best": beats, "advice": advice}, index=inputs.index)


def _options(
    arms: Arms, order: Places, budget: float, tries: int, first: int | None
) -> Sequence[int]:
    cost = np.cumsum(arms.price[order] * tries)
    payable = max(int((cost <= budget).sum()), 1)
    if first is not None:
        return [min(max(first, 1), payable)]
    return range(1, min(payable, _MOST_TRIED) + 1)


def _fewest_of_the_best(results: dict[int, float]) -> int:
    best = max(results.values())
    return min(number for number, found in results.items() if found * _WORTH_ONE_MORE >= best)


def _closing(advice: str, currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"round": [2], "network": "", "page": "", "posts": np.nan, "spend": np.nan,
         "currency": currency, "p_best": np.nan, "advice": advice}
    )  # fmt: skip


def _rounds(inputs: pd.DataFrame, advice: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    stopped = inputs.join(advice)
    stopped = stopped[stopped["advice"] != ""].assign(round=0, posts=0, spend=0.0)
    rounds = pd.concat([stopped.reindex(columns=list(_ROUNDS)), then], ignore_index=True)
    return rounds[list(_ROUNDS)].astype(
        {"round": "int64", "posts": "Int64", "spend": "float64", "p_best": "float64"}
    )


@dataclass(frozen=True)
class _Game:
    """The same worlds for every way of spending, so that they differ by the way alone."""

    arms: Arms
    worlds: Worlds
    budget: float
    tries: int
    allowed_cost: float | None
    least_visits: int
    seed: int

    def plan(self, tried: Places) -> Spent:
        return spend_learning(
            self.arms, self.worlds, tried=tried, tries=self.tries, budget=self.budget,
            allowed_cost=self.allowed_cost, least_visits=self.least_visits,
            generator=np.random.default_rng([self.seed, 1]),
        )  # fmt: skip

    def equal(self, tried: Places) -> Spent:
        posts = np.zeros(len(self.arms))
        posts[tried] = np.floor(self.budget / len(tried) / self.arms.price[tried])
        return spend_fixed(self.arms, self.worlds, posts, np.random.default_rng([self.seed, 2]))

    def cheapest(self) -> Spent:
        cheapest = int(np.argmin(np.log(self.arms.price) - self.arms.reach_log))
        posts = np.zeros(len(self.arms))
        posts[cheapest] = np.floor(self.budget / self.arms.price[cheapest])
        return spend_fixed(self.arms, self.worlds, posts, np.random.default_rng([self.seed, 3]))

    def results(self, spent: Spent) -> Floats:
        found: Floats = (spent.posts * np.exp(self.worlds.log_worth)).sum(axis=1)
        return found

    def row(self, policy: Policy, spent: Spent) -> tuple[object, ...]:
        each, results = np.exp(self.worlds.log_worth), self.results(spent)
        cost = spent.posts * self.arms.price
        used = (spent.posts > 0).sum(axis=1).mean()
        possible = (each * np.floor(self.budget / self.arms.price)).max(axis=1)
        best = (each / self.arms.price).argmax(axis=1)
        low, high = np.quantile(results, [0.1, 0.9])
        on_best = cost[np.arange(len(cost)), best].sum() / max(cost.sum(), 1e-9)
        return (
            policy, float(used), float(results.mean()), float(low), float(high),
            float(cost.sum(axis=1).mean()), float(cost.sum(axis=1).max()),
            max(1 - float(results.sum() / possible.sum()), 0.0), float(on_best),
            float((spent.preferred == best).mean()),
        )  # fmt: skip
