"""What the comparison of posts looks at: response, exposure, week and the level of each factor."""

import numpy as np
import pandas as pd

from smmlab.content.engagement import measure_engagement, measure_response
from smmlab.content.timing import BLOCK_HOURS, local_times
from smmlab.findings import SMALLEST_GROUP
from smmlab.schema import require

FACTORS = (
    "form", "type", "page", "tone", "stops_the_thumb", "sells", "face", "hour_block", "weekday",
)  # fmt: skip
"""What is compared; in this order they enter a model while there are posts enough."""
MARKS = ("stops_the_thumb", "sells", "face")
"""Factors that a post has or has not: their levels are ``yes`` and ``no``."""
VAGUE_LEVELS = ("unsure", "missing")
"""Levels that say only what is not known."""
_NEEDED = ("at", "precision", "form", "page")
_KEY = ["network", "post_id"]
_COVERED = 0.5
_LONGEST_AGO = pd.Timedelta(days=45)  # a number of followers older than this is another page's


def rows_of_posts(
    posts: pd.DataFrame,
    types: pd.DataFrame | None,
    traits: pd.DataFrame | None,
    followers: pd.DataFrame | None,
    timezone: str,
) -> pd.DataFrame:
    """Return one row an own post that counts: ``value``, ``base``, times and levels of factors.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.
    """
    require(posts, _NEEDED, table="posts")
    posts = posts.reset_index(drop=True)
    measured, response = measure_engagement(posts), measure_response(posts, "engagements")
    usable = response["value"].notna() & posts.loc[response.index, "at"].notna()
    usable &= posts.loc[response.index, "precision"].isin(["second", "minute"])
    own = posts.loc[response.index[usable]]
    when = local_times(own["at"], timezone)
    calendar = when.dt.isocalendar()
    rows = own[_KEY].astype("str").assign(
        value=response.loc[own.index, "value"].astype("float64"),
        base=measured.loc[own.index, "base"], base_name=measured.loc[own.index, "base_name"],
        day=when.dt.tz_localize(None).dt.normalize(),
        week=(calendar["year"] * 100 + calendar["week"]).astype("int64"),
        month=when.dt.strftime("%Y-%m"),
        form=own["form"].astype("str").fillna("missing"),
        page=own["page"].astype("str").fillna("missing"),
        hour_block=(when.dt.hour // BLOCK_HOURS * BLOCK_HOURS).map("{:02d}".format),
        weekday=when.dt.day_of_week.astype("str"),
    )  # fmt: skip
    if types is not None and len(types):
        require(types, (*_KEY, "type", "status"), table="types")
        kinds = types[_KEY].astype("str").assign(
            type=types["type"].astype("str").where(types["status"] != "unsure", "unsure")
        )  # fmt: skip
        rows = rows.merge(kinds.drop_duplicates(_KEY), on=_KEY, how="left")
        rows["type"] = rows["type"].fillna("unsure")
    if traits is not None and len(traits):
        rows = rows.merge(_levels_of_traits(traits), on=_KEY, how="left")
        named = [factor for factor in ("tone", *MARKS) if factor in rows]
        rows[named] = rows[named].fillna("missing")
    return _with_followers(rows, followers)


def levels_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of each factor but the reference, with posts and weeks of both.

    The reference is the commonest level that says something; of a mark, its absence.
    """
    columns = ["factor", "level", "reference", "posts", "weeks", "least_posts", "least_weeks"]
    found = [_levels(rows, factor) for factor in FACTORS if factor in rows and len(rows)]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _levels(rows: pd.DataFrame, factor: str) -> pd.DataFrame:
    posts = rows[factor].value_counts().sort_index()
    weeks = rows[[factor, "week"]].drop_duplicates()[factor].value_counts()
    sizes = pd.DataFrame({"posts": posts, "weeks": weeks.reindex(posts.index)})
    sizes = sizes.sort_values("posts", ascending=False, kind="stable")
    telling = sizes[~sizes.index.isin(VAGUE_LEVELS) & (sizes["posts"] >= SMALLEST_GROUP)]
    if factor in MARKS and "no" in telling.index:
        telling = telling.loc[["no"]]
    reference = (telling if len(telling) else sizes).index[0]
    rest = sizes.drop(index=reference).reset_index(names="level").sort_values("level")
    return rest.assign(
        factor=factor,
        reference=reference,
        least_posts=np.minimum(rest["posts"], sizes.loc[reference, "posts"]),
        least_weeks=np.minimum(rest["weeks"], sizes.loc[reference, "weeks"]),
    )


def _levels_of_traits(traits: pd.DataFrame) -> pd.DataFrame:
    require(traits, (*_KEY, "tone"), table="traits")
    levels = traits[[*_KEY, "tone"]].astype("str")
    for mark in MARKS:
        if mark in traits:
            has_it = traits[mark].astype("boolean")
            levels[mark] = has_it.map({True: "yes", False: "no"}).astype("str")
    return levels.drop_duplicates(_KEY)


def _with_followers(rows: pd.DataFrame, followers: pd.DataFrame | None) -> pd.DataFrame:
    """Fill the exposure of networks that have neither reach nor views with followers."""
    if followers is None:
        return rows
    require(followers, ("network", "page", "day", "value"), table="followers")
    blank = rows["base_name"].isna()
    known = pd.DataFrame({
        "network": followers["network"].astype("str"),
        "page": followers["page"].astype("str").fillna("missing"),
        "day": pd.to_datetime(followers["day"], errors="coerce").astype(rows["day"].dtype),
        "followers": followers["value"].astype("float64"),
    })  # fmt: skip
    known = known[(known["followers"] > 0) & known["day"].notna() & known["network"].notna()]
    if known.empty or not blank.any():
        return rows
    left = rows.loc[blank, ["network", "page", "day"]].assign(place=rows.index[blank])
    found = pd.merge_asof(
        left.sort_values("day"), known.sort_values("day"), on="day", by=["network", "page"],
        direction="nearest", tolerance=_LONGEST_AGO,
    ).set_index("place")["followers"]  # fmt: skip
    found = found.reindex(rows.index)
    covered = found.notna().groupby(rows["network"]).transform("sum")
    covered = covered >= _COVERED * blank.groupby(rows["network"]).transform("sum")
    used = blank & covered & ~rows["base_name"].notna().groupby(rows["network"]).transform("any")
    return rows.assign(
        base=rows["base"].where(~used, found),
        base_name=rows["base_name"].where(~used | found.isna(), "followers"),
    )
