"""The people of the market, and how an audience differs from them."""

import numpy as np
import pandas as pd

from smmlab.audience.ages import join_bands, read_bands
from smmlab.schema import require

_COLUMNS = ("dimension", "value", "share", "people", "source")
# How the segments of evidence name a group: age:25-34, sex:female, city:Tallinn.
_GROUPS = ("sex", "age", "language", "country", "city")
# Everybody has one of these, so shares of the population are taken of the groups compared.
_WHOLE = ("sex", "age")
_AUDIENCE = ("network", "page", "basis", "dimension")
_RESULT = ("population_share", "affinity", "affinity_low", "affinity_high", "reach")


def market_population(figures: pd.DataFrame, *, market: str) -> pd.DataFrame:
    """Take the people of a market by group from the figures on networks, where there are any.

    Parameters
    ----------
    figures
        Figures as in `smmlab.networks.evidence.Evidence`: ``topic``, ``market``, ``segment``,
        ``value``, ``year``, ``source_id``. Rows of the topic ``population`` whose segment names a
        group count: ``age:25-34``, ``sex:female``, ``language:et``, ``city:Tallinn``. With
        ``is_own``, the client's own groups replace all others of the same dimension.
    market
        Code of the market, for example ``EE``.

    Returns
    -------
    DataFrame
        ``dimension``, ``value``, ``share`` (0-1; of the whole population where its number is
        known, else of all groups of the dimension), ``people``, ``source``. The newest figure of
        each group. Empty when there is none.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> figures = pd.DataFrame({"topic": "population", "market": "EE",
    ...     "segment": ["all", "sex:female", "sex:male"], "value": [1_000_000.0, 520e3, 480e3],
    ...     "year": 2025, "source_id": "own"})
    >>> market_population(figures, market="EE")[["dimension", "value", "share"]]
      dimension   value  share
    0       sex  female   0.52
    1       sex    male   0.48
    """
    require(figures, ("topic", "market", "segment", "value", "year", "source_id"), table="evidence")
    rows = figures[(figures["topic"] == "population") & (figures["market"] == market)]
    rows = rows.sort_values("year", kind="stable").drop_duplicates("segment", keep="last")
    if "is_own" in rows.columns:
        # Bands of two sources overlap: where the client names groups, only the client's count.
        kind = rows["segment"].astype("str").str.split(":", n=1).str[0]
        mine = rows["is_own"].astype("bool")
        rows = rows[mine | ~kind.isin(set(kind[mine]) & set(_GROUPS))]
    parts = rows["segment"].astype("str").str.split(":", n=1, expand=True)
    parts = parts.reindex(columns=[0, 1])
    groups = pd.DataFrame(
        {
            "dimension": parts[0],
            "value": parts[1],
            "people": rows["value"].astype("float64"),
            "source": rows["source_id"].astype("str"),
        }
    )
    everyone = rows.loc[rows["segment"] == "all", "value"].astype("float64")
    groups = groups[groups["dimension"].isin(_GROUPS) & groups["value"].notna()]
    whole = groups.groupby("dimension")["people"].transform("sum")
    if len(everyone):
        whole = whole.where(whole > everyone.iloc[0], everyone.iloc[0])
    groups["share"] = groups["people"] / whole
    return groups[list(_COLUMNS)].reset_index(drop=True)


def add_affinity(shares: pd.DataFrame, population: pd.DataFrame | None) -> pd.DataFrame:
    """Set the shares of an audience beside those of the market.

    Parameters
    ----------
    shares
        ``network``, ``page``, ``basis``, ``dimension``, ``value``, ``people``, ``share``,
        ``share_low``, ``share_high``.
    population
        ``dimension``, ``value``, ``share`` and, if known, ``people``, as from
        `market_population`; bands of age are added up where they make those of the audience.

    Returns
    -------
    DataFrame
        The shares with ``population_share`` (0-1), ``affinity`` (index, 100 means as often as in
        the market) with ``affinity_low`` and ``affinity_high`` (missing where the audience has no
        interval), and ``reach`` (people of the audience over people of the market, 0-1). For sex
        and age the index compares shares of the groups that both have: a market counts children
        whom no network admits.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> shares = pd.DataFrame({"network": "x", "page": None, "basis": "counted",
    ...     "dimension": "city", "value": ["Narva"], "people": [30.0], "share": [0.3],
    ...     "share_low": [0.2], "share_high": [0.4]})
    >>> market = pd.DataFrame({"dimension": ["city"], "value": "Narva", "share": 0.04,
    ...                        "people": 53_000})
    >>> add_affinity(shares, market)[["affinity", "affinity_low"]].round().to_numpy().tolist()
    [[750.0, 500.0]]
    """
    if population is None or population.empty:
        return shares.assign(**dict.fromkeys(_RESULT, np.nan))
    require(population, ("dimension", "value", "share"), table="population")
    # An audience without members comes with the columns of the result, still empty.
    given = shares.drop(columns=list(_RESULT), errors="ignore")
    joined = given.merge(_in_bands(population, given), on=["dimension", "value"], how="left")
    has_both = joined["population_share"].notna()
    whole = joined["dimension"].isin(_WHOLE)
    keys = [joined[name].astype(object).fillna("") for name in _AUDIENCE]
    covered = {
        name: joined[name].where(has_both).groupby(keys).transform("sum").where(whole, 1.0)
        for name in ("share", "population_share")
    }
    scale = covered["population_share"] / covered["share"].where(lambda part: part > 0)
    index = 100 * scale / joined["population_share"].where(lambda part: part > 0)
    return joined.assign(
        affinity=joined["share"] * index,
        affinity_low=joined["share_low"] * index,
        affinity_high=joined["share_high"] * index,
        reach=joined["people"] / joined["population_people"],
    ).drop(columns="population_people")


def _in_bands(population: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Return the market's shares in the groups of the audiences; ages where bands add up."""
    market = population[["dimension", "value", "share"]].astype({"share": "float64"})
    people = population.get("people", np.nan)
    market = market.assign(population_people=people).astype({"population_people": "float64"})
    is_age = market["dimension"] == "age"
    given = read_bands(market.loc[is_age, "value"])
    wanted = read_bands(shares.loc[shares["dimension"] == "age", "value"].unique())
    ages = []
    for name, (start, end) in wanted.items():
        inside = {label: band for label, band in given.items() if start <= band[0] < band[1] <= end}
        limits = join_bands([inside.values()])
        if limits and (limits[0][0], limits[-1][1]) == (start, end):
            part = market[is_age & market["value"].isin(list(inside))]
            sums = part[["share", "population_people"]].sum(min_count=len(part))
            ages.append({"dimension": "age", "value": name, **sums})
    columns = ["dimension", "value", "share", "population_people"]
    every = market[~is_age][columns]
    if ages:
        every = pd.concat([every, pd.DataFrame(ages, columns=columns)], ignore_index=True)
    named = every.rename(columns={"share": "population_share"})
    return named.drop_duplicates(["dimension", "value"])
