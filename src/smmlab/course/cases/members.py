"""The people of a case's discussion group: who they are, and when each of them writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from smmlab.course.cases.plan import Plan
from smmlab.datasets.cafe.clock import at_local
from smmlab.datasets.cafe.scripts import load_names

Ints = npt.NDArray[np.int64]
SEGMENTS = ("core", "regular", "fading", "new", "one_time", "bot")
# Core, regulars and newcomers together stay below three fifths: so every one of them is among the
# people seen lately, as the rules of the segments ask.
_SHARES = {"core": 0.185, "regular": 0.25, "fading": 0.20, "new": 0.12, "one_time": 0.245}
_USUAL_ACTS, _USUAL_PEOPLE = 3600, 400
_LEAST = {"core": 20, "regular": 4, "fading": 4, "new": 2, "one_time": 1}
_MOST = {"core": 240, "regular": 11, "fading": 11, "new": 6, "one_time": 1}
_LATELY = 40  # days before the end within which core and regulars wrote for the last time
_LEADERS, _BOTS = (6, 11), (6, 16)
_BURST_NIGHTS, _BURST_MESSAGES = 4, 4
_MAIN_LANGUAGE = 0.75
_WEEKDAYS = np.array([1.0, 0.95, 1.0, 1.05, 1.2, 1.25, 0.85])
_HOURS = np.array([
    0.30, 0.15, 0.10, 0.05, 0.05, 0.10, 0.80, 2.0, 6.0, 6.0, 2.2, 2.0,
    2.2, 2.0, 1.8, 1.8, 2.0, 2.5, 3.2, 6.0, 6.0, 5.6, 2.0, 0.80,
])  # fmt: skip
_FIRST_USER = 999_100_000_001


@dataclass(frozen=True)
class People:
    """The members by place: bots stand last.

    Parameters
    ----------
    ids, names
        As Telegram exports them; all are invented.
    segment
        Place in `SEGMENTS`.
    second
        Whether they write in the second language of the case.
    acts
        How often each writes in the year.
    leaders
        Places of the people whom others answer most.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    segment: Ints
    second: npt.NDArray[np.bool_]
    acts: Ints
    leaders: Ints

    def of(self, *segments: str) -> Ints:
        """Return the places of the people of some segments."""
        return np.flatnonzero(np.isin(self.segment, [SEGMENTS.index(name) for name in segments]))


def draw_people(plan: Plan, acts: int, rng: np.random.Generator) -> People:
    """Draw the people who together write about ``acts`` comments in the year."""
    total = max(round(_USUAL_PEOPLE * (acts / _USUAL_ACTS) ** 0.5 * rng.uniform(0.92, 1.15)), 150)
    sizes = [round(total * share * rng.uniform(0.95, 1.05)) for share in _SHARES.values()]
    bots = int(rng.integers(*_BOTS))
    segment = np.repeat(np.arange(len(SEGMENTS)), [*sizes, bots])
    count = len(segment)
    second = rng.random(count) >= _MAIN_LANGUAGE
    written = _acts(segment, acts, rng)
    core = np.flatnonzero((segment == 0) & (written >= np.median(written[segment == 0]) / 2))
    leaders = np.sort(rng.choice(core, int(rng.integers(*_LEADERS)), replace=False))
    first = rng.integers(10**9, 10**10)
    steps = rng.integers(1, 10**5, count).cumsum()
    return People(
        ids=tuple(f"user{_FIRST_USER + first + step}" for step in rng.permutation(steps).tolist()),
        names=_names(plan, second, rng),
        segment=segment,
        second=second,
        acts=written,
        leaders=leaders,
    )


def draw_moments(people: People, plan: Plan, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return when each comment was written, in order, and the place of who wrote it."""
    whole = (plan.first_day, plan.last_day)
    spans = {
        "core": whole, "regular": whole, "fading": (plan.first_day, plan.fading_until),
        "new": (plan.newcomers_from, plan.last_day),
        "one_time": (plan.first_day, plan.days[-60]),
    }  # fmt: skip
    at, who = [], []
    for name, (first, last) in spans.items():
        mine = people.of(name)
        writers = np.repeat(mine, people.acts[mine])
        moments = moments_between(first, last, len(writers), rng)
        if name in ("core", "regular"):
            lately = np.unique(writers, return_index=True)[1]
            moments[lately] = moments_between(
                plan.days[-_LATELY], plan.last_day, len(lately), rng
            )  # fmt: skip
        at.append(moments)
        who.append(writers)
    nights, bots = _bursts(people, plan, rng)
    moments, writers = np.concatenate([*at, nights]), np.concatenate([*who, bots])
    order = np.argsort(moments, kind="stable")
    return moments[order], writers[order]


def moments_between(first: date, last: date, count: int, rng: np.random.Generator) -> Ints:
    """Return moments of the days, with the rhythm of the week and of the day, in any order."""
    days = range(first.toordinal(), last.toordinal() + 1)
    weights = _WEEKDAYS[[(day - 1) % 7 for day in days]]
    starts = np.array([at_local(date.fromordinal(day), 0) for day in days])
    chosen = rng.choice(len(starts), count, p=weights / weights.sum())
    hours = rng.choice(24, count, p=_HOURS / _HOURS.sum())
    moments: Ints = starts[chosen] + hours * 3600 + rng.integers(0, 3600, count)
    return moments


def _acts(segment: Ints, acts: int, rng: np.random.Generator) -> Ints:
    """Draw how often each person writes: a few of the core write most of all."""
    count = len(segment)
    written = np.ones(count, dtype=np.int64)
    spread = rng.lognormal(0, 0.4, count)
    for name, usual in (("regular", 6), ("fading", 6), ("new", 3)):
        mine = segment == SEGMENTS.index(name)
        written[mine] = np.clip(np.rint(usual * spread[mine]), _LEAST[name], _MOST[name])
    written[segment == SEGMENTS.index("bot")] = _BURST_NIGHTS * _BURST_MESSAGES
    core = segment == 0
    tail = np.minimum(rng.pareto(1.6, count), 12.0)
    left = max(acts - int(written[~core].sum()), _LEAST["core"] * int(core.sum()))
    more = left - _LEAST["core"] * int(core.sum())
    share = tail[core] / tail[core].sum()
    written[core] = _LEAST["core"] + np.rint(share * more).astype(np.int64)
    return written


def _bursts(people: People, plan: Plan, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return when the advertising accounts write: a few nights, several messages in a row."""
    bots = people.of("bot")
    nights = rng.integers(10, len(plan.days) - 1, (len(bots), _BURST_NIGHTS))
    starts = np.array([at_local(day, 3 * 3600) for day in plan.days])[nights]
    starts = starts + rng.integers(0, 5400, starts.shape)
    steps = 20 * np.arange(_BURST_MESSAGES) + rng.integers(0, 15, _BURST_MESSAGES)
    moments = starts[:, :, None] + steps[None, None, :]
    return moments.reshape(-1), np.repeat(bots, _BURST_NIGHTS * _BURST_MESSAGES)


def _names(plan: Plan, second: npt.NDArray[np.bool_], rng: np.random.Generator) -> tuple[str, ...]:
    names = load_names()
    first, other = (names[language] for language in plan.languages)
    picks = rng.random((len(second), 2))
    letters = {"ru": "АБВГДКЛМНПРСТ"}
    made: Sequence[str] = [
        f"{pool[int(pick * len(pool))]} {signs[int(initial * len(signs))]}."
        for (pick, initial), pool, signs in (
            (pair, other if is_second else first,
             letters.get(plan.languages[is_second], "ABEHJKLMNPRSTV"))
            for pair, is_second in zip(picks.tolist(), second.astype(int).tolist(), strict=True)
        )
    ]  # fmt: skip
    return tuple(made)
