"""What people wrote: their comments, and the language of each."""

from typing import get_args

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.languages import PostLanguage, detect_languages
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.selection import PERSON, acts_of_people
from smmlab.schema import require

SPOKEN = ("comment", "reply")
"""Kinds of acts that have words."""

_LANGUAGES: tuple[str, ...] = get_args(PostLanguage)


def written_comments(interactions: IntoFrame) -> pd.DataFrame:
    """Return the comments and replies of people, with the language of each.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``kind``, ``at``, ``text``,
        ``by_page``. The page's own words, texts without a letter or a sign and texts without a
        known person are left out: only known persons can be counted.

    Returns
    -------
    DataFrame
        ``network``, ``person``, ``at`` (epoch seconds UTC, may be missing), ``text``, ``language``
        (``en``, ``et``, ``ru`` or ``other``). The texts are for counting, never for showing.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "b", None], "kind": "comment", "at": [5, 9, 9],
    ...     "text": ["Kas te olete avatud?", None, "Hi"], "by_page": False})
    >>> written_comments(acts)[["person", "language"]]
      person language
    0      a       et
    """
    acts = acts_of_people(interactions, (*PERSON, "kind", "at", "text", "by_page"))
    said = acts.filter(
        nw.col("kind").is_in(SPOKEN), ~nw.col("person").is_null(), ~nw.col("text").is_null()
    ).select(*PERSON, "at", "text")
    comments = to_pandas(said.to_native()).astype({"at": "Int64", "text": "str"})
    codes, texts = pd.factorize(comments["text"])
    has_sign = pd.Series(texts, dtype="str").str.strip() != ""
    languages = pd.Categorical(detect_languages(list(texts)), categories=_LANGUAGES)
    comments["language"] = pd.Series(languages.take(codes), index=comments.index)
    return comments[has_sign.to_numpy()[codes]].reset_index(drop=True)


def person_languages(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the language in which each person writes most.

    Parameters
    ----------
    comments
        Result of `written_comments`.

    Returns
    -------
    DataFrame
        ``network``, ``person``, ``language``: ``en``, ``et``, ``ru`` or ``other``. Of two languages
        of equally many comments the first in this order holds.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": "a", "language": ["ru", "et", "et"]})
    >>> person_languages(said)
      network person language
    0       x      a       et
    """
    require(comments, (*PERSON, "language"), table="interactions")
    language = pd.Categorical(comments["language"], categories=_LANGUAGES, ordered=True)
    counts = (
        comments.assign(language=language)
        .groupby([*PERSON, "language"], observed=True)
        .size()
        .rename("comments")
        .reset_index()
        .sort_values([*PERSON, "comments", "language"], ascending=[True, True, False, True])
    )
    most = counts.drop_duplicates(list(PERSON))
    return most[[*PERSON, "language"]].astype({"language": "str"}).reset_index(drop=True)
