"""What a reading becomes when it is merged: portions added up, as in the tables of a client."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from part_files import write_checked_part
from smmlab.exports.reading import Reading
from smmlab.merge import as_frame, connect, files, in_order, merge_query
from smmlab.schema import TABLES, conform


def merged(reading: Reading, table: str) -> pd.DataFrame:
    """The table that this reading alone makes, in the order of the file."""
    rows = reading.tables[table].assign(exported_at=0, source_file="f")
    with tempfile.TemporaryDirectory() as folder:
        path = write_checked_part(Path(folder) / "part.parquet", rows, table)
        query = in_order(merge_query(TABLES[table], files([path])), TABLES[table])
        with connect() as connection:
            frame = conform(as_frame(connection.sql(query)), table)
    return frame.sort_values("source_row", kind="stable", ignore_index=True)


def with_sums(reading: Reading) -> Reading:
    """The same reading with its portions added up."""
    tables = {
        name: merged(reading, name) if "portion" in frame else frame
        for name, frame in reading.tables.items()
    }
    return replace(reading, tables=tables)
