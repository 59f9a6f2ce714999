"""A table that a strategist types: every fault is named at once, and nothing is guessed."""

from pathlib import Path

import pandas as pd
import pytest

from smmlab.errors import ProjectError
from smmlab.own_placements import (
    PLACEMENT_COLUMNS,
    read_placements,
    write_empty_placements,
)


def typed(folder: Path, text: str) -> pd.DataFrame | None:
    (folder / "placements.csv").write_text(text, encoding="utf-8-sig")
    return read_placements(folder)


def test_no_file_is_no_placement(tmp_path: Path) -> None:
    assert read_placements(tmp_path) is None


def test_names_numbers_and_shares_are_read_as_people_write_them(tmp_path: Path) -> None:
    text = 'network;page;price;currency;reach;target_share\nVK; @Kofe ;"1 200,50";rub;3 000;45%\n'
    rows = typed(tmp_path, text)
    assert rows is not None
    row = rows.iloc[0]
    assert (row["network"], row["page"], row["currency"]) == ("vkontakte", "@Kofe", "RUB")
    assert (row["price"], row["reach"], row["target_share"]) == (1200.5, 3000, 0.45)
    assert rows[["kind", "tries", "visits", "notes"]].isna().all(axis=None)
    assert (row["source_file"], row["source_row"]) == ("placements.csv", 2)


def test_lines_are_those_of_the_file_even_behind_a_note_of_several_lines(tmp_path: Path) -> None:
    text = 'network,page,notes\ntelegram,Kava,"first\nsecond"\ntelegram,Linn,\n'
    rows = typed(tmp_path, text)
    assert rows is not None
    assert rows["source_row"].tolist() == [2, 4]


FAULTY = """network,page,kind,price,currency,reach,posts_counted,engagements,tries,visits,\
results,overlap
myspace,a,blog,-1,EU,0,0,5,0,4,9,140
telegram,,,,,,,,,,,
vk,b,,,,,,,,,,
vkontakte,@B,,ten,,,,7,1.5,,3,
"""


def test_every_fault_is_named_at_once_by_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as told:
        typed(tmp_path, FAULTY)
    faults = str(told.value).split(": ", 2)[2].split(". ")[0].split("; ")
    assert sorted(faults) == sorted(
        ["2: network", "2: kind", "2: price", "2: currency", "2: reach", "2: posts_counted",
         "2: tries", "2: results", "2: overlap", "3: page", "4: page", "5: page", "5: price",
         "5: posts_counted", "5: tries"]
    )  # fmt: skip


def test_a_crooked_row_and_a_wrong_header_are_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"Line 2, 4 of placements\.csv"):
        typed(tmp_path, "network,page\ntelegram\nx,b\nx,c,d\n")
    with pytest.raises(ProjectError, match=r"missing: page.*not known: pagee, cost"):
        typed(tmp_path, "network,pagee,cost\nx,a,1\n")


def test_the_empty_table_can_be_read_and_never_overwrites(tmp_path: Path) -> None:
    path = write_empty_placements(tmp_path)
    assert path.read_text(encoding="utf-8").strip().split(",") == list(PLACEMENT_COLUMNS)
    rows = read_placements(tmp_path)
    assert rows is not None
    assert rows.empty
    path.write_text("network,page\nx,a\n", encoding="utf-8")
    write_empty_placements(tmp_path)
    assert path.read_text(encoding="utf-8") == "network,page\nx,a\n"
