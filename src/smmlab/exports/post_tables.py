"""Tables of posts that tools and researchers keep: one row a post, many networks in one file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells
from smmlab.exports.clocks import LEEWAY
from smmlab.exports.grids import drop_repeated_header, find_header, peek_grids, read_grids
from smmlab.exports.headers import Matched
from smmlab.exports.hints import DateOrder
from smmlab.exports.moments import SKIPPED_HOUR, parse_moments
from smmlab.exports.post_links import BY_LINK, id_seconds
from smmlab.exports.reading import Caution, Listed, Reading
from smmlab.exports.repair import find_spoilt_ids, refuse_excel
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.stated_order import find_american_order
from smmlab.schema import conform
from smmlab.texts import message

_TOTALS = frozenset(
    ("total", "totals", "grand total", "summary", "average", "итого", "итого и средние", "всего",
     "среднее", "kokku", "keskmine")
)  # fmt: skip
_TOTAL_PLACES = ("date", "post_id", "network", "link")
_ABOVE = message("A line above the column names.")
_OTHER_SHEET = message("A row of a sheet that is not used: {sheet}.")
_TOTAL = message("A total or an average, not a row of its own.")

NO_ID = message("This row has no usable post id: {value}.")
NO_NETWORK = message("The network of this row is not known: {value}.")
NO_LINK = message("The link names no post: {value}.")
BAD_TIME = message("The publish time {value} cannot be.")


@dataclass(frozen=True)
class PostTable:
    """The rows of a file that may be posts or days, and those that never can.

    Parameters
    ----------
    cells
        The rows below the column names, of every sheet that has them.
    notes
        Lines above the names, sheets without them, the names again, totals.
    """

    cells: Cells
    notes: tuple[Listed, ...]

    @property
    def rows_read(self) -> int:
        """All rows met, the column names and blank ones aside."""
        return self.cells.rows_read + len(self.notes)


@dataclass(frozen=True)
class PostMoments:
    """When each row was published, on which clock, how exactly, and what the user should know."""

    at: pd.Series
    clock: pd.Series
    precision: pd.Series
    fault: Fault
    cautions: tuple[Caution, ...]


def has_columns(raw: RawExport, names: Collection[str]) -> bool:
    """Tell whether one of the first rows of a sheet or text holds all names; never raises."""
    return any(find_header(grid, names) is not None for grid in peek_grids(raw))


def open_table(
    raw: RawExport,
    aliases: Mapping[str, Sequence[str]],
    *,
    signs: Collection[str],
    ignored: Sequence[str] = (),
) -> PostTable:
    """Take the tables of a file apart whose column names hold all ``signs``.

    Parameters
    ----------
    raw
        The file.
    aliases
        Names in files by canonical name; totals are looked for in ``date``, ``post_id``,
        ``network`` and ``link``.
    signs
        Column names that every table has.
    ignored
        Names that are understood but not needed.

    Raises
    ------
    ExportError
        When no sheet has the columns, or as `read_grids` and `take_cells` do.
    """
    taken: list[Cells] = []
    notes: list[Listed] = []
    for grid in read_grids(raw):
        header = find_header(grid, signs)
        lines = grid.lines.tolist()
        if header is None:
            notes += [Listed(line, _OTHER_SHEET, {"sheet": grid.name}) for line in lines]
            continue
        notes += [Listed(line, _ABOVE) for line in lines[:header]]
        body, repeated = drop_repeated_header(grid, header=header)
        notes += repeated
        cells = take_cells(body, aliases, header=header, ignored=ignored)
        taken.append(replace(cells, cautions=(*grid.cautions, *cells.cautions)))
    if not taken:
        raise ExportError(
            message("Expected the columns {names}; they are absent. Please export the file again."),
            {"names": ", ".join(sorted(signs))},
        )
    return _without_totals(PostTable(_join(taken), tuple(notes)))


def read_moments(
    texts: pd.Series,
    ids: pd.Series,
    links: pd.Series,
    networks: pd.Series,
    raw: RawExport,
    *,
    zone: str | None = None,
    dates: DateOrder | None = None,
    american: str | None = None,
) -> PostMoments:
    """Read when posts were published; what an id or a link carries wins over what is written.

    Parameters
    ----------
    texts, ids, links, networks
        Columns of the same rows.
    raw
        The file: its hints give the zone when the source names none.
    zone
        Zone of texts without an offset, where the source's clock is known.
    dates
        Order of day and month, where the source's order is known.
    american
        Pattern of the dates of a source that writes the month first, unless another program has
        saved the file again.

    Raises
    ------
    ExportError
        When the dates do not show whether the day or the month comes first, or prove another order
        than the one that is said.
    """
    clock_zone = zone or raw.hints.zone
    exact = id_seconds(ids, links, networks)
    exact = exact.where((exact <= raw.modified_at + LEEWAY).fillna(False).astype(bool))
    cautions: list[Caution] = []
    if american is not None:
        dates, told = find_american_order(
            texts,
            own=american,
            delimiter=find_delimiter(raw),
            asked=dates,
            not_after=raw.modified_at,
            exact=exact,
            zone=clock_zone,
        )
        cautions += told
    moments = parse_moments(
        texts.fillna(""),
        zone=clock_zone,
        dates=dates,
        not_after=raw.modified_at,
    )
    by_id = exact.notna()
    known = moments.at.notna() | by_id
    local = ~by_id & moments.at.notna() & (moments.clock != "UTC") & ids.notna()
    if zone is None and local.any():
        text = message(
            "Times without their zone: {n}. They are taken as times of {zone}, the zone of the "
            "project."
        )
        cautions.append(Caution("project-zone", text, {"n": int(local.sum()), "zone": clock_zone}))
    twice = int((moments.ambiguous & ~by_id & ids.notna()).sum())
    if twice:
        text = message(
            "Times in the hour that the clocks repeat in autumn: {n}. The first of the two "
            "moments was taken."
        )
        cautions.append(Caution("repeated-hour", text, {"n": twice}))
    skipped = int((moments.skipped & ~by_id & ids.notna()).sum())
    if skipped:
        cautions.append(Caution("skipped-hour", SKIPPED_HOUR, {"n": skipped, "zone": clock_zone}))
    return PostMoments(
        exact.fillna(moments.at),
        moments.clock.mask(by_id, "id"),
        moments.precision.mask(by_id, "second").where(known, "unknown"),
        Fault(moments.bad & ~by_id, BAD_TIME, texts),
        tuple(cautions),
    )


def find_delimiter(raw: RawExport) -> str:
    """Return what separates the cells of a file; nothing does in a workbook."""
    return next((grid.delimiter for grid in peek_grids(raw)), "")


def refuse_spoilt_ids(ids: pd.Series) -> None:
    """Refuse a file whose ids Excel took for numbers."""
    if find_spoilt_ids(ids.fillna("")).any():
        refuse_excel()


def paid_share(organic: pd.Series, paid: pd.Series) -> pd.Series:
    """Return the paid part of what both columns count, missing where nothing was counted."""
    seen = (organic + paid).astype("float64")
    return paid.astype("float64") / seen.where(seen > 0)


def link_only_caution(networks: pd.Series, ids: pd.Series) -> tuple[Caution, ...]:
    """Say which posts are known by their links alone, so that no other export joins them."""
    alone = ids.str.startswith(BY_LINK).fillna(False).astype(bool)
    alone |= (networks == "telegram").fillna(False) & ids.str.match(r"[a-z]").fillna(False)
    if not alone.any():
        return ()
    text = message(
        "Posts known by their links alone: {n} ({networks}). The network's own export numbers "
        "them otherwise, so import one of the two for the same posts, or they count twice."
    )
    names = ", ".join(sorted(networks[alone].dropna().unique()))
    return (Caution("known-by-link", text, {"n": int(alone.sum()), "networks": names}),)


def finish(
    table: PostTable,
    frame: pd.DataFrame,
    faults: Sequence[Fault],
    name: str,
    *,
    cautions: Sequence[Caution] = (),
    exported_at: int | None = None,
) -> Reading:
    """Drop the rows with faults, fold repeats, and account for every row.

    Parameters
    ----------
    table
        Where the rows came from.
    frame
        Columns of a canonical table, row by row as ``table.cells.frame``; one row a row.
    faults
        What can be wrong, the gravest first.
    name
        Name of the canonical table.
    cautions
        What the user should know, beside what the header shows.
    exported_at
        When the export was made, if the file tells.
    """
    cells = table.cells
    keep, rejected = sift(cells.lines, faults)
    rows = frame.assign(source_row=pd.Series(cells.lines, index=frame.index, dtype="int64"))
    folded, merged = fold_repeats(rows[keep], name)
    empty: tuple[Caution, ...] = ()
    if not len(cells.frame) and not cells.ragged:
        empty = (Caution("no-rows", message("The file has column names but no rows below.")),)
    return Reading(
        tables={name: conform(folded, name)},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted((*cells.ragged, *rejected), key=lambda row: row.line)),
        notes=tuple(sorted(table.notes, key=lambda row: row.line)),
        warnings=(*cells.cautions, *cautions, *empty),
        exported_at=exported_at,
    )


def _without_totals(table: PostTable) -> PostTable:
    """Put totals aside: they say so where a post has its day, id or network, and have no link."""
    cells = table.cells
    places = cells.frame.reindex(columns=list(_TOTAL_PLACES)).astype("str")
    said = places.apply(lambda column: column.str.casefold().isin(_TOTALS)).any(axis=1)
    linked = cells.frame.apply(lambda column: column.str.contains("://", regex=False)).any(axis=1)
    total = (said & ~linked).to_numpy(dtype=bool)
    if not total.any():
        return table
    notes = [Listed(int(line), _TOTAL) for line in cells.lines[total]]
    kept = replace(
        cells, frame=cells.frame[~total].reset_index(drop=True), lines=cells.lines[~total]
    )
    return PostTable(kept, (*table.notes, *notes))


def _join(taken: list[Cells]) -> Cells:
    if len(taken) == 1:
        return taken[0]
    columns = {key: name for cells in taken for key, name in cells.matched.columns.items()}
    unknown = tuple(dict.fromkeys(name for cells in taken for name in cells.matched.unknown))
    return Cells(
        pd.concat([cells.frame for cells in taken], ignore_index=True),
        np.concatenate([cells.lines for cells in taken]),
        Matched(columns, unknown),
        tuple(row for cells in taken for row in cells.ragged),
        tuple(_different(taken)),
    )


def _different(taken: list[Cells]) -> list[Caution]:
    found: list[Caution] = []
    for cells in taken:
        found += [caution for caution in cells.cautions if caution not in found]
    return found
