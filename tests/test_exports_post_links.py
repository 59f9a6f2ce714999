"""Links to posts: the network, the id its own export has, the page, the moment of the id."""

import time

import pandas as pd
import pytest

from hanging import HANGS
from smmlab.exports.post_links import (
    id_seconds,
    link_networks,
    link_pages,
    link_post_ids,
    named_networks,
)


def of(*texts: str | None) -> pd.Series:
    return pd.Series(texts, dtype="str")


def post_id(link: str) -> str | None:
    links = of(link)
    found = link_post_ids(links, link_networks(links))[0]
    return None if pd.isna(found) else str(found)


@pytest.mark.parametrize(
    ("link", "network"),
    [
        ("https://www.facebook.com/kohvik", "facebook"),
        ("HTTPS://M.FACEBOOK.COM/kohvik", "facebook"),
        ("fb.watch/abc", "facebook"),
        ("https://t.me/kohvik/1", "telegram"),
        ("https://youtu.be/kA1kohv-1kA", "youtube"),
        ("https://twitter.com/a/status/1", "x"),
        ("https://x.com:443/a/status/1", "x"),
        ("https://vk.ru/wall-1_2", "vkontakte"),
        ("https://www.pinterest.de/pin/1", "pinterest"),
        ("https://www.threads.com/@a/post/b", "threads"),
        # Names of networks within other names or behind the host mean nothing.
        ("https://notfacebook.com/", None),
        ("https://facebook.com.kohvik.ee/", None),
        ("https://kohvik.ee/?u=https://facebook.com/", None),
        ("https://user@facebook.com/", None),
        ("kohvik", None),
        ("", None),
    ],
)
def test_networks_of_links(link: str, network: str | None) -> None:
    found = link_networks(of(link))[0]
    assert (None if pd.isna(found) else found) == network


def test_networks_by_name() -> None:
    names = of(" FACEBOOK ", "X (formerly Twitter)", "tik_tok", "ВКонтакте", "MySpace", None)
    found = named_networks(names)
    assert found[:4].tolist() == ["facebook", "x", "tiktok", "vkontakte"]
    assert found[4:].isna().all()


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://www.youtube.com/watch?app=desktop&v=kA1kohv-1kA&t=5s", "kA1kohv-1kA"),
        ("https://youtube.com/shorts/kA1kohv-1kA", "kA1kohv-1kA"),
        ("https://youtube.com/watch?v=tooshort", None),
        ("https://x.com/kohvik/status/2029134785925873741?s=20", "2029134785925873741"),
        ("https://www.tiktok.com/@k/photo/7666341388694324199", "7666341388694324199"),
        ("https://vk.com/kohvik?w=wall-12_34", "-12_34"),
        ("https://vk.com/video-12_34", "video-12_34"),
        ("https://ok.ru/group/1/topic/22", "22"),
        ("https://t.me/s/KohvikKaja/15", "kohvikkaja/15"),
        ("https://t.me/c/1234567/15", "1234567/15"),
        ("https://www.instagram.com/kohvik/reel/DVfslcBhnky/", "DVfslcBhnky"),
        ("https://www.facebook.com/kohvik/posts/uus-menuu/122169575834", "122169575834"),
        ("https://www.facebook.com/permalink.php?story_fbid=12345&id=6", "12345"),
        ("https://www.facebook.com/939005954986_122169575834", "122169575834"),
        ("https://www.facebook.com/kohvik/posts/pfbid02abcDEFGHI", "link:pfbid02abcDEFGHI"),
        ("https://www.facebook.com/reel/1122334455667788", "link:1122334455667788"),
        ("https://www.linkedin.com/posts/kaja_activity-7435225336381440005-ab",
         "7435225336381440005"),
        ("https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7435225336381440005",
         "7435225336381440005"),
        ("https://www.pinterest.com/pin/kook--123456789/", "123456789"),
        ("https://www.reddit.com/r/Eesti/comments/1abc2d/kook/", "t3_1abc2d"),
        ("https://bsky.app/profile/did:plc:ab/post/3k", "at://did:plc:ab/app.bsky.feed.post/3k"),
        ("https://bsky.app/profile/kohvik.ee/post/3k", "link:kohvik.ee/app.bsky.feed.post/3k"),
        ("https://vk.com/kohvik", None),
    ],
)  # fmt: skip
def test_ids_of_links(link: str, found: str | None) -> None:
    assert post_id(link) == found


def test_a_link_of_another_network_gives_no_id() -> None:
    assert link_post_ids(of("https://vk.com/wall-1_2"), of("facebook")).isna().all()


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://x.com/kohvik/status/1", "kohvik"),
        ("https://x.com/i/status/1", None),
        ("https://www.tiktok.com/@kohvik.kaja/video/7666341388694324199", "kohvik.kaja"),
        ("https://t.me/s/KohvikKaja/15", "KohvikKaja"),
        ("https://t.me/c/1234567/15", None),
        ("https://www.facebook.com/kohvik/posts/12345", "kohvik"),
        ("https://vk.com/wall-12_34", "-12"),
        ("https://www.reddit.com/r/Eesti/comments/1abc2d/", "r/Eesti"),
        ("https://www.instagram.com/p/DVfslcBhnky/", None),
    ],
)
def test_pages_of_links(link: str, page: str | None) -> None:
    links = of(link)
    found = link_pages(links, link_networks(links))[0]
    assert (None if pd.isna(found) else found) == page


def test_moments_of_ids_are_those_of_their_network() -> None:
    at = 1_772_468_430
    ids = of(str(at << 32), str((at * 1000 - 1_288_834_974_657) << 22), str((at * 1000) << 22))
    networks = of("tiktok", "x", "linkedin")
    assert id_seconds(ids, of(None, None, None), networks).tolist() == [at, at, at]
    nobody = id_seconds(ids, of(None, None, None), of("facebook", None, "youtube"))
    assert nobody.isna().all()


def test_hostile_links_take_no_time() -> None:
    hostile = of(*("https://facebook.com/posts/" + "a/" * 50_000,
                   "https://www.pinterest.com/pin/" + "--" * 50_000,
                   "https://facebook.com/videos/" + "1" * 100_000, "x" * 100_000))  # fmt: skip
    started = time.process_time()
    networks = link_networks(hostile)
    link_post_ids(hostile, networks)
    link_pages(hostile, networks)
    assert time.process_time() - started < HANGS
