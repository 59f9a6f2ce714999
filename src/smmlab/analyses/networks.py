"""The choice of a network for a project: public figures, counted sellers, own results."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.findings import Source, trace
from smmlab.money.orders import counted_orders
from smmlab.networks.fit import score_networks
from smmlab.networks.fit_findings import network_findings
from smmlab.networks.measured import measure_own
from smmlab.project import Project


def networks_room(tables: Tables) -> Room:
    """Run the network fit."""
    project = tables.project
    fit = score_networks(
        project.brief, rivals=project.rivals, own=_measured(tables), evidence=project.evidence,
        seed=SEED,
    )  # fmt: skip
    return Room({"fit": fit}, network_findings(fit, own_sources=_own_rows(tables)))


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


def _measured(tables: Tables) -> pd.DataFrame:
    return measure_own(tables.own_posts, tables.asked, counted_orders(tables.orders))


def _own_rows(tables: Tables) -> tuple[Source, ...]:
    """Return the rows that own results come from: posts and orders."""
    return (*trace(tables.own_posts), *trace(tables.orders))
