"""A file is counted by what is new in it, whatever its rows look like."""

from pathlib import Path

from part_files import a_post, write_part
from smmlab.arrivals import count_changed_texts, count_new_rows, count_things
from smmlab.merge import connect


def part(folder: Path, rows: list[dict], table: str = "posts", name: str = "part") -> Path:
    return write_part(folder / f"{name}.parquet", rows, table)


def test_rows_are_new_when_they_bring_one_key(tmp_path: Path) -> None:
    old = part(tmp_path, [a_post("1", 1)], name="old")
    new = part(tmp_path, [a_post("1", 2, 1), a_post("2", 2, 2), a_post("3", 2, 2)], name="new")
    assert count_new_rows(connect(), {"posts": new}, {"posts": [old]}) == 1
    assert count_new_rows(connect(), {"posts": new}, {}) == 2
    assert count_new_rows(connect(), {}, {"posts": [old]}) == 0


def test_changed_texts_are_counted_and_missing_ones_are_not(tmp_path: Path) -> None:
    old = part(tmp_path, [a_post("1", 1, text="a"), a_post("2", 1, 2, text="b")], name="old")
    new = part(tmp_path, [a_post("1", 2, text="A"), a_post("2", 2, 2)], name="new")
    assert count_changed_texts(connect(), new, old) == 1


def test_missing_keys_are_known_keys_too(tmp_path: Path) -> None:
    visit = {"day": "2026-01-01", "sessions": 3, "exported_at": 1, "source_file": "f",
             "source_row": 1}  # fmt: skip
    first = part(tmp_path, [visit], "visits", "a")
    second = part(tmp_path, [{**visit, "sessions": 5}], "visits", "b")
    assert count_new_rows(connect(), {"visits": second}, {"visits": [first]}) == 0


def test_portions_are_one_thing_and_what_could_not_be_read_is_none(tmp_path: Path) -> None:
    ad = {"campaign": "a", "split": "Age", "sound": 2, "exported_at": 1, "source_file": "f"}
    rows = [{**ad, "portion": "1", "source_row": 1}, {**ad, "portion": "2", "source_row": 2},
            {**ad, "campaign": "b", "portion": "1", "sound": 0, "source_row": 3}]  # fmt: skip
    ads = part(tmp_path, rows, "ads")
    assert count_things(connect(), ads, "ads") == 1
    assert count_new_rows(connect(), {"ads": ads}, {}) == 1
    posts = part(tmp_path, [a_post("1", 1), a_post("2", 1)], name="posts")
    assert count_things(connect(), posts, "posts") == 2
