"""The rivals' best posts: against their own page, not the largest page's."""

import numpy as np
import pandas as pd
import pytest

from rival_cases import page_posts, together, typed
from smmlab.errors import DataError
from smmlab.rivals.best_posts import best_post_findings, best_post_key, best_rival_posts

NO_TYPES = pd.DataFrame(columns=["network", "post_id", "type", "status"])


def test_a_small_page_with_a_great_post_comes_before_a_large_page() -> None:
    large = page_posts("Large", [1000] * 19 + [2000], text="Suur")
    small = page_posts("Small", [10] * 19 + [90], text="Väike")
    own = page_posts("Kaja", [5] * 19 + [500], own=True, text="Oma")
    best = best_rival_posts(together(large, small, own), typed(small, "laugh"))
    assert best["page"].tolist() == ["Small", "Large"]
    assert best["ratio"].tolist() == [9, 2]
    assert best[["type", "status"]].to_numpy().tolist() == [["laugh", "sure"], ["none", "unsure"]]
    ratio, engagements = best_post_findings(best.head(1))
    assert ratio.key == f"{best_post_key(best.iloc[0])}.ratio"
    assert ratio.value == ratio.numerator / ratio.denominator == 9
    assert engagements.value == 90
    assert str(ratio.sources[0]) == "Small.csv: line 21"


def test_posts_without_words_small_pages_and_the_ordinary_are_left_out() -> None:
    mute = page_posts("Mute", [10] * 19 + [900])
    few = page_posts("Few", [10] * 8 + [900], every=7, text="Tere")
    flat = page_posts("Flat", [10] * 20, text="Tere")
    silent = page_posts("Silent", [0] * 15 + [40] * 5, text="Tere")
    found = best_rival_posts(together(mute, few, flat, silent), NO_TYPES)
    assert found.empty
    assert best_post_findings(found) == []


def test_one_page_does_not_fill_the_list_and_the_order_is_no_matter() -> None:
    rng = np.random.default_rng(4)
    frames = [page_posts(f"P{n}", list(rng.integers(1, 90, 30)), text="Tere") for n in range(4)]
    best = best_rival_posts(together(*frames), NO_TYPES, most=6, of_a_page=2)
    assert len(best) == 6
    assert best["page"].value_counts().max() <= 2
    assert best["ratio"].is_monotonic_decreasing
    again = best_rival_posts(together(*frames[::-1]).sample(frac=1, random_state=1), NO_TYPES,
                             most=6, of_a_page=2)  # fmt: skip
    pd.testing.assert_frame_equal(best, again)
    with pytest.raises(DataError, match="text"):
        best_rival_posts(together(*frames).drop(columns="text"), NO_TYPES)
