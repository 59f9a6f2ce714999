"""What the four types of content earned on each own network that counts people or views."""

from dataclasses import dataclass

import pandas as pd

from smmlab.content.engagement import measure_engagement, measure_response
from smmlab.content.scoring import TYPES
from smmlab.content.type_summary import summarise_types
from smmlab.content.types import classify_content
from smmlab.course.lessons.own_posts import own_posts
from smmlab.course.one_reading import shared
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.project import Project
from smmlab.texts import message


@dataclass(frozen=True)
class TypesThere:
    """What the types earned on one network.

    Parameters
    ----------
    network
        Where.
    table
        Its rows of `smmlab.content.type_summary.summarise_types`.
    rates
        One row an own post of a sure type there: ``type``, ``value`` (its engagement rate) and
        ``engagements``.
    """

    network: str
    table: pd.DataFrame
    rates: pd.DataFrame

    @property
    def compared(self) -> pd.DataFrame:
        """The four types with ten posts or more, under their name, the highest median first."""
        return _enough(self.table).sort_values("median", ascending=False).set_index("type")

    @property
    def of_the_four(self) -> pd.DataFrame:
        """The posts of the four types that have a rate."""
        return self.rates[self.rates["type"].isin(TYPES)].dropna(subset=["value"])


@shared
def types_by_network(project: Project) -> dict[str, TypesThere]:
    """Return what the types earned on each own network that counts reach or views, by network.

    First come those on which a type stands apart, and of these where most types can be compared.

    Raises
    ------
    DataError
        When no network has two types with ten posts each.
    """
    own = own_posts(project).reset_index(drop=True)
    types = classify_content(own, labels=project.labels)
    summary = summarise_types(own, types)
    rated = summary[summary["metric"].str.startswith("engagements_by")]
    enough = _enough(rated)
    many = (
        enough.assign(stands=enough["verdict"].eq("better"))
        .groupby("network")
        .agg(stands=("stands", "any"), types=("type", "size"), chance=("p_value", "min"))
    )
    if not (many["types"] > 1).any():
        raise DataError(
            message(
                "Expected at least two types of content with ten own posts each on one network, "
                "found none. Import the content exports of the folder downloads/own again, then "
                "answer."
            )
        )
    many = many.sort_values(["stands", "types", "chance"], ascending=[False, False, True])
    key = ["network", "post_id"]
    named = types.loc[types["status"] == "sure", [*key, "type"]].drop_duplicates(key)
    earned = measure_engagement(own)[[*key, "engagements"]]
    rates = measure_response(own, "engagement_rate").merge(named, on=key).merge(earned, on=key)
    return {
        str(name): TypesThere(
            str(name), summary[summary["network"] == name], rates[rates["network"] == name]
        )
        for name in many.index
    }


def _enough(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["type"].isin(TYPES) & table["counted"].ge(SMALLEST_GROUP)]
