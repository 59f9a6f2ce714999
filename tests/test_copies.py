"""A channel's post and its copy in the group are one post, counted once."""

import pandas as pd

from smmlab.copies import COPY, fold_copies
from smmlab.schema import conform

BASE = {"network": "telegram", "page": "Kaja", "is_own": True, "form": "text", "exported_at": 1,
        "source_file": "a.json", "source_row": 1}  # fmt: skip


def posts(*rows: dict[str, object]) -> pd.DataFrame:
    return conform(pd.DataFrame([{**BASE, **row} for row in rows]), "posts")


CHANNEL = {"post_id": "c/1", "at": 100, "text": "Tere", "metrics_name": "telegram channel"}
GROUP = {"post_id": "g/9", "at": 101, "text": "Tere", "metrics_name": COPY, "comments": 5}


def test_the_copy_goes_and_its_comments_stay() -> None:
    both = posts(GROUP, CHANNEL)
    before = both.copy()
    folded = fold_copies(both)
    assert folded["post_id"].tolist() == ["c/1"]
    assert folded["comments"].tolist() == [5]
    pd.testing.assert_frame_equal(both, before)


def test_a_copy_without_its_channel_stays() -> None:
    assert fold_copies(posts(GROUP))["post_id"].tolist() == ["g/9"]


def test_another_text_another_page_or_a_later_minute_is_another_post() -> None:
    others = posts(
        CHANNEL,
        {**GROUP, "post_id": "g/1", "text": "Muu"},
        {**GROUP, "post_id": "g/2", "page": "Teine"},
        {**GROUP, "post_id": "g/3", "at": 161},
        {**GROUP, "post_id": "g/4", "at": 99},
    )
    assert len(fold_copies(others)) == 5


def test_posts_without_words_pair_by_time() -> None:
    folded = fold_copies(posts({**CHANNEL, "text": None}, {**GROUP, "text": None}))
    assert folded["post_id"].tolist() == ["c/1"]


def test_the_channels_own_count_wins_and_one_copy_serves_one_post() -> None:
    folded = fold_copies(posts({**CHANNEL, "comments": 3}, GROUP, {**GROUP, "post_id": "g/10"}))
    assert folded["post_id"].tolist() == ["c/1", "g/10"]
    assert folded["comments"].tolist() == [3, 5]


def test_no_posts_stay_no_posts() -> None:
    assert fold_copies(conform(pd.DataFrame(), "posts")).empty
