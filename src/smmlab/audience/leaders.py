"""Leaders: the people whom others answer, worth a close contact."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.reply_network import Floats, Whole, core_numbers, page_ranks
from smmlab.disclosure import can_show_part
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.reduce.frames import beside, scan, to_pandas
from smmlab.reduce.pairs import admins, answer_counts, reply_pairs
from smmlab.texts import message

_PERSON = ["network", "person"]
_NEEDED = (*_PERSON, "interaction_id", "kind", "reply_to", "at", "by_page")
_WORDS = ("comment", "reply")
_DTYPES = {
    "network": "str", "person": "str", "rank": "int64", "rank_low": "int64", "rank_high": "int64",
    "is_certain": "bool", "partners": "int64", "answers_received": "int64",
    "replies_given": "int64", "pagerank": "float64", "core": "int64", "h_index": "int64",
    "latest_comment": "str", "candidates": "int64", "talkers": "int64", "answers": "int64",
}  # fmt: skip
_BLOCK = 16  # weightings drawn at once

_TOO_FEW = message(
    "There are too few people in these files who exchange answers with several others, so nobody "
    "can be told to lead. Comments with their authors and with what they answer would tell: the "
    "whole history of a discussion group has them."
)
_CANDIDATES = message(
    "People who exchanged answers with enough different people to be compared; administrators and "
    "suspicious accounts are left out."
)
_ANSWERS = message(
    "Answers that go to the leading people among all answers that people give each other; Wilson "
    "interval. An even talk would give everybody the same part."
)
_CERTAIN = message(
    "Leading people whose place stays among the first when the answers are drawn anew; each answer "
    "counts as one source of chance."
)
_FEW_CERTAIN = message(
    "Only a few people keep their place among the first when the answers are drawn anew: too few "
    "to be counted in public. A longer history of comments would tell more."
)


def find_leaders(
    interactions: IntoFrame,
    *,
    excluded: pd.DataFrame | None = None,
    min_partners: int = 3,
    draws: int = 200,
    seed: int = 0,
    most: int = 20,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rank the people of each network by whom others answer, with intervals of the ranks.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``interaction_id``, ``person``,
        ``kind``, ``reply_to``, ``at``, ``by_page``. Acts of the page, and of people who ever acted
        for it, are left out with the answers to them.
    excluded
        ``network`` and ``person`` of accounts to leave out likewise, such as those of
        `smmlab.audience.suspects.suspect_people`.
    min_partners
        Different people with whom somebody must have exchanged an answer to be ranked.
    draws
        How often the answers are drawn anew for the intervals.
    seed
        Of the draws: the same seed gives the same intervals.
    most
        How many people of each network to return.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        One row a leader, by network and ``rank``: ``network``, ``person`` (pseudonym, for the
        strategist's own contact work: never in a document or a chart), ``rank`` by ``pagerank``
        with ``rank_low`` and ``rank_high``, ``is_certain`` (the whole interval lies within
        ``most``), ``partners`` (different people), ``answers_received`` and ``replies_given``
        (answers between people), ``pagerank`` (share of attention, 0-1), ``core`` (largest k for
        which the person belongs to a group whose members each talk with k others in it),
        ``h_index`` (so many comments that so many people answered), ``latest_comment`` (id of the
        newest comment, by which the strategist finds the person in the network); and of the network
        ``candidates`` (people ranked), ``talkers`` (people who answer or are answered) and
        ``answers`` (all answers between them). A network where fewer than ten people have enough
        partners has no rows: its leaders would be chance.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    An answer leads from who answers to who is answered. The answers are the units of chance: each
    draw gives every pair a Poisson number of them. The interval holds the middle of the drawn
    ranks, and always the rank itself.

    References
    ----------
    PageRank: Brin and Page (1998). Cores: Seidman (1983), Batagelj and Zaversnik (2003). h-index:
    Hirsch (2005). Poisson bootstrap: Hanley and MacGibbon (2006).

    Examples
    --------
    >>> names = [f"p{n:02}" for n in range(12)]
    >>> asked = pd.DataFrame({"interaction_id": names, "person": names, "reply_to": None})
    >>> pairs = [(a, b) for a in range(12) for b in (0, (a + 1) % 12, (a + 2) % 12) if a != b]
    >>> told = pd.DataFrame(
    ...     [{"interaction_id": f"{a}-{b}", "person": names[a], "reply_to": names[b]}
    ...      for a, b in pairs])
    >>> acts = pd.concat([asked, told]).assign(
    ...     network="telegram", kind="comment", at=0, by_page=False)
    >>> find_leaders(acts, most=1)[["person", "rank", "partners", "h_index"]]
      person  rank  partners  h_index
    0    p00     1        11        1
    """
    talk = _without(interactions, excluded)
    pairs = to_pandas(reply_pairs(talk))
    pairs = pairs.loc[~pairs["to_page"].astype(bool), [*_PERSON, "partner", "replies"]]
    answered = to_pandas(answer_counts(talk))
    rng = np.random.default_rng(seed)
    found = [
        _leaders_of(
            group, answered[answered["network"] == network], min_partners=min_partners,
            draws=draws, most=most, confidence=confidence, rng=rng,
        )
        for network, group in pairs.sort_values([*_PERSON, "partner"]).groupby("network")
    ]  # fmt: skip
    found = [leaders for leaders in found if len(leaders)]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _DTYPES.items()})
    whole = pd.concat(found, ignore_index=True)
    whole = whole.merge(_latest(talk, whole[_PERSON]), on=_PERSON, how="left")
    return whole.astype(_DTYPES)[list(_DTYPES)]


def leader_findings(leaders: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Say how many people were compared and how much of the talk the leading ones draw.

    Nobody is named; groups of fewer than ten people are not counted.

    Parameters
    ----------
    leaders
        Result of `find_leaders`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> columns = ["network", "interaction_id", "person", "kind", "reply_to", "at", "by_page"]
    >>> nobody = find_leaders(pd.DataFrame(columns=columns))
    >>> [finding.status for finding in leader_findings(nobody, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if leaders.empty:
        return [
            Finding("audience.leaders", None, "people", status="unknown", method=_TOO_FEW,
                    sources=rows)
        ]  # fmt: skip
    return [
        finding
        for network, group in leaders.groupby("network")
        for finding in _of_network(str(network), group, rows)
    ]


def _of_network(network: str, group: pd.DataFrame, rows: tuple[Source, ...]) -> list[Finding]:
    key, first = f"audience.leaders.{network}", group.iloc[0]
    candidates, answers = int(first["candidates"]), int(first["answers"])
    # Beside the people compared, all who talk tell how few were not.
    talkers = int(first["talkers"])
    n = talkers if can_show_part(candidates, talkers) else candidates
    found = [
        Finding(f"{key}.candidates", candidates, "people", n, method=_CANDIDATES, sources=rows)
    ]
    if can_show_part(len(group), candidates):
        received = int(group["answers_received"].sum())
        low, high = wilson_interval([received], [answers])
        found.append(
            Finding(f"{key}.answers_share", received / answers, "share", answers, float(low[0]),
                    float(high[0]), method=_ANSWERS, sources=rows, numerator=received,
                    denominator=answers)
        )  # fmt: skip
    certain = int(group["is_certain"].sum())
    found.append(
        Finding(f"{key}.certain", None, "people", candidates, status="unknown",
                method=_FEW_CERTAIN, sources=rows)
        if not can_show_part(certain, candidates)
        else Finding(f"{key}.certain", certain, "people", candidates, status="estimated",
                     method=_CERTAIN, sources=rows)
    )  # fmt: skip
    return found


def _without(interactions: IntoFrame, excluded: pd.DataFrame | None) -> Any:
    """Leave out the page, whoever acted for it, and the accounts to exclude."""
    rows = scan(interactions, _NEEDED, table="interactions").select(*_NEEDED)
    talk = rows.filter(~nw.col("by_page").fill_null(False))
    talk = talk.join(nw.from_native(admins(interactions)).lazy(), on=_PERSON, how="anti")
    if excluded is not None and len(excluded):
        gone = excluded[_PERSON].drop_duplicates().astype("str").reset_index(drop=True)
        talk = talk.join(beside(gone, interactions), on=_PERSON, how="anti")
    return talk.to_native()


def _latest(talk: Any, people: pd.DataFrame) -> pd.DataFrame:
    """Return the newest comment of each of some people."""
    rows = nw.from_native(talk).lazy().filter(nw.col("kind").is_in(_WORDS), ~nw.col("at").is_null())
    theirs = rows.join(beside(people.astype("str"), talk), on=_PERSON, how="inner")
    comments = to_pandas(theirs.select(*_PERSON, "at", "interaction_id").to_native())
    newest = comments.sort_values(["at", "interaction_id"]).groupby(_PERSON, as_index=False).last()
    return newest.rename(columns={"interaction_id": "latest_comment"}).drop(columns="at")


def _leaders_of(
    pairs: pd.DataFrame,
    answered: pd.DataFrame,
    *,
    min_partners: int,
    draws: int,
    most: int,
    confidence: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    both = pd.concat([pairs["person"], pairs["partner"]], ignore_index=True)
    codes, names = pd.factorize(both, sort=True)
    source, target = codes[: len(pairs)].astype(np.int64), codes[len(pairs) :].astype(np.int64)
    replies = pairs["replies"].to_numpy(dtype=np.float64)
    nodes = len(names)
    ties = np.unique(np.sort(np.column_stack([source, target]), axis=1), axis=0)
    partners = np.bincount(ties.ravel(), minlength=nodes)
    fit = np.flatnonzero(partners >= max(min_partners, 1))
    if len(fit) < SMALLEST_GROUP:
        return pd.DataFrame()
    ranks = page_ranks(source, target, replies, nodes=nodes)[0]
    low, high = _rank_interval(
        source, target, replies, nodes=nodes, fit=fit, draws=draws, confidence=confidence, rng=rng
    )
    named = np.asarray(names)[fit]
    people = pd.DataFrame(
        {
            "network": pairs["network"].iloc[0],
            "person": named,
            "partners": partners[fit],
            "answers_received": np.bincount(target, weights=replies, minlength=nodes)[fit],
            "replies_given": np.bincount(source, weights=replies, minlength=nodes)[fit],
            "pagerank": ranks[fit],
            "core": core_numbers(ties, nodes=nodes)[fit],
            "h_index": _h_indices(answered).reindex(named, fill_value=0).to_numpy(),
            "rank_low": low,
            "rank_high": high,
            "candidates": len(fit),
            "talkers": nodes,
            "answers": replies.sum(),
        }
    )  # fmt: skip
    order = ["pagerank", "h_index", "core", "person"]
    people = people.sort_values(order, ascending=[False, False, False, True], ignore_index=True)
    rank = np.arange(1, len(people) + 1)
    people = people.assign(
        rank=rank,
        rank_low=np.minimum(people["rank_low"], rank),
        rank_high=np.maximum(people["rank_high"], rank),
    )
    return people.assign(is_certain=people["rank_high"] <= most).head(most)


def _rank_interval(
    source: Whole,
    target: Whole,
    replies: Floats,
    *,
    nodes: int,
    fit: Whole,
    draws: int,
    confidence: float,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    from scipy.stats import rankdata

    drawn = []
    for start in range(0, draws, _BLOCK):
        weights = rng.poisson(replies, size=(min(_BLOCK, draws - start), len(replies)))
        # Ranks need no more digits than this.
        ranks = page_ranks(source, target, weights, nodes=nodes, tolerance=1e-6)[:, fit]
        drawn.append(rankdata(-ranks, axis=1).astype(np.float32))
    tail = (1 - confidence) / 2
    low, high = np.quantile(np.concatenate(drawn), [tail, 1 - tail], axis=0)
    return np.floor(low), np.ceil(high)


def _h_indices(answered: pd.DataFrame) -> pd.Series:
    """Return the h-index of each person: so many comments that so many people answered."""
    ordered = answered.sort_values(["person", "answers"], ascending=[True, False])
    at_least = ordered.groupby("person")["comments"].cumsum()
    index = np.minimum(ordered["answers"].to_numpy(), at_least.to_numpy())
    return pd.Series(index, index=ordered["person"]).groupby(level=0).max().astype("int64")
