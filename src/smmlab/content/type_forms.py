"""Which type in which form: the cells of a map, each against the other posts of its network."""

import pandas as pd

from smmlab.content.comparing import compare_groups
from smmlab.content.engagement import measure_response
from smmlab.schema import require

_KEY = ["network", "post_id"]
_COLUMNS = (
    "type", "form", "posts", "median", "low", "high", "p_value", "adjusted_p", "verdict",
)  # fmt: skip


def cross_types_forms(posts: pd.DataFrame, types: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Measure the response to each type of content in each form.

    Parameters
    ----------
    posts
        Canonical posts; own ones with counts are compared.
    types
        Result of `classify_content`; posts whose type is unsure are left out.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a type and form, most posts first: ``posts``; ``median`` of the response as
        a multiple of the median post of the same network, with ``low`` and ``high`` (95 %), missing
        below ten posts; ``p_value`` (Mann-Whitney against the other cells), ``adjusted_p``
        (Benjamini-Hochberg over all cells), ``verdict`` (``better``, ``worse``,
        ``not_distinguishable``, ``too_few``).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> key = {"network": "telegram", "post_id": [str(n) for n in range(24)]}
    >>> posts = conform(pd.DataFrame({
    ...     **key, "is_own": True, "form": "photo", "reactions": [10, 40] * 12}), "posts")
    >>> types = pd.DataFrame({**key, "type": ["none", "laugh"] * 12, "status": "sure"})
    >>> cross_types_forms(posts, types)[["type", "form", "posts", "median"]]
        type   form  posts  median
    0  laugh  photo     12     1.6
    1   none  photo     12     0.4
    """
    require(posts, ("form",), table="posts")
    require(types, (*_KEY, "type", "status"), table="types")
    posts = posts.reset_index(drop=True)
    response = measure_response(posts, "engagement_rate")
    usual = response.groupby("network")["value"].transform("median")
    rows = response[_KEY].astype("str").assign(
        form=posts.loc[response.index, "form"].astype("str").fillna("other"),
        # Where the usual post earns nothing, a multiple of it says nothing.
        value=(response["value"] / usual).where(usual > 0),
    )  # fmt: skip
    sure = types.loc[types["status"] != "unsure", [*_KEY, "type"]].astype("str")
    rows = rows.merge(sure.drop_duplicates(_KEY), on=_KEY).dropna(subset=["value", "type"])
    # Every post is a multiple of its own network, so all of them may share a cell.
    cells = compare_groups(
        rows.assign(network="", metric="", group=rows["type"] + "|" + rows["form"]), seed=seed
    )
    kinds = cells["group"].astype("str").str.split("|", n=1, expand=True)
    cells = cells.assign(
        type=kinds[0] if len(cells) else [], form=kinds[1] if len(cells) else [],
        median=cells["median"].where(cells["low"].notna()),
    )  # fmt: skip
    return cells[list(_COLUMNS)].reset_index(drop=True)
