"""Tables of notebooks: safe, in the reader's language, and a lesson where there are no rows."""

import re
from importlib.resources import files

import nbformat
import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.forms.shown_table import Shown, sentence, show_table
from smmlab.forms.told_tables import TOLD
from smmlab.texts import LANGUAGES, Language, Words
from told_cases import ROWS, told_frame

HOSTILE = "<img src=x onerror=alert(1)>"
OTHERS = [language for language in LANGUAGES if language != "en"]
GUIDE = [item for item in files("smmlab.notebooks").iterdir() if item.name.endswith(".ipynb")]
# Words that two of the languages share.
SAME = {"Status"}


def cells_of(kind: str) -> list[str]:
    read = [nbformat.reads(item.read_text(encoding="utf-8"), as_version=4) for item in GUIDE]
    return [cell.source for notebook in read for cell in notebook.cells if cell.cell_type == kind]


def test_every_table_that_notebooks_ask_for_is_there_and_tried_here() -> None:
    asked = set(re.findall(r'"(\w+)",\s*words=words', "\n".join(cells_of("code"))))
    assert {"posts", "findings", "returned"} <= asked <= set(TOLD)
    assert set(ROWS) == set(TOLD)


@pytest.mark.parametrize("language", OTHERS)
def test_no_prose_of_the_guide_stays_in_english(language: Language) -> None:
    words = Words(language)
    assert [text for text in cells_of("markdown") if words.say(text) == text] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", TOLD)
def test_headings_and_empty_tables_are_told_in_the_language(table: str, language: Language) -> None:
    words, told = Words(language), TOLD[table]
    said = show_table(pd.DataFrame(columns=list(told.needs)), table, words=words)
    assert repr(said) == words.say(told.empty) != told.empty
    assert 'class="smm-empty"' in said.html
    heads = repr(show_table(told_frame(table), table, words=words)).split("\n")[0].split("\t")
    english = [one.heading for one in told.columns]
    assert len(heads) == len(english)
    pairs = zip(heads, english, strict=True)
    assert [head for head, source in pairs if head == source and head not in SAME] == []


@pytest.mark.parametrize("table", TOLD)
def test_a_row_without_anything_known_is_shown_all_the_same(table: str) -> None:
    shown = show_table(told_frame(table), table, words=Words("en"))
    assert shown.html.count("<td") == len(TOLD[table].columns)
    assert "nan" not in repr(shown).lower()
    assert "None" not in repr(shown)


@pytest.mark.parametrize(
    ("table", "column"),
    [("posts", "text"), ("mood", "text"), ("mentions", "page"), ("best_posts", "text"),
     ("first_words", "text"), ("returned", "campaign"), ("findings", "method"),
     ("figures", "address"), ("habits", "title"), ("waiting", "network")],
)  # fmt: skip
def test_texts_from_files_are_escaped(table: str, column: str) -> None:
    shown = show_table(told_frame(table, **{column: HOSTILE}), table, words=Words("en"))
    assert "<img" not in shown.html
    assert "&lt;img" in shown.html


def test_a_table_without_a_name_is_shown_as_it_is_and_safe() -> None:
    shown = show_table(pd.DataFrame({HOSTILE: ["<b>", None]}), words=Words("ru"))
    assert repr(shown) == f"{HOSTILE}\n<b>\n–"
    assert "<img" not in shown.html
    assert "<b>" not in shown.html
    assert repr(show_table(pd.DataFrame(), words=Words("en"))).startswith("There is nothing")


def test_rows_that_count_nothing_are_as_good_as_none() -> None:
    none = told_frame("returns", people=0, came_back=0, share=None)
    assert repr(show_table(none, "returns", words=Words("en"))) == TOLD["returns"].empty


def style_of(html: str, told: str) -> str:
    found = re.search(rf'<t[dh][^>]*style="([^"]*)">{re.escape(told)}</t[dh]>', html)
    assert found, told
    return found[1]


def test_short_words_stay_whole_and_long_ones_break() -> None:
    html = show_table(told_frame("findings", method="M" * 300), "findings", words=Words("en")).html
    for told in ("unknown", "Status", "12"):
        assert "white-space:nowrap" in style_of(html, told)
        assert "overflow-wrap" not in style_of(html, told)
    long = style_of(html, "M" * 300)
    assert "overflow-wrap:anywhere" in long
    assert "nowrap" not in long


def test_a_long_heading_of_numbers_takes_several_lines() -> None:
    html = show_table(told_frame("mood"), "mood", words=Words("en")).html
    style = style_of(html, "From −1 (angry) to 1 (delighted)")
    assert "white-space:normal" in style
    assert "text-align:right" in style


def test_what_cannot_be_shown_is_an_error_that_says_what_can() -> None:
    with pytest.raises(DataError, match=r"no table nothing.*topics"):
        show_table(pd.DataFrame(), "nothing", words=Words("en"))
    with pytest.raises(DataError, match="people"):
        show_table(told_frame("topics").drop(columns="people"), "topics", words=Words("en"))


def test_a_piece_of_html_shows_itself_and_a_sentence_is_safe() -> None:
    assert Shown("<p>a</p>", "a")._repr_html_() == "<p>a</p>"
    said = sentence(HOSTILE)
    assert repr(said) == HOSTILE
    assert "<img" not in said._repr_html_()


def test_a_name_is_small_and_breaks_after_its_dots() -> None:
    frame = told_frame("findings", key="money.<b>.cost_per_result")
    html = show_table(frame, "findings", words=Words("en")).html
    name = "money.<wbr>&lt;b&gt;.<wbr>cost_<wbr>per_<wbr>result"
    assert "font-size" in style_of(html, name)
    assert "nowrap" not in style_of(html, name)
    assert "money.<b>.cost_per_result" in repr(show_table(frame, "findings", words=Words("en")))


def test_a_long_interval_breaks_between_words_only() -> None:
    frame = told_frame("findings", value=0.2, unit="share", low=0.1834, high=0.2211)
    html = show_table(frame, "findings", words=Words("ru")).html
    style = style_of(html, "от 18,3\N{NO-BREAK SPACE}% до 22,1\N{NO-BREAK SPACE}%")
    assert "white-space:normal" in style
    assert "overflow-wrap" not in style
