"""Structure of the written formats, read back: what readers, screen readers and Word find."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from pypdf import PdfReader

from smmlab.plots.theme import as_png, new_axes
from smmlab.strategy.document import Chart, Paragraph, Span
from smmlab.strategy.docx import to_docx
from smmlab.strategy.html import to_html
from smmlab.strategy.markdown import to_markdown
from smmlab.strategy.outline import share_of_width
from smmlab.strategy.pdf import to_pdf
from smmlab.texts import Language
from strategy_format_cases import DAY, small_document, words

VALIDATOR = Path(__file__).parents[1] / "node_modules/html-validate/bin/html-validate.mjs"
RENDERERS: dict[str, Callable[..., bytes | str]] = {
    "docx": to_docx,
    "html": to_html,
    "md": to_markdown,
    "pdf": to_pdf,
}


def styled(file: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs]


@pytest.mark.parametrize("name", RENDERERS)
def test_same_document_same_bytes(name: str) -> None:
    assert RENDERERS[name](small_document()) == RENDERERS[name](small_document())


def test_docx_headings_contents_and_captions() -> None:
    file = docx.Document(io.BytesIO(to_docx(small_document())))
    levels = [(s, text) for s, text in styled(file) if s.startswith("Head")]
    assert levels == [
        ("Heading 1", "Summary"),
        ("Heading 2", "What we ask"),
        ("Heading 1", "Appendix"),
    ]
    body = file.element.body
    contents = body.find(qn("w:sdt"))
    assert contents.find(f".//{qn('w:docPartGallery')}").get(qn("w:val")) == "Table of Contents"
    assert "TOC" in contents.find(f".//{qn('w:instrText')}").text
    links = contents.findall(f".//{qn('w:hyperlink')}")
    lines = ["".join(node.text for node in link.iter(qn("w:t"))) for link in links]
    assert lines == [text for _style, text in levels]
    names = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= names
    codes = [node.text.split()[:2] for node in body.iter(qn("w:instrText"))]
    assert codes.count(["SEQ", "Table"]) == 2
    assert codes.count(["SEQ", "Figure"]) == 1
    captions = [text for style, text in styled(file) if style == "Caption"]
    assert [text[:9] for text in captions] == ["Table 1. ", "Figure 1.", "Table 2. "]


def test_docx_fields_are_closed_and_the_file_says_its_language() -> None:
    data = to_docx(small_document("et"))
    file = docx.Document(io.BytesIO(data))
    kinds = [n.get(qn("w:fldCharType")) for n in file.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
    default = file.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert default.get(qn("w:val")) == "et-EE"
    assert file.core_properties.language == "et"
    assert file.core_properties.created.date() == DAY
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_docx_offers_to_fill_in_page_numbers_only_where_there_are_contents() -> None:
    whole = small_document()
    for document, is_offered in ((whole, True), (replace(whole, contents_title=""), False)):
        settings = docx.Document(io.BytesIO(to_docx(document))).settings.element
        found = settings.find(qn("w:updateFields"))
        assert (found is not None) == is_offered
        if found is not None:
            # Before the settings of compatibility, or Word may refuse the file.
            names = [each.tag for each in settings]
            assert names.index(found.tag) < names.index(qn("w:compat"))


def test_a_tall_picture_is_made_smaller_and_a_low_one_is_not() -> None:
    def drawn(height: float) -> Chart:
        return Chart("chart", as_png(new_axes(width=6, height=height)), words("A"), words("B"))

    low, middle, tall = drawn(3), drawn(4.5), drawn(12)
    assert (low.shape, middle.shape, tall.shape) == pytest.approx((0.5, 0.75, 2), rel=0.01)
    assert share_of_width(low, 0.92) == 0.92
    # Two of them stand on one page; a taller one would become too small to read.
    assert share_of_width(middle, 0.92) * middle.shape == pytest.approx(0.6)
    assert share_of_width(tall, 0.92) * tall.shape == pytest.approx(0.8)
    document = small_document()
    (section,) = document.sections
    section = replace(section, blocks=(*section.blocks[:-1], tall))
    shape = docx.Document(io.BytesIO(to_docx(replace(document, sections=(section,))))).inline_shapes
    assert shape[0].height < shape[0].width * 2.01
    assert shape[0].height < Cm(16.4)


def test_a_key_is_set_as_code_and_a_mark_stands_close_to_its_bracket() -> None:
    document = small_document()
    (section,) = document.sections
    key = Paragraph((Span("a.b_c", "key"), Span(" ("), Span("e1", "finding", "e1"), Span(")")))
    made = replace(document, sections=(replace(section, blocks=(key,)),))
    assert "`a.b_c` ([\\[e1\\]](#e1))" in to_markdown(made)
    assert "<code>a.b_c</code>" in to_html(made)
    runs = [run for p in docx.Document(io.BytesIO(to_docx(made))).paragraphs for run in p.runs]
    assert [run.style.name for run in runs if run.text == "a.b_c"] == ["Key"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(made))).pages)
    assert "a.b_c" in text.replace("\u200b", "")


def test_docx_the_line_of_a_picture_is_as_high_as_the_picture() -> None:
    file = docx.Document(io.BytesIO(to_docx(small_document())))
    shape = file.styles["Picture"].paragraph_format
    # More would be a share of the picture's height, as blank space that drives it off its page.
    assert shape.line_spacing == 1
    assert shape.keep_with_next


def test_docx_tables_repeat_their_head_and_small_ones_stay_whole() -> None:
    file = docx.Document(io.BytesIO(to_docx(small_document())))
    for table in file.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert kept == [True] * len(rows) + [None]
    assert file.inline_shapes[0]._inline.docPr.get("descr") == "Chart: nothing yet"


def test_docx_an_introduction_stays_with_the_quoted_words() -> None:
    file = docx.Document(io.BytesIO(to_docx(small_document())))
    texts = {p.text: p for p in file.paragraphs}
    assert texts["Somebody wrote:"].paragraph_format.keep_with_next
    assert not texts["Reach is 12e1"].paragraph_format.keep_with_next


def test_pdf_is_tagged_and_has_bookmarks_and_links() -> None:
    reader = PdfReader(io.BytesIO(to_pdf(small_document("et"))))
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]) == "et"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    outline: Any = reader.outline
    titles = [each if isinstance(each, list) else each["/Title"] for each in outline]
    assert [title for title in titles if isinstance(title, str)] == ["Summary", "Appendix"]
    assert [each["/Title"] for each in titles[1]] == ["What we ask"]
    assert "Chart: nothing yet" in _alternatives(root["/StructTreeRoot"])
    pages: Any = reader.pages
    kinds = [note.get_object()["/Subtype"] for page in pages for note in page.get("/Annots", [])]
    # Three lines of the contents and one mark.
    assert kinds.count("/Link") >= 4
    assert "Tabel 1." in "".join(page.extract_text() for page in reader.pages)


def _alternatives(node: object, depth: int = 0) -> set[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*(_alternatives(each, depth + 1) for each in node))
    if not isinstance(node, dict) or depth > 60:
        return set()
    found = {str(node["/Alt"])} if "/Alt" in node else set()
    return found | (_alternatives(node["/K"], depth + 1) if "/K" in node else set())


@pytest.mark.skipif(not VALIDATOR.is_file(), reason="html-validate is not installed (npm ci)")
@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_html_passes_the_validator(language: Language, tmp_path: Path) -> None:
    node = Path(__file__).parents[1] / ".venv/bin/node"
    program = str(node) if node.is_file() else shutil.which("node")
    if program is None:
        pytest.skip("node is not installed")
    page = tmp_path / "strategy.html"
    page.write_text(to_html(small_document(language)), encoding="utf-8")
    done = subprocess.run(
        [program, str(VALIDATOR), "--preset", "recommended", "-f", "json", str(page)],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    assert done.stderr == ""
    faults = [m for file in json.loads(done.stdout) for m in file["messages"]]
    assert [(fault["ruleId"], fault["message"]) for fault in faults] == []


def test_html_has_landmarks_a_skip_link_and_headings_in_order() -> None:
    page = to_html(small_document())
    assert [int(level) for level in re.findall(r"<h(\d)", page)] == [1, 2, 2, 3, 2]
    assert page.index('<a class="skip" href="#text">') < page.index("<header>")
    assert '<main id="text"' in page
    assert page.count('<th scope="col"') == 4
    assert page.count('<th scope="row"') == 2
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert 'alt="Chart: nothing yet"' in page
    # A mark stands right after its number.
    assert 'Reach is 12<a class="mark" href="#e1">e1</a>' in page


def test_html_letters_stand_out_from_their_ground_in_light_dark_and_print() -> None:
    page = to_html(small_document())
    sets = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", page, flags=re.DOTALL)
    ]
    assert len(sets) == 3
    for colours in sets:
        for letters in ("ink", "soft", "accent"):
            for ground in ("paper", "card", "tint", "warn-tint", "note-tint"):
                ratio = _contrast(colours[letters], colours[ground])
                assert ratio >= 4.5, (letters, ground, round(ratio, 2))


def _contrast(one: str, other: str) -> float:
    lights = sorted(map(_light, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_markdown_numbers_captions_and_links_only_where_a_row_is() -> None:
    text = to_markdown(small_document())
    assert "Reach is 12 [\\[e1\\]](#e1)" in text
    assert "alone 7 \\[e9\\]" in text
    assert '<a id="summary-1"></a>\n\n### What we ask' in text
    assert "*Table 1. Segments*" in text
    assert "*Figure 1. A chart*" in text
    assert "| --- | ---: |" in text
    assert "\n> \n" not in text


def test_without_contents_the_text_has_the_whole_width() -> None:
    page = to_html(replace(small_document(), contents_title=""))
    assert "<nav" not in page
    assert "main:not(nav ~ main) { grid-column: 1 / -1;" in page
