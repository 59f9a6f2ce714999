"""How audiences differ: shares beside each other, and how strongly a dimension divides them."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.intervals import newcombe_interval
from smmlab.schema import require

_UNIT = ("network", "page", "basis")
_DIFFERENCES = (
    "dimension", "value", "network", "page", "other_network", "other_page", "share", "other_share",
    "difference", "difference_low", "difference_high", "status",
)  # fmt: skip
_ASSOCIATIONS = ("dimension", "audiences", "people", "cramers_v", "p_value", "adjusted_p", "status")


def compare_shares(shares: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Set the share of each group in one audience beside that in another.

    Parameters
    ----------
    shares
        As in `smmlab.audience.composition.Composition`.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        One row a group and pair of audiences that both have it: ``dimension``, ``value``,
        ``network``, ``page``, ``other_network``, ``other_page``, ``share``, ``other_share``,
        ``difference`` of the two (0-1, may be negative), ``difference_low``, ``difference_high``
        (only where both were counted), ``status`` (``estimated`` where a network reports one of
        them: its figures have no sample to take an interval from).

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> shares = pd.DataFrame({"network": ["vkontakte", "telegram"], "page": None,
    ...     "basis": "counted", "dimension": "sex", "value": "female", "people": [56.0, 48.0],
    ...     "known": [70.0, 80.0], "share": [0.8, 0.6], "status": "measured"})
    >>> found = compare_shares(shares)
    >>> found[["difference", "difference_low", "difference_high"]].round(4).to_numpy().tolist()
    [[-0.2, -0.3339, -0.0524]]
    """
    require(shares, (*_UNIT, "dimension", "value", "people", "known", "share"), table="audience")
    rows = shares.assign(_audience=_audiences(shares))[shares["value"] != "other"]
    names = ["dimension", "value", "network", "page", "basis", "people", "known", "share",
             "_audience"]  # fmt: skip
    other = rows[names].rename(columns={name: f"other_{name}" for name in names[2:]})
    pairs = rows[names].merge(other, on=["dimension", "value"])
    pairs = pairs[pairs["_audience"] < pairs["other__audience"]]
    counted = ((pairs["basis"] == "counted") & (pairs["other_basis"] == "counted")).to_numpy()
    low, high = newcombe_interval(
        pairs["people"].where(counted), pairs["known"].where(counted),
        pairs["other_people"].where(counted), pairs["other_known"].where(counted),
        confidence=confidence,
    )  # fmt: skip
    return pairs.assign(
        difference=pairs["share"] - pairs["other_share"],
        difference_low=low,
        difference_high=high,
        status=np.where(counted, "measured", "estimated"),
    )[list(_DIFFERENCES)].reset_index(drop=True)


def measure_association(shares: pd.DataFrame) -> pd.DataFrame:
    """Tell how strongly the audiences differ in a dimension as a whole.

    Parameters
    ----------
    shares
        As in `smmlab.audience.composition.Composition`.

    Returns
    -------
    DataFrame
        One row a dimension in which two or more audiences have numbers of people for two or more
        common groups: ``dimension``, ``audiences`` (how many), ``people``, ``cramers_v`` (0 alike,
        1 wholly different), ``p_value`` (chi-square) and ``adjusted_p`` (of all dimensions at
        once), both missing where a network reports the numbers, ``status``.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Cramér 1946, Mathematical Methods of Statistics, section 21.9. Benjamini and Hochberg 1995.

    Examples
    --------
    >>> shares = pd.DataFrame({"network": ["a", "a", "b", "b"], "page": None, "basis": "counted",
    ...     "dimension": "sex", "value": ["female", "male"] * 2, "people": [30.0, 10, 10, 30],
    ...     "known": 40.0, "share": [0.75, 0.25, 0.25, 0.75]})
    >>> measure_association(shares)[["people", "cramers_v"]].to_numpy().tolist()
    [[80.0, 0.5]]
    """
    from scipy.stats import chi2_contingency, false_discovery_control

    require(shares, (*_UNIT, "dimension", "value", "people"), table="audience")
    rows = shares.assign(_audience=_audiences(shares))
    found = []
    for dimension, part in rows[rows["people"].notna()].groupby("dimension", sort=False):
        # A person may write in several networks, and the groups both have are what is compared.
        for table, is_counted in _tables(part):
            test = chi2_contingency(table, correction=False)
            total = table.sum()
            found.append(
                {
                    "dimension": dimension,
                    "audiences": len(table),
                    "people": int(total),
                    "cramers_v": float(np.sqrt(test.statistic / total / (min(table.shape) - 1))),
                    "p_value": float(test.pvalue) if is_counted else np.nan,
                    "status": "measured" if is_counted else "estimated",
                }
            )
    result = pd.DataFrame(found, columns=list(_ASSOCIATIONS)).astype(
        {"dimension": "str", "status": "str", "audiences": "int64", "people": "int64",
         "cramers_v": "float64", "p_value": "float64", "adjusted_p": "float64"}
    )  # fmt: skip
    tested = result["p_value"].notna()
    if tested.any():
        result.loc[tested, "adjusted_p"] = false_discovery_control(result.loc[tested, "p_value"])
    return result


def _audiences(shares: pd.DataFrame) -> list[str]:
    names = shares[list(_UNIT)].astype(object).fillna("").astype("str")
    return ["\x1f".join(parts) for parts in names.to_numpy()]


def _tables(part: pd.DataFrame) -> list[tuple[npt.NDArray[np.float64], bool]]:
    """Return the table of audiences by their common groups, and whether all were counted."""
    names = sorted(part["_audience"].unique())
    # All of them if they have groups in common, else the first two that do.
    for size in sorted({max(len(names), 2), 2}, reverse=True):
        for chosen in combinations(names, size):
            rows = part[part["_audience"].isin(chosen)]
            wide = rows.pivot_table(index="_audience", columns="value", values="people")
            wide = wide.dropna(axis=1)
            if wide.shape[1] > 1 and (wide.sum(axis=1) > 0).all() and (wide.sum() > 0).all():
                counted = bool((rows["basis"] == "counted").all())
                return [(wide.to_numpy(dtype="float64"), counted)]
    return []
