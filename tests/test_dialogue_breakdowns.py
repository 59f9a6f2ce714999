"""Parts of the answers: hours, weekdays, topics, accounts; small groups stay out."""

import pandas as pd
import pytest

from dialogue_cases import DAY, HOUR, acts, ours, said, talk
from smmlab.asking import TOPICS
from smmlab.dialogue.breakdowns import by_clock, by_person, by_topic
from smmlab.dialogue.replies import measure_replies
from smmlab.intervals import wilson_interval

MIDNIGHT = 1_767_225_600  # Thursday, 1 January 2026, UTC


def test_hours_and_weekdays_are_those_of_the_asked_zone() -> None:
    frame = talk([1.0] * 3 + [None], start=MIDNIGHT)
    replies = measure_replies(frame, as_of=MIDNIGHT + 2 * DAY, timezone="Europe/Tallinn")
    assert replies.by_hour[["hour", "comments", "answered"]].values.tolist() == [[2, 4, 3]]
    west = measure_replies(frame, as_of=MIDNIGHT + 2 * DAY, timezone="America/New_York")
    assert west.by_hour["hour"].tolist() == [19]
    assert (replies.by_weekday["weekday"].tolist(), west.by_weekday["weekday"].tolist()) == (
        [3], [2],
    )  # fmt: skip
    low, high = wilson_interval([3], [4])
    assert replies.by_weekday[["share_low", "share_high"]].values.tolist() == [[low[0], high[0]]]


def test_an_answer_after_more_than_a_day_is_none_and_fresh_comments_stay_out() -> None:
    waits = pd.DataFrame({"at": [0, 0, 5 * DAY], "answered": True, "seconds": [9, DAY + 1, 9],
                          "followed": [6 * DAY, 6 * DAY, HOUR]})  # fmt: skip
    table = by_clock(waits, timezone="UTC", unit="hour")
    assert table[["hour", "comments", "answered"]].values.tolist() == [[0, 2, 1]]
    nothing = by_clock(waits[:0], timezone="UTC", unit="weekday")
    assert nothing.empty
    assert list(nothing) == ["weekday", "comments", "answered", "share", "share_low", "share_high"]


def test_accounts_with_fewer_than_ten_answers_are_not_shown() -> None:
    waits = pd.DataFrame(
        {"network": "x", "answered_by": ["a"] * 10 + ["b"] * 9 + [None] * 3,
         "answered": [True] * 21 + [False], "seconds": [HOUR * n for n in range(22)]}
    )  # fmt: skip
    table = by_person(waits)
    assert table[["answered_by", "answers", "median_hours"]].values.tolist() == [["a", 10, 4.5]]
    assert table["median_low"].iloc[0] <= 4.5 <= table["median_high"].iloc[0]
    assert by_person(waits[:0]).empty


def test_topics_that_a_few_asked_about_are_not_shown() -> None:
    def questions(people: int, each: int) -> pd.DataFrame:
        n = people * each
        flags = {topic: topic == "price" for topic in TOPICS}
        return pd.DataFrame({"network": "x", "person": [f"p{i % people}" for i in range(n)],
                             "answered": [i < 3 for i in range(n)], **flags})  # fmt: skip

    assert by_topic(questions(9, 5)).empty
    table = by_topic(questions(10, 2))
    assert table[["topic", "questions", "people", "answered"]].values.tolist() == [
        ["price", 20, 10, 3]
    ]
    unknown = questions(10, 1).assign(person=None)
    assert by_topic(unknown)["people"].tolist() == [10], "unknown people are one each"
    assert by_topic(unknown[:9]).empty


def test_the_most_asked_topic_stands_first_and_a_question_may_have_two() -> None:
    rows = [said(f"a{n}", n, "How much is delivery?") for n in range(12)]
    rows += [said(f"b{n}", n, "How much is a cake?") for n in range(4)]
    rows += [ours("r", 40, "Two.", to="a0")]
    table = measure_replies(acts(rows)).by_topic.set_index("topic")
    assert table.index.tolist() == ["price", "delivery"]
    assert table["questions"].tolist() == [16, 12]
    assert table.loc["delivery", "share"] == pytest.approx(1 / 12)
