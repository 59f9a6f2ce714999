"""The briefs as files are read back: a page a post, a row a post, nothing that runs."""

import csv
import io
from dataclasses import replace

import docx
import pytest

from smmlab.strategy.brief_files import briefs_csv, briefs_docx
from smmlab.texts import LANGUAGES, Words
from strategy_cases import DAY, HOSTILE
from test_strategy_post_briefs import briefs

EN = Words("en")


def pages(made: tuple, words: Words = EN):  # type: ignore[no-untyped-def, type-arg]
    return briefs_docx(made, words=words, name="Kaja", made_on=DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_post_has_a_page_that_begins_with_its_name(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    made = briefs(words=words)
    file = docx.Document(io.BytesIO(pages(made, words)))
    heads = [one for one in file.paragraphs if one.style.name == "Heading 1"]
    assert len(heads) == len(made) == 8
    assert [bool(one.paragraph_format.page_break_before) for one in heads] == [False] + [True] * 7
    ticks = [one for one in file.paragraphs if one.style.name == "Checklist"]
    assert len(ticks) == sum(len(one.done) for one in made)
    assert round(file.sections[0].page_width.cm) == 21


def test_the_same_briefs_give_the_same_bytes() -> None:
    assert pages(briefs()) == pages(briefs())
    assert briefs_csv(briefs(), words=EN) == briefs_csv(briefs(), words=EN)


def test_without_posts_the_page_says_so() -> None:
    file = docx.Document(io.BytesIO(pages(())))
    assert "No post is planned yet" in file.paragraphs[-1].text


def test_the_table_has_a_row_a_post_and_no_formula() -> None:
    hostile = replace(briefs()[0], text=f"=1+1 {HOSTILE}", pillar="@x")
    data = briefs_csv((hostile, *briefs()[1:]), words=EN)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 8
    assert rows[0]["Text"].startswith("'=1+1")
    assert rows[0]["Pillar"] == "'@x"
    assert rows[1]["Ready by"] == briefs()[1].deadline.isoformat()
    assert pages((hostile,))
