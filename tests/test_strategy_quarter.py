"""The days of a plan: its first Monday and its reviews."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, plain
from smmlab.strategy.sections.dates import first_monday, review_days
from smmlab.strategy.sections.quarter import quarter_in_outline
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import empty_project, no_analyses


@pytest.mark.parametrize("ahead", range(8))
def test_a_plan_begins_with_time_before_it_and_is_reviewed_every_second_week(
    ahead: int,
) -> None:
    made_on = date(2026, 11, 23) + timedelta(days=ahead)
    project = empty_project(Path("none"))
    made = gather(project, no_analyses(), made_on=made_on, words=Words("en"))  # type: ignore[arg-type]
    # From Friday on there is too little time before Monday.
    monday = date(2026, 11, 30) if ahead < 4 else date(2026, 12, 7)
    assert first_monday(made) == monday
    assert review_days(made) == tuple(monday + timedelta(weeks=week) for week in range(2, 13, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quarter_has_thirteen_weeks(language: Language) -> None:
    words = Words(language)
    project = empty_project(Path("none"))
    made = gather(project, no_analyses(), made_on=date(2026, 11, 23), words=words)  # type: ignore[arg-type]
    table = next(one for one in quarter_in_outline(made, Pen(words)) if isinstance(one, DataTable))
    assert len(table.rows) == 13
    assert plain(table.rows[0][0]) == words.date(date(2026, 11, 30))
    assert plain(table.rows[1][2]) == "–"
    assert plain(table.rows[2][2]) != "–"
