"""What was planted in the sample: the answers an honest analysis may find, and must not exceed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True)
class Content:
    """The posts of one type within a campaign, as their links name it in utm_content."""

    type: str
    sessions: int
    orders: int


@dataclass(frozen=True)
class Campaign:
    """One tagged campaign of the web shop; money is in euros, every order was paid and kept.

    Sessions and orders of its contents add up to its own; a letter has no type of content.
    """

    name: str
    source: str
    medium: str
    first_day: date
    last_day: date
    sessions: int
    orders: int
    revenue: float
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True)
class Links:
    """Links with tags in the posts of one network for one campaign.

    So many are as the scheme asks, the others have a fault each. ``copies`` of the good ones stand
    in the Facebook post of the same words too, and name the wrong network there.
    """

    campaign: str
    network: str
    good: int
    faults: tuple[str, ...] = ()
    copies: int = 0


@dataclass(frozen=True)
class CafeTruth:
    """The planted facts. Factors multiply medians; counts are exact for every seed."""

    posts: Mapping[str, int]
    crossposts: int
    laugh_factor_instagram: float
    provocation_comment_share: Mapping[str, tuple[float, float]]
    video_reach_factor: float
    hour_factor: float
    members: Mapping[str, int]
    spammers: int
    fading_until: date
    newcomers_from: date
    peak_hours: tuple[int, ...]
    incident_days: tuple[date, ...]
    incident_complaints: tuple[int, ...]
    answered: Mapping[str, float]
    median_answer_minutes: float
    days_left_out: tuple[date, ...]
    largest_audience: str
    orders: int
    order_states: Mapping[str, int]
    campaigns: tuple[Campaign, ...]
    links: tuple[Links, ...]
    # These two of the usual seed only: links without tags come with captions, as chance has it.
    untagged_links: Mapping[str, int]
    good_link_share: float


TRUTH = CafeTruth(
    posts=MappingProxyType({"facebook": 150, "instagram": 170, "telegram": 120}),
    crossposts=90,
    laugh_factor_instagram=1.8,
    # Share of comments among engagements: of provocations, and of everything else.
    provocation_comment_share=MappingProxyType(
        {"instagram": (0.25, 0.05), "facebook": (0.35, 0.10)}
    ),
    video_reach_factor=2.0,
    hour_factor=1.0,
    members=MappingProxyType(
        {"core": 30, "ring": 110, "fading": 60, "newcomer": 50, "one_time": 110}
    ),
    spammers=2,
    fading_until=date(2026, 4, 30),
    newcomers_from=date(2026, 9, 20),
    peak_hours=(8, 9, 19, 20, 21),
    incident_days=(date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19)),
    incident_complaints=(70, 55, 40),
    answered=MappingProxyType(
        {"question": 0.85, "gripe": 0.85, "incident": 0.55, "practice": 0.35, "praise": 0.2}
    ),
    median_answer_minutes=40.0,
    days_left_out=(date(2026, 2, 11), date(2026, 2, 12), date(2026, 7, 5)),
    largest_audience="25-34|female",
    orders=420,
    order_states=MappingProxyType(
        {"paid": 386, "refunded": 12, "partially_refunded": 8, "voided": 10, "pending": 4}
    ),
    campaigns=(
        Campaign("joulukink", "instagram", "social", date(2025, 12, 1), date(2025, 12, 20),
                 820, 34, 1139.60,
                 (Content("medal", 300, 18), Content("instruction", 220, 11),
                  Content("laugh", 300, 5))),
        Campaign("sobrapaev", "facebook", "social", date(2026, 2, 1), date(2026, 2, 14),
                 410, 18, 570.70,
                 (Content("instruction", 140, 10), Content("provocation", 170, 4),
                  Content("laugh", 100, 4))),
        Campaign("emadepaev", "instagram", "paid_social", date(2026, 4, 27), date(2026, 5, 9),
                 960, 22, 732.90,
                 (Content("medal", 480, 14), Content("laugh", 480, 8))),
        Campaign("suvekohv", "telegram", "messenger", date(2026, 6, 1), date(2026, 7, 31),
                 300, 16, 520.30,
                 (Content("instruction", 160, 11), Content("laugh", 140, 5))),
        Campaign("uudiskiri", "newsletter", "email", date(2026, 9, 1), date(2026, 10, 31),
                 520, 24, 779.80),
    ),
    links=(
        Links("joulukink", "instagram", 6, ("mixed_case", "personal"), copies=2),
        Links("sobrapaev", "facebook", 3),
        Links("emadepaev", "instagram", 4),
        # As the visits came: the scheme has no medium of that name.
        Links("suvekohv", "telegram", 0, ("unknown_medium",) * 4),
    ),
    untagged_links=MappingProxyType({"facebook": 4, "instagram": 6, "telegram": 4}),
    good_link_share=13 / 35,
)  # fmt: skip
