"""The people of the discussion group: who they are and when they are awake. All are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from smmlab.datasets.cafe.clock import DAYS, at_local
from smmlab.datasets.cafe.scripts import load_names, one_of
from smmlab.datasets.cafe.truth import TRUTH

_LANGUAGES = ("et", "ru", "en")
_LANGUAGE_SHARES = (0.46, 0.39, 0.15)
_FIRST_USER = 999_000_000_001
# Comments of one person in the year: the median of his segment, with a heavy tail.
_MEDIANS = {"core": 55.0, "ring": 8.0, "fading": 9.0, "newcomer": 4.0}
_LEAST = {"core": 30, "ring": 4, "fading": 4, "newcomer": 2}
_MOST = {"core": 160, "ring": 24, "fading": 26, "newcomer": 12}
_SPREAD = 0.45
_WEEKDAYS = np.array([1.0, 0.95, 1.0, 1.05, 1.2, 1.25, 0.85])
_HOURS = np.array([
    0.30, 0.15, 0.10, 0.05, 0.05, 0.10, 0.80, 2.0, 6.0, 6.0, 2.2, 2.0,
    2.2, 2.0, 1.8, 1.8, 2.0, 2.5, 3.2, 6.0, 6.0, 5.6, 2.0, 0.80,
])  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One person of the group."""

    user_id: str
    name: str
    language: str
    segment: str
    lower_case: bool


def draw_members(rng: np.random.Generator) -> list[Member]:
    """Return the people of every segment, and the spammers after them."""
    segments = [name for name, count in TRUTH.members.items() for _ in range(count)]
    segments += ["spam"] * TRUTH.spammers
    return [
        _member(f"user{_FIRST_USER + place}", segment, rng)
        for place, segment in enumerate(segments)
    ]


def draw_moments(member: Member, rng: np.random.Generator) -> list[int]:
    """Return when the person writes, in order."""
    if member.segment == "spam":
        return _bursts(rng)
    if member.segment == "one_time":
        return moments_between(DAYS[0], date(2026, 8, 31), 1, rng)
    median = _MEDIANS[member.segment]
    count = int(np.clip(round(median * rng.lognormal(0, _SPREAD)), _LEAST[member.segment],
                        _MOST[member.segment]))  # fmt: skip
    first = TRUTH.newcomers_from if member.segment == "newcomer" else DAYS[0]
    last = TRUTH.fading_until if member.segment == "fading" else DAYS[-1]
    return moments_between(first, last, count, rng)


def moments_between(first: date, last: date, count: int, rng: np.random.Generator) -> list[int]:
    """Return moments of the days, with the rhythm of the week and of the day."""
    days = [day for day in DAYS if first <= day <= last]
    chosen = rng.choice(len(days), count, p=_shares(_WEEKDAYS[[d.weekday() for d in days]]))
    hours = rng.choice(24, count, p=_shares(_HOURS))
    seconds = rng.integers(0, 3600, count)
    return sorted(
        at_local(days[int(day)], int(hour) * 3600 + int(second))
        for day, hour, second in zip(chosen, hours, seconds, strict=True)
    )


def _member(user_id: str, segment: str, rng: np.random.Generator) -> Member:
    names = load_names()
    language = str(rng.choice(_LANGUAGES, p=_LANGUAGE_SHARES))
    initial = one_of("АБВГДКЛМНПРСТ" if language == "ru" else "ABEHJKLMNPRSTV", rng)
    name = one_of(names[language], rng)
    name = f"{name} {initial}." if rng.random() < 0.6 else name
    return Member(user_id, name + one_of(names["marks"], rng), language, segment,
                  bool(rng.random() < 0.25))  # fmt: skip


def _bursts(rng: np.random.Generator) -> list[int]:
    nights = rng.choice(len(DAYS), 4, replace=False)
    starts = [at_local(DAYS[int(night)], 3 * 3600 + int(rng.integers(5400))) for night in nights]
    return sorted(
        start + 20 * step + int(rng.integers(15)) for start in starts for step in range(6)
    )


def _shares(weights: Sequence[float] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    values = np.asarray(weights, dtype=np.float64)
    shares: npt.NDArray[np.float64] = values / values.sum()
    return shares
