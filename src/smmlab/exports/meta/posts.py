"""What the cells of a Meta content export mean: which post, of which form, and how much."""

from dataclasses import dataclass

import pandas as pd

from smmlab.exports.distinct import distinct_texts, spread
from smmlab.exports.meta.columns import FORMS, LINK_FORMS, STAND_INS
from smmlab.exports.meta.export import Content
from smmlab.exports.numbers import parse_counts, parse_numbers
from smmlab.exports.reading import Caution
from smmlab.exports.repair import (
    find_spoilt_ids,
    rebuild_ids,
    refuse_excel,
    refuse_spoilt_numbers,
)
from smmlab.schema import COUNTS
from smmlab.texts import message

MEASURES = (*COUNTS, "watch_seconds")


@dataclass(frozen=True)
class Measures:
    """Counts by canonical name, and by name the cells that are no count."""

    values: pd.DataFrame
    bad: dict[str, pd.Series]
    cautions: tuple[Caution, ...]


def find_ids(content: Content) -> tuple[pd.Series, tuple[Caution, ...]]:
    """Return the id of each post, missing where it is lost, and what had to be done for it.

    On Instagram it is the code in the link, which every tool writes and Excel leaves alone; Meta's
    own number holds where there is no link.
    """
    cells = content.cells
    is_instagram = content.networks == "instagram"
    codes = pd.Series(pd.NA, index=cells.index, dtype="str")
    if is_instagram.any():
        codes = rebuild_ids(cells["url"].where(is_instagram), network="instagram")
    ids = cells["post_id"]
    spoilt = find_spoilt_ids(pd.concat([content.before["post_id"], ids], ignore_index=True))
    spoilt = spoilt.tail(len(ids)).set_axis(ids.index)
    rebuilt = pd.Series(pd.NA, index=ids.index, dtype="str")
    if spoilt.any():
        here = spoilt & (content.networks == "facebook")
        rebuilt = rebuild_ids(cells["url"], network="facebook").where(here)
        known = codes.notna() | rebuilt.notna() | (~spoilt & ids.notna())
        if content.before.empty and not known.any():
            refuse_excel()
    found = ids.where(~spoilt)
    if ids.isna().any():
        # The error that Meta writes instead of a post's data names the post.
        told = cells["data_comment"].str.extract(r"content with ID ([0-9]{5,20})\b", expand=False)
        found = found.fillna(told.where(ids.isna())).astype("str")
    usable = found.str.match(r"^[0-9]{5,25}(?:_[0-9]{5,25})?$").fillna(False).astype(bool)
    cautions: tuple[Caution, ...] = ()
    if rebuilt.notna().any():
        cautions = (
            Caution(
                "ids-rebuilt",
                message(
                    "Posts whose ids Excel has spoilt: {n}. The ids were taken from the links "
                    "instead."
                ),
                {"n": int(rebuilt.notna().sum())},
            ),
        )
    return codes.fillna(found.where(usable)).fillna(rebuilt).astype("str"), cautions


def find_forms(content: Content) -> pd.Series:
    """Return the form of each post: by its kind, else by its link; ``other`` when neither tells."""
    said, places = distinct_texts(content.cells["post_type"])
    kinds = spread(said.str.casefold().map(dict(FORMS)).astype("str"), places, content.cells.index)
    if kinds.notna().all():
        return kinds
    folder = content.cells["url"].str.extract(
        r"\.com/(?:[^/?#]+/)?(reels?|stories|videos|tv|photos?)(?:[/?#.]|$)", expand=False
    )
    by_link = folder.map(dict(LINK_FORMS)).astype("str")
    return kinds.fillna("video" if content.is_video else by_link).fillna("other").astype("str")


def find_measures(content: Content) -> Measures:
    """Return the counts of each post; what Meta could not count is missing, never zero."""
    cells = content.cells
    values, bad = _counts(content)
    seconds, bad["watch_seconds"] = parse_numbers(_seconds(content), decimal=".")
    bad["watch_seconds"] |= (seconds < 0).fillna(False).astype(bool)
    values["watch_seconds"] = seconds
    for name in (name for name, mask in bad.items() if mask.any()):
        refuse_spoilt_numbers(cells.loc[bad[name], [name]])
    # People reached have seen it: zero views of them is what Meta writes when it has not counted.
    uncounted = (values["views"].eq(0) & values["reach"].gt(0)).fillna(False).astype(bool)
    values["views"] = values["views"].mask(uncounted).fillna(values[stand_in(content)])
    failed = cells["data_comment"].notna()
    for name in MEASURES if failed.any() else ():
        values[name] = values[name].where(~(failed & (values[name] == 0).fillna(False)))
    cautions = (*_failure_caution(failed), *_together_caution(content))
    if uncounted.any():
        cautions += (
            Caution(
                "views-not-counted",
                message(
                    "Posts with zero views although people were reached: {n}. Meta did not count "
                    "their views, so they are taken as missing."
                ),
                {"n": int(uncounted.sum())},
            ),
        )
    share = pd.Series(float("nan"), index=cells.index)
    if content.has("organic_reach") and content.has("paid_reach"):
        seen = (values["organic_reach"] + values["paid_reach"]).astype("float64")
        share = values["paid_reach"].astype("float64") / seen.where(seen > 0)
    frame = pd.DataFrame({name: values[name] for name in MEASURES} | {"paid_share": share})
    return Measures(frame, bad, cautions)


def _counts(content: Content) -> tuple[dict[str, pd.Series], dict[str, pd.Series]]:
    """Read all columns of counts as one: Meta writes plain digits, a mark can only group them."""
    cells, length = content.cells, len(content.cells)
    none = pd.Series(pd.NA, index=cells.index, dtype="Int64")
    values = dict.fromkeys((*COUNTS, "organic_reach", "paid_reach", *STAND_INS), none)
    names = [name for name in values if content.has(name)]
    texts = pd.concat([pd.Series(dtype="str"), *(cells[name] for name in names)])
    counts, wrong = parse_counts(texts.reset_index(drop=True), decimal=".")
    bad = {}
    for place, name in enumerate(names):
        mine = slice(place * length, (place + 1) * length)
        values[name] = counts.iloc[mine].set_axis(cells.index)
        bad[name] = wrong.iloc[mine].set_axis(cells.index)
    return values, bad


def stand_in(content: Content) -> str:
    """Return the column whose values serve where the file has no views."""
    if content.has("views"):
        return "views_again"
    return "short_views" if content.is_video and content.has("short_views") else "plays"


def name_metrics(content: Content) -> str | None:
    """Name the set of metrics, so that unlike ones never join: Meta has renamed and recounted."""
    if content.is_foreign:
        return None
    stand = stand_in(content)
    if content.is_video:
        return "meta-videos-3-seconds" if stand == "short_views" else "meta-videos"
    if content.has("views"):
        return "meta-2025-views"
    plays = "-plays" if content.has("plays") else ""
    return f"meta-impressions{plays}" if content.has("impressions") else f"meta-content{plays}"


def _seconds(content: Content) -> pd.Series:
    """Return seconds with a decimal point: Meta writes a point, Excel elsewhere a comma.

    Meta groups no thousands, so a comma is a decimal whenever it does not part the cells.
    """
    texts = content.cells["watch_seconds"]
    if content.records.delimiter == ",":
        return texts
    return texts.str.strip().str.replace(r"^([0-9]+),([0-9]+)$", r"\1.\2", regex=True)


def _together_caution(content: Content) -> tuple[Caution, ...]:
    """Say why nothing is known of reactions where the file has but their sum with the others."""
    column = content.matched.columns.get("together")
    if column is None or any(map(content.has, ("reactions", "comments", "shares"))):
        return ()
    text = message(
        "The column {column} adds up three counts that nobody can part again, so reactions, "
        "comments and shares are missing. Please export again and tick Reactions, Comments and "
        "Shares one by one."
    )
    return (Caution("counted-together", text, {"column": column}),)


def _failure_caution(failed: pd.Series) -> tuple[Caution, ...]:
    if not failed.any():
        return ()
    return (
        Caution(
            "incomplete-posts",
            message(
                "Posts of which Meta could not give all data, as the column Data comment says: "
                "{n}. What it left out is missing, not zero."
            ),
            {"n": int(failed.sum())},
        ),
    )
