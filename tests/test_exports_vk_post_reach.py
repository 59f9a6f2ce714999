"""VK reach of posts: whose posts they are, and what part of the reach was paid."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.vk.reach import READER
from vk_files import facts, lines_of, raw_json, read_json, reasons, spoilt

NAME = "reach_-210001.json"


def reach(number: int = 1, **extra: Any) -> dict[str, Any]:
    return {"post_id": number, "reach_total": 100, "reach_subscribers": 60, "reach_viral": 15,
            "reach_ads": 25, "links": 4, "to_group": 3, "join_group": 2, "report": 0, "hide": 1,
            "unsubscribe": 0, **extra}  # fmt: skip


def test_a_post_with_all_its_numbers() -> None:
    reading = read_json(READER, {"response": [reach()]}, NAME)
    found = reading.tables["posts"].iloc[0]
    assert (found["post_id"], found["url"]) == ("-210001_1", "https://vk.com/wall-210001_1")
    assert found[["reach", "clicks", "follows"]].tolist() == [100, 7, 2]
    assert found["paid_share"] == 0.25
    assert pd.isna(found["at"])
    assert codes(reading) == {"vk-owner-from-name"}


@pytest.mark.parametrize(
    ("change", "share"),
    [
        ({"reach_ads": 0}, 0.0),
        ({"reach_total": 80}, None),
        ({"reach_ads": None}, None),
        ({"reach_total": 0, "reach_subscribers": 0, "reach_viral": 0, "reach_ads": 0}, None),
    ],
)
def test_the_paid_part_is_given_only_where_numbers_prove_it(
    change: dict[str, Any], share: float | None
) -> None:
    found = read_json(READER, [reach(**change)], NAME).tables["posts"]["paid_share"].iloc[0]
    assert pd.isna(found) if share is None else found == share


def test_clicks_need_both_of_their_parts() -> None:
    table = read_json(READER, [reach(to_group=None)], NAME).tables["posts"]
    assert table["clicks"].isna().all()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("reach_-123456.json", "-123456"),
        ("club123456 reach.json", "-123456"),
        ("public123456.json", "-123456"),
        ("wall-123456_reach.json", "-123456"),
    ],
)
def test_the_name_of_the_file_may_say_whose_posts_they_are(name: str, owner: str) -> None:
    table = read_json(READER, [reach()], name).tables["posts"]
    assert table["post_id"].tolist() == [f"{owner}_1"]


@pytest.mark.parametrize(
    "name", ["reach.json", "reach 2026-03-01.json", "club12345 club54321.json", "reach_123456.json"]
)
def test_without_a_wall_the_file_is_refused(name: str) -> None:
    with pytest.raises(ExportError, match="write the number of the community into the name"):
        read_json(READER, [reach()], name)


@pytest.mark.parametrize(
    "value",
    [
        [reach(owner_id=-7)],
        [{"owner_id": -7, "response": [reach()]}],
        [reach("-7_1")],  # type: ignore[arg-type]
    ],
)
def test_what_stands_beside_the_answer_tells_the_wall(value: Any) -> None:
    reading = read_json(READER, value, NAME)
    assert reading.tables["posts"]["post_id"].tolist() == ["-7_1"]
    assert codes(reading) == set()


def test_what_stands_beside_the_answer_tells_the_post() -> None:
    bare = reach(owner_id=-7)
    del bare["post_id"]
    table = read_json(READER, [{"post_id": 9, "response": [bare]}]).tables["posts"]
    assert table["post_id"].tolist() == ["-7_9"]


def test_the_oldest_answers_name_no_post_and_are_refused() -> None:
    bare = reach()
    del bare["post_id"]
    with pytest.raises(ExportError, match="does not say which posts"):
        read_json(READER, {"response": [bare]}, NAME)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"post_id": "x"}, "no usable post id: x."),
        ({"post_id": -5}, "no usable post id: -5."),
        ({"reach_total": -1}, "-1 is no count, in the column reach_total."),
        ({"join_group": 2.5}, "2.5 is no count, in the column join_group."),
        ({"links": "many"}, "many is no count, in the column links."),
        ({"owner_id": "x"}, "does not say on whose wall the post 2 stands."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, Any], said: str) -> None:
    rows = [reach(1, owner_id=-7), {**reach(2, owner_id=-7), **change}]
    reading = read_json(READER, {"response": rows})
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]


def test_overlapping_answers_and_any_order_give_the_same_table() -> None:
    rows = [reach(1), reach(2, reach_total=300), reach(3)]
    one = read_json(READER, {"response": rows}, NAME)
    other = read_json(READER, [{"response": rows[::-1]}, {"response": [reach(2)]}], NAME)
    assert lines_of(other.merged) == [4]
    assert facts(other, "posts")["reach"].tolist() == facts(one, "posts")["reach"].tolist()
    again = read_json(READER, [{"response": [reach(2)]}, {"response": rows}], NAME)
    pd.testing.assert_frame_equal(facts(other, "posts"), facts(again, "posts"))


def test_errors_among_answers_are_rejected_and_nothing_but_errors_refused() -> None:
    error = {"error": {"error_code": 7, "error_msg": "Permission denied"}}
    reading = read_json(READER, [{"response": [reach()]}, error], NAME)
    assert lines_of(reading.rejected) == [2]
    with pytest.raises(ExportError, match=r"Permission denied \(code 7\)"):
        READER.read(raw_json(error, NAME))


@given(spoilt([{"owner_id": -7, "response": [reach(1), reach(2)]}, {"response": [reach(3)]}]))
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value, NAME)
    READER.matches(export)
    only_smmlab_errors(READER, export)
