"""X, account analytics, overview: the account day by day."""

import pandas as pd

from smmlab.exports.cells import take_cells, take_counts
from smmlab.exports.clocks import parse_local
from smmlab.exports.grids import Grid, find_header, list_beside, peek_grids, read_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.x.posts import add_up, exported_at
from smmlab.schema import conform
from smmlab.texts import message

_SIGNS = ("Date", "Impressions", "Engagements", "Bookmarks", "New follows")
_METRICS = {
    "impressions": ("Impressions",),
    "reactions": ("Likes",),
    "interactions": ("Engagements",),
    "saves": ("Bookmarks",),
    "follows": ("New follows",),
    "unfollows": ("Unfollows",),
    "comments": ("Replies",),
    "visits": ("Profile visits",),
    "posts": ("Create Post",),
}
_COLUMNS = {"day": ("Date",), **_METRICS, "reposts": ("Reposts",), "sent": ("Shares", "Share")}
_IGNORED = ("Video views", "Media views")
_FORMATS = ("%a, %b %d, %Y", "%a %b %d %Y", "%b %d, %Y", "%Y-%m-%d")


def _header(grid: Grid) -> int | None:
    at = find_header(grid, _SIGNS)
    if at is None or {"post id", "tweet id"} & set(map(plain_name, grid.rows[at])):
        return None
    return at


def _matches(raw: RawExport) -> bool:
    return any(_header(grid) is not None for grid in peek_grids(raw))


def _read(raw: RawExport) -> Reading:
    grids = read_grids(raw)
    grid, header = next((g, at) for g in grids if (at := _header(g)) is not None)
    cells = take_cells(grid, _COLUMNS, header=header, ignored=_IGNORED)
    made_at = exported_at(raw.name)
    days = parse_local(
        cells.frame["day"].fillna(""),
        zone="UTC",
        formats=_FORMATS,
        not_after=max(made_at or 0, raw.modified_at),
    ).at
    counts, faults = take_counts(cells, [*_METRICS, "reposts", "sent"])
    counts = counts.assign(shares=add_up(counts, ["reposts", "sent"], cells))
    metrics = [*_METRICS, "shares"]
    empty = counts[metrics].isna().all(axis=1)
    keep, rejected = sift(
        cells.lines,
        [
            Fault(days.isna(), message("{value} is no day of this series."), cells.frame["day"]),
            *faults,
            Fault(empty, message("There is no value for {value}."), cells.frame["day"]),
        ],
    )
    wide = counts[metrics].assign(
        network="x",
        page=pd.Series(pd.NA, index=counts.index, dtype="str"),
        day=pd.to_datetime(days, unit="s").dt.strftime("%Y-%m-%d").astype("str"),
        source_row=cells.lines,
    )
    folded, merged = fold_repeats(wide[keep], "daily")
    daily = folded.melt(
        ["network", "page", "day", "source_row"], metrics, "metric", "value"
    ).dropna(subset=["value"])
    daily = daily.assign(clock=raw.hints.zone, precision="day")
    beside = list_beside(grids, grid, header=header)
    return Reading(
        tables={"daily": conform(daily, "daily").reset_index(drop=True)},
        rows_read=cells.rows_read + len(beside),
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=beside,
        warnings=(*cells.cautions, *_cautions(daily, raw)),
        exported_at=made_at,
    )


def _cautions(daily: pd.DataFrame, raw: RawExport) -> tuple[Caution, ...]:
    if daily.empty:
        return (Caution("no-rows", message("The file has column names but no days.")),)
    text = message(
        "X counts by the days of the account and does not name its zone; they are taken as days "
        "of the project, {zone}."
    )
    return (Caution("zone-assumed", text, {"zone": raw.hints.zone}),)


READER = Reader(
    name="x_overview",
    card=Card(
        title=message("X: the account day by day"),
        how_to_get=message(
            "You need X Premium. Open x.com, More, Premium, Analytics, Overview; choose the period "
            "and Daily, then Export data. Do not open the file in Excel before the import."
        ),
        limits=message(
            "Sums of the whole account by day, without its name. Shares are reposts and posts sent "
            "on together. Views of films are not used: X counts them apart from impressions. There "
            "is no number of followers."
        ),
        clock=message(
            "Days of the account, whose zone the file does not name; the project's is taken."
        ),
    ),
    networks=("x",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
