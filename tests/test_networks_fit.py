"""The score by independent arithmetic, its honesty rules, and what must never happen."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.brief import Brief, Target
from smmlab.errors import DataError
from smmlab.networks.choosing import Rule
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.fit import score_networks
from smmlab.networks.fit_findings import network_findings
from smmlab.networks.report import BORROWED, NOT_SCORED, OLD, UNCOUNTED, WEAK

EVIDENCE = load_evidence(year=2026)
CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}


def score(brief=CAFE, rivals=None, draws=2_000, **named):
    fit = score_networks(brief, rivals=rivals, draws=draws, evidence=EVIDENCE, **named)
    return fit, fit.table.set_index("network")


def logit(p):
    return math.log(p / (1 - p))


def expit(x):
    return 1 / (1 + math.exp(-x))


def only(*figures, market="US"):
    """Build an evidence of a few figures, everything else empty."""
    rows = pd.DataFrame(
        [
            {"topic": "reach", "network": "facebook", "market": market, "unit": "share",
             "year": 2026, "grade": "A", "source": "test", "segment": "all"} | figure
            for figure in figures
        ]
    )  # fmt: skip
    whole = load_evidence(rows, year=2026)
    mine = whole.figures[whole.figures["is_own"]].reset_index(drop=True)
    return Evidence(mine, whole.rules, whole.sources, 2026)


# README of the evidence, section 4: share of US women aged 30-49 and affinity, Pew 2023.
PEW_2023 = {
    "youtube": (0.90, 108), "facebook": (0.78, 115), "instagram": (0.60, 128),
    "pinterest": (0.49, 140), "tiktok": (0.42, 128), "linkedin": (0.36, 120),
}  # fmt: skip


def test_shares_and_affinities_of_american_women_come_out_as_published():
    figures = EVIDENCE.figures[EVIDENCE.figures["series"] != "pew2025"]
    evidence = Evidence(figures, EVIDENCE.rules, EVIDENCE.sources, 2026)
    brief = Brief("Shop", market="US", target=Target(30, 49, "female", people=1_000_000))
    table = score_networks(brief, evidence=evidence).table.set_index("network")
    for network, (share, affinity) in PEW_2023.items():
        assert table.loc[network, "potential"] / 1e6 == pytest.approx(share, abs=0.012)
        assert table.loc[network, "affinity"] == pytest.approx(affinity, abs=1.5)


def test_potential_is_the_sum_of_effects_in_log_odds():
    evidence = only(
        {"value": 0.5, "network": "facebook"},
        {"value": 0.7, "network": "facebook", "segment": "age:18-29"},
        {"value": 0.5, "network": "facebook", "segment": "age:30-49"},
        {"value": 0.6, "network": "facebook", "segment": "sex:female"},
    )
    brief = Brief("Shop", market="US", target=Target(25, 44, "female", people=1000))
    row = score_networks(brief, evidence=evidence, draws=40_000).table.set_index("network")
    band = (5 * 0.7 + 15 * 0.5) / 20
    expected = expit(0 + 0.7 * (logit(band) - 0 + logit(0.6) - 0))
    assert row.loc["facebook", "potential"] == pytest.approx(1000 * expected, rel=0.01)
    # Errors: 0.1 on reach, 0.7 x 0.1 on the effects, 0.15 on their weight.
    spread = math.sqrt(0.1**2 + (0.7 * 0.1) ** 2 + (0.15 * (logit(band) + logit(0.6))) ** 2)
    low = expit(logit(expected) - 1.2816 * spread)
    assert row.loc["facebook", "potential_low"] == pytest.approx(1000 * low, rel=0.02)


def test_men_are_worked_out_from_all_and_women():
    evidence = only({"value": 0.4}, {"value": 0.5, "segment": "sex:female"})
    brief = Brief("Shop", market="US", target=Target(18, 84, "male", people=1000))
    row = score_networks(brief, evidence=evidence, draws=40_000).table.set_index("network")
    expected = expit(logit(0.4) + 0.7 * (logit(0.3) - logit(0.4)))
    assert row.loc["facebook", "potential"] == pytest.approx(1000 * expected, rel=0.02)


def test_accounts_become_adult_people():
    evidence = only(
        {"topic": "accounts", "network": "snapchat", "value": 300_000, "unit": "accounts"},
        {"topic": "population", "network": "any", "segment": "adults", "value": 1_000_000,
         "unit": "people"},
        {"topic": "adult_share", "network": "snapchat", "value": 0.5},
        {"topic": "people_per_account", "network": "any", "value": 0.8},
        market="EE",
    )  # fmt: skip
    brief = Brief("Kohvik", market="EE", target=Target(people=1000))
    row = score_networks(brief, evidence=evidence).table.set_index("network").loc["snapchat"]
    assert row["reach"] == pytest.approx(300_000 * 0.5 * 0.8 / 1_000_000, rel=0.03)


def test_grade_age_and_another_country_widen_the_interval():
    figure = EVIDENCE.best(["reach"], "pinterest", "US")
    assert figure.sd(2026, market="US") == pytest.approx(0.1 + 3 * 0.07)
    assert figure.sd(2026, market="EE") == pytest.approx(0.1 + 3 * 0.07 + 0.35)
    assert figure.sd(2020, market="US") == pytest.approx(0.1)


def test_a_clear_case_is_named_and_needs_no_test():
    evidence = only(
        {"value": 0.9}, {"value": 0.05, "network": "x"},
        {"topic": "purpose", "segment": "buying", "value": 0.6, "market": "GLOBAL"},
        {"topic": "purpose", "segment": "buying", "value": 0.1, "network": "x", "market": "GLOBAL"},
    )  # fmt: skip
    brief = Brief("Shop", market="US", target=Target(people=1000))
    fit = score_networks(brief, rivals={"facebook": 5, "x": 5}, evidence=evidence)
    assert fit.recommendation == "facebook"
    assert fit.test == ""
    assert fit.table.loc[0, "regret"] < 0.1
    choice = next(f for f in network_findings(fit) if f.key == "networks.choice")
    assert (choice.value, choice.status) == ("facebook", "estimated")


def test_without_counts_nothing_is_recommended_and_the_first_line_says_so():
    fit, table = score(rivals={})
    assert fit.recommendation is None
    assert UNCOUNTED in fit.cautions
    assert "Count the active sellers" in fit.test
    assert table["sellers"].isna().all()
    scored = table[table["status"] == "scored"]
    assert (scored["score"] < scored["potential"]).all()
    assert scored["p_best"].sum() == pytest.approx(1)


def test_the_counts_of_the_brief_are_used_when_none_are_given():
    brief = Brief("Kohvik", target=CAFE.target, rivals_per_network={"facebook": 3})
    assert score(brief)[1].loc["facebook", "sellers"] == 3


def test_a_network_where_nobody_sells_is_unknown_and_never_recommended():
    for count in ({"snapchat": 0}, {}):
        fit, table = score(rivals=COUNTS | count)
        assert pd.isna(table.loc["snapchat", "sellers"])
        assert fit.recommendation != "snapchat"
    alone = score(rivals=COUNTS | {"snapchat": 0})[1]
    assert alone.loc["snapchat", "score"] == score(rivals=COUNTS)[1].loc["snapchat", "score"]


def test_a_missing_figure_is_listed_not_scored_and_not_zero():
    _, table = score(rivals=COUNTS)
    assert table.loc["vkontakte", "status"] == "no_figure"
    assert table.loc["vkontakte", ["reach", "potential", "p_best", "score"]].isna().all()
    assert "evidence.csv" in table.loc["vkontakte", "gate_reason"]


def test_a_closed_network_is_shown_without_a_rank():
    fit, table = score(Brief("Pood", market="RU"), rivals={"vkontakte": 4})
    assert table.loc["instagram", "status"] == "closed"
    assert table.loc["instagram", "potential"] > 0
    assert pd.isna(table.loc["instagram", "p_best"])
    assert "instagram" not in fit.contenders


def test_own_evidence_changes_the_score():
    mine = pd.DataFrame(
        [{"topic": "reach", "network": "telegram", "market": "EE", "value": 30, "unit": "%",
          "year": 2026, "grade": "A", "source": "our survey"}]
    )  # fmt: skip
    fit = score_networks(CAFE, evidence=mine, draws=2_000)
    row = fit.table.set_index("network").loc["telegram"]
    assert (row["status"], row["source_id"]) == ("scored", "our survey")
    assert row["reach"] == pytest.approx(0.3, rel=0.05)


def test_the_same_seed_gives_the_same_fit_and_another_seed_does_not():
    first, again, other = (score(rivals=COUNTS, seed=seed)[0].table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first["score"].equals(other["score"])


def test_the_settings_cover_every_feed_load_and_weighting():
    fit, _ = score(rivals=COUNTS)
    assert len(fit.settings) == 4 * 4
    assert set(fit.settings["feed_load"]) == {30, 100, 300, 1000}
    assert fit.curve.groupby("feed_load")["p_best"].sum().tolist() == pytest.approx([1] * 4)
    assert set(fit.places["network"]) == set(
        fit.table.loc[fit.table["status"] == "scored", "network"]
    )


def test_an_empty_feed_lets_an_empty_network_win_and_a_full_one_does_not():
    # The lesson of the worked example: the background decides, so it is never zero.
    rivals = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 2}
    fit, _ = score(rivals=rivals, rule=Rule(feed_loads=(1.0, 1000.0)), draws=4_000)
    plain = fit.settings[fit.settings["weighting"] == "plain"].set_index("feed_load")["winner"]
    assert plain[1.0] == "pinterest"
    assert plain[1000.0] in ("facebook", "instagram")


@settings(max_examples=15, deadline=None)
@given(
    network=st.sampled_from(sorted(COUNTS)),
    counts=st.tuples(st.integers(1, 400), st.integers(1, 400)),
)
def test_more_rivals_never_raise_a_score(network, counts):
    few, many = sorted(counts)
    scores = [score(rivals=COUNTS | {network: n}, draws=300)[1].loc[network] for n in (few, many)]
    for column in ("score", "score_low", "score_high", "p_best"):
        assert scores[1][column] <= scores[0][column]


@settings(max_examples=15, deadline=None)
@given(people=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)))
def test_a_larger_target_never_lowers_potential(people):
    tables = [
        score(Brief("K", target=Target(25, 44, "female", people=n)), draws=300)[1]
        for n in sorted(people)
    ]
    low, high = (t.loc[t["status"] == "scored", "potential"].sort_index() for t in tables)
    assert (high >= low).all()


@pytest.mark.parametrize("rivals", [{"facebook": -1}, {"myspace": 4}, {"x": float("nan")}])
def test_counts_that_cannot_be_used_are_refused(rivals):
    with pytest.raises(DataError, match="counts of sellers"):
        score(rivals=rivals)


def test_own_results_are_reported_with_intervals():
    own = pd.DataFrame(
        {"network": ["facebook", "x"], "posts": [10, 2], "reach": [2000, None],
         "engagements": [90, 3], "orders": [4, None]}
    )  # fmt: skip
    fit, _ = score(rivals=COUNTS, own=own)
    row = fit.own.set_index("network").loc["facebook"]
    assert row["order_rate"] == pytest.approx(4 / 2000)
    keys = {f.key for f in network_findings(fit)}
    assert "networks.facebook.own.orders_per_thousand" in keys
    assert "networks.x.own.orders_per_thousand" not in keys
    # One network alone cannot be compared with another.
    pd.testing.assert_frame_equal(fit.table, score(rivals=COUNTS)[0].table)


def test_own_results_on_two_networks_beat_public_figures():
    own = pd.DataFrame(
        {"network": ["facebook", "instagram"], "posts": [40, 40], "reach": [40_000, 40_000],
         "engagements": [900, 900], "orders": [10, 200]}
    )  # fmt: skip
    before, after = score(rivals=COUNTS)[1], score(rivals=COUNTS, own=own)[1]

    def ratio(table):
        return table.loc["instagram", "score"] / table.loc["facebook", "score"]

    assert ratio(after) > 4 * ratio(before)
    assert after.loc[["facebook", "instagram"], "own_results"].all()
    assert not after.loc["tiktok", "own_results"]
    assert after.loc["tiktok", "score"] == before.loc["tiktok", "score"]


def test_the_caution_names_memory_age_and_missing_counts():
    fresh = {"year": 2026, "grade": "A"}
    base = [
        {"value": 0.5} | fresh, {"value": 0.3, "network": "x"} | fresh,
        *({"topic": "purpose", "segment": "buying", "value": 0.5, "market": "GLOBAL",
           "network": n} for n in ("facebook", "x")),
    ]  # fmt: skip
    counts = {"facebook": 5, "x": 5}

    def cautions(figure, rivals, market="US"):
        evidence = only(base[0] | figure, *base[1:])
        return score_networks(
            Brief("Shop", market=market, target=Target(people=100)), rivals=rivals,
            evidence=evidence, draws=300,
        ).cautions  # fmt: skip

    assert cautions({}, counts) == ()
    assert cautions({}, {}) == (UNCOUNTED,)
    assert cautions({"year": 2023}, counts) == (OLD,)
    assert cautions({"year": 2024}, counts) == ()
    assert cautions({"grade": "C", "value": 0.9}, counts) == (WEAK,)
    assert cautions({"grade": "C", "value": 0.9, "year": 2020}, {}) == (WEAK, OLD, UNCOUNTED)
    assert cautions({}, counts, market="UK") == (BORROWED,)


def test_findings_are_estimates_that_name_the_rows_behind_them():
    fit, table = score(rivals=COUNTS)
    findings = network_findings(fit)
    assert findings[0].key == "networks.caution.1"
    by_key = {f.key: f for f in findings}
    assert len(by_key) == len(findings)
    assert all(f.status in ("estimated", "unknown") for f in findings)
    p_best = by_key["networks.facebook.p_best"]
    assert p_best.value == pytest.approx(table.loc["facebook", "p_best"])
    assert {s.file for s in p_best.sources} == {"networks/figures.csv"}
    assert by_key["networks.vkontakte.p_best"].status == "unknown"
    gate = by_key["networks.whatsapp.gate"]
    assert gate.sources[0].file == "networks/rules.csv"
    assert EVIDENCE.rules.loc[gate.sources[0].first - 2, "network"] == "whatsapp"


def test_nothing_handed_in_is_changed():
    rivals = dict(COUNTS)
    figures = EVIDENCE.figures.copy()
    score(rivals=rivals)
    assert rivals == COUNTS
    pd.testing.assert_frame_equal(EVIDENCE.figures, figures)


def test_a_market_that_nothing_is_known_of_says_so():
    fit = score_networks(Brief("K", market="RU"), evidence=only({"value": 0.5}))
    assert fit.contenders == ()
    assert fit.cautions == (NOT_SCORED,)
    assert [f.status for f in network_findings(fit) if f.key == "networks.choice"] == ["unknown"]


def test_a_market_without_a_figure_borrows_the_nearest_and_pays_for_it():
    people = {"people": 1000}
    figures = [{"value": 0.5, "market": "LV"}, {"value": 0.9, "market": "EU"}]
    fit = score_networks(Brief("K", market="EE", target=Target(**people)), evidence=only(*figures))
    row = fit.table.set_index("network").loc["facebook"]
    assert row["borrowed_from"] == "LV"
    assert row["reach"] == pytest.approx(0.5, abs=0.01)
    # Error on the log-odds scale: 0.1 of the grade and 0.35 of the neighbour; 80 % of a normal.
    assert logit(row["reach_high"]) == pytest.approx(1.2816 * 0.45, rel=0.03)
    latvia = Brief("K", market="LV", target=Target(**people))
    at_home = score_networks(latvia, evidence=only(*figures)).table.set_index("network")
    at_home = at_home.loc["facebook"]
    assert at_home["borrowed_from"] == ""
    assert logit(at_home["reach_high"]) == pytest.approx(1.2816 * 0.1, rel=0.03)


def test_what_holds_elsewhere_says_nothing_where_a_network_is_cut_off():
    figures = [
        {"value": 0.6}, {"value": 0.4, "network": "x"}, {"value": 0.1, "network": "pinterest"},
    ]  # fmt: skip
    worldwide = only(*figures, market="GLOBAL")
    table = score_networks(Brief("K", market="RU"), evidence=worldwide).table
    table = table.set_index("network")
    assert table.loc[["facebook", "x"], "reach"].isna().all()
    assert table.loc["pinterest", "reach"] == pytest.approx(0.1, rel=0.05)


def test_composition_is_the_share_of_the_audience_in_the_target_group():
    evidence = only(
        {"value": 0.5}, {"topic": "population", "network": "any", "segment": "adults",
                         "value": 10_000, "unit": "people"},
    )  # fmt: skip
    brief = Brief("Shop", market="US", target=Target(18, 84, people=2000))
    row = score_networks(brief, evidence=evidence).table.set_index("network").loc["facebook"]
    # Everybody alike: a fifth of all adults is a fifth of the audience.
    assert row["composition"] == pytest.approx(0.2, rel=0.01)
    minors = Brief("Shop", market="US", target=Target(14, 84, people=2000))
    table = score_networks(minors, evidence=evidence).table.set_index("network")
    assert pd.isna(table.loc["facebook", "composition"])


@pytest.mark.parametrize("load", [(0, 100), (-1, 4), (200, 100)])
def test_a_feed_is_never_empty(load):
    with pytest.raises(DataError, match="never empty"):
        score(feed_load=load)


def test_too_few_draws_are_refused():
    with pytest.raises(DataError, match="draws"):
        score(draws=10)
