"""Coordination: accounts that act on the same posts within seconds, again and again."""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.meetings import expected_meetings, posts_met, take_part
from smmlab.disclosure import suppress_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.reduce.frames import beside, to_pandas, unique
from smmlab.reduce.pairs import co_activity
from smmlab.reduce.selection import PERSON, acts_of_people
from smmlab.texts import message

_NEEDED = (*PERSON, "post_id", "at", "by_page")
_DTYPES = {
    "network": "str", "active_people": "int64", "people": "Int64", "share": "float64",
    "share_low": "float64", "share_high": "float64", "clusters": "Int64", "posts": "Int64",
    "meetings": "Int64", "meetings_expected": "float64", "crowded_posts": "int64",
    "suppressed": "bool",
}  # fmt: skip
_FALSE_ALARMS = 0.05

_TOO_FEW = message(
    "Too few people acted at times known to the second, so nobody can be told to act together. "
    "Reactions or comments of a group with their authors and times would tell."
)
_SHARE = message(
    "Accounts in groups that acted on the same posts within seconds of each other, more often than "
    "the crowd on those posts explains, among all active accounts; Wilson interval. Friends, fans "
    "with notifications and colleagues can do the same: it is a reason to look, not a verdict."
)
_FEW = message(
    "Some accounts acted together within seconds, but they, or all others, are fewer than can be "
    "shown without pointing at people."
)
_MEETINGS = message("How often two accounts of these groups met on a post within seconds.")
_EXPECTED = message(
    "How often the same accounts would meet if the times within each post and day were shuffled."
)


@dataclass(frozen=True)
class _Found:
    """What a search found: who acts together, on how many posts, how often."""

    members: pd.DataFrame
    edges: pd.DataFrame
    meetings: pd.DataFrame
    crowded: pd.DataFrame
    active: pd.DataFrame


def find_coordination(
    interactions: IntoFrame,
    *,
    window_seconds: int = 10,
    min_objects: int = 2,
    min_people: int = 3,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Tell which part of the active accounts acts together within seconds, again and again.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``post_id``, ``at``,
        ``by_page``; with ``precision`` only times known to the second. The page's own acts are
        left out.
    window_seconds
        How far apart two acts on a post may be to meet.
    min_objects
        Different posts on which an account must have met others, and a pair must have met.
    min_people
        Accounts that make a group: two may sit side by side.
    confidence
        Of the interval, 0-1.

    Returns
    -------
    DataFrame
        One row a network: ``network``, ``active_people`` (with an act whose second is known),
        ``people`` in coordinated groups, their ``share`` (0-1, Wilson ``share_low`` and
        ``share_high``), ``clusters`` (groups of ten people or more), ``posts`` on which they met,
        ``meetings`` (of a pair on a post) and ``meetings_expected`` (under shuffled times),
        ``crowded_posts`` (left out because the crowd on them was too dense to tell). ``people``
        and what follows from it is missing and ``suppressed`` where it is one to nine. A network
        with fewer than ten active people has no row.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Accounts that met others on fewer than ``min_objects`` posts are taken away, and again, until
    everybody left meets somebody left on enough posts. The number of meetings of each pair is then
    compared with shuffled times: within each post and day everybody keeps the number of acts, but
    the times are dealt anew, so that a thousand reactions in one minute are no coordination. With
    many posts that number is Poisson; pairs are judged all at once, over all pairs that might have
    met. A fixed part of the heaviest pairs, as other tools take, would always find somebody. Where
    only the group itself acts, its times cannot be told from those of an eager crowd.

    References
    ----------
    Giglietto, Righetti, Rossi and Marino (2020), It takes a village to manipulate the media.
    Righetti and Balluff (2025), CooRTweet. Benjamini and Hochberg (1995).

    Examples
    --------
    >>> ring = [(f"b{n}", post, 1000 + n) for post in range(8) for n in range(12)]
    >>> crowd = [(f"p{n}", post, 5000 + 997 * n) for post in range(8) for n in range(60)]
    >>> acts = pd.DataFrame(ring + crowd, columns=["person", "post_id", "at"])
    >>> acts = acts.assign(network="vkontakte", by_page=False, post_id=acts["post_id"].astype(str))
    >>> find_coordination(acts)[["active_people", "people", "clusters", "posts"]]
       active_people  people  clusters  posts
    0             72      12         1      8
    """
    found = _search(interactions, window_seconds, min_objects, min_people)
    table = found.active.set_index("network")
    table = table[table["active_people"] >= SMALLEST_GROUP].rename_axis("network").reset_index()
    sizes = found.members.groupby(["network", "cluster"]).size()
    sums = found.edges.groupby("network")[["objects", "expected"]].sum()
    numbers = {
        "people": found.members.groupby("network").size(),
        "clusters": sizes[sizes >= SMALLEST_GROUP].groupby("network").size(),
        "posts": found.meetings.groupby("network")["post_id"].nunique(),
        "meetings": sums["objects"],
        "meetings_expected": sums["expected"],
        "crowded_posts": found.crowded.groupby("network").size(),
    }
    for name, column in numbers.items():
        table[name] = table["network"].map(column).fillna(0).astype(_DTYPES[name])
    people, active = table["people"].astype("float64"), table["active_people"].astype("float64")
    low, high = wilson_interval(people, active, confidence=confidence)
    table = table.assign(share=people / active, share_low=low, share_high=high)
    hide = [name for name in _DTYPES if name.startswith(("share", "clusters", "posts", "meetings"))]
    # Beside all who are active, those who act together tell how many do not.
    rest = active - people
    judged = people.where(~rest.between(1, SMALLEST_GROUP - 1), rest)
    shown = suppress_small(
        table.assign(judged=judged), count="judged", hide=["people", *hide], within=None
    )
    return shown.astype(_DTYPES)[list(_DTYPES)].sort_values("network", ignore_index=True)


def coordinated_people(
    interactions: IntoFrame,
    *,
    window_seconds: int = 10,
    min_objects: int = 2,
    min_people: int = 3,
) -> pd.DataFrame:
    """Return who acts together: ``network``, ``person``, ``cluster``. For sums, never for show.

    Parameters
    ----------
    interactions, window_seconds, min_objects, min_people
        As in `find_coordination`.

    Examples
    --------
    >>> columns = ["network", "person", "post_id", "at", "by_page"]
    >>> coordinated_people(pd.DataFrame(columns=columns)).shape
    (0, 3)
    """
    return _search(interactions, window_seconds, min_objects, min_people).members


def coordination_findings(
    coordination: pd.DataFrame | None, *, sources: Sequence[Source]
) -> list[Finding]:
    """Return the share of coordinated accounts of each network, and how often they met.

    Parameters
    ----------
    coordination
        Result of `find_coordination`, or None where there are no interactions.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> columns = ["network", "person", "post_id", "at", "by_page"]
    >>> nobody = find_coordination(pd.DataFrame(columns=columns))
    >>> [finding.status for finding in coordination_findings(nobody, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if coordination is None or coordination.empty:
        return [
            Finding("audience.coordination", None, "share", status="unknown", method=_TOO_FEW,
                    sources=rows)
        ]  # fmt: skip
    found = []
    for row in coordination.to_dict("records"):
        key, active = f"audience.coordination.{row['network']}", int(row["active_people"])
        if row["suppressed"]:
            found.append(
                Finding(f"{key}.share", None, "share", active, status="unknown", method=_FEW,
                        sources=rows)
            )  # fmt: skip
            continue
        found.append(
            Finding(f"{key}.share", float(row["share"]), "share", active, float(row["share_low"]),
                    float(row["share_high"]), "estimated", _SHARE, rows, int(row["people"]),
                    active)
        )  # fmt: skip
        if row["people"]:
            found += [
                Finding(f"{key}.meetings", int(row["meetings"]), "meetings", int(row["people"]),
                        method=_MEETINGS, sources=rows),
                Finding(f"{key}.meetings_expected", float(row["meetings_expected"]), "meetings",
                        int(row["people"]), status="estimated", method=_EXPECTED, sources=rows),
            ]  # fmt: skip
    return found


def _search(
    interactions: IntoFrame, window_seconds: int, min_objects: int, min_people: int
) -> _Found:
    rows = acts_of_people(interactions, _NEEDED)
    for name in ("person", "post_id", "at"):
        rows = rows.filter(~nw.col(name).is_null())
    if "precision" in rows.collect_schema().names():
        rows = rows.filter(nw.col("precision").fill_null("second") == "second")
    every = rows.select(*PERSON, "post_id", nw.col("at").cast(nw.Int64))
    rows = unique(every, (*PERSON, "post_id", "at"))
    people = unique(rows, (*PERSON, "post_id")).group_by(*PERSON).agg(posts=nw.len())
    repeated = people.filter(nw.col("posts") >= min_objects).select(*PERSON)
    active = to_pandas(people.group_by("network").agg(active_people=nw.len()).to_native())
    # Whoever acted on one post only, as most people do, never leaves the engine.
    acts = to_pandas(rows.join(repeated, on=list(PERSON), how="inner").to_native())
    possible = acts[[*PERSON]].drop_duplicates().groupby("network").size()
    acts = acts.sort_values(["network", "post_id", "at", "person"], ignore_index=True)
    kept, crowded = take_part(acts, window_seconds, min_objects)
    pairs = to_pandas(co_activity(kept.assign(by_page=False), window_seconds=window_seconds))
    pairs = pairs[pairs["objects"] >= min_objects]
    pairs = pairs.sort_values([*PERSON, "partner"], ignore_index=True)
    both = pd.concat([pairs[[*PERSON]], pairs[["network", "partner"]].set_axis(PERSON, axis=1)])
    # Posts on which they met nobody tell as much about chance.
    theirs = acts.merge(both.drop_duplicates(), on=list(PERSON))
    posts = beside(theirs[["network", "post_id"]].drop_duplicates(), interactions)
    on_posts = every.join(posts, on=["network", "post_id"], how="inner")
    counted = on_posts.group_by("network", "post_id", "at").agg(acts=nw.len())
    moments = to_pandas(counted.to_native())
    edges = pairs.assign(expected=expected_meetings(pairs, theirs, moments, window_seconds))
    edges = edges[_beyond_chance(edges, possible)].reset_index(drop=True)
    members = _groups(edges, min_people)
    edges = edges.merge(members, on=list(PERSON))
    return _Found(members, edges, posts_met(edges, kept, window_seconds), crowded, active)


def _beyond_chance(edges: pd.DataFrame, possible: pd.Series) -> npt.NDArray[np.bool_]:
    """Judge all pairs at once (Benjamini and Hochberg); pairs that never met count as well."""
    from scipy.stats import poisson

    chance = poisson.sf(
        edges["objects"].to_numpy() - 1, edges["expected"].to_numpy(dtype="float64")
    )
    people = edges["network"].map(possible).to_numpy(dtype="float64")
    order = np.argsort(chance, kind="stable")
    network = edges["network"].iloc[order]
    place = network.groupby(network).cumcount().to_numpy() + 1
    tests = (people * (people - 1) / 2)[order]
    passes = pd.Series(np.where(chance[order] <= _FALSE_ALARMS * place / tests, place, 0))
    last = passes.groupby(network.to_numpy()).transform("max").to_numpy()
    beyond = np.zeros(len(edges), dtype=bool)
    beyond[order] = place <= last
    return beyond


def _groups(edges: pd.DataFrame, min_people: int) -> pd.DataFrame:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    first = pd.MultiIndex.from_frame(edges[list(PERSON)])
    second = pd.MultiIndex.from_frame(edges[["network", "partner"]], names=PERSON)
    people = first.append(second).unique().sort_values()
    ends = (people.get_indexer(first), people.get_indexer(second))
    ties = coo_array((np.ones(len(edges)), ends), shape=(len(people), len(people)))
    _, cluster = connected_components(ties, directed=False)
    members = people.to_frame(index=False).assign(cluster=cluster)
    size = members.groupby("cluster")["cluster"].transform("size")
    return members[size >= min_people].reset_index(drop=True)
