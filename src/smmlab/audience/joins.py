"""When the members of a group joined it, month by month, where the network says so."""

from typing import Any

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.disclosure import suppress_small
from smmlab.findings import SMALLEST_GROUP
from smmlab.reduce.clock import on_clock
from smmlab.reduce.frames import scan, to_pandas

_TYPES = {"network": "str", "month": "str", "people": "Int64", "suppressed": "bool"}


def monthly_joins(
    people: IntoFrame, *, timezone: str, smallest: int = SMALLEST_GROUP
) -> pd.DataFrame:
    """Count the people known to the files by the month in which they joined.

    Parameters
    ----------
    people
        Canonical people in any engine: ``network``, ``joined_at``; those without it are left out.
    timezone
        IANA zone of the calendar.
    smallest
        Fewest people of a month shown; never below ten.

    Returns
    -------
    DataFrame
        One row a network and month with somebody: ``network``, ``month`` (first day, ISO),
        ``people`` who joined in it and are in the files (who left before the export may not be),
        ``suppressed`` (too few people, or needed to hide such a month: ``people`` is missing).

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> people = pd.DataFrame({"network": "telegram", "joined_at": [0] * 12 + [3_000_000] * 15})
    >>> monthly_joins(people, timezone="UTC")
        network       month  people  suppressed
    0  telegram  1970-01-01      12       False
    1  telegram  1970-02-01      15       False
    """
    known = scan(people, ("network", "joined_at"), table="people")
    known = known.filter(~nw.col("joined_at").is_null())
    local = on_clock(known.select("network", at=nw.col("joined_at")), timezone)
    native: Any = local.select("network", "local").to_native()
    rows = to_pandas(native)
    moment = pd.to_datetime(rows["local"].astype("int64"), unit="s")
    month = moment.dt.strftime("%Y-%m-01").astype("str").rename("month")
    counts = rows.groupby([rows["network"], month]).size().rename("people").reset_index()
    shown = suppress_small(counts, count="people", within=["network"], smallest=smallest)
    return shown.astype(_TYPES)
