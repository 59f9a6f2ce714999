"""Posts that carry no id of their own: named by their link, else by what the row says."""

import hashlib

import pandas as pd

from smmlab.exports.post_links import BY_LINK, link_post_ids


def posts_of_links(links: pd.Series, networks: pd.Series) -> pd.Series:
    """Return the id that each link carries; a link that carries none is an id itself.

    Examples
    --------
    >>> links = pd.Series(["https://vk.com/wall-12_34", "https://www.kohvik.ee/pood/?a=1#top"])
    >>> posts_of_links(links, pd.Series(["vkontakte", "facebook"])).tolist()
    ['-12_34', 'link:kohvik.ee/pood/?a=1']
    """
    plain = links.astype("str").str.strip().str.slice(0, 300)
    bare = plain.str.replace(r"^(?:https?://)?(?:www\.|m\.)?", "", regex=True)
    bare = bare.str.replace(r"#.*$", "", regex=True).str.rstrip("/")
    return link_post_ids(plain, networks).fillna(BY_LINK + bare.mask(bare == "")).astype("str")


def made_ids(parts: pd.DataFrame) -> pd.Series:
    """Return an id made from what a row says: the same row gives the same id in any file.

    Examples
    --------
    >>> ids = made_ids(pd.DataFrame({"network": ["telegram"] * 2, "text": ["Tere", "Tere"]}))
    >>> ids[0] == ids[1], ids[0][:5], len(ids[0])
    (True, 'made-', 21)
    """
    joined = pd.Series("", index=parts.index, dtype="str")
    for name in parts.columns:
        joined = joined + parts[name].astype("str").fillna("") + "\x1f"
    return joined.map(_short).astype("str")


def _short(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    return f"made-{digest.hexdigest()[:16]}"
