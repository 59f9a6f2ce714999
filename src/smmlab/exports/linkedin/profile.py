"""LinkedIn, analytics of a personal profile: best posts, days, followers and who they are."""

import re

import numpy as np
import pandas as pd

from smmlab.exports.cells import take_cells, take_counts
from smmlab.exports.grids import Grid
from smmlab.exports.linkedin.profile_posts import PROFILE, read_top_posts
from smmlab.exports.linkedin.sheets import (
    Kind,
    Part,
    daily_part,
    has_sheet,
    note_above,
    note_rows,
    read_days,
    read_sheets,
)
from smmlab.exports.numbers import parse_counts, parse_numbers
from smmlab.exports.reading import Card, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_TOTAL_ON = re.compile(r"total followers on ([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})", re.IGNORECASE)
_DIMENSIONS = {
    "location": "city", "locations": "city", "industry": "industry", "industries": "industry",
    "seniority": "seniority", "company size": "company_size", "company sizes": "company_size",
    "job function": "job_function", "job functions": "job_function",
}  # fmt: skip


def _matches(raw: RawExport) -> bool:
    return has_sheet(raw, _KINDS)


def _read(raw: RawExport) -> Reading:
    return read_sheets(raw, _KINDS)


def _read_engagement(grid: Grid, header: int, not_after: int) -> Part:
    aliases = {
        "day": ("Date",),
        "impressions": ("Impressions",),
        "interactions": ("Engagements",),
    }
    cells = take_cells(grid, aliases, header=header)
    metrics = {"impressions": "impressions", "interactions": "interactions"}
    counts, faults = take_counts(cells, tuple(metrics))
    return daily_part(cells, counts, metrics, faults, not_after=not_after, page=PROFILE)


def _read_followers(grid: Grid, header: int, not_after: int) -> Part:
    cells = take_cells(grid, {"day": ("Date",), "follows": ("New followers",)}, header=header)
    counts, faults = take_counts(cells, ("follows",))
    part = daily_part(
        cells, counts, {"follows": "follows"}, faults, not_after=not_after, page=PROFILE
    )
    base, line = _base(grid, header, not_after)
    notes = tuple(note for note in note_above(grid, header) if note.line != line)
    frame = pd.concat([part.frame, base]) if len(base) else part.frame
    return Part(
        part.rows_read + header,
        conform(frame, "daily"),
        part.merged,
        part.rejected,
        (*notes, *part.notes),
        part.cautions,
    )


def _base(grid: Grid, header: int, not_after: int) -> tuple[pd.DataFrame, int]:
    """Return how many followers there were on the day that stands above the table."""
    day = ""
    for row, line in zip(grid.rows[:header], grid.lines.tolist(), strict=False):
        said = _TOTAL_ON.search(row[0]) if row else None
        day = said[1] if said else day
        numbers = [cell for cell in row[1:] if cell.strip()]
        count, _ = parse_counts(pd.Series(numbers[:1], dtype="str"))
        if not day or not count.notna().any():
            continue
        days, _ = read_days(pd.Series([day], dtype="str"), not_after=not_after)
        if days.isna().any():
            break
        base = pd.DataFrame(
            {
                "network": "linkedin", "page": PROFILE, "metric": "followers", "day": days,
                "value": count.astype("float64"), "clock": "UTC", "precision": "day",
                "source_row": [line],
            }
        )  # fmt: skip
        return conform(base, "daily"), line
    return conform(pd.DataFrame(), "daily"), 0


def _read_demographics(grid: Grid, header: int, _not_after: int) -> Part:
    if "content" in grid.name.casefold():
        reason = message("Groups of people who saw the posts, who are not the followers: not used.")
        notes = note_rows(grid, reason)[header + 1 :]
        return Part(len(notes), conform(pd.DataFrame(), "audience"), notes=notes)
    aliases = {"kind": ("Top Demographics",), "value": ("Value",), "share": ("Percentage",)}
    cells = take_cells(grid, aliases, header=header)
    frame = cells.frame
    percent = frame["share"].str.contains("%").fillna(False).astype(bool)
    vague = frame["share"].str.match(r"^<").fillna(False).astype(bool)
    numbers, bad = parse_numbers(frame["share"].mask(vague))
    share = numbers.where(~percent, numbers / 100)
    dimension = frame["kind"].str.casefold().map(_DIMENSIONS).astype("str")
    faults = [
        Fault(frame["kind"].isna() | frame["value"].isna(), message("This row names no group.")),
        Fault(
            bad | ~share.between(0, 1).where(share.notna(), True).astype(bool),
            message("{value} is no share between 0 and 1."),
            frame["share"],
        ),
    ]
    keep, rejected = sift(cells.lines, faults)
    audience = pd.DataFrame(
        {
            "network": "linkedin",
            "page": PROFILE,
            "dimension": dimension,
            "value": frame["value"].str.replace("–", "-"),
            "share": share,
            "source_row": cells.lines,
        }
    )
    homeless = (dimension.isna() & keep).to_numpy(dtype=bool)
    unknown = (share.isna() & keep).to_numpy(dtype=bool) & ~homeless
    no_place = message("A group by {value} has no place among the audience.")
    no_share = message("There is no exact share for {value}.")
    notes = (
        *_noted(cells.lines, homeless, frame["kind"], no_place),
        *_noted(cells.lines, unknown, frame["value"], no_share),
    )
    return Part(
        cells.rows_read,
        conform(audience[keep & ~homeless & ~unknown], "audience"),
        rejected=(*cells.ragged, *rejected),
        notes=notes,
        cautions=cells.cautions,
    )


def _noted(
    lines: np.ndarray, mask: np.ndarray, values: pd.Series, reason: str
) -> tuple[Listed, ...]:
    return tuple(
        Listed(int(line), reason, {"value": str(value)[:40]})
        for line, value in zip(lines[mask], values[mask], strict=True)
    )


_KINDS = (
    Kind(("Post URL", "Post publish date"), "posts", read_top_posts),
    Kind(("Date", "Impressions", "Engagements"), "daily", _read_engagement, alone=True),
    Kind(("Date", "New followers"), "daily", _read_followers, reads_above=True, alone=True),
    Kind(("Top Demographics", "Value", "Percentage"), "audience", _read_demographics),
)

READER = Reader(
    name="linkedin_profile",
    card=Card(
        title=message("LinkedIn: analytics of a personal profile"),
        how_to_get=message(
            "Set LinkedIn to English. Open the own profile, Analytics, Post impressions, choose "
            "the period, Export. Add the XLSX file AggregateAnalytics as it is."
        ),
        limits=message(
            "Only the 50 best posts are in the file, without their texts; of each only the "
            "impressions are known, and their comments and reactions are not told apart. Whose "
            "profile it is stays unread: its rows stand under the page profile. Job titles and "
            "companies are not used; shares below 1 percent are not exact."
        ),
        clock=message(
            "UTC: days as the file has them, the exact moment of a post from the id in its link."
        ),
    ),
    networks=("linkedin",),
    tables=("posts", "daily", "audience"),
    matches=_matches,
    read=_read,
)
