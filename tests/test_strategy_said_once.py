"""Sections on money, objectives and control say a thing once, and no more than the files tell."""

from pathlib import Path

from smmlab.strategy.document import Advice, Document, Heading, Paragraph, plain
from strategy_cases import document_of, empty_project, no_analyses
from strategy_parts import rows_of, section_of, text_in
from strategy_told_cases import count


def document(folder: Path, active: int | None = None) -> Document:
    found = () if active is None else (count("audience.active_people", active, "people"),)
    return document_of(empty_project(folder), no_analyses(found))


def test_why_no_way_to_earn_leads_is_said_by_the_reason_alone(tmp_path: Path) -> None:
    said = text_in(document(tmp_path), "money")
    assert said.count("Try selling own goods first, as a small test.") == 1
    assert said.count("recommend no way to earn yet") == 1
    assert "stands out" not in said


def test_that_goals_are_missing_stands_before_the_question_whether_they_can_be_checked(
    tmp_path: Path,
) -> None:
    missing, question, advised = section_of(document(tmp_path), "objectives").blocks
    assert isinstance(missing, Paragraph)
    assert plain(missing.spans).startswith("No objectives are set yet.")
    assert isinstance(question, Heading)
    assert isinstance(advised, Advice)


def test_a_number_of_people_is_not_passed_off_as_a_share(tmp_path: Path) -> None:
    def now(active: int | None) -> str:
        rows = rows_of(section_of(document(tmp_path, active), "measurement"))
        return next(row[3] for row in rows if row[0] == "Active people")

    assert now(362) == "362 people, not yet divided by followers"
    assert now(1) == "1 person, not yet divided by followers"
    assert now(None) == "unknown"
