"""Leads that the networks count: forms filled in on the network itself, without a visit."""

import pandas as pd

from smmlab.schema import require

# How the networks call the result of an advertisement that is a lead; "leadership" is none.
_LEAD = r"(?:^|[^a-z])leads?(?:[^a-z]|$)|лид|заявк|päring"


def count_leads(daily: pd.DataFrame, ads: pd.DataFrame) -> pd.DataFrame:
    """Collect the leads of pages and of advertisements.

    Parameters
    ----------
    daily
        Canonical daily metrics: ``network``, ``metric``, ``day``, ``value``.
    ads
        Canonical advertisements: ``network``, ``campaign``, ``from_day``, ``to_day``, ``results``,
        ``result_kind``. Only results whose kind says that they are leads count: neither messages
        nor clicks nor what does not say.

    Returns
    -------
    DataFrame
        A row a source and period: ``network``, ``campaign`` (missing for pages), ``is_paid``
        (missing for pages, whose number may hold both), ``day`` and ``to_day`` (ISO), ``leads``.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> daily = pd.DataFrame(columns=["network", "metric", "day", "value"])
    >>> ads = pd.DataFrame({
    ...     "network": "facebook", "campaign": ["spring", "spring"], "from_day": "2026-03-01",
    ...     "to_day": "2026-03-31", "results": [12.0, 80.0],
    ...     "result_kind": ["actions:onsite_conversion.lead_grouped", "actions:link_click"]})
    >>> count_leads(daily, ads)[["network", "campaign", "leads"]].to_numpy().tolist()
    [['facebook', 'spring', 12.0]]
    """
    require(daily, ("network", "metric", "day", "value"), table="daily")
    require(
        ads, ("network", "campaign", "from_day", "to_day", "results", "result_kind"), table="ads"
    )
    kind = ads["result_kind"].astype("str").str.lower()
    led = ads[kind.str.contains(_LEAD, na=False) & ads["results"].notna()]
    own = daily[(daily["metric"] == "leads") & daily["value"].notna()]
    both = pd.concat(
        [
            pd.DataFrame(
                {"network": led["network"], "campaign": led["campaign"].astype("str").str.lower(),
                 "is_paid": True, "day": led["from_day"], "to_day": led["to_day"],
                 "leads": led["results"]}
            ),
            pd.DataFrame(
                {"network": own["network"], "campaign": None, "is_paid": None, "day": own["day"],
                 "to_day": own["day"], "leads": own["value"]}
            ),
        ]
    )  # fmt: skip
    text = dict.fromkeys(("network", "campaign", "day", "to_day"), "str")
    typed: pd.DataFrame = both.astype({**text, "is_paid": "boolean", "leads": "float64"})
    return typed.reset_index(drop=True)
