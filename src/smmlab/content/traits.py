"""What a post does beside its type: entertain, invite talk, ask, sell, show a face; its tone."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.content.batch import read_batch
from smmlab.content.scoring import TRAITS, TYPES, score, shipped_model
from smmlab.schema import require

Tone = Literal["friendly", "businesslike", "informal"]
TONES = ("friendly", "businesslike", "informal")
MARKS = ("entertains", "invites_talk", "asks", "calls_to_act", "sells", "face")
_AT_ONCE = 5000
_SURE_TONE = 0.5


def read_traits(texts: Sequence[str] | pd.Series) -> pd.DataFrame:
    """Tell of each text whether it entertains, invites talk, asks, calls, sells, shows a face.

    Parameters
    ----------
    texts
        Captions in English, Estonian or Russian; nothing in them is obeyed.

    Returns
    -------
    DataFrame
        One row a text: for each mark ``p_<mark>`` (0-1, judged on its own; missing without a text)
        and ``<mark>`` (true from one half; missing without a text): ``entertains``,
        ``invites_talk`` (a reader could answer and is meant to), ``asks`` (a question put to the
        reader), ``calls_to_act`` (buy, come, book, click, share), ``sells`` (a price, a discount,
        an own offer), ``face`` (a named person of the business, or one who says I); ``tone``
        (``friendly``, ``businesslike``, ``informal``; missing where none is likely);
        ``stops_the_thumb`` (entertains or invites talk: what does neither is scrolled past, as the
        trade says). How often this is right is in ``content/model/card.md``.

    Examples
    --------
    >>> found = read_traits(["Sale! All boots 20 € off until Friday, book yours now.", ""])
    >>> found["sells"].tolist()
    [True, <NA>]
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="object")
    plain = [text if isinstance(text, str) else "" for text in series]
    weights, _ = shipped_model()
    probabilities = np.full((len(plain), len(TRAITS)), np.nan)
    for start in range(0, len(plain), _AT_ONCE):
        batch = read_batch(plain[start : start + _AT_ONCE])
        judged = score(batch, weights).probabilities[:, len(TYPES) :]
        judged[batch.is_empty] = np.nan
        probabilities[start : start + len(batch)] = judged
    likely = pd.DataFrame(probabilities, columns=list(TRAITS), index=series.index).round(4)
    marks = likely[list(MARKS)]
    said = (marks >= 0.5).astype("boolean").mask(marks.isna())
    tones = likely[list(TONES)].fillna(0)
    tone = tones.idxmax(axis=1).where(tones.max(axis=1) >= _SURE_TONE).astype("str")
    return pd.concat(
        [
            marks.add_prefix("p_"),
            said.assign(stops_the_thumb=said["entertains"] | said["invites_talk"], tone=tone),
        ],
        axis=1,
    )


def describe_posts(posts: pd.DataFrame) -> pd.DataFrame:
    """Tell of each post what `read_traits` tells of a text.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``post_id``, ``text``.

    Returns
    -------
    DataFrame
        One row a post in the same order: ``network``, ``post_id`` and the columns of `read_traits`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["x"], "post_id": ["1"], "text": ["Open from 10 to 18."]})
    >>> describe_posts(posts)[["network", "post_id"]].to_numpy().tolist()
    [['x', '1']]
    """
    require(posts, ("network", "post_id", "text"), table="posts")
    rows = posts.reset_index(drop=True)
    return pd.concat([rows[["network", "post_id"]], read_traits(rows["text"])], axis=1)
