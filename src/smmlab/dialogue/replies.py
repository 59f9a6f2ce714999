"""How fast, and whether, the page answers the people who write to it."""

import warnings
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.asking import TOPICS
from smmlab.dialogue.breakdowns import by_clock, by_person, by_topic
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.dialogue.waits import DAY, HOUR, Portion, portion, wait_for_answers
from smmlab.dialogue.working_hours import WORK_DAYS, WORK_FROM, WORK_TO, working_seconds

_CURVE = ("hours", "waiting", "waiting_low", "waiting_high")
_KEY = ["network", "interaction_id"]


@dataclass(frozen=True)
class Waiting:
    """How long people wait by one clock.

    Parameters
    ----------
    comments
        How many were followed.
    unanswered, within_hour, within_day
        Portions. Those within a time count only comments followed for that long.
    day_hours
        What a day is by this clock: 24, or the hours of a working day.
    median_hours, median_low, median_high
        Kaplan-Meier; None when half of the comments never got an answer.
    curve
        ``hours``, ``waiting`` (share 0-1 still without an answer) and its interval.
    """

    comments: int
    unanswered: Portion
    within_hour: Portion
    within_day: Portion
    day_hours: int
    median_hours: float | None
    median_low: float | None
    median_high: float | None
    curve: pd.DataFrame

    @property
    def slowest_hours(self) -> float | None:
        """The longest wait that ended with an answer; None without answers."""
        falls = self.curve["waiting"].diff().fillna(self.curve["waiting"] - 1) < 0
        return float(self.curve.loc[falls, "hours"].max()) if falls.any() else None


@dataclass(frozen=True)
class Replies:
    """How the page answers.

    Parameters
    ----------
    by_clock, at_work
        How long comments wait: all hours counted, and only those of work.
    questions, questions_at_work
        The same of the comments that ask for an answer.
    answers
        Visible answers by the page to anybody.
    orphans, early, rounds
        What could not be used: answers to something that is not in these files, answers with an
        earlier time than what they answer, comments that answer themselves in a round.
    people
        Known accounts behind the comments; None where no file says who wrote.
    further
        Replies of people below other comments: not among the comments, which stand under posts.
    by_hour, by_weekday
        ``hour`` or ``weekday`` of the comment, ``comments``, ``answered`` within a day, ``share``
        with its interval; comments followed for a day only.
    by_person
        See `smmlab.dialogue.breakdowns.by_person`.
    by_topic
        See `smmlab.dialogue.breakdowns.by_topic`.
    opens, closes, workdays
        The hours of work that were counted.
    as_of
        Until when the comments were followed, epoch seconds; None without comments.
    """

    by_clock: Waiting
    at_work: Waiting
    questions: Waiting
    questions_at_work: Waiting
    answers: int
    orphans: int
    early: int
    rounds: int
    people: int | None
    further: int
    by_hour: pd.DataFrame
    by_weekday: pd.DataFrame
    by_person: pd.DataFrame
    by_topic: pd.DataFrame
    opens: int
    closes: int
    workdays: tuple[int, ...]
    as_of: int | None

    @property
    def curve(self) -> pd.DataFrame:
        """The curve of all comments by the clock."""
        return self.by_clock.curve


def measure_replies(
    interactions: pd.DataFrame,
    *,
    as_of: int | None = None,
    timezone: str = "UTC",
    opens: int = WORK_FROM,
    closes: int = WORK_TO,
    workdays: Collection[int] = WORK_DAYS,
    asked: pd.DataFrame | None = None,
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
        IANA zone of the hours and weekdays.
    opens, closes, workdays
        The hours of work: hours of the day 0-24, weekdays with 0 for Monday.
    asked
        Result of `smmlab.dialogue.talk.read_talk` for the same comments, where it is there already;
        reading many texts takes longer than all the rest.

    Raises
    ------
    DataError
        When a column is absent or there is no hour of work.

    Notes
    -----
    The mean of the answered ones flatters: whoever never got an answer is not in it. Kaplan and
    Meier (1958) keep them in, as waiting longer than we can see. By the clock of work a night does
    not count, so a question of Friday evening that is answered on Monday morning waited an hour.

    Examples
    --------
    >>> comments = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["a", "b", "c"], "kind": "comment",
    ...     "at": pd.array([0, 7200, 0], dtype="Int64"), "reply_to": [None, "a", None],
    ...     "by_page": [False, True, False]})
    >>> replies = measure_replies(comments, as_of=90_000)
    >>> replies.by_clock.median_hours, replies.by_clock.unanswered.count
    (2.0, 1)
    """
    talk = follow_talk(interactions)
    waits = wait_for_answers(talk, as_of=as_of)
    comments, end = waits.comments, waits.as_of or 0
    begins = comments["at"].to_numpy(dtype=np.int64)
    answered = comments["answered"].to_numpy(dtype=bool)

    def worked(until: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return working_seconds(
            begins, until, timezone=timezone, opens=opens, closes=closes, workdays=workdays
        )

    stops = begins + comments["seconds"].to_numpy(dtype=np.int64)
    at_work = comments.assign(
        seconds=worked(stops), followed=worked(np.full(len(begins), end, dtype=np.int64))
    )
    read = read_talk(talk) if asked is None else asked
    read = comments[_KEY].merge(read, on=_KEY, how="left")
    asks = read["asks"].fillna(False).to_numpy(dtype=bool)
    questions = comments[asks].assign(
        **{topic: read.loc[asks, topic].to_numpy(dtype=bool) for topic in TOPICS}
    )
    people = comments[["network", "person"]].dropna().drop_duplicates()
    own = talk["by_page"].to_numpy(dtype=bool)
    return Replies(
        by_clock=_waiting(comments, 24),
        at_work=_waiting(at_work, closes - opens),
        questions=_waiting(comments[asks], 24),
        questions_at_work=_waiting(at_work[asks], closes - opens),
        answers=waits.answers,
        orphans=waits.orphans,
        early=waits.early,
        rounds=waits.rounds,
        people=len(people) if len(people) or not answered.size else None,
        further=int((talk["kind"].eq("reply").to_numpy(dtype=bool) & ~own).sum()),
        by_hour=by_clock(comments, timezone=timezone, unit="hour"),
        by_weekday=by_clock(comments, timezone=timezone, unit="weekday"),
        by_person=by_person(comments),
        by_topic=by_topic(questions),
        opens=opens,
        closes=closes,
        workdays=tuple(sorted(set(workdays))),
        as_of=waits.as_of,
    )


def _waiting(waits: pd.DataFrame, day_hours: int) -> Waiting:
    answered = waits["answered"].to_numpy(dtype=bool)
    seconds = waits["seconds"].to_numpy(dtype=np.int64)
    followed = waits["followed"].to_numpy(dtype=np.int64)

    def within(limit: int) -> Portion:
        long_enough = followed >= limit
        quick = answered & (seconds <= limit) & long_enough
        return portion(int(quick.sum()), int(long_enough.sum()))

    curve, median, low, high = _kaplan_meier(answered, seconds / HOUR)
    return Waiting(
        comments=len(waits),
        unanswered=portion(int((~answered).sum()), len(waits)),
        within_hour=within(HOUR),
        within_day=within(day_hours * DAY // 24),
        day_hours=day_hours,
        median_hours=median,
        median_low=low,
        median_high=high,
        curve=curve,
    )


def _kaplan_meier(
    answered: npt.NDArray[np.bool_], hours: npt.NDArray[np.float64]
) -> tuple[pd.DataFrame, float | None, float | None, float | None]:
    from scipy.stats import CensoredData, ecdf

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
