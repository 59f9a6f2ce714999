"""A drawn calendar of two times that would settle which one is better, and how to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.content.timing import local_times
from smmlab.errors import DataError
from smmlab.intervals import Floats
from smmlab.schema import require
from smmlab.texts import message

TestVerdict = Literal["first_better", "second_better", "not_distinguishable", "too_few"]

_LEVEL, _POWER = 0.05, 0.8
_DRAWS = 2000
_FEWEST_A_WEEK, _MOST_A_WEEK = 3, 7
# A drawn test is exact for few posts too; with less, no difference could ever show.
_FEWEST = 5
# Under this many posts the weekdays and weeks leave too little to promise anything.
_PROMISED_FROM = 16
_NEEDED = ("network", "is_own", "post_id", "at", "precision")
_SLOTS = message("Expected two different hours from 0 to 23; found {found}.")
_WEEKS = message("Expected an even number of weeks, two or more; found {found}.")
_POSTS = message("Expected three to seven posts a week, one a day at most; found {found}.")


@dataclass(frozen=True)
class SlotTest:
    """A drawn calendar.

    Parameters
    ----------
    calendar
        One row a post: ``day`` (date), ``week`` (from zero), ``weekday`` (Monday is zero), ``hour``
        (of publishing, local clock).
    slots
        The two hours.
    minimum_ratio
        Smallest ratio of engagements between the two hours that four of five such tests would
        find; missing when the spread of the client's posts is not known, and with fewer than
        sixteen posts.
    """

    calendar: pd.DataFrame
    slots: tuple[int, int]
    minimum_ratio: float


@dataclass(frozen=True)
class SlotTestResult:
    """What a drawn calendar showed.

    Parameters
    ----------
    verdict
        Which hour is better, or why that is not known.
    ratio
        Typical engagements at the first hour against the second, with ``low`` and ``high`` (95 %);
        missing with fewer than five posts at either.
    p_value
        Part of all calendars that could have been drawn with a difference as large.
    first, second
        Posts that went out as planned, by hour.
    missed
        Planned posts that did not, or have no counts.
    """

    verdict: TestVerdict
    ratio: float
    low: float
    high: float
    p_value: float
    first: int
    second: int
    missed: int


def design_slot_test(
    *,
    slots: Sequence[int],
    weeks: int = 4,
    posts_per_week: int,
    start: date,
    spread: float | None = None,
    seed: int = 0,
) -> SlotTest:
    """Draw a calendar in which two hours meet each weekday equally often.

    Parameters
    ----------
    slots
        The two hours of publishing, 0-23.
    weeks
        How long; even, so that each weekday can have both hours equally often.
    posts_per_week
        Three to seven, spread over the week, one a day at most.
    start
        The calendar begins on the first Monday on or after it.
    spread
        Standard deviation of the logarithm of engagements, from `compare_slots`; without it the
        smallest ratio that shows is not known.
    seed
        Of the draw.

    Raises
    ------
    DataError
        When hours, weeks or posts are not as described.

    Notes
    -----
    The hours are drawn so that within four weeks (or two) each weekday has both equally often, and
    each week half of each. So neither weekday nor season can pass for an effect of the hour.

    Examples
    --------
    >>> test = design_slot_test(slots=(9, 19), posts_per_week=5, start=date(2026, 11, 30),
    ...                         spread=0.6)
    >>> len(test.calendar), test.calendar.groupby("hour").size().tolist()
    (20, [10, 10])
    >>> round(test.minimum_ratio, 2)
    2.28
    """
    hours = tuple(slots)
    if len(hours) != 2 or len(set(hours)) != 2 or not all(0 <= hour <= 23 for hour in hours):
        raise DataError(_SLOTS, {"found": ", ".join(map(str, hours))})
    if weeks < 2 or weeks % 2:
        raise DataError(_WEEKS, {"found": weeks})
    if not _FEWEST_A_WEEK <= posts_per_week <= _MOST_A_WEEK:
        raise DataError(_POSTS, {"found": posts_per_week})
    drawn = _assignments(weeks, posts_per_week, 1, np.random.default_rng(seed))[0]
    monday = start + timedelta(days=-start.weekday() % 7)
    weekday = np.tile(np.arange(posts_per_week) * 7 // posts_per_week, weeks)
    week = np.repeat(np.arange(weeks), posts_per_week)
    calendar = pd.DataFrame(
        {
            "day": [monday + timedelta(days=int(days)) for days in week * 7 + weekday],
            "week": week, "weekday": weekday, "hour": np.where(drawn, hours[0], hours[1]),
        }
    )  # fmt: skip
    is_enough = spread is not None and len(calendar) >= _PROMISED_FROM
    ratio = _minimum_ratio(weeks, posts_per_week, spread or 0.0) if is_enough else float("nan")
    return SlotTest(calendar, (hours[0], hours[1]), ratio)


def read_slot_test(
    test: SlotTest, posts: pd.DataFrame, *, timezone: str, seed: int = 0
) -> SlotTestResult:
    """Read a drawn calendar when its posts have been out long enough.

    Parameters
    ----------
    test
        The calendar that was kept to.
    posts
        Canonical posts of the page that was tested. Own posts count that went out on a planned day
        within an hour of the planned time; of several the nearest one.
    timezone
        IANA zone of the clock.
    seed
        Of the calendars drawn for comparison.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Engagements are compared in logarithms, within weekdays and weeks. The test draws the calendar
    anew as it was drawn at first and asks how often chance alone differs as much. The interval is
    that of the t distribution on the same comparison.

    References
    ----------
    Fisher (1935), The Design of Experiments.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> test = design_slot_test(slots=(9, 19), posts_per_week=5, start=date(2026, 11, 30))
    >>> read_slot_test(test, conform(pd.DataFrame(), "posts"), timezone="UTC").verdict
    'too_few'
    """
    from scipy.stats import t

    logs = _kept_to(test, posts, timezone)
    known = ~np.isnan(logs)
    is_first = test.calendar["hour"].eq(test.slots[0]).to_numpy()
    first, second = int((known & is_first).sum()), int((known & ~is_first).sum())
    missed, nothing = len(logs) - first - second, float("nan")
    if min(first, second) < _FEWEST:
        return SlotTestResult("too_few", nothing, nothing, nothing, nothing, first, second, missed)
    weeks = int(test.calendar["week"].max()) + 1
    a_week = len(test.calendar) // weeks
    frame = _plain_columns(test.calendar)[known]
    # What weekdays and weeks explain is taken out of both sides alike (Frisch and Waugh).
    basis = np.linalg.qr(frame)[0][:, : np.linalg.matrix_rank(frame)]
    drawn = _assignments(weeks, a_week, _DRAWS, np.random.default_rng(seed))[:, known]
    flags = np.vstack([is_first[known][None], drawn]).astype(np.float64)
    values = logs[known]
    values = values - basis @ (basis.T @ values)
    flags = flags - (flags @ basis) @ basis.T
    sizes = (flags**2).sum(axis=1)
    slopes = (flags @ values) / np.where(sizes > 1e-9, sizes, np.inf)
    slope = float(slopes[0])
    p_value = float((np.abs(slopes) >= abs(slope) - 1e-12).mean())
    freedom = len(values) - basis.shape[1] - 1
    rest = values - slope * flags[0]
    error = np.sqrt(float(rest @ rest) / max(freedom, 1) / sizes[0])
    low, high = np.exp(slope + t.ppf([0.025, 0.975], max(freedom, 1)) * error)
    verdict: TestVerdict = "not_distinguishable"
    if p_value <= _LEVEL:
        verdict = "first_better" if slope > 0 else "second_better"
    return SlotTestResult(
        verdict, float(np.exp(slope)), float(low), float(high), p_value, first, second, missed
    )


def _assignments(
    weeks: int, posts_per_week: int, many: int, dice: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Return calendars, one a row: true where the first hour is used."""
    # Blocks of four weeks can be drawn in many more ways than two mirrored pairs.
    sizes = [4] * (weeks // 4) + [2] * (weeks % 4 // 2)
    blocks = [_blocks(size, posts_per_week, many, dice) for size in sizes]
    return np.concatenate(blocks, axis=1).reshape(many, -1)


def _blocks(
    weeks: int, posts_per_week: int, many: int, dice: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Draw blocks with half of each weekday, keeping those with half of each week as well."""
    kept = np.empty((0, weeks, posts_per_week), dtype=bool)
    while len(kept) < many:
        drawn = np.argsort(dice.random((4 * many + 50, weeks, posts_per_week)), axis=1) < weeks // 2
        in_week = drawn.sum(axis=2)
        even = (in_week >= posts_per_week // 2) & (in_week <= (posts_per_week + 1) // 2)
        kept = np.concatenate([kept, drawn[even.all(axis=1)]])
    return kept[:many]


def _minimum_ratio(weeks: int, posts_per_week: int, spread: float) -> float:
    from scipy.stats import t

    posts = weeks * posts_per_week
    # Each weekday and each week has a mean of its own, and the hour one effect.
    freedom = posts - posts_per_week - weeks
    needed = float(t.ppf(1 - _LEVEL / 2, freedom) + t.ppf(_POWER, freedom))
    return float(np.exp(needed * spread * 2 / np.sqrt(posts)))


def _plain_columns(calendar: pd.DataFrame) -> Floats:
    weekday = pd.get_dummies(calendar["weekday"]).to_numpy(dtype=np.float64)
    week = pd.get_dummies(calendar["week"]).to_numpy(dtype=np.float64)[:, 1:]
    return np.hstack([weekday, week])


def _kept_to(test: SlotTest, posts: pd.DataFrame, timezone: str) -> Floats:
    """Return the log of the engagements of each planned post, missing where it did not go out."""
    require(posts, _NEEDED, table="posts")
    posts = posts.reset_index(drop=True)
    measured = measure_engagement(posts)
    own = posts.loc[measured.index, list(_NEEDED)].assign(engagements=measured["engagements"])
    own = own[own["at"].notna() & own["engagements"].notna()]
    own = own[own["precision"].isin(["second", "minute"])]
    when = local_times(own["at"], timezone).dt.tz_localize(None)
    log = np.log(own["engagements"].astype("float64") + 0.5)
    posted = pd.DataFrame({"day": when.dt.normalize(), "when": when, "log": log})
    plan = test.calendar.assign(
        day=pd.to_datetime(test.calendar["day"]), place=np.arange(len(test.calendar))
    )
    met = plan.merge(posted, on="day")
    planned = met["day"] + pd.to_timedelta(met["hour"], unit="h")
    met["off"] = (met["when"] - planned).abs()
    met = met[met["off"] <= pd.Timedelta(hours=1)].sort_values(["place", "off"])
    nearest = met.drop_duplicates("place").set_index("place")["log"]
    logs: Floats = nearest.reindex(plan["place"]).to_numpy(dtype=np.float64)
    return logs
