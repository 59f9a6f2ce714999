"""Which post an advertisement shows, as far as its name tells."""

import unicodedata

import numpy as np
import pandas as pd

from smmlab.schema import require

SHORTEST = 12
"""Letters of a post that a name must hold before it points at one."""
_NAMES = ("ad", "ad_set", "campaign")
_QUOTED = '["“”„«»](?P<quoted>[^"“”„«»]+)'
_ID = r"(?<!\d)(\d{6,})(?!\d)"
_END = "\uffff"


def posts_of_ads(ads: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Find the post each advertisement shows, by the post's id or its first words in the name.

    Parameters
    ----------
    ads
        Canonical ads: ``network``, ``campaign``, ``ad_set``, ``ad``. The table holds neither texts
        nor addresses, so names are all there is.
    posts
        Canonical posts: ``network``, ``post_id``, ``is_own``, ``text``; own ones are looked at.

    Returns
    -------
    DataFrame
        Under the index of ``ads``: ``network`` and ``post_id`` of the post, missing where the names
        tell none or more than one; ``told_by`` (``id`` or ``words``). Networks boost a post under a
        name that quotes its first words, so that promoted posts are found without more ado.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> ads = pd.DataFrame({"network": None, "campaign": None, "ad_set": None,
    ...     "ad": ['Post: "Which cup would you take home?..."', "Autumn"]}, index=[7, 8])
    >>> posts = pd.DataFrame({"network": "facebook", "post_id": ["a"], "is_own": True,
    ...     "text": ["Which cup would you take home? Vote below."]})
    >>> posts_of_ads(ads, posts)["post_id"].tolist()
    ['a', nan]
    """
    require(ads, ("network", *_NAMES), table="ads")
    require(posts, ("network", "post_id", "is_own", "text"), table="posts")
    own = posts.loc[posts["is_own"].fillna(False).astype(bool), ["network", "post_id", "text"]]
    own = own.astype("str").drop_duplicates(["network", "post_id"]).reset_index(drop=True)
    found = pd.DataFrame(
        {"place": -1, "told_by": pd.Series(pd.NA, index=ads.index, dtype="str")}, index=ads.index
    )
    where = ads["network"].astype("str")
    for name in _NAMES:
        for way, places in (("id", _by_id(ads[name], where, own)),
                            ("words", _by_words(ads[name], where, own))):  # fmt: skip
            is_new = (found["place"] < 0) & (places >= 0)
            found.loc[is_new, "place"] = places[is_new]
            found.loc[is_new, "told_by"] = way
    keys = own[["network", "post_id"]].reindex(found["place"].where(found["place"] >= 0, np.nan))
    return keys.set_axis(ads.index).assign(told_by=found["told_by"])


def _by_id(names: pd.Series, where: pd.Series, own: pd.DataFrame) -> pd.Series:
    digits = names.astype("str").str.extractall(_ID).set_axis(["post_id"], axis=1)
    if digits.empty or own.empty:
        return pd.Series(-1, index=names.index)
    # An id may carry the page before it, so its last part is asked.
    last = own["post_id"].str.extract(r"(\d{6,})$")[0]
    known = own.assign(post_id=last, place=own.index).dropna(subset="post_id")
    pairs = digits.reset_index(names=["row", "turn"]).merge(known, on="post_id")
    pairs = pairs[_same_network(pairs["network"], pairs["row"].map(where))]
    return _single(pairs, names.index)


def _by_words(names: pd.Series, where: pd.Series, own: pd.DataFrame) -> pd.Series:
    texts = _plain(own["text"])
    order = texts[texts.str.len() >= SHORTEST].sort_values()
    asked = names.astype("str").fillna("")
    quoted = asked.str.extract(_QUOTED)["quoted"].fillna(asked)
    keys = _plain(quoted).str.replace(r"(?:\.\.\.|…)$", "", regex=True).str.strip()
    keys = keys[keys.str.len() >= SHORTEST]
    if order.empty or keys.empty:
        return pd.Series(-1, index=names.index)
    sorted_texts = order.to_numpy(dtype="object")
    first = np.searchsorted(sorted_texts, keys.to_numpy(dtype="object"))
    after = np.searchsorted(sorted_texts, (keys + _END).to_numpy(dtype="object"))
    counts = after - first
    rows = np.repeat(keys.index.to_numpy(), counts)
    starts = np.repeat(first, counts)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs = pd.DataFrame({"row": rows, "place": order.index.to_numpy()[starts + steps]})
    pairs = pairs.assign(network=pairs["place"].map(own["network"]))
    pairs = pairs[_same_network(pairs["network"], pairs["row"].map(where))]
    return _single(pairs, names.index)


def _same_network(of_post: pd.Series, of_ad: pd.Series) -> pd.Series:
    return of_ad.isna() | of_post.eq(of_ad)


def _single(pairs: pd.DataFrame, index: pd.Index) -> pd.Series:
    """Return the one post a row points at; rows that point at several point at none."""
    grouped = pairs.drop_duplicates(["row", "place"]).groupby("row")["place"]
    one = grouped.first().where(grouped.size() == 1)
    return one.reindex(index).fillna(-1).astype("int64")


def _plain(texts: pd.Series) -> pd.Series:
    flat = texts.fillna("").map(lambda text: unicodedata.normalize("NFC", text).casefold())
    return flat.str.replace(r"\s+", " ", regex=True).str.strip()
