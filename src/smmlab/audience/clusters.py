"""Groups of people found by clustering, or the honest answer that there are none to be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.audience.group_features import Features, prepare_features
from smmlab.audience.kmeans import nearest
from smmlab.audience.mixtures import likeliest
from smmlab.audience.null_groups import null_silhouettes
from smmlab.audience.separation import ONE_CROWD, silhouettes
from smmlab.audience.stability import STABLE, Method, Stability, cluster_stability
from smmlab.disclosure import suppress_small
from smmlab.findings import SMALLEST_GROUP
from smmlab.texts import Phrase, message

Reason = Literal["groups", "no_groups", "too_few_people", "too_few_features"]
Verdict = Literal["groups", "too_small", "unstable", "no_better_than_chance", "one_crowd"]
REASONS: tuple[Reason, ...] = get_args(Reason)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

LEAST_PEOPLE = 300
LEAST_FEATURES = 3
"""Fewer people or features than these show no groups (methods, segmentation)."""

MOST_FITTED = 10_000
"""Of more people a sample is fitted, and the others join the nearest group."""

_MOST_SHUFFLED = 1_000
_NULL_AUDIENCES = 99
_CHANCE = 0.05
_SAME = 0.5

_KS = (
    "k", "verdict", "jaccard_mean", "jaccard_min", "ari", "ari_low", "ari_high", "silhouette",
    "null_silhouette", "null_p", "gap", "gap_low", "smallest_group",
)  # fmt: skip
_PROFILE = (
    "group", "people", "share", "feature", "median", "difference", "difference_low",
    "difference_high",
)  # fmt: skip

_SAMPLED = message(
    "Groups were found on a sample (people in it: {fitted}); everyone else joined the nearest "
    "group."
)
_NETWORKS = message(
    "The groups follow the networks people act in. Look for groups in each network on its own."
)


@dataclass(frozen=True)
class Groups:
    """Groups found by clustering, or why there are none.

    Parameters
    ----------
    people
        ``network``, ``person``, ``group`` (``A`` is the largest; missing when there are no groups
        or a feature of the person is missing). Pseudonyms: never to be shown.
    ks
        One row a number of groups: ``k``; ``verdict``; ``jaccard_mean`` and ``jaccard_min`` (how
        alike a group and its counterpart in a bootstrap draw are, 0-1: mean over groups, and the
        worst group); ``ari`` with ``ari_low`` and ``ari_high`` (adjusted Rand index of draws, mean
        and interval); ``silhouette`` (-1 to 1); ``null_silhouette`` (what nineteen of twenty
        shuffled audiences stay below) and ``null_p``; ``gap`` and ``gap_low`` (see
        `smmlab.audience.separation`; lower limit from the draws); ``smallest_group`` (people,
        missing from one to nine).
    profile
        For each group and feature: ``group``, ``people``, ``share`` (0-1 of grouped people),
        ``feature``, ``median`` (in the feature's own unit), ``difference`` of the group's mean
        from that of everyone (standard deviations, logarithmic scale) with its interval.
    chosen
        How many groups; None when there are none to be seen.
    reason
        ``groups``, or why there are none.
    features
        What people were compared by.
    notes
        What was left out, sampled or should be known.
    method, seed, draws
        How it was done.
    fitted
        People the groups were fitted on.
    names
        Letter of a group to its name, where `smmlab.audience.names.name_groups` gave one.
    """

    people: pd.DataFrame
    ks: pd.DataFrame
    profile: pd.DataFrame
    chosen: int | None
    reason: Reason
    features: tuple[str, ...]
    notes: tuple[Phrase, ...]
    method: Method
    seed: int
    draws: int
    fitted: int
    names: Mapping[str, str] = field(default_factory=dict)


def find_groups(
    people: pd.DataFrame,
    *,
    features: Sequence[str] | None = None,
    as_of: int | None = None,
    ks: Sequence[int] = (2, 3, 4, 5, 6, 7, 8),
    draws: int = 100,
    method: Method = "kmeans",
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
    seed: int = 0,
) -> Groups:
    """Look for groups of people, and say so when there are none.

    Parameters
    ----------
    people
        One row a person: ``network``, ``person`` and the features, as
        `smmlab.reduce.people.person_features` returns them (in pandas).
    features
        Columns of numbers to compare people by; by default recency, days active, posts and the
        count of each kind of act. See `smmlab.audience.group_features.prepare_features`.
    as_of
        The moment recency looks back from, epoch seconds UTC; by default the newest act.
    ks
        Numbers of groups to try.
    draws
        Bootstrap draws; a hundred or more for a result to rely on.
    method
        ``kmeans`` or ``mixture`` (Gaussian, for groups of unlike shapes).
    smallest
        People a group must have; never below ten.
    confidence
        Of the intervals, 0-1.
    seed
        The same seed gives the same result, in whatever order the rows come and whatever the
        pseudonyms are.

    Returns
    -------
    Groups
        The largest number of groups of which all of this holds: every group has ``smallest``
        people; each comes back in the draws (mean Jaccard similarity at least 0.75); the
        silhouette is larger than in all but one of twenty audiences with the columns shuffled; and
        between any two groups there is a gap that a cut through one crowd cannot leave.

    Raises
    ------
    DataError
        When a column is absent or holds negative numbers.

    Notes
    -----
    Stability alone says little: an even spread can be cut in the same place again and again. The
    shuffled audiences are weak as well: features of real people go together, so even a single
    crowd does better than they do. The gap closes this: no cut through one crowd whose density
    falls from its peak exceeds it, whatever its tails, spikes or correlations. It asks that groups
    stand so far apart that about one in twenty or fewer would be put into a wrong one; groups that
    overlap more are not seen, which is the safe mistake.

    References
    ----------
    Hennig (2007), Cluster-wise assessment of cluster stability; Rousseeuw (1987), Silhouettes.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> crowd = pd.DataFrame(rng.poisson(20, (300, 3)), columns=["comments", "reactions", "shares"])
    >>> crowd = crowd.assign(network="telegram", person=[f"p{n:03}" for n in range(300)])
    >>> find_groups(crowd, ks=(2, 3), draws=20).reason
    'no_groups'
    """
    prepared = prepare_features(people, features=features, as_of=as_of)
    count = len(prepared.values)
    few = count < LEAST_PEOPLE
    none = Groups(
        people=prepared.people[["network", "person"]].assign(
            group=pd.Series([None] * len(prepared.people), dtype="str")
        ),
        ks=_frame(_KS), profile=_frame(_PROFILE), chosen=None,
        reason="too_few_people" if few else "too_few_features", features=prepared.names,
        notes=prepared.notes, method=method, seed=seed, draws=draws, fitted=0,
    )  # fmt: skip
    if few or len(prepared.names) < LEAST_FEATURES:
        return none
    # Draws follow the order of people: by what they did, for pseudonyms differ in every project.
    ordered = np.lexsort(prepared.values.T)
    sample = ordered[np.sort(np.random.default_rng(seed).permutation(count)[:MOST_FITTED])]
    values, noise = prepared.values[sample], prepared.noise[sample]
    found = {
        k: cluster_stability(values, k, draws=draws, seed=seed, method=method, noise=noise)
        for k in ks
    }
    fewer = np.sort(np.random.default_rng([seed, 1]).permutation(len(sample))[:_MOST_SHUFFLED])
    null = null_silhouettes(
        values[fewer], ks, audiences=_NULL_AUDIENCES, seed=seed, method=method, noise=noise[fewer]
    )
    labels = np.stack([stability.labels for stability in found.values()])
    widths = silhouettes(values.astype(np.float32), labels, max(ks))
    table = pd.DataFrame(
        [
            _row(k, stability, float(width), confidence)
            for (k, stability), width in zip(found.items(), widths, strict=True)
        ]
    ).assign(null_p=null.p_values, null_silhouette=np.quantile(null.shuffled, 1 - _CHANCE, axis=0))
    table["verdict"] = [
        _verdict(row, max(smallest, SMALLEST_GROUP)) for row in table.to_dict("records")
    ]
    table = table[list(_KS)].astype({"verdict": "str"})
    # The verdict says that a group is too small; how small would point at people.
    shown = suppress_small(table, count="smallest_group", within=None)
    table = shown.drop(columns="suppressed")
    none = replace(none, ks=table, reason="no_groups", fitted=len(sample))
    good = table.loc[table["verdict"] == "groups", "k"]
    return none if good.empty else _grouped(none, prepared, found[int(good.max())], confidence)


def _row(k: int, stability: Stability, width: float, confidence: float) -> dict[str, object]:
    jaccard = stability.jaccard.mean(axis=0)
    low, high = np.quantile(stability.ari, [(1 - confidence) / 2, (1 + confidence) / 2])
    return {
        "k": k,
        "jaccard_mean": float(jaccard.mean()),
        "jaccard_min": float(jaccard.min()),
        "ari": float(stability.ari.mean()),
        "ari_low": float(low),
        "ari_high": float(high),
        "silhouette": width,
        "gap": stability.gap,
        "gap_low": float(np.quantile(stability.draw_gaps, 1 - confidence)),
        "smallest_group": int(stability.sizes.min()),
    }


def _verdict(row: dict[str, float], smallest: int) -> Verdict:
    if row["smallest_group"] < smallest:
        return "too_small"
    if row["jaccard_min"] < STABLE:
        return "unstable"
    if row["null_p"] > _CHANCE:
        return "no_better_than_chance"
    if min(row["gap"], row["gap_low"]) <= ONE_CROWD:
        return "one_crowd"
    return "groups"


def _grouped(none: Groups, prepared: Features, stability: Stability, confidence: float) -> Groups:
    """Put everyone into the nearest of the groups."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    place = nearest if none.method == "kmeans" else likeliest
    with threadpool_limits(limits=1):
        labels = place(prepared.values[None], stability.clustering.centres)[0][0, 0]
    names = np.array([chr(ord("A") + number) for number in range(len(stability.sizes))])[labels]
    complete = prepared.people["complete"].to_numpy(dtype=bool)
    group = none.people["group"].copy()
    group[complete] = names
    notes = none.notes
    if none.fitted < len(labels):
        notes = (*notes, Phrase(_SAMPLED, {"fitted": none.fitted}))
    if _follow(none.people.loc[complete, "network"], names):
        notes = (*notes, Phrase(_NETWORKS))
    return replace(
        none, people=none.people.assign(group=group), chosen=len(stability.sizes), reason="groups",
        profile=_profile(prepared, names, confidence), notes=notes,
    )  # fmt: skip


def _profile(prepared: Features, names: npt.NDArray[np.str_], confidence: float) -> pd.DataFrame:
    from scipy.special import ndtri

    values = pd.DataFrame(prepared.values, columns=list(prepared.names))
    means = values.groupby(names).mean()
    errors = values.groupby(names).sem() * float(ndtri(0.5 + confidence / 2))
    medians = prepared.raw.groupby(names).median()
    sizes = pd.Series(names).value_counts()
    long = pd.DataFrame(
        {
            "median": medians.stack(),
            "difference": means.stack(),
            "difference_low": (means - errors).stack(),
            "difference_high": (means + errors).stack(),
        }
    ).rename_axis(["group", "feature"]).reset_index()  # fmt: skip
    people = long["group"].map(sizes).astype("int64")
    return long.assign(people=people, share=people / len(names))[list(_PROFILE)]


def _follow(networks: pd.Series, names: npt.NDArray[np.str_]) -> bool:
    from sklearn.metrics import adjusted_rand_score

    if networks.nunique() < 2:
        return False
    return bool(adjusted_rand_score(networks.to_numpy(), names) > _SAME)


def _frame(columns: Sequence[str]) -> pd.DataFrame:
    words = {"verdict": "str", "group": "str", "feature": "str"}
    return pd.DataFrame({name: pd.Series(dtype=words.get(name, "float64")) for name in columns})
