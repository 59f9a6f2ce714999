"""Sex, age, places and languages from every source, brought into the same groups."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from smmlab.audience.ages import (
    STANDARD,
    Band,
    band_name,
    band_of,
    bands_of_ages,
    join_bands,
    read_bands,
)
from smmlab.audience.places import city_name, country_code
from smmlab.schema import require

Dimension = Literal["sex", "age", "language", "country", "city"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""What audiences are compared by."""

_NEEDED = ("network", "page", "dimension", "value", "share", "count")
_UNIT = ["network", "page"]
_NOBODY = ("unknown", "", "undefined", "none")
_WHOLE = ("sex", "age")  # everybody has one of these


def reported_groups(demographics: pd.DataFrame) -> pd.DataFrame:
    """Take the groups that networks report, among those whose group is known.

    Parameters
    ----------
    demographics
        Result of `smmlab.audience.demographics.summarise_audience`.

    Returns
    -------
    DataFrame
        ``network``, ``page``, ``dimension``, ``value``, ``share`` (0-1, of those whose group is
        known), ``people``, ``missing_share``, ``known`` (people, missing where only shares are
        given), ``basis`` (``reported``).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> audience = pd.DataFrame({"network": "x", "page": "Kaja", "dimension": "sex",
    ...     "value": ["female", "male", "unknown"], "share": [0.6, 0.2, 0.2], "count": None})
    >>> reported_groups(audience)[["value", "share", "missing_share"]].round(2)
        value  share  missing_share
    0  female   0.75            0.2
    1    male   0.25            0.2
    """
    require(demographics, _NEEDED, table="audience")
    rows = demographics[demographics["share"].notna()][list(_NEEDED)]
    rows = rows[rows["dimension"].isin(DIMENSIONS)].rename(columns={"count": "people"})
    rows = rows.astype({"people": "float64", "share": "float64", "value": "str"})
    is_city, is_country = rows["dimension"] == "city", rows["dimension"] == "country"
    rows["value"] = rows["value"].mask(is_city, rows["value"].map(city_name))
    rows["value"] = rows["value"].mask(is_country, rows["value"].map(country_code))
    keys = [*_UNIT, "dimension"]
    unknown = rows["value"].str.casefold().isin(_NOBODY)
    lost = rows[unknown].groupby(keys, dropna=False)["share"].sum().rename("missing_share")
    rows = rows[~unknown].merge(lost.reset_index(), on=keys, how="left")
    rows["missing_share"] = rows["missing_share"].fillna(0.0)
    rows["share"] /= (1 - rows["missing_share"]).where(lambda left: left > 0)
    groups = rows.groupby(keys, dropna=False)["people"]
    complete = rows["dimension"].isin(_WHOLE) & (
        groups.transform("count") == groups.transform("size")
    )
    rows["known"] = groups.transform("sum").where(complete)
    return rows.assign(basis="reported")


def member_groups(
    people: pd.DataFrame | None, languages: pd.DataFrame | None, as_of: int | None
) -> pd.DataFrame:
    """Return what is known of each person; ages as numbers of years.

    Parameters
    ----------
    people
        Canonical people: ``network``, ``person``, ``sex``, ``birth_year``, ``city``, ``country``;
        closed accounts are left out.
    languages
        ``network``, ``person``, ``language``.
    as_of
        When ages are taken, epoch seconds UTC; by default the newest ``exported_at``.

    Returns
    -------
    DataFrame
        ``network``, ``person``, ``dimension``, ``value`` (missing when not known).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> people = pd.DataFrame({"network": "x", "person": ["a"], "sex": "male", "birth_year": 2000,
    ...                        "city": None, "country": "Eesti"})
    >>> member_groups(people, None, 1_790_000_000)["value"].tolist()
    ['male', '26', 'EE', nan]
    """
    found = []
    if people is not None and len(people):
        require(
            people, ("network", "person", "sex", "birth_year", "city", "country"), table="people"
        )
        if "deactivated" in people:
            people = people[~people["deactivated"].fillna(False).astype(bool)]
        if as_of is None and "exported_at" in people and people["exported_at"].notna().any():
            as_of = int(people["exported_at"].max())
        year = np.nan if as_of is None else pd.Timestamp(as_of, unit="s").year
        age = year - people["birth_year"].astype("Float64").astype("float64")
        values = {
            "sex": people["sex"],
            "age": age.map("{:.0f}".format).where(age.notna()),
            "country": people["country"].map(country_code, na_action="ignore"),
            "city": people["city"].map(city_name, na_action="ignore"),
        }
        found = [
            people[["network", "person"]].assign(dimension=name, value=column.astype("str"))
            for name, column in values.items()
        ]
    if languages is not None and len(languages):
        require(languages, ("network", "person", "language"), table="people")
        found.append(
            languages[["network", "person"]].assign(
                dimension="language", value=languages["language"].astype("str")
            )
        )
    columns = ["network", "person", "dimension", "value"]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    return pd.concat(found, ignore_index=True)[columns]


def common_bands(reported: pd.DataFrame, members: pd.DataFrame) -> list[Band]:
    """Return the bands of age that all sources have in common.

    Ages of persons fit any band; alone they are put into the bands most networks use.

    Parameters
    ----------
    reported
        Result of `reported_groups`.
    members
        Result of `member_groups`.
    """
    ages = reported[reported["dimension"] == "age"]
    sources = [
        list(bands.values())
        for _unit, rows in ages.groupby(["network", "page"], dropna=False)
        if (bands := read_bands(rows["value"]))
    ]
    has_ages = (members["dimension"].eq("age") & members["value"].notna()).any()
    return join_bands(sources) if sources else list(STANDARD) if has_ages else []


def in_common_bands(reported: pd.DataFrame, joined: Sequence[Band]) -> pd.DataFrame:
    """Bring reported ages into the common bands; with none in common each keeps its own.

    Parameters
    ----------
    reported
        Result of `reported_groups`.
    joined
        Result of `common_bands`.
    """
    is_age = reported["dimension"] == "age"
    if len(joined) < 2:
        return reported
    names = {}
    for unit, rows in reported[is_age].groupby(["network", "page"], dropna=False):
        for label, band in read_bands(rows["value"]).items():
            whole = band_of(band, joined)
            names[*_key(unit), label] = band_name(whole) if whole else "other"
    labels = [
        names.get((*_key((network, page)), value), "other")
        for network, page, value in reported.loc[is_age, ["network", "page", "value"]].to_numpy()
    ]
    ages = reported[is_age].assign(value=labels)
    keys = [*_UNIT, "basis", "dimension", "value", "missing_share", "known"]
    summed = ages.groupby(keys, dropna=False)[["share", "people"]]
    joined_ages = summed.agg(lambda part: part.sum(min_count=len(part))).reset_index()
    return pd.concat([reported[~is_age], joined_ages], ignore_index=True)


def _key(unit: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if pd.isna(part) else str(part) for part in unit)


def with_age_bands(members: pd.DataFrame, joined: Sequence[Band]) -> pd.DataFrame:
    """Put the ages of persons into bands; ages outside all of them are not known.

    Parameters
    ----------
    members
        Result of `member_groups`.
    joined
        Result of `common_bands`.
    """
    is_age = members["dimension"] == "age"
    years = members.loc[is_age, "value"].astype("float64")
    names = bands_of_ages(years.tolist(), joined if len(joined) > 1 else STANDARD)
    value = members["value"].astype(object)
    value[is_age] = names
    return members.assign(value=value.astype("str"))
