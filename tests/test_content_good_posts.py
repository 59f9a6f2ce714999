"""Good posts: the upper quarter of their own network, of a sure type, own and unpaid."""

import pandas as pd
import pytest

from smmlab.content.good_posts import posts_that_did_well
from smmlab.errors import DataError
from smmlab.schema import conform


def page(many: int = 20, **more: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw posts 0, 1, 2… of which each earned one more than the one before."""
    key = {"network": "x", "post_id": [f"{n:02}" for n in range(many)]}
    table = {**key, "is_own": True, "text": [f"text {n}" for n in range(many)],
             "reactions": range(1, many + 1)}  # fmt: skip
    types = pd.DataFrame({**key, "type": "laugh", "status": "sure"})
    return conform(pd.DataFrame(table | more), "posts"), types


def test_only_the_upper_quarter_counts_and_the_best_goes_first() -> None:
    posts, types = page()
    found = posts_that_did_well(posts, types)
    # Of twenty posts the fifteenth stands at three quarters.
    assert found["post_id"].tolist() == ["19", "18", "17", "16", "15", "14"]
    assert found["standing"].tolist() == [1.0, 0.95, 0.9, 0.85, 0.8, 0.75]
    assert found["text"].tolist()[0] == "text 19"


def test_networks_are_measured_each_by_itself() -> None:
    posts, types = page()
    small = posts.assign(network="telegram", reactions=1, post_id=posts["post_id"] + "t",
                         text=posts["text"] + " t")  # fmt: skip
    small.loc[3, "reactions"] = 2
    both = pd.concat([posts, small], ignore_index=True)
    named = pd.concat([types, types.assign(network="telegram", post_id=types["post_id"] + "t")])
    found = posts_that_did_well(both, named)
    assert found.loc[found["network"] == "telegram", "post_id"].tolist() == ["03t"]


def test_rivals_paid_unsure_empty_and_repeated_posts_are_left_out() -> None:
    posts, types = page()
    types.loc[19, "status"] = "unsure"
    posts.loc[18, "paid_share"] = 0.4
    posts.loc[17, "text"] = "  "
    posts.loc[15, "text"] = posts.loc[16, "text"]
    posts.loc[14, "paid_share"] = 0.0
    before = posts.copy()
    assert posts_that_did_well(posts, types)["post_id"].tolist() == ["16", "14"]
    pd.testing.assert_frame_equal(posts, before)
    assert posts_that_did_well(posts.assign(is_own=False), types).empty


def test_each_type_has_its_own_number_of_posts() -> None:
    posts, types = page()
    types["type"] = ["laugh", "medal"] * 10
    found = posts_that_did_well(posts, types, most=2)
    assert found.groupby("type")["post_id"].apply(list).to_dict() == {
        "laugh": ["18", "16"], "medal": ["19", "17"]
    }  # fmt: skip


def test_nothing_gives_nothing_and_a_wrong_table_is_refused() -> None:
    posts, types = page()
    assert posts_that_did_well(posts[:0], types[:0]).columns.tolist() == [
        "network", "post_id", "type", "text", "standing"
    ]  # fmt: skip
    with pytest.raises(DataError):
        posts_that_did_well(posts, types.drop(columns="status"))
