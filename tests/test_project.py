"""The client folder: any order of imports, every row answered for, decisions that keep comments."""

import itertools
import os
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from import_cases import (
    BRIEF,
    bytes_below,
    comment,
    order,
    post,
    table_bytes,
    write_export,
)
from smmlab.errors import ProjectError
from smmlab.exports.catalogue import read_by_piece
from smmlab.exports.pieces import read_pieces_of
from smmlab.project import Project, create_project, open_project
from smmlab.schema import TABLES, check

pytestmark = pytest.mark.usefixtures("fake_exports")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "client", BRIEF)


def twin(project: Project, name: str) -> Project:
    """Another folder of the same client: the same id, so the same key."""
    folder = project.folder.parent / name
    folder.mkdir()
    (folder / "project.toml").write_bytes((project.folder / "project.toml").read_bytes())
    return open_project(folder)


# Any order, any number of times

_id = st.sampled_from("123")
_count = st.one_of(st.none(), st.integers(0, 5))
_export = st.fixed_dictionaries(
    {
        "posts": st.lists(
            st.builds(lambda i, r, t: post(i, reach=r, text=t), _id, _count, st.sampled_from("ab")),
            max_size=3,
            unique_by=lambda row: row["post_id"],
        ),
        "interactions": st.lists(
            st.builds(lambda i, p, a: comment(i, p, at=a), _id, st.sampled_from("pq"), _count),
            max_size=3,
            unique_by=lambda row: row["interaction_id"],
        ),
        "orders": st.lists(
            st.builds(lambda i, c, a: order(i, c, at=a), _id, st.sampled_from("pq"), _count),
            max_size=3,
            unique_by=lambda row: row["order_id"],
        ),
    }
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(_export, st.integers(1, 2)), min_size=3, max_size=3),
    st.permutations(range(3)),
)
def test_any_order_and_any_number_of_imports_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, exports: list, other_order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    # Telegram's way: every file has the same name.
    files = [
        write_export(folder / str(place) / "result.json", tables, exported_at)
        for place, (tables, exported_at) in enumerate(exports)
    ]
    first = create_project(folder / "first", BRIEF)
    second = twin(first, "second")
    seen: set[tuple[str, ...]] = set()
    for file in files:
        report = first.add(file)
        assert report.read == report.imported + report.merged + report.rejected + report.notes
    for place in [*other_order, *other_order]:
        second.add(files[place])
    assert table_bytes(first.folder) == table_bytes(second.folder)
    assert first.fingerprint == second.fingerprint
    for name in TABLES:
        check(first.table(name), name)
        keys = list(first.table(name)[list(TABLES[name].key)].itertuples(index=False, name=None))
        assert len(keys) == len(set(keys))
        seen |= {tuple(first.table(name)["source_file"].unique())}
    assert all((first.folder / "exports" / n).exists() for names in seen for n in names)


def test_the_same_file_again_changes_nothing_and_says_so(project: Project, tmp_path: Path) -> None:
    tables = {"posts": [post("1"), post("2")], "interactions": [comment("1", source_row=2)]}
    file = write_export(tmp_path / "a.json", tables, rejected=[9], notes=[1], merged=[8])
    first = project.add(file)
    before = bytes_below(project.folder)
    again = project.add(file)
    assert first.rows == {"read": 5, "imported": 2, "merged": 1, "rejected": 1, "notes": 1}
    assert again.rows == {"read": 5, "imported": 0, "merged": 3, "rejected": 1, "notes": 1}
    assert [caution.code for caution in again.warnings] == ["already-imported"]
    assert again.tables == first.tables == {"posts": 2, "interactions": 1}
    assert bytes_below(project.folder) == before


def test_the_same_content_under_another_name_is_the_same_file(
    project: Project, tmp_path: Path
) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}))
    report = project.add(write_export(tmp_path / "a (1).json", {"posts": [post("1")]}))
    assert (report.file, report.imported) == ("a.json", 0)


def test_another_content_under_the_same_name_gets_a_number(
    project: Project, tmp_path: Path
) -> None:
    for place in "123":
        project.add(write_export(tmp_path / place / "result.json", {"posts": [post(place)]}))
    names = ["result.json", "result-2.json", "result-3.json"]
    assert project.posts["source_file"].tolist() == names
    for place, name in zip("123", names, strict=True):
        kept = project.folder / "exports" / name
        assert kept.read_bytes() == (tmp_path / place / "result.json").read_bytes()


def test_a_file_without_a_date_keeps_the_time_of_its_first_import(
    project: Project, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "a.json", {"posts": [post("1")]}, None)
    first, later = 1_785_000_000, 1_785_000_500
    os.utime(file, (first, first))
    project.add(file)
    os.utime(file, (later, later))
    project.add(file)
    assert project.posts["exported_at"].tolist() == [first]
    assert (project.folder / "exports" / "a.json").stat().st_mtime == first


def test_an_order_of_dates_that_there_is_not_is_told_at_once(
    project: Project, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "a.json", {"posts": [post("1")]})
    for wrong in ("DMY", "ymd", ""):
        with pytest.raises(ProjectError, match="dmy or mdy, not"):
            project.add(file, dates=wrong)  # type: ignore[arg-type]


def test_a_changed_text_is_told(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1", text="tere")]}, 1))
    report = project.add(write_export(tmp_path / "b.json", {"posts": [post("1", text="Tere!")]}, 2))
    assert [caution.code for caution in report.warnings] == ["text-changed"]
    assert project.posts["text"].tolist() == ["Tere!"]
    assert report.rows["merged"] == 1
    assert len(project.snapshots) == 2


def test_a_rival_stays_a_rival_until_it_is_said_otherwise(project: Project, tmp_path: Path) -> None:
    file = write_export(tmp_path / "a.json", {"posts": [post("1")]})
    project.add(file, is_own=False)
    assert project.posts["is_own"].tolist() == [False]
    report = project.add(file)
    assert project.posts["is_own"].tolist() == [True]
    assert "owner-changed" in [caution.code for caution in report.warnings]


# Refusals


def test_a_refused_file_is_told_and_changes_no_table(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "good.json", {"posts": [post("1")]}))
    before = bytes_below(project.folder / "tables")
    bad = tmp_path / "=bad.json"
    bad.write_text("no json")
    report = project.add(bad)
    assert set(report.as_dict()) == {
        "file", "reader", "rows", "tables", "warnings", "error", "period", "members",
    }  # fmt: skip
    assert report.as_dict()["error"] == "=bad.json is no fake export."
    assert bytes_below(project.folder / "tables") == before
    assert not (project.folder / "exports" / "=bad.json").exists()
    assert [file.reason for file in project.status().refused] == ["'=bad.json is no fake export."]
    write_export(bad, {"posts": [post("2")]})
    assert project.add(bad).error is None
    assert not project.status().refused


def test_a_missing_file_is_refused_with_its_name(project: Project, tmp_path: Path) -> None:
    report = project.add(tmp_path / "none.csv")
    assert "none.csv" in str(report.error)


@pytest.mark.parametrize(
    "rows",
    [
        [post("1", reach="many")],
        [post("1"), post("1")],
        [{"network": "instagram", "form": "photo"}],
    ],
)
def test_a_table_that_is_not_canonical_is_refused(
    project: Project, tmp_path: Path, rows: list
) -> None:
    report = project.add(write_export(tmp_path / "a.json", {"posts": rows}))
    assert report.error is not None
    assert project.posts.empty
    assert not project.status().files


def test_rejected_rows_are_listed_safely(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "=a.json", {"posts": [post("1")]}, rejected=[7, 9]))
    (path,) = (project.folder / "rejected").iterdir()
    assert pd.read_csv(path, keep_default_na=False).to_dict("list") == {
        "file": ["'=a.json"] * 2,
        "line": [7, 9],
        "place": [7, 9],
        "reason": ["Of no use: rejected."] * 2,
        "raw": ["'=7", "'=9"],
    }
    listed = project.rejected()
    assert listed["line"].tolist() == [7, 9]
    assert listed["raw"].tolist() == ["'=7", "'=9"]


def test_a_folder_stands_for_its_files(project: Project, tmp_path: Path) -> None:
    for name in ("b.json", "a.json", ".hidden"):
        write_export(tmp_path / "raw" / name, {"posts": [post(name)]})
    (tmp_path / "raw" / "photos").mkdir()
    assert [r.file for r in project.add_many(tmp_path / "raw")] == ["a.json", "b.json"]


# People


def test_people_are_pseudonyms_and_contacts_are_masked(project: Project, tmp_path: Path) -> None:
    words = "kirjuta mari@kohvik.ee"
    acts = [comment("7/mari/👍", "mari", text=words), comment("2", None), comment("77", "7")]
    rows = {"interactions": acts,
            "people": [{"network": "telegram", "person": "mari"}],
            "orders": [order("1", "mari@kohvik.ee"), order("2", None)]}  # fmt: skip
    project.add(write_export(tmp_path / "a.json", rows))
    by_id = project.interactions.set_index("interaction_id")
    person = project.people["person"].iloc[0]
    assert person.startswith("p_")
    assert set(by_id.index) == {f"7/{person}/👍", "2", "77"}
    assert by_id["person"].notna().to_dict() == {f"7/{person}/👍": True, "2": False, "77": True}
    assert project.people["person"].tolist() == [person]
    assert project.orders["customer"].notna().tolist() == [True, False]
    assert "kohvik.ee" not in by_id.loc[f"7/{person}/👍", "text"]
    for path in (project.folder / "tables").rglob("*.parquet"):
        assert "mari" not in pd.read_parquet(path).to_csv()


@pytest.mark.parametrize("by_pseudonym", [True, False])
def test_a_forgotten_person_does_not_come_back(
    project: Project, tmp_path: Path, by_pseudonym: bool
) -> None:
    rows = {"interactions": [comment("1", "mari"), comment("2", "jüri")],
            "people": [{"network": "telegram", "person": "mari", "source_row": 2}]}  # fmt: skip
    file = write_export(tmp_path / "a.json", rows)
    project.add(file)
    gone = project.people["person"].iloc[0]
    removed = project.forget(gone if by_pseudonym else "mari")
    assert removed == {"interactions": 1, "people": 1}
    assert project.people.empty
    assert gone not in project.interactions["person"].tolist()
    for path in (project.folder / "tables").rglob("*"):
        assert path.is_dir() or gone.encode() not in path.read_bytes() or path.suffix == ".json"
    report = project.add(file)
    assert report.rows == {"read": 2, "imported": 0, "merged": 1, "rejected": 1, "notes": 0}
    assert len(project.interactions) == 1
    assert project.forget("nobody") == {}


def test_an_order_of_a_forgotten_person_stays_but_is_nobodys(
    project: Project, tmp_path: Path
) -> None:
    project.add(write_export(tmp_path / "a.json", {"orders": [order("1", amount=9.5, at=1)]}))
    assert project.forget("mari@kohvik.ee") == {"orders": 1}
    row = project.orders.iloc[0]
    assert (row["amount"], pd.isna(row["customer"]), pd.isna(row["first_order"])) == (
        9.5,
        True,
        True,
    )


def test_raw_files_can_be_forgotten_and_the_tables_stay(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}, rejected=[7]))
    fingerprint = project.fingerprint
    assert project.forget_raw() == {"files": 1, "rejected": 1}
    assert project.rejected()[["line", "raw"]].to_numpy().tolist() == [[7, ""]]
    assert not any((project.folder / "exports").iterdir())
    assert (len(project.posts), project.fingerprint) == (1, fingerprint)


def test_a_lost_key_is_told_before_people_are_doubled(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"interactions": [comment("1")]}))
    (key,) = (tmp_path / "config" / "keys").iterdir()
    assert project.folder not in key.parents
    key.unlink()
    with pytest.raises(ProjectError, match="cannot be matched"):
        project.add(write_export(tmp_path / "b.json", {"interactions": [comment("2")]}))
    assert len(project.interactions) == 1


# Views


def test_views_carry_the_time_of_the_brief(project: Project, tmp_path: Path) -> None:
    rows = [post("1", at=1_700_000_000), post("2")]
    project.add(write_export(tmp_path / "a.json", {"posts": rows}))
    time = project.posts["time"]
    assert str(time.iloc[0]) == "2023-11-15 00:13:20+02:00"
    assert pd.isna(time.iloc[1])
    assert "time" not in project.table("posts").columns
    assert "time" not in project.audience.columns


def test_a_scan_and_a_table_hold_the_same(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1", reach=2**60)]}))
    assert project.table("posts")["reach"].tolist() == [2**60]
    assert project.scan("posts").select("post_id", "source_file").fetchall() == [("1", "a.json")]
    assert project.scan("orders").fetchall() == []
    with pytest.raises(ProjectError, match="no table postz"):
        project.scan("postz")


def test_a_folder_moved_elsewhere_still_works(project: Project, tmp_path: Path) -> None:
    project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}))
    moved = project.folder.rename(tmp_path / "Клиент [2] 'x'")
    again = open_project(moved)
    assert len(again.posts) == 1
    assert again.add(tmp_path / "a.json").imported == 0


def test_every_order_of_three_files_counts_the_same_rows(tmp_path: Path) -> None:
    exports = [[post("1"), post("2")], [post("2"), post("3")], [post("3"), post("1")]]
    files = [
        write_export(tmp_path / f"{n}.json", {"posts": rows}, n) for n, rows in enumerate(exports)
    ]
    first = create_project(tmp_path / "p", BRIEF)
    for place, turn in enumerate(itertools.permutations(files)):
        project = twin(first, f"p{place}")
        assert sum(project.add(file).imported for file in turn) == 3


def test_cautions_of_the_pieces_of_a_file_are_said_once_with_their_sum(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        f"{939005954980000 + n},Kohvik,Kook,07/14/2025 0{n % 9}:15,"
        f"https://www.facebook.com/k/posts/{939005954980000 + n},Photos,Lifetime,{n},"
        f"{'An error occurred.' if n % 10 == 0 else ''}"
        for n in range(100)
    ]
    header = "Post ID,Page name,Title,Publish time,Permalink,Post type,Date,Views,Data comment"
    path = tmp_path / "posts.csv"
    path.write_text("\n".join([header, *lines]) + "\n")
    monkeypatch.setattr("smmlab.intake.read_by_piece", read_by_piece)
    small = partial(read_pieces_of, size=2_000)
    monkeypatch.setattr("smmlab.exports.catalogue.read_pieces_of", small)
    report = project.add(path)
    assert report.read == report.imported == 100
    told = [dict(c.values) for c in report.warnings if c.code == "incomplete-posts"]
    assert told == [{"n": 10}]


def test_a_file_that_goes_away_while_it_is_read_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_path: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("smmlab.intake.digest", gone)
    report = project.add(write_export(tmp_path / "a.json", {"posts": [post("1")]}))
    assert "cannot be opened: No such file" in str(report.error)
