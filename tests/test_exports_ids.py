"""The moment within an id, recomputed letter by letter."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_files import ALPHABET, shortcode
from smmlab.exports.ids import (
    instagram_seconds,
    instagram_shortcodes,
    linkedin_seconds,
    tiktok_seconds,
    x_seconds,
)


def decoded(code: str) -> int:
    number = 0
    for letter in code[:11]:
        number = number * 64 + ALPHABET.index(letter)
    return ((number >> 23) + 1_314_220_021_721) // 1000


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1_330_000_000_000, 1_900_000_000_000), min_size=1, max_size=5))
def test_shortcodes_give_their_moment(moments: list[int]) -> None:
    links = pd.Series([f"https://www.instagram.com/p/{shortcode(ms)}/?hl=et" for ms in moments])
    assert instagram_seconds(links).tolist() == [ms // 1000 for ms in moments]
    assert [decoded(code) for code in instagram_shortcodes(links)] == [ms // 1000 for ms in moments]


def test_links_of_every_kind_and_private_accounts() -> None:
    code = shortcode(1_752_476_400_000)
    links = pd.Series(
        [f"https://instagram.com/reel/{code}", f"https://www.instagram.com/kohvik/p/{code}/",
         f"https://www.instagram.com/p/{code}AbCdEfGhIjKlMnOpQrStUvWxYz01/",
         f"http://www.instagram.com/tv/{code}#x"],
        index=[5, 6, 7, 8],
    )  # fmt: skip
    seconds = instagram_seconds(links)
    assert seconds.tolist() == [1_752_476_400] * 4
    assert seconds.index.tolist() == [5, 6, 7, 8]


@pytest.mark.parametrize(
    "link", ["", None, "https://www.facebook.com/p/DHX59qFEtaH/", "https://www.instagram.com/p/",
             "https://www.instagram.com/p/__________-/", "https://www.instagram.com/kohvik/"],
)  # fmt: skip
def test_links_without_a_moment_give_none(link: str | None) -> None:
    assert instagram_seconds(pd.Series([link], dtype="str")).isna().all()


def test_the_other_networks() -> None:
    at = 1_752_476_400
    video, post = at << 32, ((at * 1000 - 1_288_834_974_657) << 22) + 77
    activity = ((at * 1000) << 22) + 77
    assert tiktok_seconds(
        pd.Series([f"https://www.tiktok.com/@k/video/{video}?x=1", str(video), "abc", None])
    ).fillna(0).tolist() == [at, at, 0, 0]
    assert x_seconds(pd.Series([f"https://x.com/k/status/{post}", str(post), "6.49E+17"])).fillna(
        0
    ).tolist() == [at, at, 0]
    assert linkedin_seconds(
        pd.Series([f"https://www.linkedin.com/feed/update/urn:li:activity:{activity}/", "1"])
    ).fillna(0).tolist() == [at, 0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_is_harmless(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str")
    links = "https://www.instagram.com/p/" + column
    for find in (instagram_seconds, tiktok_seconds, x_seconds, linkedin_seconds):
        assert len(find(column)) == len(find(links)) == len(texts)


def test_links_of_every_shape_tell_the_same_moment() -> None:
    shapes = ["https://www.instagram.com/p/DHX59qFEtaH/", "https://www.instagram.com/reel/DHX59qFEtaH",
              "https://instagram.com/kohvik/p/DHX59qFEtaH/?x=1", "http://instagram.com/tv/DHX59qFEtaH",
              "https://www.instagram.com/p/DHX59qFEtaHabcdefgh/"]  # fmt: skip
    others = ["https://www.instagram.com/p/DH", "https://www.instagram.com/p/", "", None]
    found = instagram_seconds(pd.Series([*shapes, *others], dtype="str"))
    assert found.dropna().tolist() == [1_742_371_409] * len(shapes)
    assert found.isna().tolist() == [False] * len(shapes) + [True] * len(others)
