"""Which further cells of a two-way table must be hidden so that its totals give nothing away."""

import numpy as np
import numpy.typing as npt


def hidden_cells(
    people: npt.NDArray[np.float64], sign: npt.NDArray[np.float64], smallest: int
) -> npt.NDArray[np.bool_]:
    """Choose the small cells to hide and, for each, others with which it can change places.

    For each small cell there is then another table with the same sums in which it holds
    ``smallest``, no hidden cell is below one and no shown cell differs: a rectangle of four cells,
    or more cells where none will do. Where no other table has these sums, they tell by themselves,
    and the row and the column are hidden whole.

    Parameters
    ----------
    people
        Counts; missing where unknown.
    sign
        One or minus one for each cell: every row and column of ``sign * people`` has a sum that
        readers know. All one when they know the sums; with totals as a last row and column, minus
        one in these.
    smallest
        Cells from one to below it are small.

    Returns
    -------
    array of bool
        True for cells to hide. Empty cells are only hidden where the sums tell by themselves.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control, 2012, chapter 4: the hypercube method of
    Repsilber and Giessing.

    Examples
    --------
    >>> people = np.array([[40.0, 3.0], [30.0, 20.0], [25.0, 50.0]])
    >>> hidden_cells(people, np.ones((3, 2)), 10).tolist()
    [[True, True], [True, True], [False, False]]
    """
    hidden = (people > 0) & (people < smallest)
    small = np.argwhere(hidden)
    for row, column in small[np.argsort(people[hidden], kind="stable")]:
        step = smallest - people[row, column]
        known = ~np.isnan(people)
        cost = np.where(hidden | ~known, 0.0, people)
        rises = np.where(~known | (people > 0), cost, np.inf)
        falls = np.where(~known | (people - 1 >= step), cost, np.inf)
        # People added in one corner are taken from its neighbours and added in the opposite one.
        same = sign == sign[row, column]
        opposite, beside = np.where(same, rises, falls), np.where(same, falls, rises)
        price = beside[row][None, :] + beside[:, column][:, None] + opposite
        price[row] = price[:, column] = np.inf
        other_row, other_column = np.unravel_index(np.argmin(price), price.shape)
        if np.isfinite(price[other_row, other_column]):
            hidden[np.ix_([row, other_row], [column, other_column])] = True
        else:
            hidden |= _moved_cells(people, hidden, int(row), int(column), smallest)
    return hidden


def _moved_cells(
    people: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    row: int,
    column: int,
    smallest: int,
) -> npt.NDArray[np.bool_]:
    """Return the cells that change when a small cell grows and all sums stay, as few as can be."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, hstack, vstack

    filled = np.flatnonzero(people > 0)
    rows, columns = np.unravel_index(filled, people.shape)
    each, ones = np.arange(len(filled)), np.ones(len(filled))
    sums = vstack(
        [
            coo_array((ones, (rows, each)), shape=(people.shape[0], len(filled))),
            coo_array((ones, (columns, each)), shape=(people.shape[1], len(filled))),
        ]
    )
    size, is_grown = people.ravel()[filled], (rows == row) & (columns == column)
    price = np.where(hidden.ravel()[filled], 1e-6, size)
    more = [(smallest - people[row, column], None) if grown else (0, None) for grown in is_grown]
    less = [(0, 0) if grown else (0, most) for grown, most in zip(is_grown, size - 1, strict=True)]
    moved = linprog(
        np.concatenate([price, price]), A_eq=hstack([sums, -sums]).tocsr(),
        b_eq=np.zeros(sum(people.shape)), bounds=[*more, *less],
    )  # fmt: skip
    changed = np.zeros(people.shape, dtype=bool)
    if moved.status == 0:
        up, down = np.split(moved.x, 2)
        changed[rows, columns] = up + down > 1e-9
    else:
        # No other table has these sums: they tell by themselves.
        changed[row] = changed[:, column] = True
    return changed
