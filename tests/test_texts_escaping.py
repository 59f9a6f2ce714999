"""Hostile texts come out harmless in every medium."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.texts import for_html, for_markdown, for_spreadsheet


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_html_holds_no_tag_and_loses_no_letter(text: str) -> None:
    reader = Reader()
    reader.feed(for_html(text))
    reader.close()
    assert not reader.tags
    visible = [c for c in text if c.isalnum()]
    assert [c for c in reader.data if c.isalnum()] == visible


@given(st.text(max_size=80))
def test_markdown_is_one_line_without_bare_signs(text: str) -> None:
    line = for_markdown(text)
    assert len(line.splitlines()) <= 1
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[*_`|$]", line)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "\u00a0=", "\u200b="]
)
def test_a_formula_becomes_a_text(start: str) -> None:
    assert for_spreadsheet(f"{start}HYPERLINK(1)").startswith("'")


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=30))
def test_plain_words_stay_as_they_are_in_a_spreadsheet(text: str) -> None:
    assert for_spreadsheet(text) == text
