"""Parts become tables: one row per key, every column with its newest known value."""

import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from smmlab.columns import Column, Kind, Table
from smmlab.schema import FIRST_TIMES, PRECISIONS, TABLES, UNKNOWN_WORDS
from smmlab.sums import add_up

# What a merge may hold before it spills: imports of any size stay near 1 GB in all.
_MOST_MEMORY = "300MB"
# Row groups of one fixed size: the bytes must not depend on how an engine cuts its batches.
_ROWS = 100_000
# Where a row came from is kept beside the table: the same rows out of one file or two are the same.
ORIGIN = ("source_file", "source_row")
WHEN = ("at", "clock", "precision")
_ARROW: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
}
_SQL: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
}


def connect() -> duckdb.DuckDBPyConnection:
    """Start an engine that asks nobody for extensions and spills to the temp folder."""
    return duckdb.connect(
        config={
            "temp_directory": str(Path(tempfile.gettempdir()) / "smmlab-spill"),
            "autoinstall_known_extensions": "false",
        }
    )


def merge_query(table: Table, source: str) -> str:
    """Write the SQL of a merge of one table, from the schema.

    Of two exports the newer one wins; of rows in exports of the same moment the larger value, so
    that a file and its halves give the same table. Of two times the more exact one holds, however
    old it is, with the clock it was told on. Missing keys are equal to each other. What is told
    portion by portion is added up; things of one name in one export are added up before that. Of
    the groups of an audience those of the newest export stay.

    Parameters
    ----------
    table
        The canonical table. The parts of ``posts`` also make ``snapshots``.
    source
        SQL of the rows of all parts, in any order, such as `files`.

    Returns
    -------
    str
        A query of the table's columns; ``source_file`` and ``source_row`` are those of the newest
        row.

    Examples
    --------
    >>> 'arg_max("city", exported_at)' in merge_query(TABLES["people"], "parts")
    True
    """
    if table.added:
        summed = _summed(table, source)
        merged = _newest(table, "told", table.key, mostly_once=True)
        merged = f"WITH told AS MATERIALIZED ({summed}) {merged}"
    else:
        merged = _newest(table, source, table.key, mostly_once=True)
    if table.name == "audience":
        merged = f"SELECT * FROM ({merged}) QUALIFY {_OF_NEWEST}"
    if table.name == "orders":
        merged = f"SELECT * REPLACE ({_FIRST_ORDER} AS first_order) FROM ({merged})"
    return merged


def in_order(query: str, table: Table) -> str:
    """Sort the rows of a query by the key of a table; missing keys come first."""
    order = ", ".join(f"{_name(name)} NULLS FIRST" for name in table.key)
    return f"SELECT * FROM ({query}) ORDER BY {order}"


def _summed(table: Table, source: str) -> str:
    """Write the SQL of one row for each way in which a thing was told: whole, or split."""
    portion = (*table.key, "split", "portion")
    rows = f"(SELECT * FROM {source} WHERE split IS NOT NULL)"
    rows = f"({_newest(table, rows, (*portion, 'row', 'exported_at'), mostly_once=False)})"
    rows = f"({add_up(table, rows, (*portion, 'exported_at'))})"
    rows = f"({_newest(table, rows, portion, mostly_once=False)})"
    rows = f"({add_up(table, rows, (*table.key, 'split'))})"
    columns = ", ".join(map(_name, table.columns))
    # A thing of which no portion could be read is not there.
    return (
        f"SELECT {columns} FROM {source} WHERE split IS NULL "
        f"UNION ALL SELECT {columns} FROM {rows} WHERE sound > 0"
    )


def _newest(table: Table, source: str, key: Sequence[str], *, mostly_once: bool) -> str:
    """Write the SQL of one row a key: of every column the newest known value."""
    listed = ", ".join(map(_name, key))
    moment = "" if "exported_at" in key else ', "exported_at"'
    when = WHEN if set(WHEN) <= set(table.columns) else ()
    known = table.part_columns if "split" in key else table.columns
    said = [name for name in known if name not in ORIGIN]
    rest = [name for name in said if name not in (*key, "exported_at", *when)]
    largest = "".join(f", {_known(name, 'max({})')} AS {_name(name)}" for name in rest)
    newest = "".join(
        f", {_known(name, 'arg_max({}, exported_at)')} AS {_name(name)}" for name in rest
    )
    if moment:
        newest += ", max(exported_at) AS exported_at"
    if when:
        largest += f", max({_EXACT_TIME}) AS exact_time"
        newest += "".join(f', max(exact_time)."{name}" AS "{name}"' for name in when)
    columns = ", ".join(map(_name, said))
    every = f"{source} AS new"
    several = f"{every} SEMI JOIN twice AS old ON {same(key)}" if mostly_once else every
    merged = (
        f"SELECT {columns}, origin FROM (SELECT {listed}{newest}, arg_max(origin, exported_at) "
        f"AS origin FROM (SELECT {listed}{moment}{largest}, min({_ORIGIN}) AS origin "
        f"FROM {several} GROUP BY {listed}{moment}) GROUP BY {listed})"
    )
    if mostly_once:
        # Rows whose keys stand once are carried over: aggregates of them cost memory.
        merged = (
            f"WITH twice AS MATERIALIZED (SELECT {listed} FROM {source} GROUP BY {listed} "
            f"HAVING count(*) > 1) SELECT {columns}, {_ORIGIN} AS origin FROM {every} "
            f"ANTI JOIN twice AS old ON {same(key)} UNION ALL {merged}"
        )
    return f"SELECT {columns}, origin.f AS source_file, origin.r AS source_row FROM ({merged})"


_ORIGIN = "struct_pack(f := source_file, r := source_row)"
_EXACT_TIME = (
    'struct_pack(rank := CASE WHEN "at" IS NULL THEN -1 ELSE coalesce(list_position('
    f'{list(PRECISIONS)}, "precision"), 0) END, newest := exported_at, '
    '"at" := "at", "clock" := "clock", "precision" := "precision")'
)


def _known(column: str, aggregate: str) -> str:
    """Write an aggregate that prefers what a source knows to its word for not knowing."""
    name = _name(column)
    if column == "sound":
        return f"max({name})"
    if column in FIRST_TIMES:
        return f"min({name})"
    if column not in UNKNOWN_WORDS:
        return aggregate.format(name)
    known = aggregate.format(f"nullif({name}, {_quoted(UNKNOWN_WORDS[column])})")
    return f"coalesce({known}, max({name}))"


# Who is no longer among the places or ages of the newest export is gone. Parts of one export may be
# saved within a day.
_OF_NEWEST = (
    "exported_at >= max(exported_at) OVER "
    "(PARTITION BY network, page, dimension, from_day, to_day) - 86400"
)
# A customer's first order is known only over all files together.
_FIRST_ORDER = (
    'CASE WHEN customer IS NOT NULL AND "at" IS NOT NULL THEN row_number() OVER '
    '(PARTITION BY shop, customer ORDER BY "at" NULLS LAST, order_id) = 1 END'
)


def arrow_table(frame: pd.DataFrame, table: str) -> pa.Table:
    """Return a part in the types of the store."""
    return pa.Table.from_pandas(frame, schema=_part_schema(table), preserve_index=False)


def write_query(
    connection: duckdb.DuckDBPyConnection, query: str, table: str, values: Path, origins: Path
) -> tuple[str, str, int]:
    """Stream a merge into two Parquet files: what the rows say, and where they are from.

    The engine is given little memory first, and as much as it asks for only when that is too little
    for what it cannot spill.

    Returns
    -------
    tuple of str, str and int
        The hashes of both files, and the number of rows.
    """
    # What reading has let go of stays with the allocator until somebody asks.
    pa.default_memory_pool().release_unused()
    connection.execute(f"SET memory_limit = '{_MOST_MEMORY}'")
    try:
        return _write(connection.sql(query), table, values, origins)
    except duckdb.OutOfMemoryException:
        connection.execute("RESET memory_limit")
        return _write(connection.sql(query), table, values, origins)
    finally:
        # After a failure of the engine itself this would hide it.
        with suppress(duckdb.Error):
            connection.execute("RESET memory_limit")


def _write(
    relation: duckdb.DuckDBPyRelation, table: str, values: Path, origins: Path
) -> tuple[str, str, int]:
    schema = _schema(table)
    said = [name for name in schema.names if name not in ORIGIN]
    rows = 0
    first = Output(values, pa.schema([schema.field(name) for name in said]))
    second = Output(origins, pa.schema([schema.field(name) for name in ORIGIN]))
    try:
        for batch in relation.to_arrow_reader(_ROWS):
            fresh = pa.Table.from_batches([batch]).select(schema.names).cast(schema)
            rows += fresh.num_rows
            first.take(fresh.select(said))
            second.take(fresh.select(list(ORIGIN)))
    finally:
        first.close()
        second.close()
    return first.sha256(), second.sha256(), rows


class Output:
    """A Parquet file whose bytes depend on its rows alone, not on how they came.

    Parameters
    ----------
    path
        The file to write.
    schema
        Its columns.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", use_dictionary=False, store_schema=False
        )
        self._waiting: list[pa.Table] = []
        self._rows = 0

    @classmethod
    def of_part(cls, path: Path, table: str) -> "Output":
        """Start a file with all columns of what one file gave for a canonical table."""
        return cls(path, _part_schema(table))

    def take(self, rows: pa.Table) -> None:
        """Take rows in, in order."""
        self._waiting.append(rows)
        self._rows += rows.num_rows
        if self._rows >= _ROWS:
            whole = pa.concat_tables(self._waiting)
            full = whole.num_rows - whole.num_rows % _ROWS
            self._write(whole.slice(0, full))
            self._waiting, self._rows = [whole.slice(full)], whole.num_rows - full

    def close(self) -> None:
        """Write what is still waiting, and the end of the file; a second time does nothing."""
        if self._rows:
            self._write(pa.concat_tables(self._waiting))
        self._waiting, self._rows = [], 0
        self._writer.close()

    def sha256(self) -> str:
        """Return the hash of the finished file."""
        with self.path.open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()

    def _write(self, rows: pa.Table) -> None:
        self._writer.write_table(rows.combine_chunks(), row_group_size=_ROWS)


def _schema(table: str) -> pa.Schema:
    return _arrow_schema(TABLES[table].columns)


def _part_schema(table: str) -> pa.Schema:
    return _arrow_schema(TABLES[table].part_columns)


def _arrow_schema(columns: Mapping[str, Column]) -> pa.Schema:
    return pa.schema([(name, _ARROW[column.kind]) for name, column in columns.items()])


def read_table(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    path: Path | None,
    names: Mapping[str, str],
    *,
    origins: Path | None = None,
) -> duckdb.DuckDBPyRelation:
    """Return a table as a relation, with files called by ``names``.

    A missing ``path`` gives no rows and the right types; a part has its ``origins`` in itself.
    """
    columns = TABLES[table].columns
    if path is None:
        return connection.sql(f"FROM {_nothing(columns)}")
    called = " ".join(f"WHEN {_quoted(sha)} THEN {_quoted(name)}" for sha, name in names.items())
    source = f"CASE source_file {called} ELSE source_file END" if called else "source_file"
    rows = files([path]) + (f" POSITIONAL JOIN {files([origins])}" if origins else "")
    listed = ", ".join(map(_name, columns))
    return connection.sql(
        f"SELECT * REPLACE ({source} AS source_file) FROM (SELECT {listed} FROM {rows})"
    )


def as_frame(relation: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    """Return a relation as a pandas frame in canonical types: missing integers stay missing."""
    dtypes = {
        pa.int64(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
        pa.string(): pd.StringDtype(na_value=float("nan")),
    }
    frame: pd.DataFrame = relation.to_arrow_table().to_pandas(types_mapper=dtypes.get)
    return frame


def files(paths: Sequence[Path]) -> str:
    """Name Parquet files in SQL; the parts of ``posts`` may stand for ``snapshots``.

    Brackets, stars and question marks of a folder's name are not patterns.

    Examples
    --------
    >>> files([Path("kohvik's [1]/a.parquet")])
    "read_parquet(['kohvik''s [[]1]/a.parquet'], union_by_name = true)"
    """
    listed = ", ".join(_quoted(re.sub(r"([\[*?])", r"[\1]", str(path))) for path in paths)
    return f"read_parquet([{listed}], union_by_name = true)"


def rows_of(paths: Sequence[Path], table: str) -> str:
    """Name the rows of some parts in SQL, and no rows where there is no part."""
    return files(paths) if paths else _nothing(TABLES[table].part_columns)


def _nothing(columns: Mapping[str, Column]) -> str:
    empty = ", ".join(f"NULL::{_SQL[c.kind]} AS {_name(name)}" for name, c in columns.items())
    return f"(SELECT {empty} WHERE false)"


def same(key: Sequence[str]) -> str:
    """Write that the keys of ``new`` and ``old`` rows are the same; missing ones are equal."""
    return " AND ".join(f"new.{k} IS NOT DISTINCT FROM old.{k}" for k in map(_name, key))


def _name(column: str) -> str:
    # Some of our words, such as at, are words of SQL too.
    return f'"{column}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
