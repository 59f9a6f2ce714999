"""Pages, channels and people where the client could speak: placements.csv in the client folder."""

from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.exports.numbers import parse_numbers
from smmlab.own_evidence import read_typed_table
from smmlab.schema import NETWORKS
from smmlab.texts import message

PlacementKind = Literal["page", "channel", "person", "community"]
PLACEMENTS_FILE = "placements.csv"
PLACEMENT_COLUMNS = (
    "network", "page", "kind", "price", "currency", "followers", "reach", "posts_counted",
    "engagements", "tries", "visits", "results", "target_share", "overlap", "notes", "source",
)  # fmt: skip
"""The header of placements.csv; everything but network and page may stay empty."""

_TEXTS = ("network", "page", "kind", "currency", "notes", "source")
_COUNTS = ("followers", "posts_counted", "engagements", "tries", "visits", "results")
_SHARES = ("target_share", "overlap")
_SHORT = {"vk": "vkontakte", "ok": "odnoklassniki", "twitter": "x"}


def read_placements(folder: Path) -> pd.DataFrame | None:
    """Return the rows of placements.csv, checked, or None when the client has none.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        ``network``, ``page``, ``kind`` (page|channel|person|community), ``price`` of one post (in
        ``currency``; zero for one that is earned), ``followers`` (people), ``reach`` (people one
        post reaches, as the page says), ``posts_counted`` and their ``engagements``; from earlier
        tries there: ``tries`` (posts), ``visits`` and ``results``; ``target_share`` (part of the
        page's audience that is in the target group, 0-1), ``overlap`` (part of it that follows the
        client already, 0-1), ``notes``, ``source``; then ``source_file`` and ``source_row``.
        What is not told is missing.

    Raises
    ------
    ProjectError
        Naming every value that cannot be used at once, by line and column.

    Examples
    --------
    >>> read_placements(Path("no-such-client")) is None
    True
    """
    typed = read_typed_table(folder / PLACEMENTS_FILE)
    if typed is None:
        return None
    unknown = [str(name) for name in typed.columns if name not in PLACEMENT_COLUMNS]
    lacking = [name for name in ("network", "page") if name not in typed.columns]
    if unknown or lacking:
        raise ProjectError(
            message(
                "The header of placements.csv cannot be used. Columns that are missing: {lacking}. "
                "Columns that are not known: {unknown}. It may hold {allowed}."
            ),
            {
                "lacking": ", ".join(lacking) or "–",
                "unknown": ", ".join(unknown) or "–",
                "allowed": ", ".join(PLACEMENT_COLUMNS),
            },
        )
    return _checked(typed.reindex(columns=list(PLACEMENT_COLUMNS)))


def write_empty_placements(folder: Path) -> Path:
    """Write a placements.csv that holds the header alone; one that exists is left as it is.

    Parameters
    ----------
    folder
        The client folder.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    path = folder / PLACEMENTS_FILE
    if not path.exists():
        with on_disk():
            replace_file(path, (",".join(PLACEMENT_COLUMNS) + "\n").encode("utf-8"))
    return path


def page_key(names: pd.Series) -> pd.Series:
    """Return names of pages as they are compared: small letters, without the sign before a name.

    Examples
    --------
    >>> page_key(pd.Series([" @Kohvik ", "kohvik"])).tolist()
    ['kohvik', 'kohvik']
    """
    return names.astype("str").str.strip().str.removeprefix("@").str.casefold()


def _checked(typed: pd.DataFrame) -> pd.DataFrame:
    texts = {name: typed[name].astype("str").str.strip() for name in _TEXTS}
    network = texts["network"].str.casefold()
    columns: dict[str, pd.Series] = texts | {
        "network": network.replace(_SHORT),
        "kind": texts["kind"].str.casefold(),
        "currency": texts["currency"].str.upper(),
    }
    odd: dict[str, pd.Series] = {}
    for name in ("price", "reach", *_COUNTS, *_SHARES):
        columns[name], odd[name] = parse_numbers(typed[name].astype("str"))
    for name in _SHARES:
        percent = typed[name].astype("str").str.contains("%", regex=False).fillna(False)
        columns[name] = columns[name].where(~percent.astype(bool), columns[name] / 100)
    rows = pd.DataFrame(columns).reindex(columns=list(PLACEMENT_COLUMNS))
    rows = rows.assign(source_file=PLACEMENTS_FILE, source_row=typed.index.astype("int64"))
    _refuse_faults(rows, odd)
    return rows.reset_index(drop=True)


def _refuse_faults(rows: pd.DataFrame, odd: dict[str, pd.Series]) -> None:
    known = {name: rows[name].notna() for name in PLACEMENT_COLUMNS}
    named_twice = pd.DataFrame({"network": rows["network"], "page": page_key(rows["page"])})
    # Without the posts that were bought or counted, visits and engagements have no denominator.
    counted = known["engagements"] & ~known["posts_counted"]
    wrong: dict[str, pd.Series] = {
        "network": ~rows["network"].isin(NETWORKS),
        "page": ~known["page"] | (known["page"] & named_twice.duplicated(keep=False)),
        "kind": known["kind"] & ~rows["kind"].isin(get_args(PlacementKind)),
        "price": rows["price"] < 0,
        "currency": known["currency"] & ~rows["currency"].str.fullmatch("[A-Z]{3}", na=False),
        "reach": rows["reach"] <= 0,
        "posts_counted": (rows["posts_counted"] < 1) | counted,
        "tries": (rows["tries"] < 1) | ((known["visits"] | known["results"]) & ~known["tries"]),
        "results": rows["results"] > rows["visits"],
    }
    for name in _COUNTS:
        fraction = (rows[name] < 0) | (rows[name] % 1 > 0)
        wrong[name] = wrong.get(name, fraction) | fraction
    for name in _SHARES:
        wrong[name] = ~rows[name].between(0, 1) & known[name]
    faults = [
        f"{line}: {name}"
        for name in PLACEMENT_COLUMNS
        if name in wrong
        for line in rows.loc[(wrong[name] | odd.get(name, False)).astype(bool), "source_row"]
    ]
    if faults:
        raise ProjectError(
            message(
                "placements.csv holds values that cannot be used (line: column): {faults}. Every "
                "row needs a network and a page, and each page stands once. Shares lie between "
                "none and all, with a percent sign or as a fraction. Visits and results need the "
                "number of tries, engagements the number of posts counted; results are never more "
                "than visits."
            ),
            {"faults": "; ".join(faults)},
        )
