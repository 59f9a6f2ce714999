"""Rhythm and slots: what goes with more engagement, within the same week; never what causes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.content.timing import local_times
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import Floats
from smmlab.schema import require
from smmlab.texts import message

Contrast = Literal["few_a_day", "morning_evening", "morning", "rested"]
SlotVerdict = Literal["supports", "contradicts", "cannot_tell"]

FEW = 2
"""Posts a day up to which a day counts as calm: the claim says one or two."""
MORNING, EVENING = (6, 12), (17, 23)
_LEVEL = 0.05
_DRAWS = 2000
_CELLS = 4_000_000
_DAY = 86_400
_NEEDED = ("network", "page", "is_own", "post_id", "at", "precision")
_COLUMNS = (
    "network", "page", "contrast", "inside", "outside", "weeks", "ratio", "low", "high", "p_value",
    "adjusted_p", "verdict",
)  # fmt: skip
_TOO_FEW = message(
    "Too few posts of both kinds within the same weeks. A drawn order of times over four weeks "
    "would settle it."
)
_ASSOCIATION = message(
    "Engagements of a post against others of the same page and week; chance by drawing anew within "
    "weeks, corrected for all questions. An association: only a drawn order shows an effect."
)


@dataclass(frozen=True)
class Slots:
    """What goes with more engagement on each own page.

    Parameters
    ----------
    table
        One row a page and contrast: ``network``, ``page``, ``contrast``, ``inside`` and
        ``outside`` (posts, or days for ``few_a_day``, on either side), ``weeks`` that have both,
        ``ratio`` (of typical engagements, inside to outside) with ``low`` and ``high`` (95 %),
        ``p_value``, ``adjusted_p`` (Benjamini-Hochberg over all rows tested), ``verdict``.
    days
        One row a page and posts a day: ``network``, ``page``, ``posts_a_day``, ``days``,
        ``per_post`` and ``per_day`` (median engagements).
    spread
        By (network, page): standard deviation of the logarithm of engagements within a week, which
        a test has to see through.
    """

    table: pd.DataFrame
    days: pd.DataFrame
    spread: dict[tuple[str, str], float]


def compare_slots(posts: pd.DataFrame, *, timezone: str, seed: int = 0) -> Slots:
    """Ask within weeks whether posts did better on calm days, at some times, after a pause.

    Parameters
    ----------
    posts
        Canonical posts. Own posts count whose time is known to the minute and that have counts.
    timezone
        IANA zone of the clock.
    seed
        Of the draws.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    ``few_a_day``: days with one or two posts against busier ones, by the mean of their posts.
    ``morning_evening``: 6-12 and 17-23 o'clock against the rest of the day. ``morning``: against
    evening. ``rested``: after a longer silence than the page's median one. Engagements are plain
    counts, in logarithms with a half added: a slot works through reach, so a rate would hide it.
    Each value is taken from the mean of its page and week, so seasons and growth cancel out; the
    test draws anew which value was inside, within weeks. A contrast needs ten on either side.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": "Kaja", "is_own": True, "precision": "minute",
    ...     "post_id": [str(n) for n in range(80)], "reactions": 7,
    ...     "at": [n // 2 * 86_400 + n % 2 * 6 * 3600 + 8 * 3600 for n in range(80)]}), "posts")
    >>> slots = compare_slots(posts, timezone="UTC")
    >>> set(slots.table["verdict"])
    {'cannot_tell'}
    """
    from scipy.stats import false_discovery_control

    timed = _timed(posts, timezone)
    rows: list[dict[str, object]] = []
    days: list[pd.DataFrame] = []
    spread: dict[tuple[str, str], float] = {}
    dice = np.random.default_rng(seed)
    for (network, page), mine in timed.groupby(["network", "page"], sort=True):
        key = {"network": str(network), "page": str(page)}
        daily = mine.groupby("day").agg(
            log=("log", "mean"), week=("week", "first"), posts=("log", "size"),
            total=("engagements", "sum"), median=("engagements", "median"),
        )  # fmt: skip
        days.append(_by_pace(daily).assign(**key))
        spread[str(network), str(page)] = _spread_within(mine["log"], mine["week"])
        for contrast, values, inside in _contrasts(mine, daily):
            rows.append(key | {"contrast": contrast} | _compare(values, inside, dice))
    table = pd.DataFrame(rows, columns=[name for name in _COLUMNS if name != "adjusted_p"][:-1])
    tested = table["p_value"].notna()
    adjusted = pd.Series(np.nan, index=table.index, dtype="float64")
    if tested.any():
        adjusted[tested] = false_discovery_control(table.loc[tested, "p_value"])
    stands = adjusted <= _LEVEL
    verdict = np.select(
        [stands & table["ratio"].gt(1), stands & table["ratio"].lt(1)],
        ["supports", "contradicts"],
        "cannot_tell",
    )
    table = table.assign(adjusted_p=adjusted, verdict=verdict)
    paces = ["network", "page", "posts_a_day", "days", "per_post", "per_day"]
    return Slots(
        table[list(_COLUMNS)],
        pd.concat(days, ignore_index=True)[paces] if days else pd.DataFrame(columns=paces),
        spread,
    )


def slot_findings(slots: Slots, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the ratio and the verdict of each contrast.

    Keys: ``content.slots.<network>.<contrast>.ratio`` and ``.verdict``; with several own pages on a
    network, the page comes after the network.
    """
    rows, found = tuple(sources), list[Finding]()
    for row in slots.table.to_dict("records"):
        same = slots.table["network"].eq(row["network"])
        page = f".{row['page']}" if slots.table.loc[same, "page"].nunique() > 1 else ""
        key = f"content.slots.{row['network']}{page}.{row['contrast']}"
        n, is_known = int(row["inside"]) + int(row["outside"]), not np.isnan(row["p_value"])
        found += [
            Finding(
                f"{key}.ratio", row["ratio"] if is_known else None, "ratio", n,
                row["low"] if is_known else None, row["high"] if is_known else None,
                "estimated" if is_known else "unknown", _ASSOCIATION if is_known else _TOO_FEW,
                rows,
            ),
            Finding(
                f"{key}.verdict", row["verdict"] if is_known else None, "label", n,
                status="estimated" if is_known else "unknown",
                method=_ASSOCIATION if is_known else _TOO_FEW, sources=rows,
            ),
        ]  # fmt: skip
    return found


def _timed(posts: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Return own posts with a time and counts, on a local clock."""
    require(posts, _NEEDED, table="posts")
    posts = posts.reset_index(drop=True)
    measured = measure_engagement(posts)
    own = posts.loc[measured.index, list(_NEEDED)].assign(engagements=measured["engagements"])
    kept = own["engagements"].notna() & own["at"].notna()
    own = own[kept & own["precision"].isin(["second", "minute"])]
    when = local_times(own["at"], timezone)
    day = when.dt.tz_localize(None).dt.normalize()
    own = own.assign(
        page=own["page"].fillna("").astype("str"), hour=when.dt.hour, day=day,
        week=day - pd.to_timedelta(day.dt.day_of_week, unit="D"),
        log=np.log(own["engagements"].astype("float64") + 0.5),
    )  # fmt: skip
    own = own.sort_values(["network", "page", "at", "post_id"])
    return own.assign(gap=own.groupby(["network", "page"])["at"].diff().astype("float64") / _DAY)


def _contrasts(
    mine: pd.DataFrame, daily: pd.DataFrame
) -> list[tuple[Contrast, pd.DataFrame, npt.NDArray[np.bool_]]]:
    hour = mine["hour"]
    # Limits of the day's parts: the end does not belong to them.
    morning = hour.ge(MORNING[0]) & hour.lt(MORNING[1])
    evening = hour.ge(EVENING[0]) & hour.lt(EVENING[1])
    either, known = morning | evening, mine["gap"].notna()
    usual = mine["gap"].median()
    return [
        ("few_a_day", daily, daily["posts"].le(FEW).to_numpy()),
        ("morning_evening", mine, either.to_numpy()),
        ("morning", mine[either], morning[either].to_numpy()),
        ("rested", mine[known], mine.loc[known, "gap"].gt(usual).to_numpy()),
    ]


def _compare(
    values: pd.DataFrame, inside: npt.NDArray[np.bool_], dice: np.random.Generator
) -> dict[str, object]:
    """Compare inside with outside within weeks: ratio, robust interval, and chance by redrawing."""
    from scipy.stats import t

    week = pd.factorize(values["week"], sort=True)[0]
    flag = inside.astype(np.float64)
    many = np.bincount(week) if len(week) else np.zeros(0)
    mixed = np.bincount(week, weights=flag) if len(week) else many
    both = (mixed > 0) & (mixed < many)
    kept = both[week]
    nothing = float("nan")
    result: dict[str, object] = {
        "inside": int(inside[kept].sum()), "outside": int((~inside[kept]).sum()),
        "weeks": int(both.sum()), "ratio": nothing, "low": nothing, "high": nothing,
        "p_value": nothing,
    }  # fmt: skip
    if min(inside[kept].sum(), (~inside[kept]).sum()) < SMALLEST_GROUP or both.sum() < 2:
        return result
    week, flag = pd.factorize(week[kept])[0], flag[kept]
    centred = _centred(values["log"].to_numpy(dtype=np.float64)[kept], week)
    moved = _centred(flag, week)
    size = float(moved @ moved)
    slope = float(moved @ centred) / size
    weeks = int(both.sum())
    scores = np.bincount(week, weights=moved * (centred - slope * moved))
    error = np.sqrt(float(scores @ scores) * weeks / (weeks - 1)) / size
    low, high = np.exp(slope + t.ppf([0.025, 0.975], weeks - 1) * error)
    drawn = _redrawn(flag, centred, week, dice) / size
    # The order that was seen counts as one of the draws, so chance is never nought.
    extreme = int((np.abs(drawn) >= abs(slope) - 1e-12).sum())
    return result | {
        "ratio": float(np.exp(slope)), "low": float(low), "high": float(high),
        "p_value": (extreme + 1) / (_DRAWS + 1),
    }  # fmt: skip


def _redrawn(
    flag: Floats, centred: Floats, week: npt.NDArray[np.intp], dice: np.random.Generator
) -> Floats:
    """Return the sum of the values inside when flags are shuffled within weeks."""
    order = np.argsort(week, kind="stable")
    flag, centred, week = flag[order], centred[order], week[order]
    step = max(1, _CELLS // len(flag))
    sums = []
    for start in range(0, _DRAWS, step):
        size = min(step, _DRAWS - start)
        shuffled = np.argsort(week + dice.random((size, len(flag))), axis=1)
        sums.append(flag[shuffled] @ centred)
    return np.concatenate(sums)


def _centred(values: Floats, week: npt.NDArray[np.intp]) -> Floats:
    means = np.bincount(week, weights=values) / np.bincount(week)
    centred: Floats = values - means[week]
    return centred


def _spread_within(logs: pd.Series, week: pd.Series) -> float:
    """Return the standard deviation within weeks; missing with too few posts."""
    freedom = len(logs) - week.nunique()
    if freedom < SMALLEST_GROUP:
        return float("nan")
    rest = logs - logs.groupby(week).transform("mean")
    return float(np.sqrt((rest**2).sum() / freedom))


def _by_pace(daily: pd.DataFrame) -> pd.DataFrame:
    table = daily.groupby("posts", as_index=False).agg(
        days=("total", "size"), per_post=("median", "median"), per_day=("total", "median")
    )
    return table.rename(columns={"posts": "posts_a_day"})
