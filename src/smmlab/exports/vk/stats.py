"""VK, statistics of a community: stats.get, day by day or for longer periods."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.exports.items import raw_of
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import fold_repeats, sift
from smmlab.exports.vk.answers import kind_of, open_answers
from smmlab.exports.vk.periods import (
    Periods,
    audience_frame,
    daily_frame,
    read_periods,
    with_shares,
)
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_NOTHING = message("The entry covers days, but nothing that smmlab uses was counted in them.")


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) == "stats"


def _read(raw: "RawExport") -> Reading:
    answers = open_answers(raw)
    lines = answers.lines
    periods = read_periods(answers.entries, not_after=raw.modified_at)
    keep, rejected = sift(lines, periods.faults, raws=[raw_of(e) for e in answers.entries])
    daily, daily_again = fold_repeats(daily_frame(periods, lines, keep), "daily")
    audience, audience_again = fold_repeats(audience_frame(periods, lines, keep), "audience")
    tables = {
        "daily": conform(daily, "daily"),
        "audience": conform(with_shares(audience), "audience"),
    }
    merged = _merged(tables, (*daily_again, *audience_again))
    gone = {row.line for row in merged}
    told = {int(row) for table in tables.values() for row in table["source_row"]}
    notes = tuple(
        Listed(int(line), _NOTHING) for line in lines[keep] if int(line) not in told | gone
    )
    return Reading(
        tables=tables,
        rows_read=len(answers.entries) + len(answers.rejected),
        merged=merged,
        rejected=(*answers.rejected, *rejected),
        notes=notes,
        warnings=_cautions(periods, keep),
    )


def _merged(tables: Mapping[str, pd.DataFrame], again: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Return each repeated period once: one period makes many rows of both tables."""
    left = {int(row) for table in tables.values() for row in table["source_row"]}
    gone = {row.line: row for row in again if row.line not in left}
    return tuple(gone[line] for line in sorted(gone))


def _cautions(periods: Periods, keep: np.ndarray) -> tuple[Caution, ...]:
    cautions = []
    long = int((keep & (periods.from_day != periods.to_day).to_numpy(dtype=bool)).sum())
    if long:
        text = message(
            "Periods longer than a day: {n}. Only their audience is used; for the numbers of each "
            "day please ask for stats.get with interval=day."
        )
        cautions.append(Caution("vk-long-periods", text, {"n": long}))
    groups = periods.groups[keep[periods.groups["place"]]]
    if not groups["by_reach"].all():
        text = message(
            "For some periods VK tells age, sex and places of visitors of the community only, not "
            "of everybody reached: {n}."
        )
        visitors = int(groups.loc[~groups["by_reach"], "place"].nunique())
        cautions.append(Caution("vk-visitors-only", text, {"n": visitors}))
    return tuple(cautions)


READER = Reader(
    name="vk_stats",
    card=Card(
        title=message("VK: statistics of a community"),
        how_to_get=message(
            "As an administrator, ask the VK API for stats.get of the community with interval=day, "
            "and once more with interval=month for a fuller picture of the audience. Save each "
            "answer as JSON."
        ),
        limits=message(
            "The file does not name the community, so import each community into its own project. "
            "Age, sex and places are those of the people reached, where VK tells them, else of "
            "the visitors. Shares of ages and sexes are among people whose age or sex is known; "
            "places are parts of all people, and VK lists only the largest. People of several "
            "days are never added together: the same person may come every day. A number that "
            "VK leaves out is missing, not zero."
        ),
        clock=message(
            "Days of the community's statistics, which VK counts by Moscow time as far as is known."
        ),
    ),
    networks=("vkontakte",),
    tables=("daily", "audience"),
    matches=_matches,
    read=_read,
)
