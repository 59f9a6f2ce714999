"""What Excel did is undone where nothing was lost, and refused where something was."""

from pathlib import Path
from time import process_time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanging import HANGS
from meta_files import FB, facebook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import read_export
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


FIXTURES = Path(__file__).parent / "fixtures"
ROW = '2026-03-01,8,"Tere, ""kook"""'


@pytest.mark.parametrize(
    ("lines", "wrapped"),
    [
        # Excel wraps the lines that hold a quotation mark, and pads them as it pads all others.
        (["Date,Views,Text", "2026-02-28,7,Tere", ROW], [2]),
        (["Date;Views;Text", "2026-02-28;7;Tere", ROW.replace(",", ";")], [2]),
        (["Date\tViews\tText", ROW.replace(",", "\t")], [1]),
        (["Date,Views,Text", '"2026-02-28",7,Tere', ROW], [1, 2]),
        (["sep=,", "Date,Views,Text", ROW], [2]),
        (["Aruanne", "Date,Views,Text", ROW], [2]),
        (["# Start", "Date,Views,Text", ROW], [2]),
        # A header that holds no quotation mark is one cell all the same.
        (["Date,Views,Text", "2026-02-28,7,Tere", ROW], [0, 1, 2]),
        (["Date,Views,Text"], [0]),
        # A caption of several lines.
        (["Date,Views,Text", '2026-02-28,7,"Tere, kook', "", 'ja ""sai"", ka', 'ja leib"', ROW],
         [1, 3, 4, 5]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_single_lines_that_excel_wrapped_are_unwrapped(
    lines: list[str], wrapped: list[int], end: str
) -> None:
    damaged = [
        '"' + line.replace('"', '""') + '"' if at in wrapped else line
        for at, line in enumerate(lines)
    ]
    unwrapped, cautions = unwrap_lines(end.join(damaged) + end)
    assert unwrapped.split(end) == [*lines, ""]
    assert [c.code for c in cautions] == ["whole-lines-quoted"]


CAPTION = ['2026-02-28,7,"Tere, kook', "", '""ja"" sai', 'ja leib"']


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("of_caption", [[0], [0, 3], [0, 2, 3]])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_captions_of_several_lines_are_restored_whichever_lines_excel_wrapped(
    end: str, of_caption: list[int], header: bool
) -> None:
    lines = ["Date,Views,Text", *CAPTION, ROW, "2026-03-02,9,sai", *CAPTION, ROW]
    wrapped = [1 + at for at in of_caption] + [5] + [7 + at for at in of_caption] + [11]
    wrapped += [0, 6] if header else []
    damaged = [
        '"' + line.replace('"', '""') + '"' if at in wrapped else line
        for at, line in enumerate(lines)
    ]
    assert unwrap_lines(end.join(damaged))[0].split(end) == lines


@pytest.mark.parametrize(
    "text",
    [
        # A lone quoted cell, and rows that it cannot begin.
        'Date,Views,Text\n"Ekraan 5"" ja"\n1,2,3\n4,5,"6"\n',
        'Date,Views,Text\n"a,2,""b"\n1,2,3\n"4,5,6\n',
        'Date,Views,Text\n1,2,"""a"", b\n"c,d,""e"\nf"\n',
        'Date,Views,Text\n"a,2,""b"\nlõpuni\n',
    ],
)
def test_quoted_cells_that_begin_no_row_are_left_alone(text: str) -> None:
    assert unwrap_lines(text) == (text, ())


@pytest.mark.parametrize(
    "line", ['"a,""b"\n', '"a ""b"" c"\n', '"a,""b"\n' + '"x"\n' * 50, '"a,""b"\nx,"y",z\nx,y,z\n']
)
def test_lines_that_open_a_row_in_vain_cost_little(line: str) -> None:
    text = "Date,Views,Text\n" + line * (800_000 // len(line))
    started = process_time()
    assert unwrap_lines(text) == (text, ())
    assert process_time() - started < HANGS


def test_empty_columns_of_excels_own_are_dropped() -> None:
    text = '"Date,Views,Text";;\n2026-02-28,7,Tere;;\n"2026-03-01,8,""Tere, kook""";;\n'
    assert unwrap_lines(text)[0].splitlines()[::2] == [
        "Date,Views,Text",
        '2026-03-01,8,"Tere, kook"',
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Cells of several lines, whose lines look like wrapped ones.
        'Date,Views,Text\n1,2,"one\n",,"\ntwo"\n',
        'Date,Views,Text\n1,2,"one\n""a"",b,c\n"\n',
        # One quoted cell with empty ones beside it, or with another number of cells.
        'Text,Views,Likes\n"a,b,c",,\n',
        'Date,Views,Text\n"a,b"\n"Andmed on ligikaudsed"\n"a,b,c,d"\n',
        'Date,Text\n"a,b"\n',
        # A title in quotation marks, and names in their own.
        '"Cakes, buns, bread"\nDate,Views,Likes\n1,2,3\n',
        '"Date","Views","Text"\n"a,b,c"\n',
        '{"a": 1, "b": 2, "c": 3}\n"a,b,c"\n',
    ],
)
def test_lines_that_may_be_meant_so_are_left_alone(text: str) -> None:
    assert unwrap_lines(text) == (text, ())


def test_rows_are_unwrapped_one_by_one_whatever_their_neighbours() -> None:
    wrapped = '"' + ROW.replace('"', '""') + '"'
    broken = '"2026-03-02,8,""Tere'
    lines = [wrapped, "2026-02-28,7,Tere", f'{broken}"', wrapped]
    whole = unwrap_lines("\n".join(["Date,Views,Text", *lines]))[0].splitlines()[1:]
    alone = [unwrap_lines(f"Date,Views,Text\n{line}")[0].splitlines()[1] for line in lines]
    assert whole == alone == [ROW, lines[1], lines[2], ROW]


@pytest.mark.parametrize(
    "case",
    ["ga4/traffic_acquisition", "metricool/facebook_reels", "sprout_posts/slashes",
     "shopify/two_orders", "tiktok_business_videos/video", "woocommerce/plugin_line_items",
     "x_content/march_2025", "youtube_audience/places_in_russian", "youtube_content/videos_2026",
     "meta_ads/by_day_and_platform", "orders/english"],
)  # fmt: skip
def test_every_reader_of_tables_undoes_it(tmp_path: Path, case: str) -> None:
    (sound,) = [path for path in (FIXTURES / case).iterdir() if path.is_file()]
    text = sound.read_bytes().decode("utf-8-sig")
    lines = [wrap(line) if '"' in line else line + "\n" for line in text.splitlines()]
    damaged = tmp_path / sound.name
    damaged.write_text("".join(lines), encoding="utf-8")
    reader, expected = read_export(open_export(sound))
    again, reading = read_export(open_export(damaged))
    assert again is reader
    assert "whole-lines-quoted" in {caution.code for caution in reading.warnings}
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(reading.tables[name], table)


def test_large_files_are_looked_through_quickly() -> None:
    text = "Date,Views,Text\n" + '"2026-03-01",8,"Tere, kook, ja sai"\n' * 200_000
    started = process_time()
    assert unwrap_lines(text) == (text, ())
    assert process_time() - started < HANGS


def test_the_real_damaged_file_gives_every_record(shared: Path) -> None:
    export = open_export(shared / "samples/meta/ig_content_excel_damaged.csv")
    records = read_records(unwrap_lines(export.text)[0])
    assert records.frame.shape == (58, 18)
    assert records.ragged == ()


@pytest.mark.parametrize(
    "cell", ["3.апр", "8.сеп", "1.Apr", "апр.25", "Jan-24", "12 мар.", "5 mai", "juuni 24"]
)
def test_months_among_numbers_are_refused(cell: str) -> None:
    with pytest.raises(ExportError, match=r"saved in Excel\. Please export again"):
        refuse_spoilt_numbers(pd.DataFrame({"a": ["1", "2.5"], "b": ["", cell]}, dtype="str"))


def test_numbers_and_dates_as_meta_writes_them_are_not_refused() -> None:
    cells = ["3.4", "1,234", "", "--", "N/A", "undefined", "Lifetime"]
    cells += ["EUR 12", "100 грн", "12 Euro", "5 sec", "5 мин", "5 views", "120 min", "7 days"]
    refuse_spoilt_numbers(pd.DataFrame({"a": cells}, dtype="str"))
    refuse_spoilt_dates(pd.Series(["02/16/2025 05:14", "2025-01-01T01:00:00", None], dtype="str"))
    with pytest.raises(ExportError, match="saved in Excel"):
        refuse_spoilt_dates(pd.Series(["16.02.2025 05:14"]))


def test_spoilt_ids_are_told_from_sound_ones() -> None:
    scientific = pd.Series(["1.22166E+17", "6,49E+17", "1E+05", "122169575834762707", None, ""])
    assert find_spoilt_ids(scientific.astype("str")).tolist() == [True] * 3 + [False] * 3
    # Excel writes one digit before the point, and a sign behind the letter.
    assert not find_spoilt_ids(pd.Series(["12E5", "5e10", "2026E1"])).any()
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


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.sampled_from('a",;\n\r'), max_size=60)
    | st.lists(st.sampled_from(['"a,b,c"', '"a,""b', 'c"",d"', "a,b,c", '"', "\r", "\n", ";"])).map(
        "\n".join
    )
)
def test_line_numbers_never_change(text: str) -> None:
    unwrapped, _ = unwrap_lines(text)
    assert unwrapped.count("\n") == text.count("\n")
    assert unwrapped.count("\r") == text.count("\r")
