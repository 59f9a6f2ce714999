"""The maps of a client folder: what the columns of its strange files mean, said once."""

import re
from pathlib import Path

from smmlab.disk import on_disk, replace_file
from smmlab.exports.mapping.spec import ColumnMap, map_to_toml, read_map

_FOLDER = "maps"


def maps_of(folder: Path) -> tuple[ColumnMap, ...]:
    """Return the maps that the folder ``maps/`` of a client holds, by file name.

    Raises
    ------
    ProjectError
        Naming the map that cannot be read.
    """
    return tuple(read_map(path) for path in sorted((folder / _FOLDER).glob("*.toml")))


def remember_map(folder: Path, column_map: ColumnMap) -> Path:
    """Keep a map for the next file with the same column names; one with the same names gives way.

    Parameters
    ----------
    folder
        The client folder.
    column_map
        A map whose ``header`` was filled in, by `propose_map` or `with_header`.

    Raises
    ------
    ProjectError
        When the folder cannot be written, or holds a map that cannot be read.
    """
    maps = folder / _FOLDER
    path = _same(maps, column_map) or _free(maps, column_map)
    with on_disk():
        replace_file(path, map_to_toml(column_map).encode())
    return path


def _same(maps: Path, column_map: ColumnMap) -> Path | None:
    for path in sorted(maps.glob("*.toml")):
        known = read_map(path)
        if (known.signature, known.kind) == (column_map.signature, column_map.kind):
            return path
    return None


def _free(maps: Path, column_map: ColumnMap) -> Path:
    stem = re.sub(r"[^\w]+", "-", column_map.name.casefold()).strip("-_")[:50] or "map"
    path, number = maps / f"{stem}.toml", 1
    while path.exists():
        number += 1
        path = maps / f"{stem}-{number}.toml"
    return path
