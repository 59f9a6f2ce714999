"""What the strategist tells about a file when the file itself cannot say it."""

from dataclasses import dataclass
from typing import Literal, get_args

from smmlab.errors import ProjectError
from smmlab.texts import message

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True)
class Hints:
    """What is known about a file from outside.

    Parameters
    ----------
    dates
        Order of day and month in dates such as 03/04/2026; None when nobody said.
    zone
        IANA zone of the project: the clock of files that write local time and name no zone.

    Raises
    ------
    ProjectError
        When the order is none of the two.

    Examples
    --------
    >>> Hints("ymd")
    Traceback (most recent call last):
    smmlab.errors.ProjectError: The order of dates is dmy or mdy, not ymd. ...
    """

    dates: DateOrder | None = None
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.dates is not None and self.dates not in get_args(DateOrder):
            raise ProjectError(
                message(
                    "The order of dates is dmy or mdy, not {dates}. Please say dmy for the day "
                    "first, mdy for the month first, or nothing, so that the file shows it."
                ),
                {"dates": self.dates},
            )
