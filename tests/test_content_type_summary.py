"""What the types earned: compared within a network, with both counts."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.scoring import TYPES
from smmlab.content.type_summary import summarise_types, type_findings
from smmlab.content.types import classify_content
from smmlab.errors import DataError
from smmlab.schema import conform
from smmlab.texts.labels import LABELS

CLEAR = {
    "provocation": "Should dogs be allowed on trams? Tell us in the comments.",
    "instruction": "How to descale a kettle: pour in vinegar, boil, wait, rinse.",
    "medal": "Thank you, dear volunteers! You are the real heroes of this town.",
    "laugh": '"Doctor, my wife thinks she is a lift." "Send her up!" 😂',
    "none": "New winter boots are in stock from Monday. Price €79, open 10 to 18.",
}


def posts_of(kinds: list[str], reactions: list[int], network: str = "instagram") -> pd.DataFrame:
    return conform(
        pd.DataFrame(
            {
                "network": network,
                "post_id": [str(n) for n in range(len(kinds))],
                "is_own": True,
                "text": [CLEAR[kind] for kind in kinds],
                "reactions": reactions,
                "reach": 100,
            }
        ),
        "posts",
    )


def test_types_are_summarised_within_a_network_with_both_counts() -> None:
    posts = posts_of(["laugh"] * 20 + ["instruction"] * 20 + ["medal"] * 3,
                     [*range(40, 60), *range(1, 21), 1, 2, 3])  # fmt: skip
    before = posts.copy()
    types = classify_content(posts)
    summary = summarise_types(posts, types).set_index("type")
    pd.testing.assert_frame_equal(posts, before)
    assert summary["of"].tolist() == [43] * 3
    assert summary.loc["laugh", "median"] == pytest.approx(np.median(range(40, 60)) / 100)
    assert (
        summary.loc["laugh", "low"]
        <= summary.loc["laugh", "median"]
        <= summary.loc["laugh", "high"]
    )
    assert summary.loc["laugh", "metric"] == "engagements_by_reach"
    assert summary["verdict"].to_dict() == {
        "laugh": "better", "instruction": "worse", "medal": "too_few",
    }  # fmt: skip
    assert np.isnan(summary.loc["medal", "low"])


def test_only_own_sure_posts_with_a_text_are_summarised() -> None:
    posts = posts_of(["laugh"] * 4, [1, 2, 3, 4])
    posts["is_own"] = [True, True, True, False]
    posts.loc[1, "text"] = None
    types = classify_content(posts)
    types.loc[2, "status"] = "unsure"
    summary = summarise_types(posts, types)
    assert summary[["posts", "of", "unsure"]].to_numpy().tolist() == [[1, 2, 1]]


def test_networks_are_never_pooled() -> None:
    one = posts_of(["laugh"] * 12, [5] * 12)
    other = posts_of(["laugh"] * 12, [500] * 12, network="telegram")
    both = pd.concat([one, other.assign(reach=pd.array([None] * 12, dtype="Int64"))])
    summary = summarise_types(both, classify_content(both)).set_index("network")
    assert summary.loc["instagram", "median"] == pytest.approx(0.05)
    assert summary.loc["telegram", ["metric", "median"]].tolist() == ["engagements", 500.0]


def test_findings_carry_counts_and_are_estimated() -> None:
    posts = posts_of(["laugh"] * 12 + ["medal"] * 12, [5] * 24)
    found = {
        f.key: f for f in type_findings(summarise_types(posts, classify_content(posts)), sources=())
    }
    share = found["content.types.instagram.laugh.share"]
    assert (share.numerator, share.denominator, share.value) == (12, 24, 0.5)
    assert found["content.types.instagram.laugh.verdict"].value == "not_distinguishable"
    assert {f.status for f in found.values()} == {"estimated"}
    nothing = type_findings(summarise_types(posts[:0], classify_content(posts[:0])), sources=())
    assert [f.status for f in nothing] == ["unknown"]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="text"):
        classify_content(pd.DataFrame({"network": [], "post_id": []}))


def test_every_type_has_a_label() -> None:
    assert {*TYPES, "none"} <= set(LABELS)
