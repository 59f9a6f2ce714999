"""Pillars: the three to five things a page keeps talking about, each with what speaks for it."""

import re
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.schema import require
from smmlab.texts import message

PillarKind = Literal["question", "works", "goods", "default"]

FEWEST, MOST = 3, 5
_COLUMNS = ("pillar", "kind", "n", "of", "unit")
# A complaint asks for an answer and opening hours for a pinned post, never for a series of posts.
_NO_PILLARS = ("complaint", "hours", "place", "booking", "availability", "delivery", "job")
_QUESTIONS, _WORKS = 2, 2
_TREND = ("whose", "kind", "term", "texts", "of", "lift", "lift_adjusted_p", "lift_verdict")
_DEFAULTS = ("people_behind", "customers_say", "how_it_is_made")

_ASKED = message("People who asked about it or mentioned it in comments, of those who wrote.")
_WORKED = message(
    "Own posts with this word or hashtag, of all own posts with words. Posts with it earned more "
    "than the others of their page (Mann-Whitney test, corrected for all terms): an association, "
    "not an effect."
)
_GIVEN = message(
    "Named in the brief as goods. No file says yet that people want to hear of it: this is a "
    "default."
)
_DEFAULT = message("A default that suits most businesses. No file speaks for it yet.")
_METHODS = {"question": _ASKED, "works": _WORKED, "goods": _GIVEN, "default": _DEFAULT}


def name_pillars(
    needs: pd.DataFrame | None = None,
    trends: pd.DataFrame | None = None,
    *,
    goods: str = "",
    most: int = MOST,
) -> pd.DataFrame:
    """Name what the page should keep talking about, best supported first.

    Parameters
    ----------
    needs
        What people write about: ``topic``, ``people``, ``writers``; a topic of fewer than ten
        people is no pillar, and neither are complaints and what a pinned post answers for good.
    trends
        Result of `smmlab.content.trends.find_trends`, hashtags and topics together: what own posts
        were about when they earned clearly more than the others. A hashtag, by which the author
        names the subject, goes before a word.
    goods
        From the brief, with commas or semicolons between them.
    most
        Pillars to name, three to five.

    Returns
    -------
    DataFrame
        ``pillar`` (a topic of comments; a word or hashtag of own posts, never trusted; one of the
        goods as the client writes it; or the name of a default), ``kind`` (``question``, ``works``,
        ``goods``, ``default``), ``n`` (people or posts that speak for it, missing for goods and
        defaults), ``of``, ``unit``. Defaults fill up to three.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> needs = pd.DataFrame({"topic": ["price", "usage"], "people": [40, 9], "writers": 100})
    >>> name_pillars(needs, goods="coffee, beans")[["pillar", "kind"]].values.tolist()
    [['price', 'question'], ['coffee', 'goods'], ['beans', 'goods']]
    """
    rows: list[dict[str, object]] = []
    rows += [
        {"pillar": str(row["topic"]), "kind": "question", "n": int(row["people"]),
         "of": int(row["writers"]), "unit": "people"}
        for row in asked_topics(needs).head(_QUESTIONS).to_dict("records")
    ]  # fmt: skip
    rows += _subjects_that_work(trends)
    single = dict.fromkeys(part.strip() for part in re.split("[,;]", goods) if part.strip())
    # Goods that stand as a subject already are not named twice.
    told = {str(row["pillar"]).removeprefix("#") for row in rows if row["kind"] == "works"}
    open_ones = [one for one in single if one.casefold() not in told]
    rows += [{"pillar": one, "kind": "goods", "unit": "posts"} for one in open_ones]
    rows = rows[: max(FEWEST, min(most, MOST))]
    lacking = max(0, FEWEST - len(rows))
    rows += [{"pillar": one, "kind": "default", "unit": "posts"} for one in _DEFAULTS[:lacking]]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.astype({"n": "Int64", "of": "Int64"})


def asked_topics(needs: pd.DataFrame | None) -> pd.DataFrame:
    """Return the needs that make pillars and ideas, those of most people first.

    Parameters
    ----------
    needs
        What people write about: ``topic``, ``people``, ``writers``.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> needs = pd.DataFrame({"topic": ["hours", "usage"], "people": [90, 12], "writers": 100})
    >>> asked_topics(needs)["topic"].tolist()
    ['usage']
    """
    if needs is None or needs.empty:
        return pd.DataFrame(columns=["topic", "people", "writers"])
    require(needs, ("topic", "people", "writers"), table="interactions")
    asked = needs[needs["people"].ge(SMALLEST_GROUP) & ~needs["topic"].isin(_NO_PILLARS)]
    return asked.sort_values(["people", "topic"], ascending=[False, True])


def pillar_findings(pillars: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what speaks for each pillar that the files support.

    Keys: ``content.pillars.<kind>.<pillar>.n``; goods and defaults have none.
    """
    rows = tuple(sources)
    return [
        Finding(f"content.pillars.{row['kind']}.{row['pillar']}.n", int(row["n"]), row["unit"],
                None if pd.isna(row["of"]) else int(row["of"]), status="estimated",
                method=_METHODS[row["kind"]], sources=rows)
        for row in pillars[pillars["n"].notna()].to_dict("records")
    ]  # fmt: skip


def _subjects_that_work(trends: pd.DataFrame | None) -> list[dict[str, object]]:
    """Return the subjects whose own posts earned clearly more, the surest first."""
    if trends is None or trends.empty:
        return []
    require(trends, _TREND, table="posts")
    better = trends[trends["whose"].eq("own") & trends["lift_verdict"].eq("more")]
    ranked = better.sort_values(
        ["kind", "lift_adjusted_p", "lift", "term"], ascending=[True, True, False, True]
    )
    return [
        {"pillar": f"#{row['term']}" if row["kind"] == "hashtag" else str(row["term"]),
         "kind": "works", "n": int(row["texts"]), "of": int(row["of"]), "unit": "posts"}
        for row in ranked.drop_duplicates("term").head(_WORKS).to_dict("records")
    ]  # fmt: skip
