"""When, about what and by whom comments are answered: shares within a day, part by part."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.asking import TOPICS
from smmlab.dialogue.waits import DAY, HOUR
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import median_interval, wilson_interval

_SHARES = ("comments", "answered", "share", "share_low", "share_high")
_PEOPLE = ("network", "answered_by", "answers", "median_hours", "median_low", "median_high")
_TOPIC = ("topic", "questions", "people", "answered", "share", "share_low", "share_high")


def by_clock(comments: pd.DataFrame, *, timezone: str, unit: str) -> pd.DataFrame:
    """Return the share answered within a day by ``hour`` or ``weekday`` of the comment.

    Parameters
    ----------
    comments
        As in `smmlab.dialogue.waits.Waits`; those followed for less than a day are left out.
    timezone
        IANA zone of the clock.
    unit
        ``hour`` (0-23) or ``weekday`` (0 is Monday).

    Returns
    -------
    DataFrame
        The unit, ``comments``, ``answered`` within a day, ``share`` (0-1, Wilson ``share_low``,
        ``share_high``), in order of the unit.

    Examples
    --------
    >>> comments = pd.DataFrame({"at": [0, 0], "answered": [True, False], "seconds": [9, 90_000],
    ...                          "followed": 90_000})
    >>> by_clock(comments, timezone="UTC", unit="weekday")[["weekday", "comments", "share"]]
       weekday  comments  share
    0        3         2    0.5
    """
    followed = comments[comments["followed"] >= DAY]
    local = pd.to_datetime(followed["at"], unit="s", utc=True).dt.tz_convert(timezone)
    part = local.dt.hour if unit == "hour" else local.dt.day_of_week
    quick = followed["answered"] & (followed["seconds"] <= DAY)
    table = quick.groupby(part.to_numpy()).agg(comments="size", answered="sum")
    return _with_shares(table.rename_axis(unit).reset_index(), "comments", (unit, *_SHARES))


def by_person(comments: pd.DataFrame) -> pd.DataFrame:
    """Return how long the answers of each person took who answers for the page.

    Parameters
    ----------
    comments
        As in `smmlab.dialogue.waits.Waits`.

    Returns
    -------
    DataFrame
        ``network``, ``answered_by`` (a pseudonym), ``answers`` (first answers), ``median_hours``
        of these with its distribution-free interval; whoever gave fewer than ten is left out, and
        so are answers without a known account. Only what was answered can be told by person: who
        left a comment lying nobody knows.

    Examples
    --------
    >>> comments = pd.DataFrame({"network": "x", "answered_by": ["p"] * 12, "answered": True,
    ...                          "seconds": 7200})
    >>> by_person(comments)[["answered_by", "answers", "median_hours"]].values.tolist()
    [['p', 12, 2.0]]
    """
    given = comments[comments["answered"] & comments["answered_by"].notna()]
    hours = given.assign(hours=given["seconds"] / HOUR)
    rows = []
    for (network, person), own in hours.groupby(["network", "answered_by"])["hours"]:
        if len(own) >= SMALLEST_GROUP:
            low, high = median_interval(own)
            rows.append((network, person, len(own), float(own.median()), low, high))
    table = pd.DataFrame(rows, columns=list(_PEOPLE)).astype(
        {"network": "str", "answered_by": "str", "answers": "int64", "median_hours": "float64",
         "median_low": "float64", "median_high": "float64"}
    )  # fmt: skip
    ordered = table.sort_values(
        ["answers", "network", "answered_by"], ascending=[False, True, True]
    )
    return ordered.reset_index(drop=True)


def by_topic(questions: pd.DataFrame) -> pd.DataFrame:
    """Return which questions get an answer at all, topic by topic.

    Parameters
    ----------
    questions
        Comments that ask, as in `smmlab.dialogue.waits.Waits`, with a bool for each topic of
        `smmlab.asking.TOPICS`.

    Returns
    -------
    DataFrame
        The topic most asked about first: ``topic``, ``questions``, ``people`` who asked (those
        without a known account count one each), ``answered``, ``share`` (0-1, Wilson ``share_low``,
        ``share_high``). Topics that fewer than ten people asked about are left out; a question may
        have several topics or none.

    Examples
    --------
    >>> from smmlab.asking import TOPICS
    >>> asked = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(12)],
    ...     "answered": [True, False] * 6, **{topic: topic == "price" for topic in TOPICS}})
    >>> by_topic(asked)[["topic", "questions", "share"]].values.tolist()
    [['price', 12, 0.5]]
    """
    who = questions["person"].astype("object")
    who = who.where(who.notna(), pd.Series(range(len(who)), index=who.index))
    account = questions.assign(who=who).groupby(["network", "who"]).ngroup()
    rows = []
    for topic in TOPICS:
        on_it = questions[topic].to_numpy(dtype=bool)
        people = int(account[on_it].nunique())
        if people >= SMALLEST_GROUP:
            answered = int(questions.loc[on_it, "answered"].sum())
            rows.append((topic, int(on_it.sum()), people, answered))
    table = pd.DataFrame(rows, columns=["topic", "questions", "people", "answered"])
    whole = dict.fromkeys(("questions", "people", "answered"), "int64")
    shares = _with_shares(table.astype({"topic": "str", **whole}), "questions", _TOPIC)
    ordered = shares.sort_values(["questions", "topic"], ascending=[False, True])
    return ordered.reset_index(drop=True)


def _with_shares(table: pd.DataFrame, of: str, columns: Sequence[str]) -> pd.DataFrame:
    answered = table["answered"].to_numpy(dtype=np.float64)
    whole = table[of].to_numpy(dtype=np.float64)
    low, high = wilson_interval(answered, whole)
    share = np.divide(answered, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    shares = table.assign(share=share, share_low=low, share_high=high)
    return shares[list(columns)].astype({"answered": "int64", of: "int64"})
