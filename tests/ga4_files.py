"""Reports of Google Analytics, and what becomes of them."""

from pathlib import Path

from merged_parts import with_sums
from smmlab.exports.catalogue import check_account
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export
from smmlab.exports.web.ga4 import READER
from smmlab.schema import check

ACCOUNT = """\
# ----------------------------------------
# Traffic acquisition
# Account: Kohvik
# Property: kohvik.ee - GA4
# ----------------------------------------
"""


PERIOD = "# \n# All Users\n# Start date: 20260101\n# End date: 20260131\n"


def read_text(folder: Path, text: str, *, known: bool = True) -> Reading:
    path = folder / "data-export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    raw = open_export(path)
    assert READER.matches(raw) is known
    reading = READER.read(raw)
    check_account(reading)
    reading = with_sums(reading)
    for name, frame in reading.tables.items():
        filled = frame.assign(source_file=path.name, exported_at=0)
        check(filled.astype({"exported_at": "Int64", "source_file": "str"}), name)
    return reading


def report(table: str, remarks: str = ACCOUNT + PERIOD) -> str:
    return (remarks + table).replace("\n", "\r\n")
