"""A map says what columns mean: proposed by name and content, checked, kept, known again."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from import_cases import BRIEF
from smmlab.errors import ExportError, ProjectError
from smmlab.exports.catalogue import check_account, find_reader, is_known
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.preview import preview_map
from smmlab.exports.mapping.propose import propose_map
from smmlab.exports.mapping.reader import find_map, read_mapped, with_header
from smmlab.exports.mapping.slots import MAPPED_TABLES
from smmlab.exports.mapping.spec import ColumnMap, map_from_toml, map_to_toml, read_map
from smmlab.exports.source import RawExport
from smmlab.maps import maps_of, remember_map
from smmlab.project import create_project

NOW = 1_790_000_000
STATS = (
    "Дата;Уникальные посетители;Просмотры;Охват\n01.06.2026;40;55;1 200\n02.06.2026;38;61;950\n"
    "15.06.2026;;70;1 010\n"
)
POSTS = (
    "Published,Caption,Link,Likes,Seen by\n"
    "2026-06-01 09:30,Uus kook!,https://t.me/kohvik/41,12,340\n"
    '2026-06-03 18:05,"Hommik, kohv",https://t.me/kohvik/42,7,\n'
)
ORDERS = (
    "Arve nr,Kuupäev,Summa kokku,Valuuta\n1001,2026-06-01,12.50,EUR\n1002,2026-06-02,8.00,EUR\n"
)


def raw(folder: Path, content: str, name: str = "stats.csv") -> RawExport:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return RawExport(path, NOW, Hints(None, "Europe/Tallinn"))


def test_statistics_of_a_community_are_proposed_as_days(tmp_path: Path) -> None:
    proposal = propose_map(raw(tmp_path, STATS, "vk_stats.csv"))
    found = proposal.column_map
    assert found.table == "daily"
    assert found.columns["day"] == "Дата"
    assert found.metrics["reach"] == "Охват"
    assert found.constants == {"network": "vkontakte"}
    assert {reason.column for reason in proposal.reasons} >= {"Дата", "Охват"}
    reading = read_mapped(raw(tmp_path, STATS, "vk_stats.csv"), found)
    check_account(reading)
    frame = reading.tables["daily"]
    reach = frame[frame["metric"] == "reach"].set_index("day")["value"].to_dict()
    assert reach == {"2026-06-01": 1200, "2026-06-02": 950, "2026-06-15": 1010}


def test_posts_are_proposed_with_their_network_and_the_clock_is_asked(tmp_path: Path) -> None:
    proposal = propose_map(raw(tmp_path, POSTS, "posts.csv"))
    found = proposal.column_map
    assert (found.table, found.constants["network"]) == ("posts", "telegram")
    assert found.columns["url"] == "Link"
    assert found.columns["at"] == "Published"
    assert any("clock" in str(question) for question in proposal.questions)
    reading = read_mapped(raw(tmp_path, POSTS, "posts.csv"), found)
    posts = reading.tables["posts"]
    moment = pd.Timestamp("2026-06-01 09:30", tz="Europe/Tallinn").timestamp()
    assert posts["at"].tolist()[0] == moment
    assert posts["text"].tolist() == ["Uus kook!", "Hommik, kohv"]


def test_a_preview_shows_rows_units_and_what_is_wrong_and_hides_people(tmp_path: Path) -> None:
    people = "User;Joined\nmari@kohvik.ee;2026-06-01\njaan;2026-05-01\nanna;2031-01-01\n"
    column_map = ColumnMap("people", {"person": "User", "joined_at": "Joined"}, {},
                           {"network": "telegram"})  # fmt: skip
    preview = preview_map(raw(tmp_path, people), column_map)
    assert preview.rows["person"].tolist() == ["***", "***"]
    assert preview.account == {"read": 3, "imported": 2, "merged": 0, "rejected": 1, "notes": 0}
    assert preview.clock == "Europe/Tallinn"
    assert "Line 4" in str(preview.problems[0])
    many = ORDERS + "".join(f"{n},2026-06-02,8.00,EUR\n" for n in range(2000, 2020))
    full = ColumnMap("orders", {"order_id": "Arve nr", "at": "Kuupäev", "amount": "Summa kokku",
                                "currency": "Valuuta"}, {}, {"shop": "pood"})  # fmt: skip
    preview = preview_map(raw(tmp_path, many), full)
    assert len(preview.rows) == 5
    assert preview.units["amount"] == "currency"
    missing = preview_map(raw(tmp_path, ORDERS), ColumnMap("orders", {"order_id": "Arve nr"}))
    assert missing.rows.empty
    assert missing.problems


def test_shares_follow_the_unit_that_was_said(tmp_path: Path) -> None:
    table = "Linn,Osa\nTallinn,0.5\nTartu,0.25\n"
    for unit, expected in (("fraction", [0.5, 0.25]), ("percent", [0.005, 0.0025])):
        column_map = ColumnMap("audience", {"city": "Linn", "share": "Osa"}, {},
                               {"network": "x"}, shares=unit)  # type: ignore[arg-type]  # fmt: skip
        reading = read_mapped(raw(tmp_path, table), column_map)
        assert reading.tables["audience"]["share"].tolist() == pytest.approx(expected)


def test_words_of_the_file_are_translated_as_the_map_says(tmp_path: Path) -> None:
    table = "Post,Kind,When\n1,Фотопост,2026-06-01\n2,Клип,2026-06-02\n3,Диво,2026-06-03\n"
    column_map = ColumnMap(
        "posts", {"post_id": "Post", "form": "Kind", "at": "When"}, {}, {"network": "vkontakte"},
        {"form": {"Фотопост": "photo", "Клип": "short"}},
    )  # fmt: skip
    reading = read_mapped(raw(tmp_path, table), column_map)
    assert reading.tables["posts"]["form"].tolist() == ["photo", "short", "other"]
    assert "unknown-forms" in {caution.code for caution in reading.warnings}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("table = 7", "table"),
        ('table = "posts', "TOML"),
        ('table = "daily"\nfoo = 1', "foo"),
        ('table = "daily"\n[columns]\nday = 3', "columns.day"),
        ('table = "daily"\n[columns]\nhour = "x"', "columns.hour"),
        ('table = "daily"\n[columns]\nday = "D"', "metrics"),
        ('table = "daily"\nzone = "Mars/Olympus"', "zone"),
        ('table = "daily"\nheader_row = -1', "header_row"),
        ('table = "posts"\n[constants]\nnetwork = "myspace"', "constants.network"),
        ('table = "orders"\n[columns]\norder_id = "A"\namount = "B"\n[constants]\nshop = "s"',
         "currency"),
        ('table = "orders"\n[constants]\ncurrency = "eur"', "constants.currency"),
        ('table = "posts"\n[values.form]\nx = "painting"', "values.form"),
    ],
)  # fmt: skip
def test_a_wrong_map_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        map_from_toml(text)
    path = tmp_path / "map.toml"
    path.write_text(text)
    with pytest.raises(ProjectError, match=r"map\.toml"):
        read_map(path)
    for found, said in (("none.toml", "There is no map"), (".", "cannot be opened")):
        with pytest.raises(ProjectError, match=said):
            read_map(tmp_path / found)
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(ProjectError, match="UTF-8"):
        read_map(path)


NAMES = st.text(st.sampled_from("aõЯ \"\\=#[]'.1"), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(day=NAMES, seen=NAMES, page=NAMES)
def test_a_map_written_is_the_map_read(day: str, seen: str, page: str) -> None:
    column_map = ColumnMap("daily", {"day": day}, {"reach": seen.strip() or "x"},
                           {"network": "x", "page": page.strip() or "y"}, name="n",
                           header=(day, seen), dates="dmy", shares="fraction")  # fmt: skip
    assert map_from_toml(map_to_toml(column_map)) == column_map


@pytest.mark.parametrize("table", MAPPED_TABLES)
def test_every_proposal_is_toml_that_can_be_completed(tmp_path: Path, table: str) -> None:
    proposal = propose_map(raw(tmp_path, STATS), table=table)
    text = proposal.as_toml()
    assert f'table = "{table}"' in text
    if not proposal.column_map.faults():
        assert map_from_toml(text).columns == proposal.column_map.columns


def test_a_client_folder_remembers_a_map_by_its_column_names(tmp_path: Path) -> None:
    first = with_header(raw(tmp_path, STATS), propose_map(raw(tmp_path, STATS)).column_map)
    path = remember_map(tmp_path, first)
    assert maps_of(tmp_path) == (first,)
    again = ColumnMap(first.table, first.columns, {"reach": "Охват"}, first.constants,
                      name="other", header=first.header)  # fmt: skip
    assert remember_map(tmp_path, again) == path
    assert maps_of(tmp_path)[0].metrics == {"reach": "Охват"}
    assert find_map(raw(tmp_path, STATS.replace(".06.", ".07."), "july.csv"), maps_of(tmp_path))
    assert find_map(raw(tmp_path, POSTS, "posts.csv"), maps_of(tmp_path)) is None
    assert is_known(raw(tmp_path, STATS), maps_of(tmp_path))
    assert not is_known(raw(tmp_path, STATS))
    assert find_reader(raw(tmp_path, STATS), maps_of(tmp_path)).name == "mapped"


def test_a_map_without_a_header_knows_the_files_with_its_columns() -> None:
    bare = ColumnMap("daily", {"day": "Day"}, {"reach": "Seen"})
    assert bare.knows(["Note", "seen", "Day"], "table")
    assert not bare.knows(["Day", "Note"], "table")
    assert not replace(bare, header_row=0).knows(["Day", "Seen"], "table")
    assert not replace(bare, header=("Day", "Seen")).knows(["Day", "Seen", "Note"], "table")


def test_a_project_imports_by_a_map_and_knows_the_next_file(tmp_path: Path) -> None:
    project = create_project(tmp_path / "client", BRIEF)
    june = raw(tmp_path, STATS, "june.csv").path
    assert project.add(june).error is not None
    column_map = propose_map(raw(tmp_path, STATS, "vk june.csv")).column_map
    assert project.add(june, column_map=column_map).rows["imported"] == 3
    assert project.add(june).rows["imported"] == 0
    july = raw(tmp_path, STATS.replace(".06.", ".07."), "july.csv").path
    report = project.add(july)
    assert (report.error, report.reader, report.rows["imported"]) == (None, "mapped", 3)
    wrong = project.add(raw(tmp_path, POSTS, "posts.csv").path, column_map=column_map)
    assert wrong.error is not None
    assert len(maps_of(project.folder)) == 1
