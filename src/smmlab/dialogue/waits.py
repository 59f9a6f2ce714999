"""Every comment and how long it has waited for the page, answered or not."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.intervals import wilson_interval
from smmlab.schema import require

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True)
class Portion:
    """``count`` of ``of`` with a 95 % Wilson interval; all missing when ``of`` is zero."""

    count: int
    of: int
    share: float
    low: float
    high: float


def portion(count: int, of: int) -> Portion:
    """Return so many of so many with the interval.

    Examples
    --------
    >>> portion(5, 10)
    Portion(count=5, of=10, share=0.5, low=0.236..., high=0.763...)
    """
    if of == 0:
        return Portion(0, 0, float("nan"), float("nan"), float("nan"))
    low, high = wilson_interval([count], [of])
    return Portion(count, of, count / of, float(low[0]), float(high[0]))


def as_read(hours: float) -> tuple[float, Literal["minutes", "hours", "days"]]:
    """Return a wait as people count it: minutes below an hour, days from two days on.

    Examples
    --------
    >>> as_read(0.5), as_read(47), as_read(326)
    ((30.0, 'minutes'), (47, 'hours'), (13.58..., 'days'))
    """
    if hours < 1:
        return hours * 60, "minutes"
    return (hours, "hours") if hours < 2 * DAY / HOUR else (hours * HOUR / DAY, "days")


@dataclass(frozen=True)
class Waits:
    """The comments of people, what became of each, and what could not be used.

    Parameters
    ----------
    comments
        One row a comment by a person whose time is known: ``network``, ``interaction_id``,
        ``post_id``, ``person``, ``at``, ``answered`` (bool), ``answered_at``, ``answered_by``
        (pseudonym, missing where the file does not say), ``seconds`` (waited so far or until the
        first answer), ``followed`` (seconds we could watch it).
    answers
        Visible answers by the page to anybody.
    orphans
        Of these, answers to something that is not in the files.
    early
        Answers that bear an earlier time than what they answer: not counted as answers.
    rounds
        Comments and replies that answer themselves in a round.
    as_of
        Until when, epoch seconds; None without any time.
    """

    comments: pd.DataFrame
    answers: int
    orphans: int
    early: int
    rounds: int
    as_of: int | None


def wait_for_answers(talk: pd.DataFrame, *, as_of: int | None = None) -> Waits:
    """Follow every comment by a person until its first answer by the page, or until ``as_of``.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`. An answer is a comment or reply by the page
        whose ``reply_to`` is the comment, not earlier than it.
    as_of
        Epoch seconds UTC; by default the newest ``at``. What happened later is not known yet.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b"], "kind": ["comment", "reply"],
    ...     "at": [0, 90], "reply_to": [None, "a"], "by_page": [False, True]})
    >>> wait_for_answers(follow_talk(acts)).comments[["answered", "seconds"]].values.tolist()
    [[True, 90]]
    """
    needed = ("kind", "at", "by_page", "reply_to", "parent", "is_orphan", "in_cycle", "person")
    require(talk, needed, table="interactions")
    known = talk["at"].notna().to_numpy(dtype=bool)
    if as_of is None and known.any():
        as_of = int(talk["at"].max())
    end = as_of or 0
    at = talk["at"].fillna(0).to_numpy(dtype=np.int64)
    seen = known & (at <= end)
    by_page = talk["by_page"].to_numpy(dtype=bool)
    parent = talk["parent"].to_numpy(dtype=np.int64)
    is_asked = seen & ~by_page & talk["kind"].eq("comment").to_numpy(dtype=bool)
    is_answer = seen & by_page & talk["reply_to"].notna().to_numpy(dtype=bool)
    to_people = is_answer & (parent >= 0) & ~by_page[parent] & seen[parent]
    is_early = to_people & (at < at[parent])
    first = _first_answers(np.flatnonzero(to_people & ~is_early), parent, at, len(talk))
    asked = talk.loc[is_asked, ["network", "interaction_id", "post_id", "person"]]
    answer = first[is_asked]
    answered = answer >= 0
    asked_at = at[is_asked]
    who = talk["person"].take(np.maximum(answer, 0)).reset_index(drop=True)
    stopped = pd.Series(np.where(answered, at[answer], 0), dtype="Int64")
    comments = asked.reset_index(drop=True).assign(
        at=asked_at,
        answered=answered,
        answered_at=stopped.where(answered),
        answered_by=who.where(answered),
        seconds=np.where(answered, at[answer], end) - asked_at,
        followed=end - asked_at,
    )
    return Waits(
        comments=comments,
        answers=int(is_answer.sum()),
        orphans=int((is_answer & talk["is_orphan"].to_numpy(dtype=bool)).sum()),
        early=int(is_early.sum()),
        rounds=int(talk["in_cycle"].sum()),
        as_of=as_of,
    )


def _first_answers(
    answers: np.ndarray, parent: np.ndarray, at: np.ndarray, count: int
) -> np.ndarray:
    """Return for each row the place of its first answer, -1 for none."""
    first = np.full(count, -1, dtype=np.int64)
    # Written from the last to the first, so that the earliest stays.
    late_first = answers[np.argsort(at[answers], kind="stable")[::-1]]
    first[parent[late_first]] = late_first
    return first
