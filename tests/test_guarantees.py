"""What an import promises, tried on every fixture of every reader.

The same files in any order, any number of times, whole or in overlapping parts, give the same
tables byte for byte; whatever bytes come in, only our own errors go out and the account adds up.
"""

import csv
import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from import_cases import BRIEF, table_bytes
from meta_files import NOW
from smmlab.exports.catalogue import find_reader
from smmlab.exports.delimited import sniff_delimiter
from smmlab.project import Project, create_project
from test_exports_fixtures import CASES, account_of, open_case

Divide = Callable[[list[Any]], tuple[list[Any], list[Any]]]
HOSTILE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
READABLE = [case for case in CASES if "refused" not in account_of(case)]
# Tools that tell of several networks stand with Meta, of whose networks all of them tell.
FAMILIES = {
    **dict.fromkeys(("facebook", "instagram", "crowdtangle"), "meta"),
    **dict.fromkeys(("metricool", "popsters", "sprout"), "meta"),
    **dict.fromkeys(("orders", "shopify", "woocommerce"), "shops"),
}
# What a table cannot keep, and so two files cannot either.
NOT_IN_PARTS = {
    "telegram/group": "one id stands twice with two wordings: only their file tells the newer one",
    "ga4/snapshot": "several tables below each other: a row without the header above says nothing",
}

# What the rows of a file say of each other is lost with the other half.
NOT_IN_HALVES = {
    "meta_content/broken_minutes": "that minutes are months shows in several rows only",
}


@pytest.fixture(autouse=True)
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all clients share a key: pseudonyms of different keys differ, as they must."""
    monkeypatch.setattr("smmlab.project.project_key", lambda _id, *, must_exist: b"k" * 32)


def client(folder: Path, zone: str = "UTC") -> Project:
    return create_project(folder, replace(BRIEF, timezone=zone))


def file_of(case: Path, folder: Path) -> Path:
    raw = open_case(case)
    path = folder / Path(raw.inside or raw.name).name
    if raw.inside:
        path = folder / "archive.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(raw.path, raw.inside.partition("/")[2])
    else:
        path.write_bytes(raw.path.read_bytes())
    os.utime(path, (raw.modified_at, raw.modified_at))
    return path


def add(project: Project, path: Path, case: Path) -> None:
    report = project.add(path, dates=account_of(case).get("dates"))
    assert report.error is None, report.error
    rows = report.rows
    assert rows["read"] == sum(rows.values()) - rows["read"]


def family_of(case: Path) -> str:
    """Give the company whose networks a fixture tells of: only its files can meet in a row."""
    first = case.parent.name.partition("_")[0]
    return FAMILIES.get(first, first)


def together() -> dict[str, list[Path]]:
    """Give the fixtures that one client gets: those of a company, and one of every company."""
    groups: dict[str, list[Path]] = {}
    for case in READABLE:
        groups.setdefault(family_of(case), []).append(case)
    return groups | {"one of each": [cases[-1] for cases in groups.values()]}


@pytest.mark.parametrize("group", together())
def test_any_order_any_number_of_times_gives_the_same_tables(group: str, tmp_path: Path) -> None:
    files = []
    for number, case in enumerate(together()[group]):
        folder = tmp_path / "raw" / str(number)
        folder.mkdir(parents=True)
        files.append((file_of(case, folder), case))
    tables = []
    for seed in (None, 1):
        order = list(files)
        if seed is not None:
            random.Random(seed).shuffle(order)
            order += order[::7]
        project = client(tmp_path / f"client{seed}")
        for path, case in order:
            add(project, path, case)
        tables.append(table_bytes(project.folder))
    assert tables[0].keys() == tables[1].keys()
    assert [name for name in tables[0] if tables[0][name] != tables[1][name]] == []


@pytest.mark.parametrize("case", READABLE, ids=lambda c: f"{c.parent.name}/{c.name}")
def test_a_file_and_its_parts_give_the_same_tables(case: Path, tmp_path: Path) -> None:
    if (name := f"{case.parent.name}/{case.name}") in NOT_IN_PARTS:
        pytest.skip(NOT_IN_PARTS[name])
    raw = open_case(case)
    data, notes = raw.path.read_bytes(), set(account_of(case).get("notes", []))
    # A reader has several files: every third of all comes in halves that share no row.
    third = READABLE.index(case) % 3 == 0 and name not in NOT_IN_HALVES
    parts = parts_of(data, cut if third else overlapping, notes=notes)
    if parts is None or raw.inside:
        pytest.skip("no list of rows that could be given in two files")
    # Every second file comes with its newer part first; shuffled imports are tried above.
    if READABLE.index(case) % 2:
        parts.reverse()
    tables = []
    for way, contents in enumerate(([data], parts)):
        project = client(tmp_path / str(way), raw.hints.zone)
        for number, content in enumerate(contents):
            path = tmp_path / "raw" / str(way) / str(number) / raw.name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            os.utime(path, (raw.modified_at, raw.modified_at))
            add(project, path, case)
        tables.append(table_bytes(project.folder))
    whole, joined = tables
    assert whole.keys() == joined.keys()
    assert [name for name in whole if joined[name] != whole[name]] == []


def parts_of(data: bytes, divide: Divide, *, notes: set[int]) -> list[bytes] | None:
    """Return two files that hold the rows of one; None if it has no rows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # The archive of X writes its lists as scripts.
    script, sign, value = text.partition(" = ") if text.startswith("window.") else ("", "", text)
    if value.lstrip().startswith(("{", "[")):
        parts = parts_of_json(value, divide)
        return parts and [f"{script}{sign}".encode() + part for part in parts]
    return None if "\0" in text else parts_of_table(text, divide, notes)


def parts_of_table(text: str, divide: Divide, notes: set[int]) -> list[bytes] | None:
    """Divide the rows below the header; titles, totals and the like stand in both files."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text))
    ends = [0, *(reader.line_num for _ in reader)]
    rows = [(a + 1, "".join(lines[a:b])) for a, b in pairwise(ends)]
    rows = [
        (at, row if row.endswith(("\n", "\r")) else row + "\n")
        for at, row in rows
        if row.strip(" ,;\t\r\n")
    ]
    told = [at for at, _ in rows if at not in notes]
    if len(told) < 3:
        return None
    header, body = told[0], told[1:]
    halves = [{header, *notes, *half} for half in divide(body)]
    return ["".join(row for at, row in rows if at in half).encode() for half in halves]


def parts_of_json(text: str, divide: Divide) -> list[bytes] | None:
    try:
        plain = json.loads(text)
    except ValueError:
        return None
    lists = [(value, at) for value, at in lists_in(plain) if len(value) > 1]
    if not lists:
        return None
    longest = max(lists, key=lambda found: len(found[0]))[1]
    halves = []
    for part in (0, 1):
        copy = json.loads(text)
        target = copy
        for step in longest:
            target = target[step]
        target[:] = divide(target)[part]
        halves.append(json.dumps(copy, ensure_ascii=False).encode())
    return halves


def lists_in(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[list[Any], tuple[Any, ...]]]:
    """Every list of objects that is not within another one."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield value, at
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_in(inner, (*at, key))


def overlapping(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    third = max(len(rows) // 3, 1)
    return rows[: len(rows) - third], rows[third:]


def cut(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    middle = len(rows) // 2
    return rows[:middle], rows[middle:]


@HOSTILE
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.json", "a.zip", "a.xlsx"]))
def test_whatever_bytes_come_in_only_a_report_comes_out(
    tmp_path: Path, data: bytes, name: str
) -> None:
    project = client(tmp_path / "client")
    path = tmp_path / name
    path.write_bytes(data)
    report = project.add(path)
    assert report.error is not None or report.rows["read"] == sum(report.rows.values()) / 2


@HOSTILE
@given(case=st.sampled_from(CASES), damage=st.data())
def test_a_damaged_export_is_read_with_its_account_or_refused(
    tmp_path: Path, case: Path, damage: st.DataObject
) -> None:
    data = bytearray(open_case(case).path.read_bytes())
    for _ in range(damage.draw(st.integers(1, 6))):
        at = damage.draw(st.integers(0, max(len(data) - 1, 0)))
        length = damage.draw(st.integers(0, 12))
        data[at : at + length] = damage.draw(
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from([b'"', b",", b"\n", b"\x00", b"null", b"1e999", b"-1", b"{", b"]"]),
            )
        )
    project = client(tmp_path / "client")
    path = tmp_path / open_case(case).path.name
    path.write_bytes(bytes(data))
    os.utime(path, (NOW, NOW))
    report = project.add(path, dates=account_of(case).get("dates"))
    assert report.error is not None or report.rows["read"] == sum(report.rows.values()) / 2


def test_the_account_of_every_real_sample_adds_up(shared: Path, tmp_path: Path) -> None:
    project = client(tmp_path / "client")
    for sample in sorted((shared / "samples").rglob("*.*")):
        report = project.add(sample)
        assert report.rows["read"] == sum(report.rows.values()) / 2
        assert report.error is None or str(report.error)


def test_every_fixture_finds_its_reader() -> None:
    for case in READABLE:
        assert find_reader(open_case(case)).name == case.parent.name
