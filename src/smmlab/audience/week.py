"""The week of the audience: on which days and at which hours people act, and what is no chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.small_totals import judged_people
from smmlab.audience.week_shares import LEAST_WEEKS, Clusters, share_of_weeks
from smmlab.disclosure import can_show_part, suppress_crossed, suppress_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_hours, person_week_hours
from smmlab.texts import message

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CELL = ("weekday", "hour")
_SIZES = {"weekday": 7, "hour": 24}
_FIGURES = ("interactions", "share", "share_low", "share_high", "p_value", "is_busy")
_COLUMNS = ("people", *_FIGURES)

_TOO_FEW = message(
    "There are too few people with timed acts in these files to compare the hours of the week. "
    "Comments with their authors and times would tell."
)
_TOO_SHORT = message(
    "The timed acts fall into too few weeks to tell a habit from one busy week. A longer history "
    "of comments would tell."
)
_NO_HOUR = message(
    "No hour of the week can be told apart from an even week: what looks busy may be chance, one "
    "person or one busy week."
)
_NO_DAY = message(
    "No weekday can be told apart from every other weekday; the differences may be chance."
)
_BUSY = message(
    "Hours of that weekday with more than an even share of the acts of people, on the local clock. "
    "All hours of the week are judged at once (Benjamini and Hochberg), and neither one person nor "
    "one busy week can make an hour busy. It shows when people act, not when they would like to be "
    "reached."
)
_DAY = message(
    "The weekday with most acts of people. It is named because it differs from every other weekday "
    "in spite of the differences between people and between weeks."
)
_DAY_SHARE = message(
    "Acts of people on that weekday among all their timed acts; Wilson interval, widened because "
    "acts of one person, and acts of one week, come together."
)


@dataclass(frozen=True)
class WeeklyActivity:
    """When people act within the week.

    Parameters
    ----------
    cells
        One row an hour of the week, 168 in all: ``weekday`` (Monday is zero), ``hour``, ``people``
        (with an act there; an act without a person counts as a person), ``interactions``, ``share``
        of all timed acts (0-1) with ``share_low`` and ``share_high``, ``p_value`` of having no more
        than an even share, ``is_busy`` (more than an even share though all rows are judged at
        once), ``suppressed`` (too few people, or needed to hide such a cell: figures missing).
    weekdays, hours
        The same by ``weekday`` alone and by ``hour`` alone, with ``is_peak``: the one that differs
        from every other, if there is one.
    active_people
        Known people with a timed act; None from one to nine.
    interactions
        Timed acts.
    weeks
        Different weeks with an act.
    """

    cells: pd.DataFrame
    weekdays: pd.DataFrame
    hours: pd.DataFrame
    active_people: int | None
    interactions: int
    weeks: int


def weekly_activity(
    interactions: IntoFrame,
    *,
    timezone: str,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> WeeklyActivity:
    """Count the acts of people in each hour of the week, and tell which hours are truly busy.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``at``, ``by_page``. The
        page's own acts, acts without a time and times known to the day only are left out.
    timezone
        IANA zone of the clock.
    smallest
        Fewest people of a cell shown; never below ten.
    confidence
        Of the intervals and of the comparisons, 0-1.

    Returns
    -------
    WeeklyActivity
        The hours of the week and its margins; all frames are empty when fewer than ten people
        acted. From acts of fewer than four weeks no interval is given and nothing is busy.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Acts of one person come together, and so do acts of one week: below one post that went round, a
    hundred people may write within an hour. `smmlab.audience.week_shares.share_of_weeks` says how
    intervals and comparisons take care of both.

    Examples
    --------
    >>> monday, week = 4 * 86_400 + 18 * 3600, 7 * 86_400
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": [f"p{n % 30}" for n in range(120)],
    ...     "at": [monday + n // 12 * week for n in range(120)], "by_page": False})
    >>> found = weekly_activity(acts, timezone="UTC")
    >>> found.cells.loc[found.cells["is_busy"], ["weekday", "hour", "interactions"]]
        weekday  hour  interactions
    18        0    18           120
    """
    smallest = max(smallest, SMALLEST_GROUP)
    counted = to_pandas(person_hours(interactions, timezone=timezone))
    known = counted[counted["person"].notna()]
    person = known.groupby(["network", "person"], sort=False).ngroup().to_numpy()
    people = int(person.max(initial=-1)) + 1
    alone = counted[counted["person"].isna()]
    acts, lonely = int(counted["interactions"].sum()), int(alone["interactions"].sum())
    if people + lonely < SMALLEST_GROUP:
        return WeeklyActivity(_empty(_CELL), _empty(("weekday",)), _empty(("hour",)), 0, 0, 0)
    weeks = _weeks(interactions, timezone)
    week: npt.NDArray[np.int64] = pd.factorize(weeks["week"])[0].astype(np.int64)
    tables = []
    for names in (_CELL, ("weekday",), ("hour",)):
        single = np.bincount(_place(alone, names), alone["interactions"], _cells_of(names))
        people_of = Clusters(person, _place(known, names), _acts(known), single.astype(np.float64))
        weeks_of = Clusters(week, _place(weeks, names), _acts(weeks), np.zeros(_cells_of(names)))
        tables.append(
            share_of_weeks(_merged(people_of), _merged(weeks_of), smallest=smallest,
                           confidence=confidence)
        )  # fmt: skip
    cells, weekdays, hours = _hidden(*tables, smallest=smallest)
    shown = people if can_show_part(people, people) else None
    return WeeklyActivity(cells, weekdays, hours, shown, acts, int(weeks["week"].nunique()))


def week_findings(week: WeeklyActivity, *, sources: Sequence[Source]) -> list[Finding]:
    """Name the busy hours of each weekday and the busiest weekday, or say why none can be named.

    Parameters
    ----------
    week
        Result of `weekly_activity`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nobody = pd.DataFrame(columns=["network", "person", "at", "by_page"])
    >>> nothing = weekly_activity(nobody, timezone="UTC")
    >>> [finding.status for finding in week_findings(nothing, sources=())]
    ['unknown', 'unknown']
    """
    rows, n = tuple(sources), week.interactions or None
    reason = _TOO_FEW if week.cells.empty else _TOO_SHORT if week.weeks < LEAST_WEEKS else ""
    busy = week.cells[week.cells["is_busy"]]
    found = [
        Finding(
            f"audience.week.{WEEKDAYS[int(str(day))]}.busy", ", ".join(hour_spans(part["hour"])),
            "label", n, method=_BUSY, sources=rows,
        )
        for day, part in busy.groupby("weekday")
    ] or [_unknown("audience.week.busy", "label", n, reason or _NO_HOUR, rows)]  # fmt: skip
    peak = week.weekdays[week.weekdays["is_peak"]]
    if peak.empty:
        unknown = _unknown("audience.week.weekday", "weekday", n, reason or _NO_DAY, rows)
        return [*found, unknown]
    row = peak.iloc[0]
    return [
        *found,
        Finding("audience.week.weekday", int(row["weekday"]), "weekday", n, method=_DAY,
                sources=rows),
        Finding("audience.week.weekday_acts_share", float(row["share"]), "share", n,
                float(row["share_low"]), float(row["share_high"]), method=_DAY_SHARE, sources=rows,
                numerator=int(row["interactions"]), denominator=week.interactions),
    ]  # fmt: skip


def _weeks(interactions: IntoFrame, timezone: str) -> pd.DataFrame:
    """Return the acts of each week by weekday and hour: few rows, added up where the acts are."""
    fine: Any = person_week_hours(interactions, timezone=timezone)
    sums = nw.from_native(fine).lazy().group_by("week", *_CELL).agg(nw.col("interactions").sum())
    return to_pandas(sums.to_native())


def _acts(rows: pd.DataFrame) -> npt.NDArray[np.float64]:
    acts: npt.NDArray[np.float64] = rows["interactions"].to_numpy(dtype=np.float64)
    return acts


def _place(rows: pd.DataFrame, names: Sequence[str]) -> npt.NDArray[np.int64]:
    sizes = [_SIZES[name] for name in names]
    values = tuple(rows[name].to_numpy(dtype=np.int64) for name in names)
    place: npt.NDArray[np.int64] = np.ravel_multi_index(values, sizes).astype(np.int64)
    return place


def _cells_of(names: Sequence[str]) -> int:
    return int(np.prod([_SIZES[name] for name in names]))


def _merged(clusters: Clusters) -> Clusters:
    """Add up the acts of each cluster in each cell, of which a margin has several rows."""
    cells = len(clusters.alone)
    pairs, where = np.unique(clusters.cluster * cells + clusters.cell, return_inverse=True)
    acts = np.bincount(where, clusters.acts, len(pairs)).astype(np.float64)
    return Clusters(pairs // cells, pairs % cells, acts, clusters.alone)


def _hidden(
    cells: pd.DataFrame, weekdays: pd.DataFrame, hours: pd.DataFrame, *, smallest: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Hide what points at few people, in the grid and in its totals."""
    place = np.arange(len(cells))
    cells = cells.assign(weekday=place // 24, hour=place % 24)
    wide = cells["people"].to_numpy(dtype=np.float64).reshape(7, 24)
    days = _margin(weekdays, "weekday", wide.T, smallest)
    times = _margin(hours, "hour", wide, smallest)
    # Hours without a total of their own are one column: only what they are together is known.
    lost = {
        name: table["suppressed"].to_numpy() for name, table in (("day", days), ("hour", times))
    }
    pooled = cells.assign(
        row=np.where(lost["day"][cells["weekday"]], 7, cells["weekday"]),
        column=np.where(lost["hour"][cells["hour"]], 24, cells["hour"]),
    )
    sums = pooled.groupby(["row", "column"], as_index=False)["people"].sum()
    judged = suppress_crossed(sums, count="people", rows=["row"], columns=["column"],
                              smallest=smallest)  # fmt: skip
    merged = pooled[["row", "column"]].merge(judged, on=["row", "column"], how="left")
    # A total that is hidden must not be the sum of cells that are shown.
    gone = merged["suppressed"] | merged["row"].eq(7) | merged["column"].eq(24)
    found = gone.to_numpy(dtype=bool) & cells["people"].gt(0).to_numpy()
    grid = cells.assign(suppressed=found)
    for name in _COLUMNS:
        grid[name] = grid[name] & ~found if name == "is_busy" else grid[name].mask(found)
    return _typed(grid, _CELL), _typed(days, ("weekday",)), _typed(times, ("hour",))


def _margin(
    table: pd.DataFrame, name: str, wide: npt.NDArray[np.float64], smallest: int
) -> pd.DataFrame:
    """Hide the totals of few people, and those that tell that each of their cells is small."""
    numbered = table.assign(**{name: range(len(table))})
    judged = judged_people(numbered["people"], wide, smallest=smallest)
    shown = suppress_small(numbered.assign(judged=judged), count="judged", smallest=smallest)
    gone = shown["suppressed"]
    for column in (*_COLUMNS, "is_peak"):
        is_flag = column.startswith("is_")
        shown[column] = shown[column] & ~gone if is_flag else shown[column].mask(gone)
    return shown


def _typed(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    flags = ["is_peak"] if len(names) == 1 else []
    order = [*names, *_COLUMNS, *flags, "suppressed"]
    whole = {"people": "Int64", "interactions": "Int64"}
    table = table[order].fillna(dict.fromkeys(["is_busy", *flags], False))
    whole_flags = dict.fromkeys(["is_busy", *flags], "bool")
    return table.astype({**dict.fromkeys(names, "int64"), **whole, **whole_flags})


def _empty(names: Sequence[str]) -> pd.DataFrame:
    flags = ["is_peak"] if len(names) == 1 else []
    whole = [*names, "people", "interactions"]
    types = {
        **dict.fromkeys([*names, *_COLUMNS, *flags], "float64"),
        **dict.fromkeys(whole, "Int64"),
        **dict.fromkeys(["is_busy", *flags, "suppressed"], "bool"),
    }
    frame = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    return frame.astype(dict.fromkeys(names, "int64"))


def _unknown(
    key: str, unit: str, n: int | None, method: str, sources: tuple[Source, ...]
) -> Finding:
    return Finding(key, None, unit, n, status="unknown", method=method, sources=sources)
