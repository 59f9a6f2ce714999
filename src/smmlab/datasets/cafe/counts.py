"""The numbers of the posts: drawn from the plan with the planted effects and heavy tails."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from smmlab.datasets.cafe.clock import FIRST_DAY, LAST_DAY, at_local
from smmlab.datasets.cafe.posts import Post
from smmlab.datasets.cafe.truth import TRUTH

Ints = npt.NDArray[np.int64]
_MEDIAN_REACH = {"instagram": 640.0, "facebook": 480.0}
_ENGAGEMENT_RATE = {"instagram": 0.060, "facebook": 0.042}
# Shares of likes, comments, shares, saves when nothing special is planted; the rest gives way.
_SPLIT = {"instagram": (0.84, 0.05, 0.05, 0.06), "facebook": (0.80, 0.10, 0.10, 0.0)}
_REACH_SPREAD, _ENGAGEMENT_SPREAD = 0.42, 0.25
_VIRAL_SHARE, _VIRAL_FACTOR = 0.015, 4.0
_GROWTH = 1.25


@dataclass(frozen=True)
class Counts:
    """Counts of posts, one place a post."""

    reach: Ints
    views: Ints
    likes: Ints
    comments: Ints
    shares: Ints
    saves: Ints
    seconds: Ints

    @property
    def engagements(self) -> Ints:
        """Likes, comments, shares and saves together."""
        return self.likes + self.comments + self.shares + self.saves


def draw_counts(posts: Sequence[Post], rng: np.random.Generator) -> Counts:
    """Draw the lifetime counts of one network's posts; the hour of posting plays no part."""
    network = posts[0].network
    first, last = at_local(FIRST_DAY, 0), at_local(LAST_DAY, 0)
    age = np.array([(post.at - first) / (last - first) for post in posts])
    moving = np.isin([post.form for post in posts], ["video", "short"])
    kinds = np.array([post.type for post in posts])
    middle = _MEDIAN_REACH[network] * _GROWTH**age
    middle = middle * np.where(moving, TRUTH.video_reach_factor, 1.0)
    viral = np.where(rng.random(len(posts)) < _VIRAL_SHARE, _VIRAL_FACTOR, 1.0)
    # Most of the luck of a post is in its reach; engagements share it and add a little of theirs.
    luck = balanced_noise(np.char.add(kinds, np.where(moving, "+", "")), rng)
    shared = _REACH_SPREAD / np.hypot(_REACH_SPREAD, _ENGAGEMENT_SPREAD)
    apart = np.sqrt(1 - shared**2) * rng.standard_normal(len(posts))
    reach = middle * viral * np.exp(_REACH_SPREAD * (shared * luck + apart))
    rate = np.full(len(posts), _ENGAGEMENT_RATE[network])
    if network == "instagram":
        rate[kinds == "laugh"] *= TRUTH.laugh_factor_instagram
    spread = np.hypot(_REACH_SPREAD, _ENGAGEMENT_SPREAD)
    total = np.rint(middle * viral * rate * np.exp(spread * luck))
    split = rng.multinomial(total.astype(np.int64), _splits(network, kinds))
    watched = np.rint(reach * rng.uniform(4, 11, len(posts))) * moving
    return Counts(
        reach=np.rint(reach).astype(np.int64),
        views=np.rint(reach * rng.uniform(1.2, 1.7, len(posts))).astype(np.int64),
        likes=split[:, 0],
        comments=split[:, 1],
        shares=split[:, 2],
        saves=split[:, 3],
        seconds=watched.astype(np.int64),
    )


def draw_earlier(counts: Counts, rng: np.random.Generator) -> Counts:
    """Return what an older export showed of the same posts: never more, reach always less."""

    def less(values: Ints) -> Ints:
        share: Ints = np.floor(values * rng.uniform(0.80, 0.97, len(values))).astype(np.int64)
        return share

    return Counts(*(less(getattr(counts, name)) for name in Counts.__dataclass_fields__))


def balanced_noise(
    groups: npt.NDArray[np.str_], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Return normal noise whose quantiles are even within each group: small groups stay fair."""
    noise = np.empty(len(groups))
    for group in np.unique(groups):
        size = int((groups == group).sum())
        ranks = (np.arange(size) + rng.random(size)) / size
        noise[groups == group] = rng.permutation([NormalDist().inv_cdf(rank) for rank in ranks])
    return noise


def _splits(network: str, kinds: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    shares = np.tile(np.array(_SPLIT[network]), (len(kinds), 1))
    special = {
        "provocation": (1, TRUTH.provocation_comment_share[network][0]),
        "instruction": (3, 0.18) if network == "instagram" else (2, 0.16),
        "medal": (2, 0.12),
    }
    for kind, (place, share) in special.items():
        shares[kinds == kind, 0] -= share - shares[kinds == kind, place]
        shares[kinds == kind, place] = share
    return shares
