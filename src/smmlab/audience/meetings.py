"""Meetings: acts of two people on one post within seconds, and how many chance would bring."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.reduce.clock import DAY
from smmlab.reduce.selection import PERSON

Whole = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

_MOST_MEETINGS = 20_000_000  # acts of a crowd that meet pair by pair would fill the memory
_CHUNK = 100_000


def take_part(
    acts: pd.DataFrame, window_seconds: int, min_objects: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take away accounts that met others on too few posts, until nobody more has to go.

    Parameters
    ----------
    acts
        ``network``, ``person``, ``post_id``, ``at``, in order of network, post and time.
    window_seconds
        How far apart two acts on a post may be to meet.
    min_objects
        Posts on which an account must meet somebody who is still there.

    Returns
    -------
    tuple of two DataFrames
        The acts that met one of the others, and the posts (``network``, ``post_id``) that were
        left out because looking at all meetings on them would fill the memory.

    References
    ----------
    Righetti and Balluff (2025), CooRTweet, applies the filter once; accounts whose partners went
    then stay.

    Examples
    --------
    >>> acts = pd.DataFrame({"network": "x", "person": ["a", "b"] * 2, "post_id": list("1122"),
    ...                      "at": [0, 3, 50, 90]})
    >>> len(take_part(acts, 10, 1)[0]), len(take_part(acts, 10, 2)[0])
    (2, 0)
    """
    acts = acts.astype({"at": "int64"})
    posts = acts.groupby(["network", "post_id"], sort=False).ngroup().to_numpy()
    people = acts.groupby(list(PERSON), sort=False).ngroup().to_numpy()
    at = acts["at"].to_numpy()
    here, crowded = _without_crowds(posts, at, window_seconds)
    while len(here):
        meets = _has_company(posts[here], people[here], at[here], window_seconds)
        met = np.unique(np.column_stack([people[here][meets], posts[here][meets]]), axis=0)
        often = np.bincount(met[:, 0], minlength=people.max() + 1) >= min_objects
        stays = meets & often[people[here]]
        if stays.all():
            break
        here = here[stays]
    left_out = acts.loc[np.isin(posts, crowded), ["network", "post_id"]].drop_duplicates()
    return acts.iloc[here].reset_index(drop=True), left_out


def _without_crowds(posts: Whole, at: Whole, window_seconds: int) -> tuple[Whole, Whole]:
    """Leave out the densest posts when all meetings on all posts would be too many to look at."""
    if not len(posts):
        return np.arange(0), np.arange(0)
    met = np.bincount(posts, weights=_later_within(posts, at, window_seconds))
    order = np.argsort(met, kind="stable")
    crowded = order[np.cumsum(met[order]) > _MOST_MEETINGS]
    return np.flatnonzero(~np.isin(posts, crowded)), crowded


def _later_within(posts: Whole, at: Whole, window_seconds: int) -> Whole:
    """Return how many later acts of its post follow each act within the window."""
    span = int(at.max() - at.min()) + window_seconds + 1
    moment = posts * span + (at - at.min())
    last: Whole = np.searchsorted(moment, moment + window_seconds, side="right")
    return last - np.arange(len(at)) - 1


def _has_company(
    posts: Whole,
    people: Whole,
    at: Whole,
    window_seconds: int,
) -> Marks:
    """Tell of each act, in order of post and time, whether somebody else's lies in the window."""
    number = np.arange(len(posts))
    begins = np.ones(len(posts), dtype=bool)
    begins[1:] = (posts[1:] != posts[:-1]) | (people[1:] != people[:-1])
    first = np.maximum.accumulate(np.where(begins, number, 0))
    after = np.append(np.flatnonzero(begins), len(posts))[np.cumsum(begins)]
    near = np.zeros(len(posts), dtype=bool)
    for beside, exists in ((first - 1, first > 0), (after, after < len(posts))):
        other = np.where(exists, beside, number)
        close = np.abs(at[other] - at) <= window_seconds
        near |= exists & close & (posts[other] == posts)
    return near


def expected_meetings(
    pairs: pd.DataFrame, acts: pd.DataFrame, moments: pd.DataFrame, window_seconds: int
) -> Floats:
    """Return how often each pair would meet if times were dealt anew within post and day.

    Parameters
    ----------
    pairs
        ``network``, ``person``, ``partner``.
    acts
        All acts of these people: ``network``, ``person``, ``post_id``, ``at``.
    moments
        Acts of everybody on these posts: ``network``, ``post_id``, ``at``, ``acts`` (how many).
    window_seconds
        How far apart two acts on a post may be to meet.

    Examples
    --------
    >>> acts = pd.DataFrame({"network": "x", "person": ["a", "b"], "post_id": "1", "at": [0, 5]})
    >>> moments = pd.DataFrame(
    ...     {"network": "x", "post_id": "1", "at": [0, 5, 900, 1900], "acts": 1})
    >>> pair = pd.DataFrame({"network": ["x"], "person": ["a"], "partner": ["b"]})
    >>> expected_meetings(pair, acts, moments, 10).round(3)
    array([0.167])
    """
    from scipy.sparse import csr_array

    if pairs.empty:
        return np.empty(0)
    chances = _chances(moments, window_seconds)
    cells = acts.assign(day=acts["at"] // DAY).merge(chances, on=["network", "post_id", "day"])
    cell = cells.groupby(["network", "post_id", "day"], sort=False).ngroup().to_numpy()
    who = pd.MultiIndex.from_frame(cells[list(PERSON)])
    people = who.unique()
    shape = (len(people), int(cell.max()) + 1)
    counts = csr_array((np.ones(len(cells)), (people.get_indexer(who), cell)), shape=shape)
    weighted = csr_array((cells["chance"].to_numpy(), (people.get_indexer(who), cell)), shape=shape)
    ends = [
        people.get_indexer(pd.MultiIndex.from_frame(pairs[["network", name]]))
        for name in ("person", "partner")
    ]
    # Somebody with several acts on a post has as many chances there; adding them up is cautious.
    chunks = [slice(start, start + _CHUNK) for start in range(0, len(pairs), _CHUNK)]
    parts = [counts[ends[0][c]].multiply(weighted[ends[1][c]]).sum(axis=1) for c in chunks]
    return np.concatenate(parts)


def _chances(moments: pd.DataFrame, window_seconds: int) -> pd.DataFrame:
    """Return for each post and day how likely two acts on it, taken at random, are to meet."""
    ordered = moments.assign(day=moments["at"] // DAY)
    ordered = ordered.sort_values(["network", "post_id", "at"], ignore_index=True)
    cell = ordered.groupby(["network", "post_id", "day"], sort=False).ngroup().to_numpy()
    counts = ordered["acts"].to_numpy(dtype=np.int64)
    later = _later_within(cell, ordered["at"].to_numpy(dtype=np.int64), window_seconds)
    sums = np.append(0, np.cumsum(counts))
    number = np.arange(len(counts))
    after = sums[number + 1 + later] - sums[number + 1]
    met = np.bincount(cell, weights=counts * after + counts * (counts - 1) / 2)
    acts = np.bincount(cell, weights=counts)
    cells = ordered.drop_duplicates(["network", "post_id", "day"])[["network", "post_id", "day"]]
    return cells.assign(chance=met / np.maximum(acts * (acts - 1) / 2, 1))


def posts_met(edges: pd.DataFrame, acts: pd.DataFrame, window_seconds: int) -> pd.DataFrame:
    """Return the posts on which somebody of the groups met a partner."""
    posts = acts[["network", "person", "post_id", "at"]]
    mine = edges[["network", "person", "partner"]].merge(posts, on=list(PERSON))
    theirs = posts.rename(columns={"person": "partner", "at": "later"})
    both = mine.merge(theirs, on=["network", "partner", "post_id"])
    met = both[(both["later"] - both["at"]).abs() <= window_seconds]
    return met[["network", "post_id"]].drop_duplicates()
