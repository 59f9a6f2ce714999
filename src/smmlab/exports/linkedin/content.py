"""LinkedIn page, content: posts with their counts, and the page's counts day by day."""

import pandas as pd

from smmlab.exports.cells import take_cells, take_counts
from smmlab.exports.grids import Grid
from smmlab.exports.linkedin.posts import ALIASES, IGNORED, read_posts
from smmlab.exports.linkedin.sheets import Kind, Part, daily_part, has_sheet, read_sheets
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.texts import message

_MEASURES = {
    "impressions": "Impressions",
    "clicks": "Clicks",
    "reactions": "Reactions",
    "comments": "Comments",
    "shares": "Reposts",
}
_OLD_NAMES = {"Reposts": "Shares"}
_PARTS = ("organic", "sponsored", "total")


def _aliases() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {
        "day": ("Date",),
        "unique": ("Unique impressions (organic)",),
    }
    for metric, name in _MEASURES.items():
        for part in _PARTS:
            old = _OLD_NAMES.get(name, name)
            names[f"{metric} {part}"] = (f"{name} ({part})", f"{old} ({part})")
    return names


_DAILY = _aliases()
_RATES = tuple(f"Engagement rate ({part})" for part in _PARTS)


def _matches(raw: RawExport) -> bool:
    return has_sheet(raw, _KINDS)


def _read(raw: RawExport) -> Reading:
    return read_sheets(raw, _KINDS)


def _read_posts(grid: Grid, header: int, not_after: int) -> Part:
    cells = take_cells(grid, ALIASES, header=header, ignored=IGNORED)
    return read_posts(cells, not_after=not_after, metrics_name="linkedin-page")


def _read_updates(grid: Grid, header: int, not_after: int) -> Part:
    cells = take_cells(grid, ALIASES, header=header, ignored=IGNORED)
    return read_posts(cells, not_after=not_after, metrics_name="linkedin-page-updates")


def _read_metrics(grid: Grid, header: int, not_after: int) -> Part:
    cells = take_cells(grid, _DAILY, header=header, ignored=_RATES)
    counts, faults = take_counts(cells, [name for name in _DAILY if name != "day"])
    values = pd.DataFrame(index=counts.index)
    for metric in _MEASURES:
        free, paid = counts[f"{metric} organic"], counts[f"{metric} sponsored"]
        values[metric] = counts[f"{metric} total"].fillna(free + paid)
    # People are counted among organic readers only: on a day without advertising that is everyone.
    alone = counts["impressions sponsored"].eq(0).fillna(False).astype(bool)
    values["reach"] = counts["unique"].where(alone)
    cautions = []
    partly = int((counts["unique"].notna() & ~alone).sum())
    if partly:
        text = message(
            "Days with sponsored posts: {n}. LinkedIn counts people among organic readers only, "
            "so the reach of these days is missing."
        )
        cautions.append(Caution("reach-organic-only", text, {"n": partly}))
    metrics = {name: name for name in (*_MEASURES, "reach")}
    return daily_part(cells, values, metrics, faults, not_after=not_after, cautions=cautions)


_KINDS = (
    Kind(("Post title", "Post link", "Created date"), "posts", _read_posts),
    Kind(("Update title", "Update link", "Created date"), "posts", _read_updates),
    Kind(("Date", "Impressions (organic)", "Impressions (total)"), "daily", _read_metrics),
)

READER = Reader(
    name="linkedin_content",
    card=Card(
        title=message("LinkedIn page: content"),
        how_to_get=message(
            "Set LinkedIn to English. Open the page as its administrator, Analytics, Content, "
            "choose the period (up to one year), Export. Add the XLS or XLSX file as it is."
        ),
        limits=message(
            "The file does not name the page. The rows of a boosted post become one post with its "
            "paid share. People reached are counted among organic readers only, so days with "
            "sponsored posts have no reach. Views are those of videos. Who published is not read."
        ),
        clock=message(
            "UTC: days as the file has them, the exact moment of a post from the id in its link."
        ),
    ),
    networks=("linkedin",),
    tables=("posts", "daily"),
    matches=_matches,
    read=_read,
)
