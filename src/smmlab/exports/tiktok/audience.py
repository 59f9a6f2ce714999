"""TikTok Studio, followers: sex and countries as shares, active followers by hour."""

import pandas as pd

from smmlab.exports.cells import Cells
from smmlab.exports.numbers import parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.table import Table, has_table, open_table
from smmlab.exports.tiktok.years import date_days, find_anchor
from smmlab.schema import conform
from smmlab.texts import message

_GENDER = ("Gender", "Distribution")
_PLACES = ("Top territories", "Distribution")
_HOURS = ("Date", "Hour", "Active followers")
_ALIASES = {
    "gender": ("Gender",),
    "place": ("Top territories",),
    "share": ("Distribution",),
    "day": ("Date",),
    "hour": ("Hour",),
    "count": ("Active followers",),
}
_SEXES = {"female": "female", "male": "male", "other": "other"}


def _matches(raw: RawExport) -> bool:
    return any(has_table(raw, names) for names in (_GENDER, _PLACES, _HOURS))


def _read(raw: RawExport) -> Reading:
    if has_table(raw, _HOURS):
        return _read_hours(raw, open_table(raw, _ALIASES, _HOURS))
    is_gender = has_table(raw, _GENDER)
    table = open_table(raw, _ALIASES, _GENDER if is_gender else _PLACES)
    return _read_shares(table, "sex" if is_gender else "country")


def _read_shares(table: Table, dimension: str) -> Reading:
    cells, frame = table.cells, table.cells.frame
    refuse_spoilt_numbers(frame[["share"]])
    name = frame["gender" if dimension == "sex" else "place"]
    said = frame["share"]
    numbers, bad = parse_numbers(said)
    percent = said.str.contains("%").fillna(False).astype(bool)
    share = numbers.where(~percent, numbers / 100)
    value = name.str.casefold().map(_SEXES).astype("str") if dimension == "sex" else name
    value = value.mask(value.str.casefold() == "others", "other")
    faults = [
        Fault(name.isna(), message("This row names no group.")),
        Fault(value.isna(), message("{value} is no group that TikTok is known to use."), name),
        Fault(
            bad | ~share.between(0, 1).where(share.notna(), True).astype(bool),
            message("{value} is no share between 0 and 1."),
            said,
        ),
    ]
    keep, rejected = sift(cells.lines, faults)
    audience = _audience(cells, dimension, value).assign(share=share)[keep]
    return _reading(table, audience, rejected, notes=())


def _read_hours(raw: RawExport, table: Table) -> Reading:
    cells, frame = table.cells, table.cells.frame
    refuse_spoilt_numbers(frame[["count"]])
    days = date_days(frame["day"], find_anchor(raw))
    hour = frame["hour"].str.extract(r"^([0-9]{1,2})(?::00)?$", expand=False).astype("float64")
    hour = hour.where(hour.between(0, 23)).astype("Int64")
    counts, bad = parse_counts(frame["count"])
    faults = [
        Fault(
            days.bad | frame["day"].isna(),
            message("{value} is no day of this series."),
            frame["day"],
        ),
        Fault(hour.isna(), message("{value} is no hour from 0 to 23."), frame["hour"]),
        Fault(
            bad,
            message("{value} is no count, in the column {column}."),
            frame["count"],
            cells.title("count"),
        ),
    ]
    keep, rejected = sift(cells.lines, faults)
    value = hour.astype("str").str.zfill(2)
    audience = _audience(cells, "hour", value).assign(
        count=counts, from_day=days.day, to_day=days.day
    )[keep]
    coming = _still_to_come(audience)
    reason = message("This hour was not over yet when the file was made, so its zero is no count.")
    notes = [Listed(int(line), reason) for line in audience["source_row"][coming]]
    cautions = [*days.cautions]
    if len(audience):
        text = message(
            "The file does not say in which time zone its hours stand; no zone was added to them."
        )
        cautions.append(Caution("zone-unknown", text))
    return _reading(table, audience[~coming], rejected, notes=notes, cautions=cautions)


def _still_to_come(audience: pd.DataFrame) -> pd.Series:
    """Mask the zeros that end the newest day up to midnight: hours that lay in the future."""
    newest = audience["to_day"] == audience["to_day"].max()
    seen = audience["count"].gt(0).fillna(False).astype(bool)
    last_seen = audience["value"][newest & seen].max() if (newest & seen).any() else ""
    later = newest & (audience["value"] > last_seen) & audience["count"].eq(0).fillna(False)
    reaches_midnight = bool((audience["value"][later] == "23").any())
    return (later & reaches_midnight & seen.any()).astype(bool)


def _audience(cells: Cells, dimension: str, value: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "network": "tiktok",
            "page": pd.Series(None, index=value.index, dtype="str"),
            "dimension": dimension,
            "value": value,
            "source_row": cells.lines,
        },
        index=value.index,
    )


def _reading(
    table: Table,
    audience: pd.DataFrame,
    rejected: tuple[Listed, ...],
    *,
    notes: tuple[Listed, ...] | list[Listed],
    cautions: tuple[Caution, ...] | list[Caution] = (),
) -> Reading:
    measure = "count" if "count" in audience else "share"
    empty = audience[measure].isna()
    nothing = message("There is no value for {value}.")
    nothings = [
        Listed(int(line), nothing, {"value": str(value)[:40]})
        for line, value in zip(audience["source_row"][empty], audience["value"][empty], strict=True)
    ]
    folded, merged = fold_repeats(conform(audience[~empty], "audience"), "audience")
    return Reading(
        tables={"audience": conform(folded, "audience")},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*table.cells.ragged, *rejected], key=lambda row: row.line)),
        notes=(*table.notes, *notes, *nothings),
        warnings=(*table.cautions, *cautions),
    )


READER = Reader(
    name="tiktok_audience",
    card=Card(
        title=message("TikTok Studio: followers"),
        how_to_get=message(
            "Set TikTok to English. Open tiktok.com/tiktokstudio/analytics, Followers, Download "
            "data, CSV or XLSX. Add the files FollowerGender, FollowerTopTerritories and "
            "FollowerActivity soon after the download."
        ),
        limits=message(
            "Sex and countries are shares of all followers on the day of the export. Active "
            "followers are counted for each hour of the last seven days and are not averaged; the "
            "days have no years, the hours no time zone. There are no ages."
        ),
        clock=message(
            "Active followers by hour: as TikTok shows them, in a zone the file does not name. Sex "
            "and countries: no times."
        ),
    ),
    networks=("tiktok",),
    tables=("audience",),
    matches=_matches,
    read=_read,
)
