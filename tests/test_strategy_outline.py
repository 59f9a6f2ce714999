"""What all formats share: names of headings, numbers of captions, widths, marks with a row."""

import io
import re
import zipfile
from dataclasses import replace
from typing import get_args

import pytest

from smmlab.strategy.columns import column_shares, is_short, laid_out, unbroken
from smmlab.strategy.document import Bullets, DataTable, Paragraph, Section, Tone, plain
from smmlab.strategy.outline import (
    Captions,
    anchors_of,
    entries_of,
    is_wide,
    leads_on,
    pictures_of,
    sections_of,
)
from smmlab.strategy.steady_zip import steady_zip
from smmlab.texts import Language
from strategy_format_cases import small_document, words


def table_of(*rows: tuple[str, ...], weights: tuple[int, ...] = ()) -> DataTable:
    cells = tuple(tuple(map(words, row)) for row in rows)
    return DataTable(words("Caption"), cells[0], cells[1:], weights=weights)


def test_entries_name_each_heading_once() -> None:
    document = small_document()
    entries = [entry for s in sections_of(document) for entry in entries_of(s)]
    assert [(e.level, plain(e.spans), e.key) for e in entries] == [
        (1, "Summary", "summary"),
        (2, "What we ask", "summary-1"),
        (1, "Appendix", "appendix"),
    ]


def test_an_empty_appendix_is_no_section() -> None:
    document = replace(small_document(), appendix=Section("appendix", words("Appendix"), ()))
    assert [s.key for s in sections_of(document)] == ["summary"]
    assert anchors_of(document) == frozenset()
    assert anchors_of(small_document()) == {"e1"}
    assert [chart.name for chart in pictures_of(document)] == ["chart"]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Table 1."), ("et", "Tabel 1."), ("ru", "Таблица 1.")]
)
def test_captions_are_in_the_language(language: Language, label: str) -> None:
    captions = Captions(language)
    assert str(captions.table()) == label
    assert captions.figure().number == 1
    assert captions.table().number == 2


def test_a_paragraph_stays_with_its_note_and_quotation_and_a_list_only_after_a_colon() -> None:
    line, list_of = Paragraph(words("We answer")), Bullets((words("a"),))
    kept = {tone: leads_on(line, Paragraph(words("b"), tone)) for tone in get_args(Tone)}
    assert [tone for tone, is_kept in kept.items() if is_kept] == ["quote", "note"]
    assert leads_on(Paragraph(words("a"), "lead"), line)
    assert not leads_on(line, list_of)
    assert leads_on(Paragraph(words("We answer:")), list_of)
    assert not leads_on(line, None)


def test_a_section_of_broad_tables_is_wide() -> None:
    broad = table_of(("a", "b", "c", "d", "e", "f"))
    assert is_wide(Section("x", words("X"), (broad,)))
    assert not is_wide(small_document().sections[0])


def test_a_short_number_is_not_broken_by_a_long_text_beside_it() -> None:
    number = "12.4% (9.4% to 16.2%)"
    table = table_of(
        ("Segment", "Share", "What it gets"),
        ("Core", number, "A long sentence. " * 12),
        weights=(1, 1, 8),
    )
    shares = column_shares(table)
    assert sum(shares) == pytest.approx(1000, abs=2)
    # By its weight alone it would have a tenth of the line, which holds a hundred letters.
    assert shares[1] / 10 > len(number) - 1
    assert shares[2] == max(shares)


def test_a_column_takes_no_more_than_its_longest_text() -> None:
    table = table_of(("No", "Text"), ("a", "A sentence of forty letters or so"), weights=(9, 1))
    first, second = column_shares(table)
    assert first < second


def test_only_small_tables_are_kept_together() -> None:
    row = ("Core", "64")
    assert is_short(table_of(*[row] * 13))
    assert not is_short(table_of(*[row] * 14))
    assert not is_short(table_of(row, ("word " * 400, "1")))


def test_an_archive_loses_its_clock_and_keeps_its_files() -> None:
    made = []
    for year in (2020, 2024):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "same")
        made.append(steady_zip(buffer.getvalue()))
    assert made[0] == made[1]
    assert zipfile.ZipFile(io.BytesIO(made[0])).read("a.xml") == b"same"


def test_an_interval_goes_to_the_next_line_in_one_piece_when_many_lines_are_saved() -> None:
    number, text = "462,000 (296,000 to 624,000)", "A long sentence that has to wrap. " * 6
    table = table_of(
        ("Network", "People", "Test", "What would tell"),
        *[("Instagram", number, text, text)] * 3,
    )
    shares, table = laid_out(table)
    # In one line it would take three tenths of the page.
    assert shares[1] < 260
    assert plain(table.rows[0][1]) == "462,000 (296,000\u00a0to\u00a0624,000)"
    assert plain(table.rows[0][2]) == text


def test_where_even_the_interval_has_no_room_it_may_break() -> None:
    number = "462,000 (296,000 to 624,000)"
    _shares, table = laid_out(table_of(("Network", *"abcdef"), ("Instagram", *[number] * 6)))
    assert plain(table.rows[0][1]) == number


@pytest.mark.parametrize(
    "date",
    ["September 3, 2026", "3. september 2026", "3 сентября 2026\u00a0г.", "September 13, 2026"],
)
def test_a_date_is_not_broken_in_a_narrow_column(date: str) -> None:
    text = "A long sentence that has to wrap. " * 6
    table = table_of(("No", "Day", "Text"), ("a", f"Monday, {date}, 19:00", text),
                     weights=(1, 1, 20))  # fmt: skip
    shares, made = laid_out(table)
    whole = re.sub(" ", "\u00a0", date)
    assert plain(made.rows[0][1]) == f"Monday, {whole}, 19:00"
    assert plain(made.rows[0][2]) == text
    assert plain(unbroken(table).rows[0][1]) == f"Monday, {whole}, 19:00"
    # It has room in a line of a hundred letters, its spaces being narrow.
    assert shares[1] / 10 > len(date) - 1


def test_the_year_goes_to_the_next_line_where_the_texts_beside_it_would_have_no_room() -> None:
    text = "A long sentence that has to wrap, with several. " * 4
    words_of = ["Carousel"] * 4
    table = table_of(("Day", *"abcd", "Text"), ("Monday, September 13, 2026", *words_of, text))
    _shares, made = laid_out(table, 90)
    assert plain(made.rows[0][0]) == "Monday, September\u00a013, 2026"
    _shares, made = laid_out(table, 170)
    assert plain(made.rows[0][0]) == "Monday, September\u00a013,\u00a02026"


def test_a_header_and_a_mark_are_not_torn_from_their_word() -> None:
    marked = (replace(words("Карусель")[0], mark="e134"),)
    bare = table_of(("Публикации", "b", "c"), ("1", "Карусель", "A sentence. " * 20))
    head, cell, _ = column_shares(replace(bare, rows=((bare.rows[0][0], marked, bare.rows[0][2]),)))
    assert head > 10 * len("Публикации")
    assert cell > column_shares(bare)[1]
