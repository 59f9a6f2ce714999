"""People as VK describes them: never a name, only what analyses ask for."""

from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, pluck, raw_of, shown_of, texts_of
from smmlab.exports.reading import Listed
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.vk.answers import NETWORK, first_given, ids_of
from smmlab.texts import message

_SEXES = {"1": "female", "2": "male"}
_OLDEST = 1900
_NO_PERSON = message("This entry has no number of a person: {value}.")
_NO_COUNT = message("{value} is no count, in the column {column}.")
_NO_MOMENT = message("The time {value} in the column {column} cannot be.")


def read_people(
    entries: list[Any], lines: np.ndarray, *, not_after: int
) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Read members and profiles.

    Parameters
    ----------
    entries
        Objects of the API, or mere ids.
    lines
        Number of each.
    not_after
        When the file was made, epoch seconds: nobody was seen later.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        Columns of ``people`` as far as VK tells, and ``source_row``; and who could not be read.
    """
    numbers = [e.get("id", e.get("uid")) if isinstance(e, dict) else e for e in entries]
    ids = ids_of(numbers)
    ids = ids.where(~ids.str.startswith("-").fillna(False).astype(bool))
    described = pd.Series([isinstance(entry, dict) for entry in entries], dtype="bool")
    seen_said = first_given(
        pluck(entries, "last_seen", "time"), pluck(entries, "online_info", "last_seen")
    )
    seen, no_moment = counts_of(seen_said)
    # Zero stands where VK does not want to say.
    seen = seen.mask((seen == 0).fillna(False).astype(bool))
    no_moment |= (~seen.between(EARLIEST, not_after + LEEWAY)).fillna(False).astype(bool)
    followers, no_count = counts_of(pluck(entries, "followers_count"))
    gone = texts_of(pluck(entries, "deactivated")).notna()
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "person": ids,
            "sex": texts_of(pluck(entries, "sex")).map(_SEXES).astype("str"),
            "birth_year": _birth_years(pluck(entries, "bdate"), not_after),
            "city": _places(entries, "city"),
            "country": _places(entries, "country"),
            "last_seen": seen,
            "followers": followers,
            "has_photo": _flags(pluck(entries, "has_photo")),
            # VK names it for everybody who is described, so its absence says that the person is
            # there; of mere ids nothing is known.
            "deactivated": gone.astype("boolean").where(described),
            "source_row": lines,
        }
    )
    faults = [
        Fault(ids.isna(), _NO_PERSON, shown_of(numbers)),
        Fault(no_moment, _NO_MOMENT, shown_of(seen_said), "last_seen"),
        Fault(no_count, _NO_COUNT, shown_of(pluck(entries, "followers_count")), "followers_count"),
    ]
    keep, rejected = sift(lines, faults, raws=[_raw_of(entry) for entry in entries])
    return frame[keep].reset_index(drop=True), rejected


def _raw_of(entry: Any) -> str:
    """Return what a person has to look at: names and birthdays are nobody's business here."""
    if not isinstance(entry, dict):
        return raw_of(entry)
    shown = ("id", "uid", "sex", "last_seen", "followers_count", "deactivated")
    return raw_of({name: entry[name] for name in shown if name in entry})


def _birth_years(values: list[Any], not_after: int) -> pd.Series:
    said = texts_of(values).str.extract(r"^[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{4})$", expand=False)
    years = said.astype("Int64")
    newest = pd.Timestamp(not_after, unit="s").year
    return years.where(years.between(_OLDEST, newest).fillna(False).astype(bool))


def _places(entries: list[Any], name: str) -> pd.Series:
    """Return the title of a place; the oldest answers have mere numbers, which name nothing."""
    titles = texts_of(first_given(pluck(entries, name, "title"), pluck(entries, name, "name")))
    titles = titles.str.replace(r"\s+", " ", regex=True).str.strip()
    return titles.where(titles != "").astype("str")


def _flags(values: list[Any]) -> pd.Series:
    known = [value in (0, 1) and isinstance(value, int | float) for value in values]
    flags = [bool(value) if fits else None for value, fits in zip(values, known, strict=True)]
    return pd.Series(flags, dtype="boolean")
