"""Alerts: days or weeks on which more people are unhappy than chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmlab.dialogue.calm_baseline import (
    AlarmLevels,
    Baseline,
    Floats,
    draw_counts,
    fit_baseline,
    lasting_scores,
    period_scores,
    raise_alarms,
    set_levels,
)
from smmlab.dialogue.voices import Span, count_periods, list_voices
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP, Finding, Source, Status
from smmlab.schema import require
from smmlab.texts import message

SMALLEST_PERIOD = 20
"""Voices below which chance alone moves the share of a period too much."""

_NEEDED = ("network", "interaction_id", "person", "at", "text", "negative")
_FEWEST = {"day": 21, "week": 10}  # periods a baseline needs
_COLUMNS = (
    "starts", "voices", "negative", "times_usual", "limit", "p_value", "score", "average", "alike",
    "tested", "alarm", "reason",
)  # fmt: skip
_QUARTER = {"day": 91, "week": 13}
_RATES = {"day": 1.0, "week": 0.25}  # false alarms in a quarter
_RARER = 20.0  # the level for acting is reached by chance so many times more seldom
_GRID = np.round(np.arange(1.2, 10.01, 0.1), 1)
_TRIES = 4000
_WISHED_POWER = 0.8

_METHOD = message(
    "Voices (a person counts once a period) that the mood score marks, against the calm periods of "
    "the same page: upper tail of the binomial at effective counts, and a moving average for slow "
    "rises; limits set on drawn calm histories. The score shows change; it does not measure a mood."
)
_TOO_FEW = message(
    "Too few people commented in these files to tell an alarm from chance: a day or week needs "
    "twenty voices, and the baseline three weeks of such days or ten such weeks. Telegram groups "
    "and other exports with comments carry them."
)
_QUIET = message("No period stood out from the calm ones.")
_LEVEL = message(
    "People with a marked comment, in a period of the usual volume, from which the alarm is raised."
)
_ACT = message(
    "People with a marked comment, in a period of the usual volume, that chance reaches twenty "
    "times more seldom than the alarm."
)
_POWER = message(
    "Smallest multiple of the usual share that would raise the alarm within two periods of the "
    "usual volume in eight cases of ten; drawn with the spread of this page."
)
_NO_POWER = message(
    "Not even ten times the usual share would raise the alarm within two periods in eight cases of "
    "ten: too few people write here."
)
_NEWEST = message("First day of the newest period that stood out.")
_ENDS = message("Last day with a comment in these files.")
_CALM_DAYS = message(
    "Days from the newest period that stood out to the last comment in these files."
)
_USUAL = message("Middle number of people who comment in a tested period.")
_RATE = message("Alarms in a quarter without any change, counted on drawn calm histories.")
_ALIKE = message(
    "People in alarm periods who wrote what at least two others wrote within an hour: perhaps "
    "coordinated, perhaps a quotation. Look before you judge."
)
_BAD_RATE = message("Expected a number of false alarms per quarter above zero, found {found}.")


@dataclass(frozen=True)
class MoodWatch:
    """How the mood of a page went, and what stood out.

    Parameters
    ----------
    periods
        One row a day or week with voices: ``starts`` (ISO date), ``voices`` and ``negative``
        (people), ``times_usual`` (share of negative voices over the usual share), ``limit`` (the
        same at which a single period raises the alarm), ``p_value``, ``score`` and ``average``
        (standard deviations), ``alike`` (people), ``tested``, ``alarm``, ``reason`` (``single``,
        ``lasting`` or missing).
    span
        ``day``, or ``week`` where days hold too few voices.
    comments
        Comments of people with a text and a time.
    unread
        Those among them in no language that the mood score reads.
    usual_share
        Share of negative voices in calm periods by the score, 0-1. For comparison only: see
        `smmlab.dialogue.negative_share` for the true one. None where nothing could be tested.
    calm_periods
        Periods the usual share rests on.
    false_alarms_per_quarter
        Expected number of alarms in 91 days (13 weeks) with enough voices if nothing ever happens;
        alarms in a row count once.
    usual_voices
        Median of tested periods.
    watch_voices, act_voices
        Negative voices in a period of the usual volume that raise the alarm, and that chance
        reaches twenty times more seldom.
    found_times
        Smallest multiple of the usual share found within two periods in 80 % of cases, or None
        when it is above ten.
    ends
        Last day with a comment, ISO date; None without any.
    """

    periods: pd.DataFrame
    span: Span
    comments: int
    unread: int
    usual_share: float | None = None
    calm_periods: int = 0
    false_alarms_per_quarter: float | None = None
    usual_voices: int | None = None
    watch_voices: int | None = None
    act_voices: int | None = None
    found_times: float | None = None
    ends: str | None = None


def watch_mood(
    scored: pd.DataFrame,
    *,
    timezone: str,
    span: Span | None = None,
    false_alarms_per_quarter: float | None = None,
    smallest: int = SMALLEST_PERIOD,
    seed: int = 0,
) -> MoodWatch:
    """Find days, or weeks, on which more people than usual are unhappy.

    Parameters
    ----------
    scored
        Scored comments, see `smmlab.dialogue.scored.score_comments`.
    timezone
        IANA zone in which days begin.
    span
        Length of a period; by default days where most of them hold enough voices, else weeks.
    false_alarms_per_quarter
        How many false alarms a quarter are worth the true ones; fewer find less. By default one a
        quarter where days are watched and one a year where weeks are.
    smallest
        Voices a period needs to be tested.
    seed
        Of the drawn calm histories.

    Raises
    ------
    DataError
        When a column is absent, or no false alarm at all is asked for.

    Notes
    -----
    A person counts once a period: one author's burst is one voice. Two charts watch. One compares
    each period with the calm ones by the tail of a binomial whose counts are divided by how much
    the voices of a period repeat each other (Rao and Scott 1992). The other is a moving average
    (EWMA, weight 0.3, exact limits) of the same deviations, for slow rises. The baseline leaves
    out what stands out; the limits are set on drawn calm histories that pass through the same
    estimate, so that the stated number of false alarms holds for short and clumped histories too.

    Measured on drawn histories of 100 days (volumes of 25, 60 and 300 with a weekly pattern, usual
    shares of 3, 10 and 30 %, clumping 0 to 0.03): 0.67 to 1.40 times the stated false alarms, 0.99
    on average. A doubled share was found within two days in at least 80 % of cases from 60 voices
    a day where 15 % are usual, from 80 where 10 % are, and from 30 where 20 % are; with a clumping
    of 0.01 from 60 voices where 20 % are usual, from 150 where 15 % are, and not yet from 150 where
    10 % are. Where 5 % are usual and nothing clumps it takes more than 150. ``found_times``
    says what holds for the page at hand. Days that follow each other are taken to be independent:
    a quarrel that lasts for weeks is an alarm.

    References
    ----------
    Rao and Scott (1992), Biometrics 48, 577-585. NIST/SEMATECH e-Handbook, section 6.3.2.4.

    Examples
    --------
    >>> days = np.repeat(np.arange(40), 30)
    >>> said = pd.DataFrame({
    ...     "network": "x", "interaction_id": np.arange(1200).astype(str),
    ...     "person": np.arange(1200).astype(str), "at": days * 86_400, "text": "hm",
    ...     "negative": np.tile(np.arange(30) < 3, 40) | (days == 35)})
    >>> watch = watch_mood(said, timezone="UTC")
    >>> watch.periods.loc[watch.periods["alarm"], "starts"].tolist()
    ['1970-02-05']
    """
    require(scored, _NEEDED, table="interactions")
    if false_alarms_per_quarter is not None and not false_alarms_per_quarter > 0:
        raise DataError(_BAD_RATE, {"found": false_alarms_per_quarter})
    chosen = span or _fitting_span(scored, timezone, smallest)
    periods = count_periods(list_voices(scored, timezone=timezone, span=chosen))
    periods["tested"] = periods["voices"] >= smallest
    comments = int((scored["at"].notna() & scored["text"].notna()).sum())
    unread = int((scored["at"].notna() & scored["negative"].isna()).sum())
    if periods["tested"].sum() < _FEWEST[chosen]:
        return MoodWatch(
            _untested(periods), chosen, comments, unread, ends=_last_day(scored, timezone)
        )
    rows = periods[periods["tested"]]
    negative, voices = (rows[name].to_numpy("float64") for name in ("negative", "voices"))
    baseline = fit_baseline(negative, voices)
    levels = set_levels(
        voices, baseline, false_alarms=false_alarms_per_quarter or _RATES[chosen],
        quarter=_QUARTER[chosen], seed=seed,
    )  # fmt: skip
    usual = float(np.median(voices))
    watch, act = _levels_in_voices(usual, baseline, levels)
    return MoodWatch(
        _tested(periods, baseline, levels), chosen, comments, unread,
        usual_share=baseline.share, calm_periods=int(baseline.is_calm.sum()),
        false_alarms_per_quarter=levels.false_alarms, usual_voices=int(usual),
        watch_voices=watch, act_voices=act,
        found_times=_found_times(usual, baseline, watch, seed=seed),
        ends=_last_day(scored, timezone),
    )  # fmt: skip


def alert_findings(watch: MoodWatch, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how many periods stood out, which most, which last, and what the levels can find."""
    rows, tested = tuple(sources), watch.periods[watch.periods["tested"]]
    unit, key = f"{watch.span}s", "dialogue.alerts"
    if tested.empty:
        return [
            Finding(f"{key}.alarms", None, unit, watch.comments, status="unknown",
                    method=_TOO_FEW, sources=rows)
        ]  # fmt: skip
    alarms = tested[tested["alarm"]]

    def one(name: str, value: float | str | None, unit: str, method: str, n: int) -> Finding:
        status: Status = "estimated" if value is not None else "unknown"
        return Finding(f"{key}.{name}", value, unit, n, status=status, method=method, sources=rows)

    rate = watch.false_alarms_per_quarter
    stated = None if rate is None else round(rate, 2)
    found = [
        Finding(f"{key}.alarms", len(alarms), unit, len(tested), status="estimated",
                method=_METHOD if len(alarms) else _QUIET, sources=rows, numerator=len(alarms),
                denominator=len(tested)),
        one("false_alarms", stated, "alarms", _RATE, len(tested)),
        one("usual_voices", watch.usual_voices, "people", _USUAL, len(tested)),
        one("watch_voices", watch.watch_voices, "people", _LEVEL, watch.calm_periods),
        one("act_voices", watch.act_voices, "people", _ACT, watch.calm_periods),
        one("found_times", watch.found_times, "ratio",
            _POWER if watch.found_times else _NO_POWER, watch.calm_periods),
    ]  # fmt: skip
    if alarms.empty:
        return found
    worst = alarms.sort_values(["score", "starts"], ascending=[False, True]).iloc[0]
    found.append(one("worst", str(worst["starts"]), "date", _METHOD, int(worst["voices"])))
    newest = alarms.sort_values("starts").iloc[-1]
    found += [
        one("newest", str(newest["starts"]), "date", _NEWEST, int(newest["voices"])),
        one("ends", watch.ends, "date", _ENDS, watch.comments),
        one("calm_days", _days_after(str(newest["starts"]), watch), "days", _CALM_DAYS,
            watch.comments),
    ]  # fmt: skip
    alike = int(alarms["alike"].sum())
    if alike >= SMALLEST_GROUP:
        found.append(one("alike", alike, "people", _ALIKE, int(alarms["voices"].sum())))
    return found


def _last_day(scored: pd.DataFrame, timezone: str) -> str | None:
    at = scored["at"].dropna()
    if at.empty:
        return None
    moment = pd.Timestamp(int(at.max()), unit="s", tz="UTC")
    return str(moment.tz_convert(timezone).date())


def _days_after(starts: str, watch: MoodWatch) -> int | None:
    """Count the days of the files after a period, which may be the one they end in."""
    if watch.ends is None:
        return None
    last = date.fromisoformat(starts) + timedelta(days=6 if watch.span == "week" else 0)
    return max((date.fromisoformat(watch.ends) - last).days, 0)


def _fitting_span(scored: pd.DataFrame, timezone: str, smallest: int) -> Span:
    days = count_periods(list_voices(scored, timezone=timezone, span="day"))
    enough = days["voices"] >= smallest
    return "day" if enough.sum() >= _FEWEST["day"] and enough.mean() >= 0.5 else "week"


def _tested(periods: pd.DataFrame, baseline: Baseline, levels: AlarmLevels) -> pd.DataFrame:
    rows = periods[periods["tested"]]
    negative, voices = (rows[name].to_numpy("float64") for name in ("negative", "voices"))
    tail, scores = period_scores(negative, voices, baseline.share, baseline.clumping)
    average = lasting_scores(scores[None, :])[0]
    alarm = raise_alarms(scores, average, levels.single, levels.lasting)
    # The limit is a number of voices: the smallest that raises the alarm.
    limit = _fewest_that_alarm(voices, baseline, levels.single)
    numbers = pd.DataFrame(
        {"times_usual": negative / voices / baseline.share,
         "limit": limit / voices / baseline.share, "p_value": tail, "score": scores,
         "average": average},
        index=rows.index,
    )  # fmt: skip
    reason = pd.Series(np.where(scores > levels.single, "single", "lasting"), index=rows.index)
    table = periods.join(numbers)
    table["alarm"] = pd.Series(alarm, index=rows.index).reindex(periods.index, fill_value=False)
    table["reason"] = reason.where(alarm).reindex(periods.index).astype("str")
    return _shaped(table)


def _untested(periods: pd.DataFrame) -> pd.DataFrame:
    numbers = dict.fromkeys(("times_usual", "limit", "p_value", "score", "average"), np.nan)
    reason = pd.Series(None, index=periods.index, dtype="str")
    return _shaped(periods.assign(**numbers, tested=False, alarm=False, reason=reason))


def _shaped(periods: pd.DataFrame) -> pd.DataFrame:
    starts = pd.to_datetime(periods["starts"]).dt.strftime("%Y-%m-%d").astype("str")
    return periods.assign(starts=starts)[list(_COLUMNS)].astype({"alarm": "bool", "tested": "bool"})


def _fewest_that_alarm(voices: Floats, baseline: Baseline, level: float) -> Floats:
    """Return the fewest negative voices of each period whose score passes the level."""
    low, high = np.zeros_like(voices), voices + 1  # one more than all: nothing passes it
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        counted = np.minimum(middle, voices)
        _, scores = period_scores(counted, voices, baseline.share, baseline.clumping)
        passes = (scores > level) | (middle > voices)
        high, low = np.where(passes, middle, high), np.where(passes, low, middle + 1)
    return low


def _levels_in_voices(
    usual: float, baseline: Baseline, levels: AlarmLevels
) -> tuple[int | None, int | None]:
    from scipy.special import ndtr, ndtri

    rarer = -float(ndtri(ndtr(-levels.single) / _RARER))
    found = [
        _fewest_that_alarm(np.array([np.floor(usual)]), baseline, level)[0]
        for level in (levels.single, rarer)
    ]
    watch, act = (int(fewest) if fewest <= usual else None for fewest in found)
    return watch, act


def _found_times(usual: float, baseline: Baseline, watch: int | None, *, seed: int) -> float | None:
    if watch is None:
        return None
    shares = np.minimum(_GRID * baseline.share, 0.99)[:, None]
    volumes = np.full((len(_GRID), _TRIES), np.floor(usual))
    counts = draw_counts(volumes, shares, baseline.clumping, seed=seed)
    missed = (counts < watch).mean(axis=1) ** 2  # two periods in a row
    reached = _GRID[1 - missed >= _WISHED_POWER]
    return float(reached[0]) if len(reached) else None
