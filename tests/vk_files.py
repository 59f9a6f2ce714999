"""Tiny answers of the APIs of VK and Odnoklassniki, and ways to spoil them."""

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

import meta_files
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.schema import TABLES

NOW = meta_files.NOW
NOON = 1_772_355_600  # 2026-03-01 09:00 UTC, noon in Moscow
FOLDER = Path(tempfile.mkdtemp())
_SPOILT = st.sampled_from([
    None, True, False, 0, -1, 2.5, 10**30, "", "x", "1,5", "\ud800", [], {}, [None], [[1]],
    "9" * 40,
])  # fmt: skip


def raw_json(value: Any, name: str = "answer.json") -> RawExport:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
    return meta_files.raw(FOLDER, text.encode(), name, NOW)


def read_json(reader: Reader, value: Any, name: str = "answer.json") -> Reading:
    return meta_files.read(reader, raw_json(value, name))


def lines_of(rows: Any) -> list[int]:
    return [row.line for row in rows]


def reasons(reading: Reading) -> list[str]:
    return [row.reason.format(**row.values) for row in reading.rejected]


def facts(reading: Reading, table: str) -> pd.DataFrame:
    """Return a table without where its rows stood, in the order of its key."""
    key = [name for name in TABLES[table].key if name in reading.tables[table]]
    frame = reading.tables[table].drop(columns="source_row")
    return frame.sort_values(key).reset_index(drop=True)


@st.composite
def spoilt(draw: st.DrawFn, value: Any) -> Any:
    """Draw a copy of an answer in which some places hold something else, or nothing."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        at = value
        while isinstance(at, dict | list) and at:
            keys = sorted(at) if isinstance(at, dict) else list(range(len(at)))
            key = draw(st.sampled_from(keys))
            inner = at[key]
            if isinstance(inner, dict | list) and inner and draw(st.integers(0, 4)):
                at = inner
                continue
            if draw(st.booleans()):
                at[key] = copy.deepcopy(draw(_SPOILT))
            else:
                del at[key]
            break
    return value
