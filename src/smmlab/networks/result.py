"""What a network fit holds: every network with its odds, and what the odds rest on."""

from dataclasses import dataclass

import pandas as pd

COLUMNS = (
    "network", "gate", "gate_reason", "gate_source", "status", "reach", "reach_low", "reach_high",
    "affinity", "composition", "potential", "potential_low", "potential_high", "interested",
    "interested_low", "interested_high", "sellers", "potential_per_seller", "score", "score_low",
    "score_high", "p_best", "p_top_two", "regret", "own_results", "borrowed_from", "grade", "year",
    "source_id",
)  # fmt: skip


@dataclass(frozen=True)
class NetworkFit:
    """Every network with its odds, and the choice if the evidence carries one.

    Parameters
    ----------
    table
        One row a network, the most likely first: gate (open|warned|closed), gate_reason,
        gate_source, status (scored|closed|no_figure), reach (share of adults) with 80 % interval,
        affinity (100 = as everybody), composition (share of the network's adults who are in the
        target group), potential (people of the target group) with interval, interested (those who
        come to the network to buy) with interval, sellers (counted, missing when unknown),
        potential_per_seller, score (interested people who will meet the business's posts; without
        any counts interested people only) with interval, p_best, p_top_two, regret (share of the
        best lost), own_results (the client's own results moved it), borrowed_from (the market its
        figure comes from, empty for its own), grade, year and source_id of the figure on reach.
    recommendation
        The one network, or None: not decided.
    contenders
        The networks that may be best.
    cautions
        The sentences to print first; none when there is nothing to warn of.
    test
        The cheapest next step, empty when decided.
    conditions
        What the likeliest must hold to be named (`smmlab.networks.choosing.check_conditions`).
    places
        How often each network takes each place (`rank_acceptability`).
    wins
        How often each beats each other one (`pairwise_wins`).
    settings
        The winner under every feed load and weighting; ``curve`` has every chance by feed load.
    curve
        feed_load, network, p_best.
    sensitivity
        Which input would most change the answer (`vary_inputs`).
    break_even
        By how much an input must change before another wins (`break_even_values`).
    rules
        Every rule that touches the brief (`smmlab.networks.gates.rules_for`).
    figures
        The evidence rows behind each network, with ``used_for``.
    own
        Own results per network (`summarise_own`).
    people
        Size of the target group: median and 80 % interval.
    without_own
        network, p_best: the chances as they would be without own results; empty where these moved
        nothing.
    """

    table: pd.DataFrame
    recommendation: str | None
    contenders: tuple[str, ...]
    cautions: tuple[str, ...]
    test: str
    conditions: pd.DataFrame
    places: pd.DataFrame
    wins: pd.DataFrame
    settings: pd.DataFrame
    curve: pd.DataFrame
    sensitivity: pd.DataFrame
    break_even: pd.DataFrame
    rules: pd.DataFrame
    figures: pd.DataFrame
    own: pd.DataFrame
    people: tuple[float, float, float]
    without_own: pd.DataFrame
