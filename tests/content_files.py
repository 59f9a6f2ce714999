"""Content exports of Meta, and the posts that become of them."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from meta_files import (
    NOW,
    raw,
    read,
)
from smmlab.exports.meta.content import READER
from smmlab.exports.reading import Reading
from smmlab.schema import check


def read_text(folder: Path, text: str | bytes, name: str = "export.csv") -> Reading:
    return read(READER, raw(folder, text, name))


def posts(reading: Reading) -> pd.DataFrame:
    frame = reading.tables["posts"]
    filled = frame.assign(source_file="f", exported_at=NOW)
    check(filled.astype({"source_file": "str", "exported_at": "Int64"}), "posts")
    return frame


def utc(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]
