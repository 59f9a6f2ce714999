"""Bands of age are read as each network writes them, and joined only where they add up."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.audience.ages import (
    OLDEST,
    STANDARD,
    band_name,
    band_of,
    bands_of_ages,
    join_bands,
    read_bands,
)

META = ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
VK = ["12-18", "18-21", "21-24", "24-27", "27-30", "30-35", "35-45", "45-100"]


def test_meta_and_vkontakte_write_bands_differently() -> None:
    assert tuple(read_bands(META).values()) == STANDARD
    assert read_bands(VK)["21-24"] == (21, 24)
    assert read_bands(["18\u201324", "25-34"])["18\u201324"] == (18, 25)
    assert read_bands(["unknown", "18", "30-20", ""]) == {}


def test_bands_are_joined_at_the_limits_all_have() -> None:
    meta, vk = read_bands(META).values(), read_bands(["12-18", "18-21", "21-25", "25-35", "35-45",
                                                      "45+"]).values()  # fmt: skip
    joined = join_bands([meta, vk])
    assert [band_name(band) for band in joined] == ["13-17", "18-24", "25-34", "35-44", "45+"]
    assert band_of((12, 18), joined) == (13, 18)
    assert band_of((55, 65), joined) == (45, OLDEST)


def test_bands_with_a_gap_or_an_overlap_join_nothing() -> None:
    assert join_bands([[(18, 25), (30, 40)]]) == []
    assert join_bands([[(18, 25), (20, 30)]]) == []
    assert join_bands([[(18, 25), (25, 40)], []]) == []
    assert join_bands([[(18, 25)], [(30, 40)]]) == []


def test_children_of_the_market_are_not_the_youngest_of_a_network() -> None:
    # Bands from the age of nothing are others than those from 13 on.
    assert join_bands([[(13, 18), (18, 25)], [(0, 18), (18, 25)]])[-1] == (18, 25)


CUTS = st.lists(st.integers(15, 90), min_size=2, max_size=8, unique=True).map(sorted)


@given(st.lists(CUTS, min_size=1, max_size=4))
def test_every_joined_band_is_a_union_of_bands_of_each_source(chains: list[list[int]]) -> None:
    sources = [list(pairwise(cuts)) for cuts in chains]
    joined = join_bands(sources)
    for start, end in joined:
        for bands in sources:
            inside = [one for one in bands if start <= one[0] and one[1] <= end]
            assert sum(high - low for low, high in inside) == end - start
            assert all(band_of(one, joined) == (start, end) for one in inside)


@given(st.lists(st.integers(0, 120)))
def test_every_age_falls_into_the_band_that_holds_it(ages: list[int]) -> None:
    for age, name in zip(ages, bands_of_ages(ages, STANDARD), strict=True):
        if name is None:
            assert age < 13
        else:
            low, high = next(iter(read_bands([name]).values()))
            assert low <= age < high


def test_an_unknown_age_has_no_band() -> None:
    assert bands_of_ages([np.nan, 20], STANDARD) == [None, "18-24"]


@pytest.mark.parametrize("band", STANDARD)
def test_names_are_read_back(band: tuple[int, int]) -> None:
    assert read_bands([band_name(band)])[band_name(band)] == band
