"""Photo, video or something else: forms compared within one network."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmlab.content.comparing import compare_groups
from smmlab.content.engagement import measure_response
from smmlab.findings import Finding, Source, Status
from smmlab.schema import require
from smmlab.texts import message

_COLUMNS = (
    "network", "form", "posts", "counted", "metric", "median", "low", "high",
    "network_median", "p_value",
    "adjusted_p", "verdict",
)  # fmt: skip
_NO_COUNTS = message("The files have no counts for these posts. Export them with their counts.")
_NONE = message("There are no own posts with counts in these files. Export the posts of the page.")
_POSTS = message("Own posts of this form on this network.")
_MEDIAN = message(
    "Median over own posts of the form, bootstrap interval; posts of one network and one set of "
    "metrics only."
)
_VERDICT = message(
    "Compared with the other own posts of the network (Mann-Whitney test, corrected for the number "
    "of comparisons). An association: forms may differ in subject and time too."
)


def compare_forms(posts: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Compare the forms of own posts within each network.

    Parameters
    ----------
    posts
        Canonical posts; those of rivals are left out.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a network, metric and form: ``network``, ``form``, ``posts``, ``counted`` (posts
        with a value), ``metric`` (engagements per person reached, per view or per post, and, as
        rows of their own, ``reach``), ``median`` with ``low`` and ``high`` (95 %),
        ``network_median`` (of all forms), ``p_value``, ``adjusted_p``, ``verdict`` (``better``,
        ``worse``, ``not_distinguishable``, ``too_few`` below ten posts, ``alone`` where the
        other forms have so few).
        Networks are never pooled.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": [str(n) for n in range(40)], "is_own": True,
    ...     "form": ["photo", "video"] * 20, "reactions": [10, 40] * 20}), "posts")
    >>> compare_forms(posts)[["form", "posts", "metric", "median", "verdict"]]
        form  posts       metric  median verdict
    0  photo     20  engagements    10.0   worse
    1  video     20  engagements    40.0  better
    """
    require(posts, ("form",), table="posts")
    posts = posts.reset_index(drop=True)
    rates, reached = (measure_response(posts, name) for name in ("engagement_rate", "reach"))
    known = reached[reached["value"].notna().groupby(reached["network"]).transform("any")]
    rows = pd.concat([rates, known]).assign(group=lambda frame: posts.loc[frame.index, "form"])
    table = compare_groups(rows, seed=seed).rename(columns={"group": "form"})
    # The rate of a network stands before its reach.
    table = table.assign(later=table["metric"].eq("reach"))
    table = table.sort_values(["network", "later"], kind="stable").reset_index(drop=True)
    return table[list(_COLUMNS)]


def form_findings(forms: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return posts, median and verdict of each form; the median reach under keys of its own.

    Keys: ``content.forms.<network>.<form>.posts`` (``median``, ``verdict``) and
    ``content.forms_reach.<network>.<form>.median`` (``verdict``).
    """
    rows = tuple(sources)
    if forms.empty:
        return [
            Finding("content.forms", None, "label", 0, status="unknown", method=_NONE, sources=rows)
        ]
    found: list[Finding] = []
    for row in forms.to_dict("records"):
        is_reach = row["metric"] == "reach"
        room = "content.forms_reach" if is_reach else "content.forms"
        key, counted = f"{room}.{row['network']}.{row['form']}", int(row["counted"])
        if not is_reach:
            found.append(
                Finding(f"{key}.posts", int(row["posts"]), "posts", int(row["posts"]),
                        method=_POSTS, sources=rows)
            )  # fmt: skip
        found.append(median_finding(f"{key}.median", row, method=_MEDIAN, sources=rows))
        found.append(
            Finding(f"{key}.verdict", str(row["verdict"]), "label", counted, status="estimated",
                    method=_VERDICT, sources=rows)
        )  # fmt: skip
    return found


def median_finding(
    key: str,
    row: Mapping[str, object],
    *,
    method: str,
    sources: tuple[Source, ...],
    status: Status = "measured",
) -> Finding:
    """Return the median of a compared group as a finding; unknown when no post has a value."""
    counted, median = int(str(row["counted"])), float(str(row["median"]))
    low, high = float(str(row["low"])), float(str(row["high"]))
    unit = "share" if str(row["metric"]).startswith("engagements_by") else str(row["metric"])
    if counted == 0:
        return Finding(key, None, unit, 0, status="unknown", method=_NO_COUNTS, sources=sources)
    bounded = not np.isnan(low)
    return Finding(
        key, median, unit, counted, low=low if bounded else None, high=high if bounded else None,
        status=status, method=method, sources=sources,
    )  # fmt: skip
