"""Native frames in and out: what every reduction does first and last."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame, IntoFrameT

from smmlab.schema import require


def scan(frame: IntoFrame, columns: Sequence[str], *, table: str) -> nw.LazyFrame[Any]:
    """Return a native frame as a lazy one, after checking that it has the columns.

    Raises
    ------
    DataError
        When a column is absent.
    """
    rows = nw.from_native(frame).lazy()
    require(rows.collect_schema().names(), columns, table=table)
    return rows


def native(frame: nw.LazyFrame[Any], like: IntoFrameT) -> IntoFrameT:
    """Return a lazy frame as the kind of frame that came in.

    Only pandas and other eager frames are computed; a relation stays a plan until it is read.
    """
    source: Any = like
    eager = isinstance(nw.from_native(source), nw.DataFrame)
    result: IntoFrameT = (frame.collect() if eager else frame).to_native()
    return result


def beside(small: IntoFrame, like: IntoFrame) -> nw.LazyFrame[Any]:
    """Bring a small frame into the engine of a large one, so that they can be joined.

    Parameters
    ----------
    small
        A pandas frame, or a frame of the same engine, which is taken as it is.
    like
        The large frame.
    """
    if not isinstance(small, pd.DataFrame) or isinstance(like, pd.DataFrame):
        return nw.from_native(small).lazy()
    large: Any = like
    engine = nw.from_native(large).implementation
    if engine.is_duckdb():
        # The name of the variable stands for it in the query; the relation's own connection reads.
        moved = large.query("large", "FROM small")
    else:
        table: Any = nw.from_native(small, eager_only=True).to_arrow()
        if engine.is_pyspark():
            moved = large.sparkSession.createDataFrame(table)
        else:
            moved = nw.from_arrow(table, backend=engine).to_native()
    brought: nw.LazyFrame[Any] = nw.from_native(moved).lazy()
    return brought


def to_pandas(reduced: IntoFrame) -> pd.DataFrame:
    """Return a reduced native frame as a pandas frame of its own.

    Examples
    --------
    >>> to_pandas(pd.DataFrame({"hour": [1]})).shape
    (1, 1)
    """
    rows = nw.from_native(reduced).lazy()
    # What PySpark itself calls toPandas warns of, and stumbles over, pandas 3.
    is_spark = rows.implementation.is_pyspark()
    frame: pd.DataFrame = rows.collect("pyarrow" if is_spark else "pandas").to_pandas()
    return frame.copy()


def distinct(
    rows: nw.LazyFrame[Any], keys: Sequence[str], column: str, name: str
) -> nw.LazyFrame[Any]:
    """Count different values in two steps, groups and then groups of these: both of them merge."""
    known = rows.filter(~nw.col(column).is_null())
    return unique(known, (*keys, column)).group_by(*keys).agg(nw.len().alias(name))


def unique(rows: nw.LazyFrame[Any], columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return the different rows of some columns."""
    if rows.implementation.is_pandas() or rows.implementation.is_polars():
        return rows.select(*columns).unique()
    # What Narwhals calls unique is a window over all rows in SQL, many times dearer than a group.
    return rows.group_by(*columns).agg(nw.len().alias("rows")).select(*columns)
