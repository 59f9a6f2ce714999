"""Repeat buying: how many orders the customers we have will still place, and who is still there."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.money.bg_nbd import BgNbd, Histories, fit_bg_nbd
from smmlab.money.customers import add_up_customers, newest_order
from smmlab.money.repeat_forecast import (
    count_alive,
    empty_forecast,
    forecast_repeats,
    limits,
    table_of,
)
from smmlab.reduce.clock import DAY
from smmlab.reduce.frames import scan
from smmlab.texts import message

Lack = Literal["", "no_customers", "too_short", "too_few", "too_far", "boundary", "trial_failed"]

LEAST_DAYS = 182
"""Half a year: before that nobody can tell a pause from a farewell."""
LEAST_RETURNED = 100
"""Fewer customers who came back do not carry four parameters; ``LACKS`` says this number."""

_WEEK = 7
# A forecast that missed its trial by more than this, beyond chance, is not shown.
_TOLERANCE = 0.2

_TRIAL_COLUMNS = ("weeks", "customers", "predicted", "low", "high", "actual")

LACKS = MappingProxyType(
    {
        "no_customers": message(
            "The orders do not say who bought. Export the orders of the shop with the e-mail or "
            "the customer column, so that orders of one customer can be put together."
        ),
        "too_short": message(
            "The orders cover less than half a year, so a pause cannot be told from a farewell. "
            "Export the orders since the shop was opened."
        ),
        "too_few": message(
            "A forecast of repeat orders needs at least a hundred customers who came back, and "
            "these files have fewer. A longer period of orders would tell."
        ),
        "too_far": message(
            "The forecast would look further ahead than the orders look back. Ask for fewer weeks, "
            "or export a longer period of orders."
        ),
        "boundary": message(
            "The buying in these files does not follow the model of repeat buying, so no forecast "
            "is given. Subscriptions and files that begin late are usual reasons."
        ),
        "trial_failed": message(
            "A forecast of the later half of these files from the earlier half missed by too much, "
            "so no forecast is given. Seasons, campaigns and files that begin late are usual "
            "reasons."
        ),
    }
)
_AHEAD = message("How far ahead the forecast of repeat orders looks.")
_ORDERS = message(
    "Orders that the customers in these files are expected to place in the weeks ahead, by the "
    "BG/NBD model of how often and how lately each of them bought; orders of one day are one. New "
    "customers, seasons and campaigns are not in it. The interval holds the doubt about the model "
    "and the chance in what people do."
)
_BUYERS = message(
    "Customers who are expected to order at least once in the weeks ahead, by the BG/NBD model; "
    "interval with the doubt about the model and the chance in what people do."
)
_ACTIVE = message(
    "Customers who came back before and are expected to be still buying, among all who came back, "
    "by the BG/NBD model. Of customers with one order the model cannot tell."
)
_ONCE = message(
    "Orders expected in the weeks ahead from one customer who has ordered once so far, by the "
    "BG/NBD model."
)
_RETURNED = message(
    "Orders expected in the weeks ahead from one customer who has come back before, by the BG/NBD "
    "model."
)
_TRIAL = message(
    "Trial: repeat orders in the later half of these files, forecast from the earlier half alone; "
    "interval of the forecast."
)
_ACTUAL = message("Repeat orders of the same customers that the later half of these files shows.")

_SAID = MappingProxyType(
    {
        "orders": ("orders", _ORDERS),
        "buyers": ("people", _BUYERS),
        "active": ("share", _ACTIVE),
        "once_orders_each": ("orders", _ONCE),
        "returned_orders_each": ("orders", _RETURNED),
    }
)


@dataclass(frozen=True)
class RepeatBuying:
    """A forecast of repeat orders, or why there is none.

    Parameters
    ----------
    lack
        Empty when there is a forecast; else what stands against it.
    weeks
        How far ahead it looks.
    customers
        Different customers behind it; None from one to nine.
    figures
        ``figure``, ``value``, ``low``, ``high``, ``customers`` (whom it is about; missing when that
        would point at fewer than ten): ``orders`` (of all customers together),
        ``buyers`` (customers with at least one), ``active`` (share, 0-1, of those who came back
        who are still buying), ``once_orders_each`` and ``returned_orders_each`` (orders of one
        customer with one order, and with more, so far; absent for groups under ten).
    groups
        Customers by their repeat orders so far, ``from_repeats`` to ``to_repeats`` (missing: and
        more): ``customers``, ``model_customers`` (as many as the model expects there),
        ``orders_each`` with ``low`` and ``high`` (orders of one of them in the weeks ahead),
        ``active_share`` and ``buyers_share`` (0-1; the first is missing for one order).
    alive
        Customers who came back by their chance to be still buying, ``from_chance`` to
        ``to_chance`` (0-1): ``customers`` (missing where ``suppressed``).
    parameters
        ``parameter`` (r, alpha in weeks, a, b), ``value``, ``low``, ``high``.
    trial
        One row when the files are long enough for two halves: ``weeks`` (of the later half),
        ``customers``, ``predicted``, ``low``, ``high``, ``actual`` (repeat orders).
    """

    lack: Lack
    weeks: int
    customers: int | None
    figures: pd.DataFrame
    groups: pd.DataFrame
    alive: pd.DataFrame
    parameters: pd.DataFrame
    trial: pd.DataFrame


def fit_repeat_buying(
    orders: IntoFrame,
    *,
    weeks: int = 26,
    currency: str | None = None,
    as_of: int | None = None,
    timezone: str = "UTC",
    confidence: float = 0.95,
    seed: int = 0,
) -> RepeatBuying:
    """Forecast the repeat orders of the customers we have, by the BG/NBD model.

    For orders only: likes and comments come in bursts that this model does not know.

    Parameters
    ----------
    orders
        Canonical orders in any engine: ``customer``, ``currency``, ``at``, ``amount``,
        ``refunded``, ``status``. Cancelled and pending ones are left out; several orders of one
        day are one purchase.
    weeks
        How far ahead to look.
    currency
        Only orders in this one; by default all, for money is not in it.
    as_of
        The last moment the files cover, epoch seconds UTC; by default the newest order.
    timezone
        IANA zone whose calendar days are counted.
    confidence
        Of the intervals, 0-1.
    seed
        Of the draws that show how much chance there is in what people do.

    Returns
    -------
    RepeatBuying
        Without a forecast when the orders cover less than half a year, fewer than a hundred
        customers came back, the forecast would look further ahead than the orders look back, the
        estimate lies at a boundary, or a trial on the later half of the files failed: missed by
        more than a fifth and beyond its interval.

    Raises
    ------
    DataError
        When a column is absent, the zone is not known or ``weeks`` is not above zero.

    Notes
    -----
    Where the trial missed its interval, the intervals of the forecast are stretched by as much as
    it missed. The model lets people leave only after a repeat purchase, so it cannot tell whether
    a customer with one order has left; and it takes the first order in the files for the
    customer's first one, so the files should reach back to the opening of the shop.

    References
    ----------
    Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
    275-284. Gives its published parameters on the CDNOW data.

    Examples
    --------
    >>> nothing = pd.DataFrame(columns=["customer", "currency", "at", "amount", "refunded",
    ...                                 "status"])
    >>> fit_repeat_buying(nothing).lack
    'no_customers'
    """
    if weeks < 1:
        raise DataError(message("A forecast looks at least one week ahead."))
    if currency is not None:
        rows = scan(orders, ("currency",), table="orders")
        orders = rows.filter(nw.col("currency") == currency).to_native()
    if as_of is None:
        as_of = newest_order(orders)
    customers = add_up_customers(orders, as_of=as_of, timezone=timezone, by_currency=False)
    n = len(customers)
    shown = n if n >= SMALLEST_GROUP else None
    lack = _lack(customers, weeks)
    if lack:
        return _without(lack, weeks, shown)
    histories = _histories(customers)
    model = fit_bg_nbd(histories)
    if model is None:
        return _without("boundary", weeks, shown)
    days = (int(customers["age_days"].max()) + 1) // 2
    earlier = add_up_customers(
        orders, as_of=as_of - days * DAY, timezone=timezone, by_currency=False
    )
    trial = _trial(earlier, customers, days, confidence=confidence, seed=seed)
    if len(trial) and _failed(trial.iloc[0]):
        return _without("trial_failed", weeks, shown, trial)
    figures, groups = forecast_repeats(
        model, histories, weeks, stretch=_stretch(trial), confidence=confidence, seed=seed
    )
    alive, parameters = count_alive(model, histories), _parameters(model, confidence)
    return RepeatBuying("", weeks, shown, figures, groups, alive, parameters, trial)


def repeat_findings(result: RepeatBuying, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the forecast and its trial; unknown, with the reason, when there is none.

    Parameters
    ----------
    result
        Result of `fit_repeat_buying`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nothing = pd.DataFrame(columns=["customer", "currency", "at", "amount", "refunded",
    ...                                 "status"])
    >>> [found.status for found in repeat_findings(fit_repeat_buying(nothing), sources=())]
    ['unknown']
    """
    rows, n = tuple(sources), result.customers
    found = [] if result.trial.empty else _of_trial(result.trial.iloc[0], rows)
    if result.lack:
        lack = LACKS[result.lack]
        return [
            Finding("money.repeat.orders", None, "orders", n, status="unknown", method=lack,
                    sources=rows),
            *found,
        ]  # fmt: skip
    return [
        Finding("money.repeat.weeks", result.weeks, "weeks", method=_AHEAD, sources=rows),
        *(
            Finding(f"money.repeat.{row['figure']}", row["value"], unit,
                    int(row["customers"]) if row["customers"] >= SMALLEST_GROUP else None,
                    row["low"], row["high"], status="estimated", method=method, sources=rows)
            for row in result.figures.to_dict("records")
            for unit, method in [_SAID[row["figure"]]]
        ),
        *found,
    ]  # fmt: skip


def _of_trial(row: pd.Series, sources: tuple[Source, ...]) -> list[Finding]:
    n = int(row["customers"])
    return [
        Finding("money.repeat.trial_forecast", float(row["predicted"]), "orders", n,
                float(row["low"]), float(row["high"]), status="estimated", method=_TRIAL,
                sources=sources),
        Finding("money.repeat.trial_actual", int(row["actual"]), "orders", n, method=_ACTUAL,
                sources=sources),
    ]  # fmt: skip


def _without(
    lack: Lack, weeks: int, customers: int | None, trial: pd.DataFrame | None = None
) -> RepeatBuying:
    figures, groups = empty_forecast()
    parameters = table_of([], ["parameter", "value", "low", "high"])
    trial = table_of([], list(_TRIAL_COLUMNS)) if trial is None else trial
    alive = table_of([], ["from_chance", "to_chance", "customers"]).assign(suppressed=False)
    return RepeatBuying(lack, weeks, customers, figures, groups, alive, parameters, trial)


def _lack(customers: pd.DataFrame, weeks: int) -> Lack:
    if customers.empty:
        return "no_customers"
    covered = int(customers["age_days"].max())
    if covered < LEAST_DAYS:
        return "too_short"
    if (customers["days"] > 1).sum() < LEAST_RETURNED:
        return "too_few"
    return "too_far" if weeks * _WEEK > covered else ""


def _histories(customers: pd.DataFrame) -> Histories:
    """Return the histories in weeks, equal ones together."""
    days = pd.DataFrame(
        {
            "repeats": customers["days"] - 1,
            "last": customers["age_days"] - customers["recency_days"],
            "watched": customers["age_days"],
        }
    )
    counted = days.value_counts(sort=False).reset_index(name="customers").astype("float64")
    return Histories(
        counted["repeats"].to_numpy(),
        counted["last"].to_numpy() / _WEEK,
        counted["watched"].to_numpy() / _WEEK,
        counted["customers"].to_numpy(),
    )


def _parameters(model: BgNbd, confidence: float) -> pd.DataFrame:
    values = model.parameters
    low, high = limits(values, np.sqrt(np.diag(model.covariance)) * values, confidence)
    rows = zip(("r", "alpha", "a", "b"), values, low, high, strict=True)
    return table_of([list(row) for row in rows], ["parameter", "value", "low", "high"])


def _trial(
    earlier: pd.DataFrame, customers: pd.DataFrame, days: int, *, confidence: float, seed: int
) -> pd.DataFrame:
    """Forecast the days of the later half from the earlier half and count what came."""
    nothing = table_of([], list(_TRIAL_COLUMNS))
    weeks = days / _WEEK
    if _lack(earlier, weeks=1):
        return nothing
    histories = _histories(earlier)
    model = fit_bg_nbd(histories)
    if model is None:
        return nothing
    figures, _groups = forecast_repeats(model, histories, weeks, confidence=confidence, seed=seed)
    total = figures.iloc[0]
    both = earlier.merge(customers, on="customer", suffixes=("", "_in_all"))
    actual = int((both["days_in_all"] - both["days"]).sum())
    row: list[object] = [weeks, len(earlier), total["value"], total["low"], total["high"], actual]
    return table_of([row], list(_TRIAL_COLUMNS)).astype({"customers": "int64", "actual": "int64"})


def _failed(trial: pd.Series) -> bool:
    beyond = not trial["low"] <= trial["actual"] <= trial["high"]
    return bool(beyond and abs(trial["predicted"] - trial["actual"]) > _TOLERANCE * trial["actual"])


def _stretch(trial: pd.DataFrame) -> float:
    """Return how many times too narrow the interval of the trial was; one if it held."""
    if trial.empty:
        return 1.0
    row = trial.iloc[0]
    missed = abs(np.log(row["actual"] / row["predicted"]))
    return float(max(1.0, missed / np.log(row["high"] / row["predicted"])))
