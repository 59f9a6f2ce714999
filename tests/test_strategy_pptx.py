"""The deck, read back: one finding a slide, its chart, its words, its language."""

import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation

from smmlab.plots.theme import as_png, new_axes
from smmlab.strategy.deck import Deck, Slide, runs_of_slide
from smmlab.strategy.document import Chart, Span, plain
from smmlab.strategy.pptx import to_pptx
from smmlab.strategy.pptx_styles import EVIDENCE, NUMBER, TITLE, UNDER_NUMBER
from smmlab.texts import Language
from strategy_format_cases import DAY, words

LONG = "A finding that needs many words to be said in full, as findings in Estonian often do. " * 3


def deck_of(language: Language = "en", title: str = "One type earns more") -> Deck:
    chart = Chart("chart", as_png(new_axes()), words("Chart: nothing yet"), words("A chart"))
    finding = (Span("Reach is "), Span("12", "finding", "e1"))
    evidence = words("measured · n = 41 · posts.csv")
    return Deck(
        words("Strategy"),
        words("November"),
        language,
        DAY,
        (
            Slide(words(title), (finding, words("Make more of it.")), chart, evidence),
            Slide(words("Allow a test"), (words("Four weeks."),), None, evidence),
        ),
    )


def number_slide() -> Slide:
    return Slide(
        words("One form reaches more"),
        (words("It reaches more."), words("Make more of it.")), None,
        words("measured · posts.csv"), (Span("1,345 people", "finding", "e1"),),
        words("n = 55 · interval 1,162 to 1,614"),
    )  # fmt: skip


def slides_of(deck: Deck) -> list:  # type: ignore[type-arg]
    return list(Presentation(io.BytesIO(to_pptx(deck))).slides)


def test_a_title_slide_and_one_slide_for_each_finding() -> None:
    slides = slides_of(deck_of())
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == ["Strategy", "One type earns more", "Allow a test"]
    places = {p.placeholder_format.idx: p for p in slides[1].placeholders}
    assert places[EVIDENCE].text_frame.text == "measured · n = 41 · posts.csv"
    assert places[2].text_frame.text == "Reach is 12\nMake more of it."


def test_a_number_without_a_chart_stands_large_with_its_size_under_it() -> None:
    deck = replace(deck_of(), slides=(number_slide(),))
    slide = slides_of(deck)[1]
    places = {p.placeholder_format.idx: p for p in slide.placeholders}
    number, size = places[1].text_frame.paragraphs
    assert (number.text, size.text) == ("1,345 people", "n = 55 · interval 1,162 to 1,614")
    assert size.runs[0].font.size.pt == UNDER_NUMBER
    # No size of its own: it fits at the largest of the layout.
    assert number.runs[0].font.size is None
    assert NUMBER.sizes[0] > 2 * UNDER_NUMBER
    assert places[2].text_frame.text == "It reaches more.\nMake more of it."
    # The words begin where the number ends.
    assert places[1].left + places[1].width <= places[2].left
    assert "n = 55" in slide.notes_slide.notes_text_frame.text


def test_a_unit_stays_on_the_line_of_its_number() -> None:
    text = "a change of −27,8\u00a0п.\u00a0п."
    deck = replace(deck_of(), slides=(Slide(words("Title"), (words(f"{text}\n "),), None, ()),))
    places = {p.placeholder_format.idx: p for p in slides_of(deck)[1].placeholders}
    assert places[1].text_frame.text == text


def test_words_alone_stand_in_the_middle_of_the_slide() -> None:
    last = slides_of(deck_of())[-1]
    layout = {p.placeholder_format.idx: p for p in last.slide_layout.placeholders}
    assert layout[1]._element.txBody.bodyPr.get("anchor") == "ctr"


def test_the_chart_is_whole_on_the_slide_and_said_in_words() -> None:
    file = Presentation(io.BytesIO(to_pptx(deck_of())))
    picture = next(shape for shape in file.slides[1].placeholders if hasattr(shape, "image"))
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Chart: nothing yet"
    assert picture.crop_left == picture.crop_top == 0
    width, height = picture.image.size
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    assert picture.left + picture.width <= file.slide_width
    assert picture.top + picture.height <= file.slide_height
    assert round(file.slide_width / file.slide_height, 2) == 1.78


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("et", "et-EE"), ("ru", "ru-RU")])
def test_every_run_has_the_language(language: Language, tag: str) -> None:
    for slide in slides_of(deck_of(language)):
        runs = [run for p in slide.placeholders if p.has_text_frame
                for line in p.text_frame.paragraphs for run in line.runs]  # fmt: skip
        assert runs
        assert {run._r.rPr.get("lang") for run in runs} == {tag}


def test_notes_carry_the_words_and_the_evidence() -> None:
    notes = slides_of(deck_of())[1].notes_slide.notes_text_frame.text
    assert "Reach is 12" in notes
    assert "n = 41" in notes
    assert "Chart: nothing yet" in notes


def test_a_long_title_becomes_smaller_and_stays_in_its_place() -> None:
    run = slides_of(deck_of(title=LONG))[1].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.size.pt == TITLE.size_for((LONG,))
    assert run.font.size.pt < TITLE.sizes[0]
    short = slides_of(deck_of())[1].shapes.title.text_frame.paragraphs[0].runs[0]
    assert short.font.size is None


def test_no_place_is_left_empty_and_no_id_is_used_twice() -> None:
    for slide in slides_of(deck_of()):
        assert all(p.text_frame.text for p in slide.placeholders if p.has_text_frame)
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_the_same_deck_gives_the_same_bytes_without_a_clock() -> None:
    data = to_pptx(deck_of())
    assert data == to_pptx(deck_of())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}
    assert Presentation(io.BytesIO(data)).core_properties.created.date() == DAY


def test_the_texts_of_a_slide_are_all_told() -> None:
    told = [plain(spans) for spans in runs_of_slide(deck_of().slides[0])]
    assert told[0] == "One type earns more"
    assert told[-1] == "measured · n = 41 · posts.csv"
    assert "Chart: nothing yet" in told
