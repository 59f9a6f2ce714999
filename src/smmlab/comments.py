"""What people wrote: their comments, and the language of each."""

from collections.abc import Mapping, Sequence
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


def comment_languages(interactions: IntoFrame) -> dict[str, PostLanguage]:
    """Return the language of each different text that people wrote.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``kind``, ``text``, ``by_page``.

    Returns
    -------
    dict
        Language by text, for the analyses that would else tell it again.

    Examples
    --------
    >>> acts = pd.DataFrame({"kind": "comment", "text": ["Kas te olete avatud?"], "by_page": False})
    >>> comment_languages(acts)
    {'Kas te olete avatud?': 'et'}
    """
    acts = acts_of_people(interactions, ("kind", "text", "by_page"))
    said = acts.filter(nw.col("kind").is_in(SPOKEN), ~nw.col("text").is_null())
    texts = to_pandas(said.select("text").unique().to_native())["text"].astype("str").tolist()
    return dict(zip(texts, detect_languages(texts), strict=True))


def tell_languages(
    texts: Sequence[str], known: Mapping[str, PostLanguage] | None = None
) -> list[PostLanguage]:
    """Return the language of each text, and look only at those that are not known yet.

    Examples
    --------
    >>> tell_languages(["Kas te olete avatud?", "Bonjour"], {"Bonjour": "other"})
    ['et', 'other']
    """
    if not known:
        return detect_languages(texts)
    new = [text for text in texts if text not in known]
    told = {**known, **dict(zip(new, detect_languages(new), strict=True))} if new else known
    return [told[text] for text in texts]


def written_comments(
    interactions: IntoFrame, *, languages: Mapping[str, PostLanguage] | None = None
) -> pd.DataFrame:
    """Return the comments and replies of people, with the language of each.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``kind``, ``at``, ``text``,
        ``by_page``. The page's own words, texts without a letter or a sign and texts without a
        known person are left out: only known persons can be counted.
    languages
        Result of `comment_languages` where it is there already.

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
    spoken = pd.Categorical(tell_languages(list(texts), languages), categories=_LANGUAGES)
    comments["language"] = pd.Series(spoken.take(codes), index=comments.index)
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
