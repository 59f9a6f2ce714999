"""The audit of answers: the draw and what the marks add up to."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_cases import acts, ours, said
from smmlab.dialogue.reply_audit import audit_findings, draw_replies, summarise_audit
from smmlab.dialogue.talk import follow_talk
from smmlab.intervals import wilson_interval


def rows(n: int) -> list:
    asked = [said(f"q{i}", i, f"Question {i}") for i in range(n)]
    return asked + [ours(f"r{i}", i + 1, f"Answer {i}", to=f"q{i}") for i in range(n)]


def test_a_draw_is_without_repeats_and_the_same_for_the_same_seed() -> None:
    talk = follow_talk(acts(rows(80)))
    drawn = draw_replies(talk, seed=3)
    assert len(drawn) == drawn["interaction_id"].nunique() == 50
    pd.testing.assert_frame_equal(drawn, draw_replies(talk, seed=3))
    assert drawn["interaction_id"].tolist() != draw_replies(talk, seed=4)["interaction_id"].tolist()
    numbers = [text.removeprefix("Answer ") for text in drawn["text"]]
    assert drawn["asked"].tolist() == [f"Question {number}" for number in numbers]


def test_the_order_of_the_rows_does_not_change_the_draw() -> None:
    once = draw_replies(follow_talk(acts(rows(60))), seed=1)
    again = draw_replies(follow_talk(acts(rows(60)[::-1])), seed=1)
    assert once["interaction_id"].tolist() == again["interaction_id"].tolist()


def test_every_answer_is_drawn_equally_often() -> None:
    talk = follow_talk(acts(rows(20)))
    seen = pd.concat([draw_replies(talk, seed=seed, most=5) for seed in range(400)])
    counts = seen["interaction_id"].value_counts()
    # Binomial of 400 draws at one in four: five standard deviations.
    assert counts.between(100 - 44, 100 + 44).all()
    assert len(counts) == 20


def test_fewer_answers_than_asked_for_and_a_lost_question() -> None:
    some = [*rows(2), ours("lost", 9, "So it is", to="gone")]
    drawn = draw_replies(follow_talk(acts(some)), seed=1).set_index("interaction_id")
    assert len(drawn) == 3
    assert pd.isna(drawn.loc["lost", "asked"])
    assert draw_replies(follow_talk(acts([said("a", 0, "Hi")])), seed=1).empty


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_shares_have_their_wilson_interval(marks: list[bool]) -> None:
    audit = pd.DataFrame({"polite": marks, "helpful": True, "answers_it": False})
    table = summarise_audit(audit).set_index("criterion")
    low, high = wilson_interval([sum(marks)], [len(marks)])
    assert table.loc["polite", "share"] == pytest.approx(sum(marks) / len(marks))
    assert table.loc["polite", "share_low"] == low[0]
    assert table.loc["polite", "share_high"] == high[0]
    assert table["good"].tolist() == [sum(marks), len(marks), 0]


def test_findings_wait_for_ten_judgements() -> None:
    def told(n: int) -> list[str]:
        audit = pd.DataFrame({"polite": [True] * n, "helpful": True, "answers_it": False})
        return [one.status for one in audit_findings(summarise_audit(audit))]

    assert told(9) == ["unknown"] * 3
    assert told(10) == ["measured"] * 3
