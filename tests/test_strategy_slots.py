"""The test of two times: named in the document, lying beside it, promising only what it can."""

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from icalendar import Calendar

from smmlab.content.slot_test import design_slot_test
from smmlab.decisions import Decision
from smmlab.strategy.writer import write_strategy
from strategy_cases import DAY, FakeProject, document_of, empty_project, no_analyses
from strategy_parts import text_in


def decided(folder: Path, network: dict[str, Any] | None = None, posts: int = 4) -> FakeProject:
    project = empty_project(folder)
    choice = network or {"network": "telegram"}
    project.filed["network"] = Decision("network", choice, "", "strategist", (), "f1")
    rhythm = {"posts_per_week": posts, "hours": [9, 19], "is_test": True}
    project.filed["rhythm"] = Decision("rhythm", rhythm, "", "strategist", (), "f1")
    return project


def known(spread: float = 0.6) -> SimpleNamespace:
    analyses = no_analyses()
    analyses.slots = SimpleNamespace(table=None, spread={("telegram", "kaja"): spread})
    return analyses


def said(project: FakeProject, analyses: SimpleNamespace) -> str:
    return text_in(document_of(project, analyses), "rhythm")


def test_the_files_are_named_and_so_is_what_the_test_can_show(tmp_path: Path) -> None:
    told = said(decided(tmp_path), known())
    assert "slots-2026-11-30.csv" in told
    assert "slots-2026-11-30.ics" in told
    ratio = design_slot_test(slots=(9, 19), posts_per_week=4, start=DAY, spread=0.6).minimum_ratio
    assert f"a difference of {ratio:.1f} times or more" in told


@pytest.mark.parametrize("analyses", [no_analyses(), known(float("nan"))])
def test_without_a_spread_nothing_is_promised(tmp_path: Path, analyses: SimpleNamespace) -> None:
    told = said(decided(tmp_path), analyses)
    assert "slots-2026-11-30.csv" in told
    assert "How large a difference it would show is unknown" in told
    assert "times or more" not in told


def test_candidates_in_turn_are_told_to_come_first(tmp_path: Path) -> None:
    told = said(decided(tmp_path, {"network": "", "contenders": ["telegram", "x"]}), known())
    assert "Choose the network first" in told
    assert "times or more" not in told


def test_too_few_posts_are_drawn_nothing(tmp_path: Path) -> None:
    told = said(decided(tmp_path, posts=2), known())
    assert "too few posts to promise an answer" in told
    assert "slots-" not in told


def test_the_strategy_lays_the_calendars_beside_it(tmp_path: Path) -> None:
    project: Any = decided(tmp_path)
    files = write_strategy(project, formats=["md"], analyses=known(), made_on=DAY)  # type: ignore[arg-type]
    names = ("calendar.csv", "slots-2026-11-30.csv", "calendar.ics", "slots-2026-11-30.ics")
    assert {"strategy.md", *names} <= set(files)
    month, drawn = (
        list(csv.DictReader(io.StringIO(files[name].read_text("utf-8-sig")))) for name in names[:2]
    )
    assert [(row["Date"], row["Time"]) for row in month] == [
        (row["Date"], row["Time"]) for row in drawn
    ]
    dates = [Calendar.from_ical(files[name].read_bytes()) for name in names[2:]]
    starts = [[event.decoded("dtstart") for event in one.walk("VEVENT")] for one in dates]
    assert starts[0] == starts[1]
    assert len(starts[0]) == 16
    before = {key: path.read_bytes() for key, path in files.items()}
    again = write_strategy(project, formats=["md"], analyses=known(), made_on=DAY)  # type: ignore[arg-type]
    assert {key: path.read_bytes() for key, path in again.items()} == before


def test_without_a_draw_only_the_month_lies_there(tmp_path: Path) -> None:
    project: Any = decided(tmp_path, posts=1)
    files = write_strategy(project, formats=["md"], analyses=known(), made_on=DAY)  # type: ignore[arg-type]
    assert "calendar.ics" in files
    assert not [name for name in files if name.startswith("slots")]
    assert not list(project.strategy_folder.glob("slots-*"))
