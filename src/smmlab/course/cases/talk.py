"""The conversation of a case's group as arrays: who wrote what under which post, who answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from smmlab.course.cases.members import Ints, People, draw_moments, moments_between
from smmlab.course.cases.phrases import Phrases
from smmlab.course.cases.plan import Plan
from smmlab.datasets.cafe.clock import at_local
from smmlab.datasets.cafe.posts import Post

KINDS = (
    "praise", "opinion", "amused", "practice", "proud", "chat", "gripe", "question", "incident",
    "spam",
)  # fmt: skip
_SHARES = {
    "provocation": (0.08, 0.62, 0.15, 0, 0, 0.10, 0, 0.05),
    "laugh": (0.16, 0, 0.62, 0, 0, 0.16, 0, 0.06),
    "instruction": (0.17, 0, 0, 0.57, 0, 0.11, 0, 0.15),
    "medal": (0.28, 0, 0.05, 0, 0.51, 0.16, 0, 0),
    "none": (0.45, 0, 0, 0, 0, 0.17, 0, 0.38),
    "": (0.10, 0, 0, 0, 0, 0.75, 0, 0.15),
}
_PLACES = {kind: place for place, kind in enumerate(_SHARES)}
_GRIPES_APART = 12  # comments; evenly, so that no calm week looks like trouble
_RECENCY = np.cumsum([0.50, 0.25, 0.15, 0.10])
_BESIDE = 0.12  # of what the core and the regulars write stands under no post
_REPLIES = 0.28
_WINDOW = 36 * 3600
# Complaints by day, per 400 people: it begins small, nobody puts it out, a week later it is large.
_OUTCRY = (30, 20, 14, 0, 0, 0, 0, 62, 48, 34)
_ANSWERED_OF = {"gripe": 0.85, "incident": 0.55, "practice": 0.2, "praise": 0.12}
_WAIT_SPREAD = 1.25
_OPENS, _CLOSES, _DAY = 8, 21, 86_400
NOBODY = -1


@dataclass(frozen=True)
class Talk:
    """What was written, one place a message, people's in order of time and then the company's.

    Parameters
    ----------
    at
        Epoch seconds.
    who
        Place of the member, `NOBODY` for the company.
    post
        Place of the post under which it stands, or `NOBODY`.
    parent
        Place of the message that it answers, or `NOBODY`.
    text
        Place in ``phrases.texts``.
    kind
        Place in `KINDS`; of the company's answers that of what is answered.
    phrases
        The words.
    """

    at: Ints
    who: Ints
    post: Ints
    parent: Ints
    text: Ints
    kind: Ints
    phrases: Phrases

    @property
    def waits(self) -> npt.NDArray[np.float64]:
        """Minutes until the answer of each question under a post; NaN where none came."""
        minutes = np.full(len(self.at), np.nan)
        answers = np.flatnonzero(self.who == NOBODY)
        minutes[self.parent[answers]] = (self.at[answers] - self.at[self.parent[answers]]) / 60
        asked = (self.kind == KINDS.index("question")) & (self.who != NOBODY)
        waits: npt.NDArray[np.float64] = minutes[asked & (self.parent == NOBODY) & (self.post >= 0)]
        return waits


def hold_talk(posts: Sequence[Post], people: People, plan: Plan, rng: np.random.Generator) -> Talk:
    """Draw the conversation of the year."""
    phrases = Phrases(plan, plan.incident_topic)
    at, who = draw_moments(people, plan, rng)
    angry = np.zeros(len(at), dtype=bool)
    loud_at, loud_who = _outcry(people, plan, rng)
    at, who = np.concatenate([at, loud_at]), np.concatenate([who, loud_who])
    angry = np.concatenate([angry, np.ones(len(loud_at), dtype=bool)])
    order = np.argsort(at, kind="stable")
    at, who, angry = at[order], who[order], angry[order]
    spam = np.isin(who, people.of("bot"))
    post = _under_posts(at, who, posts, people, rng)
    parent = _answered(at, who, post, alone=angry | spam, people=people, plan=plan, rng=rng)
    post = np.where(parent >= 0, post[parent], post)
    post[spam] = NOBODY
    kind = _kinds(post, posts, rng)
    gripes = np.arange(0, len(kind) - _GRIPES_APART, _GRIPES_APART)
    kind[gripes + rng.integers(0, _GRIPES_APART, len(gripes))] = KINDS.index("gripe")
    kind[angry], kind[spam] = KINDS.index("incident"), KINDS.index("spam")
    text = phrases.choose(KINDS, kind, people.second[who], rng)
    said = Talk(at, who, post, parent, text, kind, phrases)
    return _with_answers(said, plan, rng)


def _outcry(people: People, plan: Plan, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return when who complained on the days of the incident."""
    able = people.of("core", "regular", "fading")
    scale = plan.strength.outcry * len(people.ids) / 400
    began = at_local(plan.incident_day, 9 * 3600)
    first = plan.days.index(plan.incident_day)
    moments, writers = [], []
    for number, usual in enumerate(_OUTCRY):
        count = min(round(usual * scale), len(able))
        day = plan.days[first + number]
        at = moments_between(day, day, count, rng)
        moments.append(np.where(at > began, at, began + rng.integers(0, 36_000, count)))
        writers.append(rng.choice(able, count, replace=False))
    return np.concatenate(moments), np.concatenate(writers)


def _under_posts(
    at: Ints, who: Ints, posts: Sequence[Post], people: People, rng: np.random.Generator
) -> Ints:
    newest = np.searchsorted([post.at for post in posts], at) - 1
    back = np.searchsorted(_RECENCY, rng.random(len(at)))
    beside = np.isin(who, people.of("core", "regular")) & (rng.random(len(at)) < _BESIDE)
    return np.where(beside, NOBODY, np.maximum(newest - back, np.minimum(newest, 0)))


def _answered(
    at: Ints,
    who: Ints,
    post: Ints,
    *,
    alone: npt.NDArray[np.bool_],
    people: People,
    plan: Plan,
    rng: np.random.Generator,
) -> Ints:
    """Return which message each answers: often the newest of a leader, else one just before it."""
    count = len(at)
    parent = np.where(
        rng.random(count) < _REPLIES, np.arange(count) - rng.geometric(0.25, count), NOBODY
    )
    leads = rng.random(count) < plan.strength.leaders_share
    weights = rng.uniform(0.7, 1.3, len(people.leaders))
    chosen = rng.choice(people.leaders, count, p=weights / weights.sum())
    for leader in people.leaders.tolist():
        mine = np.flatnonzero(who == leader)
        here = np.flatnonzero((parent >= 0) & leads & (chosen == leader))
        before = np.searchsorted(mine, here) - 1
        parent[here] = np.where(before >= 0, mine[before], NOBODY)
    parent[alone] = NOBODY
    # Leaders are answered even after days; others only while the talk is fresh.
    stale = at - at[parent] > np.where(np.isin(who[parent], people.leaders), 20, 1) * _WINDOW
    wrong = (parent >= 0) & ((who[parent] == who) | alone[parent] | (post[parent] < 0) | stale)
    parent[wrong] = NOBODY
    return parent


def _kinds(post: Ints, posts: Sequence[Post], rng: np.random.Generator) -> Ints:
    of_post = np.array([_PLACES[one.type] for one in posts] + [_PLACES[""]])
    bounds = np.cumsum(np.array(list(_SHARES.values()), dtype=np.float64), axis=1)
    mine = bounds[of_post[post]]
    drawn: Ints = (rng.random(len(post))[:, None] > mine[:, :-1]).sum(axis=1)
    return drawn


def _with_answers(said: Talk, plan: Plan, rng: np.random.Generator) -> Talk:
    """Add what the company answers, and when: by day only, after waits with a long tail."""
    chance = np.array([_ANSWERED_OF.get(kind, 0.0) for kind in KINDS])
    chance[KINDS.index("question")] = plan.answered
    count = len(said.at)
    places = np.flatnonzero(rng.random(count) < chance[said.kind])
    asked = said.at[places]
    wait = 60 * plan.answer_minutes * rng.lognormal(0, _WAIT_SPREAD, len(places))
    slow = np.where(said.kind[places] == KINDS.index("incident"), 3, 1)
    at = _by_day(asked + np.maximum(40, wait * slow).astype(np.int64), plan, rng)
    text = said.phrases.reply(said.text[places], rng)
    kept = (text >= 0) & (at < at_local(plan.last_day, _DAY - 60))
    places, at, text = places[kept], at[kept], text[kept]
    nobody = np.full(len(places), NOBODY)
    return Talk(
        at=np.concatenate([said.at, at]),
        who=np.concatenate([said.who, nobody]),
        post=np.concatenate([said.post, said.post[places]]),
        parent=np.concatenate([said.parent, places]),
        text=np.concatenate([said.text, text]),
        kind=np.concatenate([said.kind, said.kind[places]]),
        phrases=said.phrases,
    )


def _by_day(at: Ints, plan: Plan, rng: np.random.Generator) -> Ints:
    """Move moments of the night to the morning after it."""
    first = plan.first_day.toordinal()
    starts = np.array([at_local(plan.first_day.fromordinal(first + n), 0)
                       for n in range(len(plan.days) + 60)])  # fmt: skip
    day = np.minimum(np.searchsorted(starts, at, side="right") - 1, len(starts) - 2)
    hour = (at - starts[day]) / 3600
    morning = rng.integers(120, 4500, len(at)) + _OPENS * 3600
    early, late = hour < _OPENS, hour >= _CLOSES
    return np.where(early, starts[day] + morning, np.where(late, starts[day + 1] + morning, at))
