"""The cited figures on earning, and where each input starts before a client's own files speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import pandas as pd

from smmlab.brief import Market

Basis = Literal["own", "told", "public", "assumed"]
Shape = Literal["beta", "logit", "lognormal", "normal"]


@dataclass(frozen=True)
class Prior:
    """Where an input starts: in eight out of ten draws it lies between ``low`` and ``high``."""

    name: str
    shape: Shape
    middle: float
    low: float
    high: float
    basis: Basis
    figures: tuple[str, ...]


def find_priors(*, market: Market | Literal["any"] = "any", currency: str = "") -> dict[str, Prior]:
    """Return where each input starts; what nobody knows in this currency or market is absent.

    Parameters
    ----------
    market
        Of the client; a row for it goes before one for any market.
    currency
        Of the client. A sum of money is never converted: a row in another currency does not count.

    Examples
    --------
    >>> find_priors(currency="EUR")["price_per_thousand"].middle
    10.0
    >>> "price_per_thousand" in find_priors(currency="RUB")
    False
    """
    rows = _packaged("priors.csv")
    rows = rows[rows["currency"].isin(["", currency]) & rows["market"].isin([market, "any"])]
    found: dict[str, Prior] = {}
    for row in rows.to_dict("records"):
        name = row["input"]
        if row["market"] != "any" or name not in found:
            middle, low, high = (float(row[part]) for part in ("middle", "low", "high"))
            figures = tuple(row["rests_on"].split())
            found[name] = Prior(name, row["shape"], middle, low, high, row["basis"], figures)
    return found


def cited_figures() -> pd.DataFrame:
    """Return the public figures on earning with their sources.

    Returns
    -------
    DataFrame
        ``figure_id``, ``topic``, ``network``, ``market``, ``value`` and ``value_high`` (the end of
        a range; missing for a single figure), ``unit`` (share 0-1, or money in ``currency``),
        ``year``, ``base``, ``grade``, ``read_on``, ``note``, with the ``title``, ``publisher`` and
        ``address`` of the source, and ``read_as``: primary, verbatim mirror, primary text (archived
        copy), or secondary, a page that quotes or advises.

    Examples
    --------
    >>> cited = cited_figures().set_index("figure_id")
    >>> print(cited.loc["idle.mail.mailchimp", "value"])
    0.32
    """
    sources = _packaged("sources.csv")
    sources = sources[["source_id", "title", "publisher", "address", "read_as"]]
    figures = _packaged("figures.csv").merge(sources, on="source_id")
    numbers = {name: pd.to_numeric(figures[name]) for name in ("value", "value_high")}
    return figures.assign(**numbers)


def network_thresholds() -> pd.DataFrame:
    """Return from where on a network pays those who publish, with sources.

    Returns
    -------
    DataFrame
        ``threshold_id``, ``network``, ``measure`` (followers, views or watch_hours), ``value`` in
        ``unit``, ``rule``, ``year``, ``grade``, ``read_on``, ``note``, ``title``, ``publisher``
        and ``address``.

    Examples
    --------
    >>> rows = network_thresholds()
    >>> rows.loc[(rows["network"] == "telegram"), ["measure", "value"]].to_numpy().tolist()
    [['followers', 1000.0]]
    """
    sources = _packaged("sources.csv")[["source_id", "title", "publisher", "address"]]
    rows = _packaged("thresholds.csv").merge(sources, on="source_id")
    return rows.astype({"value": "float64"})


def judge_thresholds(followers: Mapping[str, int]) -> pd.DataFrame:
    """Tell from which networks the client could be paid, as far as followers decide.

    Parameters
    ----------
    followers
        By network; the thresholds of other networks are left out.

    Returns
    -------
    DataFrame
        The rows of `network_thresholds`, with ``own`` (followers) and ``verdict`` (reached, below,
        or unknown where something else than followers is asked for).

    Examples
    --------
    >>> judge_thresholds({"telegram": 640})[["value", "own", "verdict"]].to_numpy().tolist()
    [[1000.0, 640.0, 'below']]
    """
    rows = network_thresholds()
    rows = rows[rows["network"].isin(list(followers))].reset_index(drop=True)
    of_followers = rows["measure"] == "followers"
    own = rows["network"].map(dict(followers)).where(of_followers).astype("float64")
    verdict = pd.Series("unknown", rows.index).mask(own >= rows["value"], "reached")
    return rows.assign(own=own, verdict=verdict.mask(own < rows["value"], "below"))


def _packaged(name: str) -> pd.DataFrame:
    with (files("smmlab.datasets") / "money" / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)
