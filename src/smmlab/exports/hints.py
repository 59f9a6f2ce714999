"""What the strategist tells about a file when the file itself cannot say it."""

from dataclasses import dataclass
from typing import Literal

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
    """

    dates: DateOrder | None = None
    zone: str = "UTC"
