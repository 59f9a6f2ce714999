"""Tiny exports of orders, and reading them with every promise checked."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from meta_files import raw
from meta_files import read as read_with
from smmlab.exports.hints import DateOrder, Hints
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.schema import check


def orders_file(
    folder: Path,
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    *,
    delimiter: str = ",",
    zone: str = "UTC",
    dates: DateOrder | None = None,
) -> RawExport:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    export = raw(folder, out.getvalue(), "orders.csv")
    return RawExport(export.path, export.modified_at, Hints(dates, zone))


def read_orders_of(reader: Reader, export: RawExport) -> tuple[Reading, pd.DataFrame]:
    reading = read_with(reader, export)
    orders = reading.tables["orders"]
    filled = orders.assign(source_file=export.name, exported_at=0)
    check(filled.astype({"exported_at": "Int64", "source_file": "str"}), "orders")
    return reading, orders
