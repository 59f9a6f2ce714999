"""Tables of tools that no reader knows, each with the map a person made of its columns.

``tests/fixtures_mapped/<case>/`` holds the file, ``map.toml``, and what it must become.
"""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from smmlab.exports.catalogue import READERS, check_account
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.reader import read_mapped, with_header
from smmlab.exports.mapping.spec import read_map
from smmlab.exports.source import RawExport

NOW = 1_790_000_000
CASES = sorted((Path(__file__).parent / "fixtures_mapped").iterdir())
BESIDE = {"map.toml", "account.toml", "expected.csv"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_strange_table_becomes_the_table_beside_it(case: Path) -> None:
    (path,) = (file for file in case.iterdir() if file.name not in BESIDE)
    raw = RawExport(path, NOW, Hints(None, "Europe/Tallinn"))
    assert not [reader.name for reader in READERS if reader.matches(raw)]
    column_map = read_map(case / "map.toml")
    reading = read_mapped(raw, column_map)
    check_account(reading)
    said = tomllib.loads((case / "account.toml").read_text(encoding="utf-8"))
    assert reading.rows_read == said["rows_read"]
    assert [row.line for row in reading.rejected] == said.get("rejected", [])
    assert [row.line for row in reading.notes] == said.get("notes", [])
    expected = pd.read_csv(case / "expected.csv", dtype="str", keep_default_na=False)
    found = reading.tables[said["table"]][list(expected.columns)]
    plain = found.astype("object").where(found.notna(), "")
    texts = plain.map(lambda cell: str(int(cell)) if isinstance(cell, float) else str(cell))
    order = list(expected.columns)
    pd.testing.assert_frame_equal(
        texts.astype("str").sort_values(order).reset_index(drop=True),
        expected.sort_values(order).reset_index(drop=True),
    )
    assert with_header(raw, column_map).knows(with_header(raw, column_map).header, "table")
