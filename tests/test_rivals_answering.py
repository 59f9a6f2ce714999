"""Answers of rivals: shown where the files show them, unknown on small numbers."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.rivals.answering import ANSWERS, answering_findings, comments_by_page


def row(**changes: object) -> pd.DataFrame:
    told = {"network": "telegram", "page": "Rival", "is_own": False, "comments": 40, "answers": 30,
            "median_hours": 5.0, "median_low": 4.0, "median_high": None, "unanswered": 10,
            "unanswered_share": 0.25, "unanswered_low": 0.14, "unanswered_high": 0.4}  # fmt: skip
    return pd.DataFrame([told | changes], columns=list(ANSWERS))


def test_both_numbers_of_a_page_with_their_limits() -> None:
    hours, share = answering_findings(row(), sources=())
    assert (hours.key, hours.value, hours.low, hours.high) == (
        "rivals.telegram.page.Rival.median_hours", 5.0, 4.0, None
    )  # fmt: skip
    assert share.value == share.numerator / share.denominator == 0.25


@pytest.mark.parametrize("changes", [{"comments": 9}, {"answers": 0}])
def test_few_comments_or_no_answer_tell_nothing(changes: dict[str, object]) -> None:
    found = answering_findings(row(**changes), sources=())
    assert {finding.status for finding in found} == {"unknown"}
    assert "VK wall" in found[0].method


def test_a_median_that_was_not_reached_is_unknown_and_the_share_is_not() -> None:
    hours, share = answering_findings(row(median_hours=None, unanswered=25), sources=())
    assert (hours.status, share.status) == ("unknown", "measured")


def test_comments_belong_to_the_page_of_their_post() -> None:
    posts = pd.DataFrame({"network": ["x", "vk"], "page": ["A", "B"], "is_own": [True, False],
                          "post_id": ["1", "1"]})  # fmt: skip
    acts = pd.DataFrame({"network": ["vk", "vk", "x", "vk"], "post_id": ["1", "1", "1", None],
                         "kind": ["comment", "reaction", "reply", "comment"]})  # fmt: skip
    found = comments_by_page(posts, acts)
    assert sorted(zip(found["page"], found["kind"], strict=True)) == [("A", "reply"),
                                                                      ("B", "comment")]  # fmt: skip
    with pytest.raises(DataError, match="kind"):
        comments_by_page(posts, acts.drop(columns="kind"))
