"""Totals of hours and of weekdays that must be judged small, the same in every table of them."""

import numpy as np
import numpy.typing as npt
import pandas as pd


def judged_people(people: pd.Series, wide: npt.NDArray[np.float64], *, smallest: int) -> pd.Series:
    """Return the people by whom a total is judged: few where it tells that its cells are few.

    Two tables of the same hours that hid different ones would give each other's hidden hours away.

    Parameters
    ----------
    people
        People of each total, in order.
    wide
        People of each cell: a column for each total.
    smallest
        Fewest people that may be shown.

    Examples
    --------
    >>> wide = np.array([[6.0, 30.0], [4.0, 0.0]])
    >>> judged_people(pd.Series([10, 30]), wide, smallest=10).tolist()
    [9, 30]
    """
    small = ((wide > 0) & (wide < smallest)).any(axis=0)
    # Most that one cell of the total may hold, when every other one holds somebody.
    room = 1 + np.maximum(wide - 1, 0).sum(axis=0)
    telling = small & (room < smallest)
    return people.where(~telling, np.minimum(people, smallest - 1))
