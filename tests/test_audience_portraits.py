"""Portraits: every number recomputed, small groups merged, findings with their grounds."""

from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from smmlab.audience.people import score_people
from smmlab.audience.portrait_findings import portrait_findings
from smmlab.audience.portraits import Portraits, describe_segments
from smmlab.audience.segments import segment_audience, segment_findings
from smmlab.errors import DataError
from smmlab.findings import Source

DAY = 86_400
START = 1_767_571_200
ROWS = (Source("group.json", 1, 900, 900),)
TALKERS, LIKERS = [f"t{n}" for n in range(60)], [f"l{n}" for n in range(120)]
POSTS = pd.DataFrame(
    {
        "network": "telegram", "post_id": [str(n) for n in range(20)], "is_own": True,
        "form": ["poll", "photo", "photo", "video"] * 5, "at": START,
    }
)  # fmt: skip


def act(person: str, post: int, kind: str, hour: int) -> dict[str, object]:
    return {"network": "telegram", "person": person, "post_id": str(post), "kind": kind,
            "at": START + hour * 3600, "by_page": False}  # fmt: skip


@pytest.fixture(scope="module")
def acts() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    rows = [act(who, 4 * int(rng.integers(0, 5)), "comment", 19 + 24 * int(rng.integers(0, 70)))
            for who in TALKERS for _n in range(4)]  # fmt: skip
    rows += [act(who, int(rng.integers(0, 20)), "comment", int(rng.integers(0, 1680)))
             for who in TALKERS for _n in range(3)]  # fmt: skip
    rows += [act(who, int(rng.integers(0, 20)), "reaction", int(rng.integers(0, 1680)))
             for who in LIKERS for _n in range(5)]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def members() -> pd.DataFrame:
    return pd.DataFrame({"network": "telegram", "person": [*TALKERS, *LIKERS],
                         "segment": ["A"] * 60 + ["B"] * 120})  # fmt: skip


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    buyers = [*LIKERS[:30], *LIKERS[:10], *TALKERS[:3]]
    return pd.DataFrame({"customer": buyers, "currency": "EUR", "at": START, "amount": 12.5,
                         "refunded": 0.0})  # fmt: skip


@pytest.fixture(scope="module")
def portraits(acts: pd.DataFrame, members: pd.DataFrame) -> Portraits:
    types = POSTS[["network", "post_id"]].assign(type=POSTS["form"].map(
        {"poll": "provocation", "photo": "laugh", "video": "none"}))  # fmt: skip
    return describe_segments(members, acts, timezone="UTC", posts=POSTS, types=types)


def test_groups_get_their_names_everywhere(portraits: Portraits) -> None:
    assert dict(portraits.names.to_numpy().tolist()) == {"A": "talkers", "B": "approvers"}
    for table in (portraits.sizes, portraits.apart, portraits.hours, portraits.content):
        assert set(table["segment"]) == {"talkers", "approvers"}


def test_sizes_are_counted(portraits: Portraits, acts: pd.DataFrame) -> None:
    sizes = portraits.sizes.set_index("segment")
    assert sizes["people"].to_dict() == {"talkers": 60, "approvers": 120}
    assert sizes["interactions"].sum() == sizes["all_interactions"].iloc[0] == len(acts)
    assert sizes.loc["talkers", "acts_share"] == pytest.approx(60 * 7 / len(acts))
    expected = binomtest(60, 180).proportion_ci(method="wilson")
    assert sizes.loc["talkers", "share_low"] == pytest.approx(expected.low)
    assert sizes.loc["talkers", "share_high"] == pytest.approx(expected.high)


def test_what_was_planted_is_found(portraits: Portraits) -> None:
    first = portraits.apart[portraits.apart["rank"] == 1].set_index("segment")["feature"]
    assert first["talkers"] == "comments"
    assert portraits.apart.groupby("segment").size().max() <= 5
    hours = portraits.hours
    assert hours.loc[hours["is_peak"], ["segment", "value"]].to_numpy().tolist() == [
        ["talkers", 19]
    ]
    liked = portraits.content[portraits.content["is_favoured"]].set_index("segment")
    assert liked.loc["talkers", ["dimension", "value"]].to_numpy().tolist() == [
        ["form", "poll"],
        ["type", "provocation"],
    ]
    assert "poll" not in liked.loc[["approvers"], "value"].tolist()
    assert portraits.money.empty
    assert portraits.money_status == "no_orders"


def test_money_needs_a_match(
    acts: pd.DataFrame, members: pd.DataFrame, orders: pd.DataFrame
) -> None:
    matched = describe_segments(members, acts, timezone="UTC", orders=orders)
    # Three talkers are too few; then their sum must not follow from a total either.
    assert matched.money.empty
    assert matched.money_status == "too_few"
    many = pd.concat([orders, orders.assign(customer=[*TALKERS[:43]])])
    known = describe_segments(members, acts, timezone="UTC", orders=many)
    assert known.money_status == "known"
    money = known.money.set_index("segment")
    assert money.loc["approvers", ["buyers", "orders", "revenue"]].tolist() == [30, 40, 500]
    strange = describe_segments(members, acts, timezone="UTC", orders=orders.assign(customer="x"))
    assert strange.money_status == "no_match"


def test_small_segments_are_merged_everywhere(acts: pd.DataFrame, members: pd.DataFrame) -> None:
    three = members.assign(segment=["A"] * 60 + ["B"] * 113 + ["C"] * 7)
    found = describe_segments(three, acts, timezone="UTC", posts=POSTS)
    assert found.sizes["segment"].tolist()[-1] == "other"
    assert found.sizes["people"].min() >= 10
    wide = describe_segments(members, acts, timezone="UTC", smallest=61)
    assert wide.sizes["segment"].tolist() == ["other"]
    assert wide.apart.empty
    for table in (found.hours, found.content):
        shown = table["people"].dropna()
        assert ((shown == 0) | (shown >= 10)).all()


def test_segments_by_rules_keep_their_names_and_sizes() -> None:
    rng = np.random.default_rng(5)
    rows = [act(f"p{n}", 1, "comment", 24 * int(day)) for n in range(80)
            for day in rng.integers(0, 300, 1 + n % 9)]  # fmt: skip
    acts = pd.DataFrame(rows)
    found = describe_segments(score_people(acts), acts, timezone="UTC")
    expected = segment_audience(acts)
    columns = ["segment", "people", "share", "share_low", "share_high", "acts_share"]
    pd.testing.assert_frame_equal(found.sizes[columns], expected[columns], check_dtype=False)
    keys = {finding.key for finding in portrait_findings(found, sources=ROWS)}
    assert all(key.startswith(("audience.segment.", "audience.segment_money")) for key in keys)
    assert not keys & {finding.key for finding in segment_findings(expected, sources=ROWS)}


def test_features_of_the_caller_are_used_and_engines_agree(
    acts: pd.DataFrame, members: pd.DataFrame, portraits: Portraits
) -> None:
    own = members[["network", "person"]].assign(interactions=1, height=range(180))
    found = describe_segments(members, acts, timezone="UTC", features=own)
    assert set(found.apart["feature"]) == {"height"}
    assert set(found.names["segment"]) == {"mixed_a", "mixed_b"}
    relation = duckdb.connect().from_df(acts)
    again = describe_segments(members, relation, timezone="UTC", posts=POSTS)
    pd.testing.assert_frame_equal(again.sizes, portraits.sizes)
    pd.testing.assert_frame_equal(again.apart, portraits.apart)
    pd.testing.assert_frame_equal(again.hours, portraits.hours)
    forms = portraits.content[portraits.content["dimension"] == "form"].reset_index(drop=True)
    pd.testing.assert_frame_equal(again.content, forms)


def test_too_few_people_have_no_portrait(acts: pd.DataFrame, members: pd.DataFrame) -> None:
    found = describe_segments(members.iloc[:49], acts, timezone="UTC", posts=POSTS)
    assert found.sizes.empty
    assert portrait_findings(found, sources=ROWS) == []
    with pytest.raises(DataError):
        describe_segments(members.drop(columns="segment"), acts, timezone="UTC")


def test_findings_carry_their_grounds(portraits: Portraits) -> None:
    found = {finding.key: finding for finding in portrait_findings(portraits, sources=ROWS)}
    assert all(finding.sources == ROWS for finding in found.values())
    share = found["audience.group.talkers.share"]
    assert (share.numerator, share.denominator) == (60, 180)
    top = found["audience.group.talkers.top_difference"]
    first = portraits.apart.set_index(["segment", "rank"]).loc[("talkers", 1)]
    assert found["audience.group.talkers.top_feature"].value == "comments"
    # Where nearly all others are alike the number grows without measure: a word stands for it.
    assert first["difference"] > 5
    assert (top.value, top.unit, top.low, top.high) == ("far_above", "label", None, None)
    assert found["audience.group.talkers.best_hours"].value == "19:00–20:00"
    assert found["audience.group.approvers.best_hours"].status == "unknown"
    assert found["audience.group.talkers.favoured_form"].value == "poll"
    assert found["audience.group.talkers.favoured_form_lift"].low > 1
    assert found["audience.group.talkers.favoured_type"].status == "estimated"
    less = found["audience.group.approvers.top_feature"]
    assert less.value == "comments"
    assert found["audience.group.approvers.top_difference"].value == "far_below"
    near = replace(
        portraits, apart=portraits.apart.assign(difference=1.5, low=1.0, high=2.0, is_clear=True)
    )
    told = {finding.key: finding for finding in portrait_findings(near, sources=ROWS)}
    top = told["audience.group.talkers.top_difference"]
    assert (top.value, top.unit, top.low, top.high) == (1.5, "standard deviations", 1.0, 2.0)
    assert "less than all others" in less.method
    assert found["audience.group_money"].status == "unknown"


def test_without_posts_nothing_is_said_of_content(
    acts: pd.DataFrame, members: pd.DataFrame
) -> None:
    bare = describe_segments(members, acts, timezone="UTC")
    found = {finding.key: finding for finding in portrait_findings(bare, sources=ROWS)}
    assert found["audience.group.talkers.favoured_form"].status == "unknown"
    assert "from one export" in found["audience.group.talkers.favoured_type"].method


def test_too_few_on_any_form_is_told_apart_from_no_posts(portraits: Portraits) -> None:
    content = portraits.content[portraits.content["segment"] != "approvers"]
    few = portrait_findings(replace(portraits, content=content), sources=ROWS)
    said = {finding.key: finding.method for finding in few}
    assert "Too few of them acted" in said["audience.group.approvers.favoured_form"]
    assert "than everybody" not in said["audience.group.talkers.favoured_form"]


def test_money_becomes_findings_in_its_currency(
    acts: pd.DataFrame, members: pd.DataFrame, orders: pd.DataFrame
) -> None:
    many = pd.concat([orders, orders.assign(customer=[*TALKERS[:43]])])
    known = describe_segments(members, acts, timezone="UTC", orders=many)
    found = {finding.key: finding for finding in portrait_findings(known, sources=ROWS)}
    revenue = found["audience.group.approvers.EUR.revenue"]
    assert (revenue.value, revenue.unit, revenue.n) == (500, "EUR", 40)
    share = found["audience.group.approvers.EUR.buyers_share"]
    assert (share.numerator, share.denominator) == (30, 120)
    assert found["audience.group.approvers.EUR.average_order_value"].value == 12.5
    assert "audience.group_money" not in found
