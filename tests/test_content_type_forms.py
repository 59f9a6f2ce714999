"""Tests of types by forms: every post against its own network, small cells without a number."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.type_forms import cross_types_forms
from smmlab.errors import DataError
from smmlab.schema import conform


def pages(*, laugh: float = 1.0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw two networks, one a hundred times the other; laughs earn ``laugh`` times as much."""
    dice = np.random.default_rng(0)
    size = 120
    network = np.repeat(["telegram", "instagram"], size // 2)
    kind = dice.choice(["laugh", "none"], size, p=[0.3, 0.7])
    form = dice.choice(["photo", "video"], size, p=[0.85, 0.15])
    mean = np.where(network == "telegram", 20, 2000) * np.where(kind == "laugh", laugh, 1.0)
    key = {"network": network, "post_id": [str(n) for n in range(size)]}
    reactions = dice.poisson(mean * dice.gamma(8, 1 / 8, size))
    frame = pd.DataFrame({**key, "is_own": True, "form": form, "reactions": reactions})
    types = pd.DataFrame({**key, "type": kind, "status": "sure"})
    return conform(frame, "posts"), types


def test_a_cell_is_the_median_of_multiples_of_the_usual_post() -> None:
    posts, types = pages(laugh=3.0)
    before = posts.copy()
    cells = cross_types_forms(posts, types).set_index(["type", "form"])
    usual = posts.groupby("network")["reactions"].transform("median").astype(float)
    multiples = posts["reactions"].astype(float) / usual
    inside = (types["type"] == "laugh") & (posts["form"].astype(str) == "photo")
    photo = cells.loc[("laugh", "photo")]
    assert photo["median"] == pytest.approx(multiples[inside].median())
    assert photo["posts"] == inside.sum()
    assert photo["low"] < photo["median"] < photo["high"]
    assert photo["verdict"] == "better"
    assert cells["posts"].sum() == 120
    pd.testing.assert_frame_equal(posts, before)


def test_a_cell_of_fewer_than_ten_posts_has_their_number_only() -> None:
    posts, types = pages()
    cells = cross_types_forms(posts, types)
    small = cells[cells["posts"] < 10]
    assert len(small)
    assert small["median"].isna().all()
    assert set(small["verdict"]) == {"too_few"}


def test_unsure_types_and_rivals_are_left_out_and_nothing_gives_nothing() -> None:
    posts, types = pages()
    types.loc[:99, "status"] = "unsure"
    assert cross_types_forms(posts, types)["posts"].sum() == 20
    assert cross_types_forms(posts.assign(is_own=False), types).empty
    assert cross_types_forms(posts[:0], types[:0]).columns[0] == "type"


def test_no_cell_stands_out_where_nothing_works() -> None:
    posts, types = pages()
    assert not cross_types_forms(posts, types)["verdict"].isin(["better", "worse"]).any()


def test_a_missing_column_is_named() -> None:
    posts, types = pages()
    with pytest.raises(DataError, match="status"):
        cross_types_forms(posts, types.drop(columns="status"))
