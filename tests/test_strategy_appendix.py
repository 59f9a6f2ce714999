"""The appendix names each number in words of the reader, and each file once."""

from pathlib import Path

from smmlab.asking import TOPIC_LABELS
from smmlab.decisions import Decision
from smmlab.findings import Finding, Source
from smmlab.strategy.document import DataTable, Document, plain
from smmlab.strategy.sections import appendix
from smmlab.strategy.statements import Choice, Pen
from smmlab.texts import Words
from strategy_cases import document_of, empty_project, no_analyses
from strategy_told_cases import material_of

FILE, OTHER = Source("a.csv", 4, 17, 32), Source("b.csv", 1, 5, 5)
ROOM = "audience.demographics.unknown"
GROUPS = (
    Finding(f"{ROOM}.age_sex.25-34.female.share", 0.26, "share", status="estimated",
            sources=(FILE, OTHER, FILE)),
    Finding(f"{ROOM}.country.Ghana.share", 0.015, "share", status="estimated",
            sources=(FILE, OTHER)),
)  # fmt: skip


def test_a_group_of_the_audience_is_named_in_the_text_and_in_the_appendix(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses(GROUPS))
    audience = next(one for one in document.sections if one.key == "audience")
    told = [plain(row[0]) for block in audience.blocks if isinstance(block, DataTable)
            for row in block.rows]  # fmt: skip
    assert told == ["Age and sex: 25–34, women", "Country: Ghana"]
    named = {plain(row[1]) for row in tables_of(document)[0].rows}
    assert f"Audience · Age and sex: 25–34, women {ROOM}.age_sex.25-34.female.share" in named


def test_a_file_stands_once_however_often_an_analysis_names_it(tmp_path: Path) -> None:
    findings, sources, *_ = tables_of(document_of(empty_project(tmp_path), no_analyses(GROUPS)))
    rows = [plain(row[1]) for row in sources.rows]
    # Fourteen lines cannot be 32 rows: each line gave several values.
    assert rows == ["a.csv: 32 values from lines 4 to 17; b.csv: 5 rows, lines 1 to 5"]
    assert plain(findings.header[-1]) == "Files, rows"
    marks = {plain(row[1]).split()[-1]: plain(row[-1]) for row in findings.rows}
    assert {marks[group.key] for group in GROUPS} == {"s1"}


def test_a_verdict_on_a_count_is_told_with_the_count() -> None:
    pen = Pen(Words("en"))
    pen.value(Finding("gathering.facebook.recent", "no", "label", numerator=592))
    pen.value(Finding("gathering.facebook.answers", "no", "label", numerator=1, denominator=30))
    section = appendix.write(material_of(), pen)
    table = next(block for block in section.blocks if isinstance(block, DataTable))
    assert [plain(row[2]) for row in table.rows] == ["no (592)", "no"]
    assert plain(table.rows[1][4]) == "1 / 30"


def test_one_line_can_give_several_values() -> None:
    pen = Pen(Words("en"))
    pen.value(Finding("dialogue.a", 1, "people", sources=(Source("a.csv", 4, 4, 3),)))
    section = appendix.write(material_of(), pen)
    _, sources = (block for block in section.blocks if isinstance(block, DataTable))
    assert plain(sources.rows[0][1]) == "a.csv: 3 values from line 4"


def test_a_default_was_decided_by_nobody() -> None:
    pen = Pen(Words("en"))
    for one in (Decision("content", {}, by="default"), Decision("rhythm", {}, by="strategist")):
        pen.value(Choice(one, "daily"))
    section = appendix.write(material_of(), pen)
    table = next(block for block in section.blocks if isinstance(block, DataTable))
    assert [plain(row[4]) for row in table.rows] == ["nobody yet", "strategist"]


def test_a_method_is_told_once_and_then_led_to() -> None:
    method = "Words that set the comments of this need apart; no comment is quoted."
    found = (
        Finding("audience.need.place.share", 0.2, "share", method=method, n=90),
        Finding("audience.need.hours.share", 0.1, "share", method=method, n=90),
        Finding("rivals.telegram.page.No\u20247 Tea.posts", 12, "posts", method="Counted."),
        Finding("rivals.telegram.page.No\u20247 Tea.median", 15, "posts", method="Counted."),
    )
    pen = Pen(Words("en"))
    for one in found:
        pen.value(one)
    section = appendix.write(material_of(), pen)
    table = next(block for block in section.blocks if isinstance(block, DataTable))
    told = [plain(row[6]) for row in table.rows]
    assert told == [method, "The same as for e1.", "Counted.", "Counted."]
    assert table.rows[1][6][1].mark == "e1"
    # A place people ask for is no gathering place, and a page of a rival has its own name.
    named = [plain(row[1]).rpartition(" ")[0] for row in table.rows[:2]]
    assert named == [f"Audience · {TOPIC_LABELS['place']} · Share",
                     f"Audience · {TOPIC_LABELS['hours']} · Share"]  # fmt: skip
    assert plain(table.rows[2][1]).startswith("Rivals · Telegram · No.7 Tea · Posts rivals.")


def tables_of(document: Document) -> list[DataTable]:
    assert document.appendix is not None
    return [block for block in document.appendix.blocks if isinstance(block, DataTable)]


def test_a_time_names_its_unit_and_a_count_does_not() -> None:
    pen = Pen(Words("ru"))
    for name, value, unit in (("a", 58, "minutes"), ("b", 21, "days"), ("c", 58, "people")):
        pen.value(Finding(f"dialogue.{name}", value, unit))
    pen.value(Finding("dialogue.d", None, "hours", status="unknown"))
    section = appendix.write(material_of(), pen)
    table = next(block for block in section.blocks if isinstance(block, DataTable))
    assert [plain(row[2]) for row in table.rows] == ["58 минут", "21 день", "58", "неизвестно"]
