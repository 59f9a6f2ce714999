"""What the cells of a Meta content export mean: which post, when, how much."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.exports.clocks import LEEWAY, parse_local
from smmlab.exports.ids import instagram_seconds
from smmlab.exports.meta.export import Content
from smmlab.exports.numbers import parse_counts, parse_numbers
from smmlab.exports.reading import Caution
from smmlab.exports.repair import (
    find_spoilt_ids,
    rebuild_ids,
    refuse_excel,
    refuse_spoilt_dates,
    refuse_spoilt_numbers,
)
from smmlab.schema import COUNTS
from smmlab.texts import message

META_ZONE = "America/Los_Angeles"
MEASURES = (*COUNTS, "watch_seconds")
_PARTS = ("together", "organic_reach", "paid_reach", "views_again")
_FORMATS = ("%m/%d/%Y %H:%M", "%m/%d/%Y")
_FEWEST_TIMES = 3  # the minute equals the month in three rows by chance: 5 in a million
_BROKEN_SHARE = 0.9


@dataclass(frozen=True)
class PostTimes:
    """When posts were published, on which clock, how exactly, and which texts are no time."""

    at: pd.Series
    clock: pd.Series
    precision: pd.Series
    bad: pd.Series
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Measures:
    """Counts by canonical name, and by name the cells that are no count."""

    values: pd.DataFrame
    bad: dict[str, pd.Series]
    cautions: tuple[Caution, ...]


def find_ids(content: Content) -> tuple[pd.Series, tuple[Caution, ...]]:
    """Return the id of each post, missing where it is lost, and what had to be done for it."""
    cells = content.cells
    ids = cells["post_id"]
    spoilt = find_spoilt_ids(ids)
    rebuilt = rebuild_ids(cells["url"], network=content.network).where(spoilt)
    if spoilt.any() and not (rebuilt.notna() | ~spoilt & ids.notna()).any():
        refuse_excel()
    # The error that Meta writes instead of a post's data names the post.
    told = cells["data_comment"].str.extract(r"content with ID ([0-9]{5,20})\b", expand=False)
    found = ids.where(~spoilt).fillna(told.where(ids.isna())).astype("str")
    usable = found.str.match(r"^[0-9]{5,25}(?:_[0-9]{5,25})?$").fillna(False).astype(bool)
    cautions: tuple[Caution, ...] = ()
    if rebuilt.notna().any():
        cautions = (
            Caution(
                "ids-rebuilt",
                message(
                    "Posts whose ids Excel has spoilt: {n}. The ids were taken from the links "
                    "instead. Another export of the same posts may count them again."
                ),
                {"n": int(rebuilt.notna().sum())},
            ),
        )
    return found.where(usable).fillna(rebuilt).astype("str"), cautions


def find_times(content: Content, *, not_after: int) -> PostTimes:
    """Return when each post was published.

    Meta writes its own, Pacific, clock. Instagram's links carry the exact moment, which wins.
    """
    texts = content.cells["publish_time"]
    refuse_spoilt_dates(texts)
    times = parse_local(texts, zone=META_ZONE, formats=_FORMATS, not_after=not_after)
    precision = pd.Series("minute", index=texts.index, dtype="str")
    precision = precision.where(texts.str.contains(":").fillna(False), "day")
    at, cautions = times.at, []
    broken = _minutes_are_broken(texts)
    if broken:
        days = texts.str.replace(r" .*$", "", regex=True)
        at = parse_local(days, zone=META_ZONE, formats=_FORMATS[1:], not_after=not_after).at
        precision = precision.where(texts.isna(), "day")
    exact = instagram_seconds(content.cells["url"])
    exact = exact.where(exact <= not_after + LEEWAY)
    if content.network != "instagram":
        exact = exact.where(exact.isna())
    by_id = exact.notna()
    clock = pd.Series(META_ZONE, index=texts.index, dtype="str")
    clock = clock.where(at.notna(), "unknown").where(~by_id, "id")
    precision = precision.where(at.notna(), "unknown").where(~by_id, "second")
    if broken and not by_id.all():
        cautions.append(
            Caution(
                "broken-minutes",
                message(
                    "Meta wrote the month where the minute belongs, so only the days of these "
                    "posts are used, not the hours. Please export the same period again."
                ),
            )
        )
    twice = int((times.ambiguous & ~by_id).sum())
    if twice:
        cautions.append(
            Caution(
                "repeated-hour",
                message(
                    "Posts in the hour that the clocks in California repeat in autumn: {n}. The "
                    "first of the two moments was taken."
                ),
                {"n": twice},
            )
        )
    return PostTimes(exact.fillna(at), clock, precision, times.bad & ~by_id, tuple(cautions))


def find_measures(content: Content) -> Measures:
    """Return the counts of each post; what Meta could not count is missing, never zero."""
    cells = content.cells
    refuse_spoilt_numbers(cells[[*MEASURES, *_PARTS]])
    values: dict[str, pd.Series] = {}
    bad: dict[str, pd.Series] = {}
    for name in (*COUNTS, "organic_reach", "paid_reach", "views_again"):
        values[name], bad[name] = parse_counts(cells[name])
    values["watch_seconds"], bad["watch_seconds"] = parse_numbers(cells["watch_seconds"])
    if values["views"].isna().all():
        values["views"] = values["views_again"]
    failed = cells["data_comment"].notna()
    for name in MEASURES:
        values[name] = values[name].where(~(failed & (values[name] == 0)))
    cautions = _failure_caution(failed)
    views, reach = values["views"], values["reach"]
    if views.notna().any() and (views.dropna() == 0).all() and (reach > 0).any():
        values["views"] = views.where(views.isna())
        cautions += (
            Caution(
                "views-not-counted",
                message(
                    "Meta wrote zero views for every post although people saw them; the views are "
                    "taken as missing."
                ),
            ),
        )
    seen = (values["organic_reach"] + values["paid_reach"]).astype("float64")
    share = values["paid_reach"].astype("float64") / seen.where(seen > 0)
    frame = pd.DataFrame({name: values[name] for name in MEASURES})
    return Measures(frame.assign(paid_share=share), bad, cautions)


def name_metrics(content: Content) -> str:
    """Name the set of metrics, so that unlike ones never join: Meta has renamed and recounted."""
    if content.is_video:
        return "meta-videos"
    if content.has("views"):
        return "meta-2025-views"
    return "meta-impressions" if content.has("impressions") else "meta-content"


def _minutes_are_broken(texts: pd.Series) -> bool:
    """Tell exports of the winter 2023/24: the month stands in place of the minute, in all rows."""
    parts = texts.str.extract(r"^([0-9]{1,2})/[0-9]{1,2}/[0-9]{4} [0-9]{1,2}:([0-9]{2})$").dropna()
    if len(parts) < _FEWEST_TIMES:
        return False
    same = parts[0].astype("int64") == parts[1].astype("int64")
    return bool(np.mean(same) > _BROKEN_SHARE)


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
