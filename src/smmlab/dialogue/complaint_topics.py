"""What people complain about, by topic, and whether it changes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.asking import TOPIC_LABELS, TOPICS, read_comments
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import newcombe_interval, wilson_interval
from smmlab.schema import require
from smmlab.texts import message

OTHER = "other"
"""The topic of negative comments that name none we know."""

COMPLAINT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        **{str(topic): label for topic, label in TOPIC_LABELS.items()},
        # Among complaints, complaints are no topic.
        "complaint": message("Quality of goods or service"),
        OTHER: message("Other, or not said"),
    }
)
"""How the topics of complaints are called."""

_NEEDED = ("network", "interaction_id", "person", "at", "text", "language", "negative")
_NUMBERS = {
    "people": "Int64", "share": "float64", "low": "float64", "high": "float64",
    "people_earlier": "Int64", "people_later": "Int64", "change": "float64",
    "change_low": "float64", "change_high": "float64",
}  # fmt: skip

_METHOD = message(
    "People with a comment the mood score marks, by what these comments name; closed lists of "
    "topics in three languages; a person counts once a topic; Wilson interval."
)
_CHANGE = message(
    "Share of those who complain in the later half of the time less that in the earlier half; "
    "Newcombe interval. People who complain in both halves count in both."
)
_TOO_FEW = message(
    "Fewer than ten people wrote a comment that the mood score marks, so nobody can say what "
    "people complain about."
)


def count_complaints(scored: pd.DataFrame) -> pd.DataFrame:
    """Count the people who complain about each topic, and compare the halves of the time.

    Parameters
    ----------
    scored
        Scored comments: ``network``, ``interaction_id``, ``person``, ``at``, ``text``,
        ``language``, ``negative``. Those the mood score marks count; whoever is not known is a
        person of his own.

    Returns
    -------
    DataFrame
        One row a topic, the commonest first and ``other`` last: ``topic`` (one of
        `smmlab.asking.TOPICS`, or ``other``), ``people``, ``share`` of all who complain (0-1) with
        ``low`` and ``high`` (95 %), ``people_earlier`` and ``people_later`` (either half of the
        time between the first and last comment), ``change`` (difference of the shares, later less
        earlier) with ``change_low`` and ``change_high``, ``trend`` (``rising``, ``falling``,
        ``steady`` or ``too_few``; corrected for the number of topics, by Bonferroni). Topics of
        fewer than ten people are left out, and so are the people of both halves where one of them
        has one to nine; the change is missing where fewer than ten complained in a half.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> said = pd.DataFrame({
    ...     "network": "x", "interaction_id": [str(n) for n in range(24)], "person": None,
    ...     "at": range(24), "language": "en", "negative": True,
    ...     "text": ["The price is far too high"] * 12 + ["It arrived broken"] * 12})
    >>> count_complaints(said)[["topic", "people", "share", "trend"]].to_numpy().tolist()
    [['complaint', 12, 0.5, 'rising'], ['price', 12, 0.5, 'falling']]
    """
    require(scored, _NEEDED, table="interactions")
    rows = _by_topic(scored)
    everyone = rows["who"].nunique()
    counted = rows.groupby("topic")["who"].nunique().rename("people").reset_index()
    counted = counted[counted["people"] >= SMALLEST_GROUP]
    counted["share"] = counted["people"] / max(everyone, 1)
    counted["low"], counted["high"] = wilson_interval(counted["people"], everyone)
    halves = _halves(rows, counted["topic"])
    table = counted.merge(halves, on="topic", how="left")
    table = table.astype({"topic": "str", **_NUMBERS, "trend": "str"})
    # What names no topic we know tells nobody what to mend, however common it is.
    table = table.assign(last=table["topic"] == OTHER).sort_values(
        ["last", "people", "topic"], ascending=[True, False, True]
    )
    return table.drop(columns="last").reset_index(drop=True)


def complaint_findings(
    topics: pd.DataFrame, *, sources: Sequence[Source], prefix: str = "dialogue.complaints"
) -> list[Finding]:
    """Return the people, share and change of each topic; unknown with fewer than ten people."""
    rows = tuple(sources)
    if topics.empty:
        return [
            Finding(f"{prefix}.topics", None, "topics", status="unknown", method=_TOO_FEW,
                    sources=rows)
        ]  # fmt: skip
    return [
        finding for row in topics.to_dict("records") for finding in _of_topic(row, prefix, rows)
    ]


def _of_topic(row: dict[str, float], prefix: str, rows: tuple[Source, ...]) -> list[Finding]:
    key, people = f"{prefix}.{row['topic']}", int(row["people"])
    everyone = round(people / row["share"])
    found = [
        Finding(f"{key}.people", people, "people", everyone, status="estimated", method=_METHOD,
                sources=rows),
        Finding(f"{key}.share", row["share"], "share", everyone, row["low"], row["high"],
                status="estimated", method=_METHOD, sources=rows, numerator=people,
                denominator=everyone),
    ]  # fmt: skip
    if not np.isnan(row["change"]):
        found.append(
            Finding(f"{key}.change", row["change"], "share difference", everyone,
                    row["change_low"], row["change_high"], status="estimated", method=_CHANGE,
                    sources=rows)
        )  # fmt: skip
    return found


def _by_topic(scored: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each topic of each negative comment: ``who``, ``at``, ``topic``."""
    marked = scored[scored["negative"].fillna(False).astype(bool)]
    network = marked["network"].astype("str")
    person = marked["person"].astype("str").fillna("#" + marked["interaction_id"].astype("str"))
    read = read_comments(list(marked["text"].astype("str")), list(marked["language"].astype("str")))
    named = read[list(TOPICS)].to_numpy(dtype=bool)
    names = np.array([*TOPICS, OTHER], dtype=object)
    named = np.column_stack([named, ~named.any(axis=1)])
    comment, topic = np.nonzero(named)
    who = (network + ":" + person).to_numpy()
    at = marked["at"].astype("Float64").to_numpy("float64", na_value=np.nan)
    return pd.DataFrame({"who": who[comment], "at": at[comment], "topic": names[topic]})


def _halves(rows: pd.DataFrame, topics: pd.Series) -> pd.DataFrame:
    timed = rows[rows["at"].notna()]
    middle = (timed["at"].min() + timed["at"].max()) / 2
    sides = {"earlier": timed[timed["at"] < middle], "later": timed[timed["at"] >= middle]}
    everyone = {name: side["who"].nunique() for name, side in sides.items()}
    table = pd.DataFrame({"topic": topics})
    for name, side in sides.items():
        people = side.groupby("topic")["who"].nunique()
        table[f"people_{name}"] = topics.map(people).fillna(0).to_numpy(dtype="float64")
    known = min(everyone.values()) >= SMALLEST_GROUP
    later, earlier = table["people_later"], table["people_earlier"]
    if known and len(table):
        table["change"] = later / everyone["later"] - earlier / everyone["earlier"]
        table["change_low"], table["change_high"] = newcombe_interval(
            later, everyone["later"], earlier, everyone["earlier"]
        )
        # Many topics are looked at, so a trend must stand before all of them together.
        low, high = newcombe_interval(
            later, everyone["later"], earlier, everyone["earlier"],
            confidence=1 - 0.05 / len(table),
        )  # fmt: skip
        rises, falls = low > 0, high < 0
        table["trend"] = np.select([rises, falls], ["rising", "falling"], "steady")
        # A half of one to nine people would point at them.
        small = later.between(1, SMALLEST_GROUP - 1) | earlier.between(1, SMALLEST_GROUP - 1)
        hidden = ["people_earlier", "people_later"]
        table[hidden] = table[hidden].mask(small)
        return table
    empty = dict.fromkeys(("people_earlier", "people_later"), np.nan)
    changes = dict.fromkeys(("change", "change_low", "change_high"), np.nan)
    return table.assign(**empty, **changes, trend="too_few")
