"""Counts of sellers: combined by hand, agreement as published."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.networks.seller_counts import (
    COUNT_COLUMNS,
    combine_counts,
    count_agreement,
    seller_findings,
)
from smmlab.schema import NETWORKS


def count(network, counter, sellers, **more):
    return {
        "network": network, "counter": counter, "counted_on": "2026-11-20", "words": "soap",
        "minutes": 20, "sellers": sellers, "questions": None, "notes": "",
    } | more  # fmt: skip


def frame(*rows):
    return pd.DataFrame(list(rows), columns=list(COUNT_COLUMNS))


TWO = frame(
    *(count(network, "Mari", n) for network, n in zip(NETWORKS, (10, 4, 30, 8, 2), strict=False)),
    *(count(network, "Jaan", n) for network, n in zip(NETWORKS, (14, 4, 24, 9, 3), strict=False)),
)


def test_two_counts_meet_in_their_geometric_mean():
    row = combine_counts(frame(count("x", "Mari", 8, questions=3), count("x", "Jaan", 18))).iloc[0]
    assert (row["sellers"], row["counters"], row["low"], row["high"]) == (12, 2, 8, 18)
    assert row["agreement"] == pytest.approx(8 / 18)
    assert row["questions"] == 3


def test_the_newest_count_of_a_person_replaces_the_earlier():
    table = combine_counts(
        frame(count("x", "Mari", 50, counted_on="2026-11-21"), count("x", "Mari", 8))
    )
    assert table["sellers"].tolist() == [50]
    assert table["counters"].tolist() == [1]
    assert table["agreement"].isna().all()


def test_one_person_is_one_however_the_name_is_typed():
    both = frame(count("x", "Mari  Mets", 8), count("x", "mari mets", 18, counted_on="2026-11-21"))
    assert combine_counts(both)["sellers"].tolist() == [18]
    assert count_agreement(both).networks == 0


def test_zero_is_unknown_and_never_best():
    table = combine_counts(frame(count("x", "Mari", 0), count("reddit", "Mari", 3)))
    sellers = table.set_index("network")["sellers"]
    assert pd.isna(sellers["x"])
    assert sellers["reddit"] == 3
    assert "networks.x.sellers" not in {f.key for f in seller_findings(frame(count("x", "M", 0)))}


def test_alpha_is_the_published_one():
    # Krippendorff (2011): four observers, twelve units, ratio data: .797.
    gone = None
    observers = {
        "a": [1, 2, 3, 3, 2, 1, 4, 1, 2, gone, gone, gone],
        "b": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gone, 3],
        "c": [gone, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gone],
        "d": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gone],
    }
    rows = [
        count(network, name, value)
        for name, values in observers.items()
        for network, value in zip(NETWORKS, values, strict=False)
        if value is not None
    ]
    assert count_agreement(frame(*rows)).alpha == pytest.approx(0.797, abs=0.0005)


def test_the_error_of_one_count_is_the_spread_within_networks():
    found = count_agreement(TWO)
    # Two counts: the variance within is half the squared difference of the logs.
    logs = [math.log(a / b) for a, b in ((10, 14), (4, 4), (30, 24), (8, 9), (2, 3))]
    assert found.counting_sd == pytest.approx(math.sqrt(sum(d * d / 2 for d in logs) / 5))
    assert found.sd_low < found.counting_sd < found.sd_high
    assert (found.networks, found.same_words, found.same_minutes) == (5, True, True)


def test_the_error_comes_back_from_people_who_err_by_it():
    rng = np.random.default_rng(0)
    rows = [
        count(network, name, max(1, round(200 * math.exp(0.3 * rng.normal()))))
        for network in NETWORKS for name in "abcdefgh"
    ]  # fmt: skip
    assert count_agreement(frame(*rows)).counting_sd == pytest.approx(0.3, abs=0.05)


def test_too_little_is_not_an_agreement():
    few = TWO[TWO["network"].isin(NETWORKS[:2])]
    found = count_agreement(few)
    assert (found.networks, found.alpha, found.counting_sd) == (2, None, None)
    unknown = [f for f in seller_findings(few) if f.key.startswith("networks.sellers.")]
    assert [f.status for f in unknown] == ["unknown", "unknown"]
    four = count_agreement(TWO[TWO["network"].isin(NETWORKS[:4])])
    assert four.alpha is None
    assert four.counting_sd is not None


def test_other_words_or_other_times_are_noticed():
    other = pd.concat([TWO, frame(count("x", "Mari", 3, words="SOAP ", minutes=5))])
    found = count_agreement(other)
    assert (found.same_words, found.same_minutes) == (True, False)
    assert not count_agreement(pd.concat([TWO, frame(count("x", "M", 3, words="tea"))])).same_words


@given(st.permutations(range(len(TWO))))
def test_the_order_of_the_counts_changes_nothing(order):
    shuffled = TWO.iloc[list(order)]
    pd.testing.assert_frame_equal(combine_counts(shuffled), combine_counts(TWO))
    assert count_agreement(shuffled).alpha == pytest.approx(count_agreement(TWO).alpha)


def test_findings_carry_how_many_counted():
    found = {f.key: f for f in seller_findings(TWO)}
    row = found[f"networks.{NETWORKS[0]}.sellers"]
    assert (row.value, row.n, row.low, row.high) == (12, 2, 10, 14)
    assert found["networks.sellers.alpha"].n == 5
    assert seller_findings(frame()) == []


def test_every_fault_is_told_at_once():
    wrong = frame(
        count("myspace", "Mari", 3), count("x", "", 3), count("x", "Jaan", -1),
        count("x", "Ott", 2.5), count("x", "Eva", 3, counted_on="20261120"),
        count("x", "Ivo", 3, minutes=0), count("x", "Uku", 3, questions=-2),
    )  # fmt: skip
    with pytest.raises(DataError) as told:
        combine_counts(wrong)
    for fault in ("1: network", "2: counter", "3: sellers", "4: sellers", "5: counted_on",
                  "6: minutes", "7: questions"):  # fmt: skip
        assert fault in str(told.value)
    with pytest.raises(DataError, match="lack the columns"):
        combine_counts(wrong.drop(columns="words"))
