"""Journeys: the channels people met before an order, and before no order."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.errors import DataError
from smmlab.schema import require
from smmlab.texts import message

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_CHANNELS = 500
"""More than these are no channels but pages or people; the chain could not be solved quickly."""

_DAY = 86_400
_LARGEST_KEY = 62  # bits of a whole number that several touches are packed into


@dataclass(frozen=True)
class Journeys:
    """Ways to an order, one row a way and currency; what each rule of credit starts from.

    Parameters
    ----------
    channels
        Names, sorted; a code is a place in them.
    codes
        Touches of all ways, one way after the other, in order of time.
    starts
        Where each way begins in ``codes``; one more at the end.
    table
        One row a way: ``conversions`` and ``nulls`` (journeys with and without an order),
        ``value`` (of the orders, in ``currency``; missing where it is not told), ``currency``.
    tells_nulls
        Whether journeys without an order are known at all.
    """

    channels: tuple[str, ...]
    codes: Ints
    starts: Ints
    table: pd.DataFrame
    tells_nulls: bool

    @property
    def lengths(self) -> Ints:
        """Touches of each way."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.table)


def build_journeys(touches: pd.DataFrame, *, window_days: int | None = 30) -> Journeys:
    """Put touches in order of time and end a way at each order.

    The touch after an order begins a new way. A touch longer before the end of its way than the
    window is forgotten. Touches of the same second keep their order in the table.

    Parameters
    ----------
    touches
        One row a touch: ``journey`` (who, as any id), ``at`` (epoch s), ``channel``,
        ``converted`` (whether it ended in an order), ``value`` of that order in ``currency``.
    window_days
        How far back from its end a way reaches, days; None for all of it.

    Returns
    -------
    Journeys
        Equal ways counted together.

    Raises
    ------
    DataError
        When a column is absent, a journey, time or channel is missing, the window is no positive
        number, or there are more than 500 channels.

    Examples
    --------
    >>> touches = pd.DataFrame({
    ...     "journey": [7, 7, 8, 8], "at": [0, 60, 0, 50 * 86400],
    ...     "channel": ["instagram", "direct", "search", "direct"],
    ...     "converted": [False, True, False, False], "value": [None, 12.5, None, None],
    ...     "currency": [None, "EUR", None, None]})
    >>> ways = build_journeys(touches)
    >>> name_paths(ways).tolist(), ways.table["conversions"].tolist()
    (['instagram > direct', 'direct'], [1, 0])
    """
    needed = ("journey", "at", "channel", "converted", "value", "currency")
    require(touches, needed, table="touches")
    if window_days is not None and window_days <= 0:
        raise DataError(
            message("Expected a window of one day or more; found {found}. Choose more days."),
            {"found": window_days},
        )
    for name in ("journey", "at", "channel"):
        if touches[name].isna().any():
            raise DataError(
                message("Expected {column} in every touch; it is missing in some. Complete them."),
                {"column": name},
            )
    codes, channels = _codes(touches["channel"])
    who = pd.factorize(touches["journey"])[0].astype(np.int64)
    at = touches["at"].to_numpy(np.int64)
    order = _in_time(who, at)
    who, at, codes = who[order], at[order], codes[order]
    converted = touches["converted"].fillna(False).to_numpy(bool)[order]
    if not len(who):
        return _collapsed(channels, codes, np.zeros(1, np.int64), _no_rows())
    begins = np.ones(len(who), bool)
    begins[1:] = (who[1:] != who[:-1]) | converted[:-1]
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(who)) - 1
    if window_days is not None:
        way = np.cumsum(begins) - 1
        kept = at >= (at[ends] - window_days * _DAY)[way]
        codes = codes[kept]
        lengths = np.add.reduceat(kept.astype(np.int64), starts)
    else:
        lengths = ends - starts + 1
    last = order[ends]
    bought = converted[ends]
    rows = pd.DataFrame(
        {
            "conversions": bought.astype(np.int64),
            "nulls": (~bought).astype(np.int64),
            "value": np.where(bought, touches["value"].to_numpy(np.float64)[last], np.nan),
            "currency": touches["currency"].astype("str").array[last],
        }
    )
    rows["currency"] = rows["currency"].where(bought)
    return _collapsed(channels, codes, np.append(0, np.cumsum(lengths)), rows)


def read_paths(paths: pd.DataFrame) -> Journeys:
    """Take ways that are counted already.

    Parameters
    ----------
    paths
        One row a way: ``path`` (channels with ``" > "`` between them), ``conversions``,
        ``nulls`` (missing where not told), ``value``, ``currency``.

    Raises
    ------
    DataError
        When a column or a path is absent, or there are more than 500 channels.

    Examples
    --------
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["instagram > direct", "direct"], "conversions": [3, 1], "nulls": [5, 9],
    ...     "value": [60.0, 20.0], "currency": "EUR"}))
    >>> ways.channels, ways.codes.tolist(), ways.starts.tolist()
    (('direct', 'instagram'), [1, 0, 0], [0, 2, 3])
    """
    require(paths, ("path", "conversions", "nulls", "value", "currency"), table="paths")
    if paths["path"].isna().any() or paths["path"].eq("").any():
        raise DataError(
            message("Expected channels in every path; some are empty. Complete or delete them."), {}
        )
    steps = paths["path"].astype("str").str.split(" > ", regex=False)
    lengths = steps.str.len().to_numpy(np.int64, na_value=0)
    codes, channels = _codes(steps.explode() if len(steps) else pd.Series([], dtype="str"))
    nulls = paths["nulls"].astype("float64")
    rows = pd.DataFrame(
        {
            "conversions": paths["conversions"].fillna(0).to_numpy(np.int64),
            "nulls": nulls.fillna(0).to_numpy(np.int64),
            "value": paths["value"].to_numpy(np.float64),
            "currency": paths["currency"].astype("str").array,
        }
    )
    return _collapsed(channels, codes, np.append(0, np.cumsum(lengths)), rows)


def name_paths(journeys: Journeys) -> pd.Series:
    """Return each way as people write it: channels with ``" > "`` between them.

    Examples
    --------
    >>> name_paths(read_paths(pd.DataFrame({
    ...     "path": ["a > b > a"], "conversions": 1, "nulls": 0, "value": 1.0, "currency": "EUR"})))
    0    a > b > a
    dtype: str
    """
    names = np.array(journeys.channels, dtype=object)[journeys.codes]
    bounds = zip(journeys.starts[:-1], journeys.starts[1:], strict=True)
    return pd.Series([" > ".join(names[a:b]) for a, b in bounds], dtype="str")


def _codes(channel: pd.Series) -> tuple[Ints, tuple[str, ...]]:
    codes, names = pd.factorize(channel.astype("str"))
    if len(names) > MOST_CHANNELS:
        raise DataError(
            message(
                "Expected up to {most} channels; found {found}. These look like pages or people: "
                "name the channel (instagram, newsletter, search) instead."
            ),
            {"most": MOST_CHANNELS, "found": len(names)},
        )
    order = np.argsort(np.asarray(names, dtype=object)) if len(names) else np.zeros(0, int)
    places = np.empty(len(names), np.int64)
    places[order] = np.arange(len(names))
    return places[codes], tuple(str(names[place]) for place in order)


def _in_time(who: Ints, at: Ints) -> Ints:
    """Return the order by journey and time; equal times keep their order."""
    later = (who[1:] > who[:-1]) | ((who[1:] == who[:-1]) & (at[1:] >= at[:-1]))
    return np.arange(len(who)) if later.all() else np.lexsort((at, who)).astype(np.int64)


def _no_rows() -> pd.DataFrame:
    kinds = {"conversions": "int64", "nulls": "int64", "value": "float64", "currency": "str"}
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in kinds.items()})


def _collapsed(
    channels: tuple[str, ...], codes: Ints, starts: Ints, rows: pd.DataFrame
) -> Journeys:
    """Count equal ways of one currency together; ways that nobody took are left out."""
    taken = ((rows["conversions"] + rows["nulls"]) > 0).to_numpy()
    lengths = np.diff(starts)
    same = _equal_ways(codes, starts, len(channels))
    currency, names = pd.factorize(rows["currency"].astype("str"))
    key = same * (len(names) + 1) + currency + 1
    group = np.full(len(rows), -1, np.int64)
    group[taken], found = pd.factorize(key[taken])
    first = np.zeros(len(found), np.int64)
    # Backwards, so that the first row of each group is written last.
    first[group[taken][::-1]] = np.flatnonzero(taken)[::-1]
    known = taken & rows["value"].notna().to_numpy() & (rows["conversions"] > 0).to_numpy()
    many = len(found)

    def added(name: str, rows_in: npt.NDArray[np.bool_]) -> Any:
        return np.bincount(group[rows_in], rows[name].to_numpy()[rows_in], minlength=many)

    value = added("value", known)
    told = np.bincount(group[known], minlength=many) > 0
    table = pd.DataFrame(
        {
            "conversions": added("conversions", taken).astype(np.int64),
            "nulls": added("nulls", taken).astype(np.int64),
            "value": np.where(told, value, np.nan),
            "currency": rows["currency"].astype("str").array[first],
        }
    )
    kept = lengths[first]
    new_starts = np.append(0, np.cumsum(kept)).astype(np.int64)
    places = np.repeat(starts[first] - new_starts[:-1], kept) + np.arange(new_starts[-1])
    has_nulls = bool(table["nulls"].sum() > 0)
    return Journeys(channels, codes[places], new_starts, table, has_nulls)


def _equal_ways(codes: Ints, starts: Ints, channels: int) -> Ints:
    """Give every way a number: equal ways, and only they, have the same one."""
    lengths = np.diff(starts)
    base = channels + 1
    together = max(1, int(_LARGEST_KEY / math.log2(max(base, 2))))
    numbers = np.zeros(len(lengths), np.int64)
    longer = np.flatnonzero(lengths > 0)
    used, done = 1, 0
    while len(longer):
        key = np.zeros(len(longer), np.int64)
        for step in range(done, done + together):
            inside = lengths[longer] > step
            if not inside.any():
                break
            touch = codes[np.where(inside, starts[longer] + step, 0)] + 1
            key = key * base + np.where(inside, touch, 0)
        part = pd.factorize(key)[0]
        pair = numbers[longer] * (int(part.max()) + 1) + part
        fresh, _names = pd.factorize(pair)
        numbers[longer] = used + fresh
        used += int(fresh.max()) + 1
        done += together
        longer = longer[lengths[longer] > done]
    return numbers
