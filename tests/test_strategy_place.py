"""The section on the gathering place: what to open, what is forbidden, what to do first."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from smmlab.analyses.gathering import rules_of_places
from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.defaults import default_decisions
from smmlab.findings import trace
from smmlab.gathering.audit import audit_place
from smmlab.gathering.checklist import ITEM, ITEM_LABELS
from smmlab.gathering.choice import choose_place
from smmlab.gathering.report import audit_findings, choice_findings
from smmlab.networks.evidence import load_evidence
from smmlab.schema import NETWORKS
from smmlab.strategy.build import build_document
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Chart, DataTable, Section, plain, runs_of
from smmlab.strategy.lint import faults_of
from smmlab.strategy.sections import place
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import DAY, FakeProject, full_analyses, full_project, no_analyses
from strategy_parts import grid_of, section_of, tables_of, text_of

EVIDENCE = load_evidence(year=2026)


def analysed(project: FakeProject, network: str, answers: dict[str, str]) -> SimpleNamespace:
    brief = project.brief
    rules = rules_of_places(brief, EVIDENCE)
    analyses = full_analyses()
    analyses.places = {name: choose_place(brief, name, rules) for name in NETWORKS}
    posts = project.table("posts")
    audit = audit_place(network, answers, posts=posts, languages=brief.target.languages,
                        face=brief.face, market=brief.market)  # fmt: skip
    analyses.place_audit = audit
    analyses.findings = (
        *analyses.findings, *choice_findings([analyses.places[network]]),
        *audit_findings(audit, sources=trace(posts)),
    )  # fmt: skip
    return analyses


def section(project: FakeProject, analyses: SimpleNamespace, language: Language = "en") -> Section:
    material = gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    document = build_document(material)
    assert list(faults_of(document)) == []
    return section_of(document, "place")


def on(network: str, folder: Path, **choice: object) -> FakeProject:
    project = full_project(folder)
    project.filed["network"] = Decision("network", {"network": network}, "Why not.", "strategist",
                                        (), "f1", "2026-11-20")  # fmt: skip
    if choice:
        project.filed["place"] = Decision("place", {"network": network, **choice}, "Seen.",
                                          "strategist", (), "f1", "2026-11-21")  # fmt: skip
    return project


def test_the_section_says_what_to_open_and_what_is_forbidden_with_the_source(
    tmp_path: Path,
) -> None:
    project = on("facebook", tmp_path)
    told = text_of(section(project, analysed(project, "facebook", {})))
    assert "Open: Page of the business." in told
    assert "one personal account for personal purposes" in told
    assert "Facebook Terms of Service" in told
    assert "grade A" in told
    assert "Judgement of the method, not measured here." not in told.split("Open:")[0]


def test_answers_become_a_table_of_states_and_a_list_in_order_of_effect(tmp_path: Path) -> None:
    answers = {"cover": "no", "legal": "no", "contact": "yes"}
    project = on("instagram", tmp_path)
    part = section(project, analysed(project, "instagram", answers))
    tables = [block for block in part.blocks if isinstance(block, DataTable)]
    tasks = next(t for t in tables if plain(t.header[0]) == "What")
    # Instagram has no cover; what nobody has is not asked for.
    assert [plain(row[0]) for row in tasks.rows] == [ITEM["legal"].fix]
    assert [plain(cell) for cell in tasks.header] == ["What", "Effect", "Who", "By when"]
    states = next(t for t in tables if plain(t.header[0]) == "What should be there")
    known = {plain(row[0]): plain(row[1]) for row in states.rows}
    assert known[ITEM_LABELS["contact"]] == "yes"
    assert known[ITEM_LABELS["legal"]] == "no"
    assert ITEM_LABELS["pinned"] not in known
    assert "Days from the newest post to the export: 1." in text_of(part)
    assert any(isinstance(block, Chart) for block in part.blocks)
    assert f"{ITEM_LABELS['pinned']}: {ITEM['pinned'].look}" in text_of(part)


def test_a_forbidden_choice_is_warned_of_with_the_rule(tmp_path: Path) -> None:
    project = on("facebook", tmp_path, kind="personal_face", tasks=["contact"])
    told = text_of(section(project, analysed(project, "facebook", {})))
    assert "The rules forbid the kind of place that was chosen (Profile of a person)." in told
    assert "The rules and the goal speak for another kind: Page of the business." in told


def test_a_place_decided_for_another_network_is_to_be_confirmed(tmp_path: Path) -> None:
    project = on("facebook", tmp_path, kind="page", tasks=["contact"])
    place = project.filed["place"]
    project.filed["place"] = replace(place, choice={**place.choice, "network": "telegram"})
    told = text_of(section(project, analysed(project, "facebook", {})))
    assert "decided for another network" in told


def test_undecided_networks_show_what_each_would_open(tmp_path: Path) -> None:
    project = full_project(tmp_path)
    project.filed["network"] = Decision(
        "network", {"network": "", "contenders": ["vkontakte", "telegram"]}, "", "strategist", (),
        "f1", "2026-11-20",
    )  # fmt: skip
    part = section(project, analysed(project, "instagram", {}))
    assert grid_of(tables_of(part)[0])[1:] == [
        ["VKontakte", "Page of the business", "Profile of a person"],
        ["Telegram", "Channel", "–"],
    ]


def test_a_barred_network_opens_nothing(tmp_path: Path) -> None:
    project = on("instagram", tmp_path)
    project.brief = Brief(name="Кофейня", market="RU", language="ru")
    told = text_of(section(project, analysed(project, "instagram", {})))
    assert "no place that sells can be opened here" in told
    assert "Advertising is banned by law" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_whole_in_every_language(language: Language, tmp_path: Path) -> None:
    project = on("vkontakte", tmp_path)
    assert section(project, analysed(project, "vkontakte", {"name": "no"}), language).blocks


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_has_its_kinds_and_no_orphan_number(network: str, tmp_path: Path) -> None:
    project = on(network, tmp_path)
    analyses = analysed(project, network, {"name": "no", "rules": "yes"})
    material = gather(project, analyses, made_on=DAY, words=Words("ru"))  # type: ignore[arg-type]
    part = place.write(material, Pen(Words("ru")))
    bare = [
        span.text
        for block in part.blocks
        for run in runs_of(block)
        for span in run
        if any(map(str.isdigit, span.text)) and span.kind == "words"
    ]
    assert bare == []
    kinds = next(block for block in part.blocks if isinstance(block, DataTable))
    assert len(kinds.rows) == len(analyses.places[network].options)


def test_what_stands_by_now_is_no_longer_to_do(tmp_path: Path) -> None:
    project = on("facebook", tmp_path, kind="page", tasks=["contact", "about", "our own task"],
                 answers={"contact": "yes", "about": "no"})  # fmt: skip
    part = section(project, analysed(project, "facebook", {"contact": "yes", "about": "no"}))
    tasks = next(b for b in part.blocks if isinstance(b, DataTable) and len(b.header) == 4
                 and plain(b.header[3]) == "By when")  # fmt: skip
    assert [plain(row[0]) for row in tasks.rows] == [ITEM["about"].fix, "our own task"]


def test_without_analyses_the_list_holds_for_any_place(tmp_path: Path) -> None:
    project = on("facebook", tmp_path)
    told = text_of(section(project, full_analyses()))
    assert ITEM["contact"].fix in told


def test_what_another_market_asks_for_is_no_task_here() -> None:
    nothing = no_analyses()
    here, there = (
        default_decisions(nothing, Brief("Kohvik", market=market))["place"].choice["tasks"]
        for market in ("EE", "RU")
    )
    assert "ad_label" in there
    assert "ad_label" not in here
