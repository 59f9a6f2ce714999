"""When followers are on the network, as the network itself counts them; no acts of anybody."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from smmlab.audience.best_hours import hour_spans
from smmlab.disclosure import suppress_small
from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

_NEEDED = ("network", "page", "dimension", "value", "count", "from_day", "to_day")
_COLUMNS = (
    "network", "page", "hour", "followers", "followers_low", "followers_high", "share", "is_busy",
    "days", "from_day", "to_day", "suppressed",
)  # fmt: skip
_TYPES = {
    "network": "str", "page": "str", "hour": "int64", "is_busy": "bool", "days": "int64",
    "from_day": "str", "to_day": "str", "suppressed": "bool",
}  # fmt: skip
_LEAST_DAYS = 3
_HOURS = 24

_UNKNOWN = message(
    "No network tells in these files at which hours its followers are there. TikTok Studio does: "
    "Followers, Download data."
)
_BUSY = message(
    "Hours with more followers on the network than in an even day, on most of the days counted "
    "(all hours judged at once, Benjamini and Hochberg). The network counted them, and its file "
    "does not name the clock of its hours: compare it with the app before you plan."
)
_NO_HOUR = message(
    "No hour of the followers can be told apart from an even day: the days are too few or too "
    "unlike. Files of more weeks would tell."
)


def follower_hours(audience: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Average, by hour, the followers whom the network saw on it.

    Parameters
    ----------
    audience
        Canonical audience: ``network``, ``page``, ``dimension`` (``hour`` counts), ``value`` (the
        hour), ``count``, ``from_day``, ``to_day``.
    confidence
        Of the intervals and of the comparison of hours, 0-1.

    Returns
    -------
    DataFrame
        Twenty-four rows or fewer a page: ``network``, ``page``, ``hour`` (as the file writes it:
        the zone is not named there), ``followers`` (mean of the days) with ``followers_low`` and
        ``followers_high`` (from three days), ``share`` of the sum of the hours (0-1), ``is_busy``
        (above an even day, all hours judged at once), ``days``, ``from_day``, ``to_day``,
        ``suppressed`` (fewer than ten followers, or needed to hide such an hour: figures missing).
        Empty when no file has hours.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    A day is one observation: the interval is that of Student over days, and an hour is compared
    with an even day by its share of each day.

    Examples
    --------
    >>> audience = pd.DataFrame({
    ...     "network": "tiktok", "page": None, "dimension": "hour", "value": ["08", "20"] * 3,
    ...     "count": [20, 60, 22, 58, 21, 65], "from_day": ["2026-10-01", "2026-10-01",
    ...     "2026-10-02", "2026-10-02", "2026-10-03", "2026-10-03"]})
    >>> hours = follower_hours(audience.assign(to_day=audience["from_day"]))
    >>> hours[["hour", "followers", "days", "is_busy"]]
       hour  followers  days  is_busy
    0     8       21.0     3    False
    1    20       61.0     3     True
    """
    require(audience, _NEEDED, table="audience")
    rows = audience.loc[audience["dimension"].eq("hour") & audience["count"].notna(), list(_NEEDED)]
    hour = pd.to_numeric(rows["value"].astype("str").str.extract(r"^(\d{1,2})", expand=False))
    rows = rows.assign(hour=hour, count=rows["count"].astype("float64"))
    rows = rows[rows["hour"].between(0, _HOURS - 1)]
    parts = [
        _of_page(part, confidence).assign(network=network, page=page)
        for (network, page), part in rows.groupby(["network", "page"], dropna=False)
    ]
    if not parts:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(
            dict.fromkeys(_COLUMNS, "float64") | _TYPES
        )
    table = suppress_small(
        pd.concat(parts, ignore_index=True), count="followers",
        hide=("followers_low", "followers_high", "share"), within=["network", "page"],
    )  # fmt: skip
    table["is_busy"] &= ~table["suppressed"]
    return table[list(_COLUMNS)].astype(_TYPES)


def follower_hours_findings(hours: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Name the hours with more followers than an even day, or say that none can be named.

    Parameters
    ----------
    hours
        Result of `follower_hours`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> [finding.status for finding in follower_hours_findings(pd.DataFrame(), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if hours.empty:
        return [
            Finding("audience.follower_hours", None, "label", status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    found = []
    pages = hours.groupby("network", dropna=False)["page"].nunique(dropna=False)
    for (network, page), part in hours.groupby(["network", "page"], dropna=False):
        names = [network, *([page] if pages.get(network, 2) > 1 else [])]
        key = ".".join(["audience.follower_hours", *map(_part, names), "busy"])
        days = int(part["days"].max())
        busy = ", ".join(hour_spans(part.loc[part["is_busy"], "hour"]))
        found.append(
            Finding(key, busy, "label", days, status="estimated", method=_BUSY, sources=rows)
            if busy
            else Finding(key, None, "label", days, status="unknown", method=_NO_HOUR, sources=rows)
        )
    return found


def _of_page(rows: pd.DataFrame, confidence: float) -> pd.DataFrame:
    from scipy.special import stdtr, stdtrit
    from scipy.stats import false_discovery_control

    days = rows.pivot_table(index="from_day", columns="hour", values="count", aggfunc="last",
                            dropna=True)  # fmt: skip
    if days.empty:  # no file says which days
        days = rows.groupby("hour")["count"].mean().to_frame().T
    number = days.notna().sum()
    # Only whole days can be compared hour by hour.
    whole = days.dropna()
    shares = whole.div(whole.sum(axis=1), axis=0)
    gap = shares - 1 / len(days.columns)
    quantile = stdtrit(np.maximum(number - 1, 1), 0.5 + confidence / 2)
    half = (quantile * days.std() / np.sqrt(number)).where(number >= _LEAST_DAYS)
    mean = days.mean()
    error = gap.std() / np.sqrt(max(len(gap), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (gap.mean() / error).where(error > 0, np.sign(gap.mean()) * np.inf)
    tested = len(whole) >= _LEAST_DAYS
    p_value = 1 - stdtr(max(len(whole) - 1, 1), t.fillna(0)) if tested else np.ones(len(mean))
    result: dict[Hashable, object] = {
        "hour": days.columns.astype("int64"),
        "followers": mean.to_numpy(),
        "followers_low": (mean - half).clip(lower=0).to_numpy(),
        "followers_high": (mean + half).to_numpy(),
        "share": (mean / mean.sum()).to_numpy(),
        "is_busy": (false_discovery_control(np.clip(p_value, 0, 1)) <= 1 - confidence),
        "days": number.to_numpy(),
        "from_day": rows["from_day"].min(),
        "to_day": rows["to_day"].max(),
    }
    return pd.DataFrame(result).reset_index(drop=True)


def _part(text: object) -> str:
    # Dots divide a key: inside a name a one-dot leader stands for them and looks the same.
    return "unknown" if pd.isna(text) else str(text).replace(".", "\u2024")
