"""Columns of old Facebook Page Insights: a name in the first row, what it counts in the second."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from smmlab.exports.delimited import Records
from smmlab.exports.grids import Grid, grid_records
from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.texts import message

Unit = Literal["people", "times"]
Level = Literal["posts", "days"]

_LOOKED = 15
_STORIES = "Lifetime Post Stories by action type - {kind}"
_PEOPLE = "Lifetime Talking About This (Post) by action type - {kind}"
_KINDS = {"like": "reactions", "comment": "comments", "share": "shares"}
# Names of sheets are cut at 31 letters: what their short columns count stands in the title.
_SHEETS = {"lifetime post stories by": _STORIES, "lifetime talking about this": _PEOPLE}
TEXTS: Mapping[str, str] = MappingProxyType(
    {"post_id": "Post ID", "url": "Permalink", "text": "Post Message", "kind": "Type",
     "posted": "Posted", "day": "Date"}
)  # fmt: skip
POST_COUNTS: Mapping[str, tuple[str, Unit]] = MappingProxyType(
    {
        "reach": ("Lifetime Post Total Reach", "people"),
        "organic_reach": ("Lifetime Post organic reach", "people"),
        "paid_reach": ("Lifetime Post Paid Reach", "people"),
        "impressions": ("Lifetime Post Total Impressions", "times"),
        "clicks": ("Lifetime Post Consumptions", "times"),
        "views": ("Lifetime Total Video Views", "times"),
        "watch_minutes": ("Lifetime Total Video View Time (in Minutes)", "times"),
        **{name: (_STORIES.format(kind=kind), "times") for kind, name in _KINDS.items()},
        **{
            f"people_{name}": (_PEOPLE.format(kind=kind), "people") for kind, name in _KINDS.items()
        },
    }
)
# Only what means the same as a metric of ours: people who like a page need not follow it.
DAY_COUNTS: Mapping[str, tuple[str, Unit]] = MappingProxyType(
    {
        "reach": ("Daily Total Reach", "people"),
        "impressions": ("Daily Total Impressions", "times"),
        "engaged_people": ("Daily Page Engaged Users", "people"),
        "clicks": ("Daily Page Consumptions", "times"),
    }
)
IGNORED = frozenset(("audience targeting", "countries", "languages", "description"))
_DAILY, _LIFETIME = "daily ", "lifetime "
_PERIODS = ("daily ", "weekly ", "28 days ", "lifetime ")
_DESCRIBED = re.compile(
    r"^(?:Lifetime|Daily|Weekly|28 Days):|\((?:Unique Users|Total Count)\)\s*$", re.IGNORECASE
)
_UNITS: dict[str, Unit] = {"unique users": "people", "total count": "times"}
_REPEAT = re.compile(r" \([0-9]+\)$")


@dataclass(frozen=True)
class Insights:
    """One table of insights, a row a post or a row a day.

    Parameters
    ----------
    cells
        Text cells by canonical name; an empty cell is missing.
    matched
        Which column of the file stands for what.
    records
        The rows as found, descriptions included.
    described
        The second row of names, which is no data.
    cautions
        What the user should know so far.
    """

    cells: pd.DataFrame
    matched: Matched
    records: Records
    described: tuple[Listed, ...]
    cautions: tuple[Caution, ...]

    def has(self, name: str) -> bool:
        """Tell whether the file has a column."""
        return name in self.matched.columns

    @property
    def lines(self) -> "pd.Series[int]":
        """Where each row of ``cells`` stands."""
        return pd.Series(self.records.lines, dtype="int64")[self.cells.index]


def level_of(grid: Grid) -> tuple[Level, int] | None:
    """Tell whether a table counts posts or days, and which row holds its names; None if neither."""
    for at, row in enumerate(grid.rows[:_LOOKED]):
        names = [plain_name(cell) for cell in row]
        starts = {start for start in _PERIODS if any(name.startswith(start) for name in names)}
        is_post = "post id" in names and {"posted", "permalink", "post message"} & set(names)
        if is_post and (_LIFETIME in starts or _action_sheet(grid)):
            return "posts", at
        many = sum(name.startswith(_PERIODS) for name in names) > 1
        if names[:1] == ["date"] and many and _DAILY in starts:
            return "days", at
    return None


def take_insights(grid: Grid, level: Level, *, header: int) -> Insights:
    """Take a table apart; names that stand twice are told apart by what is written below them.

    Raises
    ------
    ExportError
        As `read_records`; also when Excel has turned numbers into dates.
    """
    records = grid_records(grid, header=header)
    frame = records.frame
    is_note = _is_description(frame)
    described = frame[is_note].iloc[0].to_dict() if is_note.any() else {}
    wanted = POST_COUNTS if level == "posts" else DAY_COUNTS
    columns = _texts(records.header)
    columns |= _counts(records.header, described, wanted, _action_sheet(grid))
    used = set(columns.values())
    unknown = tuple(n for n in records.header if n not in used and plain_name(n) not in IGNORED)
    rows = frame[~is_note]
    cells = pd.DataFrame(index=rows.index)
    for name in (*TEXTS, *wanted):
        found = rows[columns[name]].str.strip() if name in columns else None
        missing = pd.Series(pd.NA, index=rows.index, dtype="str")
        cells[name] = missing if found is None else found.where(found != "")
    refuse_spoilt_numbers(cells[list(wanted)])
    notes = tuple(
        Listed(int(line), message("What the columns count, in words."))
        for line in records.lines[is_note.to_numpy(dtype=bool)]
    )
    # That names stand twice is how these files are made, so nobody has to be told.
    return Insights(cells, Matched(columns, unknown), records, notes, grid.cautions)


def _action_sheet(grid: Grid) -> str | None:
    title = plain_name(grid.name)
    return next((form for start, form in _SHEETS.items() if title.startswith(start)), None)


def _is_description(frame: pd.DataFrame) -> pd.Series:
    first = frame.head(1)
    said = first.apply(lambda column: column.str.contains(_DESCRIBED).fillna(False))
    is_note = pd.Series(False, index=frame.index)
    is_note.loc[first.index] = said.any(axis=1)
    if is_note.any():
        # A file joined from several has it again.
        is_note |= (frame == frame.iloc[0]).all(axis=1)
    return is_note.astype(bool)


def _texts(header: Sequence[str]) -> dict[str, str]:
    by_name = {plain_name(column): column for column in reversed(header)}
    return {
        name: by_name[plain_name(title)]
        for name, title in TEXTS.items()
        if plain_name(title) in by_name
    }


def _counts(
    header: Sequence[str],
    described: Mapping[str, object],
    wanted: Mapping[str, tuple[str, Unit]],
    sheet: str | None,
) -> dict[str, str]:
    places: dict[str, list[str]] = {}
    for column in header:
        name = plain_name(_REPEAT.sub("", column))
        if sheet and name in _KINDS:
            name = plain_name(sheet.format(kind=name))
        places.setdefault(name, []).append(column)
    found: dict[str, str] = {}
    for name, (title, unit) in wanted.items():
        columns = places.get(plain_name(title), [])
        units = [_unit(described.get(column)) for column in columns]
        sure = [column for column, said in zip(columns, units, strict=True) if said == unit]
        # One column without a word below it is what its name says; of several, none is.
        if not sure and units == [None]:
            sure = columns
        if sure:
            found[name] = sure[0]
    return found


def _unit(text: object) -> Unit | None:
    words = str(text or "").casefold()
    return next((unit for said, unit in _UNITS.items() if said in words), None)
