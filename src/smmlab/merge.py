"""Parts become tables: one row per key, every column with its newest known value."""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from smmlab.schema import TABLES, Kind, Table

# Row groups of one fixed size: the bytes must not depend on how an engine cuts its batches.
_ROWS = 100_000
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


def merge_parts(
    connection: duckdb.DuckDBPyConnection, table: str, parts: Sequence[Path]
) -> duckdb.DuckDBPyRelation:
    """Merge parts of one table.

    Parameters
    ----------
    connection
        The engine; the relation is computed when it is read.
    table
        Name of the canonical table. The parts of ``posts`` also make ``snapshots``.
    parts
        Parquet files, the oldest export first: a later file wins where both know a value.

    Returns
    -------
    DuckDBPyRelation
        The table's columns, sorted by its key; ``source_file``, ``source_row`` and
        ``exported_at`` are those of the newest row. Missing keys are equal to each other.
    """
    return connection.sql(merge_query(TABLES[table], parts))


def merge_query(table: Table, parts: Sequence[Path]) -> str:
    """Write the SQL of a merge from the schema.

    Examples
    --------
    >>> 'arg_max("city", newest)' in merge_query(TABLES["people"], [Path("a.parquet")])
    True
    """
    key = ", ".join(map(_name, table.key))
    values = ", ".join(
        _name(name) if name in table.key else f"arg_max({_name(name)}, newest) AS {_name(name)}"
        for name in table.columns
    )
    # The place of the file in the list outranks the line within the file.
    merged = (
        f"SELECT {values} FROM (SELECT *, file_index::BIGINT * 1099511627776 + source_row AS newest"
        f" FROM {files(parts)}) GROUP BY {key}"
    )
    if table.name == "orders":
        merged = f"SELECT * REPLACE ({_FIRST_ORDER} AS first_order) FROM ({merged})"
    order = ", ".join(f"{_name(name)} NULLS FIRST" for name in table.key)
    return f"SELECT * FROM ({merged}) ORDER BY {order}"


# A customer's first order is known only over all files together.
_FIRST_ORDER = (
    'CASE WHEN customer IS NOT NULL AND "at" IS NOT NULL THEN row_number() OVER '
    '(PARTITION BY shop, customer ORDER BY "at" NULLS LAST, order_id) = 1 END'
)


def count_new_rows(
    connection: duckdb.DuckDBPyConnection, parts: Mapping[str, Path], tables: Mapping[str, Path]
) -> int:
    """Count the source rows that bring at least one key the tables do not hold yet.

    Parameters
    ----------
    connection
        The engine.
    parts
        The parts of one file, by table name.
    tables
        The merged tables as they stand; a table that is not there yet knows nothing.
    """
    if not parts:
        return 0
    queries = []
    for name, part in parts.items():
        query = f"SELECT new.source_row FROM {files([part])} AS new"
        if name in tables:
            same = _same_key(name)
            query += f" ANTI JOIN {files([tables[name]])} AS old ON {same}"
        queries.append(query)
    union = " UNION ALL ".join(f"({query})" for query in queries)
    found = connection.sql(f"SELECT count(DISTINCT source_row) FROM ({union})").fetchall()
    return int(found[0][0])


def count_changed_texts(connection: duckdb.DuckDBPyConnection, part: Path, table: Path) -> int:
    """Count the posts of a part whose text differs from the one in the table."""
    found = connection.sql(
        f"SELECT count(*) FROM {files([part])} AS new JOIN {files([table])} AS old "
        f"ON {_same_key('posts')} WHERE new.text <> old.text"
    ).fetchall()
    return int(found[0][0])


def write_frame(frame: pd.DataFrame, table: str, path: Path) -> str:
    """Write a canonical frame as Parquet; return the hash of the bytes."""
    whole = pa.Table.from_pandas(frame, schema=_schema(table), preserve_index=False)
    return _write(whole.to_batches(), table, path)


def write_relation(relation: duckdb.DuckDBPyRelation, table: str, path: Path) -> tuple[str, int]:
    """Stream a relation into Parquet; return the hash of the bytes and the number of rows."""
    sha = _write(relation.to_arrow_reader(_ROWS), table, path)
    return sha, pq.read_metadata(path).num_rows


def _write(batches: Iterable[pa.RecordBatch], table: str, path: Path) -> str:
    schema = _schema(table)
    waiting = schema.empty_table()
    with pq.ParquetWriter(path, schema, compression="zstd", store_schema=False) as writer:
        for batch in batches:
            fresh = pa.Table.from_batches([batch]).cast(schema)
            waiting = pa.concat_tables([waiting, fresh])
            while waiting.num_rows >= _ROWS:
                writer.write_table(waiting.slice(0, _ROWS), row_group_size=_ROWS)
                waiting = waiting.slice(_ROWS)
        if waiting.num_rows:
            writer.write_table(waiting, row_group_size=_ROWS)
    with path.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def _schema(table: str) -> pa.Schema:
    return pa.schema([(name, _ARROW[c.kind]) for name, c in TABLES[table].columns.items()])


def read_table(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    path: Path | None,
    names: Mapping[str, str],
) -> duckdb.DuckDBPyRelation:
    """Return a merged table as a relation, with files called by ``names``.

    A missing ``path`` gives no rows and the right types.
    """
    columns = TABLES[table].columns
    if path is None:
        empty = ", ".join(f"NULL::{_SQL[c.kind]} AS {_name(name)}" for name, c in columns.items())
        return connection.sql(f"SELECT {empty} WHERE false")
    called = " ".join(f"WHEN {_quoted(sha)} THEN {_quoted(name)}" for sha, name in names.items())
    source = f"CASE source_file {called} ELSE source_file END" if called else "source_file"
    return connection.sql(f"SELECT * REPLACE ({source} AS source_file) FROM {files([path])}")


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


def _same_key(table: str) -> str:
    return " AND ".join(
        f"new.{k} IS NOT DISTINCT FROM old.{k}" for k in map(_name, TABLES[table].key)
    )


def _name(column: str) -> str:
    # Some of our words, such as at, are words of SQL too.
    return f'"{column}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
