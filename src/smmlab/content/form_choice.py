"""Which form for which type: the one that did clearly better here, or several in turn."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

Basis = Literal["better", "default"]

_IN_TURN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "instruction": ("carousel", "video", "photo"),
        "provocation": ("photo", "poll", "text"),
        "medal": ("photo", "story", "text"),
        "laugh": ("short", "photo", "video"),
    }
)
_WITHOUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "tiktok": frozenset({"text", "poll", "photo"}),
        "youtube": frozenset({"carousel", "photo", "story", "text"}),
        "pinterest": frozenset({"text", "poll", "story", "carousel"}),
        # Instagram makes a reel of every video.
        "instagram": frozenset({"text", "poll", "video"}),
    }
)
_MOVING = ("video", "short")  # every network has one of them
# A cell of posts whose form no export names is no advice.
_NO_FORMS = ("other", "file", "link")
_CHOSEN = ("forms", "basis", "worse", "first", "last")
_CELL = ("type", "form", "posts", "median", "low", "high", "adjusted_p", "verdict")
_MEDIAN = message(
    "Median response to own posts of this type and form, as a multiple of the median post of the "
    "same network; bootstrap interval. Compared with the other types and forms (Mann-Whitney test, "
    "corrected for all of them): an association, never a forecast."
)


def choose_forms(
    cells: pd.DataFrame | None = None,
    *,
    networks: Sequence[str] = ("",),
    types: Sequence[str] = tuple(_IN_TURN),
    among_all: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Choose the forms of each type: what did clearly better, else several in turn.

    Parameters
    ----------
    cells
        Result of `smmlab.content.type_forms.cross_types_forms`.
    networks
        Where to post; an empty name stands for a network that is not decided. Of several, a type
        takes only forms that all of them have: a test puts the same post on each.
    types
        Types of content to plan.
    among_all
        Result of `smmlab.content.forms.compare_forms`: where the cells of a type decide nothing,
        what did better among all posts of the network comes first, and what did worse is left out.

    Returns
    -------
    DataFrame
        One row a network and type: ``network``, ``type``, ``forms`` (list, taken in turn, of forms
        the network has), ``basis`` (``better``: the cell of the map stands above the others;
        ``default``: nobody knows yet), ``worse`` (list of forms left out of the default because
        they did clearly worse in this type), ``first`` and ``last`` (forms that come first or are
        left out for what they did among all posts of the network).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> choose_forms(networks=["instagram"], types=["laugh", "provocation"])["forms"].tolist()
    [['short', 'photo'], ['photo']]
    >>> cells = pd.DataFrame({
    ...     "type": "laugh", "form": ["video", "short"], "posts": 20, "median": [2.0, 0.5],
    ...     "low": [1.5, 0.4], "high": [2.5, 0.6], "adjusted_p": 0.01,
    ...     "verdict": ["better", "worse"]})
    >>> choose_forms(cells, types=["laugh"])[["forms", "basis"]].values.tolist()
    [[['video'], 'better']]
    """
    if cells is not None:
        require(cells, _CELL, table="posts")
    without = frozenset[str]().union(*(_WITHOUT.get(name, frozenset()) for name in networks))
    rows = [
        {"network": network, "type": kind,
         **_by_network(_choice(cells, kind, without), among_all, network)}
        for network in networks
        for kind in types
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["network", "type", *_CHOSEN])


def choice_findings(cells: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the response to each type and form that did clearly better or worse.

    Keys: ``content.type_forms.<type>.<form>.median``.
    """
    rows = tuple(sources)
    require(cells, _CELL, table="posts")
    stands = cells[cells["verdict"].isin(["better", "worse"])]
    return [
        Finding(
            f"content.type_forms.{row['type']}.{row['form']}.median", float(row["median"]),
            "ratio", int(row["posts"]), low=float(row["low"]), high=float(row["high"]),
            status="estimated", method=_MEDIAN, sources=rows,
        )
        for row in stands.to_dict("records")
    ]  # fmt: skip


def _by_network(
    choice: dict[str, Any], among_all: pd.DataFrame | None, network: str
) -> dict[str, Any]:
    if among_all is None or choice["basis"] == "better":
        return {**choice, "first": [], "last": []}
    mine = among_all[among_all["network"].eq(network) & among_all["metric"].ne("reach")]
    better, worse = (set(mine.loc[mine["verdict"] == name, "form"]) for name in ("better", "worse"))
    usual = choice["forms"]
    first = [form for form in usual if form in better]
    kept = [*first, *(form for form in usual if form not in better | worse)]
    last = [form for form in usual if form in worse] if kept else []
    return {**choice, "forms": kept or usual, "first": first, "last": last}


def _choice(cells: pd.DataFrame | None, kind: str, without: frozenset[str]) -> dict[str, Any]:
    usual = [form for form in _IN_TURN.get(kind, ("photo",)) if form not in without]
    usual = usual or [next(form for form in _MOVING if form not in without)]
    if cells is None or cells.empty:
        return {"forms": usual, "basis": "default", "worse": []}
    mine = cells[cells["type"].eq(kind) & ~cells["form"].isin([*_NO_FORMS, *without])]
    better = mine[mine["verdict"] == "better"].sort_values(["adjusted_p", "form"])
    if len(better):
        return {"forms": better["form"].tolist(), "basis": "better", "worse": []}
    poor = set(mine.loc[mine["verdict"] == "worse", "form"])
    kept = [form for form in usual if form not in poor]
    # Where all of them did worse, the type needs other ideas, not no form at all.
    worse = [form for form in usual if form in poor] if kept else []
    return {"forms": kept or usual, "basis": "default", "worse": worse}
