"""What the people of each segment buy, where buyers can be matched with people who act."""

import warnings

import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.disclosure import suppress_small
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.money import THOUSANDTHS, customer_orders

_DRAWS = 2000
# The correction needs one estimate per buyer left out; beyond this many it changes nothing.
_MOST_CORRECTED = 3000
_COLUMNS = (
    "segment", "currency", "people", "buyers", "buyers_share", "buyers_low", "buyers_high",
    "orders", "amounts", "revenue", "refunded", "average_order_value", "aov_low", "aov_high",
)  # fmt: skip


def segment_spending(
    members: pd.DataFrame,
    orders: IntoFrame,
    *,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Add up the orders of each segment's people, each currency by itself.

    Parameters
    ----------
    members
        ``network``, ``person``, ``segment``: all active people, a row a person.
    orders
        Canonical orders that count (neither cancelled nor pending), in any engine: ``customer``,
        ``currency``, ``at``, ``amount``, ``refunded``. A buyer is matched where ``customer`` is
        the pseudonym of one person; mostly a shop and a network know people by different names.
    smallest
        Fewest buyers shown; never below ten.
    confidence
        Of the intervals, 0-1.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        A row a segment and currency with enough buyers (and so that no smaller group could be
        found by subtraction): ``segment``, ``currency``, ``people`` (of the segment), ``buyers``
        (people with an order) and ``buyers_share`` (0-1, Wilson ``buyers_low``, ``buyers_high``),
        all missing when from one to nine people of the segment did not buy; ``orders``,
        ``amounts`` (orders whose amount is known),
        ``revenue`` (before refunds) and ``refunded`` (in the currency),
        ``average_order_value`` with ``aov_low`` and ``aov_high`` (in the currency; bootstrap over
        buyers, so that one who buys often counts once). Sums and means are missing where
        fewer than ``smallest`` buyers have a known amount, or one that is not zero.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Efron (1987), BCa bootstrap of a ratio of sums, as in `scipy.stats.bootstrap`; percentiles
    above three thousand buyers.

    Examples
    --------
    >>> names = [f"p{n}" for n in range(30)]
    >>> members = pd.DataFrame({"network": "shop", "person": names, "segment": "core"})
    >>> orders = pd.DataFrame({"customer": names[:12], "currency": "EUR", "at": 0,
    ...                        "amount": 20.0, "refunded": 0.0})
    >>> segment_spending(members, orders)[["currency", "buyers", "buyers_share", "revenue"]]
      currency  buyers  buyers_share  revenue
    0      EUR      12           0.4    240.0
    """
    smallest = max(smallest, SMALLEST_GROUP)
    customers = to_pandas(customer_orders(orders)).dropna(subset=["currency"])
    # A name that stands for people of two networks matches nobody for sure.
    sure = members[~members.duplicated("person", keep=False)]
    matched = customers.merge(sure, left_on="customer", right_on="person")
    sizes = members["segment"].value_counts()
    rows = []
    for (segment, currency), bought in matched.groupby(["segment", "currency"]):
        amounts = bought["amount_thousandths"].to_numpy(dtype=np.float64) / THOUSANDTHS
        known = bought["amounts"].to_numpy(dtype=np.float64)
        is_told = _is_told(bought, "amount", smallest)
        low, high = _ratio_interval(amounts, known, confidence, seed)
        rows.append(
            {
                "segment": segment,
                "currency": currency,
                "people": int(sizes[segment]),
                "buyers": len(bought),
                "orders": int(bought["orders"].sum()),
                "amounts": int(known.sum()),
                "revenue": _added(bought, "amount", smallest),
                "refunded": _added(bought, "refunded", smallest),
                "average_order_value": amounts.sum() / known.sum() if is_told else np.nan,
                "aov_low": low if is_told else np.nan,
                "aov_high": high if is_told else np.nan,
            }
        )
    types = dict.fromkeys(_COLUMNS, "float64") | {
        "segment": "str", "currency": "str", "people": "int64", "orders": "int64",
        "amounts": "int64", "buyers": "Int64",
    }  # fmt: skip
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    table = suppress_small(
        pd.DataFrame(rows), count="buyers", within=["currency"], smallest=smallest
    )
    table = table[~table["suppressed"]]
    limits = wilson_interval(table["buyers"], table["people"], confidence=confidence)
    share = table["buyers"].astype("float64") / table["people"]
    table = table.assign(buyers_share=share, buyers_low=limits[0], buyers_high=limits[1])
    table = table.sort_values(["segment", "buyers"], ascending=[True, False])[list(_COLUMNS)]
    # Whoever does not buy is a group too, and could be found by subtraction.
    rest = table["people"] - table["buyers"]
    is_small = ((rest > 0) & (rest < smallest)).astype("bool")
    counted = ["buyers", "buyers_share", "buyers_low", "buyers_high"]
    table[counted] = table[counted].mask(is_small)
    return table.astype(types).reset_index(drop=True)


def _is_told(bought: pd.DataFrame, name: str, smallest: int) -> bool:
    # Of twenty buyers the money of two may be known, or two may have had money back.
    known = (bought["amounts" if name == "amount" else "refunds"] > 0).sum()
    not_zero = (bought[f"{name}_thousandths"] != 0).sum()
    return bool(known >= smallest and (not_zero == 0 or not_zero >= smallest))


def _added(bought: pd.DataFrame, name: str, smallest: int) -> float:
    if not _is_told(bought, name, smallest):
        return float("nan")
    return int(bought[f"{name}_thousandths"].sum()) / THOUSANDTHS


def _ratio_interval(
    sums: npt.NDArray[np.float64], counts: npt.NDArray[np.float64], confidence: float, seed: int
) -> tuple[float, float]:
    from scipy.stats import bootstrap

    known = counts > 0
    sums, counts = sums[known], counts[known]
    if len(sums) < SMALLEST_GROUP:
        return float("nan"), float("nan")
    each = sums / counts
    if np.all(each == each[0]):
        return float(each[0]), float(each[0])

    def ratio(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], axis: int = -1) -> object:
        return a.sum(axis=axis) / b.sum(axis=axis)

    with warnings.catch_warnings():
        # Ties can leave the correction undefined.
        warnings.simplefilter("ignore")
        found = bootstrap(
            (sums, counts), ratio, paired=True, vectorized=True, n_resamples=_DRAWS,
            confidence_level=confidence, batch=max(1, 2_000_000 // len(sums)), rng=seed,
            method="BCa" if len(sums) <= _MOST_CORRECTED else "percentile",
        ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)
