"""Own results: what is added up, over which time, and what stays unknown."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.networks.measured import measure_own

POSTS = pd.DataFrame(
    {"network": ["facebook", "facebook", "facebook", "vkontakte", "mastodon"],
     "at": [100, 200, 300, 150, 100], "reach": [1000, None, 500, 80, 10],
     "reactions": [10, 99, 5, None, 1], "comments": [2, 99, None, None, 1],
     "shares": None, "saves": None}
)  # fmt: skip
ASKED = pd.DataFrame(
    {"network": ["facebook"] * 4, "at": [150, 160, 299, 900], "asks": [True, False, True, True]}
)
ORDERS = pd.DataFrame(
    {"at": [120, 250, 120, 999, 130, 140],
     "utm_source": ["FB", " facebook.com ", "vk", "facebook", None, "newsletter"],
     "utm_medium": None}
)  # fmt: skip


def rows(posts=POSTS, asked=ASKED, orders=ORDERS):
    return measure_own(posts, asked, orders).set_index("network")


def test_sums_by_hand():
    table = rows()
    # The post without a reach does not count, nor does what came after the last post.
    assert table.loc["facebook"].tolist() == [2, 1500, 17, 2, 2]
    assert list(table.index) == ["facebook", "vkontakte"]


def test_what_was_paid_for_is_no_result_of_the_posts():
    paid = ORDERS.assign(utm_medium=["paid_social", "social", "cpc", None, None, None])
    table = rows(orders=paid)
    assert table.loc["facebook", "orders"] == 1
    # A paid order still shows that links are tagged, so none came by posts.
    both = rows(orders=ORDERS.assign(utm_medium="cpc"))
    assert both.loc["facebook", "orders"] == 0


def test_missing_is_not_zero():
    table = rows()
    assert pd.isna(table.loc["vkontakte", "engagements"])
    assert pd.isna(table.loc["vkontakte", "enquiries"])
    # One post, one moment: no tagged order fell on it, so nothing is known of orders.
    assert pd.isna(table.loc["vkontakte", "orders"])
    untagged = rows(orders=ORDERS.assign(utm_source=None))
    assert untagged["orders"].isna().all()
    wider = POSTS.assign(at=[100, 200, 300, 150, 100])
    wider = pd.concat([wider, wider.iloc[[3]].assign(at=110, network="x")], ignore_index=True)
    wider = pd.concat([wider, wider.iloc[[5]].assign(at=260)], ignore_index=True)
    assert rows(posts=wider).loc["x", "orders"] == 0


@given(st.permutations(range(len(POSTS))), st.permutations(range(len(ORDERS))))
def test_the_order_of_rows_changes_nothing(posts, orders):
    pd.testing.assert_frame_equal(
        rows(posts=POSTS.iloc[list(posts)], orders=ORDERS.iloc[list(orders)]), rows()
    )


def test_nothing_imported_is_nothing_measured():
    assert rows(POSTS.iloc[:0], ASKED.iloc[:0], ORDERS.iloc[:0]).empty


def test_a_missing_column_is_told():
    with pytest.raises(DataError):
        measure_own(POSTS.drop(columns="reach"), ASKED, ORDERS)
