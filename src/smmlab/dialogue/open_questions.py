"""The queue: what people asked and complained of lately and nobody has answered yet."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.asking import TOPICS
from smmlab.dialogue.spam import mark_spam
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.dialogue.waits import DAY, HOUR, as_read
from smmlab.errors import DataError
from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

Kind = Literal["question", "complaint"]
Situation = Literal[
    "price", "hours", "stock", "praise", "complaint", "unclear_complaint", "insult", "spam",
    "late", "wrong", "privacy", "job", "other",
]  # fmt: skip
"""What a reply template is for."""

QUEUE_COLUMNS = (
    "network", "interaction_id", "post_id", "at", "waited_hours", "what", "asks", "topics", "mood",
    "situation", "language", "text", "url",
)  # fmt: skip
_KEY = ["network", "interaction_id"]
_BY_TOPIC: tuple[tuple[str, Situation], ...] = (
    ("job", "job"), ("price", "price"), ("hours", "hours"), ("availability", "stock"),
)  # fmt: skip

_OPEN = message(
    "Questions and complaints of the last days of these files without an answer by the page, found "
    "by closed lists of words and marks; spam left out."
)
_OLDEST = message("How long the oldest of them had waited when the files end.")


def find_open(
    interactions: pd.DataFrame,
    *,
    posts: pd.DataFrame | None = None,
    scored: pd.DataFrame | None = None,
    days: int = 14,
    as_of: int | None = None,
    asked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the questions and complaints of the last days that the page has not answered.

    Parameters
    ----------
    interactions
        Canonical interactions.
    posts
        Canonical posts, for ``url``: ``network``, ``post_id``, ``url``.
    scored
        ``network``, ``interaction_id``, ``mood`` (-1 to 1), ``negative``, as scored comments have
        them; without it the words alone tell a complaint.
    days
        How far back the queue reaches.
    as_of
        The moment of reading, epoch seconds UTC; by default the newest ``at`` in the data.
    asked
        Result of `smmlab.dialogue.talk.read_talk` where it is there already.

    Returns
    -------
    DataFrame
        The angriest first and among equals the oldest: what both names a complaint and sounds
        negative, then what does either, then questions. ``network``, ``interaction_id``,
        ``post_id``, ``at`` (epoch seconds), ``waited_hours``, ``what`` (question|complaint),
        ``asks``, ``topics`` (joined by plus signs), ``mood``, ``situation`` (which template
        fits), ``language`` (``en``, ``et``, ``ru`` or ``other``), ``text`` (as written: escape it
        before it is shown, and keep it out of documents), ``url``. Spam is left out.

    Raises
    ------
    DataError
        When a column is absent or ``days`` is not above zero.

    Notes
    -----
    Answered is what the page replied to later; a reply also when the page later replied to the
    same comment, for some networks keep all replies of a thread at its first comment.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b"], "kind": "comment", "at": [0, 7200],
    ...     "reply_to": [None, None], "by_page": False, "person": ["p", "q"],
    ...     "text": ["How much is a cake?", "Lovely morning"]})
    >>> find_open(acts)[["what", "waited_hours", "situation"]].values.tolist()
    [['question', 2.0, 'price']]
    """
    if days <= 0:
        raise DataError(
            message("The queue must reach back at least one day. Days found: {found}."),
            {"found": days},
        )
    talk = follow_talk(interactions)
    if as_of is None:
        as_of = int(talk["at"].max()) if talk["at"].notna().any() else 0
    at = talk["at"].fillna(-1).to_numpy(dtype=np.int64)
    seen = talk["at"].notna().to_numpy(dtype=bool) & (at <= as_of)
    lately = _said_lately(talk, at, as_of, days)
    waiting = talk[lately & ~_answered(talk, at, seen)].reset_index(drop=True)
    read = read_talk(waiting) if asked is None else asked
    rows = waiting.merge(read, on=_KEY)
    marks = mark_spam(talk)
    spam = pd.MultiIndex.from_frame(marks.loc[marks["spam"], _KEY])
    rows = rows[~pd.MultiIndex.from_frame(rows[_KEY]).isin(spam)].reset_index(drop=True)
    rows = _with_mood(rows, scored)
    # What sounds bad may be the weather or another guest's opinion: no word for the page.
    rows["negative"] &= ~rows["aside"]
    complains = rows["complaint"].to_numpy(dtype=bool) | rows["negative"].to_numpy(dtype=bool)
    rows = rows[complains | rows["asks"].to_numpy(dtype=bool)]
    complains = rows["complaint"].to_numpy(dtype=bool) | rows["negative"].to_numpy(dtype=bool)
    named = rows[list(TOPICS)].to_numpy(dtype=bool)
    # Topics as one text, without a loop over the rows.
    topics = np.array([""] * len(rows), dtype=object)
    for place, topic in enumerate(TOPICS):
        joined = np.where(topics == "", topic, topics + f"+{topic}")
        topics = np.where(named[:, place], joined, topics)
    queue = rows.assign(
        at=rows["at"].astype("int64"),
        waited_hours=(as_of - rows["at"].astype("int64")) / HOUR,
        what=pd.array(np.where(complains, "complaint", "question"), dtype="str"),
        topics=pd.array(topics, dtype="str"),
        situation=pd.array(_situations(rows, complains), dtype="str"),
        anger=rows["complaint"].astype("int64") + rows["negative"].astype("int64"),
    )
    queue = _with_url(queue, posts)
    queue = queue.sort_values(
        ["anger", "at", *_KEY], ascending=[False, True, True, True], kind="stable"
    )
    return queue[list(QUEUE_COLUMNS)].reset_index(drop=True)


def count_lately(talk: pd.DataFrame, *, days: int = 14, as_of: int | None = None) -> int:
    """Count what people wrote in the days the queue reaches back, answered or not.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`.
    days, as_of
        As `find_open` takes them.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b", "c"], "kind": "comment",
    ...     "at": [0, 90 * DAY, 91 * DAY], "reply_to": None, "by_page": [False, False, True]})
    >>> count_lately(follow_talk(acts))
    1
    """
    if as_of is None:
        as_of = int(talk["at"].max()) if talk["at"].notna().any() else 0
    at = talk["at"].fillna(-1).to_numpy(dtype=np.int64)
    return int(_said_lately(talk, at, as_of, days).sum())


def open_findings(
    queue: pd.DataFrame, *, comments: int, sources: Sequence[Source]
) -> list[Finding]:
    """Return how many questions and complaints are open, and how long the oldest has waited.

    Parameters
    ----------
    queue
        Result of `find_open`.
    comments
        What was looked at, see `count_lately`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b"], "kind": "comment", "at": [0, 7200],
    ...     "reply_to": [None, None], "by_page": False, "text": ["How much is a cake?", "Lovely"]})
    >>> [(one.value, one.n) for one in open_findings(find_open(acts), comments=2, sources=())]
    [(1, 2), (0, 2), (2.0, 1)]
    """
    rows, counts = tuple(sources), queue["what"].value_counts()
    found = [
        Finding(f"dialogue.open.{what}s", int(counts.get(what, 0)), "comments", comments,
                status="estimated", method=_OPEN, sources=rows)
        for what in ("question", "complaint")
    ]  # fmt: skip
    if queue.empty:
        return found
    oldest = float(queue["waited_hours"].max())
    wait, unit = as_read(oldest)
    told = {"hours": oldest, **({"days": wait} if unit == "days" else {})}
    return found + [
        Finding(f"dialogue.open.oldest_{unit}", value, unit, len(queue), method=_OLDEST,
                sources=rows)
        for unit, value in told.items()
    ]  # fmt: skip


def _said_lately(
    talk: pd.DataFrame, at: npt.NDArray[np.int64], as_of: int, days: int
) -> npt.NDArray[np.bool_]:
    is_timed = talk["at"].notna().to_numpy(dtype=bool) & (at <= as_of)
    found: npt.NDArray[np.bool_] = (
        is_timed & (at > as_of - days * DAY) & ~talk["by_page"].to_numpy(dtype=bool)
    )
    return found


def _answered(
    talk: pd.DataFrame, at: npt.NDArray[np.int64], seen: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    parent = talk["parent"].to_numpy(dtype=np.int64)
    ours = seen & talk["by_page"].to_numpy(dtype=bool) & (parent >= 0)
    # The last time the page replied to each row; -1 for never.
    last = np.full(len(talk), -1, dtype=np.int64)
    np.maximum.at(last, parent[ours], at[ours])
    beside = np.where(parent >= 0, last[parent], -1)
    straight: npt.NDArray[np.bool_] = (last >= 0) & (last >= at)
    is_reply = talk["kind"].eq("reply").to_numpy(dtype=bool)
    by_place: npt.NDArray[np.bool_] = is_reply & (beside >= 0) & (beside >= at)
    return np.logical_or(straight, by_place)


def _with_mood(rows: pd.DataFrame, scored: pd.DataFrame | None) -> pd.DataFrame:
    if scored is None:
        return rows.assign(mood=np.nan, negative=False)
    require(scored, (*_KEY, "mood", "negative"), table="interactions")
    mood = scored[[*_KEY, "mood", "negative"]].drop_duplicates(_KEY)
    joined = rows.merge(mood, on=_KEY, how="left")
    negative = joined["negative"].astype("boolean").fillna(False).astype(bool)
    return joined.assign(mood=joined["mood"].astype("float64"), negative=negative)


def _situations(rows: pd.DataFrame, complains: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    found = np.full(len(rows), "other", dtype=object)
    for topic, situation in reversed(_BY_TOPIC):
        found[rows[topic].to_numpy(dtype=bool)] = situation
    reason = rows[[topic for topic in TOPICS if topic != "complaint"]].any(axis=1).to_numpy()
    found[complains] = np.where(
        rows.loc[complains, "delivery"], "late",
        np.where(reason[complains] | rows.loc[complains, "complaint"], "complaint",
                 "unclear_complaint"),
    )  # fmt: skip
    return found


def _with_url(queue: pd.DataFrame, posts: pd.DataFrame | None) -> pd.DataFrame:
    if posts is None:
        return queue.assign(url=pd.Series(None, index=queue.index, dtype="str"))
    require(posts, ("network", "post_id", "url"), table="posts")
    places = posts[["network", "post_id", "url"]].dropna().drop_duplicates(["network", "post_id"])
    return queue.merge(places, on=["network", "post_id"], how="left")
