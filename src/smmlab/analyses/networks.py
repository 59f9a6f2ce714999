"""The choice of a network for a project: public figures, counted sellers, own results."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.findings import Source, trace
from smmlab.money.orders import counted_orders
from smmlab.networks.competition import COUNTING_SD
from smmlab.networks.fit import score_networks
from smmlab.networks.fit_findings import network_findings
from smmlab.networks.habits import habit_findings, network_habits
from smmlab.networks.measured import measure_own
from smmlab.networks.seller_counts import COUNT_COLUMNS, count_agreement, seller_findings
from smmlab.project import Project
from smmlab.schema import NETWORKS


def networks_room(tables: Tables) -> Room:
    """Run the network fit."""
    project = tables.project
    counts = seller_counts(project)
    fit = score_networks(
        project.brief, rivals=project.rivals, own=_measured(tables), evidence=project.evidence,
        counting_sd=counting_error(counts), seed=SEED,
    )  # fmt: skip
    decided = project.decisions().get("network")
    chosen = str(decided.choice.get("network") or "") if decided else ""
    named = list(dict.fromkeys(name for name in (chosen, *fit.contenders) if name in NETWORKS))
    habits = network_habits(named, market=project.brief.market, evidence=project.evidence)
    found = [
        *network_findings(fit, own_sources=_own_rows(tables)),
        *seller_findings(counts),
        *habit_findings(habits),
    ]
    return Room({"fit": fit}, found)


def counting_error(counts: pd.DataFrame) -> float:
    """Return how far one count of sellers strays on the log scale, as two people measured it.

    The usual error stands in until enough networks were counted twice.

    Examples
    --------
    >>> counting_error(pd.DataFrame(columns=list(COUNT_COLUMNS)))
    0.2
    """
    measured = None if counts.empty else count_agreement(counts).counting_sd
    # Two people may agree by luck; no count by hand is without any error.
    return COUNTING_SD if measured is None else max(measured, COUNTING_SD / 4)


def own_results(project: Project) -> pd.DataFrame:
    """Return what the client has measured on each network.

    Parameters
    ----------
    project
        An opened client folder.

    Returns
    -------
    DataFrame
        network, posts, reach, engagements, enquiries, orders, as `smmlab.score_networks` takes
        them for ``own``; see `smmlab.networks.measured.measure_own`.

    Examples
    --------
    >>> from smmlab.analyses.networks import own_results
    """
    return _measured(Tables(project))


def seller_counts(project: Project) -> pd.DataFrame:
    """Return the counts of sellers that people have typed in.

    Parameters
    ----------
    project
        An opened client folder.

    Returns
    -------
    DataFrame
        The columns of `smmlab.networks.seller_counts.COUNT_COLUMNS`, one row a count.

    Examples
    --------
    >>> from smmlab.analyses.networks import seller_counts
    """
    decided = project.decisions().get("rivals")
    counts = decided.choice.get("counts", []) if decided else []
    return pd.DataFrame(counts, columns=list(COUNT_COLUMNS))


def _measured(tables: Tables) -> pd.DataFrame:
    return measure_own(tables.own_posts, tables.asked, counted_orders(tables.orders))


def _own_rows(tables: Tables) -> dict[str, tuple[Source, ...]]:
    """Return the rows that own results of each network come from: its posts, and orders."""
    posts = tables.own_posts[tables.own_posts["reach"].notna()]
    orders = trace(tables.orders)
    return {str(name): (*trace(rows), *orders) for name, rows in posts.groupby("network")}
