"""What is not known is said once, with what would tell it at the end."""

from pathlib import Path

from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Paragraph, Section, Span, plain, runs_of
from smmlab.strategy.sections import gaps
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, empty_project, no_analyses

FIRST = "Hours are not known at all. Comments with their times would tell."
SECOND = "Weekdays are not known at all. Comments with their times would tell."


def lines(*methods: str, before: tuple[Section, ...] = ()) -> list[str]:
    found = tuple(
        Finding(f"audience.of{'x' * number}", None, "hour", status="unknown", method=method)
        for number, method in enumerate(methods)
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    section = gaps.write(made, Pen(made.words), before)
    return [plain(run) for block in section.blocks for run in runs_of(block)]


def test_reasons_with_one_remedy_become_one_line() -> None:
    told = [line for line in lines(FIRST, SECOND) if line.startswith("Audience: ")]
    assert told == [
        "Audience: Hours are not known at all. Weekdays are not known at all. "
        "Comments with their times would tell."
    ]


def test_conversations_are_no_network() -> None:
    found = tuple(
        Finding(key, None, "hour", status="unknown", method=method)
        for key, method in (("dialogue.threads.length", FIRST), ("dialogue.telegram.late", SECOND))
    )
    made = gather(empty_project(Path("none")), no_analyses(found), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    section = gaps.write(made, Pen(made.words), ())
    told = [plain(run) for block in section.blocks for run in runs_of(block)]
    assert any(line.startswith("Dialogue: Hours") for line in told)
    assert any(line.startswith("Dialogue (Telegram): Weekdays") for line in told)


def test_what_another_section_said_is_left_out() -> None:
    said = (Section("audience", (Span("A"),), (Paragraph((Span(FIRST),)),)),)
    told = lines(FIRST, SECOND, before=said)
    assert not any("Hours are not known" in line for line in told)
    assert any("Weekdays are not known at all." in line for line in told)
