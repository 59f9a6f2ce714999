"""How many people of the target group use a network: log-odds, with the error of every figure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from smmlab.brief import Brief, Market, Target
from smmlab.networks.evidence import SD_BORROWED, SD_OF_GRADE, Evidence, Figure
from smmlab.networks.markets import borrowing_sd, lenders

Draws = npt.NDArray[np.float64]
# Age and sex effects overlap, so their sum counts by this weight (method, step 1: an assumption).
OVERLAP, OVERLAP_SD = 0.7, 0.15
YOUNGEST_ADULT, OLDEST = 18, 84
_LENDER = "US"
_SIZES = ("reach", "accounts", "users")
_WHOLE = ("all", "adults", "12+")
_LEAST, _MOST = 0.001, 0.97


@dataclass(frozen=True)
class Effect:
    """How the target group differs from everybody on the log-odds scale, and the figures behind."""

    size: float
    sd: float
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Potential:
    """Draws of the share of adults and of the share of the target group who use a network."""

    reach: Draws
    share: Draws
    main: Figure
    figures: tuple[Figure, ...]


def logit(share: float | Draws) -> Draws:
    """Return log-odds."""
    bounded = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float64)


def expit(odds: float | Draws) -> Draws:
    """Return the share of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(odds))), dtype=np.float64)


def draw_overlap(draws: int, rng: np.random.Generator) -> Draws:
    """Draw the weight of the age and sex effects; one draw holds for all networks."""
    return np.clip(rng.normal(OVERLAP, OVERLAP_SD, draws), 0, 1)


def draw_potential(
    brief: Brief,
    network: str,
    evidence: Evidence,
    overlap: Draws,
    rng: np.random.Generator,
    *,
    borrows: bool = True,
) -> Potential | None:
    """Draw reach and the share of the target group; None when there is no figure.

    Unless told not to, it borrows a figure of a market near, with a wider error
    (`smmlab.networks.markets`). Accounts become adult people by the share of adults and the people
    behind an account. The error of a figure is normal on the log-odds scale (`Figure.sd`).
    """
    draws = len(overlap)
    noise = rng.normal(0, 1, (4, draws))
    places = lenders(brief.market) if borrows else (brief.market,)
    found = _nearest_share(network, places, evidence, noise[:2])
    if found is None:
        return None
    main, share, corrections = found
    sd = main.sd(evidence.year, market=main.market) + borrowing_sd(brief.market, main.market)
    reach = expit(logit(np.clip(share, _LEAST, _MOST)) + sd * noise[2])
    effect = _target_effect(brief.target, network, brief.market, evidence)
    odds = logit(reach) + overlap * effect.size + OVERLAP * effect.sd * noise[3]
    return Potential(reach, expit(odds), main, (main, *corrections, *effect.figures))


def _nearest_share(
    network: str, places: tuple[Market, ...], evidence: Evidence, noise: Draws
) -> tuple[Figure, Draws, tuple[Figure, ...]] | None:
    """Return the figure to start from: of the first place that has one."""
    for place in places:
        for main in evidence.candidates(_SIZES, network, place, _WHOLE):
            # Accounts of a neighbour are a share of the neighbour's people.
            base = _share_of_base(main, network, place, evidence, noise)
            if base is not None:
                return main, *base
    return None


def _share_of_base(
    main: Figure, network: str, market: str, evidence: Evidence, noise: Draws
) -> tuple[Draws, tuple[Figure, ...]] | None:
    if main.topic == "reach":
        return np.full(noise.shape[1], main.value), ()
    if main.topic == "users":
        people = evidence.best(["population"], "any", market, [main.segment])
        if people is None:
            return None
        return np.full(noise.shape[1], main.value / people.value), (people,)
    people = evidence.best(["population"], "any", market, ["adults"])
    per_account = _assumption("people_per_account", network, market, evidence)
    adult = _assumption("adult_share", network, market, evidence)
    if people is None or per_account is None or adult is None:
        return None
    share = main.value / people.value * _wobble(per_account, noise[0])
    if main.segment == "adults":
        return share, (people, per_account)
    # Accounts of teenagers must not count as adults: they would flatter the networks of the young.
    return share * _wobble(adult, noise[1]), (people, per_account, adult)


def _assumption(topic: str, network: str, market: str, evidence: Evidence) -> Figure | None:
    found = (
        evidence.best([topic], name, place)
        for name in (network, "any")
        for place in (market, "GLOBAL")
    )
    return next((figure for figure in found if figure is not None), None)


def _wobble(figure: Figure, noise: Draws) -> Draws:
    return expit(logit(figure.value) + SD_OF_GRADE[figure.grade] * noise)


def _target_effect(target: Target, network: str, market: str, evidence: Evidence) -> Effect:
    parts = [_age_effect(target, network, market, evidence)]
    if target.sex != "any":
        parts.append(_sex_effect(target, network, market, evidence))
    known = [part for part in parts if part is not None]
    variance = max((part.sd for part in known), default=0.0) ** 2
    if len(known) < len(parts):
        # The group may differ from everybody, and nothing says how.
        variance += (SD_BORROWED / OVERLAP) ** 2
    figures = tuple(dict.fromkeys(figure for part in known for figure in part.figures))
    return Effect(sum(part.size for part in known), float(np.sqrt(variance)), figures)


def _age_effect(target: Target, network: str, market: str, evidence: Evidence) -> Effect | None:
    for place in dict.fromkeys((market, _LENDER)):
        for total in evidence.candidates(["reach"], network, place):
            bands = _bands_of(total, network, evidence)
            weights = [
                max(0, min(high, target.age_to) - max(low, target.age_from) + 1)
                for low, high, _ in bands
            ]
            # Bands that say nothing on most of the target group say nothing on it.
            if sum(weights) * 2 < target.age_to - target.age_from + 1 or not sum(weights):
                continue
            shares = [figure.value for _, _, figure in bands]
            share = float(np.average(shares, weights=weights))
            used = [figure for (_, _, figure), w in zip(bands, weights, strict=True) if w]
            return _effect(share, total, used, market, evidence)
    return None


def _bands_of(total: Figure, network: str, evidence: Evidence) -> list[tuple[int, int, Figure]]:
    bands = evidence.in_series(total, network)
    return [(*_ages(one.segment), one) for one in bands if one.segment.startswith("age:")]


def _ages(segment: str) -> tuple[int, int]:
    low, _, high = segment.removeprefix("age:").replace("+", f"-{OLDEST}").partition("-")
    return int(low), int(high)


def _sex_effect(target: Target, network: str, market: str, evidence: Evidence) -> Effect | None:
    for place in dict.fromkeys((market, _LENDER)):
        for total in evidence.candidates(["reach"], network, place):
            for segment, mirror in ((f"sex:{target.sex}", False), (_other(target.sex), True)):
                for figure in evidence.candidates(["reach"], network, place, [segment]):
                    if figure.series == total.series:
                        # Two halves make the whole: one sex tells the other.
                        share = 2 * total.value - figure.value if mirror else figure.value
                        return _effect(share, total, [figure], market, evidence)
    return None


def _other(sex: str) -> str:
    return "sex:male" if sex == "female" else "sex:female"


def _effect(
    share: float, total: Figure, used: list[Figure], market: str, evidence: Evidence
) -> Effect:
    sd = max(figure.sd(evidence.year, market=market) for figure in used)
    size = float(logit(np.clip(share, 0.005, 0.995)) - logit(total.value))
    return Effect(size, sd, (total, *used))
