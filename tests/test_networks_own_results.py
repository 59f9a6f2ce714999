"""Own results: rates with the intervals of their posteriors; faults are told."""

import numpy as np
import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.networks.own_results import summarise_own

OWN = pd.DataFrame(
    {"network": ["facebook", "x"], "posts": [10, 2], "reach": [2000, None],
     "engagements": [90, 3], "orders": [4, None]}
)  # fmt: skip


def test_rates_and_intervals_are_those_of_the_posterior():
    row = summarise_own(OWN.assign(enquiries=[12, 1])).set_index("network").loc["facebook"]
    assert (row["order_rate"], row["enquiry_rate"]) == (4 / 2000, 12 / 2000)
    rng = np.random.default_rng(0)
    orders = rng.beta(4.5, 1996.5, 400_000)
    enquiries = rng.gamma(12.5, 1 / 2000, 400_000)
    for name, drawn in (("order", orders), ("enquiry", enquiries)):
        for end, level in (("low", 0.1), ("high", 0.9)):
            assert row[f"{name}_{end}"] == pytest.approx(np.quantile(drawn, level), rel=0.02)


def test_what_is_not_known_stays_missing():
    rows = summarise_own(OWN).set_index("network")
    assert rows.loc["x"].drop(["posts", "engagements"]).isna().all()
    assert pd.isna(rows.loc["facebook", "enquiries"])
    assert summarise_own(None).empty


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (OWN.drop(columns="reach"), "lack the columns reach"),
        (OWN.assign(orders=[4000, 1]), "orders do"),
        (OWN.assign(posts=[-1, 1]), "cannot be"),
        (OWN.assign(network="x"), "one row a network"),
        (OWN.assign(network=["x", "myspace"]), "one row a network"),
    ],
)
def test_faults_are_told(own, told):
    with pytest.raises(DataError, match=told):
        summarise_own(own)
