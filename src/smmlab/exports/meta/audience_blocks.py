"""The blocks of Meta's audience export: which group each value belongs to, line by line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from smmlab.exports.blocks import Line
from smmlab.exports.reading import Listed
from smmlab.texts import message

Dimension = Literal["age_sex", "country", "city"]

_TITLES: dict[str, Dimension] = {
    "age & gender": "age_sex",
    "age and gender": "age_sex",
    "top countries": "country",
    "countries": "country",
    "top cities": "city",
    "top towns/cities": "city",
    "cities": "city",
}
_FORMATS = {"views", "content interactions", "published content"}
_FORMAT_NAMES = {"reels", "multi-photo", "photos", "links", "stories", "text", "videos", "others"}
_SEXES = {"women": "female", "female": "female", "men": "male", "male": "male"}
_UNTOLD = {"unknown", "undisclosed", "uncategorized", "other", "others", "u"}
_NETWORKS = ("facebook", "instagram")
_AGE = re.compile(r"[0-9]{2}(?:[-–][0-9]{2}|\+)")
_NUMBER = re.compile(r"[0-9][0-9.,\u00a0\u202f ]*%?|[-–—]{1,2}|")


@dataclass(frozen=True)
class Share:
    """One value of the file, as said, and the group it belongs to."""

    line: int
    network: str | None
    dimension: Dimension
    value: str
    said: str


@dataclass(frozen=True)
class _Place:
    """Where in the file we are: the block, and the names that its next values belong to."""

    network: str | None = None
    dimension: Dimension | None = None
    names: tuple[str, ...] = ()
    is_full: bool = False  # a block whose names stand in one row has had its values
    has_begun: bool = False  # a title was met
    is_total: bool = False  # the block counts followers in all


@dataclass
class Blocks:
    """What the lines of the file are, in the order they were met."""

    shares: list[Share] = field(default_factory=list)
    notes: list[Listed] = field(default_factory=list)
    rejected: list[Listed] = field(default_factory=list)
    untold: int = 0


def has_audience(lines: Iterable[Line]) -> bool:
    """Tell whether a block of the audience begins in these lines."""
    return any(_dimension(line.title) is not None for line in lines)


def has_formats(lines: Iterable[Line]) -> bool:
    """Tell whether these lines sum up the forms of content: a title, and forms below it."""
    titled = False
    for line in lines:
        names = {cell.casefold() for cell in line.cells}
        if titled and names <= _FORMAT_NAMES:
            return True
        titled = line.title.casefold() in _FORMATS
    return False


def walk(lines: Iterable[Line], found: Blocks) -> None:
    """Sort the lines of a file, or of one sheet, into shares, notes and rejected rows."""
    place = _Place()
    for line in lines:
        text = ", ".join(line.cells)[:80]
        place, note = _enter(place, line)
        if note:
            found.notes.append(Listed(line.number, note, {"text": text}))
            continue
        shares = _take(place, line)
        told = [share for share in shares if not share.value.endswith("|")]
        found.untold += len(shares) - len(told)
        found.shares += told
        if shares and not told:
            reason = message("The groups of this row are not told.")
            found.rejected.append(Listed(line.number, reason))
        elif not shares:
            reason = message("This row belongs to no known block.")
            found.rejected.append(Listed(line.number, reason))
        elif place.dimension != "age_sex" and place.names:
            place = replace(place, names=(), is_full=True)


def _dimension(title: str) -> Dimension | None:
    words = title.casefold()
    for name in _NETWORKS:
        words = words.removeprefix(f"{name} ")
    return _TITLES.get(words)


def _enter(place: _Place, line: Line) -> tuple[_Place, str]:
    """Follow titles and names; the note is empty when the line carries values."""
    title = line.title.casefold()
    dimension = _dimension(title)
    network = next((name for name in _NETWORKS if title.startswith(name)), None)
    after, note = place, ""
    if title.startswith("sep="):
        note = message("Separator line.")
    elif dimension or network or (place.is_full and title and not _NUMBER.fullmatch(title)):
        # After a full block, a lone text is the title of a block that is not known.
        after = _Place(
            network or place.network,
            dimension,
            has_begun=True,
            is_total=bool(network) and not dimension,
        )
        note = message("Title: {text}.")
    elif title and not place.has_begun:
        note = message("Title: {text}.")
    elif title and place.is_total:
        note = message("Total, not a share: {text}.")
    elif place.dimension == "age_sex":
        names = _columns(line)
        if names:
            after, note = replace(place, names=names), message("Column names.")
    elif place.dimension and not (place.names or any(map(_NUMBER.fullmatch, line.cells))):
        after = replace(place, names=line.cells)
        note = message("Names of the groups in the next row: {text}.")
    return after, note


def _columns(line: Line) -> tuple[str, ...]:
    """Return the sexes, or where the block is turned the ages, that head the columns."""
    first, *rest = line.cells
    names = [cell.casefold() for cell in rest]
    if _AGE.fullmatch(first) or first.casefold() in _SEXES:
        return ()
    if any(name in _SEXES for name in names):
        return tuple(_SEXES.get(name, "") for name in names)
    if names and all(map(_AGE.fullmatch, rest)):
        return tuple(rest)
    return ()


def _take(place: _Place, line: Line) -> list[Share]:
    """Return what a line of values says; nothing when it does not fit its block."""
    first, *rest = line.cells
    if place.dimension is None:
        return []
    if place.dimension == "age_sex":
        values, said = _ages_and_sexes(first, place.names), rest
    elif place.names and all(map(_NUMBER.fullmatch, line.cells)):
        values, said = list(place.names), [first, *rest]
    else:
        values, said = ([] if _NUMBER.fullmatch(first) else [first]), rest
        if len(said) != 1:
            return []
    if not 0 < len(said) <= len(values):
        return []
    return [
        Share(line.number, place.network, place.dimension, value, share)
        for value, share in zip(values, said, strict=False)
    ]


def _ages_and_sexes(first: str, names: tuple[str, ...]) -> list[str]:
    """Return the groups of a row; a sex that is not told leaves nothing behind the bar."""
    if _AGE.fullmatch(first):
        return [f"{first.replace('–', '-')}|{sex}" for sex in names if not _AGE.fullmatch(sex)]
    word = first.casefold()
    if word not in _SEXES and word not in _UNTOLD:
        return []
    return [f"{a.replace('–', '-')}|{_SEXES.get(word, '')}" for a in names if _AGE.fullmatch(a)]
