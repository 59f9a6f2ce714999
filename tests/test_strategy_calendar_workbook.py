"""The workbook read back: real dates, a list of states, texts that stay texts."""

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from smmlab.strategy.calendar_workbook import OutlineWeek, calendar_xlsx
from smmlab.strategy.post_briefs import PostBrief
from smmlab.texts import LANGUAGES, Words
from strategy_cases import DAY
from test_strategy_post_briefs import briefs

EN = Words("en")
NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WEEKS = (OutlineWeek(DAY, "=tea", "review"), OutlineWeek(DAY, "kook", "–"))


def book(made: tuple[PostBrief, ...], words: Words = EN) -> bytes:
    return calendar_xlsx(
        made, WEEKS, words=words, name="Kaja", timezone="Europe/Tallinn", made_on=DAY
    )


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def cells(data: bytes, sheet: int) -> dict[str, str]:
    read = parts(data)
    texts = ["".join(one.itertext()) for one in read["xl/sharedStrings.xml"]]
    told = {}
    for cell in read[f"xl/worksheets/sheet{sheet}.xml"].iter(f"{NAMES}c"):
        value = cell.findtext(f"{NAMES}v")
        if value is not None:
            told[cell.get("r", "")] = texts[int(value)] if cell.get("t") == "s" else value
    return told


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_row_a_post_with_real_dates_and_a_frozen_head(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    made = briefs(words=words)
    data = book(made, words)
    told = cells(data, 1)
    for row, one in enumerate(made, start=2):
        # Workbooks count the days from the end of 1899.
        assert int(told[f"A{row}"]) == (one.day - date(1899, 12, 30)).days
        assert float(told[f"C{row}"]) == pytest.approx(one.hour / 24)
        assert int(told[f"J{row}"]) == (one.deadline - date(1899, 12, 30)).days
        assert told[f"H{row}"] == one.text
    assert "A10" not in told
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    [pane] = sheet.iter(f"{NAMES}pane")
    assert (pane.get("topLeftCell"), pane.get("state")) == ("A2", "frozen")
    [choice] = sheet.iter(f"{NAMES}dataValidation")
    assert choice.get("type") == "list"
    assert told["K2"] in (choice.findtext(f"{NAMES}formula1") or "")


def test_formulas_of_others_stay_texts() -> None:
    hostile = replace(briefs()[0], text='=HYPERLINK("http://evil")', pillar="{=1}")
    data = book((hostile,))
    assert cells(data, 1)["H2"].startswith("'=")
    assert cells(data, 1)["G2"] == "{=1}"
    assert cells(data, 2)["B2"] == "'=tea"
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert not list(parts(data)[name].iter(f"{NAMES}f"))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert book(briefs()) == book(briefs())
    assert book(())


def test_a_row_is_as_high_as_its_longest_text() -> None:
    long = replace(briefs()[0], text="kohvi " * 40, link="")
    rows = parts(book((long, replace(long, text="kohv"))))["xl/worksheets/sheet1.xml"]
    heights = {row.get("r"): row.get("ht") for row in rows.iter(f"{NAMES}row")}
    # Eight words of six signs stand in a column of 52.
    assert float(heights["2"] or 0) == 5 * 15
    assert heights["3"] in (None, "15")
