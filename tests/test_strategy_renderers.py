"""Every format, read back: whole, linked, and harmless with hostile texts."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from smmlab.errors import StrategyError
from smmlab.plots.theme import as_png, new_axes
from smmlab.strategy.document import Chart, Document, Section, Span
from smmlab.strategy.docx import to_docx
from smmlab.strategy.html import to_html
from smmlab.strategy.lint import REQUIRED
from smmlab.strategy.markdown import chart_files, to_markdown
from smmlab.strategy.pdf import literal, to_pdf, to_typst
from smmlab.strategy.writer import write_strategy
from smmlab.texts import for_markdown
from strategy_cases import (
    HOSTILE,
    FakeProject,
    empty_project,
    full_analyses,
    full_project,
    no_analyses,
)
from strategy_format_cases import small_document

DAY = date(2026, 11, 23)


class Reader(HTMLParser):
    """Collects tags, ids, links and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.ids = {values["id"] for _tag, values in self.tags if "id" in values}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    project = full_project(tmp_path_factory.mktemp("hostile"), text=HOSTILE)
    project.brief = replaced(project, goods=HOSTILE, name=f"=cmd() {HOSTILE}")
    return write_strategy(project, analyses=full_analyses(), made_on=DAY)  # type: ignore[arg-type]


def replaced(project: FakeProject, **values: object) -> object:
    from dataclasses import replace

    return replace(project.brief, **values)  # type: ignore[arg-type]


def test_html_stays_one_harmless_page(hostile: dict[str, Path]) -> None:
    page = Reader(hostile["strategy.html"].read_text(encoding="utf-8"))
    names = {tag for tag, _values in page.tags}
    assert not names & {"script", "iframe", "object", "link", "form", "base"}
    for _tag, values in page.tags:
        assert not any(name.startswith("on") for name in values)
        for name in ("href", "src"):
            assert re.match(r"#|data:image/png", values.get(name) or "#")
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "\u202e" not in "".join(page.text)
    marks = [values["href"] for tag, values in page.tags if values.get("class") == "mark"]
    assert marks
    assert all(str(mark).removeprefix("#") in page.ids for mark in marks)


def test_html_has_the_language_and_one_first_heading(tmp_path: Path) -> None:
    written = write_strategy(
        empty_project(tmp_path),  # type: ignore[arg-type]
        formats=("html",),
        analyses=no_analyses(),
        made_on=DAY,
        language="et",
    )
    page = Reader(written["strategy.html"].read_text(encoding="utf-8"))
    tags = [tag for tag, _values in page.tags]
    assert dict(page.tags)["html"]["lang"] == "et"
    assert tags.count("h1") == 1
    assert tags.count("section") == len(REQUIRED) + 1


def test_docx_is_a_real_word_document(hostile: dict[str, Path]) -> None:
    file = docx.Document(str(hostile["strategy.docx"]))
    assert round(file.sections[0].page_width.cm, 1) == 21.0
    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Summary"
    assert len(headings) == len(REQUIRED) + 1
    defaults = file.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    body = file.element.body
    bookmarks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    anchors = {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))}
    assert anchors <= bookmarks
    assert {"e1", "d1", "r1"} <= anchors
    text = "\n".join(p.text for p in file.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "\u202e" not in text
    assert not list(body.iter(qn("w:fldSimple")))
    assert "alert" not in " ".join(rel.reltype for rel in file.part.rels.values())


def test_pdf_reads_back_and_is_the_same_twice(hostile: dict[str, Path], tmp_path: Path) -> None:
    project = full_project(tmp_path)
    once, twice = (
        write_strategy(project, analyses=full_analyses(), made_on=DAY)  # type: ignore[arg-type]
        for _ in range(2)
    )
    first = {name: path.read_bytes() for name, path in once.items()}
    write_strategy(project, analyses=full_analyses(), made_on=DAY)  # type: ignore[arg-type]
    assert {name: path.read_bytes() for name, path in twice.items()} == first
    assert first["strategy.pdf"].startswith(b"%PDF")
    reader = PdfReader(io.BytesIO(first["strategy.pdf"]))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Кофейня" in text
    assert "Käära" in text
    hostile_text = "\n".join(p.extract_text() for p in PdfReader(hostile["strategy.pdf"]).pages)
    assert "#typst(1)" in hostile_text.replace("\n", "")


def test_typst_source_keeps_hostile_text_in_strings() -> None:
    source = to_typst(small(Span(HOSTILE, "quote")))
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', source)
    assert "#typst" not in outside
    assert "script" not in outside
    assert literal('") #eval("1') == '"\\") #eval(\\"1"'


def test_pictures_move_only_in_a_document_with_contents() -> None:
    long = replace(small(Span("a")), contents_title="Contents")
    assert "#let afloat = auto" in to_typst(long)
    assert "#let afloat = none" in to_typst(replace(long, contents_title=""))


def test_a_picture_does_not_float_into_the_next_section() -> None:
    document = small_document()
    (section,) = document.sections
    two = replace(document, sections=(section, replace(section, key="next")))
    between = to_typst(two).split("#heading(level: 1)")[1]
    assert between.rstrip().endswith("#place.flush()")


def test_markdown_escapes_what_others_wrote(hostile: dict[str, Path]) -> None:
    text = hostile["strategy.md"].read_text(encoding="utf-8")
    assert "<script" not in text.replace("\\<script", "")
    assert "](javascript:" not in text
    assert "{{" not in text.replace("\\{\\{", "")
    assert for_markdown("[link](javascript:alert(1))") in text
    assert [line for line in text.splitlines() if line.startswith("## ")][1] == "## Summary"
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    assert set(re.findall(r"\]\(#([a-z]+\d+)\)", text)) <= anchors


def test_a_number_at_the_start_of_a_line_stays_a_number() -> None:
    text = to_markdown(small(Span("12.4% (9.4% to 16.2%)", "finding")))
    assert "\n12.4% (9.4% to 16.2%)\n" in text
    assert "\n3\\. next\n" in to_markdown(small(Span("3. next")))


def test_the_calendar_file_holds_no_formula(hostile: dict[str, Path]) -> None:
    rows = list(csv.reader(io.StringIO(hostile["calendar.csv"].read_text(encoding="utf-8-sig"))))
    assert rows[0][0] == "Date"
    assert len(rows) > 3
    for row in rows[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


def test_a_chart_is_in_every_format_with_its_words() -> None:
    png = as_png(new_axes())
    alt = (Span("Chart: nothing yet"),)
    document = small(Span("x"), Chart("empty-chart", png, alt, alt))
    assert 'alt="Chart: nothing yet"' in to_html(document)
    assert "![Chart: nothing yet](charts/empty-chart.png)" in to_markdown(document)
    assert chart_files(document) == {"empty-chart.png": png}
    file = docx.Document(io.BytesIO(to_docx(document)))
    assert file.inline_shapes[0]._inline.docPr.get("descr") == "Chart: nothing yet"
    assert len(PdfReader(io.BytesIO(to_pdf(document))).pages[0].images) == 1


def test_an_unknown_format_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(StrategyError, match="odt"):
        write_strategy(empty_project(tmp_path), formats=("odt",), analyses=no_analyses())  # type: ignore[arg-type]
    assert not (tmp_path / "strategy").exists()


def test_a_failing_renderer_leaves_the_old_strategy_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = empty_project(tmp_path)
    write_strategy(project, formats=("html",), analyses=no_analyses(), made_on=DAY)  # type: ignore[arg-type]
    folder = tmp_path / "strategy"
    before = {path.name: path.read_bytes() for path in folder.rglob("*.*")}

    def fail(_source: object, _target: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("smmlab.strategy.writer.os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_strategy(project, formats=("html",), analyses=no_analyses(), made_on=DAY)  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in folder.rglob("*.*")} == before


def small(span: Span, *blocks: Chart) -> Document:
    from smmlab.strategy.document import Paragraph

    title = (Span("Strategy"),)
    section = Section("summary", title, (Paragraph((span,)), *blocks))
    appendix = Section("appendix", title, (Paragraph(title),))
    return Document(title, title, "en", DAY, (section,), appendix, "Contents")
