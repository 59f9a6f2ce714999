"""Unrest: days on which more people complain than the days before let us expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.dialogue.complaints import score_negativity
from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

Span = Literal["day", "week"]
_NEEDED = ("interaction_id", "person", "kind", "at", "text", "by_page")
_COLUMNS = (
    "starts", "people", "complaining", "expected", "p_value", "adjusted_p", "tested", "alarm",
)  # fmt: skip
_EARLIER = 4  # periods of quiet needed before one can stand out

_METHOD = message(
    "People with a complaint word against the earlier periods: upper tail of the binomial with an "
    "uncertain rate, corrected for testing many periods (Benjamini and Hochberg). A list of words "
    "shows change; it does not measure a mood."
)
_TOO_FEW = message(
    "Too few comments with text in these files to tell unrest from chance. Telegram groups and "
    "other exports with comments carry them."
)
_QUIET = message("No period stood out from those before it.")


@dataclass(frozen=True)
class Unrest:
    """What stood out.

    Parameters
    ----------
    periods
        One row a day or week with comments: ``starts`` (ISO date on the clock asked for),
        ``people`` who wrote, ``complaining`` among them, ``expected`` from earlier periods,
        ``p_value``, ``adjusted_p``, ``tested``, ``alarm``.
    span
        ``day``, or ``week`` where days hold too few people.
    comments
        Comments with text by people.
    false_alarms
        Expected number of ``alarm`` periods if nothing ever happened, at most.
    """

    periods: pd.DataFrame
    span: Span
    comments: int
    false_alarms: float


def find_unrest(
    interactions: pd.DataFrame, *, timezone: str, smallest: int = 20, level: float = 0.05
) -> Unrest:
    """Find days, or weeks, on which unusually many people complained.

    Parameters
    ----------
    interactions
        Canonical interactions; comments and replies by people with a text count. A person counts
        once a period, however often he writes: one author's burst is one voice.
    timezone
        IANA zone in which days begin.
    smallest
        People a period needs to be tested; when most days have fewer, weeks are tested.
    level
        False discovery rate among the alarms.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Each period is compared with all earlier ones that gave no alarm themselves. The rate of those
    is uncertain, so the binomial is mixed over its posterior (beta-binomial, Jeffreys prior);
    p-values of all tested periods are one Benjamini-Hochberg family.
    """
    require(interactions, _NEEDED, table="interactions")
    spoken = interactions[
        interactions["kind"].isin(["comment", "reply"])
        & ~interactions["by_page"].astype(bool)
        & interactions["at"].notna()
        & interactions["text"].notna()
    ]
    voices = _voices(spoken, timezone)
    days = _count(voices, "day")
    span: Span = "day" if (days["people"] >= smallest).mean() >= 0.5 else "week"
    periods = days if span == "day" else _count(voices, "week")
    tested = (periods["people"] >= smallest) & (np.arange(len(periods)) >= _EARLIER)
    periods = periods.assign(tested=tested)
    # The second look leaves out what alarmed in the first: a bad week must not become the norm.
    first = _test(periods, level, quiet=pd.Series(True, index=periods.index))
    second = _test(periods, level, quiet=~first["alarm"])
    return Unrest(
        periods=second[list(_COLUMNS)].reset_index(drop=True),
        span=span,
        comments=len(spoken),
        false_alarms=level * float(second["alarm"].sum()),
    )


def unrest_findings(unrest: Unrest, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how many periods stood out and which most; unknown when none could be tested."""
    rows, tested = tuple(sources), unrest.periods[unrest.periods["tested"]]
    unit = f"{unrest.span}s"
    if tested.empty:
        return [
            Finding(
                "dialogue.unrest.alarms", None, unit, unrest.comments, status="unknown",
                method=_TOO_FEW, sources=rows,
            )
        ]  # fmt: skip
    alarms = tested[tested["alarm"]]
    counted = Finding(
        "dialogue.unrest.alarms", len(alarms), unit, len(tested), status="estimated",
        method=_METHOD if len(alarms) else _QUIET, sources=rows, numerator=len(alarms),
        denominator=len(tested),
    )  # fmt: skip
    if alarms.empty:
        return [counted]
    worst = alarms.sort_values(["p_value", "starts"]).iloc[0]
    return [
        counted,
        Finding(
            "dialogue.unrest.worst", str(worst["starts"]), "date", int(worst["people"]),
            status="estimated", method=_METHOD, sources=rows,
        ),
    ]  # fmt: skip


def _voices(spoken: pd.DataFrame, timezone: str) -> pd.DataFrame:
    moments = pd.to_datetime(spoken["at"].astype("int64"), unit="s", utc=True)
    day = moments.dt.tz_convert(timezone).dt.tz_localize(None).dt.normalize()
    monday = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    # Whoever is not known is a voice of his own, never one crowd.
    person = spoken["person"].fillna(spoken["interaction_id"])
    flagged = score_negativity(spoken["text"]) > 0
    return pd.DataFrame({"day": day, "week": monday, "person": person, "flagged": flagged})


def _count(voices: pd.DataFrame, span: Span) -> pd.DataFrame:
    people = voices.groupby([span, "person"], as_index=False)["flagged"].max()
    counted = people.groupby(span)["flagged"].agg(people="size", complaining="sum").reset_index()
    starts = counted[span].dt.strftime("%Y-%m-%d").astype("str")
    return counted.astype({"people": "int64", "complaining": "int64"}).assign(starts=starts)


def _test(periods: pd.DataFrame, level: float, *, quiet: pd.Series) -> pd.DataFrame:
    from scipy.stats import betabinom, false_discovery_control

    calm = periods[["people", "complaining"]].where(quiet, 0)
    before = calm.cumsum() - calm
    successes, failures = (
        before["complaining"] + 0.5,
        before["people"] - before["complaining"] + 0.5,
    )
    expected = periods["people"] * successes / (successes + failures)
    tail = betabinom.sf(periods["complaining"] - 1, periods["people"], successes, failures)
    tested = periods["tested"]
    p_value = pd.Series(tail, index=periods.index, dtype="float64").where(tested)
    adjusted = pd.Series(np.nan, index=periods.index)
    if tested.any():
        adjusted[tested] = false_discovery_control(p_value[tested].clip(0, 1))
    return periods.assign(
        expected=expected.where(before["people"] > 0),
        p_value=p_value,
        adjusted_p=adjusted,
        alarm=(adjusted <= level),
    )
