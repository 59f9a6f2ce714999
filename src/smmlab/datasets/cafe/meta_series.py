"""Meta Business Suite, page export: daily series and the audience, in Meta's UTF-16."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from smmlab.datasets.cafe.clock import DAYS, local_time, meta_day_text
from smmlab.datasets.cafe.counts import Counts
from smmlab.datasets.cafe.posts import Post
from smmlab.datasets.cafe.truth import TRUTH

Ints = npt.NDArray[np.int64]
_WEEKDAYS = np.array([0.95, 0.90, 0.95, 1.0, 1.15, 1.25, 0.85])
# A post is seen mostly on its first day; these parts of its reach fall on the days after.
_DECAY = np.array([0.60, 0.22, 0.09, 0.05, 0.04])
_BASE = {"facebook": 70.0, "instagram": 95.0}
_AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
_WOMEN = (7.9, 27.4, 22.1, 9.6, 4.0, 1.6)
_MEN = (2.8, 9.7, 8.3, 4.1, 1.8, 0.7)
_COUNTRIES = {
    "Estonia": 88.4, "Finland": 3.9, "Latvia": 1.7, "United Kingdom": 0.9, "Germany": 0.8,
    "Ukraine": 0.8, "Sweden": 0.6, "United States": 0.5, "Lithuania": 0.4, "Spain": 0.3,
}  # fmt: skip
_CITIES = {
    "Tallinn, Harju County, Estonia": 71.2, "Tartu, Tartu County, Estonia": 4.1,
    "Helsinki, Finland": 2.9, "Maardu, Harju County, Estonia": 1.8,
    "Viimsi, Harju County, Estonia": 1.6, "Narva, Ida-Viru County, Estonia": 1.4,
    "Pärnu, Pärnu County, Estonia": 1.3, "Riga, Latvia": 1.0, "Keila, Harju County, Estonia": 0.8,
    "Saue, Harju County, Estonia": 0.6,
}  # fmt: skip


def daily_reach(posts: Sequence[Post], counts: Counts, rng: np.random.Generator) -> Ints:
    """Return the page's reach by day: a base with a weekly rhythm, and what the posts brought."""
    first = DAYS[0].toordinal()
    brought = np.zeros(len(DAYS) + len(_DECAY))
    for post, reach in zip(posts, counts.reach, strict=True):
        place = local_time(post.at).date().toordinal() - first
        brought[place : place + len(_DECAY)] += reach * _DECAY
    base = _BASE[posts[0].network] * _WEEKDAYS[[day.weekday() for day in DAYS]]
    noise = rng.lognormal(0, 0.25, len(DAYS))
    whole: Ints = np.rint((base + brought[: len(DAYS)]) * noise).astype(np.int64)
    return whole


def daily_follows(reach: Ints, rng: np.random.Generator) -> Ints:
    """Return new follows by day; some days have none."""
    follows: Ints = rng.poisson(reach / 420).astype(np.int64)
    return follows


def series_csv(
    blocks: Mapping[str, Ints],
    *,
    zero_days: bool,
    days: Sequence[date] = DAYS,
    left_out: Collection[date] = TRUTH.days_left_out,
) -> bytes:
    """Return stacked daily series; ``zero_days`` false leaves days of zero out, as Meta may."""
    text = "sep=,\n"
    for title, values in blocks.items():
        rows = [
            f'"{meta_day_text(day)}","{value}"'
            for day, value in zip(days, values.tolist(), strict=True)
            if day not in left_out and (zero_days or value)
        ]
        text += "\n".join([f'"{title}"', '"Date","Primary"', *rows]) + "\n\n"
    return _utf16(text)


def audience_csv(
    women: Sequence[float] = _WOMEN,
    men: Sequence[float] = _MEN,
    cities: Mapping[str, float] = MappingProxyType(_CITIES),
) -> bytes:
    """Return the audience of the page: age and sex, countries, cities, in percent."""
    ages = [f'"{age}","{w}","{m}"' for age, w, m in zip(_AGES, women, men, strict=True)]
    blocks = [
        "sep=,", '"Age & gender"', '"","Women","Men"', *ages, "",
        '"Top countries"', *_across(_COUNTRIES), "", '"Top cities"', *_across(cities), "", "",
    ]  # fmt: skip
    return _utf16("\n".join(blocks))


def _across(shares: Mapping[str, float]) -> tuple[str, str]:
    names = ",".join(f'"{name}"' for name in shares)
    return names, ",".join(f'"{share}"' for share in shares.values())


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")
