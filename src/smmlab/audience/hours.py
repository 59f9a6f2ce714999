"""When people act, on the clock of the place, and whether one hour truly stands out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.shares import acts_table, share_acts
from smmlab.audience.small_totals import judged_people
from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_hours
from smmlab.texts import clock, message

_COLUMNS = (
    "hour", "people", "interactions", "share", "share_low", "share_high", "is_busy", "is_peak",
    "active_people", "timed_acts", "suppressed",
)  # fmt: skip
_FIGURES = ("interactions", "share", "share_low", "share_high", "is_busy", "is_peak")
_TYPES = {
    "hour": "int64", "people": "Int64", "interactions": "Int64", "is_busy": "bool",
    "is_peak": "bool", "active_people": "Int64", "timed_acts": "int64", "suppressed": "bool",
}  # fmt: skip
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
        Twenty-four rows: ``hour``, ``people`` (with an act then; one without a person counts as a
        person), ``interactions`` (acts), ``share`` of all acts (0-1) with ``share_low`` and
        ``share_high``; ``is_peak`` marks the one hour that differs from every other hour, if there
        is one; ``is_busy`` every hour that has more than an even share even when all hours are
        judged at once; ``active_people`` (known people behind the table, missing from one to nine),
        ``timed_acts`` (all acts); ``suppressed`` hours have fewer than ten people, or are needed to
        hide such an hour: their figures are missing. Empty when fewer than ten people acted.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Acts of one person are not independent: `smmlab.audience.shares.share_acts` says how intervals
    and comparisons take care of it.

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
        return empty.astype(_TYPES)
    person = named.groupby(["network", "person"], sort=False).ngroup()
    acts = acts_table(person, named["hour"], named["interactions"], people=people, cells=24)
    alone = anonymous.groupby("hour")["interactions"].sum().reindex(_HOURS, fill_value=0)
    shares = share_acts(acts, alone=alone.to_numpy(dtype="float64"), confidence=confidence)
    known = people if can_show_part(people, people) else pd.NA
    counts = shares.assign(
        hour=list(_HOURS), active_people=known, timed_acts=shares["interactions"].sum(),
        people=shares["people"] + alone.to_numpy(),
    )  # fmt: skip
    # As the week hides them, or the two tables would tell each other's hidden hours.
    cell = counted["weekday"].to_numpy(dtype="int64") * 24 + counted["hour"].to_numpy(dtype="int64")
    heads = counted["interactions"].where(counted["person"].isna(), 1).to_numpy(dtype="float64")
    wide = np.bincount(cell, heads, 7 * 24).astype(np.float64).reshape(7, 24)
    judged = judged_people(counts["people"], wide, smallest=SMALLEST_GROUP)
    shown = suppress_small(counts.assign(judged=judged), count="judged", hide=("people", *_FIGURES))
    flags = {name: shown[name].fillna(value=False) for name in ("is_busy", "is_peak")}
    return shown.assign(**flags)[list(_COLUMNS)].astype(_TYPES)


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
    total = int(hours["timed_acts"].iloc[0])
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
