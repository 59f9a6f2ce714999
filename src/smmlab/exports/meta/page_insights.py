"""Facebook Page Insights, the export of until 2023: posts with their counts, or a page by day."""

import re
from datetime import UTC, datetime

import pandas as pd

from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.grids import drop_repeated_header, peek_grids, read_grids
from smmlab.exports.headers import Matched
from smmlab.exports.hints import DateOrder
from smmlab.exports.meta.columns import FORMS
from smmlab.exports.meta.insights_columns import (
    DAY_COUNTS,
    POST_COUNTS,
    Insights,
    level_of,
    take_insights,
)
from smmlab.exports.meta.times import META_ZONE, hour_cautions
from smmlab.exports.moments import Moments, parse_moments
from smmlab.exports.numbers import parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import find_spoilt_ids, refuse_excel, refuse_spoilt_dates
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.stated_order import find_american_order
from smmlab.schema import COUNTS, conform
from smmlab.texts import message

_METRICS_NAME = "facebook-insights-until-2023"
_NAME = re.compile(
    r"Facebook Insights Data Export(?: \([^)]*\))? - (.+) - ([0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_FORMS = {**FORMS, "sharedvideo": "video", "shared video": "video"}
_ID = r"^(?:[0-9]{5,25}_)?([0-9]{5,25})$"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SLASHED = r"^[0-9]{1,2}/[0-9]{1,2}/"
_OWN_DATES = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?: [0-9]{1,2}:[0-9]{2})?"
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: RawExport) -> bool:
    return any(level_of(grid) is not None for grid in peek_grids(raw))


def _read(raw: RawExport) -> Reading:
    page, exported_at = _of_name(raw.name)
    not_after = max(exported_at or 0, raw.modified_at)
    posts: list[pd.DataFrame] = []
    days: list[pd.DataFrame] = []
    notes: list[Listed] = []
    rejected: list[Listed] = []
    cautions: list[Caution] = []
    rows_read = 0
    for grid in read_grids(raw):
        rows_read += len(grid.rows)
        level = level_of(grid)
        if level is None:
            other = message("A row of a sheet that is not used: {sheet}.")
            notes += [Listed(int(line), other, {"sheet": grid.name}) for line in grid.lines]
            continue
        kind, header = level
        above = message("A row above the column names.")
        notes += [Listed(int(line), above) for line in grid.lines[:header]]
        single, again = drop_repeated_header(grid, header=header)
        notes += again
        table = take_insights(single, kind, header=header)
        rows_read -= 1
        notes += table.described
        rejected += table.records.ragged
        cautions += table.cautions
        if kind == "posts":
            frame, refused, told = _take_posts(
                table, page, not_after, dates=raw.hints.dates, delimiter=grid.delimiter
            )
            posts.append(frame)
        else:
            frame, refused, told, empty = _take_days(
                table, page, not_after, dates=raw.hints.dates, delimiter=grid.delimiter
            )
            days.append(frame)
            notes += empty
        rejected += refused
        cautions += told
    tables: dict[str, pd.DataFrame] = {}
    merged: list[Listed] = []
    if posts:
        folded, repeats = fold_repeats(pd.concat(posts, ignore_index=True), "posts")
        tables["posts"] = conform(folded, "posts")
        merged += repeats
    if days:
        tables["daily"], repeats = fold_days(days)
        merged += repeats
    if not any(map(len, tables.values())):
        cautions.append(Caution("no-rows", message("The file has column names but no rows.")))
    return Reading(
        tables=tables,
        rows_read=rows_read,
        merged=tuple(sorted(merged, key=lambda row: row.line)),
        rejected=tuple(sorted(rejected, key=lambda row: row.line)),
        notes=tuple(sorted(notes, key=lambda row: row.line)),
        warnings=tuple({str(caution): caution for caution in cautions}.values()),
        exported_at=exported_at,
    )


def _of_name(name: str) -> tuple[str | None, int | None]:
    """Return the page and the day of the export, which only the file's own name tells."""
    found = _NAME.search(name)
    if not found:
        return None, None
    try:
        day = datetime.strptime(found[2], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return found[1].strip(), None
    return found[1].strip(), int(day.timestamp()) + 86_399


def _take_posts(
    table: Insights,
    page: str | None,
    not_after: int,
    *,
    dates: DateOrder | None,
    delimiter: str,
) -> tuple[pd.DataFrame, tuple[Listed, ...], list[Caution]]:
    cells = table.cells
    if find_spoilt_ids(cells["post_id"]).any():
        refuse_excel()
    # A page's posts carry the page's id before their own; links and other exports do not.
    ids = cells["post_id"].str.extract(_ID, expand=False)
    moments, told = _moments(cells["posted"], not_after, dates, delimiter)
    counts, faults = _counts(table, tuple(POST_COUNTS))
    keep, rejected = sift(
        table.lines.to_numpy(),
        [
            Fault(
                ids.isna(),
                message("This row has no usable post id: {value}."),
                cells["post_id"],
            ),
            Fault(moments.bad, message("The publish time {value} cannot be."), cells["posted"]),
            *faults,
        ],
    )
    # A workbook drops the hour of midnight; a text file has no such reason to.
    is_midnight = cells["posted"].str.match(_ISO).fillna(False) & (not delimiter)
    has_clock = (moments.precision != "day") | (is_midnight & ~moments.skipped)
    known = moments.at.notna()
    seen = counts["organic_reach"] + counts["paid_reach"]
    seconds = counts["watch_minutes"] * 60
    frame = pd.DataFrame(
        {
            "network": "facebook",
            "page": pd.Series(page, index=cells.index, dtype="str"),
            "is_own": True,
            "post_id": ids,
            "at": moments.at,
            "clock": moments.clock.where(known, "unknown"),
            "precision": pd.Series("minute", index=cells.index, dtype="str")
            .where(has_clock, "day")
            .where(known, "unknown"),
            "form": cells["kind"].str.casefold().map(_FORMS).astype("str").fillna("other"),
            "text": cells["text"],
            "url": cells["url"],
            "paid_share": counts["paid_reach"] / seen.where(seen > 0),
            "metrics_name": _METRICS_NAME,
            **{name: _best(counts, name) if name in POST_COUNTS else pd.NA for name in COUNTS},
            "watch_seconds": seconds,
            "source_row": table.lines,
        },
        index=cells.index,
    )
    frame = frame.astype(dict.fromkeys(COUNTS, "Int64"))
    kept = pd.Series(keep, index=cells.index)
    hours = hour_cautions(twice=moments.ambiguous & kept, skipped=moments.skipped & kept)
    return frame[keep], rejected, [*told, *_post_cautions(table), *hours]


def _best(counts: pd.DataFrame, name: str) -> pd.Series:
    people = f"people_{name}"
    return counts[name].fillna(counts[people]) if people in counts else counts[name]


def _moments(
    texts: pd.Series, not_after: int, dates: DateOrder | None, delimiter: str
) -> tuple[Moments, tuple[Caution, ...]]:
    refuse_spoilt_dates(texts)
    is_iso = texts.str.match(_ISO).fillna(False).astype(bool)
    # Excel of another country turns into dates only what it can read as day and month.
    if is_iso.any() and texts.str.match(_SLASHED).fillna(False).any():
        refuse_excel()
    order, cautions = find_american_order(
        texts, own=_OWN_DATES, delimiter=delimiter, asked=dates, not_after=not_after
    )
    return parse_moments(texts, zone=META_ZONE, dates=order, not_after=not_after), cautions


def _counts(table: Insights, names: tuple[str, ...]) -> tuple[pd.DataFrame, list[Fault]]:
    values: dict[str, pd.Series] = {}
    faults = []
    for name in names:
        texts = table.cells[name]
        # Minutes watched have decimals; all else is whole.
        values[name], bad = (
            parse_numbers(texts, decimal=".")
            if name == "watch_minutes"
            else parse_counts(texts, decimal=".")
        )
        bad |= (values[name] < 0).fillna(False).astype(bool)
        column = table.matched.columns.get(name, name)
        faults.append(Fault(bad, _NO_COUNT, texts, column))
    return pd.DataFrame(values, index=table.cells.index).astype("float64"), faults


def _post_cautions(table: Insights) -> list[Caution]:
    cautions = list(table.matched.caution())
    if table.has("people_reactions") and not table.has("reactions"):
        text = message(
            "Reactions, comments and shares count the people who gave them, each person once, "
            "where the file tells nothing else."
        )
        cautions.append(Caution("people-counted", text))
    return cautions


def _take_days(
    table: Insights,
    page: str | None,
    not_after: int,
    *,
    dates: DateOrder | None,
    delimiter: str,
) -> tuple[pd.DataFrame, tuple[Listed, ...], list[Caution], tuple[Listed, ...]]:
    cells = table.cells
    moments, told = _moments(cells["day"], not_after, dates, delimiter)
    counts, faults = _counts(table, tuple(DAY_COUNTS))
    no_day = message("{value} is no day of this series.")
    lines = table.lines.to_numpy()
    keep, rejected = sift(lines, [Fault(moments.day.isna(), no_day, cells["day"]), *faults])
    wide = counts.assign(
        network="facebook",
        page=pd.Series(page, index=cells.index, dtype="str"),
        day=moments.day,
        clock=META_ZONE,
        precision="day",
    )[keep]
    daily, empty = melt_days(wide, {name: name for name in DAY_COUNTS}, lines=lines[keep])
    longer = [n for n in table.matched.unknown if not n.casefold().startswith("daily ")]
    others = tuple(n for n in table.matched.unknown if n not in set(longer))
    cautions = [*told, *Matched({}, others).caution()]
    if longer:
        text = message(
            "Columns that cover a week, 28 days or the whole life of the page: {n}. They are no "
            "values of one day and are not used."
        )
        cautions.append(Caution("longer-periods", text, {"n": len(longer)}))
    return daily, rejected, cautions, empty


READER = Reader(
    name="meta_page_insights",
    card=Card(
        title=message("Facebook Page Insights (until 2023): posts or days"),
        how_to_get=message(
            "Facebook no longer makes this file: use the ones you kept. It was got on the page "
            "under Insights, Overview, Export Data, with Page Data or Post Data, as an Excel file "
            "or CSV. Do not save it again in Excel before the import."
        ),
        limits=message(
            "Of a page by day only reach, impressions, people engaged and clicks are used: columns "
            "for weeks and 28 days are no values of a day, and people who like a page are not its "
            "followers. The page is known only from the name of the file, so do not rename it."
        ),
        clock=message("Pacific time, as Facebook writes it; days begin at midnight Pacific time."),
    ),
    networks=("facebook",),
    tables=("posts", "daily"),
    matches=_matches,
    read=_read,
)
