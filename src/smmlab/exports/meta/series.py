"""Meta Business Suite, results: one metric of a page, day by day; several series in one file."""

import re
from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.blocks import Line, read_lines
from smmlab.exports.meta.posts import META_ZONE
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates, refuse_spoilt_numbers, unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_HEADER = re.compile(r'^"?Date"?[,;\t]"?Primary"?', re.IGNORECASE | re.MULTILINE)
_METRICS = {
    "reach": "reach",
    "views": "views",
    "viewers": "viewers",
    "follows": "follows",
    "visits": "visits",
    "profile visits": "visits",
    "page visits": "visits",
    "interactions": "interactions",
    "content interactions": "interactions",
    "link clicks": "link_clicks",
    "impressions": "impressions",
}
_NETWORKS = ("facebook", "instagram")
_EARLIEST_DAY = "2004-01-01"


@dataclass(frozen=True)
class _Series:
    title: str
    network: str | None
    metric: str | None


def _matches(raw: RawExport) -> bool:
    return bool(_HEADER.search(raw.head))


def _read(raw: RawExport) -> Reading:
    text, repaired = unwrap_lines(raw.text)
    notes: list[Listed] = []
    rejected: list[Listed] = []
    data: list[tuple[Line, _Series]] = []
    series = _Series("", None, None)
    for line in read_lines(text):
        if line.title.startswith("sep="):
            notes.append(Listed(line.number, message("Separator line.")))
        elif line.title and not line.title[:1].isdigit():
            series = _series(line.title)
            notes.append(Listed(line.number, message("Title: {title}."), {"title": line.title}))
        elif line.cells[0].casefold() == "date":
            notes.append(Listed(line.number, message("Column names.")))
        elif series.metric is None:
            rejected.append(
                Listed(
                    line.number,
                    message("The series {title} is not one that smmlab uses."),
                    {"title": series.title or "?"},
                )
            )
        else:
            data.append((line, series))
    if not data and rejected:
        raise ExportError(
            message(
                "The series {title} is not one that smmlab uses. Export Reach, Views, Viewers, "
                "Follows, Visits, Interactions or Link clicks."
            ),
            {"title": str(rejected[0].values["title"])},
        )
    found = _frame(data)
    faults, merged, daily = _judge(found, raw.modified_at)
    return Reading(
        tables={"daily": conform(daily, "daily")},
        rows_read=len(data) + len(rejected) + len(notes),
        merged=tuple(merged),
        rejected=tuple(sorted([*rejected, *faults], key=lambda row: row.line)),
        notes=tuple(notes),
        warnings=(*repaired, *_cautions(daily, data)),
    )


def _series(title: str) -> _Series:
    words = title.casefold()
    network = next((name for name in _NETWORKS if words.startswith(f"{name} ")), None)
    return _Series(title, network, _METRICS.get(words.removeprefix(f"{network} ")))


def _frame(data: list[tuple[Line, _Series]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": pd.Series([line.cells[0] for line, _ in data], dtype="str"),
            "said": pd.Series(
                [line.cells[1] if len(line.cells) > 1 else "" for line, _ in data], dtype="str"
            ),
            "network": pd.Series([series.network for _, series in data], dtype="str"),
            "metric": pd.Series([series.metric for _, series in data], dtype="str"),
            "source_row": pd.Series([line.number for line, _ in data], dtype="Int64"),
        }
    )


def _judge(
    found: pd.DataFrame, modified_at: int
) -> tuple[list[Listed], list[Listed], pd.DataFrame]:
    refuse_spoilt_dates(found["day"])
    refuse_spoilt_numbers(found[["said"]])
    # The hour only follows the clocks of California; the day is Meta's.
    stamped = found["day"].str.match(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.Z+\-]*)?$")
    days = pd.to_datetime(
        found["day"].str.slice(0, 10).where(stamped.fillna(False)),
        format="%Y-%m-%d",
        errors="coerce",
    )
    latest = pd.Timestamp(modified_at + 2 * 86_400, unit="s")
    no_day = days.isna() | (days < pd.Timestamp(_EARLIEST_DAY)) | (days > latest)
    values, bad = parse_numbers(found["said"])
    empty = is_missing(found["said"])
    faults = []
    for fault, column, reason in (
        (no_day, "day", message("{value} is no day of this series.")),
        (~no_day & empty, "day", message("There is no value for {value}.")),
        (~no_day & (bad | (values < 0)), "said", message("{value} is no count.")),
    ):
        faults += [
            Listed(int(line), reason, {"value": value[:40]})
            for line, value in zip(found["source_row"][fault], found[column][fault], strict=True)
        ]
    sound = found.assign(value=values, day=days.dt.strftime("%Y-%m-%d").astype("str"), page=None)[
        ~(no_day | empty | bad | (values < 0))
    ]
    key = ["network", "metric", "day"]
    ranked = sound.sort_values([*key, "value", "source_row"], ascending=[True] * 3 + [False, True])
    again = ranked.duplicated(key)
    merged = [
        Listed(int(line), message("The day {day} stands in the series twice."), {"day": day})
        for line, day in zip(ranked["source_row"][again], ranked["day"][again], strict=True)
    ]
    daily = ranked[~again].sort_values("source_row").reset_index(drop=True)
    return faults, merged, daily.assign(clock=META_ZONE, precision="day")


def _cautions(daily: pd.DataFrame, data: list[tuple[Line, _Series]]) -> list[Caution]:
    cautions = []
    nameless = dict.fromkeys(series.title for _, series in data if series.network is None)
    if nameless:
        cautions.append(
            Caution(
                "network-unknown",
                message(
                    "The file does not say whether {titles} counts Facebook, Instagram or both, "
                    "so no network is named."
                ),
                {"titles": ", ".join(nameless)},
            )
        )
    more = max((len(line.cells) for line, _ in data), default=0) - 2
    if more > 0:
        cautions.append(
            Caution(
                "unknown-columns",
                message("Columns after Primary that are not used: {n}."),
                {"n": more},
            )
        )
    if daily.empty:
        cautions.append(Caution("no-rows", message("The file has titles but no days.")))
    return cautions


READER = Reader(
    name="meta_series",
    card=Card(
        title=message("Meta Business Suite: results by day"),
        how_to_get=message(
            "Set Meta Business Suite to English. Open business.facebook.com, Insights, Results "
            "(or Overview), choose the period, and on each chart Export, CSV: Reach, Views, "
            "Viewers, Follows, Visits, Interactions, Link clicks."
        ),
        limits=message(
            "Days are Meta's own, in Pacific time. Most files do not name the page, many not even "
            "the network. Reach of days cannot be added up to reach of a week. A day that is "
            "absent is missing, not zero."
        ),
        clock=message("Days of Meta, which begin at midnight Pacific time."),
    ),
    networks=("facebook", "instagram"),
    tables=("daily",),
    looked_for=message(
        "a results export of Meta Business Suite with a title and the columns Date and Primary"
    ),
    matches=_matches,
    read=_read,
)
