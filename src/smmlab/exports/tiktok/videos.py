"""Rows of videos as posts: the id in the link tells who published and when, to the second."""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pandas as pd

from smmlab.exports.cells import Cells
from smmlab.exports.clocks import LEEWAY
from smmlab.exports.ids import tiktok_seconds
from smmlab.exports.numbers import is_missing
from smmlab.exports.reading import Caution
from smmlab.exports.sieve import Fault
from smmlab.texts import message

_ID = r"(?:video|photo)/([0-9]{15,20})(?:[/?#]|$)"
_PAGE = r"tiktok\.com/@([^/?#\s]{1,64})"
_DAY, _HOUR = 86_400, 3_600


@dataclass(frozen=True)
class Stated:
    """When the file itself says that each video was published.

    Parameters
    ----------
    at
        Epoch seconds UTC as Int64, missing where it does not say.
    day
        ISO date, on the clock of the file.
    clock
        Name of that clock.
    precision
        ``second`` or ``day``.
    """

    at: pd.Series
    day: pd.Series
    clock: str
    precision: str


@dataclass(frozen=True)
class Videos:
    """Rows as posts, what is wrong with some, and what the user should know."""

    posts: pd.DataFrame
    faults: tuple[Fault, ...]
    cautions: tuple[Caution, ...]


def link_ids(links: pd.Series) -> pd.Series:
    """Return the id of the video or photo post in each link, missing where there is none.

    Examples
    --------
    >>> link_ids(pd.Series(["https://www.tiktok.com/@kohvik/video/7567452112981069079"])).tolist()
    ['7567452112981069079']
    """
    return links.astype("str").str.extract(_ID, expand=False).astype("str")


def link_seconds(links: pd.Series, *, not_after: int) -> tuple[pd.Series, pd.Series]:
    """Return the moments in the ids of links, and the ids whose moment cannot be."""
    seconds = tiktok_seconds(link_ids(links))
    late = (seconds > not_after + LEEWAY).fillna(False).astype(bool)
    return seconds.mask(late), late


def build_videos(
    cells: Cells, counts: pd.DataFrame, stated: Stated, *, not_after: int, metrics_name: str
) -> Videos:
    """Make posts of rows with ``title``, ``link`` and counts.

    A row without a link gets an id of its own from its day and title: the same in every export.
    """
    frame = cells.frame
    link = frame["link"].mask(is_missing(frame["link"]))
    title = frame["title"].mask(frame["title"].str.casefold().isin(["undefined", "n/a"]))
    found = link_ids(link)
    exact, late = link_seconds(link, not_after=not_after)
    own = _own_ids(stated.day, title)
    known = exact.notna()
    at = exact.fillna(stated.at)
    posts = pd.DataFrame(
        {
            "network": "tiktok",
            "page": link.str.extract(_PAGE, expand=False).astype("str"),
            "is_own": True,
            "post_id": found.fillna(link.str.slice(0, 200)).fillna(own).astype("str"),
            "at": at,
            "clock": pd.Series(stated.clock, index=frame.index, dtype="str")
            .mask(known, "id")
            .where(at.notna(), "unknown"),
            "precision": pd.Series(stated.precision, index=frame.index, dtype="str")
            .mask(known, "second")
            .where(at.notna(), "unknown"),
            "form": np.where(link.str.contains("/photo/").fillna(False), "photo", "short"),
            "text": title,
            "url": link,
            "metrics_name": metrics_name,
            "source_row": cells.lines,
        },
        index=frame.index,
    )
    nameless = link.isna() & own.isna()
    faults = (
        Fault(
            nameless,
            message("This row has no link, and no title with a day that could stand for one."),
        ),
        Fault(late, message("The id in {value} tells a time that cannot be yet."), link),
    )
    return Videos(posts.join(counts), faults, _cautions(exact, stated, link, nameless))


def _own_ids(days: pd.Series, titles: pd.Series) -> pd.Series:
    key = (days + "\n" + titles).astype("str")
    return days + "-" + key.map(_digest, na_action="ignore").astype("str")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _cautions(
    exact: pd.Series, stated: Stated, link: pd.Series, nameless: pd.Series
) -> tuple[Caution, ...]:
    cautions = []
    if stated.precision == "second":
        apart = (exact - stated.at).abs() >= _HOUR
        text = message(
            "Videos whose time in the file is an hour or more from the time in their link: {n}. "
            "The time in the link was used."
        )
    else:
        # The clock of the account may stand on another day than Greenwich.
        midnight = pd.to_datetime(stated.day, format="%Y-%m-%d", errors="coerce")
        shown = midnight.astype("datetime64[s]").astype("int64").where(midnight.notna())
        apart = ~(exact - shown.astype("Int64")).between(-_DAY, 2 * _DAY).fillna(True).astype(bool)
        text = message(
            "Videos whose day in the file differs from the time in their link: {n}. The time in "
            "the link was used."
        )
    n = int(apart.sum())
    if n:
        cautions.append(Caution("times-differ", text, {"n": n}))
    own = int((link.isna() & ~nameless).sum())
    if own:
        text = message(
            "Videos without a link: {n}. They are known by their day and title only; another "
            "export that has their links counts them again."
        )
        cautions.append(Caution("posts-without-link", text, {"n": own}))
    return tuple(cautions)
