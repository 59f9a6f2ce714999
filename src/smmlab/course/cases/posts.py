"""What the company published: the year's posts of three networks, planned before any number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from smmlab.content.types import classify_texts
from smmlab.course.cases.plan import NETWORKS, Plan
from smmlab.course.cases.wording import PostWriter
from smmlab.datasets.cafe.clock import at_local, local_time
from smmlab.datasets.cafe.posts import Post

_POSTS = {"instagram": (150, 175), "facebook": (145, 170), "telegram": (125, 150)}
_FORMS = {
    "instagram": {"photo": 0.46, "short": 0.33, "carousel": 0.21},
    "facebook": {"photo": 0.52, "link": 0.20, "video": 0.14, "text": 0.14},
    "telegram": {"photo": 0.44, "text": 0.30, "carousel": 0.13, "video": 0.13},
}
_NONE = 0.36  # what is neither of the four types
_SEEMING = 0.11  # of the type with the viral posts: few, so that one of them moves the mean
_MAIN_LANGUAGE = 0.8
_WEEKDAYS = np.array([1.1, 1.0, 1.0, 1.1, 1.2, 0.8, 0.6])
_HOURS = np.arange(8, 22)
_HOUR_WEIGHTS = np.array([7, 10, 8, 8, 9, 7, 6, 6, 7, 8, 10, 9, 7, 5])
_AT_SEEMING_HOUR = 2


def plan_posts(plan: Plan, rng: np.random.Generator) -> dict[str, list[Post]]:
    """Return the posts of each network in order of time; no text stands twice on a page.

    Hour, form and type are dealt independently of each other, so that none stands in for another;
    only the posts of the seeming hour on ``type_network`` are all of the seeming type.
    """
    return {network: _plan_network(network, plan, rng) for network in NETWORKS}


def deal(shares: Mapping[str, float], count: int, rng: np.random.Generator) -> list[str]:
    """Return a shuffled hand in which every share is exact up to rounding.

    Examples
    --------
    >>> sorted(deal({"photo": 0.75, "text": 0.25}, 4, np.random.default_rng(1)))
    ['photo', 'photo', 'photo', 'text']
    """
    bounds = np.rint(np.cumsum(list(shares.values())) * count).astype(int)
    hand = np.repeat(list(shares), np.diff(bounds, prepend=0))
    return [str(card) for card in rng.permutation(hand)]


def deal_within(
    groups: Sequence[str], shares: Mapping[str, float], rng: np.random.Generator
) -> list[str]:
    """Deal a hand of its own to each group, so that no form goes with a type."""
    sizes = Counter(groups)
    hands = {group: deal(shares, sizes[group], rng) for group in sorted(sizes)}
    return [hands[group].pop() for group in groups]


def _plan_network(network: str, plan: Plan, rng: np.random.Generator) -> list[Post]:
    count = int(rng.integers(*_POSTS[network]))
    days = _open_days(plan, count, rng)
    hours = rng.choice(_HOURS, count, p=_HOUR_WEIGHTS / _HOUR_WEIGHTS.sum())
    types = deal(_types(network, plan), count, rng)
    seconds = rng.integers(0, 3600, count)
    moments = [
        at_local(day, int(hour) * 3600 + int(second))
        for day, hour, second in zip(days, hours, seconds, strict=True)
    ]
    forms = deal_within(types, _FORMS[network], rng)
    languages = deal({plan.language: _MAIN_LANGUAGE, plan.second: 1 - _MAIN_LANGUAGE}, count, rng)
    writer = PostWriter(plan, plan.name, plan.face, rng)
    posts = [
        Post(network, at, form, kind, language, writer.write(language, kind))
        for at, form, kind, language in zip(moments, forms, types, languages, strict=True)
    ]
    posts = _with_seeming_hour([_without_gap(post, plan) for post in posts], plan, rng)
    return sorted(posts, key=lambda post: post.at)


def _with_seeming_hour(posts: list[Post], plan: Plan, rng: np.random.Generator) -> list[Post]:
    """Move a few posts to an hour of their own; on one network they are of the seeming type.

    There the model of types must be sure of them, or their numbers would be in no comparison.
    """
    places = list(range(len(posts)))
    if posts[0].network == plan.type_network:
        places = [place for place in places if posts[place].type == plan.seeming_type]
        read = classify_texts([posts[place].text for place in places])
        is_sure = read["status"].eq("sure") & read["type"].eq(plan.seeming_type)
        places = [place for place, sure in zip(places, is_sure, strict=True) if sure]
    moved = list(posts)
    for place in rng.choice(places, _AT_SEEMING_HOUR, replace=False).tolist():
        day, second = local_time(posts[place].at).date(), int(rng.integers(0, 3600))
        moved[place] = replace(posts[place], at=at_local(day, plan.seeming_hour * 3600 + second))
    return moved


def _types(network: str, plan: Plan) -> dict[str, float]:
    seeming = _SEEMING if network == plan.type_network else (1 - _NONE) / 4
    others = [kind for kind in ("provocation", "instruction", "medal", "laugh")
              if kind != plan.seeming_type]  # fmt: skip
    each = (1 - _NONE - seeming) / len(others)
    return {"none": _NONE, plan.seeming_type: seeming, **dict.fromkeys(others, each)}


def _open_days(plan: Plan, count: int, rng: np.random.Generator) -> list[date]:
    days = plan.days
    weights = _WEEKDAYS[[day.weekday() for day in days]]
    chosen = rng.choice(len(days), count, replace=False, p=weights / weights.sum())
    return [days[place] for place in sorted(chosen.tolist())]


def _without_gap(post: Post, plan: Plan) -> Post:
    """Return the post in another form where one rival alone makes such posts."""
    is_gap = post.type == plan.gap_type and post.form == plan.gap_form
    return replace(post, form="photo") if is_gap and post.network == "telegram" else post
