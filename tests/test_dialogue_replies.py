"""Answers and waiting: those who never got an answer wait still."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_cases import DAY, HOUR, acts, ours, said, talk
from smmlab.dialogue.replies import measure_replies
from smmlab.errors import DataError
from smmlab.plots.dialogue import plot_replies
from smmlab.texts import Words


def test_the_median_counts_those_who_wait() -> None:
    waiting = measure_replies(talk([1, 2, 3, None, None]), as_of=100 * HOUR).by_clock
    assert waiting.median_hours == 3, "the mean of the answered would say two hours"
    assert (waiting.unanswered.count, waiting.unanswered.of) == (2, 5)
    assert measure_replies(talk([1, None, None]), as_of=DAY).by_clock.median_hours is None


def test_comments_followed_too_briefly_are_not_held_against_the_page() -> None:
    fresh = talk([0.5]).replace({"c0": "x0", "a0": "ax"}).assign(at=lambda d: d["at"] + 2 * DAY)
    fresh = fresh[fresh["kind"] == "comment"]
    both = pd.concat([talk([0.5, 2, 30, None]), fresh], ignore_index=True)
    waiting = measure_replies(both, as_of=2 * DAY + HOUR // 2).by_clock
    assert waiting.comments == 5
    assert (waiting.within_hour.count, waiting.within_hour.of) == (1, 4)
    assert (waiting.within_day.count, waiting.within_day.of) == (2, 4)


def test_only_the_first_answer_of_the_page_to_a_person_counts() -> None:
    more = [
        ("b", "reply", 2 * HOUR, "c0", False),
        ("d", "reply", 9 * HOUR, "c0", True),
        ("e", "reaction", HOUR, "c0", True),
        ("f", "comment", 0, None, True),
    ]
    columns = ["interaction_id", "kind", "at", "reply_to", "by_page"]
    others = pd.DataFrame(more, columns=columns).assign(network="telegram")
    replies = measure_replies(pd.concat([talk([5.0]), others], ignore_index=True), as_of=DAY)
    assert (replies.by_clock.comments, replies.by_clock.median_hours) == (1, 5)
    assert (replies.answers, replies.further) == (2, 1)


def test_what_happens_later_is_not_known_yet_and_days_are_no_clock() -> None:
    assert measure_replies(talk([5.0]), as_of=HOUR).by_clock.unanswered.count == 1
    assert measure_replies(talk([5.0]).assign(precision="day")).by_clock.comments == 0


def test_questions_are_measured_apart() -> None:
    rows = [said("a", 0, "How much is a cake?"), said("b", 0, "Lovely morning"),
            ours("r", 2, "Four euros.", to="a")]  # fmt: skip
    replies = measure_replies(acts(rows), as_of=2 * DAY)
    assert (replies.by_clock.comments, replies.questions.comments) == (2, 1)
    assert (replies.by_clock.unanswered.count, replies.questions.unanswered.count) == (1, 0)
    assert replies.questions.median_hours == 2


def test_a_night_does_not_count_in_hours_of_work() -> None:
    # Thursday 1 January 1970, 17:30 in London (then an hour ahead), answered on Friday at 10.
    rows = [said("a", 16.5, "How much?"), ours("r", 33, "Four euros.", to="a")]
    replies = measure_replies(acts(rows), timezone="Europe/London", as_of=5 * DAY)
    assert replies.by_clock.median_hours == 16.5
    assert replies.at_work.median_hours == 1.5
    assert replies.questions_at_work.median_hours == 1.5
    assert (replies.at_work.within_hour.count, replies.at_work.within_day.count) == (0, 1)
    assert replies.at_work.day_hours == 9


def test_an_answer_before_its_comment_is_counted_and_not_believed() -> None:
    rows = [said("a", 5, "Hi"), ours("early", 4, "Yes", to="a")]
    replies = measure_replies(acts(rows), as_of=DAY)
    assert (replies.early, replies.by_clock.unanswered.count) == (1, 1)
    later = measure_replies(acts([*rows, ours("late", 6, "Yes", to="a")]), as_of=DAY)
    assert (later.early, later.by_clock.median_hours) == (1, 1)


def test_missing_parents_and_rounds_are_counted_and_nothing_hangs() -> None:
    rows = [
        said("a", 0, "Hi", to="b"),
        said("b", 1, "Hi", to="a"),
        said("c", 2, "Hi", to="c"),
        ours("r", 3, "Yes", to="gone"),
        said("d", 0, "Hi"),
        ours("s", 3, "Yes", to="d"),
    ]
    replies = measure_replies(acts(rows), as_of=DAY)
    assert (replies.orphans, replies.rounds, replies.answers) == (1, 3, 2)
    assert replies.by_clock.comments == 1


def test_the_same_id_on_two_networks_is_two_comments() -> None:
    both = pd.concat([talk([1.0]), talk([None]).assign(network="vkontakte")], ignore_index=True)
    waiting = measure_replies(both, as_of=DAY).by_clock
    assert (waiting.comments, waiting.unanswered.count) == (2, 1)
    twice = pd.concat([talk([1.0]), talk([1.0])], ignore_index=True)
    assert measure_replies(twice, as_of=DAY).by_clock.comments == 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="reply_to"):
        measure_replies(talk([1.0]).drop(columns="reply_to"))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.integers(0, 90), min_size=1, max_size=30), st.randoms())
def test_without_waiting_the_curve_is_the_plain_share(waits: list[int | None], random: Any) -> None:
    frame = talk([None if w is None else float(w) for w in waits])
    before = frame.copy(deep=True)
    order = list(range(len(frame)))
    random.shuffle(order)
    waiting = measure_replies(frame.iloc[order], as_of=100 * HOUR).by_clock
    answered = [w for w in waits if w is not None]
    assert waiting.unanswered.count == len(waits) - len(answered)
    for hours, share in zip(waiting.curve["hours"], waiting.curve["waiting"], strict=True):
        assert share == pytest.approx(1 - sum(w <= hours for w in answered) / len(waits))
    pd.testing.assert_frame_equal(frame, before)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.floats(0, 90), min_size=1, max_size=30), st.integers(0, 10**6))
def test_hours_of_work_never_wait_longer_and_lose_no_answer(
    waits: list[float | None], start: int
) -> None:
    replies = measure_replies(talk(waits, start=start), as_of=start + 100 * HOUR)
    assert replies.at_work.unanswered == replies.by_clock.unanswered
    clock, work = replies.by_clock.median_hours, replies.at_work.median_hours
    assert clock is None or (work is not None and work <= clock)
    always = measure_replies(talk(waits, start=start), as_of=start + 100 * HOUR, opens=0,
                             closes=24, workdays=range(7))  # fmt: skip
    assert always.at_work.median_hours == always.by_clock.median_hours
    assert always.at_work.within_day == always.by_clock.within_day


def test_the_lung_data_give_the_published_median(shared: Path) -> None:
    lung = pd.read_csv(shared / "checks" / "rdatasets" / "survival_cancer_lung.csv")
    # A death is an answer after so many hours; whoever left the study was followed that long.
    end = int(lung["time"].max())
    asked = [{"interaction_id": f"c{i}", "kind": "comment", "reply_to": None, "by_page": False,
              "at": 0} for i in range(len(lung))]  # fmt: skip
    died = [{"interaction_id": f"a{i}", "kind": "reply", "reply_to": f"c{i}", "by_page": True,
             "at": int(time) * HOUR}
            for i, (time, status) in enumerate(zip(lung["time"], lung["status"], strict=True))
            if status == 2]  # fmt: skip
    # Censored people enter late, so that the common end finds them after their own time.
    for i, (time, status) in enumerate(zip(lung["time"], lung["status"], strict=True)):
        if status == 1:
            asked[i]["at"] = (end - int(time)) * HOUR
    frame = pd.DataFrame([*asked, *died]).assign(network="telegram")
    waiting = measure_replies(frame, as_of=end * HOUR).by_clock
    assert (waiting.comments, len(died)) == (228, 165)
    assert (waiting.median_hours, waiting.median_low, waiting.median_high) == (310, 284, 361)


def test_a_million_comments_take_seconds() -> None:
    # A tenth of them here, to keep the tests quick; the time grows in proportion.
    n, rng = 100_000, np.random.default_rng(0)
    asked = pd.DataFrame({"network": "x", "interaction_id": np.arange(n).astype(str),
                          "kind": "comment", "at": rng.integers(0, 10**7, n), "reply_to": None,
                          "by_page": False})  # fmt: skip
    given_ = asked.iloc[::2]
    answers = given_.assign(reply_to=given_["interaction_id"], by_page=True, kind="reply",
                            interaction_id="r" + given_["interaction_id"],
                            at=given_["at"] + 60)  # fmt: skip
    replies = measure_replies(pd.concat([asked, answers], ignore_index=True))
    # The last answer comes after the last comment, so nobody is censored before a minute.
    assert replies.by_clock.unanswered.share == pytest.approx(0.5, abs=1e-4)
    assert replies.by_clock.within_hour.share == pytest.approx(0.5, abs=0.01)


def test_the_chart_tells_the_finding_or_what_to_export() -> None:
    ax = plot_replies(measure_replies(talk([3.0] * 12 + [0.0]), as_of=5 * DAY))
    assert "Half of the comments are answered within 3 hours" in ax.get_title(loc="left")
    assert [line.get_label() for line in ax.lines[:2]] == ["by the clock", "in hours of work"]
    rows = [said(f"q{n}", n, "How much is it?") for n in range(12)]
    rows += [ours(f"r{n}", n + 1, "Four.", to=f"q{n}") for n in range(3)]
    asked = plot_replies(measure_replies(acts(rows), as_of=5 * DAY), words=Words("en"))
    assert "75% of the questions got no answer" in asked.get_title(loc="left")
    empty = plot_replies(measure_replies(talk([]), as_of=None))
    assert "Telegram" in empty.texts[0].get_text()


def test_a_portion_of_nothing_is_missing() -> None:
    nothing = measure_replies(talk([])).by_clock.within_day
    assert np.isnan(nothing.share)
