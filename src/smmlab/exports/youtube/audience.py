"""YouTube Studio, tabs about the audience: places, ages and sexes as parts of the views."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells
from smmlab.exports.headers import plain_name
from smmlab.exports.numbers import is_missing, parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.youtube.studio import (
    AGES,
    CITIES,
    DATE,
    METRICS,
    OTHER_TABS,
    PLACES,
    SEXES,
    SUBSCRIPTIONS,
    TABS,
    TITLE,
    VIEWS,
    end_of,
    find_period,
    find_totals,
    has_table,
    list_totals,
    open_table,
)
from smmlab.schema import conform
from smmlab.texts import message

_COLUMNS = {
    "country": ("Geography", "География"),
    "age": ("Viewer age", "Возраст зрителей", "Возраст зрителя"),
    "sex": ("Viewer gender", "Viewer sex", "Пол зрителей", "Пол зрителя"),
    # The column Cities holds codes where there is one with names.
    "city": ("City name", "Cities", "Города"),
    "code": ("Cities",),
    "subscription": ("Subscription status", "Статус подписки"),
    "percent": ("Views (%)", "Views %", "Просмотры (%)"),
    "views": VIEWS,
}
_IGNORED = tuple(METRICS)
_USED_TABS = PLACES | AGES | SEXES | CITIES | SUBSCRIPTIONS
_SUBSCRIPTION_NAMES = {"subscribed": "subscribed", "not subscribed": "not_subscribed"}
_SEX_NAMES = {
    "female": "female", "male": "male", "женщины": "female", "женский": "female",
    "мужчины": "male", "мужской": "male",
}  # fmt: skip
_UNTOLD = frozenset(("user-specified", "other", "unknown", "указано пользователем"))
_NO_SEX = message("The sex of these people is not told.")
_NO_VALUE = message("There is no value for {value}.")
_DIMENSIONS = ("country", "age", "sex", "city", "subscription")
# Two tabs have names that other programs use too; measures of time are Studio's own.
_OWN_MEASURES = frozenset(
    map(plain_name, ("Watch time (hours)", "Watch time (hours) (%)", "Average view duration"))
)


def _is_header(names: Collection[str]) -> bool:
    found = set(names)
    first = next(iter(names), "")
    if found & DATE or found & TITLE:
        return False
    if first in _USED_TABS:
        return bool(found & (METRICS | {"views %", "просмотры (%)"}))
    return first in OTHER_TABS and bool(found & _OWN_MEASURES)


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _is_header)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _is_header)
    cells = take_cells(table.grid, _COLUMNS, ignored=_IGNORED)
    dimension = _dimension(cells, table.grid.rows[0])
    frame = cells.frame
    said = frame["age" if dimension == "age_sex" else dimension]
    total = find_totals(said) | find_totals(frame["code"])
    share, measure, bad = _shares(cells, total)
    values = _values(frame, dimension)
    untold = ~total & frame["sex"].str.casefold().isin(_UNTOLD)
    empty = ~total & ~untold & ~bad & values.notna() & share.isna()
    notes = (
        *table.notes,
        *list_totals(cells.lines, total),
        *(Listed(int(line), _NO_SEX) for line in cells.lines[untold.to_numpy(dtype=bool)]),
        *(
            Listed(int(line), _NO_VALUE, {"value": value[:40]})
            for line, value in zip(cells.lines[empty], values[empty], strict=True)
        ),
    )
    used = ~(total | untold | empty)
    lines = cells.lines[used.to_numpy(dtype=bool)]
    values, share = values[used], share[used]
    keep, rejected = sift(
        lines,
        [
            Fault(values.isna(), message("{value} is no group of the audience."), said[used]),
            Fault(
                bad[used],
                message("{value} is no number of views or share of them, in the column {column}."),
                frame.loc[used, measure],
                cells.title(measure),
            ),
        ],
    )
    period = find_period(raw)
    audience = pd.DataFrame(
        {
            "network": "youtube",
            "page": pd.Series(pd.NA, index=values.index, dtype="str"),
            "dimension": dimension,
            "value": values,
            "share": share,
            "from_day": pd.Series(period[0] if period else pd.NA, index=values.index, dtype="str"),
            "to_day": pd.Series(period[1] if period else pd.NA, index=values.index, dtype="str"),
            "source_row": lines,
        }
    )
    folded, merged = fold_repeats(audience[keep], "audience")
    return Reading(
        tables={"audience": conform(folded, "audience")},
        rows_read=cells.rows_read + len(table.notes),
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=notes,
        warnings=(*cells.cautions, *_cautions(folded, int(untold.sum()), table.is_cut)),
        exported_at=end_of(period),
    )


def _dimension(cells: Cells, header: list[str]) -> str:
    """Return what the table is about.

    Raises
    ------
    ExportError
        When it is about something that the audience table has no place for.
    """
    tabs = [name for name in header if plain_name(name) in TABS]
    if cells.has("age") and cells.has("sex") and len(tabs) == 2:
        return "age_sex"
    found = [name for name in _DIMENSIONS if cells.has(name)]
    if "city" in found and len(tabs) == len(found) <= 2:
        return "city"
    if len(found) == 1 and len(tabs) == 1:
        return found[0]
    raise ExportError(
        message(
            "This table of YouTube Studio is about {tabs}, and smmlab does not use it. Please "
            "export the tabs Content, Geography, Cities, Viewer age, Viewer gender or Subscription "
            "status, one by one."
        ),
        {"tabs": ", ".join(tabs)},
    )


def _shares(cells: Cells, total: pd.Series) -> tuple[pd.Series, str, pd.Series]:
    """Return the part of the views of each row, the column it comes from, and what is no number.

    Raises
    ------
    ExportError
        When there are no views, or no total that they are a part of.
    """
    frame = cells.frame
    refuse_spoilt_numbers(frame[["percent", "views"]])
    if cells.has("percent"):
        percent, bad = parse_numbers(frame["percent"])
        outside = (percent < 0) | (percent > 100)
        return percent.where(~outside) / 100, "percent", bad | outside
    if not cells.has("views"):
        raise ExportError(
            message(
                "The table has no views, so nobody can tell how large a part each group is. Please "
                "export it again with the metric Views."
            )
        )
    views, bad = parse_counts(frame["views"])
    whole = views[total & views.notna()]
    if len(frame) > int(total.sum()) and whole.empty and not is_missing(frame["views"]).all():
        raise ExportError(
            message(
                "The row Total is absent, so nobody can tell of how many views each group is a "
                "part. Please export the table again and leave it as it is."
            )
        )
    base = float(whole.max()) if len(whole) else 0.0
    share = views.astype("float64") / base if base > 0 else views.astype("float64") * np.nan
    above = (share > 1).fillna(False)
    return share.where(~above), "views", bad | above


def _values(frame: pd.DataFrame, dimension: str) -> pd.Series:
    if dimension in ("country", "city"):
        return frame[dimension].astype("str")
    if dimension == "subscription":
        return frame[dimension].str.casefold().map(_SUBSCRIPTION_NAMES).astype("str")
    ages, sexes = _ages(frame["age"]), frame["sex"].str.casefold().map(_SEX_NAMES).astype("str")
    if dimension == "age":
        return ages
    return sexes if dimension == "sex" else (ages + "|" + sexes).astype("str")


def _ages(texts: pd.Series) -> pd.Series:
    """Write ``13–17 years`` as ``13-17``, and ``65+ years`` as ``65+``, in any language."""
    found = texts.str.extract(r"^\D*([0-9]{2})(?:\s*[-–—]\s*([0-9]{2}))?(?![0-9])[^0-9]*$")
    span = (found[0] + "-" + found[1]).astype("str")
    return span.fillna((found[0] + "+").where(found[1].isna())).astype("str")


def _cautions(audience: pd.DataFrame, untold: int, is_cut: bool) -> tuple[Caution, ...]:
    cautions = []
    if untold:
        text = message("Shares of people whose sex is not told, and which are left out: {n}.")
        cautions.append(Caution("sex-untold", text, {"n": untold}))
    if is_cut:
        text = message(
            "YouTube Studio left out the groups with the fewest views, because there are too many "
            "for one table. The shares of the others are right all the same."
        )
        cautions.append(Caution("table-cut", text))
    if audience.empty:
        text = message("The file has column names but no groups.")
        return (*cautions, Caution("no-rows", text))
    text = message("The shares are parts of the views, not of the people who watched.")
    return (*cautions, Caution("shares-of-views", text))


READER = Reader(
    name="youtube_audience",
    card=Card(
        title=message("YouTube Studio: audience"),
        how_to_get=message(
            "Set YouTube Studio to English. Open studio.youtube.com, Analytics, Advanced mode, the "
            "tab Geography, then Cities, Viewer age, Viewer gender and Subscription status; for "
            "each of them the arrow, Comma-separated values (.csv). Add the ZIP as it is: its name "
            "tells the period."
        ),
        limits=message(
            "Shares are parts of the views, not of people: who watches often counts often. Age and "
            "sex are known of viewers with an account only. Small channels get no ages. Tabs such "
            "as Traffic source or Device type are not used."
        ),
        clock=message("No times: the sum of a period, whose days are those of Pacific time."),
    ),
    networks=("youtube",),
    tables=("audience",),
    matches=_matches,
    read=_read,
)
