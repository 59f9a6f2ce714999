"""What the post exports of X share: ids, moments from ids, links, words, and the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from smmlab.exports.cells import Cells, take_counts
from smmlab.exports.clocks import LEEWAY
from smmlab.exports.ids import x_seconds
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import find_spoilt_ids, rebuild_ids, refuse_excel
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.schema import conform
from smmlab.texts import message

_PERIOD = re.compile(
    r"(?<![0-9])[0-9]{4}-?[0-9]{2}-?[0-9]{2}_([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])"
)
_HANDLE = r"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?!i/)([A-Za-z0-9_]{1,20})/status"
_NAMED = re.compile(r"(?<![\w@.+\-])@[A-Za-z0-9_]{1,20}(?![\w@])")
_USABLE = r"^[0-9]{1,19}$"

NO_ID = message("This row has no usable post id: {value}.")
BAD_TIME = message("The publish time {value} cannot be.")


@dataclass(frozen=True)
class Stated:
    """When posts were made as their rows say it, for ids that carry no time.

    Parameters
    ----------
    texts
        The cells, shown when a time cannot be.
    at, clock, precision
        As in the table of posts; ``at`` is missing where the cell is no time.
    """

    texts: pd.Series
    at: pd.Series
    clock: pd.Series
    precision: pd.Series


def exported_at(name: str) -> int | None:
    """Return the last second of the period that X writes into a file name.

    Counts are those of the period, so a later end is a newer count.

    Examples
    --------
    >>> exported_at("account_analytics_content_2024-11-21_2025-02-19.csv")
    1740009599
    """
    found = _PERIOD.search(name)
    if found is None:
        return None
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None
    return int(day.timestamp()) + 86_399


def find_ids(ids: pd.Series, links: pd.Series) -> tuple[pd.Series, tuple[Caution, ...]]:
    """Return the id of each post, from its link where Excel has spoilt it; missing where lost.

    Raises
    ------
    ExportError
        When the ids are spoilt and no link can mend them.
    """
    spoilt = find_spoilt_ids(ids)
    rebuilt = rebuild_ids(links, network="x").where(spoilt)
    # Excel takes numbers out of links for nothing: a link that is cut short mends nothing.
    rebuilt = rebuilt.where(~find_spoilt_ids(rebuilt))
    if spoilt.any() and not (rebuilt.notna() | ~spoilt & ids.notna()).any():
        refuse_excel()
    found = ids.where(~spoilt).astype("str")
    usable = found.str.match(_USABLE).fillna(False).astype(bool)
    cautions: tuple[Caution, ...] = ()
    if rebuilt.notna().any():
        text = message(
            "Posts whose ids Excel has spoilt: {n}. The ids were taken from the links instead."
        )
        cautions = (Caution("ids-rebuilt", text, {"n": int(rebuilt.notna().sum())}),)
    return found.where(usable).fillna(rebuilt).astype("str"), cautions


def needs_stated(ids: pd.Series) -> pd.Series:
    """Mask the ids that carry no time: those of before November 2010."""
    return ids.notna() & x_seconds(ids).isna()


def name_pages(links: pd.Series) -> pd.Series:
    """Return the account that each link names.

    Examples
    --------
    >>> name_pages(pd.Series(["https://x.com/KohvikKaja/status/1", "https://x.com/i/web/status/1"]
    ...                      )).tolist()
    ['KohvikKaja', nan]
    """
    return links.astype("str").str.extract(_HANDLE, expand=False).astype("str")


def plain_words(texts: pd.Series) -> pd.Series:
    """Undo what X writes in place of three signs, once.

    Examples
    --------
    >>> plain_words(pd.Series(["Kohv &lt;3 &amp;amp; kook"])).tolist()
    ['Kohv <3 &amp; kook']
    """
    plain = texts.astype("str").str.replace("&lt;", "<", regex=False)
    plain = plain.str.replace("&gt;", ">", regex=False)
    return plain.str.replace("&amp;", "&", regex=False).astype("str")


def mask_names(texts: pd.Series) -> pd.Series:
    """Replace the accounts that an answer names, which are people as often as not.

    Examples
    --------
    >>> mask_names(pd.Series(["@mari_k Aitäh! Kirjuta info@kohvik.ee"])).tolist()
    ['[person] Aitäh! Kirjuta info@kohvik.ee']
    """
    return texts.astype("str").str.replace(_NAMED, _mask, regex=True).astype("str")


def _mask(_found: re.Match[str]) -> str:
    return "[person]"


def guess_forms(texts: pd.Series) -> pd.Series:
    """Return the form as far as the words show it: pictures and films stand as links to X."""
    linked = texts.astype("str").str.contains(r"https?://", regex=True).fillna(False).astype(bool)
    # A post without words is a picture or a film that the file does not show.
    told = texts.notna() & ~linked
    return pd.Series(np.where(told, "text", "other"), index=texts.index, dtype="str")


def add_up(counts: pd.DataFrame, names: Sequence[str], cells: Cells) -> pd.Series:
    """Return the sum of the columns; missing where any of them is, for the sum would be too low."""
    known = [name for name in names if cells.has(name)]
    if not known:
        return pd.Series(pd.NA, index=counts.index, dtype="Int64")
    return counts[known].astype("Int64").sum(axis=1, skipna=False).astype("Int64")


@dataclass(frozen=True)
class Posts:
    """Posts of one table, and the rows that did not become posts of their own."""

    table: pd.DataFrame
    rejected: tuple[Listed, ...]
    merged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]


def make_posts(
    cells: Cells,
    ids: pd.Series,
    stated: Stated,
    *,
    counted: Sequence[str],
    clicks: Sequence[str],
    metrics_name: str,
    not_after: int,
) -> Posts:
    """Turn cells with ``url``, ``text`` and counts by canonical name into posts.

    Parameters
    ----------
    cells
        The table; ``reposts`` and ``sent`` are added up to shares.
    ids
        From `find_ids`.
    stated
        What the rows say about time; the time in an id wins.
    counted
        Columns that hold counts under their canonical names.
    clicks
        Columns of clicks of different kinds, added up if all of them are there.
    metrics_name
        Name of the set of metrics.
    not_after
        When the export was made, epoch seconds.
    """
    counts, faults = take_counts(cells, [*counted, "reposts", "sent", *clicks])
    exact = x_seconds(ids)
    at = exact.fillna(stated.at)
    late = (at > not_after + LEEWAY).fillna(False).astype(bool)
    unread = stated.texts.notna() & at.isna() & ids.notna()
    keep, rejected = sift(
        cells.lines,
        [
            Fault(ids.isna(), NO_ID, cells.frame["id"]),
            Fault(late | unread, BAD_TIME, stated.texts.where(exact.isna(), ids)),
            *faults,
        ],
    )
    by_id = exact.notna()
    whole = all(cells.has(name) for name in clicks)
    links, texts = cells.frame["url"], plain_words(cells.frame["text"])
    answers = texts.str.startswith("@").fillna(False).astype(bool)
    texts = texts.where(~answers, mask_names(texts))
    posts = counts[list(counted)].assign(
        network="x",
        page=name_pages(links),
        is_own=True,
        post_id=ids,
        at=at,
        clock=stated.clock.where(at.notna(), "unknown").mask(by_id, "id"),
        precision=stated.precision.where(at.notna(), "unknown").mask(by_id, "second"),
        form=guess_forms(texts),
        text=texts,
        url=links.where(links.str.match(r"https?://").fillna(False).astype(bool)),
        metrics_name=metrics_name,
        shares=add_up(counts, ["reposts", "sent"], cells),
        clicks=add_up(counts, clicks if whole else (), cells),
        source_row=cells.lines,
    )
    folded, merged = fold_repeats(posts[keep], "posts")
    table = conform(folded, "posts")
    answers = pd.Series(cells.lines)[answers.to_numpy()]
    return Posts(
        table, rejected, merged, _cautions(table, int(table["source_row"].isin(answers).sum()))
    )


def _cautions(posts: pd.DataFrame, answers: int) -> tuple[Caution, ...]:
    if posts.empty:
        return (Caution("no-rows", message("The file has column names but no posts.")),)
    if not answers:
        return ()
    text = message(
        "Posts that begin with the name of an account, and so are most likely answers to it: {n}. "
        "The file does not tell them apart, so they stand among the posts."
    )
    return (Caution("x-answers", text, {"n": answers}),)
