"""What people are compared by: counted as it is, left out when it says nothing."""

import numpy as np
import pandas as pd
import pytest

from audience_cases import DAY, NOW, people_frame
from smmlab.audience.group_features import FEATURE_LABELS, FEATURES, prepare_features
from smmlab.errors import DataError


@pytest.fixture
def people() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    counts = rng.poisson(9, (3, 200))
    return people_frame(
        {"last": NOW - rng.integers(0, 300, 200) * DAY, "comments": counts[0],
         "reactions": counts[1], "posts": counts[2] + 1, "shares": np.zeros(200, dtype="int64"),
         "interactions": counts[:2].sum(axis=0)}
    )  # fmt: skip


def test_values_are_standardised_logarithms(people: pd.DataFrame) -> None:
    prepared = prepare_features(people, as_of=NOW + 5 * DAY)
    assert prepared.names == ("recency_days", "posts", "comments", "reactions")
    ago = (NOW + 5 * DAY - people["last"]) // DAY
    logs = np.log(1 + ago)
    assert prepared.values[:, 0] == pytest.approx((logs - logs.mean()) / logs.std(ddof=0))
    assert prepared.raw["comments"].tolist() == people["comments"].tolist()
    assert prepared.noise[3, 2] == pytest.approx(
        (people["comments"][3] + 0.5)
        / (people["comments"][3] + 1.5) ** 2
        / np.log1p(people["comments"]).var(ddof=0)
    )


def test_what_says_nothing_is_left_out_with_a_note(people: pd.DataFrame) -> None:
    names = ["comments", "reactions", "shares", "interactions", "posts"]
    prepared = prepare_features(people, features=names)
    assert prepared.names == ("comments", "reactions", "posts")
    assert [str(note) for note in prepared.notes] == [
        "Not used, because nearly everyone is alike in it: shares made.",
        "Not used, because other features already say the same: acts in all.",
    ]


def test_a_copy_on_a_power_scale_is_left_out(people: pd.DataFrame) -> None:
    twice = people.assign(again=(1.0 + people["comments"]) ** 2 - 1)
    prepared = prepare_features(twice, features=["comments", "reactions", "again"])
    assert prepared.names == ("comments", "reactions")


def test_one_enormous_value_makes_no_two_features_alike(people: pd.DataFrame) -> None:
    wild = people.assign(spend=people["comments"] * 1.0, weight=people["reactions"] * 1.0)
    wild.loc[0, ["spend", "weight"]] = [1e15, 2e15]
    prepared = prepare_features(wild, features=["spend", "weight", "posts"])
    assert prepared.names == ("spend", "weight", "posts")


def test_missing_is_not_zero(people: pd.DataFrame) -> None:
    people["last"] = people["last"].astype("Int64")
    people.loc[:4, "last"] = pd.NA
    prepared = prepare_features(people)
    assert len(prepared.values) == 195
    assert prepared.people["complete"].sum() == 195
    assert str(prepared.notes[0]).startswith("A few people have no group")
    people.loc[:19, "last"] = pd.NA
    assert str(prepare_features(people).notes[0]).endswith("is missing: 20.")
    people.loc[:150, "last"] = pd.NA
    prepared = prepare_features(people)
    assert len(prepared.values) == 200
    assert "recency_days" not in prepared.names


def test_fractions_are_no_counts(people: pd.DataFrame) -> None:
    people["spend"] = people["comments"] * 0.37 + people["posts"] ** 2
    prepared = prepare_features(people, features=["spend", "comments"])
    assert (prepared.noise[:, 0] == 0).all()
    assert (prepared.noise[:, 1] > 0).all()


def test_refuses_what_it_cannot_measure(people: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="absent: likes"):
        prepare_features(people, features=["likes"])
    with pytest.raises(DataError, match="negative"):
        prepare_features(people.assign(mood=-1.0), features=["mood"])
    with pytest.raises(DataError):
        prepare_features(people.drop(columns="person"))


def test_nobody_and_every_label() -> None:
    nobody = people_frame({name: np.array([], dtype="int64") for name in FEATURES})
    assert prepare_features(nobody).names == ()
    assert set(FEATURES) < set(FEATURE_LABELS)
