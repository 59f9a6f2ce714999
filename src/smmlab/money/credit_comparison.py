"""All rules of credit side by side: how sure each one is, and how far apart they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.money.credit import RULES, Rule, credit_channels, touch_weights
from smmlab.money.journeys import Journeys
from smmlab.money.markov import Steps, currency_codes, currency_names, removal_effects
from smmlab.own_journeys import HOW_TO_GET_JOURNEYS
from smmlab.texts import message

Floats = npt.NDArray[np.float64]

_LEADER = "\u2024"  # dots divide a key: inside a name this stands for them and looks the same
_GROUPS = 2_000
_AT_ONCE = 4_000_000  # numbers of the chains of several draws that stand in memory together
_PROPORTIONS = ("last", "first")
_ONE_BY_ONE = 10_000  # equal journeys up to which each is thrown into a group of its own

_CREDIT: Mapping[str, str] = MappingProxyType(
    {
        "last": message(
            "Orders whose last touch was this channel. A credit rule, not an effect. Interval: "
            "Wilson, of the share."
        ),
        "first": message(
            "Orders whose first touch was this channel. A credit rule, not an effect. Interval: "
            "Wilson, of the share."
        ),
        "linear": message(
            "Every touch of an order gets an equal part of it. A credit rule, not an effect. "
            "Interval: journeys drawn anew."
        ),
        "position": message(
            "The first and the last touch get two fifths of an order each, those between share "
            "the rest; of two touches each gets half. A credit rule, not an effect. Interval: "
            "journeys drawn anew."
        ),
        "markov": message(
            "Orders shared out by what a chain of channels loses without this one, solved "
            "exactly. A credit rule, not an effect. Interval: journeys drawn anew."
        ),
    }
)
_JOURNEYS = message("Journeys with and without an order in journeys.csv.")
_MOVED = message(
    "The largest part of the orders that goes to another channel when one rule of credit is "
    "replaced by another; none of the rules shows an effect."
)
_FEW_ORDERS = message(
    "Fewer than ten orders with a journey: credit would be chance. Take a longer period into "
    "journeys.csv."
)
_FEW_JOURNEYS = message("Fewer than ten journeys touched this channel; it is not shown.")


@dataclass(frozen=True)
class Credit:
    """All rules side by side.

    Parameters
    ----------
    table
        One row a channel and rule: ``channel``, ``rule``, ``journeys`` (that touched the
        channel), ``conversions`` (orders credited, of all currencies) with ``conversions_low``
        and ``conversions_high``, ``share`` (of all orders, 0-1) with ``share_low`` and
        ``share_high``. Channels with most orders by the last touch first.
    conversions, nulls
        Journeys with and without an order.
    tells_nulls
        Whether journeys without an order are known; without them the removal effect knows only
        successes.
    moved
        The largest part of the orders that two rules give to different channels, 0-1.
    """

    table: pd.DataFrame
    conversions: int
    nulls: int
    tells_nulls: bool
    moved: float


def compare_credit(
    journeys: Journeys, *, draws: int = 400, confidence: float = 0.95, seed: int = 0
) -> Credit:
    """Put all five rules side by side, with intervals, and say how far they disagree.

    Shares by the last and the first touch are plain proportions: Wilson. For the other rules
    journeys, with and without orders, are drawn anew; of more than 2,000 journeys random groups
    of journeys are drawn, which gives the same spread for less work. Percentiles, widened where
    few orders touched a channel. Intervals say how much chance there is in a rule's answer, not
    whether the rule is right.

    Parameters
    ----------
    journeys
        Result of `smmlab.money.journeys.build_journeys` or
        `smmlab.money.journeys.read_paths`.
    draws
        Of the bootstrap.
    confidence
        Of the intervals, 0-1.
    seed
        The same seed gives the same intervals.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. Wolter (2007),
    Introduction to Variance Estimation, chapter 2 (random groups). Hesterberg (2015), The American
    Statistician 69(4), 371-386 (expanded percentiles).

    Examples
    --------
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["instagram > direct", "direct"], "conversions": [30, 10], "nulls": [50, 90],
    ...     "value": [600.0, 200.0], "currency": "EUR"}))
    >>> found = compare_credit(ways)
    >>> found.moved, found.table.loc[:1, "conversions"].tolist()
    (0.75, [40.0, 10.0])
    """
    orders = journeys.table["conversions"].to_numpy(np.int64)
    nulls = journeys.table["nulls"].to_numpy(np.int64)
    total = int(orders.sum())
    columns = [
        "channel", "rule", "journeys", "conversions", "conversions_low", "conversions_high",
        "share", "share_low", "share_high",
    ]  # fmt: skip
    if not total:
        nothing = pd.DataFrame({name: [] for name in columns})
        return Credit(nothing, 0, int(nulls.sum()), journeys.tells_nulls, float("nan"))
    shares = np.stack([_share(journeys, rule, total) for rule in RULES])
    low, high = _drawn(journeys, draws, confidence, seed)
    for place in map(RULES.index, _PROPORTIONS):
        low[place], high[place] = wilson_interval(
            shares[place] * total, np.full(shares.shape[1], total), confidence=confidence
        )
    # Rounding must not put an end beyond the number itself.
    low, high = np.minimum(low, shares), np.maximum(high, shares)
    many = len(journeys.channels)
    ranked = np.lexsort((np.arange(many), -shares[RULES.index("last")]))
    table = pd.DataFrame(
        {
            "channel": pd.array(
                np.repeat(np.array(journeys.channels, object)[ranked], len(RULES)), dtype="str"
            ),
            "rule": pd.array(np.tile(np.array(RULES, object), many), dtype="str"),
            "journeys": np.repeat(_touched(journeys, "conversions", "nulls")[ranked], len(RULES)),
            "share": shares.T[ranked].ravel(),
            "share_low": low.T[ranked].ravel(),
            "share_high": high.T[ranked].ravel(),
        }
    )
    for end in ("", "_low", "_high"):
        table[f"conversions{end}"] = table[f"share{end}"] * total
    apart = np.abs(shares[:, None] - shares[None, :]).sum(axis=2) / 2
    return Credit(table[columns], total, int(nulls.sum()), journeys.tells_nulls, float(apart.max()))


def credit_findings(credit: Credit, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the orders each rule gives each channel, and how far the rules disagree.

    Parameters
    ----------
    credit
        Result of `compare_credit`.
    sources
        The rows of journeys.csv, from `smmlab.findings.trace`; empty without the file.

    Examples
    --------
    >>> from smmlab.money.journeys import read_paths
    >>> nothing = read_paths(pd.DataFrame(
    ...     {"path": [], "conversions": [], "nulls": [], "value": [], "currency": []}))
    >>> [found.status for found in credit_findings(compare_credit(nothing), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if not rows or credit.conversions < SMALLEST_GROUP:
        why = _FEW_ORDERS if rows else HOW_TO_GET_JOURNEYS
        return [Finding("money.credit.journeys", None, "journeys", status="unknown", method=why,
                        sources=rows)]  # fmt: skip
    journeys = credit.conversions + credit.nulls
    found = [
        Finding("money.credit.journeys", journeys, "journeys", journeys, method=_JOURNEYS,
                sources=rows),
        Finding("money.credit.moved", credit.moved, "share", credit.conversions,
                status="estimated", method=_MOVED, sources=rows),
    ]  # fmt: skip
    for row in credit.table.to_dict("records"):
        key = f"money.credit.{row['channel'].replace('.', _LEADER)}.{row['rule']}"
        if row["journeys"] < SMALLEST_GROUP:
            found.append(Finding(key, None, "orders", status="unknown", method=_FEW_JOURNEYS,
                                 sources=rows))  # fmt: skip
            continue
        found.append(
            Finding(key, float(row["conversions"]), "orders", credit.conversions,
                    float(row["conversions_low"]), float(row["conversions_high"]), "estimated",
                    _CREDIT[row["rule"]], rows)
        )  # fmt: skip
    return found


def _share(journeys: Journeys, rule: Rule, total: int) -> Floats:
    credited = credit_channels(journeys, rule=rule)["conversions"].to_numpy()
    return np.asarray(credited.reshape(-1, len(journeys.channels)).sum(axis=0) / total)


def _touched(journeys: Journeys, *kinds: str) -> npt.NDArray[np.int64]:
    """Count the journeys of these kinds that touched each channel, however often."""
    many = len(journeys.channels)
    counts = journeys.table[list(kinds)].sum(axis=1).to_numpy(np.int64)
    way = np.repeat(np.arange(len(journeys)), journeys.lengths)
    pairs = np.unique(way * many + journeys.codes)
    touched = np.bincount(pairs % many, counts[pairs // many], minlength=many)
    return touched.astype(np.int64)


def _drawn(journeys: Journeys, draws: int, confidence: float, seed: int) -> tuple[Floats, Floats]:
    """Return the ends of the intervals of all shares, one row a rule."""
    rng = np.random.default_rng(seed)
    orders, nulls = (journeys.table[name].to_numpy(np.int64) for name in ("conversions", "nulls"))
    size = int(orders.sum() + nulls.sum())
    groups = min(size, _GROUPS)
    # Each journey of its own as long as there are few, so that the bootstrap is the plain one.
    places = np.arange(size) if size <= _GROUPS else None
    bought = _thrown(orders, groups, places, rng)
    unsold = _thrown(nulls, groups, None if places is None else places[int(orders.sum()) :], rng)
    many = len(journeys.channels)
    at_once = max(1, _AT_ONCE // (many * many))
    found = [
        _shares_of(journeys, bought, unsold, rng.multinomial(groups, np.full(groups, 1 / groups),
                                                             size=min(at_once, draws - done)))
        for done in range(0, draws, at_once)
    ]  # fmt: skip
    shares = np.concatenate(found, axis=1)
    ends = _wider(confidence, _touched(journeys, "conversions"))
    low, high = np.full((2, len(shares), many), np.nan)
    for place, rule in enumerate(RULES):
        if rule in _PROPORTIONS:
            continue
        for channel in range(many):
            drawn = shares[place, :, channel]
            low[place, channel], high[place, channel] = np.nanquantile(
                drawn, (ends[channel], 1 - ends[channel])
            )
    return low, high


def _wider(confidence: float, orders: npt.NDArray[np.int64]) -> Floats:
    """Return the part of the draws to leave out at each end: less where a channel has few orders.

    Percentiles of a bootstrap are too narrow by as much as the normal is narrower than Student's t
    and the variance of a sample is smaller than the true one.
    """
    from scipy.special import ndtr, stdtrit

    known = np.maximum(orders.astype(np.float64), 3)
    student = stdtrit(known - 1, (1 + confidence) / 2)
    return np.asarray(ndtr(-np.sqrt(known / (known - 1)) * student))


def _thrown(
    counts: npt.NDArray[np.int64],
    groups: int,
    places: npt.NDArray[np.int64] | None,
    rng: np.random.Generator,
) -> Any:
    """Throw the journeys of each way into groups: a sparse count, groups by ways."""
    from scipy.sparse import coo_array

    few = counts <= _ONE_BY_ONE
    way = np.repeat(np.flatnonzero(few), counts[few])
    group = rng.integers(0, groups, len(way)) if places is None else places[: len(way)]
    amount = np.ones(len(way))
    for big in np.flatnonzero(~few):
        parts = rng.multinomial(counts[big], np.full(groups, 1 / groups))
        way = np.append(way, np.full(groups, big))
        group, amount = np.append(group, np.arange(groups)), np.append(amount, parts)
    return coo_array((amount, (group, way)), shape=(groups, len(counts))).tocsr()


def _shares_of(journeys: Journeys, bought: Any, unsold: Any, drawn: Any) -> Floats:
    """Return the shares in each draw: rules by draws by channels."""
    total = drawn @ np.asarray(bought.sum(axis=1)).ravel()
    total = np.where(total > 0, total, np.nan)[:, None]
    shares = np.full((len(RULES), len(drawn), len(journeys.channels)), np.nan)
    for place, rule in enumerate(RULES):
        if rule == "markov":
            shares[place] = _markov_shares(journeys, bought, unsold, drawn) / total
        elif rule not in _PROPORTIONS:
            credited = (bought @ _by_channel(journeys, touch_weights(journeys, rule))).toarray()
            shares[place] = drawn @ credited / total
    return shares


def _by_channel(journeys: Journeys, weight: Floats) -> Any:
    from scipy.sparse import coo_array

    way = np.repeat(np.arange(len(journeys)), journeys.lengths)
    shape = (len(journeys), len(journeys.channels))
    return coo_array((weight, (way, journeys.codes)), shape=shape).tocsr()


def _markov_shares(journeys: Journeys, bought: Any, unsold: Any, drawn: Any) -> Floats:
    """Return the orders the removal effect gives each channel: draws by channels."""
    from scipy.sparse import coo_array

    many, kinds = len(journeys.channels), len(currency_names(journeys))
    ways, codes = len(journeys), journeys.codes
    way = np.repeat(np.arange(ways), journeys.lengths)
    goes_on = np.flatnonzero(way[1:] == way[:-1])
    last = codes[journeys.starts[1:] - 1]
    currency = currency_codes(journeys)
    rows = np.flatnonzero(currency >= 0)
    steps = coo_array(
        (np.ones(len(goes_on)), (way[goes_on], codes[goes_on] * many + codes[goes_on + 1])),
        shape=(ways, many * many),
    ).tocsr()
    ends = coo_array(
        (np.ones(len(rows)), (rows, currency[rows] * many + last[rows])), shape=(ways, kinds * many)
    ).tocsr()
    everyone = bought + unsold
    count = len(drawn)

    def added(groups: Any) -> Floats:
        return np.asarray((groups.T @ drawn.T).T)

    ordered = added(bought @ ends).reshape(count, kinds, many)
    effects = removal_effects(
        Steps(
            added(everyone @ steps).reshape(count, many, many),
            added(everyone @ _by_channel(journeys, touch_weights(journeys, "first"))),
            added(everyone @ _by_channel(journeys, np.ones(len(codes)))),
            ordered,
        )
    )
    summed = effects.sum(axis=2, keepdims=True)
    parts = np.divide(effects, summed, out=np.zeros_like(effects), where=summed > 0)
    return np.asarray((parts * ordered.sum(axis=2, keepdims=True)).sum(axis=1))
