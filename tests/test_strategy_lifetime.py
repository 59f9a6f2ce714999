"""The strategy says how long posts work here, or what to export, and sets the dates."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from icalendar import Calendar

from lifetime_cases import acts_at, none_of, posts_of
from smmlab.content.lifetime import measure_lifetime
from smmlab.content.lifetime_findings import lifetime_findings
from smmlab.content.slot_test import design_slot_test
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.reminder import reminder_of
from smmlab.strategy.writer import write_strategy
from smmlab.texts import Words
from strategy_cases import DAY, ROWS, all_text, document_of, full_project, no_analyses


def _analyses(mean: float | None, *more: Finding) -> SimpleNamespace:
    posts = posts_of(100)
    post = np.repeat(np.arange(100), 60)
    hours = np.random.default_rng(1).exponential(mean or 1.0, len(post))
    acts = acts_at(posts, post, hours) if mean else none_of("interactions")
    found = measure_lifetime(posts, none_of("snapshots"), acts)
    analyses = no_analyses((*lifetime_findings(found, sources=ROWS), *more))
    analyses.lifetime = found
    return analyses


def test_what_the_posts_show_replaces_the_rule(tmp_path: Path) -> None:
    quick = all_text(document_of(full_project(tmp_path), _analyses(12.0)))
    assert "holds for the posts that did best" in quick
    assert "Telegram: half of what a post brings" in quick
    slow = all_text(document_of(full_project(tmp_path), _analyses(60.0)))
    assert "does not hold here" in slow
    between = all_text(document_of(full_project(tmp_path), _analyses(27.0)))
    assert "leaves both answers open" in between
    endless = all_text(document_of(full_project(tmp_path), _analyses(900.0)))
    assert "Half of it takes longer than ten days" in endless


def test_what_cannot_be_known_is_said_with_what_to_do(tmp_path: Path) -> None:
    text = all_text(document_of(full_project(tmp_path), _analyses(None)))
    assert "cannot be known from these files for Telegram" in text
    bare = all_text(document_of(full_project(tmp_path), no_analyses()))
    assert "How long a post works cannot be known from these files. Export" in bare


def test_the_reminder_lies_beside_the_document_only_while_it_is_needed(tmp_path: Path) -> None:
    project: Any = full_project(tmp_path)
    unknown: Any = _analyses(None)
    written = write_strategy(project, formats=["md"], analyses=unknown, made_on=DAY)
    first = written["export-again.ics"].read_bytes()
    again = write_strategy(project, formats=["md"], analyses=unknown, made_on=DAY)
    assert again["export-again.ics"].read_bytes() == first
    known: Any = _analyses(12.0)
    later = write_strategy(project, formats=["md"], analyses=known, made_on=DAY)
    assert "export-again.ics" not in later
    assert not written["export-again.ics"].exists()


def test_the_dates_follow_the_first_planned_post(tmp_path: Path) -> None:
    project: Any = full_project(tmp_path)
    material = gather(project, _analyses(None), made_on=DAY, words=Words("ru"))  # type: ignore[arg-type]
    first = min((slot.day, slot.hour) for slot in material.calendar)
    text = reminder_of(material)
    assert text is not None
    starts = [event.decoded("dtstart") for event in Calendar.from_ical(text).walk("VEVENT")]
    assert [(start.date() - first[0]).days for start in starts] == [1, 2, 3]
    empty = reminder_of(replace(material, calendar=()))
    assert empty is not None
    assert empty.count("BEGIN:VEVENT") == 3
    assert reminder_of(replace(material, analyses=no_analyses())) is None  # type: ignore[arg-type]


def test_slots_are_told_as_associations_or_not_at_all(tmp_path: Path) -> None:
    ratio = Finding("content.slots.telegram.few_a_day.ratio", 1.6, "ratio", 80, 1.2, 2.1,
                    "estimated", "Counted.", ROWS)  # fmt: skip
    verdict = Finding("content.slots.telegram.few_a_day.verdict", "supports", "label", 80,
                      status="estimated", method="Counted.", sources=ROWS)  # fmt: skip
    text = all_text(document_of(full_project(tmp_path), _analyses(12.0, ratio, verdict)))
    assert "Telegram, one or two posts a day, against more: 1.6" in text
    assert "supports the claim" in text
    assert "Only a drawn order shows an effect" in text
    of_page = [replace(one, key=one.key.replace("telegram.", "telegram.kaja.ee."))
               for one in (ratio, verdict)]  # fmt: skip
    text = all_text(document_of(full_project(tmp_path), _analyses(12.0, *of_page)))
    assert "Telegram, kaja.ee, one or two posts a day, against more: 1.6" in text
    assert "mornings or evenings are better cannot be told" in all_text(
        document_of(full_project(tmp_path), _analyses(12.0))
    )


def test_the_size_of_the_test_is_told_from_the_spread(tmp_path: Path) -> None:
    analyses = _analyses(12.0)
    analyses.slots = SimpleNamespace(table=None, spread={("instagram", "kaja"): 0.6})
    project = full_project(tmp_path)
    plan = {"posts_per_week": 5, "hours": [9, 19], "is_test": True}
    project.filed["rhythm"] = Decision("rhythm", plan, "", "strategist")
    ratio = design_slot_test(
        slots=(9, 19), posts_per_week=5, start=DAY, spread=0.6
    ).minimum_ratio  # fmt: skip
    assert f"a difference of {Words('en').number(ratio)} times" in all_text(
        document_of(project, analyses)
    )
    project.filed["rhythm"] = Decision("rhythm", {**plan, "posts_per_week": 2}, "", "strategist")
    assert "too few posts to promise an answer" in all_text(document_of(project, analyses))
