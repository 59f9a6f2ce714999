"""How people use a network: what for, how long a day, which forms work, how long a post lives."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from smmlab.brief import Market
from smmlab.errors import DataError
from smmlab.findings import Finding, trace
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.schema import NETWORKS
from smmlab.texts import message

HABITS: Mapping[str, str] = MappingProxyType(
    {
        "purpose": message("share of its users who come to it for this"),
        "minutes_per_day": message("minutes a user spends on it in a day"),
        "form_order": message("order of the forms by the response to brands' posts"),
        "lifetime_order": message("order of networks by how long a post lives"),
    }
)
"""What is shown of a network, and how it was measured."""
LIFETIMES: tuple[str, ...] = (
    message("minutes"), message("an hour or so"), message("less than a day"),
    message("about a day"), message("days"), message("months"),
)  # fmt: skip
"""How long a post lives, by its place in the order; the size is not known better than this."""
_COLUMNS = (
    "network", "habit", "segment", "value", "unit", "market", "year", "qualifier", "grade", "title",
    "address", "source_file", "source_row",
)  # fmt: skip


def network_habits(
    networks: Sequence[str],
    *,
    market: Market = "GLOBAL",
    evidence: Evidence | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return what is known of how people use networks.

    Parameters
    ----------
    networks
        Which ones, in the order wanted.
    market
        Figures of the market win over worldwide ones.
    evidence
        What `load_evidence` returns, or the user's own rows; the packaged figures when not given.

    Returns
    -------
    DataFrame
        One row a figure: network, habit (purpose|minutes_per_day|form_order|lifetime_order),
        segment (buying, form:photo, all…), value, unit (share 0-1, minutes, rank: 1 is first),
        market, year, qualifier, grade, title and address of the source, source_file, source_row.
        Metered minutes win over self-reported ones, which are about three times too high. What is
        not known is not there.

    Raises
    ------
    DataError
        For a network that is not known, or own rows that cannot be used.

    Examples
    --------
    >>> habits = network_habits(["vkontakte"], market="RU", evidence=load_evidence(year=2026))
    >>> habits[["habit", "value", "qualifier"]].to_numpy().tolist()
    [['minutes_per_day', 64.0, '']]
    """
    unknown = [name for name in networks if name not in NETWORKS]
    if unknown:
        raise DataError(
            message("The networks {found} are not known. Choose among {allowed}."),
            {"found": ", ".join(unknown), "allowed": ", ".join(NETWORKS)},
        )
    known = evidence if isinstance(evidence, Evidence) else load_evidence(evidence)
    figures = known.figures
    # A guess for any network says nothing about one of them.
    rows = figures[
        figures["topic"].isin(list(HABITS)) & figures["network"].isin(list(networks))
        & figures["market"].isin([market, "GLOBAL"]) & (figures["grade"] != "C")
        & ~figures["segment"].str.startswith(("age:", "sex:"))
    ]  # fmt: skip
    rows = rows.assign(
        habit=rows["topic"],
        here=rows["market"] == market,
        told=rows["qualifier"] == "self-reported",
        order=rows["network"].map({name: place for place, name in enumerate(networks)}),
        kind=rows["topic"].map({name: place for place, name in enumerate(HABITS)}),
    )
    best = rows.sort_values(
        ["is_own", "told", "here", "year", "figure_id"],
        ascending=[False, True, False, False, True], kind="stable",
    ).drop_duplicates(["network", "topic", "segment"])  # fmt: skip
    best = best.sort_values(["order", "kind", "value"], kind="stable")
    sources = known.sources.set_index("source_id")[["title", "address"]]
    whole = best.merge(sources, left_on="source_id", right_index=True, how="left")
    return whole[list(_COLUMNS)].reset_index(drop=True)


def habit_findings(habits: pd.DataFrame) -> list[Finding]:
    """Return the findings of habits: ``networks.<network>.habit.<habit>.<segment>``."""
    found = []
    for place, row in enumerate(habits.to_dict("records")):
        if row["habit"] == "form_order" and row["value"] > 1:
            continue
        name = str(row["segment"]).removeprefix("form:")
        value: float | str = float(row["value"])
        unit, segment = str(row["unit"]), name
        if row["habit"] == "form_order":
            value, unit, segment = name, "label", "first"
        elif row["habit"] == "lifetime_order":
            value, unit = LIFETIMES[int(row["value"]) - 1], "label"
        found.append(
            Finding(
                f"networks.{row['network']}.habit.{row['habit']}.{segment}", value, unit,
                status="estimated", method=HABITS[row["habit"]],
                sources=trace(habits.iloc[[place]]),
            )
        )  # fmt: skip
    return found
