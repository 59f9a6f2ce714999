"""Odnoklassniki, statistics of a group by day: group.getStatTrends."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, pluck, raw_of, shown_of
from smmlab.exports.ok.answers import NETWORK, ONE_REFUSED, TRENDS, ZONE, kind_of, open_answers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_METRICS = {
    "reach": "reach", "renderings": "impressions", "likes": "reactions", "comments": "comments",
    "reshares": "shares", "link_clicks": "link_clicks", "page_visits": "visits",
    "new_members": "follows", "left_members": "unfollows", "members_count": "followers",
    "hides_from_feed": "hides", "complaints": "complaints",
}  # fmt: skip

_UNUSED = message("A number that smmlab has no place for: {metric}.")
_NO_NUMBER = message("Odnoklassniki gives no number of {metric} for this day.")
_NO_OBJECT = message("This entry is not what Odnoklassniki writes: expected an object.")
_NO_DAY = message("The day {value} cannot be read: expected milliseconds.")
_NO_VALUE = message(
    "This entry has no field value: expected a number, or null where none is known."
)
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) == "trends"


def _read(raw: "RawExport") -> Reading:
    answers, errors, broken = open_answers(raw)
    names, points = _points(answers)
    if not points:
        raise ExportError(
            message(
                "The answer of Odnoklassniki is empty: it holds no day. Please check the number "
                "of the group, the days asked for and the rights of the access token, ask again "
                "and import the new answer."
            )
        )
    lines = range(1, len(points) + 1)
    used = names.isin(list(_METRICS))
    times, values = pluck(points, "time"), pluck(points, "value")
    milliseconds, _ = counts_of(times)
    seconds = milliseconds // 1000
    fits = seconds.between(EARLIEST, raw.modified_at + LEEWAY).fillna(False).astype(bool)
    counts, no_count = counts_of(values)
    objects = pd.Series([isinstance(point, dict) for point in points], dtype="bool")
    # A null says that nothing is known; an entry without the field was cut or changed by somebody.
    told = pd.Series([isinstance(p, dict) and "value" in p for p in points], dtype="bool")
    moments = pd.to_datetime(seconds.where(fits).astype("float64"), unit="s", utc=True)
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "page": pd.Series(pd.NA, index=names.index, dtype="str"),
            "metric": names.map(_METRICS).astype("str"),
            "day": moments.dt.tz_convert(ZONE).dt.strftime("%Y-%m-%d").astype("str"),
            "value": counts.astype("float64"),
            "clock": ZONE,
            "precision": "day",
            "source_row": pd.Series(list(lines), dtype="int64"),
        }
    )
    faults = [
        Fault(used & ~objects, _NO_OBJECT),
        Fault(used & ~fits, _NO_DAY, shown_of(times)),
        Fault(used & ~told, _NO_VALUE),
        Fault(used & no_count, _NO_COUNT, shown_of(values), "value"),
    ]
    keep, rejected = sift(list(lines), faults, raws=[raw_of(point) for point in points])
    daily, merged = fold_repeats(
        frame[keep & used & counts.notna()].reset_index(drop=True), "daily"
    )
    refused = tuple(
        Listed(at, ONE_REFUSED, {"code": code, "said": said}, raw_of({"error_code": code}))
        for at, (code, said) in enumerate(errors, len(points) + 1)
    )
    silent = keep & used & counts.isna()
    notes = tuple(
        Listed(line, _NO_NUMBER if is_used else _UNUSED, {"metric": name})
        for line, name, is_used, is_note in zip(lines, names, used, silent | ~used, strict=True)
        if is_note
    )
    return Reading(
        tables={"daily": conform(daily, "daily")},
        rows_read=len(points) + len(refused) + len(broken),
        merged=merged,
        rejected=(*broken, *refused, *rejected),
        notes=notes,
        warnings=_cautions(names, used),
    )


def _points(answers: list[dict[str, Any]]) -> tuple[pd.Series, list[Any]]:
    """Return what was counted and the point, series after series in the order of the file."""
    rows = [
        (name, point)
        for answer in answers
        for name, series in answer.items()
        if name in TRENDS and isinstance(series, list)
        for point in series
    ]
    return pd.Series([name for name, _ in rows], dtype="str"), [point for _, point in rows]


def _cautions(names: pd.Series, used: pd.Series) -> tuple[Caution, ...]:
    unused = sorted(names[~used].unique())
    if not unused:
        return ()
    text = message("These columns are not used: {columns}.")
    return (Caution("unknown-columns", text, {"columns": ", ".join(unused)}),)


READER = Reader(
    name="ok_stats",
    card=Card(
        title=message("Odnoklassniki: statistics of a group by day"),
        how_to_get=message(
            "As an administrator, ask the Odnoklassniki API for group.getStatTrends with the "
            "fields reach, renderings, likes, comments, reshares, link_clicks, page_visits, "
            "new_members, left_members and members_count, and save the answer as JSON."
        ),
        limits=message(
            "The file does not name the group, so import each group into its own project. People "
            "reached on several days must not be added: the same person may come every day."
        ),
        clock=message(
            "Days of the group's statistics, by Moscow time as far as is known; times stand in "
            "milliseconds."
        ),
    ),
    networks=("odnoklassniki",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
