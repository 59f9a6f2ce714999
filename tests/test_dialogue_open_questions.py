"""The queue: what is open, in which order, and that an answer takes it out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_cases import DAY, HOUR, acts, ours, said
from smmlab.dialogue.open_questions import QUEUE_COLUMNS, count_lately, find_open, open_findings
from smmlab.dialogue.talk import follow_talk
from smmlab.errors import DataError


def keys(rows: list, **more) -> list[str]:
    return find_open(acts(rows), **more)["interaction_id"].tolist()


def test_questions_and_complaints_wait_until_the_page_answers() -> None:
    rows = [said("a", 0, "How much is a cake?"), said("b", 1, "Lovely"),
            said("c", 2, "My cake was cold, terrible"), said("d", 3, "What time do you open?"),
            ours("r", 4, "At nine.", to="d"), said("e", 5, "How much?", to="b")]  # fmt: skip
    assert keys(rows) == ["c", "a", "e"]
    assert keys([*rows, ours("s", 6, "Four.", to="a")]) == ["c", "e"]


def test_an_answer_before_the_question_or_by_another_person_is_none() -> None:
    rows = [said("a", 5, "How much?"), ours("r", 4, "Four.", to="a"), said("x", 6, "Ten", to="a")]
    assert keys(rows) == ["a"]


def test_a_reply_is_answered_where_all_replies_stand_at_the_first_comment() -> None:
    rows = [said("a", 0, "Nice"), said("b", 1, "How much?", to="a"), ours("r", 2, "4", to="a")]
    assert keys(rows) == []
    early = [*rows[:2], ours("r", 0.5, "Thanks", to="a")]
    assert keys(early) == ["b"], "the page spoke before the question"


def test_the_angriest_stand_first_and_then_the_oldest() -> None:
    rows = [
        said("old", 0, "How much?"),
        said("new", 9, "What time do you open?"),
        said("sour", 5, "Lovely evening"),
        said("bad", 7, "The cake was awful, never again"),
    ]
    scored = pd.DataFrame(
        {
            "network": "telegram",
            "interaction_id": ["sour", "bad", "old", "new"],
            "mood": [-0.5, -0.9, None, 0.4],
            "negative": pd.array([True, True, None, False], dtype="boolean"),
        }
    )
    queue = find_open(acts(rows), scored=scored)
    assert queue["interaction_id"].tolist() == ["bad", "sour", "old", "new"]
    assert queue["what"].tolist() == ["complaint", "complaint", "question", "question"]
    assert np.isnan(queue["mood"].iloc[2])
    assert queue["waited_hours"].tolist() == [2, 4, 9, 0]


def test_the_days_reach_back_from_the_moment_of_reading() -> None:
    rows = [said("old", 0, "How much?"), said("new", 24 * 20, "How much is it?")]
    assert keys(rows) == ["new"]
    assert keys(rows, days=21) == ["old", "new"]
    assert keys(rows, as_of=2 * DAY) == ["old"], "the future is not known"
    assert find_open(acts(rows), as_of=int(24 * 20.5 * HOUR))["waited_hours"].tolist() == [12]
    with pytest.raises(DataError, match="at least one day"):
        find_open(acts(rows), days=0)


def test_spam_stays_out_and_the_post_is_linked() -> None:
    rows = [
        said("a", 0, "Easy money? Write me, how much?"),
        {**said("b", 1, "How much?"), "post_id": "7"},
    ]
    posts = pd.DataFrame({"network": ["telegram", "x"], "post_id": ["7", "7"],
                          "url": ["https://t.me/c/1/7", "https://x.com/7"]})  # fmt: skip
    queue = find_open(acts(rows), posts=posts)
    assert queue[["interaction_id", "url"]].values.tolist() == [["b", "https://t.me/c/1/7"]]


@pytest.mark.parametrize(("text", "situation"), [
    ("How much is a cake?", "price"), ("Mis kell te avate?", "hours"),
    ("Есть в наличии миндальное?", "stock"), ("Are you hiring baristas?", "job"),
    ("Does the machine wink at night?", "other"), ("My cake was awful and stale", "complaint"),
    ("My parcel never arrived, where is my delivery? Terrible", "late"),
])  # fmt: skip
def test_a_template_for_each_situation(text: str, situation: str) -> None:
    assert find_open(acts([said("a", 0, text)]))["situation"].tolist() == [situation]


def test_empty_tables_give_an_empty_queue() -> None:
    empty = find_open(acts([])[:0])
    assert list(empty) == list(QUEUE_COLUMNS)
    told = open_findings(empty, comments=0, sources=())
    assert [(one.value, one.n) for one in told] == [(0, 0), (0, 0)]


def test_findings_tell_how_many_were_looked_at_and_long_waits_in_days() -> None:
    rows = [said("gone", 0, "How much?"), said("a", 24 * 20, "How much?"),
            said("b", 24 * 20, "Lovely"), ours("r", 24 * 20 + 47, "Hi", to="b")]  # fmt: skip
    frame = acts(rows)
    looked_at = count_lately(follow_talk(frame))
    assert looked_at == 2, "neither what is older nor our own words"
    assert count_lately(follow_talk(frame), days=30) == 3
    assert count_lately(follow_talk(frame), as_of=5 * DAY) == 1
    found = {one.key: one for one in open_findings(find_open(frame), comments=2, sources=())}
    assert (found["dialogue.open.questions"].value, found["dialogue.open.questions"].n) == (1, 2)
    assert found["dialogue.open.oldest_hours"].value == 47
    assert "dialogue.open.oldest_days" not in found
    later = find_open(frame, as_of=24 * 22 * HOUR)
    days = open_findings(later, comments=2, sources=())[-1]
    assert (days.key, days.value, days.unit, days.n) == ("dialogue.open.oldest_days", 2, "days", 1)


@pytest.mark.parametrize("text", [
    "Who's coming on Sunday?", "Awful weather today", "Disagree, that is nonsense",
    "Kes homme läheb?", "Ilm on nii vastik", "Ei nõustu, jama jutt",
    "Кто сегодня идёт?", "Ужасная погода", "Не согласна, ерунда какая-то",
])  # fmt: skip
def test_small_talk_does_not_wait_for_us_though_it_sounds_bad(text: str) -> None:
    frame = acts([said("a", 0, text)])
    bad = pd.DataFrame({"network": "telegram", "interaction_id": ["a"], "mood": [-0.6],
                        "negative": pd.array([True], dtype="boolean")})  # fmt: skip
    assert find_open(frame, scored=bad).empty


@pytest.mark.parametrize("text", [
    "Who's coming tonight? And how late are you open?", "Awful weather and awful service",
    "I disagree with the way you treat people", "Kes homme läheb, kas teil on kohti?",
    "Sajab, kook oli vastik", "Nõus, järjekord on liiga pikk",
    "Ужасная погода, и обслуживание ужасное", "Согласна, очередь бесконечная",
])  # fmt: skip
def test_what_is_about_us_waits_in_spite_of_the_weather(text: str) -> None:
    frame = acts([said("a", 0, text)])
    bad = pd.DataFrame({"network": "telegram", "interaction_id": ["a"], "mood": [-0.6],
                        "negative": pd.array([True], dtype="boolean")})  # fmt: skip
    assert len(find_open(frame, scored=bad)) == 1


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(["How much?", "Lovely", "It was awful"]),
                          st.integers(0, 300), st.none() | st.integers(-50, 50)), max_size=10),
       st.randoms())  # fmt: skip
def test_the_order_of_rows_changes_nothing(items: list, random) -> None:
    rows = []
    for n, (text, at, answer) in enumerate(items):
        rows.append(said(f"m{n}", at, text))
        if answer is not None:
            rows.append(ours(f"r{n}", max(at + answer, 0), "So.", to=f"m{n}"))
    once = find_open(acts(rows), as_of=300 * HOUR)
    random.shuffle(rows)
    again = find_open(acts(rows), as_of=300 * HOUR)
    pd.testing.assert_frame_equal(once, again)
    expected = {
        f"m{n}"
        for n, (text, at, answer) in enumerate(items)
        if text != "Lovely" and (answer is None or not at <= max(at + answer, 0) <= 300)
    }
    assert set(once["interaction_id"]) == expected
