"""The mix in the document: targets beside what was posted, each with its base; unknown is said."""

from pathlib import Path

import pandas as pd

from smmlab.decisions import Decision
from smmlab.defaults import MIX
from smmlab.strategy.document import DataTable, plain
from strategy_cases import FakeProject, document_of, empty_project, no_analyses
from strategy_parts import section_of, tables_of, text_in

SUMMARY = pd.DataFrame(
    {"network": ["instagram", "instagram", "vk"], "type": ["laugh", "none", "medal"],
     "posts": [10, 30, 5]}
)  # fmt: skip


def tables(project: FakeProject, summary: pd.DataFrame | None) -> list[DataTable]:
    analyses = no_analyses()
    analyses.type_summary = summary
    return tables_of(section_of(document_of(project, analyses), "content"))[:2]


def rows(table: DataTable) -> dict[str, list[str]]:
    return {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}


def said(project: FakeProject, summary: pd.DataFrame | None) -> str:
    analyses = no_analyses()
    analyses.type_summary = summary
    return text_in(document_of(project, analyses), "content")


def decided(folder: Path, network: str = "", posts: int = 4) -> FakeProject:
    project = empty_project(folder)
    project.filed["network"] = Decision("network", {"network": network}, "", "strategist", (), "f1")
    rhythm = {"posts_per_week": posts, "hours": [9, 19]}
    project.filed["rhythm"] = Decision("rhythm", rhythm, "", "strategist", (), "f1")
    return project


def test_the_target_stands_beside_what_was_posted_on_the_network(tmp_path: Path) -> None:
    told = rows(tables(decided(tmp_path, "instagram"), SUMMARY)[0])
    # Wilson intervals of 10, 30 and 0 of 40, worked out apart.
    assert told["Laugh"][3:] == ["25% (14.2% to 40.2%)", "10 of 40"]
    assert told["No clear type"] == ["–", "–", "–", "75% (59.8% to 85.8%)", "30 of 40"]
    assert told["Medal"][3:] == ["0% (0% to 8.8%)", "0 of 40"]
    assert [told[kind.title()][0] for kind in MIX] == [f"{share:.0%}" for share in MIX.values()]


def test_posts_of_four_weeks_add_up_and_posts_a_week_are_around_them(tmp_path: Path) -> None:
    for posts in (1, 3, 4, 7):
        told = rows(tables(decided(tmp_path, posts=posts), None)[0])
        assert sum(int(row[1]) for row in told.values()) == 4 * posts
        for row in told.values():
            planned, ends = int(row[1]), [int(part) for part in row[2].split(" or ")]
            assert ends == sorted({planned // 4, -(-planned // 4)})


def test_without_own_posts_the_share_is_unknown_and_it_is_said_what_to_do(tmp_path: Path) -> None:
    for summary in (None, SUMMARY[:0]):
        told = rows(tables(empty_project(tmp_path), summary)[0])
        assert len(told) == len(MIX)
        assert all(row[3:] == ["unknown", "unknown"] for row in told.values())
        assert "Export the posts of your pages" in said(empty_project(tmp_path), summary)


def test_whose_posts_were_looked_at_is_said(tmp_path: Path) -> None:
    assert "own posts on Instagram" in said(decided(tmp_path, "instagram"), SUMMARY)
    for network in ("", "tiktok"):
        assert "own posts of all networks" in said(decided(tmp_path, network), SUMMARY)
        assert rows(tables(decided(tmp_path, network), SUMMARY)[0])["Medal"][4] == "5 of 45"


def test_each_planned_type_says_why_and_how_to_take_care(tmp_path: Path) -> None:
    why = rows(tables(decided(tmp_path), SUMMARY)[1])
    assert set(why) == {kind.title() for kind in MIX}
    assert all(all(cells) for cells in why.values())
    project = decided(tmp_path)
    project.filed["content"] = Decision(
        "content", {"mix": {"laugh": 1.0, "medal": 0.0}}, "", "strategist", (), "f1"
    )
    assert set(rows(tables(project, None)[1])) == {"Laugh"}
    told = rows(tables(project, None)[0])
    assert told["Medal"][:3] == ["–", "–", "–"]
    assert told["Laugh"][1] == "16"
