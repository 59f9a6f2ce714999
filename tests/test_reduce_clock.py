"""Local clocks by integer arithmetic: the same as the zone database says."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.reduce.clock import transitions


@pytest.mark.parametrize("zone", ["Europe/Tallinn", "Africa/Casablanca", "Asia/Kathmandu", "UTC"])
def test_transitions_agree_with_the_clock_everywhere(zone: str) -> None:
    first, last = 1_600_000_000, 1_800_000_000
    steps = transitions(zone, first, last)
    clock = ZoneInfo(zone)
    for at in range(first, last, 777_777):
        known = [offset for moment, offset in steps if moment <= at][-1]
        shown = pd.Timestamp(at, unit="s", tz="UTC").tz_convert(clock).utcoffset()
        assert shown is not None
        assert known == shown.total_seconds()


def test_an_unknown_zone_is_said() -> None:
    with pytest.raises(DataError, match="Europe/Tallin "):
        transitions("Europe/Tallin", 0, 1)
