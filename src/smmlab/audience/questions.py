"""What they want: how much people ask, and their needs by topic."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.asking import TOPICS, read_comments
from smmlab.audience.shares import acts_table, share_acts
from smmlab.audience.words import weigh_words
from smmlab.disclosure import suppress_table
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.schema import require
from smmlab.texts import message
from smmlab.tokens import TextTerms, person_terms

_WHO = ["network", "person"]
_QUESTIONS = (
    "language", "comments", "questions", "people", "writers", "share", "share_low", "share_high",
)  # fmt: skip
_NEEDS = (
    "topic", "people", "writers", "share", "share_low", "share_high", "comments", "asking",
    "change", "change_low", "change_high", "keywords",
)  # fmt: skip
_KEYWORDS = 5
_PRIOR = 0.05

_TOO_FEW = message(
    "There are too few comments with their authors in these files to tell what people ask. "
    "Comments of a discussion group or a community would tell."
)
_ASKED = message(
    "Comments that ask for an answer among all comments of people, found by question marks and "
    "question words; rhetorical questions left out as far as a list can. Wilson interval, widened "
    "because one person's comments come together."
)
_NEED = message(
    "People who named this need among all people who wrote, by a closed list of words; Wilson "
    "interval. A list misses other wordings, about every second one when it was checked, so the "
    "true share is higher."
)
_CHANGE = message(
    "Share of people who named this need in the later half of the comments, less that in the "
    "earlier half; interval by persons, as some wrote in both."
)
_KEYS = message(
    "Words typical of the comments on this need, each used by at least ten people; no comment is "
    "quoted."
)


def read_asking(comments: pd.DataFrame) -> pd.DataFrame:
    """Mark in comments whether they ask, and the needs they name.

    Parameters
    ----------
    comments
        ``network``, ``person``, ``at``, ``text``, ``language``, as from
        `smmlab.comments.written_comments`.

    Returns
    -------
    DataFrame
        The comments with ``asks`` (bool) and a bool for each of `smmlab.asking.TOPICS`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": "a", "at": 5, "language": "et",
    ...                      "text": ["Millal te avatud olete?"]})
    >>> read_asking(said)[["asks", "hours", "price"]].to_numpy().tolist()
    [[True, True, False]]
    """
    require(comments, (*_WHO, "at", "text", "language"), table="interactions")
    said = comments.reset_index(drop=True)
    read = read_comments(said["text"].tolist(), said["language"].tolist())
    return pd.concat([said, read.drop(columns="aside")], axis=1)


def find_questions(asked: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Count the comments that ask for an answer, in all and by the language people write most.

    Parameters
    ----------
    asked
        Result of `read_asking`.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        First the row ``all``, then languages: ``language``, ``comments``, ``questions`` among them,
        ``people`` who asked, ``writers`` (people who wrote), ``share`` of the comments that ask
        (0-1, ``share_low``, ``share_high``; each person is a cluster, see
        `smmlab.audience.shares.share_acts`). Rows that would point at fewer than ten people who
        asked or did not are left out, and so is a row from which another one could be found.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(40)], "at": 5,
    ...     "language": "en", "text": ["How much is it?"] * 10 + ["So nice"] * 30})
    >>> find_questions(read_asking(said))[["language", "questions", "people", "share"]].head(1)
      language  questions  people  share
    0      all         10      10   0.25
    """
    require(asked, (*_WHO, "language", "asks"), table="interactions")
    by_person = (
        asked.assign(asks=asked["asks"].astype("int64"), comments=1)
        .groupby([*_WHO, "language"], observed=True)[["asks", "comments"]]
        .sum()
        .reset_index()
    )
    # One language a person, so that the languages add up to all.
    most = by_person.sort_values([*_WHO, "comments", "language"], ascending=[True, True, False,
                                 True]).drop_duplicates(_WHO)[[*_WHO, "language"]]  # fmt: skip
    people = by_person.groupby(_WHO)[["asks", "comments"]].sum().reset_index().merge(most, on=_WHO)
    people["language"] = people["language"].astype("str")
    table = pd.crosstab(people["language"], people["asks"] > 0)
    shown = suppress_table(table.reindex(columns=[False, True], fill_value=0)).notna().all(axis=1)
    rows = []
    for language in ("all", *sorted(set(people["language"]))):
        if not shown["total" if language == "all" else language]:
            continue
        part = people if language == "all" else people[people["language"] == language]
        if len(part) < SMALLEST_GROUP:
            continue
        rows.append({"language": language, **_asked_share(part, confidence)})
    if not rows:
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _QUESTIONS})
        whole = dict.fromkeys(("comments", "questions", "people", "writers"), "int64")
        return empty.astype({"language": "str", **whole})
    return pd.DataFrame(rows)[list(_QUESTIONS)].astype({"language": "str"})


def group_needs(
    asked: pd.DataFrame, *, confidence: float = 0.95, split: TextTerms | None = None
) -> pd.DataFrame:
    """Group what people need by topic, with the change over time and typical words.

    Parameters
    ----------
    asked
        Result of `read_asking`.
    confidence
        Of the intervals, 0-1.
    split
        The comments already split by `smmlab.tokens.text_terms`; by default they are split here.

    Returns
    -------
    DataFrame
        One row a topic, the one most people named first: ``topic``, ``people`` who named it,
        ``writers`` (people who wrote), ``share`` of them (0-1, Wilson ``share_low``,
        ``share_high``), ``comments`` on it, ``asking`` (people who put it as a question, missing
        when that points at fewer than ten); ``change`` (share of the later half of the comments
        less that of the earlier half, ``change_low``, ``change_high``; missing when a half has too
        few people); ``keywords`` (base forms that at least ten people used in such comments and
        that set them apart, empty when there are none). Topics that would point at fewer than ten
        people are left out. Never a quotation.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    The two halves share people, so the variance of the change is that of the difference of two
    ratio estimators over persons.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(40)], "at": 5,
    ...     "language": "en", "text": ["What does it cost?"] * 10 + ["So nice"] * 30})
    >>> group_needs(read_asking(said))[["topic", "people", "share", "keywords"]]
       topic  people  share keywords
    0  price      10   0.25     cost
    """
    require(asked, (*_WHO, "at", "text", "language", "asks", *TOPICS), table="interactions")
    writers = len(asked[_WHO].drop_duplicates())
    named = {topic: _people_of(asked[asked[topic]]) for topic in TOPICS}
    shown = [topic for topic in TOPICS if _is_safe(named[topic], writers)]
    if not shown:
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _NEEDS})
        return empty.astype(
            {"topic": "str", "keywords": "str", "people": "int64", "writers": "int64",
             "comments": "int64", "asking": "Int64"}
        )  # fmt: skip
    words = _keywords(asked, shown, confidence, split)
    rows = []
    for topic in shown:
        people = named[topic]
        asking = _people_of(asked[asked[topic] & asked["asks"]])
        rows.append(
            {
                "topic": topic,
                "people": people,
                "comments": int(asked[topic].sum()),
                "asking": asking if _is_safe(asking, people) else None,
                **_change(asked, topic, confidence),
                "keywords": words[topic],
            }
        )
    table = pd.DataFrame(rows)
    low, high = wilson_interval(table["people"], [writers] * len(table), confidence=confidence)
    table = table.assign(
        writers=writers, share=table["people"] / writers, share_low=low, share_high=high
    ).sort_values(["people", "topic"], ascending=[False, True])
    return (
        table[list(_NEEDS)]
        .astype({"topic": "str", "keywords": "str", "asking": "Int64"})
        .reset_index(drop=True)
    )


def need_findings(
    questions: pd.DataFrame, needs: pd.DataFrame, *, sources: Sequence[Source]
) -> list[Finding]:
    """Return the share of questions, and of each need its people, change and typical words.

    Parameters
    ----------
    questions
        Result of `find_questions`.
    needs
        Result of `group_needs`.
    sources
        The rows behind them, from `smmlab.findings.trace`.

    Examples
    --------
    >>> columns = ["network", "person", "at", "text", "language"]
    >>> nothing = read_asking(pd.DataFrame(columns=columns))
    >>> found = need_findings(find_questions(nothing), group_needs(nothing), sources=())
    >>> [finding.status for finding in found]
    ['unknown', 'unknown']
    """
    rows = tuple(sources)
    findings = []
    everyone = questions[questions["language"] == "all"]
    if everyone.empty:
        findings.append(
            Finding("audience.questions.share", None, "share", status="unknown", method=_TOO_FEW,
                    sources=rows)
        )  # fmt: skip
    findings += [
        Finding("audience.questions.share", row["share"], "share", int(row["comments"]),
                row["share_low"], row["share_high"], method=_ASKED, sources=rows,
                numerator=int(row["questions"]), denominator=int(row["comments"]))
        for row in everyone.to_dict("records")
    ]  # fmt: skip
    if needs.empty:
        findings.append(
            Finding("audience.need", None, "label", status="unknown", method=_TOO_FEW,
                    sources=rows)
        )  # fmt: skip
    for row in needs.to_dict("records"):
        findings += _of_need(row, rows)
    return findings


def _of_need(row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    key, people, writers = f"audience.need.{row['topic']}", int(row["people"]), int(row["writers"])
    found = [
        Finding(f"{key}.share", row["share"], "share", writers, row["share_low"],
                row["share_high"], status="estimated", method=_NEED, sources=sources,
                numerator=people, denominator=writers)
    ]  # fmt: skip
    if not np.isnan(row["change"]):
        found.append(
            Finding(f"{key}.change", row["change"], "share difference", writers, row["change_low"],
                    row["change_high"], status="estimated", method=_CHANGE, sources=sources)
        )  # fmt: skip
    if row["keywords"]:
        found.append(
            Finding(f"{key}.keywords", row["keywords"], "label", people, method=_KEYS,
                    sources=sources)
        )  # fmt: skip
    return found


def _asked_share(people: pd.DataFrame, confidence: float) -> dict[str, float]:
    places = np.arange(len(people))
    others = people["comments"] - people["asks"]
    table = acts_table(
        np.concatenate([places, places]),
        np.repeat([0, 1], len(people)),
        pd.concat([people["asks"], others]),
        people=len(people),
        cells=2,
    )
    share = share_acts(table, confidence=confidence).iloc[0]
    return {
        "comments": int(people["comments"].sum()),
        "questions": int(people["asks"].sum()),
        "people": int((people["asks"] > 0).sum()),
        "writers": len(people),
        "share": float(share["share"]),
        "share_low": float(share["share_low"]),
        "share_high": float(share["share_high"]),
    }


def _people_of(comments: pd.DataFrame) -> int:
    return len(comments[_WHO].drop_duplicates())


def _is_safe(people: int, everyone: int) -> bool:
    """Tell whether neither these people nor the rest of everyone are a few."""
    rest = everyone - people
    return people >= SMALLEST_GROUP and (rest == 0 or rest >= SMALLEST_GROUP)


def _change(asked: pd.DataFrame, topic: str, confidence: float) -> dict[str, float]:
    from scipy.special import ndtri

    nothing = dict.fromkeys(("change", "change_low", "change_high"), float("nan"))
    timed = asked[asked["at"].notna()]
    if timed.empty:
        return nothing
    later = (timed["at"] > timed["at"].median()).astype("int64").rename("later")
    table = timed.assign(wrote=1).groupby([*_WHO, later])[["wrote", topic]].max().unstack("later")
    table = table.reindex(columns=pd.MultiIndex.from_product([["wrote", topic], [0, 1]])).fillna(0)
    wrote = table["wrote"].to_numpy(dtype="float64")
    named = table[topic].to_numpy(dtype="float64")
    writers, namers = wrote.sum(axis=0), named.sum(axis=0)
    halves = zip(namers.astype(int), writers.astype(int), strict=True)
    if not all(_is_safe(some, everyone) for some, everyone in halves):
        return nothing
    shares = namers / writers
    influence = (named - wrote * shares) / writers
    people = len(table)
    spread = np.sqrt(people / (people - 1) * ((influence[:, 1] - influence[:, 0]) ** 2).sum())
    change = float(shares[1] - shares[0])
    reach = float(ndtri(0.5 + confidence / 2) * spread)
    return {"change": change, "change_low": change - reach, "change_high": change + reach}


def _keywords(
    asked: pd.DataFrame, topics: Sequence[str], confidence: float, split: TextTerms | None
) -> dict[str, str]:
    """Return the words that set the comments on each topic apart from all other comments."""
    # Comments that name the same topics are one group, so the texts are split only once.
    group = asked[list(topics)].to_numpy(dtype="int64") @ (1 << np.arange(len(topics)))
    terms = person_terms(asked.assign(group=group), split=split)
    words = terms[terms["kind"] == "word"]
    what = words.groupby(["language", "term"]).ngroup().to_numpy()
    names = words[["language", "kind", "term", "written"]].assign(what=what)
    names = names.drop_duplicates("what")
    uses = pd.DataFrame({"who": words.groupby(_WHO).ngroup().to_numpy(), "what": what})
    found = {}
    for place, topic in enumerate(topics):
        inside = (words["group"].to_numpy(dtype="int64") >> place) & 1
        counts = (
            uses.assign(group=np.where(inside, "inside", "outside"))
            .drop_duplicates()
            .groupby(["group", "what"])
            .size()
            .rename("people")
            .reset_index()
            .merge(names.drop(columns="written"), on="what")
        )
        weighed = weigh_words(counts, least=SMALLEST_GROUP, prior=_PRIOR, confidence=confidence)
        typical = weighed[
            (weighed["group"] == "inside")
            & (weighed["people"] >= SMALLEST_GROUP)
            & (weighed["z"] > 0)
            & (weighed["adjusted_p"] <= 1 - confidence)
        ].sort_values(["z", "term"], ascending=[False, True])
        shown = typical.merge(names, on=["language", "kind", "term"])
        best = shown.drop_duplicates("written").head(_KEYWORDS)
        found[topic] = "; ".join(best.groupby("language", sort=False)["written"].agg(", ".join))
    return found
