"""Mentions: what is said of the brand on other people's pages, as far as their files are here."""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.comments import SPOKEN
from smmlab.dialogue.alerts import MoodWatch, watch_mood
from smmlab.dialogue.brand_names import find_names
from smmlab.dialogue.mood_score import score_mood
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.reduce.frames import beside, scan, to_pandas
from smmlab.schema import require
from smmlab.texts import message

_POSTS = ("network", "page", "is_own", "post_id", "at", "text")
_ACTS = ("network", "interaction_id", "post_id", "person", "kind", "at", "text", "by_page")
_KEPT = ("network", "interaction_id", "post_id", "person", "at", "text")
_ROWS = (
    "network", "page", "where", "post_id", "interaction_id", "person", "at", "text", "name",
    "language", "mood", "negative",
)  # fmt: skip
_PAGES = ("network", "page", "mentions", "posts", "people", "mood", "first", "is_new")
_NEW_DAYS = 28

_METHOD = message(
    "Posts and comments on other pages whose files were added here, with a name of the brand in "
    "them: found by spelling, endings of three languages allowed. Whoever writes elsewhere is not "
    "in these files."
)
_NOWHERE = message(
    "No posts of other pages with texts are in these files, so nobody knows what is said of the "
    "brand elsewhere. A search of a whole network cannot be exported: add the files of pages and "
    "groups where customers talk."
)
_NEW = message("Pages on which the brand was named for the first time in the last four weeks.")
_MOOD = message(
    "Mean mood score of the mentions on other pages, from minus one to one: for comparing pages "
    "and times, no measure of opinion."
)


@dataclass(frozen=True)
class Mentions:
    """Where the brand was named.

    Parameters
    ----------
    rows
        One row a mention, the angriest first: ``network``, ``page``, ``where`` (``post`` or
        ``comment``), ``post_id``, ``interaction_id``, ``person``, ``at`` (epoch seconds UTC),
        ``text``, ``name`` (as found), ``language``, ``mood`` (-1 to 1) and ``negative``.
    pages
        One row a page, the most mentions first: ``network``, ``page``, ``mentions``, ``posts``
        (among them), ``people`` (who wrote comments; missing from one to nine), ``mood`` (mean;
        missing under ten mentions), ``first`` (ISO date, UTC), ``is_new`` (first named in the last
        four weeks of these files).
    looked_pages, looked_posts, looked_comments
        What was searched.
    watch
        Alerts on the mentions.
    """

    rows: pd.DataFrame
    pages: pd.DataFrame
    looked_pages: int
    looked_posts: int
    looked_comments: int
    watch: MoodWatch


def find_mentions(
    posts: pd.DataFrame,
    interactions: IntoFrame,
    *,
    name: str,
    names: Sequence[str] = (),
    timezone: str = "UTC",
    seed: int = 0,
) -> Mentions:
    """Find where others write of the brand.

    Parameters
    ----------
    posts
        Canonical posts of all pages: ``network``, ``page``, ``is_own``, ``post_id``, ``at``,
        ``text``. The names of own pages are searched for too.
    interactions
        Canonical interactions of all pages in any engine, those of rivals too
        (``project.relation("interactions")``). Comments under posts of other pages count.
    name
        The brand.
    names
        Further names: of products, of the owner, nicknames, spellings in another alphabet.
    timezone
        IANA zone in which the days of alerts begin.
    seed
        Of the alerts.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Only what was exported can be searched. Nobody can tell from these files how much is said of
    the brand in a network as a whole. How names are found: `smmlab.dialogue.brand_names`.

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "network": "x", "page": ["Linn", "kaja"], "is_own": [False, True],
    ...     "post_id": ["1", "2"], "at": [0, 0],
    ...     "text": ["Parim kohv on Kohvik Kajas", "Kohvik Kaja on avatud"]})
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a"], "post_id": ["1"], "person": ["p"],
    ...     "kind": "comment", "at": [9], "text": ["Kohvik Kaja? Kohutav teenindus!"],
    ...     "by_page": [False]})
    >>> find_mentions(posts, acts, name="Kohvik Kaja").rows[["where", "negative"]].values.tolist()
    [['comment', True], ['post', False]]
    """
    require(posts, _POSTS, table="posts")
    theirs = posts[~posts["is_own"].astype(bool)]
    comments = _comments_there(interactions, theirs)
    said = theirs[theirs["text"].notna()]
    rows = pd.concat(
        [
            said[["network", "page", "post_id", "at", "text"]].assign(where="post"),
            comments.assign(where="comment"),
        ],
        ignore_index=True,
    ).reindex(columns=list(_ROWS))
    own = posts.loc[posts["is_own"].astype(bool), "page"].dropna().astype("str").unique()
    rows["name"] = find_names(rows["text"], [name, *names], handles=sorted(own))
    rows = rows[rows["name"].notna()].reset_index(drop=True)
    scores = score_mood(rows["text"].astype("str"))
    rows = rows.assign(**{column: scores[column] for column in ("language", "mood", "negative")})
    rows = rows.astype({"at": "Int64", "negative": "boolean", "mood": "float64"})
    newest = pd.concat([theirs["at"], comments["at"]]).max()
    return Mentions(
        rows=rows.sort_values(["mood", "at"], na_position="last").reset_index(drop=True),
        pages=_by_page(rows, newest),
        looked_pages=len(theirs[["network", "page"]].drop_duplicates()),
        looked_posts=len(said),
        looked_comments=len(comments),
        watch=watch_mood(_as_voices(rows), timezone=timezone, seed=seed),
    )


def mention_findings(mentions: Mentions, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how often and on how many pages the brand was named, and on how many newly."""
    rows, key = tuple(sources), "dialogue.mentions"
    looked = mentions.looked_posts + mentions.looked_comments
    if not looked:
        return [
            Finding(f"{key}.count", None, "mentions", 0, status="unknown", method=_NOWHERE,
                    sources=rows)
        ]  # fmt: skip
    count = len(mentions.rows)
    found = [
        Finding(f"{key}.count", count, "mentions", looked, method=_METHOD, sources=rows,
                numerator=count, denominator=looked),
        Finding(f"{key}.pages", len(mentions.pages), "pages", mentions.looked_pages,
                method=_METHOD, sources=rows),
        Finding(f"{key}.new_pages", int(mentions.pages["is_new"].sum()), "pages",
                len(mentions.pages), method=_NEW, sources=rows),
    ]  # fmt: skip
    read = mentions.rows["mood"].dropna()
    if len(read) >= SMALLEST_GROUP:
        found.append(
            Finding(f"{key}.mood", float(read.mean()), "score", len(read), status="estimated",
                    method=_MOOD, sources=rows)
        )  # fmt: skip
    return found


def _comments_there(interactions: IntoFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    acts = scan(interactions, _ACTS, table="interactions")
    if theirs.empty:
        return pd.DataFrame(columns=[*_KEPT, "page"])
    pages = theirs[["network", "post_id", "page"]].drop_duplicates(["network", "post_id"])
    said = acts.filter(
        nw.col("kind").is_in(SPOKEN), ~nw.col("text").is_null(), ~nw.col("by_page")
    ).select(*_KEPT)
    there = said.join(beside(pages, interactions), on=["network", "post_id"], how="inner")
    return to_pandas(there.to_native())


def _by_page(rows: pd.DataFrame, newest: object) -> pd.DataFrame:
    who = rows["person"].astype("str").fillna(rows["interaction_id"].astype("str"))
    marked = rows.assign(who=who, is_post=rows["where"] == "post")
    pages = marked.groupby(["network", "page"], as_index=False, dropna=False).agg(
        mentions=("name", "size"), posts=("is_post", "sum"), people=("who", "nunique"),
        mood=("mood", "mean"), read=("mood", "count"), first=("at", "min"),
    )  # fmt: skip
    first = pages["first"].astype("Int64")
    since = pd.NA if pd.isna(newest) else int(newest) - _NEW_DAYS * 86_400  # type: ignore[call-overload]
    pages["is_new"] = (first > since).fillna(False).astype(bool)
    pages["first"] = pd.to_datetime(first, unit="s").dt.strftime("%Y-%m-%d").astype("str")
    pages["mood"] = pages["mood"].where(pages["read"] >= SMALLEST_GROUP)
    few = pages["people"].between(1, SMALLEST_GROUP - 1)
    pages["people"] = pages["people"].astype("Int64").mask(few)
    ordered = pages.sort_values(["mentions", "network", "page"], ascending=[False, True, True])
    return ordered[list(_PAGES)].reset_index(drop=True)


def _as_voices(rows: pd.DataFrame) -> pd.DataFrame:
    """Return mentions as scored comments; a page that posts is one voice."""
    is_post = rows["where"] == "post"
    page = "page:" + rows["page"].astype("str").fillna("")
    return rows.assign(
        person=rows["person"].astype("str").where(~is_post, page),
        interaction_id=np.where(is_post, rows["post_id"], rows["interaction_id"]),
    )
