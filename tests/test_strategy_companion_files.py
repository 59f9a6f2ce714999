"""What goes with the documents: the same names and the same bytes each time."""

import csv
import io
from dataclasses import replace

from smmlab.strategy.companion_files import companion_files
from strategy_told_cases import empty_material, full_material

ALWAYS = {"calendar.csv", "calendar.ics", "calendar.xlsx", "briefs.docx", "briefs.csv"}


def test_the_files_have_their_names_and_the_same_bytes_twice() -> None:
    fresh = full_material.__wrapped__
    first, second = companion_files(fresh()), companion_files(fresh())
    assert set(first) >= ALWAYS
    assert all(first.values())
    assert first == second


def test_the_table_opens_in_excel_and_has_a_row_for_every_slot() -> None:
    material = full_material()
    data = companion_files(material)["calendar.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) - 1 == len(material.calendar) > 0


def test_another_language_other_words() -> None:
    english, russian = companion_files(full_material("en")), companion_files(full_material("ru"))
    assert english["briefs.csv"] != russian["briefs.csv"]


def test_a_test_of_hours_brings_its_own_files_and_none_without_it() -> None:
    material = empty_material()
    assert material.slot_test is not None
    without = replace(material, slot_test=None)
    more = set(companion_files(material)) - set(companion_files(without))
    assert sorted(name.rpartition(".")[2] for name in more) == ["csv", "ics"]
