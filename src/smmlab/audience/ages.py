"""Age bands: read, and joined only where those of all sources agree or add up."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

Band = tuple[int, int]
"""From an age up to, and without, another one; `OLDEST` when open."""

OLDEST = 200
STANDARD: tuple[Band, ...] = (
    (13, 18), (18, 25), (25, 35), (35, 45), (45, 55), (55, 65), (65, OLDEST),
)  # fmt: skip
"""The bands most networks use."""

_BAND = re.compile(r"\s*(\d{1,3})\s*(?:[-\u2013]\s*(\d{1,3})|(\+))\s*")
_FIRST = 14  # youngest bands start at 12, 13 or 14: the least age a network admits


def read_bands(labels: Iterable[str]) -> dict[str, Band]:
    """Read the age bands of one source; what is no band is left out.

    Some sources write the last year of a band (18-24, 25-34), others the first of the next one
    (18-21, 21-24): the bands around it tell.

    Examples
    --------
    >>> read_bands(["18-24", "25-34", "35+", "unknown"])
    {'18-24': (18, 25), '25-34': (25, 35), '35+': (35, 200)}
    >>> read_bands(["12-18", "18-21"])
    {'12-18': (12, 18), '18-21': (18, 21)}
    """
    found = {label: one for label in labels if (one := _BAND.fullmatch(label))}
    starts = {int(one[1]) for one in found.values()}
    ends = {int(one[2]) for one in found.values() if one[2]}
    # Bands that end where another begins leave their end out; if one does, all of them do.
    shared = bool(starts & ends) and not {end + 1 for end in ends} & starts
    bands = {}
    for label, one in found.items():
        end = OLDEST if one[3] else int(one[2]) + (not shared)
        if int(one[1]) < end:
            bands[label] = (int(one[1]), end)
    return bands


def join_bands(sources: Sequence[Iterable[Band]]) -> list[Band]:
    """Return the finest bands into which those of every source add up.

    Parameters
    ----------
    sources
        The bands of each source. The youngest ones may start at different ages, as each network
        admits people from another age on.

    Returns
    -------
    list
        Bands in order, empty when there are none in common; they cover what all sources cover.

    Examples
    --------
    >>> join_bands([[(13, 18), (18, 25), (25, 35)], [(12, 18), (18, 21), (21, 25), (25, 35)]])
    [(13, 18), (18, 25), (25, 35)]
    >>> join_bands([[(18, 30), (30, 45)], [(18, 25), (25, 45)]])
    [(18, 45)]
    """
    chains = [chain for bands in sources if (chain := _chain(bands))]
    if not chains or len(chains) < len(sources):
        return []
    common = sorted(set.intersection(*(set(chain) for chain in chains)))
    starts = [chain[0] for chain in chains]
    first = max(starts)
    if first <= _FIRST and first not in common:
        common.insert(0, first)
    return list(pairwise(common))


def band_of(band: Band, joined: Sequence[Band]) -> Band | None:
    """Return the joined band that holds a band of a source.

    Examples
    --------
    >>> band_of((21, 25), [(13, 18), (18, 25)])
    (18, 25)
    """
    start = max(band[0], joined[0][0]) if joined and band[0] <= _FIRST else band[0]
    return next((one for one in joined if one[0] <= start and band[1] <= one[1]), None)


def band_name(band: Band) -> str:
    """Write a band as networks do.

    Examples
    --------
    >>> band_name((18, 25)), band_name((65, OLDEST))
    ('18-24', '65+')
    """
    return f"{band[0]}+" if band[1] >= OLDEST else f"{band[0]}-{band[1] - 1}"


def bands_of_ages(ages: Sequence[float], bands: Sequence[Band]) -> list[str | None]:
    """Return the name of the band of each age, None outside all of them.

    Examples
    --------
    >>> bands_of_ages([17, 30, 90], [(18, 25), (25, 35)])
    [None, '25-34', None]
    """
    names: list[str | None] = [band_name(band) for band in bands]
    values = np.asarray(ages, dtype=np.float64)
    place = np.full(len(values), len(bands))
    for number, (start, end) in enumerate(bands):
        place[(values >= start) & (values < end)] = number
    return [[*names, None][number] for number in place]


def _chain(bands: Iterable[Band]) -> list[int]:
    """Return the limits of bands that follow each other without a gap or an overlap."""
    ordered = sorted(set(bands))
    if not ordered or any(one[1] != two[0] for one, two in pairwise(ordered)):
        return []
    return [ordered[0][0], *(end for _start, end in ordered)]
