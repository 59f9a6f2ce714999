"""Periods of VK statistics: which days they cover, what was counted, who the people were."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, objects, pluck, shown_of, texts_of
from smmlab.exports.sieve import Fault
from smmlab.exports.vk.answers import NETWORK, NO_OBJECT, first_given
from smmlab.texts import message

ZONE = "Europe/Moscow"  # VK counts the days of its statistics by this clock

_HALF_A_DAY = 43_200
# Metric: where the new answers have it, and the old ones.
_METRICS: dict[str, tuple[tuple[str, ...], str]] = {
    "visitors": (("visitors", "visitors"), "visitors"),
    "page_views": (("visitors", "views"), "views"),
    "reach": (("reach", "reach"), "reach"),
    "reactions": (("activity", "likes"), "likes"),
    "shares": (("activity", "copies"), "copies"),
    "comments": (("activity", "comments"), "comments"),
    "hides": (("activity", "hidden"), "hidden"),
    "follows": (("activity", "subscribed"), "subscribed"),
    "unfollows": (("activity", "unsubscribed"), "unsubscribed"),
}
_DIMENSIONS = {
    "age": "age", "sex": "sex", "sex_age": "age_sex", "cities": "city", "countries": "country",
}  # fmt: skip
_WHOLE = ("age", "sex", "age_sex")
_SEXES = {"f": "female", "m": "male", "1": "female", "2": "male"}
_AGES = r"[0-9]{1,3}(?:-[0-9]{1,3}|\+)"

_NO_PERIOD = message("The entry does not say which days it covers: {value}.")
_NO_COUNT = message("{value} is no count, in the column {column}.")


@dataclass(frozen=True)
class Periods:
    """Periods as columns.

    Parameters
    ----------
    from_day, to_day
        First and last day, ISO dates; the same for a day.
    metrics
        Counts by metric.
    groups
        One row a group of people: ``place`` (of the period), ``dimension``, ``value``, ``count``,
        ``total`` (people of the period), ``by_reach`` (people reached, not visitors).
    faults
        What is wrong with a period, the gravest first.
    """

    from_day: pd.Series
    to_day: pd.Series
    metrics: pd.DataFrame
    groups: pd.DataFrame
    faults: list[Fault]


def read_periods(entries: list[Any], *, not_after: int) -> Periods:
    """Take periods of stats.get apart, those of new answers and of old ones."""
    from_day, to_day = _days(entries, not_after)
    no_object = pd.Series([not isinstance(entry, dict) for entry in entries], dtype="bool")
    said = first_given(pluck(entries, "period_from"), pluck(entries, "day"))
    faults = [Fault(no_object, NO_OBJECT), Fault(from_day.isna(), _NO_PERIOD, shown_of(said))]
    metrics: dict[str, pd.Series] = {}
    for metric, (new, old) in _METRICS.items():
        plain = [None if isinstance(v, dict | list) else v for v in pluck(entries, old)]
        given = first_given(pluck(entries, *new), plain)
        metrics[metric], bad = counts_of(given)
        faults.append(Fault(bad, _NO_COUNT, shown_of(given), old))
    groups, bad_groups = _groups(entries, metrics)
    faults.append(bad_groups)
    return Periods(from_day, to_day, pd.DataFrame(metrics), groups, faults)


def daily_frame(periods: Periods, lines: np.ndarray, kept: np.ndarray) -> pd.DataFrame:
    """Return one row a metric and day; periods longer than a day give none."""
    one_day = kept & (periods.from_day == periods.to_day).to_numpy(dtype=bool)
    wide = periods.metrics[one_day].assign(day=periods.from_day[one_day], source_row=lines[one_day])
    long = wide.melt(["day", "source_row"], var_name="metric", value_name="value")
    long = long.dropna(subset=["value"]).reset_index(drop=True)
    return long.assign(
        network=NETWORK, page=pd.Series(pd.NA, index=long.index, dtype="str"),
        metric=long["metric"].astype("str"), value=long["value"].astype("float64"), clock=ZONE,
        precision="day",
    )  # fmt: skip


def audience_frame(periods: Periods, lines: np.ndarray, kept: np.ndarray) -> pd.DataFrame:
    """Return one row a group of people and period, without shares; see `with_shares`."""
    groups = periods.groups[kept[periods.groups["place"]]].reset_index(drop=True)
    places = groups["place"].to_numpy()
    return groups.assign(
        network=NETWORK,
        page=pd.Series(pd.NA, index=groups.index, dtype="str"),
        from_day=periods.from_day.iloc[places].to_numpy(),
        to_day=periods.to_day.iloc[places].to_numpy(),
        source_row=lines[places],
    ).astype({"from_day": "str", "to_day": "str"})


def with_shares(audience: pd.DataFrame) -> pd.DataFrame:
    """Return the audience with ``share``.

    Ages and sexes are parts of the people whose age or sex VK knows; places are parts of all
    people of the period, because VK lists only the largest.
    """
    count = audience["count"].astype("float64")
    known = count.groupby([audience["from_day"], audience["to_day"], audience["dimension"]])
    listed = known.transform("sum")
    total = audience["total"].astype("float64")
    # A total below its parts proves nothing.
    whole = listed.where(audience["dimension"].isin(_WHOLE), total.where(total >= listed))
    return audience.assign(share=count / whole.where(whole > 0))


def _days(entries: list[Any], not_after: int) -> tuple[pd.Series, pd.Series]:
    """Tell the days from the middle of the first and of the last day.

    Whether VK writes midnight of Moscow or of UTC, and whatever zone the community lives in, half
    a day later it is the same date in UTC.
    """
    start, _ = counts_of(pluck(entries, "period_from"))
    end, _ = counts_of(pluck(entries, "period_to"))
    sound = start.between(EARLIEST, not_after + LEEWAY) & end.ge(start)
    sound &= end.le(not_after + 366 * 86_400)
    sound = sound.fillna(False).astype(bool)
    first = (start + _HALF_A_DAY).where(sound)
    # A day that is not over yet ends before its middle.
    last = (end - _HALF_A_DAY).where(sound)
    last = last.where((last >= first).fillna(False), first)
    old = pd.to_datetime(texts_of(pluck(entries, "day")), format="%Y-%m-%d", errors="coerce")
    latest = pd.Timestamp(not_after + LEEWAY, unit="s")
    old = old.where(old.between(pd.Timestamp(EARLIEST, unit="s"), latest))
    days = old.dt.strftime("%Y-%m-%d").astype("str")
    return _dates(first).fillna(days), _dates(last).fillna(days)


def _dates(seconds: pd.Series) -> pd.Series:
    moments = pd.to_datetime(seconds.astype("float64"), unit="s")
    return moments.dt.strftime("%Y-%m-%d").astype("str")


def _groups(entries: list[Any], metrics: dict[str, pd.Series]) -> tuple[pd.DataFrame, Fault]:
    """Return the groups of people of every period, and the periods with a count that is none."""
    rows: list[tuple[int, str, Any, Any, bool]] = []
    for place, entry in enumerate(entries):
        block, by_reach = _block(entry)
        for name, dimension in _DIMENSIONS.items():
            for group in objects(block.get(name)):
                count = next((group[k] for k in ("count", "reach", "visitors") if k in group), None)
                rows.append((place, dimension, _named(group, name), count, by_reach))
    columns = ["place", "dimension", "value", "said", "by_reach"]
    frame = pd.DataFrame(rows, columns=columns).astype({"place": "int64", "by_reach": "bool"})
    counts, bad = counts_of(frame["said"].tolist())
    frame = frame.assign(count=counts, value=_values(frame), bad=bad)
    first_bad = frame[frame["bad"]].groupby("place")["said"].first()
    wrong = pd.Series(range(len(entries)), dtype="int64").isin(first_bad.index)
    shown = pd.Series(range(len(entries)), dtype="int64").map(
        dict(zip(first_bad.index, shown_of(first_bad.tolist()), strict=True))
    )
    fault = Fault(wrong, _NO_COUNT, shown.astype("str"), "count")
    known = frame.dropna(subset=["value", "count"])
    # Two towns may share a name: then it stands for both.
    summed = known.groupby(["place", "dimension", "value", "by_reach"], sort=False)["count"].sum()
    groups = summed.reset_index()
    reach = metrics["reach"].iloc[groups["place"]].reset_index(drop=True)
    visitors = metrics["visitors"].iloc[groups["place"]].reset_index(drop=True)
    total = reach.where(groups["by_reach"], visitors)
    return groups.assign(total=total).astype({"dimension": "str", "value": "str"}), fault


def _block(entry: Any) -> tuple[dict[str, Any], bool]:
    """Return the part of a period that tells of people: those reached, else the visitors."""
    if not isinstance(entry, dict):
        return {}, False
    for name in ("reach", "visitors"):
        block = entry.get(name)
        if isinstance(block, dict) and any(objects(block.get(one)) for one in _DIMENSIONS):
            return block, name == "reach"
    # The old answers count them beside everything else, and only some by reach.
    first = next((group for one in _DIMENSIONS for group in objects(entry.get(one))), {})
    return entry, "visitors" not in first


def _named(group: dict[str, Any], name: str) -> Any:
    if name == "countries":
        return group.get("code") or group.get("name")
    return group.get("name") if name == "cities" else group.get("value")


def _values(frame: pd.DataFrame) -> pd.Series:
    """Return the groups in the words of smmlab; a group that VK does not name is left out."""
    said = texts_of(frame["value"].tolist()).str.replace("–", "-", regex=False).str.strip()
    dimension = frame["dimension"]
    ages = said.where(said.str.fullmatch(_AGES).fillna(False).astype(bool))
    pair = said.str.extract(rf"^(?P<sex>[fm12]);(?P<age>{_AGES})$").astype("str")
    both = pair["age"] + "|" + pair["sex"].map(_SEXES).astype("str")
    values = said.where(dimension.isin(["city", "country"]) & (said != ""))
    values = values.fillna(ages.where(dimension == "age"))
    values = values.fillna(said.map(_SEXES).astype("str").where(dimension == "sex"))
    return values.fillna(both.where(dimension == "age_sex")).astype("str")
