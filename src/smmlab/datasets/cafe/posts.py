"""What the café published: the year's posts of three networks, planned before any number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from smmlab.datasets.cafe.clock import DAYS, at_local, local_time
from smmlab.datasets.cafe.scripts import Caption, fill_by_turn, load_captions, load_tails, one_of
from smmlab.datasets.cafe.truth import TRUTH

_TYPES = {"none": 0.42, "laugh": 0.18, "provocation": 0.14, "instruction": 0.14, "medal": 0.12}
_FORMS = {
    "instagram": {"photo": 0.46, "short": 0.33, "carousel": 0.21},
    "facebook": {"photo": 0.50, "link": 0.18, "video": 0.18, "text": 0.14},
    "telegram": {"photo": 0.46, "text": 0.28, "carousel": 0.14, "video": 0.12},
}
_LANGUAGES = {
    "instagram": {"et": 0.48, "ru": 0.30, "en": 0.22},
    "facebook": {"et": 0.60, "ru": 0.30, "en": 0.10},
    "telegram": {"ru": 0.60, "et": 0.40},
}
_CLOSED = {date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2026, 4, 3)}
_HOLIDAY = {date(2026, 7, 6) + timedelta(days=n) for n in range(6)}
_WEEKDAYS = np.array([1.1, 1.0, 1.0, 1.1, 1.2, 0.8, 0.6])
_HOURS = np.array([8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21])
_HOUR_WEIGHTS = np.array([7, 10, 8, 8, 9, 6, 6, 7, 8, 10, 9, 7, 5])
# The price rise and the apology: language and minute of the day on each network.
_EVENTS = {
    "instagram": (("et", 485), ("en", 490)),
    "facebook": (("et", 486), ("ru", 491)),
    "telegram": (("ru", 484), ("et", 487)),
}


@dataclass(frozen=True)
class Post:
    """One post: when, where, in which form, of which viral type."""

    network: str
    at: int
    form: str
    type: str
    language: str
    text: str


def plan_posts(rng: np.random.Generator) -> dict[str, list[Post]]:
    """Return the posts of each network in order of time.

    Hour, form and type are drawn independently of each other: none can stand in for another.
    """
    instagram = _plan_network("instagram", TRUTH.posts["instagram"], (), rng)
    telegram = _plan_network("telegram", TRUTH.posts["telegram"], (), rng)
    crossposts = [_crosspost(post, rng) for post in _some(instagram, TRUTH.crossposts, rng)]
    own = TRUTH.posts["facebook"] - TRUTH.crossposts
    facebook = _plan_network("facebook", own, [post.text for post in crossposts], rng)
    return {
        "facebook": sorted([*facebook, *crossposts], key=lambda post: post.at),
        "instagram": instagram,
        "telegram": telegram,
    }


def _plan_network(
    network: str, total: int, said: Iterable[str], rng: np.random.Generator
) -> list[Post]:
    events = _events(network)
    moments = _moments(total - len(events), rng)
    types = _deal(_TYPES, len(moments), rng)
    forms = _deal_within(types, _FORMS[network], rng)
    languages = _deal(_LANGUAGES[network], len(moments), rng)
    writer = _Writer(said, rng)
    planned = [
        Post(network, at, form, kind, language, writer.write(language, kind, at))
        for at, form, kind, language in zip(moments, forms, types, languages, strict=True)
    ]
    return sorted([*planned, *events], key=lambda post: post.at)


def _events(network: str) -> list[Post]:
    return [
        Post(network, at_local(caption.on, minute * 60), "photo", caption.type, language,
             caption.text)
        for language, minute in _EVENTS[network]
        for caption in load_captions()
        if caption.on and caption.language == language
    ]  # fmt: skip


def _moments(count: int, rng: np.random.Generator) -> list[int]:
    open_days = [day for day in DAYS if day not in _CLOSED and day not in _HOLIDAY]
    weights = _WEEKDAYS[[day.weekday() for day in open_days]]
    chosen = rng.choice(len(open_days), count, replace=False, p=weights / weights.sum())
    hours = rng.choice(_HOURS, count, p=_HOUR_WEIGHTS / _HOUR_WEIGHTS.sum())
    seconds = rng.integers(0, 3600, count)
    return sorted(
        at_local(open_days[int(day)], int(hour) * 3600 + int(second))
        for day, hour, second in zip(chosen, hours, seconds, strict=True)
    )


def _deal(shares: Mapping[str, float], count: int, rng: np.random.Generator) -> list[str]:
    """Return a shuffled hand in which every share is exact up to rounding."""
    bounds = np.rint(np.cumsum(list(shares.values())) * count).astype(int)
    hand = np.repeat(list(shares), np.diff(bounds, prepend=0))
    return [str(card) for card in rng.permutation(hand)]


def _deal_within(
    groups: list[str], shares: Mapping[str, float], rng: np.random.Generator
) -> list[str]:
    """Deal a hand of its own to each group, so that no form goes with a type."""
    hands = {group: _deal(shares, groups.count(group), rng) for group in sorted(set(groups))}
    return [hands[group].pop() for group in groups]


def _some(posts: list[Post], count: int, rng: np.random.Generator) -> list[Post]:
    events = {caption.text for caption in load_captions() if caption.on}
    plain = [post for post in posts if post.text not in events]
    return [plain[int(i)] for i in rng.choice(len(plain), count, replace=False)]


def _crosspost(post: Post, rng: np.random.Generator) -> Post:
    form = "photo" if post.form == "carousel" else post.form
    return replace(post, network="facebook", form=form, at=post.at + int(rng.integers(5, 110)))


class _Writer:
    """Chooses captions so that a page never says the same thing twice."""

    def __init__(self, said: Iterable[str], rng: np.random.Generator) -> None:
        self._rng = rng
        self._uses: Counter[Caption] = Counter()
        self._said = set(said)

    def write(self, language: str, kind: str, at: int) -> str:
        fitting = [
            c for c in load_captions() if (c.language, c.type, c.on) == (language, kind, None)
        ]
        order = [fitting[int(i)] for i in self._rng.permutation(len(fitting))]
        order.sort(key=self._uses.__getitem__)
        tails = load_tails()[language]
        day = local_time(at).date()
        drafts = [(c, fill_by_turn(c.text, self._uses[c], day)) for c in order]
        caption, text = next((d for d in drafts if d[1] not in self._said), drafts[0])
        self._uses[caption] += 1
        endings = [one_of(tails, self._rng), *tails]
        wholes = [f"{text}\n\n{tail}" if tail else text for tail in endings]
        whole = next((w for w in wholes if w not in self._said), wholes[0])
        self._said |= {text, whole}
        return whole
