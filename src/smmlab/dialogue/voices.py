"""Voices: a person counts once a day or week, however often he writes."""

from typing import Literal

import pandas as pd

Span = Literal["day", "week"]

_ALIKE_PEOPLE = 3
_ALIKE_SECONDS = 3600
_ALIKE_LETTERS = 20  # shorter texts, such as "thank you", are alike by chance


def list_voices(scored: pd.DataFrame, *, timezone: str, span: Span) -> pd.DataFrame:
    """Return each person once a period, and whether any of his comments was negative.

    Parameters
    ----------
    scored
        Scored comments: ``network``, ``interaction_id``, ``person``, ``at``, ``text``,
        ``negative``. Comments without a time or a mood are no voice.
    timezone
        IANA zone in which days begin; weeks begin on Monday.
    span
        Length of a period.

    Returns
    -------
    DataFrame
        One row a voice: ``starts`` (first day of the period, a naive timestamp at midnight),
        ``network``, ``person`` (where nobody is named, the comment stands for its writer),
        ``negative`` and ``alike`` (bool: wrote what two others wrote too within an hour).

    Examples
    --------
    >>> said = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["1", "2", "3"], "person": ["a", "a", None],
    ...     "at": [0, 60, 90], "text": ["no", "well", "hm"], "negative": [True, False, False]})
    >>> list_voices(said, timezone="UTC", span="day")[["person", "negative"]].to_numpy().tolist()
    [['a', True], ['x:3', False]]
    """
    known = scored[scored["at"].notna() & scored["negative"].notna()].reset_index(drop=True)
    moments = pd.to_datetime(known["at"].astype("int64"), unit="s", utc=True)
    starts = moments.dt.tz_convert(timezone).dt.tz_localize(None).dt.normalize()
    if span == "week":
        starts = starts - pd.to_timedelta(starts.dt.day_of_week, unit="D")
    # Whoever is not known is a voice of his own, never one crowd.
    nobody = known["network"].astype("str") + ":" + known["interaction_id"].astype("str")
    rows = pd.DataFrame(
        {
            "starts": starts,
            "network": known["network"].astype("str"),
            "person": known["person"].astype("str").fillna(nobody),
            "negative": known["negative"].astype("bool"),
            "alike": _alike(known),
        }
    )
    key = ["starts", "network", "person"]
    return rows.groupby(key, as_index=False)[["negative", "alike"]].max()


def count_periods(voices: pd.DataFrame) -> pd.DataFrame:
    """Count the voices of each period.

    Parameters
    ----------
    voices
        Result of `list_voices`.

    Returns
    -------
    DataFrame
        ``starts`` (timestamp), ``voices``, ``negative`` and ``alike`` (people), in order of time.

    Examples
    --------
    >>> some = pd.DataFrame({"starts": pd.Timestamp("2026-01-01"), "negative": [True, False],
    ...                      "alike": [False, False]})
    >>> count_periods(some)[["voices", "negative"]].to_numpy().tolist()
    [[2, 1]]
    """
    counted = voices.groupby("starts").agg(
        voices=("negative", "size"), negative=("negative", "sum"), alike=("alike", "sum")
    )
    return counted.astype("int64").reset_index()


def _alike(comments: pd.DataFrame) -> pd.Series:
    plain = comments["text"].astype("str").str.casefold().str.split().str.join(" ")
    who = comments["person"].astype("str")
    rows = pd.DataFrame(
        {"text": plain, "network": comments["network"].astype("str"), "who": who,
         "at": comments["at"].astype("int64")}
    )  # fmt: skip
    rows = rows[(plain.str.len() >= _ALIKE_LETTERS).fillna(False).astype(bool) & who.notna()]
    rows = rows.sort_values(["text", "at"], kind="stable")
    firsts = rows.drop_duplicates(["text", "network", "who"])
    ahead = firsts.groupby("text")["at"].shift(1 - _ALIKE_PEOPLE) - firsts["at"]
    begins = (ahead <= _ALIKE_SECONDS).to_numpy()
    # Whoever stands within a run of three that took an hour belongs to it.
    within = begins.copy()
    for place in range(1, _ALIKE_PEOPLE):
        within[place:] |= begins[:-place] if place else begins
    marked = pd.Series(False, index=comments.index)
    marked[firsts.index[within]] = True
    return marked
