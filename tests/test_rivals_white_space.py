"""White space: found where it was planted, never named on small numbers or by chance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from rival_cases import page_posts, together, typed
from smmlab.errors import DataError
from smmlab.rivals.white_space import find_white_space, white_space_findings

KINDS = ["instruction", "medal", "provocation"]


def market(
    *, seed: int = 1, rivals: int = 6, users: int = 2, lift: float = 3.0, ours: int = 0,
    posts: int = 60, cell: int = 12,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Return pages of which some make laughs as short videos, answered so many times more."""
    rng = np.random.default_rng(seed)
    frames, types = [], []
    for number in range(rivals + 1):
        size = ours if number == 0 else cell if number <= users else 0
        level = 10.0 * 4**number if number < 5 else 30.0
        mean = np.full(posts, level)
        mean[:size] *= lift
        form = ["short"] * size + ["photo"] * (posts - size)
        kind = ["laugh"] * size + [KINDS[n % 3] for n in range(posts - size)]
        page = page_posts(
            f"P{number}", list(rng.poisson(rng.gamma(5, mean / 5))), own=number == 0, form=form,
            every=2,
        )  # fmt: skip
        frames.append(page)
        types.append(typed(page, kind))
    return together(*frames), pd.concat(types, ignore_index=True)


def cell_of(table: pd.DataFrame) -> pd.Series:
    return table.set_index(["type", "form"]).loc[("laugh", "short")]


def test_the_planted_cell_is_the_only_white_space() -> None:
    table = find_white_space(*market())
    named = table[table["status"] == "white_space"]
    assert named[["type", "form"]].to_numpy().tolist() == [["laugh", "short"]]
    row = named.iloc[0]
    assert row[["posts", "pages", "of_pages", "own_posts"]].tolist() == [24, 2, 6, 0]
    assert 1.5 < row["low"] <= row["ratio"] <= row["high"] < 5
    findings = {f.key: f for f in white_space_findings(table, sources=())}
    assert findings["rivals.telegram.white_space.laugh.short.ratio"].value == row["ratio"]
    assert findings["rivals.telegram.white_space.cells"].value == 1


def test_the_response_is_measured_against_each_page_and_by_a_sign_test() -> None:
    posts, types = market()
    row = cell_of(find_white_space(posts, types))
    merged = posts.merge(types, on=["network", "post_id"])
    ratio = merged["reactions"] / merged.groupby("page")["reactions"].transform("median")
    mine = ratio[(merged["type"] == "laugh") & ~merged["is_own"]].astype(float)
    assert row["ratio"] == pytest.approx(mine.median())
    assert row["p_value"] == binomtest(int((mine > 1).sum()), int((mine != 1).sum())).pvalue


def test_what_many_rivals_use_is_crowded_and_what_we_use_is_ours() -> None:
    assert cell_of(find_white_space(*market(users=3)))["status"] == "crowded"
    assert cell_of(find_white_space(*market(ours=10)))["status"] == "ours"
    # A tenth of sixty posts is ours; one post fewer leaves room.
    assert cell_of(find_white_space(*market(ours=6)))["status"] == "ours"
    assert cell_of(find_white_space(*market(ours=5)))["status"] == "white_space"
    assert cell_of(find_white_space(*market(lift=1.0)))["status"] == "ordinary"


def test_small_numbers_are_never_named() -> None:
    few_posts = cell_of(find_white_space(*market(cell=4)))
    assert (few_posts["posts"], few_posts["status"]) == (8, "too_few")
    two = find_white_space(*market(rivals=2, users=1, cell=30))
    assert set(two["status"]) == {"too_few"}
    (finding,) = white_space_findings(two, sources=())
    assert finding.status == "unknown"
    assert "three rivals" in finding.method
    short = market(posts=8, cell=8, lift=9)
    assert set(find_white_space(*short)["status"]) == {"too_few"}


def test_no_clear_type_is_not_named_and_unsure_types_do_not_count() -> None:
    posts, types = market()
    none = types.assign(type=types["type"].replace("laugh", "none"))
    assert "white_space" not in set(find_white_space(posts, none)["status"])
    unsure = types.assign(status=np.where(types["type"] == "laugh", "unsure", "sure"))
    assert "laugh" not in set(find_white_space(posts, unsure)["type"])
    with pytest.raises(DataError, match="status"):
        find_white_space(posts, types.drop(columns="status"))


def test_where_nothing_is_planted_something_is_rarely_named() -> None:
    named = [
        find_white_space(*market(seed=seed, lift=1.0, posts=40))["status"].eq("white_space").any()
        for seed in range(60)
    ]
    assert np.mean(named) <= 0.1


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 50), st.integers(2, 40), st.integers(0, 6))
def test_a_larger_page_and_another_order_change_nothing(seed: int, scale: int, page: int) -> None:
    posts, types = market(seed=seed, posts=30)
    table = find_white_space(posts, types)
    # Each post is measured against its own page: a page of many followers weighs no more.
    mine = posts["page"] == f"P{page}"
    larger = posts.assign(reactions=posts["reactions"].where(~mine, posts["reactions"] * scale))
    pd.testing.assert_frame_equal(table, find_white_space(larger, types))
    mixed = posts.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(table, find_white_space(mixed, types.iloc[::-1]))
