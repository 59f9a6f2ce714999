"""The columns of Google Analytics tables, and which of the tables in a file can be used."""

import re
from collections.abc import Collection, Sequence

import pandas as pd

from smmlab.exports.headers import plain_name
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.web.ga4_blocks import Block

# The property, and the first and last day, as the remarks name them.
Period = tuple[str | None, str | None, str | None]
SOURCES = {
    "session source": "source",
    "session manual source": "source",
    "session medium": "medium",
    "session manual medium": "medium",
    "session campaign": "campaign",
    "session campaign name": "campaign",
    "session manual campaign": "campaign",
    "session manual campaign name": "campaign",
    "session manual ad content": "content",
    "session manual term": "term",
    "session primary channel group (default channel group)": "channel",
    "session primary channel group": "channel",
    "session default channel group": "channel",
    "session default channel grouping": "channel",
    "default channel group": "channel",
    "default channel grouping": "channel",
}
PAIRS = ("session source / medium", "session manual source / medium")
DAYS = ("date", "nth day", "nth week", "nth month")
# Where another program saved the file, narrow tables are as wide as the widest.
_NAMELESS = re.compile(r"column [0-9]+")
# A session belongs to one of each, so its rows may be added up.
_HARMLESS = (
    "landing page", "landing page + query string", "device category", "country", "region", "city",
    "language", "browser", "operating system", "hour", "day of week", "day of week name",
)  # fmt: skip
# Metrics of `visits`, and what `daily` calls them.
METRICS = {
    "total users": "users",
    "users": "users",
    "active users": "users",
    "sessions": "sessions",
    "engaged sessions": "engaged_sessions",
    "key events": "key_events",
    "conversions": "key_events",
    "total revenue": "revenue",
    "views": "views",
}
DAILY = {"users": "visitors", "sessions": "visits", "views": "page_views"}
_QUIET = re.compile(
    r".*(?:rate|percentage|duration|engagement time)|.* per .*|event count|event value|totals|"
    r"(?:new|returning|total|active|\d+-day) (?:active )?users|(?:purchase|ad) revenue|"
    r"transactions|engaged sessions|key events|conversions|total revenue|(?:ecommerce )?purchases"
)


def dimensions(names: Sequence[str]) -> list[str]:
    """Return the plain names that say where and when a visit was."""
    return [name for name in names if name in SOURCES or name in PAIRS or name in DAYS]


def choose(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Keep one table for each set of tags and period: a second one would count visits twice.

    Returns
    -------
    tuple of list of Block and list of Block
        The tables to read, and the others.
    """
    taken: dict[tuple[frozenset[str], Period], Block] = {}
    for block in blocks:
        names = [plain_name(name) for name in block.records.header]
        kind = _kind(names)
        if not _is_known(block, names, kind):
            continue
        # The table of a chart shows the first few sources only; the full one has no days.
        told = (kind or _daily_metrics(names), _period(block))
        earlier = taken.get(told)
        if earlier is None or (kind and _has_days(earlier) and not _has_days(block)):
            taken[told] = block
    # Sources beside campaigns say all that sources alone say.
    finest = [block for told, block in taken.items() if _is_finest(told, taken)]
    chosen = [block for block in blocks if any(block is one for one in finest)]
    return chosen, [block for block in blocks if not any(block is one for one in chosen)]


def unknown_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that nobody asked for and nobody knows."""
    known = {*SOURCES, *PAIRS, *DAYS, *_HARMLESS, *METRICS}
    return tuple(
        name
        for name in header
        if plain_name(name) not in known
        and not _QUIET.fullmatch(plain_name(name))
        and not _NAMELESS.fullmatch(name)
    )


def _kind(names: Sequence[str]) -> frozenset[str]:
    found = {SOURCES[name] for name in names if name in SOURCES}
    return frozenset(found | ({"source", "medium"} if set(names) & set(PAIRS) else set()))


def _daily_metrics(names: Sequence[str]) -> frozenset[str]:
    return frozenset(f"{DAILY[METRICS[n]]} by day" for n in names if METRICS.get(n) in DAILY)


def _period(block: Block) -> Period:
    return block.remarks.property, block.remarks.start, block.remarks.end


def _is_finest(
    told: tuple[frozenset[str], Period], taken: Collection[tuple[frozenset[str], Period]]
) -> bool:
    kind, period = told
    return not any(kind < other for other, same in taken if same == period)


def _has_days(block: Block) -> bool:
    return any(plain_name(name) in DAYS for name in block.records.header)


def _is_known(block: Block, names: list[str], kind: frozenset[str]) -> bool:
    """Tell whether the rows of a table can be read without counting a visit twice."""
    wanted = set(METRICS) if kind else {n for n, metric in METRICS.items() if metric in DAILY}
    at = [place for place, name in enumerate(names) if name in wanted]
    if not at or not (kind or {"date", "nth day"} & set(names)):
        return False
    frame = block.records.frame
    known = {*SOURCES, *PAIRS, *DAYS, *METRICS, *(_HARMLESS if kind else ())}
    strange = [
        place
        for place, name in enumerate(names)
        if name not in known and not _NAMELESS.fullmatch(name)
    ]
    # Numbers we do not know are left out; a dimension we do not know would count visits twice.
    if any(
        parse_numbers(frame.iloc[:, place])[1].any()
        for place in strange
        if not _QUIET.fullmatch(names[place])
    ):
        return False
    before = [p for p in strange if p < min(at) and not _QUIET.fullmatch(names[p])]
    known_before = frame.iloc[:, [p for p in range(min(at)) if p not in before]]
    return not before or known_before.empty or not bool(_repeats(known_before))


def _repeats(frame: pd.DataFrame) -> bool:
    return bool(frame.duplicated().any())
