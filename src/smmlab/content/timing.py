"""Is there a best time to publish? Mostly nobody can tell, and then this says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import bootstrap_median
from smmlab.schema import require
from smmlab.texts import message

Kind = Literal["hour", "block", "weekday"]
BLOCK_HOURS = 4
_LEVEL = 0.05
_STABLE = 0.8  # part of the resamples in which the same time must lead
_CELLS = 4_000_000  # of the counts held in memory at once

_NEEDED = ("at", "precision")
_NO_POSTS = message(
    "There are too few own posts with a time of day and counts in these files to compare times."
)
_NO_HOUR = message(
    "No hour can be told apart from the others: the differences may be chance, or another hour "
    "would lead if a few posts had gone differently."
)
_NO_WEEKDAY = message(
    "No weekday can be told apart from the others: the differences may be chance, or another day "
    "would lead if a few posts had gone differently."
)
_BEST = message(
    "Posts of this time earned more than others of their own network (Kruskal-Wallis test, "
    "corrected for three questions), and it leads in most resamples. An association, not an effect."
)
_P_VALUE = message(
    "How often differences between hours as large as these would come from chance alone "
    "(Kruskal-Wallis test over ranks within each network)."
)
_STABILITY = message(
    "Part of the resamples of the posts in which the hour that leads now leads again."
)


@dataclass(frozen=True)
class BestTimes:
    """What the posts say of the best time.

    Parameters
    ----------
    table
        One row a time: ``kind`` (hour, block of four hours, weekday), ``start`` (hour of the day,
        or weekday with Monday as zero), ``posts``, ``median`` (share of the posts of its own
        network that the median post of this time beat, 0-1) with ``low`` and ``high`` (95 %, from
        ten posts).
    tests
        One row a kind: ``p_value``, ``adjusted_p``, ``leader`` (best median among times with ten
        posts, missing without two such times), ``stability`` (share of resamples it leads),
        ``stands`` (both are convincing).
    p_value
        Of the hours; missing when they cannot be tested.
    hour, block, weekday
        The best time where one stands, else None.
    posts
        Own posts with a time of day and counts.
    """

    table: pd.DataFrame
    tests: pd.DataFrame
    p_value: float
    hour: int | None
    block: int | None
    weekday: int | None
    posts: int


def find_best_times(
    posts: pd.DataFrame, *, timezone: str, seed: int = 0, draws: int = 1000
) -> BestTimes:
    """Ask whether posts of some hour, block of hours or weekday earned more than others.

    Parameters
    ----------
    posts
        Canonical posts. Own posts count whose time is known to the minute and that have counts.
    timezone
        IANA zone of the clock.
    seed, draws
        Of the resamples.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Every post is ranked among the posts of its own network and metric set, so that unlike counts
    never meet. A time is named only when the Kruskal-Wallis test over all times stands after
    correction for three questions (Benjamini and Hochberg) *and* the same time leads in four of
    five resamples. An hour with a few lucky posts fails both.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": [str(n) for n in range(60)], "is_own": True,
    ...     "at": [n % 3 * 3600 for n in range(60)], "precision": "second", "reactions": 7
    ... }), "posts")
    >>> times = find_best_times(posts, timezone="UTC")
    >>> times.posts, times.hour, times.p_value
    (60, None, 1.0)
    """
    require(posts, _NEEDED, table="posts")
    posts = posts.reset_index(drop=True)
    measured = measure_engagement(posts)
    timed = measured["engagements"].notna() & posts.loc[measured.index, "at"].notna()
    timed &= posts.loc[measured.index, "precision"].isin(["second", "minute"])
    own = measured[timed]
    when = local_times(posts.loc[own.index, "at"], timezone)
    ranks = own["engagements"].groupby([own["network"], own["metrics_name"].fillna("")])
    response = ranks.rank(method="average") - 0.5
    response = (response / ranks.transform("size")).to_numpy(dtype=np.float64)
    places = {
        "hour": when.dt.hour.to_numpy(),
        "block": (when.dt.hour // BLOCK_HOURS * BLOCK_HOURS).to_numpy(),
        "weekday": when.dt.day_of_week.to_numpy(),
    }
    dice = np.random.default_rng(seed)
    tables = [_medians(kind, place, response, seed) for kind, place in places.items()]
    tests = pd.DataFrame(
        [_test(kind, place, response, dice, draws) for kind, place in places.items()]
    )
    tests = _corrected(tests)
    best = {
        str(kind): int(leader) if stands else None
        for kind, leader, stands in zip(
            tests["kind"], tests["leader"], tests["stands"], strict=True
        )
    }
    return BestTimes(
        table=pd.concat(tables, ignore_index=True),
        tests=tests,
        p_value=float(tests.loc[tests["kind"] == "hour", "p_value"].iloc[0]),
        hour=best["hour"],
        block=best["block"],
        weekday=best["weekday"],
        posts=len(own),
    )


def timing_findings(times: BestTimes, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the best hour and weekday, unknown unless one stands, and how sure that is."""
    rows = tuple(sources)
    is_tested = not np.isnan(times.p_value)
    found = [
        Finding(
            f"content.timing.{name}", best, unit, times.posts,
            status="unknown" if best is None else "estimated",
            method=_BEST if best is not None else no_best if is_tested else _NO_POSTS, sources=rows,
        )
        for name, best, unit, no_best in (
            ("hour", times.hour, "hour", _NO_HOUR),
            ("weekday", times.weekday, "weekday", _NO_WEEKDAY),
        )
    ]  # fmt: skip
    if not is_tested:
        return found
    stability = float(times.tests.loc[times.tests["kind"] == "hour", "stability"].iloc[0])
    found.append(
        Finding("content.timing.hour_p_value", times.p_value, "probability", times.posts,
                status="estimated", method=_P_VALUE, sources=rows)
    )  # fmt: skip
    if not np.isnan(stability):
        found.append(
            Finding("content.timing.hour_stability", stability, "share", times.posts,
                    status="estimated", method=_STABILITY, sources=rows)
        )  # fmt: skip
    return found


def local_times(at: pd.Series, timezone: str) -> pd.Series:
    """Return epoch seconds as moments on a local clock.

    Raises
    ------
    DataError
        When the zone is not known.
    """
    moments = pd.to_datetime(at.astype("int64"), unit="s", utc=True)
    try:
        return moments.dt.tz_convert(timezone)
    except (KeyError, ValueError, OSError) as problem:
        raise DataError(
            message("The time zone {found} is not known. Use a name such as Europe/Tallinn."),
            {"found": timezone},
        ) from problem


def _medians(
    kind: str, place: npt.NDArray[np.int64], response: npt.NDArray[np.float64], seed: int
) -> pd.DataFrame:
    rows = []
    for start in np.unique(place):
        mine = response[place == start]
        enough = len(mine) >= SMALLEST_GROUP
        low, high = bootstrap_median(mine, seed=seed) if enough else (np.nan, np.nan)
        rows.append((kind, int(start), len(mine), float(np.median(mine)), low, high))
    return pd.DataFrame(rows, columns=["kind", "start", "posts", "median", "low", "high"])


def _test(
    kind: str,
    place: npt.NDArray[np.int64],
    response: npt.NDArray[np.float64],
    dice: np.random.Generator,
    draws: int,
) -> dict[str, object]:
    from scipy.stats import kruskal

    times, sizes = np.unique(place, return_counts=True)
    nothing = {"kind": kind, "p_value": np.nan, "leader": np.nan, "stability": np.nan}
    if (sizes >= SMALLEST_GROUP).sum() < 2:
        return nothing
    groups = [response[place == time] for time in times]
    # All posts alike: the test is not defined, and nothing differs.
    p_value = 1.0 if np.ptp(response) == 0 else float(kruskal(*groups).pvalue)
    medians = [np.median(g) if len(g) >= SMALLEST_GROUP else -1.0 for g in groups]
    leader = int(np.argmax(medians))
    leads = _leads(groups, leader, dice, draws)
    return {"kind": kind, "p_value": p_value, "leader": float(times[leader]), "stability": leads}


def _leads(
    groups: list[npt.NDArray[np.float64]], leader: int, dice: np.random.Generator, draws: int
) -> float:
    """Return the share of resamples of all posts in which one group has the best median."""
    ordered = [np.sort(group) for group in groups]
    many = sum(map(len, ordered))
    edges = np.cumsum([0, *map(len, ordered)])
    won = 0
    step = max(1, _CELLS // many)
    for start in range(0, draws, step):
        size = min(step, draws - start)
        drawn = dice.integers(0, many, (size, many)) + many * np.arange(size)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=size * many).reshape(size, many)
        medians = np.stack(
            [
                _drawn_medians(counts[:, low:high], group)
                for group, low, high in zip(ordered, edges, edges[1:], strict=False)
            ],
            axis=1,
        )
        won += int((medians.argmax(axis=1) == leader).sum())
    return won / draws


def _drawn_medians(
    counts: npt.NDArray[np.intp], ordered: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the median of each draw, given how often it drew each value of an ordered group."""
    reached = np.cumsum(counts, axis=1)
    size = reached[:, -1:]
    last = len(ordered) - 1
    lower = np.minimum((reached < (size + 1) // 2).sum(axis=1), last)
    upper = np.minimum((reached < size // 2 + 1).sum(axis=1), last)
    medians = (ordered[lower] + ordered[upper]) / 2
    result: npt.NDArray[np.float64] = np.where(size[:, 0] >= SMALLEST_GROUP, medians, -1.0)
    return result


def _corrected(tests: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import false_discovery_control

    tested = tests["p_value"].notna()
    adjusted = pd.Series(np.nan, index=tests.index, dtype="float64")
    if tested.any():
        adjusted[tested] = false_discovery_control(tests.loc[tested, "p_value"].clip(0, 1))
    stands = (adjusted <= _LEVEL) & (tests["stability"] >= _STABLE)
    return tests.assign(adjusted_p=adjusted, stands=stands)
