"""How many posts a week are wise: by the readers they find and by the hours there are."""

import pytest

from smmlab.content.posting_load import crowded_pages, is_crowded, posts_that_fit
from smmlab.findings import Finding


def a_week(posts: float | None, *, page: str = "facebook.Kaja", n: int | None = 60) -> Finding:
    status = "unknown" if posts is None else "measured"
    return Finding(f"content.rhythm.{page}.posts_per_week", posts, "posts per week", n,
                   status=status)  # fmt: skip


def reach(people: float | None, *, network: str = "facebook") -> Finding:
    status = "unknown" if people is None else "measured"
    return Finding(f"content.engagement.{network}.reach_median", people, "people", 60,
                   status=status)  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "people", "is_much"),
    [
        (a_week(8), reach(20), True),
        (a_week(7), reach(20), False),  # a post a day is not too much
        (a_week(8), reach(100), False),
        (a_week(8), reach(0), False),  # no reach at all is a fault of the file
        (a_week(8, n=19), reach(20), False),
        (a_week(8, n=None), reach(20), False),
        (a_week(None), reach(20), False),
        (a_week(8), reach(None), False),
        (None, reach(20), False),
        (a_week(8), None, False),
    ],
)
def test_a_page_is_crowded_when_much_is_seen_by_few(
    rate: Finding | None, people: Finding | None, *, is_much: bool
) -> None:
    assert is_crowded(rate, people) == is_much


def test_a_page_is_held_against_the_reach_of_its_own_network() -> None:
    busy, calm = a_week(20, page="facebook.A. & B."), a_week(20, page="instagram.kaja")
    few, many = reach(20), reach(4_000, network="instagram")
    assert crowded_pages([busy, calm, few, many]) == [(busy, few)]
    assert crowded_pages([busy, calm, many]) == []


@pytest.mark.parametrize(
    ("hours", "answering", "posts"), [(10, 0, 9), (10, 1, 8), (10, 1.5, 7), (1, 0, 0), (0, 3, 0)]
)
def test_answers_and_the_review_come_before_posts(
    hours: float, answering: float, posts: int
) -> None:
    # The review takes two hours in fourteen days: one a week.
    assert posts_that_fit(hours, answering=answering) == posts
