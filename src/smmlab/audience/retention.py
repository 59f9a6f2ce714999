"""Do people come back? The part of each cohort of commenters that acts again later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.reduce.activity import cohort_counts
from smmlab.reduce.frames import to_pandas
from smmlab.schema import require
from smmlab.texts import message

COMMENTERS = ("comment", "reply")
_COHORTS = (
    "network", "cohort", "start", "is_first", "people", "after", "active", "share", "share_low",
    "share_high", "suppressed",
)  # fmt: skip
_CURVE = (
    "network", "after", "cohorts", "people", "active", "share", "share_low", "share_high",
    "suppressed",
)  # fmt: skip
_TYPES = {
    "network": "str", "start": "str", "cohort": "int64", "after": "int64", "people": "int64",
    "active": "Int64", "is_first": "bool", "suppressed": "bool", "cohorts": "int64",
}  # fmt: skip
_FIRST_MONDAY = pd.Timestamp("1969-12-29")

_UNKNOWN = message(
    "These files do not span enough time, or hold too few people, to see who came back. A longer "
    "history of comments with their authors would tell."
)
_AGAIN = message(
    "People who wrote again in that period, among all whose first comment is old enough to tell; "
    "Wilson interval. Who wrote first in the first period of the files is left out, for they may "
    "have come before; so is the last period, for it is not over. Who only reads is not seen."
)


@dataclass(frozen=True)
class Retention:
    """How many people act again, one, two and more periods after their first act.

    Parameters
    ----------
    cohorts
        One row a cohort and later period that is over: ``network``, ``cohort`` (number of its
        period), ``start`` (its Monday, ISO day), ``is_first`` (the first period of the files: its
        people may have come before), ``people`` (who acted for the first time in it), ``after``
        (periods later), ``active`` (of them), ``share`` (0-1) with ``share_low`` and
        ``share_high``, ``suppressed`` (too few people, or needed to hide such a row). Periods that
        are not over have no row: they are not known, not zero.
    curve
        The same for all shown cohorts but the first one together: ``network``, ``after``,
        ``cohorts`` (that are old enough), ``people``, ``active``, ``share``, its limits,
        ``suppressed``.
    weeks
        Length of a period.
    """

    cohorts: pd.DataFrame
    curve: pd.DataFrame
    weeks: int


def cohort_retention(
    interactions: IntoFrame,
    *,
    timezone: str,
    weeks: int = 4,
    kinds: Sequence[str] = COMMENTERS,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> Retention:
    """Follow the people who first acted in one period through the periods after it.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``kind``, ``at``,
        ``by_page``. The page's own acts, acts without a person or a time are left out.
    timezone
        IANA zone of the calendar.
    weeks
        Length of a period, from a Monday on.
    kinds
        Of interactions; by default those of commenters.
    smallest
        Fewest people of a cohort or cell shown; never below ten.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    Retention
        The cohorts and all of them together; both empty when no cohort of enough people was seen
        through a whole later period.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    The period of a network's newest act may not be over and is left out, both as a cohort and as a
    period. Nobody is followed longer than the files reach.

    References
    ----------
    Ryder (1965), The cohort as a concept in the study of social change. Wilson (1927) for the
    intervals.

    Examples
    --------
    >>> period = 28 * 86_400
    >>> first = pd.DataFrame({"person": [f"p{n}" for n in range(40)], "at": period})
    >>> again = first.head(20).assign(at=2 * period)
    >>> edges = pd.DataFrame({"person": ["early", "late"], "at": [0, 3 * period]})
    >>> acts = pd.concat([first, again, edges]).assign(
    ...     network="telegram", kind="comment", by_page=False)
    >>> cohort_retention(acts, timezone="UTC").curve[["after", "people", "active", "share"]]
       after  people  active  share
    0      1      40      20    0.5
    """
    acts: Any = nw.from_native(interactions)
    require(acts.collect_schema().names(), ("network", "person", "kind", "at", "by_page"),
            table="interactions")  # fmt: skip
    chosen = acts.filter(nw.col("kind").is_in(list(kinds))).to_native()
    counts = to_pandas(cohort_counts(chosen, timezone=timezone, weeks=weeks))
    seen = counts.astype({"cohort": "int64", "period": "int64", "people": "int64"})
    smallest = max(smallest, SMALLEST_GROUP)
    table = _followed(seen, smallest)
    if table.empty:
        return Retention(_typed(table, _COHORTS), _typed(table, _CURVE), weeks)
    low, high = wilson_interval(table["active"], table["people"], confidence=confidence)
    table = table.assign(
        share=table["active"] / table["people"],
        share_low=low,
        share_high=high,
        start=(_FIRST_MONDAY + pd.to_timedelta(table["cohort"] * weeks * 7, unit="D")).dt.strftime(
            "%Y-%m-%d"
        ),
    )
    shown = _hidden(table, smallest)
    order = ["network", "cohort", "after"]
    cohorts = _typed(shown.sort_values(order).reset_index(drop=True), _COHORTS)
    followed = table.assign(hidden=shown["suppressed"])[~table["is_first"]]
    curve = _typed(_together(followed, smallest, confidence), _CURVE)
    return Retention(cohorts, curve, weeks)


def retention_findings(
    retention: Retention, *, sources: Sequence[Source], most: int = 3
) -> list[Finding]:
    """Return the part of people who came back after one, two and three periods.

    Parameters
    ----------
    retention
        Result of `cohort_retention`.
    sources
        The rows behind it, from `smmlab.findings.trace`.
    most
        Periods named.

    Examples
    --------
    >>> nobody = pd.DataFrame(columns=["network", "person", "kind", "at", "by_page"])
    >>> nothing = cohort_retention(nobody, timezone="UTC")
    >>> [finding.status for finding in retention_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    known = retention.curve[~retention.curve["suppressed"]]
    if known.empty:
        return [
            Finding("audience.retention", None, "share", status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    return [
        Finding(
            f"audience.retention.{row['network']}.weeks_{int(row['after']) * retention.weeks}",
            float(row["share"]), "share", int(row["people"]), float(row["share_low"]),
            float(row["share_high"]), method=_AGAIN, sources=rows,
            numerator=int(row["active"]), denominator=int(row["people"]),
        )
        for row in known[known["after"] <= most].to_dict("records")
    ]  # fmt: skip


def _followed(counts: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Return a row for every cohort of enough people and every later period that is over."""
    ends = counts.groupby("network")["period"].agg(["min", "max"])
    sizes = counts[counts["cohort"] == counts["period"]].drop(columns="period")
    sizes = sizes.join(ends, on="network")
    sizes = sizes[(sizes["people"] >= smallest) & (sizes["cohort"] < sizes["max"])]
    # Periods after the cohort's own, up to the last one that is over.
    later = (sizes["max"] - sizes["cohort"] - 1).to_numpy()
    rows = sizes.loc[sizes.index.repeat(later)].reset_index(drop=True)
    rows["after"] = np.arange(len(rows)) - np.repeat(np.cumsum(later) - later, later) + 1
    rows["is_first"] = rows["cohort"] == rows["min"]
    active = counts.assign(after=counts["period"] - counts["cohort"]).rename(
        columns={"people": "active"}
    )
    found = rows.merge(
        active[["network", "cohort", "after", "active"]], on=["network", "cohort", "after"],
        how="left",
    )  # fmt: skip
    # Who was not seen in a period that is over was not there: zero, not missing.
    return found.assign(active=found["active"].fillna(0).astype("int64")).drop(
        columns=["min", "max"]
    )


def _hidden(table: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Hide rows that tell of a few who came back, or of a few who did not."""
    judged = table.assign(gone=table["people"] - table["active"])
    # Cohorts of one period add up to the curve; the first one is not in it.
    within = ["network", "after", "is_first"]
    lost = np.zeros(len(table), dtype=bool)
    for count in ("active", "gone"):
        found = suppress_small(judged, count=count, within=within, smallest=smallest)
        lost |= found["suppressed"].to_numpy(dtype=bool)
    shown = table.assign(suppressed=lost, active=table["active"].astype("Int64").mask(lost))
    for name in ("share", "share_low", "share_high"):
        shown[name] = shown[name].mask(lost)
    return shown


def _together(table: pd.DataFrame, smallest: int, confidence: float) -> pd.DataFrame:
    judged = table.assign(gone=table["people"] - table["active"], cells=1)
    keys = ["network", "after"]
    sums = judged.groupby(keys)[["cells", "people", "active", "gone"]].sum().reset_index()
    sums = sums.rename(columns={"cells": "cohorts"})
    low, high = wilson_interval(sums["active"], sums["people"], confidence=confidence)
    shown = [
        can_show_part(active, people, smallest=smallest)
        for active, people in zip(sums["active"], sums["people"], strict=True)
    ]
    # What the hidden cohorts have together must not tell that one of them is small.
    hidden = judged[judged["hidden"]].groupby(keys)[["cells", "active", "gone"]].sum()
    hidden = sums[keys].join(hidden, on=keys)
    room = hidden[["active", "gone"]].min(axis=1) - (hidden["cells"] - 1)
    lost = ~np.array(shown, dtype=bool) | (room < smallest).to_numpy()
    return sums.assign(
        active=sums["active"].astype("Int64").mask(lost),
        share=(sums["active"] / sums["people"]).mask(lost),
        share_low=pd.Series(low, dtype="float64").mask(lost),
        share_high=pd.Series(high, dtype="float64").mask(lost),
        suppressed=lost,
    )


def _typed(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    full = table.reindex(columns=list(columns))
    return full.astype({name: _TYPES.get(name, "float64") for name in columns})
