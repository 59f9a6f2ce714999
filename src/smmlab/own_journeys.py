"""What people met on the way to an order: journeys.csv in the client folder, in either shape."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.channels import channel_name, name_channels
from smmlab.errors import ProjectError
from smmlab.exports.distinct import distinct_texts, spread
from smmlab.exports.numbers import parse_numbers
from smmlab.own_evidence import read_typed_table
from smmlab.texts import message

JOURNEYS_FILE = "journeys.csv"
HOW_TO_GET_JOURNEYS = message(
    "The shop notes the last tagged link alone, so nothing before it can be known from these "
    "files. Put a journeys.csv into the client folder: in Google Analytics open Advertising, "
    "Attribution paths and download the table, or let a developer take one row a visit from "
    "BigQuery or the CRM (journey, at, channel, converted, value, currency)."
)
"""What is missing where there is no journeys.csv, and how a marketer gets it."""

# Names as they come from people, Google Analytics and packages for attribution.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "path": ("path", "conversion path", "attribution path", "default channel group path",
                 "default channel group"),
        "conversions": ("conversions", "key events", "total conversions", "orders"),
        "nulls": ("nulls", "total null", "without order"),
        "journey": ("journey", "user pseudo id", "client id", "user id", "customer"),
        "at": ("at", "event timestamp", "timestamp", "time", "date"),
        "channel": ("channel",),
        "source": ("source", "session source"),
        "medium": ("medium", "session medium"),
        "converted": ("converted", "conversion"),
        "value": ("value", "purchase revenue", "total revenue", "total conversion value"),
        "currency": ("currency",),
    }
)  # fmt: skip
_ARROW = re.compile(r"\s*(?:->|=>|[>→›»])\s*")
_TIMES = re.compile(r"^(.*\S)\s+[x×]\s*([0-9]{1,3})$")
_CREDIT = re.compile(r"\s*\(?[0-9]+(?:[.,][0-9]+)?\s?%\)?$")  # Google's credit behind a channel
_NOBODY = re.compile(r"^\(?direct\)?(?: / \(?none\)?)?$")
_SCALES = {10: 1, 13: 1_000, 16: 1_000_000}  # digits of an epoch time: seconds, milli, micro
_MOST_LISTED = 30


def read_journeys(folder: Path) -> pd.DataFrame | None:
    """Return journeys.csv, checked, or None when the client has none.

    Commas, semicolons or tabs part the cells; the header tells which of two shapes the file has.
    Other columns are left out. Without a column for the channel, `smmlab.channels` names it from
    source and medium. A newsletter is the channel ``email`` by whatever name.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        Of a file with ``path``, one row a line: ``path`` (channels in small letters with
        ``" > "`` between), ``conversions`` and ``nulls`` (journeys with and without an order;
        ``nulls`` is missing where the file does not tell), ``value`` of the orders in
        ``currency``. Of a file with ``journey``, one row a touch: ``journey`` (a running number:
        the name in the file is not kept), ``at`` (epoch s, UTC), ``channel``, ``converted``
        (whether this touch ended in an order), ``value``, ``currency``. Both with
        ``source_file`` and ``source_row``.

    Raises
    ------
    ProjectError
        When the header has neither shape, or naming the values that cannot be used, by line and
        column.

    Examples
    --------
    >>> read_journeys(Path("no-such-client")) is None
    True
    """
    typed = read_typed_table(folder / JOURNEYS_FILE)
    if typed is None:
        return None
    found = _with_our_names(typed)
    touches = "journey" in found and "at" in found and bool({"channel", "source"} & set(found))
    paths = "path" in found and "conversions" in found
    if touches == paths:
        raise ProjectError(
            message(
                "The header of journeys.csv cannot be used. It holds either path and conversions "
                "(a row for every way) or journey, at, channel and converted (a row for every "
                "touch). Found: {found}."
            ),
            {"found": ", ".join(map(str, typed.columns)) or "–"},
        )
    return _touches(found) if touches else _paths(found)


def _with_our_names(typed: pd.DataFrame) -> pd.DataFrame:
    plain = {str(name).replace("_", " ").casefold(): str(name) for name in typed.columns}
    names = {
        next((plain[alias] for alias in aliases if alias in plain), ""): ours
        for ours, aliases in _NAMES.items()
    }
    kept = [str(name) for name in typed.columns if str(name) in names]
    return typed[kept].rename(columns=names)


def _paths(found: pd.DataFrame) -> pd.DataFrame:
    typed = found.reindex(columns=["path", "conversions", "nulls", "value", "currency"])
    path, odd_path = _each(typed["path"], _path)
    rows, odd = _numbers(typed, ("conversions", "nulls", "value"))
    rows = rows.assign(path=path, currency=_currency(typed["currency"]))
    whole = {name: (rows[name] < 0) | (rows[name] % 1 > 0) for name in ("conversions", "nulls")}
    _refuse(
        {
            "path": odd_path,
            "conversions": odd["conversions"] | whole["conversions"] | rows["conversions"].isna(),
            "nulls": odd["nulls"] | whole["nulls"],
            "value": odd["value"] | (rows["value"] < 0)
            | (rows["value"].gt(0) & ~rows["conversions"].gt(0)),
            "currency": _odd_currency(rows["currency"]),
        }
    )  # fmt: skip
    return _traced(rows[["path", "conversions", "nulls", "value", "currency"]])


def _touches(found: pd.DataFrame) -> pd.DataFrame:
    typed = found.reindex(
        columns=["journey", "at", "channel", "source", "medium", "converted", "value", "currency"]
    )
    rows, odd = _numbers(typed, ("converted", "value"))
    channel, odd_channel = _each(_channel_of(typed), _step)
    at = _moments(typed["at"])
    who = typed["journey"].astype("str").str.strip()
    rows = rows.assign(
        # A running number cannot lead back to anybody, and nothing else needs the name.
        journey=pd.Series(pd.factorize(who)[0], typed.index, dtype="int64"),
        at=at,
        channel=channel,
        currency=_currency(typed["currency"]),
    )
    _refuse(
        {
            "journey": who.isna() | (who == ""),
            "at": at.isna(),
            "channel": odd_channel,
            "converted": odd["converted"] | ~rows["converted"].isin([0, 1]),
            "value": odd["value"] | (rows["value"] < 0)
            | (rows["value"].gt(0) & ~rows["converted"].eq(1)),
            "currency": _odd_currency(rows["currency"]),
        }
    )  # fmt: skip
    rows = rows.assign(converted=rows["converted"].astype("bool"), at=at.astype("int64"))
    return _traced(rows[["journey", "at", "channel", "converted", "value", "currency"]])


def _numbers(
    typed: pd.DataFrame, names: tuple[str, ...]
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    read = {name: parse_numbers(typed[name].astype("str")) for name in names}
    return pd.DataFrame({name: values for name, (values, _odd) in read.items()}), {
        name: odd for name, (_values, odd) in read.items()
    }


def _each(texts: pd.Series, read: Callable[[str], str]) -> tuple[pd.Series, pd.Series]:
    """Read every different text once; what cannot be read is marked."""
    distinct, places = distinct_texts(texts.astype("str"))
    done = distinct.map(read, na_action="ignore").astype("str")
    odd = (done.isna() | (done == "")).astype("bool")
    return spread(done, places, texts.index), spread(odd, places, texts.index)


def _path(text: str) -> str:
    steps: list[str] = []
    for part in _ARROW.split(text.strip()):
        plain = _CREDIT.sub("", part).strip()
        many = _TIMES.match(plain)
        name = _step(many.group(1) if many else plain)
        if not name:
            return ""
        steps += [name] * (int(many.group(2)) if many else 1)
    return " > ".join(steps)


def _step(text: str) -> str:
    plain = " ".join(text.split()).casefold()
    return "direct" if _NOBODY.match(plain) else channel_name(_ARROW.sub(" ", plain))


def _channel_of(typed: pd.DataFrame) -> pd.Series:
    """Return the channel as it is named, or else the one that source and medium tell."""
    source, medium = typed["source"].astype("str"), typed["medium"].astype("str")
    told = name_channels(source, medium)
    plain = (source + " / " + medium).where(source.notna() & medium.notna(), source)
    channel = told["channel"].where(told["channel"] != "other", plain)
    named = told["network"].fillna(channel)
    paid = told["is_paid"].fillna(False).astype("bool")
    return typed["channel"].astype("str").fillna(named.where(~paid, named + " paid"))


def _moments(texts: pd.Series) -> pd.Series:
    plain = texts.astype("str").str.strip()
    digits = plain.str.fullmatch("[0-9]+").fillna(False).astype("bool")
    seconds = pd.Series(pd.NA, texts.index, dtype="Int64")
    length = plain.str.len()
    for long, scale in _SCALES.items():
        rows = digits & (length == long)
        if rows.any():
            seconds[rows] = plain[rows].astype("int64") // scale
    rest = seconds.isna() & plain.notna() & ~(digits & (length != 8))
    for form in ("ISO8601", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y"):
        if not rest.any():
            break
        read = pd.to_datetime(plain[rest], format=form, errors="coerce", utc=True).dropna()
        seconds[read.index] = read.astype("datetime64[s, UTC]").astype("int64")
        rest &= seconds.isna()
    return seconds


def _currency(texts: pd.Series) -> pd.Series:
    return texts.astype("str").str.strip().str.upper()


def _odd_currency(currency: pd.Series) -> pd.Series:
    return currency.notna() & ~currency.str.fullmatch("[A-Z]{3}", na=False)


def _traced(rows: pd.DataFrame) -> pd.DataFrame:
    lines = np.asarray(rows.index, dtype="int64")
    return rows.assign(source_file=JOURNEYS_FILE, source_row=lines).reset_index(drop=True)


def _refuse(wrong: dict[str, pd.Series]) -> None:
    faults = sorted(
        (int(line), name)
        for name, mask in wrong.items()
        for line in mask.index[mask.fillna(False).astype("bool").to_numpy()]
    )
    if not faults:
        return
    listed = [f"{line}: {name}" for line, name in faults[:_MOST_LISTED]]
    raise ProjectError(
        message(
            "journeys.csv holds values that cannot be used: {count}. The first ones (line: "
            "column): {faults}. A path names its channels with > between them; conversions and "
            "nulls are whole numbers; converted is 0 or 1; a value is never below zero and stands "
            "only where there was an order; a currency has three letters; a time is written like "
            "2026-10-31 18:05."
        ),
        {"count": len(faults), "faults": "; ".join([*listed, *["…"][: len(faults) > len(listed)]])},
    )
