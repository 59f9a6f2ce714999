"""Shares of forms and types: Wilson limits, exact tests, who does what the other does not."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from rival_cases import page_posts, together, typed
from smmlab.rivals.mixes import compare_mixes, find_gaps, mix_findings

NO_TYPES = pd.DataFrame(columns=["network", "post_id", "type", "status"])


def forms(page: str, videos: int, photos: int, *, own: bool = False) -> pd.DataFrame:
    form = ["video"] * videos + ["photo"] * photos
    return page_posts(page, [1] * len(form), own=own, every=0.5, form=form)


def test_shares_have_the_limits_newcombe_published(shared: Path) -> None:
    published = json.loads((shared / "checks" / "expected.json").read_text())["E17_wilson"]
    for rate, limits in published.items():
        successes, trials = (int(part) for part in rate.split("/"))
        pair = together(
            forms("Kaja", 6, 6, own=True), forms("Rival", successes, trials - successes)
        )
        # Both files are stretched over the same days, so that every post counts.
        at = pair.groupby("page")["at"].rank(method="first", pct=True) * 1e7
        pair = pair.assign(at=pd.array(1_700_000_000 + at.clip(lower=0).round(), dtype="Int64"))
        pair.loc[pair.groupby("page")["at"].idxmin(), "at"] = 1_700_000_000
        table = compare_mixes(pair, NO_TYPES)
        row = table[(table["page"] == "Rival") & (table["value"] == "video")].iloc[0]
        assert [round(row["low"], 4), round(row["high"], 4)] == limits


def test_what_they_do_and_we_do_not_and_the_reverse() -> None:
    posts = together(
        forms("Kaja", 1, 39, own=True), forms("A", 30, 10), forms("B", 25, 15), forms("C", 1, 39)
    )
    mixes = compare_mixes(posts, NO_TYPES)
    row = mixes.set_index(["page", "value"]).loc[("A", "video")]
    assert row["p_value"] == pytest.approx(fisher_exact([[30, 10], [1, 39]]).pvalue)
    assert row["verdict"] == "more"
    table = find_gaps(mixes)
    gaps = table.set_index("value")
    assert gaps["side"].to_dict() == {"video": "they", "photo": "we"}
    assert gaps.loc["video", ["more", "less", "pages"]].tolist() == [2, 0, 3]
    assert gaps.loc["video", "rival_share"] == 25 / 40
    found = {f.key: f for f in mix_findings(mixes, table, sources=())}
    assert found["rivals.telegram.gap.form.video.own_share"].value == 1 / 40
    assert found["rivals.telegram.gap.form.video.middle_rival"].value == 25 / 40
    assert found["rivals.telegram.gap.form.video.more"].value == 2
    assert found["rivals.telegram.page.A.form.video.share"].numerator == 30


def test_a_rival_that_does_the_opposite_leaves_it_undecided() -> None:
    posts = together(forms("Kaja", 20, 20, own=True), forms("A", 40, 0), forms("B", 0, 40))
    assert set(find_gaps(compare_mixes(posts, NO_TYPES))["side"]) == {"neither"}


def test_small_numbers_name_nobody() -> None:
    posts = together(page_posts("Kaja", [1] * 9, own=True, every=2.5), forms("A", 50, 0))
    mixes = compare_mixes(posts, NO_TYPES)
    assert set(mixes.loc[~mixes["is_own"], "verdict"]) == {"too_few"}
    gaps = find_gaps(mixes)
    assert set(gaps["side"]) == {"too_few"}
    keys = {f.key.split(".")[2] for f in mix_findings(mixes, gaps, sources=())}
    assert keys == {"page"}, "our nine posts have no share either"
    alone = forms("Kaja", 20, 20, own=True)
    assert compare_mixes(alone, NO_TYPES).empty
    assert find_gaps(compare_mixes(alone, NO_TYPES)).empty


def test_only_sure_types_are_in_the_mix_of_types() -> None:
    ours, theirs = forms("Kaja", 20, 20, own=True), forms("A", 20, 20)
    types = pd.concat([
        typed(ours, ["laugh"] * 20 + ["medal"] * 20), typed(theirs[:30], ["laugh"] * 30),
        typed(theirs[30:], "medal", "unsure"),
    ])  # fmt: skip
    mixes = compare_mixes(together(ours, theirs), types)
    rows = mixes[mixes["kind"] == "type"].set_index(["page", "value"])
    assert rows.loc[("A", "laugh"), ["posts", "of"]].tolist() == [30, 30]
    assert rows.loc[("A", "medal"), "posts"] == 0
    assert rows.loc[("A", "laugh"), "verdict"] == "more"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=2, max_size=5),
       st.randoms())  # fmt: skip
def test_shares_sum_to_one_in_any_order(sizes: list[tuple[int, int]], chance: object) -> None:
    frames = [forms(f"P{n}", a, b + 1, own=n == 0) for n, (a, b) in enumerate(sizes)]
    mixes = compare_mixes(together(*frames), NO_TYPES)
    by_page = mixes.groupby("page")
    assert np.allclose(by_page["share"].sum(), 1)
    assert (by_page["posts"].sum() == by_page["of"].first()).all()
    chance.shuffle(frames)  # type: ignore[attr-defined]
    again = compare_mixes(together(*frames).sample(frac=1, random_state=2), NO_TYPES)
    pd.testing.assert_frame_equal(mixes, again)
    pd.testing.assert_frame_equal(find_gaps(mixes), find_gaps(again))
