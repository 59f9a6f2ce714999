"""Rows are judged by what stands in them, and repeats fold alike in any order."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.exports.sieve import Fault, fold_repeats, sift

TIMES = [(50, "id", "second"), (50, "UTC", "minute"), (99, "UTC", "day"), (None, None, None)]
POSTS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", None]),
        st.sampled_from(TIMES),
        st.one_of(st.none(), st.integers(0, 3)),
        st.sampled_from(["other", "reel"]),
    ),
    min_size=1,
    max_size=6,
)


def frame_of(listed: list) -> pd.DataFrame:
    rows = [
        {"network": "x", "post_id": post_id, "at": at, "clock": clock, "precision": precision,
         "views": views, "form": form, "source_row": place}
        for place, (post_id, (at, clock, precision), views, form) in enumerate(listed, start=2)
    ]  # fmt: skip
    kinds = {"at": "Int64", "views": "Int64", "post_id": "str", "clock": "str", "precision": "str"}
    return pd.DataFrame(rows).astype(kinds)


@settings(max_examples=50, deadline=None)
@given(POSTS, st.randoms(use_true_random=False))
def test_repeats_fold_to_what_any_row_knows_in_any_order(listed: list, random: object) -> None:
    frame = frame_of(listed)
    folded, merged = fold_repeats(frame, "posts")
    assert len(folded) + len(merged) == len(listed)
    for row in folded.to_dict("records"):
        same = [
            one for one in listed
            if one[0] == row["post_id"] or (one[0] is None and pd.isna(row["post_id"]))
        ]  # fmt: skip
        views = [one[2] for one in same if one[2] is not None]
        assert pd.isna(row["views"]) if not views else row["views"] == max(views)
        best = min(TIMES.index(one[1]) for one in same)
        if TIMES[best][0] is not None:
            assert (row["at"], row["clock"], row["precision"]) == TIMES[best]
        assert row["form"] == ("reel" if any(one[3] == "reel" for one in same) else "other")
    again = frame.sample(frac=1, random_state=random.randint(0, 99))  # type: ignore[attr-defined]
    shuffled, _ = fold_repeats(again.reset_index(drop=True), "posts")
    in_order = shuffled.sort_values("source_row").reset_index(drop=True)
    pd.testing.assert_frame_equal(in_order, folded)


def test_rows_without_repeats_stay_as_they_are() -> None:
    frame = frame_of([("1", TIMES[3], None, "other"), ("2", TIMES[0], 0, "reel")])
    folded, merged = fold_repeats(frame, "posts")
    pd.testing.assert_frame_equal(folded, frame)
    assert merged == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_row_is_told_its_first_fault_only(order: tuple[int, int]) -> None:
    values = pd.Series(["x", "7", "y" * 99])
    faults = [
        Fault(pd.Series([True, False, True]), "{value} is no count.", values, "Reach"),
        Fault(pd.Series([True, False, pd.NA]), "No id in {column}.", None, "Post ID"),
    ]
    keep, rejected = sift([4, 5, 6], [faults[at] for at in order])
    assert keep.tolist() == [False, True, False]
    assert [row.line for row in rejected] == [4, 6]
    assert str(rejected[1]) == "line 6: " + "y" * 40 + " is no count."
    assert str(rejected[0]) == (
        "line 4: x is no count." if order == (0, 1) else "line 4: No id in Post ID."
    )
