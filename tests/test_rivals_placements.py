"""Placements side by side: honest about what is not known, one currency at a time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from smmlab.brief import Brief
from smmlab.errors import DataError
from smmlab.rivals.placement_findings import placement_findings
from smmlab.rivals.placement_rates import (
    CLICK_PRIOR,
    RESULT_PRIOR,
    click_beta,
    own_rates,
    public_rates,
)
from smmlab.rivals.placements import BARRED, FAKES, NO_PRICE, NO_REACH, compare_placements
from smmlab.rivals.tactic_texts import LAWS
from smmlab.rivals.tactics import judge_tactics
from smmlab.schema import conform

NETWORKS = ("telegram", "instagram", "vkontakte")


def offers(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"network": "telegram", **columns})


def page_posts(page: str, views: list[int], **counts: object) -> pd.DataFrame:
    return conform(
        pd.DataFrame({"network": "telegram", "page": page, "is_own": False, "views": views,
                      "post_id": [f"{page}{n}" for n in range(len(views))],
                      "at": range(len(views)), **counts}), "posts")  # fmt: skip


def test_the_reach_of_an_imported_page_is_measured_and_beats_what_it_says() -> None:
    views = [900, 1000, 1100, 1000, 950, 1050, 40_000]
    posts = page_posts("Kava", views, reactions=[9, 10, 11, 10, 9, 10, 400])
    said = offers(page=["@kava", "Linn"], price=[50.0, 50.0], reach=[9000.0, 2000.0])
    table = compare_placements(said, posts=posts).table.set_index("page")
    assert table.loc["@kava", "reach"] == np.median(views)
    assert (table.loc["@kava", "reach_low"], table.loc["@kava", "reach_high"]) == (900, 40_000)
    assert table.loc["@kava", "reach_base"] == "views"
    row = table.loc["@kava"]
    assert (row["responses"], row["responses_base"]) == (459, sum(views))
    assert row["engagement_rate"] == pytest.approx(459 / sum(views))
    assert row["engagement_rate_low"] <= row["engagement_rate"] <= row["engagement_rate_high"]
    assert table.loc["@kava", "price_per_thousand"] == pytest.approx(50.0)
    assert table.loc["@kava", "price_per_thousand_low"] == pytest.approx(50_000 / 40_000)
    assert table.loc["Linn", "reach_base"] == "stated"
    assert table.loc["Linn", "reach_low"] < 2000 < table.loc["Linn", "reach_high"]


def test_posts_that_all_reach_the_same_leave_no_doubt_about_reach() -> None:
    posts = page_posts("Kava", [1000] * 9, reactions=5)
    said = offers(page=["Kava"], price=[50.0], tries=[2.0], visits=[30.0], results=[1.0])
    row = compare_placements(said, posts=posts).table.iloc[0]
    assert (row["reach_low"], row["reach"], row["reach_high"]) == (1000, 1000, 1000)
    assert 0 < row["visits_low"] < row["visits"] < row["visits_high"]


def test_a_page_of_few_posts_keeps_what_it_says_and_only_new_posts_count() -> None:
    few = page_posts("Kava", [10] * 5)
    said = offers(page=["Kava"], price=[1.0], reach=[2000.0])
    assert compare_placements(said, posts=few).table["reach"].tolist() == [2000.0]
    grown = page_posts("Kava", [10] * 40 + [500] * 30)
    assert compare_placements(said, posts=grown).table["reach"].tolist() == [500.0]


def test_what_cannot_be_known_says_why_and_costs_nothing_is_not_unknown() -> None:
    said = offers(page=["a", "b", "c", "d"], price=[10.0, None, None, 0.0],
                  reach=[None, 500.0, None, 500.0])  # fmt: skip
    table = compare_placements(said).table.set_index("page")
    assert table["status"].to_dict() == {"a": "unknown", "b": "unknown", "c": "unknown",
                                         "d": "estimated"}  # fmt: skip
    assert (table.loc["a", "reason"], table.loc["b", "reason"]) == (NO_REACH, NO_PRICE)
    assert table.loc[["a", "b", "c"], "cost_per_result"].isna().all()
    assert table.loc["d", "cost_per_result"] == 0
    assert np.isnan(table.loc["d", "p_cheapest"])
    # Visits of a post are known without its price.
    assert table.loc["b", "visits"] > 0


def test_costs_are_those_of_the_simulation_done_another_way() -> None:
    said = offers(page=["Kava"], price=[80.0], reach=[4000.0])
    row = compare_placements(said, draws=40_000).table.iloc[0]
    generator = np.random.default_rng(9)
    reach = 4000 * np.exp(0.5 * generator.standard_normal(200_000))
    visits = reach * generator.beta(*CLICK_PRIOR, 200_000)
    cost = 80 / (visits * generator.beta(*RESULT_PRIOR, 200_000))
    for name, wanted in (("cost_per_visit", 80 / visits), ("cost_per_result", cost)):
        low, middle, high = np.quantile(wanted, [0.1, 0.5, 0.9])
        assert row[name] == pytest.approx(middle, rel=0.05)
        assert row[f"{name}_low"] == pytest.approx(low, rel=0.05)
        assert row[f"{name}_high"] == pytest.approx(high, rel=0.08)


def test_earlier_tries_there_come_before_own_figures_and_these_before_public_ones() -> None:
    rates = pd.DataFrame({"network": ["telegram"], "visits": [400.0], "reached": [20_000.0],
                          "results": [40.0], "sessions": [400.0]})  # fmt: skip
    said = offers(page=["tried", "new"], price=50.0, reach=2000.0, tries=[2.0, None],
                  visits=[100.0, None], results=[4.0, None])  # fmt: skip
    public = compare_placements(said).table.set_index("page")
    own = compare_placements(said, rates=rates).table.set_index("page")
    assert own["click_basis"].to_dict() == {"tried": "tries", "new": "own"}
    assert public.loc["new", "click_basis"] == "public"
    assert own["status"].to_dict() == {"tried": "measured", "new": "estimated"}
    # What a post brings is seen there, so a wrong reach no longer matters.
    spread = own["visits_high"] / own["visits_low"]
    assert spread["tried"] < spread["new"]
    # 100 visits of 4,000 people reached: about 2.5 %, near 50 visits a post.
    assert own.loc["tried", "visits"] == pytest.approx(50, rel=0.1)
    assert own.loc["new", "visits"] == pytest.approx(40, rel=0.1)
    wide = public.loc["new", "visits_high"] / public.loc["new", "visits_low"]
    assert own.loc["new", "visits_high"] / own.loc["new", "visits_low"] < wide


def test_own_figures_never_weigh_more_than_their_limit_and_others_less() -> None:
    rates = pd.DataFrame({"network": ["telegram"], "visits": [1e5], "reached": [1e7],
                          "results": [1.0], "sessions": [10.0]})  # fmt: skip
    clicks = click_beta(rates, pd.Series(["telegram", "x"]))
    weight = clicks["a"] + clicks["b"] - sum(CLICK_PRIOR)
    assert weight.tolist() == pytest.approx([2000, 500])
    assert clicks["basis"].tolist() == ["own", "own"]


def test_the_priors_hold_every_public_figure_and_are_wide() -> None:
    rates = public_rates().groupby("topic")["value"].agg(["min", "median", "max"])
    for topic, prior in (("visits_per_person", CLICK_PRIOR), ("results_per_visit", RESULT_PRIOR)):
        low, middle, high = beta.ppf([0.05, 0.5, 0.95], *prior)
        assert low < rates.loc[topic, "min"]
        assert rates.loc[topic, "max"] < high
        assert middle == pytest.approx(rates.loc[topic, "median"], rel=0.5)
        assert high > 10 * low
    assert (public_rates()["address"] != "").all()


def test_own_rates_count_unpaid_visits_of_the_days_that_are_reported() -> None:
    posts = conform(pd.DataFrame({
        "network": "instagram", "is_own": [True, True, True, False], "post_id": list("abcd"),
        "at": [3_600, 90_000, 999_999_999, 3_600], "reach": [300, 200, 9_000, 5_000],
    }), "posts")  # fmt: skip
    visits = conform(pd.DataFrame({"day": ["1970-01-01"], "to_day": "1970-01-02"}), "visits")
    utm = pd.DataFrame({"source": ["Instagram", "ig", "instagram", "google", "vk"],
                        "medium": ["social", "social", "paid_social", "organic", "social"],
                        "sessions": [20, 5, 70, 900, 3],
                        "converted_orders": [2, None, 9, 1, 0]})  # fmt: skip
    rates = own_rates(posts, visits, utm).set_index("network")
    assert rates.loc["instagram"].to_dict() == {
        "visits": 25, "reached": 500, "results": 2, "sessions": 20,
    }  # fmt: skip
    assert np.isnan(rates.loc["vkontakte", "reached"])


def test_suspects_visit_nothing_and_rules_bar() -> None:
    said = offers(page=["a", "b"], kind=["channel", "community"], price=10.0, reach=1000.0)
    fakes = pd.DataFrame({"network": "telegram", "page": ["A"], "share": [0.5], "low": [0.3],
                          "high": [0.7]})  # fmt: skip
    clean = compare_placements(said).table.set_index("page")
    table = compare_placements(said, suspects=fakes).table.set_index("page")
    assert table.loc["a", "visits"] == pytest.approx(clean.loc["a", "visits"] / 2)
    assert table.loc["b", "visits"] == clean.loc["b", "visits"]
    hopeless = compare_placements(said, suspects=fakes.assign(share=1.0))
    row = hopeless.table.set_index("page").loc["a"]
    assert (row["status"], row["reason"]) == ("unknown", FAKES)
    assert "a" not in set(hopeless.inputs["page"])
    rules = pd.DataFrame({"network": "telegram", "tactic": ["community_ads", "paid_post"],
                          "verdict": ["no", "careful"],
                          "rule_text": ["never", "label it"]})  # fmt: skip
    ruled = compare_placements(said, tactics=rules).table.set_index("page")
    assert (ruled.loc["b", "status"], ruled.loc["b", "reason"]) == ("barred", BARRED)
    assert ruled.loc["a", "disclosure"] == "label it"
    law = judge_tactics(Brief("K", market="RU"), "instagram")
    offer = pd.DataFrame({"network": ["instagram"], "page": "a", "price": 5.0, "reach": 90.0})
    banned = compare_placements(offer, tactics=law).table.iloc[0]
    assert (banned["status"], banned["reason"]) == ("barred", LAWS["ad_ban"])
    # What is not paid for is no advertisement.
    assert (
        compare_placements(offer.assign(price=0.0), tactics=law).table["status"][0] == "estimated"
    )


def test_affinity_and_overlap_are_told_only_with_their_bases() -> None:
    said = offers(page=["a", "b"], target_share=[0.3, None], overlap=[0.1, 0.2])
    shared = pd.DataFrame({"network": "telegram", "page": ["b"], "share": [0.4], "low": [0.3],
                           "high": [0.5], "shared": [40], "people": [100]})  # fmt: skip
    table = compare_placements(said, shared=shared, target_share=0.2).table.set_index("page")
    assert table.loc["a", "affinity"] == pytest.approx(150)
    assert table["overlap"].to_dict() == {"a": 0.1, "b": 0.4}
    assert table["overlap_base"].to_dict() == {"a": "stated", "b": "measured"}
    assert compare_placements(said).table["affinity"].isna().all()
    measured = {f.key: f for f in placement_findings(
        compare_placements(said, shared=shared), sources=())}  # fmt: skip
    found = measured["rivals.placements.telegram.b.overlap"]
    assert (found.status, found.n, found.numerator, found.denominator) == ("measured", 100, 40, 100)
    assert measured["rivals.placements.telegram.a.overlap"].status == "estimated"


def test_findings_hold_units_reasons_and_the_dots_of_names() -> None:
    said = offers(page=["kava.ee", "linn"], price=[40.0, None], currency="EUR", reach=1000.0)
    found = {f.key: f for f in placement_findings(compare_placements(said), sources=())}
    assert all(f.key.startswith("rivals.placements.telegram.") for f in found.values())
    cost = found["rivals.placements.telegram.kava\u2024ee.cost_per_result"]
    assert (cost.unit, cost.status) == ("EUR", "estimated")
    assert cost.low < cost.value < cost.high
    assert found["rivals.placements.telegram.linn.cost_per_result"].method == NO_PRICE
    assert found["rivals.placements.telegram.kava\u2024ee.reach"].status == "estimated"


def test_an_absent_column_is_named_and_the_input_is_left_as_it_was() -> None:
    with pytest.raises(DataError, match="page"):
        compare_placements(pd.DataFrame({"network": ["x"]}))
    said = offers(page=["a"], price=[3.0], reach=[10.0])
    before = said.copy()
    compare_placements(said)
    pd.testing.assert_frame_equal(said, before)


rows = st.lists(
    st.tuples(
        st.sampled_from(NETWORKS), st.integers(0, 5),
        st.one_of(st.none(), st.floats(0, 500)), st.sampled_from(["EUR", "RUB", None]),
        st.one_of(st.none(), st.integers(50, 50_000)), st.one_of(st.none(), st.integers(0, 9)),
    ),
    min_size=1, max_size=6, unique_by=lambda row: row[:2],
)  # fmt: skip
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def table_of(given_rows: list[tuple[object, ...]]) -> pd.DataFrame:
    names = ["network", "page", "price", "currency", "reach", "visits"]
    frame = pd.DataFrame(given_rows, columns=names).astype({"page": "str"})
    return frame.assign(tries=1.0).astype({"price": "float64", "reach": "float64"})


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    return compare_placements(frame, draws=300).table


@quick
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(given_rows, random) -> None:  # type: ignore[no-untyped-def]
    frame = table_of(given_rows)
    order = list(range(len(frame)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(compared(frame), compared(frame.iloc[order]))


@quick
@given(rows, st.floats(1, 10))
def test_a_higher_price_never_lowers_the_cost_of_a_result(given_rows, factor) -> None:  # type: ignore[no-untyped-def]
    frame = table_of(given_rows)
    key = ["network", "page"]
    cheap = compared(frame).set_index(key)["cost_per_result"]
    raised = frame.assign(price=frame["price"] * ([factor] + [1.0] * (len(frame) - 1)))
    dear = compared(raised).set_index(key)["cost_per_result"].reindex(cheap.index)
    assert dear.isna().equals(cheap.isna())
    assert (dear.dropna() >= cheap.dropna() * (1 - 1e-9)).all()


@quick
@given(rows)
def test_currencies_are_never_mixed(given_rows) -> None:  # type: ignore[no-untyped-def]
    table = compared(table_of(given_rows))
    paid = table[(table["price"] > 0) & table["cost_per_result"].notna()]
    totals = paid.groupby("currency")["p_cheapest"].sum()
    assert totals.tolist() == pytest.approx([1.0] * len(totals))
    costs = table.loc[~table["status"].isin(["unknown", "barred"])]
    # Within a currency the cheapest comes first; between currencies there is no order of costs.
    assert all(g.is_monotonic_increasing for _, g in costs.groupby("currency")["cost_per_result"])
