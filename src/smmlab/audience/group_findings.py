"""Findings about groups found by clustering, and what it means when there are none."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from smmlab.audience.clusters import Groups, Reason
from smmlab.findings import Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.texts import message

WHY_NONE: Mapping[Reason, str] = MappingProxyType(
    {
        "no_groups": message(
            "No groups can be seen here: these people differ by degree, and any line between them "
            "would be drawn by us. Speak to them by how lately and how often they take part."
        ),
        "too_few_people": message(
            "There are too few active people in these files to look for groups. More months of "
            "comments and reactions with their authors would tell."
        ),
        "too_few_features": message(
            "These files say too little about each person to look for groups. Exports that have "
            "comments, reactions and shares with their authors would tell."
        ),
    }
)
"""Why there are no groups, and what that means for a strategy or would help."""

_GROUPS = message(
    "Groups of people with a clear gap between them, found by clustering. They come back when the "
    "people are drawn anew, and shuffled audiences show nothing as clear."
)
_K = message(
    "The largest number of groups that are all stable, clearer than in shuffled audiences, and "
    "further apart than any cut through a single crowd could be."
)
_STABILITY = message(
    "How alike the least stable group and its counterpart are when the people are drawn anew; mean "
    "Jaccard similarity, one is the same."
)
_SILHOUETTE = message(
    "How much nearer people are to their own group than to the next; mean silhouette, one is the "
    "most."
)
_PEOPLE = message("People in the group, found by clustering.")
_SHARE = message("People in the group among all people who were grouped; Wilson interval.")


def group_findings(groups: Groups, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the groups with their sizes, or say why there are none.

    Parameters
    ----------
    groups
        Result of `smmlab.audience.clusters.find_groups`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Returns
    -------
    list of Finding
        ``audience.groups`` (the names, or unknown with the reason), ``audience.groups.k``,
        ``.stability`` and ``.silhouette`` (``index``), and for each group, such as
        ``audience.groups.a``, its ``.people`` and ``.share``.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.audience.clusters import find_groups
    >>> few = pd.DataFrame({"network": "x", "person": ["a", "b"], "comments": [1, 2]})
    >>> [finding.method for finding in group_findings(find_groups(few), sources=())]
    ['There are too few active people in these files to look for groups. More months of comments
      and reactions with their authors would tell.']
    """
    rows = tuple(sources)
    if groups.chosen is None:
        return [
            Finding("audience.groups", None, "label", len(groups.people), status="unknown",
                    method=WHY_NONE[groups.reason], sources=rows)
        ]  # fmt: skip
    sizes = groups.profile.drop_duplicates("group")[["group", "people"]]
    total = int(sizes["people"].sum())
    row = groups.ks.set_index("k").loc[groups.chosen]

    def estimated(
        key: str, value: float | int | str, unit: str, method: str, n: int = total
    ) -> Finding:
        return Finding(f"audience.groups{key}", value, unit, n, status="estimated", method=method,
                       sources=rows)  # fmt: skip

    findings = [
        estimated("", ", ".join(sizes["group"]), "label", _GROUPS),
        estimated(".k", groups.chosen, "groups", _K),
        estimated(".stability", float(row["jaccard_min"]), "index", _STABILITY),
        estimated(".silhouette", float(row["silhouette"]), "index", _SILHOUETTE),
    ]
    low, high = wilson_interval(sizes["people"], [total] * len(sizes))
    for number, (name, people) in enumerate(sizes.itertuples(index=False)):
        key = f".{str(name).lower()}"
        findings += [
            estimated(f"{key}.people", int(people), "people", _PEOPLE, int(people)),
            Finding(f"audience.groups{key}.share", int(people) / total, "share", total,
                    float(low[number]), float(high[number]), status="estimated", method=_SHARE,
                    sources=rows, numerator=int(people), denominator=total),
        ]  # fmt: skip
    return findings
