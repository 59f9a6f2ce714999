"""The brief: what the client sells, to whom, where, and with what; kept in project.toml."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smmlab.errors import ProjectError
from smmlab.texts import Language, message
from smmlab.typed_fields import build, check_types

Market = Literal["EE", "LV", "LT", "RU", "US", "UK", "EU", "GLOBAL"]
Sex = Literal["female", "male", "any"]
RegulatedGoods = Literal[
    "alcohol", "tobacco", "gambling", "medicines", "weapons", "adult", "financial", "cannabis",
    "supplements",
]  # fmt: skip
PriceLevel = Literal["low", "middle", "high"]
KeyEvents = Literal["enquiries"]
Tone = Literal["friendly", "businesslike", "informal"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

YOUNGEST, OLDEST = 13, 120
HOURS_IN_A_WEEK = 168
HOURS_IN_A_DAY = 24


@dataclass(frozen=True)
class Target:
    """The people the client wants: age range, sex, places, languages; ``people``: how many."""

    age_from: int = 18
    age_to: int = 65
    sex: Sex = "any"
    people: int | None = None
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interest: str = ""


@dataclass(frozen=True)
class Objective:
    """A goal that can be checked: from the baseline to the target, by a date, by a person."""

    metric: str
    target: float
    by: date | None = None
    owner: str = ""
    baseline: float | None = None


def check_timezone(name: str) -> str:
    """Return the name of a time zone if there is such a zone.

    Raises
    ------
    ProjectError
        When there is not.

    Examples
    --------
    >>> check_timezone("Europe/Tallinn")
    'Europe/Tallinn'
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise ProjectError(
            message("The time zone {found} is not known. Use a name such as Europe/Tallinn."),
            {"found": name},
        ) from problem
    return name


@dataclass(frozen=True)
class Brief:
    """What the strategist knows before the data speak; money is in ``currency``.

    ``key_events``: what the web counter calls so, empty while nobody has said it.

    Raises
    ------
    ProjectError
        Naming the field whose value cannot be, what was expected and what was found.

    Examples
    --------
    >>> Brief(name="Kohvik Kaja", market="EE", timezone="Europe/Tallinn").currency
    'EUR'
    """

    name: str
    business: str = ""
    goods: str = ""
    price_level: PriceLevel | Literal[""] = ""
    market: Market = "EE"
    place: str = ""
    timezone: str = "Europe/Tallinn"
    currency: str = "EUR"
    language: Language = "en"
    content_languages: tuple[str, ...] = ()
    target: Target = field(default_factory=Target)
    objectives: tuple[Objective, ...] = ()
    posts_per_week: int | None = None
    budget_per_month: float | None = None
    hours_per_week: float | None = None
    face: str = ""
    owner: str = ""
    tone: Tone | Literal[""] = ""
    taboo_topics: tuple[str, ...] = ()
    work_from: int | None = None
    work_to: int | None = None
    work_days: tuple[Weekday, ...] = ()
    rivals_per_network: dict[str, int] = field(default_factory=dict)
    regulated_goods: tuple[RegulatedGoods, ...] = ()
    key_events: KeyEvents | Literal[""] = ""

    def __post_init__(self) -> None:
        check_types(self)
        if not self.name.strip():
            raise ProjectError(message("The client has no name. Write one into the brief."))
        check_timezone(self.timezone)
        if len(self.currency) != 3 or not self.currency.isalpha() or not self.currency.isupper():
            raise ProjectError(
                message("The currency {found} is not a three-letter code. Use one such as EUR."),
                {"found": self.currency},
            )
        _check_target(self.target)
        _check_means(self)
        _check_work(self)
        for goal in self.objectives:
            check_goal(goal)

    def as_dict(self) -> dict[str, Any]:
        """Return the brief as plain values, without what is empty."""
        plain = asdict(self)
        plain["target"] = {k: v for k, v in plain["target"].items() if v not in (None, "", ())}
        return {k: v for k, v in plain.items() if v not in (None, "", (), {})}


def brief_from_dict(plain: Mapping[str, Any]) -> Brief:
    """Build a brief from the plain values of project.toml.

    Raises
    ------
    ProjectError
        Naming the field that is unknown or has a wrong value.

    Examples
    --------
    >>> brief_from_dict({"name": "Kaja", "target": {"places": ["Tartu"]}}).target.places
    ('Tartu',)
    """
    return build(Brief, plain)


def _check_target(target: Target) -> None:
    if not YOUNGEST <= target.age_from <= target.age_to <= OLDEST:
        raise ProjectError(
            message(
                "The target ages {low}-{high} do not make a range. "
                "Give the lower age first, from {youngest} to {oldest}."
            ),
            {
                "low": target.age_from,
                "high": target.age_to,
                "youngest": YOUNGEST,
                "oldest": OLDEST,
            },
        )
    if target.people is not None and target.people <= 0:
        raise ProjectError(
            message(
                "Nobody belongs to a target group of {found} people. Give a number above zero, or "
                "leave it out: then it is estimated from public figures."
            ),
            {"found": target.people},
        )


def _check_means(brief: Brief) -> None:
    if brief.budget_per_month is not None and brief.budget_per_month < 0:
        raise ProjectError(
            message(
                "A budget of {found} {currency} a month cannot be. Give zero or more, or leave it "
                "out while it is not known."
            ),
            {"found": brief.budget_per_month, "currency": brief.currency},
        )
    hours = brief.hours_per_week
    if hours is not None and not 0 <= hours <= HOURS_IN_A_WEEK:
        raise ProjectError(
            message(
                "A week cannot have {found} hours of work. Give a number from zero to {most}, or "
                "leave it out while it is not known."
            ),
            {"found": hours, "most": HOURS_IN_A_WEEK},
        )
    if brief.posts_per_week is not None and brief.posts_per_week < 0:
        raise ProjectError(
            message(
                "{found} posts a week cannot be. Give zero or more, or leave it out while it is "
                "not known."
            ),
            {"found": brief.posts_per_week},
        )
    for network, count in brief.rivals_per_network.items():
        if count < 0:
            raise ProjectError(
                message(
                    "{found} rivals on {network} cannot be. Give the number counted, or leave the "
                    "network out."
                ),
                {"found": count, "network": network},
            )


def _check_work(brief: Brief) -> None:
    opens, closes = brief.work_from, brief.work_to
    told = [hour for hour in (opens, closes) if hour is not None]
    is_range = (opens or 0) < (HOURS_IN_A_DAY if closes is None else closes)
    if not is_range or not all(0 <= hour <= HOURS_IN_A_DAY for hour in told):
        raise ProjectError(
            message(
                "Answering from {opens} to {closes} o'clock cannot be. Give full hours from "
                "{least} to {most}, the earlier one first, or leave both out."
            ),
            {"opens": "–" if opens is None else opens, "closes": "–" if closes is None else closes,
             "least": 0, "most": HOURS_IN_A_DAY},
        )  # fmt: skip


def check_goal(goal: Objective) -> Objective:
    """Return a goal that says what is measured and how far it should move.

    Raises
    ------
    ProjectError
        When it does not.

    Examples
    --------
    >>> check_goal(Objective("orders", 40, baseline=12)).target
    40
    """
    if not goal.metric.strip():
        raise ProjectError(
            message(
                "The goal with the target {target} does not say what is measured. Name a measure, "
                "such as orders."
            ),
            {"target": goal.target},
        )
    if goal.baseline is not None and goal.baseline == goal.target:
        raise ProjectError(
            message(
                "The goal for {metric} begins and ends at {target}, so there is nothing to reach. "
                "Give a target that differs from the baseline."
            ),
            {"metric": goal.metric, "target": goal.target},
        )
    return goal
