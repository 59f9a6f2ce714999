"""What a new file brings that the files before it did not."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from smmlab.merge import files, same
from smmlab.schema import TABLES


def count_new_rows(
    connection: duckdb.DuckDBPyConnection,
    parts: Mapping[str, Path],
    earlier: Mapping[str, Sequence[Path]],
) -> int:
    """Count the source rows that bring at least one key the earlier files do not hold.

    Parameters
    ----------
    connection
        The engine.
    parts
        The parts of one file, by table name.
    earlier
        The parts of the files imported before, by table name.
    """
    if not parts:
        return 0
    queries = []
    for name, part in parts.items():
        key = ", ".join(f'new."{column}"' for column in TABLES[name].key)
        query = f"SELECT min(new.source_row) AS first FROM {_sound(part, name)} AS new"
        if earlier.get(name):
            query += f" ANTI JOIN {files(earlier[name])} AS old ON {same(TABLES[name].key)}"
        queries.append(f"{query} GROUP BY {key}")
    union = " UNION ALL ".join(f"({query})" for query in queries)
    found = connection.sql(f"SELECT count(DISTINCT first) FROM ({union})").fetchall()
    return int(found[0][0])


def count_things(connection: duckdb.DuckDBPyConnection, part: Path, table: str) -> int:
    """Count the things that a part tells, whole or portion by portion."""
    if not TABLES[table].added:
        return int(pq.read_metadata(part).num_rows)
    key = ", ".join(f'"{column}"' for column in TABLES[table].key)
    found = connection.sql(
        f"SELECT count(*) FROM (SELECT DISTINCT {key} FROM {_sound(part, table)})"
    )
    return int(found.fetchall()[0][0])


def _sound(part: Path, table: str) -> str:
    """Write the SQL of a part without the portions that could not be read."""
    if not TABLES[table].added:
        return files([part])
    return f"(SELECT * FROM {files([part])} WHERE split IS NULL OR sound > 0)"


def count_changed_texts(connection: duckdb.DuckDBPyConnection, part: Path, table: Path) -> int:
    """Count the posts of a part whose text differs from the one in the table."""
    found = connection.sql(
        f"SELECT count(*) FROM {files([part])} AS new JOIN {files([table])} AS old "
        f"ON {same(TABLES['posts'].key)} WHERE new.text <> old.text"
    ).fetchall()
    return int(found[0][0])
