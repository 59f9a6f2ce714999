"""Who has to do with whom: answers, and acts on the same post at nearly the same time."""

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame, IntoFrameT

from smmlab.reduce.clock import floor
from smmlab.reduce.frames import native, scan, unique
from smmlab.reduce.selection import PERSON, acts_of_people

_ANSWERS = (*PERSON, "interaction_id", "reply_to", "by_page")


def reply_pairs(interactions: IntoFrameT) -> IntoFrameT:
    """Count how often each person answered each other person, or the page.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``interaction_id``, ``person``, ``reply_to``,
        ``by_page``. Acts of the page, answers to oneself, to unknown people and to acts that are
        not in the table are left out.

    Returns
    -------
    native frame
        ``network``, ``person`` (who answers), ``partner`` (who is answered; missing where the page
        speaks without a name), ``to_page``, ``replies``.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["1", "2", "3"], "person": ["a", "b", "b"],
    ...     "reply_to": [None, "1", "1"], "by_page": False})
    >>> reply_pairs(acts)
        network person partner  to_page  replies
    0  telegram      b       a    False        2
    """
    pairs = _answered(interactions)
    keys = (*PERSON, "partner", "to_page")
    counts = pairs.group_by(*keys).agg(nw.len().alias("replies"))
    return native(counts.with_columns(nw.col("replies").cast(nw.Int64)), interactions)


def answer_counts(interactions: IntoFrameT) -> IntoFrameT:
    """Count the comments of each person by how many people answered them.

    Parameters
    ----------
    interactions
        As in `reply_pairs`. Answers of the page do not count: it answers everybody.

    Returns
    -------
    native frame
        ``network``, ``person`` (who is answered), ``answers`` (different people who answered),
        ``comments`` (how many comments of the person were answered by so many).

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["1", "2", "3"], "person": ["a", "b", "c"],
    ...     "reply_to": [None, "1", "1"], "by_page": False})
    >>> answer_counts(acts)
        network person  answers  comments
    0  telegram      a        2         1
    """
    pairs = _answered(interactions).filter(~nw.col("to_page"))
    told = ("network", "partner", "reply_to")
    answers = unique(pairs, (*told, "person")).group_by(*told).agg(nw.len().alias("answers"))
    counts = (
        answers.rename({"partner": "person"})
        .group_by(*PERSON, "answers")
        .agg(nw.len().alias("comments"))
    )
    whole = nw.col("answers", "comments").cast(nw.Int64)
    return native(counts.with_columns(whole), interactions)


def admins(interactions: IntoFrameT) -> IntoFrameT:
    """Return the people who acted for the page: ``network``, ``person``.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``by_page``.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame(
    ...     {"network": "telegram", "person": ["a", "b"], "by_page": [True, False]})
    >>> admins(acts)
        network person
    0  telegram      a
    """
    acts = scan(interactions, (*PERSON, "by_page"), table="interactions")
    spoke = acts.filter(nw.col("by_page").fill_null(False), ~nw.col("person").is_null())
    return native(unique(spoke, PERSON), interactions)


def co_activity(interactions: IntoFrameT, *, window_seconds: int = 10) -> IntoFrameT:
    """Count for each two people the posts on which they acted at nearly the same time.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``post_id``, ``at``, ``by_page``; with
        ``precision`` only times known to the second.
    window_seconds
        How far apart two acts on a post may be.

    Returns
    -------
    native frame
        ``network``, ``person``, ``partner`` (the pseudonym that sorts later), ``objects``
        (different posts).

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "vkontakte", "person": ["b", "a", "c"], "post_id": "1", "at": [8, 11, 40],
    ...     "by_page": False})
    >>> co_activity(acts)
         network person partner  objects
    0  vkontakte      a       b        1
    """
    acts = acts_of_people(interactions, (*PERSON, "post_id", "at", "by_page"))
    for name in ("person", "post_id", "at"):
        acts = acts.filter(~nw.col(name).is_null())
    if "precision" in acts.collect_schema().names():
        acts = acts.filter(nw.col("precision").fill_null("second") == "second")
    # Two acts within the window lie in one slot of that length, or in neighbouring ones.
    slot = floor(nw.col("at").cast(nw.Int64), window_seconds)
    acts = unique(acts, (*PERSON, "post_id", "at")).with_columns(slot=slot)
    keys = ["network", "post_id", "slot"]
    other = acts.rename({"person": "partner", "at": "later"})
    before = other.with_columns(slot=nw.col("slot") - 1)
    within = acts.join(other, on=keys, how="inner").filter(nw.col("person") < nw.col("partner"))
    across = acts.join(before, on=keys, how="inner").filter(
        nw.col("later") - nw.col("at") <= window_seconds, nw.col("person") != nw.col("partner")
    )
    swapped = nw.col("person") > nw.col("partner")
    names = {
        "person": nw.when(swapped).then(nw.col("partner")).otherwise(nw.col("person")),
        "partner": nw.when(swapped).then(nw.col("person")).otherwise(nw.col("partner")),
    }
    pairs = ("network", "person", "partner", "post_id")
    met = nw.concat(
        [within.select(*pairs), across.with_columns(**names).select(*pairs)], how="vertical"
    )
    counts = unique(met, pairs).group_by(*pairs[:3]).agg(nw.len().alias("objects"))
    return native(counts.with_columns(nw.col("objects").cast(nw.Int64)), interactions)


def _answered(interactions: IntoFrame) -> nw.LazyFrame[Any]:
    """Put beside each answer of a person who is answered; acts of unknown people fall out."""
    rows = scan(interactions, _ANSWERS, table="interactions").select(*_ANSWERS)
    rows = rows.with_columns(by_page=nw.col("by_page").fill_null(False))
    answers = rows.filter(
        ~nw.col("by_page"), ~nw.col("person").is_null(), ~nw.col("reply_to").is_null()
    ).select(*PERSON, "reply_to")
    told = rows.select(
        "network",
        nw.col("interaction_id").alias("reply_to"),
        nw.col("person").alias("partner"),
        nw.col("by_page").alias("to_page"),
    )
    pairs = answers.join(told, on=["network", "reply_to"], how="inner")
    somebody = nw.col("to_page") | ~nw.col("partner").is_null()
    oneself = (nw.col("partner") == nw.col("person")).fill_null(False)
    return pairs.filter(somebody, ~oneself)
