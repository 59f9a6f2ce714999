"""What must hold of a fit whatever the figures are."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.fit import score_networks

EVIDENCE = load_evidence(year=2026)
CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}
QUICK = settings(max_examples=12, deadline=None)


def table_of(own=None, counts=COUNTS, evidence=None):
    known = load_evidence(own, year=2026) if evidence is None else evidence
    fit = score_networks(CAFE, rivals=counts, evidence=known, draws=300)
    return fit.table.set_index("network")


def mine(network: str, reach: float, unit: str = "share") -> dict[str, object]:
    return {"topic": "reach", "network": network, "market": "EE", "value": reach, "unit": unit,
            "year": 2026, "grade": "A", "source": "our survey"}  # fmt: skip


@QUICK
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_and_of_the_counts_changes_nothing(random):
    rows = list(range(len(EVIDENCE.figures)))
    random.shuffle(rows)
    shuffled = Evidence(
        EVIDENCE.figures.iloc[rows].reset_index(drop=True), EVIDENCE.rules, EVIDENCE.sources, 2026
    )
    names = list(COUNTS)
    random.shuffle(names)
    pd.testing.assert_frame_equal(
        table_of(evidence=shuffled, counts={name: COUNTS[name] for name in names}), table_of()
    )


@QUICK
@given(st.sampled_from(sorted(COUNTS)), st.integers(1, 99))
def test_the_unit_of_a_share_changes_nothing(network, percent):
    shares = table_of(pd.DataFrame([mine(network, percent / 100)]))
    percents = table_of(pd.DataFrame([mine(network, percent, "%")]))
    pd.testing.assert_frame_equal(shares, percents)


@QUICK
@given(st.sampled_from(sorted(COUNTS)), st.tuples(st.integers(2, 97), st.integers(2, 97)))
def test_more_reach_never_lowers_a_rank(network, percents):
    few, many = (table_of(pd.DataFrame([mine(network, value / 100)])) for value in sorted(percents))
    for column in ("potential", "score", "p_best", "p_top_two"):
        assert many.loc[network, column] >= few.loc[network, column]
    assert many.loc[network, "regret"] <= few.loc[network, "regret"] + 1e-12
    assert rank(many, network) <= rank(few, network)


@QUICK
@given(st.sampled_from(sorted(COUNTS)), st.tuples(st.integers(1, 400), st.integers(1, 400)))
def test_fewer_rivals_never_lower_a_rank(network, counts):
    few, many = (table_of(counts=COUNTS | {network: number}) for number in sorted(counts))
    for column in ("score", "p_best", "p_top_two"):
        assert few.loc[network, column] >= many.loc[network, column]
    assert rank(few, network) <= rank(many, network)


def rank(table: pd.DataFrame, network: str) -> int:
    """Return the place by the chance of being the best."""
    return int((table["p_best"] > table.loc[network, "p_best"]).sum())
