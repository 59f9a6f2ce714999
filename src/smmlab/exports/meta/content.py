"""Meta Business Suite, content export: posts, reels, videos and stories of a page or account."""

import re
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.headers import plain_name
from smmlab.exports.meta.columns import FORMS
from smmlab.exports.meta.export import Content, listed_places, open_content
from smmlab.exports.meta.posts import (
    MEASURES,
    Measures,
    PostTimes,
    find_ids,
    find_measures,
    find_times,
    name_metrics,
)
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DEFAULT_NAME = re.compile(
    r"[A-Z][a-z]{2}-[0-9]{2}-[0-9]{4}_([A-Z][a-z]{2})-([0-9]{2})-([0-9]{4})_[0-9]+"
)
_ID_COLUMNS = {"post id", "video asset id", "universal video id"}


def _matches(raw: RawExport) -> bool:
    first = next((line for line in raw.head.splitlines() if line.strip()), "")
    names = {plain_name(name) for name in re.split(r'"*[,;\t]"*', first.strip('" \t'))}
    known = "publish time" in names and bool(names & _ID_COLUMNS)
    # The same file with column names in another language: better refused by who knows it.
    foreign = bool(_DEFAULT_NAME.match(raw.name)) and len(names) > 10
    return known or foreign


def _read(raw: RawExport) -> Reading:
    content = open_content(raw.text)
    exported_at = _exported_at(raw.name)
    ids, id_cautions = find_ids(content)
    times = find_times(content, not_after=max(exported_at or 0, raw.modified_at))
    measures = find_measures(content)
    keep, rejected = _reject(content, ids, times, measures)
    posts, merged = _merge(_posts(content, ids, times, measures)[keep])
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=content.records.rows_read,
        merged=merged,
        rejected=tuple(sorted([*content.records.ragged, *rejected], key=lambda row: row.line)),
        warnings=(
            *content.cautions,
            *id_cautions,
            *times.cautions,
            *measures.cautions,
            *_video_caution(content),
        ),
        exported_at=exported_at,
    )


def _exported_at(name: str) -> int | None:
    """Meta's own file name ends its period on the day of the export, or before."""
    found = _DEFAULT_NAME.match(name)
    if not found or found[1] not in _MONTHS:
        return None
    try:
        day = datetime(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]), tzinfo=UTC)
    except ValueError:
        return None
    return int(day.timestamp()) + 86_399


def _reject(
    content: Content, ids: pd.Series, times: PostTimes, measures: Measures
) -> tuple[np.ndarray, list[Listed]]:
    cells, lines = content.cells, content.records.lines
    period = cells["period"]
    by_day = period.notna() & (period.str.casefold() != "lifetime")
    if len(cells) and by_day.all():
        raise ExportError(
            message(
                "This export counts by day, not over the life of each post. Please export again "
                "and choose Lifetime."
            )
        )
    faults: list[tuple[pd.Series, str, str]] = [
        (ids.isna(), "post_id", message("This row has no usable post id: {value}.")),
        (by_day, "period", message("This row counts one day, {value}, not the life of the post.")),
        (times.bad, "publish_time", message("The publish time {value} cannot be.")),
    ]
    no_count = message("{value} is no count, in the column {column}.")
    faults += [(bad, name, no_count) for name, bad in measures.bad.items()]
    keep = np.ones(len(cells), dtype=bool)
    rejected: list[Listed] = []
    for fault, name, reason in faults:
        places = listed_places(fault & keep)
        column = content.matched.columns.get(name, name)
        shown = cells[name].fillna("").str.slice(0, 40)
        rejected += [
            Listed(int(lines[at]), reason, {"value": shown.iloc[at], "column": column})
            for at in places
        ]
        keep[places] = False
    return keep, rejected


def _posts(content: Content, ids: pd.Series, times: PostTimes, measures: Measures) -> pd.DataFrame:
    cells = content.cells
    forms = cells["post_type"].str.casefold().map(dict(FORMS)).astype("str").fillna("other")
    frame = pd.DataFrame(
        {
            "network": content.network,
            "page": cells["page"],
            "is_own": True,
            "post_id": ids,
            "at": times.at,
            "clock": times.clock,
            "precision": times.precision,
            "form": "video" if content.is_video else forms,
            "text": _captions(cells["title"], cells["description"]),
            "url": cells["url"],
            "metrics_name": name_metrics(content),
            "source_row": content.records.lines,
        },
        index=cells.index,
    )
    return frame.join(measures.values)


def _captions(titles: pd.Series, descriptions: pd.Series) -> pd.Series:
    """Instagram describes; Facebook puts the caption into the title, reels may have both."""
    both = titles.notna() & descriptions.notna() & (titles != descriptions)
    return titles.fillna(descriptions).where(~both, titles + "\n\n" + descriptions)


def _merge(posts: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Keep the fullest row of each post, whatever the order of the file."""
    known = posts[[*MEASURES, "at", "text"]].notna().sum(axis=1)
    total = posts[list(MEASURES)].astype("float64").sum(axis=1)
    ranked = posts.assign(known=known, total=total).sort_values(
        ["post_id", "known", "total", "source_row"], ascending=[True, False, False, True]
    )
    again = ranked.duplicated("post_id")
    first_line = ranked.groupby("post_id")["source_row"].transform("first")
    merged = tuple(
        Listed(
            int(line),
            message("The same post stands in line {kept}, with as much or more data."),
            {"kept": int(kept)},
        )
        for line, kept in zip(ranked["source_row"][again], first_line[again], strict=True)
    )
    kept = ranked[~again].sort_values("source_row").drop(columns=["known", "total"])
    return kept.reset_index(drop=True), tuple(sorted(merged, key=lambda row: row.line))


def _video_caution(content: Content) -> tuple[Caution, ...]:
    if not content.is_video:
        return ()
    text = message(
        "This is the export of videos alone; its ids differ from those of the content export. "
        "Import one of the two, or the videos count twice."
    )
    return (Caution("video-export", text),)


READER = Reader(
    name="meta_content",
    card=Card(
        title=message("Meta Business Suite: content (Facebook and Instagram)"),
        how_to_get=message(
            "Set Meta Business Suite to English. Open business.facebook.com, Insights, Content, "
            "Export data; choose Posts or Stories, the longest period and Lifetime, all metrics, "
            "format CSV. Do not open the file in Excel before the import."
        ),
        limits=message(
            "Times in the file are Pacific time and are turned into the zone of the project; for "
            "Instagram the exact moment comes from the link. Counts are those of the day of the "
            "export. There are no texts of comments and nothing about people."
        ),
        clock=message(
            "Pacific time, as Meta writes it everywhere; for Instagram the exact moment from the link."
        ),
    ),
    networks=("facebook", "instagram"),
    tables=("posts",),
    looked_for=message(
        "the content export of Meta Business Suite with the columns Post ID and Publish time"
    ),
    matches=_matches,
    read=_read,
)
