"""What is not known is said once, with what would tell it at the end."""

from dataclasses import replace
from pathlib import Path

import pytest

from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import DataTable, Paragraph, Section, Span, plain
from smmlab.strategy.material import TableFacts
from smmlab.strategy.sections import gaps
from smmlab.strategy.sections.gap_subjects import subject_of
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, empty_project, no_analyses
from strategy_parts import text_of

FIRST = "Hours are not known at all. Comments with their times would tell."
SECOND = "Weekdays are not known at all. Comments with their times would tell."


def rows(section: Section) -> list[str]:
    """Return the subject and the reason of every row that tells of a question."""
    (table,) = (
        block
        for block in section.blocks
        if isinstance(block, DataTable) and plain(block.header[0]) == "About"
    )
    return [": ".join(map(plain, row)) for row in table.rows]


def lines(*methods: str, before: tuple[Section, ...] = ()) -> list[str]:
    found = tuple(
        Finding(f"audience.of{'x' * number}", None, "hour", status="unknown", method=method)
        for number, method in enumerate(methods)
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    return rows(gaps.write(made, Pen(made.words), before))


def test_reasons_with_one_remedy_become_one_line() -> None:
    assert lines(FIRST, SECOND) == [
        "Audience: Hours are not known at all. Weekdays are not known at all. "
        "Comments with their times would tell."
    ]


def test_conversations_are_no_network() -> None:
    found = tuple(
        Finding(key, None, "hour", status="unknown", method=method)
        for key, method in (("dialogue.threads.length", FIRST), ("dialogue.telegram.late", SECOND))
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    made = replace(made, tables=(filled("interactions"),))
    told = rows(gaps.write(made, Pen(made.words), ()))
    assert any(line.startswith("Dialogue: Hours") for line in told)
    assert any(line.startswith("Dialogue (Telegram): Weekdays") for line in told)


def filled(name: str) -> TableFacts:
    return TableFacts(name, Finding(f"data.{name}.rows", 3, "rows"))


@pytest.mark.parametrize(
    ("table", "key"),
    [("orders", "money.rfm"), ("orders", "money.unit.orders"),
     ("orders", "money.test.smallest_lift"), ("orders", "money.repeat.orders"),
     ("interactions", "audience.need"),
     ("interactions", "dialogue.spam.authors_share"), ("interactions", "audience.hours.peak")],
)  # fmt: skip
def test_a_table_that_is_absent_is_not_asked_about_one_by_one(table: str, key: str) -> None:
    found = (
        Finding(key, None, "label", status="unknown", method=FIRST),
        Finding("money.orders", None, "label", status="unknown", method=SECOND),
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    told = rows(gaps.write(made, Pen(made.words), ()))
    assert len(told) == 1
    assert "Weekdays" in told[0]
    known = replace(made, tables=(filled(table),))
    assert any("Hours are not" in one for one in rows(gaps.write(known, Pen(made.words), ())))


def test_what_stands_in_for_a_gap_is_not_denied() -> None:
    made = gather(empty_project(Path("none")), no_analyses(()), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    text = text_of(gaps.write(made, Pen(made.words), ()))
    assert "a default or an assumption stands in for it" in text
    assert "guess" not in text
    assert "What is sold: without it the ideas stay general." in text


def test_what_is_unknown_of_segments_names_them() -> None:
    found = tuple(
        Finding(
            f"audience.segment.{name}.best_hours", None, "label", status="unknown", method=FIRST
        )
        for name in ("core", "regular")
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    (told,) = rows(gaps.write(made, Pen(made.words), ()))
    assert told.startswith("Audience (Core, Regulars): Hours")


def test_a_subject_is_named_once_for_all_that_is_not_known_of_it() -> None:
    other = "Cities are not known at all. The page of the audience would tell."
    assert [row.partition(":")[0] for row in lines(FIRST, other)] == ["Audience", ""]


def test_findings_left_open_for_one_reason_are_named() -> None:
    pen = Pen(Words("en"))
    levers = ["money.levers.posts.change", "money.levers.budget.change"]
    assert plain(subject_of(pen, "money", (), keys=levers)) == (
        "Money · Number of posts, with the hours for them, Budget"
    )
    assert plain(subject_of(pen, "money", (), keys=["money.nothing"])) == "Money"
    many = [f"dialogue.questions.{name}" for name in ("asked", "within_day", "median_minutes")]
    assert plain(subject_of(pen, "dialogue", (), keys=many)).startswith("Dialogue · Questions")


def test_what_another_section_said_is_left_out() -> None:
    said = (Section("audience", (Span("A"),), (Paragraph((Span(FIRST),)),)),)
    told = lines(FIRST, SECOND, before=said)
    assert not any("Hours are not known" in line for line in told)
    assert any("Weekdays are not known at all." in line for line in told)
