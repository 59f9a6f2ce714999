"""The section on rivals: every number with its mark, every name letter by letter."""

from typing import TYPE_CHECKING

import pytest

from rival_files import watched_project
from smmlab.analyses.rivals import rivals_room
from smmlab.analyses.rooms import Tables
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Advice, Chart, DataTable, plain, runs_of
from smmlab.strategy.sections import rivals, situation
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Words
from strategy_cases import DAY, empty_project, no_analyses
from strategy_parts import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.strategy.material import Material


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> "Material":
    project = watched_project(tmp_path_factory.mktemp("watched"))
    room = rivals_room(Tables(project))
    analyses = no_analyses(tuple(room.findings))
    for name, result in room.results.items():
        setattr(analyses, name, result)
    return gather(project, analyses, made_on=DAY, words=Words("en"))  # type: ignore[arg-type]


def test_the_section_tells_all_parts_with_marks(material: "Material") -> None:
    section = rivals.write(material, Pen(Words("en")))
    text = text_of(section)
    for heading in ("Who fills the network", "Pages side by side", "Whom to learn from",
                    "White space", "Their best posts", "Where they are going"):  # fmt: skip
        assert heading in text
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    pages = next(table for table in tables if "same measures" in plain(table.caption))
    assert text.count("our numbers may be lower here than in the chapter on content") == 1
    names = [plain(row[0]) for row in pages.rows]
    assert names[0] == "Kohvik Kaja (ours)"
    assert set(names[1:]) == {"Röst <b>& Co</b> {x}", "Bean.There", "Few", "Калач"}
    # Nobody's followers are known: the column would only take room.
    assert "For a thousand followers" not in [plain(cell) for cell in pages.header]
    learn, attempt = (block for block in section.blocks if isinstance(block, Advice))
    assert "Röst <b>& Co</b> {x} on VKontakte" in plain(learn.spans)
    assert "Laugh, Video" in plain(attempt.spans)
    assert not learn.is_judgement
    assert not attempt.is_judgement
    charts = {block.name for block in section.blocks if isinstance(block, Chart)}
    assert charts == {"voice", "rival-map", "rival-pages", "white-space", "rival-trends"}
    for block in section.blocks:
        for run in runs_of(block):
            for span in run:
                has_digit = any(map(str.isdigit, span.text))
                declared = span.kind in ("name", "quote")
                assert not has_digit or declared or (span.kind == "finding" and span.mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(material: "Material", language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    assert rivals.write(material, Pen(words)).blocks
    assert plain(rivals.write(material, Pen(words)).title)


def test_the_situation_has_one_sentence_and_the_swot_two_lines(material: "Material") -> None:
    text = text_of(situation.write(material, Pen(Words("en"))))
    assert "the section on rivals says what the others do" in text
    assert "White space on VKontakte: Laugh as Video" in text
    assert "Rivals on VKontakte who clearly earn more for a post than we do: 1 of 3" in text


def test_without_rivals_both_say_which_files_to_fetch(tmp_path: "Path") -> None:
    empty = gather(empty_project(tmp_path), no_analyses(), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    section = rivals.write(empty, Pen(Words("en")))
    text = text_of(section)
    assert "wall of a VK community" in text
    assert "Nobody has counted the active sellers" in text
    assert not [block for block in section.blocks if isinstance(block, DataTable | Chart)]
    assert "which files to fetch" in text_of(situation.write(empty, Pen(Words("en"))))
