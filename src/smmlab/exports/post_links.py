"""Links to posts: which network, which post, and the moment that some ids carry."""

from typing import Final

import pandas as pd

from smmlab.exports.ids import instagram_seconds, linkedin_seconds, tiktok_seconds, x_seconds

# Ids that are known from a link alone and are not those of the network's own exports.
BY_LINK: Final = "link:"
_HOST = r"^\s*(?:https?://)?(?:[^/?#\s@]{1,80}\.)?([^/?#\s@.]{1,63}\.[a-z]{2,10})(?::[0-9]{1,5})?(?:[/?#]|$)"
_NETWORK_OF_HOST = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook",
    "instagram.com": "instagram", "t.me": "telegram", "telegram.me": "telegram",
    "tiktok.com": "tiktok", "youtube.com": "youtube", "youtu.be": "youtube",
    "linkedin.com": "linkedin", "twitter.com": "x", "x.com": "x",
    "vk.com": "vkontakte", "vk.ru": "vkontakte", "vkvideo.ru": "vkontakte",
    "ok.ru": "odnoklassniki", "odnoklassniki.ru": "odnoklassniki",
    "pinterest.com": "pinterest", "pin.it": "pinterest", "reddit.com": "reddit",
    "threads.net": "threads", "threads.com": "threads", "bsky.app": "bluesky",
    "snapchat.com": "snapchat",
}  # fmt: skip
# Names and short names of networks as tools write them.
_NETWORK_OF_NAME = {
    "facebook": "facebook", "facebook page": "facebook", "fb": "facebook",
    "instagram": "instagram", "instagram business": "instagram", "ig": "instagram",
    "insta": "instagram", "telegram": "telegram", "tg": "telegram", "tiktok": "tiktok",
    "tik tok": "tiktok", "tt": "tiktok", "youtube": "youtube", "yt": "youtube",
    "linkedin": "linkedin", "linkedin page": "linkedin", "li": "linkedin", "x": "x",
    "twitter": "x", "tw": "x", "x (twitter)": "x", "x (formerly twitter)": "x", "twitter/x": "x",
    "vk": "vkontakte", "vkontakte": "vkontakte", "вк": "vkontakte", "вконтакте": "vkontakte",
    "ok": "odnoklassniki", "odnoklassniki": "odnoklassniki", "одноклассники": "odnoklassniki",
    "pinterest": "pinterest", "reddit": "reddit", "threads": "threads", "bluesky": "bluesky",
    "mastodon": "mastodon", "snapchat": "snapchat", "whatsapp": "whatsapp",
}  # fmt: skip
# Records of Bluesky are named by their account and their collection.
_COLLECTION = "/app.bsky.feed.post/"
# Network, what stands before the id, where the link shows it: the first pattern that fits counts.
_POSTS = (
    ("youtube", "", r"(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/)([\w\-]{11})(?![\w\-])"),
    ("x", "", r"/status(?:es)?/([0-9]{1,19})(?![0-9])"),
    ("tiktok", "", r"/(?:video|photo)/([0-9]{8,19})(?![0-9])"),
    ("vkontakte", "", r"(?:[/?&=]|%2F)wall(-?[0-9]{1,19}_[0-9]{1,19})"),
    ("vkontakte", "", r"(?:[/?&=]|%2F)((?:video|clip|photo)-?[0-9]{1,19}_[0-9]{1,19})"),
    ("odnoklassniki", "", r"/(?:topic|statuses)/([0-9]{1,20})"),
    ("odnoklassniki", "", r"/(video/[0-9]{1,20})"),
    ("telegram", "", r"\.me/c/([0-9]{1,19}/[0-9]{1,12})(?![0-9])"),
    ("telegram", "", r"\.me/(?:s/)?([A-Za-z]\w{3,40}/[0-9]{1,12})(?![0-9])"),
    ("instagram", "", r"/(?:p|reel|reels|tv)/([\w\-]{5,60})"),
    ("facebook", "", r"/posts/(?:[^/?#\s]{1,300}/)?([0-9]{5,20})(?:[/?#]|$)"),
    ("facebook", "", r"/permalink/([0-9]{5,20})(?:[/?#]|$)"),
    ("facebook", "", r"[?&]story_fbid=([0-9]{5,20})(?:[&#]|$)"),
    ("facebook", "", r"facebook\.com/[0-9]{5,20}_([0-9]{5,20})(?:[/?#]|$)"),
    ("facebook", BY_LINK, r"(pfbid[A-Za-z0-9]{10,120})"),
    ("facebook", BY_LINK,
     r"/(?:videos|reel|photos|watch)/(?:[^?#\s]{1,300}/)?([0-9]{5,20})(?:[/?#]|$)"),
    ("facebook", BY_LINK, r"[?&](?:fbid|v)=([0-9]{5,20})(?:[&#]|$)"),
    ("facebook", BY_LINK, r"fb\.watch/([\w\-]{5,40})"),
    ("linkedin", "", r"(?:activity|share|ugcPost)(?::|%3A|-)([0-9]{15,20})(?![0-9])"),
    ("pinterest", "", r"/pin/(?:[^/?#\s]{0,300}--)?([0-9]{5,20})(?:[/?#]|$)"),
    ("reddit", "t3_", r"/comments/([a-z0-9]{2,12})(?:[/?#]|$)"),
    ("threads", BY_LINK, r"/post/([\w\-]{5,60})"),
    ("bluesky", "at://", r"/profile/(did:[a-z]{2,10}:[\w.:%\-]{1,200})/post/([\w\-]{1,100})"),
    ("bluesky", BY_LINK, r"/profile/([\w.\-]{1,253})/post/([\w\-]{1,100})"),
)  # fmt: skip
# Where a link to a post names the page that published it.
_PAGES = {
    "x": r"\.com/(?!i/)(\w{1,20})/status",
    "tiktok": r"\.com/@([\w.]{2,40})/",
    "telegram": r"\.me/(?:s/)?([A-Za-z]\w{3,40})/[0-9]",
    "facebook": r"facebook\.com/([\w.\-]{3,80})/(?:posts|videos|photos)/",
    "vkontakte": r"(?:wall|video|clip|photo)(-?[0-9]{1,19})_[0-9]",
    "bluesky": r"/profile/([^/?#\s]{3,253})/post/",
    "threads": r"/@([\w.]{1,40})/post/",
    "reddit": r"/(r/\w{2,40})/comments/",
}


def link_networks(links: pd.Series) -> pd.Series:
    """Return the network each link leads to, missing where it is none of ours.

    Examples
    --------
    >>> link_networks(pd.Series(["https://vk.com/wall-1_2", "m.ok.ru/x", "kohvik.ee"])).tolist()
    ['vkontakte', 'odnoklassniki', nan]
    """
    host = links.astype("str").str.slice(0, 2000).str.lower().str.extract(_HOST, expand=False)
    found = host.map(_NETWORK_OF_HOST).astype("str")
    return found.mask(host.str.startswith("pinterest.").fillna(False).astype(bool), "pinterest")


def named_networks(names: pd.Series) -> pd.Series:
    """Return our name of each network a tool names, missing where it is none of ours.

    Examples
    --------
    >>> named_networks(pd.Series(["Facebook", "Twitter", "VK", "MySpace"])).tolist()
    ['facebook', 'x', 'vkontakte', nan]
    """
    plain = names.astype("str").str.strip().str.lower().str.replace(r"[\s_]+", " ", regex=True)
    return plain.map(_NETWORK_OF_NAME).astype("str")


def link_post_ids(links: pd.Series, networks: pd.Series) -> pd.Series:
    """Return the id of each linked post as the network's own exports have it.

    A post of Instagram is known by the code in its link, in Meta's own exports too. Threads and
    many links of Facebook do not show an id; such posts are known by what the link shows behind
    `BY_LINK`, which is no id of an export.

    Examples
    --------
    >>> links = pd.Series(["https://vk.com/wall-1_2", "https://www.instagram.com/p/DHX59qFEtaH/"])
    >>> link_post_ids(links, link_networks(links)).tolist()
    ['-1_2', 'DHX59qFEtaH']
    """
    texts = links.astype("str").str.slice(0, 2000)
    ids = pd.Series(pd.NA, index=links.index, dtype="str")
    for network, before, pattern in _POSTS:
        here = texts.where((networks == network).fillna(False).astype(bool) & ids.isna())
        if here.notna().any():
            found = here.str.extract(pattern)
            whole = before + found[0]
            for part in found.columns[1:]:
                whole = whole + _COLLECTION + found[part]
            ids = ids.fillna(whole.astype("str"))
    # Names of channels do not differ by the case of their letters.
    return ids.mask((networks == "telegram").fillna(False).astype(bool), ids.str.lower())


def link_pages(links: pd.Series, networks: pd.Series) -> pd.Series:
    """Return the page that published each linked post, missing where its link does not name it.

    Examples
    --------
    >>> links = pd.Series(["https://t.me/kohvik/15", "https://www.instagram.com/p/DHX59qFEtaH/"])
    >>> link_pages(links, link_networks(links)).tolist()
    ['kohvik', nan]
    """
    texts = links.astype("str").str.slice(0, 2000)
    pages = pd.Series(pd.NA, index=links.index, dtype="str")
    for network, pattern in _PAGES.items():
        here = texts.where((networks == network).fillna(False).astype(bool))
        if here.notna().any():
            pages = pages.fillna(here.str.extract(pattern, expand=False).astype("str"))
    return pages


def id_seconds(ids: pd.Series, links: pd.Series, networks: pd.Series) -> pd.Series:
    """Return when each post was made where its id or link carries that, epoch seconds UTC.

    Examples
    --------
    >>> ids = pd.Series(["7300000000000000000", "7300000000000000000"])
    >>> links = pd.Series([None, None], dtype="str")
    >>> id_seconds(ids, links, pd.Series(["tiktok", "facebook"])).tolist()
    [1699663698, <NA>]
    """
    at = pd.Series(pd.NA, index=ids.index, dtype="Int64")
    for network, seconds, texts in (
        ("x", x_seconds, ids),
        ("tiktok", tiktok_seconds, ids),
        ("linkedin", linkedin_seconds, ids),
        ("instagram", instagram_seconds, links),
    ):
        here = (networks == network).fillna(False).astype(bool)
        if here.any():
            at = at.fillna(seconds(texts.where(here)))
    return at
