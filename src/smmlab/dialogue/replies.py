"""How fast, and whether, the page answers the people who write to it."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.schema import require
from smmlab.texts import message

_NEEDED = ("network", "interaction_id", "kind", "at", "reply_to", "by_page")
_HOUR = 3600
_CURVE = ("hours", "waiting", "waiting_low", "waiting_high")
_BY_HOUR = ("hour", "comments", "answered", "share", "share_low", "share_high")

_TOO_FEW = message("There are too few comments by people in these files to measure answers.")
_NO_ANSWERS = message(
    "No answer by the page is visible in these files: either nobody answers, or administrators "
    "answer from personal accounts. Answer as the page to make it measurable."
)
_NOT_REACHED = message(
    "Fewer than half of the comments were answered, so there is no median waiting time."
)
_KAPLAN_MEIER = message(
    "Kaplan-Meier median of the waiting time; comments without an answer count as still waiting."
)
_WITHIN = message("Share of the comments followed for that long; Wilson interval.")
_UNANSWERED = message("Share of comments by people without an answer by the page; Wilson interval.")
_COUNTED = message("Comments by people, counted.")


@dataclass(frozen=True)
class Portion:
    """``count`` of ``of`` with a 95 % Wilson interval; all missing when ``of`` is zero."""

    count: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Replies:
    """How the page answers.

    Parameters
    ----------
    comments, answers
        Comments by people whose time is known; visible answers by the page to anybody.
    unanswered, within_hour, within_day
        Portions. Those within a time count only comments followed for that long.
    median_hours, median_low, median_high
        Kaplan-Meier; None when half of the comments never got an answer.
    curve
        ``hours``, ``waiting`` (share 0-1 still without an answer) and its interval.
    by_hour
        ``hour`` of the comment on the clock asked for, ``comments``, ``answered`` within a day,
        their ``share`` with interval. Comments followed for a day only.
    as_of
        Until when the comments were followed, epoch seconds; None without comments.
    """

    comments: int
    answers: int
    unanswered: Portion
    within_hour: Portion
    within_day: Portion
    median_hours: float | None
    median_low: float | None
    median_high: float | None
    curve: pd.DataFrame
    by_hour: pd.DataFrame
    as_of: int | None


def measure_replies(
    interactions: pd.DataFrame, *, as_of: int | None = None, timezone: str = "UTC"
) -> Replies:
    """Measure how long people wait for the page, counting those who wait still.

    Parameters
    ----------
    interactions
        Canonical interactions. A comment by a person counts; an answer is a comment or reply with
        ``by_page`` whose ``reply_to`` is that comment. Times known to the day only are left out.
    as_of
        Until when comments were followed, epoch seconds UTC; by default the newest ``at``.
    timezone
        IANA zone of ``by_hour``.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    The mean of the answered ones flatters: whoever never got an answer is not in it. Kaplan and
    Meier (1958) keep them in, as waiting longer than we can see.

    Examples
    --------
    >>> comments = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["a", "b", "c"], "kind": "comment",
    ...     "at": pd.array([0, 7200, 0], dtype="Int64"), "reply_to": [None, "a", None],
    ...     "by_page": [False, True, False]})
    >>> replies = measure_replies(comments, as_of=90_000)
    >>> replies.median_hours, replies.unanswered.count
    (2.0, 1)
    """
    require(interactions, _NEEDED, table="interactions")
    spoken = interactions[interactions["kind"].isin(["comment", "reply"])]
    by_page = spoken["by_page"].astype(bool)
    known = spoken["at"].notna()
    if "precision" in spoken:
        known &= spoken["precision"].ne("day").fillna(True).astype(bool)
    asked = spoken.loc[known & ~by_page & (spoken["kind"] == "comment")]
    answers = spoken.loc[known & by_page & spoken["reply_to"].notna()]
    if as_of is None and len(spoken[known]):
        as_of = int(spoken.loc[known, "at"].max())
    waits = _waits(asked, answers, as_of or 0)
    curve, median, low, high = _kaplan_meier(waits)
    answered = waits["answered"]
    return Replies(
        comments=len(waits),
        answers=len(answers),
        unanswered=_portion(int((~answered).sum()), len(waits)),
        within_hour=_within(waits, _HOUR),
        within_day=_within(waits, 24 * _HOUR),
        median_hours=median,
        median_low=low,
        median_high=high,
        curve=curve,
        by_hour=_by_hour(waits, timezone),
        as_of=as_of,
    )


def reply_findings(replies: Replies, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the waiting time and the unanswered share, unknown below ten comments.

    Examples
    --------
    >>> empty = pd.DataFrame(columns=["network", "interaction_id", "kind", "at", "reply_to",
    ...                               "by_page"])
    >>> [finding.status for finding in reply_findings(measure_replies(empty), sources=())]
    ['measured', 'unknown', 'unknown', 'unknown', 'unknown']
    """
    n, rows = replies.comments, tuple(sources)
    counted = Finding("dialogue.replies.comments", n, "comments", n, method=_COUNTED, sources=rows)
    shares = {
        "unanswered_share": (replies.unanswered, _UNANSWERED),
        "within_hour": (replies.within_hour, _WITHIN),
        "within_day": (replies.within_day, _WITHIN),
    }
    lack = _TOO_FEW if n < SMALLEST_GROUP else _NO_ANSWERS if not replies.answers else ""
    if lack:
        keys = ("median_hours", *shares)
        return [counted, *(_unknown(key, n, lack, rows) for key in keys)]
    if replies.median_hours is None:
        median = _unknown("median_hours", n, _NOT_REACHED, rows)
    else:
        median = Finding(
            "dialogue.replies.median_hours", replies.median_hours, "hours", n,
            replies.median_low, replies.median_high, method=_KAPLAN_MEIER, sources=rows,
        )  # fmt: skip
    portions = [
        Finding(
            f"dialogue.replies.{key}", portion.share, "share", portion.of, portion.low,
            portion.high, method=method, sources=rows, numerator=portion.count,
            denominator=portion.of,
        )
        if portion.of >= SMALLEST_GROUP
        else _unknown(key, portion.of, _TOO_FEW, rows)
        for key, (portion, method) in shares.items()
    ]  # fmt: skip
    return [counted, median, *portions]


def _unknown(key: str, n: int, method: str, sources: tuple[Source, ...]) -> Finding:
    unit = "hours" if key == "median_hours" else "share"
    return Finding(
        f"dialogue.replies.{key}", None, unit, n, status="unknown", method=method, sources=sources
    )


def _waits(asked: pd.DataFrame, answers: pd.DataFrame, as_of: int) -> pd.DataFrame:
    # Whatever happened after the moment asked about is not known at that moment.
    asked = asked.loc[asked["at"] <= as_of, ["network", "interaction_id", "at"]]
    answers = answers.loc[answers["at"] <= as_of, ["network", "reply_to", "at"]]
    first = (
        answers.rename(columns={"reply_to": "interaction_id", "at": "answered_at"})
        .merge(asked, on=["network", "interaction_id"])
        .query("answered_at >= at")
        .groupby(["network", "interaction_id"], as_index=False)["answered_at"]
        .min()
    )
    waits = asked.merge(first, on=["network", "interaction_id"], how="left")
    answered = waits["answered_at"].notna()
    followed = (as_of - waits["at"]).astype("int64")
    seconds = (waits["answered_at"] - waits["at"]).fillna(followed).astype("int64")
    return waits.assign(answered=answered.astype(bool), seconds=seconds, followed=followed)


def _portion(count: int, of: int) -> Portion:
    from scipy.stats import binomtest

    if of == 0:
        return Portion(0, 0, float("nan"), float("nan"), float("nan"))
    interval = binomtest(count, of).proportion_ci(method="wilson")
    return Portion(count, of, count / of, float(interval.low), float(interval.high))


def _within(waits: pd.DataFrame, seconds: int) -> Portion:
    long_enough = waits[waits["followed"] >= seconds]
    quick = long_enough["answered"] & (long_enough["seconds"] <= seconds)
    return _portion(int(quick.sum()), len(long_enough))


def _by_hour(waits: pd.DataFrame, timezone: str) -> pd.DataFrame:
    day = 24 * _HOUR
    followed = waits[waits["followed"] >= day]
    if followed.empty:
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in _BY_HOUR})
    moments = pd.to_datetime(followed["at"].astype("int64"), unit="s", utc=True)
    hours = moments.dt.tz_convert(timezone).dt.hour
    quick = (followed["answered"] & (followed["seconds"] <= day)).groupby(hours)
    table = quick.agg(comments="size", answered="sum").rename_axis("hour").reset_index()
    portions = [
        _portion(int(answered), int(comments))
        for answered, comments in zip(table["answered"], table["comments"], strict=True)
    ]
    return table.assign(
        share=[portion.share for portion in portions],
        share_low=[portion.low for portion in portions],
        share_high=[portion.high for portion in portions],
    )


def _kaplan_meier(
    waits: pd.DataFrame,
) -> tuple[pd.DataFrame, float | None, float | None, float | None]:
    from scipy.stats import CensoredData, ecdf

    answered = waits["answered"].to_numpy()
    hours = waits["seconds"].to_numpy() / _HOUR
    if not answered.any():
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _CURVE})
        return empty, None, None, None
    survival = ecdf(CensoredData(hours[answered], right=hours[~answered])).sf
    with warnings.catch_warnings():
        # The interval is undefined where nobody, or everybody, has been answered.
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = survival.confidence_interval(method="log-log")
    curve = pd.DataFrame(
        {
            "hours": survival.quantiles,
            "waiting": survival.probabilities,
            "waiting_low": interval.low.probabilities,
            "waiting_high": interval.high.probabilities,
        }
    )
    times = curve["hours"]
    return (
        curve,
        _first(times, curve["waiting"] <= 0.5),
        _first(times, curve["waiting_low"] <= 0.5),
        _first(times, curve["waiting_high"] <= 0.5),
    )


def _first(times: pd.Series, reached: pd.Series) -> float | None:
    return float(times[reached].iloc[0]) if np.any(reached) else None
