"""What is planted in a case: the answers an honest analysis finds, kept by the teacher."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

Difficulty = Literal["easy", "usual", "hard"]
Model = Literal["own_goods", "services", "ads", "affiliate"]


@dataclass(frozen=True)
class CaseTruth:
    """The planted facts of one company.

    Parameters
    ----------
    networks
        Where the company has pages.
    buyers_network
        Whose visitors order most often.
    loud_network
        With the largest reach; never the one with the buyers.
    working_type
        The type of content that earns more responses per person reached, on ``type_network``.
    seeming_type
        The type whose mean is highest there, by a single viral post or two.
    working_factor
        How many times more responses the working type earns.
    type_network
        Where both are planted.
    working_block
        The hours of the day, on the company's clock, whose posts earn more; empty when no hour
        does, and then the honest answer is no recommendation.
    seeming_hour
        An hour with few posts and a high mean.
    segments
        People planted in each segment of the discussion group.
    leaders
        The people whom others answer most, as the raw exports name them.
    bots
        Accounts that advertise or act in step, as the raw exports name them.
    answered_share
        Of the customers' questions, the share that the company answered.
    median_answer_minutes
        The middle wait of the answered ones.
    incident_day
        On which the complaints began.
    incident_topic
        What they were about.
    selling_campaign, idle_campaign
        The campaign with the most orders per visit, and the one with the most visits and few
        orders.
    model
        The way of earning that pays best with the facts of the owner's letter.
    gap_type, gap_form
        What earns much at one rival and hardly anybody else makes.
    missing_days
        Days that the daily series leaves out.
    rejected_rows
        Rows that the import must refuse because a spreadsheet damaged them.
    """

    networks: tuple[str, ...]
    buyers_network: str
    loud_network: str
    working_type: str
    seeming_type: str
    working_factor: float
    type_network: str
    working_block: tuple[int, ...]
    seeming_hour: int
    segments: dict[str, int]
    leaders: tuple[str, ...]
    bots: tuple[str, ...]
    answered_share: float
    median_answer_minutes: float
    incident_day: date
    incident_topic: str
    selling_campaign: str
    idle_campaign: str
    model: Model
    gap_type: str
    gap_form: str
    missing_days: tuple[date, ...]
    rejected_rows: int

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain values for a file; days as ISO texts."""
        plain = asdict(self)
        plain["incident_day"] = self.incident_day.isoformat()
        plain["missing_days"] = [day.isoformat() for day in self.missing_days]
        return plain
