"""Decisions and the brief on file: what was chosen is read back, and a person's comments stay."""

from datetime import date
from pathlib import Path

import pytest

from import_cases import (
    BRIEF,
    post,
    write_export,
)
from smmlab.brief import Brief, Objective
from smmlab.decision_file import read_decisions, take_back, write_decision
from smmlab.decisions import Decision
from smmlab.errors import ProjectError
from smmlab.project import Project, create_project, open_project

pytestmark = pytest.mark.usefixtures("fake_exports")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "client", BRIEF)


def test_decisions_keep_the_comments_of_a_person(project: Project, tmp_path: Path) -> None:
    project.decide(
        "network", {"network": "instagram", "hours": (9, 19)}, reason="so", on=date(2026, 9, 1)
    )
    path = project.folder / "decisions.toml"
    path.write_text("# tähtis\n" + path.read_text(encoding="utf-8").replace(
        'by = "strategist"', 'by = "strategist" # мы'), encoding="utf-8")  # fmt: skip
    project.decide("network", {"network": "telegram"}, findings=["networks.telegram.score"])
    project.decide("objectives", {"goals": [{"metric": "reach", "by": None, "target": 9.0}]})
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# tähtis\n")
    assert "# мы" in text
    decided = project.decisions()
    assert decided["network"].choice == {"network": "telegram"}
    assert decided["network"].findings == ("networks.telegram.score",)
    assert decided["objectives"].choice == {"goals": [{"metric": "reach", "target": 9.0}]}
    assert not decided["network"].is_stale(project.fingerprint)
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}))
    assert decided["network"].is_stale(project.fingerprint)
    assert [d.stale for d in project.status().decisions] == [True, True]


def test_what_is_decided_is_what_is_read_back(project: Project) -> None:
    import numpy as np

    choice = {"mix": {"laugh": np.float64(0.2)}, "hours": (9, 19), "gone": None, "test": True}
    returned = project.decide("content", choice, reason='"Tsitaat"\nja rida', on=date(2026, 9, 1))
    assert project.decisions() == {"content": returned}
    assert returned.choice == {"mix": {"laugh": 0.2}, "hours": [9, 19], "test": True}
    assert returned.decided_on == "2026-09-01"


def test_an_undecided_step_is_a_default_without_a_choice(project: Project) -> None:
    assert (project.decision("money").by, project.decision("money").choice) == ("default", {})
    with pytest.raises(ProjectError, match="no step monkey"):
        project.decide("monkey", {})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["[network", "[netwrk]", "network = 1", "[network]\nchoice = 1",
                                  "[network]\nby = 'me'\n[network.choice]"])  # fmt: skip
def test_a_wrong_decisions_file_is_told_and_kept(project: Project, text: str) -> None:
    path = project.folder / "decisions.toml"
    path.write_text(text)
    for act in (project.decisions, lambda: project.decide("money", {})):
        with pytest.raises(ProjectError):
            act()
    assert path.read_text() == text


def test_a_choice_that_no_file_can_hold_is_told(project: Project) -> None:
    with pytest.raises(ProjectError, match="cannot hold"):
        project.decide("money", {"model": object()})
    assert project.decisions() == {}


def test_rivals_are_as_decided_else_as_briefed(tmp_path: Path) -> None:
    project = create_project(tmp_path / "c", Brief(name="K", rivals_per_network={"x": 2}))
    assert project.rivals == {"x": 2}
    project.decide("rivals", {"sellers": {"x": 5, "tiktok": 1}})
    assert project.rivals == {"x": 5, "tiktok": 1}


def test_the_brief_is_saved_with_comments_and_read_back(tmp_path: Path) -> None:
    project = create_project(tmp_path / "c", Brief(name="K", face="Liis", posts_per_week=3))
    path = project.folder / "project.toml"
    path.write_text("# meie\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    goals = (Objective("reach", 9.0, date(2027, 1, 1), "Liis"), Objective("orders", 5.0))
    wanted = Brief(name="Kohvik „Õ“", objectives=goals, rivals_per_network={"x": 2},
                   content_languages=("et", "ru"))  # fmt: skip
    project.save_brief(wanted)
    assert open_project(project.folder).brief == wanted == project.brief
    assert path.read_text(encoding="utf-8").startswith("# meie\n")
    project.save_brief(Brief(name="K"))
    assert open_project(project.folder).brief == Brief(name="K")


# The folder


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("")
    with pytest.raises(ProjectError, match="found other files"):
        create_project(tmp_path / "photos", BRIEF)
    with pytest.raises(ProjectError, match="is no project"):
        open_project(tmp_path / "photos")
    with pytest.raises(ProjectError, match="There is no folder"):
        open_project(tmp_path / "none")
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError):
        create_project(tmp_path / "file", BRIEF)


def test_making_the_same_project_again_opens_it(project: Project) -> None:
    assert create_project(project.folder, BRIEF).brief == BRIEF
    with pytest.raises(ProjectError, match="already the project of Kohvik Kaja"):
        create_project(project.folder, Brief(name="Other"))


@pytest.mark.parametrize("text", ["name = 'K'", "id = 1", "id = 'aaaaaaaa'\nnam = 'K'", "id = ["])
def test_a_wrong_project_file_is_told(project: Project, text: str) -> None:
    (project.folder / "project.toml").write_text(text)
    with pytest.raises(ProjectError):
        open_project(project.folder)


def test_the_last_decision_is_taken_back(project: Project) -> None:
    first = project.decide("network", {"network": "vk"}, reason="First.", on=date(2026, 9, 1))
    last = project.decide("network", {"network": "telegram"}, on=date(2026, 9, 2))
    # The same again is no new decision, and the one before it is still there.
    project.decide("network", {"network": "telegram"}, on=date(2026, 9, 2))
    assert project.decisions()["network"] == last
    assert project.undo_decision("network") == first
    assert project.decisions()["network"] == first
    assert project.undo_decision("network").by == "default"
    assert project.decisions() == {}


def test_what_is_no_longer_remembered_is_not_lost_by_taking_back_twice(project: Project) -> None:
    kept = [
        project.decide("network", {"network": name}, on=date(2026, 9, day))
        for day, name in enumerate(("vk", "ok", "telegram"), 1)
    ]
    assert project.undo_decision("network") == kept[1]
    with pytest.raises(ProjectError, match="has been taken back"):
        project.undo_decision("network")
    later = project.decide("network", {"network": "x"}, on=date(2026, 9, 4))
    assert project.decisions()["network"] == later
    assert project.undo_decision("network") == kept[1]


def test_what_nobody_decided_before_is_undecided_again(project: Project) -> None:
    project.decide("money", {"model": "ads"})
    project.decide("network", {"network": "vk"})
    assert project.undo_decision("network").by == "default"
    assert set(project.decisions()) == {"money"}
    with pytest.raises(ProjectError, match="nothing to take back"):
        project.undo_decision("network")


def test_taking_back_keeps_the_file_when_the_disk_refuses(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.decide("network", {"network": "vk"})
    path = project.folder / "decisions.toml"
    before = path.read_bytes()

    def refuse(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("smmlab.decision_file.replace_file", refuse)
    with pytest.raises(ProjectError):
        project.undo_decision("network")
    assert path.read_bytes() == before


def test_a_decision_is_kept_and_taken_back_with_one_look_at_the_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.folder / "decisions.toml"
    for hours in (3, 5):
        write_decision(path, Decision("dialogue", {"reply_hours": hours}))
    looked, read = [], Path.read_text

    def counted(self: Path, encoding: str | None = None) -> str:
        looked.append(self.name)
        return read(self, encoding=encoding)

    monkeypatch.setattr(Path, "read_text", counted)
    write_decision(path, Decision("dialogue", {"reply_hours": 8}))
    assert looked == ["decisions.toml"]
    assert take_back(path, "dialogue").choice == {"reply_hours": 5}
    assert looked == ["decisions.toml"] * 2
    assert read_decisions(path)["dialogue"].choice == {"reply_hours": 5}
