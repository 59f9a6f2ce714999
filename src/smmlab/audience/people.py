"""Each person's recency, frequency and engagement, scored by fifths."""

from types import MappingProxyType
from typing import Literal, get_args

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.fifths import score_fifths
from smmlab.reduce.clock import DAY
from smmlab.reduce.frames import scan, to_pandas
from smmlab.reduce.people import person_features

Segment = Literal["core", "regular", "new", "fading", "one_time", "other"]
SEGMENTS: tuple[Segment, ...] = get_args(Segment)

NEW_DAYS = 42
"""First seen within this many days: a newcomer, if the files reach back long enough to know."""

_REACH = 3  # the files of a network must reach back this many times as far as a newcomer may
_NEEDED = ("network", "person", "post_id", "kind", "at", "by_page")
_TYPES = MappingProxyType({"network": "str", "person": "str"})


def score_people(
    interactions: IntoFrame, *, as_of: int | None = None, timezone: str = "UTC"
) -> pd.DataFrame:
    """Score every active person by recency, frequency and engagement (RFE).

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``post_id``, ``kind``,
        ``at``, ``by_page``. The page's own acts, and acts without a person or a time, are left
        out. A person is a pseudonym within one network.
    as_of
        The moment to look back from, epoch seconds UTC; by default the newest ``at``.
    timezone
        IANA zone whose calendar days are counted.

    Returns
    -------
    DataFrame
        One row a person, most engaged first: ``network``, ``person``, ``recency_days`` (whole days
        since the last act), ``frequency`` (days with an act), ``engagement`` (acts), the scores
        ``r``, ``f``, ``e`` (one to five, five is best) and ``segment``, by the first rule that
        fits:

        - ``new``: first seen within the last six weeks, and the files of that network reach back
          at least three times as long;
        - ``one_time``: active on a single day;
        - ``fading``: came back before, but ``r`` is two or less now;
        - ``core``: ``r`` at least four, ``f`` five and ``e`` at least four;
        - ``regular``: everyone else.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Recency, frequency and monetary value by quintiles, with engagement in place of money; scores
    and their ties as in the R package rfm, see `score_fifths`.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a", "b"], "post_id": "1", "kind": "comment",
    ...     "at": [0, 86_400, 0], "by_page": False})
    >>> score_people(acts)[["person", "recency_days", "frequency", "engagement", "segment"]]
      person  recency_days  frequency  engagement   segment
    0      a             0          2           2  regular
    1      b             1          1           1  one_time
    """
    acts = scan(interactions, _NEEDED, table="interactions")
    if as_of is None:
        newest = to_pandas(acts.select(nw.col("at").max()).to_native())["at"].iloc[0]
        as_of = int(newest) if pd.notna(newest) else 0
    seen = acts.filter(nw.col("at") <= as_of).to_native()
    people = to_pandas(person_features(seen, timezone=timezone))
    people = people.astype({name: "int64" for name in people if name not in _TYPES} | dict(_TYPES))
    first_of_network = people.groupby("network")["first"].transform("min")
    scored = pd.DataFrame(
        {
            "network": people["network"],
            "person": people["person"],
            "recency_days": (as_of - people["last"]) // DAY,
            "frequency": people["active_days"],
            "engagement": people["interactions"],
        }
    )
    scored["r"] = 6 - score_fifths(scored["recency_days"])
    scored["f"] = score_fifths(scored["frequency"])
    scored["e"] = score_fifths(scored["engagement"])
    reach = as_of - first_of_network >= _REACH * NEW_DAYS * DAY
    is_new = reach & (as_of - people["first"] < NEW_DAYS * DAY)
    rules: dict[Segment, pd.Series] = {
        "new": is_new,
        "one_time": scored["frequency"] == 1,
        "fading": scored["r"] <= 2,
        "core": (scored["r"] >= 4) & (scored["f"] == 5) & (scored["e"] >= 4),
    }
    names = pd.Series(np.select(list(rules.values()), list(rules), "regular"), scored.index)
    order = ["engagement", "recency_days", "network", "person"]
    return (
        scored.assign(segment=names.astype("str"))
        .sort_values(order, ascending=[False, True, True, True])
        .reset_index(drop=True)
    )
