"""What the tables of YouTube Studio share: names, the total row, the last line, the period."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import seconds_of
from smmlab.exports.grids import Grid, drop_repeated_header, list_beside, peek_grids, read_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message

PACIFIC = "America/Los_Angeles"
# Studio writes the total in the language of its interface, above all other rows.
_TOTALS = frozenset(
    ("total", "итого", "всего", "kokku", "усього", "разом", "kopā", "iš viso", "yhteensä", "summe",
     "gesamt", "insgesamt", "totaal", "totale", "łącznie", "razem", "totalt", "i alt")
)  # fmt: skip
_PERIOD = re.compile(
    r"(?<![0-9])([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])"
)
# A sentence in any language with one number in it, which is round: no row, no day, no place.
_LAST_LINE = re.compile(r"(?=.*\s)(?=.{4,60}$)[^0-9,;\t]*[1-9][0-9]{0,3}0[^0-9,;\t]*")
_TOTAL = message("The total of all rows.")
_CUT = message("The last line of a long table: {text}.")
# What a tab may be about; the names stand at the head of the first column.
VIEWS = ("Views", "Просмотры")
WATCH_HOURS = ("Watch time (hours)", "Время просмотра (часы)")
IMPRESSIONS = ("Thumbnail impressions", "Impressions", "Показы")
METRICS = frozenset(
    plain_name(name)
    for name in (
        *VIEWS, *WATCH_HOURS, *IMPRESSIONS, "Engaged views", "Subscribers", "Подписчики",
        "Subscribers gained", "Subscribers lost", "Average view duration",
        "Средняя продолжительность просмотра", "Average percentage viewed (%)",
        "Impressions click-through rate (%)", "Thumbnail click-through rate (%)",
        "CTR для значков видео", "CTR для значков видео (%)", "Likes", "Dislikes",
        "Likes (vs. dislikes) (%)", "Likes (vs dislikes) (%)", "Shares", "Comments added",
        "Unique viewers", "Unique reach", "New viewers", "Returning viewers", "Casual viewers",
        "Regular viewers", "Stayed to watch (%)", "Average views per viewer", "Post subscribers",
        "Estimated revenue (USD)", "Your estimated revenue (USD)", "Estimated revenue (EUR)",
        "Your estimated revenue (EUR)", "Расчетный доход", "Расчётный доход",
        "Views (%)", "Watch time (hours) (%)",
    )
)  # fmt: skip
OTHER_TABS = frozenset(
    plain_name(name)
    for name in (
        "Traffic source", "Device type", "Operating system", "Content type", "Subscription source",
        "Sharing service", "Subtitles and CC", "New and returning viewers",
        "Audience by watch behavior", "Playback location", "Playlist", "Translation use",
        "Video info language", "End screen element type", "End screen element", "Card type",
        "Card", "YouTube product", "Live/on demand", "Organic/paid traffic", "Ad type",
    )
)  # fmt: skip
CONTENT = frozenset(map(plain_name, ("Content", "Контент")))
TITLE = frozenset(map(plain_name, ("Video title", "Название видео")))
DATE = frozenset(map(plain_name, ("Date", "Дата")))
PLACES = frozenset(map(plain_name, ("Geography", "География")))
AGES = frozenset(map(plain_name, ("Viewer age", "Возраст зрителей", "Возраст зрителя")))
SEXES = frozenset(map(plain_name, ("Viewer gender", "Viewer sex", "Пол зрителей", "Пол зрителя")))
CITIES = frozenset(map(plain_name, ("Cities", "Города")))
SUBSCRIPTIONS = frozenset(map(plain_name, ("Subscription status", "Статус подписки")))
TABS = OTHER_TABS | CONTENT | PLACES | AGES | SEXES | CITIES | SUBSCRIPTIONS


@dataclass(frozen=True)
class Table:
    """One table of Studio, with the rows that carry no data of their own put aside.

    Parameters
    ----------
    grid
        The header and the rows below it.
    notes
        Rows above, other sheets and the line that says the table was cut.
    is_cut
        Whether Studio left rows out because there were too many.
    ends
        Lines of the first and the last row; of each table where several were joined in one file.
    """

    grid: Grid
    notes: tuple[Listed, ...]
    is_cut: bool
    ends: np.ndarray


def has_table(raw: RawExport, is_header: Callable[[Collection[str]], bool]) -> bool:
    """Tell whether a header is the first row of a file or of one of its sheets."""
    return any(
        grid.rows and is_header(tuple(map(plain_name, grid.rows[0]))) for grid in peek_grids(raw)
    )


def open_table(raw: RawExport, is_header: Callable[[Collection[str]], bool]) -> Table:
    """Return the first table with such a header.

    Raises
    ------
    ExportError
        When there is none, or the file is damaged.
    """
    grids = read_grids(raw)
    for grid in grids:
        if grid.rows and is_header(tuple(map(plain_name, grid.rows[0]))):
            return _without_other_rows(grid, grids)
    raise ExportError(
        message(
            "Expected a table of YouTube Studio in {name}; there is none. Please export it again "
            "and leave it as it is."
        ),
        {"name": raw.name},
    )


def _without_other_rows(grid: Grid, grids: Collection[Grid]) -> Table:
    body, again = drop_repeated_header(grid, header=0)
    _, lasts = _ends(body.lines, again)
    last = np.zeros(len(body.rows), dtype=bool)
    last[[at for at in lasts if _is_last_line(body.rows[at])]] = True
    cut = tuple(
        Listed(int(body.lines[at]), _CUT, {"text": body.rows[at][0].strip()})
        for at in np.flatnonzero(last)
    )
    rows = [row for row, is_last in zip(body.rows, last, strict=True) if not is_last]
    kept = replace(body, rows=rows, lines=body.lines[~last])
    ends = kept.lines[np.concatenate(_ends(kept.lines, again))]
    return Table(kept, (*cut, *again, *list_beside(grids, grid)), bool(cut), ends)


def _ends(lines: np.ndarray, again: Collection[Listed]) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of the first and last rows of the tables that the column names begin."""
    begins = np.searchsorted(lines, [row.line for row in again]).astype("int64")
    firsts, lasts = np.append(1, begins), np.append(begins, len(lines)) - 1
    holds_rows = firsts <= lasts
    return firsts[holds_rows], lasts[holds_rows]


def find_totals(first: pd.Series) -> pd.Series:
    """Mask the rows whose first cell says that they are the total."""
    return first.str.casefold().isin(_TOTALS).fillna(False).astype(bool)


def list_totals(lines: np.ndarray, totals: pd.Series) -> tuple[Listed, ...]:
    """List the total rows, as notes."""
    return tuple(Listed(int(line), _TOTAL) for line in lines[totals.to_numpy(dtype=bool)])


def find_period(raw: RawExport) -> tuple[str, str] | None:
    """Return the first and the last day, as the name of the archive or of the file has them.

    Studio's archives are named ``Content 2025-01-01_2025-12-31 Kohvik.zip``.
    """
    for name in (raw.inside, raw.name):
        found = _PERIOD.search(name)
        if found:
            try:
                first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
            except ValueError:
                continue
            if first <= last and last.year < 2200:
                return first.isoformat(), last.isoformat()
    return None


def end_of(period: tuple[str, str] | None) -> int | None:
    """Return the last second of a period, which is not over later than the export was made."""
    if period is None:
        return None
    after = date.fromisoformat(period[1]) + timedelta(days=1)
    midnight = pd.DatetimeIndex([after]).tz_localize(PACIFIC)
    return int(seconds_of(midnight).iloc[0]) - 1


def _is_last_line(row: list[str]) -> bool:
    first, *rest = row
    return not any(map(str.strip, rest)) and bool(_LAST_LINE.fullmatch(first.strip()))
