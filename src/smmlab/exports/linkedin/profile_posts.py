"""The best posts of a LinkedIn profile: two tables side by side become one list of posts."""

import numpy as np
import pandas as pd

from smmlab.exports.clocks import LEEWAY, parse_local
from smmlab.exports.grids import Grid
from smmlab.exports.headers import plain_name
from smmlab.exports.ids import linkedin_seconds
from smmlab.exports.linkedin.posts import plain_links, urns_of
from smmlab.exports.linkedin.sheets import DAY_FORMATS, Part
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import refuse_spoilt_dates, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.schema import conform
from smmlab.texts import message

PROFILE = "profile"  # its owner is a person, whose name is not read
_COLUMNS = ("post url", "post publish date", "impressions", "engagements")


def read_top_posts(grid: Grid, header: int, not_after: int) -> Part:
    """Read both lists, by engagements and by impressions; a post may stand in each.

    A row holds two posts. It is rejected when none of them can be used; a post that cannot be
    used beside one that can is told in a caution.
    """
    lines = grid.lines[header + 1 :]
    halves = _halves(grid, header)
    refuse_spoilt_dates(halves["day"].fillna(""))
    refuse_spoilt_numbers(halves[["impressions", "engagements"]])
    link = halves["link"]
    exact = linkedin_seconds(link)
    late = (exact > not_after + LEEWAY).fillna(False).astype(bool)
    stated = parse_local(halves["day"], zone="UTC", formats=DAY_FORMATS, not_after=not_after)
    counts, bad = parse_counts(halves["impressions"])
    _, bad_sum = parse_counts(halves["engagements"])
    no_count = message("{value} is no count, in the column {column}.")
    faults = [
        Fault(link.isna(), message("This row has no link to its post.")),
        Fault(late, message("The id in {value} tells a time that cannot be yet."), link),
        Fault(
            stated.bad & exact.isna(), message("The publish time {value} cannot be."), halves["day"]
        ),
        Fault(bad, no_count, halves["impressions"], "Impressions"),
        Fault(bad_sum, no_count, halves["engagements"], "Engagements"),
    ]
    numbers = halves["source_row"].to_numpy()
    keep, faulty = sift(numbers, faults)
    exact = exact.mask(late)
    urns = urns_of(link)
    rows = pd.DataFrame(
        {
            "post_id": urns["id"].fillna(link.str.slice(0, 200)),
            "at": exact.fillna(stated.at),
            "clock": pd.Series("UTC", index=link.index, dtype="str").mask(exact.notna(), "id"),
            "precision": pd.Series("day", index=link.index, dtype="str").mask(
                exact.notna(), "second"
            ),
            "url": plain_links(urns).fillna(link),
            "impressions": counts,
            "source_row": numbers,
        }
    )[keep]
    untimed = rows["at"].isna()
    rows = rows.assign(
        clock=rows["clock"].mask(untimed, "unknown"),
        precision=rows["precision"].mask(untimed, "unknown"),
    )
    posts = rows.groupby("post_id", as_index=False).agg(
        {"at": "max", "clock": "max", "precision": "max", "url": "max", "impressions": "max",
         "source_row": "min"}
    )  # fmt: skip
    posts = posts.sort_values(["source_row", "post_id"], ignore_index=True).assign(
        network="linkedin", page=PROFILE, is_own=True, form="other",
        metrics_name="linkedin-profile",
    )  # fmt: skip
    used, kept = set(rows["source_row"].tolist()), set(posts["source_row"].tolist())
    # What is wrong with a post says more than that the other half of its row is empty.
    backwards = [faulty[at] for at in range(len(faulty) - 1, -1, -1)]
    first_fault = {row.line: row for row in sorted(backwards, key=_is_told)}
    reason = message("Posts that stand in other rows too.")
    lost = sum(row.line in used and _is_told(row) for row in faulty)
    return Part(
        len(lines),
        conform(posts, "posts"),
        tuple(Listed(int(line), reason) for line in sorted(used - kept)),
        tuple(first_fault[int(line)] for line in lines.tolist() if line not in used),
        (),
        _caution(lost),
    )


def _halves(grid: Grid, header: int) -> pd.DataFrame:
    """Return one row for each half of each row, with ``link``, ``day`` and two counts as texts."""
    names = [plain_name(cell) for cell in grid.rows[header]]
    starts = [at for at, name in enumerate(names) if name == _COLUMNS[0]]
    width = len(names)
    body = [[*row[:width], *[""] * (width - len(row))] for row in grid.rows[header + 1 :]]
    cells = pd.DataFrame(body, columns=range(width), dtype="str")
    parts = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        place = {name: start + at for at, name in reversed([*enumerate(names[start:end])])}
        part = pd.DataFrame(
            {name: cells[place[name]] if name in place else "" for name in _COLUMNS},
            index=cells.index,
        )
        parts.append(part.assign(source_row=grid.lines[header + 1 :]))
    whole = pd.concat(parts, ignore_index=True)
    texts = whole[list(_COLUMNS)].astype("str").apply(lambda column: column.str.strip())
    texts = texts.mask(texts == "").set_axis(["link", "day", "impressions", "engagements"], axis=1)
    # Where a list has ended, the file repeats some word of its own in all its cells.
    linked = texts["link"].str.match(r"^https?://").fillna(False).astype(bool)
    return texts.where(linked).assign(source_row=whole["source_row"].astype(np.int64))


def _is_told(row: Listed) -> bool:
    """Tell a post that cannot be used from the empty half of a row."""
    return bool(row.values)


def _caution(lost: int) -> tuple[Caution, ...]:
    if not lost:
        return ()
    text = message("Posts that cannot be used, beside others in the same row: {n}.")
    return (Caution("posts-lost", text, {"n": lost}),)
