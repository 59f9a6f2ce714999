"""Which comments the page answered: the same as looking at each, in every engine."""

from collections import Counter

import pandas as pd
from hypothesis import given, settings

from engines import assert_same_everywhere
from reduce_cases import frames
from smmlab.reduce.answers import page_answers


@settings(max_examples=12, deadline=None)
@given(frames)
def test_a_comment_is_answered_once_or_not_at_all(acts: pd.DataFrame) -> None:
    talk = [row for row in acts.itertuples() if row.kind in ("comment", "reply")]
    by_page = {(row.network, row.reply_to) for row in talk if row.by_page}
    asked = [row for row in talk if not row.by_page]
    comments = Counter(row.network for row in asked)
    answered = Counter(row.network for row in asked if (row.network, row.interaction_id) in by_page)
    expected = pd.DataFrame(
        [(network, n, answered[network]) for network, n in comments.items()],
        columns=["network", "comments", "answered"],
    )
    assert_same_everywhere(page_answers, expected, acts)


def test_two_answers_to_one_comment_are_one_answered_comment() -> None:
    acts = pd.DataFrame(
        {
            "network": "vkontakte", "interaction_id": ["a", "b", "c", "d"],
            "kind": ["comment", "reply", "reply", "reaction"], "reply_to": [None, "a", "a", None],
            "by_page": [False, True, True, False],
        }
    )  # fmt: skip
    assert page_answers(acts).values.tolist() == [["vkontakte", 1, 1]]
