"""Run one reduction in every engine, and compare what comes out with plain pandas."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
from pandas.testing import assert_frame_equal

from smmlab.reduce.frames import to_pandas

TEXTS = {
    "network", "person", "partner", "form", "customer", "utm_source", "utm_medium", "utm_campaign",
    "currency", "status", "kind", "post_id",
}  # fmt: skip
FLAGS = {"to_page"}


def in_pandas(run: Callable[..., Any], *frames: pd.DataFrame) -> pd.DataFrame:
    result = run(*frames)
    assert isinstance(result, pd.DataFrame)
    return result


def in_duckdb(run: Callable[..., Any], *frames: pd.DataFrame) -> pd.DataFrame:
    with duckdb.connect() as connection:
        result = run(*(connection.from_df(frame) for frame in frames))
        assert isinstance(result, duckdb.DuckDBPyRelation)
        return to_pandas(result)


def in_polars(run: Callable[..., Any], *frames: pd.DataFrame) -> pd.DataFrame:
    result = run(*(pl.from_pandas(frame) for frame in frames))
    assert isinstance(result, pl.DataFrame)
    return to_pandas(result)


def in_polars_lazily(run: Callable[..., Any], *frames: pd.DataFrame) -> pd.DataFrame:
    result = run(*(pl.from_pandas(frame).lazy() for frame in frames))
    assert isinstance(result, pl.LazyFrame)
    return to_pandas(result)


ENGINES = (in_pandas, in_duckdb, in_polars, in_polars_lazily)


def assert_same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Compare two frames whatever the order of their rows and the types of their engines."""
    keys = list(right.columns)
    both = [
        frame.astype({name: _type(name) for name in frame})
        .sort_values(keys)
        .reset_index(drop=True)[keys]
        for frame in (left, right)
    ]
    assert list(left.columns) == keys
    assert_frame_equal(*both)


def assert_same_everywhere(
    run: Callable[..., Any], expected: pd.DataFrame, *frames: pd.DataFrame
) -> None:
    """Compare what every engine makes of the frames, which must stay as they are."""
    before = [frame.copy(deep=True) for frame in frames]
    for engine in ENGINES:
        assert_same(engine(run, *frames), expected)
    for frame, old in zip(frames, before, strict=True):
        assert_frame_equal(frame, old)


def _type(name: str) -> str:
    return "str" if name in TEXTS else "boolean" if name in FLAGS else "Int64"
