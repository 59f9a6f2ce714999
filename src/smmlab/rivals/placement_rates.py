"""How often people who see a post come, and buy: own figures first, wide public ones otherwise."""

from importlib.resources import files

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.schema import require

CLICK_PRIOR = (1.8, 178.2)
"""Visits for each person a post reaches, before anything is known: mean 1 %, nine in ten between
about 0.2 and 2.4 %. Around the click rates of paid posts in ``post_rates.csv``; how far a page's
post differs from an advertisement is judgement."""

RESULT_PRIOR = (1.2, 58.8)
"""Orders for each visit, before anything is known: mean 2 %, nine in ten between about 0.2 and
5.6 %. Around the shares of visits from networks with a purchase in ``post_rates.csv``."""

# Own followers know the client and the readers of another page do not, so own figures say no more
# about that page than this many people reached, or visits, would.
MOST_REACHED, MOST_VISITS = 2_000, 300
_ELSEWHERE = 0.25  # what own figures of another network weigh

_COLUMNS = ("network", "visits", "reached", "results", "sessions")


def own_rates(
    posts: pd.DataFrame, visits: pd.DataFrame, utm: pd.DataFrame, *, timezone: str = "UTC"
) -> pd.DataFrame:
    """Count how many visits the own posts of each network brought, and orders these visits.

    Parameters
    ----------
    posts
        Canonical posts; those of other pages are left out. ``reach`` is used, else ``views``.
    visits
        Canonical visits: their days tell which posts they can have come from.
    utm
        Result of `smmlab.money.utm.attribute_orders`: ``source``, ``medium``, ``sessions``,
        ``converted_orders``. Paid visits are left out.
    timezone
        IANA zone in which the visits count their days.

    Returns
    -------
    DataFrame
        One row a network: ``network``, ``visits`` from the ``reached`` people of its own posts in
        the days of the visits (each post counts anew), ``results`` (orders) of the ``sessions``
        whose orders are known. Missing where one of the two is not known.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "instagram", "is_own": True, "at": [0, 60],
    ...                               "reach": 500, "post_id": ["a", "b"]}), "posts")
    >>> visits = conform(pd.DataFrame({"day": ["1970-01-01"], "to_day": "1970-01-01"}), "visits")
    >>> utm = pd.DataFrame({"source": ["instagram"], "medium": "social", "sessions": [20],
    ...                     "converted_orders": [1]})
    >>> own_rates(posts, visits, utm).astype({"visits": int, "results": int})
         network  visits  reached  results  sessions
    0  instagram      20   1000.0        1      20.0
    """
    require(posts, ("network", "is_own", "at", "reach", "views"), table="posts")
    require(visits, ("day", "to_day"), table="visits")
    require(utm, ("source", "medium", "sessions", "converted_orders"), table="visits")
    reached = _reached(posts[posts["is_own"].astype(bool)], visits, timezone)
    named = name_channels(utm["source"], utm["medium"])
    network = named["network"]
    rows = utm[~named["is_paid"].fillna(False).astype(bool) & network.notna()]
    counted = pd.DataFrame(
        {
            "network": network.loc[rows.index].astype("str"),
            "visits": rows["sessions"].astype("float64"),
            "results": rows["converted_orders"].astype("float64"),
        }
    )
    counted["sessions"] = counted["visits"].where(counted["results"].notna())
    sums = counted.groupby("network").sum(min_count=1)
    joined = sums.join(reached, how="left").reset_index().reindex(columns=list(_COLUMNS))
    # More visits than people reached shows that the posts of those days are not all here.
    usable = joined["visits"] <= joined["reached"]
    joined["reached"] = joined["reached"].where(usable)
    return joined.astype(dict.fromkeys(_COLUMNS[1:], "float64") | {"network": "str"})


def public_rates() -> pd.DataFrame:
    """Return the public figures around which the rates lie before anything is known.

    Returns
    -------
    DataFrame
        ``rate_id``, ``topic`` (visits_per_person|results_per_visit), ``network``, ``value`` (0-1),
        ``year``, ``base``, ``source_id``, ``grade``, ``read_on``, ``note``, with the ``title``
        and the ``address`` of the source.

    Examples
    --------
    >>> public_rates().groupby("topic")["value"].median()
    topic
    results_per_visit    0.0109
    visits_per_person    0.0127
    Name: value, dtype: float64
    """
    rates, sources = (_packaged(name) for name in ("post_rates.csv", "sources.csv"))
    named = sources[["source_id", "title", "address"]]
    return rates.astype({"value": "float64", "year": "int64"}).merge(named, on="source_id")


def click_beta(rates: pd.DataFrame | None, network: pd.Series) -> pd.DataFrame:
    """Return the Beta distribution of visits for each person reached, a row for each network asked.

    Returns
    -------
    DataFrame
        ``a``, ``b`` and ``basis`` (own|public), under the index of ``network``.

    Examples
    --------
    >>> click_beta(None, pd.Series(["telegram"]))
         a      b   basis
    0  1.8  178.2  public
    """
    return _beta(rates, network, ("visits", "reached"), CLICK_PRIOR, MOST_REACHED)


def result_beta(rates: pd.DataFrame | None, network: pd.Series) -> pd.DataFrame:
    """Return the Beta distribution of results for each visit, as `click_beta` does for visits.

    Examples
    --------
    >>> rates = pd.DataFrame({"network": ["telegram"], "results": [6.0], "sessions": [300.0]})
    >>> result_beta(rates, pd.Series(["telegram"]))[["a", "basis"]]
         a basis
    0  7.2   own
    """
    return _beta(rates, network, ("results", "sessions"), RESULT_PRIOR, MOST_VISITS)


def _beta(
    rates: pd.DataFrame | None,
    network: pd.Series,
    names: tuple[str, str],
    prior: tuple[float, float],
    most: int,
) -> pd.DataFrame:
    found = pd.DataFrame(columns=["network", *names]) if rates is None else rates
    known = found.dropna(subset=list(names)).set_index("network")[list(names)].astype("float64")
    there = known.reindex(network)
    # What other networks brought says less, but more than the figures of strangers.
    pooled = known.sum()
    weight = np.full(len(network), 1.0)
    absent = there[names[1]].isna().to_numpy()
    weight[absent] = _ELSEWHERE
    successes = np.where(absent, pooled[names[0]], there[names[0]].to_numpy("float64"))
    trials = np.where(absent, pooled[names[1]], there[names[1]].to_numpy("float64"))
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(trials > 0, np.minimum(1.0, most * weight / trials), 0.0)
    return pd.DataFrame(
        {
            "a": prior[0] + successes * scale,
            "b": prior[1] + (trials - successes) * scale,
            "basis": np.where(scale > 0, "own", "public"),
        },
        index=network.index,
    )


def _packaged(name: str) -> pd.DataFrame:
    with (files("smmlab.datasets") / "networks" / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


def _reached(posts: pd.DataFrame, visits: pd.DataFrame, timezone: str) -> pd.Series:
    days = visits.dropna(subset=["day", "to_day"])
    timed = posts[posts["at"].notna()]
    moments = pd.to_datetime(timed["at"].astype("int64"), unit="s", utc=True)
    day = moments.dt.tz_convert(timezone).dt.strftime("%Y-%m-%d")
    inside = timed[day.between(str(days["day"].min()), str(days["to_day"].max()))]
    counts = inside.groupby("network")[["reach", "views"]].sum(min_count=1).astype("Float64")
    # A sum over posts of which some lack their reach would be too small: then views are asked.
    known = inside.groupby("network")[["reach", "views"]].count()
    whole = known.eq(inside.groupby("network").size(), axis=0)
    reach = counts["reach"].where(whole["reach"]).fillna(counts["views"].where(whole["views"]))
    return reach.astype("float64").rename("reached")
