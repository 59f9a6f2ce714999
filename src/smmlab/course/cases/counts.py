"""The numbers of the posts: heavy tails, growth, season, and what is planted in them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from smmlab.course.cases.plan import Plan
from smmlab.datasets.cafe.clock import at_local, local_time
from smmlab.datasets.cafe.counts import Counts, balanced_noise
from smmlab.datasets.cafe.posts import Post

Floats = npt.NDArray[np.float64]
_REACH_SPREAD, _RATE_SPREAD = 0.45, 0.24
_VIRAL_SHARE, _VIRAL_FACTOR = 0.02, 3.5
_GROWTH = 1.3
_LOUD = 2.2  # reach of the loud network against the other one
_MOVING = 1.7  # reach of what moves against what does not
_BASE_RATE = (0.026, 0.034)
_ABOVE = 1.25  # how far the mean of the seeming type stands above the highest other
# Shares of likes, comments, shares, saves; Facebook has no saves.
_SPLIT = {"instagram": (0.80, 0.07, 0.06, 0.07), "facebook": (0.78, 0.12, 0.10, 0.0)}


def draw_counts(
    posts: Sequence[Post], plan: Plan, reach: float, rng: np.random.Generator
) -> Counts:
    """Draw the lifetime counts of the posts of Instagram or Facebook; ``reach`` is the level."""
    network, count = posts[0].network, len(posts)
    types = np.array([post.type for post in posts])
    moving = np.isin([post.form for post in posts], ["video", "short"])
    level = reach * (_LOUD if network == plan.loud else 1.0)
    middle = level * rhythm(posts, plan) * np.where(moving, _MOVING, 1.0)
    viral = np.where(rng.random(count) < _VIRAL_SHARE, _VIRAL_FACTOR, 1.0)
    seen = middle * viral * np.exp(_REACH_SPREAD * rng.standard_normal(count))
    rate = rng.uniform(*_BASE_RATE) * np.exp(_RATE_SPREAD * balanced_noise(types, rng))
    if network == plan.type_network:
        rate = np.where(types == plan.working_type, rate * plan.type_factor, rate)
        seen, rate = _with_viral(posts, plan, seen, rate)
    split = rng.multinomial(np.rint(seen * rate).astype(np.int64), _SPLIT[network])
    return Counts(
        reach=np.rint(seen).astype(np.int64),
        views=np.rint(seen * rng.uniform(1.2, 1.7, count)).astype(np.int64),
        likes=split[:, 0],
        comments=split[:, 1],
        shares=split[:, 2],
        saves=split[:, 3],
        seconds=(np.rint(seen * rng.uniform(4, 11, count)) * moving).astype(np.int64),
    )


def draw_marks(posts: Sequence[Post], plan: Plan, rng: np.random.Generator) -> list[int]:
    """Draw how many reactions each post of the channel has; who gave them nobody knows."""
    luck = balanced_noise(np.array([post.type for post in posts]), rng)
    level = rng.uniform(18, 30) * rhythm(posts, plan)
    marks: list[int] = np.rint(level * np.exp(0.4 * luck)).astype(np.int64).tolist()
    return marks


def rhythm(posts: Sequence[Post], plan: Plan) -> Floats:
    """Return what growth, season and the hours that earn more make of each post."""
    first, last = at_local(plan.first_day, 0), at_local(plan.last_day, 0)
    age = np.array([(post.at - first) / (last - first) for post in posts])
    when = [local_time(post.at) for post in posts]
    season = np.array([plan.kind.season[moment.month - 1] for moment in when])
    inside = np.isin([moment.hour for moment in when], plan.block)
    hours = np.where(inside, plan.block_factor, 1.0)
    # A quarter of the season, as a power: people look before they buy, and after.
    level: Floats = _GROWTH**age * np.sqrt(np.sqrt(season)) * hours
    return level


def _with_viral(
    posts: Sequence[Post], plan: Plan, seen: Floats, rate: Floats
) -> tuple[Floats, Floats]:
    """Lift two posts of the seeming type so far that its mean, and only its mean, is highest."""
    types = np.array([post.type for post in posts])
    hours = np.array([local_time(post.at).hour for post in posts])
    few = np.flatnonzero((types == plan.seeming_type) & (hours == plan.seeming_hour))
    highest = max(rate[types == kind].mean() for kind in np.unique(types))
    mine = types == plan.seeming_type
    seen, rate = seen.copy(), rate.copy()
    rate[few] = (_ABOVE * highest * mine.sum() - rate[mine].sum()) / len(few) + rate[few].mean()
    seen[few] = np.median(seen) * 5
    return seen, rate
