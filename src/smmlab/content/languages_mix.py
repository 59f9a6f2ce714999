"""In which languages we post, rivals post and people answer, and whether these differ."""

from typing import Literal

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.languages import detect_languages
from smmlab.schema import require

MixVerdict = Literal["more", "less", "not_distinguishable", "too_few"]
_COLUMNS = {
    "whose": "str", "language": "str", "texts": "int64", "of": "int64", "share": "float64",
    "low": "float64", "high": "float64", "people": "Int64", "verdict": "str",
}  # fmt: skip


def compare_languages(posts: pd.DataFrame, comments: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare the languages of own posts, rivals' posts and comments.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'; those with words count.
    comments
        ``person``, ``network``, ``language``, as from
        `smmlab.comments.written_comments`.

    Returns
    -------
    DataFrame
        One row a side and language, the commonest first: ``whose`` (``own``, ``rivals``,
        ``comments``), ``language`` (``en``, ``et``, ``ru``, ``other``), ``texts`` ``of`` all,
        ``share`` (0-1, Wilson ``low`` and ``high``), ``people`` (who commented), ``verdict`` of
        rivals and comments: ``more`` or ``less`` of this language than in own posts, where the
        intervals are apart; ``not_distinguishable``; ``too_few`` below ten texts on either side.
        Comments in a language of fewer than ten people are left out altogether.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"is_own": True, "text": ["Kas sa tead, kus me oleme?"] * 20})
    >>> said = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(30)],
    ...                      "language": "ru"})
    >>> compare_languages(posts, said)[["whose", "language", "texts", "share", "verdict"]]
          whose language  texts  share verdict
    0       own       et     20    1.0     NaN
    1  comments       ru     30    1.0    more
    """
    require(posts, ("is_own", "text"), table="posts")
    written = posts[posts["text"].astype("str").fillna("").str.strip().ne("")]
    is_own = written["is_own"].fillna(False).astype(bool)
    texts = pd.DataFrame(
        {"whose": np.where(is_own, "own", "rivals"),
         "language": pd.Series(detect_languages(written["text"].tolist()), dtype="str")}
    )  # fmt: skip
    sides = [texts.groupby(["whose", "language"], as_index=False).size()]
    if comments is not None:
        require(comments, ("network", "person", "language"), table="interactions")
        sides.append(_spoken(comments))
    table = pd.concat(sides, ignore_index=True).rename(columns={"size": "texts"})
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, "people"])))
    if table.empty:
        return table.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)
    of = table.groupby("whose")["texts"].transform("sum")
    low, high = wilson_interval(table["texts"], of)
    table = table.assign(of=of, share=table["texts"] / of, low=low, high=high)
    table = (
        table.astype({"whose": "str", "language": "str"})
        .assign(
            verdict=_against_own(table), order=table["whose"].map({"own": 0, "rivals": 1}).fillna(2)
        )
        .sort_values(["order", "texts", "language"], ascending=[True, False, True])
    )
    return table[list(_COLUMNS)].astype(_COLUMNS).reset_index(drop=True)


def _spoken(comments: pd.DataFrame) -> pd.DataFrame:
    said = comments[["network", "person", "language"]].dropna().astype("str")
    counts = said.groupby("language", as_index=False).size()
    people = said.drop_duplicates().groupby("language").size()
    counts = counts.assign(whose="comments", people=counts["language"].map(people))
    return counts[counts["people"] >= SMALLEST_GROUP]


def _against_own(table: pd.DataFrame) -> pd.Series:
    own = table[table["whose"] == "own"].set_index("language")
    of_own = int(own["texts"].sum())
    # A language that no own post is in has a share of none, with an interval of its own.
    none_low, none_high = wilson_interval([0], [of_own])
    low = table["language"].map(own["low"]).fillna(float(none_low[0]))
    high = table["language"].map(own["high"]).fillna(float(none_high[0]))
    few = (table["of"] < SMALLEST_GROUP) | (of_own < SMALLEST_GROUP)
    verdict = np.select(
        [few, table["low"] > high, table["high"] < low], ["too_few", "more", "less"],
        "not_distinguishable",
    )  # fmt: skip
    return pd.Series(verdict, index=table.index, dtype="str").where(table["whose"] != "own")
