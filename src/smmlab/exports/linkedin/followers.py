"""LinkedIn page, followers: new ones day by day, and the whole base by place and work."""

from collections.abc import Callable

import pandas as pd

from smmlab.exports.cells import take_cells, take_counts
from smmlab.exports.grids import Grid
from smmlab.exports.linkedin.sheets import Kind, Part, daily_part, has_sheet, read_sheets
from smmlab.exports.reading import Card, Listed, Reader, Reading
from smmlab.exports.repair import refuse_excel, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_BASE = "Total followers"
_PARTS = {
    "sponsored": ("Sponsored followers",),
    "organic": ("Organic followers",),
    "invited": ("Auto-invited followers",),
}
# Name of the column, which is that of its sheet, by what it divides the followers into.
_DIMENSIONS = {
    "Location": "city",
    "Country": "country",
    "Country/Region": "country",
    "Job function": "job_function",
    "Function": "job_function",
    "Seniority": "seniority",
    "Experience level": "seniority",
    "Industry": "industry",
    "Company size": "company_size",
}


def _matches(raw: RawExport) -> bool:
    return has_sheet(raw, _KINDS)


def _read(raw: RawExport) -> Reading:
    return read_sheets(raw, _KINDS)


def _read_days(grid: Grid, header: int, not_after: int) -> Part:
    aliases = {"day": ("Date",), "total": (_BASE,), **_PARTS}
    cells = take_cells(grid, aliases, header=header)
    counts, faults = take_counts(cells, ("total", *_PARTS))
    # In spite of its name the total is that of the day: new followers, not the base.
    parts = [name for name in _PARTS if cells.has(name)]
    summed = counts[parts].sum(axis=1, min_count=max(len(parts), 1))
    values = pd.DataFrame({"follows": counts["total"].fillna(summed.astype("Int64"))})
    return daily_part(cells, values, {"follows": "follows"}, faults, not_after=not_after)


def _read_base(name: str) -> Callable[[Grid, int, int], Part]:
    def read(grid: Grid, header: int, _not_after: int) -> Part:
        cells = take_cells(grid, {"value": (name,), "count": (_BASE,)}, header=header)
        # Excel takes 2-10 people for a day in February or October.
        refuse_spoilt_numbers(cells.frame[["value"]])
        if cells.frame["value"].str.match(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$").fillna(False).any():
            refuse_excel()
        counts, faults = take_counts(cells, ("count",))
        nameless = Fault(cells.frame["value"].isna(), message("This row names no group."))
        keep, rejected = sift(cells.lines, [nameless, *faults])
        frame = pd.DataFrame(
            {
                "network": "linkedin",
                "dimension": _DIMENSIONS[name],
                "value": cells.frame["value"].str.replace("–", "-"),
                "count": counts["count"],
                "source_row": cells.lines,
            }
        )[keep]
        empty = frame["count"].isna()
        nothing = message("There is no value for {value}.")
        notes = tuple(
            Listed(int(line), nothing, {"value": str(value)[:40]})
            for line, value in zip(frame["source_row"][empty], frame["value"][empty], strict=True)
        )
        return Part(
            cells.rows_read,
            conform(frame[~empty], "audience"),
            rejected=(*cells.ragged, *rejected),
            notes=notes,
            cautions=cells.cautions,
        )

    return read


_KINDS = (
    Kind(("Date", "Organic followers", _BASE), "daily", _read_days),
    *(Kind((name, _BASE), "audience", _read_base(name), alone=True) for name in _DIMENSIONS),
)

READER = Reader(
    name="linkedin_followers",
    card=Card(
        title=message("LinkedIn page: followers"),
        how_to_get=message(
            "Set LinkedIn to English. Open the page as its administrator, Analytics, Followers, "
            "choose the period, Export. Add the XLS or XLSX file as it is."
        ),
        limits=message(
            "The file does not name the page. Followers by day are new ones; how many left is not "
            "told, nor how many there are. Groups by location, job function, seniority, industry "
            "and company size are those of all followers on the day of the export; LinkedIn lists "
            "the largest only. There is neither age nor sex."
        ),
        clock=message("Days in UTC."),
    ),
    networks=("linkedin",),
    tables=("daily", "audience"),
    matches=_matches,
    read=_read,
)
