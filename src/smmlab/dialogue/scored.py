"""What people wrote to the page, each comment with how it sounds."""

from collections.abc import Mapping

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.comments import SPOKEN, tell_languages
from smmlab.dialogue.mood_score import score_mood
from smmlab.languages import PostLanguage
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.selection import acts_of_people

_KEPT = ("network", "interaction_id", "post_id", "person", "kind", "at", "text", "reply_to")
_TEXTS = ("network", "interaction_id", "post_id", "person", "kind", "text", "reply_to")


def score_comments(
    interactions: IntoFrame, *, languages: Mapping[str, PostLanguage] | None = None
) -> pd.DataFrame:
    """Score the mood of every comment and reply by people.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``interaction_id``, ``post_id``,
        ``person``, ``kind``, ``at``, ``text``, ``reply_to``, ``by_page``. The page's own words and
        texts without a letter or a sign are left out; comments of unknown people stay in, for
        their texts want an answer too.
    languages
        Result of `smmlab.comments.comment_languages` where it is there already.

    Returns
    -------
    DataFrame
        One row a comment, in the order given: ``network``, ``interaction_id``, ``post_id``,
        ``person`` (may be missing), ``kind`` (``comment`` or ``reply``), ``at`` (epoch seconds
        UTC, may be missing), ``text``, ``reply_to``, ``language`` (``en``, ``et``, ``ru`` or
        ``other``), ``mood`` (-1 to 1) and ``negative`` (boolean), both missing where no language
        was read, and ``hits`` (words with a mood). For ranking and change, never as a share of
        negative comments.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["1", "2", "3"], "post_id": "p",
    ...     "person": ["a", None, None], "kind": "comment", "at": [5, 9, 10],
    ...     "text": ["The cake was great!", "Keegi ei vasta", "We are sorry"], "reply_to": None,
    ...     "by_page": [False, False, True]})
    >>> score_comments(acts)[["interaction_id", "language", "negative"]]
      interaction_id language  negative
    0              1       en     False
    1              2       et      True
    """
    acts = acts_of_people(interactions, (*_KEPT, "by_page"))
    said = acts.filter(nw.col("kind").is_in(SPOKEN), ~nw.col("text").is_null()).select(*_KEPT)
    comments = to_pandas(said.to_native()).astype({"at": "Int64", **dict.fromkeys(_TEXTS, "str")})
    comments = comments[comments["text"].str.strip() != ""].reset_index(drop=True)
    codes, texts = pd.factorize(comments["text"])
    spoken = np.array(tell_languages(list(texts), languages), dtype=object)
    scores = score_mood(comments["text"], spoken[codes])
    return comments.assign(
        **{name: scores[name] for name in ("language", "mood", "negative", "hits")}
    )
