"""LinkedIn page, competitors: recognised, and refused with the way that does help."""

from typing import NoReturn

from smmlab.errors import ExportError
from smmlab.exports.grids import find_header, peek_grids
from smmlab.exports.reading import Card, Reader
from smmlab.exports.source import RawExport
from smmlab.texts import message

_NAMES = ("Page", "New Followers")
_ONE_OF = ("Comments per day", "Total Followers", "Reactions", "Posts", "Total post engagements")


def _matches(raw: RawExport) -> bool:
    return any(
        find_header(grid, (*_NAMES, name)) is not None
        for grid in peek_grids(raw)
        for name in _ONE_OF
    )


def _refuse(raw: RawExport) -> NoReturn:
    raise ExportError(
        message(
            "{name} sums up the pages of rivals over a whole period: it has neither posts "
            "nor days, and smmlab compares posts. Count the rivals who are active on "
            "LinkedIn and type that number into the brief, under rivals_per_network."
        ),
        {"name": raw.name},
    )


READER = Reader(
    name="linkedin_competitors",
    card=Card(
        title=message("LinkedIn page: competitors"),
        how_to_get=message(
            "This file is not needed. Look at Analytics, Competitors, and type how many of them "
            "are active on LinkedIn into the brief, under rivals_per_network."
        ),
        limits=message(
            "Sums over a period for whole pages cannot be compared with posts or days, so the "
            "file is not imported."
        ),
        clock=message("None: the file names a period only."),
    ),
    networks=("linkedin",),
    tables=(),
    matches=_matches,
    read=_refuse,
)
