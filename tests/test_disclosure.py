"""No table points at few people: not in a cell, not by subtraction, not by linear programming.

The rule that linear programming checks: knowing all that is shown, the totals, and that whatever
is hidden holds at least one person, a reader cannot rule out that a small cell holds ten or more
(the feasibility interval of Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
"""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from scipy.optimize import linprog

from smmlab.disclosure import (
    can_show_part,
    merge_small,
    suppress_crossed,
    suppress_small,
    suppress_table,
)
from smmlab.errors import DataError

SMALLEST = 10
SIZES = st.one_of(st.sampled_from([0, 1, 3, 9, 10, 11]), st.integers(0, 60))
KEYS = st.sampled_from(["a", "b", None])
CELLS = st.lists(st.tuples(KEYS, KEYS, SIZES), max_size=25)
TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(SIZES, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def k_anonymity(shown_group_of_each_person: list[str]) -> int:
    people = pd.DataFrame({"shown": shown_group_of_each_person})
    with warnings.catch_warnings():
        # The oracle was written for pandas before its third version.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        from pycanon import anonymity

        return int(anonymity.k_anonymity(people, ["shown"]))


def bounds_of(signs: np.ndarray, published: np.ndarray, cell: int) -> tuple[float, float]:
    """Least and most of one cell, given ``signs @ cells == 0`` and the published cells."""
    limits = [(value, value) if not np.isnan(value) else (1, None) for value in published]
    ends = []
    for direction in (1, -1):
        costs = np.zeros(len(published))
        costs[cell] = direction
        solved = linprog(costs, A_eq=signs, b_eq=np.zeros(len(signs)), bounds=limits)
        assert solved.status in (0, 3), solved.message
        ends.append(direction * solved.fun if solved.status == 0 else np.inf)
    return ends[0], ends[1]


def table_of(cells: list[tuple[str | None, str | None, int]]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["network", "page", "people"])
    shares = table["people"] / max(table["people"].sum(), 1)
    return table.astype({"people": "int64"}).assign(share=shares.astype("float64"))


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    table = pd.DataFrame({"people": [60, 12, 3, 0], "share": [0.8, 0.16, 0.04, 0.0]})
    before = table.copy(deep=True)
    shown = suppress_small(table, count="people", hide=["share"])
    assert shown["people"].tolist() == [60, pd.NA, pd.NA, 0]
    assert (
        shown["share"].isna().tolist() == shown["suppressed"].tolist() == [False, True, True, False]
    )
    assert str(shown["people"].dtype) == "Int64"
    assert_frame_equal(table, before)


def test_two_small_cells_that_hide_each_other_need_no_third() -> None:
    def hidden(*people: int) -> list[bool]:
        frame = pd.DataFrame({"people": people})
        return suppress_small(frame, count="people")["suppressed"].tolist()

    # Together 11: either could be ten, if the other is one.
    assert hidden(50, 5, 6) == [False, True, True]
    # Together 10: nobody of the two can be ten, so both are surely small.
    assert hidden(50, 5, 5) == [True, True, True]
    # Ten people in ten cells: each is alone, whoever knows that no zero is hidden.
    assert hidden(*[1] * 10, 40) == [True] * 11
    assert hidden(50, 10) == [False, False]


def test_without_a_known_total_only_the_small_cell_is_hidden() -> None:
    table = pd.DataFrame({"people": [60, 12, 3]})
    shown = suppress_small(table, count="people", within=None)
    assert shown["suppressed"].tolist() == [False, False, True]


def test_a_group_is_the_same_when_its_key_is_missing() -> None:
    table = table_of([("a", None, 3), ("a", None, 40), ("a", None, 20), (None, "b", 30),
                      (None, None, 9), (None, None, 50), ("a", "b", 30)])  # fmt: skip
    table.index = [7] * len(table)
    shown = suppress_small(table, count="people", within=["network", "page"])
    assert shown["suppressed"].tolist() == [True, False, True, False, True, True, False]
    assert shown.index.tolist() == [7] * len(table)


@pytest.mark.parametrize(
    "people",
    [
        pd.Series([3, None, 40, 20], dtype="Int64"),
        pd.Series([3, None, 40, 20], dtype="float64"),
        pd.Series([3, None, 40, 20], dtype="object"),
        pd.Series([3, None, 40, 20], dtype="Int32"),
    ],
    ids=lambda series: str(series.dtype),
)
def test_an_unknown_count_is_neither_small_nor_a_shield(people: pd.Series) -> None:
    shown = suppress_small(pd.DataFrame({"people": people}), count="people")
    assert shown["suppressed"].tolist() == [True, False, False, True]
    assert shown["people"].isna().tolist() == [True, True, False, True]
    assert shown["people"].iloc[2] == 40


def test_what_follows_from_a_count_is_hidden_whatever_its_type() -> None:
    table = pd.DataFrame(
        {"people": [3, 40, 20], "acts": [9, 90, 60], "busy": [True, False, True],
         "name": ["a", "b", "c"], "kind": pd.Categorical(["x", "y", "x"])}
    )  # fmt: skip
    shown = suppress_small(table, count="people", hide=["acts", "busy", "name", "kind"])
    assert shown.loc[1, ["people", "acts", "busy", "name", "kind"]].tolist() == [
        40, 90, False, "b", "y"
    ]  # fmt: skip
    assert shown.loc[[0, 2], table.columns].isna().all(axis=None)


def test_the_types_do_not_depend_on_what_was_hidden() -> None:
    few, many = (
        suppress_small(pd.DataFrame({"people": people}), count="people")
        for people in ([3, 40], [30, 40])
    )
    assert_series_equal(few.dtypes, many.dtypes)
    assert suppress_small(few.head(0), count="people", within=["suppressed"]).empty


def test_ten_is_the_least_and_a_larger_least_is_kept() -> None:
    table = pd.DataFrame({"people": [9, 15, 30, 45]})
    low, high = (suppress_small(table, count="people", smallest=n) for n in (2, 25))
    assert low["suppressed"].tolist() == [True, True, False, False]
    assert high["suppressed"].tolist() == [True, True, True, False]
    assert merge_small(pd.Series({"a": 9, "b": 30}), smallest=2) == {"a": "other", "b": "other"}
    alone = suppress_table(table, smallest=2, total=None)
    assert alone["people"].isna().tolist() == [True, False, False, False]


def test_an_absent_column_and_a_name_taken_are_refused() -> None:
    with pytest.raises(DataError, match="people"):
        suppress_small(pd.DataFrame({"n": [1]}), count="people")
    with pytest.raises(DataError, match="total"):
        suppress_table(pd.DataFrame({"total": [1]}))


@settings(max_examples=150, deadline=None)
@given(CELLS)
def test_no_hidden_cell_can_be_found_from_the_total_of_its_group(
    cells: list[tuple[str | None, str | None, int]],
) -> None:
    table = table_of(cells)
    shown = suppress_small(table, count="people", hide=["share"], within=["network", "page"])
    assert shown["share"].isna().equals(shown["suppressed"])
    assert not shown["people"].between(1, SMALLEST - 1).any()
    assert (shown["people"].notna() == ~shown["suppressed"]).all()
    assert (shown["people"].dropna() == table["people"][~shown["suppressed"]]).all()
    keys = (
        table[["network", "page"]].astype("object").where(table[["network", "page"]].notna(), "?")
    )
    for _name, rows in shown.groupby([keys["network"], keys["page"]]):
        true = table.loc[rows.index, "people"]
        if not rows["suppressed"].any() or (rows["suppressed"] | (true == 0)).all():
            continue  # nothing hidden, or everybody is: then the total is to be hidden by its table
        assert true[rows["suppressed"]].sum() >= SMALLEST
        published = np.append(rows["people"].astype("float64").to_numpy(), true.sum())
        signs = np.append(np.ones(len(rows)), -1.0)[None, :]
        for place in np.flatnonzero(rows["suppressed"] & (true < SMALLEST)):
            least, most = bounds_of(signs, published, int(place))
            assert most >= SMALLEST > least


@settings(max_examples=100, deadline=None)
@given(CELLS)
def test_no_more_is_hidden_than_one_further_cell_a_group(
    cells: list[tuple[str | None, str | None, int]],
) -> None:
    table = table_of(cells)
    hidden = suppress_small(table, count="people", within=["network"])["suppressed"]
    further = hidden & (table["people"] >= SMALLEST)
    assert further.groupby(table["network"].fillna("?")).sum().le(1).all()
    assert not (hidden & (table["people"] == 0)).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.booleans())
def test_the_oracle_finds_ten_people_in_every_shown_group(sizes: list[int], precious: bool) -> None:
    assume(sum(sizes) >= SMALLEST)
    names = [f"group {n}" for n in range(len(sizes))]
    groups = pd.Series(sizes, names)
    merged = merge_small(groups, last=names[:1] if precious else ())
    each = [name for name, size in groups.items() for _ in range(size)]
    assert k_anonymity([merged.get(name, name) for name in each]) >= SMALLEST
    shown = suppress_small(groups.rename("people").to_frame(), count="people")
    kept = dict(zip(names, ~shown["suppressed"], strict=True))
    assert k_anonymity([name if kept[name] else "hidden" for name in each]) >= SMALLEST


def test_the_oracle_would_see_a_small_group() -> None:
    assert k_anonymity(["a"] * 30 + ["b"] * 9) == 9


def test_groups_merge_until_the_rest_is_large_enough() -> None:
    sizes = pd.Series({"core": 12, "new": 3, "fading": 20, "regular": 12, "gone": 0})
    assert merge_small(sizes) == {"new": "other", "core": "other"}
    assert merge_small(sizes, last=["core"]) == {"new": "other", "regular": "other"}
    assert merge_small(sizes, last=["regular", "core"]) == {"new": "other", "fading": "other"}
    assert merge_small(sizes.drop("new")) == {}
    assert merge_small(pd.Series({"a": 3, "b": 4})) == {"a": "other", "b": "other"}
    assert merge_small(pd.Series(dtype="int64")) == {}


def test_a_group_named_other_and_a_repeated_name_count_once() -> None:
    assert merge_small(pd.Series({"other": 25, "a": 4, "b": 40})) == {"a": "other"}
    assert merge_small(pd.Series({"other": 4, "b": 40})) == {"b": "other"}
    twice = pd.Series([6, 6, 30], ["a", "a", "b"])
    assert merge_small(twice) == {}
    unknown = pd.Series([None, 9, 30, 11], ["a", "b", "c", "d"], dtype="Int64")
    assert merge_small(unknown) == {"b": "other", "d": "other"}


@given(SIZES, SIZES)
def test_a_part_can_be_shown_when_nothing_of_the_table_of_both_is_hidden(
    part: int, rest: int
) -> None:
    both = suppress_small(pd.DataFrame({"people": [part, rest]}), count="people")
    assert can_show_part(part, part + rest) == (not both["suppressed"].any())
    assert not can_show_part(np.nan, 40)


def with_totals(people: np.ndarray) -> np.ndarray:
    rows = np.column_stack([people, people.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def lines_of(shape: tuple[int, int]) -> np.ndarray:
    """One equation a row and a column: its cells less its total are nothing."""
    sign = np.ones(shape)
    sign[-1] *= -1
    sign[:, -1] *= -1
    lines = []
    for axis, length in enumerate(shape):
        for number in range(length):
            line = np.zeros(shape)
            place = (number, slice(None)) if axis == 0 else (slice(None), number)
            line[place] = sign[place]
            lines.append(line.ravel())
    return np.array(lines)


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_no_cell_can_be_found_from_the_totals_of_rows_and_columns(rows: list[list[int]]) -> None:
    people = np.array(rows)
    wide = pd.DataFrame(people)
    shown = suppress_table(wide).to_numpy("float64", na_value=np.nan)
    true = with_totals(people)
    assert np.isnan(shown).any() == ((true > 0) & (true < SMALLEST)).any()
    assert np.array_equal(shown[~np.isnan(shown)], true[~np.isnan(shown)])
    assert not ((shown > 0) & (shown < SMALLEST)).any()
    assert not (np.isnan(shown) & (true == 0)).any()
    signs, flat = lines_of(true.shape), shown.ravel()
    for place in np.flatnonzero((true.ravel() > 0) & (true.ravel() < SMALLEST)):
        least, most = bounds_of(signs, flat, int(place))
        assert most >= SMALLEST - 1e-6
        assert least < SMALLEST


def test_one_small_cell_hides_a_rectangle() -> None:
    wide = pd.DataFrame({"women": [40, 30, 25], "men": [3, 20, 50], "": [70, 60, 80]},
                        index=["a", "b", "c"])  # fmt: skip
    shown = suppress_table(wide)
    assert shown.isna().sum().sum() == 4
    assert shown.loc[["a", "b"], ["women", "men"]].isna().all(axis=None)
    assert shown.loc["total", "total"] == wide.to_numpy().sum()
    alone = suppress_table(wide, total=None)
    assert alone.isna().sum().sum() == 1
    assert alone.shape == wide.shape


def test_a_small_total_is_hidden_with_its_table() -> None:
    shown = suppress_table(pd.DataFrame({"x": [2, 3], "y": [0, 1]}))
    assert shown.loc[0, "y"] == 0
    assert shown.isna().sum().sum() == 8


def test_an_unknown_cell_makes_its_totals_unknown() -> None:
    wide = pd.DataFrame({"x": [30, 40, 50], "y": [25, None, 35]})
    shown = suppress_table(wide)
    assert shown["total"].tolist() == [55, pd.NA, 85, pd.NA]
    assert shown.loc["total"].tolist() == [120, pd.NA, pd.NA]
    small = suppress_table(pd.DataFrame({"x": [30, 40, 50], "y": [3, None, 35]}))
    # In the column of the unknown cell nothing adds up; in the row the other cell must go.
    assert small.loc[0].isna().sum() >= 2


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_no_cell_can_be_found_from_totals_that_are_known_already(rows: list[list[int]]) -> None:
    people = np.array(rows)
    cells = pd.DataFrame(people).stack().rename("people").rename_axis(["row", "column"])
    shown = suppress_crossed(cells.reset_index(), count="people", rows=["row"], columns=["column"])
    grid = shown["people"].to_numpy("float64", na_value=np.nan).reshape(people.shape)
    assert not ((grid > 0) & (grid < SMALLEST)).any()
    assert not (np.isnan(grid) & (people == 0)).any()
    true = with_totals(people).astype("float64")
    published, nothing = true.copy(), true.copy()
    published[:-1, :-1], nothing[:-1, :-1] = grid, np.where(people > 0, np.nan, 0)
    signs = lines_of(true.shape)
    for row, column in np.argwhere((people > 0) & (people < SMALLEST)):
        place = int(row * true.shape[1] + column)
        _least, most = bounds_of(signs, published.ravel(), place)
        # Nothing that is hidden could help where the totals tell by themselves.
        _least, at_best = bounds_of(signs, nothing.ravel(), place)
        assert most >= min(SMALLEST, at_best) - 1e-6


def test_lines_with_two_hidden_cells_each_can_still_tell() -> None:
    # Hiding a second cell in every row and column is not enough here (five people at most).
    people = [[10, 3, 3, 0], [0, 0, 1, 25], [11, 40, 10, 10], [40, 11, 11, 10], [10, 40, 3, 25]]
    cells = pd.DataFrame(people).stack().rename("people").rename_axis(["row", "column"])
    shown = suppress_crossed(cells.reset_index(), count="people", rows=["row"], columns=["column"])
    grid = with_totals(np.array(people)).astype("float64")
    grid[:-1, :-1] = shown["people"].to_numpy("float64", na_value=np.nan).reshape(5, 4)
    assert bounds_of(lines_of(grid.shape), grid.ravel(), 4 * 5 + 2)[1] >= SMALLEST


def test_a_column_named_in_both_directions_splits_the_table() -> None:
    grid = pd.DataFrame({"a": [40, 3, 30, 20], "b": [40, 33, 30, 20]}).melt(
        var_name="of", value_name="people"
    )
    grid = grid.assign(segment=["x", "x", "y", "y"] * 2, hour=[9, 18] * 4, acts=range(8))
    shown = suppress_crossed(
        grid, count="people", rows=["of", "segment"], columns=["of", "hour"], hide=["acts"]
    )
    assert shown["suppressed"].tolist() == [True] * 4 + [False] * 4
    assert shown["acts"].isna().equals(shown["suppressed"])
