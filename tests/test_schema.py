"""Canonical tables: exact columns, exact types, faults named together."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.schema import TABLES, check, conform

ROW = {"network": "telegram", "post_id": "1", "is_own": True, "form": "text", "exported_at": 1,
       "source_file": "a.json", "source_row": 1}  # fmt: skip


def test_conform_adds_what_is_absent_as_missing_never_zero() -> None:
    posts = conform(pd.DataFrame([ROW]), "posts")
    assert list(posts.columns) == list(TABLES["posts"].columns)
    assert posts["reach"].isna().all()
    check(posts, "posts")


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_is_valid(table: str) -> None:
    assert check(conform(pd.DataFrame(), table), table).empty


def test_check_names_every_fault_at_once() -> None:
    broken = conform(pd.DataFrame([ROW, ROW]), "posts").assign(
        form=pd.Series([None, "text"], dtype="str")
    )
    with pytest.raises(DataError) as fault:
        check(broken, "posts")
    assert "form" in str(fault.value)
    assert "unique" in str(fault.value)


def test_what_adds_up_can_be_told_portion_by_portion() -> None:
    for table in TABLES.values():
        assert bool(table.added) == ("portion" in table.part_columns), table.name
        assert set(table.part_key) <= set(table.part_columns)
