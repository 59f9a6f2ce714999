"""First answers: whole in three languages and tones, and the right ones in the document."""

import re
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import get_args

import pytest

from smmlab.brief import Brief, Tone
from smmlab.strategy.document import Block, DataTable, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.reply_templates import SITUATIONS, reply_template, template_languages
from smmlab.strategy.sections.first_answers import first_answers
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Words

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def written(brief: Brief) -> tuple[Block, ...]:
    material = Material(brief, SimpleNamespace(), {}, "f", date(2026, 11, 27), Words("en"), {})
    return first_answers(material, Pen(Words("en")))


@pytest.mark.parametrize(
    ("situation", "tone", "language"), list(product(SITUATIONS, get_args(Tone), LANGUAGES))
)
def test_every_template_is_there_in_its_own_language(situation, tone, language) -> None:
    text = reply_template(situation, tone=tone, language=language)
    assert not re.search(r"\d", text), "a number would stand without a finding"
    assert text.count("[") == text.count("]")
    assert bool(CYRILLIC.search(text)) == (language == "ru")
    assert text.endswith({"en": "– [name]", "et": "– [nimi]", "ru": "— [имя]"}[language])
    same = [reply_template(situation, tone=other, language=language) for other in get_args(Tone)]
    assert len(set(same)) == 3, "a tone of its own"


def test_a_table_for_each_language_of_the_posts_in_the_tone_of_the_client() -> None:
    brief = Brief(name="K", content_languages=("ru", "lv", "et"), tone="informal")
    blocks = written(brief)
    tables = [block for block in blocks if isinstance(block, DataTable)]
    assert [len(table.rows) for table in tables] == [len(SITUATIONS)] * 2
    assert plain(tables[0].rows[0][1]) == reply_template("price", tone="informal", language="ru")
    told = " ".join(plain(run) for block in blocks for run in runs_of(block))
    assert "these languages of your posts: lv." in told
    assert "names no tone" not in told
    assert len(SITUATIONS) >= 10


def test_without_tone_or_languages_they_are_friendly_in_the_language_of_documents() -> None:
    assert template_languages(Brief(name="K", language="ru")) == ("ru",)
    told = " ".join(plain(run) for block in written(Brief(name="K")) for run in runs_of(block))
    assert "names no tone" in told
    assert reply_template("price", tone="friendly", language="en") in told
