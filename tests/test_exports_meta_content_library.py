"""Meta Content Library: tables and answers alike, two networks, no names of people."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read, table
from smmlab.errors import ExportError
from smmlab.exports.reading import Reading
from smmlab.exports.research.meta_content_library import READER
from smmlab.exports.source import RawExport

FLAT = {"id": "1393579378133271", "creation_time": "2026-02-26T20:45:05+00:00", "text": "Kook",
        "lang": "et", "content_type": "photos", "post_owner.type": "page",
        "post_owner.name": "Kohvik", "statistics.like_count": "5", "statistics.love_count": "1",
        "statistics.comment_count": "2"}  # fmt: skip
AT = 1_772_138_705


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for name, value in flat.items():
        first, _, second = name.partition(".")
        if second:
            item.setdefault(first, {})[second] = value
        else:
            item[first] = value
    return item


def csv(folder: Path, *changes: dict[str, Any]) -> RawExport:
    names = list(dict.fromkeys(name for row in ({}, *changes) for name in {**FLAT, **row}))
    rows = [[{**FLAT, **change}.get(name, "") for name in names] for change in changes]
    return raw(folder, table(names, rows))


def answer(folder: Path, *items: Any) -> RawExport:
    return raw(folder, json.dumps({"data": list(items)}), "posts.json")


def one(export: RawExport) -> dict[str, Any]:
    (row,) = read(READER, export).tables["posts"].to_dict("records")
    return row


def test_table_and_answer_give_the_same_post(tmp_path: Path) -> None:
    rows = [
        read(READER, csv(tmp_path, {})),
        read(READER, answer(tmp_path, nested(FLAT))),
        read(READER, answer(tmp_path, FLAT)),
        read(READER, raw(tmp_path, json.dumps([nested(FLAT)]), "list.json")),
        read(READER, raw(tmp_path, json.dumps([{"data": [FLAT]}]), "pages.json")),
        read(READER, raw(tmp_path, json.dumps(FLAT) + "\n" + json.dumps(FLAT), "lines.jsonl")),
    ]
    first = rows[0].tables["posts"].drop(columns="source_row")
    assert first.to_dict("records")[0]["post_id"] == "mcl:1393579378133271"
    for reading in rows[1:]:
        assert codes(reading) == {"known-by-library"}
        pd.testing.assert_frame_equal(
            reading.tables["posts"].drop(columns="source_row"), first, check_dtype=True
        )


def test_times_are_utc(tmp_path: Path) -> None:
    row = one(csv(tmp_path, {}))
    assert (row["at"], row["clock"], row["precision"]) == (AT, "UTC", "second")
    assert one(csv(tmp_path, {"creation_time": "2026-02-26 20:45:05"}))["at"] == AT
    assert one(csv(tmp_path, {"creation_time": "2026-02-26T22:45:05+0200"}))["at"] == AT


def test_all_reactions_are_one_number(tmp_path: Path) -> None:
    assert one(csv(tmp_path, {}))["reactions"] == 6
    assert one(csv(tmp_path, {"statistics.reaction_count": "9"}))["reactions"] == 9
    assert pd.isna(one(csv(tmp_path, {"statistics.like_count": ""}))["reactions"])
    assert pd.isna(one(csv(tmp_path, {}))["views"])


@pytest.mark.parametrize(
    ("change", "network"),
    [({}, "facebook"), ({"post_owner.type": "creator"}, "instagram"),
     ({"post_owner.type": "INSTAGRAM_BUSINESS"}, "instagram"),
     ({"post_owner.type": "facebook_page"}, "facebook"),
     ({"post_owner.type": ""}, "facebook"),
     ({"post_owner.type": "", "mcl_url":
       "https://www.facebook.com/transparency-tools/content-library/dataset/1/instagram/entity/2"},
      "instagram")],
)  # fmt: skip
def test_the_network_is_told_by_owner_link_or_counts(
    tmp_path: Path, change: dict[str, str], network: str
) -> None:
    assert one(csv(tmp_path, change))["network"] == network


def test_a_person_is_never_the_page(tmp_path: Path) -> None:
    person = {"post_owner.type": "profile", "post_owner.name": "Mari Maasikas"}
    assert pd.isna(one(csv(tmp_path, person))["page"])
    group = {**person, "surface.type": "group", "surface.name": "Toidusõbrad"}
    assert one(csv(tmp_path, group))["page"] == "Toidusõbrad"
    assert "Mari" not in str(one(answer(tmp_path, nested({**FLAT, **person}))))


@pytest.mark.parametrize(
    ("change", "form"),
    [({"content_type": "albums"}, "carousel"), ({"content_type": "Reels"}, "short"),
     ({"content_type": "stories"}, "story"), ({"content_type": "statuses"}, "text"),
     ({"content_type": "", "media_type": "videos"}, "video"), ({"content_type": "x"}, "other")],
)  # fmt: skip
def test_forms(tmp_path: Path, change: dict[str, str], form: str) -> None:
    assert one(csv(tmp_path, change))["form"] == form


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"id": ""}, "no usable post id"), ({"id": "a b"}, "no usable post id: a b"),
     ({"creation_time": "soon"}, "soon cannot be"),
     ({"creation_time": "2031-01-01T00:00:00Z"}, "cannot be"),
     ({"statistics.comment_count": "1.5"}, "1.5 is no count, in the column"),
     ({"statistics.like_count": "-1"}, "-1 is no count, in the column")],
)  # fmt: skip
def test_what_cannot_be_used_is_rejected(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    for export in (csv(tmp_path, change, {}), answer(tmp_path, nested({**FLAT, **change}), FLAT)):
        reading = read(READER, export)
        assert [reason in str(row) for row in reading.rejected] == [True]
        assert len(reading.tables["posts"]) == 1


def test_entries_without_network_or_shape_are_rejected_with_what_they_hold(tmp_path: Path) -> None:
    lost = {"id": "1234567", "creation_time": "2026-02-26T20:45:05Z", "statistics": {}}
    reading = read(READER, answer(tmp_path, {**lost, "post_owner": {}}, 7, FLAT))
    assert [row.line for row in reading.rejected] == [1, 2]
    assert "network of this row is not known" in str(reading.rejected[0])
    assert [row.raw[:5] for row in reading.rejected] == ['{"id"', "7"]


def test_numbers_that_lost_digits_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(csv(tmp_path, {"id": "1.39358E+15"}))


def test_comments_and_other_json_are_left_alone(tmp_path: Path) -> None:
    comment = {**FLAT, "post_id": "1", "owner.id": "2"}
    assert not READER.matches(csv(tmp_path, comment))
    assert not READER.matches(answer(tmp_path, {"id": "1", "creation_time": "x"}))
    assert not READER.matches(raw(tmp_path, "id,creation_time\n1,2\n"))
    assert READER.matches(csv(tmp_path, {}))


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    rows = [{"id": f"10000{n}", "statistics.like_count": str(n)} for n in range(4)]
    rows += [{"id": "100002", "statistics.like_count": "9"}]
    whole = read(READER, csv(tmp_path, *rows)).tables["posts"]
    turned = read(READER, csv(tmp_path, *rows[::-1])).tables["posts"]
    halves = pd.concat([read(READER, csv(tmp_path, *part)).tables["posts"]
                        for part in (rows[:2], rows[2:])])  # fmt: skip
    tables = [frame.drop(columns="source_row").sort_values("post_id", ignore_index=True)
              for frame in (whole, turned, halves)]  # fmt: skip
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[0], tables[2])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from(["soon", "9" * 30, FLAT["creation_time"]]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["data", "id", "statistics", "post_owner", "like_count", "type"]), inner,
        max_size=3),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(item=st.dictionaries(st.sampled_from(sorted({*FLAT, "statistics"})), JSON), other=JSON)
def test_any_structure_is_accounted_for_or_refused(
    tmp_path: Path, item: dict[str, Any], other: Any
) -> None:
    entry = {**nested(FLAT), **item}
    reading: Reading | None = only_smmlab_errors(READER, answer(tmp_path, entry, other, FLAT))
    assert reading is None or reading.rows_read >= 3
