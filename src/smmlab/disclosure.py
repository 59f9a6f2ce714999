"""Statistical disclosure control: no table points at fewer than ten people."""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.hypercube import hidden_cells
from smmlab.schema import require
from smmlab.texts import message

_TOTAL_TAKEN = message(
    "Expected a table without totals, found a row or a column named {total}. Leave the totals out: "
    "they are added here."
)


def suppress_small(
    table: pd.DataFrame,
    *,
    count: str,
    hide: Sequence[str] = (),
    within: Sequence[str] | None = (),
    smallest: int = SMALLEST_GROUP,
) -> pd.DataFrame:
    """Hide the cells of fewer than ten people, and what would give them away by subtraction.

    A cell is hidden when it counts at least one person and fewer than ``smallest``. Where the
    cells of a group add up to a total that readers know, the smallest other cell is hidden too
    whenever the hidden ones together would still tell that one of them is small: afterwards every
    hidden cell could be ``smallest`` or more for all that a reader knows, who may also know that
    nobody hides a zero. Zeros stay visible. Where even hiding all its cells does not reach this,
    the total of the group must not be published either: a total is a cell of its own table.

    Parameters
    ----------
    table
        One row a cell: ``count`` and the columns named in ``hide`` and ``within``. The cells of a
        group must not overlap: each person counts once.
    count
        Column of the people in a cell. A missing count is unknown, not small, and protects nobody.
    hide
        Columns that follow from the count, such as its share and interval: hidden with it.
    within
        Columns whose groups have known totals; missing keys are a group of their own. By default
        the whole table is one group. ``None`` when no total is known or the cells do not add up
        to one. For totals of both rows and columns see `suppress_crossed` and `suppress_table`.
    smallest
        The fewest people shown; never below ten.

    Returns
    -------
    DataFrame
        The table, its rows in the same order, with ``suppressed`` (bool); in suppressed rows
        ``count`` and ``hide`` are missing. Whole numbers become ``Int64``, flags ``boolean``.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    A reader who ran the rule himself on all tables that might be true could rule some of them out;
    no suppression of cells is meant to stand against that.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control, 2012, chapter 4 (minimum frequency rule,
    secondary cell suppression). Willenborg and de Waal, Elements of Statistical Disclosure
    Control, 2001.

    Examples
    --------
    >>> cities = pd.DataFrame({"city": ["Tartu", "Narva", "Valga"], "people": [60, 12, 3]})
    >>> suppress_small(cities, count="people")
        city  people  suppressed
    0  Tartu      60       False
    1  Narva    <NA>        True
    2  Valga    <NA>        True
    """
    require(table, (count, *hide, *(within or ())), table="audience")
    smallest = max(smallest, SMALLEST_GROUP)
    people = table[count].astype("Float64").to_numpy("float64", na_value=np.nan)
    hidden = (people > 0) & (people < smallest)
    if within is not None:
        hidden |= _second_cells(people, hidden, _numbers(table, within), smallest)
    return _masked(table, (count, *hide), hidden)


def suppress_crossed(
    table: pd.DataFrame,
    *,
    count: str,
    rows: Sequence[str],
    columns: Sequence[str],
    hide: Sequence[str] = (),
    smallest: int = SMALLEST_GROUP,
) -> pd.DataFrame:
    """Hide the small cells of a two-way table in long form whose totals readers know already.

    The rule is that of `suppress_table`, but totals cannot be hidden: where no rectangle of cells
    will do, more cells are hidden, and where the totals themselves tell, everybody in the row and
    in the column. Then that total must not be published.

    Parameters
    ----------
    table
        One row a cell; a cell that is absent is known to be empty.
    count
        Column of the people in a cell.
    rows, columns
        The columns that name a row and a column of the two-way table, such as the segment and the
        hour; a column named in both splits it into several tables.
    hide
        Columns that follow from the people, such as their acts and shares: hidden with them.
    smallest
        The fewest people shown; never below ten.

    Returns
    -------
    DataFrame
        As by `suppress_small`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> cells = pd.DataFrame({"segment": ["a", "a", "b", "b", "c", "c"], "hour": [9, 18] * 3,
    ...                       "people": [40, 3, 30, 20, 25, 50]})
    >>> suppress_crossed(cells, count="people", rows=["segment"], columns=["hour"])
      segment  hour  people  suppressed
    0       a     9    <NA>        True
    1       a    18    <NA>        True
    2       b     9    <NA>        True
    3       b    18    <NA>        True
    4       c     9      25       False
    5       c    18      50       False
    """
    require(table, (count, *rows, *columns, *hide), table="audience")
    counted = table[count].astype("Float64").to_numpy("float64", na_value=np.nan)
    places = _numbers(table, rows), _numbers(table, columns)
    people = np.zeros([int(place.max(initial=-1)) + 1 for place in places])
    np.add.at(people, places, np.nan_to_num(counted))
    hidden = hidden_cells(people, np.ones(people.shape), max(smallest, SMALLEST_GROUP))
    return _masked(table, (count, *hide), hidden[places] & (counted > 0))


def merge_small(
    sizes: pd.Series, *, smallest: int = SMALLEST_GROUP, last: Sequence[Hashable] = ()
) -> dict[Hashable, str]:
    """Say which groups to show as ``other``, so that no shown group is below ten people.

    Groups of at least one and fewer than ``smallest`` are merged. When all merged ones together
    are still fewer, the next smallest group joins them: else the remainder could be found by
    subtraction.

    Parameters
    ----------
    sizes
        People of each group, its names in the index; a name that occurs twice is one group. A
        missing size is unknown and stays. Equal sizes are merged in the order given.
    smallest
        The fewest people shown; never below ten.
    last
        Names to give up only when no other is left, the most precious last.

    Returns
    -------
    dict
        Name to ``other`` for each merged group; empty when none is small. When everybody together
        is fewer than ``smallest``, all are merged and even ``other`` must not be shown.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control, 2012 (table redesign by merging categories).

    Examples
    --------
    >>> merge_small(pd.Series({"core": 4, "new": 11, "regular": 40}))
    {'core': 'other', 'new': 'other'}
    """
    smallest = max(smallest, SMALLEST_GROUP)
    known = sizes.dropna().groupby(level=0, sort=False, dropna=False).sum()
    people = {name: float(size) for name, size in known.items() if size > 0}
    merged = [name for name, size in people.items() if size < smallest]
    if not merged:
        return {}
    if "other" in people and "other" not in merged:
        merged.append("other")
    rank = {name: number for number, name in enumerate(last, start=1)}
    spare = sorted(
        (name for name in people if name not in merged),
        key=lambda name: (rank.get(name, 0), people[name]),
    )
    while spare and sum(people[name] for name in merged) < smallest:
        merged.append(spare.pop(0))
    return {name: "other" for name in merged if name != "other"}


def suppress_table(
    wide: pd.DataFrame, *, total: str | None = "total", smallest: int = SMALLEST_GROUP
) -> pd.DataFrame:
    """Hide the small cells of a two-way table and what its totals would give away.

    Every total is a cell like the others. For each small cell the cheapest rectangle of cells is
    hidden within which people can be moved without changing any total, so far that the small cell
    holds ``smallest`` while no hidden cell falls below one: that other table is as possible as the
    true one for all that a reader knows. Zeros stay visible.

    Parameters
    ----------
    wide
        Counts of people, a column for each group of one kind and a row for each of another; every
        person in one cell. A missing count is unknown, and so are the totals it belongs to.
    total
        Name of the row and of the column of totals to add; ``None`` when readers know no total,
        then only the small cells are hidden.
    smallest
        The fewest people shown; never below ten.

    Returns
    -------
    DataFrame
        The table (``Int64``, people) with its totals; hidden cells are missing.

    Raises
    ------
    DataError
        When a row or a column has the name of the totals already.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control, 2012, chapter 4 (the hypercube method of
    Repsilber and Giessing, which it says hides more than an optimal choice would).

    Examples
    --------
    >>> people = pd.DataFrame({"women": [40, 30, 25], "men": [3, 20, 50]}, index=["a", "b", "c"])
    >>> suppress_table(people)
           women   men  total
    a       <NA>  <NA>     43
    b       <NA>  <NA>     50
    c         25    50     75
    total     95    73    168
    """
    smallest = max(smallest, SMALLEST_GROUP)
    whole = wide.astype("Int64")
    if total is not None:
        if total in whole.index or total in whole.columns:
            raise DataError(_TOTAL_TAKEN, {"total": total})
        whole = whole.assign(**{total: whole.sum(axis=1, skipna=False)}).astype("Int64")
        sums = whole.sum(axis=0, skipna=False).to_frame(total).T
        whole = pd.concat([whole, sums]).astype("Int64")
    people = whole.to_numpy("float64", na_value=np.nan)
    if total is None:
        return whole.mask((people > 0) & (people < smallest))
    # With the totals counted as negative every row and every column adds up to zero.
    sign = np.ones(people.shape)
    sign[-1] *= -1
    sign[:, -1] *= -1
    return whole.mask(hidden_cells(people, sign, smallest))


def can_show_part(part: float, whole: float, *, smallest: int = SMALLEST_GROUP) -> bool:
    """Tell whether a part of a group can be shown beside the whole: so is the rest, by subtraction.

    Parameters
    ----------
    part, whole
        People.
    smallest
        The fewest people shown; never below ten.

    Returns
    -------
    bool
        True when both the part and the rest are nobody or at least ``smallest`` people; False also
        when one of the numbers is missing.

    Examples
    --------
    >>> can_show_part(12, 40), can_show_part(3, 40), can_show_part(35, 40), can_show_part(40, 40)
    (True, False, False, True)
    """
    smallest = max(smallest, SMALLEST_GROUP)
    return all(size == 0 or size >= smallest for size in (part, whole - part))


def _second_cells(
    people: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    groups: npt.NDArray[np.int64],
    smallest: int,
) -> npt.NDArray[np.bool_]:
    # A reader knows the sum of the hidden cells and that each holds at least one person: the most
    # a cell can hold is 1 + the sum of (cell - 1). One cell of `smallest` people always suffices.
    spare = np.where(hidden, people - 1, 0.0)
    number = int(groups.max(initial=-1)) + 1
    room = 1 + np.bincount(groups, weights=spare, minlength=number)
    needy = (np.bincount(groups, weights=hidden, minlength=number) > 0) & (room < smallest)
    candidates = np.flatnonzero(~hidden & (people >= smallest) & needy[groups])
    by_size = candidates[np.lexsort((candidates, people[candidates], groups[candidates]))]
    _, first = np.unique(groups[by_size], return_index=True)
    second = np.zeros(len(people), dtype=bool)
    second[by_size[first]] = True
    return second


def _numbers(table: pd.DataFrame, within: Sequence[str]) -> npt.NDArray[np.int64]:
    if not within:
        return np.zeros(len(table), dtype="int64")
    keys = [pd.factorize(table[name], use_na_sentinel=True)[0] for name in within]
    numbers: npt.NDArray[np.int64] = np.unique(np.column_stack(keys), axis=0, return_inverse=True)[
        1
    ].reshape(-1)
    return numbers


def _masked(
    table: pd.DataFrame, names: Sequence[str], hidden: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    result = table.copy()
    for name in dict.fromkeys(names):
        result[name] = _nullable(result[name]).mask(hidden)
    return result.assign(suppressed=hidden)


def _nullable(values: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("boolean")
    if pd.api.types.is_integer_dtype(values.dtype):
        return values.astype("Int64")
    return values
