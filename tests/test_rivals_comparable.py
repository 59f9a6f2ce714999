"""What may be compared: the days most files cover, the kinds of response all pages count."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rival_cases import DAY, START, page_posts, together
from smmlab.errors import DataError
from smmlab.rivals.comparable import comparable_posts


def days(found: pd.DataFrame) -> tuple[float, float]:
    row = found.iloc[0]
    return (row["from_at"] - START) / DAY, (row["to_at"] - START) / DAY


def test_one_short_file_among_many_is_left_out_and_not_the_year() -> None:
    ours = page_posts("Kaja", [1] * 100, own=True)
    rivals = [page_posts(f"R{n}", [1] * 90, start=n) for n in range(3)]
    week = page_posts("Short", [1] * 7, every=1, start=100)
    pages = comparable_posts(together(ours, *rivals, week)).pages.set_index("page")
    assert days(pages) == (2, 267)
    assert not pages.loc["Short", "is_covered"]
    assert pages.drop("Short")["is_covered"].all()


def test_most_rivals_come_before_most_days_once_there_are_eight_weeks() -> None:
    ours = page_posts("Kaja", [1] * 100, own=True)
    long, short = page_posts("Long", [1] * 100), page_posts("Short", [1] * 30)
    found = comparable_posts(together(ours, long, short)).pages
    assert days(found) == (0, 87)
    assert found["is_covered"].all()


def test_below_eight_weeks_the_most_page_days_win() -> None:
    ours = page_posts("Kaja", [1] * 11, own=True)
    near = page_posts("Near", [1] * 10)
    brief = page_posts("Brief", [1] * 6, every=1, start=4)
    found = comparable_posts(together(ours, near, brief)).pages
    assert days(found) == (0, 27)


def test_a_page_of_a_few_posts_counts_where_it_has_any() -> None:
    ours, theirs = page_posts("Kaja", [1] * 100, own=True), page_posts("Rival", [1] * 100)
    few, old = page_posts("Few", [1] * 3, start=40), page_posts("Old", [1] * 3, start=-90)
    found = comparable_posts(together(ours, theirs, few, old)).pages.set_index("page")
    assert found["is_covered"].to_dict() == {
        "Kaja": True, "Rival": True, "Few": True, "Old": False,
    }  # fmt: skip


def test_days_of_ours_and_of_a_rival_are_needed() -> None:
    apart = together(page_posts("Kaja", [1] * 30, own=True), page_posts("A", [1] * 30, start=400),
                     page_posts("B", [1] * 30, start=400))  # fmt: skip
    found = comparable_posts(apart)
    assert found.pages["from_at"].isna().all()
    assert found.posts.empty
    assert len(found.every) == 90
    # Without a page of ours the rivals are compared with each other.
    alone = comparable_posts(apart[~apart["is_own"]])
    assert days(alone.pages) == (400, 487)


def test_a_page_without_counts_does_not_spoil_the_others() -> None:
    ours = page_posts("Kaja", [3] * 10, own=True, comments=2)
    counted, mute = page_posts("A", [5] * 10), page_posts("B", [np.nan] * 10)
    found = comparable_posts(together(ours, counted, mute))
    assert found.pages.set_index("page")["counted"].to_dict() == {
        "Kaja": "reactions", "A": "reactions", "B": ""
    }  # fmt: skip
    assert found.posts.groupby("page")["engagements"].sum(min_count=1).to_dict() == pytest.approx(
        {"A": 50, "B": np.nan, "Kaja": 30}, nan_ok=True
    )


def test_rivals_without_a_name_are_called_as_their_files() -> None:
    ours = page_posts(None, [1] * 6, own=True)
    one = page_posts(None, [2] * 6).assign(source_file="exports/Kohvik.ee.json")
    two = page_posts(None, [2] * 6, network="vkontakte").assign(source_file="wall.json")
    pages = comparable_posts(together(ours, one, two)).pages
    assert pages.loc[~pages["is_own"], "page"].tolist() == ["Kohvik.ee", "wall"]
    assert pages.loc[pages["is_own"], "page"].isna().all()


def test_only_the_largest_of_very_many_rivals_are_kept() -> None:
    ours = page_posts("Kaja", [1] * 3, own=True)
    rivals = [page_posts(f"R{n:03d}", [1] * (5 + n % 7)) for n in range(80)]
    found = comparable_posts(together(ours, *rivals), most=20)
    assert (~found.pages["is_own"]).sum() == 20
    assert found.pages["is_own"].any()
    assert set(found.every["page"]) == set(found.pages["page"])
    assert found.pages.loc[~found.pages["is_own"], "posts"].min() >= 10


def test_a_table_without_pages_is_refused_and_none_is_none() -> None:
    with pytest.raises(DataError, match="is_own"):
        comparable_posts(pd.DataFrame({"network": ["x"]}))
    assert comparable_posts(page_posts("Kaja", [])).pages.empty


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_rows_and_a_repeated_index_change_nothing(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 30), min_size=2, max_size=6))
    frames = [
        page_posts(f"P{n}", list(range(size)), own=n == 0, start=data.draw(st.integers(0, 40)),
                   every=data.draw(st.integers(1, 9)))
        for n, size in enumerate(sizes)
    ]  # fmt: skip
    posts = together(*frames)
    seed = data.draw(st.integers(0, 99))
    found = comparable_posts(posts, keep=("post_id",))
    other = comparable_posts(posts.sample(frac=1, random_state=seed), keep=("post_id",))
    pd.testing.assert_frame_equal(found.pages, other.pages)
    pd.testing.assert_frame_equal(found.posts, other.posts.sort_index())
    # The index that each frame had of its own is no matter either.
    repeated = comparable_posts(pd.concat(frames), keep=("post_id",))
    assert repeated.posts["post_id"].tolist() == found.posts["post_id"].tolist()
    inside = found.pages[found.pages["is_covered"] & found.pages["posts"].ge(5)]
    assert (inside["begins"] <= inside["from_at"]).all()
    assert (inside["ends"] >= inside["to_at"]).all()
