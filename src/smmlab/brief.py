"""The brief: what the client sells, to whom, where; kept in project.toml."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smmlab.errors import ProjectError
from smmlab.texts import LANGUAGES, Language, message

Market = Literal["EE", "LV", "LT", "RU", "US", "UK", "EU", "GLOBAL"]
Sex = Literal["female", "male", "any"]
RegulatedGoods = Literal[
    "alcohol", "tobacco", "gambling", "medicines", "weapons", "adult", "financial", "cannabis",
    "supplements",
]  # fmt: skip


@dataclass(frozen=True)
class Target:
    """The people the client wants: age range, sex, languages; ``people`` is their number."""

    age_from: int = 18
    age_to: int = 65
    sex: Sex = "any"
    people: int | None = None
    languages: tuple[str, ...] = ()
    interest: str = ""


@dataclass(frozen=True)
class Objective:
    """A goal that can be checked: from the baseline to the target, by a date, by a person."""

    metric: str
    target: float
    by: date | None = None
    owner: str = ""


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
    """What the strategist knows before the data speak.

    Examples
    --------
    >>> Brief(name="Kohvik Kaja", market="EE", timezone="Europe/Tallinn").currency
    'EUR'
    """

    name: str
    business: str = ""
    goods: str = ""
    market: Market = "EE"
    place: str = ""
    timezone: str = "Europe/Tallinn"
    currency: str = "EUR"
    language: Language = "en"
    content_languages: tuple[str, ...] = ()
    target: Target = field(default_factory=Target)
    objectives: tuple[Objective, ...] = ()
    posts_per_week: int | None = None
    face: str = ""
    owner: str = ""
    rivals_per_network: dict[str, int] = field(default_factory=dict)
    regulated_goods: tuple[RegulatedGoods, ...] = ()

    def __post_init__(self) -> None:
        _one_of("market", self.market, get_args(Market))
        _one_of("language", self.language, LANGUAGES)
        _one_of("target.sex", self.target.sex, get_args(Sex))
        for goods in self.regulated_goods:
            _one_of("regulated_goods", goods, get_args(RegulatedGoods))
        check_timezone(self.timezone)
        if len(self.currency) != 3 or not self.currency.isalpha() or not self.currency.isupper():
            raise ProjectError(
                message("The currency {found} is not a three-letter code. Use one such as EUR."),
                {"found": self.currency},
            )
        if not 13 <= self.target.age_from <= self.target.age_to <= 120:
            raise ProjectError(
                message(
                    "The target ages {low}-{high} do not make a range. "
                    "Give the lower age first, from 13 to 120."
                ),
                {"low": self.target.age_from, "high": self.target.age_to},
            )

    def as_dict(self) -> dict[str, Any]:
        """Return the brief as plain values, without what is empty."""
        plain = asdict(self)
        plain["target"] = {k: v for k, v in plain["target"].items() if v not in (None, "", ())}
        return {k: v for k, v in plain.items() if v not in (None, "", (), {})}


def brief_from_dict(plain: dict[str, Any]) -> Brief:
    """Build a brief from the plain values of project.toml.

    Raises
    ------
    ProjectError
        Naming the field that is unknown or has a wrong value.
    """
    values = dict(plain)
    try:
        values["target"] = Target(**_tuples(values.get("target", {})))
        values["objectives"] = tuple(Objective(**goal) for goal in values.get("objectives", ()))
        return Brief(**_tuples(values))
    except TypeError as problem:
        raise ProjectError(
            message(
                "project.toml does not hold a brief: {problem}. Compare it with a new project."
            ),
            {"problem": str(problem).removeprefix("Brief.__init__() ")},
        ) from problem


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }


def _one_of(field_name: str, found: object, allowed: tuple[str, ...]) -> None:
    if found not in allowed:
        raise ProjectError(
            message("{field} must be one of {allowed}; found {found}."),
            {"field": field_name, "allowed": ", ".join(allowed), "found": found},
        )
