"""Forms by type in the document: the choice of the calendar, with its ground or its doubt."""

from pathlib import Path

import pandas as pd

from smmlab.content.form_choice import choice_findings
from smmlab.decisions import Decision
from smmlab.strategy.document import plain
from strategy_cases import FakeProject, document_of, empty_project, no_analyses
from strategy_parts import grid_of, section_of, tables_of

CELLS = pd.DataFrame(
    {
        "type": ["laugh", "medal", "laugh"], "form": ["story", "photo", "text"], "posts": 20,
        "median": [2.0, 0.5, 3.0], "low": [1.5, 0.4, 2.0], "high": [2.5, 0.6, 4.0],
        "adjusted_p": 0.01, "verdict": ["better", "worse", "not_distinguishable"],
    }
)  # fmt: skip


def on(folder: Path, choice: dict[str, object]) -> FakeProject:
    project = empty_project(folder)
    project.filed["network"] = Decision("network", choice, "", "strategist", (), "f1")
    return project


def table(
    project: FakeProject, cells: pd.DataFrame | None = None, forms: pd.DataFrame | None = None
) -> list[list[str]]:
    analyses = no_analyses(() if cells is None else tuple(choice_findings(cells, sources=())))
    analyses.type_forms, analyses.forms = cells, forms
    section = section_of(document_of(project, analyses), "content")
    (found,) = (one for one in tables_of(section) if plain(one.caption) == "Forms by type")
    return grid_of(found)


def test_without_evidence_every_row_is_a_default(tmp_path: Path) -> None:
    head, *rows = table(on(tmp_path, {"network": "facebook"}))
    assert head == ["Type", "Forms to use", "Why"]
    assert len(rows) == 4
    assert all(row[2].startswith("A default: ") for row in rows)
    assert all(", " in row[1] for row in rows)


def test_a_single_form_is_told_as_what_the_network_has(tmp_path: Path) -> None:
    rows = {row[0]: row for row in table(on(tmp_path, {"network": "instagram"}))}
    assert rows["Provocation"][1] == "Photo"
    assert rows["Provocation"][2] == "A default: the form that the network has for this type."


def test_what_did_better_or_worse_is_told_with_its_interval(tmp_path: Path) -> None:
    rows = {row[0]: row for row in table(on(tmp_path, {"network": "facebook"}), CELLS)}
    assert rows["Laugh"][1] == "Story"
    assert rows["Laugh"][2].endswith("Did clearly better here, as a multiple of the usual response:"
                                     " Story 2 (1.5 to 2.5)")  # fmt: skip
    assert "Photo" not in rows["Medal"][1]
    assert "Left out, because it did clearly worse: Photo 0.5 (0.4 to 0.6)" in rows["Medal"][2]
    assert "Left out" not in rows["Provocation"][2]


def test_what_all_posts_of_the_network_tell_stands_before_a_default(tmp_path: Path) -> None:
    forms = pd.DataFrame({
        "network": "instagram", "metric": "engagement_rate", "form": ["photo", "short"],
        "verdict": ["better", "worse"],
    })  # fmt: skip
    rows = {row[0]: row for row in table(on(tmp_path, {"network": "instagram"}), forms=forms)}
    assert rows["Laugh"][1] == "Photo"
    assert rows["Laugh"][2] == (
        "Clearly better among all posts of this network: Photo. "
        "Left out, because clearly worse among all posts of this network: Short video."
    )


def test_candidates_share_the_forms_that_both_have(tmp_path: Path) -> None:
    project = on(tmp_path, {"network": "", "contenders": ["vkontakte", "tiktok", "x"]})
    head, *rows = table(project)
    assert head == ["Type", "Forms to use", "Why"]
    told = {row[0]: row[1:] for row in rows}
    assert len(told) == len(rows) == 4
    assert told["Provocation"] == [
        "Video", "A default: the form for this type that both networks have."
    ]  # fmt: skip
    assert not any("Photo" in row[1] for row in rows)


def test_candidates_have_rows_of_their_own_where_their_posts_tell_different_things(
    tmp_path: Path,
) -> None:
    forms = pd.DataFrame({
        "network": "tiktok", "metric": "engagement_rate", "form": ["short", "video"],
        "verdict": ["better", "not_distinguishable"],
    })  # fmt: skip
    project = on(tmp_path, {"network": "", "contenders": ["vkontakte", "tiktok"]})
    head, *rows = table(project, forms=forms)
    assert head[0] == "Network"
    assert [row[0] for row in rows] == ["VKontakte"] * 4 + ["TikTok"] * 4
    assert "Short video" in next(row[3] for row in rows if row[:2] == ["TikTok", "Laugh"])


def test_the_calendar_uses_the_forms_of_the_table(tmp_path: Path) -> None:
    project = on(tmp_path, {"network": "facebook"})
    analyses = no_analyses(tuple(choice_findings(CELLS, sources=())))
    analyses.type_forms = CELLS
    first = tables_of(section_of(document_of(project, analyses), "calendar"))[0]
    forms = {row[0]: row[1].split(", ") for row in table(project, CELLS)[1:]}
    for row in first.rows:
        kind, form = plain(row[1]).split("\xa0· ")
        assert form in forms[kind]
