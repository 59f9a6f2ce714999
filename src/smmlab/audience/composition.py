"""Who they are: sex, age, places and languages of each audience, beside the market's people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.audience.contrasts import compare_shares, measure_association
from smmlab.audience.groups import (
    DIMENSIONS,
    common_bands,
    in_common_bands,
    member_groups,
    reported_groups,
    with_age_bands,
)
from smmlab.audience.market import add_affinity
from smmlab.disclosure import merge_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.texts import message

_UNIT = ["network", "page", "basis"]
_SHARES = (
    *_UNIT, "dimension", "value", "people", "known", "share", "share_low", "share_high",
    "missing_share", "population_share", "affinity", "affinity_low", "affinity_high", "reach",
    "status",
)  # fmt: skip
_MOST = 10  # places shown of each audience
_NAMED = 3

_UNKNOWN = message(
    "Sex, age, places and languages are known of too few people in these files. Audience pages of "
    "the networks, a list of the members of a community and comments with their authors would tell."
)
_COUNTED = message(
    "People of the group among those whose group is known, counted in these files; Wilson "
    "interval. People say of themselves who they are, and those who say nothing may differ."
)
_MISSING = message(
    "People whose group is not known, among all people of the network in these files."
)
_AFFINITY = message(
    "Share of the group in this audience over its share in the market's population, times one "
    "hundred: above one hundred the group is found here more often than in the market. Read it "
    "beside the number of people: a small group can have a high index."
)
_NO_MARKET = message(
    "There is no figure on the population of this market by group. Rows with the topic population "
    "in evidence.csv, with a segment such as sex:female, would tell."
)
_STRENGTH = message(
    "How strongly the audiences differ in this respect: Cramér's V, zero for alike and one for "
    "wholly different."
)


@dataclass(frozen=True)
class Composition:
    """The audiences and how they differ.

    Parameters
    ----------
    shares
        One row an audience, dimension and group: ``network``, ``page`` (missing for people counted
        here), ``basis`` (``reported`` by the network, ``counted`` in these files), ``dimension``
        (one of `smmlab.audience.groups.DIMENSIONS`), ``value`` (``female``, ``25-34``, ``et``,
        ``EE``, ``Tallinn``; ``other`` for merged groups), ``people`` (missing when only shares are
        reported), ``known`` (people whose group is known), ``share`` of these (0-1; Wilson
        ``share_low`` and ``share_high`` where counted), ``missing_share`` (part of the audience
        whose group is not known), ``population_share`` (0-1, in the market), ``affinity`` (index,
        100 means as often as in the market, with limits), ``reach`` (``people`` over the market's
        people of the group), ``status``.
    differences
        Result of `smmlab.audience.contrasts.compare_shares`.
    associations
        Result of `smmlab.audience.contrasts.measure_association`.
    """

    shares: pd.DataFrame
    differences: pd.DataFrame
    associations: pd.DataFrame


def compare_audiences(
    demographics: pd.DataFrame,
    people: pd.DataFrame | None = None,
    *,
    languages: pd.DataFrame | None = None,
    population: pd.DataFrame | None = None,
    as_of: int | None = None,
    confidence: float = 0.95,
) -> Composition:
    """Compare the audiences of networks with each other and with the people of the market.

    Parameters
    ----------
    demographics
        Result of `smmlab.audience.demographics.summarise_audience`.
    people
        Canonical people: ``network``, ``person``, ``sex``, ``birth_year``, ``city``, ``country``.
        Counted where the network reports no such groups; closed accounts are left out.
    languages
        ``network``, ``person``, ``language``, as from
        `smmlab.comments.person_languages`.
    population
        People of the market: ``dimension``, ``value``, ``share`` (0-1) and, if known, ``people``;
        as from `smmlab.audience.market.market_population`. Without it there is no affinity.
    as_of
        When ages are taken, epoch seconds UTC; by default the newest ``exported_at`` of people.
        A birth year tells the age up to one year.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    Composition
        Shares, differences and associations; frames are empty when nothing is known. Groups of
        fewer than ten people are merged into ``other``.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Bands of age are joined where those of all audiences add up to the same ones. The affinity
    index is the share in the audience over the share in the market, times 100; for sex and age
    both are shares of the groups that audience and market have in common.

    Examples
    --------
    >>> reported = pd.DataFrame(columns=["network", "page", "dimension", "value", "share", "count"])
    >>> people = pd.DataFrame({"network": "vkontakte", "person": [f"p{n}" for n in range(100)],
    ...     "sex": ["female"] * 60 + ["male"] * 40, "birth_year": None, "city": None,
    ...     "country": None})
    >>> market = pd.DataFrame({"dimension": "sex", "value": ["female", "male"],
    ...                        "share": [0.52, 0.48]})
    >>> found = compare_audiences(reported, people, population=market)
    >>> found.shares[["value", "people", "share", "affinity"]].round(2)
        value  people  share  affinity
    0  female      60    0.6    115.38
    1    male      40    0.4     83.33
    """
    reported = reported_groups(demographics)
    members = member_groups(people, languages, as_of)
    bands = common_bands(reported, members)
    table = pd.concat(
        [in_common_bands(reported, bands), _counted(with_age_bands(members, bands))],
        ignore_index=True,
    )
    if table.empty:
        return Composition(_empty(), compare_shares(_empty()), measure_association(_empty()))
    # What the network reports covers everybody; people counted here are those who left a trace.
    order = table["basis"].map({"reported": 0, "counted": 1})
    first = order.groupby([table["network"].fillna(""), table["dimension"]]).transform("min")
    table = _largest(table[(order == first) | (table["dimension"] == "language")])
    table = _with_intervals(table, confidence)
    table = add_affinity(table, population)
    rank = table["dimension"].map({name: number for number, name in enumerate(DIMENSIONS)})
    size = table["share"].where(table["dimension"] != "age", 0).fillna(0)
    shares = (
        table.assign(_rank=rank, _size=-size, _last=table["value"] == "other")
        .sort_values(["_rank", *_UNIT, "_last", "_size", "value"], na_position="last")[
            list(_SHARES)
        ]
        .astype({"people": "Int64", "known": "Int64"})
        .reset_index(drop=True)
    )
    return Composition(
        shares,
        compare_shares(shares, confidence=confidence),
        measure_association(shares),
    )


def composition_findings(composition: Composition, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the largest counted groups, affinities, and how strongly audiences differ.

    What networks report themselves is in `smmlab.audience.demographics.demographics_findings`.

    Parameters
    ----------
    composition
        Result of `compare_audiences`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> reported = pd.DataFrame(columns=["network", "page", "dimension", "value", "share", "count"])
    >>> nothing = compare_audiences(reported)
    >>> [finding.status for finding in composition_findings(nothing, sources=())]
    ['unknown']
    """
    rows, shares = tuple(sources), composition.shares
    if shares.empty:
        return [
            Finding("audience.who", None, "label", status="unknown", method=_UNKNOWN, sources=rows)
        ]
    findings = []
    keys = [*_UNIT, "dimension"]
    for unit, groups in shares[shares["basis"] == "counted"].groupby(
        keys, dropna=False, sort=False
    ):
        key = ".".join(("audience.who", _part(unit[0]), str(unit[3])))
        known, missing = int(groups["known"].iloc[0]), groups["missing_share"].iloc[0]
        largest = groups.sort_values("people", ascending=False, kind="stable").head(_NAMED)
        findings += [
            Finding(f"{key}.{_part(row['value'])}.share", float(row["share"]), "share", known,
                    float(row["share_low"]), float(row["share_high"]), method=_COUNTED,
                    sources=rows, numerator=int(row["people"]), denominator=known)
            for row in largest.to_dict("records")
        ]  # fmt: skip
        if pd.notna(missing):
            findings.append(
                Finding(f"{key}.missing_share", float(missing), "share", known, method=_MISSING,
                        sources=rows)
            )  # fmt: skip
    for row in shares[shares["affinity"].notna()].to_dict("records"):
        page = () if pd.isna(row["page"]) else (row["page"],)
        parts = (row["network"], *page, row["dimension"], row["value"])
        key = ".".join(("audience.who", *(_part(part) for part in parts)))
        people = int(row["people"]) if pd.notna(row["people"]) else None
        low, high = row["affinity_low"], row["affinity_high"]
        findings.append(
            Finding(f"{key}.affinity", float(row["affinity"]), "index", people,
                    None if pd.isna(low) else float(low), None if pd.isna(high) else float(high),
                    status="estimated", method=_AFFINITY, sources=rows)
        )  # fmt: skip
    if not shares["affinity"].notna().any():
        findings.append(
            Finding("audience.who.affinity", None, "index", status="unknown", method=_NO_MARKET,
                    sources=rows)
        )  # fmt: skip
    findings += [
        Finding(f"audience.who.difference.{row['dimension']}", float(row["cramers_v"]), "index",
                int(row["people"]), status=row["status"], method=_STRENGTH, sources=rows)
        for row in composition.associations.to_dict("records")
    ]  # fmt: skip
    return findings


def _part(text: object) -> str:
    # Dots divide a key: inside a name a one-dot leader stands for them and looks the same.
    return "unknown" if pd.isna(text) else str(text).replace(".", "\u2024")


def _counted(members: pd.DataFrame) -> pd.DataFrame:
    """Count people by group, none shown with fewer than ten."""
    found = []
    for (network, dimension), rows in members.groupby(["network", "dimension"]):
        sizes = rows["value"].value_counts()
        if dimension == "language" and sizes.get("other", SMALLEST_GROUP) < SMALLEST_GROUP:
            # A few whose language is none of ours should not hide a language that many write.
            sizes = sizes.drop("other")
        missing = len(rows) - int(sizes.sum())
        shown = sizes.rename(merge_small(sizes)).groupby(level=0).sum()
        shown = shown[shown >= SMALLEST_GROUP]
        if list(shown.index) in ([], ["other"]):
            continue
        known = int(shown.sum())
        hidden = 0 < missing < SMALLEST_GROUP
        found.append(
            pd.DataFrame(
                {
                    "network": network,
                    "page": None,
                    "basis": "counted",
                    "dimension": dimension,
                    "value": shown.index,
                    "people": shown.to_numpy(dtype="float64"),
                    "known": float(known),
                    "share": shown.to_numpy() / known,
                    "missing_share": np.nan if hidden else missing / (missing + known),
                }
            )
        )
    if not found:
        return _empty()
    return pd.concat(found, ignore_index=True)


def _largest(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the largest places of each audience; the others of counted people become ``other``."""
    keys = [*_UNIT, "dimension"]
    whole = [table[name].astype(object).fillna("") for name in keys]
    place = table["share"].groupby(whole).rank(method="first", ascending=False)
    rest = table["dimension"].isin(["city", "country"]) & (place > _MOST)
    kept = table[~rest | (table["basis"] == "counted")]
    small = rest.reindex(kept.index)
    kept = kept.assign(value=kept["value"].mask(small, "other"))
    sums = {"people": "sum", "share": "sum", "known": "first", "missing_share": "first"}
    if not small.any():
        return kept
    merged = kept[kept["value"] == "other"].groupby([*keys, "value"], dropna=False).agg(sums)
    return pd.concat([kept[kept["value"] != "other"], merged.reset_index()], ignore_index=True)


def _with_intervals(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    counted = (table["basis"] == "counted").to_numpy()
    low, high = wilson_interval(
        table["people"].where(counted), table["known"].where(counted), confidence=confidence
    )
    return table.assign(
        share_low=low, share_high=high, status=np.where(counted, "measured", "estimated")
    )


def _empty() -> pd.DataFrame:
    texts = ("network", "page", "basis", "dimension", "value", "status")
    return pd.DataFrame(
        {name: pd.Series(dtype="str" if name in texts else "float64") for name in _SHARES}
    )
