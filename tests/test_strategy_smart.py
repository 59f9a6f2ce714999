"""Whether an objective can be checked: each part is told apart."""

from pathlib import Path
from typing import Any

import pytest

from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, plain
from smmlab.strategy.sections.smart import smart_check
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import DAY, empty_project, no_analyses

WHOLE = {"metric": "orders", "target": 120.0, "by": "2026-11-24", "owner": "Mari"}


def row(goal: dict[str, Any], found: Finding | None = None, language: Language = "en") -> list[str]:
    words = Words(language)
    made = gather(empty_project(Path("none")), no_analyses(), made_on=DAY, words=words)  # type: ignore[arg-type]
    blocks = smart_check(made, Pen(words), [(goal, found)])
    table = next(block for block in blocks if isinstance(block, DataTable))
    return [plain(cell) for cell in table.rows[0]]


@pytest.mark.parametrize(
    ("more", "place", "cell"),
    [
        ({}, 1, "yes"),
        ({"metric": "smiles"}, 1, "say how it is counted"),
        ({}, 2, "no: measure it first"),
        ({"baseline": 0}, 2, "told, not measured"),
        ({}, 3, "not known"),
        ({"baseline": 120}, 3, "reached already: set a higher target"),
        ({"baseline": 119}, 3, "not known: no figure foretells it"),
        ({}, 4, "yes"),
        ({"by": "2026-11-23"}, 4, "no: it has passed"),
        ({"by": "soon"}, 4, "no: set one"),
        ({}, 5, "yes"),
        ({"owner": ""}, 5, "no: name one"),
    ],
)
def test_each_part_is_checked(more: dict[str, Any], place: int, cell: str) -> None:
    assert row({**WHOLE, **more})[place] == cell


def test_a_target_within_the_interval_is_no_change() -> None:
    near = Finding("money.orders.EUR.orders", 100, "orders", low=80, high=120)
    far = Finding("money.orders.EUR.orders", 100, "orders", low=80, high=119)
    assert row(WHOLE, near)[2] == "yes, measured"
    assert "no further away than chance moves it: 100 (80" in row(WHOLE, near)[3]
    assert row(WHOLE, far)[3] == "not known: no figure foretells it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    assert all(row(WHOLE, language=language))
