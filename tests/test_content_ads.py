"""Advertising: costs with honest intervals, posts told by names, chance hardly ever speaking."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from smmlab.content.ad_costs import compare_costs, cost_interval
from smmlab.content.ad_findings import ad_findings, ad_key, trade_findings
from smmlab.content.ad_posts import posts_of_ads
from smmlab.content.ads import compare_ads
from smmlab.content.trade_off import (
    NO_POSTS,
    NOT_ALIKE,
    NOT_BROUGHT,
    NOT_COUNTED,
    NOT_EVERYWHERE,
    organic_rates,
    trade_off,
)
from smmlab.errors import DataError
from smmlab.plots.ads import plot_ads
from smmlab.schema import conform
from smmlab.texts import Words

WEEK = 7 * 86_400


def _ads(**columns: object) -> pd.DataFrame:
    usual = {"network": "facebook", "currency": "EUR", "result_kind": "actions:link_click",
             "impressions": 1000, "reach": 500, "clicks": 60}  # fmt: skip
    return conform(pd.DataFrame(usual | columns), "ads")


def _posts(**columns: object) -> pd.DataFrame:
    usual = {"network": "facebook", "is_own": True, "form": "photo"}
    return conform(pd.DataFrame(usual | columns), "posts")


def _drawn(seed: int, *, effect: float = 0.0, many: int = 24) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    campaign = np.arange(many) % 2
    spend = dice.uniform(20, 80, many)
    rate = 2 * np.exp(dice.normal(0, 0.4, many) + effect * campaign)
    return _ads(
        campaign=np.where(campaign == 1, "new", "old"), ad=[str(n) for n in range(many)],
        spend=spend, results=dice.poisson(spend * rate).astype(float),
    )  # fmt: skip


def test_a_count_alone_gives_the_exact_limits() -> None:
    cost, low, high = cost_interval(np.array([120.0]), np.array([30.0]))
    # Limits of a Poisson count of thirty by Garwood (1936): 20.24 to 42.83.
    assert [cost, low, high] == pytest.approx([4.0, 120 / 42.827, 120 / 20.241], rel=1e-4)
    cost, low, high = cost_interval(np.array([50.0]), np.array([0.0]))
    assert np.isnan(cost)
    assert np.isnan(high)
    assert low == pytest.approx(50 / (chi2.ppf(0.975, 2) / 2))
    assert np.isnan(cost_interval(np.array([0.0]), np.array([3.0]))).all()


def test_advertisements_that_differ_widen_the_interval() -> None:
    even = cost_interval(np.full(8, 50.0), np.full(8, 100.0))
    uneven = cost_interval(np.full(8, 50.0), np.array([20, 20, 20, 20, 180, 180, 180, 180.0]))
    assert even[0] == uneven[0] == 0.5
    assert uneven[2] / uneven[1] > 3 * even[2] / even[1]


def test_a_cheaper_campaign_is_found_and_its_ratio_holds_the_truth() -> None:
    table = compare_ads(_drawn(1, effect=1.0)).table
    rows = table[table["by"] == "campaign"].set_index("group")
    assert rows.loc["new", "verdict"] == "cheaper"
    assert rows.loc["old", "verdict"] == "dearer"
    assert rows.loc["new", "ratio_low"] < np.exp(-1.0) < rows.loc["new", "ratio_high"]
    assert rows.loc["new", "cost_ratio"] * rows.loc["old", "cost_ratio"] == pytest.approx(1)
    spend, results = _drawn(1, effect=1.0).groupby("campaign")[["spend", "results"]].sum().T.values
    assert rows["cost_per_result"].sort_index().tolist() == pytest.approx(list(spend / results))


def test_chance_alone_hardly_ever_makes_a_campaign_cheap() -> None:
    found = 0
    for seed in range(200):
        ads = _drawn(seed, many=14)
        contrast = compare_costs(
            ads["spend"].to_numpy(), ads["results"].to_numpy(),
            ads["campaign"].eq("new").to_numpy(), seed=seed,
        )  # fmt: skip
        assert contrast is not None
        found += contrast.p_value <= 0.05
    # Five in a hundred are promised; eighteen of two hundred would be seen once in a hundred times.
    assert found <= 17


def test_few_results_or_few_advertisements_get_no_verdict() -> None:
    few = _drawn(1, effect=3.0).head(8)
    assert set(compare_ads(few).table["verdict"]) == {"too_few"}
    flags = np.arange(12) < 6
    assert compare_costs(np.full(12, 5.0), np.full(12, 4.0), flags, seed=0) is None
    assert compare_costs(np.full(12, 5.0), np.full(12, 5.0), flags, seed=0) is not None


def test_currencies_networks_and_kinds_are_never_added() -> None:
    ads = _ads(currency=["EUR", "USD", "EUR", "EUR"], ad=list("abcd"), spend=[1.0, 2, 4, 8],
               network=["facebook", "facebook", "vkontakte", "facebook"], results=1.0,
               result_kind=["clicks", "clicks", "clicks", "reach"])  # fmt: skip
    whole = compare_ads(ads).table.query("by == 'all'")
    assert sorted(whole["spend"]) == [1, 2, 4, 8]
    assert whole["ads"].tolist() == [1] * 4


def test_rates_are_shares_of_their_own_base_and_unknown_parts_stay_out() -> None:
    ads = _ads(ad=["a", "b"], spend=10.0, results=[6.0, 6.0], result_kind="actions:purchase",
               reach=[250, None], clicks=[60, None])  # fmt: skip
    row = compare_ads(ads).table.query("by == 'all'").iloc[0]
    assert row["frequency"] == 4.0
    assert row["click_rate"] == pytest.approx(60 / 1000)
    assert row["conversion"] == pytest.approx(6 / 60)
    assert row["click_low"] < 0.06 < row["click_high"]
    assert np.isnan(compare_ads(_ads(ad=["a"], spend=1.0, results=5.0)).table["conversion"]).all()


def test_results_that_are_not_known_are_not_nought() -> None:
    ads = _ads(ad=["a", "b"], spend=[10.0, 90.0], results=[5.0, None])
    row = compare_ads(ads).table.query("by == 'all'").iloc[0]
    assert row["cost_per_result"] == 2.0
    assert row["spend"] == 100.0


def test_names_tell_the_post_by_its_id_or_its_first_words() -> None:
    posts = _posts(
        post_id=["987654321", "p2", "p3", "p4"],
        text=["One", "Which cup would  you take home? Vote.", "Same first words, A", "Same first "
              "words, B"],
    )  # fmt: skip
    ads = _ads(ad=["Boost 987654321", 'Допис: "Which cup would you take..."', "Same first words",
                   "Autumn sale", None], campaign=[None] * 4 + ["which cup would you take"],
               spend=1.0, results=1.0)  # fmt: skip
    found = posts_of_ads(ads, posts)
    assert found["post_id"].fillna("-").tolist() == ["987654321", "p2", "-", "-", "p2"]
    assert found["told_by"].fillna("-").tolist() == ["id", "words", "-", "-", "words"]
    elsewhere = posts_of_ads(ads.assign(network="vkontakte"), posts)
    assert elsewhere["post_id"].isna().all()
    assert posts_of_ads(ads, posts.head(0))["post_id"].isna().all()


def test_joined_advertisements_are_compared_by_form_and_sure_type() -> None:
    posts = _posts(post_id=["1000001", "1000002"], form=["photo", "video"], text=["a", "b"])
    types = pd.DataFrame({"network": "facebook", "post_id": ["1000001", "1000002"],
                          "type": "laugh", "status": ["sure", "unsure"]})  # fmt: skip
    ads = _ads(ad=["1000001", "1000002"], spend=[10.0, 30.0], results=[10.0, 10.0])
    found = compare_ads(ads, posts, types)
    rows = found.table.set_index(["by", "group"])
    assert rows.loc[("form", "video"), "cost_per_result"] == 3.0
    assert rows.loc[("type", "laugh"), "spend"] == 10.0
    assert found.told == 2


def test_paid_posts_stand_beside_unpaid_ones_only_where_a_file_tells() -> None:
    dice = np.random.default_rng(2)
    paid = np.arange(60) % 2
    posts = _posts(
        post_id=[str(n) for n in range(60)], reach=1000, paid_share=paid * 0.5,
        reactions=dice.poisson(30 + 30 * paid),
    )  # fmt: skip
    table = compare_ads(_ads(spend=[]), posts).organic.set_index("group")
    assert table.loc["paid", "verdict"] == "better"
    assert table["posts"].tolist() == [30, 30]
    assert compare_ads(_ads(spend=[]), posts.assign(paid_share=np.nan)).organic.empty


def test_waiting_takes_the_rate_of_own_unpaid_weeks() -> None:
    posts = _posts(
        post_id=[str(n) for n in range(11)], at=[WEEK * n for n in range(10)] + [5],
        clicks=[20] * 10 + [900], paid_share=[None] * 5 + [0.0] * 5 + [0.7],
    )  # fmt: skip
    rates = organic_rates(posts, timezone="UTC")
    paid = _ads(ad=["a"], spend=50.0, results=100.0, result_kind="clicks")
    table = compare_ads(paid).table
    row = trade_off(table, rates, wanted=40, hours_per_post=2).iloc[0]
    # Twenty clicks a week from one post; half a euro a click.
    assert row[["money", "weeks", "hours"]].tolist() == [20.0, 2.0, 4.0]
    assert trade_off(table, rates).iloc[0]["wanted"] == 100
    nowhere = trade_off(table, rates.assign(weeks=3)).iloc[0]
    assert np.isnan(nowhere["weeks"])
    assert nowhere["reason"] == NO_POSTS
    other = trade_off(table.assign(result_kind="actions:lead"), rates).iloc[0]
    assert other["reason"] == NOT_COUNTED


def test_a_page_counts_in_the_weeks_in_which_it_published() -> None:
    old = _posts(
        post_id=[f"a{n}" for n in range(8)], page="a", at=[WEEK * n for n in range(8)], clicks=10
    )
    new = _posts(
        post_id=[f"b{n}" for n in range(8)], page="b", at=[WEEK * (n + 90) for n in range(8)],
        clicks=[20] * 4 + [None] * 4,
    )  # fmt: skip
    rates = organic_rates(pd.concat([old, new]), timezone="UTC")
    row = rates.set_index(["network", "result_kind"]).loc[("", "clicks")]
    assert row[["weeks", "per_week", "low", "posts_per_week"]].tolist() == [8, 30.0, 30.0, 2.0]


def test_a_count_is_not_taken_from_another_network() -> None:
    counted = _posts(post_id=[str(n) for n in range(9)], at=[WEEK * n for n in range(9)], clicks=10)
    without = counted.assign(network="instagram", clicks=None)
    rates = organic_rates(pd.concat([counted, without]), timezone="UTC")
    paid = pd.concat([
        _ads(network=network, ad=["a"], spend=50.0, results=100.0, result_kind="clicks")
        for network in ("facebook", "instagram", None)
    ])  # fmt: skip
    rows = trade_off(compare_ads(paid).table, rates).set_index("network")
    assert rows.loc["facebook", "weeks"] == 10
    assert rows.loc["instagram", "reason"] == NOT_COUNTED
    assert rows.loc["", "reason"] == NOT_EVERYWHERE
    silent = trade_off(compare_ads(paid).table, organic_rates(counted.assign(clicks=0),
                       timezone="UTC")).set_index("network")  # fmt: skip
    assert silent.loc["facebook", "reason"] == NOT_BROUGHT


def test_results_that_are_another_thing_in_own_posts_are_not_compared() -> None:
    posts = _posts(post_id=[str(n) for n in range(9)], at=[WEEK * n for n in range(9)], clicks=10)
    rates = organic_rates(posts, timezone="UTC")
    for kind in ("actions:link_click", "actions:post_engagement"):
        table = compare_ads(_ads(ad=["a"], spend=5.0, results=9.0, result_kind=kind)).table
        row = trade_off(table, rates).iloc[0]
        assert np.isnan(row["weeks"])
        assert row["reason"] == NOT_ALIKE[kind]


def test_findings_have_unique_keys_and_say_what_is_missing() -> None:
    found = compare_ads(_drawn(1, effect=1.0))
    findings = ad_findings(found, sources=())
    keys = [one.key for one in findings]
    assert len(keys) == len(set(keys))
    nobody = organic_rates(_posts(post_id=[]), timezone="UTC")
    trade = trade_findings(trade_off(found.table, nobody), sources=())
    assert [one.status for one in trade] == ["measured", "measured", "unknown"]
    nothing = ad_findings(compare_ads(_ads(spend=[])), sources=())
    assert [(one.key, one.status) for one in nothing] == [("content.ads", "unknown")]
    assert ad_key(found.table.iloc[0]) == "content.ads.facebook.actions:link_click.EUR.all"


def test_the_chart_says_what_was_found_and_when_there_is_nothing() -> None:
    axes = plot_ads(compare_ads(_drawn(1, effect=1.0)))
    assert "new" in axes.get_title(loc="left") or "old" in axes.get_title(loc="left")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["new", "old"]
    same = plot_ads(compare_ads(_drawn(3)), words=Words("ru"))
    assert same.get_title(loc="left")
    assert not plot_ads(compare_ads(_ads(spend=[]))).axison


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(DataError):
        compare_ads(_ads(spend=[]).drop(columns="spend"))


@given(st.permutations(range(8)), st.floats(0.1, 10))
@settings(max_examples=5, deadline=None)
def test_neither_order_nor_the_unit_of_money_changes_a_verdict(
    order: list[int], factor: float
) -> None:
    ads = _drawn(5, many=8)
    first = compare_ads(ads).table
    mixed = compare_ads(ads.iloc[order].assign(spend=ads["spend"].iloc[order] * factor)).table
    merged = first.merge(mixed, on=["by", "group"])
    assert len(merged) == len(first)
    assert (merged["verdict_x"] == merged["verdict_y"]).all()
    np.testing.assert_allclose(
        merged["cost_per_result_y"], merged["cost_per_result_x"] * factor, rtol=1e-9
    )
