"""What one case is made of: the company, its year, and everything that will be planted in it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from smmlab.course.cases.kinds import CompanyKind, Face, LocalKind, Place, load_kinds
from smmlab.course.cases.scripts import INCIDENT_TOPICS
from smmlab.course.cases.truth import Difficulty, Model
from smmlab.texts import Language

T = TypeVar("T")
NETWORKS = ("instagram", "facebook", "telegram")
TYPES = ("provocation", "instruction", "medal", "laugh")
_DAYS = 365
_LATEST = date(2026, 10, 31)
_OTHER_LANGUAGE = {"en": "et", "et": "ru", "ru": "et"}
_MODELS: tuple[Model, ...] = ("own_goods", "services", "ads", "affiliate")
# From the middle of the day on: posts of these hours are many on every page.
_BLOCKS = (8, 12, 16)
_BLOCK_HOURS = 4
_QUIET_HOURS = (6, 7, 22, 23)


@dataclass(frozen=True)
class Strength:
    """How strong what is planted stands out, by difficulty."""

    type_factor: tuple[float, float]
    block_factor: tuple[float, float]
    outcry: float
    leaders_share: float
    gap_factor: float


STRENGTHS: dict[Difficulty, Strength] = {
    "easy": Strength((2.1, 2.4), (1.9, 2.1), 1.2, 0.60, 3.4),
    "usual": Strength((1.8, 2.2), (1.65, 1.85), 1.0, 0.50, 2.8),
    "hard": Strength((1.5, 1.5), (1.5, 1.5), 0.7, 0.40, 2.2),
}


@dataclass(frozen=True)
class Plan:
    """The company of a case and its planted facts, before any post or order is drawn.

    Parameters
    ----------
    kind, local
        What it is, and the same in the language of the case.
    language, second
        Most posts and people use the first, some the second.
    name, place, face
        Of the company.
    first_day, last_day
        Of the exports.
    buyers, loud, third
        The networks by what they are good for.
    type_network, working_type, seeming_type, type_factor
        See `smmlab.course.cases.truth.CaseTruth`.
    block, block_factor, seeming_hour
        The hours that earn more, and one that only seems to.
    fading_until, newcomers_from, incident_day, incident_topic
        Turns in the life of the group; the incident begins on a Monday, so that its day is also
        the first one of its week.
    answered, answer_minutes
        Of questions: the share answered, and the middle wait before the night is counted in.
    model
        The way of earning that will pay best.
    gap_type, gap_form
        What one rival alone makes.
    missing_days
        That the daily series leave out.
    strength
        By the difficulty.
    """

    kind: CompanyKind
    local: LocalKind
    language: Language
    second: str
    name: str
    place: Place
    face: Face
    first_day: date
    last_day: date
    buyers: str
    loud: str
    third: str
    type_network: str
    working_type: str
    seeming_type: str
    type_factor: float
    block: tuple[int, ...]
    block_factor: float
    seeming_hour: int
    fading_until: date
    newcomers_from: date
    incident_day: date
    incident_topic: str
    answered: float
    answer_minutes: float
    model: Model
    gap_type: str
    gap_form: str
    missing_days: tuple[date, ...]
    strength: Strength

    @property
    def slug(self) -> str:
        """The name as an address may hold it; Cyrillic names give way to the kind's."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "", plain.lower()) or f"{self.kind.name}example"

    @property
    def site(self) -> str:
        """Where the web shop is; no such place exists."""
        return f"{self.slug}.example"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the year of the case."""
        return tuple(self.first_day + timedelta(days=n) for n in range(_DAYS))

    def slots(self, language: str) -> dict[str, list[str]]:
        """Return what may stand in the slots of a text, by name; one of the words is taken."""
        local = self.kind.by_language[language]
        return {
            "goods": [good.name for good in local.goods],
            "price": [f"{good.price:g}" for good in local.goods],
            "company": [self.name],
            "place": [self.place.quarter],
            "face": [self.face.name],
            "trade": [self.trade(self.face, language)],
        }

    def trade(self, face: Face, language: str) -> str:
        """Return the trade of one of the faces in a language; faces stand in the same order."""
        faces = self.kind.by_language[language].faces
        return faces[self.local.faces.index(face) % len(faces)].trade

    @property
    def languages(self) -> tuple[str, str]:
        """The languages of posts and of people, the main one first."""
        return (self.language, self.second)


def draw_plan(rng: np.random.Generator, difficulty: Difficulty, language: Language) -> Plan:
    """Draw a company and what will be planted in its year."""
    kinds = load_kinds()
    kind = kinds[int(rng.integers(len(kinds)))]
    local = kind.by_language[language]
    strength = STRENGTHS[difficulty]
    last_day = _LATEST - timedelta(days=int(rng.integers(0, 76)))
    first_day = last_day - timedelta(days=_DAYS - 1)
    loud = _one(("instagram", "facebook"), rng)
    buyers, third = rng.permutation([name for name in NETWORKS if name != loud]).tolist()
    working, seeming, gap_type = rng.permutation(TYPES).tolist()[:3]
    starts = _BLOCKS[int(rng.integers(len(_BLOCKS)))]
    has_block = bool(rng.random() < 0.5)
    fading_until = last_day - timedelta(days=int(rng.integers(125, 150)))
    incident = fading_until - timedelta(days=int(rng.integers(12, 70)))
    return Plan(
        kind=kind,
        local=local,
        language=language,
        second=_OTHER_LANGUAGE[language],
        name=_one(local.companies, rng),
        place=_one(local.places, rng),
        face=_one(local.faces, rng),
        first_day=first_day,
        last_day=last_day,
        buyers=buyers,
        loud=loud,
        third=third,
        type_network=_one(("instagram", "facebook"), rng),
        working_type=working,
        seeming_type=seeming,
        type_factor=round(float(rng.uniform(*strength.type_factor)), 2),
        block=tuple(range(starts, starts + _BLOCK_HOURS)) if has_block else (),
        block_factor=round(float(rng.uniform(*strength.block_factor)), 2) if has_block else 1.0,
        seeming_hour=_one(_QUIET_HOURS, rng),
        fading_until=fading_until,
        newcomers_from=last_day - timedelta(days=39),
        incident_day=incident - timedelta(days=incident.weekday()),
        incident_topic=_one(INCIDENT_TOPICS, rng),
        answered=round(float(rng.uniform(0.62, 0.9)), 2),
        answer_minutes=float(rng.integers(20, 95)),
        model=_one(_MODELS, rng),
        gap_type=gap_type,
        gap_form=_one(("carousel", "video"), rng),
        missing_days=_missing(first_day, rng),
        strength=strength,
    )


def _missing(first_day: date, rng: np.random.Generator) -> tuple[date, ...]:
    """Return two or three days in a row and one or two apart, none at an end of the year."""
    start = int(rng.integers(20, 300))
    places = {*range(start, start + int(rng.integers(2, 4))), *rng.integers(20, 340, 2).tolist()}
    return tuple(first_day + timedelta(days=place) for place in sorted(places))


def _one(options: Sequence[T], rng: np.random.Generator) -> T:
    return options[int(rng.integers(len(options)))]
