"""Which tagged links the orders came by: a rule for credit, never a proof of effect."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.money.orders import counted_orders
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.money import THOUSANDTHS, orders_by_utm
from smmlab.schema import require
from smmlab.texts import message

UNTAGGED = "(untagged)"
"""The source of orders that carry no tag."""

_TAGS = ["source", "medium", "campaign"]
_UTM = {"utm_source": "source", "utm_medium": "medium", "utm_campaign": "campaign"}
_ORDERS = (*_UTM, "at", "currency", "status", "amount", "refunded")
_VISITS = ("day", "to_day", *_TAGS, "content", "term", "sessions")
_COLUMNS = (
    *_TAGS, "sessions", "orders", "revenue", "currency", "conversion_rate", "cr_low", "cr_high",
    "converted_orders",
)  # fmt: skip

_NOTHING = message(
    "There are no orders and no visits with tags in these files. Tag every link, then export the "
    "orders of the shop and the traffic acquisition report."
)
_CREDIT = message(
    "Orders with these tags: the last tagged link before the order gets all of it. This is a "
    "credit rule, not an effect; people who would have bought anyway are in it too."
)
_REVENUE = message(
    "Amounts of the orders with these tags, before refunds. This is a credit rule, not an effect."
)
_SESSIONS = message("Visits with these tags in the traffic report, counted.")
_CONVERSION = message(
    "Orders with these tags on the days of the traffic report, divided by visits with the same "
    "tags; Wilson interval. This is a credit rule, not an effect. Visitors who refuse measurement "
    "are missing from the visits."
)
_NO_CONVERSION = message(
    "The orders and the traffic report do not share these tags and days, or too few visits were "
    "measured. Export both for the same period with the same tags."
)
_TAGGED = message("Orders that carry any tag, among all orders; Wilson interval.")


def attribute_orders(
    orders: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    timezone: str = "UTC",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give each order to the tags it carries, and divide by the visits with the same tags.

    Parameters
    ----------
    orders
        Canonical orders: ``utm_source``, ``utm_medium``, ``utm_campaign``, ``at``, ``currency``,
        ``status``, ``amount``, ``refunded``. Cancelled and pending ones are left out.
    visits
        Canonical visits: ``day``, ``to_day``, ``source``, ``medium``, ``campaign``, ``content``,
        ``term``, ``sessions``. Where reports overlap in time, those with the shorter periods
        count; where a report gives both a total and its parts, the total counts.
    timezone
        IANA zone in which the traffic report counts its days.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        One row per tags and currency, most orders first: ``source``, ``medium``, ``campaign``
        (missing throughout when the report has no campaigns), ``sessions`` (missing when the report
        does not have these tags), ``orders``, ``revenue`` (before refunds, in ``currency``),
        ``conversion_rate`` with ``cr_low`` and ``cr_high`` (0-1, Wilson) and its numerator
        ``converted_orders``: orders of all currencies on the days of the report. The rate is
        missing, not zero, without visits of the same tags and days, and when there are more orders
        than visits, which shows that visits are missing. Orders without tags stand under
        ``(untagged)``. Tags that only the visits have are listed when they name a campaign.

    Raises
    ------
    DataError
        When a column is absent, or tags are not trimmed, lower-case and NFC.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "utm_source": "instagram", "utm_medium": "social", "utm_campaign": "launch",
    ...     "at": [0, 60], "currency": "EUR", "status": "paid", "amount": [5.0, 7.5],
    ...     "refunded": 0.0})
    >>> visits = pd.DataFrame({
    ...     "day": ["1970-01-01"], "to_day": "1970-01-01", "source": "instagram",
    ...     "medium": "social", "campaign": "launch", "content": None, "term": None,
    ...     "sessions": 40})
    >>> attribute_orders(orders, visits)[["source", "orders", "revenue", "conversion_rate"]]
          source  orders  revenue  conversion_rate
    0  instagram       2     12.5             0.05
    """
    require(orders, _ORDERS, table="orders")
    require(visits, _VISITS, table="visits")
    _check_tags(orders, list(_UTM))
    _check_tags(visits, _TAGS)
    kept = counted_orders(orders)
    kept = kept.astype(dict.fromkeys((*_UTM, "currency", "status"), "str"))
    seen = visits[visits["source"].notna() & visits["medium"].notna()]
    tags = _TAGS if seen.empty or seen["campaign"].notna().any() else _TAGS[:2]
    seen, days = one_report(seen.dropna(subset=tags))
    sessions = _sessions(seen, tags)
    if kept.empty and sessions.empty:
        return _with_rates(kept.reindex(columns=list(_COLUMNS)), confidence)
    day = pd.to_datetime(kept["at"].astype("Int64"), unit="s", utc=True).dt.tz_convert(timezone)
    covered = kept[day.dt.strftime("%Y-%m-%d").isin(days)]
    credit = _by_tags(kept, [*tags, "currency"])
    converted = _by_tags(covered, tags)[[*tags, "orders"]].rename(
        columns={"orders": "converted_orders"}
    )
    table = credit.merge(sessions, on=tags, how="outer" if tags == _TAGS else "left")
    table = table.merge(converted, on=tags, how="left").reindex(columns=list(_COLUMNS))
    table = _without_plain_visits(table, bool(_tagged(covered).any()))
    table = _with_rates(table, confidence)
    untagged = table[_TAGS].isna().all(axis=1)
    table["source"] = table["source"].where(~untagged, UNTAGGED)
    return table.sort_values(
        ["orders", "sessions", *_TAGS, "currency"],
        ascending=[False, False, True, True, True, True],
    ).reset_index(drop=True)


def utm_findings(utm: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return orders, revenue, visits and conversion of every tagged source.

    Parameters
    ----------
    utm
        Result of `attribute_orders`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> nothing = attribute_orders(conform(pd.DataFrame(), "orders"),
    ...                            conform(pd.DataFrame(), "visits"))
    >>> [finding.status for finding in utm_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if utm.empty:
        return [Finding("money.utm", None, "orders", status="unknown", method=_NOTHING,
                        sources=rows)]  # fmt: skip
    findings = []
    ordered = utm["orders"].fillna(0)
    total, tagged = int(ordered.sum()), int(ordered[utm["source"] != UNTAGGED].sum())
    if total:
        low, high = wilson_interval(tagged, total)
        findings.append(
            Finding("money.utm.tagged_share", tagged / total, "share", total, float(low),
                    float(high), method=_TAGGED, sources=rows, numerator=tagged,
                    denominator=total)
        )  # fmt: skip
    doubled = utm.duplicated(_TAGS, keep=False)
    for row, in_currencies in zip(utm.to_dict("records"), doubled, strict=True):
        parts = [row[tag] for tag in _TAGS if pd.notna(row[tag])]
        if in_currencies:
            parts.append(row["currency"] if pd.notna(row["currency"]) else "unknown")
        # Dots divide a key: inside a tag a one-dot leader stands for them and looks the same.
        key = ".".join(["money.utm", *(str(part).replace(".", "\u2024") for part in parts)])
        findings += _of_tags(key, row, rows)
    return findings


def _of_tags(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    findings = []
    if pd.notna(row["sessions"]):
        findings.append(
            Finding(f"{key}.sessions", int(row["sessions"]), "sessions", int(row["sessions"]),
                    method=_SESSIONS, sources=sources)
        )  # fmt: skip
    if pd.notna(row["orders"]):
        n, currency = int(row["orders"]), row["currency"]
        findings.append(Finding(f"{key}.orders", n, "orders", n, method=_CREDIT, sources=sources))
        if pd.notna(row["revenue"]):
            unit = str(currency) if pd.notna(currency) else "currency"
            findings.append(
                Finding(f"{key}.revenue", float(row["revenue"]), unit, n, method=_REVENUE,
                        sources=sources)
            )  # fmt: skip
    if row["source"] == UNTAGGED:
        return findings
    rate = row["conversion_rate"]
    if pd.isna(rate) or row["sessions"] < SMALLEST_GROUP:
        findings.append(
            Finding(f"{key}.conversion_rate", None, "share", status="unknown",
                    method=_NO_CONVERSION, sources=sources)
        )  # fmt: skip
    else:
        findings.append(
            Finding(f"{key}.conversion_rate", float(rate), "share", int(row["sessions"]),
                    float(row["cr_low"]), float(row["cr_high"]), method=_CONVERSION,
                    sources=sources, numerator=int(row["converted_orders"]),
                    denominator=int(row["sessions"]))
        )  # fmt: skip
    return findings


def _check_tags(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    # Import folds tags; here it is only checked, on the few different values there are.
    for name in columns:
        for value in frame[name].dropna().unique():
            if value != unicodedata.normalize("NFC", str(value).strip().lower()):
                raise DataError(
                    message(
                        "Expected tags in small letters without blanks around them, found {found} "
                        "in {column}. Import the file again."
                    ),
                    {"found": repr(value), "column": name},
                )


def one_report(visits: pd.DataFrame) -> tuple[pd.DataFrame, set[str]]:
    """Return the visits of periods that do not overlap, shortest first, and the days covered.

    Parameters
    ----------
    visits
        Canonical visits: ``day``, ``to_day``; a missing last day is the first one.

    Returns
    -------
    tuple
        The rows of the periods that count, and their days (ISO).

    Examples
    --------
    >>> visits = pd.DataFrame({"day": ["2026-01-01"] * 2, "to_day": ["2026-01-01", "2026-01-31"],
    ...                        "sessions": [5, 90]})
    >>> rows, days = one_report(visits)
    >>> rows["sessions"].tolist(), days
    ([5], {'2026-01-01'})
    """
    ends = visits["to_day"].fillna(visits["day"])
    periods = pd.DataFrame({"day": visits["day"], "to_day": ends})
    number = periods.groupby(["day", "to_day"]).ngroup()
    different = periods.assign(number=number).dropna().drop_duplicates("number")
    first, last = (pd.to_datetime(different[name]) for name in ("day", "to_day"))
    order = different.assign(length=(last - first).dt.days).sort_values(["length", "day"])
    covered: set[str] = set()
    chosen: set[int] = set()
    for day, to_day, which, _length in order.itertuples(index=False):
        days = set(pd.date_range(day, to_day).strftime("%Y-%m-%d"))
        if not days & covered:
            covered |= days
            chosen.add(which)
    return visits[number.isin(chosen)], covered


def whole_rows(visits: pd.DataFrame, tags: Sequence[str]) -> pd.DataFrame:
    """Return the rows that may be added up by tags: where reports give totals, not their parts.

    Parameters
    ----------
    visits
        Canonical visits: ``day``, ``to_day``, the tags, ``campaign``, ``content``, ``term``, and
        ``source_file`` where it is known.
    tags
        Columns to add up by.

    Returns
    -------
    DataFrame
        Some of the rows. A file that names a finer tag in some rows tells of parts only: there a
        missing tag means "not set". Its rows give way to those of a file without that tag.

    Examples
    --------
    >>> visits = pd.DataFrame({"day": "2026-01-01", "to_day": "2026-01-31", "source": "x",
    ...     "campaign": None, "content": [None, "a", None], "term": None,
    ...     "source_file": ["sums", "parts", "parts"], "sessions": [9, 4, 5]})
    >>> whole_rows(visits, ["source"])["sessions"].tolist()
    [9]
    """
    rows = visits
    for name in ("term", "content", "campaign"):
        if name in tags or rows[name].isna().all():
            continue
        told = rows[name].notna()
        if "source_file" in rows and rows["source_file"].notna().all():
            told = told.groupby(rows["source_file"]).transform("any")
        within = [rows[key].fillna("") for key in ("day", "to_day", *tags)]
        has_total = (~told).groupby(within).transform("any")
        rows = rows[~told | ~has_total]
    return rows


def _sessions(visits: pd.DataFrame, tags: list[str]) -> pd.DataFrame:
    rows = whole_rows(visits, tags)
    summed = rows.groupby(tags, as_index=False)["sessions"].sum(min_count=1)
    return summed.astype(dict.fromkeys(tags, "str") | {"sessions": "Int64"})


def _by_tags(orders: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    reduced = to_pandas(orders_by_utm(orders[[*_UTM, "currency", "status", "amount", "refunded"]]))
    sums = (
        reduced.rename(columns=_UTM)
        .groupby(keys, dropna=False, as_index=False)[["orders", "amounts", "amount_thousandths"]]
        .sum()
    )
    known = sums["amounts"] > 0
    return sums.assign(
        revenue=(sums["amount_thousandths"] / THOUSANDTHS).where(known),
        orders=sums["orders"].astype("Int64"),
    ).astype(dict.fromkeys(keys, "str"))


def _tagged(orders: pd.DataFrame) -> pd.Series:
    return orders[list(_UTM)].notna().any(axis=1)


def _without_plain_visits(table: pd.DataFrame, has_tagged_orders: bool) -> pd.DataFrame:
    """Leave out visits that no order could name, such as those from search."""
    only_visits = table["orders"].isna()
    campaign = table["campaign"].astype("str")
    is_campaign = campaign.notna() & ~campaign.str.startswith("(", na=True)
    table = table[~only_visits | is_campaign]
    if has_tagged_orders:
        # The shop noted tags on these days, so a campaign that no order names has brought none.
        missing = table["orders"].isna()
        table = table.assign(orders=table["orders"].mask(missing, 0).astype("Int64"))
    return table


def _with_rates(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    sessions = table["sessions"].astype("float64")
    converted = table["converted_orders"].fillna(0).astype("float64")
    known = (sessions > 0) & table["orders"].notna() & (converted <= sessions)
    low, high = wilson_interval(
        converted.where(known, 0), sessions.where(known, 0), confidence=confidence
    )
    return table.assign(
        sessions=table["sessions"].astype("Int64"),
        converted_orders=converted.where(known).astype("Int64"),
        conversion_rate=(converted / sessions.where(known)),
        cr_low=low,
        cr_high=high,
    )
