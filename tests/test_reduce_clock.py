"""Local clocks by integer arithmetic: the same as the zone database says."""

from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import pytest
from narwhals.typing import IntoFrameT

from engines import assert_same_everywhere
from smmlab.errors import DataError
from smmlab.reduce.clock import DAY, floor, transitions
from smmlab.reduce.frames import native


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


@pytest.mark.parametrize("days", [1, 7, 14, 21, 28, 35])
def test_whole_periods_are_whole_in_every_engine(days: int) -> None:
    size = days * DAY
    # Both edges of each period from a century before the epoch to one after it.
    edges = [number * size + beside for number in range(-900, 1500) for beside in (-1, 0)]

    def floors(frame: IntoFrameT) -> IntoFrameT:
        lazy = nw.from_native(frame).lazy().select(nw.col("at"), period=floor(nw.col("at"), size))
        return native(lazy, frame)

    expected = pd.DataFrame({"at": edges, "period": [at // size for at in edges]})
    assert_same_everywhere(floors, expected, expected[["at"]])


def test_an_unknown_zone_is_said() -> None:
    with pytest.raises(DataError, match="Europe/Tallin "):
        transitions("Europe/Tallin", 0, 1)
