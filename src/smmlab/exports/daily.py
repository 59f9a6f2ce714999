"""Columns of counts by day to canonical daily rows: one metric of one day a row."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmlab.exports.portions import digest
from smmlab.exports.reading import Listed
from smmlab.exports.sieve import fold_repeats
from smmlab.schema import conform
from smmlab.texts import message

_NOTHING = message("There is no value for {value}.")
_SAME_FOLLOW = message("The same follow again.")
_FEWEST_DAYS = 4  # fewer may stand a week apart by chance


def melt_days(
    wide: pd.DataFrame, metrics: Mapping[str, str], *, lines: np.ndarray
) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Turn one row a day into one row a metric and day.

    Parameters
    ----------
    wide
        ``day``, the other columns of `daily` that hold for the whole row, and a column of numbers
        for each metric; missing values give no row.
    metrics
        Metric by column name.
    lines
        Where each row stands.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        Canonical daily rows, not yet folded, and the rows that hold no value at all: notes.

    Examples
    --------
    >>> wide = pd.DataFrame({"day": ["2026-02-27", "2026-02-28"], "likes": [3, None]})
    >>> daily, empty = melt_days(wide, {"likes": "reactions"}, lines=np.array([2, 3]))
    >>> daily[["metric", "day", "value", "source_row"]].to_numpy().tolist()
    [['reactions', '2026-02-27', 3.0, 2]]
    >>> print(empty[0])
    line 3: There is no value for 2026-02-28.
    """
    rows = wide.assign(source_row=lines)
    rest = [name for name in rows.columns if name not in metrics]
    parts = [
        rows[rest].assign(metric=metric, value=rows[name].astype("float64"))
        for name, metric in metrics.items()
        if name in rows
    ]
    long = pd.concat(parts, ignore_index=True) if parts else rows[rest].assign(value=np.nan)
    long = long[long["value"].notna()]
    empty = rows[~rows["source_row"].isin(long["source_row"])]
    notes = tuple(
        Listed(int(line), _NOTHING, {"value": str(day)[:40]})
        for line, day in zip(empty["source_row"], empty["day"], strict=True)
    )
    return conform(long, "daily"), notes


def fold_days(parts: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Join daily rows and fold repeated days; a row that brought nothing is listed as merged.

    A source row gives several daily rows: it is merged only when all of them went into others.
    """
    whole = conform(pd.concat([conform(part, "daily") for part in parts]), "daily")
    folded, merged = fold_repeats(whole.reset_index(drop=True), "daily")
    kept = set(folded["source_row"].tolist())
    gone = {row.line: row for row in merged if row.line not in kept}
    return conform(folded, "daily"), tuple(gone[line] for line in sorted(gone))


def follows_by_day(
    at: pd.Series, who: pd.Series, lines: np.ndarray
) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Tell the follows of a list, each as a portion of its day: lists come in several files.

    Parameters
    ----------
    at
        Seconds since 1970, UTC; missing gives no follow.
    who
        Names, which tell follows of one second apart and reach no table; may be missing.
    lines
        Where each follow stands.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        Columns of a part of `daily`, without network and page, and the rows that repeat another.

    Examples
    --------
    >>> at = pd.Series([0, 5, 5], dtype="Int64")
    >>> days, merged = follows_by_day(at, pd.Series(["a", "b", "b"]), np.array([1, 2, 3]))
    >>> days["day"].tolist(), [row.line for row in merged]
    (['1970-01-01', '1970-01-01'], [3])
    """
    rows = pd.DataFrame({"at": at, "who": who.astype("str"), "source_row": lines})
    rows = rows[rows["at"].notna()].astype({"at": "int64"})
    day = pd.to_datetime(rows["at"], unit="s").dt.strftime("%Y-%m-%d").astype("str")
    nameless = "#" + rows.groupby("at").cumcount().astype("str")
    who = rows["who"].fillna(nameless)
    follows = rows.assign(
        metric="follows", day=day, value=1.0, clock="UTC", precision="day", split="follower",
        portion=digest(rows["at"].astype("str") + "\x1f" + who), sound=2,
    )  # fmt: skip
    again = follows.duplicated("portion")
    merged = tuple(Listed(int(line), _SAME_FOLLOW) for line in follows["source_row"][again])
    return follows[~again].drop(columns=["at", "who"]), merged


def are_coarse(days: pd.Series) -> bool:
    """Tell whether days stand weeks apart, or are firsts of months: they are sums of those, then.

    Examples
    --------
    >>> are_coarse(pd.Series(["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"]))
    True
    >>> are_coarse(pd.Series(["2026-01-05", "2026-01-06", "2026-01-12", "2026-01-19"]))
    False
    """
    known = pd.to_datetime(days.dropna().drop_duplicates()).sort_values()
    if len(known) < _FEWEST_DAYS:
        return False
    by_week = (known.diff().dropna().dt.days % 7 == 0).all()
    return bool(by_week or (known.dt.day == 1).all())
