"""Meta Business Suite, content export: posts, reels, videos and stories of a page or account."""

import re
from datetime import UTC, datetime

import pandas as pd

from smmlab.exports.distinct import distinct_texts, spread
from smmlab.exports.grids import peek_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.hints import DateOrder
from smmlab.exports.meta.columns import ID_COLUMNS, SIGNS
from smmlab.exports.meta.export import Content, foreign_at, header_at, open_contents
from smmlab.exports.meta.posts import (
    Measures,
    find_forms,
    find_ids,
    find_measures,
    name_metrics,
)
from smmlab.exports.meta.times import PostTimes, find_times
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DEFAULT_NAME = re.compile(
    r"[A-Z][a-z]{2}-[0-9]{2}-[0-9]{4}_([A-Z][a-z]{2})-([0-9]{2})-([0-9]{4})_[0-9]+"
)
_DAY_SECONDS = 86_400
_DATE = r"^[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}"


def _matches(raw: RawExport) -> bool:
    first = next((line for line in raw.head.splitlines() if line.strip()), "")
    names = {plain_name(name) for name in re.split(r'"*[,;\t]"*', first.strip('" \t'))}
    if "publish time" in names and names & ID_COLUMNS and names & SIGNS:
        return True
    # The same file with column names in another language: better refused by who knows it.
    if _DEFAULT_NAME.match(raw.name) and len(names) > 10:
        return True
    grids = peek_grids(raw)
    return any(header_at(grid) is not None or foreign_at(grid) is not None for grid in grids)


def _read(raw: RawExport) -> Reading:
    exported_at = _exported_at(raw)
    contents, beside = open_contents(raw)
    notes = sorted(
        [*beside, *(row for content in contents for row in content.notes)],
        key=lambda row: row.line,
    )
    not_after = max(exported_at or 0, raw.modified_at)
    taken = [_take(content, not_after=not_after, dates=raw.hints.dates) for content in contents]
    found = pd.concat([posts for posts, _, _ in taken], ignore_index=True)
    posts, merged = fold_repeats(found, "posts")
    ragged = (row for content in contents for row in content.records.ragged)
    rejected = [*ragged, *(row for _, rows, _ in taken for row in rows)]
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=len(notes) + sum(content.records.rows_read for content in contents),
        merged=tuple(sorted(merged, key=lambda row: row.line)),
        rejected=tuple(sorted(rejected, key=lambda row: row.line)),
        notes=tuple(notes),
        warnings=tuple(caution for _, _, cautions in taken for caution in cautions),
        exported_at=exported_at,
    )


def _take(
    content: Content, *, not_after: int, dates: DateOrder | None
) -> tuple[pd.DataFrame, tuple[Listed, ...], tuple[Caution, ...]]:
    """Return the posts of one table, the rows that cannot be used, and what to know of them."""
    ids, id_cautions = find_ids(content)
    times = find_times(content, not_after=not_after, dates=dates)
    measures = find_measures(content)
    period = content.cells["period"]
    refuse_spoilt_dates(period)
    words, places = distinct_texts(period)
    is_day = words.str.match(_DATE).fillna(False).astype(bool)
    by_day = spread(is_day, places, period.index)
    keep, rejected = sift(
        content.records.lines, _faults(content, ids, times, measures, by_day=by_day)
    )
    posts = _posts(content, ids, times, measures, by_day=by_day)
    posts = posts if keep.all() else posts[keep]
    cautions = (
        *content.cautions,
        *id_cautions,
        *times.cautions,
        *measures.cautions,
        *_cautions(content, by_day),
    )
    return posts, rejected, cautions


def _exported_at(raw: RawExport) -> int | None:
    """Return the end of the period in Meta's own file name, unless the file is much younger.

    The user chooses the period, so the export was made at its end or any time after.
    """
    found = _DEFAULT_NAME.match(raw.name)
    if not found or found[1] not in _MONTHS:
        return None
    try:
        day = datetime(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]), tzinfo=UTC)
    except ValueError:
        return None
    end = int(day.timestamp()) + _DAY_SECONDS - 1
    return end if raw.modified_at <= end + _DAY_SECONDS else None


def _faults(
    content: Content,
    ids: pd.Series,
    times: PostTimes,
    measures: Measures,
    *,
    by_day: pd.Series,
) -> list[Fault]:
    cells = content.cells
    period = cells["period"]
    words, places = distinct_texts(period)
    is_other = spread(words.str.casefold() != "lifetime", places, period.index)
    is_part = period.notna() & ~by_day & is_other
    no_id = message("This row has no usable post id: {value}.")
    part = message("This row counts {value}, not the life of the post.")
    no_time = message("The publish time {value} cannot be.")
    no_count = message("{value} is no count, in the column {column}.")
    return [
        Fault(ids.isna(), no_id, cells["post_id"]),
        # The word for the whole life of a post is not known in every language.
        Fault(is_part & (not content.is_foreign), part, period),
        Fault(times.bad, no_time, cells["publish_time"]),
        *(
            Fault(bad, no_count, cells[name], content.matched.columns.get(name, name))
            for name, bad in measures.bad.items()
        ),
    ]


def _posts(
    content: Content,
    ids: pd.Series,
    times: PostTimes,
    measures: Measures,
    *,
    by_day: pd.Series,
) -> pd.DataFrame:
    cells = content.cells
    frame = pd.DataFrame(
        {
            "network": content.networks,
            "page": cells["page"],
            "is_own": True,
            "post_id": ids,
            "at": times.at,
            "clock": times.clock,
            "precision": times.precision,
            "form": find_forms(content),
            "text": _captions(cells["title"], cells["description"]),
            "url": cells["url"],
            "metrics_name": pd.Series(name_metrics(content), index=cells.index, dtype="str"),
            "source_row": content.records.lines,
        },
        index=cells.index,
    ).join(measures.values)
    if by_day.any():
        # One day of a post says nothing of its life, and days that are absent cannot be added.
        counted = ["metrics_name", *measures.values.columns]
        frame[counted] = frame[counted].where(~by_day)
    return frame


def _captions(titles: pd.Series, descriptions: pd.Series) -> pd.Series:
    """Instagram describes; Facebook puts the caption into the title, reels may have both."""
    both = titles.notna() & descriptions.notna() & (titles != descriptions)
    if not both.any():
        return titles.fillna(descriptions)
    return titles.fillna(descriptions).where(~both, titles + "\n\n" + descriptions)


def _cautions(content: Content, by_day: pd.Series) -> tuple[Caution, ...]:
    cautions = []
    if not content.records.rows_read:
        text = message(
            "The file has column names but no rows. Was anything published in that period?"
        )
        cautions.append(Caution("no-rows", text))
    if content.is_video:
        text = message(
            "This is the export of videos alone; its ids differ from those of the content export. "
            "Import one of the two, or the videos count twice."
        )
        cautions.append(Caution("video-export", text))
    if by_day.any():
        text = message(
            "Rows that count one day, not the life of the post: {n}. The posts were taken without "
            "these counts. Please export again and choose Lifetime."
        )
        cautions.append(Caution("counts-by-day", text, {"n": int(by_day.sum())}))
    return tuple(cautions)


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
            "Pacific time, as Meta writes it everywhere; for Instagram the exact moment from the "
            "link."
        ),
    ),
    networks=("facebook", "instagram"),
    tables=("posts",),
    matches=_matches,
    read=_read,
    by_piece=True,
)
