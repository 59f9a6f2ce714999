"""Portraits of segments: size, what sets them apart, when they act, what they like and buy."""

from dataclasses import dataclass
from typing import Literal

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.apart import set_apart
from smmlab.audience.best_hours import find_best_hours
from smmlab.audience.favourites import find_favourites, no_favourites
from smmlab.audience.names import is_rule_based, name_groups
from smmlab.audience.segments import LEAST_PEOPLE
from smmlab.audience.spending import segment_spending
from smmlab.disclosure import merge_small, suppress_crossed
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.reduce.clock import DAY
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_features
from smmlab.schema import require

MoneyStatus = Literal["known", "no_orders", "no_match", "too_few"]

_PERSON = ["network", "person"]
_MOST_FEATURES = 5
_NO_FEATURES = (*_PERSON, "first", "last", "segment", "group", "own_posts", "currency")
_SIZES = {
    "segment": "str", "people": "int64", "share": "float64", "share_low": "float64",
    "share_high": "float64", "active_people": "int64", "interactions": "int64",
    "all_interactions": "int64", "acts_share": "float64",
}  # fmt: skip


@dataclass(frozen=True)
class Portraits:
    """What is known of each segment, in small tables that name it in the same way.

    Parameters
    ----------
    sizes
        One row a segment, the one with most acts first, ``other`` last: ``segment``, ``people``,
        ``share`` of ``active_people`` (0-1, Wilson ``share_low``, ``share_high``),
        ``interactions``, ``all_interactions`` (of all active people) and ``acts_share`` (0-1).
        Empty when fewer than fifty people were active.
    names
        ``group`` (as the members came) and ``segment`` (as it is called in all other tables).
    apart
        Result of `smmlab.audience.apart.set_apart`, five features a segment.
    hours
        Result of `smmlab.audience.best_hours.find_best_hours`.
    content
        Result of `smmlab.audience.favourites.find_favourites` for each ``dimension`` (``form``,
        ``type``), only cells of enough people.
    money
        Result of `smmlab.audience.spending.segment_spending`.
    money_status
        ``known``, ``no_orders``, ``no_match`` (no buyer is known among the people who act) or
        ``too_few`` (buyers).
    """

    sizes: pd.DataFrame
    names: pd.DataFrame
    apart: pd.DataFrame
    hours: pd.DataFrame
    content: pd.DataFrame
    money: pd.DataFrame
    money_status: MoneyStatus


def describe_segments(
    members: pd.DataFrame,
    interactions: IntoFrame,
    *,
    timezone: str,
    features: pd.DataFrame | None = None,
    posts: IntoFrame | None = None,
    types: pd.DataFrame | None = None,
    orders: IntoFrame | None = None,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
    seed: int = 0,
) -> Portraits:
    """Describe segments of people, whoever made them: by rules, by a model, by hand.

    Parameters
    ----------
    members
        ``network``, ``person``, ``segment``: all active people, a row a person. Segments by the
        rules of `smmlab.audience.people.score_people` keep their names; others are named by what
        sets them apart.
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``post_id``, ``kind``,
        ``at``, ``by_page``.
    timezone
        IANA zone of the clock.
    features
        ``network``, ``person``, ``interactions`` and other numbers of each person; by default, and
        best, the result of `smmlab.reduce.people.person_features` in pandas. From its ``first``
        and ``last`` come the days since the first act (``known_days``) and since the last
        (``recency_days``).
    posts
        The page's own posts in any engine: ``network``, ``post_id``, ``form``, ``at``. Without
        them nothing is known of favoured forms.
    types
        ``network``, ``post_id``, ``type`` of these posts. Without them nothing is known of
        favoured types.
    orders
        Canonical orders that count (`smmlab.money.orders.counted_orders`), in any engine.
    smallest
        Segments of fewer people are merged into ``other``; never below ten.
    confidence
        Of the intervals and comparisons, 0-1.
    seed
        Of the bootstraps.

    Returns
    -------
    Portraits

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> names = [f"p{n}" for n in range(60)]
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": names + names[:20] * 9, "post_id": "1",
    ...     "kind": "comment", "at": range(0, 240 * 3600, 3600), "by_page": False})
    >>> members = pd.DataFrame({"network": "telegram", "person": names,
    ...                         "segment": ["a"] * 20 + ["b"] * 40})
    >>> portraits = describe_segments(members, acts, timezone="UTC")
    >>> portraits.sizes[["segment", "people", "acts_share"]].round(2)
        segment  people  acts_share
    0  frequent      20        0.83
    1    silent      40        0.17
    """
    require(members, (*_PERSON, "segment"), table="members")
    smallest = max(smallest, SMALLEST_GROUP)
    if features is None:
        features = to_pandas(person_features(interactions, timezone=timezone))
    people = members[[*_PERSON, "segment"]].astype("str").reset_index(drop=True)
    if len(people) < LEAST_PEOPLE:
        people = people.iloc[:0]
    by_rules = is_rule_based(people["segment"])
    sizes = people["segment"].value_counts().sort_index()
    merged = merge_small(sizes, smallest=smallest, last=("core",))
    people["group"] = people["segment"].replace(merged)
    numbers = _aligned(features, people)
    apart = set_apart(
        people["group"], numbers.drop(columns="interactions_counted"), confidence=confidence,
        most=numbers.shape[1], seed=seed,
    )  # fmt: skip
    groups = pd.unique(people["group"])
    named = {str(group): str(group) for group in groups}
    if not by_rules:
        named |= name_groups(
            apart[apart["segment"] != "other"], groups=sorted({*named} - {"other"})
        )
    people["segment"] = people["group"].map(named)
    apart["segment"] = apart["segment"].map(named)
    money, status = _money(people, orders, smallest, confidence, seed)
    return Portraits(
        sizes=_sizes(people, numbers["interactions_counted"], confidence),
        names=pd.DataFrame({"group": list(named), "segment": list(named.values())}, dtype="str"),
        apart=apart[apart["rank"] <= _MOST_FEATURES].reset_index(drop=True),
        hours=find_best_hours(
            people, interactions, timezone=timezone, smallest=smallest, confidence=confidence
        ),
        content=_content(
            people, interactions, posts, types, smallest=smallest, confidence=confidence
        ),
        money=money,
        money_status=status,
    )


def _aligned(features: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of each member, in their order, and the acts that are summed up."""
    require(features, (*_PERSON, "interactions"), table="features")
    if {"first", "last"} <= set(features.columns):
        first, last = (features[name].astype("Float64") for name in ("first", "last"))
        days = {
            "recency_days": (last.max() - last) // DAY,
            "known_days": (last.max() - first) // DAY,
        }
        features = features.assign(**days)
    names = [name for name in features.columns if name not in _NO_FEATURES]
    numbers = features[[*_PERSON, *names]].astype(
        dict.fromkeys(_PERSON, "str") | dict.fromkeys(names, "Float64")
    )
    joined = people[_PERSON].merge(numbers, on=_PERSON, how="left", validate="1:1")
    found = joined[names].astype("float64")
    return found.assign(interactions_counted=found["interactions"].fillna(0))


def _sizes(people: pd.DataFrame, acts: pd.Series, confidence: float) -> pd.DataFrame:
    grouped = acts.groupby(people["segment"])
    table = grouped.agg(people="size", interactions="sum").reset_index()
    low, high = wilson_interval(table["people"], [len(people)] * len(table), confidence=confidence)
    table = table.assign(
        share=table["people"] / len(people) if len(people) else 0.0,
        share_low=low,
        share_high=high,
        active_people=len(people),
        all_interactions=acts.sum(),
        acts_share=table["interactions"] / max(acts.sum(), 1),
        is_other=table["segment"] == "other",
    ).sort_values(["is_other", "acts_share", "segment"], ascending=[True, False, True])
    return table[list(_SIZES)].astype(_SIZES).reset_index(drop=True)


def _content(
    people: pd.DataFrame,
    interactions: IntoFrame,
    posts: IntoFrame | None,
    types: pd.DataFrame | None,
    *,
    smallest: int,
    confidence: float,
) -> pd.DataFrame:
    labelled: dict[str, IntoFrame] = {}
    if posts is not None:
        labelled["form"] = posts
    if types is not None:
        labelled["type"] = types if posts is None else _with_times(types, posts)
    parts = []
    for dimension, frame in labelled.items():
        found = find_favourites(people, interactions, frame, label=dimension, confidence=confidence)
        shown = suppress_crossed(
            found, count="people", rows=["segment"], columns=["value"], smallest=smallest
        )
        kept = shown[~shown["suppressed"]].drop(columns="suppressed")
        parts.append(kept.astype({"people": "int64"}).assign(dimension=dimension))
    nothing = no_favourites().assign(dimension=pd.Series(dtype="str"))
    return pd.concat(parts, ignore_index=True) if parts else nothing


def _with_times(types: pd.DataFrame, posts: IntoFrame) -> pd.DataFrame:
    times = nw.from_native(posts).lazy()
    if "at" not in times.collect_schema().names():
        return types
    known = to_pandas(times.select("network", "post_id", "at").to_native())
    known = known.drop_duplicates(["network", "post_id"])
    return types[["network", "post_id", "type"]].merge(known, on=["network", "post_id"], how="left")


def _money(
    people: pd.DataFrame,
    orders: IntoFrame | None,
    smallest: int,
    confidence: float,
    seed: int,
) -> tuple[pd.DataFrame, MoneyStatus]:
    nothing = pd.DataFrame(
        {name: [] for name in ("customer", "currency", "at", "amount", "refunded")}, dtype="object"
    ).astype({"customer": "str", "currency": "str", "at": "Int64", "amount": "float64",
              "refunded": "float64"})  # fmt: skip
    given = nothing if orders is None else orders
    money = segment_spending(people, given, smallest=smallest, confidence=confidence, seed=seed)
    if len(money):
        return money, "known"
    buyers = to_pandas(nw.from_native(given).lazy().select("customer").unique().to_native())
    if buyers.empty:
        return money, "no_orders"
    return money, "too_few" if buyers["customer"].isin(people["person"]).any() else "no_match"
