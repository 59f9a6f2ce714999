"""Findings about answers: a base for each number, a reason where there is none."""

import numpy as np
import pytest

from dialogue_cases import DAY, acts, ours, said, talk
from smmlab.dialogue.replies import measure_replies
from smmlab.dialogue.reply_findings import reply_findings
from smmlab.findings import Finding


def found(frame, **more) -> dict[str, Finding]:
    replies = measure_replies(frame, as_of=20 * DAY, **more)
    return {one.key: one for one in reply_findings(replies, sources=())}


def test_too_few_comments_or_no_answer_seen_is_unknown() -> None:
    few = found(talk([1.0] * 9))
    assert few["dialogue.replies.median_hours"].status == "unknown"
    assert few["dialogue.replies.comments"].value == 9
    mute = found(talk([None] * 50))
    unknown = {key for key, one in mute.items() if one.status == "unknown"}
    assert "dialogue.replies.unanswered_share" in unknown
    assert "administrators" in mute["dialogue.replies.unanswered_share"].method


def test_the_share_and_its_wilson_interval() -> None:
    told = found(talk([1.0] * 9 + [None]))
    share = told["dialogue.replies.unanswered_share"]
    assert (share.value, share.denominator) == (0.1, 10)
    assert told["dialogue.replies.median_hours"].value == 1
    # Wilson for one of ten, by the closed form.
    z, n, p = 1.959964, 10, 0.1
    centre, half = (p + z * z / 2 / n), z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    assert share.low == pytest.approx((centre - half) / (1 + z * z / n), abs=1e-6)


def test_one_author_or_a_few_tell_nothing_about_the_page() -> None:
    one = found(talk([1.0] * 30).assign(person="p"))
    assert one["dialogue.replies.unanswered_share"].status == "unknown"
    assert "one account" in one["dialogue.replies.unanswered_share"].method
    frame = talk([1.0] * 30)
    few = found(frame.assign(person=[f"p{n % 9}" for n in range(len(frame))]))
    assert few["dialogue.replies.unanswered_share"].status == "unknown"
    many = found(frame.assign(person=[f"p{n // 2 % 10}" for n in range(len(frame))]))
    assert many["dialogue.replies.unanswered_share"].status == "measured"


def test_one_day_of_data_says_that_a_day_is_not_over() -> None:
    replies = measure_replies(talk([1.0] * 20), as_of=DAY // 2)
    told = {one.key: one for one in reply_findings(replies, sources=())}
    assert told["dialogue.replies.within_hour"].value == 1
    day = told["dialogue.replies.within_day"]
    assert day.status == "unknown"
    assert "too soon" in day.method
    assert not any(key.startswith("dialogue.weekday") for key in told)


def test_what_could_not_be_used_is_counted_only_where_it_is() -> None:
    assert not any("doubts" in key for key in found(talk([1.0] * 12)))
    rows = [said("a", 5, "Hi"), ours("r", 4, "Yes", to="a"), ours("s", 4, "Yes", to="gone"),
            said("x", 1, "Hi", to="x")]  # fmt: skip
    told = found(acts(rows))
    counts = {key.split(".")[-1]: one.value for key, one in told.items() if "doubts" in key}
    assert counts == {"early": 1, "orphans": 1, "rounds": 1}


def test_questions_by_topic_and_less_than_an_hour_in_minutes() -> None:
    rows = []
    for n in range(20):
        rows.append(said(f"q{n}", n, "How much is the cake?"))
        if n < 15:
            rows.append(ours(f"r{n}", n + 0.5, "Four euros.", to=f"q{n}"))
    told = found(acts(rows))
    assert told["dialogue.questions.asked"].value == 20
    assert told["dialogue.topic.price.answered_share"].value == 0.75
    for name in ("unanswered_share", "within_day", "working_within_day"):
        assert "questions" in told[f"dialogue.questions.{name}"].method
        assert "comments" in told[f"dialogue.replies.{name}"].method
    assert told["dialogue.topic.price.questions"].value == 20
    assert told["dialogue.questions.median_minutes"].value == 30
    assert told["dialogue.answerer.telegram.1.answers"].value == 15
    assert not any("p_" in key or ".us." in key for key in told), "no pseudonym in a key"


def test_keys_are_unique_and_intervals_hold_their_value() -> None:
    rows = [said(f"q{n}", n, "How much?") for n in range(40)]
    rows += [ours(f"r{n}", n + n % 7, "Four.", to=f"q{n}") for n in range(0, 40, 2)]
    told = reply_findings(measure_replies(acts(rows), as_of=20 * DAY), sources=())
    assert len({one.key for one in told}) == len(told)
    for one in told:
        if one.low is not None and one.high is not None:
            assert one.low <= one.value <= one.high, one.key
