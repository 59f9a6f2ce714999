"""Made-up audiences: crowds without any groups, of many shapes, and crowds of planted groups."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

DAY = 86_400
NOW = 1_790_000_000
KINDS = ("comments", "replies", "reactions", "shares", "views", "clicks")
Numbers = np.ndarray
Make = Callable[[np.random.Generator, int], Mapping[str, Numbers]]


def people_frame(columns: Mapping[str, Numbers]) -> pd.DataFrame:
    """Give feature columns a network and pseudonyms."""
    people = len(next(iter(columns.values())))
    names = pd.Series(range(people)).map("p{:06d}".format)
    return pd.DataFrame({"network": "telegram", "person": names, **columns})


def measured(frame: pd.DataFrame) -> list[str] | None:
    """Name the features of a made-up audience; None where the usual ones are in it."""
    names = [name for name in frame if name.startswith("feature_")]
    return names or None


def crowd(kind: str, people: int, seed: int) -> pd.DataFrame:
    """Make an audience without groups: one of `CROWDS`."""
    return people_frame(CROWDS[kind](np.random.default_rng(seed), people))


def _lognormal(correlation: float) -> Make:
    def make(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
        common = rng.normal(size=(people, 1))
        own = rng.normal(size=(people, 6))
        logs = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * own
        return _named(np.exp(1.5 + logs))

    return make


def _uniform(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    return _named(np.expm1(rng.uniform(0, 5, (people, 5))))


def _uniform_line(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    return _named(np.expm1(rng.uniform(1, 5, (people, 1)) + rng.normal(0, 0.1, (people, 4))))


def _heavy(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    shape = np.sqrt(3 / rng.chisquare(3, (people, 1)))
    logs = 5 + (0.7 * rng.normal(size=(people, 1)) + 0.7 * rng.normal(size=(people, 5))) * shape
    return _named(np.expm1(np.clip(logs, 0, 40)))


def _named(values: Numbers) -> Mapping[str, Numbers]:
    return {f"feature_{number}": column for number, column in enumerate(values.T)}


def _of_totals(rng: np.random.Generator, totals: Numbers, tastes: Numbers) -> dict[str, Numbers]:
    """Spread acts over kinds, days and posts by chance: nothing but how much people do differs."""
    acts = rng.multinomial(totals, tastes)
    days = 1 + rng.binomial(totals - 1, 0.5)
    posts = 1 + rng.binomial(totals - 1, 0.7)
    # Who does more was more likely seen lately.
    recency = rng.exponential(200 / (1 + np.log(totals)))
    return {
        "last": (NOW - recency * DAY).astype("int64"),
        "active_days": days,
        "posts": posts,
        **dict(zip(KINDS, acts.T, strict=False)),
    }


def _zipf(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    totals = np.minimum(rng.zipf(2.0, people), 5000)
    return _of_totals(rng, totals, np.array([0.4, 0.1, 0.4, 0.1]))


def _negative_binomial(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    totals = np.empty(0, dtype="int64")
    while len(totals) < people:
        more = rng.poisson(rng.gamma(0.4, 6, 4 * people))
        totals = np.concatenate([totals, more[more > 0]])
    return _of_totals(rng, totals[:people], np.array([0.3, 0.15, 0.45, 0.1]))


def _busy(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    totals = 1 + rng.poisson(30 * rng.gamma(2, 0.5, people))
    return _of_totals(rng, totals, np.array([0.3, 0.15, 0.45, 0.1]))


def _tastes(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    totals = np.minimum(rng.zipf(1.8, people), 5000)
    return _of_totals(rng, totals, rng.dirichlet([1.5, 0.6, 1.5, 0.6], people))


def _comments_only(rng: np.random.Generator, people: int) -> Mapping[str, Numbers]:
    totals = np.minimum(rng.zipf(2.2, people), 5000)
    return _of_totals(rng, totals, np.array([0.7, 0.3]))


CROWDS: Mapping[str, Make] = MappingProxyType(
    {
        "independent lognormal": _lognormal(0),
        "lognormal, correlation 0.5": _lognormal(0.5),
        "lognormal, correlation 0.8": _lognormal(0.8),
        "lognormal, correlation 0.95": _lognormal(0.95),
        "uniform": _uniform,
        "uniform line": _uniform_line,
        "heavy tails (t, 3)": _heavy,
        "Zipf activity": _zipf,
        "negative binomial activity": _negative_binomial,
        "busy gamma activity": _busy,
        "Zipf activity, own tastes": _tastes,
        "Zipf activity, two kinds": _comments_only,
    }
)
"""Audiences without groups: people differ by degree and by chance only."""


def planted(kind: str, people: int, seed: int) -> tuple[pd.DataFrame, Numbers]:
    """Make an audience of planted groups, one of `PLANTED`, and tell who is in which."""
    rng = np.random.default_rng(seed)
    shares, levels = PLANTED[kind]
    sizes = np.floor(np.array(shares) * people).astype(int)
    sizes[0] += people - sizes.sum()
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rng.shuffle(truth)
    means = np.array(list(levels.values())).T[truth]
    # People of one group differ by a common bent to do more or less, and in each thing alone.
    bent = rng.normal(0, 0.15, (people, 1)) + rng.normal(0, 0.2, means.shape)
    drawn = rng.poisson(means * np.exp(bent))
    columns = dict(zip(levels, drawn.T, strict=True))
    for name in ("active_days", "posts"):
        if name in columns:
            columns[name] = np.maximum(columns[name], 1)
    if "recency_days" in columns:
        columns["last"] = NOW - columns.pop("recency_days") * DAY
    return people_frame(columns), truth


Plan = tuple[Sequence[float], Mapping[str, Sequence[float]]]
PLANTED: Mapping[str, Plan] = MappingProxyType(
    {
        "2: light and heavy": (
            (0.8, 0.2),
            {"recency_days": (90, 12), "active_days": (2, 25), "posts": (3, 40),
             "comments": (1.5, 40), "reactions": (2, 60)},
        ),
        "2: commenters and reactors": (
            (0.6, 0.4),
            {"active_days": (10, 10), "posts": (15, 15), "comments": (20, 0.3),
             "reactions": (0.3, 20)},
        ),
        "3: by kind of act": (
            (0.5, 0.35, 0.15),
            {"active_days": (12, 12, 12), "posts": (15, 15, 15), "comments": (25, 0.3, 0.3),
             "reactions": (0.5, 30, 1), "shares": (0.2, 0.2, 20)},
        ),
        "3: light, heavy, lapsed": (
            (0.6, 0.25, 0.15),
            {"recency_days": (40, 4, 400), "active_days": (2, 40, 40), "posts": (3, 50, 50),
             "comments": (2, 40, 40), "reactions": (2, 50, 50)},
        ),
        "4: one of five in a hundred": (
            (0.5, 0.3, 0.15, 0.05),
            {"active_days": (12, 12, 12, 12), "comments": (25, 0.3, 0.3, 0.3),
             "reactions": (0.3, 30, 0.3, 0.3), "shares": (0.2, 0.2, 20, 0.2),
             "replies": (0.2, 0.2, 0.2, 40)},
        ),
        "5: kinds and a lapsed group": (
            (0.35, 0.25, 0.2, 0.1, 0.1),
            {"recency_days": (15, 15, 15, 15, 500), "comments": (25, 0.3, 0.3, 0.3, 0.3),
             "reactions": (0.3, 30, 0.3, 0.3, 0.3), "shares": (0.2, 0.2, 20, 0.2, 0.2),
             "replies": (0.2, 0.2, 0.2, 40, 0.2)},
        ),
        "6: one for each kind": (
            (0.3, 0.2, 0.2, 0.15, 0.1, 0.05),
            {"comments": (25, 0.3, 0.3, 0.3, 0.3, 0.3), "replies": (0.2, 30, 0.2, 0.2, 0.2, 0.2),
             "reactions": (0.3, 0.3, 30, 0.3, 0.3, 0.3), "shares": (0.2, 0.2, 0.2, 20, 0.2, 0.2),
             "views": (0.3, 0.3, 0.3, 0.3, 40, 0.3), "clicks": (0.2, 0.2, 0.2, 0.2, 0.2, 20)},
        ),
    }
)  # fmt: skip
"""Shares of the groups and, for each feature, the mean of every group."""
