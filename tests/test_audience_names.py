"""Names of groups: by what sets them apart, never twice, none by chance."""

import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.audience.fake_rules import RULE_LABELS
from smmlab.audience.feature_words import FEATURES, label_of_feature
from smmlab.audience.group_features import FEATURES as COMPARED
from smmlab.audience.names import (
    GROUP_ADVICE,
    GROUP_LABELS,
    GROUP_NAMES,
    advice_for_segment,
    label_of_segment,
    name_groups,
)
from smmlab.audience.people import SEGMENTS
from smmlab.money.customer_segments import CUSTOMER_LABELS
from smmlab.texts.labels import LABELS


def apart_of(differences: dict[str, dict[str, float]], *, clear: bool = True) -> pd.DataFrame:
    rows = [
        {"segment": group, "feature": feature, "difference": size, "is_clear": clear}
        for group, sizes in differences.items()
        for feature, size in sizes.items()
    ]
    return pd.DataFrame(rows)


def test_each_group_is_called_by_what_it_does_most() -> None:
    apart = apart_of(
        {
            "A": {"comments": 1.8, "reactions": -0.2, "interactions": 1.0},
            "B": {"comments": -0.9, "reactions": 1.4, "interactions": 0.8},
            "C": {"comments": -0.5, "reactions": -1.0, "interactions": -1.6},
            "D": {"shares": 1.1, "known_days": 0.3},
            "E": {"recency_days": 2.0},
            "F": {"known_days": -1.5},
            "G": {"comments": 1.5, "reactions": 1.4, "shares": 1.3},
        }
    )
    assert name_groups(apart, groups=list("ABCDEFG")) == {
        "A": "talkers", "B": "approvers", "C": "light", "D": "spreaders", "E": "silent",
        "F": "recent", "G": "all_rounders",
    }  # fmt: skip


def test_busy_in_everything_is_not_quiet() -> None:
    # Nobody else reacts at all, so the difference in reactions has no measure.
    apart = apart_of(
        {
            "A": {"comments": 0.8, "reactions": -0.8, "interactions": 0.7},
            "B": {"comments": -2.4, "reactions": -0.3, "interactions": -2.3},
            "C": {"comments": 3.0, "reactions": 102.0, "interactions": 3.6},
        }
    )
    assert name_groups(apart, groups=["A", "B", "C"]) == {
        "A": "talkers", "B": "light", "C": "all_rounders",
    }  # fmt: skip


def test_two_groups_alike_get_two_names_that_fit() -> None:
    apart = apart_of(
        {"A": {"comments": 2.0, "active_days": 0.4}, "B": {"comments": 1.5, "active_days": 1.4}}
    )
    assert name_groups(apart, groups=["A", "B"]) == {"A": "talkers", "B": "frequent"}


def test_unclear_and_small_differences_name_nobody() -> None:
    unclear = apart_of({"A": {"comments": 0.9}, "B": {"comments": -0.9}}, clear=False)
    assert name_groups(unclear, groups=["A", "B"]) == {"A": "mixed_a", "B": "mixed_b"}
    small = apart_of({"B": {"comments": 0.19}, "x": {"shares": -0.1}})
    # A letter of its own is kept; any other name takes the first that is free.
    assert name_groups(small, groups=["B", "x"]) == {"B": "mixed_b", "x": "mixed_a"}
    assert name_groups(small.iloc[:0], groups=["B"]) == {"B": "mixed_b"}


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.sampled_from([*COMPARED, "known_days"]), st.floats(-3, 3), min_size=1),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_names_are_known_and_unique(groups: list[dict[str, float]]) -> None:
    letters = [chr(ord("A") + n) for n in range(len(groups))]
    named = name_groups(apart_of(dict(zip(letters, groups, strict=True))), groups=letters)
    assert list(named) == letters
    assert len(set(named.values())) == len(groups)
    assert set(named.values()) <= set(GROUP_NAMES)


def test_every_name_and_feature_has_its_words_without_digits() -> None:
    assert set(GROUP_LABELS) == set(GROUP_ADVICE) == set(GROUP_NAMES)
    assert len(set(GROUP_LABELS.values())) == len(GROUP_NAMES)
    assert not set(GROUP_NAMES) & set(SEGMENTS), "a decision must tell which kind it means"
    for name in (*GROUP_NAMES, *SEGMENTS):
        assert label_of_segment(name) != name
        assert advice_for_segment(name).count(".") >= 2
    assert {*COMPARED, "known_days", "interactions"} <= set(FEATURES)
    for name, about in FEATURES.items():
        assert label_of_feature(name) != name
        assert about.more != about.less
        assert not re.search(r"\d", about.more + about.less)


def test_a_document_calls_groups_and_customers_as_their_modules_do() -> None:
    for labels in (GROUP_LABELS, CUSTOMER_LABELS, RULE_LABELS):
        for name, label in labels.items():
            assert LABELS[str(name)] == label
