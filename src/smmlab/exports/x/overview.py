"""X, account analytics, overview: the account day by day."""

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import take_counts
from smmlab.exports.clocks import parse_local
from smmlab.exports.daily import are_coarse, fold_days, melt_days
from smmlab.exports.grids import Grid, find_header
from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.exports.x.posts import add_up, exported_at
from smmlab.exports.x.table import has_table, open_table
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
_OF_POSTS = frozenset(("post id", "tweet id", "post text", "tweet text", "link", "post link"))
_FORMATS = ("%a, %b %d, %Y", "%a %b %d %Y", "%b %d, %Y", "%Y-%m-%d")


def _header(grid: Grid) -> int | None:
    at = find_header(grid, _SIGNS)
    if at is None or _OF_POSTS & set(map(plain_name, grid.rows[at])):
        return None
    return at


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _header)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _header, _COLUMNS, ignored=_IGNORED)
    cells = table.cells
    made_at = exported_at(raw.name)
    days = _days(cells.frame["day"], not_after=max(made_at or 0, raw.modified_at))
    counts, faults = take_counts(cells, [*_METRICS, "reposts", "sent"])
    keep, rejected = sift(
        cells.lines,
        [
            Fault(days.isna(), message("{value} is no day of this series."), cells.frame["day"]),
            *faults,
        ],
    )
    wide = counts[list(_METRICS)].assign(
        shares=add_up(counts, ["reposts", "sent"], cells),
        network="x",
        page=pd.Series(pd.NA, index=counts.index, dtype="str"),
        day=days,
        clock=raw.hints.zone,
        precision="day",
    )
    metrics = {name: name for name in (*_METRICS, "shares")}
    long, empty = melt_days(wide[keep], metrics, lines=cells.lines[keep])
    daily, merged = fold_days([long])
    return Reading(
        tables={"daily": daily},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=(*table.notes, *empty),
        warnings=(*cells.cautions, *_cautions(daily, raw)),
        exported_at=made_at,
    )


def _days(texts: pd.Series, *, not_after: int) -> pd.Series:
    """Return ISO days.

    Raises
    ------
    ExportError
        When the rows are weeks or months, which X writes under the first day of each.
    """
    at = parse_local(texts.fillna(""), zone="UTC", formats=_FORMATS, not_after=not_after).at
    days = pd.to_datetime(at, unit="s").dt.strftime("%Y-%m-%d").astype("str")
    if are_coarse(days):
        raise ExportError(
            message(
                "The rows stand a week or a month apart, so they are not days. Please choose Daily "
                "above the chart of X Analytics and export again."
            )
        )
    return days


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
