"""Counts of active sellers by people: combined, and how far two people agree."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from smmlab.agreement import krippendorff_alpha
from smmlab.errors import DataError
from smmlab.findings import Finding
from smmlab.schema import NETWORKS
from smmlab.texts import message

COUNT_COLUMNS = (
    "network", "counter", "counted_on", "words", "minutes", "sellers", "questions", "notes",
)  # fmt: skip
MINUTES = 20
"""Time box for one network: a convention of the protocol."""
_FEWEST_FOR_ALPHA, _FEWEST_FOR_ERROR = 5, 3

METHOD_SELLERS = message(
    "active sellers counted by hand: the same words and the same time on every network; the newest "
    "count of each person, their geometric mean"
)
METHOD_ALPHA = message("Krippendorff's alpha of two counts or more, for numbers with a true zero")
METHOD_ERROR = message("typical error of one count on the log scale, from people who counted twice")
TOO_FEW = message(
    "Too few networks were counted by two people. Let a second person count with the same words "
    "and the same time."
)

UNEVEN = message("Not all counts kept to the same words and the same time, so they compare badly.")


@dataclass(frozen=True)
class Agreement:
    """How far the counts of two people or more agree.

    Parameters
    ----------
    networks
        Networks counted by two people or more, above zero by each.
    alpha
        Krippendorff's alpha for ratio data; one is full agreement, zero none beyond chance.
        Missing (None) under five networks.
    counting_sd, sd_low, sd_high
        Typical error of one count on the log scale with an 80 % interval; None under three.
    same_words, same_minutes
        Whether all counts kept to the same words and the same time box.
    """

    networks: int
    alpha: float | None
    counting_sd: float | None
    sd_low: float | None
    sd_high: float | None
    same_words: bool
    same_minutes: bool


def combine_counts(counts: pd.DataFrame) -> pd.DataFrame:
    """Return one number of sellers for each network.

    Parameters
    ----------
    counts
        Columns of `COUNT_COLUMNS`: network, counter (who counted), counted_on (ISO date), words
        (what was searched for), minutes (time box), sellers, questions (people seen asking sellers,
        missing when nobody looked), notes.

    Returns
    -------
    DataFrame
        network, sellers (rounded geometric mean of the newest count of each person; missing when a
        count is zero, for zero is unknown and never best), counters, low, high (of the counts),
        agreement (the smaller over the larger, 0-1; missing for one person), questions (the most
        seen), counted_on (the oldest of the counts used).

    Raises
    ------
    DataError
        Naming every fault at once.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "network": "x", "counter": ["Mari", "Jaan"], "counted_on": "2026-11-20",
    ...     "words": "soap", "minutes": 20, "sellers": [8, 18], "questions": None, "notes": ""})
    >>> combine_counts(counts)[["network", "sellers", "counters"]].to_numpy().tolist()
    [['x', 12, 2]]
    """
    newest = _newest(counts)
    grouped = newest.groupby("network", sort=False)["sellers"]
    table = newest.groupby("network", sort=False).agg(
        counters=("counter", "nunique"),
        low=("sellers", "min"),
        high=("sellers", "max"),
        questions=("questions", "max"),
        counted_on=("counted_on", "min"),
    )
    logs = np.log(newest["sellers"].where(newest["sellers"] > 0))
    means = np.exp(logs.groupby(newest["network"]).mean())
    table["sellers"] = means.where(grouped.min() > 0).reindex(table.index).round().astype("Int64")
    ratio = table["low"] / table["high"].where(table["high"] > 0)
    table["agreement"] = ratio.where(table["counters"] > 1)
    table = table.astype({"low": "int64", "high": "int64", "questions": "Int64"})
    order = sorted(table.index, key=NETWORKS.index)
    columns = ["sellers", "counters", "low", "high", "agreement", "questions", "counted_on"]
    return table.loc[order, columns].rename_axis("network").reset_index()


def count_agreement(counts: pd.DataFrame) -> Agreement:
    """Return how far two people's counts agree.

    Parameters
    ----------
    counts
        As in `combine_counts`.

    Raises
    ------
    DataError
        Naming every fault at once.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. The error of one count is the
    pooled spread of the logs within a network; its interval is that of a variance.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "network": ["x", "x", "reddit"], "counter": ["Mari", "Jaan", "Mari"],
    ...     "counted_on": "2026-11-20", "words": "soap", "minutes": 20, "sellers": [8, 18, 3],
    ...     "questions": None, "notes": ""})
    >>> count_agreement(counts).networks
    1
    """
    from scipy.stats import chi2

    newest = _newest(counts)
    seen = newest[newest["sellers"] > 0]
    people = seen.groupby("network")["counter"].transform("size")
    twice = seen[people > 1]
    networks = int(twice["network"].nunique())
    words = newest["words"].astype("str").str.split().str.join(" ").str.casefold()
    alpha = (
        krippendorff_alpha(twice["network"], twice["sellers"], level="ratio")
        if networks >= _FEWEST_FOR_ALPHA
        else None
    )
    sd = low = high = None
    if networks >= _FEWEST_FOR_ERROR:
        logs = np.log(twice["sellers"].astype("float64"))
        within = logs - logs.groupby(twice["network"]).transform("mean")
        freedom = len(twice) - networks
        squares = float((within**2).sum())
        sd = float(np.sqrt(squares / freedom))
        low, high = (float(np.sqrt(squares / chi2.ppf(p, freedom))) for p in (0.9, 0.1))
    return Agreement(
        networks, alpha, sd, low, high, words.nunique() <= 1, newest["minutes"].nunique() <= 1
    )


def seller_findings(counts: pd.DataFrame) -> list[Finding]:
    """Return the findings of the counts: each network's sellers, and the agreement."""
    if counts.empty:
        return []
    found = [
        Finding(f"networks.{row.network}.sellers", int(row.sellers), "sellers",
                n=int(row.counters), low=float(row.low), high=float(row.high),
                method=METHOD_SELLERS, status="estimated")
        for row in combine_counts(counts).itertuples()
        if not pd.isna(row.sellers)
    ]  # fmt: skip
    agreement = count_agreement(counts)
    for name, value, method in (
        ("alpha", agreement.alpha, METHOD_ALPHA),
        ("counting_sd", agreement.counting_sd, METHOD_ERROR),
    ):
        known = value is not None
        found.append(
            Finding(
                f"networks.sellers.{name}", value, "index", n=agreement.networks,
                low=agreement.sd_low if name == "counting_sd" else None,
                high=agreement.sd_high if name == "counting_sd" else None,
                status="estimated" if known else "unknown", method=method if known else TOO_FEW,
            )
        )  # fmt: skip
    return found


def _newest(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the newest count of each person on each network, checked."""
    lacking = [name for name in COUNT_COLUMNS if name not in counts.columns]
    if lacking:
        raise DataError(
            message("The counts of sellers lack the columns {lacking}."),
            {"lacking": ", ".join(lacking)},
        )
    rows = counts[list(COUNT_COLUMNS)].reset_index(drop=True)
    sellers = pd.to_numeric(rows["sellers"], errors="coerce").astype("float64")
    minutes = pd.to_numeric(rows["minutes"], errors="coerce").astype("float64")
    questions = pd.to_numeric(rows["questions"], errors="coerce").astype("float64")
    passed = {
        "network": rows["network"].isin(NETWORKS),
        "counter": rows["counter"].astype("str").str.strip().ne("") & rows["counter"].notna(),
        "counted_on": rows["counted_on"].map(_is_day).astype("bool"),
        "sellers": (sellers >= 0) & (sellers % 1 == 0),
        "minutes": minutes > 0,
        "questions": (questions >= 0) | rows["questions"].isna(),
    }
    faults = [
        f"{row + 1}: {name}"
        for name, fine in passed.items()
        for row in rows.index[~fine.to_numpy(dtype=bool)]
    ]
    if faults:
        raise DataError(
            message(
                "Counts of sellers that cannot be used (count: what): {faults}. Give a known "
                "network, who counted, a day such as {day}, whole numbers from zero up, and the "
                "minutes spent."
            ),
            {"faults": "; ".join(faults), "day": "2026-11-20"},
        )
    rows = rows.assign(sellers=sellers, minutes=minutes, questions=questions)
    # One person is one person however the name was typed this time.
    rows["counter"] = rows["counter"].astype("str").str.split().str.join(" ").str.casefold()
    ordered = rows.sort_values("counted_on", kind="stable")
    return ordered.drop_duplicates(["network", "counter"], keep="last").reset_index(drop=True)


def _is_day(text: object) -> bool:
    try:
        # Other ISO forms would not sort as texts.
        return date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False
