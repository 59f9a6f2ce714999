"""Every reader on files in the true format, against tables written by hand.

``tests/fixtures/<reader>/<case>/`` holds one export under its natural name, written by us, and
beside it what it must become: ``expected/account.toml`` and ``expected/<table>.csv``. A column
that a table's CSV does not name must be missing throughout; an empty cell is missing.
"""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from merged_parts import merged
from meta_files import NOW
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS, read_export
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.schema import TABLES, conform

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent.parent for path in FIXTURES.glob("*/*/expected/account.toml"))
GIVEN_LATER = {"exported_at", "source_file"}


def account_of(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "expected" / "account.toml").read_text(encoding="utf-8"))


def open_case(case: Path) -> RawExport:
    (path,) = (p for p in case.iterdir() if p.is_file())
    said = account_of(case)
    hints = Hints(said.get("dates"), said.get("zone", "UTC"))
    return RawExport(path, said.get("modified_at", NOW), hints, said.get("inside", ""))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.name}")
def test_exactly_one_reader_knows_the_file(case: Path) -> None:
    raw = open_case(case)
    assert [reader.name for reader in READERS if reader.matches(raw)] == [case.parent.name]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.name}")
def test_the_file_becomes_the_tables_beside_it(case: Path) -> None:
    said = account_of(case)
    if "refused" in said:
        with pytest.raises(ExportError) as caught:
            read_export(open_case(case))
        assert said["refused"] in str(caught.value)
        return
    _, reading = read_export(open_case(case))
    check_account(reading, said)
    expected = {path.stem: path for path in (case / "expected").glob("*.csv")}
    found = {name: frame for name, frame in reading.tables.items() if len(frame)}
    assert found.keys() == expected.keys()
    for name, frame in found.items():
        whole = merged(reading, name) if TABLES[name].added else frame
        pd.testing.assert_frame_equal(
            canonical(whole, name), table_of(expected[name], name), rtol=1e-9
        )


def check_account(reading: Reading, said: dict[str, Any]) -> None:
    assert reading.rows_read == said["rows_read"]
    for kind in ("merged", "rejected", "notes"):
        assert sorted(row.line for row in getattr(reading, kind)) == said.get(kind, []), kind
    assert all(row.raw for row in reading.rejected)
    assert sorted({caution.code for caution in reading.warnings}) == said.get("warnings", [])
    assert reading.exported_at == said.get("exported_at")


def canonical(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    frame = conform(frame, name).drop(columns=list(GIVEN_LATER))
    return frame.sort_values(
        ["source_row", *(k for k in TABLES[name].key if k not in GIVEN_LATER)]
    ).reset_index(drop=True)


def table_of(path: Path, name: str) -> pd.DataFrame:
    said = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    assert not set(said.columns) - set(TABLES[name].columns), f"{path}: no such column"
    assert not GIVEN_LATER & set(said.columns), "filled in after the reader"
    booleans = [c for c in said.columns if TABLES[name].columns[c].kind == "bool"]
    for column in booleans:
        said[column] = said[column].map({"true": True, "false": False}).astype("boolean")
    numbers = [c for c in said.columns if TABLES[name].columns[c].kind in ("int", "float")]
    for column in numbers:
        kind = "Int64" if TABLES[name].columns[column].kind == "int" else "float64"
        said[column] = said[column].astype(kind)
    return canonical(said, name)
