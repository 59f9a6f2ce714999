"""What is known of the age at which posts did their work: from exports, comments or reposts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.content.engagement import measure_engagement
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import Floats
from smmlab.reduce.ages import ages_of_acts
from smmlab.reduce.frames import to_pandas
from smmlab.schema import require

AgeSource = Literal["exports", "comments", "reposts"]

HORIZONS = (24, 48, 72)
SETTLED_HOURS = 72 + 7 * 24
"""A post counts when it was watched for the longest horizon and a week more."""
GRID = np.array(
    [0, 0.25, 0.5, 1, 2, 3, 6, 9, 12, 18, *range(24, SETTLED_HOURS + 1, 12)], dtype=np.float64
)
FEWEST_EVENTS = 50
# Two exports pin an age down when less than this part of a post's engagement lies between them.
_PINNED = 0.2
_HOUR = 3600
_NEEDED = ("network", "page", "is_own", "post_id", "at", "precision", "exported_at", "form")
_COUNTED = ("reactions", "comments", "shares", "saves")
_POST = ["network", "post_id"]


@dataclass(frozen=True)
class Ageing:
    """What one page's posts tell.

    Parameters
    ----------
    network, page
        Whose posts.
    source
        Where ages come from; None when these files cannot tell.
    posts
        Settled posts with an event, indexed by place: ``post_id``, ``form``, ``engagements``,
        ``final`` (events or engagements in all), ``replies`` (events that answer another one;
        missing for exports).
    reached
        Events of each post (rows) by each age of `GRID` (columns); missing where exports leave it
        open.
    events
        ``post`` (place in ``posts``), ``age`` (hours), ``events``; empty for exports.
    late
        The same for the posts that are too young as well, with ``watched`` (hours).
    between
        Part of the engagement between the exports around each horizon, mean of posts; zeros for
        events.
    """

    network: str
    page: str
    source: AgeSource | None
    posts: pd.DataFrame
    reached: Floats
    events: pd.DataFrame
    late: pd.DataFrame
    between: tuple[float, ...]


def ages_of_posts(
    posts: pd.DataFrame, snapshots: pd.DataFrame, interactions: IntoFrame
) -> list[Ageing]:
    """Return, for each own page, the best source of ages and what it says."""
    require(posts, _NEEDED, table="posts")
    require(snapshots, (*_POST, "exported_at", *_COUNTED), table="snapshots")
    own = posts[posts["is_own"].fillna(False).astype(bool)]
    earned = measure_engagement(own)["engagements"]
    own = own[list(_NEEDED)].assign(engagements=earned, page=own["page"].fillna("").astype("str"))
    own = own.drop_duplicates(_POST)
    timed = own[own["at"].notna() & own["precision"].isin(["second", "minute"])]
    timed = timed.assign(published=timed["at"].astype("int64"))
    acts = to_pandas(ages_of_acts(interactions, timed[[*_POST, "published"]]))
    pages = own[["network", "page"]].drop_duplicates().sort_values(["network", "page"])
    return [
        _of_page(network, page, timed, snapshots, acts)
        for network, page in pages.itertuples(index=False)
    ]


def _of_page(
    network: str, page: str, timed: pd.DataFrame, snapshots: pd.DataFrame, acts: pd.DataFrame
) -> Ageing:
    mine = timed[timed["network"].eq(network) & timed["page"].eq(page)]
    counts = snapshots[snapshots["network"].eq(network)]
    found = _from_exports(network, page, mine, counts)
    here = acts[acts["network"].eq(network)]
    if found is None:
        said = here[here["kind"].isin(["comment", "reply"])]
        found = _from_events(network, page, "comments", mine, said)
    if found is None:
        found = _from_events(network, page, "reposts", mine, here[here["kind"].eq("share")])
    return found or _nothing(network, page)


def _from_exports(
    network: str, page: str, mine: pd.DataFrame, snapshots: pd.DataFrame
) -> Ageing | None:
    counts = snapshots[list(_COUNTED)].astype("float64").sum(axis=1, min_count=1)
    seen = snapshots[[*_POST, "exported_at"]].assign(count=counts).dropna()
    seen = seen.merge(mine[[*_POST, "published", "form", "engagements"]], on=_POST)
    seen["age"] = (seen["exported_at"].astype("int64") - seen["published"]) / _HOUR
    seen = seen[seen["age"] > 0].sort_values(["post_id", "age"], ignore_index=True)
    last = seen.groupby("post_id")["age"].transform("max")
    # One export shows one point, and a young post may still be at work.
    often = seen.groupby("post_id")["age"].transform("size") > 1
    seen = seen[often & (last >= SETTLED_HOURS)].reset_index(drop=True)
    # Likes are taken back: a count that falls would make the share run backwards.
    seen["count"] = seen.groupby("post_id")["count"].cummax()
    ends = seen.groupby("post_id").agg(
        final=("count", "last"), form=("form", "first"), engagements=("engagements", "first")
    )
    ends = ends[ends["final"] > 0].reset_index()
    if len(ends) < SMALLEST_GROUP:
        return None
    reached, between = _interpolated(seen, ends)
    pinned = between <= _PINNED
    places = np.searchsorted(GRID, HORIZONS)
    if pinned[:, places].all(axis=1).sum() < SMALLEST_GROUP:
        return None
    kept = pinned[:, places].all(axis=1)
    none = pd.DataFrame({"post": [], "age": [], "events": []})
    return Ageing(
        network, page, "exports", ends[kept].reset_index(drop=True), reached[kept], none,
        none.assign(watched=[]), tuple(between[kept][:, places].mean(axis=0).tolist()),
    )  # fmt: skip


def _interpolated(seen: pd.DataFrame, ends: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return counts at the ages of the grid, and the part of the whole between two exports."""
    start = ends[["post_id"]].assign(age=0.0, count=0.0)
    points = pd.concat([seen[["post_id", "age", "count"]], start], ignore_index=True)
    points = points.sort_values("age", ignore_index=True)
    asked = ends[["post_id"]].merge(pd.DataFrame({"age": GRID}), how="cross")
    asked = asked.assign(order=np.arange(len(asked))).sort_values("age", ignore_index=True)
    named = points.assign(known=points["age"])
    before = pd.merge_asof(asked, named, on="age", by="post_id", direction="backward")
    after = pd.merge_asof(asked, named, on="age", by="post_id", direction="forward")
    # Attention fades, so between exports it runs straight in the logarithm of the age.
    low, high = np.log1p(before["known"]), np.log1p(after["known"])
    part = ((np.log1p(asked["age"]) - low) / (high - low)).where(high > low, 0.0)
    grown = after["count"] - before["count"]
    value = (before["count"] + part * grown).to_numpy(dtype=np.float64)
    back = np.argsort(asked["order"].to_numpy())
    shape = (len(ends), len(GRID))
    final = ends["final"].to_numpy(dtype=np.float64)[:, None]
    open_part = grown.to_numpy(dtype=np.float64)[back].reshape(shape) / final
    return value[back].reshape(shape), open_part


def _from_events(
    network: str, page: str, source: AgeSource, mine: pd.DataFrame, acts: pd.DataFrame
) -> Ageing | None:
    joined = acts.merge(mine, on=_POST, suffixes=("_acts", ""))
    if joined.empty:
        return None
    # A post is watched until its own export, and no longer than that of the comments.
    until = np.minimum(int(acts["exported_at"].max()), joined["exported_at"].astype("int64"))
    watched = (until - joined["published"]) / _HOUR
    late = pd.DataFrame(
        {
            "post_id": joined["post_id"], "age": joined["minutes"] / 60 + 1 / 120,
            "events": joined["acts"], "watched": watched, "form": joined["form"],
            "engagements": joined["engagements"],
            "replies": joined["acts"].where(joined["kind"].eq("reply"), 0),
        }
    )  # fmt: skip
    late = late[late["age"] <= late["watched"]]
    old = late[late["watched"] >= SETTLED_HOURS]
    table = old.groupby("post_id", as_index=False).agg(
        final=("events", "sum"), form=("form", "first"), engagements=("engagements", "first"),
        replies=("replies", "sum"),
    )  # fmt: skip
    if len(table) < SMALLEST_GROUP or table["final"].sum() < FEWEST_EVENTS:
        return None
    place = pd.Index(table["post_id"]).get_indexer(old["post_id"])
    column = np.searchsorted(GRID, old["age"].to_numpy(dtype=np.float64), side="left")
    cells = np.bincount(
        place * (len(GRID) + 1) + column, weights=old["events"],
        minlength=len(table) * (len(GRID) + 1),
    ).reshape(len(table), -1)  # fmt: skip
    events = pd.DataFrame({"post": place, "age": old["age"], "events": old["events"]})
    return Ageing(
        network, page, source, table, cells.cumsum(axis=1)[:, :-1],
        events.reset_index(drop=True), late[["age", "events", "watched"]].reset_index(drop=True),
        (0.0,) * len(HORIZONS),
    )  # fmt: skip


def _nothing(network: str, page: str) -> Ageing:
    none = pd.DataFrame({"post": [], "age": [], "events": []})
    table = pd.DataFrame({"post_id": [], "final": [], "form": [], "engagements": []})
    return Ageing(
        network, page, None, table, np.empty((0, len(GRID))), none, none.assign(watched=[]),
        (float("nan"),) * len(HORIZONS),
    )  # fmt: skip
