"""Who gets credit for the orders: the client's journeys.csv, and the test that credit cannot be."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.findings import trace
from smmlab.money.credit_comparison import compare_credit, credit_findings
from smmlab.money.geo_test import count_weeks, effect_test_findings, plan_geo_test
from smmlab.money.journeys import Journeys, build_journeys, read_paths
from smmlab.money.journeys_and_shop import compare_with_shop
from smmlab.own_journeys import read_journeys
from smmlab.project import Project

_NOBODY = pd.DataFrame(
    {name: [] for name in ("path", "conversions", "nulls", "value", "currency")}
).astype({"path": "str", "currency": "str"})


def credit_room(tables: Tables) -> Room:
    """Put the rules of credit side by side, and say what a test would need."""
    rows = read_journeys(tables.project.folder)
    credit = compare_credit(_ways(rows), seed=SEED)
    orders, traced = tables.orders, () if rows is None else trace(rows)
    test = plan_geo_test(count_weeks(orders, timezone=tables.timezone))
    found = [
        *credit_findings(credit, sources=traced),
        *compare_with_shop(credit, orders, sources=(*traced, *trace(orders))),
        *effect_test_findings(test, sources=trace(orders)),
    ]
    return Room({"credit": credit, "geo_test": test}, found)


def load_journeys(project: Project, *, window_days: int = 30) -> Journeys:
    """Return the journeys of a client's journeys.csv; none when there is no such file.

    Parameters
    ----------
    project
        An opened client folder.
    window_days
        How far back from its end a way reaches, days, where the file has a row for every touch.

    Returns
    -------
    Journeys
        For `smmlab.money.credit_comparison.compare_credit` and
        `smmlab.money.credit.credit_channels`.

    Raises
    ------
    ProjectError
        Naming what cannot be used in the file, by line and column.

    Examples
    --------
    >>> from smmlab.analyses.credit import load_journeys
    """
    return _ways(read_journeys(project.folder), window_days)


def _ways(rows: pd.DataFrame | None, window_days: int = 30) -> Journeys:
    if rows is None:
        return read_paths(_NOBODY)
    if "path" in rows:
        # Ways that are counted already have no times, so no window cuts them.
        return read_paths(rows)
    return build_journeys(rows, window_days=window_days)
