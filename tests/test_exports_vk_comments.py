"""VK comments: threads unfolded, deleted ones, whose post they stand under, who wrote them."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.vk.comments import READER
from vk_files import NOON, facts, lines_of, raw_json, read_json, reasons, spoilt

OWNER = -210


def comment(number: int = 1, **extra: Any) -> dict[str, Any]:
    return {"id": number, "from_id": 70 + number, "post_id": 61, "owner_id": OWNER,
            "date": NOON + number, "text": "Вкусно!", "parents_stack": [],
            "thread": {"count": 0, "items": []}, **extra}  # fmt: skip


def reply(number: int, to: int, **extra: Any) -> dict[str, Any]:
    found = comment(number, parents_stack=[to], reply_to_comment=to, **extra)
    del found["thread"]
    return found


def thread(*replies: Any, count: int | None = None) -> dict[str, Any]:
    return {"count": len(replies) if count is None else count, "items": list(replies)}


def answer(*comments: Any, **extra: Any) -> dict[str, Any]:
    return {"response": {"count": len(comments), "items": list(comments), **extra}}


def test_a_comment_with_all_it_says() -> None:
    act = read_json(READER, answer(comment(1))).tables["interactions"].iloc[0]
    assert (act["interaction_id"], act["post_id"]) == ("-210_1", "-210_61")
    assert (act["person"], act["kind"], act["text"]) == ("71", "comment", "Вкусно!")
    assert (act["at"], act["clock"], act["precision"]) == (NOON + 1, "UTC", "second")
    assert pd.isna(act["reply_to"])
    assert not act["by_page"]


def test_replies_come_out_of_their_threads() -> None:
    value = answer(comment(1, thread=thread(reply(2, 1), reply(3, 2))), comment(4))
    acts = read_json(READER, {"response": {**value["response"], "count": 4}})
    table = acts.tables["interactions"]
    assert table["kind"].tolist() == ["comment", "reply", "reply", "comment"]
    assert table["reply_to"].fillna("").tolist() == ["", "-210_1", "-210_2", ""]
    assert table["source_row"].tolist() == [1, 2, 3, 4]
    assert codes(acts) == set()


def test_a_reply_may_leave_out_what_its_comment_said() -> None:
    bare = {"id": 2, "from_id": 5, "date": NOON, "text": "jah"}
    act = read_json(READER, answer(comment(1, thread=thread(bare)))).tables["interactions"].iloc[1]
    assert (act["interaction_id"], act["post_id"]) == ("-210_2", "-210_61")
    assert (act["kind"], act["reply_to"]) == ("reply", "-210_1")


def test_an_answer_to_number_zero_is_no_answer() -> None:
    act = read_json(READER, answer(comment(1, reply_to_comment=0))).tables["interactions"].iloc[0]
    assert act["kind"] == "comment"
    inner = {**reply(2, 1), "reply_to_comment": 0, "parents_stack": []}
    acts = read_json(READER, answer(comment(1, thread=thread(inner)))).tables["interactions"]
    assert acts["reply_to"].tolist()[1] == "-210_1"


def test_the_page_answers_itself() -> None:
    acts = read_json(READER, answer(comment(1, thread=thread(reply(2, 1, from_id=OWNER)))))
    assert acts.tables["interactions"]["by_page"].tolist() == [False, True]


@pytest.mark.parametrize("mark", [True, 1])
def test_a_deleted_comment_is_a_note_and_its_replies_stay(mark: Any) -> None:
    gone = {"id": 1, "deleted": mark, "thread": thread(reply(2, 1))}
    value = {"response": {"items": [gone], "count": 2}, "owner_id": OWNER, "post_id": 61}
    reading = read_json(READER, value)
    assert lines_of(reading.notes) == [1]
    assert "was deleted" in reading.notes[0].reason
    assert reading.tables["interactions"]["reply_to"].tolist() == ["-210_1"]


def test_what_stands_beside_the_answer_tells_wall_and_post() -> None:
    bare = comment(1)
    del bare["owner_id"], bare["post_id"]
    value = [{"owner_id": OWNER, "post_id": 8, **answer(bare)}]
    act = read_json(READER, value).tables["interactions"].iloc[0]
    assert (act["interaction_id"], act["post_id"]) == ("-210_1", "-210_8")


def test_a_comment_without_its_post_is_told() -> None:
    bare = comment(1)
    del bare["post_id"]
    reading = read_json(READER, answer(bare))
    assert reading.tables["interactions"]["post_id"].isna().all()
    assert codes(reading) == {"vk-comments-without-post"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"owner_id": None}, "does not say on whose wall"),
        ({"id": None}, "no usable number: ."),
        ({"id": "a"}, "no usable number: a."),
        ({"date": 5}, "The time 5 of the comment cannot be."),
        ({"date": "soon"}, "The time soon of the comment cannot be."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, Any], said: str) -> None:
    reading = read_json(READER, answer(comment(1), comment(2, **change)))
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert "thread" not in reading.rejected[0].raw


def test_an_entry_that_is_no_object_is_rejected() -> None:
    reading = read_json(READER, answer(comment(1, thread=thread("x")), 17))
    assert lines_of(reading.rejected) == [2, 3]


def test_replies_that_vk_counts_but_does_not_give_are_told() -> None:
    reading = read_json(READER, answer(comment(1, thread=thread(reply(2, 1), count=14))))
    (caution,) = [c for c in reading.warnings if c.code == "vk-hidden-replies"]
    assert caution.values == {"n": 13}


def test_overlapping_answers_and_any_order_give_the_same_tables() -> None:
    first, second = comment(1, thread=thread(reply(2, 1))), comment(3)
    people = [{"id": 71, "sex": 1, "first_name": "Анна", "last_name": "К"}]
    one = read_json(READER, answer(first, second, profiles=people))
    two = [answer(second, first, profiles=people), answer(first, profiles=people)]
    other = read_json(READER, two)
    assert len(other.merged) == 3
    for table in ("interactions", "people"):
        pd.testing.assert_frame_equal(facts(one, table), facts(other, table))


def test_profiles_become_people_without_names() -> None:
    profiles = [{"id": 71, "sex": 2, "first_name": "Пётр", "last_name": "К"}, {"first_name": "x"}]
    reading = read_json(READER, answer(comment(1), profiles=profiles))
    assert reading.tables["people"][["person", "sex"]].values.tolist() == [["71", "male"]]
    assert (reading.rows_read, lines_of(reading.rejected)) == (3, [3])
    assert "Пётр" not in reading.tables["people"].to_csv()


def test_mentions_lose_their_names() -> None:
    act = read_json(READER, answer(comment(1, text="[id7|Анна], да"))).tables["interactions"]
    assert act["text"].tolist() == ["[person], да"]


def test_one_comment_a_line() -> None:
    text = "\n".join(json.dumps(comment(n)) for n in (1, 2)) + "\n{"
    reading = read_json(READER, text)
    assert reading.tables["interactions"]["source_row"].tolist() == [1, 2]
    assert lines_of(reading.rejected) == [3]


def test_an_error_among_answers_is_rejected() -> None:
    error = {"error": {"error_code": 212, "error_msg": "Access to post comments denied"}}
    first = answer(comment(1, thread=thread(reply(2, 1))), profiles=[{"id": 71}])
    reading = read_json(READER, [first, error, answer(comment(3))])
    assert lines_of(reading.rejected) == [3]
    assert reading.tables["interactions"]["source_row"].tolist() == [1, 2, 4]
    assert reading.tables["people"]["source_row"].tolist() == [5]
    assert reasons(reading) == [
        "VK answered with an error instead of data: Access to post comments denied (code 212)."
    ]


def test_threads_in_threads_are_read_to_the_end() -> None:
    inner: dict[str, Any] = reply(1, 0)
    for number in range(2, 200):
        inner = comment(number, thread=thread(inner))
    acts = read_json(READER, answer(inner)).tables["interactions"]
    assert acts["interaction_id"].tolist() == [f"-210_{n}" for n in range(199, 0, -1)]


def test_a_file_cut_short_is_refused_in_words() -> None:
    text = json.dumps(answer(comment(1), comment(2)))[:-30]
    export = raw_json(text)
    assert READER.matches(export)
    with pytest.raises(ExportError, match="cut short"):
        READER.read(export)


@given(spoilt([answer(comment(1, thread=thread(reply(2, 1), reply(3, 2))), comment(4),
                      profiles=[{"id": 71, "sex": 1, "city": {"title": "Narva"}}])]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)
