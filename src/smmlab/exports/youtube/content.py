"""YouTube Studio, Content tab: the videos of a channel with their counts."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from smmlab.exports.cells import Cells, take_cells, take_counts
from smmlab.exports.clocks import LEEWAY, localise
from smmlab.exports.headers import plain_name
from smmlab.exports.moments import parse_moments
from smmlab.exports.month_names import parse_named_days
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_excel, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.youtube.studio import (
    CONTENT,
    DATE,
    IMPRESSIONS,
    METRICS,
    PACIFIC,
    TITLE,
    VIEWS,
    WATCH_HOURS,
    end_of,
    find_period,
    find_totals,
    has_table,
    list_totals,
    open_table,
)
from smmlab.schema import conform
from smmlab.texts import message

_COUNTED = ("impressions", "views", "reach", "reactions", "comments", "shares", "follows")
_COLUMNS = {
    "id": ("Content", "Контент"),
    "title": ("Video title", "Название видео"),
    "published": ("Video publish time", "Время публикации видео"),
    "seconds": ("Duration", "Продолжительность"),
    "impressions": IMPRESSIONS,
    "views": VIEWS,
    "engaged": ("Engaged views",),
    "watch_hours": WATCH_HOURS,
    "reach": ("Unique viewers",),
    "reactions": ("Likes",),
    "comments": ("Comments added",),
    "shares": ("Shares",),
    "follows": ("Subscribers gained",),
}
# Net subscribers are no follows gained: they may be negative. The rates follow from the counts.
_IGNORED = tuple(METRICS - {"unique reach"})
_VIDEO = r"^[A-Za-z0-9_\-]{11}$"
_NEW_NAMES = ("engaged views", "thumbnail impressions", "thumbnail click-through rate (%)")
_EARLIEST_DAY = pd.Timestamp("2005-01-01")


def _is_header(names: Collection[str]) -> bool:
    found = set(names)
    return bool(found & CONTENT and found & TITLE) and not found & DATE


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _is_header)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _is_header)
    cells = take_cells(table.grid, _COLUMNS, ignored=_IGNORED)
    ids = cells.frame["id"]
    if (ids.str.match(r"^#(?:NAME|ИМЯ|NIMI)\?").fillna(False)).any():
        refuse_excel()
    total = find_totals(ids)
    if not total.any():
        total = _nameless_totals(cells, table.ends)
    notes = (*table.notes, *list_totals(cells.lines, total))
    cells = replace(
        cells,
        frame=cells.frame[~total].reset_index(drop=True),
        lines=cells.lines[~total.to_numpy(dtype=bool)],
    )
    period = find_period(raw)
    made_at = end_of(period)
    posts, rejected = _posts(cells, raw, max(made_at or 0, raw.modified_at))
    is_new = set(_NEW_NAMES) & set(map(plain_name, table.grid.rows[0]))
    posts = posts.assign(metrics_name="youtube-2025" if is_new else "youtube-studio")
    folded, merged = fold_repeats(posts, "posts")
    return Reading(
        tables={"posts": conform(folded, "posts")},
        rows_read=cells.rows_read + len(notes),
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=notes,
        warnings=(*cells.cautions, *_cautions(folded, period, table.is_cut)),
        exported_at=made_at,
    )


def _nameless_totals(cells: Cells, ends: np.ndarray) -> pd.Series:
    """Mask the total in a language we do not know: counts of no video, above or below all rows."""
    frame = cells.frame
    is_video = frame["id"].str.match(_VIDEO).fillna(False).astype(bool)
    described = frame[["title", "published", "seconds"]].notna().any(axis=1)
    counted = frame[[*_COUNTED, "watch_hours"]].notna().any(axis=1)
    return frame["id"].notna() & ~is_video & ~described & counted & np.isin(cells.lines, ends)


def _posts(cells: Cells, raw: RawExport, not_after: int) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    frame = cells.frame
    ids = frame["id"]
    fits = ids.str.match(_VIDEO).fillna(False).astype(bool)
    at, precision, bad_time = _times(frame["published"], raw, not_after)
    counts, faults = take_counts(cells, _COUNTED)
    refuse_spoilt_numbers(frame[["watch_hours"]])
    hours, bad_hours = parse_numbers(frame["watch_hours"])
    bad_hours |= (hours < 0).fillna(False)
    keep, rejected = sift(
        cells.lines,
        [
            Fault(~fits, message("This row has no usable video id: {value}."), ids),
            Fault(bad_time, message("The publish time {value} cannot be."), frame["published"]),
            *faults,
            Fault(
                bad_hours,
                message("{value} is no count, in the column {column}."),
                frame["watch_hours"],
                cells.title("watch_hours"),
            ),
        ],
    )
    posts = counts.assign(
        network="youtube",
        page=pd.Series(pd.NA, index=frame.index, dtype="str"),
        is_own=True,
        post_id=ids,
        at=at,
        clock=pd.Series(PACIFIC, index=frame.index, dtype="str").where(at.notna(), "unknown"),
        precision=precision,
        form="video",
        text=frame["title"],
        url="https://www.youtube.com/watch?v=" + ids,
        watch_seconds=hours * 3600,
        source_row=cells.lines,
    )
    return posts[keep], rejected


def _times(
    texts: pd.Series, raw: RawExport, not_after: int
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return the moments, how exactly they are known, and the cells that are none.

    A day stands at its first moment, as days do everywhere; its precision says that it is a day.
    """
    named = pd.to_datetime(parse_named_days(texts), format="%Y-%m-%d", errors="coerce")
    named = named.where(named >= _EARLIEST_DAY).astype("datetime64[s]")
    at, _ = localise(named, zone=PACIFIC)
    at = at.where((at <= not_after + LEEWAY).fillna(False).astype(bool))
    rest = texts.where(named.isna())
    other = parse_moments(rest.fillna(""), zone=PACIFIC, dates=raw.hints.dates, not_after=not_after)
    precision = pd.Series("day", index=texts.index, dtype="str")
    precision = precision.where(named.notna(), other.precision)
    at = at.fillna(other.at)
    return at, precision.where(at.notna(), "unknown"), texts.notna() & at.isna()


def _cautions(
    posts: pd.DataFrame, period: tuple[str, str] | None, is_cut: bool
) -> tuple[Caution, ...]:
    cautions = []
    if posts.empty:
        cautions.append(Caution("no-rows", message("The file has column names but no videos.")))
    if is_cut:
        text = message(
            "YouTube Studio left out the videos with the fewest views, because there are too many "
            "for one table. Please export shorter periods as well."
        )
        cautions.append(Caution("table-cut", text))
    if period is not None and len(posts):
        start = pd.Timestamp(period[0], tz=PACIFIC)
        older = int((posts["at"] < int(start.timestamp())).fillna(False).sum())
        if older:
            text = message(
                "Videos that were published before the first day of this export, {day}: {n}. Their "
                "counts are those of the period only. Choose Lifetime to get all of them."
            )
            cautions.append(Caution("part-of-life", text, {"day": period[0], "n": older}))
    return tuple(cautions)


READER = Reader(
    name="youtube_content",
    card=Card(
        title=message("YouTube Studio: videos"),
        how_to_get=message(
            "Set YouTube Studio to English. Open studio.youtube.com, Analytics, Advanced mode, the "
            "tab Content, period Lifetime; add the metrics Likes, Comments added, Shares and "
            "Subscribers gained; then the arrow, Comma-separated values (.csv). Add the ZIP as it "
            "is."
        ),
        limits=message(
            "Counts are those of the chosen period. There is the day of publication but no hour, "
            "so these files cannot show good hours. Shorts are not told from other videos. The net "
            "number of subscribers is not used, only those gained. At most 500 videos stand in one "
            "table. There is nothing about people."
        ),
        clock=message(
            "Days of publication, taken as days of Pacific time, on which YouTube counts."
        ),
    ),
    networks=("youtube",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
