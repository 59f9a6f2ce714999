"""What Excel did is undone where nothing was lost, and refused where something was."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_files import FB, facebook
from smmlab.errors import ExportError
from smmlab.exports.delimited import read_records
from smmlab.exports.repair import (
    find_spoilt_ids,
    rebuild_ids,
    refuse_spoilt_dates,
    refuse_spoilt_numbers,
    unwrap_lines,
)
from smmlab.exports.source import open_export


def wrap(text: str) -> str:
    """Wrap every line that holds a quotation mark or a comma, as Excel does."""
    quoted = [
        '"' + line.replace('"', '""') + '"' if '"' in line or "," in line else line
        for line in text.splitlines()
    ]
    return "\n".join(quoted) + "\n"


def test_wrapped_lines_are_unwrapped_with_their_captions() -> None:
    caption = 'Tere, "kook"\n\nKohvik, kell 10\n#kook'
    text = facebook({"Title": caption}, {"Title": "lihtne"})
    whole = text.replace("Post ID,Page ID", 'Post ID,"Page ID"', 1)
    unwrapped, cautions = unwrap_lines(wrap(whole))
    assert unwrapped == whole
    assert [c.code for c in cautions] == ["whole-lines-quoted"]
    records = read_records(unwrapped)
    assert records.header == list(FB)
    assert records.frame["Title"].tolist() == [caption, "lihtne"]


@pytest.mark.parametrize(
    "text", ['"Post ID","Page ID"\n1,2\n', 'Post ID,Page ID\n"1",2\n', '"one, cell"\n"a"\n', ""]
)
def test_sound_texts_are_left_alone(text: str) -> None:
    assert unwrap_lines(text) == (text, ())


def test_the_real_damaged_file_gives_every_record(shared: Path) -> None:
    export = open_export(shared / "samples/meta/ig_content_excel_damaged.csv")
    records = read_records(unwrap_lines(export.text)[0])
    assert records.frame.shape == (58, 18)
    assert records.ragged == ()


@pytest.mark.parametrize("cell", ["3.апр", "8.сеп", "1.Apr", "апр.25", "Jan-24", "12 мар."])
def test_months_among_numbers_are_refused(cell: str) -> None:
    with pytest.raises(ExportError, match=r"saved in Excel\. Please export again"):
        refuse_spoilt_numbers(pd.DataFrame({"a": ["1", "2.5"], "b": ["", cell]}, dtype="str"))


def test_numbers_and_dates_as_meta_writes_them_are_not_refused() -> None:
    cells = ["3.4", "1,234", "", "--", "N/A", "undefined", "Lifetime"]
    refuse_spoilt_numbers(pd.DataFrame({"a": cells}, dtype="str"))
    refuse_spoilt_dates(pd.Series(["02/16/2025 05:14", "2025-01-01T01:00:00", None], dtype="str"))
    with pytest.raises(ExportError, match="saved in Excel"):
        refuse_spoilt_dates(pd.Series(["16.02.2025 05:14"]))


def test_spoilt_ids_are_told_from_sound_ones() -> None:
    scientific = pd.Series(["1.22166E+17", "6,49E+17", "1E+05", "122169575834762707", None, ""])
    assert find_spoilt_ids(scientific.astype("str")).tolist() == [True] * 3 + [False] * 3
    cut = pd.Series(["18355151116178700", "18355151116178800", "18355151116178900", "12345"])
    assert find_spoilt_ids(cut).tolist() == [True, True, True, False]
    chance = pd.Series(["18355151116178700", "18355151116178812", "18355151116178913"])
    assert not find_spoilt_ids(chance).any()


def test_ids_come_from_links_that_hold_them() -> None:
    links = pd.Series(
        ["https://www.facebook.com/Kohvik/posts/939005954986064",
         "https://www.facebook.com/reel/974194307586650/",
         "https://www.facebook.com/Kohvik/posts/pfbid02abc", None], dtype="str",
    )  # fmt: skip
    assert rebuild_ids(links, network="facebook").fillna("").tolist() == [
        "939005954986064", "", "", "",
    ]  # fmt: skip
    links = pd.Series(["https://www.instagram.com/p/DHX59qFEtaH/"])
    assert rebuild_ids(links, network="instagram").tolist() == ["DHX59qFEtaH"]


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('a",;\n\r'), max_size=60))
def test_line_numbers_never_change(text: str) -> None:
    unwrapped, _ = unwrap_lines(text)
    assert unwrapped.count("\n") == text.count("\n")
    assert unwrapped.count("\r") == text.count("\r")
