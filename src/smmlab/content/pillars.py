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
_QUESTIONS, _WORKS = 2, 1
_DEFAULTS = ("people_behind", "customers_say", "how_it_is_made")

_ASKED = message("People who asked about it or mentioned it in comments, of those who wrote.")
_WORKED = message("Own posts of this type, which earned more than the others of their network.")
_GIVEN = message(
    "Named in the brief as goods. No file says yet that people want to hear of it: this is a "
    "default."
)
_DEFAULT = message("A default that suits most businesses. No file speaks for it yet.")
_METHODS = {"question": _ASKED, "works": _WORKED, "goods": _GIVEN, "default": _DEFAULT}


def name_pillars(
    needs: pd.DataFrame | None = None,
    type_summary: pd.DataFrame | None = None,
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
    type_summary
        Result of `summarise_types`: a type that earned more than the others is a pillar.
    goods
        From the brief, with commas or semicolons between them.
    most
        Pillars to name, three to five.

    Returns
    -------
    DataFrame
        ``pillar`` (a topic, a type, one of the goods as the client writes it, or the name of a
        default), ``kind`` (``question``, ``works``, ``goods``, ``default``), ``n`` (people or posts
        that speak for it, missing for goods and defaults), ``of``, ``unit``. Defaults fill up to
        three.

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
    if needs is not None and not needs.empty:
        require(needs, ("topic", "people", "writers"), table="interactions")
        asked = needs[needs["people"].ge(SMALLEST_GROUP) & ~needs["topic"].isin(_NO_PILLARS)]
        top = asked.sort_values(["people", "topic"], ascending=[False, True]).head(_QUESTIONS)
        rows += [
            {"pillar": str(row["topic"]), "kind": "question", "n": int(row["people"]),
             "of": int(row["writers"]), "unit": "people"}
            for row in top.to_dict("records")
        ]  # fmt: skip
    if type_summary is not None and not type_summary.empty:
        require(type_summary, ("type", "counted", "verdict", "adjusted_p"), table="posts")
        better = type_summary[
            type_summary["verdict"].eq("better") & type_summary["type"].ne("none")
        ]
        first = better.sort_values("adjusted_p").drop_duplicates("type").head(_WORKS)
        rows += [
            {"pillar": str(row["type"]), "kind": "works", "n": int(row["counted"]),
             "of": int(row["of"]) if "of" in row else None, "unit": "posts"}
            for row in first.to_dict("records")
        ]  # fmt: skip
    single = dict.fromkeys(part.strip() for part in re.split("[,;]", goods) if part.strip())
    room = max(0, min(most, MOST) - len(rows))
    rows += [{"pillar": one, "kind": "goods", "unit": "posts"} for one in list(single)[:room]]
    lacking = max(0, FEWEST - len(rows))
    rows += [{"pillar": one, "kind": "default", "unit": "posts"} for one in _DEFAULTS[:lacking]]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.astype({"n": "Int64", "of": "Int64"})


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
