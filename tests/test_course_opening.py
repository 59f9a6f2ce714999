"""The folder of the course is found from inside, and its downloads are imported once."""

from pathlib import Path

import pytest

import smmlab as sl
from smmlab.brief import Brief
from smmlab.course.opening import find_case, import_downloads, open_case
from smmlab.errors import ProjectError
from smmlab.project import Project, create_project

ROWS = (
    "post_id,permalink,published,text,impressions,reach,reactions,comments,shares\n"
    "{page}-1,https://example.com/{page}/1,2026-03-01 09:00,Fresh bread,120,100,5,1,0\n"
    "{page}-2,https://example.com/{page}/2,2026-03-03 10:00,Fresh buns,150,110,6,2,1\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def telegram(name: str, page: int) -> str:
    return (
        f'{{"name": "{name}", "type": "public_channel", "id": {page}, "messages": ['
        f'{{"id": 1, "type": "message", "date": "2026-03-01T09:00:00", '
        f'"date_unixtime": "1772355600", "from": "{name}", "from_id": "channel{page}", '
        f'"text": "Fresh bread", "text_entities": [{{"type": "plain", "text": "Fresh bread"}}]}}]}}'
    )


def put(project: Project, place: str, text: str) -> Path:
    path = project.folder / "downloads" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_folder_is_found_from_any_place_inside(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = project.folder / "notebooks" / "course"
    inside.mkdir()
    assert find_case(inside) == find_case(str(project.folder)) == project.folder
    monkeypatch.chdir(inside)
    assert find_case() == project.folder
    assert sl.open_case().brief.name == "Kohvik"


def test_a_place_outside_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="Open the notebook inside the folder"):
        find_case(tmp_path)
    with pytest.raises(ProjectError, match=r"project\.toml"):
        open_case(tmp_path / "nowhere")


def test_a_folder_without_downloads_is_an_ordinary_client(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = open_case(project.folder)
    assert opened.status().files == ()
    (project.folder / "downloads" / "own").mkdir(parents=True)
    assert import_downloads(open_case(project.folder)) == []
    assert capsys.readouterr().out == ""
    assert not (project.folder / "downloads" / ".imported").exists()


def test_downloads_are_imported_once_own_and_rivals_apart(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, "own/telegram/result.json", telegram("Kohvik", 1))
    put(project, "rivals/result.json", telegram("Pagar", 2))
    put(project, "own/.hidden", "nothing")
    posts = open_case(project.folder).posts
    whose = dict(posts[["page", "is_own"]].itertuples(index=False, name=None))
    assert sorted(whose.values()) == [False, True]
    said = capsys.readouterr().out
    assert "2 files of your downloads are imported." in said
    told = open_case(project.folder)
    assert len(told.posts) == 2
    assert import_downloads(told) == []
    assert capsys.readouterr().out == ""


def test_an_import_that_was_stopped_halfway_is_finished(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, "own/result.json", telegram("Kohvik", 1))
    put(project, "rivals/result.json", telegram("Pagar", 2))
    whole, begun = Project.add, []

    def stopped(self: Project, path: Path, *, is_own: bool = True) -> object:
        if begun:
            raise KeyboardInterrupt
        begun.append(path)
        return whole(self, path, is_own=is_own)

    monkeypatch.setattr(Project, "add", stopped)
    with pytest.raises(KeyboardInterrupt):
        open_case(project.folder)
    monkeypatch.undo()
    assert len(project.posts) == 1
    assert sorted(open_case(project.folder).posts["is_own"]) == [False, True]


def test_the_largest_file_is_imported_last_and_the_tables_are_as_in_any_order(
    project: Project, tmp_path: Path
) -> None:
    texts = {"own/a.json": ("Kohvik ja kook", 1), "own/b.json": ("Kohv", 2),
             "rivals/c.json": ("Pagarid", 3)}  # fmt: skip
    paths = {place: put(project, place, telegram(*told)) for place, told in texts.items()}
    opened = open_case(project.folder)
    assert [one.file for one in opened.status().files] == ["b.json", "c.json", "a.json"]
    other = create_project(tmp_path / "other", project.brief)
    for place in sorted(paths):
        other.add(paths[place], is_own=place.startswith("own"))
    assert [one.file for one in other.status().files] == ["a.json", "b.json", "c.json"]
    columns = ["post_id", "page", "is_own", "text"]
    assert other.posts[columns].equals(opened.posts[columns])


def test_a_file_that_is_refused_is_told_of_and_the_others_come_in(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, "own/a.csv", "nothing,known\n1,2\n")
    put(project, "own/b/result.json", telegram("Kohvik", 1))
    told = open_case(project.folder)
    said = capsys.readouterr().out
    assert "1 file of your downloads is imported. 1 file was refused." in said
    assert len(told.posts) == 1
    assert [one.file for one in told.status().refused] == ["a.csv"]


def test_deleted_tables_are_made_again(project: Project) -> None:
    put(project, "own/result.json", telegram("Kohvik", 1))
    assert len(open_case(project.folder).posts) == 1
    for path in (project.folder / "tables").rglob("*"):
        if path.is_file():
            path.unlink()
    assert len(open_case(project.folder).posts) == 1
