"""Merging parts: one row per key, the newest known value of every column, any order of files."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from part_files import a_post, write_part
from smmlab.merge import (
    ORIGIN,
    as_frame,
    connect,
    files,
    in_order,
    merge_query,
    read_table,
    write_query,
)
from smmlab.schema import TABLES, check

COUNTS = ("reach", "reactions")


def part(folder: Path, rows: list[dict], table: str = "posts", name: str = "part") -> Path:
    return write_part(folder / f"{name}.parquet", rows, table)


def query(parts: list[Path], table: str = "posts") -> str:
    return in_order(merge_query(TABLES[table], files(parts)), TABLES[table])


def merged(parts: list[Path], table: str = "posts") -> pd.DataFrame:
    with connect() as connection:
        return as_frame(connection.sql(query(parts, table)))


def test_every_column_takes_its_newest_known_value(tmp_path: Path) -> None:
    old = part(tmp_path, [a_post("1", 10, 5, reach=7, text="old", url="u")], name="old")
    new = part(tmp_path, [a_post("1", 20, 9, reach=None, text="new")], name="new")
    row = merged([old, new]).iloc[0]
    assert (row["text"], row["reach"], row["url"]) == ("new", 7, "u")
    assert (row["exported_at"], row["source_file"], row["source_row"]) == (20, "f20", 9)


halves = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.sampled_from(["", "tere", "привет"])),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(halves, st.randoms(use_true_random=False))
def test_rows_of_one_moment_merge_to_the_largest_value_in_any_order_and_any_files(
    tmp_path: Path, listed: list, random: Any
) -> None:
    rows = [
        a_post(post_id, 10, line, reach=reach, text=text)
        for line, (post_id, reach, text) in enumerate(listed, start=1)
    ]
    shuffled = random.sample(rows, len(rows))
    cut = random.randint(0, len(rows))
    halves = [shuffled[:cut], shuffled[cut:]]
    parts = [part(tmp_path, some, name=f"h{n}") for n, some in enumerate(halves) if some]
    said = [name for name in TABLES["posts"].columns if name not in ORIGIN]
    frame = merged(parts)
    pd.testing.assert_frame_equal(frame[said], merged([part(tmp_path, rows, name="whole")])[said])
    for row in frame.to_dict("records"):
        known = [reach for post_id, reach, _ in listed if post_id == row["post_id"]]
        largest = max((reach for reach in known if reach is not None), default=None)
        assert pd.isna(row["reach"]) if largest is None else row["reach"] == largest


def test_the_most_exact_time_holds_with_its_clock_and_a_known_form(tmp_path: Path) -> None:
    exact = a_post("1", 10, at=50, clock="id", precision="second", form="reel")
    rough = a_post("1", 20, at=99, clock="UTC", precision="day", form="other")
    for name, rows in (("a", [exact]), ("b", [rough])):
        part(tmp_path, rows, name=name)
    row = merged([tmp_path / "a.parquet", tmp_path / "b.parquet"]).iloc[0]
    assert (row["at"], row["clock"], row["precision"], row["form"]) == (50, "id", "second", "reel")
    same = part(tmp_path, [{**exact, "exported_at": 20}, rough], name="c")
    row = merged([same]).iloc[0]
    assert (row["at"], row["clock"], row["precision"], row["form"]) == (50, "id", "second", "reel")
    lone = merged([part(tmp_path, [a_post("2", 1, precision="unknown")], name="d")]).iloc[0]
    assert (lone["form"], lone["precision"], pd.isna(lone["at"])) == ("text", "unknown", True)


def test_a_missing_count_stays_missing_and_a_zero_stays_zero(tmp_path: Path) -> None:
    frame = merged([part(tmp_path, [a_post("1", 10, reach=0), a_post("2", 10, 2)])])
    assert frame["reach"].isna().tolist() == [False, True]
    assert frame["reach"].iloc[0] == 0
    check(frame, "posts")


rows = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.one_of(st.none(), st.integers(0, 9)),
        st.one_of(st.none(), st.integers(0, 9)),
        st.one_of(st.none(), st.sampled_from(["", "tere", "привет"])),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row[0],
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(rows, min_size=1, max_size=4))
def test_the_merge_agrees_with_a_loop_over_the_rows(tmp_path: Path, exports: list) -> None:
    parts, known, last = [], {}, {}
    for age, export in enumerate(exports):
        listed = []
        for line, (post_id, reach, reactions, text) in enumerate(export, start=1):
            values = {"reach": reach, "reactions": reactions, "text": text}
            listed.append(a_post(post_id, age, line, **values))
            mine = known.setdefault(post_id, dict.fromkeys(values))
            mine |= {name: value for name, value in values.items() if value is not None}
            last[post_id] = (age, line)
        parts.append(part(tmp_path, listed, name=f"p{age}"))
    frame = merged(parts)
    assert frame["post_id"].tolist() == sorted(known)
    for row in frame.to_dict("records"):
        for name, value in known[row["post_id"]].items():
            assert pd.isna(row[name]) if value is None else row[name] == value
        assert (row["exported_at"], row["source_row"]) == last[row["post_id"]]


def test_missing_keys_are_equal_to_each_other(tmp_path: Path) -> None:
    visit = {"property": None, "day": "2026-01-01", "source": None, "sessions": 3}
    source = {"exported_at": 1, "source_file": "f", "source_row": 1}
    first = part(tmp_path, [{**visit, **source}], "visits", "a")
    second = part(tmp_path, [{**visit, **source, "sessions": 5}], "visits", "b")
    assert merged([first, second], "visits")["sessions"].tolist() == [5]


def test_of_an_audience_the_groups_of_the_newest_export_stay(tmp_path: Path) -> None:
    def told(day: int, shares: dict[str, float], dimension: str = "country") -> list[dict]:
        base = {"network": "instagram", "dimension": dimension, "exported_at": day * 86_400,
                "source_file": f"f{day}"}  # fmt: skip
        return [{**base, "value": value, "share": share, "source_row": at}
                for at, (value, share) in enumerate(shares.items())]  # fmt: skip

    old = part(tmp_path, told(1, {"Estonia": 0.7, "Latvia": 0.3}), "audience", "old")
    new = part(tmp_path, told(9, {"Estonia": 0.6, "Finland": 0.4}), "audience", "new")
    sexes = part(tmp_path, told(1, {"female": 0.8}, "sex"), "audience", "sexes")
    rest = part(tmp_path, told(9, {"Sweden": 0.1}), "audience", "rest")
    frame = merged([new, rest, old, sexes], "audience").set_index("value")["share"]
    assert frame.to_dict() == {"Estonia": 0.6, "Finland": 0.4, "Sweden": 0.1, "female": 0.8}


def test_snapshots_keep_the_counts_of_every_export(tmp_path: Path) -> None:
    old = part(tmp_path, [a_post("1", 10, reach=7)], name="old")
    new = part(tmp_path, [a_post("1", 20, reach=9)], name="new")
    snapshots = merged([old, new], "snapshots")
    assert list(snapshots.columns) == list(TABLES["snapshots"].columns)
    assert snapshots[["exported_at", "reach"]].to_numpy().tolist() == [[10, 7], [20, 9]]


def test_a_first_order_is_first_over_all_files(tmp_path: Path) -> None:
    def sold(order_id: str, at: int | None, customer: str | None) -> dict:
        return {
            "shop": "s", "order_id": order_id, "at": at, "customer": customer, "first_order": True,
            "exported_at": 1, "source_file": "f", "source_row": int(order_id),
        }  # fmt: skip

    newer = part(tmp_path, [sold("3", 300, "p"), sold("4", None, "q")], "orders", "newer")
    older = part(tmp_path, [sold("1", 100, "p"), sold("2", 100, "p"), sold("5", 5, None)], "orders")
    frame = merged([newer, older], "orders").set_index("order_id")["first_order"]
    assert frame.astype("object").where(frame.notna(), None).to_dict() == {
        "1": True, "2": False, "3": False, "4": None, "5": None,
    }  # fmt: skip


def test_the_same_rows_are_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    hashes = []
    for name in ("a", "Кафе [1] 'b' *"):
        folder = tmp_path / name
        folder.mkdir()
        parts = [part(folder, [a_post(str(n), 1, n + 1, reach=n) for n in range(300)])]
        with connect() as connection:
            written = (folder / "merged", folder / "origins")
            hashes.append(write_query(connection, query(parts), "posts", *written))
    assert hashes[0] == hashes[1]
    assert hashes[0][2] == 300


def test_where_a_row_came_from_stands_beside_the_table_and_not_in_it(tmp_path: Path) -> None:
    hashes = []
    for source_row in (7, 8):
        rows = [a_post("1", 1, source_row, reach=5), a_post("2", 1, source_row)]
        values, origins = tmp_path / f"v{source_row}", tmp_path / f"o{source_row}"
        with connect() as connection:
            wanted = query([part(tmp_path, rows)])
            hashes.append(write_query(connection, wanted, "posts", values, origins))
            frame = as_frame(read_table(connection, "posts", values, {}, origins=origins))
        assert frame["source_row"].tolist() == [source_row, source_row]
        assert frame["reach"].isna().tolist() == [False, True]
    assert hashes[0][0] == hashes[1][0]
    assert hashes[0][1] != hashes[1][1]


def test_row_groups_do_not_depend_on_the_engine(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    many = [a_post(f"{n:07}", 1, n + 1) for n in range(230_000)]
    path = part(tmp_path, many)
    with connect() as connection:
        write_query(connection, query([path]), "posts", tmp_path / "m", tmp_path / "o")
    data = pq.ParquetFile(tmp_path / "m").metadata
    assert [data.row_group(n).num_rows for n in range(data.num_row_groups)] == [
        100_000, 100_000, 30_000,
    ]  # fmt: skip


def test_a_merge_that_needs_more_memory_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [part(tmp_path, [a_post(f"{n:06}", 1, n + 1, text="õ" * 50) for n in range(20_000)])]
    hashes = []
    for limit in ("300MB", "1MB"):
        monkeypatch.setattr("smmlab.merge._MOST_MEMORY", limit)
        with connect() as connection:
            before = connection.sql("SELECT current_setting('memory_limit')").fetchall()
            written = (tmp_path / "m", tmp_path / "o")
            hashes.append(write_query(connection, query(parts), "posts", *written))
            after = connection.sql("SELECT current_setting('memory_limit')").fetchall()
        assert before == after
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_has_its_types(table: str) -> None:
    with connect() as connection:
        frame = as_frame(read_table(connection, table, None, {}))
    assert frame.empty
    check(frame, table)


def test_files_are_called_by_name_when_read(tmp_path: Path) -> None:
    path = part(tmp_path, [a_post("1", 1), a_post("2", 2, 2)])
    with connect() as connection:
        frame = as_frame(read_table(connection, "posts", path, {"f1": "Кафе 'a'.csv"}))
    assert frame["source_file"].tolist() == ["Кафе 'a'.csv", "f2"]
