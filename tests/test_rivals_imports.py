"""Files of rivals' pages, from the import to the findings: none of their people become ours."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rival_files import PLAN_MAP, Plan, facebook_file, mapped_file, telegram_files, vk_file
from smmlab.analyses.rivals import answer_times, content_types, rivals_room
from smmlab.analyses.rooms import Room, Tables
from smmlab.audience.segments import segment_audience
from smmlab.brief import Brief
from smmlab.dialogue.replies import measure_replies
from smmlab.project import create_project

if TYPE_CHECKING:
    from smmlab.project import Project

OURS = Plan("Kohvik Kaja", 3, 30, laughs=0.0)
RIVALS = [Plan("Röst", 2, 90, laughs=0.3, lift=3), Plan("Пекарня «Калач»", 5, 10, laughs=0.0),
          Plan("Bean & Co", 4, 30, laughs=0.0)]  # fmt: skip


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> "Project":
    raw = tmp_path_factory.mktemp("raw")
    project = create_project(tmp_path_factory.mktemp("c") / "kaja", Brief("Kaja", market="EE"))
    project.add_many([facebook_file(raw, OURS, seed=90), *telegram_files(raw, OURS, seed=3),
                      vk_file(raw, OURS, seed=91)])  # fmt: skip
    project.add(mapped_file(raw, [OURS], seed=92), column_map=PLAN_MAP)
    return project


@pytest.fixture(scope="module")
def before(ours: "Project") -> tuple[object, object, int]:
    acts = ours.interactions
    return segment_audience(acts), measure_replies(acts).by_clock.median_hours, len(acts)


@pytest.fixture(scope="module")
def both(ours: "Project", before: object, tmp_path_factory: pytest.TempPathFactory) -> "Project":
    assert before
    raw: Path = tmp_path_factory.mktemp("theirs")
    for seed, plan in enumerate(RIVALS, start=10):
        files = [facebook_file(raw / "a", plan, seed=seed), vk_file(raw / "b", plan, seed=seed),
                 *telegram_files(raw / "c", plan, seed=seed)]  # fmt: skip
        reports = ours.add_many(files, is_own=False)
        assert not [report.error for report in reports if report.error]
    mapped_file(raw, RIVALS, seed=7)
    report = ours.add(raw / "rivals.csv", is_own=False, column_map=PLAN_MAP)
    assert not report.error
    return ours


@pytest.fixture(scope="module")
def room(both: "Project") -> Room:
    return rivals_room(Tables(both))


def test_the_people_of_rivals_are_not_ours(
    both: "Project", before: tuple[object, object, int]
) -> None:
    segments, hours, rows = before
    assert len(both.interactions) == len(both.scan("interactions").df()) == rows
    assert len(both.relation("interactions").df()) > 3 * rows
    assert segment_audience(both.interactions).equals(segments)  # type: ignore[attr-defined]
    assert measure_replies(both.interactions).by_clock.median_hours == hours
    told = sum(source.rows for source in Tables(both).acts_sources)
    assert told == rows


def test_every_format_gives_every_page_on_the_same_measures(room: Room) -> None:
    pages = room.results["rival_pages"]
    assert pages.groupby("network").size().to_dict() == dict.fromkeys(
        ("facebook", "instagram", "telegram", "vkontakte"), 4
    )
    assert pages["median"].notna().all()
    verdicts = pages.pivot_table(index="page", columns="network", values="verdict", aggfunc="first")
    assert set(verdicts.loc["Röst"]) == {"better"}
    assert set(verdicts.loc["Пекарня «Калач»"]) == {"worse"}
    # The planted rhythm, in the interval on each network.
    for plan in (OURS, *RIVALS):
        mine = pages[pages["page"] == plan.name]
        assert mine["posts_per_week_low"].lt(plan.per_week).all()
        assert mine["posts_per_week_high"].gt(plan.per_week).all()
    assert set(pages.loc[pages["network"] == "telegram", "counted"]) == {"reactions, comments"}


def test_the_planted_white_space_is_found_and_nothing_else(room: Room) -> None:
    cells = room.results["white_space"]
    named = cells[cells["status"] == "white_space"]
    assert set(named["type"]) == {"laugh"}
    assert set(named["form"]) <= {"video", "short"}
    assert len(named) >= 3


def test_waiting_times_are_seen_where_people_comment(both: "Project", room: Room) -> None:
    answers = answer_times(both).set_index("page")
    assert set(answers["network"]) == {"telegram"}
    for seed, plan in enumerate(RIVALS, start=10):
        # Every answer comes so many hours after its comment.
        assert answers.loc[plan.name, "median_hours"] == pytest.approx(seed, abs=0.01)
    keys = {finding.key: finding for finding in room.findings}
    found = keys["rivals.telegram.page.Röst.median_hours"]
    assert found.value == answers.loc["Röst", "median_hours"]
    assert keys["rivals.telegram.own.Kohvik Kaja.unanswered_share"].value < 0.5


def test_keys_are_unique_and_every_number_has_rows(room: Room) -> None:
    keys = [finding.key for finding in room.findings]
    assert len(keys) == len(set(keys))
    assert not [f.key for f in room.findings if f.status != "unknown" and not f.sources]
    shares = [f for f in room.findings if f.unit == "share" and f.numerator is not None]
    assert shares
    assert all(f.value == pytest.approx(f.numerator / f.denominator) for f in shares)


def test_types_of_all_pages_begin_with_ours(both: "Project") -> None:
    types = content_types(both)
    assert len(types) == len(both.posts)
    assert types.head(len(Tables(both).types)).equals(Tables(both).types)
