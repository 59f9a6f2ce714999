"""When people act, on the clock of the place, and whether one hour truly stands out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.reduce import person_hours, to_pandas
from smmlab.texts import clock, message

_COLUMNS = (
    "hour", "interactions", "share", "share_low", "share_high", "is_busy", "is_peak",
    "active_people",
)  # fmt: skip
_HOURS = range(24)

_TOO_FEW = message(
    "There are too few people with timed acts in these files to compare hours. Comments with their "
    "authors and times would tell."
)
_NO_PEAK = message(
    "No single hour can be told apart from every other hour; the differences may be chance."
)
_PEAK = message(
    "The hour with most acts of people, on the local clock. It is named because it differs from "
    "every other hour, each person counting as one source of chance. It shows when people act, not "
    "when they would like to be reached."
)
_BUSY = message(
    "The hours with more than an even share of acts of people, on the local clock; judged all at "
    "once, so that chance alone rarely names one."
)
_SHARE = message(
    "Acts of people in that hour among all their timed acts; Wilson interval, widened because one "
    "person's acts come together."
)


def active_hours(
    interactions: IntoFrame, *, timezone: str, confidence: float = 0.95
) -> pd.DataFrame:
    """Count the acts of people by hour of the day, with intervals that know who acted.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``at``, ``by_page``. The
        page's own acts, acts without a time and times known to the day only are left out. Acts
        without a person count as people of their own.
    timezone
        IANA zone of the clock.
    confidence
        Of the intervals and of the comparison of hours, 0-1.

    Returns
    -------
    DataFrame
        Twenty-four rows: ``hour``, ``interactions`` (acts), ``share`` of all acts (0-1) with
        ``share_low`` and ``share_high``; ``is_peak`` marks the one hour that differs from every
        other hour, if there is one; ``is_busy`` every hour that has more than an even share even
        when all hours are judged at once; ``active_people`` (known people behind the table). Empty
        when fewer than ten people acted.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Acts of one person are not independent, so each person is a cluster: the variance of a share is
    that of a ratio estimator over people, and the Wilson interval is taken at the number of
    independent acts that would give this variance. The hour with most acts is compared with each
    of the other hours by the same variance; being different from all of them also rules out that
    all hours are alike, and comparing the winner with every other needs no further correction
    (Hung and Fithian 2019, Rank verification for exponential families).

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": [f"p{n}" for n in range(30)],
    ...     "at": [64_800] * 30, "by_page": False})
    >>> hours = active_hours(acts, timezone="UTC")
    >>> hours.loc[hours["is_peak"], ["hour", "interactions"]]
        hour  interactions
    18    18            30
    """
    counted = to_pandas(person_hours(interactions, timezone=timezone))
    named = counted[counted["person"].notna()]
    people = len(named[["network", "person"]].drop_duplicates())
    anonymous = counted[counted["person"].isna()]
    lonely = int(anonymous["interactions"].sum())
    if people + lonely < SMALLEST_GROUP:
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _COLUMNS})
        whole = dict.fromkeys(("hour", "interactions", "active_people"), "int64")
        return empty.astype(whole | {"is_busy": "bool", "is_peak": "bool"})
    by_hour = counted.groupby("hour")["interactions"].sum().reindex(_HOURS, fill_value=0)
    counts = by_hour.to_numpy(dtype="float64")
    shares = counts / counts.sum()
    covariance = _covariance(named, anonymous, shares, counts.sum())
    variance = np.diag(covariance)
    # As many independent acts as would vary as much as these; never more than there are.
    with np.errstate(divide="ignore", invalid="ignore"):
        independent = np.where(variance > 0, shares * (1 - shares) / variance, people + lonely)
    independent = np.clip(independent, 1, counts.sum())
    low, high = wilson_interval(shares * independent, independent, confidence=confidence)
    # Bonferroni: one chance of a false alarm, divided by the hours.
    together = 1 - (1 - confidence) / len(_HOURS)
    surely, _most = wilson_interval(shares * independent, independent, confidence=together)
    return pd.DataFrame(
        {
            "hour": list(_HOURS),
            "interactions": counts.astype("int64"),
            "share": shares,
            "share_low": low,
            "share_high": high,
            "is_busy": surely > 1 / len(_HOURS),
            "is_peak": _peak(shares, covariance, confidence),
            "active_people": people,
        }
    )


def hours_findings(hours: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Name the peak hour with its share and the busy hours, or say that none can be named.

    Parameters
    ----------
    hours
        Result of `active_hours`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nobody = pd.DataFrame(columns=["network", "person", "at", "by_page"])
    >>> nothing = active_hours(nobody, timezone="UTC")
    >>> [finding.status for finding in hours_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if hours.empty:
        return [_unknown(None, _TOO_FEW, rows)]
    total = int(hours["interactions"].sum())
    busy = ", ".join(map(clock, hours.loc[hours["is_busy"], "hour"]))
    found = [
        Finding("audience.hours.busy", busy, "label", total, method=_BUSY, sources=rows)
    ] if busy else []  # fmt: skip
    peak = hours[hours["is_peak"]]
    if peak.empty:
        return [_unknown(total, _NO_PEAK, rows), *found]
    row = peak.iloc[0]
    return [
        Finding("audience.hours.peak", int(row["hour"]), "hour", total, method=_PEAK,
                sources=rows),
        Finding("audience.hours.peak_share", float(row["share"]), "share", total,
                float(row["share_low"]), float(row["share_high"]), method=_SHARE, sources=rows,
                numerator=int(row["interactions"]), denominator=total),
        *found,
    ]  # fmt: skip


def _unknown(n: int | None, method: str, sources: tuple[Source, ...]) -> Finding:
    return Finding(
        "audience.hours.peak", None, "hour", n, status="unknown", method=method, sources=sources
    )


def _covariance(
    named: pd.DataFrame, anonymous: pd.DataFrame, shares: np.ndarray, total: float
) -> np.ndarray:
    """Return the covariance of the shares of hours, people being the independent units."""
    table = (
        named.pivot_table(
            index=["network", "person"], columns="hour", values="interactions", aggfunc="sum"
        )
        .reindex(columns=_HOURS)
        .fillna(0)
        .to_numpy(dtype="float64")
    )
    residuals = table - table.sum(axis=1, keepdims=True) * shares
    alone = anonymous.groupby("hour")["interactions"].sum().reindex(_HOURS, fill_value=0)
    single = np.eye(24) - shares
    weights = alone.to_numpy(dtype="float64")
    squares = residuals.T @ residuals + single.T @ (single * weights[:, None])
    units = len(table) + weights.sum()
    spread: np.ndarray = squares / total**2 * units / max(units - 1, 1)
    return spread


def _peak(shares: np.ndarray, covariance: np.ndarray, confidence: float) -> np.ndarray:
    from scipy.special import ndtri

    best = int(np.argmax(shares))
    others = np.arange(24) != best
    variance = np.diag(covariance)
    spread = variance[best] + variance - 2 * covariance[best]
    gap = shares[best] - shares
    clear = gap > ndtri(0.5 + confidence / 2) * np.sqrt(np.maximum(spread, 0))
    is_peak = np.zeros(24, dtype=bool)
    is_peak[best] = bool(clear[others].all())
    return is_peak
