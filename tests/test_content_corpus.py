"""Texts to learn from: files of others, posts of real pages, and which posts may only measure."""

import gzip
import json
from pathlib import Path

import pytest

from smmlab.content.corpus import is_page, own_rows, page_posts, page_rows, read_rows


@pytest.fixture
def pages(shared: Path) -> list[Path]:
    folder = shared / "labelled"
    return [folder / "facebook_page_posts.tsv.gz", folder / "telegram_channel_posts_ru.jsonl.gz"]


def test_posts_are_read_from_tables_and_from_lines_however_broken(tmp_path: Path) -> None:
    table = tmp_path / "posts.tsv.gz"
    text = 'page_id\tlink_name\nCafé\tA "roll" \n\nCafé\n'
    table.write_bytes(gzip.compress(text.encode()))
    assert [*page_posts(table)] == [('A "roll"', "facebook page Café"), ("", "facebook page Café")]
    lines = tmp_path / "posts.jsonl"
    # A line separator inside a text ends no line of the file.
    said = {"channel": 7, "text": "one\u2028two"}
    lines.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    assert [*page_posts(lines)] == [("one\u2028two", "telegram channel 7")]


def test_rows_of_others_keep_their_types_and_whether_they_may_teach(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    plain = [
        {"text": "a\u2028b", "label": "provoc", "lang": "ru", "src": "s", "may_ship": True},
        {"text": "c", "types": ["none"], "language": "en", "source": "t", "split": "dev"},
    ]
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in plain), "utf-8")
    first, second = read_rows(file)
    assert (first.text, first.types, first.may_ship) == ("a\u2028b", ("provocation",), True)
    assert (second.types, second.type, second.may_ship, second.is_held_out) == (
        (), "none", False, True,
    )  # fmt: skip
    assert not is_page(first)


def test_a_post_to_measure_with_never_teaches(pages: list[Path]) -> None:
    learnt, measured = (page_rows(pages, use=use) for use in ("learn", "measure"))
    assert (len(learnt), len(measured)) == (5584, 289)
    assert not {row.text for row in learnt} & {row.text for row in measured}
    assert all(is_page(row) and row.group == row.source for row in (*learnt, *measured))
    assert not any(map(is_page, own_rows()))
    assert page_rows([], use="learn") == []
