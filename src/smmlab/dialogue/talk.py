"""The talk as a whole: who answered whom, what was asked, and which links cannot be true."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.asking import read_comments
from smmlab.comments import SPOKEN, tell_languages
from smmlab.languages import PostLanguage
from smmlab.schema import require

_NEEDED = ("network", "interaction_id", "kind", "at", "reply_to", "by_page")
_OPTIONAL = ("post_id", "person", "text")
_COLUMNS = (
    "network", "interaction_id", "post_id", "person", "kind", "at", "text", "reply_to", "by_page",
)  # fmt: skip
_KEY = ("network", "interaction_id")


def follow_talk(interactions: pd.DataFrame) -> pd.DataFrame:
    """Return every comment and reply with the place of what it answers.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``interaction_id``, ``kind``, ``at``, ``reply_to``,
        ``by_page``; also ``post_id``, ``person``, ``text`` and ``precision`` where they are there.

    Returns
    -------
    DataFrame
        One row a comment or reply, ids once, in the given order: the canonical columns, ``at``
        missing where only the day is known; ``parent`` (the place of the row that is answered, -1
        for none), ``is_orphan`` (what it answers is not in these files), ``in_cycle`` (it answers
        itself, straight or in a round).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b", "c"],
    ...     "kind": ["comment", "reply", "reply"],
    ...     "at": [0, 9, 9], "reply_to": [None, "a", "gone"], "by_page": [False, True, True]})
    >>> follow_talk(acts)[["parent", "is_orphan"]].to_numpy().tolist()
    [[-1, False], [0, False], [-1, True]]
    """
    require(interactions, _NEEDED, table="interactions")
    spoken = interactions[interactions["kind"].isin(SPOKEN)]
    spoken = spoken[~spoken.duplicated(list(_KEY))].reset_index(drop=True)
    at = spoken["at"].astype("Int64")
    if "precision" in spoken:
        at = at.mask(spoken["precision"].eq("day").fillna(False).astype(bool))
    absent = {name: pd.Series(None, index=spoken.index, dtype="str")
              for name in _OPTIONAL if name not in spoken}  # fmt: skip
    talk = spoken.assign(
        at=at, by_page=spoken["by_page"].astype("boolean").fillna(False).astype(bool), **absent
    )[list(_COLUMNS)]
    parent = _places(talk)
    return talk.assign(
        parent=parent,
        is_orphan=talk["reply_to"].notna().to_numpy(dtype=bool) & (parent < 0),
        in_cycle=_cycles(parent),
    )


def read_talk(
    talk: pd.DataFrame, *, languages: Mapping[str, PostLanguage] | None = None
) -> pd.DataFrame:
    """Tell of all that people wrote whether it asks, and what about.

    Parameters
    ----------
    talk
        Result of `follow_talk`.
    languages
        Result of `smmlab.comments.comment_languages` where it is there already.

    Returns
    -------
    DataFrame
        One row a comment or reply by people that has words: ``network``, ``interaction_id``,
        ``language`` (``en``, ``et``, ``ru`` or ``other``), ``asks`` (bool: it asks the page, not
        the other guests), a bool for each of `smmlab.asking.TOPICS` and ``aside`` (bool: small
        talk, see `smmlab.asking.read_comments`).

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a"], "kind": "comment", "at": [0],
    ...     "reply_to": [None], "by_page": False, "text": "Palju kook maksab?"})
    >>> read_talk(follow_talk(acts))[["language", "asks", "price"]].to_numpy().tolist()
    [['et', True, True]]
    """
    require(talk, (*_KEY, "text", "by_page"), table="interactions")
    has_words = talk["text"].fillna("").str.strip().ne("").to_numpy(dtype=bool)
    written = talk.loc[has_words & ~talk["by_page"].to_numpy(), [*_KEY, "text"]]
    written = written.reset_index(drop=True)
    codes, texts = pd.factorize(written["text"])
    # Each different text is read once, however many people wrote it.
    spoken = np.array(tell_languages(list(texts), languages), dtype=object)
    read = read_comments(list(texts), list(spoken)).take(codes)
    found = written[list(_KEY)].assign(language=pd.array(spoken[codes], dtype="str"))
    read = read.assign(asks=read["asks"] & ~read["aside"]).reset_index(drop=True)
    return pd.concat([found, read], axis=1)


def _places(talk: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the place of what each row answers, within the same network."""
    count = len(talk)
    ids = pd.concat([talk["interaction_id"], talk["reply_to"]], ignore_index=True)
    codes, known = pd.factorize(ids, use_na_sentinel=True)
    network = pd.factorize(talk["network"])[0].astype(np.int64)
    own = network * (len(known) + 1) + codes[:count]
    wanted = np.where(codes[count:] < 0, -1, network * (len(known) + 1) + codes[count:])
    places: npt.NDArray[np.int64] = pd.Index(own).get_indexer(pd.Index(wanted)).astype(np.int64)
    return places


def _cycles(parent: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which rows stand on a round of answers: a strong component of several, or of one."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    count = len(parent)
    child = np.flatnonzero(parent >= 0)
    if not len(child):
        return np.zeros(count, dtype=bool)
    links = csr_array((np.ones(len(child)), (child, parent[child])), shape=(count, count))
    _, component = connected_components(links, directed=True, connection="strong")
    rounds: npt.NDArray[np.bool_] = np.bincount(component)[component] > 1
    found: npt.NDArray[np.bool_] = rounds | (parent == np.arange(count))
    return found
