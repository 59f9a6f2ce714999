"""Threads kept alive: answers that ask back, and whether the person wrote again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.asking import read_comments
from smmlab.dialogue.waits import DAY, Portion, portion
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import newcombe_interval
from smmlab.languages import detect_languages
from smmlab.schema import require
from smmlab.texts import message

_LENGTHS = (1, 2, 3, 5, 10)  # a thread falls to the longest of these it reaches

_LENGTH = message(
    "Threads of two messages or more among all; a thread is what answers hold together."
)
_ASKS_BACK = message(
    "First answers to a person in a thread that ask something, among all such answers; Wilson "
    "interval."
)
_CAME_BACK = message(
    "People who wrote again in the thread within a week of the first answer, which asked back; "
    "Wilson interval."
)
_CAME_BACK_PLAIN = message(
    "People who wrote again in the thread within a week of the first answer, which did not ask; "
    "Wilson interval."
)
_DIFFERENCE = message(
    "The first share less the second, with Newcombe's interval. They go together; whether asking "
    "back brings people back only a test can tell, for questions may be asked where talk is lively."
)
_WITHHELD = message(
    "Withheld: those who wrote again, or those who did not, are fewer than ten people."
)
_TOO_FEW = message(
    "Too few answers by the page to known people, followed for a week, are in these files to tell."
)


_OF_PEOPLE = ("back_after_asking", "back_after_telling")


@dataclass(frozen=True)
class Threads:
    """How the talk goes on.

    Parameters
    ----------
    threads
        Comments that something answers or nothing, each with all that hangs on it; replies whose
        parent is not in the files begin threads of their own.
    in_talk
        Threads of two messages or more among all.
    lengths
        ``from_messages`` (1, 2, 3, 5, 10: a thread falls to the longest it reaches), ``threads``,
        ``share`` (0-1).
    longest
        Messages of the longest thread.
    orphans
        Replies whose parent is not in these files.
    asks_back
        First answers of the page to a known person in a thread that ask something.
    after_asking, after_telling
        Of those who got such an answer, or one without a question: who wrote again in the thread
        within the days given. Only answers followed for that long.
    difference, difference_low, difference_high
        ``after_asking`` less ``after_telling``, with Newcombe's interval; missing without both.
    days
        How long a person had to come back.
    """

    threads: int
    in_talk: Portion
    lengths: pd.DataFrame
    longest: int
    orphans: int
    asks_back: Portion
    after_asking: Portion
    after_telling: Portion
    difference: float
    difference_low: float
    difference_high: float
    days: int

    @property
    def returns(self) -> pd.DataFrame:
        """Who came back after which answer, as a table.

        ``answer`` (asks back, or asks nothing), ``people``, ``came_back``, ``share`` with
        ``share_low`` and ``share_high`` (0-1).
        """
        rows = {"asks back": self.after_asking, "asks nothing": self.after_telling}
        columns = ["answer", "people", "came_back", "share", "share_low", "share_high"]
        table = [
            (name, found.of, found.count, found.share, found.low, found.high)
            for name, found in rows.items()
        ]
        return pd.DataFrame(table, columns=columns)


def measure_threads(talk: pd.DataFrame, *, days: int = 7, as_of: int | None = None) -> Threads:
    """Measure how long threads get, and who writes again after an answer that asks back.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`. Rounds of answers are one thread each.
    days
        How long after the first answer a person may take to write again.
    as_of
        Until when the talk was followed, epoch seconds; by default the newest ``at``.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    One answer a person and thread, the first: later ones depend on whether somebody came back.
    Whether an answer asks is read by `smmlab.asking.read_comments`.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b", "c"],
    ...     "kind": ["comment", "reply", "reply"],
    ...     "at": [0, 60, 120], "reply_to": [None, "a", "b"], "by_page": [False, True, False],
    ...     "person": ["p", "us", "p"], "text": ["So good", "Which one did you try?", "The plum"]})
    >>> found = measure_threads(follow_talk(acts), as_of=10**6)
    >>> found.longest, found.after_asking.share
    (3, 1.0)
    """
    require(talk, ("network", "person", "at", "text", "by_page", "parent", "is_orphan"),
            table="interactions")  # fmt: skip
    thread = _threads(talk["parent"].to_numpy(dtype=np.int64))
    sizes = np.bincount(thread) if len(thread) else np.zeros(0, dtype=np.int64)
    end = as_of if as_of is not None else int(talk["at"].max()) if talk["at"].notna().any() else 0
    answers = _first_answers(talk, thread, days * DAY, end)
    asking = answers["asks"].to_numpy(dtype=bool)
    followed = answers["followed"].to_numpy(dtype=bool)
    back = answers["came_back"].to_numpy(dtype=bool)
    after_asking = portion(int((back & asking & followed).sum()), int((asking & followed).sum()))
    after_telling = portion(int((back & ~asking & followed).sum()), int((~asking & followed).sum()))
    difference = low = high = float("nan")
    if after_asking.of and after_telling.of:
        difference = after_asking.share - after_telling.share
        lows, highs = newcombe_interval(
            [after_asking.count], [after_asking.of], [after_telling.count], [after_telling.of]
        )
        low, high = float(lows[0]), float(highs[0])
    return Threads(
        threads=len(sizes),
        in_talk=portion(int((sizes > 1).sum()), len(sizes)),
        lengths=_lengths(sizes),
        longest=int(sizes.max(initial=0)),
        orphans=int((talk["is_orphan"] & ~talk["by_page"]).sum()),
        asks_back=portion(int(asking.sum()), len(asking)),
        after_asking=after_asking,
        after_telling=after_telling,
        difference=difference,
        difference_low=low,
        difference_high=high,
        days=days,
    )


def thread_findings(threads: Threads, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how many threads go on, how often we ask back, and who came back; or unknown.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> empty = pd.DataFrame(columns=["network", "interaction_id", "kind", "at", "reply_to",
    ...                               "by_page"])
    >>> found = thread_findings(measure_threads(follow_talk(empty)), sources=())
    >>> {finding.status for finding in found}
    {'unknown'}
    """
    rows = tuple(sources)
    portions = {
        "in_talk": (threads.in_talk, _LENGTH),
        "asks_back": (threads.asks_back, _ASKS_BACK),
        "back_after_asking": (threads.after_asking, _CAME_BACK),
        "back_after_telling": (threads.after_telling, _CAME_BACK_PLAIN),
    }
    withheld = {name for name in _OF_PEOPLE if _points_at_few(portions[name][0])}
    found = [
        Finding(
            f"dialogue.threads.{name}", part.share, "share", part.of, part.low, part.high,
            method=method, sources=rows, numerator=part.count, denominator=part.of,
        )
        if part.of >= SMALLEST_GROUP and name not in withheld
        else Finding(f"dialogue.threads.{name}", None, "share", part.of, status="unknown",
                     method=_WITHHELD if name in withheld else _TOO_FEW, sources=rows)
        for name, (part, method) in portions.items()
    ]  # fmt: skip
    fewest = min(threads.after_asking.of, threads.after_telling.of)
    key, n = "dialogue.threads.difference", threads.after_asking.of + threads.after_telling.of
    if fewest < SMALLEST_GROUP or withheld:
        why = _WITHHELD if fewest >= SMALLEST_GROUP else _TOO_FEW
        unknown = Finding(key, None, "share difference", n, status="unknown", method=why,
                          sources=rows)  # fmt: skip
        return [*found, unknown]
    difference = Finding(
        key, threads.difference, "share difference", n, threads.difference_low,
        threads.difference_high, method=_DIFFERENCE, sources=rows,
    )  # fmt: skip
    return [*found, difference]


def _points_at_few(part: Portion) -> bool:
    rest = part.of - part.count
    return part.of >= SMALLEST_GROUP and (
        0 < part.count < SMALLEST_GROUP or 0 < rest < SMALLEST_GROUP
    )


def _threads(parent: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    count, child = len(parent), np.flatnonzero(parent >= 0)
    if not count:
        return np.zeros(0, dtype=np.int64)
    links = csr_array((np.ones(len(child)), (child, parent[child])), shape=(count, count))
    _, thread = connected_components(links, directed=False)
    numbers: npt.NDArray[np.int64] = thread.astype(np.int64)
    return numbers


def _first_answers(
    talk: pd.DataFrame, thread: npt.NDArray[np.int64], span: int, end: int
) -> pd.DataFrame:
    """Return the first answer to each known person in each thread, and what came of it."""
    by_page = talk["by_page"].to_numpy(dtype=bool)
    parent = talk["parent"].to_numpy(dtype=np.int64)
    at = talk["at"].fillna(-1).to_numpy(dtype=np.int64)
    seen = talk["at"].notna().to_numpy(dtype=bool) & (at <= end)
    known = talk["person"].notna().to_numpy(dtype=bool)
    to_person = seen & by_page & (parent >= 0)
    to_person &= ~by_page[parent] & known[parent] & seen[parent] & (at >= at[parent])
    number = talk.groupby(["network", "person"], dropna=True).ngroup()
    who = number.fillna(0).to_numpy(dtype=np.int64)
    # A person in a thread as one number.
    voice = thread * (who.max(initial=0) + 1) + who
    answers = pd.DataFrame(
        {
            "voice": voice[parent[to_person]],
            "at": at[to_person],
            "text": talk["text"].to_numpy()[to_person],
        }
    )
    answers = answers.sort_values("at", kind="stable").drop_duplicates("voice")
    own = seen & ~by_page & known
    said = pd.DataFrame({"voice": voice[own], "again": at[own]}).sort_values("again", kind="stable")
    joined = pd.merge_asof(
        answers, said.assign(at=said["again"]), on="at", by="voice", direction="forward",
        allow_exact_matches=False,
    )  # fmt: skip
    codes, texts = pd.factorize(joined["text"].fillna("").astype("str"))
    asks = read_comments(list(texts), detect_languages(list(texts)))["asks"].to_numpy(dtype=bool)
    return joined.assign(
        asks=asks[codes],
        followed=end - joined["at"] >= span,
        came_back=(joined["again"] - joined["at"] <= span).fillna(False),
    )


def _lengths(sizes: npt.NDArray[np.int64]) -> pd.DataFrame:
    group = np.searchsorted(_LENGTHS, sizes, side="right") - 1
    counts = np.bincount(group, minlength=len(_LENGTHS)) if len(sizes) else np.zeros(5, np.int64)
    share = counts / len(sizes) if len(sizes) else np.full(len(_LENGTHS), np.nan)
    return pd.DataFrame({"from_messages": _LENGTHS, "threads": counts, "share": share})
