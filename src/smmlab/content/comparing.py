"""Groups of posts compared within their network: medians, intervals and an honest verdict."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import bootstrap_median

Verdict = Literal["better", "worse", "not_distinguishable", "too_few", "alone"]
LEVEL = 0.05
_COLUMNS = (
    "network", "group", "posts", "counted", "metric", "median", "low", "high", "network_median",
    "p_value", "adjusted_p", "verdict",
)  # fmt: skip


def compare_groups(
    rows: pd.DataFrame, *, seed: int, smallest: int = SMALLEST_GROUP
) -> pd.DataFrame:
    """Compare each group of posts with the other posts of its network.

    Parameters
    ----------
    rows
        ``network``, ``group``, ``metric``, ``value`` (missing where the post cannot be compared).
    seed
        Of the bootstrap.
    smallest
        Posts a group, and the rest, need for an interval and a verdict.

    Returns
    -------
    DataFrame
        One row a network, metric and group, most posts first: ``posts``, ``counted`` (posts with a
        value), ``median`` with a bootstrap interval ``low`` to ``high`` (95 %), ``network_median``
        (of all posts of the network), ``p_value`` (Mann-Whitney against the rest), ``adjusted_p``
        (Benjamini-Hochberg over all rows tested) and ``verdict``: ``too_few`` posts in the group,
        or ``alone``, where all others of the network together are too few.

    Notes
    -----
    Once a group stands out, it leaves the rest that the others are compared with: one excellent
    group must not make every ordinary one look poor.
    """
    from scipy.stats import false_discovery_control

    found: list[dict[str, object]] = []
    for (network, metric), mine in rows.groupby(["network", "metric"], sort=True):
        values = {
            str(group): posts.dropna().to_numpy(dtype=np.float64)
            for group, posts in mine.groupby("group", sort=True)["value"]
        }
        sizes = mine.groupby("group").size()
        tests = _against_the_rest(values, smallest)
        for number, (group, counted) in enumerate(values.items()):
            is_enough = len(counted) >= smallest
            low, high = (
                bootstrap_median(counted, seed=seed + number) if is_enough else (np.nan, np.nan)
            )
            p_value, side = tests.get(group, (np.nan, 0.0))
            found.append(
                {
                    "network": network, "group": group, "posts": int(sizes[group]),
                    "counted": len(counted), "metric": metric,
                    "median": float(np.median(counted)) if len(counted) else np.nan,
                    "low": low, "high": high, "network_median": float(mine["value"].median()),
                    "p_value": p_value, "side": side,
                }
            )  # fmt: skip
    table = pd.DataFrame(found, columns=[*_COLUMNS[:10], "side"])
    tested = table["p_value"].notna()
    adjusted = pd.Series(np.nan, index=table.index, dtype="float64")
    if tested.any():
        adjusted[tested] = false_discovery_control(table.loc[tested, "p_value"].clip(0, 1))
    stands = adjusted <= LEVEL
    verdict = np.select(
        [
            ~tested & (table["counted"] >= smallest),
            ~tested,
            stands & (table["side"] > 0),
            stands & (table["side"] < 0),
        ],
        ["alone", "too_few", "better", "worse"],
        "not_distinguishable",
    )
    table = table.assign(adjusted_p=adjusted, verdict=pd.array(verdict, dtype="str"))
    table = table.sort_values(
        ["network", "metric", "posts", "group"], ascending=[True, True, False, True]
    )
    return table[list(_COLUMNS)].reset_index(drop=True)


def _against_the_rest(
    values: dict[str, npt.NDArray[np.float64]], smallest: int
) -> dict[str, tuple[float, float]]:
    """Return, for each group that can be tested, its p-value and its side of the rest."""
    from scipy.stats import mannwhitneyu

    left, tests = dict(values), dict[str, tuple[float, float]]()
    while left:
        open_ones = []
        for group, inside in left.items():
            others = [counted for name, counted in left.items() if name != group]
            outside = np.concatenate(others) if others else np.array([])
            if min(len(inside), len(outside)) >= smallest:
                side = float(np.sign(np.median(inside) - np.median(outside)))
                tests[group] = float(mannwhitneyu(inside, outside).pvalue), side
                open_ones.append((tests[group][0], group))
        if not open_ones or min(open_ones)[0] * len(open_ones) > LEVEL:
            break
        del left[min(open_ones)[1]]
    return tests
