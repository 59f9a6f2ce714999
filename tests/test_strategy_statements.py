"""No number without a finding, and nothing written that is not whole."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.audience.segments import SEGMENT_ADVICE, SEGMENT_LABELS
from smmlab.brief import Objective
from smmlab.decisions import STEPS, Decision, Step
from smmlab.errors import StrategyError
from smmlab.findings import Finding
from smmlab.gathering.checklist import ITEM_LABELS
from smmlab.networks.choosing import Rule as NetworkRule
from smmlab.schema import EVERY_NETWORK, FORMS, TABLES
from smmlab.strategy.build import build_document
from smmlab.strategy.choices import CHOICE_LABELS, choice_in_words
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import (
    Bullets,
    DataTable,
    Document,
    Goals,
    Paragraph,
    Section,
    Span,
    number_columns,
    plain,
)
from smmlab.strategy.lint import REQUIRED, check_document, faults_of
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import (
    Choice,
    Day,
    FromBrief,
    Ledger,
    Name,
    Part,
    Pen,
    Quote,
    Several,
    Spread,
    Term,
)
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.labels import LABELS, NETWORK_NAMES, TABLE_NAMES
from strategy_cases import (
    DAY,
    all_spans,
    all_text,
    document_of,
    empty_project,
    full_analyses,
    full_project,
    no_analyses,
)
from strategy_parts import section_of, text_in

SHARE = Finding("a.share", 0.125, "share", n=80, low=0.07, high=0.21)


def test_a_digit_in_a_template_stops_the_build() -> None:
    with pytest.raises(StrategyError, match="without a finding"):
        Pen(Words("en")).say("About 3 posts a week for {people}.", people=SHARE)
    with pytest.raises(StrategyError, match="without a finding"):
        Pen(Words("en")).value(Term("Top 10"))


def test_a_missing_value_is_named() -> None:
    with pytest.raises(StrategyError, match="people"):
        Pen(Words("en")).say("It reaches {people}.")


def test_every_kind_of_value_keeps_its_origin() -> None:
    pen = Pen(Words("en"))
    decision = Decision("rhythm", {"posts_per_week": 3}, "", "strategist")
    spans = pen.say(
        "{share} {low} {posts} {name} {days} {text} {file} {word} {day} {list}",
        share=SHARE, low=Part(SHARE, "low"), posts=Choice(decision, 3), name=FromBrief("Kaja"),
        days=RULES["review_days"], text=Quote("10 cups"), file=Name("a1.csv"),
        word=Term("Photo"), day=Day("09:00"),
        list=Several((Choice(decision, 9, "hour"), Term("Text"))),
    )  # fmt: skip
    assert plain(spans) == "12.5% 7% 3 Kaja 14 “10 cups” a1.csv Photo 09:00 09:00, Text"
    marks = [(span.kind, span.mark) for span in spans if span.kind != "words"]
    assert marks == [
        ("finding", "e1"), ("finding", "e1"), ("choice", "d1"), ("brief", None), ("rule", "r1"),
        ("quote", None), ("name", None), ("date", None), ("choice", "d1"),
    ]  # fmt: skip


@given(st.integers(0, 2_000_000))
@settings(max_examples=30, deadline=None)
def test_plurals_show_exactly_the_value(n: int) -> None:
    for language in ("en", "et", "ru"):
        pen = Pen(Words(language))
        spans = pen.say_many("{n} post", "{n} posts", n=Finding("p", n, "posts"))
        assert [span.text for span in spans if span.mark] == [Words(language).number(n)]


def test_one_key_cannot_mean_two_numbers() -> None:
    ledger = Ledger()
    ledger.mark(SHARE)
    with pytest.raises(StrategyError, match=r"a\.share"):
        ledger.mark(replace(SHARE, value=0.2))


def test_an_unknown_finding_is_said_to_be_unknown() -> None:
    unknown = Finding("x", None, "share", status="unknown", method="No comments.")
    pen = Pen(Words("en"))
    assert plain(pen.value(unknown)) == "unknown"
    assert plain(pen.mentioned(unknown)) == "No comments."


def test_all_sections_stand_without_any_data(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses())
    assert tuple(section.key for section in document.sections) == REQUIRED
    assert all(section.blocks for section in document.sections)
    text = all_text(document)
    assert "Default, not yet decided by the strategist." in text
    assert "Export the orders of the shop as CSV." in text
    assert "not decided" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_whole_in_every_language(language: Language, tmp_path: Path) -> None:
    for project, analyses in (
        (empty_project(tmp_path), no_analyses()),
        (full_project(tmp_path), full_analyses()),
    ):
        material = gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
        assert list(faults_of(build_document(material))) == []


def test_choices_are_told_in_words() -> None:
    def told(step: Step, **choice: object) -> str:
        return choice_in_words(Pen(Words("en")), Decision(step, choice), currency="EUR")

    assert told("audience", segments=["core", "one_time"]) == "Serve first: Core, One-time visitors"
    assert told("network", network="", contenders=["x", "tiktok"]) == (
        "Network: not decided; Candidates: X, TikTok"
    )
    # "link" is a task here, and a form of a post elsewhere.
    assert told("place", tasks=["link", "face"]) == (
        "Still to do: One tagged link · A face and a voice"
    )
    assert told("content", mix={"medal": 0.2, "laugh": 0.8}) == "The mix: Medal 20%, Laugh 80%"
    assert told("rhythm", hours=[9, 19], is_test=False) == (
        "Posting times: 09:00, 19:00; The times are a test: no"
    )
    assert told("dialogue", reply_hours=1) == "Longest wait for an answer: 1 hour"
    assert told("rivals", sellers={"facebook": 12, "vkontakte": 3}) == (
        "Active sellers: Facebook 12, VKontakte 3"
    )
    assert told("money", model="own_goods") == "How the audience earns: selling own goods"
    assert told("placements", budget=600, currency="RUB", allowed_cost=0, first=0) == (
        "Budget for placements: RUB600.00; Currency: RUB; A result may cost: not set; "
        "Placements to try first: as many as bring most"
    )
    goals = [
        {"metric": "revenue", "target": 900.0, "by": "2027-02-28", "owner": "new"},
        {"metric": "engagement_rate", "target": 0.05, "by": "", "owner": ""},
    ]
    assert told("objectives", goals=goals) == (
        "Objectives: Measure: Revenue, Target: €900.00, Day: February 28, 2027, Responsible: new"
        " · Measure: Engagement rate, Target: 5%"
    )


def test_a_difference_of_shares_is_in_points_and_not_in_percent() -> None:
    change = Finding("audience.need.x.change", -0.254, "share difference", 90, -0.3, -0.2)
    # A table names the unit once and short, a sentence in words.
    assert plain(Pen(Words("en")).value(Spread(change))) == "−25.4 pp (−30 to −20)"
    assert plain(Pen(Words("et")).say("{x}", x=change)) == "−25,4 protsendipunkti"


def test_strange_choices_are_shown_as_they_were_given() -> None:
    strange = {"mood": {"a": [1, None, True]}, "goals": ["grow"], "mix": 7, "hours": [], "tasks": 3}
    assert choice_in_words(Pen(Words("en")), Decision("place", strange), currency="EUR") == (
        "mood: a 1, unknown, yes; Objectives: grow; The mix: 7; Posting times: –; Still to do: 3"
    )


def test_every_default_choice_has_its_labels(tmp_path: Path) -> None:
    material = gather(full_project(tmp_path), full_analyses(), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    keys = {name for decision in material.decisions.values() for name in decision.choice}
    goal = material.decision("objectives").choice["goals"][0]
    assert keys | set(goal) <= set(CHOICE_LABELS)


def test_the_appendix_names_units_and_choices(tmp_path: Path) -> None:
    document = document_of(full_project(tmp_path), full_analyses())
    tables = [block for block in document.appendix.blocks if isinstance(block, DataTable)]
    text = "\n".join(plain(cell) for table in tables for row in table.rows for cell in row)
    for shown in ("14 days", "1 hour", "20 comments", "10 people", "Posting times: 09:00, 19:00"):
        assert shown in text
    for key in ("is_test", "posts_per_week:", "reply_hours", "own_goods", "pinned,"):
        assert key not in text
    heads = [plain(cell) for table in tables for cell in table.header]
    assert "Decided by" in heads
    assert "By" not in heads


def test_what_the_brief_gave_is_not_asked_again(tmp_path: Path) -> None:
    def asked(project: object) -> str:
        document = document_of(project, no_analyses())
        said = text_in(document, "summary").splitlines()
        return next(line for line in said if "still" in line and "default" in line)

    nothing = asked(empty_project(tmp_path))
    # There are no objectives yet to confirm: to set them is asked for in a line of its own.
    assert f"change {len(STEPS) - 1} decisions" in nothing
    assert "rivals" in nothing
    assert "objectives" not in nothing
    project = empty_project(tmp_path)
    project.brief = replace(
        project.brief,
        objectives=(Objective("orders", 120.0),),
        rivals_per_network={"facebook": 12},
    )
    given = asked(project)
    assert f"change {len(STEPS) - 2} decisions" in given
    assert "rivals" not in given
    assert "objectives" not in given


def test_orders_without_tags_are_named_in_words(tmp_path: Path) -> None:
    analyses = full_analyses()
    analyses.findings += tuple(
        Finding(f"money.utm.{key}.orders", 5, "orders")
        for key in ("(untagged).EUR", "insta\u2024gram.social")
    )
    text = all_text(document_of(full_project(tmp_path), analyses))
    assert "without tags, EUR" in text
    assert "insta.gram / social" in text
    assert "(untagged)" not in text


def test_unrest_is_counted_in_periods(tmp_path: Path) -> None:
    def told(alarms: int, calm: int = 13) -> str:
        analyses = no_analyses(
            (
                Finding("dialogue.alerts.alarms", alarms, "days", 40),
                Finding("dialogue.alerts.worst", "2026-10-05", "date", 12),
                Finding("dialogue.alerts.newest", "2026-10-07", "date", 12),
                Finding("dialogue.alerts.ends", "2026-10-20", "date", 400),
                Finding("dialogue.alerts.calm_days", calm, "days", 400),
            )
        )
        return all_text(document_of(empty_project(tmp_path), analyses))

    assert "stood out in 1 period, from October 5, 2026" in told(1)
    assert "stood out in 3 periods, most of all from October 5, 2026" in told(3)
    # Unrest is a task for today only near the end of the files, whatever the clock says.
    for alarms in (1, 3):
        assert "The newest, from October 7, 2026, is within the last 14 days" in told(alarms)
        old = told(alarms, calm=14)
        assert "before anything else" not in old
        assert "until the files end on October 20, 2026" in old
        assert "what calmed it" in old
    assert "At least 20% of the day's comments are unhappy" in told(3)


def test_our_own_words_hold_no_digits() -> None:
    ours = [
        *LABELS.values(), *CHOICE_LABELS.values(), *ITEM_LABELS.values(),
        *EXPORTS.values(), *TABLE_NAMES.values(), *SEGMENT_ADVICE.values(),
        *SEGMENT_LABELS.values(),
        *(text for rule in RULES.values() for text in (rule.meaning, rule.ground)),
    ]  # fmt: skip
    assert not [text for text in ours if any(map(str.isdigit, text))]


def test_the_vocabularies_cover_the_tables_and_the_tasks() -> None:
    assert set(TABLE_NAMES) == set(TABLES)
    assert set(NETWORK_NAMES) == set(EVERY_NETWORK)
    assert {*FORMS, *STEPS} <= set(LABELS)


def test_numbers_in_the_text_are_the_findings(tmp_path: Path) -> None:
    analyses = full_analyses()
    document = document_of(full_project(tmp_path), analyses)
    words, found = Words("en"), {f.key: f for f in analyses.findings}
    anchors = appendix_rows(document)
    for key, shown in {
        "audience.segment.core.share": "15.5%",
        "dialogue.replies.unanswered_share": words.percent(0.22),
        "money.orders.EUR.average_order_value": words.money(36.96, "EUR"),
        "networks.instagram.p_best": "71%",
    }.items():
        row = next(row for row in anchors.values() if row[1][-1].text == key)
        assert plain(row[2]) == shown
        assert found[key].sources[0].file in plain(anchors[plain(row[7])][1])
    marked = [s for s in all_spans(document) if s.mark and s.kind == "finding" and s.text]
    for span in marked:
        if span.text == span.mark:
            continue
        # Its value, a time with its unit, or the number it is of: all stand in its row.
        value, *rest = (plain(cell) for cell in anchors[span.mark][2:])
        stands = span.text.startswith(value) or value.startswith(f"{span.text} ")
        assert stands or span.text in rest or not any(map(str.isdigit, span.text))


def test_what_was_refused_is_told(tmp_path: Path) -> None:
    project = full_project(tmp_path)
    project.files = (SimpleNamespace(file="posts.csv", rows={"imported": 40, "rejected": 3}),)
    project.refused_files = (SimpleNamespace(file="menu.pdf", reason="This is not an export."),)
    text = all_text(document_of(project, full_analyses()))
    assert "posts.csv: 3 rows were not imported." in text
    assert "menu.pdf was not read at all. This is not an export." in text


def test_a_stale_decision_is_said(tmp_path: Path) -> None:
    text = all_text(document_of(full_project(tmp_path), full_analyses()))
    assert "The tables have changed since." in text
    project = full_project(tmp_path)
    project.filed = {step: replace(one, fingerprint="f1") for step, one in project.filed.items()}
    assert "have changed since" not in all_text(document_of(project, full_analyses()))


def test_objectives_have_all_their_parts(tmp_path: Path) -> None:
    document = document_of(full_project(tmp_path), full_analyses())
    section = section_of(document, "objectives")
    (goals,) = [block for block in section.blocks if isinstance(block, Goals)]
    (goal,) = goals.goals
    shown = [plain(part) for part in (goal.metric, goal.baseline, goal.target, goal.owner)]
    assert shown == ["Orders", "87", "120", "Mari Mägi"]
    broken = replace(goals, goals=(replace(goal, owner=()),))
    faulty = with_block(document, "objectives", broken)
    assert any("objective without a responsible person" in fault for fault in faults_of(faulty))


def test_the_lint_finds_orphans_lost_marks_and_missing_sections(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses())
    assert list(faults_of(document)) == []
    for block in (
        Paragraph((Span("We expect 400 orders."),)),
        Bullets(((Span("400", "finding"),),)),
        DataTable((Span("Table 1"),), ((Span("A"),),), (((Span("x"),),),)),
    ):
        with pytest.raises(StrategyError, match="orphan number"):
            check_document(with_block(document, "summary", block))
    lost = Paragraph((Span("4", "finding", "e999"),))
    with pytest.raises(StrategyError, match="e999 leads nowhere"):
        check_document(with_block(document, "summary", lost))
    with pytest.raises(StrategyError, match="rhythm is missing"):
        check_document(
            replace(document, sections=tuple(s for s in document.sections if s.key != "rhythm"))
        )


def test_digits_of_other_scripts_are_digits_too(tmp_path: Path) -> None:
    document = document_of(empty_project(tmp_path), no_analyses())
    arabic = Paragraph((Span("we sell \u0663 cups"),))
    assert list(faults_of(with_block(document, "summary", arabic)))


def test_the_rule_of_the_document_is_the_rule_of_the_analysis() -> None:
    assert RULES["network_certainty"].value == NetworkRule().p_best
    assert RULES["network_regret"].value == NetworkRule().regret


def test_number_columns_look_at_the_whole_column() -> None:
    rows = tuple(
        tuple((Span(text),) for text in row)
        for row in (("a", "12", "launched in 2024 by us", "1. mai 2026"), ("b", "–", "later", "–"))
    )
    assert number_columns(DataTable((), ((),) * 4, rows)) == (False, True, False, False)


def appendix_rows(document: Document) -> dict[str, tuple]:
    return {
        anchor: row
        for block in document.appendix.blocks
        if isinstance(block, DataTable)
        for anchor, row in zip(block.anchors, block.rows, strict=True)
    }


def with_block(document: Document, key: str, block: object) -> Document:
    sections = tuple(
        Section(s.key, s.title, (*s.blocks, block)) if s.key == key else s  # type: ignore[arg-type]
        for s in document.sections
    )
    return replace(document, sections=sections)


def test_an_estimate_of_people_is_not_shown_to_the_last_head() -> None:
    pen = Pen(Words("en"))
    guess = Finding("a.b", 57_642.3, "people", low=39_498.0, high=65_882.0, status="estimated")
    assert plain(pen.value(guess)) == "57,600"
    assert plain(pen.value(Part(guess, "low"))) == "39,500"
    assert plain(pen.value(Finding("a.c", 57_642.0, "people"))) == "57,642"
