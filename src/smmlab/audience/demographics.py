"""The audience in aggregate, as each network reports it: age, sex, places, languages."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.disclosure import merge_small, suppress_table
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.schema import require
from smmlab.texts import message

_NEEDED = ("network", "page", "dimension", "value", "share", "count", "from_day", "to_day")
_COLUMNS = ("network", "page", "dimension", "value", "share", "count", "from_day", "to_day")
# Every follower falls into one group of these, so the groups add up to the audience.
_WHOLE = ("age_sex", "age", "sex")
_ORDER = ("age_sex", "age", "sex", "country", "city", "language", "hour")
_PAGE = ["network", "page"]
_GROUP = [*_PAGE, "dimension"]

_UNKNOWN = message(
    "The age, sex and places of the audience are in none of these files, or only in groups too "
    "small to be shown. Export the audience page of each network."
)
_SHARE = message(
    "Share of the audience as the network reports it; networks infer age and sex from profiles."
)
_COUNT = message(
    "People in the audience as the network reports it; networks infer age and sex from profiles."
)


def summarise_audience(audience: pd.DataFrame) -> pd.DataFrame:
    """Take the newest figures of each page and dimension, the largest groups first.

    Parameters
    ----------
    audience
        Canonical audience: ``network``, ``page``, ``dimension``, ``value``, ``share``, ``count``,
        ``from_day``, ``to_day``.

    Returns
    -------
    DataFrame
        ``network``, ``page``, ``dimension``, ``value`` (for example ``25-34|female``), ``share``
        (0-1; from the counts where the network gives only counts and its groups cover everyone,
        missing otherwise), ``count`` (people, missing when only shares are given), ``from_day``
        and ``to_day``. Groups known to have fewer than ten people, by their count or by their share
        of a known audience, are merged into ``other``; this is left out when all of them together
        are fewer, or when no group would stand beside it. The next smallest group goes with them
        where a total would give them away; so do groups of age by sex, for ages and sexes are
        their totals. Where a network gives only age by sex, these totals are added up, before
        anything is hidden.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> audience = pd.DataFrame({
    ...     "network": "facebook", "page": "Kaja", "dimension": "sex", "value": ["male", "female"],
    ...     "share": None, "count": [25, 75], "from_day": None, "to_day": "2026-10-31"})
    >>> summarise_audience(audience)[["value", "share", "count"]]
        value  share  count
    0  female   0.75     75
    1    male   0.25     25
    """
    require(audience, _NEEDED, table="audience")
    rows = audience[list(_COLUMNS)].astype({"share": "float64", "count": "Int64"})
    if rows.empty:
        return rows.reset_index(drop=True)
    newest = _merge_small(_with_totals(_with_shares(_newest(rows.reset_index(drop=True)))))
    place = {name: number for number, name in enumerate(_ORDER)}
    order = newest["dimension"].map(place).fillna(len(place))
    last = newest["value"] == "other"
    return (
        newest.assign(_order=order, _last=last)
        .sort_values(
            ["network", "page", "_order", "dimension", "_last", "share", "count", "value"],
            ascending=[True, True, True, True, True, False, False, True],
        )[list(_COLUMNS)]
        .reset_index(drop=True)
    )


def demographics_findings(
    demographics: pd.DataFrame, *, sources: Sequence[Source], most: int = 5
) -> list[Finding]:
    """Return share and number of the largest groups of each dimension, hours left out.

    Parameters
    ----------
    demographics
        Result of `summarise_audience`.
    sources
        The rows behind it, from `smmlab.findings.trace`.
    most
        How many groups of each page and dimension.

    Examples
    --------
    >>> columns = ["network", "page", "dimension", "value", "share", "count", "from_day", "to_day"]
    >>> nothing = summarise_audience(pd.DataFrame(columns=columns))
    >>> [finding.status for finding in demographics_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    # Hours are no groups of people: `smmlab.audience.follower_hours` tells them.
    shown = demographics[demographics["dimension"] != "hour"]
    if shown.empty:
        return [
            Finding("audience.demographics", None, "label", status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    largest = shown.groupby(_GROUP, dropna=False, sort=False).head(most)
    pages = demographics.groupby("network", dropna=False)["page"].nunique(dropna=False)
    findings = []
    for row in largest.to_dict("records"):
        page = (row["page"],) if pages.get(row["network"], 2) > 1 else ()
        parts = (row["network"], *page, row["dimension"], *str(row["value"]).split("|"))
        key = ".".join(("audience.demographics", *(_part(part) for part in parts)))
        n = int(row["count"]) if pd.notna(row["count"]) else None
        if pd.notna(row["share"]):
            findings.append(
                Finding(f"{key}.share", float(row["share"]), "share", n, status="estimated",
                        method=_SHARE, sources=rows)
            )  # fmt: skip
        if n is not None:
            findings.append(
                Finding(f"{key}.people", n, "people", n, status="estimated", method=_COUNT,
                        sources=rows)
            )  # fmt: skip
    return findings


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    day = rows["to_day"].fillna("")
    keys = [rows[name].fillna("") for name in _GROUP]
    newest = rows[day == day.groupby(keys).transform("max")]
    # Two files may end on the same day: the one that starts later describes today's audience best.
    start = newest["from_day"].fillna("")
    keys = [newest[name].fillna("") for name in _GROUP]
    return newest[start == start.groupby(keys).transform("max")]


def _with_shares(rows: pd.DataFrame) -> pd.DataFrame:
    groups = [rows[name].fillna("") for name in _GROUP]
    counts = rows["count"].astype("float64")
    complete = counts.notna().groupby(groups).transform("all") & rows["dimension"].isin(_WHOLE)
    total = counts.groupby(groups).transform("sum")
    computed = (counts / total.where(total > 0)).where(complete)
    return rows.assign(share=rows["share"].fillna(computed))


def _with_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Add ages and sexes of pages that give only age by sex."""
    crossed = rows[rows["dimension"] == "age_sex"]
    if crossed.empty:
        return rows
    parts = crossed["value"].str.partition("|").replace("", "unknown")
    given = pd.MultiIndex.from_frame(rows[_GROUP].astype(object).fillna(""))
    found = [rows]
    for dimension, part in (("age", 0), ("sex", 2)):
        groups = crossed.assign(dimension=dimension, value=parts[part]).groupby(
            [*_GROUP, "value", "from_day", "to_day"], dropna=False
        )
        # A sum of which a part is not known is not known.
        sums = groups[["share", "count"]].agg(lambda cells: cells.sum(min_count=len(cells)))
        totals = sums.reset_index()
        whose = pd.MultiIndex.from_frame(totals[_GROUP].astype(object).fillna(""))
        found.append(totals[~whose.isin(given)])
    return pd.concat(found, ignore_index=True).astype(rows.dtypes)[list(rows.columns)]


def _merge_small(rows: pd.DataFrame) -> pd.DataFrame:
    everyone = _everyone(rows)
    people = rows["count"].astype("float64").fillna(rows["share"] * everyone)
    small = (people < SMALLEST_GROUP) | _given_away(rows, people)
    if not small.any():
        return rows
    groups = rows.groupby(_GROUP, dropna=False, sort=False)
    parts = [
        _merge_group(group, people[group.index], small[group.index], everyone[group.index[0]])
        for _name, group in groups
    ]
    return pd.concat(parts, ignore_index=True)


def _everyone(rows: pd.DataFrame) -> pd.Series:
    """Return the whole audience of each page, where a group has both its count and its share."""
    counts = rows["count"].astype("float64")
    pages = [rows[name].fillna("") for name in _PAGE]
    ratio = counts / rows["share"].where(rows["share"] > 0)
    # Shares are rounded: the largest group tells most exactly.
    largest = counts.where(ratio.notna()).groupby(pages).transform("max")
    return ratio.where(counts == largest).groupby(pages).transform("max")


def _merge_group(
    rows: pd.DataFrame, people: pd.Series, small: pd.Series, everyone: float
) -> pd.DataFrame:
    if not small.any():
        return rows
    small = small | (rows["value"] == "other")
    # What is left for a reader who subtracts: of places and languages, also those not listed.
    rest = people[small].sum()
    if rows["dimension"].iloc[0] not in _WHOLE:
        rest += max(everyone - people.sum(), 0) if pd.notna(everyone) else np.inf
    sizes = pd.concat([pd.Series({-1: rest}), people[~small]])
    merged = small | rows.index.isin(list(merge_small(sizes)))
    if merged.all() or people[merged].sum() < SMALLEST_GROUP:
        return rows[~merged]
    other = (
        rows[merged]
        .head(1)
        .assign(
            value="other",
            share=rows.loc[merged, "share"].sum(skipna=False),
            count=rows.loc[merged, "count"].sum(skipna=False),
        )
    )
    return pd.concat([rows[~merged], other.astype(rows.dtypes)])


def _given_away(rows: pd.DataFrame, people: pd.Series) -> pd.Series:
    """Mark what must go because ages and sexes are the totals of the groups of age by sex."""
    given = pd.Series(data=False, index=rows.index)
    for _page, page in rows.groupby(_PAGE, dropna=False):
        cells = page[(page["dimension"] == "age_sex") & people[page.index].notna()]
        if cells.empty or not page["dimension"].isin(("age", "sex")).any():
            continue
        parts = cells["value"].str.partition("|")
        wide = people[cells.index].round().groupby([parts[0], parts[2]]).sum().unstack(fill_value=0)
        hidden = suppress_table(wide, total="|").isna()
        if hidden.loc["|", "|"]:
            given[cells.index] = True
            continue
        places = hidden.index.get_indexer(parts[0]), hidden.columns.get_indexer(parts[2])
        given[cells.index] = hidden.to_numpy()[places]
        for dimension, totals in (("age", hidden["|"]), ("sex", hidden.loc["|"])):
            gone = page["value"].isin(totals.index[totals]) & (page["dimension"] == dimension)
            given[page.index[gone]] = True
    return given


def _part(text: object) -> str:
    # Dots divide a key: inside a name a one-dot leader stands for them and looks the same.
    return "unknown" if pd.isna(text) else str(text).replace(".", "\u2024")
