"""Who somebody is in a mapped column: nobody where nobody is named, one spelling for each."""

from pathlib import Path

import pandas as pd
import pytest

from smmlab.exports.hints import Hints
from smmlab.exports.mapping.persons import persons_of
from smmlab.exports.mapping.reader import read_mapped
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.privacy import Pseudonymiser
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.keys import pseudonyms_of


def read(folder: Path, content: str, column_map: ColumnMap) -> Reading:
    path = folder / "table.csv"
    path.write_text(content, encoding="utf-8")
    return read_mapped(RawExport(path, 1_790_000_000, Hints(None, "UTC")), column_map)


@pytest.mark.parametrize(
    "nobody",
    ["[deleted]", "Deleted Account", "Удалённый пользователь", "Удаленный аккаунт", "POS", "0", "@",
     "Instagram user", "Facebook User", "anonymous", "unknown", "Guest", "Гость", "Külaline", ""],
)  # fmt: skip
def test_placeholders_are_nobody(nobody: str) -> None:
    assert persons_of(pd.Series([nobody, "anna"])).fillna("?").tolist() == ["?", "anna"]


@pytest.mark.parametrize("cells", [[], [None, None]])
def test_a_column_without_anybody(cells: list[None]) -> None:
    assert persons_of(pd.Series(cells, dtype="str")).isna().all()


@pytest.mark.parametrize(
    ("spellings", "who"),
    [
        (["+372 555 1234", "+3725551234", "3725551234", "(372) 555-1234", "003725551234"],
         "3725551234"),
        (["Mari@X.ee", "mari@x.ee", "mailto:mari@x.ee", "Mari Kask <mari@x.ee>"], "mari@x.ee"),
        (["https://vk.com/anna", "@anna", "anna", "vk.com/anna/"], "anna"),
        (["https://www.facebook.com/profile.php?id=1000123", "1000123"], "1000123"),
        # Nobody knows whether these are telephones.
        (["0012345678"], "0012345678"),
        (["10-12345-77"], "10-12345-77"),
        # Whoever is called so on purpose.
        (["@guest", "https://vk.com/guest"], "guest"),
    ],
)  # fmt: skip
def test_somebody_in_several_spellings_is_one(spellings: list[str], who: str) -> None:
    assert persons_of(pd.Series(spellings)).tolist() == [who] * len(spellings)


def test_rows_of_nobody_in_people_are_rejected_and_orders_stay(tmp_path: Path) -> None:
    people = ColumnMap("people", {"person": "Who"}, {}, {"network": "vkontakte"})
    reading = read(tmp_path, "Who,City\n1,Tartu\n[deleted],Narva\n", people)
    assert reading.tables["people"]["person"].tolist() == ["1"]
    assert [row.line for row in reading.rejected] == [3]
    orders = ColumnMap("orders", {"order_id": "No", "amount": "Sum", "customer": "Who"}, {},
                       {"shop": "pood", "currency": "EUR"})  # fmt: skip
    found = read(tmp_path, "No,Sum,Who\n1,5,Guest\n2,5,Guest\n3,5,a@x.ee\n", orders)
    assert found.tables["orders"]["customer"].fillna("?").tolist() == ["?", "?", "a@x.ee"]


@pytest.mark.parametrize("spelling", ["+372 555 1234", "+3725551234"])
def test_who_is_forgotten_is_found_in_any_spelling(spelling: str) -> None:
    people = Pseudonymiser(b"k" * 32)
    found = pseudonyms_of(spelling, people)
    # As a map reads it, and as the readers of shops do.
    for kept in ("3725551234", "+3725551234"):
        assert people.apply(pd.Series([kept]), "orders")[0] in found


def test_vk_says_why_an_account_is_closed(tmp_path: Path) -> None:
    columns = {"person": "id", "deactivated": "deactivated"}
    people = ColumnMap("people", columns, {}, {"network": "vkontakte"})
    reading = read(tmp_path, "id,deactivated\n1,banned\n2,deleted\n3,\n4,no\n", people)
    assert not reading.rejected
    closed = reading.tables["people"]["deactivated"]
    assert closed.tolist() == [True, True, pd.NA, False]
